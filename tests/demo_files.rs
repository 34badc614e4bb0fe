//! The sample workspace: who is in it, and that their CV files are real, varied and the same each time.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use recruitpro::demo::cast::{self, FileKind, OutcomeKind, Workspace};
use recruitpro::demo::paper::{self, Block, Paper, Style};
use recruitpro::screening::Importance;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 9).expect("a date")
}

fn workspace() -> Workspace {
    cast::workspace(today())
}

#[test]
fn there_are_three_projects_eight_positions_and_a_hundred_and_twenty_people() {
    let workspace = workspace();
    let titles: Vec<&str> =
        workspace.projects.iter().flat_map(|project| &project.positions).map(|position| position.title).collect();

    assert_eq!(workspace.projects.len(), 3);
    assert_eq!(workspace.people.len(), 120);
    let asked = [
        "Senior rail project manager",
        "Senior backend engineer (Rust)",
        "Ward manager, cardiology",
        "Pastry chef",
        "Warehouse and logistics planner",
        "Financial controller",
        "Secondary mathematics teacher",
        "Wind turbine technician",
    ];
    assert_eq!(HashSet::from(asked), titles.into_iter().collect());
}

#[test]
fn users_have_roles_and_projects_have_teams() {
    let workspace = workspace();
    let roles: Vec<&str> = workspace.users.iter().map(|user| user.role).collect();

    assert_eq!(roles, ["super_admin", "admin", "recruiter", "recruiter", "recruiter"]);
    assert!(workspace.users.iter().all(|user| user.email.ends_with(".example")));
    for project in &workspace.projects {
        assert!(!project.team.is_empty() && project.team.iter().all(|&user| user < workspace.users.len()));
    }
}

#[test]
fn positions_are_fully_described() {
    for position in workspace().projects.iter().flat_map(|project| &project.positions) {
        let words = position.description.split_whitespace().count();
        assert!((180..=300).contains(&words), "{}: {words} words", position.title);
        for heading in ["## What you will do", "## What you bring", "## Nice to have", "## What you get"] {
            assert!(position.description.contains(heading), "{}: no {heading}", position.title);
        }
        assert!((7..=9).contains(&position.requirements.len()), "{}", position.title);
        assert!(position.requirements.iter().all(|requirement| (1..=5).contains(&requirement.weight)));
        assert!(position.requirements.iter().any(|requirement| requirement.importance == Importance::Nice));
        assert!(position.salary.from > 0 && position.salary.from < position.salary.to);
        assert_eq!(position.salary.currency.len(), 3);
        assert!(position.openings > 0 && position.opened_days_ago > 0);
    }
}

#[test]
fn nobody_shares_an_address_a_number_or_a_file_name() {
    let people = workspace().people;
    let distinct = |values: Vec<String>| values.into_iter().collect::<HashSet<_>>().len();

    assert_eq!(distinct(people.iter().map(|person| person.email.clone()).collect()), 120);
    assert_eq!(distinct(people.iter().map(|person| person.phone.clone()).collect()), 120);
    assert_eq!(distinct(people.iter().map(|person| person.name.clone()).collect()), 120);
    assert_eq!(distinct(people.iter().map(|person| person.file().0).collect()), 120);
    assert!(people.iter().all(|person| person.email.ends_with(".example") && person.email.is_ascii()));
}

#[test]
fn every_stage_is_populated_and_people_left_on_the_way() {
    let workspace = workspace();
    let mut reached: BTreeMap<&str, HashMap<&str, usize>> = BTreeMap::new();
    let mut outcomes = HashMap::new();
    for application in workspace.people.iter().flat_map(|person| &person.applications) {
        match &application.outcome {
            None => *reached.entry(application.position).or_default().entry(application.stage).or_default() += 1,
            Some(outcome) => {
                assert!(!outcome.reason.is_empty());
                *outcomes.entry((application.position, outcome.kind == OutcomeKind::Rejected)).or_insert(0) += 1;
            }
        }
    }

    assert_eq!(reached.len(), 8);
    let all_stages = ["New", "Screening", "Shortlisted", "Interview", "Offer", "Hired"];
    let full = reached.values().filter(|stages| all_stages.iter().all(|stage| stages.contains_key(stage)));
    assert!(full.count() >= 5, "{reached:?}");
    for (position, stages) in &reached {
        assert!(all_stages[..5].iter().all(|stage| stages.contains_key(stage)), "{position}: {stages:?}");
        assert!(outcomes.contains_key(&(*position, true)), "nobody was rejected for {position}");
        assert!(outcomes.contains_key(&(*position, false)), "nobody withdrew from {position}");
    }
}

#[test]
fn history_runs_forward_and_begins_after_the_position_opened() {
    let workspace = workspace();
    let positions = || workspace.projects.iter().flat_map(|project| &project.positions);
    for person in &workspace.people {
        assert!(!person.applications.is_empty(), "{} applies for nothing", person.name);
        assert!(person.notes.len() <= 3 && person.notes.iter().all(|note| note.author < workspace.users.len()));
        for application in &person.applications {
            let position = positions().find(|position| position.title == application.position).expect("a position");
            assert!(application.applied_days_ago < position.opened_days_ago, "{}", person.name);
            let days: Vec<u32> = application.steps.iter().map(|step| step.days_ago).collect();
            assert!(days.is_sorted_by(|earlier, later| earlier >= later), "{}: {days:?}", person.name);
            assert_eq!(application.steps.first().map(|step| step.days_ago), Some(application.applied_days_ago));
            assert_eq!(application.steps.last().map(|step| step.stage), Some(application.stage));
            let project = workspace
                .projects
                .iter()
                .find(|project| project.positions.iter().any(|position| position.title == application.position));
            assert!(project.is_some_and(|project| project.team.contains(&application.owner)));
        }
    }
}

#[test]
fn files_are_what_their_names_say_and_the_same_each_time() {
    let (people, again) = (workspace().people, workspace().people);
    for (person, twin) in people.iter().zip(&again) {
        let (name, bytes) = person.file();
        assert_eq!((&name, &bytes), (&twin.file().0, &twin.file().1), "{name} differs from run to run");
        match person.kind {
            FileKind::Pdf => {
                assert!(name.ends_with(".pdf") && bytes.starts_with(b"%PDF-1.7"), "{name}");
                assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "{name}");
            }
            FileKind::Docx => {
                assert!(name.ends_with(".docx") && bytes.starts_with(b"PK\x03\x04"), "{name}");
                let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip file");
                let document = package.by_name("word/document.xml").expect("a document");
                let xml = std::io::read_to_string(document).expect("text");
                assert!(xml.ends_with("</w:document>") && xml.contains(person.name.split(' ').next().unwrap_or("?")));
            }
        }
    }
    let documents = people.iter().filter(|person| person.kind == FileKind::Docx).count();
    assert!((30..=45).contains(&documents), "{documents} of 120 are DOCX");
    assert_eq!(people.iter().map(|person| person.style).collect::<HashSet<_>>().len(), Style::ALL.len());
}

#[test]
fn papers_have_no_holes() {
    let crowd = (0..400).map(|index| cast::crowd(11, index));
    for paper in workspace().people.iter().map(|person| person.paper()).chain(crowd) {
        let text = paper::text(&paper);
        assert!(!text.contains(['{', '}']), "{}: an unfilled phrase in\n{text}", paper.name);
        assert!(!paper.headline.is_empty(), "{} has no headline", paper.name);
        assert!(paper.sections.len() >= 3, "{text}");
        for entry in entries(&paper) {
            assert!(!entry.title.is_empty() && !entry.dates.is_empty(), "{text}");
        }
    }
}

#[test]
fn dates_follow_the_day_of_the_demo() {
    let later = NaiveDate::from_ymd_opt(2029, 3, 9).expect("a date");
    for (now, then) in workspace().people.iter().zip(cast::workspace(later).people) {
        let (now, then) = (now.paper(), then.paper());
        assert_eq!(now.name, then.name);
        assert_eq!(last_year(&now) + 3, last_year(&then), "{}", now.name);
    }
}

#[test]
fn strong_people_say_what_the_position_asks_for() {
    let people = workspace().people;
    let text = |name: &str| {
        let person = people.iter().find(|person| person.name == name).expect("a person");
        paper::text(&person.paper())
    };

    let rail = text("Katarína Vlčková");
    assert!(rail.contains("ETCS") && rail.contains("FIDIC") && rail.contains("German"), "{rail}");
    assert!(rail.contains("PMP") || rail.contains("PRINCE2"), "{rail}");
    let baker = text("Jannik Lorenzen");
    assert!(!baker.contains("ETCS") && !baker.contains("PRINCE2"), "{baker}");
    assert!(text("Matthias Haller").contains("Berufserfahrung"));
    assert!(text("Lucie Morel").contains("Expérience"));
}

#[test]
fn a_crowd_is_endless_different_and_repeatable() {
    let crowd: Vec<Paper> = (0..2000).map(|index| cast::crowd(7, index)).collect();

    let emails: HashSet<&str> = crowd.iter().map(|paper| paper.email.as_str()).collect();
    let phones: HashSet<&str> = crowd.iter().map(|paper| paper.phone.as_str()).collect();
    let texts: HashSet<String> = crowd.iter().map(paper::text).collect();
    assert_eq!((emails.len(), phones.len(), texts.len()), (2000, 2000, 2000));
    assert_eq!(crowd[1234], cast::crowd(7, 1234));
    assert_ne!(crowd[1234], cast::crowd(8, 1234));
    assert!(cast::crowd(7, u64::MAX).email.ends_with(".example"));
}

#[test]
fn odd_papers_become_valid_files() {
    let endless = "word ".repeat(20_000);
    let section = |block| paper::Section { heading: "Ą & <b>".into(), aside: true, blocks: vec![block] };
    let papers = [
        Paper::default(),
        Paper {
            name: "漢字 ﷽ Łódź".into(),
            email: "x".repeat(300),
            sections: vec![section(Block::Paragraph(endless)), section(Block::Entry(paper::Entry::default()))],
            ..Paper::default()
        },
    ];
    for paper in &papers {
        for style in Style::ALL {
            assert!(paper::pdf(paper, style).starts_with(b"%PDF"));
            let package = zip::ZipArchive::new(std::io::Cursor::new(paper::docx(paper, style))).expect("a zip file");
            assert_eq!(package.len(), 7);
        }
    }
}

fn entries(paper: &Paper) -> impl Iterator<Item = &paper::Entry> {
    paper.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Entry(entry) => Some(entry),
        _ => None,
    })
}

/// The latest year named in the dates of a paper's entries, or the day's own where something goes on.
fn last_year(paper: &Paper) -> i32 {
    let years = entries(paper).flat_map(|entry| {
        let digits: Vec<i32> = entry
            .dates
            .split(|letter: char| !letter.is_ascii_digit())
            .filter(|digits| digits.len() == 4)
            .filter_map(|digits| digits.parse().ok())
            .collect();
        digits
    });
    years.max().unwrap_or(today().year())
}
