//! Changed requirements: the preview before, and who moved afterwards.

use crate::{
    positions::{drop_cvs, position},
    support::*,
};

const PEOPLE: [(&str, &str); 3] =
    [("Ada Quill", "Rust, PostgreSQL"), ("Bea Stone", "Kafka"), ("Cleo Marsh", "Rust, freelance")];

async fn three(app: &TestApp, owner: &User, asked: &[&str]) -> String {
    let id = position(app, owner, "Engineer", asked).await;
    drop_cvs(app, owner, &id, &PEOPLE).await;
    app.run_jobs().await;
    id
}

both! {
    async fn changed_requirements_show_who_moved_and_why(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = three(&app, &rosa, &["must: Rust", "must: PostgreSQL"]).await;
        let form = app.visit(&format!("/positions/{id}/requirements/edit")).await;
        let done = app.submit(&form, "#requirements", &[("text-0", "Kafka"), ("weight-1", "5")]).await;
        let run = done.location().to_owned();
        assert!(run.starts_with(&format!("/positions/{id}/rescreens/")), "{run}");
        let waiting = app.visit(&run).await;
        assert!(waiting.text("[role=status]")[0].starts_with("Screening again: 0 of 3."), "{:?}", waiting.text("[role=status]"));
        assert!(waiting.has("[sse-connect]"), "it fills while one looks");
        assert_eq!(waiting.text("#changed + ul li"), ["“Rust” became “Kafka”.", "“PostgreSQL” is a must of weight 5, was a must of weight 3."]);

        app.run_jobs().await;
        let page = app.visit(&run).await;
        assert!(!page.has("#rows [role=status]") && !page.has("[sse-connect]"), "it is over");
        let rows = page.text("tbody tr");
        assert_eq!(rows.len(), 3);
        let ada = rows.iter().find(|row| row.contains("Ada Quill")).unwrap();
        assert!(ada.contains("100") && ada.contains("−") && ada.contains("Kafka reworded: met, now not stated") && ada.contains("PostgreSQL weight 5, was 3: met"), "{ada}");
        let bea = rows.iter().find(|row| row.contains("Bea Stone")).unwrap();
        assert!(bea.contains("+") && bea.contains("reworded: not stated, now met"), "{bea}");
        assert!(page.text(".pages")[0].starts_with("3 of 3 have another fit or band"), "{:?}", page.text(".pages"));

        let project = app.visit(&page.attr(".dots a", "href")[0]).await;
        assert!(project.attr("a", "href").contains(&run), "its line in the history leads here");
        let runs = app.visit(&format!("/positions/{id}/rescreens")).await;
        assert_eq!(runs.attr("ol .row-link", "href"), [run.as_str()]);
        assert_eq!(app.get(&format!("/positions/{id}/rescreens/nothing")).await.status, StatusCode::NOT_FOUND);
        let other = position(&app, &rosa, "Other", &[]).await;
        let foreign = run.replace(&id, &other);
        assert_eq!(app.get(&foreign).await.status, StatusCode::NOT_FOUND, "a run belongs to its position");
    }

    async fn words_are_lines_of_the_sum_and_flags(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = three(&app, &rosa, &["must: Rust"]).await;
        let form = app.visit(&format!("/positions/{id}/requirements/edit")).await;
        let words = [("must_words", "PostgreSQL\r\n\r\npostgresql\r\nnight shifts"), ("avoid_words", "FREELANCE")];
        let done = app.submit(&form, "#requirements", &words).await;
        app.run_jobs().await;
        let page = app.follow(&done).await;
        assert_eq!(page.text("#changed + ul li"), ["Must-have word “PostgreSQL” added.", "Must-have word “night shifts” added.", "Avoid word “FREELANCE” added."]);
        let list = app.visit(&format!("/positions/{id}")).await;
        let of = |name: &str| list.attr("#rows .row-link", "href")[list.text("#rows .row-link").iter().position(|one| one == name).unwrap()].clone();
        let ada = app.visit(&of("Ada Quill")).await;
        assert!(ada.text("#sum tbody tr").iter().any(|row| row.contains("“PostgreSQL” Met 2 2") || row.contains("“PostgreSQL”Met22")), "{:?}", ada.text("#sum tbody tr"));
        assert_eq!(ada.attr("#req-3 .req", "aria-label"), ["Not stated"]);
        assert!(ada.text("#req-2 .mark")[0].eq_ignore_ascii_case("postgresql"));
        let cleo = app.visit(&of("Cleo Marsh")).await;
        assert!(cleo.text("#panel section").iter().any(|section| section.starts_with("To check") && section.contains("Avoid word “FREELANCE”")));
        let saved = app.submit(&ada, "#differ-3", &[("verdict", "met"), ("reason", "She told me")]).await;
        assert_eq!(app.follow(&saved).await.attr("#req-3 .req", "aria-label"), ["Met"], "a word can be overruled, too");
        let compare = app.visit(&format!("/positions/{id}/compare")).await;
        assert!(compare.text("#row-3 th")[0].contains("“night shifts”"));
        let described = app.visit(&format!("/positions/{id}/description")).await;
        assert!(described.text("main").concat().contains("Must-have word, weight 2"));

        let form = app.visit(&format!("/positions/{id}/requirements/edit")).await;
        assert_eq!(form.text("#must_words"), ["PostgreSQL night shifts"]);
        let many: String = (0..31).map(|n| format!("word{n}\n")).collect();
        let long = "x".repeat(81);
        let again = app.submit(&form, "#requirements", &[("must_words", &many), ("avoid_words", &long)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.text("#must_words-error"), ["A position takes 30 of these; these are 31."]);
        assert_eq!(again.text("#avoid_words-error"), ["Keep each word or phrase under 80 characters; one a line."]);
        assert_eq!(again.text("#avoid_words"), [long], "nothing typed is lost");
        let unlawful = app.submit(&form, "#requirements", &[("must_words", "female")]).await;
        assert_eq!(unlawful.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = &unlawful.text("#must_words-error")[0];
        assert!(told.starts_with("“female” cannot stand here. This asks about sex, which the law protects"), "{told}");
    }

    async fn a_preview_ranks_the_past_and_stores_nothing(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &["must: Rust"]).await;
        let letters = "ABCDEFGHIJKL";
        let names: Vec<String> = letters.chars().map(|letter| format!("{letter}ella {letter}ood")).collect();
        let people: Vec<(&str, &str)> = names.iter().enumerate().map(|(n, name)| (name.as_str(), if n < 6 { "PostgreSQL" } else { "Rust" })).collect();
        drop_cvs(&app, &rosa, &id, &people).await;
        app.run_jobs().await;
        let form = app.visit(&format!("/positions/{id}/requirements/edit")).await;
        let early = app.submit(&form, "#requirements", &[("do", "preview"), ("text-0", "PostgreSQL")]).await;
        assert_eq!(early.status, StatusCode::OK);
        assert!(early.text("#preview").concat().contains("Too few to judge"), "{:?}", early.text("#preview"));
        assert!(early.text("#preview").concat().contains("6 would have a higher fit, 6 a lower one; 12 would change"));
        assert_eq!(early.text("#text-0"), ["PostgreSQL"], "the form keeps what was typed");

        let list = app.visit(&format!("/positions/{id}")).await;
        let interview = recruitpro::hiring::stages::Stage::of_position(&app.app.db, &id).await.unwrap();
        let interview = &interview.iter().find(|stage| stage.name == "Interview").unwrap().id;
        for (name, href) in list.text("#rows .row-link").iter().zip(list.attr("#rows .row-link", "href")) {
            let page = app.visit(&href).await;
            let from = page.attr("[name=from]", "value")[0].clone();
            match letters.find(&name[..1]).unwrap() < 6 {
                true => app.post(&format!("{href}/stage"), &[("stage", interview), ("from", &from)]).await.location().to_owned(),
                false => app.post(&format!("{href}/rejection"), &[("reason", "No answer")]).await.location().to_owned(),
            };
        }
        let preview = app.submit(&form, "#requirements", &[("do", "preview"), ("text-0", "PostgreSQL")]).await;
        let told = preview.text("#preview").concat();
        assert!(told.contains("Of 36 pairs of someone who went on and someone rejected, 100% would stand in that order by fit; it is 0% today."), "{told}");
        assert!(told.contains("12 replayed; nothing is stored"), "{told}");
        let asked = recruitpro::hiring::requirements::of_position(&app.app.db, &id).await.unwrap();
        assert_eq!(asked[0].text, "Rust");
        assert!(!app.visit(&format!("/positions/{id}/rescreens")).await.has("ol .row-link"));
        let bad = app.submit(&form, "#requirements", &[("do", "preview"), ("text-0", &"x".repeat(600))]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn other_thresholds_sort_everyone_anew(app) {
        let maya = app.sign_in_as(Role::Admin).await;
        let id = three(&app, &maya, &["must: Rust", "must: PostgreSQL"]).await;
        let page = app.visit("/settings/workspace").await;
        app.submit(&page, "#workspace", &[("strong_from", "45"), ("potential_from", "20")]).await.location();
        app.run_jobs().await;
        let runs = app.visit(&format!("/positions/{id}/rescreens")).await;
        let run = app.visit(&runs.attr("ol .row-link", "href")[0]).await;
        assert_eq!(run.text("#changed + ul li"), ["Strong begins at 45, was 75; potential at 20, was 50."]);
        assert_eq!(run.text("tbody tr").len(), 1, "only Cleo crosses a line");
        assert!(run.text("tbody tr")[0].contains("Cleo Marsh") && run.text("tbody tr")[0].contains("Potential") && run.text("tbody tr")[0].contains("Strong"), "{:?}", run.text("tbody tr"));
        let page = app.visit("/settings/workspace").await;
        app.submit(&page, "#workspace", &[("name", "Elsewhere")]).await.location();
        app.run_jobs().await;
        assert_eq!(app.visit(&format!("/positions/{id}/rescreens")).await.attr("ol .row-link", "href").len(), 1, "another name moves nobody");
    }
}
