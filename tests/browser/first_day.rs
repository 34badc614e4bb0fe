//! A new user's first day: from an empty server to a shortlist with evidence.

use crate::{
    chromium::Chromium,
    page::Page,
    server::Server,
    steps::{self, Papers},
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
    steps::open_the_best(&page, &papers);
    follow_a_quote(&page);
    open_the_original(&page, &papers);
    steps::differ(&page);
    steps::move_on_and_undo(&page);
    steps::reject(&page);
    steps::read_activity(&page, &papers);
    steps::sign_out(&page);
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
    steps::check_rows(page, papers);
}

/// A quote lights up its words in the CV, and brings them into sight.
fn follow_a_quote(page: &Page) {
    page.click(".ev-quote");
    page.wait("the words to be lit and in sight", "all('[data-cv] .mark[data-on]').some(inSight)");
    let quote: String = page.js("tidy(document.querySelector('.ev-quote[data-on] .mark').textContent)");
    let words: String = page.js("tidy(all('[data-cv] .mark[data-on]').map((mark) => mark.textContent).join(' '))");
    assert!(words.contains(quote.split(' ').next().unwrap()), "{quote:?} led to {words:?}");
}

fn open_the_original(page: &Page, papers: &Papers) {
    page.press("Original");
    page.wait("the file in the page", "Boolean(document.querySelector('#cv-pane iframe'))");
    let (status, kind): (u16, String) = page.js(
        "fetch(document.querySelector('#cv-pane iframe').src).then((it) => [it.status, it.headers.get('content-type')])",
    );
    assert_eq!((status, &*kind), (200, "application/pdf"));
    page.press("Text");
    page.wait("the text in its place", "Boolean(document.querySelector('#cv-pane .paper'))");
    page.heading(&papers.fitting.name);
}
