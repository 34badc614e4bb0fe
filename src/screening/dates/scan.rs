//! Finding dates and periods in a text, token by token.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};

use super::{Period, month};
use crate::screening::taxonomy::TAXONOMY;
use crate::screening::text::fold;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
    Sign(char),
    LineEnd,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

struct Words {
    months: HashMap<String, u32>,
    seasons: HashMap<&'static str, u32>,
    present: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let seasons: [(&[&str], u32); 4] = [
        (&["spring", "fruhjahr", "fruhling", "printemps", "primavera", "lente"], 3),
        (&["summer", "sommer", "ete", "verano", "estate", "verao", "zomer"], 6),
        (&["autumn", "fall", "herbst", "automne", "otono", "autunno", "outono", "herfst"], 9),
        (&["winter", "hiver", "invierno", "inverno"], 12),
    ];
    Words {
        months: TAXONOMY.months.iter().map(|(name, n)| (name.clone(), u32::from(*n))).collect(),
        seasons: seasons.into_iter().flat_map(|(names, month)| names.iter().map(move |n| (*n, month))).collect(),
        present: TAXONOMY.present.iter().cloned().collect(),
    }
});

const TO: &[&str] = &[
    "to", "bis", "a", "al", "au", "tot", "until", "till", "til", "through", "thru", "hasta", "ate", "fino", "alla",
    "jusqu", "jusqu'a", "jusqu'en", "jusqu'au", "m",
];
const SINCE: &[&str] = &["since", "seit", "depuis", "desde", "dal", "dall", "sinds", "vanaf"];
const BETWEEN: &[&str] = &["de", "of", "del", "d", "the", "le", "el", "il", "dem", "o", "et", "et'"];

/// A date as written.
#[derive(Clone, Copy, Debug)]
struct Point {
    year: i32,
    month: Option<u32>,
    /// Months that the words last beyond the first: two for a quarter.
    lasting: u32,
    /// Two digits stand for the year, which is a date only inside a period.
    short: bool,
    next: usize,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let kind = if c == '\n' {
            Kind::LineEnd
        } else if c.is_whitespace() {
            continue;
        } else if c.is_ascii_digit() {
            while let Some((at, _)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
                end = at + 1;
            }
            Kind::Number
        } else if c.is_alphabetic() {
            while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphanumeric() || matches!(c, '\'' | '’')) {
                end = at + c.len_utf8();
            }
            Kind::Word
        } else {
            Kind::Sign(c)
        };
        // "20082010": two years whose dash was lost.
        let both = text[start..end]
            .split_at_checked(4)
            .filter(|(a, b)| kind == Kind::Number && b.len() == 4 && is_year(a) && is_year(b) && a <= b);
        if both.is_some() {
            found.push(Token { kind, start, end: start + 4 });
            found.push(Token { kind: Kind::Sign('-'), start: start + 4, end: start + 4 });
            found.push(Token { kind, start: start + 4, end });
            continue;
        }
        found.push(Token { kind, start, end });
    }
    found
}

fn is_year(digits: &str) -> bool {
    digits.parse::<i32>().is_ok_and(|year| (1950..=2050).contains(&year))
}

struct Scan<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl Scan<'_> {
    fn kind(&self, n: usize) -> Option<Kind> {
        self.tokens.get(n).map(|t| t.kind)
    }

    fn is(&self, n: usize, signs: &str) -> bool {
        matches!(self.kind(n), Some(Kind::Sign(c)) if signs.contains(c))
    }

    /// The token touches the one before it.
    fn glued(&self, n: usize) -> bool {
        n > 0 && self.tokens.get(n).is_some_and(|t| t.start == self.tokens[n - 1].end)
    }

    fn digits(&self, n: usize) -> Option<(i32, usize)> {
        let token = self.tokens.get(n).filter(|t| t.kind == Kind::Number)?;
        let length = token.end - token.start;
        (length <= 4).then(|| self.text[token.start..token.end].parse().ok().map(|v| (v, length))).flatten()
    }

    fn word(&self, n: usize) -> Option<String> {
        let token = self.tokens.get(n).filter(|t| t.kind == Kind::Word && t.end - t.start <= 24)?;
        Some(fold(&self.text[token.start..token.end]))
    }

    /// A year of four digits that is no part of a longer number, code or amount.
    fn year(&self, n: usize) -> Option<i32> {
        let (value, length) = self.digits(n)?;
        let tail = self.glued(n + 1)
            && (matches!(self.kind(n + 1), Some(Kind::Word)) && self.present(n + 1).is_none() || self.is(n + 1, "%"));
        (length == 4 && (1930..=2100).contains(&value) && !tail).then_some(value)
    }

    fn small(&self, n: usize, most: i32) -> Option<u32> {
        let (value, length) = self.digits(n)?;
        (length <= 2 && (1..=most).contains(&value)).then_some(value as u32)
    }

    fn short_year(&self, n: usize) -> Option<i32> {
        let (value, length) = self.digits(n)?;
        (length == 2).then_some(if value < 50 { 2000 + value } else { 1900 + value })
    }

    fn point(&self, n: usize) -> Option<Point> {
        match self.kind(n)? {
            Kind::Number => self.numeric(n),
            Kind::Word => self.named(n),
            Kind::Sign('\'' | '’') if self.glued(n + 1) => {
                self.short_year(n + 1).map(|year| Point { year, month: None, lasting: 0, short: true, next: n + 2 })
            }
            _ => None,
        }
    }

    fn numeric(&self, n: usize) -> Option<Point> {
        let separated =
            |at: usize| self.is(at, "./-‐‑–") && (self.glued(at) || self.is(at, "/.") && self.glued(at + 1));
        if let Some(year) = self.year(n) {
            let dated = self.is(n + 1, "-./") && self.glued(n + 1) && self.glued(n + 2);
            if dated
                && let Some(month) =
                    self.small(n + 2, 12).filter(|_| self.digits(n + 2).is_some_and(|(_, len)| len == 2))
            {
                let day = self.is(n + 3, "-./") && self.glued(n + 3) && self.small(n + 4, 31).is_some();
                return Some(Point {
                    year,
                    month: Some(month),
                    lasting: 0,
                    short: false,
                    next: if day { n + 5 } else { n + 3 },
                });
            }
            return Some(Point { year, month: None, lasting: 0, short: false, next: n + 1 });
        }
        let first = self.small(n, 31)?;
        if separated(n + 1) {
            if let Some(year) = self.year(n + 2) {
                return (first <= 12).then_some(Point {
                    year,
                    month: Some(first),
                    lasting: 0,
                    short: false,
                    next: n + 3,
                });
            }
            if let Some(second) =
                self.small(n + 2, 31).filter(|_| separated(n + 3) && self.kind(n + 3) == self.kind(n + 1))
            {
                let slash = self.is(n + 1, "/");
                let month = match (first, second) {
                    (a, b) if b > 12 => a,
                    (a, b) if a > 12 => b,
                    (a, 1) if slash => a,
                    (1, b) => b,
                    (a, b) => {
                        if slash {
                            a
                        } else {
                            b
                        }
                    }
                };
                let year = self.year(n + 4).map(|y| (y, false)).or(self.short_year(n + 4).map(|y| (y, true)));
                return year.filter(|_| month <= 12).map(|(year, short)| Point {
                    year,
                    month: Some(month),
                    lasting: 0,
                    short,
                    next: n + 5,
                });
            }
            if self.is(n + 1, "/") && first <= 12 {
                return self.short_year(n + 2).map(|year| Point {
                    year,
                    month: Some(first),
                    lasting: 0,
                    short: true,
                    next: n + 3,
                });
            }
        }
        // "15 March 2019", "1er mars 2019", "3 de mayo de 2015"
        let mut at = n + 1;
        if self.is(at, ".º°")
            || (self.glued(at) && self.word(at).is_some_and(|w| matches!(w.as_str(), "st" | "nd" | "rd" | "th" | "er")))
        {
            at += 1;
        }
        if self.word(at).is_some_and(|w| BETWEEN.contains(&w.as_str())) {
            at += 1;
        }
        let word = self.word(at)?;
        WORDS.months.contains_key(word.as_str()).then(|| self.named(at)).flatten()
    }

    fn named(&self, n: usize) -> Option<Point> {
        // Words are folded only where a number or a mark is near, which is seldom.
        let near = (n + 1..n + 5).any(|at| matches!(self.kind(at), Some(Kind::Number)));
        let word = near.then(|| self.word(n)).flatten()?;
        let mut at = n + 1;
        let month = WORDS
            .months
            .get(word.as_str())
            .or(WORDS.seasons.get(word.as_str()))
            .copied()
            .or_else(|| part_of_year(&word))?;
        let lasting = if word.starts_with('q') && word.len() == 2 {
            2
        } else {
            u32::from(word.len() == 2 && word.starts_with('h')) * 5
        };
        if self.is(at, ".") {
            at += 1;
        }
        if self.is(at, ",/-‐") && (self.is(at, ",") || self.glued(at)) {
            at += 1;
        }
        if self.word(at).is_some_and(|w| BETWEEN.contains(&w.as_str())) {
            at += 1;
        }
        // "June 5, 2012", "June 5th 2012"
        if self.small(at, 31).is_some() {
            let mut after = at + 1;
            if self.glued(after) && self.word(after).is_some_and(|w| matches!(w.as_str(), "st" | "nd" | "rd" | "th")) {
                after += 1;
            }
            if self.is(after, ",") {
                after += 1;
            }
            if let Some(year) = self.year(after) {
                return Some(Point { year, month: Some(month), lasting, short: false, next: after + 1 });
            }
        }
        if let Some(year) = self.year(at) {
            return Some(Point { year, month: Some(month), lasting, short: false, next: at + 1 });
        }
        if self.is(at, "'’") {
            return self.short_year(at + 1).map(|year| Point {
                year,
                month: Some(month),
                lasting,
                short: false,
                next: at + 2,
            });
        }
        self.short_year(at).map(|year| Point { year, month: Some(month), lasting, short: true, next: at + 1 })
    }

    /// Past the dash or the word that joins two dates. A year that ends a line of its own may be joined to the next line
    /// by nothing, as tables are read.
    fn joint(&self, n: usize) -> Option<usize> {
        let alone = n >= 1 && (n == 1 || self.kind(n - 2) == Some(Kind::LineEnd)) && self.year(n - 1).is_some();
        let mut at = match self.kind(n)? {
            Kind::LineEnd if alone => n + 1,
            Kind::Word if self.glued(n) && self.present(n).is_some() => return Some(n),
            Kind::Sign(c) if "-–—−‐‑~→".contains(c) => n + 1,
            Kind::Word if self.word(n).is_some_and(|w| TO.contains(&w.trim_end_matches(['\'', '’']))) => n + 1,
            _ => return None,
        };
        while self.is(at, "-–—>") || self.kind(at) == Some(Kind::LineEnd) && at < n + 3 {
            at += 1;
        }
        while self.word(at).is_some_and(|w| {
            matches!(w.as_str(), "a" | "ao" | "au" | "the" | "zum" | "en" | "le" | "la" | "alla" | "data" | "al")
        }) && self.present(at).is_none_or(|next| next <= at + 1)
        {
            at += 1;
        }
        Some(at)
    }

    /// Past the words for "until now".
    fn present(&self, n: usize) -> Option<usize> {
        let mut phrase = String::new();
        let mut found = None;
        for at in n..n + 4 {
            let Some(word) = self.word(at) else { break };
            if !phrase.is_empty() {
                phrase.push(' ');
            }
            phrase.push_str(&word);
            if WORDS.present.contains(&phrase) {
                found = Some(at + 1);
            }
        }
        found
    }

    /// A sign of money or counting, or a digit group, stands before the token.
    fn belongs_to_number(&self, n: usize) -> bool {
        if !self.glued(n) {
            return false;
        }
        match self.kind(n - 1) {
            Some(Kind::Word | Kind::Number) => true,
            Some(Kind::Sign(c)) if "$€£#+:_".contains(c) => true,
            Some(Kind::Sign(c)) if ".-/,".contains(c) => {
                self.glued(n - 1) && n >= 2 && self.kind(n - 2) == Some(Kind::Number)
            }
            _ => false,
        }
    }
}

/// "Q3" and "H1" as the month they begin in.
fn part_of_year(word: &str) -> Option<u32> {
    match word {
        "q1" | "h1" => Some(1),
        "q2" => Some(4),
        "q3" | "h2" => Some(7),
        "q4" => Some(10),
        _ => None,
    }
}

/// The periods and dates in a stretch of text, in order, none overlapping. Offsets are bytes of `text`.
pub fn periods(text: &str, today: NaiveDate) -> Vec<Period> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let scan = Scan { text, tokens: tokens(text) };
    let mut found = Vec::new();
    let mut n = 0;
    while n < scan.tokens.len() {
        n = match read(&scan, n, today) {
            Some((mut period, next)) => {
                // A period that runs over a line end is told by the line it begins on.
                if let Some(at) = text[period.start..period.end].find('\n') {
                    period.end = period.start + text[period.start..period.start + at].trim_end().len();
                }
                found.push(period);
                next
            }
            None => n + 1,
        };
    }
    found
}

fn read(scan: &Scan<'_>, n: usize, today: NaiveDate) -> Option<(Period, usize)> {
    let since = scan.kind(n) == Some(Kind::Word)
        && (n + 1..n + 4).any(|at| scan.kind(at) == Some(Kind::Number))
        && scan.word(n).is_some_and(|w| SINCE.contains(&w.as_str()));
    let mut at = n;
    if since {
        at += 1;
        while scan.word(at).is_some_and(|w| BETWEEN.contains(&w.as_str())) {
            at += 1;
        }
    }
    if scan.belongs_to_number(at) {
        return None;
    }
    if let Some(found) = months_of_one_year(scan, at, today) {
        return Some(found);
    }
    let from = scan.point(at)?;
    let first = month(from.year, from.month.unwrap_or(1))?;
    let start = scan.tokens[n].start;
    let end_of = |next: usize| scan.tokens[next - 1].end;
    if let Some(joint) = scan.joint(from.next) {
        // Over a line end the period is told by the line it ends on.
        let start = if scan.kind(from.next) == Some(Kind::LineEnd) { scan.tokens[joint].start } else { start };
        if let Some(next) = scan.present(joint) {
            return Some((Period { start, end: end_of(next), from: first, to: None, single: false }, next));
        }
        if let Some(to) = scan.point(joint)
            && let Some(last) = last_month(&to, today).filter(|last| *last >= first)
        {
            return Some((Period { start, end: end_of(to.next), from: first, to: Some(last), single: false }, to.next));
        }
    }
    if from.short {
        return None;
    }
    if since {
        return Some((Period { start, end: end_of(from.next), from: first, to: None, single: false }, from.next));
    }
    let to = month(from.year, from.month.unwrap_or(12));
    Some((Period { start, end: end_of(from.next), from: first, to, single: true }, from.next))
}

/// "January to May 2009"
fn months_of_one_year(scan: &Scan<'_>, n: usize, today: NaiveDate) -> Option<(Period, usize)> {
    let near = (n + 2..n + 7).any(|at| scan.kind(at) == Some(Kind::Number));
    let from = near.then(|| scan.word(n)).flatten().and_then(|w| WORDS.months.get(w.as_str()).copied())?;
    let dotted = n + 1 + usize::from(scan.is(n + 1, "."));
    let to = scan
        .joint(dotted)
        .and_then(|at| scan.point(at))
        .filter(|to| !to.short && to.month.is_some_and(|m| m >= from))?;
    let (first, last) = (month(to.year, from)?, last_month(&to, today)?);
    let period = Period {
        start: scan.tokens[n].start,
        end: scan.tokens[to.next - 1].end,
        from: first,
        to: Some(last),
        single: false,
    };
    Some((period, to.next))
}

/// A year alone ends in December, this year in this month.
fn last_month(to: &Point, today: NaiveDate) -> Option<NaiveDate> {
    let whole = if to.year == today.year() { today.month() } else { 12 };
    month(to.year, to.month.map_or(whole, |m| (m + to.lasting).min(12)))
}
