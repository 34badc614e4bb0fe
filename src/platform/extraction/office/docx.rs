//! Word documents (2007 and later).

use super::flow::{Flow, Part};
use super::looks::{self, Looks, shaded_styles};
use super::package::Package;
use super::xml::{Piece, attribute, walk};
use super::{Contents, field_links};
use crate::platform::extraction::Unreadable;

/// Deleted and moved text, how things looked before a change, and the second copy of each drawing for old readers.
const LEFT_OUT: [&str; 5] = ["mc:Fallback", "w:del", "w:moveFrom", "w:rPrChange", "w:pPrChange"];

const STYLES: &str = "word/styles.xml";

/// Headers come first, for they carry the name and address of many CVs; then the body, notes and footers.
pub fn read(mut package: Package<'_>) -> Result<Contents, Unreadable> {
    // Some exports number the main part: word/document2.xml.
    let main = package.xml_parts("word/document").into_iter().next().ok_or(Unreadable::UnknownType)?;
    let mut parts = package.xml_parts("word/header");
    parts.push(main);
    for kind in ["word/footnotes", "word/endnotes", "word/footer"] {
        parts.extend(package.xml_parts(kind));
    }
    let styles = if package.has(STYLES) { shaded_styles(&package.read(STYLES)?) } else { Vec::new() };
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    for part in parts {
        let xml = package.read(&part)?;
        read.push((part, xml));
    }
    let is_decorated = read.iter().any(|(_, xml)| looks::is_decorated(xml));
    let (mut texts, mut hidden): (Vec<String>, String) = Default::default();
    let mut links = Vec::new();
    for (part, xml) in read {
        let said = part_text(&xml, Looks::new(&styles, is_decorated));
        links.extend(field_links(&said.fields));
        // First, even and usual pages often repeat one header.
        if !texts.contains(&said.text) {
            texts.push(said.text);
            hidden.push_str(&said.hidden);
        }
        let relations = part.replacen("word/", "word/_rels/", 1) + ".rels";
        if package.has(&relations) {
            links.extend(link_targets(&package.read(&relations)?));
        }
    }
    Ok(Contents { text: texts.join("\n"), hidden, links })
}

/// What a part says: its text, what of it the pages do not show, and the instructions of its fields.
struct Said {
    text: String,
    hidden: String,
    fields: String,
}

fn part_text(xml: &[u8], mut looks: Looks<'_>) -> Said {
    let mut flow = Flow::new();
    let (mut hidden, mut fields) = (String::new(), String::new());
    let (mut in_text, mut in_field) = (false, false);
    walk(xml, &LEFT_OUT, |piece| {
        looks.see(&piece);
        match piece {
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
                "w:p" => {
                    flow.end_paragraph();
                    if !hidden.is_empty() && !hidden.ends_with('\n') {
                        hidden.push('\n');
                    }
                }
                "w:tr" => flow.close(Part::Row),
                "w:tc" => flow.close(Part::Cell),
                "w:txbxContent" => flow.close(Part::Box),
                "w:tbl" => flow.push("\n"),
                _ => {}
            },
            Piece::Text(text) if in_text && looks.is_hidden() => hidden.push_str(text),
            Piece::Text(text) if in_text => flow.push(text),
            Piece::Text(text) if in_field => fields.push_str(text),
            Piece::Text(_) => {}
        }
    });
    Said { text: flow.finish(), hidden, fields }
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

    fn said(body: &str) -> Said {
        let styles = vec!["Banner".to_owned()];
        part_text(format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes(), Looks::new(&styles, false))
    }

    fn text(body: &str) -> String {
        said(body).text
    }

    fn run(properties: &str, text: &str) -> String {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
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
    fn what_the_pages_do_not_show_is_kept_apart() {
        let white = r#"<w:color w:val="FFFFFF"/>"#;
        for hiding in [white, "<w:vanish/>", r#"<w:sz w:val="2"/>"#, r#"<w:color w:val="fefefe"/>"#] {
            let body = format!("<w:p>{}{}</w:p><w:p>{}</w:p>", run("", "Ada"), run(hiding, "Rust"), run("", "Quill"));
            let said = said(&body);
            assert_eq!((said.text.as_str(), said.hidden.as_str()), ("Ada\nQuill\n", "Rust\n"), "{hiding}");
        }
    }

    #[test]
    fn letters_on_a_ground_of_their_own_are_shown() {
        let white = r#"<w:color w:val="FFFFFF"/>"#;
        let shade = r#"<w:shd w:val="clear" w:fill="1F3864"/>"#;
        let shown = [
            format!("<w:p><w:pPr>{shade}</w:pPr>{}</w:p>", run(white, "Ada")),
            format!("<w:p><w:pPr><w:pStyle w:val=\"Banner\"/></w:pPr>{}</w:p>", run(white, "Ada")),
            format!("<w:p>{}</w:p>", run(&format!("{white}{shade}"), "Ada")),
            format!("<w:p>{}</w:p>", run(&format!(r#"{white}<w:highlight w:val="black"/>"#), "Ada")),
            format!(
                "<w:tbl><w:tr><w:tc><w:tcPr>{shade}</w:tcPr><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
                run(white, "Ada")
            ),
            format!(
                r#"<w:tbl><w:tblPr><w:tblStyle w:val="GridTable4"/></w:tblPr><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"#,
                run(white, "Ada")
            ),
            format!(
                "<w:p><w:r><w:drawing><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:drawing></w:r></w:p>",
                run(white, "Ada")
            ),
            format!("<w:p>{}</w:p>", run(r#"<w:vanish w:val="0"/>"#, "Ada")),
            format!("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{}</w:p>", run("", "Ada")),
        ];
        for body in shown {
            let said = said(&body);
            assert_eq!((said.text.trim(), said.hidden.as_str()), ("Ada", ""), "{body}");
        }
        let after = format!(
            "<w:tbl><w:tr><w:tc><w:tcPr>{shade}</w:tcPr></w:tc></w:tr></w:tbl><w:p>{}</w:p>",
            run(white, "Rust")
        );
        assert_eq!(said(&after).hidden, "Rust\n", "a shaded cell shades what is in it");
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
