//! Projects as a team works with them: who is on one, what becomes of one, tags, and a position made from another.

use crate::{board::seat, positions::position, projects::project, support::*, uploads::text_cv};
use recruitpro::hiring::{
    positions::{self, Position},
    projects::{Project, Status},
    requirements,
    stages::Stage,
};

async fn status(app: &TestApp, reader: &User, id: &str) -> Status {
    Project::find(&app.app.db, reader, id).await.unwrap().status
}

both! {
    async fn colleagues_join_leave_and_take_over(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let olga = app.add_user("Olga Other", Role::Recruiter).await;
        let id = project(&app, &rosa, "Hub", Status::Active).await;
        let page = app.visit(&format!("/projects/{id}")).await;
        assert_eq!(page.text("#team li > span:nth-child(2)"), ["Rosa Recruits"]);
        let page = app.follow(&app.submit(&page, "#join", &[("user", &olga.id)]).await).await;
        assert_eq!(page.text(".toast p"), ["Olga Other is on the team."]);
        assert_eq!(page.text("#team li > span:nth-child(2)"), ["Olga Other", "Rosa Recruits"]);
        assert_eq!(app.post(&format!("/projects/{id}/members"), &[("user", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.post(&format!("/projects/{id}/members/none"), &[]).await.status, StatusCode::NOT_FOUND);

        let second = app.browser();
        second.sign_in(&olga).await;
        second.visit(&format!("/projects/{id}/edit")).await;
        let owner = app.post(&format!("/projects/{id}/members/{}/removal", rosa.id), &[]).await;
        assert_eq!(owner.status, StatusCode::CONFLICT, "the owner stays");
        let page = app.follow(&app.post(&format!("/projects/{id}/members/{}/ownership", olga.id), &[]).await).await;
        assert_eq!(page.text("#team li:has(.meta) > span:nth-child(2)"), ["Olga Other"]);
        let page = app.follow(&app.post(&format!("/projects/{id}/members/{}/removal", rosa.id), &[]).await).await;
        assert!(!page.has(".toast form") && !page.has("#join"), "who left cannot take it back");
        assert_eq!(app.post(&format!("/projects/{id}/members/{}", rosa.id), &[]).await.status, StatusCode::FORBIDDEN);
        let page = second.visit(&format!("/projects/{id}")).await;
        assert_eq!(page.text(".feed p")[..3], ["Rosa Recruits took Rosa Recruits off the team.", "Rosa Recruits made Olga Other the owner.", "Rosa Recruits took Olga Other onto the team."]);
    }

    async fn many_are_archived_at_once_and_taken_back(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let olga = app.add_user("Olga Other", Role::Recruiter).await;
        let (a, b) = (project(&app, &rosa, "A", Status::Active).await, project(&app, &rosa, "B", Status::OnHold).await);
        let foreign = project(&app, &olga, "C", Status::Active).await;
        let list = app.visit("/projects?status=all").await;
        let chosen = [("project", a.as_str()), ("project", &b), ("project", &foreign), ("status", "archived")];
        let page = app.follow(&app.submit(&list, "#bulk", &chosen).await).await;
        assert_eq!(page.url, "/projects?status=all", "back to where it was asked");
        assert_eq!(page.text(".toast p"), ["2 projects are archived now. C stayed: only its team can change it."]);
        assert_eq!((status(&app, &rosa, &a).await, status(&app, &rosa, &foreign).await), (Status::Archived, Status::Active));
        let undo = page.attr(".toast form", "action").remove(0);
        let second = app.browser();
        second.sign_in(&olga).await;
        assert_eq!(second.post(&undo, &[]).await.status, StatusCode::NOT_FOUND, "nobody undoes another's");
        let page = app.follow(&app.submit(&page, ".toast form", &[]).await).await;
        assert_eq!(page.text(".toast p"), ["Undone. 2 projects are as they were."]);
        assert_eq!((status(&app, &rosa, &a).await, status(&app, &rosa, &b).await), (Status::Active, Status::OnHold));
        assert_eq!(app.post(&undo, &[]).await.status, StatusCode::CONFLICT, "twice");
        assert_eq!(app.post("/projects/status", &[("status", "archived")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.post("/projects/status", &[("project", &a), ("status", "gone")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.post("/projects/status", &[("project", "none"), ("status", "active")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.post("/projects/status", &[("project", &foreign), ("status", "archived")]).await.status, StatusCode::FORBIDDEN);
    }

    async fn an_archived_project_stands_still_until_it_is_restored(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let ada = seat(&app, &id, 0, &[("Ada Byron", 40)]).await.remove(0);
        let stages = Stage::of_position(&app.app.db, &id).await.unwrap();
        let project = Position::find(&app.app.db, &rosa, &id).await.unwrap().project_id;
        let page = app.visit(&format!("/projects/{project}")).await;
        let page = app.follow(&app.submit(&page, "#status", &[("status", "archived")]).await).await;
        assert!(page.text("#archived").concat().contains("nobody in them can be moved"));
        assert!(!page.has("[href$='/positions/new']"));

        let board = app.visit(&format!("/positions/{id}/board")).await;
        assert!(board.text("#archived").concat().contains("nobody can be moved or added"));
        assert!(!board.has("[data-moves], #bulk, [href$='/uploads/new']"));
        let seen = format!("{ada}.{}", stages[0].id);
        let why = "This project is archived. Restore it to change what is in it.";
        for (path, fields) in [
            (format!("/positions/{id}/moves"), vec![("application", seen.as_str()), ("to", &stages[1].id)]),
            (format!("/applications/{ada}/stage"), vec![("stage", stages[1].id.as_str()), ("from", &stages[0].id)]),
            (format!("/applications/{ada}/rejection"), vec![("reason", "Pay")]),
            (format!("/positions/{id}/stages"), vec![]),
            (format!("/positions/{id}"), vec![("title", "X")]),
            (format!("/positions/{id}/copy"), vec![]),
            (format!("/projects/{project}/positions"), vec![("title", "X"), ("openings", "1"), ("salary_currency", "EUR"), ("status", "open")]),
        ] {
            let refused = app.post(&path, &fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            assert!(refused.text("main").concat().contains(why), "{path}");
        }
        let cv = text_cv("Bea Stone");
        let upload = app.multipart(&format!("/positions/{id}/uploads"), &[], &[("source", "")], &[("files", "bea.txt", &cv)]).await;
        assert_eq!(upload.status, StatusCode::FORBIDDEN);
        assert!(!app.visit(&format!("/applications/{ada}")).await.has("[action$='/stage']"));

        let page = app.follow(&app.submit(&page, "#status", &[("status", "active")]).await).await;
        assert_eq!(page.text(".toast p"), ["Core platform is active now."]);
        assert!(app.visit(&format!("/positions/{id}/board")).await.has("[data-moves]"));
    }

    async fn the_list_is_narrowed_and_ordered_in_its_address(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let olga = app.add_user("Olga Other", Role::Recruiter).await;
        let mine = project(&app, &rosa, "Zebra 100%", Status::Active).await;
        project(&app, &olga, "Ärger", Status::Active).await;
        project(&app, &rosa, "Middle", Status::OnHold).await;
        let form = app.visit(&format!("/projects/{mine}/edit")).await;
        app.submit(&form, "#project", &[("tags", " rail,  night shift ,rail, <b>"), ("priority", "high")]).await.location();
        assert_eq!(app.visit(&format!("/projects/{mine}")).await.text("#tags a"), ["<b>", "night shift", "rail"]);
        let names = async |query: &str| app.visit(&format!("/projects?{query}")).await.text("#rows .row-link");
        assert_eq!(names("status=all&order=name").await.len(), 3);
        assert_eq!(names("order=name").await.last().unwrap(), "Ärger");
        assert_eq!(names("tag=night%20shift").await, ["Zebra 100%"]);
        assert_eq!(names("priority=high").await, ["Zebra 100%"]);
        assert_eq!(names(&format!("owner={}", olga.id)).await, ["Ärger"]);
        assert_eq!(names("q=%C3%84rg").await, ["Ärger"]);
        assert_eq!(names("q=100%25").await, ["Zebra 100%"]);
        assert_eq!(names("q=osprey").await.len(), 2, "the client counts");
        assert!(names("q=%25%25").await.is_empty() && names("tag=none").await.is_empty());
        let page = app.visit("/projects?q=ebra&order=name").await;
        assert!(page.attr(".seg a", "href").iter().all(|href| href.contains("q=ebra") && href.contains("order=name")));
        let form = app.visit("/projects/new").await;
        let long = ["x"; 41].concat();
        let again = app.submit(&form, "#project", &[("name", "A"), ("client", "B"), ("tags", &long)]).await;
        assert_eq!(again.text("#tags-error"), ["Keep each tag under 40 characters."]);
    }

    async fn a_position_is_duplicated_without_its_people(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust", "nice: Kafka"]).await;
        seat(&app, &id, 0, &[("Ada Byron", 40)]).await;
        let page = app.visit(&format!("/positions/{id}/stages")).await;
        app.submit(&page, "#stages", &[("name-1", "First look"), ("do", "save")]).await.location();
        let page = app.visit(&format!("/positions/{id}")).await;
        let form = app.follow(&app.submit(&page, "form[action$='/copy']", &[]).await).await;
        assert_eq!((form.attr("#title", "value"), form.attr("#salary_to", "value")), (vec!["Engineer (copy)".into()], vec!["96000".into()]));
        let copy = form.url.split('/').nth(2).unwrap();
        let made = Position::find(&app.app.db, &rosa, copy).await.unwrap();
        assert_eq!((made.status, made.requirements_version, made.closed), (positions::Status::Draft, 1, 0));
        let asked = requirements::of_position(&app.app.db, copy).await.unwrap();
        assert_eq!(asked.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["Rust", "Kafka"]);
        let stages = Stage::of_position(&app.app.db, copy).await.unwrap();
        assert_eq!((stages[1].name.as_str(), stages.iter().map(|stage| stage.active).sum::<i64>()), ("First look", 0));
        // What the copy asks for is its own.
        let form = app.visit(&format!("/positions/{copy}/requirements/edit")).await;
        app.submit(&form, "#requirements", &[("text-0", "Go"), ("do", "save")]).await.location();
        assert_eq!(requirements::of_position(&app.app.db, &id).await.unwrap()[0].text, "Rust");

        let olga = app.add_user("Olga Other", Role::Recruiter).await;
        app.sign_in(&olga).await;
        assert_eq!(app.post(&format!("/positions/{id}/copy"), &[]).await.status, StatusCode::FORBIDDEN);
    }

    async fn a_stale_form_shows_what_the_other_saved(app) {
        let maya = app.sign_in_as(Role::Admin).await;
        let id = position(&app, &maya, "Engineer", &[]).await;
        let (mine, theirs) = (app.visit(&format!("/positions/{id}/edit")).await, app.visit(&format!("/positions/{id}/edit")).await);
        app.submit(&theirs, "#position", &[("location", "Faro"), ("description", "Long\nand <b>kind</b>")]).await.location();
        let stale = app.submit(&mine, "#position", &[("title", "Engineers")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let said = stale.text("#stale").concat();
        assert!(said.contains("Maya Okafor changed this position while you had it open."));
        assert_eq!(stale.text("#stale dt"), ["Title, theirs:", "Place, theirs:", "Job description, theirs:"]);
        assert_eq!(stale.text("#stale dd")[1], "Faro");
        assert_eq!((stale.attr("#title", "value"), stale.attr("#location", "value")), (vec!["Engineers".into()], vec!["Lisbon".into()]));
    }
}
