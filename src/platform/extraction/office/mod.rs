//! Office formats: DOCX and ODT packages, RTF, and Word 97 files.

mod doc;
mod docx;
mod flow;
mod looks;
mod odt;
mod package;
mod rtf;
mod xml;

use super::Unreadable;
pub use package::Package;
pub use xml::{Piece, attribute, walk};

/// What a document says, as read: not yet tidy.
#[derive(Default)]
pub struct Contents {
    pub text: String,
    /// Text that its pages do not show.
    pub hidden: String,
    pub links: Vec<String>,
}

pub fn read_docx(bytes: &[u8]) -> Result<Contents, Unreadable> {
    if bytes.starts_with(b"PK") {
        docx::read(Package::open(bytes)?)
    } else {
        // A compound file in place of the package: sealed with a password.
        Err(Unreadable::Encrypted)
    }
}

pub fn read_odt(bytes: &[u8]) -> Result<Contents, Unreadable> {
    odt::read(Package::open(bytes)?)
}

pub fn read_doc(bytes: &[u8]) -> Result<Contents, Unreadable> {
    doc::read(bytes)
}

pub fn read_rtf(bytes: &[u8]) -> Contents {
    let fields = String::from_utf8_lossy(bytes);
    Contents { text: rtf::read(bytes), links: field_links(&fields), ..Contents::default() }
}

/// The targets of `HYPERLINK "…"` fields, which Word writes alike in all its formats.
fn field_links(fields: &str) -> Vec<String> {
    let after_keyword = fields.split("HYPERLINK").skip(1);
    after_keyword.filter_map(|rest| Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn fields_give_their_targets() {
        let fields = r#"PAGE HYPERLINK "https://a.example" \h HYPERLINK \l "top" HYPERLINK  "mailto:a@b.example""#;
        assert_eq!(super::field_links(fields), ["https://a.example", "mailto:a@b.example"]);
    }
}
