//! A CV's text set as a page, with the words that count as evidence marked where they stand.

use super::lines::{self, Kind};
use std::{collections::HashMap, ops::Range};

/// Words of the text that are evidence for a requirement.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Names this quote on the page: `3`, or `3-2` for the second one of requirement 3.
    pub key: String,
    /// The requirement's number, from 1.
    pub number: usize,
    /// met, part or flag.
    pub kind: &'static str,
    /// Characters of the text.
    pub place: Range<usize>,
}

#[derive(Debug)]
pub struct Block {
    pub kind: Kind,
    /// There was an empty line above.
    pub apart: bool,
    /// The line of a title that says where and when.
    pub is_below_title: bool,
    pub spans: Vec<Span>,
    /// An entry's dates.
    pub dates: Vec<Span>,
    /// They stand before the words.
    pub dates_lead: bool,
}

/// A run of text under the same marks.
#[derive(Debug)]
pub struct Span {
    pub text: String,
    pub marks: Vec<Mark>,
    /// Numbers of the requirements whose evidence ends here.
    pub numbers: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct Mark {
    pub key: String,
    pub number: usize,
    pub kind: &'static str,
    /// The first run of its evidence: the one that links lead to.
    pub is_first: bool,
}

/// Blocks in a row that are one list, or that are none.
pub struct Run<'a> {
    pub blocks: &'a [Block],
}

impl Run<'_> {
    pub fn is_list(&self) -> bool {
        self.blocks.first().is_some_and(|block| block.kind == Kind::Item)
    }
}

/// The blocks with the items of a list together.
pub fn runs(blocks: &[Block]) -> Vec<Run<'_>> {
    blocks.chunk_by(|a, b| (a.kind == Kind::Item) == (b.kind == Kind::Item)).map(|blocks| Run { blocks }).collect()
}

/// Sets a text. `name` is the person's, whose line is set as a title.
pub fn set(text: &str, name: &str, evidence: &[Evidence]) -> Vec<Block> {
    let mut setter = Setter { text, evidence: in_bytes(text, evidence), first: HashMap::new(), last: HashMap::new() };
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines::read(text, name) {
        let at = blocks.len();
        let spans = setter.spans(line.words.clone(), (at, false));
        let dates_lead = line.dates.as_ref().is_some_and(|dates| dates.start < line.words.start);
        let dates = line.dates.map(|dates| setter.spans(dates, (at, true))).unwrap_or_default();
        let is_below_title = blocks.last().is_some_and(|above| above.kind == Kind::Title);
        blocks.push(Block { kind: line.kind, apart: line.apart, is_below_title, spans, dates, dates_lead });
    }
    for (evidence, (block, in_dates, span)) in setter.last {
        let spans = if in_dates { &mut blocks[block].dates } else { &mut blocks[block].spans };
        let numbers = &mut spans[span].numbers;
        let number = setter.evidence[evidence].0.number;
        if !numbers.contains(&number) {
            numbers.push(number);
            numbers.sort_unstable();
        }
    }
    blocks
}

/// A page shows this many lines and characters of a CV, and beyond that only the lines that are evidence.
const LINES: usize = 2_000;
const CHARS: usize = 100_000;
/// The longest run of text without a mark, in characters.
const RUN: usize = 20_000;

/// What a page shows of a long text, and how many lines it leaves out.
pub fn shorten(blocks: Vec<Block>) -> (Vec<Block>, usize) {
    let (mut lines, mut chars, total) = (0, 0, blocks.len());
    let is_kept = |block: &Block| {
        let spans = || block.spans.iter().chain(&block.dates);
        let fits = lines < LINES && chars < CHARS;
        lines += 1;
        chars += spans().map(|span| span.text.len().min(RUN)).sum::<usize>();
        fits || spans().any(|span| !span.marks.is_empty())
    };
    let mut kept: Vec<Block> = blocks.into_iter().filter(is_kept).collect();
    for span in kept.iter_mut().flat_map(|block| &mut block.spans).filter(|span| span.marks.is_empty()) {
        if let Some((end, _)) = span.text.char_indices().nth(RUN) {
            span.text.truncate(end);
            span.text.push('…');
        }
    }
    let left_out = total - kept.len();
    (kept, left_out)
}

/// A span's place: its block, whether it is among the dates, its index.
type Place = (usize, bool, usize);

struct Setter<'a> {
    text: &'a str,
    /// With places in bytes.
    evidence: Vec<(&'a Evidence, Range<usize>)>,
    first: HashMap<usize, Place>,
    last: HashMap<usize, Place>,
}

impl Setter<'_> {
    /// A piece of the text, cut wherever evidence begins or ends.
    fn spans(&mut self, piece: Range<usize>, (block, in_dates): (usize, bool)) -> Vec<Span> {
        if piece.is_empty() {
            return Vec::new();
        }
        let touching: Vec<usize> = (0..self.evidence.len())
            .filter(|n| {
                let at = &self.evidence[*n].1;
                at.start < piece.end && piece.start < at.end
            })
            .collect();
        let mut cuts = vec![piece.start, piece.end];
        for n in &touching {
            let at = &self.evidence[*n].1;
            cuts.extend([at.start, at.end].into_iter().filter(|cut| piece.contains(cut)));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut spans = Vec::new();
        for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            let place = (block, in_dates, spans.len());
            let mut marks = Vec::new();
            for n in &touching {
                let (evidence, at) = &self.evidence[*n];
                if at.start <= *start && *end <= at.end {
                    let is_first = *self.first.entry(*n).or_insert(place) == place;
                    self.last.insert(*n, place);
                    marks.push(Mark {
                        key: evidence.key.clone(),
                        number: evidence.number,
                        kind: evidence.kind,
                        is_first,
                    });
                }
            }
            spans.push(Span { text: self.text[*start..*end].to_owned(), marks, numbers: Vec::new() });
        }
        spans
    }
}

/// The evidence with places in bytes; what lies outside the text is left out.
fn in_bytes<'a>(text: &str, evidence: &'a [Evidence]) -> Vec<(&'a Evidence, Range<usize>)> {
    let mut wanted: Vec<usize> = evidence.iter().flat_map(|e| [e.place.start, e.place.end]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut bytes = HashMap::new();
    let mut wanted = wanted.into_iter().peekable();
    for (chars, byte) in text.char_indices().map(|(byte, _)| byte).chain([text.len()]).enumerate() {
        if wanted.next_if_eq(&chars).is_some() {
            bytes.insert(chars, byte);
        }
    }
    let place = |e: &Evidence| Some(*bytes.get(&e.place.start)?..*bytes.get(&e.place.end)?);
    evidence.iter().filter_map(|e| Some((e, place(e)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Block, Evidence, Kind, LINES, RUN, set, shorten};

    fn at(text: &str, quote: &str, key: &str, number: usize) -> Evidence {
        let byte = text.find(quote).expect("the quote is in the text");
        let start = text[..byte].chars().count();
        Evidence { key: key.into(), number, kind: "met", place: start..start + quote.chars().count() }
    }

    fn marked(blocks: &[Block], key: &str) -> String {
        let spans = blocks.iter().flat_map(|block| block.spans.iter().chain(&block.dates));
        spans.filter(|span| span.marks.iter().any(|mark| mark.key == key)).map(|span| span.text.as_str()).collect()
    }

    const CV: &str = "Zoë Ångström\nÉlectricienne\n\nExperience\nFitter, Voltänä AB 2014 – 2019\n• Wired forty züge a year\nSkills\nRust, SQL";

    #[test]
    fn lines_are_set_by_what_they_are() {
        let blocks = set(CV, "zoë ångström", &[]);
        let kinds: Vec<Kind> = blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Kind::Name, Kind::Line, Kind::Heading, Kind::Entry, Kind::Item, Kind::Heading, Kind::Line]);
        assert_eq!(blocks[3].dates[0].text, "2014 – 2019");
        assert!(blocks[2].apart && !blocks[3].apart);
        assert_eq!(blocks[4].spans[0].text, "Wired forty züge a year");
    }

    #[test]
    fn marks_hold_exactly_the_words_quoted() {
        let quotes = ["Wired forty züge", "forty züge a year", "forty", "Voltänä AB 2014", "AB 2014 – 2019\n• Wired"];
        let evidence: Vec<Evidence> =
            quotes.iter().enumerate().map(|(n, quote)| at(CV, quote, &n.to_string(), n + 1)).collect();
        let blocks = set(CV, "", &evidence);
        for (n, quote) in quotes.iter().enumerate().take(4) {
            assert_eq!(marked(&blocks, &n.to_string()).replace(' ', ""), quote.replace(' ', ""), "{quote}");
        }
        assert_eq!(marked(&blocks, "4"), "AB2014 – 2019Wired");
        let firsts = blocks
            .iter()
            .flat_map(|b| b.spans.iter().chain(&b.dates))
            .flat_map(|s| &s.marks)
            .filter(|m| m.is_first)
            .count();
        assert_eq!(firsts, quotes.len(), "each can be linked to");
        let numbers: Vec<usize> =
            blocks.iter().flat_map(|b| b.spans.iter().chain(&b.dates)).flat_map(|s| s.numbers.clone()).collect();
        assert_eq!(numbers.len(), quotes.len(), "each is numbered once");
        let whole: String = blocks[4].spans.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(whole, "Wired forty züge a year");
    }

    #[test]
    fn a_long_text_is_shown_in_part_with_all_its_evidence() {
        let text = format!("{}\nKnows Rust well\n{}", "• a line\n".repeat(30_000), "• more\n".repeat(5_000));
        let whole = set(&text, "", &[at(&text, "Rust", "1", 1)]);
        let total = whole.len();
        let (blocks, left_out) = shorten(whole);
        assert_eq!((blocks.len(), marked(&blocks, "1")), (LINES + 1, "Rust".into()));
        assert_eq!(left_out, total - blocks.len());

        let (blocks, left_out) = shorten(set(&"x".repeat(2 << 20), "", &[]));
        assert_eq!((left_out, blocks[0].spans[0].text.chars().count()), (0, RUN + 1));
        let (blocks, left_out) = shorten(set(CV, "", &[]));
        assert_eq!((blocks.len(), left_out), (7, 0));
    }

    #[test]
    fn evidence_outside_the_text_is_left_out() {
        let lost = Evidence { key: "1".into(), number: 1, kind: "met", place: 900..910 };
        assert!(set(CV, "", &[lost]).iter().all(|block| block.spans.iter().all(|span| span.marks.is_empty())));
        assert!(set("", "", &[]).is_empty());
    }
}
