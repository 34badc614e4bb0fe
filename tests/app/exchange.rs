//! Candidates taken elsewhere and brought in from there.

use crate::{
    people::people,
    positions::position,
    support::*,
    uploads::{text_cv, upload},
};
use recruitpro::platform::db::sql;

/// One candidate of a position, with letters of their own. Answers with their application's address and their own.
async fn lucja(app: &TestApp, user: &User) -> (String, String) {
    let id = position(app, user, "Engineer", &["must: Rust"]).await;
    people(app, &id, &[("lucja.txt", &text_cv("Łucja Ćwikła"))]).await.remove(0)
}

/// Gives them a place and a headline.
async fn set(app: &TestApp, place: &str, headline: &str) {
    app.write(sql("UPDATE candidates SET location = $1, headline = $2").bind(place).bind(headline)).await;
}

both! {
    async fn a_candidate_is_taken_away_as_json_resume_that_can_be_read_again(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (application, _) = lucja(&app, &rosa).await;
        set(&app, "Łódź", "Ingénieure").await;
        let page = app.visit(&application).await;
        let href = page.attr("a[href$='resume.json']", "href")[0].clone();
        let file = app.visit(&href).await;
        assert_eq!(file.headers["content-type"], "application/json");
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"_ucja _wik_a.json\""));
        let resume: serde_json::Value = serde_json::from_str(&file.body).unwrap();
        assert_eq!(resume["basics"]["name"], "Łucja Ćwikła");
        assert_eq!(resume["basics"]["label"], "Ingénieure");
        assert_eq!(resume["basics"]["location"]["city"], "Łódź");
        assert!(resume["skills"].as_array().unwrap().iter().any(|skill| skill["name"] == "Rust"), "{resume}");

        let other = position(&app, &rosa, "Builder", &[]).await;
        let url = upload(&app, &other, &[("again.json", file.body.as_bytes())]).await;
        app.run_jobs().await;
        assert!(app.visit(&url).await.text("#files .row-link").iter().any(|name| name.contains("Łucja Ćwikła")));
    }

    async fn a_summary_on_paper_holds_the_name_and_the_fit_and_is_recorded(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (application, candidate) = lucja(&app, &rosa).await;
        set(&app, "Łódź", "Μηχανικός · Інженерка").await;
        let href = app.visit(&application).await.attr("a[href*='summary.pdf']", "href")[0].clone();
        let bytes = app.bytes(&href).await;
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let read = app.app.extractor.read(&bytes).await.unwrap();
        for words in ["Łucja Ćwikła", "Μηχανικός · Інженерка", "For Engineer", "Fit 100 of 100", "Rust"] {
            assert!(read.text.contains(words), "{words} in {}", read.text);
        }
        let alone = app.bytes(&format!("{candidate}/summary.pdf")).await;
        assert!(!app.app.extractor.read(&alone).await.unwrap().text.contains("For Engineer"), "no position unasked");
        let feed = app.visit(&format!("{application}/activity")).await;
        assert_eq!(feed.text("#feed li").iter().filter(|line| line.contains("exported them as a PDF summary")).count(), 2, "{:?}", feed.text("#feed li"));
    }

    async fn nobody_takes_away_who_is_not_there(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (_, candidate) = lucja(&app, &rosa).await;
        assert_eq!(app.get("/candidates/nobody/resume.json").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get(&format!("{candidate}/summary.pdf?application=nothing")).await.status, StatusCode::NOT_FOUND);
        let stranger = app.browser();
        assert!(stranger.get(&format!("{candidate}/resume.json")).await.status.is_redirection());
    }
}
