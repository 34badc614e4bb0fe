//! Rich Text Format: one pass over its tokens, with a stack of groups and no recursion.

mod encodings;
mod tokens;

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::platform::extraction::tidy::MAX_TEXT;
use encodings::{of_charset, of_code_page};
use tokens::{Token, Tokens};

/// Deepest nesting followed. Word stays below twenty.
const MOST_GROUPS: usize = 2000;

/// Groups that hold no text of the document.
const NOT_TEXT: [&str; 24] = [
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "datastore",
    "fldinst",
    "generator",
    "info",
    "latentstyles",
    "listoverridetable",
    "listtable",
    "mmathPr",
    "nonshppict",
    "object",
    "pgptbl",
    "pict",
    "private",
    "revtbl",
    "rsidtbl",
    "stylesheet",
    "themedata",
    "upr",
    "userprops",
    "wgrffmtfilter",
    "xmlnstbl",
];

#[derive(Clone, Copy)]
struct Group {
    hidden: bool,
    in_font_table: bool,
    encoding: &'static Encoding,
    /// How many plain characters follow each `\u`, for readers without Unicode.
    substitutes: usize,
}

struct Reader {
    text: String,
    /// Bytes waiting to be decoded together: in Chinese or Japanese one character takes two.
    pending: Vec<u8>,
    groups: Vec<Group>,
    group: Group,
    fonts: HashMap<i32, Option<&'static Encoding>>,
    font: i32,
    base: &'static Encoding,
    substitutes_left: usize,
    high_surrogate: Option<u32>,
}

pub fn read(bytes: &[u8]) -> String {
    let group = Group { hidden: false, in_font_table: false, encoding: WINDOWS_1252, substitutes: 1 };
    let mut reader = Reader {
        text: String::new(),
        pending: Vec::new(),
        groups: Vec::new(),
        group,
        fonts: HashMap::new(),
        font: 0,
        base: WINDOWS_1252,
        substitutes_left: 0,
        high_surrogate: None,
    };
    for token in Tokens::of(bytes) {
        if reader.groups.len() > MOST_GROUPS || reader.text.len() > 2 * MAX_TEXT {
            break;
        }
        reader.take(token);
    }
    reader.flush();
    reader.text
}

impl Reader {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Open => {
                self.flush();
                self.groups.push(self.group);
                self.substitutes_left = 0;
            }
            Token::Close => {
                self.flush();
                self.group = self.groups.pop().unwrap_or(self.group);
                self.substitutes_left = 0;
            }
            Token::Byte(_) if self.substitutes_left > 0 => self.substitutes_left -= 1,
            Token::Byte(byte) => self.pending.push(byte),
            Token::Break => self.write("\n"),
            Token::Ignorable => {
                self.flush();
                self.group.hidden = true;
            }
            Token::Word("u", number) => self.unicode(number.unwrap_or(0)),
            Token::Word(word, number) => self.word(word, number),
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        self.flush();
        match word {
            "par" | "line" | "sect" | "page" | "row" | "cell" | "nestcell" => self.write("\n"),
            "tab" => self.write("\t"),
            "emdash" => self.write("—"),
            "endash" => self.write("–"),
            "bullet" => self.write("•"),
            "lquote" => self.write("‘"),
            "rquote" => self.write("’"),
            "ldblquote" => self.write("“"),
            "rdblquote" => self.write("”"),
            "uc" => self.group.substitutes = number.unwrap_or(1).clamp(0, 8) as usize,
            "ansicpg" => {
                self.base = of_code_page(number.unwrap_or(1252));
                self.group.encoding = self.base;
            }
            "fonttbl" => {
                self.group.in_font_table = true;
                self.group.hidden = true;
            }
            "fcharset" if self.group.in_font_table => {
                self.fonts.insert(self.font, of_charset(number.unwrap_or(0)));
            }
            "f" => {
                self.font = number.unwrap_or(0);
                if !self.group.in_font_table {
                    self.group.encoding = self.fonts.get(&self.font).copied().flatten().unwrap_or(self.base);
                }
            }
            // The mark of a list item, often in a symbol font.
            "listtext" | "pntext" => {
                self.write("• ");
                self.group.hidden = true;
            }
            "deleted" => self.group.hidden |= number != Some(0),
            "shptxt" => self.group.hidden = false,
            _ => self.group.hidden |= NOT_TEXT.contains(&word),
        }
    }

    /// A UTF-16 unit, written as a signed number.
    fn unicode(&mut self, number: i32) {
        self.flush();
        let unit = (if number < 0 { number.saturating_add(65536) } else { number }) as u32;
        let character = match (self.high_surrogate.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.high_surrogate = Some(unit);
                None
            }
            (Some(high), 0xdc00..=0xdfff) => char::from_u32(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00)),
            (_, unit) => char::from_u32(unit),
        };
        if let Some(character) = character {
            self.write(character.encode_utf8(&mut [0; 4]));
        }
        self.substitutes_left = self.group.substitutes;
    }

    fn write(&mut self, text: &str) {
        self.flush();
        if !self.group.hidden {
            self.text.push_str(text);
        }
    }

    fn flush(&mut self) {
        if !self.group.hidden && !self.pending.is_empty() {
            self.text.push_str(&self.group.encoding.decode_without_bom_handling(&self.pending).0);
        }
        self.pending.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn text(rtf: &str) -> String {
        read(rtf.as_bytes())
    }

    #[test]
    fn paragraphs_tabs_and_escapes_are_read() {
        assert_eq!(text(r"{\rtf1\ansi Ada\tab Quill\par \{R\&D\} \emdash\~x\\y}"), "Ada\tQuill\n{RD} — x\\y");
    }

    #[test]
    fn tables_of_fonts_and_hidden_groups_are_not_text() {
        let rtf = r"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator G;}{\info{\title T}}{\pict 00ff}Rust{\deleted old}}";
        assert_eq!(text(rtf), "Rust");
    }

    #[test]
    fn fonts_choose_the_encoding() {
        let rtf = r"{\rtf1\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}\f1 \'e8\'ed \f0 \'e8}";
        assert_eq!(text(rtf), "čí è");
    }

    #[test]
    fn unicode_is_preferred_to_its_substitute() {
        assert_eq!(text(r"{\rtf1\uc1 Kov\u225\'e1\u345 ?}"), "Kovář");
        assert_eq!(text(r"{\rtf1\uc0\u-10179\u-8704 !}"), "😀!");
    }

    #[test]
    fn list_marks_become_bullets() {
        assert_eq!(text(r"{\rtf1{\listtext\f3 \'b7\tab}Rust\par}"), "• Rust\n");
    }

    #[test]
    fn nonsense_ends_quietly() {
        assert_eq!(text(r"{\rtf1 a}}}b\bin99999999 c"), "ab");
        assert_eq!(text(r"{\rtf1 a\'"), "a");
        assert_eq!(text(&format!(r"{{\rtf1 a{}", "{".repeat(100_000))), "a");
    }
}
