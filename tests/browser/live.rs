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

/// A candidate's page that one comes back to shows what another tab did; what is open in front of someone stays.
#[test]
fn a_page_come_back_to_shows_what_another_tab_did() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    server.set_up(true);
    let page = Page::of_new_visitor(&chromium, &server);
    page.sign_in();
    let position: String = page.js("document.querySelector('.side-pins a').getAttribute('href')");
    page.open(&position);
    // The last of the list has a way to go.
    let candidate: String = page.js("all('#rows .row-link').at(-1).getAttribute('href')");
    page.open(&candidate);
    let before: String = page.js("tidy(document.querySelector('#candidate-head .btn-primary').innerText)");
    let seen: String = page.js("document.querySelector('#reject-from').value");

    let other = page.another_tab();
    other.open(&candidate);
    other.click("#candidate-head .btn-primary");
    other.see("Moved ");
    page.js::<bool>("document.querySelector('#reject').showModal() || true");
    let back = "document.dispatchEvent(new Event('visibilitychange')) || true";
    page.js::<bool>(back);
    let moved = format!("tidy(document.querySelector('#candidate-head .btn-primary').innerText) !== {before:?}");
    page.wait("the head to tell", &moved);
    assert_eq!(page.js::<String>("document.querySelector('#reject-from').value"), seen, "the dialog is as it was seen");
    page.js::<bool>("document.querySelector('#reject').close() || true");
    page.js::<bool>(back);
    page.wait("the dialog to know", &format!("document.querySelector('#reject-from').value !== {seen:?}"));
    page.expect_no_complaints();
}
