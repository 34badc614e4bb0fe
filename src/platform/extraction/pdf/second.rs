//! The second reader: plainer order, but no file known to bring it down.

use pdfboss_core::ActionKind;
use pdfboss_core::{Document, Error};
use pdfboss_output::{ReadingOrder, extract_text};

use super::{Contents, FEWEST_LETTERS, MOST_LINKS, MOST_PAGES, has_letters};
use crate::platform::extraction::{Unreadable, tidy::MAX_TEXT};

pub fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    let document = Document::load(bytes.to_vec()).map_err(|error| match error {
        Error::Encrypted => Unreadable::Encrypted,
        _ => Unreadable::Damaged,
    })?;
    if document.is_locked() {
        return Err(Unreadable::Encrypted);
    }
    let pages = document.flattened_page_count();
    if pages == 0 {
        return Err(Unreadable::NoPages);
    }
    let (mut text, mut links) = (String::new(), Vec::new());
    for page in (0..pages.min(MOST_PAGES)).filter_map(|index| document.page(index).ok()) {
        if let Ok(page_text) = extract_text(&document, &page, ReadingOrder::Content) {
            text.push_str(&page_text);
            text.push_str("\n\n");
        }
        for annotation in document.annotations(&page).into_iter().take(MOST_LINKS) {
            if let Some(ActionKind::Uri { uri, .. }) = annotation.action.map(|action| action.kind) {
                links.push(uri);
            }
        }
        if text.len() > MAX_TEXT {
            break;
        }
    }
    if has_letters(&text, FEWEST_LETTERS) {
        Ok(Contents { text, hidden: String::new(), links, pages })
    } else {
        Err(Unreadable::NoText)
    }
}
