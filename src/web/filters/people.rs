//! People as small discs: a tone by name, so that one person looks the same on every page.

use std::fmt::Display;

use askama::{Result, Values, filters::Safe};

use super::escaped;

const TONES: [&str; 5] = ["avatar-a", "avatar-b", "avatar-c", "avatar-d", "avatar-e"];

/// The first letters of the first and the last word: "Daria van Kowalczyk" is "DK".
#[askama::filter_fn]
pub fn initials(name: impl Display, _: &dyn Values) -> Result<String> {
    Ok(letters(&name.to_string()))
}

/// A colleague's disc that stands alone and so carries the name for everyone.
#[askama::filter_fn]
pub fn avatar(name: impl Display, _: &dyn Values, #[optional("")] class: &str) -> Result<Safe<String>> {
    let name = name.to_string();
    let (label, tone, letters) = (escaped(&name), tone(&name), escaped(&letters(&name)));
    Ok(Safe(format!(
        "<span class=\"avatar {tone} {class}\" role=\"img\" aria-label=\"{label}\" title=\"{label}\">{letters}</span>"
    )))
}

/// A disc beside a name that is written out: decoration, so a screen reader passes over it.
#[askama::filter_fn]
pub fn monogram(name: impl Display, _: &dyn Values, #[optional("")] class: &str) -> Result<Safe<String>> {
    let letters = escaped(&letters(&name.to_string()));
    Ok(Safe(format!("<span class=\"avatar {class}\" aria-hidden=\"true\">{letters}</span>")))
}

/// A client's square beside its name: decoration, in a tone of its own.
#[askama::filter_fn]
pub fn emblem(name: impl Display, _: &dyn Values, #[optional("")] class: &str) -> Result<Safe<String>> {
    let name = name.to_string();
    let letter: String = letters(&name).chars().take(1).map(|letter| escaped(&letter.to_string())).collect();
    Ok(Safe(format!(
        "<span class=\"avatar avatar-square {} {class}\" aria-hidden=\"true\">{letter}</span>",
        tone(&name)
    )))
}

fn letters(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// FNV-1a, since the tone has to stay the same from one release to the next.
fn tone(name: &str) -> &'static str {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    TONES[hash as usize % TONES.len()]
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn initials_take_the_first_and_the_last_word() {
        assert_eq!(letters("Daria Kowalczyk"), "DK");
        assert_eq!(letters("  ana de la Cruz "), "AC");
        assert_eq!(letters("Åsa"), "Å");
        assert_eq!(letters("(Bob) \"Bo\" O'Neil"), "BO");
        assert_eq!(letters(""), "");
    }
}
