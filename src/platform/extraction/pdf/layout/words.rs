//! Cuts a fragment into words and puts right-to-left text into logical order.

use unicode_normalization::UnicodeNormalization;

use super::Glyph;
use super::fragments::Fragment;
use super::scripts::{is_arabic_digit, is_left_to_right, is_right_to_left};
use crate::platform::extraction::tidy::is_invisible;

/// What stands at a place of the fragment.
#[derive(Clone, Copy)]
enum Cell<'a> {
    Glyph(&'a Glyph),
    /// The gap between two words.
    Gap,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Left,
    Right,
    Number,
    Neutral,
}

/// The words of a fragment in logical order, compatibility forms resolved (NFKC): ligatures, Arabic shapes.
pub fn of(fragment: &Fragment, right_to_left_page: bool) -> Vec<String> {
    let mut cells = cells(fragment);
    let characters = || fragment.glyphs.iter().flat_map(|glyph| glyph.text.chars());
    let right_to_left = right_to_left_page && characters().any(|c| is_right_to_left(c) || c.is_ascii_digit());
    if right_to_left {
        cells.reverse();
    }
    if right_to_left || characters().any(is_right_to_left) {
        flip_foreign_runs(&mut cells, right_to_left);
    }
    cells
        .split(|cell| matches!(cell, Cell::Gap))
        .map(|word| {
            let glyphs = word.iter().filter_map(|cell| match cell {
                Cell::Glyph(glyph) => Some(glyph.text.as_str()),
                Cell::Gap => None,
            });
            glyphs.collect::<String>().nfkc().filter(|c| !is_invisible(*c)).collect::<String>()
        })
        .filter(|word| !word.trim().is_empty())
        .collect()
}

fn cells(fragment: &Fragment) -> Vec<Cell<'_>> {
    let widest = widest_gap_within_words(fragment);
    let mut cells = Vec::with_capacity(fragment.glyphs.len());
    let mut edge: Option<f32> = None;
    for glyph in &fragment.glyphs {
        let wide = edge.is_some_and(|edge| glyph.x0 - edge > widest);
        if (wide || glyph.is_space()) && matches!(cells.last(), Some(Cell::Glyph(_))) {
            cells.push(Cell::Gap);
        }
        edge = Some(edge.unwrap_or(f32::MIN).max(glyph.x1));
        if !glyph.is_space() {
            cells.push(Cell::Glyph(glyph));
        }
    }
    cells
}

/// Letters further apart than this are two words. In letter-spaced headings the usual gap is wide itself.
fn widest_gap_within_words(fragment: &Fragment) -> f32 {
    let neighbours = fragment.glyphs.windows(2).filter(|pair| !pair[0].is_space() && !pair[1].is_space());
    let mut gaps: Vec<f32> = neighbours.map(|pair| pair[1].x0 - pair[0].x1).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = if gaps.len() >= 3 { gaps[gaps.len() / 2].max(0.0) } else { 0.0 };
    let draws_spaces = fragment.glyphs.iter().any(Glyph::is_space);
    let slack = if usual > 0.1 * fragment.size {
        0.12
    } else if draws_spaces {
        0.16
    } else {
        0.14
    };
    usual + slack * fragment.size
}

fn direction(cell: Cell<'_>) -> Direction {
    let Cell::Glyph(glyph) = cell else { return Direction::Neutral };
    match glyph.text.chars().find(|c| is_right_to_left(*c) || is_left_to_right(*c)) {
        Some(c) if is_right_to_left(c) && !is_arabic_digit(c) => Direction::Right,
        Some(c) if c.is_numeric() => Direction::Number,
        Some(_) => Direction::Left,
        None if matches!(glyph.text.as_str(), "+" | "%" | "#" | "$" | "€" | "£") => Direction::Number,
        None => Direction::Neutral,
    }
}

/// Runs against the direction of the line were drawn in their own: turns each of them round.
fn flip_foreign_runs(cells: &mut [Cell<'_>], right_to_left: bool) {
    let foreign = if right_to_left { Direction::Left } else { Direction::Right };
    let is_foreign = |direction| direction == foreign || right_to_left && direction == Direction::Number;
    let mut start = 0;
    while start < cells.len() {
        if !is_foreign(direction(cells[start])) {
            start += 1;
            continue;
        }
        let has_letters = cells[start..]
            .iter()
            .map(|cell| direction(*cell))
            .take_while(|direction| *direction != Direction::Right)
            .any(|direction| direction == Direction::Left);
        let mut last = start;
        for next in start + 1..cells.len() {
            let direction = direction(cells[next]);
            if is_foreign(direction) {
                last = next;
            } else if direction != Direction::Neutral || right_to_left && !has_letters && is_range(cells, next) {
                break;
            }
        }
        cells[start..=last].reverse();
        start = last + 1;
    }
}

/// A dash after a gap, between numbers: in "2012 – 2018" each year is a run of its own.
fn is_range(cells: &[Cell<'_>], index: usize) -> bool {
    let is_dash = matches!(cells[index], Cell::Glyph(glyph) if matches!(glyph.text.as_str(), "-" | "–" | "—"));
    is_dash && index > 0 && matches!(cells[index - 1], Cell::Gap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::extraction::pdf::layout::fragments;

    /// Draws `text` from left to right, five points a character, `spacing` points between them.
    fn words(text: &str, spacing: f32, right_to_left: bool) -> Vec<String> {
        let glyph = |(index, c): (usize, char)| {
            let x0 = index as f32 * (5.0 + spacing);
            Glyph { text: c.to_string(), x0, x1: x0 + 5.0, y: 0.0, size: 10.0 }
        };
        let fragments = fragments::of(text.chars().enumerate().map(glyph).collect());
        fragments.iter().flat_map(|fragment| of(fragment, right_to_left)).collect()
    }

    #[test]
    fn spaces_and_gaps_part_words_but_letter_spacing_does_not() {
        assert_eq!(words("ab cd", 0.0, false), ["ab", "cd"]);
        assert_eq!(words("SKILLS", 2.5, false), ["SKILLS"]);
    }

    #[test]
    fn compatibility_forms_are_resolved() {
        assert_eq!(words("e\u{fb03}cient", 0.0, false), ["efficient"]);
    }

    #[test]
    fn right_to_left_lines_come_in_logical_order() {
        // Drawn: "2018 – 2012 Rust אבג", read from the right.
        assert_eq!(words("2018 – 2012 גבא", 0.0, true), ["אבג", "2012", "–", "2018"]);
        assert_eq!(words("Rust גבא", 0.0, true), ["אבג", "Rust"]);
        assert_eq!(words("Rust גבא", 0.0, false), ["Rust", "אבג"]);
    }
}
