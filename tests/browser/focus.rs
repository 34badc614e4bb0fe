//! Where the focus is after a piece of the page, or the whole of it, was made anew; what a screen reader hears of it; and
//! what was being written.

use crate::{chromium::Chromium, page::Page, server::Server, steps};

#[test]
fn the_focus_stays_where_the_work_is() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    server.set_up(true);
    let page = Page::of_new_visitor(&chromium, &server);
    page.sign_in();
    filter(&page);
    turn_the_page(&page);
    let application = move_and_undo(&page);
    change_the_side(&page, &application);
    write_a_note(&page, &application);
    filter_the_board(&page);
    page.expect_no_complaints();
}

fn focus_is(page: &Page, css: &str) {
    page.wait(
        &format!("the focus on {css}"),
        &format!("document.readyState === 'complete' && document.activeElement.matches({css:?})"),
    );
}

/// What the polite region says.
fn said(page: &Page, text: &str) {
    page.wait(
        &format!("{text:?} to be said"),
        &format!("document.querySelector('#said').textContent.includes({text:?})"),
    );
}

fn titled(page: &Page, title: &str) {
    assert_eq!(page.js::<String>("document.title"), format!("{title} · RecruitPro"));
}

fn filter(page: &Page) {
    page.open("/projects");
    page.keys(&["/"]);
    page.write("danube");
    said(page, "1 project");
    focus_is(page, "#q");
    titled(page, "Projects");
    page.write("zzz");
    said(page, "No project");
    focus_is(page, "#q");
}

/// A list goes on by a link, and the page that comes has the focus on the same link.
fn turn_the_page(page: &Page) {
    page.open("/candidates");
    if page.js::<bool>("document.querySelector('a[rel=next]') === null") {
        return;
    }
    page.js::<bool>("document.querySelector('a[rel=next]').focus() || true");
    page.keys(&["Enter"]);
    page.wait("the next page", "location.search.includes('after')");
    page.wait("the focus not to be lost", "document.activeElement.matches('a[rel=next], #main')");
    titled(page, "Candidates");
}

fn move_and_undo(page: &Page) -> String {
    let position = steps::sample_position(page);
    page.open(&position);
    let link: String = page.js(
        "all('tr').find((row) => /New|Screening/.test(row.innerText) && row.querySelector('.row-link')).querySelector('.row-link').getAttribute('href')",
    );
    let application = link.split(['?', '#']).next().unwrap().to_owned();
    page.open(&application);
    let title: String = page.js("document.title");
    let stage: String = page.js("tidy(document.querySelector('[data-hotkey=a]').innerText)");
    page.js::<bool>("document.querySelector('[data-hotkey=a]').focus() || true");
    page.keys(&["Enter"]);
    page.wait(
        "the next stage",
        &format!("tidy(document.querySelector('[data-hotkey=a]')?.innerText ?? '') !== '{stage}'"),
    );
    focus_is(page, "[data-hotkey=a], #main");
    said(page, "Undo with Z");
    page.keys(&["z"]);
    page.see("Undone");
    focus_is(page, "[data-hotkey=a]");
    said(page, "Undone");
    assert_eq!(page.js::<String>("document.title"), title);
    application
}

fn change_the_side(page: &Page, application: &str) {
    page.open(application);
    let title: String = page.js("document.title");
    page.js::<bool>("document.querySelector('#tab-details').focus() || true");
    page.keys(&["Enter"]);
    page.see("From the CV");
    focus_is(page, "#tab-details");
    assert_eq!(page.path(), format!("{application}/details"));
    assert_eq!(page.js::<String>("document.title"), title);
}

/// What is written stays through a reload, for its writer alone, and goes when it is sent.
fn write_a_note(page: &Page, application: &str) {
    page.open(&format!("{application}/activity"));
    page.keys(&["n"]);
    focus_is(page, "#body");
    page.write("Half a thought");
    page.open(&format!("{application}/activity"));
    page.see("Your draft is back");
    assert_eq!(page.js::<String>("document.querySelector('#body').value"), "Half a thought");
    let keys: Vec<String> = page.js("Object.keys(localStorage).filter((key) => key.startsWith('draft '))");
    let reader: String = page.js("document.querySelector('[data-reader]').dataset.reader");
    assert!(keys.len() == 1 && keys[0].starts_with(&format!("draft {reader} note ")), "{keys:?}");

    page.press("Discard");
    focus_is(page, "#body");
    assert_eq!(page.js::<String>("document.querySelector('#body').value"), "");
    page.write("A whole thought");
    page.js::<bool>("document.querySelector('#note-save').focus() || true");
    page.keys(&["Enter"]);
    page.wait("the note", "tidy(document.querySelector('#feed').innerText).includes('A whole thought')");
    said(page, "Note saved");
    focus_is(page, "#note-save");
    assert_eq!(page.js::<u32>("Object.keys(localStorage).filter((key) => key.startsWith('draft ')).length"), 0);
    page.open(&format!("{application}/activity"));
    assert_eq!(page.js::<String>("document.querySelector('#body').value"), "");
    page.open(&format!("{application}/activity#new-task"));
    focus_is(page, "#new-task input");
}

fn filter_the_board(page: &Page) {
    let position = steps::sample_position(page);
    page.open(&format!("{position}/board"));
    page.keys(&["/"]);
    page.write("zzzz");
    page.wait("nobody on the board", "document.querySelectorAll('#board [data-card]').length === 0");
    focus_is(page, "#q");
    said(page, "filtered");
}
