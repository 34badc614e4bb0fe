//! A new user's first day: from an empty server to a shortlist with evidence.

use crate::{
    chromium::Chromium,
    page::Page,
    server::Server,
    steps::{self, BROKEN, Papers, TITLE},
};

#[test]
fn an_empty_server_becomes_a_shortlist() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::in_folder(folder.path());
    let page = Page::of_new_visitor(&chromium, &server);

    steps::set_up(&page);
    steps::add_position(&page);
    upload(&page, &papers);
    page.expect_no_complaints();
}

/// Files are chosen, and their rows tell what becomes of them while the page stays.
fn upload(page: &Page, papers: &Papers) {
    page.see("No candidates yet");
    page.press("Upload CVs");
    page.heading("Upload CVs");
    page.js::<bool>("window.untouched = true");
    page.choose_files("[data-upload] [type=file]", &papers.files);
    page.see("All 3 done");
    assert!(page.js::<bool>("window.untouched"), "the page was loaded again");
    assert!(page.path().starts_with("/uploads/"));
    let rows = page.texts(".file-row");
    assert_eq!(rows.len(), 3, "{rows:#?}");
    assert!(rows.iter().any(|row| row.starts_with(&papers.fitting.name)), "{rows:#?}");
    assert!(rows.iter().any(|row| row.starts_with(&papers.other.name)), "{rows:#?}");
    assert_eq!(page.texts(".file-row[data-tone=neg] .font-medium"), [BROKEN]);

    page.press("See the candidates");
    page.heading(TITLE);
    assert_eq!(page.texts("tr .row-link"), [&*papers.fitting.name, &*papers.other.name]);
}
