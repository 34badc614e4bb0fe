//! The board by mouse, by keys, by somebody else, with the connection gone, and with scripts off.

use crate::{chromium::Chromium, page::Page, server::Server};

/// A page signed in on the sample, and the address of a board.
fn board<'a>(chromium: &'a Chromium, server: &'a Server) -> (Page, String) {
    server.set_up(true);
    let page = Page::of_new_visitor(chromium, server);
    page.sign_in();
    let position: String = page.js("document.querySelector('.side-pins a').getAttribute('href')");
    let board = format!("{position}/board");
    page.open(&board);
    // It fetches itself once when it begins to listen.
    let fetched = "performance.getEntriesByType('resource').some((one) => one.initiatorType === 'fetch' && one.name.includes('/board'))";
    page.wait("the board to hear", fetched);
    (page, board)
}

/// The first card of the first column that has one, the column it is in, and the next.
const FIRST: &str = "(() => { const card = document.querySelector('.kcard'); const lists = all('[data-column]');
    const list = card.closest('[data-column]');
    return [card.id, list.id, lists[lists.indexOf(list) + 1].id, card.querySelector('a').textContent]; })()";

fn stands_in(page: &Page, card: &str, list: &str) {
    page.wait(
        &format!("{card} in {list}"),
        &format!("document.querySelector('#{list} > #{card}:not([data-pending])') !== null"),
    );
}

#[test]
fn a_card_is_dragged_and_someone_else_sees_it() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    let (page, board) = board(&chromium, &server);
    let other = page.another_tab();
    other.open(&board);
    other.js::<bool>("window.untouched = true");
    let (card, from, to, name): (String, String, String, String) = page.js(FIRST);
    let before: (i64, i64) = page.js(&counts(&from, &to));

    page.drag(&format!("#{card} .meta"), &format!("#{to}"));
    page.see(&format!("Moved {name} to"));
    stands_in(&page, &card, &to);
    assert_eq!(page.js::<(i64, i64)>(&counts(&from, &to)), (before.0 - 1, before.1 + 1));
    stands_in(&other, &card, &to);
    assert_eq!(other.js::<(i64, i64)>(&counts(&from, &to)), (before.0 - 1, before.1 + 1));
    assert!(other.js::<bool>("window.untouched"), "the page was loaded again");

    page.press("Undo");
    page.see("Undone.");
    stands_in(&page, &card, &from);
    stands_in(&other, &card, &from);

    // Out of play, for a reason; closing the dialog takes it back.
    other.drag(&format!("#{card} .meta"), "#cards-rejected");
    other.see("You can undo it for 30 days");
    other.keys(&["Escape"]);
    stands_in(&other, &card, &from);
    other.drag(&format!("#{card} .meta"), "#cards-rejected");
    other.fill("Reason", "Pay");
    other.press("Reject");
    other.see(&format!("Rejected {name}."));
    stands_in(&page, &card, "cards-rejected");
    for one in [&page, &other] {
        one.expect_no_complaints();
    }
}

fn counts(from: &str, to: &str) -> String {
    format!(
        "['{from}', '{to}'].map((id) => Number(document.getElementById(id).closest('.col').querySelector('[data-count]').dataset.count))"
    )
}

#[test]
fn a_move_that_does_not_arrive_snaps_back() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    let (page, _) = board(&chromium, &server);
    let (card, from, to, name): (String, String, String, String) = page.js(FIRST);

    // Without a connection.
    page.offline(true);
    page.drag(&format!("#{card} .meta"), &format!("#{to}"));
    page.see("No answer from the server. The card is back where it was.");
    stands_in(&page, &card, &from);
    page.offline(false);
    page.complaints();

    // Moved by someone else a moment before: the page is told, and shows where they are now.
    page.js::<String>(&format!(
        "document.getElementById('{card}').closest('[data-column]').dataset.column = 'elsewhere'"
    ));
    page.drag(&format!("#{card} .meta"), &format!("#{to}"));
    page.see("meanwhile: they are in");
    stands_in(&page, &card, &from);
    assert!(page.texts("[role=alert]").iter().any(|text| text.contains("The card is back where it was.")), "{name}");
}

#[test]
fn keys_alone_are_enough() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    let (page, _) = board(&chromium, &server);
    let (card, from, to, name): (String, String, String, String) = page.js(FIRST);
    page.js::<bool>(&format!("document.querySelector('#{card} a').focus() || true"));
    page.keys(&["ArrowDown", "ArrowUp"]);
    assert_eq!(page.focused(), name);
    page.keys(&["Shift+ArrowRight"]);
    page.see(&format!("Moved {name} to"));
    stands_in(&page, &card, &to);
    assert_eq!(page.focused(), name, "the focus goes along");
    page.keys(&["Shift+ArrowLeft"]);
    stands_in(&page, &card, &from);
    page.keys(&["m"]);
    page.wait("the menu", "document.querySelector('dialog:modal')?.id === 'move'");
    page.press("Withdrawn…");
    page.fill("Reason", "Took another offer");
    page.press("Note the withdrawal");
    stands_in(&page, &card, "cards-withdrawn");

    // Two at once.
    page.js::<bool>("document.querySelector('.kcard a').focus() || true");
    page.keys(&["x", "ArrowDown", "x"]);
    page.see("2 chosen");
    page.press("Move");
    page.see("Undo");
    page.expect_no_complaints();
}

#[test]
fn forms_are_enough() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    server.set_up(true);
    let page = Page::of_new_visitor(&chromium, &server);
    page.forbid_scripts();
    page.sign_in();
    let position: String = page.js("document.querySelector('.side-pins a').getAttribute('href')");
    page.open(&format!("{position}/board"));
    let name = page.texts(".kname").remove(0);
    page.click(".ktools a");
    page.heading(&format!("Move {name}"));
    page.press("Offer");
    page.see(&format!("Moved {name} to Offer."));
    page.press("Undo");
    page.see(&format!("Undone. {name} is back."));
    page.click(".kcard .check");
    page.fill("Move the chosen to", "Offer");
    page.press("Move");
    page.see("to Offer.");
    page.expect_no_complaints();
}
