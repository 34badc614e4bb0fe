//! The time, handed in rather than looked up, so that a test can choose it.

use chrono::{DateTime, NaiveDate, Utc};

#[derive(Clone, Copy, Debug)]
pub enum Clock {
    System,
    Stopped(DateTime<Utc>),
}

impl Clock {
    /// Now, to the microsecond: what both databases can keep.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            #[allow(clippy::disallowed_methods)]
            Clock::System => Utc::now(),
            Clock::Stopped(at) => *at,
        };
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }
}
