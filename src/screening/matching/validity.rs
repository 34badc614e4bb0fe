//! Whether a certificate still counts: expired, or still to be earned, by the words beside it.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use crate::screening::dates;
use crate::screening::text::fold;

static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:valid (?:until|till|to|through)|expir\w+|expiry(?: date)?|gultig bis|valable jusqu\w*|valido (?:hasta|fino)|geldig tot|until)").expect("a fixed pattern")
});

/// What says that a certificate on this line no longer holds, as words for a sentence.
pub fn expired(line: &str, today: NaiveDate) -> Option<String> {
    let folded = fold(line);
    if ["expired", "lapsed", "abgelaufen", "expire en", "caducado", "scaduto", "verlopen"]
        .iter()
        .any(|w| folded.contains(w))
        && !folded.contains("not expired")
    {
        return Some("expired".to_string());
    }
    let at = UNTIL.find(&folded)?.end();
    let end = dates::periods(&folded[at..], today).first().and_then(|p| p.to.or(Some(p.from)))?;
    (end < today.with_day(1).unwrap_or(today)).then(|| format!("expired in {}", end.format("%B %Y")))
}

/// Whether the line says that it is still being earned.
pub fn to_come(folded: &str) -> bool {
    [
        "in progress",
        "in preparation",
        "working towards",
        "studying for",
        "studying towards",
        "candidate",
        "expected",
        "planned",
        "in vorbereitung",
        "angestrebt",
        "en cours",
        "in corso",
        "en curso",
        "pursuing",
        "ongoing",
    ]
    .iter()
    .any(|w| folded.contains(w))
}
