//! A browser without a window or scripts: cookies, forms, redirects, uploads.

use super::{Live, PASSWORD, Page, StatusCode, User, page::Filled};
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, HeaderValue, Request, request::Builder},
    response::Response,
};
use http_body_util::BodyExt;
use recruitpro::web::forms::encoded;
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::Mutex,
};
use tower::ServiceExt;

pub struct Browser {
    router: Mutex<Router>,
    cookies: Mutex<BTreeMap<String, String>>,
    address: Mutex<IpAddr>,
}

impl Browser {
    pub fn new(router: Router) -> Browser {
        Browser { router: Mutex::new(router), cookies: Mutex::default(), address: Mutex::new([127, 0, 0, 1].into()) }
    }

    /// From now on another router answers; the cookies stay.
    pub(super) fn meet(&self, router: Router) {
        *self.router.lock().unwrap() = router;
    }

    /// From now on requests come from this address.
    pub fn move_to(&self, address: impl Into<IpAddr>) {
        *self.address.lock().unwrap() = address.into();
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.into(), value.into());
    }

    /// Sends a request with the cookies, and keeps those that come back.
    pub async fn send(&self, request: Request<Body>) -> Page {
        let url = request.uri().to_string();
        let response = self.open(request).await;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Page { url, status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    async fn open(&self, mut request: Request<Body>) -> Response {
        let cookies =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        if !cookies.is_empty() {
            request.headers_mut().insert("cookie", HeaderValue::try_from(cookies.join("; ")).unwrap());
        }
        let address = *self.address.lock().unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(address, 40_000)));
        let router = self.router.lock().unwrap().clone();
        let response = router.oneshot(request).await.unwrap();
        self.keep_cookies(response.headers());
        response
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().unwrap();
        for cookie in headers.get_all("set-cookie") {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if text.contains("Max-Age=0") || value.is_empty() {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Asks for a page, whatever comes back.
    pub async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap()).await
    }

    /// Asks for a page that must be there.
    pub async fn visit(&self, path: &str) -> Page {
        let page = self.get(path).await;
        assert_eq!(
            page.status,
            StatusCode::OK,
            "GET {path} → {}",
            page.headers.get("location").map_or(&*page.body, |to| to.to_str().unwrap())
        );
        page
    }

    /// A file that must be there.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let response = self.open(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK, "GET {path}");
        response.into_body().collect().await.unwrap().to_bytes().to_vec()
    }

    /// The page a redirect leads to.
    pub async fn follow(&self, page: &Page) -> Page {
        self.visit(page.location()).await
    }

    /// Fills in a form as it stands on the page and sends it the way the page would.
    pub async fn submit(&self, page: &Page, form: &str, fields: &[(&str, &str)]) -> Page {
        let form = page.fill(form, fields);
        if form.is_get {
            return self.visit(&format!("{}?{}", form.address, urlencoded(&form.fields))).await;
        }
        let mut request = own_post(&form.address).header("referer", format!("http://localhost{}", page.url));
        if form.by_htmx {
            request =
                request.header("hx-request", "true").header("hx-current-url", format!("http://localhost{}", page.url));
        }
        self.send(with_fields(request, &form)).await
    }

    /// Sends a form that is on no page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let fields = fields.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        let form = Filled { address: path.into(), is_get: false, by_htmx: false, is_multipart: false, fields };
        self.send(with_fields(own_post(path), &form)).await
    }

    /// Sends fields and files, each file as field, file name and content; `headers` as they are needed.
    pub async fn multipart(
        &self,
        path: &str,
        headers: &[(&'static str, &'static str)],
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let mut request = own_post(path).header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        for (name, value) in headers {
            request = request.header(HeaderName::from_static(name), *value);
        }
        self.send(request.body(Body::from(parts(fields, files))).unwrap()).await
    }

    /// Signs in through the sign-in page, as on a device nobody has used.
    pub async fn sign_in(&self, user: &User) {
        self.cookies.lock().unwrap().clear();
        let page = self.visit("/sign-in").await;
        let done = self.submit(&page, "#sign-in", &[("email", &user.email), ("password", PASSWORD)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }

    /// Opens a stream of server-sent events.
    pub async fn events(&self, path: &str) -> Live {
        Live::open(
            self.open(Request::get(path).header("accept", "text/event-stream").body(Body::empty()).unwrap()).await,
        )
    }
}

const BOUNDARY: &str = "the-boundary-of-the-tests";

fn own_post(path: &str) -> Builder {
    Request::post(path).header("sec-fetch-site", "same-origin").header("accept", "text/html")
}

fn with_fields(request: Builder, form: &Filled) -> Request<Body> {
    if form.is_multipart {
        let fields: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let request = request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        return request.body(Body::from(parts(&fields, &[]))).unwrap();
    }
    request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(urlencoded(&form.fields)))
        .unwrap()
}

fn urlencoded(fields: &[(String, String)]) -> String {
    fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect::<Vec<_>>().join("&")
}

fn parts(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for (field, name, content) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}
