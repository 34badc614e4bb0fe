//! The keys that speed work up, and where the focus goes.

use crate::{
    chromium::Chromium,
    page::Page,
    server::Server,
    steps::{self, Papers, TITLE},
};

#[test]
fn keys_lead_through_the_candidates() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::in_folder(folder.path());
    let page = Page::of_new_visitor(&chromium, &server);
    steps::set_up(&page);
    steps::add_position(&page);
    page.keys(&["u"]);
    page.heading("Upload CVs");
    page.choose_files("[data-upload] [type=file]", &papers.files);
    page.see("All 3 done");
    page.press("See the candidates");
    page.heading(TITLE);

    skip_link(&page);
    from_row_to_row(&page, &papers);
    from_candidate_to_candidate(&page, &papers);
    other_hands(&page, &papers);
    decide(&page);
    help(&page);
    page.expect_no_complaints();
}

/// The first stop of Tab leads past the navigation.
fn skip_link(page: &Page) {
    page.open(&page.path());
    page.keys(&["Tab"]);
    assert_eq!(page.focused(), "Skip to content");
    page.keys(&["Enter"]);
    page.wait("the focus to be in the page", "document.activeElement.id === 'main'");
}

fn from_row_to_row(page: &Page, papers: &Papers) {
    page.keys(&["j"]);
    assert_eq!(page.focused(), papers.fitting.name);
    page.keys(&["j"]);
    assert_eq!(page.focused(), papers.other.name);
    page.keys(&["j"]);
    assert_eq!(page.focused(), papers.other.name, "the last row stays");
    page.keys(&["k", "Enter"]);
    page.heading(&papers.fitting.name);
}

fn from_candidate_to_candidate(page: &Page, papers: &Papers) {
    page.keys(&["j"]);
    page.heading(&papers.other.name);
    page.keys(&["k"]);
    page.heading(&papers.fitting.name);
}

/// A key that is meant for the browser does nothing here; one of another alphabet counts by where it lies.
fn other_hands(page: &Page, papers: &Papers) {
    page.keys(&["Shift+a", "Alt+a", "Ctrl+a", "Meta+a"]);
    page.keys(&["?"]);
    page.see("Keyboard shortcuts");
    page.keys(&["Escape"]);
    assert!(page.texts("button").contains(&"Move to screening".into()), "a key with another one held moved someone on");
    page.foreign_key("\u{43e}", "KeyJ");
    page.heading(&papers.other.name);
    page.foreign_key("\u{3ba}", "KeyK");
    page.heading(&papers.fitting.name);
}

fn decide(page: &Page) {
    page.keys(&["a"]);
    page.see("Move to shortlisted");
    page.keys(&["r"]);
    page.wait("the dialog", "document.querySelector('dialog:modal')?.id === 'reject'");
    assert!(page.js::<bool>("document.activeElement.name === 'reason'"), "the focus is on {:?}", page.focused());
    page.keys(&["j"]);
    assert!(page.js::<bool>("document.activeElement.value === 'j'"), "keys are only letters in a field");
    page.keys(&["Escape"]);
    page.wait(
        "the dialog to close",
        "!document.querySelector('dialog:modal') && !document.activeElement.closest('dialog')",
    );
}

fn help(page: &Page) {
    page.keys(&["?"]);
    page.see("Keyboard shortcuts");
    page.keys(&["a"]);
    page.keys(&["Escape"]);
    page.wait(
        "the dialog to close",
        "!document.querySelector('dialog:modal') && !document.activeElement.closest('dialog')",
    );
    assert!(page.texts("button").contains(&"Move to shortlisted".into()), "a key worked behind the dialog");
    page.keys(&["g", "p"]);
    page.heading("Projects");
}
