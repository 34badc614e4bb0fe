//! Runs of the screening engine, kept with their provenance.

use super::activity::{self, Entry, Kind};
use super::applications::Overrule;
use super::requirements::{self, word_of};
use super::rescreens;
use super::users::User;
use super::{Result, applications::Application};
use crate::platform::db::{Db, Run, Tx, new_id, sql};
use crate::screening::{self, Cv, ENGINE_VERSION, Importance, Judgement, Screening, Thresholds, Verdict, Words};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

/// A screening as kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Kept {
    pub id: String,
    pub application_id: String,
    pub document_id: String,
    pub requirements_version: i64,
    /// `rules`, or a model's name.
    pub engine: String,
    pub engine_version: String,
    pub result: sqlx::types::Json<Screening>,
    pub started_at: DateTime<Utc>,
    /// Microseconds.
    pub took_us: i64,
}

/// A screening just made, not yet stored.
pub(super) struct Made {
    pub screening: Screening,
    pub took_us: i64,
}

/// What screening needs to know of a position.
#[derive(Clone)]
pub(super) struct Brief {
    pub position: screening::Position,
    pub words: Words,
    pub requirements_version: i64,
    pub thresholds: Thresholds,
}

const LATEST: &str = "SELECT s.* FROM screenings s JOIN applications a ON a.screening_id = s.id WHERE a.id = $1";

/// The screening an application's fit comes from.
pub async fn latest(db: &Db, _reader: &User, application: &Application) -> Result<Option<Kept>> {
    Ok(db.maybe(sql(LATEST).bind(&application.id)).await?)
}

pub(super) async fn latest_in(tx: &mut Tx, application: &str) -> Result<Option<Kept>> {
    Ok(tx.maybe(sql(LATEST).bind(application)).await?)
}

/// What a position asks for, as the engine takes it.
pub(super) async fn brief(db: &Db, position: &str) -> Result<Option<Brief>> {
    #[derive(sqlx::FromRow)]
    struct Found {
        title: String,
        location: String,
        requirements_version: i64,
        must_words: String,
        avoid_words: String,
        strong: i64,
        potential: i64,
    }
    let query = sql(
        "SELECT q.title, q.location, q.requirements_version, q.must_words, q.avoid_words, COALESCE(w.strong_from, 75) AS strong, COALESCE(w.potential_from, 50) AS potential
         FROM positions q LEFT JOIN workspace w ON w.id = 1 WHERE q.id = $1",
    );
    let Some(found) = db.maybe::<Found>(query.bind(position)).await? else { return Ok(None) };
    let requirements = requirements::of_position(db, position).await?;
    Ok(Some(Brief {
        position: screening::Position { title: found.title, location: found.location, requirements },
        words: requirements::words_of(&found.must_words, &found.avoid_words),
        requirements_version: found.requirements_version,
        thresholds: Thresholds {
            strong: found.strong.clamp(0, 100) as u8,
            potential: found.potential.clamp(0, 100) as u8,
        },
    }))
}

/// Runs the rules engine. Nothing to judge by means no screening. CPU work: keep it off the async threads.
pub(super) fn make(cv: &Cv, brief: &Brief) -> Option<Made> {
    let started = std::time::Instant::now();
    let screening = screening::screen_with(cv, &brief.position, &brief.words, brief.thresholds)?;
    Some(Made { screening, took_us: started.elapsed().as_micros() as i64 })
}

/// Stores a screening as the application's own and brings its fit up to date.
pub(super) async fn keep(
    tx: &mut Tx,
    application: &str,
    document: &str,
    brief: &Brief,
    mut made: Made,
    scope: Scope<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    for evidence in made.screening.verdicts.iter_mut().flat_map(|judged| judged.evidence.iter_mut()) {
        evidence.document = document.to_owned();
    }
    let id = new_id();
    let before: (i64,) = tx.one(sql("SELECT fit FROM applications WHERE id = $1").bind(application)).await?;
    tx.run(
        sql("INSERT INTO screenings (id, application_id, document_id, requirements_version, engine, engine_version, fit, result, started_at, took_us)
             VALUES ($1, $2, $3, $4, 'rules', $5, $6, $7, $8, $9)")
        .bind(&id)
        .bind(application)
        .bind(document)
        .bind(brief.requirements_version)
        .bind(ENGINE_VERSION)
        .bind(made.screening.fit.map_or(-1, i64::from))
        .bind(serde_json::to_value(&made.screening).map_err(anyhow::Error::from)?)
        .bind(now)
        .bind(made.took_us),
    )
    .await?;
    let query = sql("UPDATE applications SET screening_id = $1 WHERE id = $2");
    tx.run(query.bind(&id).bind(application)).await?;
    refit(tx, brief.thresholds, application, now).await?;
    let mut detail = json!({});
    if let (Some(fit), Some(recommendation)) = (made.screening.fit, made.screening.recommendation) {
        detail = json!({"fit": fit, "recommendation": recommendation});
    }
    if before.0 >= 0 {
        detail["before"] = json!(before.0);
    }
    let entry = Entry {
        project: Some(scope.project),
        position: Some(scope.position),
        candidate: Some(scope.candidate),
        application: Some(application),
        detail,
        ..Entry::new(Kind::Screened, None)
    };
    activity::record(tx, entry, now).await
}

/// Where an application belongs, for the record.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub project: &'a str,
    pub position: &'a str,
    pub candidate: &'a str,
}

/// The verdicts that count: the machine's, or the recruiter's where there is one.
pub fn standing(verdicts: &[Judgement], overrules: &[Overrule]) -> Vec<Judgement> {
    let mut standing = verdicts.to_vec();
    for judged in &mut standing {
        if let Some(overrule) = overrules.iter().find(|overrule| overrule.requirement_id == judged.requirement_id) {
            judged.verdict = overrule.verdict;
        }
    }
    standing
}

/// The coverage strip: a letter a verdict, capitals for musts.
pub fn coverage(verdicts: &[Judgement]) -> String {
    verdicts
        .iter()
        .map(|judged| {
            let letter = match judged.verdict {
                Verdict::Met => 'm',
                Verdict::PartlyMet => 'p',
                Verdict::NotMet => 'n',
                Verdict::NotStated => 's',
            };
            if judged.importance == Importance::Must { letter.to_ascii_uppercase() } else { letter }
        })
        .collect()
}

/// Computes an application's fit anew from the standing verdicts.
pub(super) async fn refit(tx: &mut Tx, thresholds: Thresholds, application: &str, now: DateTime<Utc>) -> Result<()> {
    let Some(kept) = latest_in(tx, application).await? else { return Ok(()) };
    let overrules = super::applications::overrules_in(tx, application).await?;
    let standing = standing(&kept.result.0.verdicts, &overrules);
    // A CV that the rules could not read has no fit until a recruiter gives a verdict.
    let judged = kept.result.0.fit.is_some() || !overrules.is_empty();
    let fit = judged.then(|| screening::fit(&standing));
    tx.run(
        sql("UPDATE applications SET fit = $1, overall_fit = $2, recommendation = $3, coverage = $4, updated_at = $5 WHERE id = $6")
            .bind(fit.map_or(-1, i64::from))
            .bind(fit.map(|fit| word_of(&screening::overall_fit(fit, thresholds))))
            .bind(kept.result.0.recommendation.map(|recommendation| word_of(&recommendation)))
            .bind(coverage(&standing))
            .bind(now)
            .bind(application),
    )
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct ToScreen {
    id: String,
    project_id: String,
    candidate_id: String,
    cv_id: String,
    text: String,
    links: sqlx::types::Json<Vec<String>>,
    fit_before: i64,
    before: Option<sqlx::types::Json<Screening>>,
    cv_before: Option<String>,
}

/// Screens every application of a position that was not yet judged by its present requirements, in small steps.
///
/// Safe to repeat and to break off: what is done is done.
pub async fn screen_position(db: &Db, position: &str, now: DateTime<Utc>) -> Result<usize> {
    let mut done = 0;
    loop {
        let Some(brief) = brief(db, position).await? else { return Ok(done) };
        if brief.position.requirements.is_empty() && brief.words.must.is_empty() {
            let mut tx = db.begin().await?;
            let query = sql("UPDATE applications SET fit = -1, coverage = '', overall_fit = NULL, recommendation = NULL, screening_id = NULL
                             WHERE position_id = $1 AND screening_id IS NOT NULL");
            tx.run(query.bind(position)).await?;
            rescreens::finish(&mut tx, position, now).await?;
            tx.commit().await?;
            return Ok(done);
        }
        let query = sql(
            "SELECT a.id, q.project_id, a.candidate_id, a.cv_id, t.text, t.links, a.fit AS fit_before, s.result AS before, s.document_id AS cv_before
             FROM applications a JOIN positions q ON q.id = a.position_id JOIN document_texts t ON t.document_id = a.cv_id
             LEFT JOIN screenings s ON s.id = a.screening_id
             WHERE a.position_id = $1 AND (s.id IS NULL OR s.requirements_version <> $2 OR s.document_id <> a.cv_id)
             ORDER BY a.id LIMIT 50",
        );
        let waiting: Vec<ToScreen> = db.all(query.bind(position).bind(brief.requirements_version)).await?;
        if waiting.is_empty() {
            let mut tx = db.begin().await?;
            rescreens::finish(&mut tx, position, now).await?;
            tx.announce(crate::platform::events::Event::new(format!("position:{position}"), "screened", position));
            tx.commit().await?;
            return Ok(done);
        }
        let (today, for_engine) = (now.date_naive(), brief.clone());
        let made = tokio::task::spawn_blocking(move || screen_all(waiting, &for_engine, today))
            .await
            .map_err(anyhow::Error::from)?;
        let run = rescreens::of_version(db, position, brief.requirements_version).await?;
        let mut tx = db.begin().await?;
        for (row, made) in made {
            let scope = Scope { project: &row.project_id, position, candidate: &row.candidate_id };
            let verdicts = made.screening.fit.map(|_| made.screening.verdicts.clone());
            keep(&mut tx, &row.id, &row.cv_id, &brief, made, scope, now).await?;
            if let (Some(run), Some(verdicts)) = (&run, &verdicts) {
                note_move(&mut tx, run, &row, verdicts, brief.thresholds).await?;
            }
            done += 1;
        }
        tx.announce(crate::platform::events::Event::new(format!("position:{position}"), "screened", position));
        tx.commit().await?;
    }
}

/// For the run's page: how one application came out, beside how it stood.
async fn note_move(tx: &mut Tx, run: &str, row: &ToScreen, after: &[Judgement], thresholds: Thresholds) -> Result<()> {
    let Some(before) = &row.before else { return Ok(()) };
    let overrules = super::applications::overrules_in(tx, &row.id).await?;
    let (before, after) = (standing(&before.0.verdicts, &overrules), standing(after, &overrules));
    let same_cv = row.cv_before.as_ref() == Some(&row.cv_id);
    let fit = (row.fit_before, i64::from(screening::fit(&after)));
    let band = |fit: i64| rescreens::band(fit, thresholds);
    let changes = rescreens::verdict_changes(&before, &after, same_cv);
    rescreens::note(tx, run, rescreens::Moved { application: &row.id, fit, band: (band(fit.0), band(fit.1)), changes })
        .await
}

fn screen_all(rows: Vec<ToScreen>, brief: &Brief, today: NaiveDate) -> Vec<(ToScreen, Made)> {
    rows.into_iter()
        .filter_map(|row| {
            let cv = Cv::read_with_links(&row.text, &row.links.0, today);
            make(&cv, brief).map(|made| (row, made))
        })
        .collect()
}
