//! Tags on candidates, and the vocabulary behind them.

use crate::{people::ada, support::*};

both! {
    async fn a_tag_is_typed_once_and_taken_off_with_an_undo(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (application, candidate) = ada(&app, &rosa).await;
        let page = app.visit(&application).await;
        let shown = app.submit(&page, "#new-tag", &[("name", "  Relocates  soon ")]).await;
        assert_eq!(shown.text("#tags .tag"), ["Relocates soon"], "htmx gets the tags alone");
        let toast: serde_json::Value = serde_json::from_str(shown.headers["hx-trigger"].to_str().unwrap()).unwrap();
        assert_eq!(toast["toast"]["text"], "Tagged Ada Quill “Relocates soon”.");

        // The same word in other letters is the same tag.
        let again = app.post(&format!("{candidate}/tags"), &[("name", "RELOCATES SOON")]).await;
        let page = app.follow(&app.get(again.location()).await).await;
        assert_eq!(page.text(".toast p"), ["Ada Quill has the tag “Relocates soon” already."]);
        assert_eq!(app.visit("/tags").await.text("tbody tr"), ["Relocates soon1"]);
        assert_eq!(page.attr("#tag-list option", "value"), ["Relocates soon"]);

        let off = page.attr("#tags .tag form", "action")[0].clone();
        let page = app.follow(&app.get(app.post(&off, &[]).await.location()).await).await;
        assert!(!page.has("#tags .tag"));
        let back = app.submit(&page, ".toast form", &[]).await;
        assert_eq!(app.follow(&back).await.text("#tags .tag"), ["Relocates soon"]);
        let told = app.visit(&format!("{application}/activity")).await.text("#feed li");
        assert!(told[0].starts_with("Rosa Recruits tagged them “Relocates soon”."), "{told:?}");
        assert!(told[1].contains("took the tag “Relocates soon” off them."), "{told:?}");
    }

    async fn what_is_no_tag_is_refused_beside_the_field(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (application, candidate) = ada(&app, &rosa).await;
        let page = app.visit(&application).await;
        for (typed, why) in [
            (" \u{200b} ", "Type a tag."),
            ("one, two", "One tag at a time, without commas."),
            (&*"x".repeat(41), "Keep it under 40 characters; this has 41."),
        ] {
            let again = app.submit(&page, "#new-tag", &[("name", typed)]).await;
            assert_eq!((again.status, again.text("#tag-name-error")), (StatusCode::UNPROCESSABLE_ENTITY, vec![why.to_owned()]));
            let plain = app.post(&format!("{candidate}/tags"), &[("name", typed)]).await;
            assert!(plain.text("main").concat().contains(why));
        }
        app.submit(&page, "#new-tag", &[("name", "<b>bold</b>")]).await;
        let page = app.visit(&application).await;
        assert_eq!(page.text("#tags .tag"), ["<b>bold</b>"]);
        assert!(!page.has("#tags b"));
        for path in [format!("{candidate}/tags/unheard-of"), format!("{candidate}/tags/unheard-of/removal"), "/candidates/unheard-of/tags".into()] {
            assert_eq!(app.post(&path, &[("name", "x")]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn only_who_works_with_someone_tags_them(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (application, candidate) = ada(&app, &rosa).await;
        app.post(&format!("{candidate}/tags"), &[("name", "Relocates")]).await;
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        let page = app.visit(&application).await;
        assert_eq!(page.text("#tags .tag"), ["Relocates"]);
        assert!(!page.has("#tags form"));
        assert_eq!(app.post(&format!("{candidate}/tags"), &[("name", "Mine")]).await.status, StatusCode::FORBIDDEN);
        assert!(!app.visit("/tags").await.has("a[href$='/edit']"), "the vocabulary is for admins to tidy");
    }

    async fn admins_rename_merge_and_delete_tags(app) {
        let maya = app.sign_in_as(Role::Admin).await;
        let (application, candidate) = ada(&app, &maya).await;
        for name in ["Kafka", "kafka streams", "Old"] {
            app.post(&format!("{candidate}/tags"), &[("name", name)]).await;
        }
        let edit = |page: &Page, nth: usize| page.attr("a[href$='/edit']", "href")[nth].clone();
        let list = app.visit("/tags").await;
        assert_eq!(list.text("tbody td:first-child"), ["Kafka", "kafka streams", "Old"]);
        let page = app.visit(&edit(&list, 1)).await;
        let taken = app.submit(&page, "#rename", &[("name", "KAFKA")]).await;
        assert_eq!(taken.text("#name-error"), ["There is a tag “KAFKA” already. Merge the two instead."]);
        app.submit(&page, "#rename", &[("name", "Streams")]).await;
        let page = app.visit(&edit(&app.visit("/tags").await, 2)).await;
        assert_eq!(page.text("h1"), ["Streams"]);

        let kafka = page.attr("#into option", "value")[0].clone();
        let unsure = app.submit(&page, "#merge", &[("into", &kafka), ("confirm", "strea")]).await;
        assert_eq!((unsure.status, unsure.text("#merge-confirm-error")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Type “Streams” to confirm.".to_owned()]));
        let merged = app.submit(&page, "#merge", &[("into", &kafka), ("confirm", "streams")]).await;
        assert_eq!(app.follow(&merged).await.text("tbody tr td:nth-child(2)"), ["1", "1"]);
        assert_eq!(app.visit(&application).await.text("#tags .tag"), ["Kafka", "Old"]);
        assert_eq!(app.submit(&page, "#merge", &[("into", &kafka), ("confirm", "streams")]).await.status, StatusCode::NOT_FOUND, "twice");

        let page = app.visit(&edit(&app.visit("/tags").await, 1)).await;
        let gone = app.submit(&page, "#delete", &[("confirm", "Old")]).await;
        assert_eq!(app.follow(&gone).await.text("tbody td:first-child"), ["Kafka"]);
        assert_eq!(app.visit(&application).await.text("#tags .tag"), ["Kafka"]);
    }
}
