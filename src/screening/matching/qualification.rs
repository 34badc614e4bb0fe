//! Degrees: the level first (a master's satisfies a bachelor's), then the field; experience where the ad accepts it.

use super::ask::{Ask, list};
use super::{Finding, other, shown};
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;
use crate::screening::education::Studied;
use crate::screening::taxonomy::{Id, Kind, TAXONOMY};

pub(super) fn find(cv: &Cv, ask: &Ask) -> Finding {
    let wanted_level = ask.of_kind(Kind::Degree).into_iter().map(|id| TAXONOMY.concept(id).rank).min().or_else(|| {
        ask.has(&[
            "university",
            "degree",
            "studium",
            "hochschul",
            "diplome",
            "universitari",
            "laurea",
            "titulacion",
            "graduate",
        ])
        .then_some(4)
    });
    let fields = ask.of_kind(Kind::Field);
    let Some(wanted) = wanted_level.or(if fields.is_empty() { None } else { Some(2) }) else {
        return if ask.certificates().is_empty() { other::find(cv, ask) } else { super::certificate::find(cv, ask) };
    };
    let studied: Vec<&Studied> = cv.education.iter().filter(|e| e.level > 0 || !e.fields.is_empty()).collect();
    if studied.is_empty() {
        return equivalent(cv, ask).unwrap_or_else(|| Finding::silent("a degree or training"));
    }
    let best =
        studied.iter().copied().max_by_key(|e| (field_match(e, &fields), e.level >= wanted, !e.unfinished, e.level));
    let Some(best) = best else { return Finding::silent("a degree or training") };
    let field = field_match(best, &fields);
    let named = best.education.degree.clone().unwrap_or_else(|| "the degree".to_string());
    let asked_fields = list(&fields.iter().map(|f| TAXONOMY.name(*f).to_lowercase()).collect::<Vec<_>>(), "or");
    let evidence = vec![evidence_range(cv, best)];
    if best.level >= wanted && best.unfinished {
        return Finding::new(Verdict::PartlyMet, 0.7, evidence, format!("{named} is not finished yet."));
    }
    if best.level >= wanted && field == 3 {
        let why = if best.level > wanted && wanted_level.is_some() {
            format!("{named} is above what is asked.")
        } else {
            format!("{named} is what is asked.")
        };
        return Finding::new(Verdict::Met, if fields.is_empty() { 0.85 } else { 0.9 }, evidence, why);
    }
    if best.level >= wanted
        && (field == 2
            || ask.has(&[
                "related field",
                "similar field",
                "related discipline",
                "verwandte",
                "vergleichbar",
                "or similar",
                "comparable",
            ]) && field > 0)
    {
        return Finding::new(Verdict::Met, 0.65, evidence, format!("{named} is in a field near {asked_fields}."));
    }
    let highest = studied.iter().map(|e| e.level).max().unwrap_or(0);
    if highest >= wanted {
        let why = format!("The level is there ({named}), but not in {asked_fields}.");
        let why = if field == 1 {
            format!("The level is there ({named}), the field is not one the rules know.")
        } else {
            why
        };
        return equivalent(cv, ask).unwrap_or_else(|| Finding::new(Verdict::PartlyMet, 0.6, evidence, why));
    }
    if let Some(found) = equivalent(cv, ask) {
        return found;
    }
    if highest == 0 {
        return Finding::new(
            Verdict::PartlyMet,
            0.45,
            evidence,
            "Studies are named, but not the level reached.".to_string(),
        );
    }
    let why = format!("The highest level in the CV is {named}, below what is asked.");
    Finding::new(Verdict::NotMet, 0.75, evidence, why)
}

/// 3 the field asked for (or none asked), 2 a near one, 1 a field the taxonomy does not know, 0 another.
fn field_match(studied: &Studied, wanted: &[Id]) -> u8 {
    if wanted.is_empty() {
        return 3;
    }
    if studied.fields.is_empty() {
        return 1;
    }
    let same =
        studied.fields.iter().any(|f| wanted.iter().any(|w| TAXONOMY.satisfies(*f, *w) || TAXONOMY.satisfies(*w, *f)));
    let sibling = studied.fields.iter().any(|f| {
        wanted.iter().any(|w| TAXONOMY.concept(*f).implies.iter().any(|p| TAXONOMY.concept(*w).implies.contains(p)))
    });
    if same {
        3
    } else if sibling {
        2
    } else {
        0
    }
}

fn evidence_range(cv: &Cv, studied: &Studied) -> std::ops::Range<usize> {
    let degree = cv.doc.of_kind(Kind::Degree, studied.range.clone()).max_by_key(|m| TAXONOMY.concept(m.concept).rank);
    let at = degree.map_or(studied.range.start..studied.range.start + 1, |m| m.start..m.end);
    let line = cv.doc.line_at(at.start);
    cv.doc.line_range(line)
}

/// "…or equivalent experience": five years of dated work stand in for the degree.
fn equivalent(cv: &Cv, ask: &Ask) -> Option<Finding> {
    let accepted = ask.has(&[
        "equivalent",
        "or comparable",
        "oder vergleichbar",
        "gleichwertig",
        "ou equivalent",
        "o equivalente",
        "experience instead",
        "or experience",
        "oder langjahrige",
    ]);
    let jobs: Vec<usize> = (0..cv.jobs.len()).collect();
    let months = shown::months(cv, &jobs);
    if !accepted || months < 60 {
        return None;
    }
    let evidence = cv.jobs.iter().filter_map(|j| j.title.clone()).take(2).collect();
    Some(Finding::new(
        Verdict::Met,
        0.55,
        evidence,
        format!("No such degree, but {} of work, which the requirement accepts.", shown::in_words(months)),
    ))
}
