//! What may be typed into a field. Each rule answers with the cleaned value, or with what to do about it.

/// What a rule says when it says no: short, and what to do next.
pub type Rule<T> = std::result::Result<T, String>;

/// One line: trimmed, inner white space folded, invisible direction marks dropped.
pub fn line(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Controls and marks that reorder or hide text on screen.
pub fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A line that must be there, of at most `max` characters. `what` begins the sentence: "Give the project a name".
pub fn required(text: &str, max: usize, what: &str) -> Rule<String> {
    let text = line(text);
    match text.chars().count() {
        0 => Err(format!("{what}.")),
        length if length > max => Err(format!("Keep it under {max} characters; this has {length}.")),
        _ => Ok(text),
    }
}

/// A line that may be empty.
pub fn optional(text: &str, max: usize) -> Rule<String> {
    let text = line(text);
    let length = text.chars().count();
    if length > max { Err(format!("Keep it under {max} characters; this has {length}.")) } else { Ok(text) }
}

/// Several lines, which may be empty. Line ends become `\n`.
pub fn paragraphs(text: &str, max: usize) -> Rule<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").trim().replace('\0', "");
    let length = text.chars().count();
    if length > max { Err(format!("Keep it under {max} characters; this has {length}.")) } else { Ok(text) }
}

/// A whole number from `min` to `max`.
pub fn number(text: &str, min: i64, max: i64) -> Rule<i64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
    match digits.parse::<i64>() {
        Ok(number) if (min..=max).contains(&number) => Ok(number),
        _ => Err(format!("Give a whole number from {min} to {max}.")),
    }
}

/// A whole number, or nothing.
pub fn optional_number(text: &str, min: i64, max: i64) -> Rule<Option<i64>> {
    if text.trim().is_empty() { Ok(None) } else { number(text, min, max).map(Some) }
}

/// An e-mail address, lower case.
pub fn email(text: &str) -> Rule<String> {
    let text = line(text).to_lowercase();
    let Some((name, host)) = text.rsplit_once('@') else {
        return Err("Give an e-mail address, for example ada@firm.example.".into());
    };
    if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c == '@' || c == ',') {
        return Err("Check the part before the @.".into());
    }
    if !host.contains('.') || host.starts_with('.') || host.ends_with('.') || host.contains(char::is_whitespace) {
        return Err("Add the part after the @, for example firm.example.".into());
    }
    if text.len() > 254 { Err("Keep it under 254 characters.".into()) } else { Ok(text) }
}

/// A time zone by its IANA name.
pub fn time_zone(text: &str) -> Rule<String> {
    let text = line(text);
    match text.parse::<chrono_tz::Tz>() {
        Ok(zone) => Ok(zone.name().to_owned()),
        Err(_) => Err("Choose a time zone from the list, for example Europe/Lisbon.".into()),
    }
}

/// Three capital letters.
pub fn currency(text: &str) -> Rule<String> {
    let text = line(text).to_uppercase();
    if text.len() == 3 && text.chars().all(|c| c.is_ascii_uppercase()) {
        Ok(text)
    } else {
        Err("Give a currency's three letters, for example EUR.".into())
    }
}

/// A file's name as it may be shown and offered for download: no path, no hidden or reordering marks, at most 120
/// characters with its ending kept. What is left empty becomes "file".
pub fn file_name(given: &str) -> String {
    let base = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean =
        line(&base.chars().filter(|c| !matches!(c, '"' | '<' | '>' | '|' | '*' | '?' | ':')).collect::<String>());
    let clean = clean.trim_matches('.').trim();
    if clean.is_empty() {
        return "file".into();
    }
    let length = clean.chars().count();
    if length <= 120 {
        return clean.to_owned();
    }
    let ending = clean.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.chars().count() <= 8);
    let keep = 118 - ending.map_or(0, |ending| ending.chars().count() + 1);
    let start: String = clean.chars().take(keep).collect();
    match ending {
        Some(ending) => format!("{start}….{ending}"),
        None => format!("{start}…"),
    }
}
