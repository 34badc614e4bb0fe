//! Word 97–2003 documents: the piece table inside a compound file.

use std::io::{Cursor, Read};

use encoding_rs::{UTF_16LE, WINDOWS_1252};

use super::{Contents, field_links};
use crate::platform::extraction::{Unreadable, tidy::MAX_TEXT};

/// Most bytes read of one stream.
const MOST: u64 = 32 << 20;

const WORD_97: u16 = 0xa5ec;
const ENCRYPTED: u16 = 0x0100;
const TABLE_IS_1: u16 = 0x0200;

pub fn read(bytes: &[u8]) -> Result<Contents, Unreadable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let mut stream = |name: &str| -> Result<Vec<u8>, Unreadable> {
        let mut bytes = Vec::new();
        let stream = file.open_stream(name).map_err(|_| Unreadable::Damaged)?;
        stream.take(MOST).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        Ok(bytes)
    };
    let word = stream("/WordDocument")?;
    if u16_at(&word, 0).ok_or(Unreadable::Damaged)? != WORD_97 {
        return Err(Unreadable::TooOld);
    }
    let flags = u16_at(&word, 0x0a).ok_or(Unreadable::Damaged)?;
    if flags & ENCRYPTED != 0 {
        return Err(Unreadable::Encrypted);
    }
    let table = stream(if flags & TABLE_IS_1 != 0 { "/1Table" } else { "/0Table" })?;
    let raw = pieces(&word, &table).ok_or(Unreadable::Damaged)?;
    let (text, fields) = without_fields(&raw);
    Ok(Contents { text, links: field_links(&fields), ..Contents::default() })
}

/// The characters of the main text, notes and headers, in the file's order.
fn pieces(word: &[u8], table: &[u8]) -> Option<String> {
    let start = u32_at(word, 0x1a2)? as usize;
    let length = u32_at(word, 0x1a6)? as usize;
    let clx = table.get(start..start.checked_add(length)?)?;
    let mut at = 0;
    // Formatting records come before the piece table.
    while clx.get(at) == Some(&1) {
        at += 3 + u16_at(clx, at + 1)? as usize;
    }
    if clx.get(at) != Some(&2) {
        return None;
    }
    let length = u32_at(clx, at + 1)? as usize;
    let plc = clx.get(at + 5..(at + 5).checked_add(length)?)?;
    // n + 1 positions of 4 bytes, then n descriptors of 8.
    let count = length.saturating_sub(4) / 12;
    let mut text = String::new();
    for piece in 0..count {
        let characters = u32_at(plc, 4 * (piece + 1))?.saturating_sub(u32_at(plc, 4 * piece)?) as usize;
        let place = u32_at(plc, 4 * (count + 1) + 8 * piece + 2)?;
        let one_byte_each = place & 0x4000_0000 != 0;
        let (encoding, from, length) = if one_byte_each {
            (WINDOWS_1252, (place & 0x3fff_ffff) as usize / 2, characters)
        } else {
            (UTF_16LE, place as usize, characters.saturating_mul(2))
        };
        if let Some(bytes) = word.get(from..from.saturating_add(length)) {
            text.push_str(&encoding.decode_without_bom_handling(bytes).0);
        }
        if text.len() > 2 * MAX_TEXT {
            break;
        }
    }
    Some(text)
}

/// Parts the instructions of fields from the text they show.
fn without_fields(raw: &str) -> (String, String) {
    let (mut text, mut fields) = (String::new(), String::new());
    // For each open field: are we still in its instructions?
    let mut open: Vec<bool> = Vec::new();
    let mut hidden = 0_usize;
    for c in raw.chars() {
        match c {
            '\u{13}' => {
                open.push(true);
                hidden += 1;
            }
            '\u{14}' => {
                if let Some(instructions) = open.last_mut() {
                    hidden -= usize::from(std::mem::take(instructions));
                }
            }
            '\u{15}' => hidden -= usize::from(open.pop().unwrap_or(false)),
            c if hidden > 0 => fields.push(c),
            // Ends of paragraphs, cells, lines and pages.
            '\r' | '\u{7}' | '\u{b}' | '\u{c}' => text.push('\n'),
            '\u{1e}' => text.push('-'),
            c if c < ' ' && c != '\t' => {}
            c => text.push(c),
        }
    }
    (text, fields)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_show_their_result_and_keep_their_instructions_apart() {
        let raw = "See \u{13} HYPERLINK \"https://a.example\" \u{14}my \u{13}X\u{14}site\u{15}\u{15}\r\u{15}end";
        let (text, fields) = without_fields(raw);
        assert_eq!(text, "See my site\nend");
        assert_eq!(field_links(&fields), ["https://a.example"]);
    }

    #[test]
    fn a_short_file_is_damaged_not_fatal() {
        assert!(pieces(&[0; 64], &[]).is_none());
        let mut word = vec![0; 0x200];
        word[0x1a2..0x1aa].copy_from_slice(&[0xff; 8]);
        assert!(pieces(&word, &[2; 32]).is_none());
    }
}
