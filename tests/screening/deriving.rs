//! Positions from job descriptions and files.

use super::*;

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

/// A description whose must section has this heading, between duties and what is nice to have.
fn under(heading: &str) -> String {
    format!(
        "Ward manager, cardiology\n\nWe run a hospital.\n\nYour tasks\n- Lead 20 nurses\n\n{heading}\n- Registered nurse\n- Five years in cardiology\n- English at C1\n\nNice to have\n- ILS certificate\n\nWe offer\n- A company bike\n"
    )
}

#[test]
fn what_is_asked_is_found_under_any_heading() {
    for heading in [
        "What we ask",
        "What we ask for",
        "You",
        "You will have",
        "You have",
        "You bring",
        "Minimum requirements",
        "Skills & Experience",
        "## Skills & Experience",
        "The ideal candidate",
        "We expect",
        "We expect:",
        "Wir erwarten",
        "Wir suchen",
        "Das bringen Sie mit",
        "Ihr Profil",
        "Ce que nous attendons",
        "Profil recherché",
        "Qué pedimos",
        "Requisitos obrigatórios",
        "Requisitos mínimos",
        "Cosa chiediamo",
        "Wat wij vragen",
        "Jouw profiel",
        "To thrive in this ward",
        "### In a nutshell",
        "**Our shopping list**",
    ] {
        let found = derive(&under(heading));
        let rows: Vec<_> = found.requirements.iter().map(|r| (r.text.as_str(), r.importance)).collect();
        let texts = [
            ("Registered nurse", Importance::Must),
            ("Five years in cardiology", Importance::Must),
            ("English at C1", Importance::Must),
            ("ILS certificate", Importance::Nice),
        ];
        assert_eq!(rows, texts, "{heading}");
    }
}

#[test]
fn lists_under_unknown_headings_are_judged_by_their_lines_or_named() {
    let jd = "Baker\n\nRequirements\n- HACCP\n- Three years of baking\n\nA typical night\n- Bake 400 loaves\n- Clean the oven\n\nWhy people stay\n- 30 days of holiday\n- Free parking\n\nOdds and ends\n- Sourdough Saturdays\n- Flour everywhere\n";
    let (position, remarks) = derive_with_remarks(jd);
    let texts: Vec<_> = position.requirements.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(texts, ["HACCP", "Three years of baking"]);
    assert_eq!(remarks, ["Left out: the list under “Odds and ends”. Add from it what you ask for."]);
}

#[test]
fn headings_adverts_and_repetitions_are_no_requirements() {
    let prose = derive(
        "We are looking for a pastry chef in Hamburg. You have three years of experience as a pastry chef. HACCP training is required.",
    );
    let texts: Vec<_> = prose.requirements.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(texts, ["You have three years of experience as a pastry chef", "HACCP training is required"]);

    let twice = derive("Baker\n\nYou bring\n- Knowledge of HACCP and hygiene\n- Hygiene and HACCP knowledge\n");
    let same = twice.requirements.iter().filter(|r| r.text.contains("HACCP")).count();
    assert_eq!(same, 1, "{:?}", twice.requirements);
}
