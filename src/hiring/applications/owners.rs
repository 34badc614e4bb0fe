//! Who looks after an application.

use super::Application;
use crate::hiring::activity::{self, Kind};
use crate::hiring::users::User;
use crate::hiring::{Result, refused};
use crate::platform::db::{Run, Tx, sql};
use crate::platform::events::Event;
use chrono::{DateTime, Utc};
use serde_json::json;

/// Gives an application to someone, or to nobody. Answers with who had it before.
pub async fn assign(
    tx: &mut Tx,
    application: &Application,
    user: &User,
    owner: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let found: Option<(String,)> =
        tx.maybe(sql("SELECT name FROM users WHERE id = $1 AND active").bind(owner.unwrap_or_default())).await?;
    let name = match (owner, found) {
        (None, _) => String::new(),
        (Some(_), Some((name,))) => name,
        (Some(_), None) => return refused("This colleague is not here any more. Choose another owner."),
    };
    if application.owner_id.as_deref() == owner {
        return refused(match owner {
            None => "They have no owner already.".to_owned(),
            Some(_) => format!("{name} is their owner already."),
        });
    }
    let query = sql(
        "UPDATE applications SET owner_id = $1, updated_at = $2, version = version + 1 WHERE id = $3 AND version = $4",
    );
    let query = query.bind(owner.map(str::to_owned)).bind(now).bind(&application.id).bind(application.version);
    if tx.run(query).await? == 0 {
        return refused("Someone changed this candidate a moment ago. Load the page again.");
    }
    activity::record(tx, application.entry(Kind::Assigned, user, json!({"owner": name})), now).await?;
    tx.announce(Event::new(format!("position:{}", application.position_id), "moved", &application.id));
    Ok(application.owner_id.clone())
}
