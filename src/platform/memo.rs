//! What many requests read alike, kept in memory until something is written.
//!
//! Every page begins with the same few small rows: the session, its user, the workspace, the side bar. Reading them
//! anew costs more than the page's own list, and nothing about them changes between two writes.

use super::db::Db;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long a value is believed at most. Writes by this server, and with PostgreSQL by the others, end it at once; this
/// bounds what the command line changes beside a running server.
const BELIEVED: Duration = Duration::from_secs(2);
/// Values kept at most; past that all are forgotten, and read again as they are asked for.
const MOST: usize = 4_096;

/// Values by key, each as of the database's last write. Cheap to clone; clones share what they keep.
pub struct Memo<V>(Arc<Mutex<HashMap<String, Kept<V>>>>);

struct Kept<V> {
    value: V,
    /// How many writes there had been before the value was read.
    writes: u64,
    read: Instant,
}

impl<V: Clone> Memo<V> {
    /// The value for a key: the one kept, if nothing was written since, or what `read` finds.
    pub async fn get<E>(&self, db: &Db, key: &str, read: impl Future<Output = Result<V, E>>) -> Result<V, E> {
        // Asked before reading: what is written meanwhile makes this value old, never a newer one.
        let Some(writes) = db.events().writes() else { return read.await };
        if let Some(value) = self.kept(key, writes) {
            return Ok(value);
        }
        let value = read.await?;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key.to_owned(), Kept { value: value.clone(), writes, read: Instant::now() });
        Ok(value)
    }

    fn kept(&self, key: &str, writes: u64) -> Option<V> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(key)
            .filter(|kept| kept.writes == writes && kept.read.elapsed() < BELIEVED)
            .map(|kept| kept.value.clone())
    }
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Memo(Arc::default())
    }
}

impl<V> Clone for Memo<V> {
    fn clone(&self) -> Self {
        Memo(self.0.clone())
    }
}
