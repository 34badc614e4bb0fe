//! Gives every text the same shape, so that positions kept into it stay meaningful.

use unicode_normalization::UnicodeNormalization;

/// Longest text kept, in bytes: far beyond any CV. What follows is cut.
pub const MAX_TEXT: usize = 2 << 20;

/// Cleans a text: composed characters (NFC), `\n` line ends, single spaces, no spaces at either end of a line, at
/// most one blank line in a row and none at either end, one kind of hyphen, no control, direction, invisible or
/// private-use characters, at most [`MAX_TEXT`] bytes. Tidy text stays as it is.
pub fn tidy(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len().min(MAX_TEXT));
    let (mut breaks, mut space) = (0, false);
    let mut after_return = false;
    for c in raw.chars().filter(|c| !is_invisible(*c)).nfc() {
        let repeated = after_return && c == '\n';
        after_return = c == '\r';
        match c {
            '\n' if repeated => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                breaks += 1;
                space = false;
            }
            c if c.is_whitespace() || is_private(c) && symbol_bullet(c).is_none() => space = true,
            c => {
                if text.is_empty() {
                    (breaks, space) = (0, false);
                }
                let gap = breaks.min(2) + usize::from(space && breaks == 0);
                if text.len() + gap + c.len_utf8() > MAX_TEXT {
                    break;
                }
                text.extend(std::iter::repeat_n('\n', breaks.min(2)));
                if space && breaks == 0 {
                    text.push(' ');
                }
                (breaks, space) = (0, false);
                text.push(symbol_bullet(c).unwrap_or(plain_hyphen(c)));
            }
        }
    }
    text
}

/// Characters that show nothing: controls other than white space, direction marks, zero-width spaces, soft hyphens, tags. The joiners that spell
/// words in Persian and the scripts of India stay.
pub fn is_invisible(c: char) -> bool {
    matches!(
        u32::from(c),
        0..=0x8 | 0xe..=0x1f | 0x7f..=0x84 | 0x86..=0x9f
            | 0xad
            | 0x34f
            | 0x61c
            | 0x180e
            | 0x200b
            | 0x200e..=0x200f
            | 0x202a..=0x202e
            | 0x2060..=0x206f
            | 0xfeff
            | 0xfff9..=0xfffb
            | 0xfffe..=0xffff
            | 0xe0000..=0xe007f
    )
}

/// Private-use characters: the pictures of icon fonts, which mean nothing outside them.
fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xe000..=0xf8ff | 0xf0000..=0x10ffff)
}

/// Hyphens that look like the one on the keyboard, and are searched for as if they were.
fn plain_hyphen(c: char) -> char {
    if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c }
}

/// The list marks that Symbol and Wingdings keep in the private-use area.
fn symbol_bullet(c: char) -> Option<char> {
    matches!(u32::from(c), 0xf0b7 | 0xf0a7 | 0xf0a8 | 0xf0d8 | 0xf076 | 0xf06e | 0xf0fc).then_some('•')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_spaces_and_blank_lines_become_regular() {
        assert_eq!(tidy("\r\n a\t\u{a0}b  \r\nc\rd\u{c}\n\n\ne \n"), "a b\nc\nd\n\ne");
    }

    #[test]
    fn what_cannot_be_seen_goes() {
        assert_eq!(tidy("a\u{202e}b\u{ad}c\u{200b}d\u{0}e\u{7}f\u{feff}\u{e0041}"), "abcdef");
        assert_eq!(tidy("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn icons_go_and_symbol_bullets_stay() {
        assert_eq!(tidy("\u{e0be} ada@example.org\n\u{f0b7} Rust"), "ada@example.org\n• Rust");
        assert_eq!(tidy("Anne\u{2011}Marie"), "Anne-Marie");
    }

    #[test]
    fn tidy_text_is_left_alone() {
        for raw in ["e\u{200b}\u{301} \r x\n\n\n y\t", "\u{f0b7}\u{f0b7} z", "\u{1112}\u{ad}\u{1161}"] {
            let once = tidy(raw);
            assert_eq!(tidy(&once), once);
        }
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        let text = tidy(&"é".repeat(MAX_TEXT));
        assert_eq!(text.len(), MAX_TEXT);
        assert!(text.ends_with('é'));
    }
}
