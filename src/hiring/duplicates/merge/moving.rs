//! Which rows belong to a candidate, how they move to another, and how they come back.

use crate::hiring::Result;
use crate::hiring::stages::Stage;
use crate::platform::db::{Run, Tx, sql};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Every table whose rows are a candidate's. A table left out would lose its rows in a merge: a test compares this with
/// the schema.
pub(in crate::hiring::duplicates) const CANDIDATE_TABLES: [&str; 17] = [
    "applications",
    "bulk_items",
    "candidate_edits",
    "candidate_keys",
    "candidate_signs",
    "candidate_tags",
    "documents",
    "duplicates",
    "import_rows",
    "merges",
    "notes",
    "pool_members",
    // Forgotten, and written anew from what has moved.
    "search_entries",
    "tasks",
    "undos",
    "upload_files",
    "activities",
];

/// The same for applications.
pub(in crate::hiring::duplicates) const APPLICATION_TABLES: [&str; 9] = [
    "activities",
    "bulk_items",
    "candidates",
    "moves",
    "overrules",
    "rescreen_rows",
    "screenings",
    "tasks",
    "upload_files",
];

/// Moves the rows of one owner to another and says which; puts named rows back.
struct Table {
    name: &'static str,
    to: &'static str,
    back: &'static str,
}

macro_rules! tables {
    ($($name:literal: $key:literal, $owner:literal;)*) => {[$(Table {
        name: $name,
        to: concat!("UPDATE ", $name, " SET ", $owner, " = $1 WHERE ", $owner, " = $2 RETURNING ", $key),
        back: concat!("UPDATE ", $name, " SET ", $owner, " = $1 WHERE ", $owner, " = $2 AND ", $key, " = $3"),
    }),*]};
}

/// Rows that simply change their owner.
const OF_CANDIDATE: [Table; 10] = tables! {
    "applications": "id", "candidate_id";
    "documents": "id", "candidate_id";
    "notes": "id", "candidate_id";
    "tasks": "id", "candidate_id";
    "undos": "id", "candidate_id";
    "upload_files": "id", "candidate_id";
    "import_rows": "id", "candidate_id";
    "bulk_items": "id", "candidate_id";
    "activities": "id", "candidate_id";
    "candidate_keys": "key", "candidate_id";
};
const OF_APPLICATION: [Table; 5] = tables! {
    "screenings": "id", "application_id";
    "tasks": "id", "application_id";
    "upload_files": "id", "application_id";
    "bulk_items": "id", "application_id";
    "activities": "id", "application_id";
};

/// Rows that only one of the two may have: the one who stays keeps theirs.
struct Shared {
    name: &'static str,
    /// Moves those the other does not have.
    to: &'static str,
    back: &'static str,
}

macro_rules! shared {
    ($($name:literal: $key:literal;)*) => {[$(Shared {
        name: $name,
        to: concat!("UPDATE ", $name, " SET candidate_id = $1 WHERE candidate_id = $2 AND ", $key,
            " NOT IN (SELECT ", $key, " FROM ", $name, " WHERE candidate_id = $1) RETURNING ", $key),
        back: concat!("DELETE FROM ", $name, " WHERE candidate_id = $1 AND ", $key, " = $2"),
    }),*]};
}

const SHARED: [Shared; 3] = shared! {
    "candidate_tags": "tag_id";
    "pool_members": "pool_id";
    "candidate_signs": "sign";
};

/// What moved, and the rows that went, by table.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Moved {
    /// Keys of rows that changed their owner.
    keys: BTreeMap<String, Vec<String>>,
    /// Rows as they were before the merge.
    rows: BTreeMap<String, Vec<Json>>,
    /// Applications for a position that both were considered for.
    twice: Vec<Twice>,
}

/// One of two applications for the same position, gone into the other.
#[derive(Serialize, Deserialize)]
struct Twice {
    stays: String,
    goes: String,
    owner: String,
    keys: BTreeMap<String, Vec<String>>,
    application: Vec<Json>,
    moves: Vec<Json>,
    overrules: Vec<Json>,
    #[serde(default)]
    rescreen_rows: Vec<Json>,
}

#[derive(sqlx::FromRow)]
struct Both {
    kept: String,
    gone: String,
    kept_rank: i64,
    gone_rank: i64,
}

impl Moved {
    pub async fn all(tx: &mut Tx, kept: &str, gone: &str) -> Result<Moved> {
        let mut moved = Moved::default();
        let candidate = tx.rows_as_json("candidates", "id", gone).await?;
        moved.rows.insert("candidates".into(), candidate);
        // Corrections belong to the CV they correct: they go, and come back with it.
        let edits = tx.rows_as_json("candidate_edits", "candidate_id", gone).await?;
        moved.rows.insert("candidate_edits".into(), edits);
        for side in ["a_id", "b_id"] {
            let rows = tx.rows_as_json("duplicates", side, gone).await?;
            moved.rows.entry("duplicates".into()).or_default().extend(rows);
        }
        // In play counts more than out, and further along more than less far.
        let both = sql("SELECT k.id AS kept, g.id AS gone,
                CAST(CASE WHEN k.outcome = 'active' THEN 1000 ELSE 0 END + ks.ordinal AS BIGINT) AS kept_rank,
                CAST(CASE WHEN g.outcome = 'active' THEN 1000 ELSE 0 END + gs.ordinal AS BIGINT) AS gone_rank
             FROM applications k JOIN applications g ON g.position_id = k.position_id
             JOIN stages ks ON ks.id = k.stage_id JOIN stages gs ON gs.id = g.stage_id
             WHERE k.candidate_id = $1 AND g.candidate_id = $2");
        let both: Vec<Both> = tx.all(both.bind(kept).bind(gone)).await?;
        for pair in both {
            let (stays, goes, owner) = match pair.gone_rank > pair.kept_rank {
                true => (pair.gone, pair.kept, kept),
                false => (pair.kept, pair.gone, gone),
            };
            moved.twice.push(Twice::into_one(tx, stays, goes, owner).await?);
        }
        for table in SHARED {
            let keys = tx.all(sql(table.to).bind(kept).bind(gone)).await?;
            moved.keys.insert(table.name.into(), keys.into_iter().map(|(key,): (String,)| key).collect());
            let left = tx.rows_as_json(table.name, "candidate_id", gone).await?;
            moved.rows.insert(table.name.into(), left);
        }
        // What both carried is counted once from now on.
        tx.run(sql("UPDATE tags SET candidates = candidates - 1 WHERE id IN (SELECT tag_id FROM candidate_tags WHERE candidate_id = $1)").bind(gone)).await?;
        tx.run(sql("UPDATE pools SET members = members - 1 WHERE id IN (SELECT pool_id FROM pool_members WHERE candidate_id = $1)").bind(gone)).await?;
        for table in OF_CANDIDATE {
            let keys = tx.all(sql(table.to).bind(kept).bind(gone)).await?;
            moved.keys.insert(table.name.into(), keys.into_iter().map(|(key,): (String,)| key).collect());
        }
        rename_in_undos(tx, kept, gone, kept).await?;
        let earlier = sql("UPDATE merges SET kept_id = $1 WHERE kept_id = $2 RETURNING id").bind(kept).bind(gone);
        let earlier: Vec<(String,)> = tx.all(earlier).await?;
        moved.keys.insert("merges".into(), earlier.into_iter().map(|(id,)| id).collect());
        tx.run(sql("DELETE FROM candidates WHERE id = $1").bind(gone)).await?;
        Ok(moved)
    }

    pub async fn back(&self, tx: &mut Tx, kept: &str, gone: &str) -> Result<()> {
        let keys = |name: &str| self.keys.get(name).map(Vec::as_slice).unwrap_or_default();
        let rows = |name: &str| self.rows.get(name).map(Vec::as_slice).unwrap_or_default();
        // What the row points to is not theirs again yet.
        let mut candidate = rows("candidates").to_vec();
        let cv = candidate.first().and_then(|row| row.get("cv_id")).and_then(Json::as_str).map(str::to_owned);
        for row in candidate.iter_mut().filter_map(Json::as_object_mut) {
            row.insert("newest_application_id".into(), Json::Null);
            row.insert("cv_id".into(), Json::Null);
        }
        tx.put_rows_back("candidates", &candidate).await?;
        tx.put_rows_back("candidate_edits", rows("candidate_edits")).await?;
        for table in OF_CANDIDATE {
            for key in keys(table.name) {
                tx.run(sql(table.back).bind(gone).bind(kept).bind(key)).await?;
            }
        }
        tx.run(sql("UPDATE candidates SET cv_id = $1 WHERE id = $2").bind(cv).bind(gone)).await?;
        rename_in_undos(tx, gone, kept, gone).await?;
        for key in keys("merges") {
            tx.run(sql("UPDATE merges SET kept_id = $1 WHERE id = $2").bind(gone).bind(key)).await?;
        }
        for twice in &self.twice {
            twice.apart(tx).await?;
        }
        for table in SHARED {
            // Those moved come back by owner, unless they went since; those both had come back as they were.
            let mine = tx.rows_as_json(table.name, "candidate_id", kept).await?;
            for key in keys(table.name) {
                tx.run(sql(table.back).bind(kept).bind(key)).await?;
            }
            let column = key_of(table.name);
            let moved: Vec<Json> = mine
                .into_iter()
                .filter(|row| {
                    row.get(column)
                        .and_then(Json::as_str)
                        .is_some_and(|key| keys(table.name).iter().any(|one| one == key))
                })
                .map(|mut row| {
                    row["candidate_id"] = gone.into();
                    row
                })
                .collect();
            tx.put_rows_back(table.name, &moved).await?;
            tx.put_rows_back(table.name, rows(table.name)).await?;
        }
        tx.run(
            sql("UPDATE tags SET candidates = (SELECT COUNT(*) FROM candidate_tags ct WHERE ct.tag_id = tags.id)
                    WHERE id IN (SELECT tag_id FROM candidate_tags WHERE candidate_id IN ($1, $2))")
            .bind(kept)
            .bind(gone),
        )
        .await?;
        tx.run(
            sql("UPDATE pools SET members = (SELECT COUNT(*) FROM pool_members m WHERE m.pool_id = pools.id)
                    WHERE id IN (SELECT pool_id FROM pool_members WHERE candidate_id IN ($1, $2))")
            .bind(kept)
            .bind(gone),
        )
        .await?;
        Ok(tx.put_rows_back("duplicates", rows("duplicates")).await?)
    }
}

fn key_of(table: &str) -> &'static str {
    match table {
        "candidate_tags" => "tag_id",
        "pool_members" => "pool_id",
        _ => "sign",
    }
}

impl Twice {
    async fn into_one(tx: &mut Tx, stays: String, goes: String, owner: &str) -> Result<Twice> {
        let application = tx.rows_as_json("applications", "id", &goes).await?;
        let moves = tx.rows_as_json("moves", "application_id", &goes).await?;
        let overrules = tx.rows_as_json("overrules", "application_id", &goes).await?;
        let rescreen_rows = tx.rows_as_json("rescreen_rows", "application_id", &goes).await?;
        let mut keys = BTreeMap::new();
        for table in OF_APPLICATION {
            let moved = tx.all(sql(table.to).bind(&stays).bind(&goes)).await?;
            keys.insert(table.name.to_owned(), moved.into_iter().map(|(key,): (String,)| key).collect::<Vec<_>>());
        }
        let own = sql("UPDATE overrules SET application_id = $1 WHERE application_id = $2 AND requirement_id NOT IN
                       (SELECT requirement_id FROM overrules WHERE application_id = $1)");
        tx.run(own.bind(&stays).bind(&goes)).await?;
        count(tx, &goes, -1).await?;
        tx.run(sql("DELETE FROM applications WHERE id = $1").bind(&goes)).await?;
        Ok(Twice { stays, goes, owner: owner.to_owned(), keys, application, moves, overrules, rescreen_rows })
    }

    async fn apart(&self, tx: &mut Tx) -> Result<()> {
        let mut application = self.application.clone();
        for row in &mut application {
            row["candidate_id"] = self.owner.as_str().into();
        }
        tx.put_rows_back("applications", &application).await?;
        for table in OF_APPLICATION {
            for key in self.keys.get(table.name).into_iter().flatten() {
                tx.run(sql(table.back).bind(&self.goes).bind(&self.stays).bind(key)).await?;
            }
        }
        for row in &self.overrules {
            let id = row.get("id").and_then(Json::as_str).unwrap_or_default();
            tx.run(sql("DELETE FROM overrules WHERE id = $1").bind(id)).await?;
        }
        tx.put_rows_back("overrules", &self.overrules).await?;
        tx.put_rows_back("moves", &self.moves).await?;
        tx.put_rows_back("rescreen_rows", &self.rescreen_rows).await?;
        count(tx, &self.goes, 1).await
    }
}

/// What can still be brought back names its candidate: the name changes with the owner.
async fn rename_in_undos(tx: &mut Tx, owner: &str, from: &str, to: &str) -> Result<()> {
    let waiting = sql("SELECT id, data FROM undos WHERE candidate_id = $1 AND undone_at IS NULL").bind(owner);
    let waiting: Vec<(String, sqlx::types::Json<Json>)> = tx.all(waiting).await?;
    for (id, data) in waiting {
        let mut data = data.0;
        let named = data.get("candidate_id").and_then(Json::as_str) == Some(from);
        if let Some(fields) = data.as_object_mut().filter(|_| named) {
            fields.insert("candidate_id".into(), to.into());
            tx.run(sql("UPDATE undos SET data = $1 WHERE id = $2").bind(data).bind(id)).await?;
        }
    }
    Ok(())
}

/// Counts an application in or out, where its position and its stage keep count.
async fn count(tx: &mut Tx, application: &str, by: i64) -> Result<()> {
    let query = sql("SELECT stage_id, position_id, outcome FROM applications WHERE id = $1").bind(application);
    let Some((stage, position, outcome)) = tx.maybe::<(String, String, String)>(query).await? else { return Ok(()) };
    if outcome == "active" {
        return Stage::count(tx, vec![(&stage, by)]).await;
    }
    tx.run(sql("UPDATE positions SET closed = closed + $1 WHERE id = $2").bind(by).bind(position)).await?;
    Ok(())
}
