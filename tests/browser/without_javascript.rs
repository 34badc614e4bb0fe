//! The same day with scripts off: links, forms and pages are enough.

use crate::{
    chromium::Chromium,
    page::Page,
    server::Server,
    steps::{self, Papers},
};
use recruitpro::demo::cast::Person;
use std::path::Path;

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
    tag(&page);
    write_a_note(&page);
    steps::sign_out(&page);
    page.sign_in();
    search(&page, &papers);
    merge_a_twin(&page, &papers, folder.path());
    page.press("Sign out");
    page.heading("Sign in");
    page.expect_no_complaints();
}

fn tag(page: &Page) {
    page.click("#add-tag");
    page.fill("Tag", "Night trains");
    page.press("Add");
    page.wait("the tag", "all('#tags .tag').some((tag) => said(tag).includes('Night trains'))");
}

fn write_a_note(page: &Page) {
    page.press("Activity");
    page.fill("Note", "Wants to work four days");
    page.press("Save note");
    page.see("Note added.");
    page.see("Wants to work four days");
}

/// Found by a word of the note, and by the name with a slip in it.
fn search(page: &Page, papers: &Papers) {
    let name = papers.fitting.name.as_str();
    for words in ["\"four days\"", name] {
        page.open("/candidates");
        page.fill("Search CVs, notes and profiles", words);
        page.press("Search");
        page.wait(words, "document.readyState === 'complete' && location.search.startsWith('?q=')");
        page.see(name);
    }
}

/// The same number under another address: two candidates, until someone says that they are one.
fn merge_a_twin(page: &Page, papers: &Papers, folder: &Path) {
    let Person { name, phone, place, .. } = &papers.fitting;
    let file = folder.join("twin.txt");
    let text = format!("{name}\nRail project manager\nprivate@twin.example\n{phone}\n{place}\n\nSkills\nScheduling\n");
    std::fs::write(&file, text).unwrap();
    page.open("/projects");
    page.press("Danube corridor build-out");
    page.press(steps::TITLE);
    page.heading(steps::TITLE);
    page.press("Upload CVs");
    page.heading("Upload CVs");
    page.choose_files("[data-upload] [type=file]", &[file]);
    page.press("Upload");
    page.wait("the upload's page", "location.pathname.startsWith('/uploads/')");
    page.open_until(&page.path(), "The file is done");

    page.open("/duplicates");
    page.press("Compare and merge");
    page.heading("Merge two candidates");
    page.press("Merge");
    page.see(&format!("Merged {name} into {name}."));
    page.press("Undo");
    page.see("is a candidate of their own again.");
    page.open("/duplicates");
    page.press("Not the same");
    page.see("No duplicates");
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
