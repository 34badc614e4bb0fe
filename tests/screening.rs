//! The screening engine on CVs of invented people: what it reads, how it judges, and what it never does.

#[path = "screening/cvs.rs"]
mod cvs;
#[path = "screening/denying.rs"]
mod denying;
#[path = "screening/deriving.rs"]
mod deriving;
#[path = "screening/guarding.rs"]
mod guarding;
#[path = "screening/odd.rs"]
mod odd;
#[path = "screening/positions.rs"]
mod positions;
#[path = "screening/reading.rs"]
mod reading;

use chrono::NaiveDate;
use recruitpro::screening::*;

const ALL: [(&str, &str); 14] = [
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
    ("linkedin", cvs::LINKEDIN),
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

fn standing(cv: &str) -> Standing {
    Standing::of(&run(cv, positions::RUST), &read(cv), &derive(positions::RUST))
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
    assert_eq!(rail.overall_fit, Some(OverallFit::Strong), "{rail:#?}");
    assert_eq!(rail.recommendation, Some(Recommendation::Interview));
    let pastry = run(cvs::RAIL, positions::PASTRY);
    assert_eq!(pastry.overall_fit, Some(OverallFit::Low), "{pastry:#?}");
    assert_eq!(pastry.recommendation, Some(Recommendation::OtherRole));
    assert!(pastry.recommended_roles.iter().any(|r| r.contains("roject manager")), "{:?}", pastry.recommended_roles);
}

#[test]
fn a_pastry_chef_is_strong_for_pastry_and_low_for_rail() {
    let pastry = run(cvs::PASTRY, positions::PASTRY);
    assert_eq!(pastry.overall_fit, Some(OverallFit::Strong), "{pastry:#?}");
    let rail = run(cvs::PASTRY, positions::RAIL);
    assert_eq!(rail.overall_fit, Some(OverallFit::Low), "{rail:#?}");
    assert!(rail.fit < Some(25), "{rail:#?}");
}

#[test]
fn other_trades_fit_their_own_positions() {
    let rust = run(cvs::RUST_ENGINEER, positions::RUST);
    assert_eq!(rust.overall_fit, Some(OverallFit::Strong), "{rust:#?}");
    let ward = run(cvs::WARD_MANAGER, positions::LIST);
    assert_eq!(ward.overall_fit, Some(OverallFit::Strong), "{ward:#?}");
    for other in [cvs::PASTRY, cvs::CONTROLLER, cvs::WAREHOUSE] {
        assert_eq!(run(other, positions::RUST).overall_fit, Some(OverallFit::Low));
        assert_eq!(run(other, positions::LIST).overall_fit, Some(OverallFit::Low));
    }
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
    assert_eq!(screening.overall_fit, Some(OverallFit::Low));
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
    assert_eq!((screening.fit, screening.overall_fit, screening.recommendation), (None, None, None));
    assert!(screening.questions_to_ask.is_empty() && screening.recommended_roles.is_empty(), "{screening:?}");
    let json = serde_json::to_value(&screening).unwrap();
    assert_eq!((&json["fit"], &json["recommendation"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    let (stranger, known) = (standing(cvs::CHINESE), standing(cvs::PASTRY));
    assert_eq!(known.best_first(&stranger), std::cmp::Ordering::Less, "who could not be read comes last");
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
fn overruling_a_verdict_changes_the_sum() {
    let mut screening = run(cvs::RUST_ENGINEER, positions::RUST);
    let sum = FitSum::of(&screening.verdicts);
    assert_eq!(Some(sum.fit), screening.fit);
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
        assert_eq!(screening.fit, Some(0), "{text:?}");
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
