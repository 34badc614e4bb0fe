//! Groups glyphs into fragments: pieces of a line without a wide gap.

use super::{Glyph, accents, dates};

/// A gap wider than this many ems ends a fragment.
const GAP: f32 = 0.70;
/// Baselines closer than this many ems are one.
const SAME_BASELINE: f32 = 0.18;

/// Glyphs of one baseline, from left to right. Neither end is a space.
pub struct Fragment {
    pub glyphs: Vec<Glyph>,
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    /// The median size of its glyphs.
    pub size: f32,
    pub has_year: bool,
}

impl Fragment {
    fn new(mut glyphs: Vec<Glyph>) -> Option<Self> {
        while glyphs.last().is_some_and(Glyph::is_space) {
            glyphs.pop();
        }
        let first = glyphs.first()?;
        let mut sizes: Vec<f32> = glyphs.iter().map(|glyph| glyph.size).collect();
        sizes.sort_by(f32::total_cmp);
        let x1 = glyphs.iter().map(|glyph| glyph.x1).fold(f32::MIN, f32::max);
        let has_year = dates::names_year(&text(&glyphs));
        Some(Self { x0: first.x0, x1, y: first.y, size: sizes[sizes.len() / 2], has_year, glyphs })
    }

    /// Its characters as drawn, from left to right.
    pub fn text(&self) -> String {
        text(&self.glyphs)
    }

    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }
}

fn text(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

pub fn of(mut glyphs: Vec<Glyph>) -> Vec<Fragment> {
    glyphs.retain(|glyph| glyph.size > 0.5 && glyph.size < 500.0 && glyph.x0.is_finite() && glyph.y.is_finite());
    accents::fold_raised(&mut glyphs);
    baselines(glyphs).into_iter().flat_map(split_at_gaps).collect()
}

fn baselines(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if (glyph.y - row[0].y).abs() <= SAME_BASELINE * glyph.size.min(row[0].size) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    rows
}

fn split_at_gaps(mut row: Vec<Glyph>) -> Vec<Fragment> {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut fragments = Vec::new();
    let mut current: Vec<Glyph> = Vec::new();
    // The right edge of what is drawn, spaces aside.
    let mut edge = f32::MIN;
    for glyph in row {
        if is_drawn_again(&current, &glyph) {
            continue;
        }
        if let Some(last) = current.last_mut()
            && let Some(merged) = accents::merge(last, &glyph)
        {
            edge = edge.max(merged.x1);
            *last = merged;
            continue;
        }
        if !current.is_empty() && glyph.x0 - edge > GAP * glyph.size.max(1.0) {
            fragments.extend(Fragment::new(std::mem::take(&mut current)));
        }
        if current.is_empty() {
            if glyph.is_space() {
                continue;
            }
            edge = f32::MIN;
        }
        if !glyph.is_space() {
            edge = edge.max(glyph.x1);
        }
        current.push(glyph);
    }
    fragments.extend(Fragment::new(current));
    fragments
}

/// Imitated bold: the same glyph drawn twice, almost in place.
fn is_drawn_again(drawn: &[Glyph], glyph: &Glyph) -> bool {
    !glyph.is_space()
        && drawn
            .iter()
            .rev()
            .take(3)
            .any(|other| other.text == glyph.text && (other.x0 - glyph.x0).abs() < 0.12 * glyph.size)
}
