//! What every request and answer must satisfy, and how failures look.

use crate::support::*;
use axum::{
    Router,
    body::Body,
    http::Request,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use recruitpro::web::{
    error::{self, AppError},
    trace,
};
use tower_http::catch_panic::CatchPanicLayer;

const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

both! {
    async fn a_write_from_another_site_does_nothing(app) {
        app.sign_in_as(Role::Admin).await;
        let attempt = |headers: &[(&'static str, &'static str)]| {
            let mut request = Request::post("/settings/workspace").header("content-type", "application/x-www-form-urlencoded");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            app.send(request.body(Body::from("name=Taken&time_zone=UTC&strong_from=75&potential_from=50")).unwrap())
        };
        for headers in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "https://evil.example"), ("host", "localhost")],
            &[("origin", "null"), ("host", "localhost")],
        ] {
            let answer = attempt(headers).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
            assert_eq!(answer.text("h1"), ["That is not yours to do"]);
        }
        assert_eq!(app.visit("/settings/workspace").await.text(".side-top a"), ["Fairweather Lund"]);

        let ours = attempt(&[("origin", "http://localhost:8080"), ("host", "localhost:8080")]).await;
        assert_eq!(ours.status, StatusCode::SEE_OTHER);
        assert_eq!(app.visit("/settings/workspace").await.text(".side-top a"), ["Taken"]);
    }

    async fn every_answer_is_strict_and_every_page_private(app) {
        app.sign_in_as(Role::Recruiter).await;
        for path in ["/sign-in", "/nowhere", "/health", "/settings"] {
            let headers = app.get(path).await.headers;
            assert_eq!(headers["content-security-policy"], POLICY, "{path}");
            assert_eq!(headers["x-content-type-options"], "nosniff");
            assert_eq!(headers["referrer-policy"], "same-origin");
            assert_eq!(headers["cache-control"], "private, no-store");
            assert!(headers["permissions-policy"].to_str().unwrap().contains("camera=()"));
            assert_eq!(headers["x-request-id"].len(), 36);
            assert!(!headers.contains_key("strict-transport-security"));
        }
    }

    async fn failures_are_dressed_for_whoever_asked(app) {
        app.set_up().await;
        let ask = |path: &'static str, headers: &[(&'static str, &'static str)]| {
            let mut request = Request::get(path);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            app.send(request.body(Body::empty()).unwrap())
        };
        let page = ask("/nowhere", &[]).await;
        assert_eq!((page.status, page.text("h1")), (StatusCode::NOT_FOUND, vec!["We could not find that".to_owned()]));
        assert_eq!(page.text("main code"), [page.headers["x-request-id"].to_str().unwrap()]);
        assert!(!page.has(".side"), "a stranger sees no navigation");

        let toast = ask("/nowhere", &[("hx-request", "true")]).await;
        assert_eq!((toast.status, toast.headers["hx-retarget"].to_str().unwrap()), (StatusCode::NOT_FOUND, "#toasts"));
        assert_eq!(toast.headers["hx-reswap"], "beforeend");
        assert_eq!(toast.text(".toast p"), ["It may have been removed, or it may not be yours to see."]);
        assert!(ask("/nowhere", &[("hx-request", "true"), ("hx-boosted", "true")]).await.has("main h1"));

        let json = ask("/nowhere", &[("accept", "application/json")]).await;
        assert_eq!(json.json()["error"], "It may have been removed, or it may not be yours to see.");
        assert_eq!(json.json()["request_id"].as_str(), json.headers["x-request-id"].to_str().ok());

        let wrong_method = ask("/sign-out", &[]).await;
        assert_eq!(wrong_method.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(wrong_method.headers["allow"], "POST");
        assert_eq!(wrong_method.text("h1"), ["That does not work here"]);

        app.sign_in_as(Role::Recruiter).await;
        let page = app.get("/nowhere").await;
        assert_eq!((page.status, page.text(".side-top a")), (StatusCode::NOT_FOUND, vec!["Fairweather Lund".to_owned()]));
    }

    async fn what_is_no_form_is_refused_kindly(app) {
        app.sign_in_as(Role::Admin).await;
        let send = |kind: &'static str, body: String| {
            let request = Request::post("/settings/workspace").header("content-type", kind).header("accept", "text/html");
            app.send(request.body(Body::from(body)).unwrap())
        };
        let json = send("application/json", "{}".into()).await;
        assert_eq!((json.status, json.text("h1")), (StatusCode::BAD_REQUEST, vec!["We could not read that".to_owned()]));
        let huge = send("application/x-www-form-urlencoded", format!("name={}", "x".repeat(2 << 20))).await;
        assert_eq!((huge.status, huge.text("h1")), (StatusCode::PAYLOAD_TOO_LARGE, vec!["That is too large".to_owned()]));
        let twice = send("application/x-www-form-urlencoded", "name=a&name=b".into()).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let empty = send("application/x-www-form-urlencoded", String::new()).await;
        assert_eq!((empty.status, empty.has("#name-error")), (StatusCode::UNPROCESSABLE_ENTITY, true));
    }

    async fn what_breaks_tells_its_number_and_nothing_else(app) {
        let broken = Router::new()
            .route("/broken", get(async || Err::<(), _>(AppError::from(anyhow::anyhow!("the secret reason")))))
            .route("/panic", get(async || if true { panic!("the secret reason") }))
            .layer(CatchPanicLayer::custom(error::after_panic))
            .layer(from_fn_with_state(app.app.clone(), error::dress))
            .layer(from_fn(trace::requests));
        let browser = Browser::new(broken);
        for path in ["/broken", "/panic"] {
            let page = browser.get(path).await;
            assert_eq!((page.status, page.text("h1")), (StatusCode::INTERNAL_SERVER_ERROR, vec!["Something broke on our side".to_owned()]));
            assert_eq!(page.text("main code"), [page.headers["x-request-id"].to_str().unwrap()]);
            assert!(!page.body.contains("secret"));
        }
    }

    async fn health_is_asked_before_set_up_too(app) {
        let answer = app.visit("/health").await;
        assert_eq!(answer.body, "ok");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_their_release() {
    let app = TestApp::start(Engine::Sqlite).await.unwrap();
    let page = app.visit("/set-up").await;
    let sheet = page.attr("link[rel=stylesheet]", "href").remove(0);
    for address in
        page.attr("link[rel=preload], link[rel=stylesheet]", "href").into_iter().chain(page.attr("script", "src"))
    {
        let asset = app.visit(&address).await;
        assert_eq!(asset.headers["cache-control"], "public, max-age=31536000, immutable", "{address}");
        assert!(!asset.headers.contains_key("set-cookie"));
    }
    let plain = app.visit(&sheet).await;
    assert_eq!(plain.headers["content-type"], "text/css; charset=utf-8");
    for encoding in ["br", "gzip"] {
        let request = Request::get(&sheet).header("accept-encoding", format!("deflate, {encoding};q=0.8"));
        let packed = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(packed.headers["content-encoding"], encoding);
        assert!(packed.body.len() * 2 < plain.body.len());
    }
    let refused = Request::get(&sheet).header("accept-encoding", "br;q=0, identity");
    assert!(!app.send(refused.body(Body::empty()).unwrap()).await.headers.contains_key("content-encoding"));

    let (_, name) = sheet.split_once("/dist/").unwrap();
    assert_eq!(app.visit(&format!("/static/older/dist/{name}")).await.headers["cache-control"], "no-cache");
    for missing in ["/static/x/dist/nothing.css", "/static/x/../Cargo.toml", "/static/x/css/app.css"] {
        assert_eq!(app.get(missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}
