//! The first sheet of an XLSX book. Of formulas what they came to counts; none is worked out.

use super::{COLUMNS, Row, Unfit, cell};
use crate::platform::extraction::office::{Package, Piece, attribute, walk};

pub fn rows(bytes: &[u8], most: usize) -> Result<Vec<Row>, Unfit> {
    let mut book = Package::open(bytes)?;
    if !book.has("xl/workbook.xml") {
        return Err(Unfit::NotATable);
    }
    let name = first_sheet(&mut book)?;
    let shared = if book.has("xl/sharedStrings.xml") { strings(&book.read("xl/sharedStrings.xml")?) } else { vec![] };
    let sheet = book.read(&name)?;
    let mut reading = Reading { shared: &shared, rows: Vec::new(), row: Row::default(), cell: None, kept: most + 2 };
    walk(&sheet, &["rPh", "f"], |piece| reading.piece(piece));
    Ok(reading.rows)
}

/// Books number their sheets as they please: the first is the one the book names first.
fn first_sheet(book: &mut Package<'_>) -> Result<String, Unfit> {
    let mut wanted = None;
    walk(&book.read("xl/workbook.xml")?, &[], |piece| {
        if let Piece::Open("sheet", tag) = piece {
            wanted = wanted.take().or_else(|| attribute(tag, "r:id"));
        }
    });
    let mut target = None;
    if book.has("xl/_rels/workbook.xml.rels") {
        walk(&book.read("xl/_rels/workbook.xml.rels")?, &[], |piece| {
            if let Piece::Open("Relationship", tag) = piece
                && attribute(tag, "Id") == wanted
            {
                target = attribute(tag, "Target");
            }
        });
    }
    let named = target.map(|target| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    });
    let any = || book.xml_parts("xl/worksheets/sheet").into_iter().next();
    named.filter(|name| book.has(name)).or_else(any).ok_or(Unfit::Damaged)
}

fn strings(xml: &[u8]) -> Vec<String> {
    let mut strings: Vec<String> = Vec::new();
    let mut inside = false;
    walk(xml, &["rPh"], |piece| match piece {
        Piece::Open("si", _) => strings.push(String::new()),
        Piece::Open("t", _) => inside = true,
        Piece::Close("t") => inside = false,
        Piece::Text(text) if inside => strings.iter_mut().last().into_iter().for_each(|last| last.push_str(text)),
        _ => {}
    });
    strings
}

struct Reading<'a> {
    shared: &'a [String],
    rows: Vec<Row>,
    row: Row,
    cell: Option<Open>,
    /// How many rows are kept: enough to tell that there are too many.
    kept: usize,
}

/// A cell that is being read.
struct Open {
    column: usize,
    kind: String,
    text: String,
    inside: bool,
}

impl Reading<'_> {
    fn piece(&mut self, piece: Piece<'_>) {
        if self.rows.len() >= self.kept {
            return;
        }
        match piece {
            Piece::Open("row", tag) => {
                let next = self.row.number + 1;
                let number = attribute(tag, "r").and_then(|number| number.parse().ok()).unwrap_or(next);
                self.row = Row { number, cells: Vec::new() };
            }
            Piece::Close("row") => {
                let empty = Row { number: self.row.number, cells: Vec::new() };
                let row = std::mem::replace(&mut self.row, empty);
                if row.cells.iter().any(|cell| !cell.is_empty()) {
                    self.rows.push(row);
                }
            }
            Piece::Open("c", tag) => {
                let place = attribute(tag, "r").and_then(|place| column(&place));
                self.cell = Some(Open {
                    column: place.unwrap_or(self.row.cells.len()),
                    kind: attribute(tag, "t").unwrap_or_default(),
                    text: String::new(),
                    inside: false,
                });
            }
            Piece::Close("c") => self.close(),
            Piece::Open("v" | "t", _) => self.cell.iter_mut().for_each(|cell| cell.inside = true),
            Piece::Close("v" | "t") => self.cell.iter_mut().for_each(|cell| cell.inside = false),
            Piece::Text(text) => {
                self.cell.iter_mut().filter(|cell| cell.inside).for_each(|cell| cell.text.push_str(text));
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(open) = self.cell.take().filter(|open| open.column < COLUMNS) else { return };
        let text = match &*open.kind {
            "s" => {
                open.text.trim().parse::<usize>().ok().and_then(|at| self.shared.get(at)).cloned().unwrap_or_default()
            }
            "e" => String::new(),
            "str" | "inlineStr" => open.text,
            _ => number(&open.text),
        };
        if self.row.cells.len() <= open.column {
            self.row.cells.resize(open.column + 1, String::new());
        }
        self.row.cells[open.column] = cell(&text);
    }
}

/// `BC12` is the 55th column, counted from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    letters.fold(None, |sum, letter| {
        Some(sum.map_or(0, |sum: usize| sum + 1) * 26 + usize::from(letter.to_ascii_uppercase() - b'A'))
    })
}

/// Whole numbers as people write them, such as telephone numbers that a book keeps as 4.9176E+11.
fn number(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(value) if value.fract() == 0.0 && value.abs() < 1e15 => format!("{value:.0}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn book(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn cells_of_every_kind_stand_in_their_columns() {
        let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Phone</t></is></c></row>
            <row r="3"><c r="A3" t="str"><f>A1</f><v>Ada &amp; Co</v></c><c r="B3" t="e"><v>#REF!</v></c><c r="C3"><v>4.91771234567E+11</v></c></row></sheetData></worksheet>"#;
        let parts = [
            (
                "xl/workbook.xml",
                r#"<workbook><sheets><sheet name="People" r:id="rId7"/><sheet r:id="rId1"/></sheets></workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<R><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId7" Target="worksheets/sheet2.xml"/></R>"#,
            ),
            ("xl/sharedStrings.xml", "<sst><si><r><t>Na</t></r><r><t>me</t></r><rPh><t>no</t></rPh></si></sst>"),
            ("xl/worksheets/sheet1.xml", "<worksheet/>"),
            ("xl/worksheets/sheet2.xml", sheet),
        ];
        let rows = rows(&book(&parts), 10).unwrap();
        assert_eq!(rows[0].cells, ["Name", "", "Phone"]);
        assert_eq!(
            (rows[1].number, rows[1].cells.clone()),
            (3, vec!["Ada & Co".into(), "".into(), "491771234567".into()])
        );
        assert_eq!(super::rows(&book(&[("word/document.xml", "")]), 10), Err(Unfit::NotATable));
    }

    #[test]
    fn columns_are_counted_as_books_do() {
        assert_eq!(["A1", "Z1", "AA1", "BC12", ""].map(column), [Some(0), Some(25), Some(26), Some(54), None]);
        assert_eq!([number("7.5"), number("1e3"), number("x")], ["7.5", "1000", "x"]);
    }
}
