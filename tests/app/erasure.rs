//! Erasing a candidate, for good.

use crate::{people::ada, support::*};
use recruitpro::platform::db::{Run, sql};

both! {
    async fn erasing_takes_all_of_someone_and_leaves_a_line_without_a_name(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (application, candidate) = ada(&app, &rosa).await;
        app.post(&format!("{candidate}/tags"), &[("name", "Relocates")]).await;
        app.post(&format!("{candidate}/notes"), &[("body", "Ada is calm")]).await;
        app.post("/pools", &[("name", "Spring"), ("candidate", candidate.trim_start_matches("/candidates/"))]).await;
        let (sha256,): (String,) = app.app.db.one(sql("SELECT sha256 FROM documents")).await.unwrap();
        assert!(app.app.files.exists(&sha256).await.unwrap());

        let page = app.visit(&format!("{application}/details")).await;
        let page = app.visit(&page.attr("a[href$='/erasure/new']", "href")[0]).await;
        let unsure = app.submit(&page, "#erase", &[("confirm", "Ada")]).await;
        assert_eq!((unsure.status, unsure.text("#erase-confirm-error")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Type “Ada Quill” to confirm.".to_owned()]));
        let gone = app.submit(&page, "#erase", &[("confirm", "ada quill")]).await;
        assert_eq!(app.follow(&gone).await.text(".empty h2"), ["No candidates yet"]);
        app.run_jobs().await;
        for path in [candidate.clone(), application.clone(), format!("{candidate}/activity")] {
            assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(!app.app.files.exists(&sha256).await.unwrap(), "the file went too");
        let left = "SELECT (SELECT COUNT(*) FROM candidates) + (SELECT COUNT(*) FROM applications) + (SELECT COUNT(*) FROM notes) + (SELECT COUNT(*) FROM documents)
            + (SELECT COUNT(*) FROM candidate_keys) + (SELECT COUNT(*) FROM candidate_signs) + (SELECT COUNT(*) FROM screenings) + (SELECT COUNT(*) FROM candidate_tags)";
        let (left,): (i64,) = app.app.db.one(sql(left)).await.unwrap();
        assert_eq!(left, 0);
        let counts: (i64, i64, i64) = app.app.db.one(sql("SELECT CAST((SELECT SUM(active) FROM stages) AS BIGINT), CAST((SELECT SUM(candidates) FROM tags) AS BIGINT), CAST((SELECT SUM(members) FROM pools) AS BIGINT)")).await.unwrap();
        assert_eq!(counts, (0, 0, 0));
        let told: Vec<(String, Option<String>)> = app.app.db.all(sql("SELECT kind, candidate_id FROM activities WHERE kind IN ('erased', 'candidate_added', 'applied')")).await.unwrap();
        assert_eq!(told, [("erased".to_owned(), None)]);
        let (name,): (String,) = app.app.db.one(sql("SELECT file_name FROM upload_files")).await.unwrap();
        assert_eq!(name, "erased");
        assert_eq!(app.submit(&page, "#erase", &[("confirm", "ada quill")]).await.status, StatusCode::NOT_FOUND, "twice");
    }

    async fn only_who_works_with_someone_erases_them(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (application, candidate) = ada(&app, &rosa).await;
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        assert!(!app.visit(&format!("{application}/details")).await.has("a[href$='/erasure/new']"));
        assert_eq!(app.get(&format!("{candidate}/erasure/new")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post(&format!("{candidate}/erasure"), &[("confirm", "Ada Quill")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.visit(&application).await.text("h1"), ["Ada Quill"]);
    }
}
