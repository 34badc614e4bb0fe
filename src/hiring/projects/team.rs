//! Who works on a project: whoever is on its team may change what is in it.

use super::{Project, said};
use crate::hiring::users::User;
use crate::hiring::{Error, Result, refused};
use crate::platform::db::{Db, Run, Tx, sql};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Member {
    pub id: String,
    pub name: String,
}

impl Project {
    /// The team, the owner among them.
    pub async fn team(&self, db: &Db) -> Result<Vec<Member>> {
        let query = sql("SELECT u.id, u.name FROM project_members m JOIN users u ON u.id = m.user_id
                         WHERE m.project_id = $1 ORDER BY u.name, u.id");
        Ok(db.all(query.bind(&self.id)).await?)
    }

    /// Colleagues who are not on the team yet.
    pub async fn others(&self, db: &Db) -> Result<Vec<Member>> {
        let query = sql("SELECT u.id, u.name FROM users u WHERE u.active
                           AND NOT EXISTS (SELECT 1 FROM project_members m WHERE m.project_id = $1 AND m.user_id = u.id)
                         ORDER BY u.name, u.id LIMIT 500");
        Ok(db.all(query.bind(&self.id)).await?)
    }

    pub async fn add_member(tx: &mut Tx, project: &str, user: &str) -> Result<()> {
        let query = sql("INSERT INTO project_members (project_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        tx.run(query.bind(project).bind(user)).await?;
        Ok(())
    }

    /// Takes a colleague onto the team.
    pub async fn welcome(&self, tx: &mut Tx, user: &User, colleague: &str, now: DateTime<Utc>) -> Result<String> {
        let name = name_of(tx, colleague).await?;
        Project::add_member(tx, &self.id, colleague).await?;
        said(tx, self, user, format!("took {name} onto the team"), now).await?;
        Ok(name)
    }

    /// Takes someone off the team; the owner stays.
    pub async fn dismiss(&self, tx: &mut Tx, user: &User, colleague: &str, now: DateTime<Utc>) -> Result<String> {
        if colleague == self.owner_id {
            return refused("The owner stays on the team. Make someone else the owner first.");
        }
        let name = name_of(tx, colleague).await?;
        let query = sql("DELETE FROM project_members WHERE project_id = $1 AND user_id = $2");
        if tx.run(query.bind(&self.id).bind(colleague)).await? == 0 {
            return refused(format!("{name} is not on the team."));
        }
        said(tx, self, user, format!("took {name} off the team"), now).await?;
        Ok(name)
    }

    /// Hands the project over to someone of the team.
    pub async fn hand_over(&self, tx: &mut Tx, user: &User, colleague: &str, now: DateTime<Utc>) -> Result<String> {
        let name = name_of(tx, colleague).await?;
        Project::add_member(tx, &self.id, colleague).await?;
        let query = sql("UPDATE projects SET owner_id = $1, updated_at = $2, version = version + 1 WHERE id = $3");
        tx.run(query.bind(colleague).bind(now).bind(&self.id)).await?;
        said(tx, self, user, format!("made {name} the owner"), now).await?;
        Ok(name)
    }
}

async fn name_of(tx: &mut Tx, user: &str) -> Result<String> {
    let found: Option<(String,)> = tx.maybe(sql("SELECT name FROM users WHERE id = $1").bind(user)).await?;
    found.map(|(name,)| name).ok_or(Error::NotFound)
}
