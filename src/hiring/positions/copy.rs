//! Another position like this one: what it is about, what it asks for and its stages, but nobody of it.

use super::{Draft, Position, Status};
use crate::hiring::{Result, projects::Project, stages::Stage, users::User};
use crate::platform::db::{Run, Tx, Value, new_id, sql};
use chrono::{DateTime, Utc};

impl Position {
    /// Makes the copy as a draft in the same project; answers with its id.
    pub async fn copy(&self, tx: &mut Tx, project: &Project, user: &User, now: DateTime<Utc>) -> Result<String> {
        let title: String = self.title.chars().take(112).collect();
        let draft = Draft {
            title: format!("{title} (copy)"),
            location: self.location.clone(),
            openings: self.openings,
            description: self.description.clone(),
            salary_from: self.salary_from,
            salary_to: self.salary_to,
            salary_currency: self.salary_currency.clone(),
            status: Status::Draft,
        };
        let stages = sql("SELECT * FROM stages WHERE position_id = $1 ORDER BY ordinal").bind(&self.id);
        let stages: Vec<Stage> = tx.all(stages).await?;
        let stages: Vec<_> = stages.iter().map(Stage::planned).collect();
        let id = Position::add_with(tx, project, user, draft, &stages, now).await?;

        let asked = sql("SELECT ordinal, text, category, importance, weight FROM requirements WHERE position_id = $1");
        let asked: Vec<(i64, String, String, String, i64)> = tx.all(asked.bind(&self.id)).await?;
        if !asked.is_empty() {
            let rows = asked.into_iter().map(|(ordinal, text, category, importance, weight)| {
                let row =
                    [new_id().into(), (&id).into(), ordinal.into(), text.into(), category.into(), importance.into()];
                row.into_iter().chain([Value::from(weight)]).collect()
            });
            let query = sql("INSERT INTO requirements (id, position_id, ordinal, text, category, importance, weight)");
            tx.run(query.values(rows)).await?;
            tx.run(sql("UPDATE positions SET requirements_version = 1 WHERE id = $1").bind(&id)).await?;
        }
        let query = sql("UPDATE positions SET must_words = $1, avoid_words = $2 WHERE id = $3");
        tx.run(query.bind(&self.must_words).bind(&self.avoid_words).bind(&id)).await?;
        Ok(id)
    }
}
