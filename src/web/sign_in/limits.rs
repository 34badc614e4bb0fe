//! How often one may try to sign in: a few times for an account from one address, more often for an address, and ever
//! more slowly for an account from anywhere. Nobody can lock someone else out by typing wrong passwords elsewhere.

use crate::platform::{
    db::{Db, Result, Tx},
    throttle::{Throttle, address_key},
};
use chrono::{DateTime, Utc};
use std::{net::IpAddr, time::Duration};

const WINDOW: Duration = Duration::from_secs(15 * 60);
const ACCOUNT_HERE: Throttle = Throttle { limit: 5, window: WINDOW };
/// An office of hundreds may share an address, and it may be a Monday.
const ADDRESS: Throttle = Throttle { limit: 100, window: WINDOW };
/// Failures beyond these make everyone who tries the account wait a little, whoever they are.
const ACCOUNT: Throttle = Throttle { limit: 20, window: WINDOW };

/// What one try is counted by.
pub(super) struct Limits {
    account_here: String,
    address: String,
    account: String,
}

impl Limits {
    pub fn of(email: &str, address: Option<IpAddr>) -> Limits {
        let address = address.map(address_key).unwrap_or_default();
        Limits { account_here: format!("account:{email} {address}"), address, account: format!("account:{email}") }
    }

    /// How long there is to wait before another try from here.
    pub async fn wait(&self, db: &Db, now: DateTime<Utc>) -> Result<Option<Duration>> {
        let account = ACCOUNT_HERE.wait(db, &self.account_here, now).await?;
        Ok(account.max(ADDRESS.wait(db, &self.address, now).await?))
    }

    /// How much longer than usual this try takes.
    pub async fn pause(&self, db: &Db, now: DateTime<Utc>) -> Result<Duration> {
        Ok(pause(ACCOUNT.strikes(db, &self.account, now).await?))
    }

    pub async fn strike(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        ACCOUNT_HERE.strike(tx, &self.account_here, now).await?;
        ADDRESS.strike(tx, &self.address, now).await?;
        ACCOUNT.strike(tx, &self.account, now).await
    }

    /// After a success. What others failed at from the same address stays: an account of one's own buys no guesses at
    /// someone else's.
    pub async fn forgive(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
        ACCOUNT_HERE.clear(tx, &self.account_here).await?;
        ACCOUNT.clear(tx, &self.account).await?;
        ADDRESS.forgive(tx, &self.address, now).await
    }
}

/// A fifth of a second for each failure too many, at most five seconds.
fn pause(strikes: u32) -> Duration {
    Duration::from_millis(200 * u64::from(strikes.saturating_sub(ACCOUNT.limit).min(25)))
}

#[cfg(test)]
mod tests {
    use super::pause;
    use std::time::Duration;

    #[test]
    fn guesses_from_everywhere_grow_slow_and_never_stop() {
        assert_eq!(pause(20), Duration::ZERO);
        assert_eq!(pause(25), Duration::from_secs(1));
        assert_eq!(pause(1_000_000), Duration::from_secs(5));
    }
}
