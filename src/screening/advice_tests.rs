use super::{AdviceKind, Ground, advice};

#[track_caller]
fn protected(text: &str, ground: Ground) {
    assert_eq!(advice(text).map(|a| a.kind), Some(AdviceKind::Protected(ground)), "{text}");
}

#[test]
fn protected_grounds_are_named_in_seven_languages() {
    for text in [
        "Under 30",
        "Maximum age 35",
        "Young, dynamic team player for a young team",
        "Between 25 and 35 years old",
        "Unter 30 Jahren",
        "Junges dynamisches Team",
        "Höchstens 35 Jahre alt",
        "Moins de 35 ans",
        "Jeune et dynamique",
        "Menor de 30 años",
        "Età massima 29 anni",
        "Jonger dan 30 jaar",
        "Idade máxima 30 anos",
        "Digital native",
    ] {
        protected(text, Ground::Age);
    }
    for text in ["Male candidates only", "Nur Frauen", "Uniquement des hommes", "Solo mujeres", "Must be a woman"] {
        protected(text, Ground::Sex);
    }
    for text in ["Unmarried", "Marital status: single", "Ledig, ohne Kinder", "Célibataire", "Estado civil soltero"] {
        protected(text, Ground::Family);
    }
    for text in [
        "Native English speaker",
        "German nationals only",
        "Deutsch als Muttersprache",
        "Madrelingua italiana",
        "Nationalité française",
    ] {
        protected(text, Ground::Origin);
    }
    for text in ["Practising Catholic", "Member of a Christian church", "Konfession evangelisch"] {
        protected(text, Ground::Religion);
    }
    for text in ["Able-bodied", "In perfect health", "No disabilities", "Kerngesund", "En bonne santé"] {
        protected(text, Ground::Disability);
    }
    for text in ["CV with photo", "Gepflegtes Äußeres", "Buena presencia", "Bella presenza"] {
        protected(text, Ground::Appearance);
    }
}

#[test]
fn the_law_and_a_way_out_are_named() {
    let told = advice("under 30").unwrap().message;
    for words in ["age", "2000/78/EC", "AGG", "Equality Act 2010", "ADEA", "years of experience"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn what_the_work_needs_may_be_asked() {
    for text in [
        "Five years of experience with young people",
        "At least 18 years old, as alcohol is served",
        "English at C2, native or near-native",
        "Native mobile development",
        "Cloud native applications",
        "Moins de 10 ans d'expérience",
        "Under 30 minutes response time in on-call duty",
        "Experience with a team of 30, up to 40 people",
        "Single sign-on",
        "Photo editing with Photoshop",
        "Religious education at secondary schools",
        "Occupational health and safety",
        "Knowledge of male and female anatomy",
        "Over 20 years of experience",
        "Race car engineering",
        "Teaching children aged between 5 and 11, all age groups",
        "Good health and safety practice",
        "Experience with photo editing, mit Bildbearbeitung",
        "Care of women in pregnancy",
        "Products of animal origin",
        "Teams of up to 40",
        "Family law",
        "German at B2",
        "Work permit for Germany",
        "Equal opportunity employer regardless of age, sex or religion",
        "Projektleiter (m/w/d)",
    ] {
        assert_eq!(advice(text), None, "{text}");
    }
}

#[test]
fn what_nobody_can_meet_is_said_so() {
    let told = advice("At least 5 years of experience, at most 2 years").unwrap();
    assert_eq!(told.kind, AdviceKind::Contradictory);
    assert_eq!(advice("– / ..").map(|a| a.kind), Some(AdviceKind::Empty));
    assert_eq!(advice(""), None, "an empty row is left out, not wrong");
    assert_eq!(advice("3 to 5 years of Rust"), None);
}
