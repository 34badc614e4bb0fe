//! The screening engine on CVs of invented people: what it reads, how it judges, and what it never does.

#[path = "screening/cvs.rs"]
mod cvs;
#[path = "screening/positions.rs"]
mod positions;

use chrono::NaiveDate;
use recruitpro::screening::*;

const ALL: [(&str, &str); 13] = [
    ("rail", cvs::RAIL),
    ("pastry", cvs::PASTRY),
    ("rust", cvs::RUST_ENGINEER),
    ("ward", cvs::WARD_MANAGER),
    ("controller", cvs::CONTROLLER),
    ("warehouse", cvs::WAREHOUSE),
    ("teacher", cvs::TEACHER),
    ("wind", cvs::WIND),
    ("german", cvs::GERMAN),
    ("french", cvs::FRENCH),
    ("injection", cvs::INJECTION),
    ("chinese", cvs::CHINESE),
    ("sidebar", cvs::SIDEBAR_FIRST),
];

fn today() -> NaiveDate {
    day(2025, 6)
}

fn day(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap()
}

fn read(text: &str) -> Cv {
    Cv::read(text, today())
}

fn run(cv: &str, position: &str) -> Screening {
    screen(&read(cv), &derive(position), Thresholds::default()).unwrap()
}

/// The judgement on one typed requirement.
fn judge(cv: &str, requirement: &str) -> Judgement {
    let position = Position {
        title: String::new(),
        location: String::new(),
        requirements: vec![requirement_from_line(requirement)],
    };
    screen(&read(cv), &position, Thresholds::default()).unwrap().verdicts.remove(0)
}

#[track_caller]
fn verdict(cv: &str, requirement: &str, wanted: Verdict) {
    let judged = judge(cv, requirement);
    assert_eq!(judged.verdict, wanted, "{requirement} ({:?}): {} {:?}", judged.category, judged.why, judged.evidence);
}

#[test]
fn a_rail_project_manager_is_strong_for_rail_and_low_for_pastry() {
    let rail = run(cvs::RAIL, positions::RAIL);
    assert_eq!(rail.overall_fit, OverallFit::Strong, "{rail:#?}");
    assert_eq!(rail.recommendation, Recommendation::Interview);
    let pastry = run(cvs::RAIL, positions::PASTRY);
    assert_eq!(pastry.overall_fit, OverallFit::Low, "{pastry:#?}");
    assert_eq!(pastry.recommendation, Recommendation::OtherRole);
    assert!(pastry.recommended_roles.iter().any(|r| r.contains("roject manager")), "{:?}", pastry.recommended_roles);
}

#[test]
fn a_pastry_chef_is_strong_for_pastry_and_low_for_rail() {
    let pastry = run(cvs::PASTRY, positions::PASTRY);
    assert_eq!(pastry.overall_fit, OverallFit::Strong, "{pastry:#?}");
    let rail = run(cvs::PASTRY, positions::RAIL);
    assert_eq!(rail.overall_fit, OverallFit::Low, "{rail:#?}");
    assert!(rail.fit < 25, "{rail:#?}");
}

#[test]
fn other_trades_fit_their_own_positions() {
    let rust = run(cvs::RUST_ENGINEER, positions::RUST);
    assert_eq!(rust.overall_fit, OverallFit::Strong, "{rust:#?}");
    let ward = run(cvs::WARD_MANAGER, positions::LIST);
    assert_eq!(ward.overall_fit, OverallFit::Strong, "{ward:#?}");
    for other in [cvs::PASTRY, cvs::CONTROLLER, cvs::WAREHOUSE] {
        assert_eq!(run(other, positions::RUST).overall_fit, OverallFit::Low);
        assert_eq!(run(other, positions::LIST).overall_fit, OverallFit::Low);
    }
}

#[test]
fn contacts_and_names_are_read() {
    for (text, name, email, phone) in [
        (cvs::RAIL, "Marta Oakhollow", "marta.oakhollow@example.org", "+44 7700 900118"),
        (cvs::PASTRY, "Julien Marchetti", "julien.marchetti@example.net", "07700 900 431"),
        (cvs::RUST_ENGINEER, "Ilse Vantongeren", "ilse@vantongeren.example", ""),
        (cvs::WARD_MANAGER, "Adaeze Brightwater", "adaeze.brightwater@example.org", "0115 496 0172"),
        (cvs::CONTROLLER, "Tobias Eichgrund", "tobias.eichgrund@example.com", "+49 151 23456789"),
        (cvs::WAREHOUSE, "Pawel Zarzecki", "pawel.zarzecki@example.org", "06 12 34 56 78"),
        (cvs::TEACHER, "Rosalind Thackeray-Moss", "r.thackeraymoss@example.org", "0117 496 0333"),
        (cvs::WIND, "Lars Hvidsten", "lars.hvidsten@example.dk", "+45 20 12 34 56"),
        (cvs::GERMAN, "Katharina Brückenau", "k.brueckenau@example.de", "0711 9876540"),
        (cvs::FRENCH, "Benoît LESAGE-TARDIEU", "benoit.lesage@example.fr", "06 11 22 33 44"),
        (cvs::CHINESE, "林晓岚", "xiaolan.lin@example.cn", "+86 138 0013 8000"),
        (cvs::SIDEBAR_FIRST, "Orla Fenwick", "orla.fenwick@example.ie", "+353 85 012 3456"),
    ] {
        let parsed = read(text).parsed;
        assert_eq!(parsed.name.as_deref(), Some(name));
        assert_eq!(parsed.emails, [email]);
        let phones: Vec<&str> = Some(phone).into_iter().filter(|p| !p.is_empty()).collect();
        assert_eq!(parsed.phones, phones, "{name}");
    }
}

#[test]
fn jobs_are_read_in_all_their_shapes() {
    type Row = (&'static str, &'static str, (i32, u32), Option<(i32, u32)>);
    let cases: [(&str, &[Row]); 9] = [
        (
            cvs::RAIL,
            &[
                ("Senior Project Manager", "Brackenfell Rail Ltd", (2017, 3), None),
                ("Project Manager", "Tarn & Holloway Infrastructure plc", (2010, 9), Some((2017, 2))),
                ("Assistant Project Engineer", "Tarn & Holloway Infrastructure plc", (2008, 7), Some((2010, 8))),
            ],
        ),
        (
            cvs::PASTRY,
            &[
                ("Head Pastry Chef", "The Gull & Lantern Hotel", (2019, 5), None),
                ("Pastry Chef de Partie", "Maison Aubrac", (2016, 1), Some((2019, 4))),
            ],
        ),
        (
            cvs::RUST_ENGINEER,
            &[
                ("Backend Engineer", "Quillmark BV", (2022, 2), None),
                ("Software Developer", "Noordzee Data NV", (2018, 9), Some((2022, 1))),
            ],
        ),
        (
            cvs::WARD_MANAGER,
            &[
                ("Ward Manager", "Trentside University Hospital", (2021, 1), None),
                ("Senior Staff Nurse", "Trentside University Hospital", (2016, 1), Some((2021, 12))),
                ("Staff Nurse", "Ashgrove General Hospital", (2013, 1), Some((2016, 12))),
            ],
        ),
        (
            cvs::CONTROLLER,
            &[
                ("FINANCIAL CONTROLLER", "Lindwurm Pumpen GmbH", (2016, 4), None),
                ("ACCOUNTANT", "Weissbach & Partner", (2011, 10), Some((2016, 3))),
            ],
        ),
        (
            cvs::WAREHOUSE,
            &[
                ("Warehouse Planner", "Maasvlakte Fulfilment B.V.", (2020, 8), None),
                ("Forklift Driver", "Delta Cold Storage", (2017, 1), Some((2020, 7))),
            ],
        ),
        (
            cvs::WIND,
            &[
                ("Lead Technician", "Skagen Offshore Service A/S", (2019, 6), Some((2025, 1))),
                ("Wind Turbine Technician", "Vestkyst Vind ApS", (2015, 3), Some((2019, 5))),
            ],
        ),
        (
            cvs::GERMAN,
            &[
                ("Projektleiterin Bahn", "Neckartal Bahntechnik GmbH", (2018, 4), None),
                ("Bauleiterin", "Schwarzbach Bau AG", (2012, 10), Some((2018, 3))),
            ],
        ),
        (
            cvs::FRENCH,
            &[
                ("Chef de projet signalisation", "Rhodania Rail", (2019, 3), None),
                ("Ingénieur travaux", "Valserine TP", (2014, 9), Some((2019, 2))),
            ],
        ),
    ];
    for (text, rows) in cases {
        let parsed = read(text).parsed;
        let found: Vec<_> = parsed
            .jobs
            .iter()
            .map(|j| (j.title.as_deref().unwrap_or(""), j.company.as_deref().unwrap_or(""), j.from, j.to, j.current))
            .collect();
        let wanted: Vec<_> = rows
            .iter()
            .map(|(title, company, from, to)| {
                (*title, *company, Some(day(from.0, from.1)), to.map(|t| day(t.0, t.1)), to.is_none())
            })
            .collect();
        assert_eq!(found, wanted);
    }
}

#[test]
fn years_languages_education_and_notice_are_read() {
    let rail = read(cvs::RAIL).parsed;
    assert_eq!(rail.experience_years, Some(17.0));
    assert_eq!(rail.notice_period.as_deref(), Some("three months"));
    assert_eq!(rail.location.as_deref(), Some("Leeds, United Kingdom"));
    assert_eq!(rail.headline.as_deref(), Some("Senior Rail Project Manager"));
    let degrees: Vec<_> = rail.education.iter().map(|e| e.degree.as_deref().unwrap_or("")).collect();
    assert_eq!(degrees, ["MSc Railway Engineering", "BEng Civil Engineering"]);
    assert_eq!(rail.education[0].institution.as_deref(), Some("University of Sheffield"));
    let certificates: Vec<_> = rail.certificates.iter().map(|c| c.name.as_str()).collect();
    assert!(certificates.iter().any(|c| c.contains("PRINCE2")), "{certificates:?}");

    let german = read(cvs::GERMAN).parsed;
    let spoken: Vec<_> = german.languages.iter().map(|l| (l.name.as_str(), l.level.as_deref())).collect();
    assert_eq!(spoken, [("German", Some("native")), ("English", Some("C1")), ("French", Some("A2"))]);
    assert_eq!(german.notice_period.as_deref(), Some("3 Monate zum Quartalsende"));
    assert_eq!(german.location.as_deref(), Some("Stuttgart"));

    let wind = read(cvs::WIND).parsed;
    let spoken: Vec<_> = wind.languages.iter().map(|l| (l.name.as_str(), l.level.as_deref())).collect();
    assert_eq!(spoken, [("Danish", Some("native")), ("English", Some("C1")), ("German", Some("A2"))]);
}

#[test]
fn every_quote_is_in_the_text_word_for_word() {
    for (name, text) in ALL {
        let characters: Vec<char> = text.chars().collect();
        for position in [positions::RAIL, positions::PASTRY, positions::RUST, positions::LIST] {
            for verdict in run(text, position).verdicts {
                let shown = matches!(verdict.verdict, Verdict::Met | Verdict::PartlyMet);
                assert!(!shown || !verdict.evidence.is_empty(), "{name}: {} without a quote", verdict.requirement);
                for quote in verdict.evidence {
                    let there: String = characters[quote.start..quote.end].iter().collect();
                    assert_eq!(there, quote.quote, "{name}");
                    assert_eq!(quote.quote.trim(), quote.quote, "{name}");
                    assert!(quote.quote.split_whitespace().count() <= 25, "{name}: {}", quote.quote);
                }
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_output() {
    for (name, text) in ALL {
        assert_eq!(run(text, positions::RAIL), run(text, positions::RAIL), "{name}");
    }
}

#[test]
fn text_addressed_to_a_machine_is_flagged_and_not_scored() {
    let screening = run(cvs::INJECTION, positions::RAIL);
    assert!(
        screening.red_flags.iter().any(|f| f.contains("Ignore all previous instructions")),
        "{:?}",
        screening.red_flags
    );
    assert_eq!(screening.overall_fit, OverallFit::Low);
    for verdict in &screening.verdicts {
        assert!(verdict.evidence.iter().all(|e| !e.quote.contains("rail project")), "{verdict:?}");
    }
    verdict(cvs::INJECTION, "ETCS", Verdict::NotStated);
    verdict(cvs::INJECTION, "PRINCE2", Verdict::NotStated);
}

#[test]
fn a_cv_in_an_unread_language_keeps_contacts_and_claims_nothing() {
    let screening = run(cvs::CHINESE, positions::RUST);
    assert!(screening.verdicts.iter().all(|v| v.verdict == Verdict::NotStated));
    assert_eq!(screening.red_flags, ["This CV is in a language the rules don't read."]);
}

#[test]
fn silence_is_not_failure() {
    verdict(cvs::RAIL, "Driving licence", Verdict::NotStated);
    verdict(cvs::PASTRY, "Master's degree in food science", Verdict::NotMet);
    verdict(cvs::WAREHOUSE, "French B2", Verdict::NotStated);
    let screening = run(cvs::RUST_ENGINEER, positions::LIST);
    assert!(screening.questions_to_ask.iter().any(|q| q.ends_with('?')));
}

#[test]
fn years_are_counted_in_what_was_asked() {
    verdict(cvs::RAIL, "10+ years of rail project management", Verdict::Met);
    verdict(cvs::RUST_ENGINEER, "3+ years of Rust", Verdict::Met);
    verdict(cvs::RUST_ENGINEER, "5+ years of Rust", Verdict::PartlyMet);
    verdict(cvs::RUST_ENGINEER, "10+ years of Rust", Verdict::NotMet);
    verdict(cvs::RUST_ENGINEER, "5 years of professional experience", Verdict::Met);
    verdict(cvs::PASTRY, "10 years of rail project management", Verdict::NotMet);
    verdict(cvs::TEACHER, "5 years' experience as a mathematics teacher", Verdict::Met);
    verdict(cvs::WARD_MANAGER, "Experience leading teams of at least 20 people", Verdict::Met);
    verdict(cvs::WIND, "Leading a team", Verdict::Met);
    verdict(cvs::GERMAN, "5 Jahre Erfahrung als Projektleiter Bahn", Verdict::Met);
    verdict(cvs::FRENCH, "5 ans d'expérience comme chef de projet ferroviaire", Verdict::Met);
}

#[test]
fn skills_know_synonyms_alternatives_and_neighbours() {
    verdict(cvs::RUST_ENGINEER, "Kubernetes", Verdict::Met);
    verdict(cvs::RUST_ENGINEER, "Kubernetes and Terraform", Verdict::Met);
    verdict(cvs::RUST_ENGINEER, "Kafka, NATS or similar", Verdict::Met);
    verdict(cvs::RUST_ENGINEER, "Kubernetes and Ansible", Verdict::PartlyMet);
    verdict(cvs::RUST_ENGINEER, "Salesforce", Verdict::NotStated);
    verdict(cvs::GERMAN, "ETCS", Verdict::Met);
    verdict(cvs::CONTROLLER, "IFRS reporting", Verdict::Met);
    verdict(cvs::WAREHOUSE, "Warehouse management system such as SAP EWM", Verdict::Met);
}

#[test]
fn degrees_certificates_and_languages_are_compared_by_level() {
    verdict(cvs::RUST_ENGINEER, "BSc in computer science", Verdict::Met);
    verdict(cvs::TEACHER, "PhD in mathematics", Verdict::NotMet);
    verdict(cvs::TEACHER, "Bachelor's degree in mathematics or physics", Verdict::Met);
    verdict(cvs::RAIL, "PRINCE2 or PMP", Verdict::Met);
    verdict(cvs::WIND, "GWO Basic Safety Training", Verdict::Met);
    verdict(cvs::WIND, "First aid certificate", Verdict::PartlyMet);
    verdict(cvs::RAIL, "German C2", Verdict::NotMet);
    verdict(cvs::RAIL, "German B1", Verdict::Met);
    verdict(cvs::WIND, "German B2", Verdict::NotMet);
    verdict(cvs::FRENCH, "Fluent French", Verdict::Met);
    verdict(cvs::FRENCH, "English C1 or German C1", Verdict::Met);
    verdict(cvs::RAIL, "Based in Leeds", Verdict::Met);
    verdict(cvs::RAIL, "Based in Germany", Verdict::NotMet);
    verdict(cvs::CHINESE, "Based in Leeds", Verdict::NotStated);
}

#[test]
fn a_job_description_becomes_single_requirements() {
    let position = derive(positions::RAIL);
    assert_eq!(position.title, "Senior Rail Project Manager");
    assert_eq!(position.location, "Leeds");
    let rows: Vec<_> = position.requirements.iter().map(|r| (r.text.as_str(), r.category, r.importance)).collect();
    assert_eq!(
        rows,
        [
            ("10+ years of rail project management", Category::Experience, Importance::Must),
            ("Experience with ETCS and possession planning", Category::Skill, Importance::Must),
            (
                "Degree in civil engineering, electrical engineering or a related field",
                Category::Qualification,
                Importance::Must
            ),
            ("PRINCE2 or PMP", Category::Certificate, Importance::Must),
            ("Experience leading teams of at least 10 people", Category::Experience, Importance::Must),
            ("Fluent English", Category::Language, Importance::Must),
            ("German B1 is a plus", Category::Language, Importance::Nice),
            ("Primavera P6", Category::Skill, Importance::Nice),
            ("NEC contracts", Category::Skill, Importance::Nice),
        ]
    );
    assert!(position.requirements.iter().all(|r| r.weight == if r.importance == Importance::Must { 3 } else { 1 }));
}

#[test]
fn descriptions_in_other_languages_and_shapes_are_read() {
    let german = derive(
        "Projektleiter Bahn (m/w/d)\n\nIhre Aufgaben\n- Leitung von Projekten\n\nIhr Profil\n- Abgeschlossenes Studium Bauingenieurwesen\n\
         - Mindestens 5 Jahre Erfahrung in der Projektleitung\n- Sehr gute Deutschkenntnisse\n- PRINCE2 von Vorteil\n\nWir bieten\n- Obstkorb",
    );
    let rows: Vec<_> = german.requirements.iter().map(|r| (r.category, r.importance)).collect();
    assert_eq!(
        rows,
        [
            (Category::Qualification, Importance::Must),
            (Category::Experience, Importance::Must),
            (Category::Language, Importance::Must),
            (Category::Skill, Importance::Nice),
        ]
    );
    assert_eq!(german.title, "Projektleiter Bahn");

    let prose = derive(
        "We are a small bakery by the sea. You have at least three years of experience as a pastry chef. You will make cakes. \
         HACCP training is required. French would be a plus.",
    );
    let texts: Vec<_> = prose.requirements.iter().map(|r| (r.text.as_str(), r.importance)).collect();
    assert_eq!(
        texts,
        [
            ("You have at least three years of experience as a pastry chef", Importance::Must),
            ("HACCP training is required", Importance::Must),
            ("French would be a plus", Importance::Nice),
        ]
    );
    assert!(derive("").requirements.is_empty());
}

#[test]
fn positions_are_read_from_files() {
    let toml = "title = \"Baker\"\nlocation = \"Ghent\"\n[[requirements]]\ntext = \"HACCP\"\n[[requirements]]\ntext = \"French\"\nimportance = \"nice\"\nweight = 2\n";
    let position = position_from_file("baker.toml", toml).unwrap();
    assert_eq!((position.title.as_str(), position.requirements.len()), ("Baker", 2));
    assert_eq!((position.requirements[1].importance, position.requirements[1].weight), (Importance::Nice, 2));
    let json = r#"{"title": "Baker", "requirements": ["HACCP", {"text": "French", "category": "language"}]}"#;
    assert_eq!(position_from_file("json", json).unwrap().requirements[1].category, Category::Language);
    let list = position_from_file("baker.txt", positions::LIST).unwrap();
    assert_eq!(list.requirements.len(), 5);
    assert_eq!(list.requirements[4].importance, Importance::Nice);
    let heavy = "[[requirements]]\ntext = \"HACCP\"\nweight = 9\n";
    assert!(matches!(position_from_file("x.toml", heavy), Err(PositionFileError::Weight { number: 1, weight: 9 })));
    assert!(matches!(position_from_file("x.md", ""), Err(PositionFileError::NoRequirements)));
}

#[test]
fn overruling_a_verdict_changes_the_sum() {
    let mut screening = run(cvs::RUST_ENGINEER, positions::RUST);
    let sum = FitSum::of(&screening.verdicts);
    assert_eq!(sum.fit, screening.fit);
    assert_eq!(sum.rows.len(), screening.verdicts.len());
    for verdict in &mut screening.verdicts {
        verdict.verdict = Verdict::NotMet;
    }
    let outcome = Outcome::of(&screening.verdicts, Thresholds::default(), &[]);
    assert_eq!(
        (outcome.fit, outcome.overall_fit, outcome.recommendation),
        (0, OverallFit::Low, Recommendation::Decline)
    );
}

#[test]
fn a_position_without_requirements_screens_nobody() {
    let position = Position { title: "Baker".to_string(), location: String::new(), requirements: Vec::new() };
    assert_eq!(screen(&read(cvs::PASTRY), &position, Thresholds::default()), None);
}

#[test]
fn odd_input_is_survived() {
    for text in [
        "",
        "\n\n\n",
        "😀😀😀",
        "a",
        "2019",
        "•",
        "- - -\n– – –",
        "Ⅻ ﬁ ß ẞ İ",
        "é\u{301}\u{301}",
        "|||\t|||",
        "-\n-\n-",
        "2019 –",
        "jusqu'",
        "Jan",
    ] {
        let screening = run(text, positions::RAIL);
        assert_eq!(screening.fit, 0, "{text:?}");
        derive(text);
        requirement_from_line(text);
    }
    let long = "word 2019 – 2020, Manager at Acme. ".repeat(3000);
    assert!(screen(&read(&long), &derive(positions::RAIL), Thresholds::default()).is_some());
}

#[test]
fn gaps_between_jobs_are_flagged() {
    let text = "Ann Elmcroft\nann@example.org\n\nExperience\nClerk, Reedmere Ltd, Jan 2020 - Present\nFiling.\n\nClerk, Otterburn Ltd, Jan 2012 - Dec 2016\nFiling.\n";
    let screening = run(text, positions::RAIL);
    assert_eq!(screening.red_flags, ["No job listed from December 2016 to January 2020 (36 months)."]);
}
