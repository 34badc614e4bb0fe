//! OpenDocument texts.

use super::Contents;
use super::flow::{Flow, Part};
use super::package::Package;
use super::xml::{Piece, attribute, walk};
use crate::platform::extraction::Unreadable;

const LEFT_OUT: [&str; 8] = [
    "office:annotation",
    "office:automatic-styles",
    "office:font-face-decls",
    "office:meta",
    "office:styles",
    "svg:desc",
    "svg:title",
    "text:tracked-changes",
];

pub fn read(mut package: Package<'_>) -> Result<Contents, Unreadable> {
    if !package.has("content.xml") {
        return Err(Unreadable::UnknownType);
    }
    if package.has("META-INF/manifest.xml") && is_sealed(&package.read("META-INF/manifest.xml")?) {
        return Err(Unreadable::Encrypted);
    }
    let mut contents = part_text(&package.read("content.xml")?);
    if package.has("styles.xml") {
        // The styles hold the page headers and footers.
        let margins = part_text(&package.read("styles.xml")?);
        contents.text = contents.text + "\n" + &margins.text;
        contents.links.extend(margins.links);
    }
    Ok(contents)
}

fn is_sealed(manifest: &[u8]) -> bool {
    let mut sealed = false;
    walk(manifest, &[], |piece| sealed |= matches!(piece, Piece::Open("manifest:encryption-data", _)));
    sealed
}

fn part_text(xml: &[u8]) -> Contents {
    let mut flow = Flow::new();
    let mut links = Vec::new();
    let mut paragraphs = 0_usize;
    let mut item_begins = false;
    walk(xml, &LEFT_OUT, |piece| match piece {
        Piece::Open(name, tag) => match name {
            "text:p" | "text:h" => {
                // A paragraph within a paragraph: a frame anchored in it.
                if paragraphs > 0 {
                    flow.push("\n");
                }
                if std::mem::take(&mut item_begins) && name == "text:p" {
                    flow.push("• ");
                }
                paragraphs += 1;
            }
            "text:list-item" => item_begins = true,
            "text:tab" => flow.push("\t"),
            "text:line-break" => flow.push("\n"),
            "text:s" => flow.push(" "),
            "text:a" => links.extend(attribute(tag, "xlink:href")),
            "table:table-row" => flow.open(Part::Row),
            "table:table-cell" => flow.open(Part::Cell),
            "table:table" => flow.push("\n"),
            _ => {}
        },
        Piece::Close(name) => match name {
            "text:p" | "text:h" => {
                paragraphs = paragraphs.saturating_sub(1);
                flow.end_paragraph();
            }
            "table:table-row" => flow.close(Part::Row),
            "table:table-cell" => flow.close(Part::Cell),
            "table:table" => flow.push("\n"),
            _ => {}
        },
        // Line ends in the file itself are only spaces.
        Piece::Text(text) if paragraphs > 0 => flow.push(&text.replace(['\n', '\r'], " ")),
        Piece::Text(_) => {}
    });
    Contents { text: flow.finish(), links, ..Contents::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_links_and_rows_are_read() {
        let xml = b"<office:text><text:h>Ada<text:tab/>Quill</text:h>\
            <text:list><text:list-item><text:p>Rust</text:p></text:list-item></text:list>\
            <table:table><table:table-row><table:table-cell><text:p>2019</text:p></table:table-cell>\
            <table:table-cell><text:p>Qu<text:line-break/>iver</text:p></table:table-cell></table:table-row>\
            <table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>\
            <text:p><text:a xlink:href='https://a.example'>b</text:a></text:p></table:table-cell></table:table-row>\
            </table:table></office:text>";
        let contents = part_text(xml);
        assert_eq!(contents.text, "Ada\tQuill\n\u{2022} Rust\n\n2019\n\nQu\niver\n\na b\n\n");
        assert_eq!(contents.links, ["https://a.example"]);
    }
}
