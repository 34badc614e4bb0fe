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
use std::{convert::Infallible, pin::pin, sync::Arc, time::Duration};
use tokio::time::{Instant, sleep_until};

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
    respond(app, changes(listener, topics, render))
}

/// Like [`sse`] for one topic where much happens at once: `render` is given all that came `every` so often.
pub fn batches<F, Fut>(app: &App, listener: Listener, topic: String, every: Duration, render: F) -> Response
where
    F: Fn(Vec<Arc<Event>>) -> Fut + Send + 'static,
    Fut: Future<Output = super::Result<sse::Event>> + Send + 'static,
{
    let messages = futures::stream::unfold(
        (listener, topic, render, Instant::now()),
        move |(mut listener, topic, render, rest)| async move {
            let message = match next_batch(&mut listener, &topic, rest).await? {
                None => refresh(),
                Some(batch) => shown(render(batch).await),
            };
            Some((Ok(message), (listener, topic, render, Instant::now() + every)))
        },
    );
    respond(app, messages)
}

/// What is heard of a topic, gathered until `rest` is over; nothing after a gap. Ends with the bus.
async fn next_batch(listener: &mut Listener, topic: &str, rest: Instant) -> Option<Option<Vec<Arc<Event>>>> {
    let mut batch = Vec::new();
    let mut rest = pin!(sleep_until(rest));
    loop {
        let heard = tokio::select! {
            biased;
            () = &mut rest, if !batch.is_empty() => return Some(Some(batch)),
            heard = listener.next() => heard,
        };
        match heard {
            Some(Heard::Event(event)) if event.topic == topic => batch.push(event),
            Some(Heard::Event(_)) => {}
            Some(Heard::Gap) => return Some(None),
            None if batch.is_empty() => return None,
            None => return Some(Some(batch)),
        }
    }
}

fn respond(app: &App, messages: impl Stream<Item = Result<sse::Event, Infallible>> + Send + 'static) -> Response {
    let mut stopping = app.stopping.clone();
    let over = async move {
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => {}
            () = tokio::time::sleep(LONGEST) => {}
        }
    };
    let stream = futures::stream::once(async { Ok(refresh()) }).chain(messages).take_until(Box::pin(over));
    let mut response = Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    // Tells nginx to pass events on as they come.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

fn refresh() -> sse::Event {
    // Browsers pass over an event without data.
    sse::Event::default().event("refresh").data("now").retry(Duration::from_secs(2))
}

fn shown(rendered: super::Result<sse::Event>) -> sse::Event {
    rendered.unwrap_or_else(|error| {
        tracing::warn!(?error, "an event could not be shown");
        refresh()
    })
}

fn changes<F, Fut>(
    listener: Listener,
    topics: Vec<String>,
    render: F,
) -> impl Stream<Item = Result<sse::Event, Infallible>>
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
                    Ok(None) => continue,
                    Ok(Some(message)) => message,
                    Err(error) => shown(Err(error)),
                },
            };
            return Some((Ok(message), (listener, topics, render)));
        }
    })
}
