//! The person's name and headline, from the first lines and the help of the e-mail address.

use super::contacts::{is_contact_line, is_document_title};
use super::doc::Doc;
use super::sections::Section;
use super::segments::names_a_role;
use super::taxonomy::{Kind, Mention, SectionKind, TAXONOMY};
use super::text::{Line, fold, unbullet};
use crate::screening::phrases::phrases;

phrases! {
    LABELS = "\
        full name | name | vor und nachname | vorname nachname | nom et prenom | nom | nombre y apellidos | \
        nombre | nome e cognome | nome | naam | nome completo";
    PARTICLES = "\
        de | da | do | dos | das | del | della | di | du | la | le | van | von | der | den | ter | ten | zu | \
        bin | ibn | al | el | y | e";
    CREDENTIALS = "\
        mba | phd | ph.d | ph.d. | md | m.d. | rn | bsn | msn | pmp | cpa | cfa | acca | aca | esq | jr | sr | \
        ii | iii | pe | p.e. | msc | bsc | ma | ba | phr | sphr | fca | cissp | dds | mph | np";
    HONORIFICS = "\
        mr | mrs | ms | miss | dr | dra | dott.ssa | prof.ssa | profa | prof | dipl ing | ing | herr | frau | mme | sr | sra | dott | dr med | mag";
    /// Words that stand in capitals near the top of a CV and belong to no name.
    NOT_NAMES = "\
        street | st | avenue | ave | road | rd | lane | drive | city | county | state | url | linkedin | github \
        | email | mail | phone | address | contact | example | sample | template | resume | cv | vitae | page | \
        objective | summary | profile | education | school | university | college | elementary | company | \
        skills | experience | work | employment | references | name | your | job | title | management | \
        development | enhancement | quality | improvement | service | services | children | north | south | east \
        | west | home | grade | team | project | business | the | and | of | with | for | in | to | new | high | \
        department | date | birth | nationality | gmbh | ltd | inc | llc | limited | group | street, | strasse | \
        weg | platz | rue | calle | via | hotel | personal | information | core | competencies | key | \
        professional | seit | since | depuis | desde | sinds | vanaf | from | career | highlights | current | permanent | local | university, | career, | interests";
}

/// A name that a line may hold, with how likely it is one.
struct Guess {
    name: String,
    score: f32,
}

/// The person's name, when one can be told.
pub fn name(
    text: &str,
    lines: &[Line],
    sections: &[Section],
    mentions: &[Mention],
    emails: &[String],
) -> Option<String> {
    let written: Vec<Line> = lines.iter().filter(|l| !l.is_blank()).copied().collect();
    if let Some(labelled) = written.iter().take(60).find_map(|line| labelled(line.of(text))) {
        return Some(labelled);
    }
    let local: Vec<String> = emails.iter().filter_map(|e| e.split('@').next()).map(fold).collect();
    let mut best: Option<Guess> = None;
    for (n, line) in written.iter().enumerate() {
        let far = n > 14;
        let heading = sections.iter().any(|s| s.first > 0 && lines.get(s.first - 1) == Some(line));
        let at = lines.partition_point(|l| l.start < line.start);
        let inside = sections.iter().find(|s| (s.first..s.end).contains(&at));
        let career = inside.is_some_and(|s| {
            matches!(s.kind, Some(SectionKind::Experience | SectionKind::Education | SectionKind::Projects))
        });
        if heading || (far && local.is_empty() && (career || n > 80)) {
            continue;
        }
        for segment in segments(line.of(text)) {
            let at = line.start + (segment.as_ptr() as usize - line.of(text).as_ptr() as usize);
            let Some(name) = as_name(segment) else { continue };
            let mailed = local.iter().any(|local| resembles(&name, local));
            // Degrees behind a comma ("Ada Moss, MBA") are not the name's.
            let own = segment.find([',', '(']).unwrap_or(segment.len());
            if !mailed && (is_other_thing(at, at + own, mentions) || n > 1 && names_a_role(&fold(&name))) {
                continue;
            }
            // Where a side bar is read first, the name stands further down, over the headline.
            let headed = written.get(n + 1).is_some_and(|next| is_title_line(next, text, mentions));
            if far && !mailed && (career || n > 80 || !headed || segment.trim() != line.of(text).trim()) {
                continue;
            }
            let capitals = if segment.chars().all(|c| !c.is_lowercase()) { 0.3 } else { 0.0 };
            let score = 3.0 - 0.25 * n.min(14) as f32
                + capitals
                + if mailed { 3.0 } else { 0.0 }
                + if headed && far { 1.0 } else { 0.0 };
            if best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(Guess { name, score });
            }
        }
    }
    best.map(|guess| recase(&guess.name)).or_else(|| han_name(&written, text))
}

/// A short line with a title and no date: the headline under a name.
fn is_title_line(line: &Line, text: &str, mentions: &[Mention]) -> bool {
    let words = line.of(text).split_whitespace().count();
    let first = mentions.partition_point(|m| m.start < line.start);
    words <= 12
        && !line.of(text).ends_with('.')
        && mentions[first..]
            .iter()
            .take_while(|m| m.start < line.end)
            .any(|m| TAXONOMY.concept(m.concept).kind == Kind::Title)
}

fn labelled(line: &str) -> Option<String> {
    let (label, value) = line.split_once([':', '\t'])?;
    let label = fold(label);
    let value = value.split(['|', ';', '\t']).next().unwrap_or(value);
    (LABELS.has(label.as_str())).then(|| as_name(value.trim())).flatten().map(|n| recase(&n))
}

fn segments(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', '•', '·', '\t', ';', '/', '–', '—'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split("   "))
        .map(|s| unbullet(s.trim()).0)
        .map(|s| s.trim_matches(['"', ':']))
}

/// The words of a segment as a name, without titles before it and credentials after it.
fn as_name(segment: &str) -> Option<String> {
    let lowered = fold(segment);
    let mut rest = segment.trim();
    for prefix in
        ["curriculum vitae of ", "curriculum vitae ", "resume of ", "cv of ", "lebenslauf von ", "lebenslauf ", "cv "]
    {
        if lowered.starts_with(prefix) && segment.is_char_boundary(prefix.len()) {
            rest = segment[prefix.len()..].trim_start_matches([':', '-', ' ']);
            break;
        }
    }
    // "Ivory Beahan 122 South Street": the name ends where the address begins.
    let rest = rest.split([',', '(']).next().unwrap_or(rest).split(|c: char| c.is_ascii_digit()).next().unwrap_or(rest);
    let rest = rest[..sentence_end(rest)].trim();
    if is_document_title(rest) || rest.contains(['@', '/', ':', '&']) {
        return None;
    }
    // Emoji and other marks beside a name are none of it: "Ada Moss 🚆".
    let mark = |c: char| !c.is_alphanumeric() && c != '.';
    let words = rest.split_whitespace().map(|word| word.trim_matches(mark)).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.collect();
    while words.len() > 2 && words.last().is_some_and(|w| CREDENTIALS.has(fold(w).trim_end_matches('.'))) {
        words.pop();
    }
    // "Dr. rer. nat. Ada Moss"
    let abbreviated = |w: &str| w.ends_with('.') && (3..=6).contains(&w.len());
    while words.len() > 2
        && words.first().is_some_and(|w| abbreviated(w) || HONORIFICS.has(fold(w).trim_end_matches('.')))
    {
        words.remove(0);
    }
    if !(2..=5).contains(&words.len()) {
        return None;
    }
    if words.iter().any(|w| NOT_NAMES.has(fold(w).trim_matches(['.', ',']))) {
        return None;
    }
    let proper = |w: &&str| {
        let letters = w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
        letters && (w.starts_with(char::is_uppercase) || PARTICLES.has(fold(w).as_str()))
    };
    let long = words
        .iter()
        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1 && w.starts_with(char::is_uppercase))
        .count();
    let sentence = words.iter().any(|w| w.ends_with('.') && w.chars().count() > 3);
    (words.iter().all(proper) && long >= 1 && !sentence && words.iter().any(|w| w.chars().count() > 2))
        .then(|| words.join(" "))
}

/// Where the first sentence ends; initials and titles ("T.", "Dr.") end none.
fn sentence_end(text: &str) -> usize {
    let ends = |at: &usize| text[..*at].rsplit(' ').next().is_some_and(|word| word.chars().count() > 5);
    text.match_indices(". ").map(|(at, _)| at).find(ends).unwrap_or(text.len())
}

/// A title, skill, place, language or sector is no name.
fn is_other_thing(start: usize, end: usize, mentions: &[Mention]) -> bool {
    mentions.iter().filter(|m| m.start >= start && m.end <= end).any(|m| {
        let kind = TAXONOMY.concept(m.concept).kind;
        let most = (m.end - m.start) * 2 >= end - start;
        matches!(kind, Kind::Title | Kind::Degree | Kind::Certificate | Kind::Field | Kind::Seniority)
            || (most
                && matches!(
                    kind,
                    Kind::Skill | Kind::Place | Kind::Country | Kind::Language | Kind::Sector | Kind::Level
                ))
    })
}

/// Whether an e-mail's local part is made of the name: a whole longer word of it, or initials with a surname.
fn resembles(name: &str, local: &str) -> bool {
    fold(name).split([' ', '.', '\'']).any(|word| word.len() >= 3 && local.contains(word))
}

/// "ADA MOSS" and "ada moss" as "Ada Moss"; mixed case stays.
fn recase(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_string();
    }
    let mut fresh = true;
    name.chars()
        .map(|c| {
            let cased = if fresh { c } else { c.to_lowercase().next().unwrap_or(c) };
            fresh = !c.is_alphabetic();
            cased
        })
        .collect()
}

/// A Chinese, Japanese or Korean name alone on one of the first lines.
fn han_name(lines: &[Line], text: &str) -> Option<String> {
    let cjk = |c: char| matches!(c as u32, 0x4e00..=0x9fff | 0xac00..=0xd7af);
    lines
        .iter()
        .take(4)
        .map(|l| l.of(text))
        .find(|l| (2..=4).contains(&l.chars().count()) && l.chars().all(cjk))
        .map(str::to_string)
}

/// The line of the name when a side bar's list runs into it, as two columns are read one after the other.
pub fn line_within_list(doc: &Doc, name: &str) -> Option<usize> {
    let name = fold(name);
    let lists = [
        SectionKind::Skills,
        SectionKind::Certificates,
        SectionKind::Languages,
        SectionKind::Interests,
        SectionKind::References,
        SectionKind::Awards,
        SectionKind::Personal,
    ];
    doc.lines_of(&lists).into_iter().find(|n| {
        let line = doc.line(*n);
        line.len() <= name.len() * 2 + 8 && fold(line).starts_with(&name)
    })
}

/// The line under or beside the name that says what the person is.
pub fn headline(
    text: &str,
    lines: &[Line],
    sections: &[Section],
    mentions: &[Mention],
    name: Option<&str>,
) -> Option<String> {
    let top_end = sections.first().map_or(lines.len(), |s| s.end);
    let name = fold(name.unwrap_or_default());
    let is_name = |l: &Line| !name.is_empty() && fold(l.of(text)).contains(&name);
    let named_at = lines.iter().position(is_name);
    let mut near: Vec<usize> = (0..top_end.min(lines.len())).collect();
    if let Some(at) = named_at {
        near = (at..(at + 6).min(lines.len())).chain(near).collect();
    }
    near.into_iter().find_map(|n| {
        let line = lines[n];
        segments(line.of(text)).find_map(|segment| {
            let at = line.start + (segment.as_ptr() as usize - line.of(text).as_ptr() as usize);
            let titled = mentions.iter().any(|m| {
                m.start >= at && m.end <= at + segment.len() && TAXONOMY.concept(m.concept).kind == Kind::Title
            });
            let words = segment.split_whitespace().count();
            (titled
                && words <= 12
                && !segment.ends_with('.')
                && !is_contact_line(segment)
                && !is_document_title(segment))
            .then(|| segment.trim().to_string())
        })
    })
}
