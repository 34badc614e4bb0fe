//! Gathers dates that wrap within their column: "March 2019 –" above "Present".

use super::fragments::Fragment;

/// Widest wrapped line of a date, in ems.
const WIDEST: f32 = 10.0;
/// Lines of one date stand no further apart than this, in ems.
const FURTHEST: f32 = 1.9;

/// Moves the wrapped lines of a date up to its first row, in rows from top to bottom.
pub fn gather(fragments: &[Fragment], rows: &mut [Vec<usize>]) {
    for top in 0..rows.len() {
        for start in rows[top].clone() {
            let mut date = Date { text: fragments[start].text(), parts: vec![start] };
            // Follow it down as long as its lines leave it unfinished.
            while let Some(longer) = rows.get(top + date.parts.len()).and_then(|row| date.next(fragments, row)) {
                date = longer;
            }
            for (row, part) in (top + 1..).zip(&date.parts[1..]) {
                rows[row].retain(|index| index != part);
            }
            let at = rows[top].iter().position(|index| *index == start).unwrap_or_default();
            rows[top].splice(at..=at, date.parts);
        }
    }
}

/// A date and the fragments it is made of.
struct Date {
    text: String,
    parts: Vec<usize>,
}

impl Date {
    /// The date with the fragment of `row` that continues it.
    fn next(&self, fragments: &[Fragment], row: &[usize]) -> Option<Date> {
        // Alone on its row, the fragment is text like any other.
        if row.len() < 2 {
            return None;
        }
        let last = &fragments[*self.parts.last()?];
        let index = row.iter().copied().find(|index| is_below(last, &fragments[*index]))?;
        let text = fragments[index].text();
        let parts = self.parts.iter().copied().chain([index]).collect();
        continues(&self.text, &text).then(|| Date { text: format!("{} {text}", self.text), parts })
    }
}

/// Whether two fragments are lines of one narrow column, set flush on either side.
fn is_below(above: &Fragment, below: &Fragment) -> bool {
    let em = above.size;
    let narrow = above.width() < WIDEST * em && below.width() < WIDEST * em;
    let flush = (above.x0 - below.x0).abs() < 0.3 * em || (above.x1 - below.x1).abs() < 0.3 * em;
    narrow && flush && below.y - above.y < FURTHEST * em && (below.size - em).abs() < 0.1 * em
}

/// Whether `line` belongs to the date `begun` above it.
fn continues(begun: &str, line: &str) -> bool {
    let (begun, line) = (begun.trim(), line.trim());
    if ends_in_dash(begun) {
        return names_year(begun) && line.chars().filter(|c| c.is_alphanumeric()).count() <= 20;
    }
    // "September" above "2010 – May", or "2010 – May" above "2014": the end that is open still lacks its year.
    let open_end = begun.rsplit(DASHES).next().unwrap_or(begun).trim();
    let is_month = !open_end.is_empty() && open_end.chars().all(|c| c.is_alphabetic() || c == '.');
    let mut words = line.split_whitespace().skip_while(|word| is_preposition(word));
    is_month && words.next().is_some_and(names_year)
}

const DASHES: [char; 3] = ['-', '–', '—'];

fn ends_in_dash(text: &str) -> bool {
    text.ends_with(DASHES)
}

/// As in "abril de 2017".
fn is_preposition(word: &str) -> bool {
    word.len() <= 2 && word.chars().all(char::is_lowercase)
}

/// Whether the text names a year between 1900 and 2099.
pub fn names_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_dates_take_the_line_below() {
        assert!(continues("March 2019 –", "Present"));
        assert!(continues("2017 –", "actualidad"));
        assert!(continues("June 2014 – February", "2019"));
        assert!(continues("julio de 2011 – abril", "de 2017"));
        assert!(continues("September", "2010 – May"));
    }

    #[test]
    fn finished_dates_and_other_words_do_not() {
        assert!(!continues("March 2019 – Present", "June 2014 –"));
        assert!(!continues("June 2014 – February 2019", "September"));
        assert!(!continues("2009 – 2010", "2006 – 2009"));
        assert!(!continues("Languages", "English"));
        assert!(!continues("Senior Engineer", "2019 – 2021"));
    }
}
