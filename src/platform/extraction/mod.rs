//! Reads the text of CV files: PDF, DOCX, DOC, ODT, RTF, HTML, JSON Resume, Europass XML and plain text, each told by
//! content.
//!
//! Files come from strangers, so the server never parses one itself: [`Extractor`] has a child process do it
//! ([`child_main`]), with bounds on its memory and time. A file that breaks its reader costs one failed line.

mod child;
mod extractor;
mod html;
mod kind;
mod links;
mod office;
mod pdf;
mod plain;
mod structured;
pub mod table;
mod tidy;
mod unreadable;

use serde::{Deserialize, Serialize};

pub use child::{CHILD_ARGUMENT, child_main};
pub use extractor::{Extractor, Limits};
pub use kind::{FileKind, sniff};
pub use tidy::{MAX_TEXT, tidy};
pub use unreadable::Unreadable;

use office::Contents;
use pdf::Readers;

/// Largest file read, in bytes.
pub const MAX_FILE: usize = 64 << 20;

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    pub kind: FileKind,
    /// Tidy text in reading order: see [`tidy`]. Cut after [`MAX_TEXT`] bytes.
    pub text: String,
    /// Text that the file holds and does not show, tidy: white on white, too small to read, or marked as hidden.
    pub hidden: String,
    /// How many pages the file has, if its format has pages.
    pub pages: Option<u32>,
    /// Targets of its links: web, mail and telephone addresses, each once, in the order they appear.
    pub links: Vec<String>,
}

/// Reads a file in this process, unbounded: for a child process or trusted files. Elsewhere use [`Extractor`].
pub fn extract(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    extract_with(bytes, Readers::Both)
}

fn extract_with(bytes: &[u8], readers: Readers) -> Result<Extracted, Unreadable> {
    let kind = admit(bytes)?;
    let mut pages = None;
    let contents = match kind {
        FileKind::Pdf => {
            let pdf = pdf::read(bytes, readers)?;
            pages = u32::try_from(pdf.pages).ok();
            Contents { text: pdf.text, hidden: pdf.hidden, links: pdf.links }
        }
        FileKind::Docx => office::read_docx(bytes)?,
        FileKind::Doc => office::read_doc(bytes)?,
        FileKind::Odt => office::read_odt(bytes)?,
        FileKind::Rtf => office::read_rtf(bytes),
        FileKind::Html => html::read(bytes)?,
        FileKind::Json => structured::read_json_resume(&plain::decode(bytes))?,
        FileKind::Europass => structured::read_europass(bytes)?,
        FileKind::Text => Contents { text: plain::decode(bytes), ..Contents::default() },
    };
    finish(kind, contents, pages)
}

/// Reads a JSON Resume that is known for one. It is safe to read in the server: a bounded tree, no more.
pub fn json_resume(text: &str) -> Result<Extracted, Unreadable> {
    finish(FileKind::Json, structured::read_json_resume(text)?, None)
}

fn finish(kind: FileKind, contents: Contents, pages: Option<u32>) -> Result<Extracted, Unreadable> {
    let (text, hidden) = (tidy(&contents.text), tidy(&contents.hidden));
    if !text.contains(char::is_alphanumeric) {
        return Err(Unreadable::NoText);
    }
    Ok(Extracted { kind, text, hidden, pages, links: links::keep(contents.links) })
}

/// Refuses what need not be read to be refused.
fn admit(bytes: &[u8]) -> Result<FileKind, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() > MAX_FILE {
        return Err(Unreadable::TooLarge);
    }
    sniff(bytes).ok_or(Unreadable::UnknownType)
}
