//! Reading the taxonomy's files into one table of concepts and one automaton over their names.

use std::collections::{HashMap, HashSet};

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::functions::FunctionWords;
use super::gender;
use super::lists::List;
use super::mentions::{Pattern, Spelling};
use super::{Concept, Function, Id, Kind, SectionKind, Taxonomy};
use crate::screening::text::fold;

/// What may follow a name to say how it must stand in a text.
const MARKS: [char; 2] = ['!', '?'];

/// One row of a file: its fields, each a list.
struct Row<'a>(Vec<&'a str>);

impl<'a> Row<'a> {
    fn field(&self, n: usize) -> &'a str {
        self.0.get(n).map_or("", |field| field.trim())
    }

    fn list(&self, n: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.field(n).split(',').map(str::trim).filter(|item| !item.is_empty())
    }

    fn names(&self, n: usize) -> Vec<String> {
        self.list(n).map(str::to_string).collect()
    }
}

fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '>', '~']))
        .map(|line| Row(line.split('|').collect()))
}

/// The names a concept is linked to.
struct Links {
    of: Id,
    parents: Vec<String>,
    related: Vec<String>,
    shows: Vec<String>,
}

#[derive(Default)]
struct Builder {
    concepts: Vec<Concept>,
    by_name: HashMap<(Kind, String), Id>,
    names: Vec<String>,
    patterns: Vec<Pattern>,
    seen: HashSet<(String, Id)>,
    /// Every name of every title with its function.
    titles: Vec<(String, String)>,
    /// Parents, related and shown names, resolved once every file is read.
    later: Vec<Links>,
}

impl Builder {
    fn concept(&mut self, kind: Kind, name: &str, group: &str, rank: u8) -> Id {
        let name = name.trim_end_matches(MARKS);
        *self.by_name.entry((kind, fold(name))).or_insert_with(|| {
            self.concepts.push(Concept {
                kind,
                name: name.to_string(),
                implies: Vec::new(),
                related: Vec::new(),
                shows: Vec::new(),
                group: group.to_string(),
                rank,
            });
            self.concepts.len() as Id - 1
        })
    }

    fn pattern(&mut self, kind: Kind, concept: Id, name: &str) {
        let (name, spelling) = Spelling::of(name);
        let folded = fold(name);
        if folded.is_empty() || !self.seen.insert((folded.clone(), concept)) {
            return;
        }
        self.names.push(folded);
        self.patterns.push(Pattern { concept, kind, spelling });
    }

    /// A concept found under its own name and its synonyms. A canonical name that is also given as a marked synonym
    /// ("Go" with `Go!`) is found as the mark says alone.
    fn named<'a>(
        &mut self,
        kind: Kind,
        name: &str,
        synonyms: impl Iterator<Item = &'a str>,
        group: &str,
        rank: u8,
    ) -> Id {
        let concept = self.concept(kind, name, group, rank);
        let synonyms: Vec<&str> = synonyms.collect();
        let marked = synonyms.iter().any(|s| s.strip_suffix(MARKS) == Some(name));
        if !marked {
            self.pattern(kind, concept, name);
        }
        for synonym in synonyms {
            self.pattern(kind, concept, synonym);
            if kind == Kind::Title {
                gender::feminine(synonym).iter().for_each(|form| self.pattern(kind, concept, form));
            }
        }
        concept
    }

    /// A file of skills: rows, and lists of kinds (see [`lists`](super::lists)).
    fn skills(&mut self, text: &str) {
        let family = text.lines().find_map(|l| l.trim().strip_prefix("# family:")).unwrap_or("").trim();
        for line in text.lines() {
            let Some(list) = List::read(line) else { continue };
            let names: Vec<String> = list.items.iter().map(|item| item.name.to_string()).collect();
            for item in &list.items {
                let id = self.named(Kind::Skill, item.name, item.synonyms.iter().copied(), family, 0);
                let near = if list.alike { names.clone() } else { Vec::new() };
                self.relate(id, list.parents.clone(), near, Vec::new());
            }
        }
        for r in rows(text) {
            let id = self.named(Kind::Skill, r.field(0), r.list(1), family, 0);
            self.relate(id, r.names(2), r.names(3), Vec::new());
        }
    }

    fn relate(&mut self, of: Id, parents: Vec<String>, related: Vec<String>, shows: Vec<String>) {
        self.later.push(Links { of, parents, related, shows });
    }

    fn ids(&self, kind: Kind, names: &[String]) -> Vec<Id> {
        names.iter().filter_map(|name| self.by_name.get(&(kind, fold(name))).copied()).collect()
    }

    fn resolve(&mut self) {
        let mut parents: HashMap<Id, Vec<Id>> = HashMap::new();
        for links in std::mem::take(&mut self.later) {
            let kind = self.concepts[links.of as usize].kind;
            parents.entry(links.of).or_default().extend(self.ids(kind, &links.parents));
            let (related, shows) = (self.ids(kind, &links.related), self.ids(Kind::Skill, &links.shows));
            let concept = &mut self.concepts[links.of as usize];
            concept.related.extend(related);
            concept.shows.extend(shows);
        }
        for id in 0..self.concepts.len() as Id {
            let mut implied = Vec::new();
            let mut open = parents.get(&id).cloned().unwrap_or_default();
            while let Some(next) = open.pop() {
                if next != id && !implied.contains(&next) {
                    implied.push(next);
                    open.extend(parents.get(&next).into_iter().flatten());
                }
            }
            self.concepts[id as usize].implies = implied;
        }
    }

    /// A title shows the skill its function or its own name stands for: "Project manager", project management.
    fn let_titles_show_skills(&mut self) {
        for at in 0..self.concepts.len() {
            if self.concepts[at].kind != Kind::Title {
                continue;
            }
            let mut names = deeds(&self.concepts[at].name);
            names.push(fold(&self.concepts[at].group));
            let shown: Vec<Id> =
                names.into_iter().filter_map(|name| self.by_name.get(&(Kind::Skill, name)).copied()).collect();
            self.concepts[at].shows.extend(shown);
        }
    }
}

/// What a person of this title does, in the forms that skills are named in.
fn deeds(title: &str) -> Vec<String> {
    let folded = fold(title);
    let (before, last) = folded.rsplit_once(' ').map_or(("", folded.as_str()), |(b, l)| (b, l));
    let doing = match last {
        "manager" | "leader" | "lead" | "director" => "management",
        "engineer" => "engineering",
        "developer" => "development",
        "designer" => "design",
        "analyst" => "analysis",
        "administrator" => "administration",
        "accountant" => "accounting",
        "nurse" => "nursing",
        "teacher" => "teaching",
        "planner" => "planning",
        "buyer" => "purchasing",
        "consultant" => "consulting",
        "scientist" => "science",
        _ => "",
    };
    let mut found = Vec::new();
    if !doing.is_empty() {
        found.push(format!("{before} {doing}").trim().to_string());
        found.push(before.to_string());
    }
    found
}

fn section(word: &str) -> Option<SectionKind> {
    Some(match word {
        "summary" => SectionKind::Summary,
        "experience" => SectionKind::Experience,
        "education" => SectionKind::Education,
        "skills" => SectionKind::Skills,
        "certificates" => SectionKind::Certificates,
        "languages" => SectionKind::Languages,
        "projects" => SectionKind::Projects,
        "publications" => SectionKind::Publications,
        "interests" => SectionKind::Interests,
        "references" => SectionKind::References,
        "personal" => SectionKind::Personal,
        "awards" => SectionKind::Awards,
        "volunteering" => SectionKind::Volunteering,
        _ => return None,
    })
}

/// Builds the taxonomy from `(path, text)` pairs; a path's first folder or file name says what it holds.
pub fn load(files: &[(&str, &str)]) -> Taxonomy {
    let mut b = Builder::default();
    let mut functions = HashMap::new();
    let mut sections = HashMap::new();
    let mut months = Vec::new();
    let mut present = Vec::new();
    let mut stop = HashSet::new();
    for (path, text) in files {
        match *path {
            titles if titles.starts_with("titles/") => rows(text).for_each(|r| {
                b.named(Kind::Title, r.field(0), r.list(1), r.field(2), 0);
                let names = std::iter::once(r.field(0)).chain(r.list(1));
                b.titles.extend(names.map(|name| (name.trim_end_matches(MARKS).to_string(), r.field(2).to_string())));
            }),
            "functions.txt" => rows(text).for_each(|r| {
                functions.insert(r.field(0).to_string(), Function { related: r.names(1) });
            }),
            "seniority.txt" => rows(text).for_each(|r| {
                let rank = r.field(0).parse().unwrap_or(3);
                let id = b.concept(Kind::Seniority, r.list(1).next().unwrap_or_default(), "", rank);
                r.list(1).for_each(|word| b.pattern(Kind::Seniority, id, word));
            }),
            "degrees.txt" => rows(text).for_each(|r| {
                b.named(Kind::Degree, r.field(1), r.list(2), "", r.field(0).parse().unwrap_or(0));
            }),
            "fields.txt" => rows(text).for_each(|r| {
                let id = b.named(Kind::Field, r.field(0), r.list(1), "", 0);
                b.relate(id, r.names(2), Vec::new(), Vec::new());
            }),
            "certificates.txt" => rows(text).for_each(|r| {
                let id = b.named(Kind::Certificate, r.field(0), r.list(1), r.field(2), 0);
                b.relate(id, Vec::new(), r.names(3), r.names(4));
            }),
            "languages.txt" => rows(text).for_each(|r| {
                b.named(Kind::Language, r.field(0), r.list(1), r.field(2), 0);
            }),
            "language_levels.txt" => rows(text).for_each(|r| {
                b.named(Kind::Level, r.field(0), r.list(1), "", 0);
            }),
            "sectors.txt" => rows(text).for_each(|r| {
                b.named(Kind::Sector, r.field(0), r.list(1), "", 0);
            }),
            "places.txt" => rows(text).for_each(|r| {
                b.named(Kind::Place, r.field(0), r.list(1), r.field(2), 0);
            }),
            "countries.txt" => rows(text).for_each(|r| {
                b.named(Kind::Country, r.field(0), r.list(1), r.field(2), 0);
            }),
            "sections.txt" => rows(text).for_each(|r| {
                if let Some(kind) = section(r.field(0)) {
                    sections.extend(r.list(1).map(|words| (fold(words), kind)));
                }
            }),
            "months.txt" => rows(text).for_each(|r| {
                let month = r.field(0).parse().unwrap_or(1);
                months.extend(r.list(1).map(|name| (fold(name).trim_end_matches('.').to_string(), month)));
            }),
            "present.txt" => present.extend(rows(text).map(|r| fold(r.field(0)))),
            "stop.txt" => stop.extend(rows(text).map(|r| fold(r.field(0)))),
            _ => b.skills(text),
        }
    }
    let function_words = FunctionWords::new(&b.titles, &functions);
    b.resolve();
    b.let_titles_show_skills();
    months.sort_by_key(|(name, _): &(String, u8)| std::cmp::Reverse(name.len()));
    present.sort_by_key(|word: &String| std::cmp::Reverse(word.len()));
    let matcher = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(&b.names)
        .expect("the names fit an automaton, as a test shows");
    Taxonomy {
        concepts: b.concepts,
        functions,
        sections,
        months,
        present,
        stop,
        by_name: b.by_name,
        function_words,
        matcher,
        patterns: b.patterns,
    }
}
