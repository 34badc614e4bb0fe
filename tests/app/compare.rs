//! Candidates beside each other.

use crate::{
    positions::{drop_cvs, position},
    support::*,
};

const ASKED: [&str; 3] = ["must: Rust", "must: PostgreSQL", "nice: Kafka"];
const PEOPLE: [(&str, &str); 5] = [
    ("Ada Quill", "Rust, PostgreSQL, Kafka"),
    ("Bea Stone", "Rust, PostgreSQL"),
    ("Cleo Marsh", "Rust"),
    ("Dora Lund", "PostgreSQL"),
    ("Edda Wood", "COBOL"),
];

/// A position with five people screened, and its address.
async fn five(app: &TestApp, owner: &User) -> String {
    let id = position(app, owner, "Engineer", &ASKED).await;
    drop_cvs(app, owner, &id, &PEOPLE).await;
    app.run_jobs().await;
    format!("/positions/{id}")
}

/// The applications' ids by fit.
async fn ids(app: &TestApp, position: &str) -> Vec<String> {
    let rows = app.visit(position).await.attr("#rows .row-link", "href");
    rows.iter().map(|href| href.trim_start_matches("/applications/").to_owned()).collect()
}

fn names(page: &Page) -> Vec<String> {
    page.text(".cmp thead .row-link")
}

both! {
    async fn the_best_stand_side_by_side_with_their_evidence(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let position = five(&app, &rosa).await;
        let page = app.visit(&format!("{position}/compare")).await;
        assert_eq!(page.text("h1"), ["Compare four candidates"]);
        assert_eq!(names(&page)[..2], ["Ada Quill", "Bea Stone"]);
        assert_eq!(page.text("#row-1 th"), ["1Rustweight 3"]);
        assert_eq!(page.text("#row-1 td:nth-of-type(1) .tip .mark"), [PEOPLE[0].1], "the words of the CV");
        assert_eq!(page.text("#row-3 td:nth-of-type(2) .clip-2"), ["Not in the CV"]);
        assert_eq!(page.text("#row-3 td:nth-of-type(1) .tip p:first-child"), ["Met1 of 1 points"], "{}", page.body);
        assert_eq!(page.attr("#row-1 td:nth-of-type(1) button", "aria-describedby"), page.attr("#row-1 td:nth-of-type(1) .tip", "id"));
        assert!(page.text(".cmp tbody tr:first-child td")[0].starts_with("100"), "{:?}", page.text(".cmp tbody tr:first-child td"));
        assert_eq!(page.text(".cmp .grp"), ["Must have", "Nice to have", "Practical"]);
    }

    async fn people_are_chosen_ordered_added_and_removed_in_the_address(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let position = five(&app, &rosa).await;
        let ids = ids(&app, &position).await;
        let page = app.visit(&format!("{position}/compare?with={}&with={}&with={}&with={}", ids[1], ids[0], ids[1], "nobody")).await;
        assert_eq!(names(&page), ["Bea Stone", "Ada Quill"], "once each, in the order asked for");
        assert!(!page.has("[title=Remove]"), "two are the least");
        let page = app.visit(&page.attr(".pop a[href*='/compare']", "href")[0]).await;
        assert_eq!(names(&page).len(), 3);
        let page = app.visit(&page.attr("[title='Move to the left']", "href")[0]).await;
        assert_eq!(names(&page)[..2], ["Ada Quill", "Bea Stone"]);
        let page = app.visit(&page.attr("[title=Remove]", "href")[0]).await;
        assert_eq!(names(&page)[0], "Bea Stone");

        let page = app.visit(&format!("{position}/compare?with={}", ids[4])).await;
        assert_eq!(names(&page), ["Edda Wood", "Ada Quill", "Bea Stone", &names(&page)[3]], "one is put beside the best");
        let many: String = (0..40).map(|n| format!("with=x{n}&")).collect();
        assert_eq!(names(&app.visit(&format!("{position}/compare?{many}")).await).len(), 4, "who is not there is passed over");
    }

    async fn differences_alone_can_be_shown(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let position = five(&app, &rosa).await;
        let ids = ids(&app, &position).await;
        let page = app.visit(&format!("{position}/compare?with={}&with={}", ids[0], ids[1])).await;
        let page = app.submit(&page, "#differences-form", &[("differences", "1")]).await;
        assert!(page.url.contains("differences=1"), "{}", page.url);
        assert!(!page.has("#row-1") && !page.has("#row-2") && page.has("#row-3"));
        assert!(page.text(".cmp .grp").contains(&"Two requirements on which all stand alike are left out".to_owned()), "{:?}", page.text(".cmp .grp"));
        assert!(page.attr(".pop a[href*='/compare']", "href").iter().all(|href| href.ends_with("differences=1")), "it stays while people change");
    }

    async fn a_colleagues_own_word_counts_and_moving_on_comes_back_here(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let position = five(&app, &rosa).await;
        let ids = ids(&app, &position).await;
        let candidate = app.visit(&format!("/applications/{}", ids[1])).await;
        assert!(app.visit(&candidate.attr("[data-hotkey=v]", "href")[0]).await.has("#row-3"));
        app.submit(&candidate, "#differ-3", &[("verdict", "met"), ("reason", "Ran it at Quill")]).await.location();
        let page = app.visit(&format!("{position}/compare?with={}&with={}", ids[0], ids[1])).await;
        assert_eq!(page.attr("#row-3 td:nth-of-type(2) .req", "aria-label"), ["Met"]);
        assert!(page.text("#row-3 td:nth-of-type(2) .tip")[0].contains("Rosa Recruits sees it so: Ran it at Quill"));
        let moved = app.submit(&page, &format!("form[action='/applications/{}/stage']", ids[0]), &[]).await;
        assert_eq!(moved.location(), page.url);
    }

    async fn a_reader_of_another_team_compares_and_changes_nothing(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let position = five(&app, &rosa).await;
        let other = app.browser();
        other.sign_in(&app.add_user("Olaf Other", Role::Recruiter).await).await;
        let page = other.visit(&format!("{position}/compare")).await;
        assert_eq!(page.text("h1"), ["Compare four candidates"]);
        assert!(!page.has(".cmp form"));
        assert_eq!(other.get("/positions/unheard-of/compare").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.browser().get(&format!("{position}/compare")).await.status, StatusCode::SEE_OTHER, "not without signing in");
    }

    async fn two_make_a_comparison(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &ASKED).await;
        let page = app.visit(&format!("/positions/{id}/compare")).await;
        assert_eq!(page.text(".empty h2"), ["Two make a comparison"]);
        drop_cvs(&app, &rosa, &id, &PEOPLE[..1]).await;
        app.run_jobs().await;
        assert!(app.visit(&format!("/positions/{id}/compare")).await.has(".empty"));
    }
}
