//! What tells two sets of requirements apart, and two screenings: sentences and reasons, from the values alone.

use crate::screening::{Importance, Judgement, Requirement, Thresholds, Verdict, Words};
use serde::{Deserialize, Serialize};

/// Why a requirement counts differently for someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The requirement is new.
    New,
    /// It is gone.
    Gone,
    /// It asks for something else.
    Reworded,
    /// It weighs more or less, or is a must or no longer one.
    Weight,
    /// Another CV was read.
    Cv,
    /// The engine judges otherwise than it did.
    Engine,
}

/// One requirement that counts differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub requirement: String,
    pub before: Option<Verdict>,
    pub after: Option<Verdict>,
    pub reason: Reason,
    /// Its weight, before and after.
    pub weights: (u8, u8),
}

/// How the verdicts of one person changed. Those that stand as they stood are left out.
pub fn verdict_changes(before: &[Judgement], after: &[Judgement], same_cv: bool) -> Vec<Change> {
    let known = |list: &'_ [Judgement], id: &str| list.iter().find(|one| one.requirement_id == id).cloned();
    let mut changes = Vec::new();
    for now in after {
        let was = known(before, &now.requirement_id);
        let reason = match &was {
            None => Reason::New,
            Some(was) if was.requirement != now.requirement || was.category != now.category => {
                if was.verdict == now.verdict && was.weight == now.weight {
                    continue;
                }
                Reason::Reworded
            }
            Some(was) if was.verdict != now.verdict => {
                if same_cv {
                    Reason::Engine
                } else {
                    Reason::Cv
                }
            }
            Some(was) if was.weight != now.weight || was.importance != now.importance => Reason::Weight,
            Some(_) => continue,
        };
        changes.push(Change {
            requirement: now.requirement.clone(),
            before: was.as_ref().map(|was| was.verdict),
            after: Some(now.verdict),
            reason,
            weights: (was.map_or(0, |was| was.weight), now.weight),
        });
    }
    let gone = before.iter().filter(|was| known(after, &was.requirement_id).is_none());
    changes.extend(gone.map(|was| Change {
        requirement: was.requirement.clone(),
        before: Some(was.verdict),
        after: None,
        reason: Reason::Gone,
        weights: (was.weight, 0),
    }));
    changes
}

/// What a position asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    pub requirements: Vec<Requirement>,
    pub words: Words,
}

/// What changed about it, a sentence each.
pub fn changes_between(before: &Asked, after: &Asked) -> Vec<String> {
    let mut told = Vec::new();
    for now in &after.requirements {
        let Some(was) = before.requirements.iter().find(|was| was.id == now.id) else {
            told.push(format!("Added “{}”, {}.", now.text, weighs(now)));
            continue;
        };
        if was.text != now.text {
            told.push(format!("“{}” became “{}”.", was.text, now.text));
        } else if was.category != now.category {
            told.push(format!("“{}” is looked for in another way.", now.text));
        }
        if was.weight != now.weight || was.importance != now.importance {
            told.push(format!("“{}” is {}, was {}.", now.text, weighs(now), weighs(was)));
        }
    }
    let gone = before.requirements.iter().filter(|was| after.requirements.iter().all(|now| now.id != was.id));
    told.extend(gone.map(|was| format!("Removed “{}”.", was.text)));
    for (kind, was, now) in [
        ("Must-have word", &before.words.must, &after.words.must),
        ("Avoid word", &before.words.avoid, &after.words.avoid),
    ] {
        told.extend(now.iter().filter(|word| !was.contains(word)).map(|word| format!("{kind} “{word}” added.")));
        told.extend(was.iter().filter(|word| !now.contains(word)).map(|word| format!("{kind} “{word}” removed.")));
    }
    told
}

/// The same for the workspace's thresholds.
pub fn thresholds_between(before: Thresholds, after: Thresholds) -> Option<String> {
    (before != after).then(|| {
        format!(
            "Strong begins at {}, was {}; potential at {}, was {}.",
            after.strong, before.strong, after.potential, before.potential
        )
    })
}

fn weighs(requirement: &Requirement) -> String {
    let importance = if requirement.importance == Importance::Must { "a must" } else { "nice to have" };
    format!("{importance} of weight {}", requirement.weight)
}

#[cfg(test)]
mod tests {
    use super::{Asked, Reason, changes_between, verdict_changes};
    use crate::screening::{Category, Importance, Judgement, Requirement, Verdict, Words};

    fn asked(id: &str, text: &str, weight: u8) -> Requirement {
        Requirement {
            id: id.into(),
            text: text.into(),
            category: Category::Skill,
            importance: Importance::Must,
            weight,
        }
    }

    fn judged(asked: &Requirement, verdict: Verdict) -> Judgement {
        Judgement {
            requirement_id: asked.id.clone(),
            requirement: asked.text.clone(),
            category: asked.category,
            importance: asked.importance,
            weight: asked.weight,
            verdict,
            confidence: 1.0,
            evidence: vec![],
            why: String::new(),
        }
    }

    #[test]
    fn each_change_has_its_reason() {
        let (rust, go, sql) = (asked("1", "Rust", 3), asked("2", "Go", 3), asked("3", "SQL", 3));
        let before = [judged(&rust, Verdict::Met), judged(&go, Verdict::NotMet), judged(&sql, Verdict::Met)];
        let after = [
            judged(&asked("1", "Rust", 5), Verdict::Met),
            judged(&go, Verdict::Met),
            judged(&asked("4", "Kafka", 1), Verdict::NotStated),
        ];
        let reasons = |same_cv| {
            verdict_changes(&before, &after, same_cv).into_iter().map(|change| change.reason).collect::<Vec<_>>()
        };
        assert_eq!(reasons(true), [Reason::Weight, Reason::Engine, Reason::New, Reason::Gone]);
        assert_eq!(reasons(false)[1], Reason::Cv);
        assert!(verdict_changes(&before, &before, true).is_empty());
    }

    #[test]
    fn what_changed_is_told_in_sentences() {
        let words = |must: &[&str]| Words { must: must.iter().map(|word| word.to_string()).collect(), avoid: vec![] };
        let before =
            Asked { requirements: vec![asked("1", "Rust", 3), asked("2", "Go", 3)], words: words(&["night shifts"]) };
        let after =
            Asked { requirements: vec![asked("1", "Rust", 5), asked("3", "SQL", 1)], words: words(&["forklift"]) };
        assert_eq!(
            changes_between(&before, &after),
            [
                "“Rust” is a must of weight 5, was a must of weight 3.",
                "Added “SQL”, a must of weight 1.",
                "Removed “Go”.",
                "Must-have word “forklift” added.",
                "Must-have word “night shifts” removed.",
            ]
        );
        assert!(changes_between(&before, &before).is_empty());
    }
}
