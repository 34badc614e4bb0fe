//! Puts the glyphs of a page, drawn in any order, into lines in the order a person reads them.

mod accents;
mod columns;
mod dates;
mod fragments;
mod paragraphs;
mod rows;
mod scripts;
mod words;

use fragments::Fragment;
use scripts::is_right_to_left;

/// A drawn character or ligature. Lengths are in points, y grows downwards.
#[derive(Clone, Debug)]
pub struct Glyph {
    pub text: String,
    /// Where it starts and where the next one should start.
    pub x0: f32,
    pub x1: f32,
    /// Its baseline.
    pub y: f32,
    /// The size of its font.
    pub size: f32,
}

impl Glyph {
    fn is_space(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its character, if it has only one.
    fn character(&self) -> Option<char> {
        let mut characters = self.text.chars();
        characters.next().filter(|_| characters.next().is_none())
    }
}

/// A line of text.
#[derive(Clone, Debug)]
pub struct Line {
    pub text: String,
    /// Whether a new column, block or paragraph starts here.
    pub starts_paragraph: bool,
    y: f32,
    size: f32,
}

/// The lines of a page in reading order.
pub fn page_lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let fragments = fragments::of(glyphs);
    let right_to_left = reads_right_to_left(&fragments);
    let mut lines = Vec::new();
    for mut block in columns::in_reading_order(&fragments, right_to_left) {
        dates::gather(&fragments, &mut block);
        let mut block_lines: Vec<Line> =
            block.into_iter().filter_map(|row| line(&fragments, row, right_to_left)).collect();
        paragraphs::mark(&mut block_lines);
        lines.extend(block_lines);
    }
    lines
}

fn reads_right_to_left(fragments: &[Fragment]) -> bool {
    let letters = fragments.iter().flat_map(|fragment| &fragment.glyphs).flat_map(|glyph| glyph.text.chars());
    let balance: i64 = letters
        .map(|c| match c {
            c if is_right_to_left(c) => 1,
            c if c.is_alphabetic() => -1,
            _ => 0,
        })
        .sum();
    balance > 0
}

/// The line of a row: fragments of one baseline, from left to right.
fn line(fragments: &[Fragment], mut row: Vec<usize>, right_to_left: bool) -> Option<Line> {
    if right_to_left {
        row.reverse();
    }
    let mut text = String::new();
    let mut previous: Option<&Fragment> = None;
    for fragment in row.iter().map(|index| &fragments[*index]) {
        let words = words::of(fragment, right_to_left);
        if words.is_empty() {
            continue;
        }
        // Superscripts and the like touch their neighbour.
        let touches = previous.is_some_and(|previous| (fragment.x0 - previous.x1).abs() < 0.1 * fragment.size);
        if !text.is_empty() && (right_to_left || !touches) {
            text.push(' ');
        }
        text.push_str(&words.join(" "));
        previous = Some(fragment);
    }
    let main = row.iter().map(|index| &fragments[*index]).max_by(|a, b| a.width().total_cmp(&b.width()))?;
    (!text.is_empty()).then_some(Line { text, starts_paragraph: false, y: main.y, size: main.size })
}
