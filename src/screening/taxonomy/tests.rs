//! What the taxonomy's files must be, checked on the files themselves.

use std::collections::{HashMap, HashSet};

use super::files::FILES;
use super::lists::List;
use super::{Kind, TAXONOMY};
use crate::screening::text::fold;

fn skills() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(|(path, _)| path.starts_with("skills/"))
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '>', '~']))
        .map(|line| line.split('|').map(str::trim).collect())
}

fn items(field: Option<&&'static str>) -> impl Iterator<Item = &'static str> {
    field.copied().unwrap_or_default().split(',').map(str::trim).filter(|item| !item.is_empty())
}

#[test]
fn every_trade_has_its_skills() {
    let of = |kind: Kind| TAXONOMY.concepts.iter().filter(|c| c.kind == kind).count();
    assert!(of(Kind::Skill) >= 8_000, "{} skills", of(Kind::Skill));
    assert!(of(Kind::Title) >= 900, "{} titles", of(Kind::Title));
    let mut families: HashMap<&str, usize> = HashMap::new();
    for skill in TAXONOMY.concepts.iter().filter(|c| c.kind == Kind::Skill) {
        *families.entry(&skill.group).or_default() += 1;
    }
    let thin: Vec<_> = families.iter().filter(|(_, n)| **n < 8).collect();
    assert!(families.len() >= 50 && thin.is_empty(), "{} families, thin: {thin:?}", families.len());
}

#[test]
fn parents_and_near_skills_are_there() {
    let mut missing = Vec::new();
    let mut check = |path: &str, name: &str| {
        if TAXONOMY.named(Kind::Skill, name).is_none() {
            missing.push(format!("{path}: {name}"));
        }
    };
    for (path, text) in skills() {
        for row in rows(text) {
            items(row.get(2)).chain(items(row.get(3))).for_each(|name| check(path, name));
        }
        text.lines().filter_map(List::read).flat_map(|list| list.parents).for_each(|name| check(path, &name));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_name_in_a_list_is_another_skills_too() {
    let mut owner: HashMap<String, String> = HashMap::new();
    for (_, text) in skills() {
        for row in rows(text) {
            for name in std::iter::once(row[0]).chain(items(row.get(1))) {
                owner.entry(fold(name.trim_end_matches(['!', '?']))).or_insert_with(|| row[0].to_string());
            }
        }
    }
    let mut twice = Vec::new();
    for (path, text) in skills() {
        for list in text.lines().filter_map(List::read) {
            for item in list.items {
                let names: HashSet<String> = std::iter::once(item.name)
                    .chain(item.synonyms)
                    .map(|name| fold(name.trim_end_matches(['!', '?'])))
                    .collect();
                for name in names {
                    if let Some(other) = owner.insert(name.clone(), item.name.to_string()) {
                        twice.push(format!("{path}: {name} is {other} and {}", item.name));
                    }
                }
            }
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn every_title_has_a_function_that_exists() {
    let titles = FILES.iter().filter(|(path, _)| path.starts_with("titles/"));
    let bad: Vec<String> = titles
        .flat_map(|(path, text)| rows(text).map(move |row| (path, row)))
        .filter(|(_, row)| row.len() != 3 || row[0].is_empty() || !TAXONOMY.functions.contains_key(row[2]))
        .map(|(path, row)| format!("{path}: {row:?}"))
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn lines_of_lists_are_well_formed() {
    for (path, text) in skills() {
        for line in text.lines().filter(|line| line.starts_with(['>', '~'])) {
            let list = List::read(line).unwrap_or_else(|| panic!("{path}: {line}"));
            assert!(!list.items.is_empty(), "{path}: {line}");
            assert_eq!(line.matches('(').count(), line.matches(')').count(), "{path}: {line}");
            for item in list.items {
                assert!(!item.name.is_empty() && !item.name.contains(['(', ')', '|']), "{path}: {}", item.name);
            }
        }
    }
}

#[test]
fn everyday_words_count_only_in_lists() {
    let names = |text: &str| -> Vec<String> {
        TAXONOMY.mentions_of(Kind::Skill, text).iter().map(|m| TAXONOMY.name(m.concept).to_string()).collect()
    };
    assert!(names("Skills: braising, poaching and sautéing").contains(&"Poaching".to_string()));
    assert!(!names("Stopped poaching of staff by rivals").contains(&"Poaching".to_string()));
    assert!(names("Kubernetes, Rancher, Helm").contains(&"Rancher".to_string()));
    assert!(!names("Worked for a rancher").contains(&"Rancher".to_string()));
}

#[test]
fn titles_are_known_in_every_form() {
    for title in
        ["infirmière coordinatrice", "técnica administrativa", "Bauleiterin", "directrice commerciale", "cameriera"]
    {
        let found = TAXONOMY.mentions_of(Kind::Title, title);
        assert!(found.iter().any(|m| m.start == 0), "{title}");
    }
}
