//! Tables to take elsewhere: CSV and XLSX, written row by row. No cell of either ever runs as a formula.

mod book;

pub use book::Book;

use chrono::NaiveDate;

/// What a spreadsheet takes for the beginning of a formula, in narrow letters and wide ones.
pub const RUNS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
    Day(NaiveDate),
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Cell {
        number.filter(|number| number.is_finite()).map_or(Cell::Empty, Cell::Number)
    }
}

/// What a CSV file begins with: the mark by which spreadsheets know UTF-8.
pub const MARK: &str = "\u{feff}";

/// One line of a CSV file.
pub fn csv(cells: &[Cell]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) => quoted(text),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.to_string(),
            Cell::Empty => String::new(),
        })
        .collect();
    cells.join(",") + "\r\n"
}

/// What would run gets an apostrophe before it, and what would end its cell, also where cells end at a semicolon, quotes.
fn quoted(text: &str) -> String {
    let text = if text.starts_with(RUNS) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', ';', '\t', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_of_a_csv_runs_as_a_formula() {
        for (text, line) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-2;=cmd|x", "\"'-2;=cmd|x\""),
            ("＝1+1", "'＝1+1"),
            ("\t=1", "\"'\t=1\""),
            ("a \"quoted\", text", "\"a \"\"quoted\"\", text\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(csv(&[text.into()]), format!("{line}\r\n"));
        }
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(csv(&[Cell::Number(7.5), "".into(), Cell::Day(day), Some(f64::NAN).into()]), "7.5,,2026-03-01,\r\n");
    }
}
