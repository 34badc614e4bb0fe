//! Walks XML parts, with no entities but the five of XML itself and no nesting limit.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element's start or end, by name with prefix, or text.
pub enum Piece<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Calls `visit` for what `xml` holds, leaving out the subtrees named in `skip`. In a damaged part, what came
/// before the damage is visited.
pub fn walk(xml: &[u8], skip: &[&str], mut visit: impl FnMut(Piece<'_>)) {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    let mut skipping_from = None;
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Eof => return,
            Event::Start(tag) => {
                depth += 1;
                let name = tag.name();
                if skipping_from.is_none() {
                    if skip.contains(&name.as_ref()) {
                        skipping_from = Some(depth);
                    } else {
                        visit(Piece::Open(name.as_ref(), &tag));
                    }
                }
            }
            Event::End(tag) => {
                if skipping_from == Some(depth) {
                    skipping_from = None;
                } else if skipping_from.is_none() {
                    visit(Piece::Close(tag.name().as_ref()));
                }
                depth = depth.saturating_sub(1);
            }
            _ if skipping_from.is_some() => {}
            Event::Empty(tag) => {
                let name = tag.name();
                if !skip.contains(&name.as_ref()) {
                    visit(Piece::Open(name.as_ref(), &tag));
                    visit(Piece::Close(name.as_ref()));
                }
            }
            Event::Text(text) => visit(Piece::Text(&text)),
            Event::CData(text) => visit(Piece::Text(&text)),
            Event::GeneralRef(reference) => {
                let character = match (reference.resolve_char_ref(), &*reference) {
                    (Ok(Some(character)), _) => Some(character),
                    (_, "amp") => Some('&'),
                    (_, "lt") => Some('<'),
                    (_, "gt") => Some('>'),
                    (_, "quot") => Some('"'),
                    (_, "apos") => Some('\''),
                    _ => None,
                };
                if let Some(character) = character {
                    visit(Piece::Text(character.encode_utf8(&mut [0; 4])));
                }
            }
            _ => {}
        }
        buffer.clear();
    }
}

/// The value of an attribute, unescaped.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> String {
        let mut text = String::new();
        walk(xml.as_bytes(), &["gone"], |piece| match piece {
            Piece::Open("br", _) => text.push('\n'),
            Piece::Text(t) => text.push_str(t),
            _ => {}
        });
        text
    }

    #[test]
    fn text_and_references_are_kept_and_skipped_parts_are_not() {
        assert_eq!(text("<a>R&amp;D &#x2013; x<br/>y<gone>no<b>no</b></gone>z<gone/></a>"), "R&D – x\nyz");
    }

    #[test]
    fn entities_of_the_file_are_not_followed() {
        assert_eq!(text("<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>x&e;y</a>"), "xy");
    }

    #[test]
    fn damage_ends_the_text_there() {
        assert_eq!(text("<a>before<b"), "before");
    }
}
