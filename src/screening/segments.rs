//! The parts of a heading line of a job or a school: title, company, place, dates.

use crate::screening::phrases::{Phrases, phrases};
use std::ops::Range;

use super::doc::Doc;
use super::taxonomy::{Kind, TAXONOMY};
use super::text::{fold, unbullet};

phrases! {
    /// Words that only names of firms and institutions end in or carry.
    FIRM_WORDS = "\
        inc | llc | llp | ltd | limited | gmbh | ag | kg | kgaa | se | sa | sas | sarl | srl | spa | s.p.a | s.a \
        | s.r.l | s.l | sl | bv | b.v | nv | n.v | plc | corp | corporation | co | lda | ltda | aps | a/s | oy | \
        ab | pty | pvt | holding | holdings | hospital | klinik | klinikum | krankenhaus | hopital | ospedale | \
        nhs | university | universitat | universite | universidad | universita | universidade | universiteit | \
        college | academy | hotel | railways | airlines | ministry | council | foundation | stiftung | bank | \
        gruppe | groupe | grupo | gruppo | enterprises | industries | elementary | motors | stores";
    /// Words that names of firms share with titles and departments.
    COMPANY_WORDS = "\
        company | group | trust | school | schule | institute | institut | agency | agentur | restaurant | \
        bakery | backerei | studio | studios | partners | associates | services | solutions | systems | \
        technologies | international | department | authority | labs | ventures | consulting | centre | center | \
        clinic | church | city | district | league | association | society | cafe | bar | kitchen";
    SCHOOL_WORDS = "\
        university | universitat | universite | universidad | universita | universidade | universiteit | college \
        | school | schule | hochschule | fachhochschule | institute | institut | instituto | istituto | academy \
        | akademie | academie | ecole | escuela | escola | scuola | lycee | liceo | gymnasium | polytechnic | \
        politecnico | polytechnique | politecnica | faculty | iut | eth | mit | tu | fh | berufsschule | \
        hogeschool | conservatory | seminary";
}

/// A piece of a heading line, as a byte range of the text, with what it looks like.
#[derive(Clone, Debug)]
pub struct Segment {
    pub range: Range<usize>,
    pub titled: bool,
    /// Carries a legal form or the word for an institution.
    pub firm: bool,
    /// May be a firm: `firm`, or a word that firms often carry.
    pub company: bool,
    pub school: bool,
    pub place: bool,
}

impl Segment {
    fn new(doc: &Doc, range: Range<usize>) -> Segment {
        let text = doc.slice(&range);
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '/')).map(fold).collect();
        let any = |list: &Phrases| words.iter().any(|w| list.has(w.trim_matches('.')));
        let placed: usize = doc
            .mentions_in(&range)
            .filter(|m| matches!(TAXONOMY.concept(m.concept).kind, Kind::Place | Kind::Country))
            .map(|m| m.end - m.start)
            .sum();
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count().max(1);
        Segment {
            titled: is_titled(doc, &range),
            firm: any(&FIRM_WORDS),
            company: any(&FIRM_WORDS) || any(&COMPANY_WORDS) || text.contains(" & "),
            school: any(&SCHOOL_WORDS),
            place: placed * 10 >= letters * 6 || is_region(text),
            range,
        }
    }
}

fn is_titled(doc: &Doc, range: &Range<usize>) -> bool {
    if doc.has(Kind::Title, range) {
        return true;
    }
    let text = fold(doc.slice(range));
    let last = text.rsplit(' ').next().unwrap_or_default();
    phrases! {
        HEADS = "\
            manager | engineer | developer | assistant | officer | specialist | analyst | director | consultant | \
            coordinator | technician | supervisor | administrator | intern | trainee | teacher | nurse | clerk | \
            lead | leader | head | president | executive | associate | advisor | adviser | representative | worker | \
            operator | designer | planner | chef | cook | driver | editor | writer | leiter | leiterin | ingenieur | \
            ingenieurin | techniker | berater | responsable | directeur | ingeniero | praktikant | werkstudent | \
            stagiaire";
    }
    HEADS.has(last) || HEADS.has(text.split([' ', ',']).next().unwrap_or_default())
}

/// "CA", "Sometown, NJ", "TX 77001": a region code or a code with a postal number.
fn is_region(text: &str) -> bool {
    let tail = text.rsplit(',').next().unwrap_or(text).trim();
    let mut words = tail.split_whitespace();
    let code = words.next().is_some_and(|w| w.len() == 2 && w.chars().all(|c| c.is_ascii_uppercase()));
    code && words.all(|w| w.chars().all(|c| c.is_ascii_digit() || c == '-'))
}

/// Splits a line into its segments, dates taken out.
pub fn of_line(doc: &Doc, n: usize) -> Vec<Segment> {
    let line = doc.line_range(n);
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut at = line.start;
    for period in doc.periods_in(&line) {
        cuts.push(at..period.start);
        at = period.end;
    }
    cuts.push(at..line.end);
    cuts.into_iter().flat_map(|cut| split(doc, cut)).collect()
}

const SEPARATORS: [&str; 17] = [
    "|", "•", "·", "\t", "   ", " – ", " — ", " - ", " @ ", " at ", " bei ", " chez ", " presso ", " // ", "; ", " / ",
    "⋅",
];

fn split(doc: &Doc, range: Range<usize>) -> Vec<Segment> {
    let mut pieces = vec![range];
    for separator in SEPARATORS {
        pieces = pieces.into_iter().flat_map(|piece| cut(doc, piece, separator)).collect();
    }
    pieces.into_iter().flat_map(|piece| split_commas(doc, piece)).collect()
}

fn cut(doc: &Doc, range: Range<usize>, separator: &str) -> Vec<Range<usize>> {
    let text = doc.slice(&range);
    let mut found = Vec::new();
    let mut at = 0;
    for (hit, _) in text.match_indices(separator) {
        found.push(range.start + at..range.start + hit);
        at = hit + separator.len();
    }
    found.push(range.start + at..range.end);
    found
}

/// Commas part title, company and place, but not "Acme, Inc." nor "Director, Sales".
fn split_commas(doc: &Doc, range: Range<usize>) -> Vec<Segment> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for part in cut(doc, range, ", ").into_iter().filter_map(|r| trimmed(doc, r)) {
        let suffix = matches!(
            fold(doc.slice(&part)).trim_end_matches('.'),
            "inc"
                | "llc"
                | "ltd"
                | "gmbh"
                | "sa"
                | "s.a"
                | "corp"
                | "co"
                | "lp"
                | "llp"
                | "plc"
                | "srl"
                | "s.p.a"
                | "spa"
                | "ag"
                | "aps"
                | "a/s"
        );
        let region = is_region(doc.slice(&part)) && !doc.slice(&part).contains(',');
        let (part, inner) = bracketed(doc, part);
        match parts.last_mut() {
            Some(last) if suffix || region => last.end = part.end,
            _ => parts.push(part),
        }
        parts.extend(inner);
    }
    let mut found: Vec<Segment> = Vec::new();
    let mut apart: Vec<Range<usize>> = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        match trailing_place(doc, part, parts.get(n + 1)) {
            Some(at) => apart.extend([part.start..at, at..part.end].into_iter().filter_map(|r| trimmed(doc, r))),
            None => apart.push(part.clone()),
        }
    }
    for part in apart {
        let segment = Segment::new(doc, part);
        match found.last_mut() {
            // "Rome, Italy" is one place.
            Some(last) if last.place && segment.place => last.range.end = segment.range.end,
            _ => found.push(segment),
        }
    }
    found
}

/// Where the place begins in "Research Intern Santa Clara, CA" and "Boğaziçi University Istanbul", before "Türkiye".
fn trailing_place(doc: &Doc, part: &Range<usize>, next: Option<&Range<usize>>) -> Option<usize> {
    let text = doc.slice(part);
    let region = is_region(text) && text.contains(',');
    let country = next.is_some_and(|n| doc.of_kind(Kind::Country, n.clone()).any(|m| m.end - m.start == n.len()));
    if !region && !country {
        return None;
    }
    let city_end = if region { part.start + text.rfind(',')? } else { part.end };
    let known =
        doc.of_kind(Kind::Place, part.start..city_end).filter(|m| m.end == city_end && m.start > part.start).last();
    let titled = doc.of_kind(Kind::Title, part.start..city_end).map(|m| m.end).last();
    let words: Vec<&str> = doc.text[part.start..city_end].split(' ').collect();
    let firm = words.iter().rposition(|w| FIRM_WORDS.has(fold(w).trim_end_matches('.')));
    let firm_end = firm.map(|n| part.start + words[..=n].iter().map(|w| w.len() + 1).sum::<usize>());
    let at = known.map(|m| m.start).or(titled.into_iter().chain(firm_end).max())?;
    let city = doc.text.get(at..city_end)?.trim();
    let before = doc.text[part.start..at].trim();
    let linked = ["of", "in", "de", "di", "du", "da", "von", "des", "at"]
        .contains(&before.rsplit(' ').next().unwrap_or_default());
    let city_like = (1..=3).contains(&city.split_whitespace().count()) && city.starts_with(char::is_uppercase);
    (city_like && !linked && !before.is_empty()).then_some(at)
}

/// "Quillmark BV (Ghent)" as the firm and what stands in brackets behind it.
fn bracketed(doc: &Doc, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let text = doc.slice(&range);
    let whole = (range.clone(), None);
    let Some((before, inner)) = text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) else { return whole };
    let start = range.start + before.len() + 2;
    let inner = start..start + inner.len();
    let firm = Segment::new(doc, range.start..range.start + before.len()).firm;
    if before.is_empty() || inner.is_empty() || !(firm || Segment::new(doc, inner.clone()).place) {
        return whole;
    }
    (range.start..range.start + before.trim_end().len(), Some(inner))
}

/// The range without surrounding space, list marks and punctuation.
pub fn trimmed(doc: &Doc, range: Range<usize>) -> Option<Range<usize>> {
    let text = doc.slice(&range);
    let body = unbullet(text.trim()).0;
    let body = body.trim_matches(|c: char| c.is_whitespace() || ",;:|–—•·".contains(c));
    let body = body.trim_start_matches(['-', ')', '.']).trim_end_matches(['-', '(']).trim();
    if body.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return None;
    }
    let start = range.start + (body.as_ptr() as usize - text.as_ptr() as usize);
    Some(start..start + body.len())
}

/// A short line of words that begin with capitals, no sentence: what titles, companies and places are written in.
pub fn is_headerish(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let abbreviated = words.last().is_some_and(|w| FIRM_WORDS.has(fold(w).trim_end_matches('.')));
    if words.is_empty() || words.len() > 14 || line.ends_with(['.', ';', ':']) && !abbreviated {
        return false;
    }
    if !line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(') {
        return false;
    }
    let telling: Vec<&&str> = words.iter().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3).collect();
    let capital = telling
        .iter()
        .filter(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| !c.is_lowercase()))
        .count();
    telling.is_empty() || capital * 10 >= telling.len() * 6
}
