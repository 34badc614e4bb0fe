//! Every link and every form of every page leads somewhere, on the sample workspace, for each role.

use crate::support::*;
use recruitpro::demo;
use std::collections::{BTreeMap, VecDeque};

/// How many pages of one kind are opened: the hundredth candidate's page has the links of the first.
const OF_A_KIND: u32 = 3;

#[tokio::test]
async fn every_link_and_every_form_leads_somewhere() {
    let app = TestApp::start(Engine::Sqlite).await.unwrap();
    let owner = app.set_up().await;
    demo::load(&app.app, &owner).await.unwrap();
    app.run_jobs().await;
    for role in [Role::SuperAdmin, Role::Recruiter] {
        let user = app.sign_in_as(role).await;
        let seen = crawl(&app, "/").await;
        assert!(seen.len() > 15, "{} sees {:?}", user.name, seen.keys());
    }
}

/// Opens what can be reached from a page, and asks every form's address whether it is there. Answers with the kinds of
/// addresses met, and how often.
async fn crawl(app: &TestApp, from: &str) -> BTreeMap<String, u32> {
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let mut waiting = VecDeque::from([(from.to_owned(), String::new())]);
    while let Some((address, found_on)) = waiting.pop_front() {
        let count = kinds.entry(kind(&address)).or_default();
        *count += 1;
        if *count > OF_A_KIND {
            continue;
        }
        let page = app.get(&address).await;
        if page.status.is_redirection() {
            waiting.push_back((page.location().to_owned(), address));
            continue;
        }
        assert_eq!(page.status, StatusCode::OK, "{address}, linked on {found_on}");
        if !page.headers["content-type"].to_str().unwrap().starts_with("text/html") {
            continue;
        }
        for form in page.attr("form[method=post]", "action").into_iter().chain(page.attr("[hx-post]", "hx-post")) {
            // Not sent, only looked for: where nothing takes a POST, GET finds nothing either.
            let there = app.get(&form).await.status;
            assert_ne!(there, StatusCode::NOT_FOUND, "the form for {form} on {address}");
        }
        let links = page.attr("a", "href").into_iter().chain(page.attr("[hx-get]", "hx-get"));
        let inside =
            links.map(|link| absolute(&link, &address)).filter(|link| link.starts_with('/') && !link.starts_with("//"));
        waiting.extend(inside.map(|link| (link, address.clone())));
    }
    kinds
}

fn absolute(link: &str, page: &str) -> String {
    let path = page.split('?').next().unwrap_or_default();
    match link.split('#').next().unwrap_or_default() {
        "" => page.to_owned(),
        link if link.starts_with('?') => format!("{path}{link}"),
        link => link.to_owned(),
    }
}

/// The address without what tells one of a kind from another: ids, and the values of a query.
fn kind(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path: Vec<&str> = path.split('/').map(|part| if part.len() == 36 { "{id}" } else { part }).collect();
    let names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", path.join("/"), names.join("&"))
}
