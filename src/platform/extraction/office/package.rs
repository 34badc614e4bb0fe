//! The zip package around DOCX and ODT, with a bound on what it may inflate to.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::Unreadable;

/// Most bytes one part may inflate to; all parts together may take twice as much.
const MOST_PER_PART: u64 = 32 << 20;
/// Most parts a package may have. A CV has a few dozen.
const MOST_PARTS: usize = 5000;

/// An open package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    room: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(reason)?;
        if archive.len() > MOST_PARTS {
            return Err(Unreadable::TooHeavy);
        }
        let mut names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
        names.sort();
        Ok(Self { archive, names, room: 2 * MOST_PER_PART })
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// The names of the XML parts that begin with `start`, sorted.
    pub fn xml_parts(&self, start: &str) -> Vec<String> {
        self.names.iter().filter(|name| name.starts_with(start) && name.ends_with(".xml")).cloned().collect()
    }

    /// The names of the parts that end so, sorted.
    pub fn parts(&self, ending: &str) -> Vec<String> {
        self.names.iter().filter(|name| name.to_lowercase().ends_with(ending)).cloned().collect()
    }

    /// The bytes of a part, if there is room for them.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let part = self.archive.by_name(name).map_err(reason)?;
        let most = MOST_PER_PART.min(self.room);
        let mut bytes = Vec::new();
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(Unreadable::TooHeavy);
        }
        self.room -= length;
        Ok(bytes)
    }
}

fn reason(error: ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Unreadable::Encrypted,
        _ => Unreadable::Damaged,
    }
}
