//! What a reader should know about the file as a CV: the language was not understood, it holds several people, it is no CV.

use super::cv::Cv;
use super::guards::Script;
use super::phrases::phrases;
use super::taxonomy::SectionKind;
use super::text::fold;
use super::tongue;

phrases! {
    /// What employers write to applicants, and applicants never.
    AD_PHRASES = "\
        we are looking for | we offer | what we offer | you will be responsible | your responsibilities | what you bring | \
        what you will do | about the role | equal opportunity employer | apply now | your profile | send your application | \
        wir suchen | wir bieten | ihr profil | dein profil | ihre aufgaben | deine aufgaben | nous recherchons | \
        nous offrons | votre profil | vos missions | buscamos | ofrecemos | tus funciones | cerchiamo | offriamo | \
        procuramos | oferecemos | wij zoeken | wij bieden | jouw profiel | wat ga je doen";
}

/// Sentences for the reader, none for a plain CV.
pub fn notes(cv: &Cv) -> Vec<String> {
    let parsed = &cv.parsed;
    let mut notes = Vec::new();
    let empty = parsed.jobs.is_empty() && parsed.education.is_empty();
    let words = cv.doc.text.split_whitespace().count();
    match (cv.script, tongue::unread(cv)) {
        (Script::Foreign, _) => notes.push(
            "This CV is in a script the rules don't read. Text, search and contacts work; jobs and education may be missing."
                .to_string(),
        ),
        (Script::Readable, Some(language)) => notes.push(format!(
            "This CV seems to be in {language}, which the rules read only in part. Jobs, education and skills may be missing."
        )),
        _ => {}
    }
    let folded = &cv.doc.folded.text;
    let ad = AD_PHRASES.iter().filter(|phrase| folded.contains(phrase)).count();
    let people = people(cv);
    if ad >= 2 && parsed.jobs.is_empty() {
        notes.push("This reads like a job description rather than a CV.".to_string());
    } else if people >= 2 {
        notes.push(format!("This file seems to hold {people} people's CVs; what is shown may mix them."));
    } else if empty && words >= 400 && cv.script == Script::Readable && parsed.skills.len() < 5 {
        notes.push("This doesn't look like a CV: no jobs and no education were found in it.".to_string());
    } else if parsed.jobs.len() >= 2 && parsed.experience_years.is_none() {
        notes.push("The jobs carry no dates, so years of experience can't be counted.".to_string());
    }
    notes
}

/// How many people's CVs the file seems to hold: as many as begin again with work and address. One is normal.
fn people(cv: &Cv) -> usize {
    let own = fold(cv.parsed.name.as_deref().unwrap_or_default());
    let strangers = cv.parsed.emails.iter().filter(|email| {
        let local = fold(email.split('@').next().unwrap_or_default());
        !own.split(' ').any(|word| word.len() >= 3 && local.contains(word))
    });
    let careers = cv.doc.sections.iter().filter(|s| s.kind == Some(SectionKind::Experience)).count();
    let schools = cv.doc.sections.iter().filter(|s| s.kind == Some(SectionKind::Education)).count();
    (strangers.count() + 1).min(cv.parsed.emails.len()).min(careers).min(schools.max(1))
}
