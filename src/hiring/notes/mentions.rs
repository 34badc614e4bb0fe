//! Naming a colleague in a note: "@Maya" or "@Maya Okafor".

use crate::hiring::Result;
use crate::hiring::paging::{Page, Turn};
use crate::hiring::users::User;
use crate::platform::db::{Db, Run, Sql, Tx, sql};
use chrono::{DateTime, Utc};

/// How many a page of mentions holds.
const PAGE: i64 = 50;

/// A note that names the reader.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Mention {
    pub note_id: String,
    pub candidate_id: String,
    pub candidate: String,
    pub author: String,
    pub body: String,
    pub at: DateTime<Utc>,
    pub seen_at: Option<DateTime<Utc>>,
}

/// A place in the order: when someone was named, then the note, both descending.
#[derive(Clone, Debug)]
pub struct MentionSpot {
    pub at: DateTime<Utc>,
    pub note: String,
}

/// Writes down whom a text names, and forgets whom it names no more. A private note reaches only those who may read it.
pub(super) async fn note_down(
    tx: &mut Tx,
    note: &str,
    author: &User,
    body: &str,
    is_private: bool,
    now: DateTime<Utc>,
) -> Result<()> {
    let named: Vec<User> = if body.contains('@') {
        let everyone: Vec<User> = tx.all(sql("SELECT * FROM users WHERE active ORDER BY name, id")).await?;
        let names: Vec<&str> = everyone.iter().map(|user| user.name.as_str()).collect();
        let found: Vec<usize> = text_parts(body, &names).into_iter().filter_map(|(_, named)| named).collect();
        let may_read = |user: &User| !is_private || user.role.is_admin();
        let chosen = everyone.iter().enumerate().filter(|(index, _)| found.contains(index)).map(|(_, user)| user);
        chosen.filter(|user| user.id != author.id && may_read(user)).cloned().collect()
    } else {
        Vec::new()
    };
    let known: Vec<(String,)> = tx.all(sql("SELECT user_id FROM mentions WHERE note_id = $1").bind(note)).await?;
    for (user,) in known.iter().filter(|(user,)| !named.iter().any(|one| one.id == *user)) {
        tx.run(sql("DELETE FROM mentions WHERE note_id = $1 AND user_id = $2").bind(note).bind(user)).await?;
    }
    for user in named {
        let put = sql("INSERT INTO mentions (user_id, note_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
        tx.run(put.bind(&user.id).bind(note).bind(now)).await?;
    }
    Ok(())
}

/// A text cut where it names someone: each piece, and the number of whom it names. A first name counts when only one
/// person has it.
pub fn text_parts<'a>(text: &'a str, names: &[&str]) -> Vec<(&'a str, Option<usize>)> {
    let (mut parts, mut plain, mut at) = (Vec::new(), 0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('@')).map(|found| at + found) {
        let begins =
            text.get(..found).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric());
        match begins.then(|| named(text.get(found + 1..).unwrap_or_default(), names)).flatten() {
            Some((length, who)) => {
                let end = found + 1 + length;
                if plain < found {
                    parts.push((text.get(plain..found).unwrap_or_default(), None));
                }
                parts.push((text.get(found..end).unwrap_or_default(), Some(who)));
                (plain, at) = (end, end);
            }
            None => at = found + 1,
        }
    }
    if plain < text.len() {
        parts.push((text.get(plain..).unwrap_or_default(), None));
    }
    parts
}

/// Whom a text begins with, and how many bytes of it name them: the longest name first.
fn named(text: &str, names: &[&str]) -> Option<(usize, usize)> {
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let whole = names.iter().enumerate().filter_map(|(who, name)| begins(text, name).map(|length| (length, who)));
    whole.max_by_key(|(length, _)| *length).or_else(|| {
        let mut by_first = names.iter().enumerate().filter_map(|(who, name)| {
            let word = name.split_whitespace().next()?;
            begins(text, word).map(|length| (length, who))
        });
        let (length, who) = by_first.next()?;
        let only = names.iter().filter(|name| first(name) == first(names[who])).count() == 1;
        only.then_some((length, who))
    })
}

/// How many bytes of the text are this name, in any letter case, with no letter after it.
fn begins(text: &str, name: &str) -> Option<usize> {
    let (mut left, mut length) = (text.chars(), 0);
    for wanted in name.chars() {
        let c = left.next()?;
        if !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        length += c.len_utf8();
    }
    let ends = left.next().is_none_or(|c| !c.is_alphanumeric());
    (ends && length > 0).then_some(length)
}

/// The mentions of someone in notes they may read.
fn readable(query: Sql, user: &User) -> Sql {
    query
        .push(" FROM mentions m JOIN notes n ON n.id = m.note_id")
        .push(" JOIN candidates c ON c.id = n.candidate_id JOIN users u ON u.id = n.author_id")
        .push_bound(" WHERE m.user_id = ?", &user.id)
        .push_bound(" AND (NOT n.is_private OR CAST(? AS BOOLEAN))", user.role.is_admin())
}

/// The notes that name someone, newest first; only those they have not marked as read, or all.
pub async fn of_user(
    db: &Db,
    user: &User,
    only_unseen: bool,
    turn: Option<Turn<MentionSpot>>,
) -> Result<Page<Mention>> {
    let query = sql("SELECT m.note_id, n.candidate_id, c.name AS candidate, u.name AS author, n.body, m.at, m.seen_at");
    let query = readable(query, user).push(if only_unseen { " AND m.seen_at IS NULL" } else { "" });
    let query = match turn.clone() {
        None => query.push(" ORDER BY m.at DESC, m.note_id DESC"),
        Some(Turn::After(spot)) => query
            .push_bound(" AND (m.at, m.note_id) < (?", spot.at)
            .push_bound(", ?) ORDER BY m.at DESC, m.note_id DESC", spot.note),
        Some(Turn::Before(spot)) => query
            .push_bound(" AND (m.at, m.note_id) > (?", spot.at)
            .push_bound(", ?) ORDER BY m.at, m.note_id", spot.note),
    };
    Ok(Page::cut(db.all(query.push_bound(" LIMIT ?", PAGE + 1)).await?, PAGE, turn.as_ref()))
}

/// How many of them they have not marked as read.
pub async fn count_unseen(db: &Db, user: &User) -> Result<i64> {
    let query = readable(sql("SELECT COUNT(*)"), user).push(" AND m.seen_at IS NULL");
    let (count,): (i64,) = db.one(query).await?;
    Ok(count)
}

/// Marks all of them as read.
pub async fn mark_seen(tx: &mut Tx, user: &User, now: DateTime<Utc>) -> Result<()> {
    let query = sql("UPDATE mentions SET seen_at = $1 WHERE user_id = $2 AND seen_at IS NULL");
    tx.run(query.bind(now).bind(&user.id)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::text_parts;

    const NAMES: [&str; 4] = ["Maya Okafor", "Tom Brandt", "Tom Reyes", "Zoë Åkesson"];

    fn named(text: &str) -> Vec<(&str, usize)> {
        text_parts(text, &NAMES).into_iter().filter_map(|(part, who)| who.map(|who| (part, who))).collect()
    }

    #[test]
    fn colleagues_are_named_in_full_or_by_a_first_name_of_their_own() {
        assert_eq!(named("@Maya, can you call? @maya okafor"), [("@Maya", 0), ("@maya okafor", 0)]);
        assert_eq!(named("@Tom or @Tom Reyes"), [("@Tom Reyes", 2)], "two are called Tom");
        assert_eq!(named("(@zoë åkesson)"), [("@zoë åkesson", 3)]);
        assert_eq!(named("mail ada@maya.example, @Mayas, @, @@"), []);
        assert_eq!(text_parts("a @Maya b", &NAMES), [("a ", None), ("@Maya", Some(0)), (" b", None)]);
        assert_eq!(text_parts("", &NAMES), []);
    }
}
