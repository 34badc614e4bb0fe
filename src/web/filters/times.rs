//! Moments and days in `<time>` elements. The server writes UTC; the browser rewrites what is marked `data-local`.

use askama::{Result, Values, filters::Safe};
use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};

/// How long ago, the shortest way that still tells: "12 min ago", "Yesterday", "13 Mar", "13 Mar 2024".
#[askama::filter_fn]
pub fn when(at: &DateTime<Utc>, _: &dyn Values, now: &DateTime<Utc>) -> Result<Safe<String>> {
    Ok(Safe(element(at, "when", &ago(*at, *now))))
}

/// The day of a moment, year included: "13 Mar 2026".
#[askama::filter_fn]
pub fn date(at: &DateTime<Utc>, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(element(at, "date", &long(at.date_naive()))))
}

/// Day and time: "13 Mar 2026, 10:44".
#[askama::filter_fn]
pub fn datetime(at: &DateTime<Utc>, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(element(at, "datetime", &format!("{}, {} UTC", long(at.date_naive()), at.format("%H:%M")))))
}

/// A calendar day that belongs to no zone, such as a due date: "30 Apr 2026".
#[askama::filter_fn]
pub fn day(day: &NaiveDate, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(format!("<time datetime=\"{day}\">{}</time>", long(*day))))
}

/// A month of a working life: "Mar 2021".
#[askama::filter_fn]
pub fn month(day: &NaiveDate, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(format!("<time datetime=\"{}\">{}</time>", day.format("%Y-%m"), day.format("%b %Y"))))
}

/// Whole days from then to now: "3 d".
#[askama::filter_fn]
pub fn days(since: &DateTime<Utc>, _: &dyn Values, now: &DateTime<Utc>) -> Result<String> {
    Ok(format!("{} d", (*now - *since).num_days().max(0)))
}

fn element(at: &DateTime<Utc>, kind: &str, text: &str) -> String {
    let (stamp, title) = (at.to_rfc3339_opts(SecondsFormat::Secs, true), at.format("%-d %b %Y, %H:%M UTC"));
    format!("<time datetime=\"{stamp}\" data-local=\"{kind}\" title=\"{title}\">{text}</time>")
}

fn long(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

fn ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (then, today) = (at.date_naive(), now.date_naive());
    match (now - at).num_minutes() {
        0 => "just now".to_owned(),
        minutes @ 1..60 => format!("{minutes} min ago"),
        minutes if minutes > 0 && then == today => format!("{} h ago", minutes / 60),
        minutes if minutes > 0 && Some(then) == today.pred_opt() => "Yesterday".to_owned(),
        _ if then.year() == today.year() => then.format("%-d %b").to_string(),
        _ => long(then),
    }
}

#[cfg(test)]
mod tests {
    use super::ago;
    use chrono::{DateTime, Utc};

    fn at(stamp: &str) -> DateTime<Utc> {
        stamp.parse().expect("a stamp")
    }

    #[test]
    fn moments_shorten_as_they_come_near() {
        let now = at("2026-03-17T10:00:00Z");
        for (then, text) in [
            ("2026-03-17T09:59:40Z", "just now"),
            ("2026-03-17T09:48:00Z", "12 min ago"),
            ("2026-03-17T07:00:00Z", "3 h ago"),
            ("2026-03-16T23:50:00Z", "Yesterday"),
            ("2026-03-16T08:00:00Z", "Yesterday"),
            ("2026-03-13T08:00:00Z", "13 Mar"),
            ("2025-12-31T08:00:00Z", "31 Dec 2025"),
            ("2026-03-19T08:00:00Z", "19 Mar"),
        ] {
            assert_eq!(ago(at(then), now), text, "{then}");
        }
    }
}
