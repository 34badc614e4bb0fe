//! A row that is a JSON Resume: read as a CV is, with its own word on who it is about, and kept as their CV.

use super::Column;
use super::person::about;
use crate::hiring::candidates::Field;
use crate::hiring::documents::{Document, NewCv};
use crate::hiring::rules::{self, Rule};
use crate::hiring::users::User;
use crate::hiring::{Result, search};
use crate::platform::db::{Run, Tx, sql};
use crate::platform::extraction::{FileKind, json_resume};
use crate::screening::{Cv, Parsed};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq)]
pub struct Resume {
    pub sha256: String,
    /// The file as it is kept.
    pub json: String,
    pub text: String,
    pub links: Vec<String>,
}

impl Resume {
    pub fn read(json: &str, today: NaiveDate) -> Rule<(Parsed, Resume)> {
        let whole: Value = serde_json::from_str(json).map_err(|_| "This is not JSON. Save it again.".to_owned())?;
        let basics = &whole["basics"];
        if !basics.is_object() {
            return Err("This is not a JSON Resume: it has no “basics”.".into());
        }
        let word = |key: &str| basics[key].as_str().unwrap_or_default();
        let name = rules::required(word("name"), 120, "This resume has no name");
        let name = name.map_err(|why| about(Column::Name, &why))?;
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let email = some(rules::line(word("email"))).map(|email| rules::email(&email)).transpose();
        let phone = Field::Phone.rule(word("phone")).map_err(|why| about(Column::Phone, &why))?;
        let label = Field::Headline.rule(word("label")).map_err(|why| about(Column::Headline, &why))?;

        let read = json_resume(json).map_err(|unreadable| unreadable.to_string())?;
        let parsed = Cv::read_with_links(&read.text, &read.links, today).parsed;
        let parsed = Parsed {
            name: Some(name),
            emails: email.map_err(|why| about(Column::Email, &why))?.into_iter().collect(),
            phones: some(phone).into_iter().collect(),
            headline: some(label).or(parsed.headline),
            ..parsed
        };
        let sha256 = hex::encode(Sha256::digest(json.as_bytes()));
        Ok((parsed, Resume { sha256, json: json.to_owned(), text: read.text, links: read.links }))
    }

    /// Keeps it as the CV of someone who has none; names the positions that then judge them by it.
    pub async fn keep(
        &self,
        tx: &mut Tx,
        user: &User,
        candidate: &str,
        name: &str,
        to_screen: &mut BTreeSet<String>,
        now: DateTime<Utc>,
    ) -> Result<Option<String>> {
        let has =
            sql("SELECT id FROM documents WHERE candidate_id = $1 AND kind = 'cv' AND removed_at IS NULL LIMIT 1");
        if tx.maybe::<(String,)>(has.bind(candidate)).await?.is_some() {
            return Ok(None);
        }
        let cv = NewCv {
            candidate,
            file_name: &rules::file_name(&format!("{name}.json")),
            media_type: FileKind::Json.media_type(),
            size: self.json.len() as i64,
            sha256: &self.sha256,
            pages: None,
            text: &self.text,
            links: &self.links,
            by: Some(&user.id),
        };
        let (document, _) = Document::add_cv(tx, cv, now).await?;
        let waiting = sql("UPDATE applications SET cv_id = $1, updated_at = $2
                           WHERE candidate_id = $3 AND cv_id IS NULL AND outcome = 'active' RETURNING position_id");
        let waiting: Vec<(String,)> = tx.all(waiting.bind(&document).bind(now).bind(candidate)).await?;
        to_screen.extend(waiting.into_iter().map(|(position,)| position));
        Ok(Some(document))
    }
}

/// Takes a CV off someone again, with what was made of it; answers with its file.
pub async fn take_off(tx: &mut Tx, candidate: &str, document: &str) -> Result<Option<String>> {
    let judged = sql("UPDATE applications SET fit = -1, coverage = '', overall_fit = NULL, recommendation = NULL,
                          screening_id = NULL, cv_id = NULL WHERE cv_id = $1");
    tx.run(judged.bind(document)).await?;
    let gone: Option<(String,)> =
        tx.maybe(sql("DELETE FROM documents WHERE id = $1 RETURNING sha256").bind(document)).await?;
    search::index(tx, candidate).await?;
    Ok(gone.map(|(sha256,)| sha256))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resume_says_itself_whom_it_is_about() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let json = r#"{"references":[{"name":"Tom","reference":"ask tom@other.example"}],
            "basics":{"name":"Ada Quill","email":"ADA@quill.example","label":"Baker"},
            "work":[{"name":"Mill","position":"Head baker","startDate":"2019-03","endDate":"2024-02"}]}"#;
        let (parsed, resume) = Resume::read(json, today).unwrap();
        assert_eq!((parsed.name.as_deref(), parsed.emails), (Some("Ada Quill"), vec!["ada@quill.example".to_owned()]));
        assert_eq!(parsed.jobs[0].title.as_deref(), Some("Head baker"));
        assert!(resume.text.contains("Head baker"));
        for (odd, why) in [
            ("{", "not JSON"),
            ("7", "no “basics”"),
            ("{\"basics\":7}", "no “basics”"),
            ("{\"basics\":{}}", "has no name"),
            ("{\"basics\":{\"name\":\"A\",\"email\":\"nonsense\"}}", "E-mail: "),
        ] {
            let said = Resume::read(odd, today).unwrap_err();
            assert!(said.contains(why), "{odd}: {said}");
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(Resume::read(&deep, today).is_err());
    }
}
