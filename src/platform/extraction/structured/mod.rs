//! CVs that come as data, JSON Resume and Europass, written out as the text of a CV in reading order. The text is what
//! everything else reads and quotes.

mod europass;
mod json_resume;
mod paper;

pub use europass::{is_europass, read as read_europass};
pub use json_resume::{is_json_resume, read as read_json_resume};

/// The share of the words of `told` that stand in `seen`: what is attached to a file must say what the file shows.
pub fn share_of_words(told: &str, seen: &str) -> f32 {
    let words = |text: &str| -> std::collections::HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3).map(str::to_lowercase).collect()
    };
    let (told, seen) = (words(told), words(seen));
    if told.is_empty() { 0.0 } else { told.intersection(&seen).count() as f32 / told.len() as f32 }
}
