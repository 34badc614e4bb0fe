//! Calibration: how changed requirements would rank those a position has had, and whether that is how people decided.
//! Nothing is stored.

use super::applications::Overrule;
use super::positions::Position;
use super::requirements::from_word;
use super::rescreens::Asked;
use super::{Result, screenings};
use crate::platform::db::{Db, Run, sql};
use crate::screening::{self, Cv, OverallFit, Thresholds, overall_fit, screen_with};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;

/// How many applications are replayed at most; of more, an even sample.
pub const MOST: usize = 300;
/// With fewer decisions than this, their order says nothing.
pub const DECIDED: usize = 10;

/// What people decided about someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Reached an interview, an offer or the job.
    WentOn,
    Rejected,
    NotYet,
}

/// One application under the changed requirements.
#[derive(Clone, Debug)]
pub struct Row {
    pub application: String,
    pub candidate: String,
    pub decided: Decided,
    /// -1 when never screened.
    pub before: i64,
    pub after: i64,
    pub band_before: Option<OverallFit>,
    pub band_after: OverallFit,
}

#[derive(Clone, Debug, Default)]
pub struct Replay {
    /// Those that move furthest first.
    pub rows: Vec<Row>,
    /// How many the position has with a CV that was read.
    pub of: usize,
    pub agreement: Option<Agreement>,
    pub decided: usize,
}

/// How well an order agrees with what people decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Pairs of someone who went on and someone rejected.
    pub pairs: usize,
    /// The share of them in that order by fit, ties counting half, in percent.
    pub before: f64,
    pub after: f64,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: String,
    candidate: String,
    stage_kind: String,
    outcome: String,
    fit: i64,
    text: String,
    links: sqlx::types::Json<Vec<String>>,
}

/// Screens the position's applications by what is asked in `asked`. Fills a core for a moment: take a permit first.
pub async fn replay(
    db: &Db,
    position: &Position,
    asked: Asked,
    thresholds: Thresholds,
    today: NaiveDate,
) -> Result<Replay> {
    let ids = sql("SELECT a.id FROM applications a JOIN document_texts t ON t.document_id = a.cv_id
                   WHERE a.position_id = $1 ORDER BY a.id");
    let ids: Vec<(String,)> = db.all(ids.bind(&position.id)).await?;
    let of = ids.len();
    let chosen: Vec<String> = evenly(of, MOST).map(|at| ids[at].0.clone()).collect();
    let query = sql("SELECT a.id, c.name AS candidate, s.kind AS stage_kind, a.outcome, a.fit, t.text, t.links
         FROM applications a JOIN candidates c ON c.id = a.candidate_id JOIN stages s ON s.id = a.stage_id
         JOIN document_texts t ON t.document_id = a.cv_id WHERE a.id");
    #[derive(sqlx::FromRow)]
    struct Said {
        application_id: String,
        requirement_id: String,
        verdict: String,
        at: DateTime<Utc>,
    }
    let said =
        sql("SELECT application_id, requirement_id, verdict, at FROM overrules WHERE application_id").any_of(&chosen);
    let (stored, said): (Vec<Stored>, Vec<Said>) = tokio::try_join!(db.all(query.any_of(&chosen)), db.all(said))?;
    let mut overrules: HashMap<String, Vec<Overrule>> = HashMap::new();
    for word in said {
        if let Some(verdict) = from_word(&word.verdict) {
            let (by, reason) = Default::default();
            let overrule = Overrule { requirement_id: word.requirement_id, verdict, reason, by, at: word.at };
            overrules.entry(word.application_id).or_default().push(overrule);
        }
    }
    let by = screening::Position {
        title: position.title.clone(),
        location: position.location.clone(),
        requirements: asked.requirements,
    };
    let screened = tokio::task::spawn_blocking(move || {
        let none = Vec::new();
        let row = |stored: Stored| {
            let cv = Cv::read_with_links(&stored.text, &stored.links.0, today);
            let made = screen_with(&cv, &by, &asked.words, thresholds)?;
            let said = overrules.get(&stored.id).unwrap_or(&none);
            if made.fit.is_none() && said.is_empty() {
                return None;
            }
            let after = screening::fit(&screenings::standing(&made.verdicts, said));
            Some(Row {
                decided: decided(&stored.outcome, &stored.stage_kind),
                candidate: stored.candidate,
                application: stored.id,
                before: stored.fit,
                after: i64::from(after),
                band_before: u8::try_from(stored.fit).ok().map(|fit| overall_fit(fit, thresholds)),
                band_after: overall_fit(after, thresholds),
            })
        };
        stored.into_iter().filter_map(row).collect::<Vec<Row>>()
    });
    let mut rows = screened.await.map_err(anyhow::Error::from)?;
    rows.sort_by_key(|row| (std::cmp::Reverse((row.after - row.before).abs()), row.application.clone()));
    let decided = rows.iter().filter(|row| row.decided != Decided::NotYet).count();
    Ok(Replay { agreement: agreement(&rows), rows, of, decided })
}

fn decided(outcome: &str, stage_kind: &str) -> Decided {
    match (outcome, stage_kind) {
        ("rejected", _) => Decided::Rejected,
        ("active", "interview" | "offer" | "hired") => Decided::WentOn,
        _ => Decided::NotYet,
    }
}

/// Places of at most `most` out of `of`, as far apart as can be.
fn evenly(of: usize, most: usize) -> impl Iterator<Item = usize> {
    let taken = of.min(most);
    (0..taken).map(move |n| n * of / taken.max(1))
}

fn agreement(rows: &[Row]) -> Option<Agreement> {
    let of = |wanted: Decided| rows.iter().filter(move |row| row.decided == wanted).collect::<Vec<_>>();
    let (went_on, rejected) = (of(Decided::WentOn), of(Decided::Rejected));
    let pairs = went_on.len() * rejected.len();
    if pairs == 0 || went_on.len() + rejected.len() < DECIDED {
        return None;
    }
    let share = |fit: fn(&Row) -> i64| {
        let in_order = |on: &&Row| {
            let better = rejected.iter().map(|off| match fit(on).cmp(&fit(off)) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            });
            better.sum::<f64>()
        };
        100.0 * went_on.iter().map(in_order).sum::<f64>() / pairs as f64
    };
    Some(Agreement { pairs, before: share(|row| row.before), after: share(|row| row.after) })
}

#[cfg(test)]
mod tests {
    use super::{Decided, Row, agreement, evenly};
    use crate::screening::OverallFit;

    fn row(decided: Decided, before: i64, after: i64) -> Row {
        let (application, candidate) = (String::new(), String::new());
        Row { application, candidate, decided, before, after, band_before: None, band_after: OverallFit::Low }
    }

    #[test]
    fn agreement_is_the_share_of_pairs_in_the_order_people_chose() {
        let mut rows: Vec<Row> = (0..5).map(|n| row(Decided::WentOn, 50, 60 + n)).collect();
        rows.extend((0..5).map(|_| row(Decided::Rejected, 50, 10)));
        let found = agreement(&rows).expect("ten decisions are enough");
        assert_eq!((found.pairs, found.before, found.after), (25, 50.0, 100.0));
        rows.pop();
        assert_eq!(agreement(&rows), None, "nine are too few");
        let all_on: Vec<Row> = (0..20).map(|_| row(Decided::WentOn, 1, 2)).collect();
        assert_eq!(agreement(&all_on), None, "nobody to compare with");
    }

    #[test]
    fn a_sample_is_spread_over_all() {
        assert_eq!(evenly(3, 300).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(evenly(10, 4).collect::<Vec<_>>(), [0, 2, 5, 7]);
        assert_eq!(evenly(0, 4).count(), 0);
    }
}
