//! Location: where the person lives against where the work is; remote work and relocation.

use super::ask::{Ask, names};
use super::{Finding, other};
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;
use crate::screening::denial;
use crate::screening::phrases::phrases;
use crate::screening::taxonomy::{Id, Kind, TAXONOMY};
use crate::screening::text::fold;

phrases! {
    EU = "\
        AT | BE | BG | HR | CY | CZ | DK | EE | FI | FR | DE | GR | HU | IE | IT | LV | LT | LU | MT | NL | PL | \
        PT | RO | SK | SI | ES | SE";
    PERMIT = "\
        work permit | right to work | work authorization | work authorisation | authorized to work | authorised \
        to work | visa | citizen | arbeitserlaubnis | aufenthalt | permis de travail | permiso de trabajo | \
        permesso di | werkvergunning";
    REMOTE = "remote | home office | homeoffice | teletravail | teletrabajo | work from home";
    MOVING = "\
        relocat | willing to move | open to moving | umzugsbereit | umzug moglich | mobilite | mobile dans toute \
        | disponibilidad para viajar | cambio de residencia | trasferimento | trasferirmi | verhuisbereid | \
        ortsungebunden | ready to move";
}

pub(super) fn find(cv: &Cv, ask: &Ask) -> Finding {
    if PERMIT.any_in(&ask.folded) {
        return permit(cv);
    }
    let wanted: Vec<Id> = ask.mentions.iter().map(|m| m.concept).filter(|id| is_geo(*id)).collect();
    let union =
        ask.folded.split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "eu" | "europe" | "europa" | "emea"));
    let remote =
        ask.has(&["remote", "home office", "homeoffice", "teletravail", "teletrabajo", "anywhere", "work from home"]);
    let home = home(cv);
    let moving = word_range(cv, MOVING.iter());
    if wanted.is_empty() && !union {
        if remote {
            return match word_range(cv, REMOTE.iter()) {
                Some(at) => Finding::new(Verdict::Met, 0.75, vec![at], "The CV speaks of remote work."),
                None => Finding::silent("remote work"),
            };
        }
        return match moving {
            Some(at) if ask.has(&["relocat", "umzug", "mobil", "move"]) => {
                Finding::new(Verdict::Met, 0.85, vec![at], "The CV says so.")
            }
            _ => other::find(cv, ask),
        };
    }
    let Some((home, at)) = home else {
        return match moving {
            Some(range) => {
                Finding::new(Verdict::PartlyMet, 0.6, vec![range], "Ready to move; the CV does not say from where.")
            }
            None => Finding::silent("where this person lives"),
        };
    };
    let place = names(&[home], "and");
    let country = country_of(home);
    let asked_countries: Vec<&str> = wanted.iter().map(|id| country_of(*id)).collect();
    let in_union =
        union && TAXONOMY.named(Kind::Country, country).is_some_and(|c| EU.has(TAXONOMY.concept(c).group.as_str()));
    let country_asked = wanted.iter().any(|id| TAXONOMY.concept(*id).kind == Kind::Country);
    if wanted.contains(&home) || in_union || (asked_countries.contains(&country) && (country_asked || remote)) {
        return Finding::new(Verdict::Met, 0.9, vec![at], format!("Lives in {place}."));
    }
    if let Some(range) = moving {
        let verdict =
            if ask.has(&["relocat", "umzug", "willing", "or move"]) { Verdict::Met } else { Verdict::PartlyMet };
        return Finding::new(verdict, 0.75, vec![range, at], format!("Lives in {place}, and says a move is possible."));
    }
    if asked_countries.contains(&country) {
        return Finding::new(
            Verdict::PartlyMet,
            0.65,
            vec![at],
            format!("Lives in {place}: the same country, not the same town."),
        );
    }
    if TAXONOMY.concept(home).kind == Kind::Country && asked_countries.contains(&TAXONOMY.name(home)) {
        return Finding::new(
            Verdict::PartlyMet,
            0.5,
            vec![at],
            format!("Lives in {place}, the CV does not say where."),
        );
    }
    Finding::new(Verdict::NotMet, 0.75, vec![at], format!("Lives in {place}, and the CV does not speak of moving."))
}

fn is_geo(id: Id) -> bool {
    matches!(TAXONOMY.concept(id).kind, Kind::Place | Kind::Country)
}

fn country_of(id: Id) -> &'static str {
    let concept = TAXONOMY.concept(id);
    if concept.kind == Kind::Country { &concept.name } else { &concept.group }
}

/// The place the person lives in, with the bytes that say so.
fn home(cv: &Cv) -> Option<(Id, std::ops::Range<usize>)> {
    let stated = cv.parsed.location.as_deref()?;
    let at = cv.doc.text.find(stated)?;
    let inside: Vec<_> = cv.doc.mentions_in(&(at..at + stated.len())).filter(|m| is_geo(m.concept)).collect();
    let best = inside.iter().find(|m| TAXONOMY.concept(m.concept).kind == Kind::Place).or(inside.first())?;
    Some((best.concept, at..at + stated.len()))
}

fn word_range(cv: &Cv, words: impl Iterator<Item = &'static str>) -> Option<std::ops::Range<usize>> {
    let folded = &cv.doc.folded;
    words.into_iter().find_map(|word| {
        let mut places = folded.text.match_indices(word).filter(|(at, _)| !denial::is_denied(&folded.text, *at));
        let range = places.next().map(|(at, _)| folded.source(at..at + word.len()))?;
        (!cv.is_ignored(&range)).then_some(range)
    })
}

fn permit(cv: &Cv) -> Finding {
    match word_range(cv, PERMIT.iter()) {
        Some(at) if !fold(cv.doc.slice(&cv.doc.line_range(cv.doc.line_at(at.start)))).contains("require") => {
            Finding::new(Verdict::Met, 0.7, vec![at], "The CV speaks of a permit or citizenship.")
        }
        Some(at) => Finding::new(Verdict::PartlyMet, 0.5, vec![at], "The CV says that a permit is needed."),
        None => Finding::silent("a work permit"),
    }
}
