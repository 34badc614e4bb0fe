//! PDF files: glyphs where they are drawn, put back into reading order.

mod attached;
mod first;
mod ground;
mod hyphens;
mod layout;
mod second;

use super::Unreadable;

/// Most pages read. A CV has two; this leaves room for portfolios.
const MOST_PAGES: usize = 50;
/// Most link annotations looked at on a page.
const MOST_LINKS: usize = 500;

/// What a PDF says, as read: not yet tidy.
pub struct Contents {
    pub text: String,
    /// Text that the pages do not show.
    pub hidden: String,
    pub links: Vec<String>,
    /// How many pages the file has, read or not.
    pub pages: usize,
}

/// Which of the two readers to use. The first reads better; the second survives what the first does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// The first, then the second when the first finds nothing.
    Both,
    SecondOnly,
}

pub fn read(bytes: &[u8], readers: Readers) -> Result<Contents, Unreadable> {
    if readers == Readers::SecondOnly {
        return second::read(bytes);
    }
    let reason = match first::read(bytes) {
        Ok(reading) if reading.is_scan => return Err(Unreadable::NoText),
        Ok(mut reading) if has_letters(&reading.contents.text, FEWEST_LETTERS) => {
            if let Some(text) = attached::europass(bytes, &reading.contents.text) {
                reading.contents.text = text;
            }
            return Ok(reading.contents);
        }
        Ok(_) => Unreadable::NoText,
        Err(Unreadable::Encrypted) => return Err(Unreadable::Encrypted),
        Err(reason) => reason,
    };
    second::read(bytes).map_err(|_| reason)
}

/// Fewer letters and digits than this are no text.
const FEWEST_LETTERS: usize = 3;

fn has_letters(text: &str, least: usize) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).take(least).count() == least
}
