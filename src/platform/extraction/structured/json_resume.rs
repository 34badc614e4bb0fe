//! JSON Resume, the open format: <https://jsonresume.org/schema>.

use serde_json::Value;

use super::paper::{Entry, Paper, joined, month};
use crate::platform::extraction::Unreadable;
use crate::platform::extraction::office::Contents;

/// Whether a text that begins with a brace is such a CV.
pub fn is_json_resume(head: &str) -> bool {
    head.starts_with('{') && head.contains("\"basics\"")
}

pub fn read(text: &str) -> Result<Contents, Unreadable> {
    let cv: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| Unreadable::Damaged)?;
    let mut paper = Paper::default();
    let basics = &cv["basics"];
    let place = &basics["location"];
    let mut links = vec![words(basics, "url")];
    links.extend(each(basics, "profiles").map(|p| words(p, "url")));

    paper.line(&words(basics, "name"));
    paper.line(&words(basics, "label"));
    paper.line(&joined(
        &[
            &words(place, "address"),
            &words(place, "postalCode"),
            &words(place, "city"),
            &words(place, "region"),
            &words(place, "countryCode"),
        ],
        ", ",
    ));
    paper.line(&joined(&[&words(basics, "email"), &words(basics, "phone")], " | "));
    links.iter().for_each(|link| paper.line(link));
    paper.section("Summary", |to| to.line(&words(basics, "summary")));
    for (heading, key, organisation) in [("Experience", "work", "name"), ("Volunteering", "volunteer", "organization")]
    {
        paper.section(heading, |to| each(&cv, key).for_each(|job| to.entry(&job_entry(job, organisation))));
    }
    paper.section("Education", |to| each(&cv, "education").for_each(|study| to.entry(&study_entry(study))));
    paper.section("Projects", |to| {
        each(&cv, "projects").for_each(|p| {
            to.entry(&Entry { title: words(p, "name"), about: vec![words(p, "description")], ..spell(p) })
        });
    });
    paper.section("Skills", |to| {
        for skill in each(&cv, "skills") {
            let keywords = list(skill, "keywords").join(", ");
            to.line(&joined(&[&words(skill, "name"), &keywords], ": "));
        }
    });
    paper.section("Languages", |to| {
        each(&cv, "languages").for_each(|l| to.line(&joined(&[&words(l, "language"), &words(l, "fluency")], ": ")));
    });
    paper.section("Certificates", |to| dated(to, &cv, "certificates", "name", "issuer", "date"));
    paper.section("Awards", |to| dated(to, &cv, "awards", "title", "awarder", "date"));
    paper.section("Publications", |to| dated(to, &cv, "publications", "name", "publisher", "releaseDate"));
    paper.section("Interests", |to| each(&cv, "interests").for_each(|i| to.line(&words(i, "name"))));
    paper.section("References", |to| {
        each(&cv, "references").for_each(|r| to.line(&joined(&[&words(r, "name"), &words(r, "reference")], ": ")));
    });
    links.retain(|link| !link.is_empty());
    Ok(Contents { text: paper.into_text(), links, ..Contents::default() })
}

fn job_entry(job: &Value, organisation: &str) -> Entry {
    let firm = Some(words(job, organisation)).filter(|name| !name.is_empty()).unwrap_or_else(|| words(job, "company"));
    Entry {
        title: words(job, "position"),
        organisation: firm,
        place: words(job, "location"),
        about: vec![words(job, "description"), words(job, "summary")],
        ..spell(job)
    }
}

fn study_entry(study: &Value) -> Entry {
    Entry {
        title: joined(&[&words(study, "studyType"), &words(study, "area")], ", "),
        organisation: words(study, "institution"),
        points: list(study, "courses"),
        ..spell(study)
    }
}

/// Dates and highlights, which jobs, studies and projects share.
fn spell(of: &Value) -> Entry {
    let to = month(&words(of, "endDate"));
    Entry {
        from: month(&words(of, "startDate")),
        ongoing: to.is_empty(),
        to,
        points: list(of, "highlights"),
        ..Entry::default()
    }
}

fn dated(to: &mut Paper, cv: &Value, key: &str, name: &str, by: &str, date: &str) {
    for one in each(cv, key) {
        to.line(&joined(&[&words(one, name), &words(one, by), &month(&words(one, date))], ", "));
    }
}

fn words(of: &Value, key: &str) -> String {
    match &of[key] {
        Value::String(text) => text.trim().to_string(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn each<'v>(of: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    of[key].as_array().into_iter().flatten().take(500)
}

fn list(of: &Value, key: &str) -> Vec<String> {
    each(of, key).filter_map(|v| v.as_str()).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_json_resume_becomes_the_text_of_a_cv() {
        let json = r#"{"basics":{"name":"Ada Moss","label":"Baker","email":"ada@moss.example","location":{"city":"Ghent","countryCode":"BE"}},
            "work":[{"name":"Mill & Oven","position":"Head baker","startDate":"2019-03-01","highlights":["Ran the night shift"]}],
            "education":[{"institution":"Bakery School","studyType":"Diploma","area":"Patisserie","startDate":"2014","endDate":"2016-06"}],
            "languages":[{"language":"Dutch","fluency":"Native speaker"}],"skills":[{"name":"Bread","keywords":["Sourdough"]}]}"#;
        let text = read(json).unwrap().text;
        assert!(text.starts_with("Ada Moss\nBaker\nGhent, BE\nada@moss.example\n"), "{text}");
        assert!(text.contains("Head baker\nMill & Oven | 03/2019 – present\n• Ran the night shift"), "{text}");
        assert!(text.contains("Diploma, Patisserie\nBakery School | 2014 – 06/2016"), "{text}");
        assert!(text.contains("Languages\n\nDutch: Native speaker"), "{text}");
    }

    #[test]
    fn odd_json_is_no_panic() {
        assert!(matches!(read("{\"basics\": "), Err(Unreadable::Damaged)));
        for odd in ["{\"basics\":[]}", "{\"basics\":{\"name\":7},\"work\":{\"a\":1},\"skills\":[null,3]}"] {
            assert!(read(odd).is_ok());
        }
    }
}
