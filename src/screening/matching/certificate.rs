//! Certificates and licences: the one asked for or an equivalent, not expired, not still to come.

use super::ask::{Ask, names};
use super::{Finding, other, validity};
use crate::screening::contract::Verdict;
use crate::screening::cv::Cv;
use crate::screening::taxonomy::{Id, Kind, Mention, SectionKind, TAXONOMY};
use crate::screening::text::fold;

pub(super) fn find(cv: &Cv, ask: &Ask) -> Finding {
    let wanted = ask.certificates();
    if wanted.is_empty() {
        return other::find(cv, ask);
    }
    // Several certificates in one requirement are alternatives unless joined by "and".
    let all = ask.folded.contains(" and ") || ask.folded.contains(" und ") || ask.folded.contains(" et ");
    let groups: Vec<Vec<Id>> = if all && ask.of_kind(Kind::Certificate).len() == wanted.len() {
        ask.groups.iter().map(|g| only_certificates(g)).filter(|g| !g.is_empty()).collect()
    } else {
        vec![wanted]
    };
    let findings: Vec<Finding> = groups.iter().map(|group| best(cv, group)).collect();
    combine(findings)
}

fn only_certificates(group: &[Id]) -> Vec<Id> {
    group.iter().copied().filter(|id| TAXONOMY.concept(*id).kind == Kind::Certificate).collect()
}

fn combine(mut findings: Vec<Finding>) -> Finding {
    if findings.len() == 1 {
        return findings.remove(0);
    }
    let met = findings.iter().filter(|f| f.verdict == Verdict::Met).count();
    let some = findings.iter().any(|f| matches!(f.verdict, Verdict::Met | Verdict::PartlyMet));
    let verdict = if met == findings.len() {
        Verdict::Met
    } else if some {
        Verdict::PartlyMet
    } else {
        Verdict::NotStated
    };
    let confidence = findings.iter().map(|f| f.confidence).fold(1.0, f32::min);
    let why = findings.iter().map(|f| f.why.clone()).collect::<Vec<_>>().join(" ");
    Finding::new(verdict, confidence, findings.into_iter().flat_map(|f| f.evidence).collect(), why)
}

fn best(cv: &Cv, wanted: &[Id]) -> Finding {
    let name = names(wanted, "or");
    let mut partly: Option<Finding> = None;
    for mention in held(cv, wanted) {
        let same = wanted.contains(&mention.concept) || TAXONOMY.concept(mention.concept).kind == Kind::Skill;
        let equivalent = wanted.iter().any(|w| {
            TAXONOMY.concept(*w).related.contains(&mention.concept)
                || TAXONOMY.concept(mention.concept).related.contains(w)
        });
        if !same && !equivalent {
            continue;
        }
        let held = TAXONOMY.name(mention.concept);
        let range = mention.start..mention.end;
        let line = cv.doc.line(cv.doc.line_at(mention.start));
        if let Some(year) = validity::expired(line, cv.doc.today) {
            partly = Some(Finding::new(Verdict::PartlyMet, 0.8, vec![range], format!("{held} is there, but {year}.")));
            continue;
        }
        if validity::to_come(&fold(line)) {
            partly.get_or_insert(Finding::new(
                Verdict::PartlyMet,
                0.75,
                vec![range],
                format!("{held} is under way, not yet held."),
            ));
            continue;
        }
        let why =
            if same { format!("{held} is in the CV.") } else { format!("{held} is held, which counts as {name}.") };
        return Finding::new(Verdict::Met, if same { 0.9 } else { 0.75 }, vec![range], why);
    }
    partly.unwrap_or_else(|| Finding::silent(&name))
}

/// Certificates in the CV, and in its certificates section what these certificates are about ("First aid, 2023").
fn held(cv: &Cv, wanted: &[Id]) -> Vec<Mention> {
    let about = |skill: &Id| wanted.iter().any(|w| TAXONOMY.concept(*w).shows.contains(skill));
    let kind = |m: &Mention| TAXONOMY.concept(m.concept).kind;
    let listed = |m: &Mention| cv.doc.section_at(m.start) == Some(SectionKind::Certificates) && about(&m.concept);
    cv.doc
        .mentions
        .iter()
        .filter(|m| kind(m) == Kind::Certificate || (kind(m) == Kind::Skill && listed(m)))
        .copied()
        .collect()
}
