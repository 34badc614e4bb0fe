//! Positions from files: TOML or JSON with requirements, or a job description as text or Markdown.

use std::path::Path;

use serde::{Deserialize, de::DeserializeOwned};

use super::contract::{Category, Importance, Position, Requirement};
use super::derive::{derive, requirement_from_line};

/// Why a position could not be read, in words for the person who wrote the file.
#[derive(Debug, thiserror::Error)]
pub enum PositionFileError {
    #[error("The TOML file of the position could not be read: {0}")]
    Toml(#[from] toml::de::Error),
    #[error("The JSON file of the position could not be read: {0}")]
    Json(#[from] serde_json::Error),
    #[error("Requirement {number} has no text.")]
    NoText { number: usize },
    #[error("Requirement {number} has the weight {weight}; weights go from 1 to 5.")]
    Weight { number: usize, weight: i64 },
    #[error("Requirement {number} has the {field} “{given}”; write {expected}.")]
    Word { number: usize, field: &'static str, given: String, expected: &'static str },
    #[error("No requirement was found in the file.")]
    NoRequirements,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    title: String,
    #[serde(default)]
    location: String,
    #[serde(default)]
    requirements: Vec<Line>,
}

/// A requirement as a bare text or with some of its fields; what is left out is guessed from the text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Text(String),
    Full {
        text: String,
        category: Option<String>,
        importance: Option<String>,
        weight: Option<i64>,
        #[serde(default)]
        id: String,
    },
}

/// Reads a position by the file's name or kind: what ends in `toml` or `json` is taken as such, all else is a job
/// description, of which a plain list with one requirement a line is the simplest.
pub fn position_from_file(name_or_kind: &str, text: &str) -> Result<Position, PositionFileError> {
    let kind = Path::new(name_or_kind).extension().and_then(|e| e.to_str()).unwrap_or(name_or_kind).to_lowercase();
    let position = match kind.as_str() {
        "toml" => written(toml::from_str(text)?)?,
        "json" => written(serde_json::from_str(text)?)?,
        _ => derive(text),
    };
    if position.requirements.is_empty() { Err(PositionFileError::NoRequirements) } else { Ok(position) }
}

fn written(file: Written) -> Result<Position, PositionFileError> {
    let mut requirements = Vec::with_capacity(file.requirements.len());
    for (n, line) in file.requirements.into_iter().enumerate() {
        requirements.push(requirement(n + 1, line)?);
    }
    Ok(Position { title: file.title, location: file.location, requirements })
}

fn requirement(number: usize, line: Line) -> Result<Requirement, PositionFileError> {
    let (text, category, importance, weight, id) = match line {
        Line::Text(text) => (text, None, None, None, String::new()),
        Line::Full { text, category, importance, weight, id } => (text, category, importance, weight, id),
    };
    let mut read = requirement_from_line(&text);
    if read.text.is_empty() {
        return Err(PositionFileError::NoText { number });
    }
    let importance: Option<Importance> = word(number, "importance", "must or nice", importance)?;
    let category: Option<Category> = word(number, "category", CATEGORIES, category)?;
    if let Some(importance) = importance {
        read.importance = importance;
        read.weight = if importance == Importance::Must { 3 } else { 1 };
    }
    if let Some(weight) = weight {
        read.weight = u8::try_from(weight)
            .ok()
            .filter(|w| (1..=5).contains(w))
            .ok_or(PositionFileError::Weight { number, weight })?;
    }
    read.category = category.unwrap_or(read.category);
    read.id = id;
    Ok(read)
}

const CATEGORIES: &str = "experience, skill, qualification, certificate, language, location, sector or other";

/// A field that takes one of a few words.
fn word<T: DeserializeOwned>(
    number: usize,
    field: &'static str,
    expected: &'static str,
    given: Option<String>,
) -> Result<Option<T>, PositionFileError> {
    let Some(given) = given else { return Ok(None) };
    let read = serde_json::from_value(serde_json::Value::String(given.to_lowercase()));
    read.map(Some).map_err(|_| PositionFileError::Word { number, field, given, expected })
}

#[cfg(test)]
mod tests {
    use super::position_from_file;

    #[test]
    fn a_word_that_is_none_is_named_with_its_row_and_what_to_write() {
        let file = |fields: &str| format!("requirements = [\"Rust\", {{ text = \"SQL\", {fields} }}]");
        let why = |fields: &str| position_from_file("toml", &file(fields)).unwrap_err().to_string();
        assert_eq!(why("importance = \"vital\""), "Requirement 2 has the importance “vital”; write must or nice.");
        assert!(why("category = \"magic\"").starts_with("Requirement 2 has the category “magic”; write experience, "));
        let read = position_from_file("toml", &file("importance = \"Nice\"")).unwrap();
        assert_eq!(read.requirements[1].weight, 1);
    }
}
