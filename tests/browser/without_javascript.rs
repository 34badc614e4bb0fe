//! The same day with scripts off: links, forms and pages are enough.

use crate::{
    chromium::Chromium,
    page::Page,
    server::Server,
    steps::{self, Papers},
};

#[test]
fn everything_works_with_scripts_off() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::in_folder(folder.path());
    let page = Page::of_new_visitor(&chromium, &server);
    page.forbid_scripts();

    steps::set_up(&page);
    steps::add_position(&page);
    upload(&page, &papers);
    steps::open_the_best(&page, &papers);
    follow_a_quote(&page);
    steps::differ(&page);
    steps::move_on_and_undo(&page);
    steps::reject(&page);
    steps::read_activity(&page, &papers);
    steps::sign_out(&page);
    page.expect_no_complaints();
}

/// One form sends all files; its page is looked at again until it says they are done.
fn upload(page: &Page, papers: &Papers) {
    page.press("Upload CVs");
    page.heading("Upload CVs");
    page.choose_files("[data-upload] [type=file]", &papers.files);
    page.press("Upload");
    page.wait("the upload's page", "location.pathname.startsWith('/uploads/')");
    page.open_until(&page.path(), "All 3 done");
    steps::check_rows(page, papers);
}

/// A quote is a link to its words in the CV.
fn follow_a_quote(page: &Page) {
    page.click(".ev-quote");
    page.wait("the words to be in sight", "all('[data-cv] .mark:target').some(inSight)");
}
