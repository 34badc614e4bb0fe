//! Everyone in the workspace.

use crate::{
    positions::position,
    support::*,
    uploads::{text_cv, upload},
};
use recruitpro::platform::db::sql;

both! {
    async fn the_list_leads_to_what_someone_is_considered_for(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        assert_eq!(app.visit("/candidates").await.text(".empty h2"), ["No candidates yet"]);
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        upload(&app, &id, &[("ada.txt", &text_cv("Ada Quill")), ("bea.txt", &text_cv("Bea <Stone>"))]).await;
        app.run_jobs().await;
        let page = app.visit("/candidates").await;
        assert_eq!(page.text("tbody .row-link").len(), 2);
        assert_eq!(page.text("tbody tr td:nth-child(6)"), ["Engineer", "Engineer"]);
        assert_eq!(page.text("tbody .fit"), ["Fit 100", "Fit 100"]);
        assert!(!page.has("nav[aria-label=Pages] a"), "one page needs no others");
        let href = &page.attr("tbody .row-link", "href")[0];
        assert!(href.starts_with("/applications/"));
        assert!(app.visit(href).await.has("h1"));
    }

    async fn long_lists_turn_page_by_page(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let cvs: Vec<(String, Vec<u8>)> = (0..61).map(|n| (format!("cv{n}.txt"), text_cv(&format!("Person {}{}", (b'A' + n / 26) as char, (b'a' + n % 26) as char)))).collect();
        let files: Vec<(&str, &[u8])> = cvs.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        upload(&app, &id, &files).await;
        app.run_jobs().await;
        let first = app.visit("/candidates").await;
        assert_eq!(first.text("tbody tr").len(), 50);
        assert!(!first.has("[rel=prev]"));
        let second = app.visit(&first.attr("[rel=next]", "href")[0]).await;
        assert_eq!(second.text("tbody tr").len(), 11);
        assert!(!second.has("[rel=next]"));
        let mut everyone = [first.text("tbody .row-link"), second.text("tbody .row-link")].concat();
        let back = app.visit(&second.attr("[rel=prev]", "href")[0]).await;
        assert_eq!(back.text("tbody .row-link"), first.text("tbody .row-link"));
        everyone.sort();
        everyone.dedup();
        assert_eq!(everyone.len(), 61, "each once");
        assert_eq!(app.visit("/candidates?after=nonsense").await.text("tbody tr").len(), 50);
    }

    async fn someone_without_an_application_has_a_page(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let url = upload(&app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await;
        app.run_jobs().await;
        let application = app.visit(&url).await.attr("#files .row-link", "href")[0].clone();
        let person = one_text(&app, "SELECT candidate_id FROM applications").await;
        let path = format!("/candidates/{person}");
        assert_eq!(app.get(&path).await.location(), application);

        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql("DELETE FROM applications")).await.unwrap();
        tx.commit().await.unwrap();
        let page = app.visit(&path).await;
        assert_eq!(page.text("h1"), ["Ada Quill"]);
        assert!(page.has("a[href='mailto:ada.quill@mail.example']"));
        assert!(page.text("[data-cv]").concat().contains("Tidemark Payments"), "the CV stands beside them");
        assert_eq!(app.visit(&format!("{path}/files")).await.text("#files .row-link"), ["ada.txt"]);
        let noted = app.post(&format!("{path}/notes"), &[("body", "Ask again")]).await;
        assert_eq!(app.follow(&noted).await.text("#feed .prose-text"), ["Ask again"]);
        let blank = app.post(&format!("{path}/notes"), &[("body", "")]).await;
        assert!(blank.has("main") && blank.text("#body-error") == ["Write something first."]);
        let link = app.visit("/candidates").await.attr("tbody .row-link", "href")[0].clone();
        assert!(link.starts_with(&format!("{path}?list=")), "{link}");
        assert_eq!(app.get("/candidates/unheard-of").await.status, StatusCode::NOT_FOUND);
    }

    async fn whom_nobody_added_is_read_by_those_outside_the_team(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        upload(&app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await;
        app.run_jobs().await;
        app.write(sql("UPDATE candidates SET created_by = NULL")).await;
        let person = one_text(&app, "SELECT id FROM candidates").await;
        let olga = app.add_user("Olga Other", Role::Recruiter).await;
        let other = app.browser();
        other.sign_in(&olga).await;
        let page = other.follow(&other.get(&format!("/candidates/{person}")).await).await;
        assert_eq!(page.text("h1"), ["Ada Quill"]);
        let edit = other.get(&format!("/candidates/{person}/edit")).await;
        assert_eq!(edit.status, StatusCode::FORBIDDEN, "to read is not to change");
    }
}

async fn one_text(app: &TestApp, query: &'static str) -> String {
    use recruitpro::platform::db::Run;
    let (found,): (String,) = app.app.db.one(sql(query)).await.unwrap();
    found
}
