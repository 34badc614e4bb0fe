//! What a CV denies ("I do not speak German"), and what it says of other people: neither is a claim of the person's own.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::doc::Doc;
use super::phrases::phrases;
use super::taxonomy::{Id, Kind, Mention, SectionKind, TAXONOMY};
use super::text::BREAK;

phrases! {
    /// Deny what follows, whatever comes after it.
    PLAINLY = "\
        not | never | neither | nor | cannot | can't | don't | doesn't | didn't | haven't | hasn't | lack | lacks | lacking | \
        nicht | weder | kein | keine | keinen | keinem | keiner | keinerlei | pas | jamais | aucun | aucune | nunca | \
        ningun | ninguna | nenhum | nenhuma | nessun | nessuna | niet | geen";
    /// Deny a thing that stands alone ("no driving licence"), not one that qualifies another ("no Kubernetes downtime").
    BARELY = "no | without | ohne | sans | sin | sem | nao | non | senza | zonder";
    /// Stand between the denial and what is denied.
    FILLERS = "\
        a | an | any | the | my | formal | prior | previous | professional | practical | direct | valid | yet | with | in | of \
        | at | to | as | for | on | hold | have | has | had | possess | own | speak | read | write | understand | know | learn \
        | use | used | work | worked | working | studied | been | be | got | fluent | fluently | willing | able | ready | open | \
        mit | im | der | die | das | den | dem | ein | eine | einen | gultige | gultigen | gultiges | uber | als | bereit | \
        d | l | de | le | la | les | un | une | du | des | en | avec | parle | possede | maitrise | ai | \
        con | el | del | los | uno | una | hablo | tengo | poseo | domino | \
        com | do | da | o | e | um | uma | falo | tenho | possuo | \
        di | il | lo | parlo | ho | possiedo | alcuna | van | het | een | met | spreek | heb | bezit";
    /// Fillers that speak of experience or knowledge, so that even a duty's line is about the person.
    NOUNS = "\
        experience | experiences | knowledge | skill | skills | expertise | background | training | certification | \
        certificate | qualification | qualifications | proficiency | command | erfahrung | erfahrungen | kenntnisse | \
        kenntnis | experiencia | experiencias | conocimiento | conocimientos | connaissance | connaissances | notions | \
        certificado | certificat | zertifikat | zertifizierung | esperienza | esperienze | conoscenza | conoscenze | \
        conhecimento | conhecimentos | ervaring | kennis | certificaat";
    /// May follow a thing barely denied.
    TAILS = "\
        experience | experiences | certificate | certification | certified | licence | license | holder | skills | skill | \
        knowledge | degree | yet | so | at | but | and | or | nor | because | i | currently | kenntnisse | erfahrung | \
        zertifikat | vorhanden | aber | und | oder | noch | ich | mais | et | ou | ni | pero | y | ma | mas | e | o | maar | \
        en | of";
    /// Take a denial back when they follow.
    TAKEN_BACK = "\
        only | native | until | till | before | national | citizen | citizenship | nationality | bis | avant | jusqu | hasta | \
        fino | ate | tot | prima | antes";
    /// Carry a denial on to the next thing.
    OR = "or | nor | and/or | oder | noch | ou | ni | o | nem | ne | of";
    /// Stand before the denial and belong to its sentence.
    OPENERS = "\
        i | do | does | did | have | has | had | can | could | am | currently | ich | habe | spreche | besitze | je | j'ai | \
        ne | n'ai | n'a | parle | possede | yo | eu | io | ik | heb | spreek | tengo | hablo | ho | parlo | tenho | falo";
}

/// A word or two for the grade of a licence may stand between it and what is said of it.
static AFTER_NONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u)^(?: (?:licen[cs]e|certificate|kenntnisse|(?:class |klasse )?[a-e]\b))? ?[:=(] ?(?:no|none|nein|kein\w*(?: kenntnisse| erfahrung)?|aucune?|ningun[oa]?|nessun[oa]|nenhuma?|nao|geen|nee|not held|no experience|keine erfahrung|sans experience|sin experiencia|sem experiencia|senza esperienza|geen ervaring) ?(?:$|[|,.;)])")
        .expect("a fixed pattern")
});

static AFTER_GONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u)^(?: (?:licen[cs]e|certificate|(?:class |klasse )?[a-e]\b))? ?[,(:|]? ?(?:was |has been |wurde |zurzeit |currently )?(?:revoked|withdrawn|suspended|entzogen|widerrufen|retiree?\b|suspendue?|revocad[oa]|retirad[oa]|suspendid[oa]|revocat[oa]|ritirat[oa]|sospes[oa]|ingetrokken|cassad[oa])")
        .expect("a fixed pattern")
});

static AFTER_VERB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u)^ (?:spreche|habe|besitze|kenne|kann|beherrsche) (?:ich )?(?:leider |noch )?(?:nicht|kein\w*)\b")
        .expect("a fixed pattern")
});

/// "PMP course invoices": paper about a certificate, not the certificate.
static PAPERWORK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u)^ (?:(?:course|training|exam\w*|certification|kurs\w*|lehrgangs\w*|schulungs\w*) )?(?:invoices?|bookings?|registrations?|fees|brochures?|participants?|attendees|delegates|rechnungen|buchungen|anmeldungen|teilnehmer\w*|factures|facturas|fatture|faturas|facturen)\b")
        .expect("a fixed pattern")
});

/// "My boss speaks", "mein Chef spricht": what follows is about them.
static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u)\b(?:my|our|the|mein|meine|unser|unsere|mon|ma|notre|mi|nuestr[oa]|il mio|la mia|meu|minha|mijn|onze) (?:\w+ )?(?:boss|manager|supervisor|colleagues?|wife|husband|partner|father|mother|brother|sister|son|daughter|friend|chefin|chef|vorgesetzte\w?|kolleg\w*|frau|mann|vater|mutter|bruder|schwester|freund\w*|patron\w*|collegue|femme|mari|pere|mere|frere|jefe|jefa|companer[oa]|esposa|marido|padre|madre|hermano|capo|collega|moglie|marito|chefe|colega|baas|vrouw|man) (?:also |auch |\w+ally )?(?:speaks?|spoke|holds?|held|knows|is an?|has an?|spricht|sprach|hat|besitzt|kennt|parle|possede|connait|habla|tiene|conoce|parla|possiede|conosce|fala|tem|conhece|spreekt|heeft|kent)\b")
        .expect("a fixed pattern")
});

/// More words than this never stand between a denial and what it denies.
const MOST_BETWEEN: usize = 8;
/// A line this long is wrapped, and goes on in the next.
const WRAPPED: usize = 60;

/// Something that the CV says the person does not have.
#[derive(Clone, Debug)]
pub struct Denied {
    pub concept: Id,
    /// The words that deny it, from "I do not" to its name.
    pub range: Range<usize>,
}

/// What stands in a CV and is no claim.
#[derive(Clone, Debug, Default)]
pub struct Unclaimed {
    pub denied: Vec<Denied>,
    /// What is said of other people.
    pub others: Vec<Range<usize>>,
}

impl Unclaimed {
    pub fn in_doc(doc: &Doc) -> Unclaimed {
        let mut found = Unclaimed { denied: Vec::new(), others: others(doc) };
        let mut last: Option<(usize, usize)> = None;
        for mention in &doc.mentions {
            let kind = TAXONOMY.concept(mention.concept).kind;
            if !matches!(kind, Kind::Skill | Kind::Certificate | Kind::Language | Kind::Sector | Kind::Degree) {
                continue;
            }
            let section = doc.section_at(mention.start);
            let named = matches!(kind, Kind::Certificate | Kind::Language);
            if (named && section == Some(SectionKind::References)) || is_paperwork(doc, mention, kind) {
                found.others.push(mention.start..mention.end);
                continue;
            }
            let at = doc.folded.place(mention.start);
            let range = match before(doc, mention, section).or_else(|| last.and_then(|last| carried(doc, last, at))) {
                Some(start) => {
                    let start_byte = doc.folded.source(start..start + 1).start;
                    last = Some((start, doc.folded.place(mention.end)));
                    start_byte..mention.end
                }
                None => match after(doc, mention, kind) {
                    Some(end) => mention.start..end,
                    None => continue,
                },
            };
            found.denied.push(Denied { concept: mention.concept, range });
        }
        found
    }

    pub fn ranges(&self) -> Vec<Range<usize>> {
        self.denied.iter().map(|d| d.range.clone()).chain(self.others.iter().cloned()).collect()
    }
}

/// What denies the words that begin at a place in folded text.
struct Before {
    start: usize,
    plainly: bool,
    /// It denies experience or knowledge by that word.
    noun: bool,
}

/// Whether what begins at this place of folded text is denied right before it: "not willing to relocate".
pub fn is_denied(folded: &str, at: usize) -> bool {
    denial(folded, at).is_some()
}

/// The same for words that nobody has a name for, where only a plain "not" denies.
pub fn is_plainly_denied(folded: &str, at: usize) -> bool {
    denial(folded, at).is_some_and(|found| found.plainly)
}

fn denial(folded: &str, at: usize) -> Option<Before> {
    let (mut end, mut noun) = (at, false);
    for _ in 0..MOST_BETWEEN {
        let (start, word) = word_before(folded, end)?;
        let plainly = PLAINLY.has(word);
        if plainly || BARELY.has(word) {
            let mut opening = start;
            while let Some((start, _)) = word_before(folded, opening).filter(|(_, word)| OPENERS.has(word)) {
                opening = start;
            }
            return Some(Before { start: opening, plainly, noun });
        }
        let filler = |part: &str| FILLERS.has(part) || NOUNS.has(part);
        if !(filler(word) || word.split('\'').all(|part| part.is_empty() || filler(part))) {
            return None;
        }
        noun |= word.split('\'').any(|part| NOUNS.has(part));
        end = start;
    }
    None
}

/// The word that ends before a place, when no mark stands between: marks part clauses.
fn word_before(folded: &str, at: usize) -> Option<(usize, &str)> {
    let before = folded[..at].trim_end_matches(' ');
    let start = before
        .rfind([' ', BREAK, '(', '"', '“', '/'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[start..];
    (word.ends_with(|c: char| c.is_alphanumeric() || c == '\'')).then_some((start, word))
}

/// Where the denial of a mention begins in folded text.
fn before(doc: &Doc, mention: &Mention, section: Option<SectionKind>) -> Option<usize> {
    if doc.text[..mention.start].ends_with(['-', '‐']) {
        return None;
    }
    let at = doc.folded.place(mention.start);
    let found = denial(&doc.folded.text, at)?;
    let of_work = matches!(section, Some(SectionKind::Experience | SectionKind::Projects));
    if of_work && !found.noun {
        return None;
    }
    let first = doc.line_at(doc.folded.source(found.start..found.start + 1).start);
    let wraps = (first..doc.line_at(mention.start)).all(|n| doc.line(n).chars().count() >= WRAPPED);
    let rest = rest_of_line(doc, mention);
    let next = rest.trim_start().split([' ', '\'']).next().unwrap_or_default();
    let ends = next.is_empty() || next.starts_with(|c: char| !c.is_alphanumeric());
    let next = next.trim_matches(|c: char| !c.is_alphanumeric());
    let stands = !TAKEN_BACK.has(next) && (found.plainly || ends || TAILS.has(next));
    (wraps && stands).then_some(found.start)
}

/// "…a PMP or PRINCE2": the denial of the last thing goes on.
fn carried(doc: &Doc, (start, end): (usize, usize), at: usize) -> Option<usize> {
    let mut between = doc.folded.text.get(end..at)?.split_whitespace();
    let first = between.next()?.trim_start_matches(',');
    (OR.has(first) && between.all(|word| FILLERS.has(word) || NOUNS.has(word))).then_some(start)
}

/// Where a denial behind a mention ends: "German: none", "licence B (revoked 2020)", "Deutsch spreche ich nicht".
fn after(doc: &Doc, mention: &Mention, kind: Kind) -> Option<usize> {
    let at = doc.folded.place(mention.end);
    let rest = rest_of_line(doc, mention);
    let gone = || AFTER_GONE.find(rest).filter(|_| kind == Kind::Certificate);
    let found = AFTER_NONE.find(rest).or_else(gone).or_else(|| AFTER_VERB.find(rest))?;
    let length = found.as_str().trim_end_matches([' ', BREAK, ',', '.', ';', ')']).len();
    let end = doc.folded.source(at..at + length).end.max(mention.end);
    // "(revoked 2020)" to its bracket.
    let bracket = doc.text[mention.end..end].contains('(').then(|| doc.text[end..].find([')', '\n'])).flatten();
    Some(bracket.filter(|at| *at <= 40 && doc.text[end + at..].starts_with(')')).map_or(end, |at| end + at + 1))
}

fn is_paperwork(doc: &Doc, mention: &Mention, kind: Kind) -> bool {
    kind == Kind::Certificate && PAPERWORK.is_match(rest_of_line(doc, mention))
}

/// The folded text behind a mention to the end of its line.
fn rest_of_line<'d>(doc: &'d Doc, mention: &Mention) -> &'d str {
    let end = doc.lines[doc.line_at(mention.start)].end.max(mention.end);
    doc.folded.text.get(doc.folded.place(mention.end)..doc.folded.place(end)).unwrap_or_default()
}

/// Clauses about other people, from their mention to the next mark or "and I".
fn others(doc: &Doc) -> Vec<Range<usize>> {
    let folded = &doc.folded.text;
    OTHERS
        .find_iter(folded)
        .map(|found| {
            let rest = &folded[found.end()..];
            let line = doc.line_at(doc.folded.source(found.end() - 1..found.end()).start);
            let line_end = doc.folded.place(doc.lines[line].end);
            let mark = rest.find(['.', ';', BREAK, '!']).map_or(folded.len(), |at| found.end() + at);
            let own = [" and i ", " but i ", " und ich ", " aber ich ", " et je ", " mais je ", ", i "];
            let own = own.iter().filter_map(|w| rest.find(w)).min().map_or(folded.len(), |at| found.end() + at);
            doc.folded.source(found.start()..line_end.max(found.end()).min(mark).min(own).max(found.end()))
        })
        .collect()
}
