//! Leading people: teams led, their size, and titles that come with a team.

use crate::screening::phrases::phrases;
use std::sync::LazyLock;

use regex::Regex;

use super::Finding;
use super::ask::Ask;
use super::experience::rank_of;
use super::shown;
use super::skill::upper_first;
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;

static TEAM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?-u:\b)(?:led|lead|leading|managed|manage|managing|supervised|supervise|supervising|headed|heading|directed|mentored|oversaw|overseeing|coached|line[\s-]managed|responsible\s+for)\s+
            (?:[\p{L}-]+\s+){0,4}?(?:(?:of|over)\s+)?(?:(?P<a>\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)\+?\s+)?(?:[\p{L}-]+\s+){0,3}?
            (?:teams?|staff|employees|people|engineers|developers|nurses|direct\s+reports|reports|crew|cooks|chefs|technicians|teachers|associates|brigade|workers|operatives|accountants|analysts|members|specialists|subcontractors)(?-u:\b)
            (?:\s+of\s+(?:up\s+to\s+|over\s+|about\s+|at\s+least\s+|more\s+than\s+)?(?P<b>\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty))?
        |(?-u:\b)teams?\s+(?:lead(?:er)?|of\s+(?:up\s+to\s+|over\s+)?(?P<c>\d{1,4}|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty))(?-u:\b)
        |(?-u:\b)(?P<d>\d{1,4})\s+(?:direct\s+reports|mitarbeiter\w*|besch[äa]ftigte|collaborateurs|personnes|personas|empleados|collaboratori|medewerkers|colaboradores)(?-u:\b)
        |(?-u:\b)(?:f[üu]hrung|leitung|f[üu]hrte?|leitete?|encadr\w+|management|direcci[óo]n|coordinamento|gest[ãa]o|leiding)\s+(?:\p{L}+\s+){0,3}?(?:(?P<e>\d{1,4})\s+)?(?:\p{L}+[\s-]){0,2}?(?:teams?|mitarbeiter\w*|[ée]quipes?|equipos?|personnes|equipas?|personale|medewerkers)(?:\s+(?:of|von|mit|de|di|van)\s+(?P<f>\d{1,4}))?",
    )
    .expect("a fixed pattern")
});

phrases! {
    WORDS = "\
        leading people | leading a team | leading teams | lead a team | lead teams | managing people | people \
        management | people leadership | team leadership | leadership experience | line management | managing a \
        team | managing teams | supervisory experience | supervising | fuhrungserfahrung | personalverantwortung \
        | mitarbeiterfuhrung | fuhrung von | management d'equipe | encadrement | gestion de equipos | liderazgo \
        | gestione di team | gestione del personale | leidinggev";
}

/// Whether a requirement is about leading people.
pub(super) fn is_asked(ask: &Ask) -> bool {
    WORDS.any_in(&ask.folded) || TEAM.is_match(&ask.folded) && ask.groups.is_empty()
}

pub(super) fn find(cv: &Cv, ask: &Ask) -> Finding {
    let wanted = TEAM.captures(&ask.folded).and_then(|c| size(&c));
    let text = &cv.doc.text;
    let mut teams: Vec<(std::ops::Range<usize>, Option<u32>, Option<usize>)> = TEAM
        .captures_iter(text)
        .filter_map(|c| {
            let whole = c.get(0)?;
            let job = cv.jobs.iter().position(|j| j.range.start <= whole.start() && whole.end() <= j.range.end);
            Some((whole.range(), size(&c), job))
        })
        .collect();
    teams.sort_by_key(|(range, size, job)| (std::cmp::Reverse(size.unwrap_or(0)), job.is_none(), range.start));
    let titled: Vec<usize> =
        (0..cv.jobs.len()).filter(|n| cv.jobs[*n].title.clone().is_some_and(|t| rank_of(cv, t) >= 5)).collect();
    let mut jobs: Vec<usize> = teams.iter().filter_map(|t| t.2).chain(titled.iter().copied()).collect();
    jobs.sort_unstable();
    jobs.dedup();
    if teams.is_empty() && titled.is_empty() {
        return Finding::silent("leading people");
    }
    let mut evidence: Vec<_> = teams.iter().map(|t| t.0.clone()).collect();
    evidence.extend(titled.iter().filter_map(|n| cv.jobs[*n].title.clone()));
    let months = shown::months(cv, &jobs);
    let largest = teams.iter().filter_map(|t| t.1).max();
    let told = match (largest, jobs.first()) {
        (Some(n), Some(job)) => format!("Led up to {n} people, {}", shown::job_name(cv, *job)),
        (Some(n), None) => format!("Led up to {n} people"),
        (None, Some(job)) => format!("{} led people", upper_first(&shown::job_name(cv, *job))),
        (None, None) => "Led people".to_string(),
    };
    if let Some(wanted) = wanted
        && largest.unwrap_or(0) < wanted
    {
        let why = match largest {
            Some(n) => format!("Led up to {n} people, {wanted} asked."),
            None => "Led people, but the CV does not say how many.".to_string(),
        };
        return Finding::new(Verdict::PartlyMet, 0.6, evidence, why);
    }
    if let Some(asked) = ask.years {
        if months == 0 {
            return Finding::new(
                Verdict::PartlyMet,
                0.5,
                evidence,
                format!("{told}, for how long the CV does not say."),
            );
        }
        let enough = shown::suffices(months, asked);
        let verdict = if enough {
            Verdict::Met
        } else if months as f32 >= asked * 6.0 {
            Verdict::PartlyMet
        } else {
            Verdict::NotMet
        };
        return Finding::new(verdict, 0.75, evidence, format!("{told}, over {} in all.", shown::beside(months, asked)));
    }
    // A title alone is a hint, a team led is a fact.
    let confidence = if teams.is_empty() { 0.6 } else { 0.85 };
    Finding::new(Verdict::Met, confidence, evidence, format!("{told}."))
}

fn size(found: &regex::Captures<'_>) -> Option<u32> {
    let text = ["a", "b", "c", "d", "e", "f"].iter().find_map(|n| found.name(n))?.as_str().to_lowercase();
    text.parse().ok().or(match text.as_str() {
        "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        "seven" => Some(7),
        "eight" => Some(8),
        "nine" => Some(9),
        "ten" => Some(10),
        "twelve" => Some(12),
        "fifteen" => Some(15),
        "twenty" => Some(20),
        "thirty" => Some(30),
        _ => None,
    })
}
