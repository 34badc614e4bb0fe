//! What the command palette finds: people, places and screens, for whoever asks.

use crate::{
    people::{ada, people},
    positions::position,
    support::*,
    uploads::text_cv,
};
use axum::{body::Body, http::Request};
use recruitpro::web::forms::encoded;

async fn palette(app: &TestApp, query: &str, recent: &[&str]) -> Page {
    let address = format!("/palette?q={}&recent={}", encoded(query), encoded(&recent.join(",")));
    let page = app.send(Request::get(address).header("hx-request", "true").body(Body::empty()).unwrap()).await;
    assert_eq!(page.status, StatusCode::OK, "{query:?}: {}", page.body);
    page
}

async fn found(app: &TestApp, query: &str) -> Vec<String> {
    palette(app, query, &[]).await.text("[aria-label^=Candidates] .pal-name")
}

both! {
    async fn people_are_found_as_one_types_their_names(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let files = [("ada.txt", &*text_cv("Ada Quill")), ("zoe.txt", &*text_cv("Zoë Müller-Lindqvist"))];
        let at = people(&app, &id, &files).await;
        for query in ["ada", "ADA q", "quil", "qui ad", "Ada Quill", "  ada "] {
            assert_eq!(found(&app, query).await, ["Ada Quill"], "{query:?}");
        }
        for query in ["zoe", "zoë", "MULLER", "lindq", "müll zo", "zoe l"] {
            assert_eq!(found(&app, query).await, ["Zoë Müller-Lindqvist"], "{query:?}");
        }
        for query in ["zoe x", "rust", "ledger", "a", "q", "zz"] {
            assert_eq!(found(&app, query).await, Vec::<String>::new(), "{query:?}: a name begins like this");
        }
        let page = palette(&app, "ada", &[]).await;
        assert_eq!(page.attr("[aria-label=Candidates] a", "href"), [at[0].0.as_str()]);
        assert_eq!(page.text("[aria-label=Candidates] .pal-about"), ["New · Engineer"]);
        assert_eq!(page.attr("[aria-label=Search] a", "href"), ["/candidates?q=ada"]);

        let slip = palette(&app, "Ada Quil1", &[]).await;
        assert_eq!(slip.text("[aria-label^='Candidates with'] .pal-name"), ["Ada Quill"], "{}", slip.body);
        assert_eq!(slip.attr("[aria-label^='Candidates with']", "data-order"), ["4"], "behind what is called so");
    }

    async fn an_address_or_a_number_finds_its_owner(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (_, candidate) = ada(&app, &rosa).await;
        let edit = app.visit(&format!("{candidate}/edit")).await;
        let sent = app.submit(&edit, "main form", &[("email", "ada@moss.example"), ("phone", "+43 664 123 4567")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        for query in ["ada@moss.example", "ada@mo", "+43 664 123", "436641234567"] {
            assert_eq!(found(&app, query).await, ["Ada Quill"], "{query}");
        }
        assert_eq!(found(&app, "+43 999 99").await, Vec::<String>::new());
    }

    async fn places_and_screens_are_found_by_their_words(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Księgowa senior", &[]).await;
        app.post("/pools", &[("name", "Ask again in spring"), ("access", "private")]).await;
        let page = palette(&app, "ksieg", &[]).await;
        assert_eq!(page.attr("[aria-label='Go to'] a", "href"), [format!("/positions/{id}")]);
        assert!(page.text(".pal-about")[0].starts_with("Core platform, "));
        assert_eq!(palette(&app, "core sen", &[]).await.text("[aria-label='Go to'] .pal-name"), ["Księgowa senior"]);
        assert_eq!(palette(&app, "core", &[]).await.text("[aria-label='Go to'] .pal-name"), ["Core platform", "Księgowa senior"]);
        assert_eq!(palette(&app, "excel", &[]).await.attr("[aria-label='Go to'] a", "href"), ["/imports/new"]);
        assert_eq!(palette(&app, "spring", &[]).await.text("[aria-label='Go to'] .pal-name"), ["Ask again in spring"]);
        assert!(!palette(&app, "workspace", &[]).await.has("[aria-label='Go to']"), "settings are for admins");

        app.sign_in_as(Role::Admin).await;
        assert_eq!(palette(&app, "workspace", &[]).await.attr("[aria-label='Go to'] a", "href"), ["/settings/workspace"]);
        for screen in palette(&app, "", &[]).await.attr("[aria-label='Go to'] a", "href") {
            app.visit(&screen).await;
        }
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        assert!(!palette(&app, "spring", &[]).await.has("[aria-label='Go to']"), "a private pool is its owner's");
    }

    async fn where_one_was_comes_first_under_its_present_name(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let files = [("a.txt", &*text_cv("Ada Quill")), ("b.txt", &*text_cv("Adam Moss"))];
        people(&app, &id, &files).await;
        let page = palette(&app, "ada", &[]).await;
        let names = page.text("[aria-label=Candidates] .pal-name");
        let at = |name: &str| page.attr("[aria-label=Candidates] a", "href")[names.iter().position(|one| one == name).unwrap()].clone();
        let (one, other) = (at("Ada Quill"), at("Adam Moss"));
        let position = format!("/positions/{id}");
        let page = palette(&app, "", &[&other, &position, "/pools/unheard-of", "/tasks/7", "x", &one]).await;
        assert_eq!(page.text("[aria-label=Recent] .pal-name"), ["Adam Moss", "Engineer", "Ada Quill"]);
        assert_eq!(palette(&app, "ada", &[&one]).await.text("[aria-label=Candidates] .pal-name")[0], "Ada Quill");
        assert_eq!(palette(&app, "ada", &[&other]).await.text("[aria-label=Candidates] .pal-name")[0], "Adam Moss");
        assert!(!palette(&app, "", &[]).await.has("[aria-label=Recent]"));
    }

    async fn whatever_is_typed_gets_an_answer(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        ada(&app, &rosa).await;
        let long = "x".repeat(5_000);
        for query in [
            "<script>alert(1)</script>", "\" OR 1=1 --", "')) NEAR/2 (\"", "%_\\", "* * *", "AND OR NOT", "name:", "\0ada\0",
            "🎈", "中文", "ада", "-", "((((((", "@", "@@@@", "a@", "+", "00000000000000000000000000", &long,
        ] {
            let page = palette(&app, query, &["../../etc", "/applications/'; DROP TABLE"]).await;
            assert!(!page.has("script"), "{query:?}");
        }
        assert_eq!(found(&app, "ada").await, ["Ada Quill"]);
        let page = app.get("/palette?q=ada%20%26%20co").await;
        assert_eq!(page.location(), "/candidates?q=ada%20%26%20co", "a visitor without scripts searches");
        let told = app.browser();
        let request = Request::get("/palette?q=ada").header("hx-request", "true").body(Body::empty()).unwrap();
        let refused = told.send(request).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
        assert!(refused.headers.contains_key("hx-redirect"));
    }
}
