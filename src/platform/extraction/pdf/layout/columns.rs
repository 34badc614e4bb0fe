//! Finds the gutters between columns and reads each column whole.

use super::fragments::Fragment;
use super::rows;

/// How often a page may be cut again, and the most fragments looked at for gutters.
const MOST_CUTS: u32 = 6;
const MOST_FRAGMENTS: usize = 4000;

/// The blocks of a page in reading order; each is rows from top to bottom, of fragments from left to right.
pub fn in_reading_order(fragments: &[Fragment], right_to_left: bool) -> Vec<Vec<Vec<usize>>> {
    let mut blocks = Vec::new();
    let everything: Vec<usize> = (0..fragments.len()).collect();
    cut(fragments, &everything, right_to_left, 0, &mut blocks);
    blocks
}

fn cut(fragments: &[Fragment], chosen: &[usize], right_to_left: bool, cuts: u32, blocks: &mut Vec<Vec<Vec<usize>>>) {
    if chosen.is_empty() {
        return;
    }
    let rows = rows::of(fragments, chosen);
    let gutter = if cuts < MOST_CUTS && chosen.len() < MOST_FRAGMENTS { best_gutter(fragments, &rows) } else { None };
    let Some(gutter) = gutter else {
        blocks.push(rows);
        return;
    };
    let above = rows[..gutter.first].concat();
    let below = rows[gutter.end..].concat();
    let (left, right): (Vec<usize>, Vec<usize>) =
        rows[gutter.first..gutter.end].concat().into_iter().partition(|index| fragments[*index].x1 <= gutter.x);
    let columns = if right_to_left { [right, left] } else { [left, right] };
    for part in [&above, &columns[0], &columns[1], &below] {
        cut(fragments, part, right_to_left, cuts + 1, blocks);
    }
}

/// An upright line at `x` that no fragment of the rows `first..end` crosses.
struct Gutter {
    first: usize,
    end: usize,
    x: f32,
}

/// The gutter that parts the best two columns, each a column in its own right.
fn best_gutter(fragments: &[Fragment], rows: &[Vec<usize>]) -> Option<Gutter> {
    let margin = |fragment: &Fragment| 0.3 * fragment.size;
    let mut candidates: Vec<f32> = rows
        .iter()
        .flatten()
        .map(|index| &fragments[*index])
        .flat_map(|fragment| [fragment.x0 - margin(fragment), fragment.x1 + margin(fragment)])
        .collect();
    candidates.sort_by(f32::total_cmp);
    candidates.dedup_by(|a, b| (*a - *b).abs() < 1.5);
    let mut best: Option<(f32, Gutter)> = None;
    for x in candidates {
        let is_crossed = |row: &Vec<usize>| {
            row.iter().map(|index| &fragments[*index]).any(|fragment| fragment.x0 < x && fragment.x1 > x)
        };
        let mut first = 0;
        for stretch in rows.split(is_crossed) {
            let end = first + stretch.len();
            if let Some(score) = Columns::at(fragments, stretch, x).score()
                && best.as_ref().is_none_or(|(highest, _)| score > *highest)
            {
                best = Some((score, Gutter { first, end, x }));
            }
            first = end + 1;
        }
    }
    best.map(|(_, gutter)| gutter)
}

/// What stands left and right of a gutter.
#[derive(Default)]
struct Columns {
    left: Column,
    right: Column,
    /// Rows with something on both sides.
    shared_rows: usize,
    /// The mean size of the type, in points.
    em: f32,
    /// The space between the columns, in points.
    gap: f32,
    /// The share of right rows that end at the same right edge.
    flush_right: f32,
}

#[derive(Default)]
struct Column {
    rows: usize,
    /// Shared rows in which it names a year.
    dated_rows: usize,
    /// The summed widths of its fragments, in points.
    width: f32,
}

impl Column {
    fn mean_width(&self) -> f32 {
        self.width / self.rows as f32
    }
}

impl Columns {
    fn at(fragments: &[Fragment], rows: &[Vec<usize>], x: f32) -> Self {
        let mut columns = Columns::default();
        let (mut left_edge, mut right_edge) = (f32::MIN, f32::MAX);
        let (mut sizes, mut count) = (0.0, 0.0);
        let mut row_ends: Vec<f32> = Vec::new();
        for row in rows {
            let (mut on_left, mut right_end) = (false, None);
            let (mut left_dated, mut right_dated) = (false, false);
            for fragment in row.iter().map(|index| &fragments[*index]) {
                sizes += fragment.size;
                count += 1.0;
                if fragment.x1 <= x {
                    on_left = true;
                    left_dated |= fragment.has_year;
                    columns.left.width += fragment.width();
                    left_edge = left_edge.max(fragment.x1);
                } else {
                    right_end = Some(fragment.x1.max(right_end.unwrap_or(f32::MIN)));
                    right_dated |= fragment.has_year;
                    columns.right.width += fragment.width();
                    right_edge = right_edge.min(fragment.x0);
                }
            }
            let shared = on_left && right_end.is_some();
            columns.left.dated_rows += usize::from(shared && left_dated);
            columns.right.dated_rows += usize::from(shared && right_dated);
            columns.left.rows += usize::from(on_left);
            columns.right.rows += usize::from(right_end.is_some());
            columns.shared_rows += usize::from(shared);
            row_ends.extend(right_end);
        }
        columns.em = sizes / count;
        columns.gap = right_edge - left_edge;
        let edge = row_ends.iter().copied().fold(f32::MIN, f32::max);
        let flush = row_ends.iter().filter(|end| edge - **end < 0.6 * columns.em).count();
        columns.flush_right = flush as f32 / row_ends.len() as f32;
        columns
    }

    /// How good these two columns are, or nothing when they are not columns to be read one after the other.
    fn score(&self) -> Option<f32> {
        if self.left.rows.min(self.right.rows) < 3 || self.gap < 0.75 * self.em {
            return None;
        }
        let fewer = self.left.rows.min(self.right.rows) as f32;
        let more = self.left.rows.max(self.right.rows) as f32;
        let (left, right) = (self.left.mean_width() / self.em, self.right.mean_width() / self.em);
        let narrower = left.min(right);
        // How many rows of the sparser side stand beside a row of the other.
        let aligned = self.shared_rows as f32 / fewer;
        let labels = aligned > 0.75 && fewer < 0.62 * more;
        let small_table = aligned > 0.85 && narrower < 8.0 && fewer < 8.0;
        let bullets_or_icons = narrower < 1.6;
        let dates_set_flush_right = aligned > 0.7 && self.flush_right > 0.8 && right < 0.5 * left;
        // Sidebars name a year now and then, not in every other row.
        let is_of_dates = |column: &Column, other: &Column| {
            2 * column.dated_rows >= self.shared_rows.max(2) && column.mean_width() < 0.6 * other.mean_width()
        };
        let dates = is_of_dates(&self.left, &self.right) || is_of_dates(&self.right, &self.left);
        if labels || small_table || bullets_or_icons || dates || dates_set_flush_right {
            return None;
        }
        Some(fewer * (1.0 + 0.15 * (self.gap / self.em).min(4.0)) + 0.2 * more)
    }
}
