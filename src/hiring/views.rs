//! Views of a table that someone gave a name: their own, or everyone's.

use super::rules::{self, Rule};
use super::table::Scope;
use super::users::User;
use super::{Error, Result, refused, undo};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// More than this nobody finds again.
const MOST: i64 = 50;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct View {
    pub id: String,
    pub position_id: Option<String>,
    pub name: String,
    /// Filters, order and columns, as in the address.
    pub query: String,
    pub shared: bool,
    /// Whether this reader may rename or delete it.
    pub editable: bool,
}

/// A view as it was.
#[derive(Serialize, Deserialize, sqlx::FromRow)]
struct Gone {
    id: String,
    user_id: String,
    position_id: Option<String>,
    name: String,
    query: String,
    shared: bool,
    created_at: DateTime<Utc>,
}

pub fn name(text: &str) -> Rule<String> {
    rules::required(text, 60, "Give the view a name")
}

impl View {
    /// A reader's own, and as many of those that others share.
    pub async fn of_table(db: &Db, reader: &User, scope: &Scope) -> Result<Vec<View>> {
        let query = sql("SELECT id, position_id, name, query, shared, user_id = $1 AS editable FROM saved_views
            WHERE COALESCE(position_id, '') = $2 AND (shared OR user_id = $1) ORDER BY editable DESC, name, id LIMIT $3");
        Ok(db.all(query.bind(&reader.id).bind(scope.position().unwrap_or_default()).bind(2 * MOST)).await?)
    }

    /// For a change: only whoever made it may.
    pub async fn find_to_edit(db: &Db, user: &User, id: &str) -> Result<View> {
        let query = sql(
            "SELECT id, position_id, name, query, shared, TRUE AS editable FROM saved_views WHERE id = $1 AND user_id = $2",
        );
        db.maybe(query.bind(id).bind(&user.id)).await?.ok_or(Error::NotFound)
    }

    pub fn scope(&self) -> Scope {
        self.position_id.clone().map_or(Scope::Everyone, Scope::Position)
    }

    /// Keeps the view; one of this user's with the same name becomes this one.
    pub async fn save(
        tx: &mut Tx,
        scope: &Scope,
        user: &User,
        name: &str,
        query: &str,
        shared: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let position = scope.position().unwrap_or_default();
        let again = sql("UPDATE saved_views SET query = $1, shared = $2
                         WHERE user_id = $3 AND COALESCE(position_id, '') = $4 AND name = $5");
        let again = again.bind(query).bind(shared).bind(&user.id).bind(position).bind(name);
        if tx.run(again).await? > 0 {
            return Ok(());
        }
        let count = sql("SELECT COUNT(*) FROM saved_views WHERE user_id = $1 AND COALESCE(position_id, '') = $2");
        let (count,): (i64,) = tx.one(count.bind(&user.id).bind(position)).await?;
        if count >= MOST {
            return refused(format!("You have {MOST} views here. Delete one first."));
        }
        let insert = sql(
            "INSERT INTO saved_views (id, user_id, position_id, name, query, shared, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        );
        let insert = insert.bind(new_id()).bind(&user.id).bind(scope.position().map(str::to_owned));
        tx.run(insert.bind(name).bind(query).bind(shared).bind(now)).await?;
        Ok(())
    }

    pub async fn update(&self, tx: &mut Tx, name: &str, shared: bool) -> Result<()> {
        let query = sql("UPDATE saved_views SET name = $1, shared = $2 WHERE id = $3");
        tx.run(query.bind(name).bind(shared).bind(&self.id)).await?;
        Ok(())
    }

    /// Forgets the view; answers with the address of the undo.
    pub async fn delete(&self, tx: &mut Tx, user: &User, now: DateTime<Utc>) -> Result<String> {
        let gone = sql("DELETE FROM saved_views WHERE id = $1
                        RETURNING id, user_id, position_id, name, query, shared, created_at");
        let gone: Gone = tx.maybe(gone.bind(&self.id)).await?.ok_or(Error::NotFound)?;
        undo::keep(tx, undo::Kind::View, None, &gone, user, now).await
    }
}

/// Brings back a view that was deleted.
pub(super) async fn bring_back(tx: &mut Tx, data: serde_json::Value) -> Result<String> {
    let gone: Gone = undo::read(data)?;
    if let Some(position) = &gone.position_id {
        let there: Option<(String,)> = tx.maybe(sql("SELECT id FROM positions WHERE id = $1").bind(position)).await?;
        there.ok_or(Error::NotFound)?;
    }
    let put = sql(
        "INSERT INTO saved_views (id, user_id, position_id, name, query, shared, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING",
    );
    let put = put.bind(gone.id).bind(gone.user_id).bind(gone.position_id).bind(&gone.name).bind(gone.query);
    tx.run(put.bind(gone.shared).bind(gone.created_at)).await?;
    Ok(format!("The view {} is back.", gone.name))
}
