//! Searching with PostgreSQL's text search: a vector a field, all under one index.

use super::entry::{EVERYONE, Entry, FIELDS, places};
use super::query::{Field, Tree};
use super::{Reach, standing};
use crate::hiring::Result;
use crate::platform::db::{Sql, Tx, Value, sql};

pub(super) async fn write(tx: &mut Tx, entries: &[(i64, &Entry)]) -> Result<()> {
    let rows = entries.iter().map(|(ordinal, entry)| {
        let all = FIELDS.iter().filter(|field| **field != Field::Facet);
        let mut row = vec![
            Value::from(*ordinal),
            vector(entry, &all.copied().collect::<Vec<_>>()),
            vector(entry, &[Field::Name, Field::Title, Field::Skill]),
        ];
        // A CV's words alone are nobody's question.
        row.extend(FIELDS.iter().filter(|field| **field != Field::Cv).map(|field| vector(entry, &[*field])));
        row
    });
    // The words are ours already: a vector written out is taken as it is, without PostgreSQL's own reading.
    let insert = sql(
        "INSERT INTO search_words (ordinal, words, head, name, title, company, skill, location, language, contact, note, facet)
         SELECT v.ordinal, CAST(v.words AS TSVECTOR), CAST(v.head AS TSVECTOR), CAST(v.name AS TSVECTOR), CAST(v.title AS TSVECTOR),
            CAST(v.company AS TSVECTOR), CAST(v.skill AS TSVECTOR), CAST(v.location AS TSVECTOR), CAST(v.language AS TSVECTOR),
            CAST(v.contact AS TSVECTOR), CAST(v.note AS TSVECTOR), CAST(v.facet AS TSVECTOR)
         FROM (",
    );
    let insert = insert.values(rows).push(
        ") AS v (ordinal, words, head, name, title, company, skill, location, language, contact, note, facet)
         ON CONFLICT (ordinal) DO UPDATE SET words = excluded.words, head = excluded.head, name = excluded.name,
            title = excluded.title, company = excluded.company, skill = excluded.skill, location = excluded.location,
            language = excluded.language, contact = excluded.contact, note = excluded.note, facet = excluded.facet",
    );
    tx.run(insert).await?;
    Ok(())
}

/// `'kafka':7,12 'rust':3`
fn vector(entry: &Entry, fields: &[Field]) -> Value {
    let mut text = String::new();
    for (word, places) in places(fields.iter().map(|field| entry.words(*field))) {
        let places: Vec<String> = places.iter().take(255).map(usize::to_string).collect();
        text.push_str(&format!("'{word}':{} ", places.join(",")));
    }
    text.into()
}

/// `hits`: the newest `limit` entries that match.
pub(super) fn hits(query: Sql, tree: &Tree, reach: Reach, limit: i64) -> Sql {
    // Found by the index first and put in order then: reading rows in order and unpacking each one's words is slow.
    let query = query.push("found AS MATERIALIZED (SELECT w.ordinal FROM search_words w WHERE ");
    condition(query, tree, reach)
        .push("), hits AS (SELECT ordinal FROM found ORDER BY ordinal DESC")
        .push_bound(" LIMIT ?)", limit)
}

/// ` IN (…)`: an entry's ordinal among those that words alone find.
pub(super) fn among(query: Sql, tree: &Tree) -> Sql {
    condition(query.push(" IN (SELECT w.ordinal FROM search_words w WHERE "), tree, Reach::Any).push(")")
}

fn condition(query: Sql, tree: &Tree, reach: Reach) -> Sql {
    if let Some(column) = column(tree, reach) {
        return query.push(column).push_bound(" @@ CAST(? AS TSQUERY)", expression(tree));
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
        Tree::Named { of, names } => standing::condition(query, *of, names, "w.ordinal"),
        Tree::Words { .. } | Tree::Standing { .. } => query.push("FALSE"),
    }
}

/// The one column that answers a tree, if there is one.
fn column(tree: &Tree, reach: Reach) -> Option<&'static str> {
    match tree {
        Tree::All(parts) | Tree::Any(parts) => {
            let mut columns = parts.iter().map(|part| column(part, reach));
            let first = columns.next()??;
            columns.all(|other| other == Some(first)).then_some(first)
        }
        Tree::Not(part) => column(part, Reach::Any),
        Tree::Words { field, .. } => Some(match field {
            None if reach == Reach::Name => "w.name",
            None if reach == Reach::Head => "w.head",
            None | Some(Field::Cv) => "w.words",
            Some(Field::Name) => "w.name",
            Some(Field::Title) => "w.title",
            Some(Field::Company) => "w.company",
            Some(Field::Skill) => "w.skill",
            Some(Field::Location) => "w.location",
            Some(Field::Language) => "w.language",
            Some(Field::Contact) => "w.contact",
            Some(Field::Note) => "w.note",
            Some(Field::Facet) => "w.facet",
        }),
        Tree::Standing { .. } | Tree::Named { .. } => None,
    }
}

/// PostgreSQL's own way to write it. Words are letters and digits of ASCII, so nothing in them means anything to it.
fn expression(tree: &Tree) -> String {
    let list =
        |parts: &[Tree], joint: &str| format!("({})", parts.iter().map(expression).collect::<Vec<_>>().join(joint));
    match tree {
        Tree::All(parts) => list(parts, " & "),
        Tree::Any(parts) => list(parts, " | "),
        Tree::Not(part) => format!("!{}", expression(part)),
        Tree::Words { words, prefix, .. } => {
            let last = words.len().saturating_sub(1);
            let star = |index: usize| if *prefix && index == last { ":*" } else { "" };
            let row: Vec<String> =
                words.iter().enumerate().map(|(index, word)| format!("'{word}'{}", star(index))).collect();
            format!("({})", row.join(" <-> "))
        }
        Tree::Standing { .. } | Tree::Named { .. } => format!("'{EVERYONE}'"),
    }
}
