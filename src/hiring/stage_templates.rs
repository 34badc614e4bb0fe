//! Stages to start a position with, kept by the workspace under a name.

use super::rules::{self, Rule};
use super::stages::Planned;
use super::users::User;
use super::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use chrono::{DateTime, Utc};
use sqlx::types::Json;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StageTemplate {
    pub id: String,
    pub name: String,
    pub stages: Json<Vec<Planned>>,
    pub updated_by: Option<String>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
}

const SELECT: &str = "SELECT t.id, t.name, t.stages, u.name AS updated_by, t.updated_at, t.version
    FROM stage_templates t LEFT JOIN users u ON u.id = t.updated_by";

impl StageTemplate {
    pub fn name(text: &str) -> Rule<String> {
        rules::required(text, 60, "Give the template a name, for example “Warehouse”")
    }

    /// All of them, by name.
    pub async fn all(db: &Db) -> Result<Vec<StageTemplate>> {
        Ok(db.all(sql(SELECT).push(" WHERE t.removed_at IS NULL ORDER BY t.name, t.id LIMIT 200")).await?)
    }

    pub async fn find(db: &Db, id: &str) -> Result<StageTemplate> {
        db.maybe(sql(SELECT).push_bound(" WHERE t.removed_at IS NULL AND t.id = ?", id)).await?.ok_or(Error::NotFound)
    }

    pub async fn add(tx: &mut Tx, user: &User, name: &str, stages: Vec<Planned>, now: DateTime<Utc>) -> Result<String> {
        let id = new_id();
        let query =
            sql("INSERT INTO stage_templates (id, name, stages, updated_by, updated_at) VALUES ($1, $2, $3, $4, $5)
                         ON CONFLICT (name) WHERE removed_at IS NULL DO NOTHING");
        let stages = serde_json::to_value(stages).unwrap_or_default();
        match tx.run(query.bind(&id).bind(name).bind(stages).bind(&user.id).bind(now)).await? {
            0 => refused(format!("There is a template called “{name}” already.")),
            _ => Ok(id),
        }
    }

    /// Saves it, unless someone saved it since it was opened at `version`.
    pub async fn update(
        &self,
        tx: &mut Tx,
        user: &User,
        name: &str,
        stages: Vec<Planned>,
        version: i64,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let query = sql("UPDATE stage_templates SET name = $1, stages = $2, updated_by = $3, updated_at = $4, version = version + 1
                         WHERE id = $5 AND version = $6
                           AND NOT EXISTS (SELECT 1 FROM stage_templates t WHERE t.name = $1 AND t.id <> $5 AND t.removed_at IS NULL)");
        let stages = serde_json::to_value(stages).unwrap_or_default();
        let query = query.bind(name).bind(stages).bind(&user.id).bind(now).bind(&self.id).bind(version);
        match tx.run(query).await? {
            0 if version == self.version => refused(format!("There is a template called “{name}” already.")),
            0 => refused("Someone changed this template while you had it open."),
            _ => Ok(()),
        }
    }

    /// Takes it off the list; [`StageTemplate::restore`] brings it back.
    pub async fn remove(tx: &mut Tx, id: &str, now: DateTime<Utc>) -> Result<()> {
        let query = sql("UPDATE stage_templates SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL");
        tx.run(query.bind(now).bind(id)).await?;
        Ok(())
    }

    pub async fn restore(tx: &mut Tx, id: &str) -> Result<()> {
        let query = sql("UPDATE stage_templates SET removed_at = NULL WHERE id = $1 AND removed_at IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM stage_templates t
                JOIN stage_templates gone ON gone.name = t.name AND gone.id = $1 WHERE t.removed_at IS NULL)");
        match tx.run(query.bind(id)).await? {
            0 => refused("There is a template of this name already, or this one is back."),
            _ => Ok(()),
        }
    }
}
