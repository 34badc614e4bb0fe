//! How long people stay signed in, and the cookie that says so.

use super::auth::{Accounts, AuthSession};
use crate::{app::App, hiring::users::User, platform::config::Config, platform::sessions::Sessions};
use axum_login::{AuthManagerLayer, AuthManagerLayerBuilder};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use tower_sessions::{
    Expiry, Session, SessionManagerLayer,
    cookie::{SameSite, time::Duration},
};

pub const COOKIE: &str = "recruitpro_session";

/// Kept in the session beside who is signed in.
#[derive(Clone, Serialize, Deserialize)]
struct Stay {
    /// "Keep me signed in" was ticked.
    keep: bool,
    /// When the session was last made longer.
    renewed_at: DateTime<Utc>,
}

const STAY: &str = "stay";

impl Stay {
    /// How long the session lasts without a visit.
    fn length(&self, config: &Config) -> Duration {
        match self.keep {
            true => Duration::days(config.session_days.into()),
            false => Duration::hours(config.session_idle_hours.into()),
        }
    }

    /// A visit makes the session longer, but only now and then is that worth a write.
    fn is_due(&self, config: &Config, now: DateTime<Utc>) -> bool {
        now - self.renewed_at > TimeDelta::seconds(self.length(config).whole_seconds() / 24)
    }
}

/// The layer that finds out who is asking.
pub fn layer(app: &App) -> AuthManagerLayer<Accounts, Sessions> {
    let sessions = SessionManagerLayer::new(Sessions::new(app.db.clone(), app.clock))
        .with_name(COOKIE)
        .with_same_site(SameSite::Lax)
        .with_secure(app.config.is_https())
        .with_expiry(Expiry::OnInactivity(Duration::hours(app.config.session_idle_hours.into())));
    AuthManagerLayerBuilder::new(Accounts::new(app.db.clone()), sessions).build()
}

/// Signs the user in, in a session with a new id: what an attacker may have planted before is worth nothing.
pub async fn start(app: &App, auth: &mut AuthSession, user: &User, keep: bool) -> super::Result<()> {
    if auth.user.is_some() {
        auth.logout().await.map_err(anyhow::Error::new)?;
        auth.session.cycle_id().await?;
    }
    auth.login(user).await.map_err(anyhow::Error::new)?;
    auth.session.insert(STAY, Stay { keep, renewed_at: app.clock.now() }).await?;
    Ok(())
}

/// Goes on in a fresh session that lasts as long as this one would have.
pub async fn start_again(app: &App, auth: &mut AuthSession, user: &User) -> super::Result<()> {
    let stay = auth.session.get::<Stay>(STAY).await?;
    start(app, auth, user, stay.is_none_or(|stay| stay.keep)).await
}

/// Makes the session longer when that is due. Whatever else changed it is written with the right end, too.
pub async fn renew(app: &App, session: &Session) -> super::Result<()> {
    let Some(mut stay) = session.get::<Stay>(STAY).await? else { return Ok(()) };
    let now = app.clock.now();
    if stay.is_due(&app.config, now) {
        stay.renewed_at = now;
        session.insert(STAY, &stay).await?;
    }
    if session.is_modified() {
        session.set_expiry(Some(Expiry::OnInactivity(stay.length(&app.config))));
    }
    Ok(())
}
