//! One event bus: what changed, told to every page that shows it, across processes on PostgreSQL.

use serde::{Deserialize, Serialize};
use sqlx::{PgPool, postgres::PgListener};
use std::{sync::Arc, time::Duration};
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
}

impl Bus {
    pub(super) const CHANNEL: &'static str = "recruitpro_events";
    /// PostgreSQL takes notifications under 8,000 bytes.
    const PAYLOAD_BYTES: usize = 7_000;

    pub(super) fn new() -> Self {
        Bus { sender: broadcast::channel(2_048).0 }
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

    /// The events as JSON arrays, each small enough for one notification.
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
        if !batch.is_empty() {
            payloads.push(serde_json::to_string(&batch).unwrap_or_default());
        }
        payloads
    }

    /// Passes on what any process announces, for as long as the pool is open.
    pub(super) fn follow_postgres(&self, pool: PgPool) {
        let sender = self.sender.clone();
        tokio::spawn(async move {
            while !pool.is_closed() {
                if let Err(error) = relay(&pool, &sender).await {
                    tracing::warn!(%error, "lost the event channel; reconnecting");
                }
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        });
    }
}

async fn relay(pool: &PgPool, sender: &broadcast::Sender<Heard>) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.ignore_pool_close_event(false);
    listener.listen(Bus::CHANNEL).await?;
    let _ = sender.send(Heard::Gap);
    loop {
        match listener.try_recv().await? {
            Some(notice) => match serde_json::from_str::<Vec<Event>>(notice.payload()) {
                Ok(events) => {
                    for event in events {
                        let _ = sender.send(Heard::Event(Arc::new(event)));
                    }
                }
                Err(error) => tracing::warn!(%error, "an event could not be read"),
            },
            None => {
                let _ = sender.send(Heard::Gap);
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
