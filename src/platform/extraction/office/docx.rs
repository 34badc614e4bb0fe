//! Word documents (2007 and later).

use super::flow::{Flow, Part};
use super::package::Package;
use super::xml::{Piece, attribute, walk};
use super::{Contents, field_links};
use crate::platform::extraction::Unreadable;

/// Deleted and moved text, and the second copy of each drawing for old readers.
const LEFT_OUT: [&str; 3] = ["mc:Fallback", "w:del", "w:moveFrom"];

/// Headers come first, for they carry the name and address of many CVs; then the body, notes and footers.
pub fn read(mut package: Package<'_>) -> Result<Contents, Unreadable> {
    // Some exports number the main part: word/document2.xml.
    let main = package.xml_parts("word/document").into_iter().next().ok_or(Unreadable::UnknownType)?;
    let mut parts = package.xml_parts("word/header");
    parts.push(main);
    for kind in ["word/footnotes", "word/endnotes", "word/footer"] {
        parts.extend(package.xml_parts(kind));
    }
    let mut texts: Vec<String> = Vec::new();
    let mut links = Vec::new();
    for part in parts {
        let (text, fields) = part_text(&package.read(&part)?);
        links.extend(field_links(&fields));
        // First, even and usual pages often repeat one header.
        if !texts.contains(&text) {
            texts.push(text);
        }
        let relations = part.replacen("word/", "word/_rels/", 1) + ".rels";
        if package.has(&relations) {
            links.extend(link_targets(&package.read(&relations)?));
        }
    }
    Ok(Contents { text: texts.join("\n"), links })
}

/// The text of a part, and the instructions of its fields.
fn part_text(xml: &[u8]) -> (String, String) {
    let mut flow = Flow::new();
    let mut fields = String::new();
    let (mut in_text, mut in_field) = (false, false);
    walk(xml, &LEFT_OUT, |piece| match piece {
        Piece::Open(name, tag) => match name {
            "w:t" => in_text = true,
            "w:instrText" => in_field = true,
            "w:tab" | "w:ptab" => flow.push("\t"),
            "w:br" | "w:cr" => flow.push("\n"),
            "w:noBreakHyphen" => flow.push("-"),
            "w:sym" => flow.push(&symbol(attribute(tag, "w:char")).unwrap_or_default()),
            // List marks are not text in this format; without one an item looks like any other line.
            "w:numId" if attribute(tag, "w:val").is_some_and(|id| id != "0") => flow.push("• "),
            "w:tr" => flow.open(Part::Row),
            "w:tc" => flow.open(Part::Cell),
            "w:txbxContent" => flow.open(Part::Box),
            "w:tbl" => flow.push("\n"),
            _ => {}
        },
        Piece::Close(name) => match name {
            "w:t" => in_text = false,
            "w:instrText" => in_field = false,
            "w:p" => flow.end_paragraph(),
            "w:tr" => flow.close(Part::Row),
            "w:tc" => flow.close(Part::Cell),
            "w:txbxContent" => flow.close(Part::Box),
            "w:tbl" => flow.push("\n"),
            _ => {}
        },
        Piece::Text(text) if in_text => flow.push(text),
        Piece::Text(text) if in_field => fields.push_str(text),
        Piece::Text(_) => {}
    });
    (flow.finish(), fields)
}

fn symbol(code: Option<String>) -> Option<String> {
    let code = u32::from_str_radix(&code?, 16).ok()?;
    char::from_u32(code).map(String::from)
}

fn link_targets(relations: &[u8]) -> Vec<String> {
    let mut links = Vec::new();
    walk(relations, &[], |piece| {
        if let Piece::Open("Relationship", tag) = piece
            && attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/hyperlink"))
        {
            links.extend(attribute(tag, "Target"));
        }
    });
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> String {
        part_text(format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes()).0
    }

    #[test]
    fn runs_join_and_paragraphs_end_lines() {
        let body = "<w:p><w:r><w:t>Ada</w:t><w:tab/><w:t>Quill</w:t></w:r></w:p><w:p><w:r><w:t>Rust</w:t></w:r></w:p>";
        assert_eq!(text(body), "Ada\tQuill\nRust\n");
    }

    #[test]
    fn deleted_text_and_fallbacks_are_left_out() {
        let body = "<w:p><w:del><w:r><w:t>old</w:t></w:r></w:del><mc:Fallback><w:t>twice</w:t></mc:Fallback><w:r>\
                    <w:t>new</w:t></w:r></w:p>";
        assert_eq!(text(body), "new\n");
    }

    #[test]
    fn list_items_get_a_mark() {
        let item = |id: &str| {
            format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"{id}\"/></w:numPr></w:pPr><w:r><w:t>Go</w:t></w:r></w:p>")
        };
        assert_eq!(text(&(item("3") + &item("0"))), "• Go\nGo\n");
    }

    #[test]
    fn links_come_from_relations() {
        let relations = br#"<Relationships><Relationship Type="x/hyperlink" Target="https://a.example/?a=1&amp;b=2"/>
            <Relationship Type="x/image" Target="media/image1.png"/></Relationships>"#;
        assert_eq!(link_targets(relations), ["https://a.example/?a=1&b=2"]);
    }
}
