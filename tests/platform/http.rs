//! Requests to the outside: what is refused, and what is cut short.

use axum::{
    Router,
    body::Body,
    response::Redirect,
    routing::{get, post},
};
use bytes::Bytes;
use recruitpro::platform::http::{Http, Refused, body};
use reqwest::Method;
use std::net::SocketAddr;

/// A site on this machine: a greeting, an endless page, an endless redirect, an echo.
async fn site() -> SocketAddr {
    let endless = || async {
        let chunk = Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 1024]));
        Body::from_stream(futures::stream::repeat_with(move || {
            chunk.as_ref().map(Bytes::clone).map_err(|_| unreachable!())
        }))
    };
    let site = Router::new()
        .route("/", get(|| async { "hello" }))
        .route("/endless", get(endless))
        .route("/again", get(|| async { Redirect::temporary("/again") }))
        .route("/once", get(|| async { Redirect::temporary("/") }))
        .route("/echo", post(|text: String| async { text }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, site).await });
    address
}

async fn fetch(http: &Http, url: &str, limit: usize) -> anyhow::Result<Bytes> {
    body(http.request(Method::GET, url)?.send().await?, limit).await
}

#[tokio::test]
async fn private_addresses_are_reached_only_when_allowed() {
    let port = site().await.port();
    let (open, guarded) = (Http::new(true), Http::new(false));
    for host in ["127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        let url = format!("http://{host}:{port}/");
        let error = fetch(&guarded, &url, 100).await.unwrap_err();
        assert!(Refused::is_cause_of(error.as_ref()), "{host}: {error:?}");
    }
    for host in ["127.0.0.1", "localhost", "127.1"] {
        assert_eq!(fetch(&open, &format!("http://{host}:{port}/"), 100).await.unwrap(), "hello");
    }
    assert_eq!(fetch(&open, &format!("http://127.0.0.1:{port}/once"), 100).await.unwrap(), "hello");
    let echo = open.request(Method::POST, &format!("http://127.0.0.1:{port}/echo")).unwrap().body("back");
    assert_eq!(body(echo.send().await.unwrap(), 4).await.unwrap(), "back");
}

#[tokio::test]
async fn long_answers_and_long_chains_are_cut_short() {
    let at = site().await;
    let http = Http::new(true);
    let declared = fetch(&http, &format!("http://{at}/"), 4).await.unwrap_err();
    assert_eq!(declared.to_string(), "the answer is longer than 4 bytes");
    let endless = fetch(&http, &format!("http://{at}/endless"), 100_000).await.unwrap_err();
    assert_eq!(endless.to_string(), "the answer is longer than 100000 bytes");
    let round = fetch(&http, &format!("http://{at}/again"), 100).await.unwrap_err();
    assert!(format!("{round:#}").contains("redirect"), "{round:#}");
}

#[tokio::test]
async fn only_the_web_is_asked() {
    let http = Http::new(true);
    for url in ["file:///etc/passwd", "ftp://example.org/", "not an address", ""] {
        assert!(http.request(Method::GET, url).is_err(), "{url}");
    }
}
