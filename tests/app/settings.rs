//! Settings, for admins alone.

use crate::support::*;
use recruitpro::{
    hiring::workspace::{LoadSample, Workspace},
    platform::db::sql,
};

const PAGES: [&str; 3] = ["/settings/workspace", "/settings/users", "/settings/jobs"];

both! {
    async fn to_others_the_settings_are_not_there(app) {
        app.sign_in_as(Role::Recruiter).await;
        for path in PAGES.into_iter().chain(["/settings"]) {
            let page = app.get(path).await;
            assert_eq!((page.status, page.has("a[href='/settings']")), (StatusCode::NOT_FOUND, false), "{path}");
        }
        let write = app.post("/settings/workspace", &[("name", "Mine"), ("time_zone", "UTC"), ("strong_from", "2"), ("potential_from", "1")]);
        assert_eq!(write.await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.post("/settings/jobs/1/retry", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(Workspace::find(&app.app.db).await.unwrap().unwrap().name, "Fairweather Lund");
    }

    async fn admins_find_them(app) {
        for role in [Role::Admin, Role::SuperAdmin] {
            app.sign_in_as(role).await;
            assert_eq!(app.get("/settings").await.location(), "/settings/workspace");
            for path in PAGES {
                let page = app.visit(path).await;
                assert_eq!(page.attr(".settings-nav [aria-current]", "href"), [path]);
                assert!(page.has(".side a[href='/settings'][aria-current]"));
            }
        }
        let page = app.visit("/settings/users").await;
        assert_eq!(page.text("tbody td:nth-child(2)"), ["Super admin", "Admin", "Super admin"]);
        assert_eq!(page.text("tbody td:nth-child(3)")[0], "Never");
    }

    async fn the_workspace_can_be_changed(app) {
        app.sign_in_as(Role::Admin).await;
        let page = app.visit("/settings/workspace").await;
        let changed = [("name", "Kettle  & Crane"), ("time_zone", "Asia/Tokyo"), ("strong_from", "80"), ("potential_from", "40")];
        let saved = app.submit(&page, "#workspace", &changed).await;
        let page = app.follow(&saved).await;
        assert_eq!(page.text("#toasts p"), ["Workspace saved."]);
        assert_eq!(page.text(".side-top a"), ["Kettle & Crane"]);
        assert!(!app.visit("/settings/workspace").await.has("#toasts p"), "said once");
        let workspace = Workspace::find(&app.app.db).await.unwrap().unwrap();
        assert_eq!((workspace.strong_from, workspace.potential_from, &*workspace.time_zone), (80, 40, "Asia/Tokyo"));

        let again = app.submit(&page, "#workspace", &[("strong_from", "40"), ("potential_from", "40")]).await;
        assert_eq!(again.text("#potential_from-error"), ["Potential has to begin below strong."]);
        let again = app.submit(&page, "#workspace", &[("strong_from", "many")]).await;
        assert_eq!(again.text("#strong_from-error"), ["Give a whole number from 2 to 100."]);
        assert_eq!(again.attr("#strong_from", "value"), ["many"]);
    }

    async fn a_dead_job_shows_its_reason_and_can_be_tried_again(app) {
        app.sign_in_as(Role::Admin).await;
        let page = app.visit("/settings/jobs").await;
        assert_eq!((page.text("#waiting"), page.has("#dead-jobs")), (vec!["Nothing is waiting.".to_owned()], false));

        let mut tx = app.app.db.begin().await.unwrap();
        tx.enqueue(&LoadSample {}).await.unwrap();
        tx.run(match app.app.db.is_postgres() {
            true => sql("UPDATE apalis.jobs SET status = 'Killed', attempts = 4, done_at = CURRENT_TIMESTAMP, last_result = '{\"Err\": \"the disk is full\"}'"),
            false => sql("UPDATE Jobs SET status = 'Killed', attempts = 4, done_at = 1790000000, last_result = '{\"Err\": \"the disk is full\"}'"),
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();

        let page = app.visit("/settings/jobs").await;
        assert_eq!(page.text("#dead-jobs .text-neg-ink"), ["the disk is full"]);
        let retried = app.submit(&page, "#dead-jobs form", &[]).await;
        let after = app.follow(&retried).await;
        assert_eq!(after.text("#toasts p"), ["The job is back in its queue."]);
        assert_eq!((after.text("#waiting"), after.has("#dead-jobs")), (vec!["1 job waiting or running.".to_owned()], false));
        assert_eq!(app.submit(&page, "#dead-jobs form", &[]).await.status, StatusCode::CONFLICT);
    }
}
