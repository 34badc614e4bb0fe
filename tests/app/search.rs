//! Finding people by words: the same on both databases, whatever is typed.

use crate::{
    positions::position,
    support::*,
    uploads::{text_cv, upload},
};
use recruitpro::{
    hiring::search,
    platform::db::{Run, sql},
};

use Expected::*;

enum Expected {
    /// These, in any order, and nobody else.
    Only(&'static [&'static str]),
    /// This one before all others.
    First(&'static str),
    /// These are on the first page.
    Has(&'static [&'static str]),
    /// Somebody, but not these.
    Without(&'static [&'static str]),
    Nobody,
}

/// Written down before the first of them was asked, over the sample workspace.
const QUESTIONS: [(&str, Expected); 32] = [
    ("Friederike Ahlers", Only(&["Friederike Ahlers"])),
    ("ahlers", First("Friederike Ahlers")),
    ("ozturk", First("Murat Öztürk")),
    ("Öztürk", First("Murat Öztürk")),
    ("wojciechowska", First("Aleksandra Wojciechowska")),
    ("Wojciechovska", First("Aleksandra Wojciechowska")),
    ("hinterser", First("Paula Hinterseer")),
    ("Vlckova", First("Katarína Vlčková")),
    ("name:anton", First("Anton Winkler")),
    ("O'Malley", First("Kieran O'Malley-Duff")),
    ("solveig bjarnadottir", Only(&["Solveig Bjarnadóttir"])),
    ("bjarna*", Only(&["Solveig Bjarnadóttir"])),
    ("rust kafka postgresql \"open source\"", Has(&["Lucie Morel"])),
    ("\"moteur de réservation\"", Only(&["Lucie Morel"])),
    ("insuffisance cardiaque", Only(&["Elodie Rousset"])),
    ("telemetrie", Has(&["Elodie Rousset"])),
    ("company:Stayfinch rust kafka", Has(&["Lucie Morel"])),
    ("employer:\"Severn Vale\" location:bristol", Has(&["Elodie Rousset"])),
    ("location:Bristol language:French", Has(&["Elodie Rousset", "Margaux Delacroix"])),
    ("location:lisbon", Has(&["Emeka Nwachukwu"])),
    ("yoruba", Has(&["Babatunde Olaniyan"])),
    ("igbo", Has(&["Emeka Nwachukwu"])),
    ("swahili -location:bristol", Without(&["Grace Achieng-Moore", "Wanjiru Kamau"])),
    ("swahili OR igbo", Has(&["Mercy Wambui", "Emeka Nwachukwu", "Grace Achieng-Moore", "Wanjiru Kamau"])),
    ("(igbo OR swahili) location:Berlin", Only(&["Mercy Wambui"])),
    ("haller OR winkler OR kohl", Has(&["Matthias Haller", "Anton Winkler", "Andreas Kohl"])),
    ("position:\"Senior rail project manager\" haller", First("Matthias Haller")),
    ("title:infirmière", Only(&["Elodie Rousset"])),
    ("skill:Rust -kafka", Without(&["Lucie Morel"])),
    ("stage:rejected -stage:hired", Without(&[])),
    ("kubernetes AND", Without(&[])),
    ("qqqzzz", Nobody),
];

fn address(question: &str) -> String {
    format!("/candidates?q={}", recruitpro::web::forms::encoded(question))
}

#[tokio::test]
async fn thirty_questions_find_who_they_should_and_the_same_on_both_databases() {
    let mut answers: Vec<Vec<Vec<String>>> = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(app) = TestApp::start(engine).await else { continue };
        let owner = app.set_up().await;
        recruitpro::demo::load(&app.app, &owner).await.unwrap();
        app.sign_in(&owner).await;
        let mut wrong = Vec::new();
        let mut answer = Vec::new();
        for (question, expected) in &QUESTIONS {
            let page = app.visit(&address(question)).await;
            let names = page.text("#results .row-link");
            let has = |name: &&str| names.iter().any(|found| found == name);
            let is_right = match expected {
                Only(people) => names.len() == people.len() && people.iter().all(has),
                First(person) => names.first().is_some_and(|found| found == person),
                Has(people) => people.iter().all(has),
                Without(people) => !names.is_empty() && !people.iter().any(has),
                Nobody => names.is_empty() && page.has(".empty"),
            };
            if !is_right {
                wrong.push(format!("{question}: {names:?}"));
            }
            answer.push([names, page.text("#facets label"), page.text("#results mark")].concat());
        }
        assert!(wrong.is_empty(), "{engine:?}\n{}", wrong.join("\n"));
        answers.push(answer);
    }
    if let [sqlite, postgres] = &answers[..] {
        for ((one, other), (question, _)) in sqlite.iter().zip(postgres).zip(&QUESTIONS) {
            assert_eq!(one, other, "{question}");
        }
    }
}

async fn two_people(app: &TestApp) -> String {
    let rosa = app.sign_in_as(Role::Recruiter).await;
    let id = position(app, &rosa, "Engineer", &["must: Rust"]).await;
    upload(app, &id, &[("ada.txt", &text_cv("Ada Quill")), ("zoe.txt", &text_cv("Zoë Müller"))]).await;
    app.run_jobs().await;
    id
}

async fn names(app: &TestApp, question: &str) -> Vec<String> {
    app.visit(&address(question)).await.text("#results .row-link")
}

both! {
    async fn a_cv_a_note_and_a_move_are_found_at_once(app) {
        let id = two_people(&app).await;
        assert_eq!(names(&app, "muller").await, ["Zoë Müller"]);
        assert_eq!(names(&app, "ledger kubernetes").await.len(), 2);
        let page = app.visit(&address("ledger -zoe")).await;
        assert_eq!(page.text("#results .row-link"), ["Ada Quill"]);
        assert_eq!(page.text("#results mark"), ["ledger"]);
        assert_eq!(page.text("#res"), ["1 candidate"]);

        let ada = page.attr("#results .row-link", "href")[0].clone();
        let notes = app.visit(&format!("{ada}/activity")).await;
        app.submit(&notes, "#new-note", &[("body", "Prefers zebras & night trains")]).await;
        let page = app.visit(&address("note:zebras")).await;
        assert_eq!(page.text("#results mark"), ["zebras"]);
        assert_eq!(names(&app, "zebras night").await, ["Ada Quill"]);

        assert_eq!(names(&app, "stage:new").await.len(), 2);
        app.post(&format!("{ada}/rejection"), &[("reason", "Too far away")]).await;
        assert_eq!(names(&app, "stage:rejected position:engin source:\"job fair\"").await, Vec::<String>::new());
        assert_eq!(names(&app, "stage:rejected position:engineer source:\"job fair\"").await, ["Ada Quill"]);
        assert_eq!(names(&app, "stage:new OR note:zebras").await.len(), 2);
        assert_eq!(names(&app, "NOT stage:new").await, ["Ada Quill"]);
        let facets = app.visit(&address("ledger")).await.text("#facets label");
        assert!(facets.contains(&"Rejected 1".to_owned()) && facets.contains(&"New 1".to_owned()), "{facets:?}");

        let form = app.visit(&format!("/positions/{id}/edit")).await;
        app.submit(&form, "#position", &[("title", "Ledger engineer")]).await;
        let facets = app.visit(&address("ledger")).await.text("#facets label");
        assert!(facets.contains(&"Ledger engineer 2".to_owned()), "{facets:?}");
    }

    async fn results_are_narrowed_by_whole_values(app) {
        two_people(&app).await;
        let page = app.visit(&address("backend")).await;
        let facets = page.text("#facets label");
        for facet in ["Rust 2", "Kubernetes 2", "Lisbon, Portugal 2", "Engineer 2", "New 2", "Job fair 2"] {
            assert!(facets.contains(&facet.to_owned()), "{facet}: {facets:?}");
        }
        let both = app.submit(&page, "#search", &[("skill", "Rust"), ("stage", "New")]).await;
        assert_eq!(both.text("#results .row-link").len(), 2);
        assert_eq!(both.text("#results .filter"), ["Rust , remove", "New , remove"]);
        let without = app.visit(&both.attr("#results .filter", "href")[0]).await;
        assert_eq!(without.text("#results .filter"), ["New , remove"]);
        let none = app.visit("/candidates?q=backend&skill=Rus&years=0&source=Job+fair").await;
        assert!(none.has(".empty"));
        assert!(none.has("#facets [name=skill][value=Rus][checked]"), "what was chosen stays to be unchosen");
    }

    async fn names_are_found_in_spite_of_slips(app) {
        two_people(&app).await;
        for slip in ["Quil", "qiull", "Mueller", "Muler", "quilll"] {
            let page = app.visit(&address(slip)).await;
            assert_eq!(page.text("#results .row-link").len(), 1, "{slip}");
            assert!(page.body.contains("spelled a little differently"), "{slip}");
        }
        assert_eq!(names(&app, "xyzq").await, Vec::<String>::new());
    }

    async fn nothing_typed_breaks_it(app) {
        two_people(&app).await;
        let long = "word ".repeat(2_000);
        let deep = format!("{}ledger", "(".repeat(500));
        for hostile in [
            "'; DROP TABLE candidates; --", "\" OR 1=1", "ledger\u{0}", "*", "a*", "-", "NOT", "()", ")(", "AND OR NOT", "name:", "name:(", ":::",
            "<script>alert(1)</script>", "\\", "%", "facet:0all", "0all", "{name} : ada", "ada <-> quill", "'ada':*", "NEAR(ada quill)", "^ada",
            "\u{202e}ada", "👩‍💻", "北京", "name:(ada OR -(quill AND (stage:new)))", "-stage:new -ledger", "stage:nowhere OR ada", &long, &deep,
        ] {
            let page = app.visit(&address(hostile)).await;
            assert!(page.has("#search"), "{hostile}");
            assert!(!page.body.contains("<script>alert"));
        }
        let page = app.visit(&address("ledger OR (\"open")).await;
        assert_eq!(page.text("#search-remarks li").len(), 2);
        assert_eq!(page.text("#results .row-link").len(), 2, "the rest is searched for all the same");
        assert_eq!(app.visit("/candidates?q=ledger&page=0&years=x&nonsense=1").await.status, StatusCode::OK);
        assert!(app.visit("/candidates?q=ledger&page=99999999999999999999").await.has("#results"));
        assert!(app.visit("/candidates?q=ledger&page=900").await.has(".empty"));
    }

    async fn pages_hold_twenty_each_once(app) {
        let rosa = app.sign_in_as(Role::Recruiter).await;
        let id = position(&app, &rosa, "Engineer", &[]).await;
        let cvs: Vec<(String, Vec<u8>)> = (0..45).map(|n| (format!("cv{n}.txt"), text_cv(&format!("Person {}{}", (b'A' + n / 26) as char, (b'a' + n % 26) as char)))).collect();
        let files: Vec<(&str, &[u8])> = cvs.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        upload(&app, &id, &files).await;
        app.run_jobs().await;
        let mut page = app.visit(&address("ledger")).await;
        assert_eq!(page.text("#res"), ["45 candidates"]);
        let mut everyone = page.text("#results .row-link");
        while let Some(next) = page.attr("[rel=next]", "href").first() {
            page = app.visit(next).await;
            everyone.extend(page.text("#results .row-link"));
        }
        assert_eq!(page.text(".pages .num"), ["41–45 of 45"]);
        everyone.sort();
        everyone.dedup();
        assert_eq!(everyone.len(), 45);
    }

    async fn whoever_came_before_the_index_is_found_after_a_restart(app) {
        two_people(&app).await;
        let mut tx = app.app.db.begin().await.unwrap();
        tx.run(sql("DELETE FROM search_entries")).await.unwrap();
        tx.run(sql("DELETE FROM search_trigrams")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&app, "ledger").await, Vec::<String>::new());
        search::catch_up(&app.app.db).await.unwrap();
        app.run_jobs().await;
        assert_eq!(names(&app, "ledger").await.len(), 2);
        assert_eq!(names(&app, "stage:new muler").await.len(), 1);
    }

    async fn whoever_is_forgotten_leaves_nothing_to_find(app) {
        two_people(&app).await;
        let ada: (String,) = app.app.db.one(sql("SELECT id FROM candidates WHERE name = 'Ada Quill'")).await.unwrap();
        let mut tx = app.app.db.begin().await.unwrap();
        search::forget(&mut tx, &ada.0).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&app, "ledger").await, ["Zoë Müller"]);
        let left: (i64,) = app.app.db.one(sql("SELECT COUNT(*) FROM search_trigrams WHERE word = 'quill'")).await.unwrap();
        assert_eq!(left.0, 0);
    }

    async fn searching_is_for_those_signed_in(app) {
        app.set_up().await;
        assert_eq!(app.get(&address("ada")).await.status, StatusCode::SEE_OTHER);
    }
}
