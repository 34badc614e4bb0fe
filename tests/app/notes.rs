//! Notes: for the team or private, naming colleagues, changed and taken away with an undo.

use crate::{people::ada, support::*};
use recruitpro::platform::db::sql;

both! {
    async fn notes_are_written_and_read(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        let page = app.visit(&format!("{href}/activity")).await;
        let again = app.submit(&page, "#new-note", &[("body", "  ")]).await;
        assert_eq!((again.status, again.text("#body-error")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Write something first.".to_owned()]));
        assert!(!again.has("main"), "htmx gets the form alone");
        let created = app.submit(&page, "#new-note", &[("body", "Calm, <precise>.\nCall on Thursday.")]).await;
        assert_eq!(created.attr("ol", "hx-swap-oob"), ["afterbegin:#feed"]);
        assert_eq!(created.text(".prose-text"), ["Calm, <precise>. Call on Thursday."]);
        assert_eq!(created.text("#body"), [""]);

        let plain = app.post(&format!("{candidate}/notes"), &[("body", "By post")]).await;
        assert_eq!(app.get(plain.location()).await.location(), format!("{href}/activity"));
        let page = app.visit(&format!("{href}/activity")).await;
        assert_eq!(page.text("#feed .prose-text"), ["By post", "Calm, <precise>. Call on Thursday."]);
        assert_eq!(app.visit(&format!("{href}/activity?show=notes")).await.text("#feed > li").len(), 2);
        let huge = app.post(&format!("{candidate}/notes"), &[("body", &"x".repeat(5_001))]).await;
        assert_eq!(huge.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.get("/notes/unheard-of/edit").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_private_note_is_for_its_author_and_admins(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        let maya = app.add_user("Maya Okafor", Role::Admin).await;
        app.post(&format!("{candidate}/notes"), &[("body", "Between us, @Tom Brandt and @Maya"), ("access", "private")]).await;
        let own = app.visit(&format!("{href}/activity")).await;
        assert_eq!(own.text("#feed .badge"), ["Private"]);
        let edit = own.attr("#feed a[href$='/edit']", "href")[0].clone();
        app.sign_in(&tom).await;
        let others = app.visit(&format!("{href}/activity")).await;
        assert!(!others.body.contains("Between us") && !others.body.contains("wrote a note"), "not even that there is one");
        assert_eq!(app.get(&edit).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.visit("/mentions").await.text(".empty h2"), ["Nobody named you yet"], "naming someone does not let them in");
        app.sign_in(&maya).await;
        assert!(app.visit(&format!("{href}/activity")).await.body.contains("Between us"));
        assert_eq!(app.visit("/mentions").await.text("#mentions li").len(), 1);
        assert_eq!(app.get(&edit).await.status, StatusCode::FORBIDDEN, "admins read it, and do not rewrite it");
    }

    async fn whoever_is_named_finds_the_note(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.post(&format!("{candidate}/notes"), &[("body", "@tom can you call <her>?")]).await;
        let page = app.visit(&format!("{href}/activity")).await;
        assert_eq!(page.text("#feed .prose-text b"), ["@tom"]);
        assert!(page.attr("[data-mentions]", "data-mentions")[0].contains("Tom Brandt"));
        app.sign_in(&tom).await;
        let page = app.visit("/mentions").await;
        assert!(page.text("#mentions li")[0].contains("Rosa Recruits on Ada Quill"), "{:?}", page.text("#mentions li"));
        assert_eq!(page.text("#mentions .badge"), ["New"]);
        let read = app.submit(&page, "form[action='/mentions/reading']", &[]).await;
        assert!(!app.follow(&read).await.has("#mentions .badge"));
        // No longer named, no longer listed.
        app.sign_in(&rosa).await;
        let edit = app.visit(&format!("{href}/activity")).await.attr("#feed a[href$='/edit']", "href")[0].clone();
        let page = app.visit(&edit).await;
        app.submit(&page, "#note", &[("body", "Someone call her")]).await;
        app.sign_in(&tom).await;
        assert!(app.visit("/mentions").await.has(".empty"));
    }

    async fn ones_own_note_is_changed_and_deleted_with_an_undo(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        app.post(&format!("{candidate}/notes"), &[("body", "First words")]).await;
        let page = app.visit(&format!("{href}/activity")).await;
        let page = app.visit(&page.attr("#feed a[href$='/edit']", "href")[0]).await;
        assert!(app.submit(&page, "#note", &[("body", "")]).await.has("#body-error"));
        let changed = app.submit(&page, "#note", &[("body", "Better words")]).await;
        let page = app.follow(&app.get(changed.location()).await).await;
        assert_eq!(page.text("#feed .prose-text"), ["Better words"]);
        let back = app.submit(&page, ".toast form", &[]).await;
        assert_eq!(app.follow(&back).await.text("#feed .prose-text"), ["First words"]);

        let page = app.visit(&format!("{href}/activity")).await;
        let gone = app.submit(&page, "#feed form[action$='/deletion']", &[]).await;
        let page = app.follow(&gone).await;
        assert!(!page.has("#feed .prose-text"));
        let undo = page.attr(".toast form", "action")[0].clone();
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        assert_eq!(app.post(&undo, &[]).await.status, StatusCode::NOT_FOUND, "not his to undo");
        app.sign_in(&rosa).await;
        app.write(sql("UPDATE undos SET at = $1").bind(app.app.clock.now() - chrono::TimeDelta::days(31))).await;
        assert_eq!(app.post(&undo, &[]).await.status, StatusCode::CONFLICT, "too late");
    }

    async fn a_note_changed_in_two_windows_keeps_both_texts(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        app.post(&format!("{candidate}/notes"), &[("body", "First words")]).await;
        let page = app.visit(&format!("{href}/activity")).await;
        let edit = page.attr("#feed a[href$='/edit']", "href")[0].clone();
        let (one, other) = (app.visit(&edit).await, app.visit(&edit).await);
        assert!(app.submit(&one, "#note", &[("body", "Words of the one")]).await.status.is_redirection());
        let refused = app.submit(&other, "#note", &[("body", "Words of the other"), ("access", "private")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text("#stale")[0].contains("Words of the one"));
        assert!(refused.body.contains("Words of the other") && refused.has("option[value=private][selected]"));
        // Whoever has seen both decides.
        assert!(app.submit(&refused, "#note", &[]).await.status.is_redirection());
        assert_eq!(app.visit(&format!("{href}/activity")).await.text("#feed .prose-text"), ["Words of the other"]);
    }

    async fn a_long_history_is_read_page_by_page(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        for n in 0..45 {
            app.post(&format!("{candidate}/notes"), &[("body", &*format!("Note {n:02}"))]).await;
        }
        let first = app.visit(&format!("{href}/activity")).await;
        assert_eq!((first.text("#feed > li").len(), &*first.text("#feed .prose-text")[0]), (40, "Note 44"));
        let second = app.visit(&first.attr("#panel [rel=next]", "href")[0]).await;
        assert_eq!(&*second.text("#feed .prose-text")[0], "Note 04");
        assert!(!second.has("#panel [rel=next]") && !second.has("#new-note"), "the second page is history alone");
        let all = first.text("#feed > li").len() + second.text("#feed > li").len();
        assert_eq!(all, 45 + 3, "added, applied and screened");
        let stages = app.visit(&format!("{href}/activity?show=stages")).await;
        assert_eq!(stages.text("#feed > li").len(), 1);
        assert_eq!(app.visit(&format!("{href}/activity?show=nonsense&before=x")).await.text("#feed > li").len(), 40);
    }
}
