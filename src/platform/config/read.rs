//! Gathers what was set, and every mistake in it.

use super::settings::{self, PREFIX};
use std::{
    collections::BTreeMap,
    fmt,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    str::FromStr,
};

/// Everything wrong with the settings. `Display` has a line for each, with what to do; values are never repeated,
/// as they may be secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub struct ConfigMistakes(Vec<String>);

impl fmt::Display for ConfigMistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// What was set, by key, while it is being read.
pub(super) struct Reader {
    values: BTreeMap<String, Given>,
    mistakes: Vec<String>,
}

struct Given {
    text: String,
    /// Where it was set, as a mistake names it.
    place: String,
}

impl Reader {
    pub(super) fn gather(file: Option<&Path>, environment: impl Iterator<Item = (String, String)>) -> Reader {
        let mut reader = Reader { values: BTreeMap::new(), mistakes: Vec::new() };
        let mut named = file.map(Path::to_owned);
        let mut overrides = Vec::new();
        for (variable, text) in environment {
            // Set but empty means not set: that is how compose and unit files leave a setting out.
            let Some(key) = variable.strip_prefix(PREFIX).map(str::to_lowercase).filter(|_| !text.is_empty()) else {
                continue;
            };
            // Those are for the product's own tests and benches, which start the program too.
            if key.starts_with("test_") || key.starts_with("bench_") {
                continue;
            }
            if key == "config" {
                named.get_or_insert_with(|| PathBuf::from(&text));
            } else {
                overrides.push((key, Given { text, place: variable }));
            }
        }
        let usual = || Some(PathBuf::from("recruitpro.toml")).filter(|path| path.exists());
        if let Some(path) = named.or_else(usual) {
            reader.take_file(&path);
        }
        for (key, given) in overrides {
            reader.take(key, given);
        }
        reader
    }

    fn take_file(&mut self, path: &Path) {
        let place = path.display();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => return self.mistake(format!("{place} cannot be read: {error}. Check the path.")),
        };
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
                let why = error.message();
                return self.mistake(format!("{place} is not valid TOML at line {line}: {why}. Correct that line."));
            }
        };
        for (key, value) in table {
            let place = format!("{key} in {place}");
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(answer) => answer.to_string(),
                _ => {
                    self.mistake(format!("{place} is not a text, a whole number, true or false. Make it one."));
                    continue;
                }
            };
            self.take(key, Given { text, place });
        }
    }

    fn take(&mut self, key: String, given: Given) {
        if settings::is_known(&key) {
            self.values.insert(key, given);
            return;
        }
        let place = given.place;
        let in_environment = place.starts_with(PREFIX);
        self.mistake(match settings::nearest(&key) {
            Some(near) if in_environment => {
                format!("{place} is not a setting. Is {} meant? Otherwise remove it.", settings::variable(near))
            }
            Some(near) => format!("{place} is not a setting. Is {near} meant? Otherwise remove it."),
            None => format!("{place} is not a setting. Remove it."),
        });
    }

    pub(super) fn mistake(&mut self, text: impl Into<String>) {
        self.mistakes.push(text.into());
    }

    pub(super) fn was_set(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    /// The value as it was written.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.values.get(key).map(|given| given.text.clone())
    }

    /// The value, if it passes; otherwise a mistake that says what was `expected`.
    pub(super) fn checked(&mut self, key: &str, expected: &str, passes: impl Fn(&str) -> bool) -> Option<String> {
        let given = self.values.get(key)?;
        if passes(&given.text) {
            return Some(given.text.clone());
        }
        self.mistakes.push(format!("{} is not valid. Set it to {expected}.", given.place));
        None
    }

    pub(super) fn parsed<T: FromStr>(&mut self, key: &str, expected: &str) -> Option<T> {
        self.checked(key, expected, |text| text.parse::<T>().is_ok())?.parse().ok()
    }

    pub(super) fn number<T>(&mut self, key: &str, range: RangeInclusive<T>, default: T) -> T
    where
        T: FromStr + PartialOrd + fmt::Display,
    {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        self.checked(key, &expected, |text| text.parse().is_ok_and(|number: T| range.contains(&number)))
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    }

    pub(super) fn switch(&mut self, key: &str) -> bool {
        self.parsed(key, "true or false").unwrap_or(false)
    }

    pub(super) fn finish<T>(self, config: T) -> Result<T, ConfigMistakes> {
        if self.mistakes.is_empty() { Ok(config) } else { Err(ConfigMistakes(self.mistakes)) }
    }
}
