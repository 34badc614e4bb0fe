//! Tables that people bring: CSV in whatever encoding and with whatever separator, the first sheet of an XLSX book, and
//! JSON Resumes, a row each.

mod csv;
mod resumes;
mod xlsx;

pub use resumes::{HEADINGS as RESUMES, pack};

use super::Unreadable;
use crate::platform::sheet;

/// What a table says: its headings, and the rows under them that hold anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// As a spreadsheet counts them, the headings' row included.
    pub number: i64,
    pub cells: Vec<String>,
}

/// Why there is no table: what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("There is nothing in this file. Choose one with a row of headings and a row for each person.")]
    Empty,
    #[error("There are headings in this file and no rows under them.")]
    NoRows,
    #[error("This is not a table. Save it as CSV or XLSX and send that.")]
    NotATable,
    #[error("This begins like a JSON Resume and is not one. Save it again and send that.")]
    NotJson,
    #[error("This is a book of an old Excel, or one with a password. Save it as XLSX without a password, or as CSV.")]
    OldBook,
    #[error("This book is damaged. Open it, save it again as XLSX or CSV and send that.")]
    Damaged,
    #[error("This book is too large to read. Save it as CSV, or in parts.")]
    TooHeavy,
    #[error("This has more than {0} rows. Import it in parts.")]
    TooMany(usize),
}

/// Most columns that are looked at.
const COLUMNS: usize = 200;

/// Reads a table of at most `most` rows.
pub fn read(bytes: &[u8], most: usize) -> Result<Table, Unfit> {
    let rows = match bytes {
        [] => return Err(Unfit::Empty),
        [b'P', b'K', 3, 4, ..] => match xlsx::rows(bytes, most) {
            Err(Unfit::NotATable) => resumes::packed(bytes, most)?,
            rows => rows?,
        },
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(Unfit::OldBook),
        _ => csv::rows(bytes, most)?,
    };
    let mut rows = rows.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let mut head = rows.next().ok_or(Unfit::Empty)?.cells;
    while head.last().is_some_and(String::is_empty) {
        head.pop();
    }
    let rows: Vec<Row> = rows.collect();
    match rows.len() {
        0 => Err(Unfit::NoRows),
        many if many > most => Err(Unfit::TooMany(most)),
        _ => Ok(Table { head, rows }),
    }
}

/// A cell as it is meant. The apostrophe that keeps a spreadsheet from running a text as a formula is not part of it.
fn cell(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(sheet::RUNS) => rest.to_owned(),
        _ => text.to_owned(),
    }
}

impl From<Unreadable> for Unfit {
    fn from(unreadable: Unreadable) -> Unfit {
        match unreadable {
            Unreadable::TooHeavy => Unfit::TooHeavy,
            Unreadable::Encrypted => Unfit::OldBook,
            _ => Unfit::Damaged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let table = read(bytes, 10).unwrap();
        std::iter::once(table.head).chain(table.rows.into_iter().map(|row| row.cells)).collect()
    }

    #[test]
    fn separators_marks_and_encodings_are_told_by_themselves() {
        let expected = [["Name", "Ort"], ["Zoë Kovář", "Brünn; CZ"]];
        assert_eq!(cells("Name;Ort\r\nZoë Kovář;\"Brünn; CZ\"\r\n".as_bytes()), expected);
        assert_eq!(cells("\u{feff}Name,Ort\nZoë Kovář,Brünn; CZ\n".as_bytes()), expected);
        assert_eq!(cells("sep=\t\nName\tOrt\nZoë Kovář\tBrünn; CZ".as_bytes()), expected);
        let wide: Vec<u8> =
            "\u{feff}Name\tOrt\nZoë Kovář\tBrünn; CZ".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cells(&wide), expected);
        let old = b"Name;Ort\nJos\xe9 Mu\xf1oz;M\xe1laga\nJ\xfcrgen Gro\xdf;K\xf6ln\n";
        assert_eq!(cells(old)[2], ["Jürgen Groß", "Köln"]);
    }

    #[test]
    fn quoted_line_ends_ragged_rows_and_formulas_are_read_as_they_stand() {
        let table =
            read(b"Name,Note\n\n\"Quill, Ada\",\"two\nlines \"\"here\"\"\"\nBea\nCy,=1+1,more\nDi,'+351 21\n", 10)
                .unwrap();
        let rows: Vec<(i64, Vec<&str>)> =
            table.rows.iter().map(|row| (row.number, row.cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(rows[0].1, ["Quill, Ada", "two\nlines \"here\""]);
        assert_eq!(rows[1].1, ["Bea"]);
        assert_eq!(rows[2].1, ["Cy", "=1+1", "more"]);
        assert_eq!(rows[3].1, ["Di", "+351 21"]);
    }

    #[test]
    fn what_is_no_table_says_so() {
        assert_eq!(read(b"", 10), Err(Unfit::Empty));
        assert_eq!(read(b" \n\n", 10), Err(Unfit::Empty));
        assert_eq!(read(b"Name,E-mail\n", 10), Err(Unfit::NoRows));
        assert_eq!(read(b"%PDF-1.7\n\x00\x01\x02\x03", 10), Err(Unfit::NotATable));
        assert_eq!(read(b"PK\x03\x04 broken", 10), Err(Unfit::Damaged));
        assert_eq!(read(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1], 10), Err(Unfit::OldBook));
        let many: String = (0..40).map(|n| format!("Person {n}\n")).collect();
        assert_eq!(read(many.as_bytes(), 10), Err(Unfit::TooMany(10)));
    }
}
