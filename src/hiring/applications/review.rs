//! Whether somebody looked at the CV that someone came with.

use super::{Application, Outcome};
use crate::hiring::users::User;
use crate::hiring::{Result, stages};
use crate::platform::db::{Db, Run, Tx, sql};
use chrono::{DateTime, Utc};

impl Application {
    /// Whether it is new and nobody looked yet.
    fn awaits_review(&self) -> bool {
        self.reviewed_at.is_none()
            && self.outcome == Outcome::Active
            && self.stage_ordinal == 0
            && self.stage_kind == stages::Kind::Review
    }
}

/// Notes that this user opened the application. Counts for those on the project's team: an admin who looks in leaves it
/// for them. Writes once, the first time.
pub async fn note_review(db: &Db, user: &User, application: &Application, now: DateTime<Utc>) -> Result<()> {
    if !application.awaits_review() {
        return Ok(());
    }
    let member = sql("SELECT user_id FROM project_members WHERE project_id = $1 AND user_id = $2");
    if db.maybe::<(String,)>(member.bind(&application.project_id).bind(&user.id)).await?.is_none() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    reviewed(&mut tx, &application.id, now).await?;
    Ok(tx.commit().await?)
}

pub(super) async fn reviewed(tx: &mut Tx, application: &str, now: DateTime<Utc>) -> Result<()> {
    let query = sql("UPDATE applications SET reviewed_at = $1 WHERE id = $2 AND reviewed_at IS NULL");
    tx.run(query.bind(now).bind(application)).await?;
    Ok(())
}
