//! How many candidates stand where, as one bar.

use askama::{Result, Values, filters::Safe};

/// The kinds of stages in their order: the colour of each, and its words for a screen reader.
const KINDS: [(&str, &str); 5] = [
    ("bg-stage-1", "new"),
    ("bg-stage-3", "in review"),
    ("bg-stage-4", "in interviews"),
    ("bg-stage-5", "with an offer"),
    ("bg-stage-6", "hired"),
];

/// Candidates new, in review, in interviews, with an offer and hired: `{{ [p.new, p.review, …]|stack }}`.
#[askama::filter_fn]
pub fn stack(counts: &[i64; 5], _: &dyn Values) -> Result<Safe<String>> {
    let mut cells = String::new();
    for ((colour, _), count) in KINDS.iter().zip(counts).filter(|(_, count)| **count > 0) {
        cells.push_str(&format!("<span class=\"{colour}\" style=\"flex:{count}\"></span>"));
    }
    let sentence = sentence(counts);
    if cells.is_empty() {
        return Ok(Safe(format!("<span class=\"meta\">{sentence}</span>")));
    }
    Ok(Safe(format!(
        "<span class=\"stack\" role=\"img\" aria-label=\"{sentence}\" title=\"{sentence}\">{cells}</span>"
    )))
}

/// "12 new, 3 in interviews, 1 hired": only the kinds somebody is in.
fn sentence(counts: &[i64; 5]) -> String {
    let parts: Vec<String> = KINDS
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .map(|((_, words), count)| format!("{count} {words}"))
        .collect();
    if parts.is_empty() { "No candidates yet".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_bar_reads_as_a_sentence() {
        assert_eq!(sentence(&[12, 0, 3, 0, 1]), "12 new, 3 in interviews, 1 hired");
        assert_eq!(sentence(&[0; 5]), "No candidates yet");
    }
}
