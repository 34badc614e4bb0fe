//! Home: what waits, in numbers that lead to just what they count.

use crate::{
    board::seat,
    people::people,
    positions::position,
    support::*,
    uploads::{text_cv, upload},
};
use chrono::{Days, TimeDelta};
use recruitpro::platform::db::sql;

/// From now on it is so many days later, and the first browser has signed in again.
async fn days_later(app: &TestApp, user: &User, days: i64) {
    app.later(TimeDelta::days(days));
    app.sign_in(user).await;
}

/// How many a page's list holds: what it says, and what it shows.
async fn listed(app: &TestApp, href: &str) -> usize {
    let page = app.visit(href).await;
    let said = page.text("[data-total], .seg a[aria-current] [data-count]");
    let shown = match href.split('?').next().unwrap_or_default() {
        "/tasks" => page.text("li[id^=task]").len(),
        "/mentions" => page.text("#mentions li").len(),
        _ => page.text("#rows tbody tr").len(),
    };
    if href.starts_with("/home") || href.starts_with("/mentions") {
        assert_eq!(said, [shown.to_string()], "{href} says what it shows");
    }
    shown
}

/// Every number on the page with the address it leads to.
fn numbers(page: &Page) -> Vec<(String, usize)> {
    let (links, counts) = (page.attr("a:has([data-count])", "href"), page.text("a [data-count]"));
    assert_eq!(links.len(), counts.len());
    links.into_iter().zip(counts).map(|(link, count)| (link, count.replace(',', "").parse().unwrap())).collect()
}

async fn number(app: &TestApp, id: &str) -> usize {
    let count = app.visit("/home").await.text(&format!("#{id} [data-count]"));
    count.first().map_or(0, |count| count.parse().unwrap())
}

both! {
    async fn a_new_workspace_says_how_to_begin(app) {
        app.sign_in_as(Role::Recruiter).await;
        assert_eq!(app.get("/").await.location(), "/home");
        let page = app.visit("/home").await;
        assert_eq!(page.text(".empty h2"), ["No open positions here"]);
        assert_eq!(page.text("#day"), ["Nothing waits for you."]);
        assert_eq!(app.visit("/home?of=everyone").await.text(".empty h2"), ["No open positions yet"]);
        assert_eq!(page.attr(".side a[aria-current]", "href"), ["/home"]);
        for odd in ["/home?of=nobody", "/home/people?show=all&of=%00", "/home/people?after=x&before=9.9", "/tasks?show=x&whose=y&after=z"] {
            app.visit(odd).await;
        }
        assert_eq!(app.get("/home/people?position=none").await.status, StatusCode::NOT_FOUND);
    }

    async fn every_number_leads_to_as_many(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let calm = position(&app, &rosa, "Baker", &[]).await;
        let busy = position(&app, &rosa, "Engineer", &[]).await;
        seat(&app, &busy, 0, &[("Ada Byron", 40), ("Grace Hopper", 90)]).await;
        seat(&app, &busy, 3, &[("Bea Stone", 70)]).await;
        seat(&app, &busy, 5, &[("Cy Long", 80)]).await;
        seat(&app, &calm, 0, &[("Di Moss", -1)]).await;
        let today = app.app.clock.today();
        for (title, due) in [("Late", today), ("Now", today + Days::new(4)), ("Then", today + Days::new(9)), ("Some time", today)] {
            let due = if title == "Some time" { String::new() } else { due.to_string() };
            app.post("/tasks", &[("title", title), ("due", &due), ("assignee", &rosa.id)]).await;
        }
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.write(sql("INSERT INTO project_members (project_id, user_id) SELECT id, $1 FROM projects").bind(&tom.id)).await;
        app.sign_in(&tom).await;
        let ada = app.visit("/home/people?show=new&of=team").await.attr("#rows .row-link", "href")[0].clone();
        let candidate = app.visit(&format!("{ada}/details")).await.attr("#tags", "data-of")[0].clone();
        app.post(&format!("/candidates/{candidate}/notes"), &[("body", "@Rosa, look")]).await;

        // New may take three days, an interview ten; to be hired is never late.
        for (days, late) in [(0, 0), (4, 3), (11, 4)] {
            days_later(&app, &rosa, days).await;
            let page = app.visit("/home").await;
            for (link, count) in numbers(&page) {
                assert_eq!(listed(&app, &link).await, count, "{link} after {days} days");
            }
            assert_eq!(listed(&app, "/home/people?show=overdue&of=team").await, late);
            let titles = page.text("#health tbody .row-link");
            assert_eq!(titles, ["Engineer", "Baker"], "the worst first");
        }
        let page = app.visit("/home").await;
        assert_eq!(page.text("#d-unreviewed, #d-overdue, #d-late, #d-mentions"), ["2 not reviewed yet", "4 over target", "3 tasks overdue", "1 mention"]);
        assert_eq!(page.text("#n-open [data-count], #n-today [data-count], #n-late [data-count]"), ["4", "0", "3"]);
        assert!(!page.has("#d-new"), "eleven days on nobody is new");
        assert_eq!(page.text("[aria-labelledby=h-overdue] li").len(), 4);
    }

    async fn a_cv_waits_until_one_of_us_looks(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let seats = seat(&app, &id, 0, &[("Ada Byron", 40), ("Grace Hopper", 90), ("Bea Stone", 70)]).await;
        assert_eq!(number(&app, "n-unreviewed").await, 3);
        let maya = app.add_user("Maya Okafor", Role::Admin).await;
        app.sign_in(&maya).await;
        app.visit(&format!("/applications/{}", seats[0])).await;
        app.sign_in(&rosa).await;
        assert_eq!(number(&app, "n-unreviewed").await, 3, "an admin from elsewhere looked in");
        app.visit(&format!("/applications/{}/details", seats[0])).await;
        assert_eq!(number(&app, "n-unreviewed").await, 2, "opened");
        let left = app.visit("/home/people?show=unreviewed&of=team").await.text("#rows .row-link");
        assert_eq!(left, ["Grace Hopper", "Bea Stone"]);

        // A move and its undo: someone has judged.
        let board = app.visit(&format!("/positions/{id}/board")).await;
        let place = board.attr("[data-column]", "data-column")[0].clone();
        let next = board.attr("[data-column]", "data-column")[1].clone();
        let card = format!("{}.{place}", seats[1]);
        let moved = app.post(&format!("/positions/{id}/moves"), &[("application", &card), ("to", &next)]).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
        let page = app.follow(&moved).await;
        assert_eq!(number(&app, "n-unreviewed").await, 1, "moved");
        app.submit(&page, ".toast form", &[]).await;
        assert_eq!(number(&app, "n-unreviewed").await, 1, "moved and back again");
        // Whoever is out waits for nobody.
        app.post(&format!("/applications/{}/rejection", seats[2]), &[("reason", "No answer"), ("from", &place)]).await;
        assert_eq!(number(&app, "n-unreviewed").await, 0);
    }

    async fn a_newer_cv_waits_again(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        people(&app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await;
        assert_eq!(number(&app, "n-unreviewed").await, 0, "opened by the helper");
        let newer = [text_cv("Ada Quill"), b"\nAnd a year of Rust since.\n".to_vec()].concat();
        upload(&app, &id, &[("ada-2.txt", &newer)]).await;
        app.run_jobs().await;
        assert_eq!(number(&app, "n-unreviewed").await, 1);
    }

    async fn whose_positions_count_is_chosen(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let own = position(&app, &rosa, "Engineer", &[]).await;
        seat(&app, &own, 0, &[("Ada Byron", 40)]).await;
        let ivo = app.add_user("Ivo Lund", Role::Recruiter).await;
        let other = position(&app, &ivo, "Baker", &[]).await;
        seat(&app, &other, 0, &[("Bea Stone", 40)]).await;
        let titles = async |of: &str| app.visit(&format!("/home{of}")).await.text("#health tbody .row-link");
        assert_eq!(titles("").await, ["Engineer"]);
        assert_eq!(titles("?of=everyone").await.len(), 2);
        let join = sql("INSERT INTO project_members (project_id, user_id) SELECT project_id, $1 FROM positions WHERE id = $2");
        app.write(join.bind(&rosa.id).bind(&other)).await;
        assert_eq!((titles("").await.len(), titles("?of=mine").await), (2, vec!["Engineer".to_owned()]));
        assert_eq!(listed(&app, "/home/people?show=unreviewed&of=team").await, 2);
        assert_eq!(listed(&app, "/home/people?show=unreviewed&of=mine").await, 1);
        // Closed positions and projects on hold ask nothing of anybody.
        app.write(sql("UPDATE positions SET status = 'closed' WHERE id = $1").bind(&own)).await;
        assert_eq!(titles("").await, ["Baker"]);
        app.write(sql("UPDATE projects SET status = 'on_hold'")).await;
        assert!(titles("?of=everyone").await.is_empty());
        assert_eq!(listed(&app, "/home/people?show=unreviewed&of=everyone").await, 0);
    }

    async fn long_lists_are_read_page_by_page(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let names: Vec<String> = (0..53).map(|n| format!("Person {n:02}")).collect();
        let seats: Vec<(&str, i64)> = names.iter().map(|name| (name.as_str(), 50)).collect();
        let ids = seat(&app, &id, 0, &seats).await;
        let now = app.app.clock.now();
        for (n, id) in (0..).zip(&ids) {
            let query = sql("UPDATE applications SET entered_stage_at = $1, created_at = $1 WHERE id = $2");
            app.write(query.bind(now - TimeDelta::hours(n)).bind(id)).await;
        }
        for (show, first) in [("unreviewed", "Person 52"), ("new", "Person 00")] {
            let page = app.visit(&format!("/home/people?show={show}")).await;
            let shown = page.text("#rows .row-link");
            assert_eq!((page.text("[data-total]").concat(), shown.len(), &*shown[0]), ("53".to_owned(), 50, first));
            let second = app.visit(&page.attr("[rel=next]", "href")[0]).await;
            assert_eq!(second.text("#rows .row-link").len(), 3);
            let back = app.visit(&second.attr("[rel=prev]", "href")[0]).await;
            assert_eq!(back.text("#rows .row-link"), shown);
        }
    }

    async fn mentions_in_notes_one_may_not_read_are_not_counted(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let (_, candidate) = people(&app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await.remove(0);
        let maya = app.add_user("Maya Okafor", Role::Admin).await;
        app.post(&format!("{candidate}/notes"), &[("body", "Between us, @Maya"), ("access", "private")]).await;
        app.sign_in(&maya).await;
        assert_eq!(listed(&app, "/mentions?show=unread").await, 1);
        app.write(sql("UPDATE users SET role = 'recruiter' WHERE id = $1").bind(&maya.id)).await;
        assert_eq!(app.visit("/mentions?show=unread").await.text("main [data-count]"), ["0"]);
        assert!(!app.visit("/home").await.has("#n-mentions"));
    }

    async fn what_colleagues_do_appears_by_itself(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let page = app.visit("/home").await;
        assert!(page.text("#feed li")[0].contains("Rosa Recruits added the position Engineer"), "{:?}", page.text("#feed li"));
        assert!(page.has("#feed a[href^='/projects/']"), "and where");
        let mut live = app.events(&page.attr("[sse-connect]", "sse-connect")[0]).await;
        assert_eq!(live.next().await.0, "refresh");
        loop {
            app.post(&format!("/positions/{id}/status"), &[("status", "closed")]).await;
            match live.next().await {
                (kind, _) if kind == "refresh" => continue,
                heard => break assert_eq!(heard, ("changed".into(), "now".into()), "it says that, and not what"),
            }
        }
    }
}
