//! Steps that tests about candidates share.

use crate::{
    positions::position,
    support::*,
    uploads::{text_cv, upload},
};

/// Ada considered for a position of this owner; answers with her application's address and her own.
pub async fn ada(app: &TestApp, owner: &User) -> (String, String) {
    let id = position(app, owner, "Engineer", &["must: Rust"]).await;
    let people = people(app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await;
    people.into_iter().next().unwrap()
}

/// Candidates of a position, from these files: their applications' addresses and their own.
pub async fn people(app: &TestApp, position: &str, files: &[(&str, &[u8])]) -> Vec<(String, String)> {
    let url = upload(app, position, files).await;
    app.run_jobs().await;
    let mut found = Vec::new();
    for application in app.visit(&url).await.attr("#files .row-link", "href") {
        let page = app.visit(&format!("{application}/details")).await;
        let candidate = page.attr("#tags", "data-of")[0].clone();
        found.push((application, format!("/candidates/{candidate}")));
    }
    found
}
