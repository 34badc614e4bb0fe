//! From a job description to a position: its title, its place, and single requirements that can be checked.

mod content;
mod guess;
mod headings;
mod split;

pub use guess::requirement_from_line;

use headings::Part;

use super::contract::{Category, Importance, Position, Requirement};
use super::matching::Ask;
use super::segments::is_headerish;
use super::taxonomy::{Kind, TAXONOMY};
use super::text::{fold, unbullet};

/// More requirements than this no recruiter reads.
const MOST: usize = 25;
const MOST_SKILLS: usize = 8;
const MOST_TOOLS: usize = 4;
const MOST_DUTIES: usize = 10;

/// Reads a job description, plain or Markdown. Requirements come from the requirement sections; without any, from
/// sentences that ask for something; without those, from the skills that the duties speak of. Duties, benefits and the
/// company's praise of itself are left out.
pub fn derive(jd: &str) -> Position {
    derive_with_remarks(jd).0
}

/// As [`derive`], with remarks for the person who confirms it: which lists were left out, and why.
pub fn derive_with_remarks(jd: &str) -> (Position, Vec<String>) {
    let owned = headings::with_inline_opened(jd);
    let lines: Vec<&str> = owned.iter().map(String::as_str).collect();
    let parts = headings::parts(&lines);
    let title = title(&lines);
    let location = location(&lines);
    let mut requirements: Vec<Requirement> = Vec::new();
    for part in parts.iter().filter(|p| matches!(p.part, Part::Must | Part::Nice)) {
        let importance = if part.part == Part::Nice { Importance::Nice } else { Importance::Must };
        for line in &lines[part.first..part.end] {
            add(&mut requirements, split::items(line), importance);
        }
    }
    if requirements.is_empty() && !parts.iter().any(|p| p.part == Part::Duties) && is_plain_list(&lines) {
        let skip =
            usize::from(!title.is_empty() && lines.iter().find(|l| !l.is_empty()).is_some_and(|l| clean(l) == title));
        let heads = |n: usize| parts.iter().any(|p| p.heading == Some(n));
        let written = lines.iter().enumerate().filter(|(n, l)| !l.is_empty() && !heads(*n)).map(|(_, l)| l);
        for line in written.skip(skip).filter(|l| label_of(l).is_none()) {
            add(&mut requirements, split::items(line), Importance::Must);
        }
    }
    if requirements.is_empty() {
        for part in parts.iter().filter(|p| p.part == Part::Other) {
            let asking: Vec<String> =
                split::sentences(&lines[part.first..part.end]).into_iter().filter(|s| headings::asks(s)).collect();
            add(&mut requirements, asking.iter().flat_map(|s| split::items(s)).collect(), Importance::Must);
        }
    }
    let from_duties = requirements.is_empty();
    if from_duties {
        requirements = skills_of(&lines, &parts);
        requirements.extend(duties_of(&lines, &parts));
    }
    let experienced = requirements.iter().any(|r| r.category == Category::Experience);
    let remarks = remarks(&lines, &parts, requirements.len());
    let named = requirements.iter().any(|r| fold(&r.text).contains(&fold(&title)));
    if !title.is_empty()
        && !experienced
        && !named
        && (from_duties || !TAXONOMY.mentions_of(Kind::Title, &title).is_empty())
    {
        // What a description without a word on experience still asks: to have done this work.
        let weight = if from_duties { 5 } else { 3 };
        let text = format!("Experience as {}", singular(&title));
        let role = |text: String, weight: u8| Requirement {
            id: String::new(),
            text,
            category: Category::Experience,
            importance: Importance::Must,
            weight,
        };
        requirements.insert(0, role(text, weight));
        if from_duties {
            requirements.insert(1, role(format!("Current or latest work as {}", singular(&title)), weight));
        }
    }
    requirements.truncate(MOST);
    (Position { title, location, requirements }, remarks)
}

/// Lists under headings that say neither that they are asked nor that they are not.
fn remarks(lines: &[&str], parts: &[headings::Stretch], found: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    let open = parts.iter().filter(|p| p.part == Part::Other && headings::is_list(lines, p));
    let names: Vec<String> =
        open.filter_map(|p| p.heading).map(|n| format!("“{}”", clean(lines[n]).trim_end_matches(':').trim())).collect();
    if !names.is_empty() {
        remarks.push(format!("Left out: the list under {}. Add from it what you ask for.", names.join(", ")));
    }
    if found > MOST {
        remarks.push(format!("Only the first {MOST} of {found} were taken."));
    }
    remarks
}

fn add(requirements: &mut Vec<Requirement>, items: Vec<String>, importance: Importance) {
    for item in items {
        let mut requirement = requirement_from_line(&item);
        if importance == Importance::Nice && requirement.importance == Importance::Must {
            requirement.importance = Importance::Nice;
            requirement.weight = 1;
        }
        let telling = |r: &Requirement| {
            let mut stems = Ask::of(&r.text).stems;
            stems.sort_unstable();
            stems
        };
        let stems = telling(&requirement);
        // The same words in another order ask the same.
        let same =
            |r: &Requirement| fold(&r.text) == fold(&requirement.text) || (stems.len() >= 2 && telling(r) == stems);
        if !requirement.text.is_empty() && !requirements.iter().any(same) {
            requirements.push(requirement);
        }
    }
}

/// "Title: …", a Markdown heading, or the first line when it names a title.
fn title(lines: &[&str]) -> String {
    let labelled = lines.iter().take(15).find_map(|line| match label_of(line) {
        Some((Label::Title, value)) => Some(value.to_string()),
        _ => None,
    });
    if let Some(title) = labelled {
        return title;
    }
    for line in lines.iter().filter(|l| !l.is_empty()).take(4) {
        let heading = line.starts_with('#');
        let bare = clean(line);
        let (first, more) = bare.split_once(". ").unwrap_or((bare.as_str(), ""));
        let first = without_gender(first.trim_end_matches('.'));
        let words = first.split_whitespace().count();
        let opens = matches!(headings::part_of(line), Some(part) if part != Part::Other);
        let named = heading
            || !TAXONOMY.mentions_of(Kind::Title, first).is_empty()
            || (!more.is_empty() && is_headerish(first));
        if (1..=10).contains(&words) && !opens && !requirement_mark(first) && named {
            return first.to_string();
        }
    }
    String::new()
}

/// "Projektleiter (m/w/d)" without the brackets.
fn without_gender(title: &str) -> &str {
    match title.rsplit_once(" (") {
        Some((before, inner)) if inner.len() <= 8 && inner.contains('/') => before.trim(),
        _ => title.trim(),
    }
}

/// Words that make a line a requirement rather than a title.
fn requirement_mark(line: &str) -> bool {
    let folded = fold(line);
    folded.bytes().any(|b| b.is_ascii_digit())
        || ["experience", "erfahrung", "must", "nice", "knowledge", "degree", "ability"]
            .iter()
            .any(|w| folded.split(' ').any(|f| f.starts_with(w)))
        || line.contains(':')
}

enum Label {
    Title,
    Location,
    Fact,
}

/// "Location: Berlin", "Salary: …": facts about the job, not requirements.
fn label_of(line: &str) -> Option<(Label, &str)> {
    let (label, value) = line.split_once(':')?;
    let value = value.trim().trim_matches('*').trim();
    let label = match fold(label.trim_matches(['*', '#', '-', ' '])).as_str() {
        "title" | "job title" | "position" | "role" | "stellenbezeichnung" | "stelle" | "poste"
        | "intitule du poste" | "puesto" | "functie" | "posizione" => Label::Title,
        "location" | "place of work" | "standort" | "arbeitsort" | "ort" | "einsatzort" | "lieu"
        | "lieu de travail" | "ubicacion" | "lugar" | "sede" | "locatie" | "standplaats" | "localizacao"
        | "based in" | "office" => Label::Location,
        "salary" | "gehalt" | "salaire" | "department" | "team" | "contract" | "employment type" | "start date"
        | "start" | "hours" | "reference" | "reports to" | "company" | "job id" | "contract type" | "working hours"
        | "about" => Label::Fact,
        _ => return None,
    };
    (!value.is_empty()).then_some((label, value))
}

fn location(lines: &[&str]) -> String {
    let labelled = lines.iter().take(30).find_map(|line| match label_of(line) {
        Some((Label::Location, value)) => Some(value.to_string()),
        _ => None,
    });
    labelled.unwrap_or_else(|| {
        let short = lines.iter().filter(|l| !l.is_empty()).take(5).filter(|l| l.split_whitespace().count() <= 12);
        short
            .flat_map(|line| TAXONOMY.mentions_of(Kind::Place, line).first().map(|m| line[m.start..m.end].to_string()))
            .next()
            .unwrap_or_default()
    })
}

/// A heading's or item's words without Markdown around them.
fn clean(line: &str) -> String {
    unbullet(line.trim_start_matches('#').trim()).0.replace("**", "").replace("__", "").trim().to_string()
}

/// One requirement a line: short lines, no headings, no running text.
fn is_plain_list(lines: &[&str]) -> bool {
    let written: Vec<&&str> = lines.iter().filter(|l| !l.is_empty()).collect();
    let short = written.iter().filter(|l| l.split_whitespace().count() <= 22).count();
    let sentences = written.iter().filter(|l| l.matches(". ").count() >= 2).count();
    !written.is_empty() && written.len() <= 60 && sentences == 0 && short * 10 >= written.len() * 8
}

/// The skills that duties name, those named most first; those of tool lists are nice to have.
fn skills_of(lines: &[&str], parts: &[headings::Stretch]) -> Vec<Requirement> {
    let mut found: Vec<(u32, bool, usize)> = Vec::new();
    for part in parts.iter().filter(|p| !matches!(p.part, Part::Benefits | Part::Company)) {
        for line in &lines[part.first..part.end] {
            let tools = is_tool_list(line);
            for mention in TAXONOMY.mentions_of(Kind::Skill, line) {
                match found.iter_mut().find(|(id, _, _)| *id == mention.concept) {
                    Some(known) => known.2 += 1,
                    None => found.push((mention.concept, tools, 1)),
                }
            }
        }
    }
    found.retain(|(id, _, _)| !TAXONOMY.is_general(*id));
    // Of long lists of tools, those of the trades that the duties speak of come first.
    let families: Vec<&str> =
        found.iter().filter(|(_, tool, _)| !tool).map(|(id, _, _)| TAXONOMY.concept(*id).group.as_str()).collect();
    found.sort_by_key(|(id, tool, count)| {
        (*tool, *tool && !families.contains(&TAXONOMY.concept(*id).group.as_str()), std::cmp::Reverse(*count))
    });
    let tools = found.iter().position(|(_, tool, _)| *tool).unwrap_or(found.len());
    found.truncate(tools.min(MOST_SKILLS) + MOST_TOOLS);
    if tools > MOST_SKILLS {
        found.truncate(MOST_SKILLS);
    }
    found
        .into_iter()
        .map(|(id, tool, _)| Requirement {
            id: String::new(),
            text: TAXONOMY.name(id).to_string(),
            category: Category::Skill,
            importance: if tool { Importance::Nice } else { Importance::Must },
            weight: if tool { 1 } else { 2 },
        })
        .collect()
}

/// The duties themselves, as things to have done; they only add to what the skills say.
fn duties_of(lines: &[&str], parts: &[headings::Stretch]) -> Vec<Requirement> {
    let duties =
        parts.iter().filter(|p| matches!(p.part, Part::Duties)).flat_map(|p| split::sentences(&lines[p.first..p.end]));
    duties
        .filter(|s| !is_tool_list(s) && (4..=40).contains(&s.split_whitespace().count()))
        .take(MOST_DUTIES)
        .map(|s| Requirement {
            id: String::new(),
            text: s.trim_end_matches('.').to_string(),
            category: Category::Other,
            importance: Importance::Nice,
            weight: 1,
        })
        .collect()
}

fn is_tool_list(line: &str) -> bool {
    let folded = fold(line);
    ["technology", "technologies", "tools", "software", "tech stack"]
        .iter()
        .any(|w| folded.strip_prefix(w).is_some_and(|rest| rest.starts_with(':')))
}

/// "Financial Managers" as "Financial Manager"; what a class of work leaves out is left out.
fn singular(title: &str) -> String {
    let title = title.split(", except").next().unwrap_or(title).split(", Except").next().unwrap_or(title);
    let parts: Vec<String> =
        title.split(" and ").map(|part| part.split(", ").map(singular_word).collect::<Vec<_>>().join(", ")).collect();
    parts.join(" and ")
}

fn singular_word(part: &str) -> String {
    let plural = [
        "ers", "ors", "ists", "ants", "ents", "ians", "cians", "sts", "rks", "als", "ics", "ides", "ees", "efs", "oks",
    ];
    match part.strip_suffix('s') {
        Some(one) if plural.iter().any(|e| part.ends_with(e)) => one.to_string(),
        _ => part.to_string(),
    }
}
