//! How one person writes a CV: their headings, their dates, the order they tell things in.

use chrono::NaiveDate;

use super::chance::Chance;

/// The manner of one CV, thrown once and kept throughout it.
pub struct Habits {
    dates: u32,
    headings: u32,
    languages: u32,
    pub education_first: bool,
    pub skills_first: bool,
    pub skills_in_a_line: bool,
    pub summary: bool,
    pub interests: bool,
}

#[derive(Clone, Copy)]
pub enum Heading {
    Summary,
    Experience,
    Education,
    Skills,
    Certificates,
    Languages,
    Further,
    Interests,
}

const HEADINGS: [[&str; 8]; 4] = [
    ["Profile", "Experience", "Education", "Skills", "Certificates", "Languages", "Further information", "Interests"],
    [
        "Summary",
        "Professional experience",
        "Education and training",
        "Key skills",
        "Certifications",
        "Languages",
        "Additional information",
        "Interests",
    ],
    [
        "About me",
        "Work experience",
        "Education",
        "Skills and tools",
        "Licences and certificates",
        "Language skills",
        "Other",
        "Outside work",
    ],
    [
        "Personal statement",
        "Employment history",
        "Qualifications",
        "Core skills",
        "Professional certificates",
        "Languages",
        "Additional details",
        "Hobbies",
    ],
];

pub const INTERESTS: [&str; 20] = [
    "Choir, trail running, restoring a 1970s rowing boat",
    "Chess club treasurer; long walks with a stubborn dog",
    "Five-a-side football on Thursdays, vegetable garden",
    "Bouldering, analogue photography",
    "Coaching the under-12 handball team",
    "Bread baking, cycling holidays, crime novels",
    "Volunteer at the local food bank since {y4-9}",
    "Open-water swimming and bad guitar playing",
    "Repairing bicycles for the neighbourhood workshop",
    "Reading history, making furniture, table tennis",
    "Amateur astronomy; beekeeping with my brother",
    "Playing the clarinet in a wind band",
    "Mountain huts in summer, ski touring in winter",
    "Board games, life drawing, half marathons",
    "Volunteer firefighter in my village",
    "Salsa, cooking for friends, pub quizzes",
    "Sailing on lakes, model railways",
    "Parent representative at our primary school",
    "Gardening, opera from the cheap seats, yoga",
    "Street photography, cricket, crosswords",
];

impl Habits {
    pub fn new(chance: &mut Chance) -> Habits {
        Habits {
            dates: chance.between(0, 3),
            headings: chance.between(0, 3),
            languages: chance.between(0, 3),
            education_first: chance.percent(18),
            skills_first: chance.percent(35),
            skills_in_a_line: chance.percent(55),
            summary: chance.percent(78),
            interests: chance.percent(40),
        }
    }

    pub fn heading(&self, heading: Heading) -> String {
        HEADINGS[self.headings as usize][heading as usize].to_owned()
    }

    /// `to` is absent while the job is held.
    pub fn period(&self, from: NaiveDate, to: Option<NaiveDate>) -> String {
        let format = ["%m/%Y", "%b %Y", "%B %Y", "%m.%Y"][self.dates as usize];
        let to = to.map_or_else(
            || ["present", "Present", "today", "now"][self.languages as usize].to_owned(),
            |to| to.format(format).to_string(),
        );
        format!("{} – {to}", from.format(format))
    }

    /// `level` is "native" or a CEFR level.
    pub fn language(&self, name: &str, level: &str) -> String {
        let words = match level {
            "native" => "native speaker",
            "C2" => "near native",
            "C1" => "fluent",
            "B2" => "very good",
            "B1" => "good working knowledge",
            _ => "basic",
        };
        match (self.languages, level) {
            (0, _) => format!("{name} ({level})"),
            (1, "native") => format!("{name}: mother tongue"),
            (1, _) => format!("{name}: {level}"),
            (2, "native") => format!("{name} – {words}"),
            (2, _) => format!("{name} – {words} ({level})"),
            (_, _) => format!("{name} {level}"),
        }
    }
}
