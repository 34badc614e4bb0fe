//! JSON Resumes as a table: a row for each, with the name of its file and all it says. They come as one file with one of
//! them, with a list of them, or with one on each line, or as many files, by themselves or in a zip.

use super::{Row, Unfit};
use crate::platform::extraction::office::Package;
use crate::platform::extraction::plain;
use serde_json::Value;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const HEADINGS: [&str; 2] = ["File", "JSON Resume"];
const ENDING: &str = ".json";

/// Whether a text is to be read so.
pub fn looks_like(text: &str) -> bool {
    let text = text.trim_start();
    text.strip_prefix('[').unwrap_or(text).trim_start().starts_with('{')
}

/// The headings, and a row for each resume of one file.
pub fn rows(text: &str, most: usize) -> Result<Vec<Row>, Unfit> {
    let found: Vec<String> = match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(list)) => list.iter().take(most + 1).map(Value::to_string).collect(),
        Ok(Value::Object(_)) => vec![text.to_owned()],
        Ok(_) => return Err(Unfit::NotATable),
        // One on each line; whether each is one shows when its row is read.
        Err(_) => {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let lines: Vec<String> = lines.take(most + 1).map(str::to_owned).collect();
            if !lines.iter().all(|line| line.starts_with('{') && line.ends_with('}')) {
                return Err(Unfit::NotJson);
            }
            lines
        }
    };
    Ok(table(found.into_iter().map(|json| (String::new(), json))))
}

/// Of a package, a row for each JSON file in it.
pub fn packed(bytes: &[u8], most: usize) -> Result<Vec<Row>, Unfit> {
    let mut package = Package::open(bytes)?;
    // What a Mac puts beside each file is not one.
    let names = package.parts(ENDING).into_iter().filter(|name| !name.starts_with("__MACOSX/"));
    let names: Vec<String> = names.take(most + 1).collect();
    if names.is_empty() {
        return Err(Unfit::NotATable);
    }
    let mut found = Vec::new();
    for name in names {
        let json = plain::decode(&package.read(&name)?);
        let file = name.rsplit('/').next().unwrap_or(&name).to_owned();
        found.push((file, json));
    }
    Ok(table(found.into_iter()))
}

fn table(found: impl Iterator<Item = (String, String)>) -> Vec<Row> {
    let head = Row { number: 0, cells: HEADINGS.map(str::to_owned).to_vec() };
    let rows = (1..).zip(found).map(|(number, (file, json))| Row { number, cells: vec![file, json] });
    std::iter::once(head).chain(rows).collect()
}

/// Several files as one package, in their order.
pub fn pack<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> std::io::Result<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, bytes)) in files.into_iter().enumerate() {
        // A folder each: two may have the same name.
        package.start_file(format!("{at:05}/{name}"), SimpleFileOptions::default())?;
        package.write_all(bytes)?;
    }
    Ok(package.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::super::{Table, read};
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(i64, String, String)> {
        let Table { head, rows } = read(bytes, 10).unwrap();
        assert_eq!(head, HEADINGS);
        rows.into_iter().map(|row| (row.number, row.cells[0].clone(), row.cells[1].clone())).collect()
    }

    #[test]
    fn one_a_list_and_lines_become_rows() {
        let one = "{\n  \"basics\": {\"name\": \"Ada Quill\"}\n}";
        assert_eq!(cells(one.as_bytes()), [(1, String::new(), one.into())], "as it came, space and all");
        let list = cells(br#" [ {"basics": {"name": "Ada"}}, 7, {"basics": {}}]"#);
        assert_eq!(list[1], (2, String::new(), "7".into()), "whether it is one shows when its row is read");
        assert_eq!(list.len(), 3);
        let lines = cells(b"\xef\xbb\xbf{\"basics\":{}}\r\n\r\n{\"basics\":{}}\n");
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn files_in_a_package_become_rows() {
        let package =
            pack([("b.json", b"{\"basics\":{}}".as_slice()), ("b.json", b"{}"), ("read me.txt", b"x")]).unwrap();
        let rows = cells(&package);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].1.as_str(), rows[1].2.as_str()), ("b.json", "{}"));
        let none = pack([("a.txt", b"x".as_slice())]).unwrap();
        assert_eq!(read(&none, 10), Err(Unfit::NotATable));
        assert_eq!(read(&package, 1), Err(Unfit::TooMany(1)));
    }

    #[test]
    fn what_is_no_resume_says_so() {
        assert_eq!(read(b"{\"basics\": ", 10), Err(Unfit::NotJson));
        assert_eq!(read(b"{\"a\":1}\nName,City\n", 10), Err(Unfit::NotJson));
        assert_eq!(read(b"[{]", 10), Err(Unfit::NotJson));
        assert_eq!(read(b"[]", 10), Err(Unfit::NoRows), "a list of nobody");
    }
}
