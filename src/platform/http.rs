//! Requests to the outside: limited in time and size, and kept away from private networks.

mod guard;

pub use guard::Refused;

use anyhow::{Context, ensure};
use bytes::{Bytes, BytesMut};
use guard::{PublicOnly, is_refused_literal};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder, Response, Url, redirect};
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

const CONNECT: Duration = Duration::from_secs(5);
/// Longest silence.
const READ: Duration = Duration::from_secs(30);
/// Longest request in all; one that needs longer says so with `RequestBuilder::timeout`.
const TOTAL: Duration = Duration::from_secs(60);
const REDIRECTS: usize = 5;

/// The only way out. Cheap to clone.
///
/// Unless private addresses are allowed, a request to one is refused: by its literal address, by what its name
/// resolves to when the connection is made, and on every redirect. Proxies of the environment are not used, as they
/// would resolve names behind the guard's back.
#[derive(Clone, Debug)]
pub struct Http {
    allow_private: bool,
    client: Arc<OnceLock<Client>>,
}

impl Http {
    pub fn new(allow_private: bool) -> Http {
        Http { allow_private, client: Arc::default() }
    }

    /// Starts a request to an `http` or `https` address.
    pub fn request(&self, method: Method, url: &str) -> anyhow::Result<RequestBuilder> {
        let url = Url::parse(url).context("the address is not valid")?;
        ensure!(matches!(url.scheme(), "http" | "https"), "the address does not start with http:// or https://");
        ensure!(self.allow_private || !is_refused_literal(&url), Refused);
        Ok(self.client()?.request(method, url))
    }

    /// Made when first needed: an installation that never asks the outside pays nothing for it.
    fn client(&self) -> anyhow::Result<&Client> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = client(self.allow_private).build().context("requests to the outside cannot be made")?;
        Ok(self.client.get_or_init(|| client))
    }
}

fn client(allow_private: bool) -> ClientBuilder {
    let client = Client::builder()
        .user_agent(concat!("RecruitPro/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT)
        .read_timeout(READ)
        .timeout(TOTAL)
        .no_proxy()
        .redirect(redirect::Policy::custom(move |attempt| {
            if attempt.previous().len() > REDIRECTS {
                attempt.error("too many redirects")
            } else if !allow_private && is_refused_literal(attempt.url()) {
                attempt.error(Refused)
            } else {
                attempt.follow()
            }
        }));
    if allow_private { client } else { client.dns_resolver(Arc::new(PublicOnly)) }
}

/// The body of `response`, at most `limit` bytes; a longer one is an error, noticed as soon as it can be.
pub async fn body(mut response: Response, limit: usize) -> anyhow::Result<Bytes> {
    let too_long = || format!("the answer is longer than {limit} bytes");
    ensure!(response.content_length().unwrap_or(0) <= limit as u64, too_long());
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.context("the answer broke off")? {
        ensure!(body.len() + chunk.len() <= limit, too_long());
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, response::Redirect, routing::get};

    #[tokio::test]
    async fn a_public_page_cannot_lead_to_a_private_address() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap();
        let to = move |host: &str| {
            let target = format!("http://{host}:{}/secret", here.port());
            get(move || async move { Redirect::temporary(&target) })
        };
        let site = Router::new()
            .route("/address", to("127.0.0.1"))
            .route("/mapped", to("[::ffff:127.0.0.1]"))
            .route("/name", to("localhost"))
            .route("/secret", get(|| async { "secret" }));
        tokio::spawn(async move { axum::serve(listener, site).await });

        // This name alone is let past the guard, to stand for a public page.
        let client = client(false).resolve("public.example", here).build().unwrap();
        for path in ["address", "mapped", "name"] {
            let url = format!("http://public.example:{}/{path}", here.port());
            let error = client.get(url).send().await.unwrap_err();
            assert!(Refused::is_cause_of(&error), "{path}: {error:?}");
        }
    }
}
