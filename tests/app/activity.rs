//! The feed of everything: narrowed, page by page, and only what its reader may know.

use crate::{
    board::seat,
    people::{ada, people},
    positions::position,
    support::*,
    uploads::text_cv,
};
use chrono::{Days, TimeDelta};
use recruitpro::platform::db::{Value, new_id, sql};

/// The sentences on a page of the feed, without their times and places.
async fn lines(app: &TestApp, query: &str) -> Vec<String> {
    app.visit(&format!("/activity{query}")).await.text("#rows .feed > li > p")
}

async fn count(app: &TestApp, query: &str) -> usize {
    lines(app, query).await.len()
}

both! {
    async fn the_feed_is_narrowed_by_whom_what_where_and_when(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let (ada, _) = people(&app, &id, &[("ada.txt", &text_cv("Ada Quill"))]).await.remove(0);
        app.post(&format!("{ada}/rejection"), &[("reason", "No answer")]).await;
        let tom = app.add_user("Tom Brandt", Role::Admin).await;
        app.sign_in(&tom).await;
        let other = position(&app, &tom, "Baker", &[]).await;
        app.post(&format!("/positions/{other}/status"), &[("status", "closed")]).await;

        let all = count(&app, "").await;
        assert!(all >= 8, "{all}");
        assert!(lines(&app, "?kind=rejected").await[0].starts_with("Rosa Recruits rejected Ada Quill for Engineer: No answer"));
        assert_eq!(lines(&app, "?kind=moves").await, lines(&app, "?kind=rejected").await, "a group is all of its kinds");
        assert_eq!(count(&app, &format!("?kind=moves&actor={}", tom.id)).await, 0);
        assert_eq!(count(&app, &format!("?kind=projects&actor={}", tom.id)).await, 3, "a project, a position and its end");
        assert_eq!(count(&app, &format!("?actor={}", tom.id)).await, 3);
        assert!(lines(&app, "?actor=recruitpro").await.iter().all(|line| line.starts_with("RecruitPro ")));
        assert_eq!(count(&app, &format!("?position={other}")).await, 2);
        assert_eq!(count(&app, &format!("?position={other}&kind=position_changed&actor={}", tom.id)).await, 1);
        assert_eq!(count(&app, &format!("?position={other}&actor={}", rosa.id)).await, 0);
        let page = app.visit("/activity").await;
        let project = page.attr("#filters [name=project] option", "value")[1].clone();
        let of_it = count(&app, &format!("?project={project}")).await;
        assert!(of_it > 0 && of_it < all);
        let today = app.app.clock.today();
        assert_eq!(count(&app, &format!("?from={today}&to={today}")).await, all);
        assert_eq!(count(&app, &format!("?to={}", today - Days::new(1))).await, 0);
        assert_eq!(count(&app, &format!("?from={}", today + Days::new(1))).await, 0);

        let chosen = app.submit(&page, "#filters", &[("kind", "rejected"), ("actor", &rosa.id)]).await;
        assert_eq!(chosen.text("#rows .feed > li").len(), 1);
        assert_eq!(chosen.attr("#filters option[selected]", "value"), [rosa.id.as_str(), "rejected"], "the page says what it shows");
    }

    async fn odd_questions_are_answered_with_care(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        position(&app, &rosa, "Engineer", &[]).await;
        let page = app.visit("/activity?from=soon&to=2026-02-30").await;
        assert_eq!(page.text("#from-error, #to-error"), ["Give a day, for example 2026-03-31."; 2]);
        for odd in ["?kind=%3Cb%3E&actor=nobody", "?after=x&before=1", "?project=none&position=none", "?from=9999-12-31", "?after=99999999999999999999.1"] {
            app.visit(&format!("/activity{odd}")).await;
        }
        assert_eq!(app.visit("/activity?actor=nobody").await.text(".empty h2"), ["Nothing of this kind"]);
        assert!(!app.visit("/activity?kind=nothing").await.has(".empty"), "an unknown kind narrows nothing");
    }

    async fn a_long_feed_is_read_page_by_page(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let now = app.app.clock.now() + TimeDelta::minutes(1);
        // Two of each at the very same moment.
        let rows = (0..120).map(|n| {
            let kind = if n % 3 == 0 { "moved" } else { "rejected" };
            let detail = serde_json::json!({"reason": format!("No {n:03}"), "from": format!("No {n:03}"), "to": "Offer"});
            vec![Value::from(new_id()), (now + TimeDelta::seconds(n / 2)).into(), (&rosa.id).into(), kind.into(), (&id).into(), detail.into()]
        });
        app.write(sql("INSERT INTO activities (id, at, actor_id, kind, position_id, detail)").values(rows)).await;
        for query in ["?kind=moves".to_owned(), format!("?actor={}&kind=moves", rosa.id), format!("?position={id}&kind=moves"), "?kind=rejected".to_owned()] {
            let (mut seen, mut page, mut pages) = (Vec::new(), app.visit(&format!("/activity{query}")).await, Vec::new());
            loop {
                pages.push(page.text("#rows .feed > li > p"));
                seen.extend(pages.last().unwrap().clone());
                let Some(next) = page.attr("[rel=next]", "href").first().cloned() else { break };
                page = app.visit(&next).await;
            }
            let mut once = seen.clone();
            once.sort();
            once.dedup();
            let expected = if query == "?kind=rejected" { 80 } else { 120 };
            assert_eq!((seen.len(), once.len()), (expected, expected), "{query}: each once");
            let back = app.visit(&page.attr("[rel=prev]", "href")[0]).await;
            assert_eq!(back.text("#rows .feed > li > p"), pages[pages.len() - 2], "{query}: and back");
        }
    }

    async fn what_one_may_not_know_of_is_left_out(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (_, candidate) = ada(&app, &rosa).await;
        app.post(&format!("{candidate}/notes"), &[("body", "Between us"), ("access", "private")]).await;
        app.post("/pools", &[("name", "Ask again"), ("candidate", candidate.trim_start_matches("/candidates/"))]).await;
        assert_eq!(count(&app, "?kind=pooled").await, 1);
        assert_eq!(count(&app, "?kind=notes").await, 0, "a private note is no news");
        app.write(sql("UPDATE pools SET is_private = TRUE")).await;
        assert_eq!(count(&app, "?kind=pooled").await, 1, "its owner still sees it");
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        for page in ["/activity", "/activity?kind=details", "/home", &format!("{candidate}/activity")] {
            let page = app.get(page).await;
            let page = if page.status.is_redirection() { app.follow(&page).await } else { page };
            assert!(!page.body.contains("Ask again") && !page.body.contains("Between us"), "{}", page.url);
        }
        let maya = app.add_user("Maya Okafor", Role::Admin).await;
        app.sign_in(&maya).await;
        assert_eq!(count(&app, "?kind=pooled").await, 1, "admins see every pool");
    }

    async fn whoever_is_erased_is_named_nowhere(app) {
        let rosa = app.sign_in_as(Role::Admin).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let seats = seat(&app, &id, 0, &[("Ada Quill", 40), ("Ada Quill-Byron", 50)]).await;
        let person = async |seat: &str| {
            app.visit(&format!("/applications/{seat}/details")).await.attr("#tags", "data-of")[0].clone()
        };
        let (kept, gone) = (person(&seats[0]).await, person(&seats[1]).await);
        let page = app.visit(&format!("/candidates/{kept}/merger/new?with={gone}")).await;
        let merged = app.submit(&page, "#merge", &[]).await;
        assert!(lines(&app, "?kind=merged").await[0].contains("merged Ada Quill-Byron into Ada Quill"));
        let newest = app.get(merged.location()).await.location().to_owned();
        let details = app.visit(&format!("{newest}/details")).await;
        app.submit(&details, "#merged form", &[]).await;
        assert!(lines(&app, "?kind=unmerged").await[0].contains("took Ada Quill-Byron apart"));
        let page = app.visit(&format!("/candidates/{gone}/erasure/new")).await;
        app.submit(&page, "#erase", &[("confirm", "Ada Quill-Byron")]).await;
        assert!(!app.visit("/activity").await.body.contains("Byron"));
        assert!(lines(&app, "?kind=merged").await[0].contains("merged someone into Ada Quill"));
    }
}
