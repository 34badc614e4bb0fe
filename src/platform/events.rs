//! One event bus: what changed, told to every page that shows it, across processes on PostgreSQL.

use serde::{Deserialize, Serialize};
use sqlx::{PgPool, postgres::PgListener};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::broadcast;

/// Something that changed. Carries ids only: who may see it is asked when it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What it belongs to, e.g. `upload:0192…`.
    pub topic: String,
    /// What happened, e.g. `file`.
    pub kind: String,
    /// To what.
    pub id: String,
}

impl Event {
    pub fn new(topic: impl Into<String>, kind: impl Into<String>, id: impl Into<String>) -> Self {
        Event { topic: topic.into(), kind: kind.into(), id: id.into() }
    }
}

/// What a listener receives.
#[derive(Clone, Debug)]
pub enum Heard {
    Event(Arc<Event>),
    /// Events may have been missed: look everything up again.
    Gap,
}

/// The bus. A listener that falls behind, and a lost connection to PostgreSQL, show up as [`Heard::Gap`].
#[derive(Clone)]
pub struct Bus {
    sender: broadcast::Sender<Heard>,
    writes: Arc<AtomicU64>,
    /// Others write to this database, and just now they cannot be heard.
    deaf: Arc<AtomicBool>,
}

impl Bus {
    pub(super) const CHANNEL: &'static str = "recruitpro_events";
    /// PostgreSQL takes notifications under 8,000 bytes.
    const PAYLOAD_BYTES: usize = 7_000;

    pub(super) fn new() -> Self {
        Bus { sender: broadcast::channel(2_048).0, writes: Arc::default(), deaf: Arc::default() }
    }

    /// How many transactions with a write were committed, as far as this process knows: what was read at one count
    /// still holds at the same count. `None` while other processes' writes would go unheard.
    pub fn writes(&self) -> Option<u64> {
        (!self.deaf.load(Ordering::Acquire)).then(|| self.writes.load(Ordering::Acquire))
    }

    pub(super) fn count_write(&self) {
        self.writes.fetch_add(1, Ordering::AcqRel);
    }

    pub fn listen(&self) -> Listener {
        Listener { receiver: self.sender.subscribe() }
    }

    pub(super) fn publish_all(&self, events: Vec<Event>) {
        for event in events {
            // No listeners is no error.
            let _ = self.sender.send(Heard::Event(Arc::new(event)));
        }
    }

    /// The events as JSON arrays, each small enough for one notification. No events are one empty array: that something
    /// was written is news, too.
    pub(super) fn payloads(events: &[Event]) -> Vec<String> {
        let mut payloads = Vec::new();
        let mut batch: Vec<&Event> = Vec::new();
        let mut bytes = 2;
        for event in events {
            let size = event.topic.len() + event.kind.len() + event.id.len() + 40;
            if bytes + size > Self::PAYLOAD_BYTES && !batch.is_empty() {
                payloads.push(serde_json::to_string(&batch).unwrap_or_default());
                batch.clear();
                bytes = 2;
            }
            bytes += size;
            batch.push(event);
        }
        if !batch.is_empty() || payloads.is_empty() {
            payloads.push(serde_json::to_string(&batch).unwrap_or_default());
        }
        payloads
    }

    /// Passes on what any process announces, for as long as the pool is open.
    pub(super) fn follow_postgres(&self, pool: PgPool) {
        let bus = self.clone();
        bus.deaf.store(true, Ordering::Release);
        tokio::spawn(async move {
            while !pool.is_closed() {
                if let Err(error) = relay(&pool, &bus).await {
                    tracing::warn!(%error, "lost the event channel; reconnecting");
                }
                bus.deaf.store(true, Ordering::Release);
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        });
    }
}

async fn relay(pool: &PgPool, bus: &Bus) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.ignore_pool_close_event(false);
    listener.listen(Bus::CHANNEL).await?;
    bus.count_write();
    bus.deaf.store(false, Ordering::Release);
    let _ = bus.sender.send(Heard::Gap);
    loop {
        let heard = listener.try_recv().await?;
        bus.count_write();
        match heard.map(|notice| serde_json::from_str::<Vec<Event>>(notice.payload())) {
            Some(Ok(events)) => bus.publish_all(events),
            Some(Err(error)) => tracing::warn!(%error, "an event could not be read"),
            // The connection was lost, and is there again.
            None => {
                let _ = bus.sender.send(Heard::Gap);
            }
        }
    }
}

/// One listener's end of the bus.
pub struct Listener {
    receiver: broadcast::Receiver<Heard>,
}

impl Listener {
    /// The next thing heard; `None` when the bus is gone.
    pub async fn next(&mut self) -> Option<Heard> {
        match self.receiver.recv().await {
            Ok(heard) => Some(heard),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Heard::Gap),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
