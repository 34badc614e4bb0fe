//! Archives made from the settings, followed, fetched and gone after a day.

use crate::{imports::count, support::*};
use chrono::TimeDelta;
use recruitpro::hiring::archives;
use recruitpro::platform::db::{Run, sql};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Asks for one and lets it be made.
async fn make(app: &TestApp) -> Page {
    let page = app.visit("/settings/archives").await;
    let asked = app.submit(&page, "#make", &[]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    app.run_jobs().await;
    app.follow(&asked).await
}

fn file(page: &Page) -> String {
    page.attr("#made a[href$='/file']", "href")[0].clone()
}

both! {
    async fn a_super_admin_makes_an_archive_and_fetches_it(app) {
        app.sign_in_as(Role::SuperAdmin).await;
        let page = make(&app).await;
        assert!(page.text("#made li")[0].contains("to be fetched until"), "{:?}", page.text("#made li"));
        assert!(page.text("#made li")[0].contains("Sofia Super"));
        let bytes = app.bytes(&file(&page)).await;
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut users = String::new();
        zip.by_name("tables/users.jsonl").unwrap().read_to_string(&mut users).unwrap();
        assert!(users.contains("Sofia Super"));
        assert!(zip.by_name("archive.json").is_ok());
        assert!(zip.by_name("tables/archives.jsonl").is_err(), "no archive is in an archive");
        for kind in ["archive_made", "archive_fetched"] {
            let told = sql("SELECT COUNT(*) FROM activities WHERE kind = $1").bind(kind);
            assert_eq!(app.app.db.one::<(i64,)>(told).await.unwrap().0, 1, "{kind}");
        }
        let left: Vec<_> = std::fs::read_dir(&app.app.config.data_dir).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("archive-")), "{left:?}");
    }

    async fn an_admin_sees_archives_and_nobody_else_knows_of_them(app) {
        app.sign_in_as(Role::SuperAdmin).await;
        let file = file(&make(&app).await);
        app.sign_in_as(Role::Admin).await;
        let page = app.visit("/settings/archives").await;
        assert_eq!(page.text("#made li").len(), 1);
        assert!(!page.has("#make") && !page.has("#made a") && page.body.contains("Only a super admin"));
        assert_eq!(app.post("/settings/archives", &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.get(&file).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post(&file.replace("/file", "/deletion"), &[]).await.status, StatusCode::FORBIDDEN);
        app.sign_in_as(Role::Recruiter).await;
        for path in ["/settings/archives", "/settings/archives/events", &file] {
            assert_eq!(app.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(app.post("/settings/archives", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(count(&app, "SELECT COUNT(*) FROM archives").await, 1);
    }

    async fn one_is_made_at_a_time_and_the_page_hears_of_it(app) {
        app.sign_in_as(Role::SuperAdmin).await;
        app.post("/settings/archives", &[]).await;
        assert_eq!(app.post("/settings/archives", &[]).await.status, StatusCode::CONFLICT);
        let page = app.visit("/settings/archives").await;
        assert!(!page.has("#make") && page.text("#made li")[0].contains("About to begin"));
        let mut live = app.events(&page.attr("[sse-connect]", "sse-connect")[0]).await;
        assert_eq!(live.next().await.0, "refresh");
        app.run_jobs().await;
        assert_eq!(live.next().await.0, "changed");
        let page = app.visit("/settings/archives").await;
        assert!(page.has("#make") && !page.has("[sse-connect]"));
        // As after a crash: the job runs once more.
        let (id, sha256): (String, String) = app.app.db.one(sql("SELECT id, sha256 FROM archives")).await.unwrap();
        archives::make(&app.app.reader(), &app.app.config.data_dir, &id, false).await.unwrap();
        assert_eq!(app.app.db.one::<(String,)>(sql("SELECT sha256 FROM archives")).await.unwrap().0, sha256);
    }

    async fn after_a_day_or_when_deleted_it_is_gone(app) {
        app.sign_in_as(Role::SuperAdmin).await;
        let page = make(&app).await;
        let (file, hash) = (file(&page), sql("SELECT sha256 FROM archives WHERE state = 'done'"));
        let sha256 = app.app.db.one::<(String,)>(hash.clone()).await.unwrap().0;
        app.later(TimeDelta::hours(24) + TimeDelta::minutes(1));
        assert_eq!(app.get(&file).await.status, StatusCode::NOT_FOUND);
        assert!(!app.visit("/settings/archives").await.has("#made a"));
        let mut tx = app.app.db.begin().await.unwrap();
        archives::forget(&mut tx, app.app.clock.now() + TimeDelta::hours(25)).await.unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
        assert!(!app.app.files.exists(&sha256).await.unwrap());

        app.later(TimeDelta::zero());
        let page = make(&app).await;
        let sha256 = app.app.db.one::<(String,)>(hash).await.unwrap().0;
        let deleted = app.submit(&page, "#made form", &[]).await;
        assert_eq!(deleted.status, StatusCode::SEE_OTHER);
        app.run_jobs().await;
        assert!(!app.app.files.exists(&sha256).await.unwrap());
        assert_eq!(app.get(&self::file(&page)).await.status, StatusCode::NOT_FOUND);
    }

    async fn one_that_cannot_be_made_says_so(app) {
        app.sign_in_as(Role::SuperAdmin).await;
        app.post("/settings/archives", &[]).await;
        let id = app.app.db.one::<(String,)>(sql("SELECT id FROM archives")).await.unwrap().0;
        let nowhere = app.app.config.data_dir.join("no such folder");
        assert!(archives::make(&app.app.reader(), &nowhere, &id, false).await.is_err());
        assert!(app.visit("/settings/archives").await.text("#made li")[0].contains("About to begin"), "it is tried again");
        assert!(archives::make(&app.app.reader(), &nowhere, &id, true).await.is_err());
        let page = app.visit("/settings/archives").await;
        assert!(page.text("#made li")[0].contains("could not be made") && page.has("#make"));
        app.run_jobs().await;
    }
}
