//! Styles, scripts, fonts and icons, carried inside the program: there is one file to deploy, and no page can be served
//! with the assets of another release.

use super::error::AppError;
use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderMap, HeaderValue, Request, header},
    response::{IntoResponse, Response},
};
use rust_embed::Embed;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, convert::Infallible, sync::LazyLock};
use tokio::sync::OnceCell;
use tower::{Layer, ServiceExt, service_fn};
use tower_http::{CompressionLevel, compression::CompressionLayer};

#[derive(Embed)]
#[folder = "static/"]
struct Embedded;

struct Asset {
    bytes: Bytes,
    kind: &'static str,
    brotli: OnceCell<Bytes>,
    gzip: OnceCell<Bytes>,
}

/// All assets under one hash of them all, so that a style sheet can name its fonts by relative addresses.
struct Assets {
    release: String,
    files: BTreeMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut files = BTreeMap::new();
    let mut hash = Sha256::new();
    // What the style sheet and the scripts are built from is of no use to a browser.
    let mut names: Vec<_> =
        Embedded::iter().filter(|name| !name.starts_with("css/") && !name.starts_with("js/")).collect();
    names.sort();
    for name in names {
        let Some(file) = Embedded::get(&name) else { continue };
        hash.update(name.as_bytes());
        hash.update(file.metadata.sha256_hash());
        let kind = kind_of(&name);
        let bytes = Bytes::from(file.data.into_owned());
        files.insert(name.into_owned(), Asset { bytes, kind, brotli: OnceCell::new(), gzip: OnceCell::new() });
    }
    Assets { release: hex::encode(&hash.finalize()[..8]), files }
});

/// The address of a file under `static/`, e.g. `dist/app.css`. It changes whenever a file does.
pub fn url(path: &str) -> String {
    format!("/static/{}/{path}", ASSETS.release)
}

/// GET /static/{release}/{*path}
pub async fn show(Path((release, path)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, AppError> {
    let asset = ASSETS.files.get(&path).ok_or(AppError::NotFound)?;
    // A page of an older release still gets its icons, but nobody keeps them under the old address.
    let caching = if release == ASSETS.release { "public, max-age=31536000, immutable" } else { "no-cache" };
    let (bytes, encoding) = asset.as_accepted(&headers).await;
    let mut response = Response::new(Body::from(bytes));
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if asset.is_text() {
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

impl Asset {
    async fn as_accepted(&self, headers: &HeaderMap) -> (Bytes, Option<&'static str>) {
        let accepts = |encoding: &str| {
            headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(|list| {
                list.split(',').map(str::trim).any(|one| {
                    let (name, quality) = one.split_once(';').unwrap_or((one, "q=1"));
                    name.trim() == encoding && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
                })
            })
        };
        match () {
            () if !self.is_text() => (self.bytes.clone(), None),
            () if accepts("br") => (self.packed(&self.brotli, "br").await, Some("br")),
            () if accepts("gzip") => (self.packed(&self.gzip, "gzip").await, Some("gzip")),
            () => (self.bytes.clone(), None),
        }
    }

    /// Packs the file as tightly as it goes, once.
    async fn packed(&self, cell: &OnceCell<Bytes>, encoding: &'static str) -> Bytes {
        cell.get_or_init(|| pack(self.bytes.clone(), encoding)).await.clone()
    }

    /// Fonts are packed as they are.
    fn is_text(&self) -> bool {
        !self.kind.starts_with("font/")
    }
}

/// The layer that packs pages does it, at its best rather than its fastest, beside the async threads.
async fn pack(bytes: Bytes, encoding: &'static str) -> Bytes {
    let level = if cfg!(debug_assertions) { CompressionLevel::Fastest } else { CompressionLevel::Best };
    let plain = bytes.clone();
    let packing = tokio::task::spawn_blocking(move || {
        futures::executor::block_on(async move {
            let file = service_fn(move |_: Request<()>| {
                let typed = ([(header::CONTENT_TYPE, "text/plain")], plain.clone());
                async move { Ok::<_, Infallible>(typed.into_response()) }
            });
            let mut request = Request::new(());
            request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding));
            let Ok(packed) = CompressionLayer::new().quality(level).layer(file).oneshot(request).await;
            axum::body::to_bytes(Body::new(packed.into_body()), usize::MAX).await
        })
    });
    match packing.await {
        Ok(Ok(packed)) => packed,
        // A body in memory does not fail to be read; if it did, the file itself would go out.
        _ => bytes,
    }
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
