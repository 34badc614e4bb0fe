//! Searching with SQLite's FTS5: one table of words, a column a field.

use super::entry::{EVERYONE, Entry, FIELDS};
use super::query::{Field, Tree};
use super::{Reach, standing};
use crate::hiring::Result;
use crate::platform::db::{Sql, Tx, Value, sql};

pub(super) async fn write(tx: &mut Tx, entries: &[(i64, &Entry)]) -> Result<()> {
    let rows = entries.iter().map(|(ordinal, entry)| {
        let texts = FIELDS.iter().map(|field| Value::from(entry.words(*field).join(" ")));
        std::iter::once(Value::from(*ordinal)).chain(texts).collect()
    });
    let insert = sql(
        "INSERT OR REPLACE INTO search_words (rowid, name, title, company, skill, location, language, contact, note, cv, facet)",
    );
    tx.run(insert.values(rows)).await?;
    Ok(())
}

/// `hits`: the newest `limit` entries that match.
pub(super) fn hits(query: Sql, tree: &Tree, reach: Reach, limit: i64) -> Sql {
    // FTS5 gives rows in order as it goes, and stops at the limit.
    let (text, rest) = split(tree);
    let text = if text.is_empty() { everyone() } else { all(&text, reach) };
    let mut query = query
        .push("hits AS (SELECT w.rowid AS ordinal FROM search_words w WHERE ")
        .push_bound("search_words MATCH ?", text);
    for part in rest {
        query = condition(query.push(" AND "), part, reach);
    }
    query.push_bound(" ORDER BY w.rowid DESC LIMIT ?)", limit)
}

/// ` IN (…)`: an entry's ordinal among those that words alone find.
pub(super) fn among(query: Sql, tree: &Tree) -> Sql {
    query
        .push_bound(" IN (SELECT w.rowid FROM search_words w WHERE search_words MATCH ?)", expression(tree, Reach::Any))
}

/// What words alone decide, and the rest.
fn split(tree: &Tree) -> (Vec<&Tree>, Vec<&Tree>) {
    match tree {
        Tree::All(parts) => parts.iter().partition(|part| part.is_text()),
        one if one.is_text() => (vec![one], vec![]),
        one => (vec![], vec![one]),
    }
}

fn condition(query: Sql, tree: &Tree, reach: Reach) -> Sql {
    if tree.is_text() {
        let found = "w.rowid IN (SELECT rowid FROM search_words WHERE search_words MATCH ?)";
        return query.push_bound(found, expression(tree, reach));
    }
    let list = |mut query: Sql, parts: &[Tree], joint: &'static str| {
        for (index, part) in parts.iter().enumerate() {
            query = condition(query.push(if index == 0 { "(" } else { joint }), part, reach);
        }
        query.push(")")
    };
    match tree {
        Tree::All(parts) => list(query, parts, " AND "),
        Tree::Any(parts) => list(query, parts, " OR "),
        Tree::Not(part) => condition(query.push("NOT "), part, Reach::Any),
        Tree::Named { of, names } => standing::condition(query, *of, names, "+w.rowid"),
        Tree::Words { .. } | Tree::Standing { .. } => query.push("FALSE"),
    }
}

fn all(parts: &[&Tree], reach: Reach) -> String {
    let mut wanted: Vec<String> = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    for part in parts {
        match part {
            Tree::Not(part) => left_out.push(expression(part, Reach::Any)),
            part => wanted.push(expression(part, reach)),
        }
    }
    if wanted.is_empty() {
        wanted.push(everyone());
    }
    let mut text = format!("({})", wanted.join(" AND "));
    for part in left_out {
        text = format!("({text} NOT {part})");
    }
    text
}

/// FTS5's own way to write it. Words are letters and digits of ASCII, so nothing in them means anything to it.
fn expression(tree: &Tree, reach: Reach) -> String {
    match tree {
        Tree::All(parts) => all(&parts.iter().collect::<Vec<_>>(), reach),
        Tree::Any(parts) => {
            format!("({})", parts.iter().map(|part| expression(part, reach)).collect::<Vec<_>>().join(" OR "))
        }
        Tree::Not(part) => format!("({} NOT {})", everyone(), expression(part, Reach::Any)),
        Tree::Words { field, words, prefix } => {
            let star = if *prefix { "*" } else { "" };
            format!("({{{}}} : \"{}\"{star})", columns(*field, reach), words.join(" "))
        }
        Tree::Standing { .. } | Tree::Named { .. } => everyone(),
    }
}

fn everyone() -> String {
    format!("({{facet}} : \"{EVERYONE}\")")
}

fn columns(field: Option<Field>, reach: Reach) -> &'static str {
    match field {
        None => match reach {
            Reach::Name => "name",
            Reach::Head => "name title skill",
            Reach::Any => "name title company skill location language contact note cv",
        },
        Some(Field::Name) => "name",
        Some(Field::Title) => "title",
        Some(Field::Company) => "company",
        Some(Field::Skill) => "skill",
        Some(Field::Location) => "location",
        Some(Field::Language) => "language",
        Some(Field::Contact) => "contact",
        Some(Field::Note) => "note",
        Some(Field::Cv) => "cv",
        Some(Field::Facet) => "facet",
    }
}
