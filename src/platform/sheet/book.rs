//! An XLSX book of one sheet. Texts are written as texts, so nothing in them is a formula.

use super::Cell;
use chrono::NaiveDate;
use std::io::{Cursor, Result, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A book that is being written. Only packed bytes are held.
pub struct Book {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    rows: usize,
}

impl Book {
    /// Rows that a sheet holds, its headings among them.
    pub const MOST_ROWS: usize = 1_048_576;

    /// A book with its headings, in bold and kept in sight.
    pub fn new<'a>(headings: impl IntoIterator<Item = &'a str>) -> Result<Book> {
        let mut book = Book { zip: ZipWriter::new(Cursor::new(Vec::new())), rows: 0 };
        for (name, content) in PARTS {
            book.part(name)?;
            book.zip.write_all(content.as_bytes())?;
        }
        book.part("xl/worksheets/sheet1.xml")?;
        book.zip.write_all(SHEET.as_bytes())?;
        book.line(&headings.into_iter().map(Cell::from).collect::<Vec<_>>(), BOLD)?;
        Ok(book)
    }

    pub fn row(&mut self, cells: &[Cell]) -> Result<()> {
        self.line(cells, PLAIN)
    }

    pub fn finish(mut self) -> Result<Vec<u8>> {
        self.zip.write_all(b"</sheetData></worksheet>")?;
        Ok(self.zip.finish()?.into_inner())
    }

    fn part(&mut self, name: &str) -> Result<()> {
        Ok(self.zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))?)
    }

    fn line(&mut self, cells: &[Cell], style: u8) -> Result<()> {
        self.rows += 1;
        let row = self.rows;
        let mut xml = format!("<row r=\"{row}\">");
        for (at, cell) in cells.iter().enumerate() {
            let open = format!(
                "<c r=\"{}{row}\" s=\"{}\"",
                column(at),
                if matches!(cell, Cell::Day(_)) { DAY } else { style }
            );
            match cell {
                Cell::Text(text) => xml.push_str(&format!(
                    "{open} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                )),
                Cell::Number(number) if number.is_finite() => xml.push_str(&format!("{open}><v>{number}</v></c>")),
                Cell::Day(day) => xml.push_str(&format!("{open}><v>{}</v></c>", (*day - EVE).num_days())),
                Cell::Number(_) | Cell::Empty => {}
            }
        }
        xml.push_str("</row>");
        self.zip.write_all(xml.as_bytes())
    }
}

/// The day before a book's first, as books count since a leap day that never was.
const EVE: NaiveDate = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();

/// The 55th column, counted from 0, is `BC`.
fn column(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.insert(0, char::from(b'A' + (at % 26) as u8));
        if at < 26 {
            return letters.into_iter().collect();
        }
        at = at / 26 - 1;
    }
}

/// XML knows no control characters, and a cell holds 32,767 units of UTF-16 at most.
fn escaped(text: &str) -> String {
    let mut left = 32_767_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')) {
        let Some(rest) = left.checked_sub(c.len_utf16()) else { break };
        left = rest;
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Places among the styles below.
const PLAIN: u8 = 0;
const BOLD: u8 = 1;
const DAY: u8 = 2;

const SHEET: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData>"#;

const PARTS: &[(&str, &str)] = &[
    (
        "[Content_Types].xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Candidates" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    // The first two fills are the same in every book. Number format 14 is a day as its reader's country writes it.
    (
        "xl/styles.xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::extraction::table;

    #[test]
    fn a_book_says_what_it_was_given_and_runs_nothing() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let mut book = Book::new(["Name", "Years", "Since", "Phone"]).unwrap();
        book.row(&["<&\u{1}> Ada".into(), Cell::Number(7.5), Cell::Day(day), "=1+1".into()]).unwrap();
        book.row(&[Cell::Number(f64::NAN), Cell::Empty, Cell::Empty, "+351 21".into()]).unwrap();
        let bytes = book.finish().unwrap();
        let read = table::read(&bytes, 10).unwrap();
        assert_eq!(read.head, ["Name", "Years", "Since", "Phone"]);
        assert_eq!(read.rows[0].cells, ["<&> Ada", "7.5", "46082", "=1+1"]);
        assert_eq!(read.rows[1].cells, ["", "", "", "+351 21"]);

        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for index in 0..package.len() {
            let text = std::io::read_to_string(package.by_index(index).unwrap()).unwrap();
            assert!(!text.contains("<f>") && !text.contains("NaN"), "{text}");
            let mut reader = quick_xml::Reader::from_str(&text);
            while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        }
    }

    #[test]
    fn columns_are_named_as_books_do() {
        assert_eq!([0, 25, 26, 54, 701, 702].map(column), ["A", "Z", "AA", "BC", "ZZ", "AAA"]);
        assert_eq!(escaped(&"🎈".repeat(20_000)).chars().count(), 16_383);
    }
}
