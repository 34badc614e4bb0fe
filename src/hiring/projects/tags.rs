//! Words of the team's own on a project.

use super::Project;
use crate::hiring::Result;
use crate::hiring::rules::{self, Rule};
use crate::platform::db::{Db, Run, Tx, Value, sql};

/// Tags typed with commas between: each once, as it was written first.
pub fn tags(text: &str) -> Rule<Vec<String>> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',').map(rules::line).filter(|tag| !tag.is_empty()) {
        if tag.chars().count() > 40 {
            return Err("Keep each tag under 40 characters.".into());
        }
        if !tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase()) {
            tags.push(tag);
        }
    }
    if tags.len() > 12 { Err("Keep to 12 tags.".into()) } else { Ok(tags) }
}

impl Project {
    pub async fn tags(&self, db: &Db) -> Result<Vec<String>> {
        let query = sql("SELECT tag FROM project_tags WHERE project_id = $1 ORDER BY tag").bind(&self.id);
        Ok(db.all::<(String,)>(query).await?.into_iter().map(|(tag,)| tag).collect())
    }

    pub async fn set_tags(tx: &mut Tx, project: &str, tags: &[String]) -> Result<()> {
        tx.run(sql("DELETE FROM project_tags WHERE project_id = $1").bind(project)).await?;
        if !tags.is_empty() {
            let rows = tags.iter().map(|tag| vec![Value::from(project), tag.into()]);
            tx.run(sql("INSERT INTO project_tags (project_id, tag)").values(rows)).await?;
        }
        Ok(())
    }
}

/// Every tag in use, for filters.
pub async fn all_tags(db: &Db) -> Result<Vec<String>> {
    let query = sql("SELECT DISTINCT tag FROM project_tags ORDER BY tag LIMIT 200");
    Ok(db.all::<(String,)>(query).await?.into_iter().map(|(tag,)| tag).collect())
}
