//! The command palette, and a recruiter's round by keyboard alone: sign in, find someone, look at the next one, move, undo,
//! write a note.

use crate::{
    chromium::Chromium,
    page::Page,
    server::{EMAIL, PASSWORD, Server},
    steps::{self, TITLE as POSITION},
};

#[test]
fn a_round_by_keyboard_alone() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    server.set_up(true);
    let page = Page::of_new_visitor(&chromium, &server);
    let name = somebody(&chromium, &server);

    page.open("/sign-in");
    tab_to(&page, "document.activeElement.type === 'email' || document.activeElement.name === 'email'");
    page.write(EMAIL);
    tab_to(&page, "document.activeElement.type === 'password'");
    page.write(PASSWORD);
    page.keys(&["Enter"]);
    page.wait("home", "location.pathname === '/home'");

    open(&page);
    let start: String = name.chars().take(4).collect();
    page.write(&start);
    page.see("Search everything for");
    // The words after a pause: what was asked before no longer counts.
    page.write(&name[start.len()..]);
    page.wait("the person to come first", &first_is(&name));
    page.keys(&["Enter"]);
    page.heading(&name);
    assert_eq!(page.js::<String>("document.title"), format!("{name} · {POSITION} · RecruitPro"));

    page.keys(&["j"]);
    page.wait("the next candidate", &format!("document.querySelector('h1').textContent !== '{name}'"));
    let next: String = page.js("tidy(document.querySelector('h1').textContent)");
    let stage: String = page.js("tidy(document.querySelector('[data-hotkey=a]').innerText)");
    page.keys(&["a"]);
    page.wait(
        "the next stage",
        &format!("tidy(document.querySelector('[data-hotkey=a]')?.innerText ?? '') !== '{stage}'"),
    );
    page.see("Undo");
    page.keys(&["z"]);
    page.wait(
        "the stage before",
        &format!("tidy(document.querySelector('[data-hotkey=a]')?.innerText ?? '') === '{stage}'"),
    );
    page.heading(&next);

    open(&page);
    page.write("write");
    page.wait("the page's own command", &first_is("Write a note"));
    page.keys(&["Enter"]);
    page.wait("the focus in the note", "document.activeElement.id === 'body'");
    page.write("Reads timetables for fun");
    page.keys(&["Ctrl+Enter"]);
    page.wait(
        "the note in the feed",
        "tidy(document.querySelector('#feed').innerText).includes('Reads timetables for fun')",
    );
    page.expect_no_complaints();
}

#[test]
fn the_palette_goes_where_it_is_told() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    server.set_up(true);
    let page = Page::of_new_visitor(&chromium, &server);
    page.sign_in();
    its_keys(&page);
    its_commands(&page);
    where_one_was(&page);
    nothing_and_no_answer(&page);
    on_a_phone(&page);
}

/// It opens over a field, keeps the focus, and gives it back.
fn its_keys(page: &Page) {
    page.open("/projects");
    page.keys(&["/"]);
    assert!(page.js::<bool>("document.activeElement.id === 'q'"));
    open(page);
    page.wait("something to choose", "document.querySelectorAll('#palette [role=option]').length > 3");
    assert!(page.js::<bool>("document.activeElement.getAttribute('aria-expanded') === 'true'"));
    let active = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))";
    assert_eq!(page.js::<String>(&format!("{active}.id")), "palette-0");
    page.keys(&["ArrowDown", "ArrowDown", "ArrowUp"]);
    assert_eq!(
        page.js::<(String, String)>(&format!("[{active}.id, {active}.getAttribute('aria-selected')]")),
        ("palette-1".into(), "true".into())
    );
    page.keys(&["ArrowUp", "ArrowUp"]);
    assert!(
        page.js::<bool>(&format!("{active} === all('#palette [role=option]').at(-1)")),
        "past the first comes the last"
    );
    page.keys(&["Tab", "Tab", "Tab"]);
    assert!(
        page.js::<bool>(
            "document.activeElement === document.body || Boolean(document.activeElement.closest('#palette'))"
        )
    );
    page.keys(&["Escape"]);
    page.wait(
        "the focus back where it was",
        "!document.querySelector('dialog:modal') && document.activeElement.id === 'q'",
    );
    open(page);
    page.keys(&["Ctrl+k"]);
    page.wait("the same key to close it", "!document.querySelector('dialog:modal')");
}

fn its_commands(page: &Page) {
    page.open("/projects");
    open(page);
    page.write("> light");
    page.wait("the command alone", "all('#palette [role=option]').length === 1");
    let theme: String = page.js("document.documentElement.dataset.theme");
    page.keys(&["Enter"]);
    page.wait("the other theme", &format!("document.documentElement.dataset.theme !== '{theme}'"));
    open(page);
    page.write("rail project");
    page.wait("the position to be found", &first_is(POSITION));
    page.keys(&["Enter"]);
    page.heading(POSITION);
    open(page);
    page.write("upload");
    page.wait("the page's own command", &first_is("Upload CVs"));
    page.keys(&["Enter"]);
    page.heading("Upload CVs");
}

fn where_one_was(page: &Page) {
    page.open("/projects");
    open(page);
    page.wait("the place one was at", &first_is(POSITION));
    page.keys(&["Enter"]);
    page.heading(POSITION);
    // Enter before the answer waits for it.
    open(page);
    page.write("danube");
    page.keys(&["Enter"]);
    page.heading("Danube corridor build-out");
}

fn nothing_and_no_answer(page: &Page) {
    page.open("/projects");
    open(page);
    page.write("<img src=x onerror=alert(1)>");
    page.wait("only the search for everything", "all('#palette [role=option]').length === 1");
    assert!(!page.js::<bool>("Boolean(document.querySelector('#palette img'))"));
    page.expect_no_complaints();
    page.offline(true);
    page.write("x");
    page.see("No answer from the server");
    page.offline(false);
    page.keys(&["Escape"]);
    let complaints = page.complaints();
    assert!(complaints.iter().all(|one| one.contains("ERR_INTERNET_DISCONNECTED")), "{complaints:?}");
}

fn on_a_phone(page: &Page) {
    page.resize(390, 844);
    page.open("/projects");
    page.press("Search or jump to");
    page.wait("the whole screen", "document.querySelector('#palette:modal')?.getBoundingClientRect().width === 390");
    page.write("tags");
    page.wait("the screen to be found", &first_is("Tags"));
    page.click("#palette [role=option]");
    page.heading("Tags");
    page.press("Search or jump to");
    page.press("Cancel");
    page.wait("the page again", "!document.querySelector('dialog:modal')");
    page.resize(1440, 900);
}

fn open(page: &Page) {
    page.keys(&["Ctrl+k"]);
    page.wait(
        "the palette",
        "document.activeElement.id === 'palette-q' && document.querySelector('dialog:modal')?.id === 'palette'",
    );
}

fn first_is(name: &str) -> String {
    format!(
        "tidy(document.querySelector('#palette [role=option][aria-selected=true] .pal-name')?.textContent ?? '') === '{name}'"
    )
}

/// A candidate of the position who is followed by another one, and can be moved on.
fn somebody(chromium: &Chromium, server: &Server) -> String {
    let page = Page::of_new_visitor(chromium, server);
    page.sign_in();
    let position = steps::sample_position(&page);
    page.open(&position);
    page.texts("tr .row-link")[0].clone()
}

/// Tab until the focus is where it should be.
fn tab_to(page: &Page, there: &str) {
    for _ in 0..20 {
        if page.js::<bool>(there) {
            return;
        }
        page.keys(&["Tab"]);
    }
    panic!("Tab never came to {there}: {:?}", page.focused());
}
