//! Tasks: on a candidate or by themselves, for oneself or a colleague.

use crate::{people::ada, support::*};
use chrono::{Days, TimeDelta};

both! {
    async fn a_task_is_done_and_to_be_done_again(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        let today = app.app.clock.today();
        let page = app.visit(&format!("{href}/activity")).await;
        let made = app.submit(&page, "#new-task", &[("title", "Call about notice"), ("due", &today.to_string())]).await;
        assert_eq!(app.follow(&made).await.text(".toast p"), ["Added “Call about notice” to your tasks."]);
        let page = app.visit("/tasks").await;
        assert!(page.text("li[id^=task]")[0].contains("Ada Quill") && page.has(&format!("a[href='{candidate}']")));
        assert!(!page.text("li[id^=task]")[0].contains("Overdue"), "today is not late");
        app.later(TimeDelta::days(2));
        let page = app.visit("/tasks").await;
        assert!(page.text("li[id^=task]")[0].contains("Overdue"));

        let done = app.submit(&page, "form[action$='/completion']", &[]).await;
        let page = app.follow(&done).await;
        assert!(!page.has("li[id^=task]"));
        assert_eq!(app.visit("/tasks?show=done").await.text("li[id^=task]").len(), 1);
        let complete = page.attr(".toast form", "action")[0].replace("reopening", "completion");
        assert_eq!(app.post(&complete, &[]).await.status, StatusCode::CONFLICT, "done already");
        let page = app.follow(&app.submit(&page, ".toast form", &[]).await).await;
        assert_eq!(page.text("li[id^=task]").len(), 1);
        assert!(!app.visit("/tasks?show=done").await.has("li[id^=task]"));
    }

    async fn a_colleague_finds_what_is_asked_of_them(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        let ivo = app.add_user("Ivo Lund", Role::Recruiter).await;
        let page = app.visit("/tasks").await;
        app.submit(&page, "#new-task", &[("title", "Write the advert"), ("assignee", &tom.id)]).await;
        assert!(!app.visit("/tasks").await.has("li[id^=task]"));
        let page = app.visit("/tasks?whose=given").await;
        assert_eq!(page.text("li[id^=task]").len(), 1);
        let edit = page.attr("li a[href$='/edit']", "href")[0].clone();
        app.sign_in(&ivo).await;
        assert_eq!(app.get(&edit).await.status, StatusCode::NOT_FOUND, "a task by itself is theirs alone");
        app.sign_in(&tom).await;
        let page = app.visit("/tasks").await;
        assert_eq!(page.text("li[id^=task] p:first-child"), ["Write the advert"]);
        let page = app.visit(&edit).await;
        let saved = app.submit(&page, "#task", &[("title", "Write two adverts"), ("assignee", &rosa.id)]).await;
        assert!(app.follow(&saved).await.text("main").concat().contains("Nothing to do."));
        app.sign_in(&rosa).await;
        let page = app.visit(&edit).await;
        let gone = app.submit(&page, "form[action$='/deletion']", &[]).await;
        let page = app.follow(&gone).await;
        assert!(!page.has("li[id^=task]"));
        let back = app.follow(&app.submit(&page, ".toast form", &[]).await).await;
        assert_eq!(back.text("li[id^=task] p:first-child"), ["Write two adverts"]);
    }

    async fn what_is_no_task_is_refused_beside_the_field(app) {
        app.sign_in_as(Role::Recruiter).await;
        let page = app.visit("/tasks").await;
        let again = app.submit(&page, "#new-task", &[("title", " "), ("due", "soon")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.text("#title-error"), ["Say what is to be done."]);
        assert_eq!(again.text("#due-error"), ["Give a day, for example 2026-03-31."]);
        for due in ["2026-02-30", "0001-01-01", "9999-12-31", "<b>"] {
            let again = app.post("/tasks", &[("title", "x"), ("due", due)]).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{due}");
        }
        assert_eq!(app.post("/tasks", &[("title", "x"), ("assignee", "nobody")]).await.status, StatusCode::CONFLICT);
        assert_eq!(app.post("/tasks/unheard-of/completion", &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_earliest_day_comes_first_and_no_day_last(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let today = app.app.clock.today();
        for n in (0..52_u64).rev() {
            let due = if n == 51 { String::new() } else { (today + Days::new(n)).to_string() };
            app.post("/tasks", &[("title", &*format!("Task {n:02}")), ("due", &due), ("assignee", &rosa.id)]).await;
        }
        let first = app.visit("/tasks").await;
        let titles = first.text("section[aria-labelledby=list-h] li p:first-child");
        assert_eq!((titles.len(), &*titles[0], &*titles[49]), (50, "Task 00", "Task 49"));
        let second = app.visit(&first.attr("[rel=next]", "href")[0]).await;
        assert_eq!(second.text("section[aria-labelledby=list-h] li p:first-child"), ["Task 50", "Task 51"]);
    }

    async fn tasks_are_narrowed_by_whose_and_which(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (_, candidate) = ada(&app, &rosa).await;
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        let today = app.app.clock.today();
        let late = (today - Days::new(1)).to_string();
        for (to, title, due, assignee) in [
            ("/tasks", "Late", &*late, &rosa.id),
            ("/tasks", "Now", &*today.to_string(), &rosa.id),
            ("/tasks", "Some time", "", &rosa.id),
            ("/tasks", "For Tom", &*late, &tom.id),
            (&*format!("{candidate}/tasks"), "On Ada", "", &tom.id),
        ] {
            app.post(to, &[("title", title), ("due", due), ("assignee", assignee)]).await;
        }
        let titles = async |query: &str| app.visit(&format!("/tasks{query}")).await.text("li[id^=task] p:first-child");
        assert_eq!(titles("").await, ["Late", "Now", "Some time"]);
        assert_eq!(titles("?show=today").await, ["Now"]);
        assert_eq!(titles("?show=overdue").await, ["Late"]);
        assert_eq!(titles("?whose=given").await, ["For Tom", "On Ada"]);
        assert_eq!(titles("?whose=given&show=overdue").await, ["For Tom"]);
        assert_eq!(titles("?whose=all").await.len(), 5);
        let page = app.visit("/tasks?whose=all").await;
        assert_eq!(page.text("nav[aria-label=Which] a"), ["To do5", "Due today1", "Overdue2", "Done"]);
        assert_eq!(page.attr("nav[aria-label=Which] a", "href")[2], "/tasks?whose=all&show=overdue", "each is an address");
        let ivo = app.add_user("Ivo Lund", Role::Recruiter).await;
        app.sign_in(&ivo).await;
        assert_eq!(titles("?whose=all").await, ["On Ada"], "a task by itself is between two people");
        assert!(!app.visit("/tasks?whose=all").await.has("li[id^=task] form"), "and not for others to tick off");
    }

    async fn done_tasks_are_read_page_by_page_the_latest_first(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        for n in 0..52 {
            app.post("/tasks", &[("title", &*format!("Task {n:02}")), ("assignee", &rosa.id)]).await;
        }
        let query = recruitpro::platform::db::sql("UPDATE tasks SET done_at = created_at, done_by = $1");
        app.write(query.bind(&rosa.id)).await;
        let first = app.visit("/tasks?show=done").await;
        let titles = first.text("li[id^=task] p:first-child");
        assert_eq!((titles.len(), &*titles[0], &*titles[49]), (50, "Task 51", "Task 02"));
        let second = app.visit(&first.attr("[rel=next]", "href")[0]).await;
        assert_eq!(second.text("li[id^=task] p:first-child"), ["Task 01", "Task 00"]);
        let back = app.visit(&second.attr("[rel=prev]", "href")[0]).await;
        assert_eq!(back.text("li[id^=task] p:first-child"), titles);
    }
}
