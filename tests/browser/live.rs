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
