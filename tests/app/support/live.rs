//! Server-sent events, one at a time.

use axum::{body::BodyDataStream, response::Response};
use futures::StreamExt;
use std::time::Duration;

/// An open stream of events.
pub struct Live {
    body: BodyDataStream,
    read: String,
}

impl Live {
    pub fn open(response: Response) -> Live {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Live { body: response.into_body().into_data_stream(), read: String::new() }
    }

    /// The next event, as its name and its data. Fails after ten seconds.
    pub async fn next(&mut self) -> (String, String) {
        self.until_end().await.expect("the stream ended")
    }

    /// The next event; `None` when the stream is over.
    pub async fn until_end(&mut self) -> Option<(String, String)> {
        let next = async {
            loop {
                while let Some((message, rest)) = self.read.split_once("\n\n") {
                    let (message, rest) = (message.to_owned(), rest.to_owned());
                    self.read = rest;
                    if let Some(event) = parse(&message) {
                        return Some(event);
                    }
                }
                let chunk = self.body.next().await?.unwrap();
                self.read.push_str(std::str::from_utf8(&chunk).unwrap());
            }
        };
        tokio::time::timeout(Duration::from_secs(10), next).await.expect("no event for ten seconds")
    }
}

/// A heartbeat is no event.
fn parse(message: &str) -> Option<(String, String)> {
    let of = |field: &str| {
        message
            .lines()
            .filter_map(|line| line.strip_prefix(field)?.strip_prefix(':'))
            .map(|value| value.strip_prefix(' ').unwrap_or(value))
            .collect::<Vec<_>>()
    };
    let (kind, data) = (of("event"), of("data"));
    (!kind.is_empty() || !data.is_empty()).then(|| (kind.concat(), data.join("\n")))
}
