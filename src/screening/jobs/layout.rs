//! The lines of a CV as entries are made of: heading lines, list items, running text.

use std::cell::OnceCell;

use crate::screening::doc::Doc;
use crate::screening::segments::{self, Segment, is_headerish};
use crate::screening::text::{fold, unbullet};

/// A document whose lines are taken apart at most once.
pub(super) struct Layout<'d> {
    pub doc: &'d Doc,
    segments: Vec<OnceCell<Vec<Segment>>>,
}

impl<'d> Layout<'d> {
    pub fn new(doc: &'d Doc) -> Layout<'d> {
        Layout { doc, segments: vec![OnceCell::new(); doc.lines.len()] }
    }

    /// The segments of a line, without those that only count months.
    pub fn segments(&self, n: usize) -> &[Segment] {
        self.segments[n].get_or_init(|| {
            let mut parts = segments::of_line(self.doc, n);
            parts.retain(|s| !is_duration(self.doc.slice(&s.range)));
            parts
        })
    }

    pub fn is_blank(&self, n: usize) -> bool {
        self.doc.lines.get(n).is_none_or(|l| l.is_blank())
    }

    pub fn is_bulleted(&self, n: usize) -> bool {
        unbullet(self.doc.line(n)).1
    }

    pub fn has_title(&self, n: usize) -> bool {
        self.segments(n).iter().any(|s| s.titled)
    }

    pub fn has_firm(&self, n: usize) -> bool {
        self.segments(n).iter().any(|s| s.company && !s.titled)
    }

    /// "2 years 10 months" alone on a line: what stands under a firm that heads several jobs.
    pub fn is_duration_line(&self, n: usize) -> bool {
        !self.is_blank(n) && is_duration(self.doc.line(n))
    }

    /// A line that titles, firms and places may stand on. Beside a date a short line in small letters may, too.
    pub fn is_head(&self, n: usize, beside_date: bool) -> bool {
        if self.is_blank(n) || self.is_bulleted(n) || self.doc.is_heading(n) {
            return false;
        }
        let line = self.doc.line(n);
        let words = line.split_whitespace().count();
        if is_headerish(line) {
            return true;
        }
        let plain = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(')
            && !line.ends_with(['.', ';', ':', ',', '!', '?'])
            && words <= 9;
        plain
            && (self.segments(n).iter().take(2).any(|s| s.titled)
                || (beside_date && words <= 5 && self.begins_entry(n)))
    }

    /// Above the line stands none, or one that ends something: a blank line, a heading, a list item, a full stop.
    pub fn begins_entry(&self, n: usize) -> bool {
        let Some(above) = n.checked_sub(1) else { return true };
        self.is_blank(above)
            || self.doc.is_heading(above)
            || self.is_bulleted(above)
            || self.doc.line(above).ends_with(['.', ';'])
            || self.doc.line(above).starts_with(char::is_lowercase)
    }
}

/// "4 months", "2 years 10 months", "(full-time)": what date columns carry besides dates.
pub(super) fn is_duration(text: &str) -> bool {
    let folded = fold(text);
    let worded = folded.split([' ', '(', ')', '.', ',']).filter(|w| !w.is_empty());
    let mut units = 0;
    for word in worded {
        let unit = matches!(
            word.trim_start_matches(|c: char| c.is_ascii_digit()),
            "year"
                | "years"
                | "yr"
                | "yrs"
                | "month"
                | "months"
                | "mo"
                | "mos"
                | "jahr"
                | "jahre"
                | "monat"
                | "monate"
                | "an"
                | "ans"
                | "mois"
                | "ano"
                | "anos"
                | "mes"
                | "meses"
                | "anno"
                | "anni"
                | "mese"
                | "mesi"
                | "jaar"
                | "maand"
                | "maanden"
                | "m"
                | "y"
                | "less"
                | "than"
                | "a"
                | "and"
                | "und"
                | "et"
                | "y."
                | "e"
                | "en"
                | "full"
                | "part"
                | "time"
                | "vollzeit"
                | "teilzeit"
        ) || word.bytes().all(|b| b.is_ascii_digit() || b == b'+' || b == b'-');
        if !unit {
            return false;
        }
        units += usize::from(word.chars().any(char::is_alphabetic));
    }
    units > 0
}
