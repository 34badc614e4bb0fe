//! Documents of projects and positions: taken in, shown sealed, taken away and brought back.

use crate::{positions::position, projects::project, support::*};
use recruitpro::hiring::{positions::Position, projects::Status};

async fn add(app: &TestApp, to: &str, name: &str, bytes: &[u8]) -> Page {
    app.multipart(&format!("{to}/documents"), &[], &[], &[("file", name, bytes)]).await
}

both! {
    async fn a_document_is_added_shown_removed_and_brought_back(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = project(&app, &rosa, "Hub", Status::Active).await;
        let here = format!("/projects/{id}");
        let png = [&[0x89, b'P', b'N', b'G', 13, 10, 26, 10][..], &[0; 40]].concat();
        for (name, bytes) in [("../<b>Plan</b>.png", &png[..]), ("notes.txt", b"Be kind."), ("notes.txt", b"Be kinder."), ("page.html", b"<html><script>alert(1)</script></html>"), ("what.bin", &[0, 1, 2, 255])] {
            let page = app.follow(&add(&app, &here, name, bytes).await).await;
            assert!(page.text(".toast p")[0].starts_with("Added "), "{name}");
        }
        let page = app.visit(&here).await;
        assert_eq!(page.text("#documents .row-link"), ["what.bin", "page.html", "notes.txt", "notes.txt", "bPlanb.png"].map(|name| if name == "bPlanb.png" { page.text("#documents .row-link")[4].clone() } else { name.to_owned() }));
        assert!(!page.has("#documents b"), "a name is text");
        assert!(page.text("#documents li .meta")[2].starts_with("version 2"), "{:?}", page.text("#documents li .meta"));

        // Shown by the browser only where that is safe, and sealed off even then.
        let shown = |href: &str| format!("{href}/file");
        for (at, kind, how) in [(0, "application/octet-stream", "attachment"), (1, "application/octet-stream", "attachment"), (2, "text/plain; charset=utf-8", "inline"), (4, "image/png", "inline")] {
            let file = app.get(&shown(&page.attr("#documents .row-link", "href")[at])).await;
            assert_eq!((file.status, file.headers["content-type"].to_str().unwrap()), (StatusCode::OK, kind));
            assert!(file.headers["content-disposition"].to_str().unwrap().starts_with(how), "{kind}");
            assert!(file.headers["content-security-policy"].to_str().unwrap().starts_with("sandbox; default-src 'none'"));
        }
        let saved = app.get(&page.attr("#documents a[href*='download']", "href")[2]).await;
        assert!(saved.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert_eq!(saved.body, "Be kinder.");

        let gone = app.follow(&app.submit(&page, "#documents li:nth-child(3) form", &[]).await).await;
        assert_eq!(gone.text(".toast p"), ["Removed notes.txt."]);
        assert_eq!(gone.text("#documents li").len(), 4);
        let removal = page.attr("#documents li:nth-child(3) form", "action").remove(0);
        assert_eq!(app.post(&removal, &[]).await.status, StatusCode::CONFLICT, "twice");
        let back = app.follow(&app.submit(&gone, ".toast form", &[]).await).await;
        assert_eq!(back.text("#documents li").len(), 5);
        assert_eq!(back.text(".feed p")[..2], ["Rosa Recruits brought the document notes.txt back.", "Rosa Recruits removed the document notes.txt."]);

        assert_eq!(add(&app, &here, "empty.txt", b"").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nothing = app.multipart(&format!("{here}/documents"), &[], &[("other", "x")], &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let olga = app.add_user("Olga Other", Role::Recruiter).await;
        app.sign_in(&olga).await;
        let page = app.visit(&here).await;
        assert!(page.has("#documents .row-link") && !page.has("#documents form"), "others look");
        assert_eq!(add(&app, &here, "a.txt", b"a").await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post(&removal, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post("/documents/none/removal", &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn documents_are_looked_at_in_the_page(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let here = format!("/positions/{id}");
        let png = [&[0x89, b'P', b'N', b'G', 13, 10, 26, 10][..], &[0; 40]].concat();
        let office = std::fs::read("tests/fixtures/corpus/office/one_en.docx").unwrap();
        for (name, bytes) in [("brief.docx", office.as_slice()), ("plan.pdf", b"%PDF-1.4 x"), ("map.png", &png), ("page.html", b"<html><body><script>x</script>Be kind</body></html>"), ("what.bin", &[0, 1, 2, 255])] {
            add(&app, &here, name, bytes).await;
        }
        app.run_jobs().await;
        let page = app.visit(&format!("{here}/description")).await;
        let open = async |name: &str| {
            let at = page.text("#documents .row-link").iter().position(|text| text == name).unwrap();
            app.visit(&page.attr("#documents .row-link", "href")[at]).await
        };
        let brief = open("brief.docx").await;
        assert!(brief.text("article.paper")[0].len() > 200, "an office file by its text");
        assert!(brief.text("nav li, ol li").iter().any(|crumb| crumb == "Engineer"));
        assert!(open("plan.pdf").await.has("iframe"));
        assert!(open("map.png").await.has("img[src$='/file']"));
        let html = open("page.html").await;
        assert!(html.text("article.paper")[0].contains("Be kind") && !html.has("article script"));
        let other = open("what.bin").await;
        assert!(other.body.contains("Nothing to show here") && other.has("a[href$='download=1']"));
        let removal = page.attr("#documents form[action$='removal']", "action")[0].clone();
        app.post(&removal, &[]).await;
        assert_eq!(app.get(&removal.replace("/removal", "")).await.status, StatusCode::NOT_FOUND, "taken away");
    }

    async fn a_position_has_documents_until_its_project_is_archived(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let here = format!("/positions/{id}");
        let page = app.follow(&add(&app, &here, "kit.txt", b"Ask about Rust.").await).await;
        assert_eq!(page.url, format!("{here}/description"));
        assert_eq!(page.text("#documents .row-link"), ["kit.txt"]);
        let project = Position::find(&app.app.db, &rosa, &id).await.unwrap().project_id;
        assert!(!app.visit(&format!("/projects/{project}")).await.has("#documents .row-link"));
        app.post("/projects/status", &[("project", &project), ("status", "archived")]).await.location();
        assert_eq!(add(&app, &here, "late.txt", b"x").await.status, StatusCode::FORBIDDEN);
        let page = app.visit(&format!("{here}/description")).await;
        assert!(page.has("#documents .row-link") && !page.has("#documents form"));
    }
}
