//! Text as the rules read it: lines, and a folded copy that remembers where each of its bytes came from.

use std::ops::Range;

/// A line without the white space around it, as a byte range of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub start: usize,
    pub end: usize,
}

impl Line {
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    pub fn is_blank(&self) -> bool {
        self.start == self.end
    }
}

/// All lines in order, blank ones included, each trimmed. Page marks read as blank.
pub fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut at = 0;
    for raw in text.split('\n') {
        let start = at + (raw.len() - raw.trim_start().len());
        let trimmed = raw.trim();
        let length = if is_page_mark(trimmed) { 0 } else { trimmed.len() };
        found.push(Line { start, end: start + length });
        at += raw.len() + 1;
    }
    found
}

/// "Page 2 of 3", "Ada Moss – 1/2": what pages carry at their ends, no part of the text.
pub fn is_page_mark(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    let numbered = |t: &str| {
        t.split_once('/').is_some_and(|(a, b)| {
            (1..=2).contains(&a.len())
                && (1..=2).contains(&b.len())
                && (a.to_string() + b).bytes().all(|c| c.is_ascii_digit())
        })
    };
    let words = line.split_whitespace().count();
    let page = ["Page ", "page ", "PAGE ", "Seite ", "Pagina ", "Página "].iter().any(|w| line.starts_with(w));
    let of = line.ends_with(|c: char| c.is_ascii_digit())
        && (line.contains(" / ") || line.contains(" of ") || line.contains(" von "));
    (words <= 6 && line.contains(['–', '-']) && numbered(last))
        || (words <= 10 && ends_in_page_of(line))
        || (page && words <= 4 && (of || words == 2) && line.bytes().any(|b| b.is_ascii_digit()))
}

/// "Ada Moss   Page 1 of 2": a running foot.
fn ends_in_page_of(line: &str) -> bool {
    let number = |w: &str| (1..=2).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_digit());
    let mut back = line.split_whitespace().rev();
    let (Some(total), Some(of), Some(page), Some(word)) = (back.next(), back.next(), back.next(), back.next()) else {
        return false;
    };
    number(total)
        && number(page)
        && matches!(of, "of" | "von" | "de" | "di" | "sur" | "van" | "/")
        && matches!(word.to_lowercase().as_str(), "page" | "seite" | "pagina" | "página" | "pag." | "p.")
}

/// Marks that begin a list item.
pub fn is_bullet(c: char) -> bool {
    "•▪●○◦■□►▶➢➤✓✔*·∙‣⁃–—-o\u{f0b7}\u{f0a7}\u{f0d8}\u{f076}".contains(c)
}

/// The line without a leading list mark, and whether it had one.
pub fn unbullet(line: &str) -> (&str, bool) {
    let mut chars = line.chars();
    match chars.next() {
        Some(c) if is_bullet(c) => {
            let rest = chars.as_str();
            let spaced = rest.starts_with(char::is_whitespace);
            let tight = !c.is_ascii() && !matches!(c, '–' | '—');
            if spaced || (tight && !rest.is_empty()) { (rest.trim_start(), true) } else { (line, false) }
        }
        _ => (line, false),
    }
}

/// Where sentences, clauses and list items end in folded text: nothing is matched across it.
pub const BREAK: char = '|';

/// Lower-case text without accents, one space between words, hyphens as spaces, list marks and blank lines as
/// [`BREAK`]; knows the place in the original of each of its bytes.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    pub text: String,
    origin: Vec<u32>,
    ends: Vec<u32>,
}

impl Folded {
    pub fn new(original: &str) -> Folded {
        let mut folded = Folded::default();
        let mut chars = original.char_indices().peekable();
        let mut line_start = true;
        while let Some((at, c)) = chars.next() {
            let end = at + c.len_utf8();
            match c {
                '\u{ad}' | '-' | '‐' if word_goes_on(&folded.text, &original[end..]) => {
                    while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                }
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                '\n' => {
                    let blank = original[end..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
                    folded.put(if blank { BREAK } else { ' ' }, at, end);
                    line_start = true;
                    continue;
                }
                c if c.is_whitespace() => {
                    folded.put(' ', at, end);
                    continue;
                }
                '-' | '‐' | '‑' | '–' | '—' | '−' => {
                    let spaced = line_start || folded.text.ends_with(' ') || folded.text.is_empty();
                    folded.put(if spaced { BREAK } else { ' ' }, at, end);
                }
                '’' | '‘' | '`' | '´' => folded.put('\'', at, end),
                '*' if line_start => folded.put(BREAK, at, end),
                c if !c.is_ascii() && !c.is_alphanumeric() && is_bullet(c) => folded.put(BREAK, at, end),
                c => fold_char(c, |f| folded.put(f, at, end)),
            }
            line_start = false;
        }
        folded
    }

    /// The byte range of the original from which a range of folded bytes was made.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() || range.end > self.ends.len() {
            return 0..0;
        }
        self.origin[range.start] as usize..self.ends[range.end - 1] as usize
    }

    /// The folded byte that was made from a byte of the original, or the next one that was made from a later byte.
    pub fn place(&self, byte: usize) -> usize {
        self.origin.partition_point(|origin| (*origin as usize) < byte)
    }

    /// Whether the folded range stands between non-letters, so that it is whole words.
    pub fn is_whole(&self, range: Range<usize>) -> bool {
        let before = self.text[..range.start].chars().next_back();
        let after = self.text[range.end..].chars().next();
        !before.is_some_and(char::is_alphanumeric)
            && !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '+' | '#'))
    }

    fn put(&mut self, c: char, at: usize, end: usize) {
        if c == ' ' && (self.text.is_empty() || self.text.ends_with([' ', BREAK])) {
            return;
        }
        if c == BREAK && self.text.ends_with(' ') {
            self.text.pop();
            self.origin.pop();
            self.ends.pop();
        }
        if c == BREAK && self.text.ends_with(BREAK) {
            return;
        }
        self.text.push(c);
        for _ in 0..c.len_utf8() {
            self.origin.push(at as u32);
            self.ends.push(end as u32);
        }
    }
}

/// A word broken over two lines by a hyphen: letters before, a line end, a small letter after.
fn word_goes_on(before: &str, after: &str) -> bool {
    let rest = after.trim_start_matches([' ', '\t', '\r']);
    before.ends_with(char::is_alphabetic)
        && rest.strip_prefix('\n').is_some_and(|next| next.trim_start().starts_with(char::is_lowercase))
}

fn fold_char(c: char, mut put: impl FnMut(char)) {
    if c.is_ascii() {
        put(c.to_ascii_lowercase());
    } else if matches!(c as u32, 0xc0..=0x24f | 0x1e00..=0x1eff | 0xfb00..=0xfb06) {
        for folded in deunicode::deunicode_char(c).unwrap_or("").chars() {
            put(folded.to_ascii_lowercase());
        }
    } else if !matches!(c as u32, 0x300..=0x36f) {
        c.to_lowercase().for_each(put);
    }
}

/// Folded text alone, for comparing.
pub fn fold(text: &str) -> String {
    // Most words are plain ones: nothing to fold but case and spaces.
    if text.bytes().all(|b| b.is_ascii_alphanumeric() || b" .,()/&:'+@".contains(&b)) {
        let mut folded = String::with_capacity(text.len());
        for word in text.split(' ').filter(|w| !w.is_empty()) {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
        folded.make_ascii_lowercase();
        return folded;
    }
    Folded::new(text).text.trim_matches([' ', BREAK]).to_string()
}

/// Turns byte offsets of a text into character offsets.
#[derive(Clone, Debug, Default)]
pub struct CharIndex {
    /// Characters before each 256th byte, counted from the nearest character start at or after it.
    marks: Vec<(usize, usize)>,
}

impl CharIndex {
    pub fn new(text: &str) -> CharIndex {
        let marks =
            text.char_indices().enumerate().filter(|(n, _)| n % 256 == 0).map(|(n, (byte, _))| (byte, n)).collect();
        CharIndex { marks }
    }

    pub fn chars_before(&self, text: &str, byte: usize) -> usize {
        let nearest = self.marks.partition_point(|(at, _)| *at <= byte);
        let (at, count) = if nearest == 0 { (0, 0) } else { self.marks[nearest - 1] };
        count + text[at..byte].chars().count()
    }
}

/// Words of folded text with their ranges in it; `+`, `#`, inner dots, slashes and apostrophes belong to words.
pub fn words(folded: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + folded[at..].find(char::is_alphanumeric)?;
        let length = folded[start..]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#')))
            .unwrap_or(folded.len() - start);
        at = start + length;
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_remembers_where_it_came_from() {
        let original = "Führung:  Straßen-Bau\n\n• Größe";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "fuhrung: strassen bau|grosse");
        let at = folded.text.find("strassen bau").unwrap();
        assert_eq!(&original[folded.source(at..at + "strassen bau".len())], "Straßen-Bau");
    }

    #[test]
    fn plain_words_fold_as_any_others() {
        for text in ["Acme  & Co.", " A/B: (x) ", "", "  ", "O'Neil, J. +49"] {
            assert_eq!(fold(text), Folded::new(text).text.trim_matches([' ', BREAK]), "{text:?}");
        }
    }

    #[test]
    fn words_broken_by_a_hyphen_are_joined() {
        assert_eq!(fold("submis\u{ad}\nsions and manage-\nment"), "submissions and management");
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        let text = "é".repeat(700) + "x";
        let index = CharIndex::new(&text);
        assert_eq!(index.chars_before(&text, 1400), 700);
    }
}
