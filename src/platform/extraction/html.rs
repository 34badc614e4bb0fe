//! Web pages: what they show, without scripts and styles.

use encoding_rs::Encoding;
use html2text::config;
use html2text::render::{RichAnnotation, TaggedLineElement};

use super::office::Contents;
use super::{Unreadable, plain};

/// Wider than any paragraph, so that lines break only where the page breaks them.
const WIDTH: usize = 100_000;

pub fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    let page = plain::decode_with_hint(bytes, named_encoding(bytes));
    let lines =
        config::rich().raw_mode(true).lines_from_read(page.as_bytes(), WIDTH).map_err(|_| Unreadable::Damaged)?;
    let (mut text, mut links) = (String::new(), Vec::new());
    for line in lines {
        let mut shown = String::new();
        for element in line.iter() {
            let TaggedLineElement::Str(run) = element else { continue };
            shown.push_str(&run.s);
            links.extend(run.tag.iter().filter_map(|tag| match tag {
                RichAnnotation::Link(target) => Some(target.clone()),
                _ => None,
            }));
        }
        text.push_str(&without_markup(&shown));
        text.push('\n');
    }
    Ok(Contents { text, links, ..Contents::default() })
}

/// The renderer marks headings, quotes and list items as Markdown does; only list items keep a mark.
fn without_markup(line: &str) -> String {
    let line = line.trim_start_matches("> ");
    let heading = line.trim_start_matches('#');
    if let Some(title) = heading.strip_prefix(' ').filter(|_| heading.len() < line.len()) {
        return title.to_owned();
    }
    match line.trim_start().strip_prefix("* ") {
        Some(item) => format!("• {item}"),
        None => line.to_owned(),
    }
}

/// The encoding named in the head: `<meta charset=…>`, in its old form too, or the XML declaration.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let rest = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let label = rest.trim_start_matches(['"', '\'', ' ']).split(['"', '\'', ' ', ';', '>', '/', '?']).next()?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_styles_are_dropped_and_links_kept() {
        let page = b"<html><head><title>T</title><style>p{color:red}</style></head><body><h1>Ada</h1>\
            <script>alert('x')</script><p>See <a href='https://a.example'>site</a></p></body></html>";
        let contents = read(page).unwrap();
        assert_eq!(super::super::tidy(&contents.text), "Ada\n\nSee site");
        assert!(!contents.text.contains("alert") && !contents.text.contains("color"));
        assert_eq!(contents.links, ["https://a.example"]);
    }

    #[test]
    fn list_items_are_marked_and_cells_read_one_by_one() {
        let page = b"<html><ul><li>Rust</ul><table><tr><td><p>a<p>b</td><td><p>c<p>d</td></tr></table>";
        assert_eq!(super::super::tidy(&read(page).unwrap().text), "\u{2022} Rust\n\na\n\nb\nc\n\nd");
    }

    #[test]
    fn the_page_names_its_encoding() {
        let page = b"<html><meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-2\"><p>\xe8ern\xfd";
        assert!(read(page).unwrap().text.contains("černý"));
    }
}
