//! Makes hostile files too large to keep, and damages good ones.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a new part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a zip file").into_inner()
}

pub fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    zip(&[("word/document.xml", document.as_bytes())])
}

/// A PDF of one page with these further objects, the first of which is number 4, its contents.
fn pdf(page: &str, objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>\
                    endobj\n"
        .to_owned();
    file += &format!("3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]{page}>>endobj\n");
    for (index, object) in objects.iter().enumerate() {
        file += &format!("{} 0 obj{object}endobj\n", index + 4);
    }
    (file + "trailer<</Root 1 0 R>>\n%%EOF\n").into_bytes()
}

fn stream(data: &str) -> String {
    format!("<</Length {}>>stream\n{data}\nendstream ", data.len())
}

pub fn bombs() -> Vec<(String, Vec<u8>)> {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned();
    let resources = "/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R";
    let text = "BT /F1 12 Tf 72 700 Td (hello) Tj ET";
    let deep = |open: &str, close: &str, depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
    let paragraph = "<w:p><w:r><w:t>hello</w:t></w:r></w:p>";
    let spaces = " ".repeat(48 << 20);
    let header = format!("<w:hdr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>", " ".repeat(20 << 20));
    let many = (0..5100).map(|part| format!("word/h{part}.xml")).collect::<Vec<_>>();
    let mut many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    many.push(("word/document.xml", b"<w:document/>"));
    let page_list = format!("<</Type/Pages/Kids[{}]/Count 100000>>", "3 0 R ".repeat(100_000));
    let pages = String::from_utf8_lossy(&pdf(resources, &[stream(text), font.clone()]))
        .replace("<</Type/Pages/Kids[3 0 R]/Count 1>>", &page_list);
    let bombs = [
        ("contents nested deeply.pdf", pdf(&format!("/Contents {}", deep("[", "]", 200_000)), &[stream(text)])),
        ("array nested deeply.pdf", pdf(resources, &[stream(text), font.clone(), deep("[", "]", 1_000_000)])),
        ("dictionary nested deeply.pdf", pdf(&format!("{resources}/X{}", deep("<</A", ">>", 300_000)), &[])),
        ("very many pages.pdf", pages.into_bytes()),
        (
            "much text.pdf",
            pdf(resources, &[stream(&format!("BT /F1 9 Tf {}ET", "(hello world)Tj ".repeat(500_000))), font]),
        ),
        ("one long text.docx", docx(&format!("<w:p><w:r><w:t>{spaces}</w:t></w:r></w:p>"))),
        ("long attribute.docx", docx(&format!("<w:p w:x=\"{}\"/>", "a".repeat(48 << 20)))),
        ("many paragraphs.docx", docx(&paragraph.repeat(700_000))),
        (
            "large headers.docx",
            zip(&[
                ("word/document.xml", b"<w:document/>"),
                ("word/header1.xml", header.as_bytes()),
                ("word/header2.xml", header.as_bytes()),
                ("word/header3.xml", header.as_bytes()),
                ("word/header4.xml", header.as_bytes()),
            ]),
        ),
        ("many parts.docx", zip(&many)),
        (
            "nested tables with text.docx",
            docx(&format!(
                "{}{}{}",
                "<w:tr><w:tc>".repeat(50_000),
                paragraph.repeat(20_000),
                "</w:tc></w:tr>".repeat(50_000)
            )),
        ),
        ("groups nested deeply.rtf", format!("{{\\rtf1 {}", deep("{", "}", 3_000_000)).into_bytes()),
        ("tags nested deeply.html", format!("<html>{}x", "<div><b>".repeat(200_000)).into_bytes()),
        ("tables nested deeply.html", format!("<html>{}x", "<table><tr><td>".repeat(20_000)).into_bytes()),
    ];
    bombs.map(|(name, bytes)| (name.to_owned(), bytes)).to_vec()
}

/// Damaged copies: bytes changed, cut off, left out and repeated, the same way every time.
pub fn mutants(whole: &[u8], count: usize) -> impl Iterator<Item = Vec<u8>> {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = move |most: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % most as u64) as usize
    };
    (0..count).map(move |variant| {
        let mut bytes = whole.to_vec();
        let at = below(bytes.len());
        let length = below(2048).min(bytes.len() - at);
        match variant % 4 {
            0 => (0..32).for_each(|_| {
                let at = below(bytes.len());
                bytes[at] = below(256) as u8;
            }),
            1 => bytes.truncate(at.max(16)),
            2 => drop(bytes.drain(at..at + length)),
            _ => {
                let copy = bytes[at..at + length].to_vec();
                let to = below(bytes.len());
                bytes.splice(to..to, copy);
            }
        }
        bytes
    })
}
