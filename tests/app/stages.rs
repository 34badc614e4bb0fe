//! The stages of a position, templates to begin with, and the reasons offered to those who leave.

use crate::{board::seat, positions::position, projects::project, support::*};
use recruitpro::{
    hiring::{
        applications::{self, Application, Outcome},
        positions::Position,
        projects::Status,
        stages::Stage,
    },
    platform::db::{Run, sql},
};

async fn names(app: &TestApp, position: &str) -> Vec<String> {
    Stage::of_position(&app.app.db, position).await.unwrap().into_iter().map(|stage| stage.name).collect()
}

async fn project_of(app: &TestApp, reader: &User, position: &str) -> String {
    Position::find(&app.app.db, reader, position).await.unwrap().project_id
}

both! {
    async fn stages_are_added_renamed_and_reordered(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let page = app.visit(&format!("/positions/{id}/stages")).await;
        assert_eq!(page.attr("#stages [id^=name-]", "value"), ["New", "Screening", "Shortlisted", "Interview", "Offer", "Hired"]);
        assert_eq!(page.attr("#stages [id^=target-]", "value"), ["3", "5", "5", "10", "7", ""]);

        let page = app.submit(&page, "#stages", &[("do", "more")]).await;
        assert_eq!(page.attr("#stages [id^=name-]", "value")[5], "", "before the hired");
        let page = app.submit(&page, "#stages", &[("name-5", "<b>Trial</b> day"), ("kind-5", "interview"), ("target-5", "4"), ("do", "up-5")]).await;
        assert_eq!(page.attr("#name-4", "value"), ["<b>Trial</b> day"]);
        let done = app.submit(&page, "#stages", &[("name-0", "Arrived"), ("do", "save")]).await;
        let board = app.follow(&done).await;
        assert_eq!(board.text(".toast p"), ["Stages saved."]);
        assert_eq!(board.text(".col h2")[..7], ["Arrived", "Screening", "Shortlisted", "Interview", "<b>Trial</b> day", "Offer", "Hired"]);
        assert_eq!(board.text(".col-head [title^='Nobody should']")[4], "target 4 d");
        let stages = Stage::of_position(&app.app.db, &id).await.unwrap();
        assert_eq!(stages.iter().map(|stage| stage.ordinal).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6]);
        let history = app.visit(&format!("/projects/{}", project_of(&app, &rosa, &id).await)).await;
        assert!(history.text(".feed p")[0].contains("changed the stages of Engineer: New is called Arrived now; <b>Trial</b> day is new"), "{:?}", history.text(".feed p"));
    }

    async fn what_is_no_pipeline_is_refused(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let page = app.visit(&format!("/positions/{id}/stages")).await;
        let long = "x".repeat(41);
        for (fields, why) in [
            (vec![("name-1", " ")], "Stage 2: Give the stage a name."),
            (vec![("name-1", long.as_str())], "Stage 2: Keep it under 40 characters"),
            (vec![("name-1", "NEW")], "Two stages are called “new”"),
            (vec![("kind-0", "offer")], "Begin with a stage of the kind review"),
            (vec![("kind-5", "offer")], "End with a stage of the kind hired"),
            (vec![("kind-2", "hired")], "Only the last stage can be of the kind hired"),
            (vec![("target-2", "-1")], "Stage 3: Give the days as a number"),
            (vec![("target-2", "999")], "Stage 3: Give the days as a number"),
        ] {
            let all: Vec<(&str, &str)> = fields.iter().copied().chain([("do", "save")]).collect();
            let again = app.submit(&page, "#stages", &all).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            assert!(again.text(".callout-neg li").concat().starts_with(why), "{:?}", again.text(".callout-neg li"));
        }
        for forged in [vec![], vec![("rows", "x")], vec![("rows", "0"), ("version", "1")], vec![("rows", "60"), ("version", "1")]] {
            assert_eq!(app.post(&format!("/positions/{id}/stages"), &forged).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(names(&app, &id).await.len(), 6);
        let olga = app.add_user("Olga Other", Role::Recruiter).await;
        app.sign_in(&olga).await;
        assert_eq!(app.get(&format!("/positions/{id}/stages")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post(&format!("/positions/{id}/stages"), &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.get("/positions/none/stages").await.status, StatusCode::NOT_FOUND);
    }

    async fn nobody_is_lost_with_their_stage(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let people: Vec<String> = (0..600).map(|n| format!("Person {n}")).collect();
        let people: Vec<(&str, i64)> = people.iter().map(|name| (name.as_str(), 50)).collect();
        let seats = seat(&app, &id, 2, &people).await;
        let out = Application::find(&app.app.db, &rosa, &seats[0]).await.unwrap();
        let mut tx = app.app.db.begin().await.unwrap();
        applications::decide(&mut tx, &out, &rosa, Outcome::Rejected, "Pay", app.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        let moved = Application::find(&app.app.db, &rosa, &seats[1]).await.unwrap();
        let stages = Stage::of_position(&app.app.db, &id).await.unwrap();
        let mut tx = app.app.db.begin().await.unwrap();
        let made = applications::advance(&mut tx, &moved, &rosa, &stages[2].id, &stages[3].id, app.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();

        let page = app.visit(&format!("/positions/{id}/stages")).await;
        assert!(page.text("#stages li")[2].contains("598 in play here"));
        let page = app.submit(&page, "#stages", &[("do", "remove-2")]).await;
        let nowhere = app.submit(&page, "#stages", &[("do", "save")]).await;
        assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(nowhere.text(".callout-neg li"), ["Shortlisted holds 599 people. Say which stage they go to."]);
        let done = app.submit(&nowhere, "#stages", &[("into-2", &stages[1].id), ("do", "save")]).await;
        assert_eq!(app.follow(&done).await.text(".toast p"), ["Stages saved. 599 people were moved."]);

        let now = Stage::of_position(&app.app.db, &id).await.unwrap();
        assert_eq!(now.iter().map(|stage| (stage.name.as_str(), stage.active)).collect::<Vec<_>>(), [("New", 0), ("Screening", 598), ("Interview", 1), ("Offer", 0), ("Hired", 0)]);
        let out = Application::find(&app.app.db, &rosa, &seats[0]).await.unwrap();
        assert_eq!((out.stage.as_str(), out.outcome), ("Screening", Outcome::Rejected));
        let (rows,): (i64,) = app.app.db.one(sql("SELECT COUNT(*) FROM moves WHERE reason = 'The stage Shortlisted was removed'")).await.unwrap();
        assert_eq!(rows, 599, "the history of each says so");
        assert!(app.visit(&format!("/applications/{}/activity", seats[2])).await.text("#feed li").concat().contains("from Shortlisted to Screening"));

        // What was before the removal cannot come back by itself.
        let undo = app.post(&format!("/applications/{}/moves/{made}/undo", seats[1]), &[]).await;
        assert_eq!(undo.status, StatusCode::SEE_OTHER);
        assert!(app.follow(&undo).await.text(".toast p").concat().contains("The stage they came from is gone."));
        let still = Application::find(&app.app.db, &rosa, &seats[1]).await.unwrap();
        assert_eq!(still.stage, "Interview", "nothing was moved");
    }

    async fn of_two_editors_the_second_sees_both(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let mine = app.visit(&format!("/positions/{id}/stages")).await;
        let theirs = app.submit(&mine, "#stages", &[("do", "more")]).await;
        app.submit(&theirs, "#stages", &[("name-5", "Trial day"), ("do", "save")]).await.location();
        let stale = app.submit(&mine, "#stages", &[("name-0", "Arrived"), ("do", "save")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text("#stale").concat().contains("Rosa Recruits changed them meanwhile: Trial day is new."));
        assert_eq!(stale.attr("#stages [id^=name-]", "value"), ["Arrived", "Screening", "Shortlisted", "Interview", "Offer", "Trial day", "Hired"]);
        app.submit(&stale, "#stages", &[("do", "save")]).await.location();
        assert_eq!(names(&app, &id).await, ["Arrived", "Screening", "Shortlisted", "Interview", "Offer", "Trial day", "Hired"]);
    }

    async fn a_template_is_kept_chosen_removed_and_brought_back(app) {
        let maya = app.sign_in_as(Role::Admin).await;
        let id = position(&app, &maya, "Engineer", &[]).await;
        let page = app.visit(&format!("/positions/{id}/stages")).await;
        let page = app.follow(&app.submit(&page, "#template", &[("template", "As usual")]).await).await;
        assert_eq!(page.text(".toast p"), ["Kept as the template “As usual”."]);
        assert_eq!(app.submit(&page, "#template", &[("template", "As usual")]).await.status, StatusCode::CONFLICT);

        let page = app.visit("/settings/stage-templates/new").await;
        let page = app.submit(&page, "#stages", &[("name", "Short <i>"), ("do", "remove-1")]).await;
        let page = app.submit(&page, "#stages", &[("do", "remove-1")]).await;
        let list = app.follow(&app.submit(&page, "#stages", &[("do", "save")]).await).await;
        assert_eq!(list.text("#templates .row-link"), ["As usual", "Short <i>"]);
        let taken = app.submit(&page, "#stages", &[("name", "As usual"), ("do", "save")]).await;
        assert_eq!(taken.text("#name-error"), ["There is a template called “As usual” already."]);

        let project = project(&app, &maya, "Hub", Status::Active).await;
        let form = app.visit(&format!("/projects/{project}/positions/new")).await;
        let short = list.attr("#templates .row-link", "href")[1].rsplit('/').next().unwrap().to_owned();
        let made = app.submit(&form, "#position", &[("title", "Planner"), ("stages", &short)]).await;
        let made = made.location().split('/').nth(2).unwrap().to_owned();
        assert_eq!(names(&app, &made).await, ["New", "Interview", "Offer", "Hired"]);

        let (mine, theirs) = (app.visit(&format!("/settings/stage-templates/{short}")).await, app.visit(&format!("/settings/stage-templates/{short}")).await);
        app.submit(&theirs, "#stages", &[("name-1", "Talk"), ("do", "save")]).await.location();
        let stale = app.submit(&mine, "#stages", &[("name-1", "Chat"), ("do", "save")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text("#stale").concat().contains("Maya Okafor saved it meanwhile as “Short <i>”: New, Talk, Offer, Hired."));
        assert_eq!(stale.attr("#name-1", "value"), ["Chat"]);

        let gone = app.follow(&app.submit(&list, &format!("#template-{short} form"), &[]).await).await;
        assert_eq!(gone.text("#templates .row-link"), ["As usual"]);
        let back = app.follow(&app.submit(&gone, ".toast form", &[]).await).await;
        assert_eq!(back.text("#templates .row-link"), ["As usual", "Short <i>"]);

        app.sign_in_as(Role::Recruiter).await;
        for path in ["", "/new", &format!("/{short}")] {
            assert_eq!(app.get(&format!("/settings/stage-templates{path}")).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(app.post("/settings/stage-templates", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.post(&format!("/positions/{id}/stages/template"), &[("template", "X")]).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_reasons_offered_are_the_workspaces(app) {
        let maya = app.sign_in_as(Role::Admin).await;
        let id = position(&app, &maya, "Engineer", &[]).await;
        let ada = seat(&app, &id, 0, &[("Ada Byron", 40)]).await.remove(0);
        let (mine, theirs) = (app.visit("/settings/reasons").await, app.visit("/settings/reasons").await);
        assert!(mine.text("#rejected")[0].starts_with("A must-have is missing Another"));
        let done = app.submit(&theirs, "#reasons", &[("rejected", "Too <b>far</b>\n\n  Too   far away \nToo far away"), ("withdrawn", "")]).await;
        assert_eq!(app.follow(&done).await.text(".toast p"), ["Reasons saved."]);
        for (path, css) in [(format!("/positions/{id}/board"), "#why-rejected option"), (format!("/applications/{ada}/rejection/new"), "datalist option"), (format!("/applications/{ada}"), "#reject-reason-list option"), (format!("/applications/{ada}/moves/new"), "datalist option")] {
            assert_eq!(app.visit(&path).await.attr(css, "value"), ["Too <b>far</b>", "Too far away"], "{path}");
        }
        let stale = app.submit(&mine, "#reasons", &[("rejected", "Mine")]).await;
        assert_eq!((stale.status, stale.text("#rejected")), (StatusCode::CONFLICT, vec!["Mine".to_owned()]));
        assert_eq!(stale.text("#stale li"), ["Too <b>far</b>", "Too far away"]);
        app.submit(&stale, "#reasons", &[]).await.location();
        let long = app.submit(&app.visit("/settings/reasons").await, "#reasons", &[("rejected", &"x".repeat(121))]).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        app.sign_in_as(Role::Recruiter).await;
        assert_eq!(app.get("/settings/reasons").await.status, StatusCode::NOT_FOUND);
    }
}
