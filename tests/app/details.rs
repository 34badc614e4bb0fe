//! Correcting what a CV says, and the files behind it.

use crate::{
    people::{ada, people},
    positions::position,
    support::*,
    uploads::text_cv,
};

/// Ada's CV with another phone number and another skill.
fn newer() -> Vec<u8> {
    String::from_utf8(text_cv("Ada Quill")).unwrap().replace("+351 21 555 0142", "+351 21 555 0199").into_bytes()
}

both! {
    async fn a_correction_stays_when_a_newer_cv_comes_and_can_be_given_back(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        let page = app.visit(&format!("{candidate}/edit")).await;
        let saved = app.submit(&page, "#details", &[("phone", "+49 30 901820"), ("links", "https://example.org/ada\nlinkedin.com/in/ada")]).await;
        assert_eq!(saved.location(), format!("{candidate}/details"));
        let page = app.visit(&format!("{href}/details")).await;
        assert!(page.text("#panel").concat().contains("+49 30 901820"));
        assert_eq!(page.attr("#panel dd a[target=_blank]", "href"), ["https://example.org/ada", "https://linkedin.com/in/ada"]);
        assert_eq!(page.attr("#panel dd a[target=_blank]", "rel")[0], "noopener noreferrer nofollow");

        let files = app.visit(&format!("{href}/files")).await;
        let action = files.attr("#add-file", "action")[0].clone();
        let sent = app.multipart(&action, &[], &[("kind", "cv")], &[("file", "ada-2027.txt", &newer())]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        app.run_jobs().await;
        let page = app.visit(&format!("{href}/details")).await;
        assert!(page.text("#panel").concat().contains("+49 30 901820"), "the correction stands");
        assert!(page.text("#edits").concat().contains("Phone, changed by Rosa Recruits"));
        assert!(page.text("#edits").concat().contains("The CV says: +351 21 555 0199"), "{:?}", page.text("#edits"));
        assert!(page.text("#cv-pane").concat().contains("ada-2027.txt"), "and the newer CV is shown, screened");

        let phone = page.attr("#edits form", "action").into_iter().find(|action| action.contains("/phone/")).unwrap();
        app.post(&phone, &[]).await;
        let page = app.visit(&format!("{href}/details")).await;
        assert!(page.text("dl").concat().contains("+351 21 555 0199"));
        assert_eq!(app.post(&phone, &[]).await.status, StatusCode::NOT_FOUND, "given back already");
        let told = app.visit(&format!("{href}/activity?show=changes")).await.text("#feed li").join("|");
        assert!(told.contains("took the phone of them from the CV again") && told.contains("changed the phone, links of them"), "{told}");
    }

    async fn two_editors_hear_of_each_other(app) {
        let maya = app.sign_in_as(Role::Admin).await;
        let (_, candidate) = ada(&app, &maya).await;
        let seen_by_both = app.visit(&format!("{candidate}/edit")).await;
        app.submit(&seen_by_both, "#details", &[("location", "Porto"), ("headline", "Staff engineer")]).await;
        // Another field is no clash, even from an old page.
        let fine = app.submit(&seen_by_both, "#details", &[("notice", "Two months")]).await;
        assert_eq!(fine.status, StatusCode::SEE_OTHER);
        let late = app.submit(&seen_by_both, "#details", &[("location", "Faro"), ("skills", "Rust\nSailing")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text("#stale li")[0].starts_with("Lives in: Maya Okafor made it “Porto”"), "{:?}", late.text("#stale"));
        assert_eq!(late.attr("#location", "value"), ["Faro"], "what was typed is kept");
        assert_eq!(late.attr("#headline", "value"), ["Staff engineer"], "and what was not touched is as it is now");
        assert!(late.text("#skills")[0].contains("Sailing"));
        assert_eq!(app.submit(&late, "#details", &[]).await.status, StatusCode::SEE_OTHER, "saving again is a decision");
        let page = app.visit(&format!("{candidate}/edit")).await;
        assert_eq!((page.attr("#location", "value"), page.attr("#notice", "value")), (vec!["Faro".to_owned()], vec!["Two months".to_owned()]));
    }

    async fn what_cannot_be_is_refused_beside_the_field(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        let page = app.visit(&format!("{candidate}/edit")).await;
        let bad = [("name", " "), ("email", "ada"), ("phone", "call me"), ("experience", "many"), ("links", "javascript:alert(1)"), ("headline", "Kept")];
        let again = app.submit(&page, "#details", &bad).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["name", "email", "phone", "experience", "links"] {
            assert!(again.has(&format!("#{field}-error")), "{field}");
        }
        assert_eq!(again.attr("#headline", "value"), ["Kept"]);
        let page = app.visit(&format!("{href}/details")).await;
        assert_eq!(page.text("h1"), ["Ada Quill"]);
        assert!(!page.has("a[href^=javascript]"));
        assert_eq!(app.post(&format!("{candidate}/edits/nonsense/restoration"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.post(&candidate, &[]).await.status, StatusCode::SEE_OTHER, "nothing sent changes nothing");
        assert_eq!(app.visit(&href).await.text("h1"), ["Ada Quill"]);
    }

    async fn files_have_versions_and_one_cv_counts(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let (href, candidate) = ada(&app, &rosa).await;
        let add = format!("{candidate}/documents");
        app.multipart(&add, &[], &[("kind", "cv")], &[("file", "newer.txt", &newer())]).await;
        let twice = app.multipart(&add, &[], &[("kind", "cv")], &[("file", "again.txt", &newer())]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        app.multipart(&add, &[], &[("kind", "certificate")], &[("file", "../x/pic\u{202e}ture.png", b"\x89PNG no text")]).await;
        app.run_jobs().await;
        let page = app.visit(&format!("{href}/files")).await;
        assert_eq!(page.text("#files .row-link"), ["picture.png", "newer.txt", "ada.txt"]);
        assert_eq!(page.text("#files li:has(.badge) .row-link"), ["newer.txt"]);
        assert!(page.text("#files li")[0].contains("Certificate, version 1") && page.text("#files li")[1].contains("CV, version 2"));

        // What counts cannot be removed; another can be made to count.
        let removal = |nth: usize| page.attr("#files form[action$='/removal']", "action")[nth].clone();
        assert_eq!(app.post(&removal(1), &[]).await.status, StatusCode::CONFLICT);
        let choice = page.attr("#files form[action$='/choice']", "action")[0].clone();
        app.post(&choice, &[]).await;
        app.run_jobs().await;
        let page = app.visit(&format!("{href}/files")).await;
        assert_eq!(page.text("#files li:has(.badge) .row-link"), ["ada.txt"]);
        let gone = app.submit(&page, &format!("#files form[action='{}']", removal(1)), &[]).await;
        let page = app.follow(&gone).await;
        assert_eq!(page.text("#files .row-link"), ["picture.png", "ada.txt"]);
        let document = removal(1).replace("/removal", "").replace(&format!("{candidate}/files"), "/documents");
        assert_eq!(app.get(&format!("{document}/file")).await.status, StatusCode::NOT_FOUND);
        let back = app.follow(&app.submit(&page, ".toast form", &[]).await).await;
        assert_eq!(back.text("#files .row-link").len(), 3);

        let shown = app.visit(&document).await;
        assert!(!shown.has("iframe") && shown.text("main").concat().contains("Tidemark Payments"), "no frame for what a browser cannot show");
        for (kind, files) in [("nonsense", vec![("file", "a.txt", &b"x"[..])]), ("cv", vec![]), ("cv", vec![("file", "a.txt", &b""[..])]), ("job_description", vec![("file", "a.txt", &b"x"[..])])] {
            let refused = app.multipart(&add, &[], &[("kind", kind)], &files).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
        }
        let tom = app.add_user("Tom Brandt", Role::Recruiter).await;
        app.sign_in(&tom).await;
        assert_eq!(app.multipart(&add, &[], &[("kind", "cv")], &[("file", "x.txt", b"x")]).await.status, StatusCode::FORBIDDEN);
        for path in [removal(0), choice] {
            assert_eq!(app.post(&path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }

    async fn a_pdf_is_shown_in_a_frame_of_its_own(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let pdf = recruitpro::demo::paper::pdf(&crate::uploads::paper("Ada Quill"), recruitpro::demo::paper::Style::Modern);
        let (application, _) = people(&app, &id, &[("ada.pdf", &pdf)]).await.remove(0);
        let page = app.visit(&application).await;
        let original = page.attr("#cv-pane a[hx-get]", "href")[0].clone();
        let shown = app.visit(&original).await;
        let file = shown.attr("iframe", "src")[0].clone();
        assert_eq!(file, format!("{original}/file"));
        let policy = app.visit(&file).await.headers["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"), "{policy}");
    }
}
