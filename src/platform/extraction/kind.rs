//! Tells what a file is from its bytes, never from its name.

use serde::{Deserialize, Serialize};

use super::{plain, structured};

/// The kinds of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Pdf,
    Docx,
    Doc,
    Odt,
    Rtf,
    Html,
    /// JSON Resume.
    Json,
    /// Europass XML.
    Europass,
    Text,
}

impl FileKind {
    /// The media type to store and serve the file with.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind::Doc => "application/msword",
            FileKind::Odt => "application/vnd.oasis.opendocument.text",
            FileKind::Rtf => "application/rtf",
            FileKind::Html => "text/html",
            FileKind::Json => "application/json",
            FileKind::Europass => "application/xml",
            FileKind::Text => "text/plain",
        }
    }

    /// The usual file name extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Docx => "docx",
            FileKind::Doc => "doc",
            FileKind::Odt => "odt",
            FileKind::Rtf => "rtf",
            FileKind::Html => "html",
            FileKind::Json => "json",
            FileKind::Europass => "xml",
            FileKind::Text => "txt",
        }
    }
}

const ODT_MIMETYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The kind of these bytes, or nothing when they are not a document we read. Cheap: searches, parses nothing.
///
/// A Word file sealed with a password counts as [`FileKind::Docx`]: reading it then says what is wrong.
pub fn sniff(bytes: &[u8]) -> Option<FileKind> {
    if bytes.starts_with(b"PK\x03\x04") {
        return if contains(bytes, ODT_MIMETYPE) {
            Some(FileKind::Odt)
        } else if contains(bytes, b"word/document") {
            Some(FileKind::Docx)
        } else {
            None
        };
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return if contains(bytes, &utf16("WordDocument")) {
            Some(FileKind::Doc)
        } else if contains(bytes, &utf16("EncryptedPackage")) {
            Some(FileKind::Docx)
        } else {
            None
        };
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(FileKind::Rtf);
    }
    // Printers and mailers put a few lines in front of the header; a program carries zero bytes there.
    let head = &bytes[..bytes.len().min(1024)];
    if let Some(start) = find(head, b"%PDF-")
        && !head[..start].contains(&0)
    {
        return Some(FileKind::Pdf);
    }
    text_kind(bytes)
}

fn text_kind(bytes: &[u8]) -> Option<FileKind> {
    let sample = &bytes[..bytes.len().min(64 << 10)];
    if !plain::looks_like_text(sample) {
        return None;
    }
    let decoded = plain::decode(sample);
    if structured::is_json_resume(decoded.trim_start_matches('\u{feff}').trim_start()) {
        return Some(FileKind::Json);
    }
    let start: String = decoded.chars().take(2048).collect();
    if structured::is_europass(&start) {
        return Some(FileKind::Europass);
    }
    let head = start.trim_start().to_lowercase();
    if head.starts_with("<!doctype html") || head.contains("<html") || head.contains("<body") {
        return Some(FileKind::Html);
    }
    let other_language = ["<?xml", "%!ps", "<svg"].iter().any(|start| head.starts_with(start));
    (!other_language).then_some(FileKind::Text)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    find(haystack, needle).is_some()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_content() {
        assert_eq!(sniff(b"%PDF-1.7\n"), Some(FileKind::Pdf));
        assert_eq!(sniff(b"\x1b%-12345X@PJL\n%PDF-1.4"), Some(FileKind::Pdf));
        assert_eq!(sniff(b"{\\rtf1 hello}"), Some(FileKind::Rtf));
        assert_eq!(sniff(b"\n <!DOCTYPE HTML><p>x"), Some(FileKind::Html));
        assert_eq!(sniff(b"<?xml version='1.0'?><html xmlns='x'>"), Some(FileKind::Html));
        assert_eq!(sniff(b"{\n \"basics\": {}}"), Some(FileKind::Json));
        assert_eq!(sniff(b"{\"a\": 1}"), Some(FileKind::Text));
        assert_eq!(sniff(b"<?xml version='1.0'?><SkillsPassport>"), Some(FileKind::Europass));
        assert_eq!(sniff("Ada Quill\nZürich".as_bytes()), Some(FileKind::Text));
        assert_eq!(sniff(b"Ada Quill, Z\xfcrich"), Some(FileKind::Text));
    }

    #[test]
    fn what_is_not_a_document_is_refused() {
        assert_eq!(sniff(b""), None);
        assert_eq!(sniff(b"MZ\x90\x00\x03\x00\x00\x00%PDF-1.4"), None);
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), None);
        assert_eq!(sniff(b"PK\x03\x04\x14\x00xl/workbook.xml"), None);
        assert_eq!(sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 a spreadsheet"), None);
        assert_eq!(sniff(b"<?xml version='1.0'?><svg/>"), None);
        assert_eq!(sniff(b"%!PS-Adobe-3.0"), None);
    }
}
