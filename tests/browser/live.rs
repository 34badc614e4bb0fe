//! Two people at the same time: what one does, the other sees without loading anything.

use crate::{
    chromium::Chromium,
    page::Page,
    server::Server,
    steps::{self, Papers, TITLE},
};

#[test]
fn what_one_does_the_other_sees() {
    let Some(chromium) = Chromium::start() else { return };
    let mut server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::in_folder(folder.path());
    let doer = Page::of_new_visitor(&chromium, &server);
    steps::set_up(&doer);
    steps::add_position(&doer);
    let position = doer.path();

    let list = doer.another_tab();
    list.open(&position);
    list.js::<bool>("window.untouched = true");
    doer.press("Upload CVs");
    doer.heading("Upload CVs");
    doer.choose_files("[data-upload] [type=file]", &papers.files[..1]);
    doer.see("The file is done");
    list.see(&papers.fitting.name);

    // The server goes away and comes back: pages find it again by themselves, and what they missed.
    doer.open(&format!("{position}/uploads/new"));
    server.stop();
    server.start_again();
    doer.choose_files("[data-upload] [type=file]", &papers.files[1..2]);
    doer.see("The file is done");
    list.see(&papers.other.name);
    list.heading(TITLE);
    assert!(list.js::<bool>("window.untouched"), "the page was loaded again");
}

/// Files that are here already are finished as they arrive, and so is the page, with nothing said in the console.
#[test]
fn an_upload_of_duplicates_ends() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::in_folder(folder.path());
    let page = Page::of_new_visitor(&chromium, &server);
    steps::set_up(&page);
    steps::add_position(&page);
    let new = format!("{}/uploads/new", page.path());
    page.open(&new);
    page.choose_files("[data-upload] [type=file]", &papers.files[..2]);
    page.see("All 2 done");
    let first = page.path();
    for _ in 0..3 {
        page.open(&new);
        page.choose_files("[data-upload] [type=file]", &papers.files[..2]);
        page.wait(
            "another upload's page",
            &format!("location.pathname.startsWith('/uploads/') && location.pathname !== '{first}'"),
        );
        page.see("All 2 done");
        page.see("2 duplicates");
        page.wait("the rows", "all('.file-row[data-tone=warn]').length === 2");
        page.wait(
            "the count of all",
            "tidy(document.querySelector('[aria-label=\"Which files\"] a').innerText).endsWith('2')",
        );
    }
    page.expect_no_complaints();
}
