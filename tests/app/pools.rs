//! Pools and who is in them.

use crate::{people::ada, support::*};

both! {
    async fn someone_is_added_to_a_pool_and_taken_out_with_an_undo(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (application, candidate) = ada(&app, &rosa).await;
        assert_eq!(app.visit("/pools").await.text(".empty h2"), ["No pools yet"]);
        let page = app.visit(&format!("{application}/details")).await;
        let page = app.visit(&page.attr("#pools a", "href")[0]).await;
        let blank = app.submit(&page, "#pool", &[("name", " ")]).await;
        assert_eq!(blank.text("#name-error"), ["Give the pool a name."]);
        let made = app.submit(&page, "#pool", &[("name", "Ask again in spring"), ("purpose", "Rust, Lisbon")]).await;
        let pool = made.location().to_owned();
        let page = app.follow(&made).await;
        assert_eq!(page.text("tbody .row-link"), ["Ada Quill"]);
        assert_eq!(app.visit("/pools").await.text("tbody td:nth-child(2)"), ["1"]);

        // Adding someone twice only says why anew.
        let details = app.visit(&format!("{application}/details")).await;
        let again = app.submit(&details, "#add-to-pool", &[("why", "Free from April")]).await;
        assert_eq!(app.follow(&again).await.text(".toast p"), ["Ada Quill was in Ask again in spring already; the reason is new."]);
        let page = app.visit(&pool).await;
        assert_eq!(page.text("tbody td:nth-child(3)"), ["Free from April"]);

        let page = app.follow(&app.submit(&page, "tbody form", &[]).await).await;
        assert_eq!(page.text(".empty h2"), ["Nobody in it yet"]);
        let undo = page.attr(".toast form", "action")[0].clone();
        let page = app.follow(&app.submit(&page, ".toast form", &[]).await).await;
        assert_eq!(page.text(".toast p"), ["Ada Quill is in Ask again in spring again."]);
        assert_eq!(page.text("tbody td:nth-child(3)"), ["Free from April"], "the reason came back too");
        assert!(page.text("main header p")[0].starts_with("1 candidate"));
        let twice = app.post(&undo, &[]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        let told = app.visit(&format!("{application}/activity")).await;
        assert!(told.text("#feed li").iter().any(|line| line.contains("added them to the pool Ask again in spring.")));
        assert!(told.has(&format!("#feed a[href='{pool}']")));
        let removal = format!("{pool}/members{}/removal", candidate.trim_start_matches("/candidates"));
        app.post(&removal, &[]).await;
        assert_eq!(app.post(&removal, &[]).await.status, StatusCode::CONFLICT, "out already");
    }

    async fn a_private_pool_is_its_owners(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (application, candidate) = ada(&app, &rosa).await;
        let made = app.post("/pools", &[("name", "Mine alone"), ("access", "private"), ("candidate", candidate.trim_start_matches("/candidates/"))]).await;
        let pool = made.location().to_owned();
        let undo_of_rosa = {
            let page = app.follow(&made).await;
            app.follow(&app.submit(&page, "tbody form", &[]).await).await.attr(".toast form", "action")[0].clone()
        };
        assert!(!app.visit(&format!("{application}/activity")).await.body.contains("Mine alone"), "everyone reads the activity");

        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        assert!(!app.visit("/pools").await.body.contains("Mine alone"));
        let id = pool.trim_start_matches("/pools/").to_owned();
        for path in [pool.clone(), format!("{pool}/edit")] {
            assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for (path, fields) in [
            (pool.clone(), vec![("name", "Taken")]),
            (format!("{pool}/deletion"), vec![("confirm", "Mine alone")]),
            (format!("{candidate}/pools"), vec![("pool", &*id)]),
            (undo_of_rosa, vec![]),
        ] {
            assert_eq!(app.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let maya = app.add_user("Maya Okafor", Role::Admin).await;
        app.sign_in(&maya).await;
        assert!(app.visit("/pools").await.body.contains("Mine alone"));
    }

    async fn a_shared_pool_is_changed_by_its_owner_and_deleted_by_its_name(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let pool = app.post("/pools", &[("name", "Spring")]).await.location().to_owned();
        let page = app.visit(&format!("{pool}/edit")).await;
        app.submit(&page, "#pool", &[("name", "Spring 2027")]).await;
        let stale = app.submit(&page, "#pool", &[("name", "Summer")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.has("#stale") && stale.attr("#name", "value") == ["Summer"], "what was typed is kept");
        let unsure = app.submit(&page, "#delete", &[("confirm", "yes")]).await;
        assert_eq!(unsure.text("#delete-confirm-error"), ["Type “Spring 2027” to confirm."]);

        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        assert!(!app.visit(&pool).await.has("a[href$='/edit']"));
        assert_eq!(app.post(&format!("{pool}/deletion"), &[("confirm", "Spring 2027")]).await.status, StatusCode::FORBIDDEN);
        app.sign_in(&rosa).await;
        let gone = app.submit(&page, "#delete", &[("confirm", "spring 2027")]).await;
        assert_eq!(app.follow(&gone).await.text(".empty h2"), ["No pools yet"]);
        assert_eq!(app.get(&pool).await.status, StatusCode::NOT_FOUND);
    }
}
