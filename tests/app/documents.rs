//! The files people sent, as they are given out.

use crate::{
    positions::position,
    support::*,
    uploads::{paper, text_cv, upload},
};
use axum::{body::Body, http::Request};
use recruitpro::demo::paper::{Style, docx, pdf};

/// The address of the file of each candidate of a position that was just uploaded.
async fn files(app: &TestApp, upload: &str) -> Vec<String> {
    let mut found = Vec::new();
    for href in app.visit(upload).await.attr("#files .row-link", "href") {
        found.push(app.visit(&format!("{href}/files")).await.attr("#files a[download]", "href")[0].clone());
    }
    found
}

both! {
    async fn a_pdf_opens_and_everything_else_is_kept(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let page = format!("<!doctype html><html><body><script>alert(1)</script>{}</body></html>", String::from_utf8(text_cv("Cem Aydin")).unwrap());
        let given = pdf(&paper("Ada Quill"), Style::Modern);
        let url = upload(&app, &id, &[
            ("Adá Quill.pdf", &given),
            ("bea.docx", &docx(&paper("Bea Stone"), Style::Classic)),
            ("cem.html", page.as_bytes()),
            ("dan.pdf", &text_cv("Dan Frost")),
        ]).await;
        app.run_jobs().await;
        let files = files(&app, &url).await;
        assert_eq!(files.len(), 4, "{}", app.visit(&url).await.body);

        let header = |page: &Page, name: &str| page.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let kinds = ["application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/octet-stream", "text/plain; charset=utf-8"];
        for (path, (kind, how)) in files.iter().zip(kinds.into_iter().zip(["inline", "attachment", "attachment", "inline"])) {
            let file = app.visit(path).await;
            assert_eq!((header(&file, "content-type"), header(&file, "content-disposition").split(';').next().unwrap()), (kind.to_owned(), how));
            assert_eq!(header(&file, "x-content-type-options"), "nosniff");
            assert_eq!(header(&file, "cache-control"), "private, no-cache");
            assert!(header(&file, "content-security-policy").contains("default-src 'none'"));
            assert_eq!(header(&file, "content-security-policy").contains("sandbox"), kind != "application/pdf");
        }
        let first = app.visit(&files[0]).await;
        assert_eq!(header(&first, "content-disposition"), "inline; filename=\"Ad_ Quill.pdf\"; filename*=UTF-8''Ad%C3%A1%20Quill.pdf");
        let tag = header(&first, "etag");
        let again = Request::get(&files[0]).header("if-none-match", &tag).body(Body::empty()).unwrap();
        let again = app.send(again).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
        let other = Request::get(&files[1]).header("if-none-match", &tag).body(Body::empty()).unwrap();
        assert_eq!(app.send(other).await.status, StatusCode::OK);
    }

    async fn files_are_for_those_who_are_signed_in(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let url = upload(&app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await;
        app.run_jobs().await;
        let file = files(&app, &url).await.remove(0);
        assert_eq!(app.visit(&file).await.body.as_bytes(), text_cv("Ada Quill"), "byte for byte");
        assert_eq!(app.get("/documents/unheard-of/file").await.status, StatusCode::NOT_FOUND);
        let stranger = app.browser();
        assert!(stranger.get(&file).await.location().starts_with("/sign-in?next=/documents/"));

        // What is gone from the disk is gone for the reader too, not an error.
        std::fs::remove_dir_all(app.app.config.data_dir.join("files")).unwrap();
        assert_eq!(app.get(&file).await.status, StatusCode::NOT_FOUND);
    }
}
