//! What stands with someone's applications: position, stage and source. It is kept beside their entry for counting, and
//! asked of the applications themselves for finding.

use super::query::{Standing, Tree};
use super::words::folded;
use crate::hiring::Result;
use crate::platform::db::{Db, Run, Sql, Tx, sql};

/// Names that match one word at most.
const MOST_NAMES: usize = 100;
/// Between position, stage and source.
pub(super) const TAB: &str = "\t";

const LINES: &str = "UPDATE search_entries SET standing = COALESCE((SELECT string_agg('a' || q.title || $1 ||
        CASE a.outcome WHEN 'rejected' THEN 'Rejected' WHEN 'withdrawn' THEN 'Withdrawn' ELSE s.name END || $1 || a.source, $2)
    FROM applications a JOIN positions q ON q.id = a.position_id JOIN stages s ON s.id = a.stage_id
    WHERE a.candidate_id = search_entries.candidate_id), '')";

/// Notes anew where a candidate's applications stand. Belongs into the transaction that moved one.
pub(in crate::hiring) async fn restand(tx: &mut Tx, candidate: &str) -> Result<()> {
    tx.run(sql(LINES).bind(TAB).bind("\n").push_bound(" WHERE candidate_id = ?", candidate)).await?;
    Ok(())
}

/// The same for all candidates of a position whose title or stages got another name.
pub(in crate::hiring) async fn restand_position(tx: &mut Tx, position: &str) -> Result<()> {
    let theirs = " WHERE candidate_id IN (SELECT candidate_id FROM applications WHERE position_id = ?)";
    tx.run(sql(LINES).bind(TAB).bind("\n").push_bound(theirs, position)).await?;
    Ok(())
}

/// The same for everyone, after rows were written in bulk.
pub(super) async fn restand_everyone(tx: &mut Tx) -> Result<()> {
    tx.run(sql(LINES).bind(TAB).bind("\n")).await?;
    Ok(())
}

/// The names that exist of one kind.
pub async fn names(db: &Db, of: Standing) -> Result<Vec<String>> {
    let query = match of {
        Standing::Position => sql("SELECT DISTINCT title FROM positions ORDER BY title"),
        Standing::Stage => sql("SELECT DISTINCT name FROM stages ORDER BY name"),
        // From one name to the next: an index of many rows has few sources.
        Standing::Source => sql(
            "WITH RECURSIVE named (source) AS (SELECT MIN(source) FROM applications WHERE source <> ''
                UNION ALL SELECT (SELECT MIN(a.source) FROM applications a WHERE a.source > named.source) FROM named WHERE named.source IS NOT NULL)
             SELECT source FROM named WHERE source IS NOT NULL ORDER BY source LIMIT 500",
        ),
    };
    let found: Vec<(String,)> = db.all(query).await?;
    let outcomes = ["Rejected", "Withdrawn"].map(str::to_owned);
    let outcomes = outcomes.into_iter().filter(|_| of == Standing::Stage);
    Ok(found.into_iter().map(|(name,)| name).chain(outcomes).collect())
}

/// Puts the names there are in place of the words someone typed.
pub(super) async fn named(db: &Db, tree: Tree) -> Result<Tree> {
    let mut known = Vec::new();
    for of in [Standing::Position, Standing::Stage, Standing::Source] {
        if asks_for(&tree, of) {
            known.push((of, names(db, of).await?));
        }
    }
    Ok(if known.is_empty() { tree } else { with_names(tree, &known) })
}

fn asks_for(tree: &Tree, what: Standing) -> bool {
    match tree {
        Tree::All(parts) | Tree::Any(parts) => parts.iter().any(|part| asks_for(part, what)),
        Tree::Not(part) => asks_for(part, what),
        Tree::Standing { of, .. } => *of == what,
        Tree::Words { .. } | Tree::Named { .. } => false,
    }
}

fn with_names(tree: Tree, known: &[(Standing, Vec<String>)]) -> Tree {
    let all = |parts: Vec<Tree>| parts.into_iter().map(|part| with_names(part, known)).collect();
    match tree {
        Tree::All(parts) => Tree::All(all(parts)),
        Tree::Any(parts) => Tree::Any(all(parts)),
        Tree::Not(part) => Tree::Not(Box::new(with_names(*part, known))),
        Tree::Standing { of, words } => {
            let names = known.iter().filter(|(kind, _)| *kind == of).flat_map(|(_, names)| names);
            let matching = names.filter(|name| folded(name).windows(words.len()).any(|run| run == words));
            Tree::Named { of, names: matching.take(MOST_NAMES).cloned().collect() }
        }
        other => other,
    }
}

/// Some application stands under one of these names. `ordinal` names the entry's column.
pub(super) fn condition(query: Sql, of: Standing, names: &[String], ordinal: &'static str) -> Sql {
    let (start, name) = match of {
        // A position has few candidates, so these are found first; a stage or a source may have half of everyone.
        Standing::Position => (
            " IN (SELECT e.ordinal FROM positions q JOIN applications a ON a.position_id = q.id
                JOIN search_entries e ON e.candidate_id = a.candidate_id WHERE (FALSE",
            " OR q.title = ?",
        ),
        Standing::Stage => (
            " IN (SELECT e.ordinal FROM search_entries e JOIN applications a ON a.candidate_id = e.candidate_id
                JOIN stages s ON s.id = a.stage_id WHERE (FALSE",
            " OR (a.outcome = 'active' AND s.name = ?)",
        ),
        Standing::Source => (
            " IN (SELECT e.ordinal FROM search_entries e JOIN applications a ON a.candidate_id = e.candidate_id WHERE (FALSE",
            " OR a.source = ?",
        ),
    };
    let mut query = query.push(ordinal).push(start);
    for value in names {
        query = match (of, value.as_str()) {
            (Standing::Stage, "Rejected") => query.push(" OR a.outcome = 'rejected'"),
            (Standing::Stage, "Withdrawn") => query.push(" OR a.outcome = 'withdrawn'"),
            _ => query.push_bound(name, value),
        };
    }
    match of {
        Standing::Position => query.push("))"),
        Standing::Stage | Standing::Source => query.push(") AND e.ordinal = ").push(ordinal).push(" LIMIT 1)"),
    }
}
