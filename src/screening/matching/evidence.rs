//! Choosing the words to quote: the sentence or clause around a find, three to twenty-five words, exactly as written.

use std::ops::Range;

use crate::screening::cv::Cv;
use crate::screening::text::unbullet;

const MOST_WORDS: usize = 25;

/// The most telling stretch around a byte range, on whole words and without the white space around it.
pub fn telling(cv: &Cv, find: &Range<usize>) -> Range<usize> {
    let text = &cv.doc.text;
    let sentence = trim(text, sentence(cv, find));
    if word_count(&text[sentence.clone()]) <= MOST_WORDS {
        return sentence;
    }
    let clause = trim(text, clause(text, &sentence, find));
    if word_count(&text[clause.clone()]) <= MOST_WORDS {
        return clause;
    }
    trim(text, window(text, &clause, find))
}

fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The sentence or list item a find stands in; wrapped lines are followed, headings and items are not crossed.
fn sentence(cv: &Cv, find: &Range<usize>) -> Range<usize> {
    let doc = &cv.doc;
    let (mut first, mut last) = (doc.line_at(find.start), doc.line_at(find.end.saturating_sub(1).max(find.start)));
    while first > 0 && goes_on(doc.line(first - 1), doc.line(first)) && last - first < 4 {
        first -= 1;
    }
    while last + 1 < doc.lines.len() && goes_on(doc.line(last), doc.line(last + 1)) && last - first < 4 {
        last += 1;
    }
    let paragraph = doc.lines[first].start.min(find.start)..doc.lines[last].end.max(find.end);
    let text = &doc.text;
    let mut start = paragraph.start;
    for (at, _) in text[paragraph.start..find.start].match_indices(is_stop) {
        let next = paragraph.start + at;
        if ends_sentence(text, next) {
            start = next + text[next..].chars().next().map_or(1, char::len_utf8);
        }
    }
    let mut end = paragraph.end;
    for (at, _) in text[find.end..paragraph.end].match_indices(is_stop) {
        let next = find.end + at;
        if ends_sentence(text, next) {
            end = next + text[next..].chars().next().map_or(1, char::len_utf8);
            break;
        }
    }
    start..end
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | ';' | '•')
}

/// A full stop ends a sentence when a space and a capital, or nothing, follows; "e.g. " and "2.5" do not.
fn ends_sentence(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    let stop = after.next();
    if matches!(stop, Some(';' | '•')) {
        return true;
    }
    let rest = after.as_str();
    let word = text[..at].rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    let abbreviation = stop == Some('.')
        && (word.contains('.') || word.chars().count() <= 2)
        && !word.chars().all(|c| c.is_ascii_digit());
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let capital = rest.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
    spaced && capital && !abbreviation
}

/// Whether the next line carries on the one before it, as wrapped text does.
fn goes_on(line: &str, next: &str) -> bool {
    let (bare, bulleted) = unbullet(next);
    if line.is_empty() || next.is_empty() || bulleted || line.ends_with(['.', ':', '!', '?']) {
        return false;
    }
    let small = bare.starts_with(|c: char| c.is_lowercase());
    small
        || line.ends_with([',', '-', '\u{ad}', '&', '('])
        || line.chars().count() >= 75 && !bare.starts_with(char::is_uppercase)
}

/// The part of a long sentence between the commas, dashes or brackets nearest to the find, if three words or more.
fn clause(text: &str, sentence: &Range<usize>, find: &Range<usize>) -> Range<usize> {
    let cut = |c: char| matches!(c, ',' | '–' | '—' | '(' | ')' | ':' | '|' | '\n');
    let mut best = sentence.clone();
    let starts: Vec<usize> =
        text[sentence.start..find.start].match_indices(cut).map(|(at, s)| sentence.start + at + s.len()).collect();
    let ends: Vec<usize> = text[find.end..sentence.end].match_indices(cut).map(|(at, _)| find.end + at).collect();
    for start in std::iter::once(sentence.start).chain(starts) {
        for end in ends.iter().copied().chain(std::iter::once(sentence.end)) {
            let count = word_count(&text[start..end]);
            let fits = (3..=MOST_WORDS).contains(&count);
            let best_count = word_count(&text[best.clone()]);
            if fits && (best_count > MOST_WORDS || count > best_count) {
                best = start..end;
            }
        }
    }
    best
}

/// Ten words to each side.
fn window(text: &str, around: &Range<usize>, find: &Range<usize>) -> Range<usize> {
    let before = &text[around.start..find.start];
    let start = before
        .char_indices()
        .rev()
        .filter(|(at, c)| c.is_whitespace() && !before[..*at].ends_with(char::is_whitespace))
        .nth(9)
        .map_or(around.start, |(at, _)| around.start + at);
    let after = &text[find.end..around.end];
    let end = after
        .char_indices()
        .filter(|(at, c)| c.is_whitespace() && !after[..*at].ends_with(char::is_whitespace))
        .nth(9)
        .map_or(around.end, |(at, _)| find.end + at);
    start..end
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let whole = &text[range.clone()];
    let body = unbullet(whole.trim())
        .0
        .trim_start_matches([',', ';', '|', ')', ' '])
        .trim_end_matches([',', ';', '|', '(', ' '])
        .trim();
    if body.is_empty() {
        return range;
    }
    let start = range.start + (body.as_ptr() as usize - whole.as_ptr() as usize);
    start..start + body.len()
}
