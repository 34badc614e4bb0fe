//! Choosing someone as one types: people whose names, addresses or numbers begin like this.

use super::query::{Field, Tree};
use super::{Reach, candidates, folded, hits_of, names};
use crate::hiring::Result;
use crate::hiring::candidates::Listed;
use crate::hiring::users::User;
use crate::platform::db::{Db, Run};

/// More words than this say nothing more about a name.
const MOST_WORDS: usize = 6;
/// A beginning of fewer letters would be half of everyone: it is looked at among those found by the other words.
const SHORTEST: usize = 3;
/// How many are read for each one shown, where short words choose among them.
const SPARE: i64 = 8;

#[derive(Clone, Debug, Default)]
pub struct Named {
    pub people: Vec<Listed>,
    /// Nobody is called so: these are called nearly so.
    pub is_similar: bool,
}

/// The newest first. Every role of today reads every candidate.
pub async fn named(db: &Db, _reader: &User, text: &str, most: i64) -> Result<Named> {
    let mut words = folded(text);
    words.truncate(MOST_WORDS);
    let Some((tree, short)) = asked(text, &words) else { return Ok(Named::default()) };
    let people = newest(db, &tree, &short, most).await?;
    if !people.is_empty() {
        return Ok(Named { people, is_similar: false });
    }
    let exact = words.iter().map(|word| Tree::word(Field::Name, word)).collect();
    let people = match names::widened(db, &Tree::All(exact)).await? {
        Some((similar, _)) => newest(db, &similar, &[], most).await?,
        None => Vec::new(),
    };
    Ok(Named { people, is_similar: true })
}

/// An address or a number as a whole, or the beginnings of names; and the words too short to look for by themselves.
fn asked<'w>(text: &str, words: &'w [String]) -> Option<(Tree, Vec<&'w String>)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_number = digits.len() >= 5 && !text.chars().any(char::is_alphabetic);
    let contact = |words: Vec<String>| Tree::Words { field: Some(Field::Contact), words, prefix: true };
    if is_number {
        return Some((contact(vec![digits]), Vec::new()));
    }
    let (long, short): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| word.len() >= SHORTEST);
    if text.contains('@') && !long.is_empty() {
        return Some((contact(words.to_vec()), Vec::new()));
    }
    let start = |word: &&String| Tree::Words { field: Some(Field::Name), words: vec![(*word).clone()], prefix: true };
    let whole = |word: &&String| Tree::word(Field::Name, word);
    match (long.is_empty(), short.is_empty()) {
        (true, true) => None,
        (true, false) => Some((Tree::All(short.iter().map(whole).collect()), Vec::new())),
        (false, _) => Some((Tree::All(long.iter().map(start).collect()), short)),
    }
}

async fn newest(db: &Db, tree: &Tree, short: &[&String], most: i64) -> Result<Vec<Listed>> {
    let enough = if short.is_empty() { most } else { most * SPARE };
    let query = hits_of(db, tree, Reach::Name, enough).push(
        " SELECT e.candidate_id FROM hits h JOIN search_entries e ON e.ordinal = h.ordinal ORDER BY h.ordinal DESC",
    );
    let ids: Vec<(String,)> = db.all(query).await?;
    let ids: Vec<&str> = ids.iter().map(|(id,)| id.as_str()).collect();
    let mut people = candidates::listed(db, &ids).await?;
    let fits = |person: &Listed| {
        let name = folded(&person.name);
        short.iter().all(|word| name.iter().any(|part| part.starts_with(word.as_str())))
    };
    let found = ids.iter().filter_map(|id| people.remove(*id)).filter(fits);
    Ok(found.take(usize::try_from(most).unwrap_or_default()).collect())
}
