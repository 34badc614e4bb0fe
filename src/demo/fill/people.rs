//! The filled workspace's people, a batch at a time: rows ready to be written.

use super::ground::{Ground, Post};
use crate::demo::{cast, paper};
use crate::hiring::Result;
use crate::hiring::requirements::word_of;
use crate::hiring::screenings::coverage;
use crate::hiring::search;
use crate::platform::db::{Tx, Value, new_id};
use crate::screening::{self, Cv, ENGINE_VERSION, Thresholds};
use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use sha2::{Digest, Sha256};

#[derive(Default)]
pub(super) struct Rows {
    pub candidates: Vec<Vec<Value>>,
    keys: Vec<Vec<Value>>,
    documents: Vec<Vec<Value>>,
    texts: Vec<Vec<Value>>,
    pub applications: Vec<Vec<Value>>,
    screenings: Vec<Vec<Value>>,
    moves: Vec<Vec<Value>>,
    notes: Vec<Vec<Value>>,
    activities: Vec<Vec<Value>>,
    entries: Vec<(String, search::Entry)>,
}

/// The candidates numbered `from` to `to`. CPU work.
pub(super) fn make(ground: &Ground, seed: u64, from: u64, to: u64, now: DateTime<Utc>) -> Rows {
    let mut rows = Rows::default();
    for index in from..to {
        rows.person(ground, seed, index, now);
    }
    rows
}

/// A well-mixed number: the same for the same seed, person and purpose.
fn mixed(seed: u64, index: u64, purpose: u64) -> u64 {
    let mut x = seed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ purpose.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Rows {
    fn person(&mut self, ground: &Ground, seed: u64, index: u64, now: DateTime<Utc>) {
        let person = cast::crowd(seed, index);
        let text = paper::text(&person);
        let cv = Cv::read(&text, now.date_naive());
        let at = now - Duration::minutes((mixed(seed, index, 1) % (180 * 24 * 60)) as i64);
        let (id, document) = (new_id(), new_id());
        let sha256 = hex::encode(Sha256::digest(text.as_bytes()));
        let parsed = &cv.parsed;
        self.candidates.push(vec![
            (&id).into(),
            person.name.clone().into(),
            person.email.clone().into(),
            person.phone.clone().into(),
            person.headline.clone().into(),
            person.place.clone().into(),
            Value::Real(parsed.experience_years.map(f64::from)),
            serde_json::to_value(parsed).unwrap_or_default().into(),
            at.into(),
            at.into(),
        ]);
        self.keys.push(vec![format!("email:{}", person.email.to_lowercase()).into(), (&id).into()]);
        self.documents.push(vec![
            (&document).into(),
            (&id).into(),
            "cv".into(),
            format!("{}.txt", person.name).into(),
            "text/plain".into(),
            (text.len() as i64).into(),
            sha256.into(),
            at.into(),
        ]);
        let mut notes = Vec::new();
        if mixed(seed, index, 2).is_multiple_of(3) {
            let author = &ground.users[mixed(seed, index, 3) as usize % ground.users.len()];
            let body = "Called, calm and precise. Two months' notice. Would move for the right team.";
            self.notes.push(vec![new_id().into(), (&id).into(), author.into(), body.into(), at.into()]);
            notes.push(body.to_owned());
        }
        let row = search::NewPerson {
            name: &person.name,
            headline: &person.headline,
            location: &person.place,
            email: &person.email,
            phone: &person.phone,
            parsed,
        };
        self.entries.push((id.clone(), search::Entry::of_new(row, &text, &notes)));
        self.texts.push(vec![(&document).into(), text.into()]);
        let mut chosen: Vec<usize> = Vec::new();
        for turn in 0..3 {
            let mut place = mixed(seed, index, 10 + turn) as usize % ground.posts.len();
            while chosen.contains(&place) {
                place = (place + 1) % ground.posts.len();
            }
            chosen.push(place);
            self.application(&ground.posts[place], &id, &document, &cv, mixed(seed, index, 20 + turn), at);
        }
    }

    fn application(&mut self, post: &Post, candidate: &str, document: &str, cv: &Cv, luck: u64, at: DateTime<Utc>) {
        let Some(screening) = screening::screen(cv, &post.asked, Thresholds::default()) else { return };
        let (id, screened) = (new_id(), new_id());
        // Most stay early; the fitter come further.
        let reach = ((luck % 100) * u64::from(screening.fit.unwrap_or_default().max(20)) / 100 / 12).min(5) as usize;
        let out = luck / 100 % 100;
        let outcome = if reach < 5 && out < 45 {
            "rejected"
        } else if reach < 5 && out < 50 {
            "withdrawn"
        } else {
            "active"
        };
        let entered = at + Duration::days(reach as i64 * 3);
        self.applications.push(vec![
            (&id).into(),
            (&post.id).into(),
            candidate.into(),
            (&post.stages[reach]).into(),
            outcome.into(),
            (&post.owner).into(),
            "Careers site".into(),
            document.into(),
            (&screened).into(),
            screening.fit.map_or(-1, i64::from).into(),
            screening.overall_fit.map(|fit| word_of(&fit)).into(),
            screening.recommendation.map(|recommendation| word_of(&recommendation)).into(),
            coverage(&screening.verdicts).into(),
            entered.into(),
            at.into(),
            entered.into(),
        ]);
        let mut remember = |kind: &str, when: DateTime<Utc>, detail: serde_json::Value| {
            self.activities.push(vec![
                new_id().into(),
                when.into(),
                (&post.owner).into(),
                kind.into(),
                (&post.project).into(),
                (&post.id).into(),
                candidate.into(),
                (&id).into(),
                detail.into(),
            ]);
        };
        remember("applied", at, json!({"source": "Careers site"}));
        remember("screened", at, json!({"fit": screening.fit}));
        let mut previous = at;
        for step in 0..reach {
            let when = at + Duration::days((step as i64 + 1) * 3);
            remember("moved", when, json!({"from": step, "to": step + 1}));
            self.moves.push(vec![
                new_id().into(),
                (&id).into(),
                (&post.stages[step]).into(),
                (&post.stages[step + 1]).into(),
                "active".into(),
                "active".into(),
                "".into(),
                previous.into(),
                (&post.owner).into(),
                when.into(),
            ]);
            previous = when;
        }
        self.screenings.push(vec![
            screened.into(),
            id.into(),
            document.into(),
            1i64.into(),
            "rules".into(),
            ENGINE_VERSION.into(),
            screening.fit.map_or(-1, i64::from).into(),
            serde_json::to_value(&screening).unwrap_or_default().into(),
            at.into(),
            1_000i64.into(),
        ]);
    }

    pub(super) async fn write(self, tx: &mut Tx) -> Result<()> {
        for (insert, rows) in [
            (
                "INSERT INTO candidates (id, name, email, phone, headline, location, experience_years, parsed, created_at, updated_at)",
                self.candidates,
            ),
            ("INSERT INTO candidate_keys (key, candidate_id)", self.keys),
            ("INSERT INTO documents (id, candidate_id, kind, file_name, media_type, size, sha256, created_at)", self.documents),
            ("INSERT INTO document_texts (document_id, text)", self.texts),
            (
                "INSERT INTO applications (id, position_id, candidate_id, stage_id, outcome, owner_id, source, cv_id, screening_id, fit,
                    overall_fit, recommendation, coverage, entered_stage_at, created_at, updated_at)",
                self.applications,
            ),
            (
                "INSERT INTO screenings (id, application_id, document_id, requirements_version, engine, engine_version, fit, result,
                    started_at, took_us)",
                self.screenings,
            ),
            (
                "INSERT INTO moves (id, application_id, from_stage_id, to_stage_id, from_outcome, to_outcome, reason,
                    previous_entered_stage_at, by_id, at)",
                self.moves,
            ),
            ("INSERT INTO notes (id, candidate_id, author_id, body, created_at)", self.notes),
            (
                "INSERT INTO activities (id, at, actor_id, kind, project_id, position_id, candidate_id, application_id, detail)",
                self.activities,
            ),
        ] {
            super::write(tx, insert, rows).await?;
        }
        search::write(tx, &self.entries).await
    }
}
