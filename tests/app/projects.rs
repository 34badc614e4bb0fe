//! Projects: the list and its pages, one project, and its form.

use crate::support::*;
use recruitpro::hiring::projects::{Draft, Priority, Project, Status};

/// A project of this user's, as its form would make it.
pub async fn project(app: &TestApp, owner: &User, name: &str, status: Status) -> String {
    let draft = Draft {
        name: name.into(),
        client: "Osprey Pay".into(),
        sector: String::new(),
        region: String::new(),
        description: String::new(),
        status,
        priority: Priority::Normal,
        target_hires: 2,
    };
    let mut tx = app.app.db.begin().await.unwrap();
    let id = Project::add(&mut tx, owner, draft, app.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

const FORM: [(&str, &str); 6] = [
    ("name", "  Northern   line "),
    ("client", "Halden Rail"),
    ("sector", "Rail"),
    ("target_hires", "3"),
    ("priority", "high"),
    ("description", "Signals first.\n\n- Leeds\n- <b>York</b>"),
];

both! {
    async fn a_project_is_made_and_shown(app) {
        app.sign_in_as(Role::Recruiter).await;
        let page = app.visit("/projects").await;
        assert_eq!(page.text(".empty h2"), ["No projects yet"]);

        let page = app.visit("/projects/new").await;
        let done = app.submit(&page, "#project", &FORM).await;
        let page = app.follow(&done).await;
        assert_eq!(page.text("#toasts p"), ["Project created. Add the first position to it."]);
        assert_eq!(page.text("h1"), ["Northern line"]);
        assert_eq!(page.text(".prose li"), ["Leeds", "<b>York</b>"], "typed text is no markup");
        assert_eq!(page.text(".feed p"), ["Rosa Recruits created the project."]);
        assert_eq!(page.text(".empty h2"), ["No positions yet"]);

        let list = app.visit("/projects").await;
        assert_eq!(list.text("#rows .row-link"), ["Northern line"]);
        assert_eq!(list.text("#rows tbody .meta")[0], "Halden Rail, Rail");
        assert!(list.text("#rows .badge").contains(&"High priority".to_owned()));
        let form = app.visit("/projects/new").await;
        assert_eq!(form.attr("#clients option", "value"), ["Halden Rail"], "known clients are suggested");
    }

    async fn what_is_wrong_stands_beside_its_field(app) {
        app.sign_in_as(Role::Recruiter).await;
        let page = app.visit("/projects/new").await;
        let long = "x".repeat(10_001);
        let wrong = [("name", " "), ("client", ""), ("sector", &long[..200]), ("target_hires", "none"), ("description", &long)];
        let again = app.submit(&page, "#project", &wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.text("#name-error"), ["Give the project a name, for example “Northern line renewal”."]);
        assert_eq!(again.text("#client-error"), ["Name the client; in-house, the department."]);
        assert_eq!(again.text("#sector-error"), ["Keep it under 120 characters; this has 200."]);
        assert_eq!(again.text("#target_hires-error"), ["Give a whole number from 1 to 10000."]);
        assert_eq!(again.text("#description-error"), ["Keep it under 10000 characters; this has 10001."]);
        assert_eq!(again.attr("#target_hires", "value"), ["none"]);
        assert_eq!(again.attr(".callout-neg a", "href"), ["#name", "#client", "#sector", "#target_hires", "#description"]);
        let forged = app.post("/projects", &[("name", "A"), ("client", "B"), ("target_hires", "1"), ("status", "gone"), ("priority", "low")]);
        assert_eq!(forged.await.text("#status-error"), ["Choose a status from the list."]);
        assert_eq!(app.visit("/projects").await.text(".empty h2"), ["No projects yet"]);
    }

    async fn a_stale_form_is_refused_and_nothing_typed_is_lost(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = project(&app, &rosa, "Harbour", Status::Active).await;
        let (mine, theirs) = (app.visit(&format!("/projects/{id}/edit")).await, app.visit(&format!("/projects/{id}/edit")).await);
        let done = app.submit(&theirs, "#project", &[("name", "Harbour two")]).await;
        assert_eq!(app.follow(&done).await.text("h1"), ["Harbour two"]);

        let stale = app.submit(&mine, "#project", &[("name", "Harbour three"), ("region", "Ports")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text("#stale")[0].starts_with("Not saved yet. Rosa Recruits changed this project"));
        assert_eq!((stale.text("#stale dt"), stale.text("#stale dd")), (vec!["Name, theirs:".into(), "Region, theirs:".into()], vec!["Harbour two".into(), "nothing".into()]));
        assert_eq!((stale.attr("#name", "value"), stale.attr("#region", "value")), (vec!["Harbour three".into()], vec!["Ports".into()]));
        assert_eq!(app.visit(&format!("/projects/{id}")).await.text("h1"), ["Harbour two"]);
        // Having read that, saving again means it.
        let done = app.submit(&stale, "#project", &[]).await;
        assert_eq!(app.follow(&done).await.text("h1"), ["Harbour three"]);
    }

    async fn others_read_it_and_leave_it_alone(app) {
        let jonas = app.set_up().await;
        let id = project(&app, &jonas, "Board search", Status::Active).await;
        app.sign_in_as(Role::Recruiter).await;
        let page = app.visit(&format!("/projects/{id}")).await;
        assert!(!page.has("a[href$='/edit'], a[href$='/positions/new'], main .btn"));
        for path in ["edit", "positions/new"] {
            let refused = app.get(&format!("/projects/{id}/{path}")).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
            assert!(refused.body.contains("Only the project"));
        }
        for path in [format!("/projects/{id}"), format!("/projects/{id}/positions")] {
            assert_eq!(app.post(&path, &[("name", "Mine"), ("title", "Mine")]).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(app.get("/projects/none").await.status, StatusCode::NOT_FOUND);
        app.sign_in_as(Role::Admin).await;
        assert!(app.visit(&format!("/projects/{id}")).await.has("a[href$='/edit']"), "admins change everything");
    }

    async fn the_list_is_narrowed_by_status(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        for (name, status) in [("A", Status::Active), ("B", Status::OnHold), ("C", Status::Active), ("D", Status::Archived)] {
            project(&app, &rosa, name, status).await;
        }
        let page = app.visit("/projects").await;
        assert_eq!(page.text("#rows .row-link"), ["C", "A"], "active ones, the latest change first");
        assert_eq!(page.text(".seg a"), ["Active2", "On hold1", "Completed0", "Archived1", "All4"]);
        assert_eq!(page.text(".seg [aria-current]"), ["Active2"]);
        assert_eq!(app.visit("/projects?status=on_hold").await.text("#rows .row-link"), ["B"]);
        let all = app.visit("/projects?status=all").await;
        assert_eq!(all.text("#rows .row-link"), ["D", "C", "B", "A"]);
        assert_eq!(all.text("#rows td:nth-child(4)"), ["Archived", "Active", "On hold", "Active"]);
        assert_eq!(app.visit("/projects?status=completed").await.text(".empty h2"), ["No project here"]);
    }

    async fn a_hundred_and_twenty_projects_come_in_pages(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        for n in 0..120 {
            project(&app, &rosa, &format!("Project {n:03}"), Status::Active).await;
        }
        let (mut seen, mut pages) = (Vec::new(), vec![app.visit("/projects").await]);
        loop {
            let page = pages.last().unwrap();
            seen.extend(page.text("#rows .row-link"));
            let Some(next) = page.attr(".pages [rel=next]", "href").pop() else { break };
            pages.push(app.visit(&next).await);
        }
        assert_eq!(seen, (0..120).rev().map(|n| format!("Project {n:03}")).collect::<Vec<_>>());
        assert_eq!(pages.len(), 3);

        let back = app.visit(&pages[2].attr(".pages [rel=prev]", "href")[0]).await;
        assert_eq!(back.text("#rows .row-link"), pages[1].text("#rows .row-link"));
        let first = app.visit(&back.attr(".pages [rel=prev]", "href")[0]).await;
        assert_eq!(first.text("#rows .row-link"), pages[0].text("#rows .row-link"));
        assert!(!first.has(".pages [rel=prev]"));
        assert_eq!(app.visit("/projects?after=nonsense").await.text("#rows .row-link").len(), 50);
    }
}
