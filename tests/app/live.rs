//! Server-sent events, from the bus to the page.

use crate::support::*;
use axum::response::sse;
use recruitpro::{platform::events::Event, web::events};

async fn announce(app: &TestApp, topic: &str, id: &str) {
    let mut tx = app.app.db.begin().await.unwrap();
    tx.announce(Event::new(topic, "file", id));
    tx.commit().await.unwrap();
}

both! {
    async fn a_page_hears_what_it_asked_for_until_the_server_stops(app) {
        let response = events::sse(&app.app, app.app.db.events().listen(), vec!["upload:1".into()], async |event| {
            Ok((event.id != "hidden").then(|| sse::Event::default().event(&event.kind).data(format!("<li>\n{}</li>", event.id))))
        });
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        let mut live = Live::open(response);
        assert_eq!(live.next().await.0, "refresh", "whatever was missed before is fetched again");

        // The channel may still be connecting: what is lost then shows up as another refresh.
        loop {
            announce(&app, "upload:2", "not ours").await;
            announce(&app, "upload:1", "hidden").await;
            announce(&app, "upload:1", "seen").await;
            match live.next().await {
                (kind, _) if kind == "refresh" => continue,
                heard => break assert_eq!(heard, ("file".into(), "<li>\nseen</li>".into())),
            }
        }
        app.shut_down();
        while live.until_end().await.is_some() {}
    }
}
