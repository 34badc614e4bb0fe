//! Server-sent events: what the bus says, rendered for one page.

use crate::{
    app::App,
    platform::events::{Event, Heard, Listener},
};
use axum::{
    http::{HeaderName, HeaderValue},
    response::{
        IntoResponse, Response,
        sse::{self, KeepAlive, Sse},
    },
};
use futures::{Stream, StreamExt};
use std::{convert::Infallible, sync::Arc, time::Duration};

/// Between two signs of life, for proxies that end silent connections.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The browser then connects anew, and shows its session again.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// Streams the events of `topics`, each as `render` shows it (nothing, when it is not for this page).
///
/// Begins with the event `refresh`, and sends it again whenever something may have been missed: the page then fetches
/// itself once more, so neither a lost connection nor a full bus loses anything. Take the listener before the page's
/// own queries if the handler makes any.
pub fn sse<F, Fut>(app: &App, listener: Listener, topics: Vec<String>, render: F) -> Response
where
    F: Fn(Arc<Event>) -> Fut + Send + 'static,
    Fut: Future<Output = super::Result<Option<sse::Event>>> + Send + 'static,
{
    let mut stopping = app.stopping.clone();
    let over = async move {
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => {}
            () = tokio::time::sleep(LONGEST) => {}
        }
    };
    let stream = futures::stream::once(async { Ok(refresh()) }).chain(changes(listener, topics, render)).take_until(Box::pin(over));
    let mut response = Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    // Tells nginx to pass events on as they come.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

fn refresh() -> sse::Event {
    sse::Event::default().event("refresh").data("").retry(Duration::from_secs(2))
}

fn changes<F, Fut>(listener: Listener, topics: Vec<String>, render: F) -> impl Stream<Item = Result<sse::Event, Infallible>>
where
    F: Fn(Arc<Event>) -> Fut,
    Fut: Future<Output = super::Result<Option<sse::Event>>>,
{
    futures::stream::unfold((listener, topics, render), |(mut listener, topics, render)| async move {
        loop {
            let message = match listener.next().await? {
                Heard::Gap => refresh(),
                Heard::Event(event) if !topics.contains(&event.topic) => continue,
                Heard::Event(event) => match render(event).await {
                    Ok(Some(message)) => message,
                    Ok(None) => continue,
                    Err(error) => {
                        tracing::warn!(?error, "an event could not be shown");
                        refresh()
                    }
                },
            };
            return Some((Ok(message), (listener, topics, render)));
        }
    })
}
