//! Candidates who may be one person: found, decided about, merged and taken apart.

use crate::{people::people, positions::position, support::*};
use recruitpro::platform::db::{Run, sql};

fn cv(name: &str, email: &str, phone: &str, extra: &str) -> Vec<u8> {
    format!("{name}\n{email}\n{phone}\nLisbon\n\nExperience\nEngineer, Tidemark Payments Mar 2019 – Present\n- Wrote Rust services for {name}.\n{extra}\nSkills\nRust\n").into_bytes()
}

/// Ada twice: with two addresses, one number and one employer. Answers with both, application and candidate.
async fn ada_twice(app: &TestApp, owner: &User) -> [(String, String); 2] {
    let id = position(app, owner, "Engineer", &["must: Rust"]).await;
    let one = cv("Ada Quill", "ada@mail.example", "+351 21 555 0142", "");
    let two = cv("Ada Quill", "ada.quill@work.example", "+351 21 555 0142", "- Led a team.");
    let first = people(app, &id, &[("ada.txt", &one)]).await.remove(0);
    let second = people(app, &id, &[("ada-new.txt", &two)]).await.remove(0);
    assert_ne!(first.1, second.1);
    [first, second]
}

fn id(candidate: &str) -> &str {
    candidate.trim_start_matches("/candidates/")
}

async fn count(app: &TestApp, query: &'static str) -> i64 {
    let (count,): (i64,) = app.app.db.one(sql(query)).await.unwrap();
    count
}

both! {
    async fn one_person_with_two_addresses_is_found_as_they_come_in(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        assert_eq!(app.visit("/duplicates").await.text(".empty h2"), ["No duplicates"]);
        let [first, second] = ada_twice(&app, &rosa).await;
        let page = app.visit("/duplicates").await;
        assert_eq!(page.text("#pairs .row-link"), ["Ada Quill", "Ada Quill"]);
        assert_eq!(page.text("#pairs .badge"), ["same name and employer or school", "same phone number"]);
        for (application, other) in [(&first.0, &second.1), (&second.0, &first.1)] {
            let page = app.visit(application).await;
            assert!(page.text("[role=note]")[0].starts_with("May be the same as Ada Quill"), "{application}");
            assert!(page.has(&format!("[role=note] a[href='{other}']")));
        }
    }

    async fn not_the_same_is_remembered(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let [first, second] = ada_twice(&app, &rosa).await;
        let page = app.visit("/duplicates").await;
        let apart = app.submit(&page, "#pairs form", &[]).await;
        let page = app.follow(&apart).await;
        assert!(page.has(".empty") && !app.visit(&first.0).await.has("[role=note]"));
        // A newer CV of hers does not ask again.
        let newer = cv("Ada Quill", "ada@mail.example", "+351 21 555 0142", "- Newer still.");
        let sent = app.multipart(&format!("{}/documents", first.1), &[], &[("kind", "cv")], &[("file", "n.txt", &newer)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        app.run_jobs().await;
        assert!(app.visit("/duplicates").await.has(".empty"));
        let back = app.submit(&page, ".toast form", &[]).await;
        assert!(app.follow(&back).await.has("#pairs"));
        let (a, b) = if id(&first.1) < id(&second.1) { (id(&first.1), id(&second.1)) } else { (id(&second.1), id(&first.1)) };
        let dismissal = format!("/duplicates/{b}/{a}/dismissal");
        app.post(&dismissal, &[]).await;
        assert_eq!(app.post(&dismissal, &[]).await.status, StatusCode::CONFLICT, "decided already");
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        assert_eq!(app.post(&format!("/duplicates/{a}/{b}/reopening"), &[]).await.status, StatusCode::FORBIDDEN);
    }

    async fn a_merge_moves_everything_and_its_undo_moves_it_back(app) {
        let maya = app.sign_in_as(Role::Admin).await;
        let [kept, gone] = ada_twice(&app, &maya).await;
        let other = position(&app, &maya, "Second post", &[]).await;
        let again = cv("Ada Quill", "ada.quill@work.example", "+351 21 555 0142", "- Led a team.");
        people(&app, &other, &[("ada-new.txt", &again)]).await;
        for (candidate, tag) in [(&kept.1, "Both"), (&gone.1, "Both"), (&gone.1, "Hers alone")] {
            app.post(&format!("{candidate}/tags"), &[("name", tag)]).await;
        }
        app.post(&format!("{}/notes", gone.1), &[("body", "Note on the second")]).await;
        app.post(&format!("{}/tasks", gone.1), &[("title", "Call her"), ("assignee", &maya.id)]).await;
        app.post("/pools", &[("name", "Spring"), ("candidate", id(&gone.1))]).await;
        // The second is further along on the position of both.
        let page = app.visit(&gone.0).await;
        app.submit(&page, &format!("form[action='{}/stage']:has(.btn-primary)", gone.0), &[]).await;
        let in_play = "SELECT CAST(SUM(active) AS BIGINT) FROM stages";
        let tagged = "SELECT CAST(SUM(candidates) AS BIGINT) FROM tags";
        let rows = "SELECT (SELECT COUNT(*) FROM moves) + (SELECT COUNT(*) FROM screenings) + (SELECT COUNT(*) FROM notes) + (SELECT COUNT(*) FROM documents)
            + (SELECT COUNT(*) FROM candidate_signs) + (SELECT COUNT(*) FROM candidate_keys) + (SELECT COUNT(*) FROM candidate_tags)";
        let before = (count(&app, in_play).await, count(&app, tagged).await, count(&app, rows).await);
        assert_eq!((before.0, before.1), (3, 3));

        let page = app.visit(&format!("{}/merger/new?with={}", kept.1, id(&gone.1))).await;
        assert!(page.text("#merge .callout")[0].contains("Engineer"), "both are considered for it");
        assert_eq!(page.attr("#merge input[name=email]", "value"), ["kept", "gone"]);
        let merged = app.submit(&page, "#merge", &[("email", "gone")]).await;
        assert_eq!(merged.location(), kept.1);
        assert_eq!(app.visit("/duplicates").await.text(".empty h2"), ["No duplicates"]);
        assert_eq!(app.get(&gone.1).await.location(), kept.1, "old addresses lead on");
        let newest = app.get(&kept.1).await.location().to_owned();
        let details = app.visit(&format!("{newest}/details")).await;
        assert!(details.text("#panel").concat().contains("ada.quill@work.example"));
        assert_eq!(details.text("#tags .tag"), ["Both", "Hers alone"]);
        assert_eq!(details.text("#pools .row-link"), ["Spring"]);
        assert_eq!(details.text("section[aria-labelledby=considered-h] .row-link").len(), 2);
        assert!(details.text("section[aria-labelledby=considered-h]")[0].contains("Screening"), "the one further along stays");
        let activity = app.visit(&format!("{newest}/activity")).await;
        assert_eq!((activity.text("#feed .prose-text"), activity.text("li[id^=task] p:first-child")), (vec!["Note on the second".to_owned()], vec!["Call her".to_owned()]));
        assert_eq!((count(&app, in_play).await, count(&app, tagged).await), (2, 2), "each person is counted once");
        assert_eq!(app.visit(&format!("{newest}/files")).await.text("#files .row-link").len(), 2);

        let undone = app.submit(&details, "#merged form", &[]).await;
        assert_eq!(undone.location(), gone.1);
        assert_eq!((count(&app, in_play).await, count(&app, tagged).await, count(&app, rows).await), before, "all of it, as it was");
        assert_eq!(app.visit(&gone.0).await.text("#tags .tag"), ["Both", "Hers alone"]);
        let first = app.visit(&format!("{}/details", kept.0)).await;
        assert_eq!(first.text("#tags .tag"), ["Both"]);
        assert!(first.text("#panel").concat().contains("ada@mail.example") && !first.has("#edits"));
        assert!(app.visit("/duplicates").await.has("#pairs"), "and they may be one person again");
    }

    async fn what_cannot_be_merged_says_so(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let [kept, gone] = ada_twice(&app, &rosa).await;
        let merger = format!("{}/merger", kept.1);
        assert_eq!(app.post(&merger, &[("with", id(&kept.1))]).await.status, StatusCode::CONFLICT, "with oneself");
        assert_eq!(app.post(&merger, &[("with", "unheard-of")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get(&format!("{merger}/new")).await.status, StatusCode::NOT_FOUND);
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        assert_eq!(app.post(&merger, &[("with", id(&gone.1))]).await.status, StatusCode::FORBIDDEN, "not his");
        assert!(!app.visit(&kept.0).await.has("[role=note] form"));
        app.sign_in(&rosa).await;
        let page = app.follow(&app.get(app.post(&merger, &[("with", id(&gone.1))]).await.location()).await).await;
        let undo = page.attr(".toast form", "action")[0].clone();
        assert_eq!(app.post(&merger, &[("with", id(&gone.1))]).await.status, StatusCode::CONFLICT, "twice");
        assert_eq!(app.post(&format!("{}/merger", gone.1), &[("with", id(&kept.1))]).await.status, StatusCode::CONFLICT, "someone merged already");
        app.sign_in(&tom).await;
        assert_eq!(app.post(&undo, &[]).await.status, StatusCode::FORBIDDEN);
        app.sign_in(&rosa).await;
        assert_eq!(app.post(&undo, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post(&undo, &[]).await.status, StatusCode::CONFLICT, "undone already");
        app.post(&merger, &[("with", id(&gone.1))]).await;
        let late = format!("/merges/{}/undo", latest(&app).await);
        app.write(sql("UPDATE merges SET at = $1").bind(app.app.clock.now() - chrono::TimeDelta::days(31))).await;
        assert_eq!(app.post(&late, &[]).await.status, StatusCode::CONFLICT, "too late");
    }

    async fn what_everyone_shares_tells_nobody_apart(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let names = ["Ana Silva", "Bo Lindqvist", "Cem Aydin", "Dara Novak", "Eli Stone", "Fay Moor", "Gil Ross", "Hana Ito"];
        let files: Vec<(String, Vec<u8>)> = names.iter().map(|name| {
            let mail = format!("{}@agency.example", name.to_lowercase().replace(' ', "."));
            (format!("{name}.txt"), format!("{name}\n{mail}\n+351 21 555 0142\n\nSkills\nRust\n").into_bytes())
        }).collect();
        for (name, bytes) in &files {
            people(&app, &id, &[(name.as_str(), bytes.as_slice())]).await;
        }
        // Six share the agency's number before it counts as common; the last two bring no more pairs.
        assert_eq!(count(&app, "SELECT COUNT(*) FROM duplicates").await, 15);
    }

    async fn every_table_about_candidates_moves_with_a_merge(app) {
        let (owners, applications) = recruitpro::hiring::duplicates::tables();
        if app.app.db.is_postgres() {
            return;
        }
        for (target, known) in [("candidates", owners), ("applications", applications)] {
            let tables: Vec<(String,)> = app.app.db.all(sql("SELECT DISTINCT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.\"table\" = $1").bind(target)).await.unwrap();
            for (table,) in tables {
                assert!(known.contains(&table.as_str()), "{table} refers to {target}: say how its rows move when two candidates are merged");
            }
        }
    }
}

async fn latest(app: &TestApp) -> String {
    let (id,): (String,) = app.app.db.one(sql("SELECT id FROM merges WHERE undone_at IS NULL")).await.unwrap();
    id
}
