//! Comma-separated values, and those that are separated by something else.

use super::{COLUMNS, Row, Unfit, cell, resumes};
use crate::platform::extraction::plain;

const SEPARATORS: [u8; 4] = *b",;\t|";
/// How many rows show which separator is meant.
const SAMPLE: usize = 20;

pub fn rows(bytes: &[u8], most: usize) -> Result<Vec<Row>, Unfit> {
    if !plain::looks_like_text(&bytes[..bytes.len().min(8192)]) || bytes.starts_with(b"%PDF") {
        return Err(Unfit::NotATable);
    }
    let text = plain::decode(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if resumes::looks_like(text) {
        return resumes::rows(text, most);
    }
    if text.trim_start().starts_with('<') {
        return Err(Unfit::NotATable);
    }
    // Excel's own way of saying it.
    let (named, text, skipped) = match text.strip_prefix("sep=") {
        Some(rest) => (rest.bytes().next(), rest.split_once('\n').map_or("", |(_, rest)| rest), 1),
        None => (None, text, 0),
    };
    let separator = named.unwrap_or_else(|| separator(text));
    let mut rows = Vec::new();
    for (index, record) in reader(text, separator).into_records().enumerate() {
        let record = record.map_err(|_| Unfit::Damaged)?;
        // The headings, and one more to tell that there are too many.
        if rows.len() > most + 1 {
            break;
        }
        let cells: Vec<String> = record.iter().take(COLUMNS).map(cell).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { number: index as i64 + 1 + skipped, cells });
        }
    }
    Ok(rows)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(text.as_bytes())
}

/// The one that cuts most of the first rows into as many cells as the headings; of two, the one that cuts finer.
fn separator(text: &str) -> u8 {
    let score = |separator: &u8| {
        let widths: Vec<usize> =
            reader(text, *separator).into_records().take(SAMPLE).flatten().map(|record| record.len()).collect();
        let first = widths.first().copied().unwrap_or_default();
        let alike = widths.iter().filter(|width| **width == first && first > 1).count();
        (alike, first)
    };
    SEPARATORS.into_iter().rev().max_by_key(score).unwrap_or(b',')
}
