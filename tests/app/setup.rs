//! The first visit.

use crate::support::*;
use recruitpro::hiring::workspace::Workspace;

const FILLED: [(&str, &str); 5] = [
    ("workspace", "Halden & Lund"),
    ("time_zone", "Europe/Oslo"),
    ("name", "Jonas Eklund"),
    ("email", "Jonas@Halden.example"),
    ("password", "a quiet harbour town"),
];

both! {
    async fn the_first_visitor_sets_the_workspace_up(app) {
        let page = app.get("/projects").await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/set-up"));

        let page = app.visit("/set-up").await;
        assert!(page.attr("#time_zone option", "value").contains(&"Europe/Lisbon".into()));
        let done = app.submit(&page, "#set-up", &FILLED).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/"));

        // Signed in as the owner, under the address in lower case.
        let page = app.visit("/settings/users").await;
        assert_eq!(page.text("tbody td:nth-child(2)"), ["Super admin"]);
        assert!(page.text("tbody td:first-child")[0].contains("jonas@halden.example"));
        assert_eq!(page.text(".side-top a"), ["Halden & Lund"]);
        let workspace = Workspace::find(&app.app.db).await.unwrap().unwrap();
        assert_eq!((workspace.time_zone.as_str(), workspace.sample), ("Europe/Oslo", false));
        assert_eq!(app.app.db.jobs_waiting().await.unwrap(), 0);
    }

    async fn the_page_is_gone_for_ever_once_done(app) {
        let before = app.visit("/set-up").await;
        app.submit(&before, "#set-up", &FILLED).await;

        let stranger = app.browser();
        assert_eq!(stranger.get("/set-up").await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.submit(&before, "#set-up", &FILLED).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get("/set-up").await.status, StatusCode::NOT_FOUND);
    }

    async fn of_two_at_the_same_time_one_wins(app) {
        let (one, other) = (app.browser(), app.browser());
        let page = one.visit("/set-up").await;
        let (first, second) = tokio::join!(one.submit(&page, "#set-up", &FILLED), other.submit(&page, "#set-up", &FILLED));
        let mut answers = [first.status.as_u16(), second.status.as_u16()];
        answers.sort();
        assert_eq!(answers, [303, 404]);
    }

    async fn what_is_wrong_stands_beside_its_field(app) {
        let page = app.visit("/set-up").await;
        let again = app
            .submit(&page, "#set-up", &[("workspace", " "), ("name", "Jonas"), ("email", "jonas"), ("password", "short"), ("sample", "true")])
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.text("#workspace-error"), ["Give the workspace a name."]);
        assert_eq!(again.text("#password-error"), ["Use at least 12 characters."]);
        assert!(again.has("#email-error") && !again.has("#name-error"));
        assert_eq!(again.attr("#name", "value"), ["Jonas"]);
        assert!(again.has("[name=sample][checked]"));
        assert_eq!(again.attr("#password", "value"), Vec::<String>::new(), "a password is never sent back");

        let again = app.post("/set-up", &[("email", "jonas@halden.example"), ("password", "jonas@halden.example")]).await;
        assert_eq!(again.text("#password-error"), ["Use something other than your e-mail address."]);
        assert_eq!(again.text("#time_zone-error").len(), 1);
    }

    async fn the_sample_is_asked_for_together_with_the_workspace(app) {
        let page = app.visit("/set-up").await;
        let mut filled = FILLED.to_vec();
        filled.push(("sample", "true"));
        app.submit(&page, "#set-up", &filled).await;
        assert!(app.visit("/projects").await.text(".toast p").concat().contains("The sample workspace is loading."));
        assert_eq!(app.app.db.jobs_waiting().await.unwrap(), 1);
        assert!(Workspace::find(&app.app.db).await.unwrap().unwrap().sample);
    }
}
