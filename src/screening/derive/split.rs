//! Cutting lines into single requirements.

use crate::screening::matching::Ask;
use crate::screening::taxonomy::{Kind, TAXONOMY};
use crate::screening::text::unbullet;

/// Sentences of running text; blank lines and list items end one.
pub fn sentences(lines: &[&str]) -> Vec<String> {
    let mut paragraphs: Vec<String> = vec![String::new()];
    for line in lines {
        let (bare, bulleted) = unbullet(line);
        let fresh = bare.is_empty() || bulleted || line.starts_with('#');
        match paragraphs.last_mut() {
            Some(last) if !fresh && !last.is_empty() => {
                last.push(' ');
                last.push_str(bare);
            }
            Some(last) if last.is_empty() => last.push_str(bare),
            _ => paragraphs.push(bare.to_string()),
        }
    }
    paragraphs.iter().flat_map(|p| split_sentences(p)).collect()
}

fn split_sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let next = &text[at + c.len_utf8()..];
        let ends = match c {
            '.' | '!' | '?' => {
                let word = text[..at].rsplit([' ', '(']).next().unwrap_or("");
                let short = word.contains('.')
                    || word.chars().count() <= 1
                    || matches!(
                        word.to_lowercase().as_str(),
                        "bzw" | "etc" | "inkl" | "ca" | "incl" | "approx" | "min"
                    );
                next.starts_with(' ') && next.trim_start().starts_with(|c: char| c.is_uppercase()) && !short
            }
            ';' => true,
            _ => false,
        };
        if ends {
            found.push(text[start..at + c.len_utf8()].trim().to_string());
            start = at + c.len_utf8();
        }
    }
    found.push(text[start..].trim().to_string());
    found.retain(|s| s.chars().filter(|c| c.is_alphanumeric()).count() > 1);
    found
}

/// The single requirements of one line of a requirements section.
pub fn items(line: &str) -> Vec<String> {
    let (bare, _) = unbullet(line.trim_start_matches('#').trim());
    let bare = numbered(bare).replace("**", "").replace("__", "");
    split_sentences(bare.trim())
        .into_iter()
        .flat_map(|s| apart(&s))
        .map(|s| tidy(&s))
        .filter(|s| is_requirement(s))
        .collect()
}

/// "1. Rust" and "2) Go" without their numbers; "10+ years" keeps its own.
fn numbered(line: &str) -> &str {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line[digits..].strip_prefix(['.', ')']) {
        Some(rest) if (1..=2).contains(&digits) && rest.starts_with(' ') => rest.trim_start(),
        _ => line,
    }
}

fn tidy(item: &str) -> String {
    item.trim().trim_end_matches(['.', ';', ',']).trim_start_matches([',', '-', '–']).trim().to_string()
}

fn is_requirement(item: &str) -> bool {
    item.chars().filter(|c| c.is_alphabetic()).count() >= 2 && item.split_whitespace().count() <= 45
}

/// Splits where two things of different kinds are joined ("a degree in law and five years of practice"), and lists of
/// three or more skills.
fn apart(sentence: &str) -> Vec<String> {
    for joint in [
        "; ",
        ", ideally ",
        ", preferably ",
        ", idealerweise ",
        ", idéalement ",
        " – ideally ",
        " plus ",
        " as well as ",
        " sowie ",
        ", and ",
        " and ",
        ", ",
        " und ",
        " et ",
    ] {
        for (at, _) in sentence.match_indices(joint) {
            let (left, right) = (&sentence[..at], &sentence[at + joint.len()..]);
            let (a, b) = (anchor(left), anchor(right));
            let softened = joint.contains("ideal") || joint.contains("prefer") || joint.contains("idéal");
            let languages = a == Some(Kind::Language) && b == a;
            if (a.is_some() && b.is_some() && (a != b || languages) && !right.trim_start().starts_with("or "))
                || (softened && !right.is_empty())
            {
                let right = if softened {
                    format!("{} {right}", joint.trim_matches([',', ' ', '–']))
                } else {
                    right.to_string()
                };
                return apart(left).into_iter().chain(apart(&right)).collect();
            }
        }
    }
    skill_list(sentence).unwrap_or_else(|| vec![sentence.to_string()])
}

/// The kind of checkable thing a clause holds on its own.
fn anchor(clause: &str) -> Option<Kind> {
    let ask = Ask::of(clause);
    let has = |kind: Kind| !ask.of_kind(kind).is_empty();
    if ask.years.is_some() && !ask.stems.is_empty() {
        Some(Kind::Seniority)
    } else if has(Kind::Degree) {
        Some(Kind::Degree)
    } else if has(Kind::Certificate) {
        Some(Kind::Certificate)
    } else if has(Kind::Language) && (has(Kind::Level) || ask.stems.len() <= 2) {
        Some(Kind::Language)
    } else if has(Kind::Skill)
        && clause.split_whitespace().count() >= 2
        && ask.has(&["experience", "knowledge", "erfahrung", "kenntnisse", "familiar", "proficien"])
    {
        Some(Kind::Skill)
    } else {
        None
    }
}

/// "Docker, Kubernetes, Terraform and AWS" as four; alternatives and lists of examples stay together.
fn skill_list(sentence: &str) -> Option<Vec<String>> {
    let ask = Ask::of(sentence);
    let single = ask.groups.iter().all(|g| g.len() == 1 && TAXONOMY.concept(g[0]).kind == Kind::Skill);
    if ask.groups.len() < 3 || !single || ask.years.is_some() || ask.left_over.len() > ask.groups.len() {
        return None;
    }
    let commas = sentence.matches(',').count();
    (commas + 1 >= ask.groups.len() - 1).then(|| {
        let mentions: Vec<_> = ask.mentions.iter().filter(|m| ask.groups.iter().any(|g| g[0] == m.concept)).collect();
        let mut found: Vec<String> = Vec::new();
        for m in mentions {
            let word = sentence[m.start..m.end].to_string();
            if !found.contains(&word) {
                found.push(word);
            }
        }
        found
    })
}
