//! Europass XML: the older `SkillsPassport` and the newer `Candidate` form.

use super::paper::{Entry, Paper, joined, month};
use crate::platform::extraction::Unreadable;
use crate::platform::extraction::office::{Contents, Piece, attribute, walk};

/// Deepest nesting read.
const DEEPEST: usize = 64;

pub fn is_europass(head: &str) -> bool {
    head.contains("<SkillsPassport") || head.contains("<Candidate") && head.contains("europass")
}

pub fn read(xml: &[u8]) -> Result<Contents, Unreadable> {
    let root = Node::read(xml);
    let text = match (root.find("SkillsPassport"), root.find("Candidate")) {
        (Some(passport), _) => passport_text(passport),
        (None, Some(candidate)) => candidate_text(candidate),
        _ => return Err(Unreadable::Damaged),
    };
    Ok(Contents { text, ..Contents::default() })
}

/// An element by its name without prefix.
#[derive(Default)]
struct Node {
    name: String,
    text: String,
    /// `year` and `month` of a date of the older form.
    date: (String, String),
    children: Vec<Node>,
}

impl Node {
    fn read(xml: &[u8]) -> Node {
        let mut open = vec![Node::default()];
        let mut deeper = 0_usize;
        walk(xml, &[], |piece| match piece {
            Piece::Open(name, tag) => {
                if open.len() >= DEEPEST {
                    deeper += 1;
                    return;
                }
                let name = name.rsplit(':').next().unwrap_or(name).to_string();
                let date = (attribute(tag, "year").unwrap_or_default(), attribute(tag, "month").unwrap_or_default());
                open.push(Node { name, date, ..Node::default() });
            }
            Piece::Close(_) if deeper > 0 => deeper -= 1,
            Piece::Close(_) => {
                if open.len() > 1
                    && let Some(done) = open.pop()
                    && let Some(parent) = open.last_mut()
                {
                    parent.children.push(done);
                }
            }
            Piece::Text(text) => {
                if let Some(node) = open.last_mut() {
                    node.text.push_str(text);
                }
            }
        });
        while open.len() > 1 {
            let done = open.pop().unwrap_or_default();
            if let Some(parent) = open.last_mut() {
                parent.children.push(done);
            }
        }
        open.pop().unwrap_or_default()
    }

    /// The first element of this name anywhere below.
    fn find(&self, name: &str) -> Option<&Node> {
        self.children.iter().find_map(|c| if c.name == name { Some(c) } else { c.find(name) })
    }

    /// All elements of this name below, not inside each other.
    fn all<'n>(&'n self, name: &str, found: &mut Vec<&'n Node>) {
        for child in &self.children {
            if child.name == name { found.push(child) } else { child.all(name, found) }
        }
    }

    fn every(&self, name: &str) -> Vec<&Node> {
        let mut found = Vec::new();
        self.all(name, &mut found);
        found
    }

    /// The text at the end of a path, each step the first of that name below.
    fn at(&self, path: &[&str]) -> String {
        let mut node = Some(self);
        for step in path {
            node = node.and_then(|n| n.find(step));
        }
        node.map(|n| plain(&n.text)).unwrap_or_default()
    }

    fn month(&self) -> String {
        let digits: String = self.date.1.chars().filter(char::is_ascii_digit).collect();
        joined(&[&digits, &self.date.0], "/")
    }
}

/// Descriptions carry HTML: its breaks and items as lines, its other tags dropped.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        let tag = rest[open + 1..open + close].trim_start_matches('/').to_lowercase();
        if ["p", "br", "li", "div", "ul", "ol"].iter().any(|t| tag.split([' ', '/']).next() == Some(t)) {
            text.push('\n');
        }
        rest = &rest[open + close + 1..];
    }
    text.push_str(rest);
    let text = text.replace("&nbsp;", " ").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    let lines = text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

fn passport_text(passport: &Node) -> String {
    let mut paper = Paper::default();
    let person = passport.find("Identification");
    let of = |path: &[&str]| person.map(|p| p.at(path)).unwrap_or_default();
    paper.line(&joined(&[&of(&["PersonName", "FirstName"]), &of(&["PersonName", "Surname"])], " "));
    paper.line(&passport.at(&["Headline", "Description", "Label"]));
    let place = person.and_then(|p| p.find("Address"));
    let address = |step: &str| place.map(|p| p.at(&[step])).unwrap_or_default();
    let country = place.map(|p| p.at(&["Country", "Label"])).unwrap_or_default();
    let town = joined(&[&address("PostalCode"), &address("Municipality")], " ");
    paper.line(&joined(&[&address("AddressLine"), &town, &country], ", "));
    let phone = of(&["TelephoneList", "Telephone", "Contact"]);
    paper.line(&joined(&[&of(&["Email", "Contact"]), &phone], " | "));
    paper.line(&of(&["WebsiteList", "Website", "Contact"]));
    paper.section("Experience", |to| {
        passport.every("WorkExperience").iter().for_each(|job| to.entry(&passport_job(job)))
    });
    paper.section("Education", |to| {
        for study in passport.every("Education") {
            let entry = Entry {
                title: study.at(&["Title"]),
                organisation: study.at(&["Organisation", "Name"]),
                place: study.at(&["Organisation", "Municipality"]),
                about: vec![study.at(&["Activities"])],
                ..passport_period(study)
            };
            to.entry(&entry);
        }
    });
    paper.section("Languages", |to| {
        for mother in passport.every("MotherTongue") {
            to.line(&format!("{}: mother tongue", mother.at(&["Description", "Label"])));
        }
        for foreign in passport.every("ForeignLanguage") {
            let level = foreign
                .find("ProficiencyLevel")
                .map(|l| highest(l.children.iter().map(|c| c.text.trim())))
                .unwrap_or_default();
            to.line(&joined(&[&foreign.at(&["Description", "Label"]), &level], ": "));
        }
    });
    paper.section("Skills", |to| {
        for kind in ["JobRelated", "Computer", "Organisational", "Communication", "Other"] {
            passport.every(kind).iter().for_each(|skill| to.line(&skill.at(&["Description"])));
        }
    });
    paper.section("Driving licence", |to| {
        let classes: Vec<String> = passport.every("Licence").iter().map(|l| plain(&l.text)).collect();
        to.line(&classes.join(", "));
    });
    paper.into_text()
}

fn passport_job(job: &Node) -> Entry {
    Entry {
        title: job.at(&["Position", "Label"]),
        organisation: job.at(&["Employer", "Name"]),
        place: job.at(&["Employer", "Municipality"]),
        about: vec![job.at(&["Activities"])],
        ..passport_period(job)
    }
}

fn passport_period(of: &Node) -> Entry {
    let month = |name: &str| of.find("Period").and_then(|p| p.find(name)).map(Node::month).unwrap_or_default();
    Entry { from: month("From"), to: month("To"), ongoing: of.at(&["Period", "Current"]) == "true", ..Entry::default() }
}

fn candidate_text(candidate: &Node) -> String {
    let mut paper = Paper::default();
    let person = candidate.find("CandidatePerson").unwrap_or(candidate);
    paper.line(&joined(&[&person.at(&["PersonName", "GivenName"]), &person.at(&["PersonName", "FamilyName"])], " "));
    let (mut mail, mut phone, mut town) = (String::new(), String::new(), String::new());
    for channel in person.every("Communication") {
        let uri = channel.at(&["URI"]);
        if uri.contains('@') && mail.is_empty() {
            mail = uri;
        }
        let number = joined(&[&channel.at(&["CountryDialing"]), &channel.at(&["DialNumber"])], " ");
        if !number.is_empty() && phone.is_empty() {
            phone = if number.starts_with(['+', '0']) { number } else { format!("+{number}") };
        }
        let city = channel.at(&["CityName"]);
        if !city.is_empty() {
            town = joined(
                &[
                    &channel.at(&["AddressLine"]),
                    &joined(&[&channel.at(&["PostalCode"]), &city], " "),
                    &channel.at(&["CountryCode"]),
                ],
                ", ",
            );
        }
    }
    paper.line(&town);
    paper.line(&joined(&[&mail, &phone], " | "));
    paper.section("Experience", |to| {
        for employer in candidate.every("EmployerHistory") {
            for job in employer.every("PositionHistory") {
                let entry = Entry {
                    title: job.at(&["PositionTitle"]),
                    organisation: employer.at(&["OrganizationName"]),
                    place: employer.at(&["CityName"]),
                    about: vec![job.at(&["Description"])],
                    ..candidate_period(job, "EmploymentPeriod")
                };
                to.entry(&entry);
            }
        }
    });
    paper.section("Education", |to| {
        for study in candidate.every("EducationOrganizationAttendance") {
            let entry = Entry {
                title: study.at(&["DegreeName"]),
                organisation: study.at(&["OrganizationName"]),
                place: study.at(&["CityName"]),
                ..candidate_period(study, "AttendancePeriod")
            };
            to.entry(&entry);
        }
    });
    paper.section("Languages", |to| {
        for language in candidate.every("PersonCompetency").into_iter().filter(|c| c.at(&["TaxonomyID"]) == "language")
        {
            let levels: Vec<String> = language.every("ScoreText").iter().map(|s| plain(&s.text)).collect();
            let level = highest(levels.iter().map(String::as_str));
            let level = if level.is_empty() { "mother tongue".to_string() } else { level };
            to.line(&joined(&[language_name(&language.at(&["CompetencyID"])), &level], ": "));
        }
    });
    paper.into_text()
}

fn candidate_period(of: &Node, name: &str) -> Entry {
    let date = |end: &str| of.find(name).map(|p| month(&p.at(&[end, "FormattedDateTime"]))).unwrap_or_default();
    let ongoing = of.find(name).is_some_and(|p| p.at(&["CurrentIndicator"]) == "true");
    Entry { from: date("StartDate"), to: date("EndDate"), ongoing, ..Entry::default() }
}

/// The highest of several levels: "B1" of "A2, B1, A2".
fn highest<'l>(levels: impl Iterator<Item = &'l str>) -> String {
    levels.filter(|l| matches!(*l, "A1" | "A2" | "B1" | "B2" | "C1" | "C2")).max().unwrap_or_default().to_string()
}

/// The English name of a language by its code of three letters; the code itself where it is none of Europe's larger ones.
fn language_name(code: &str) -> &str {
    match code {
        "eng" => "English",
        "deu" | "ger" => "German",
        "fra" | "fre" => "French",
        "spa" => "Spanish",
        "por" => "Portuguese",
        "ita" => "Italian",
        "nld" | "dut" => "Dutch",
        "pol" => "Polish",
        "ces" | "cze" => "Czech",
        "slk" | "slo" => "Slovak",
        "hun" => "Hungarian",
        "ron" | "rum" => "Romanian",
        "bul" => "Bulgarian",
        "ell" | "gre" => "Greek",
        "hrv" => "Croatian",
        "srp" => "Serbian",
        "slv" => "Slovenian",
        "swe" => "Swedish",
        "dan" => "Danish",
        "nor" | "nob" => "Norwegian",
        "fin" => "Finnish",
        "est" => "Estonian",
        "lav" => "Latvian",
        "lit" => "Lithuanian",
        "tur" => "Turkish",
        "ukr" => "Ukrainian",
        "rus" => "Russian",
        "ara" => "Arabic",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_form_becomes_the_text_of_a_cv() {
        let xml = br#"<?xml version="1.0"?><SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo>
            <Identification><PersonName><FirstName>Ada</FirstName><Surname>Moss</Surname></PersonName>
            <ContactInfo><Address><Contact><AddressLine>Quay 3</AddressLine><PostalCode>9000</PostalCode><Municipality>Ghent</Municipality><Country><Label>Belgium</Label></Country></Contact></Address>
            <Email><Contact>ada@moss.example</Contact></Email></ContactInfo></Identification>
            <WorkExperienceList><WorkExperience><Period><From year="2019" month="--03"/><Current>true</Current></Period>
            <Position><Label>Head baker</Label></Position><Activities>&lt;p&gt;Night shift&lt;/p&gt;&lt;p&gt;Six bakers&lt;/p&gt;</Activities>
            <Employer><Name>Mill &amp; Oven</Name><ContactInfo><Address><Contact><Municipality>Ghent</Municipality></Contact></Address></ContactInfo></Employer></WorkExperience></WorkExperienceList>
            <Skills><Linguistic><MotherTongueList><MotherTongue><Description><Label>Dutch</Label></Description></MotherTongue></MotherTongueList>
            <ForeignLanguageList><ForeignLanguage><Description><Label>English</Label></Description><ProficiencyLevel><Listening>C1</Listening><Writing>B2</Writing></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic></Skills>
            </LearnerInfo></SkillsPassport>"#;
        let text = read(xml).unwrap().text;
        assert!(text.starts_with("Ada Moss\nQuay 3, 9000 Ghent, Belgium\nada@moss.example\n"), "{text}");
        assert!(text.contains("Head baker\nMill & Oven, Ghent | 03/2019 – present\nNight shift\nSix bakers"), "{text}");
        assert!(text.contains("Dutch: mother tongue\nEnglish: C1"), "{text}");
    }

    #[test]
    fn the_newer_form_is_read_too() {
        let xml = br#"<Candidate xmlns="http://www.europass.eu/1.0"><CandidatePerson><PersonName><oa:GivenName>Ada</oa:GivenName><hr:FamilyName>Moss</hr:FamilyName></PersonName>
            <Communication><ChannelCode>Email</ChannelCode><oa:URI>ada@moss.example</oa:URI></Communication></CandidatePerson>
            <CandidateProfile><EmploymentHistory><EmployerHistory><hr:OrganizationName>Mill</hr:OrganizationName><PositionHistory><PositionTitle>Baker</PositionTitle>
            <eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2019-03-01</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod></PositionHistory></EmployerHistory></EmploymentHistory></CandidateProfile></Candidate>"#;
        let text = read(xml).unwrap().text;
        assert!(text.contains("Ada Moss") && text.contains("Baker\nMill | 03/2019 – present"), "{text}");
    }

    #[test]
    fn damaged_and_deep_files_are_survived() {
        assert!(read(b"<SkillsPassport><LearnerInfo><Identification>").is_ok());
        assert!(read("<a>".repeat(100_000).as_bytes()).is_err());
    }
}
