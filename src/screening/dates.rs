//! Dates and periods as CVs write them, in seven languages.

mod scan;

use chrono::{Datelike, Months, NaiveDate};
pub use scan::periods;

/// A period found in a text, with the byte range that states it. An open end means "until today".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub start: usize,
    pub end: usize,
    /// First day of the first month.
    pub from: NaiveDate,
    /// First day of the last month; for a year alone its December. None while it lasts.
    pub to: Option<NaiveDate>,
    /// One date only was written: an event, not a span.
    pub single: bool,
}

/// Months from the first to the last, both counted.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> i32 {
    ((to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32 + 1).max(1)
}

/// Months covered by the spans, overlaps counted once. Spans are inclusive months.
pub fn months_covered(spans: &[(NaiveDate, NaiveDate)]) -> i32 {
    let number = |d: NaiveDate| d.year() * 12 + d.month() as i32;
    let mut spans: Vec<(i32, i32)> =
        spans.iter().map(|(a, b)| (number(*a), number(*b))).filter(|(a, b)| a <= b).collect();
    spans.sort_unstable();
    let mut total = 0;
    let mut until = i32::MIN;
    for (from, to) in spans {
        total += (to + 1 - from.max(until)).max(0);
        until = until.max(to + 1);
    }
    total
}

/// The first day of a month, for years that a CV may speak of.
fn month(year: i32, month: u32) -> Option<NaiveDate> {
    (1930..=2100).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, 1)).flatten()
}

/// The months between the end of one span and the start of the next one after it, none when they meet.
pub fn gap_months(end: NaiveDate, next: NaiveDate) -> i32 {
    let after = end.checked_add_months(Months::new(1)).unwrap_or(end);
    if next <= after { 0 } else { months_between(after, next) - 1 }
}

/// The stretches of more than `least` months that no span covers, between the first and the last.
pub fn gaps(spans: &[(NaiveDate, NaiveDate)], least: i32) -> Vec<(NaiveDate, NaiveDate)> {
    let mut spans: Vec<_> = spans.iter().filter(|(from, to)| from <= to).copied().collect();
    spans.sort_unstable();
    let mut found = Vec::new();
    let mut until: Option<NaiveDate> = None;
    for (from, to) in spans {
        if let Some(end) = until.filter(|end| gap_months(*end, from) > least) {
            let first = end.checked_add_months(Months::new(1)).unwrap_or(end);
            found.push((first, from.checked_sub_months(Months::new(1)).unwrap_or(from)));
        }
        until = Some(until.map_or(to, |until| until.max(to)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, 1).unwrap()
    }

    fn read(text: &str) -> Vec<(NaiveDate, Option<NaiveDate>)> {
        periods(text, day(2025, 6)).into_iter().map(|p| (p.from, p.to)).collect()
    }

    #[test]
    fn periods_are_read_in_many_shapes_and_languages() {
        let closed = |from: (i32, u32), to: (i32, u32)| vec![(day(from.0, from.1), Some(day(to.0, to.1)))];
        let open = |from: (i32, u32)| vec![(day(from.0, from.1), None)];
        for (text, wanted) in [
            ("Jan 2019 – Present", open((2019, 1))),
            ("January 2019 to date", open((2019, 1))),
            ("03/2018 - 07/2021", closed((2018, 3), (2021, 7))),
            ("03.2018–07.2021", closed((2018, 3), (2021, 7))),
            ("2015–2019", closed((2015, 1), (2019, 12))),
            ("2015 - heute", open((2015, 1))),
            ("seit 2020", open((2020, 1))),
            ("depuis mars 2019", open((2019, 3))),
            ("März 2017 bis Dezember 2019", closed((2017, 3), (2019, 12))),
            ("de juin 2014 à août 2016", closed((2014, 6), (2016, 8))),
            ("enero de 2012 - actualidad", open((2012, 1))),
            ("dal 2010 al 2013", closed((2010, 1), (2013, 12))),
            ("sinds september 2021", open((2021, 9))),
            ("12/1/2009 - Current", open((2009, 12))),
            ("01.03.2018 - 30.06.2020", closed((2018, 3), (2020, 6))),
            ("Summer 2016 – Fall 2017", closed((2016, 6), (2017, 9))),
            ("10/09-12/09", closed((2009, 10), (2009, 12))),
            ("1/10-Present", open((2010, 1))),
            ("Sept. 2018 - May '23", closed((2018, 9), (2023, 5))),
            ("2018-03 – 2019-11", closed((2018, 3), (2019, 11))),
            ("Jan 2019 –\nPresent", open((2019, 1))),
            ("January to May 2009", closed((2009, 1), (2009, 5))),
            ("2010Present", open((2010, 1))),
            ("20082010", closed((2008, 1), (2010, 12))),
            ("2003\nPresent: Clerk", open((2003, 1))),
            ("1999\n2003: Clerk", closed((1999, 1), (2003, 12))),
            ("Q2 2013 – Q3 2014", closed((2013, 4), (2014, 9))),
            ("févr. – juil. 2017", closed((2017, 2), (2017, 7))),
            ("Mars 2017 – aujourd'hui", open((2017, 3))),
            ("June '19 to date", open((2019, 6))),
            ("desde setembro de 2018 até ao presente", open((2018, 9))),
            ("June 5, 2012 until May 3, 2014", closed((2012, 6), (2014, 5))),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn phones_ids_and_amounts_are_no_dates() {
        for text in ["123-345-1990", "+49-1990-2015", "$2015", "A2015", "91010", "2019%"] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn overlaps_count_once() {
        let spans = [(day(2010, 1), day(2012, 12)), (day(2012, 1), day(2013, 6)), (day(2015, 1), day(2015, 3))];
        assert_eq!(months_covered(&spans), 42 + 3);
        assert_eq!(gap_months(day(2013, 6), day(2015, 1)), 18);
        assert_eq!(gap_months(day(2013, 6), day(2013, 7)), 0);
        assert_eq!(gaps(&spans, 3), [(day(2013, 7), day(2014, 12))]);
        assert_eq!(gaps(&spans, 18), []);
    }
}
