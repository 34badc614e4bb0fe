//! Names written a little differently: found by the trigrams they share, and kept when few letters differ.

use super::entry::Entry;
use super::query::{Field, Tree};
use crate::hiring::Result;
use crate::platform::db::{Db, Run, Tx, Value, sql};
use std::collections::BTreeSet;

/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;
/// Other spellings of one word.
const MOST: usize = 8;
/// Words that share trigrams, looked at more closely.
const CLOSE: i64 = 60;

/// A word's runs of three letters, its ends marked.
fn trigrams(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = format!("^{word}$").chars().collect();
    letters.windows(3).map(|three| three.iter().collect()).collect()
}

/// The rows that make the names of some entries findable. Sorted, so that two writers wait for each other in one order.
pub(super) async fn write(tx: &mut Tx, entries: &[(i64, &Entry)]) -> Result<()> {
    let mut names: BTreeSet<(&str, i64)> = BTreeSet::new();
    let mut parts: BTreeSet<(String, &str)> = BTreeSet::new();
    for (ordinal, entry) in entries {
        for word in entry.words(Field::Name).iter().filter(|word| word.len() >= SHORTEST) {
            names.insert((word, *ordinal));
            parts.extend(trigrams(word).into_iter().map(|part| (part, word.as_str())));
        }
    }
    let names = names.into_iter().map(|(word, ordinal)| vec![word.into(), ordinal.into()]).collect();
    insert(tx, "INSERT INTO search_names (word, ordinal)", names).await?;
    let parts = parts.into_iter().map(|(part, word)| vec![part.into(), word.into()]).collect();
    insert(tx, "INSERT INTO search_trigrams (trigram, word)", parts).await
}

async fn insert(tx: &mut Tx, into: &'static str, rows: Vec<Vec<Value>>) -> Result<()> {
    for rows in rows.chunks(250) {
        tx.run(sql(into).values(rows.iter().cloned()).push(" ON CONFLICT DO NOTHING")).await?;
    }
    Ok(())
}

/// Forgets an entry's names, and what only they were found by.
pub(super) async fn forget(tx: &mut Tx, ordinal: i64) -> Result<()> {
    let alone = sql("DELETE FROM search_trigrams WHERE word IN (SELECT n.word FROM search_names n WHERE n.ordinal = $1
        AND NOT EXISTS (SELECT 1 FROM search_names o WHERE o.word = n.word AND o.ordinal <> n.ordinal))");
    tx.run(alone.bind(ordinal)).await?;
    tx.run(sql("DELETE FROM search_names WHERE ordinal = $1").bind(ordinal)).await?;
    Ok(())
}

/// The same question with names spelled a little differently beside those typed; `None` when there are none. Says
/// which names were added.
pub(super) async fn widened(db: &Db, tree: &Tree) -> Result<Option<(Tree, Vec<String>)>> {
    let mut typed = BTreeSet::new();
    tree.each_wanted(&mut |field, words, prefix| {
        if let (None | Some(Field::Name), [word], false) = (field, words, prefix) {
            typed.insert(word.clone());
        }
    });
    let mut others = Vec::new();
    for word in typed.into_iter().filter(|word| word.len() >= SHORTEST).take(6) {
        let near = near(db, &word).await?;
        if !near.is_empty() {
            others.push((word, near));
        }
    }
    let added: Vec<String> = others.iter().flat_map(|(_, near)| near.clone()).collect();
    Ok((!added.is_empty()).then(|| (with(tree, &others), added)))
}

async fn near(db: &Db, word: &str) -> Result<Vec<String>> {
    let mut query = sql("SELECT word FROM search_trigrams WHERE trigram IN (''");
    for part in trigrams(word) {
        query = query.push_bound(", ?", part);
    }
    let query = query.push_bound(") GROUP BY word ORDER BY COUNT(*) DESC, word LIMIT ?", CLOSE);
    let found: Vec<(String,)> = db.all(query).await?;
    let most = if word.len() < 7 { 1 } else { 2 };
    let mut near: Vec<(usize, String)> = found
        .into_iter()
        .map(|(other,)| (distance(word, &other), other))
        .filter(|(distance, _)| (1..=most).contains(distance))
        .collect();
    near.sort();
    Ok(near.into_iter().take(MOST).map(|(_, word)| word).collect())
}

fn with(tree: &Tree, others: &[(String, Vec<String>)]) -> Tree {
    let all = |parts: &[Tree]| parts.iter().map(|part| with(part, others)).collect();
    match tree {
        Tree::All(parts) => Tree::All(all(parts)),
        Tree::Any(parts) => Tree::Any(all(parts)),
        Tree::Words { field: None | Some(Field::Name), words, prefix: false } if words.len() == 1 => {
            let known = others.iter().find(|(word, _)| *word == words[0]);
            match known {
                Some((_, near)) => Tree::Any(
                    std::iter::once(tree.clone())
                        .chain(near.iter().map(|word| Tree::word(Field::Name, word)))
                        .collect(),
                ),
                None => tree.clone(),
            }
        }
        other => other.clone(),
    }
}

/// Letters to put in, take out, change or swap to make one word the other.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut least = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_differ_are_counted() {
        for (one, other, count) in [
            ("meyer", "meier", 1),
            ("kowalczyk", "kowalcyzk", 1),
            ("ada", "ada", 0),
            ("", "ab", 2),
            ("schmidt", "smith", 4),
        ] {
            assert_eq!(distance(one, other), count, "{one} {other}");
        }
    }
}
