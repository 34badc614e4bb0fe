//! What stands around every page behind sign-in: navigation, pinned positions, the flash.

use super::{auth::CurrentUser, flash::Flash};
use crate::{
    app::{App, Surroundings},
    hiring::{self, positions, users::User, workspace::Workspace},
    screening::Thresholds,
};
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::Arc;

/// The field `shell` of a page that extends `layouts/app.html`.
pub struct Shell {
    /// The workspace's name.
    pub workspace: String,
    pub user_id: String,
    pub user_name: String,
    pub is_admin: bool,
    /// Which part of the navigation is open: `home`, `projects`, `candidates`, `tasks`, `mentions`, `pools`, `settings` or nothing.
    pub nav: &'static str,
    pub flash: Option<Flash>,
    /// The newest open positions of this user.
    pub pinned: Vec<Pinned>,
    pub now: DateTime<Utc>,
    pub thresholds: Thresholds,
    /// The workspace's time zone, for what is dated on the server.
    pub zone: chrono_tz::Tz,
}

/// A position in the side bar, with how many candidates are in play.
pub struct Pinned {
    pub href: String,
    pub title: String,
    pub count: i64,
    pub current: bool,
}

impl Shell {
    /// The shell of a page; takes the flash left for it.
    pub async fn of(app: &App, user: &CurrentUser, nav: &'static str) -> super::Result<Shell> {
        let flash = Flash::take(user).await?;
        Ok(Shell { nav, flash, ..Shell::bare(app, user).await? })
    }

    /// The shell of an error page: nothing is open, and a flash waits for the next page.
    pub(super) async fn bare(app: &App, user: &User) -> super::Result<Shell> {
        let around = app.surroundings.get(&app.db, &user.id, surroundings(app, user)).await?;
        let workspace = &around.workspace;
        Ok(Shell {
            thresholds: workspace.thresholds(),
            zone: workspace.zone(),
            workspace: workspace.name.clone(),
            user_id: user.id.clone(),
            user_name: user.name.clone(),
            is_admin: user.role.is_admin(),
            nav: "",
            flash: None,
            pinned: around
                .pinned
                .iter()
                .map(|position| Pinned {
                    href: format!("/positions/{}", position.id),
                    title: position.title.clone(),
                    count: position.in_play,
                    current: false,
                })
                .collect(),
            now: app.clock.now(),
        })
    }

    /// The day it is where the workspace is.
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }

    /// Marks the pinned position that the page belongs to.
    pub fn at(mut self, position_id: &str) -> Shell {
        for pin in &mut self.pinned {
            pin.current = pin.href.strip_prefix("/positions/") == Some(position_id);
        }
        self
    }
}

async fn surroundings(app: &App, user: &User) -> hiring::Result<Arc<Surroundings>> {
    let (workspace, pinned) = tokio::try_join!(Workspace::find(&app.db), positions::pinned(&app.db, user, 5))?;
    Ok(Arc::new(Surroundings { workspace: workspace.ok_or(hiring::Error::NotFound)?, pinned }))
}
