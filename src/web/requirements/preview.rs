//! What changed requirements would do to those the position has had, before anything is saved.

use crate::{
    app::App,
    hiring::{
        positions::Position,
        replay::{self, Agreement, Decided, Replay, Row},
        requirements::Draft,
        rescreens::Asked,
        workspace::Workspace,
    },
    screening::{Requirement, Words},
    web,
};

/// How many of those that move are listed.
const LISTED: usize = 40;

/// The part `requirements/_preview.html`.
pub struct Preview {
    pub replayed: usize,
    /// All there are, where only a sample was replayed.
    pub sample_of: Option<usize>,
    pub up: usize,
    pub down: usize,
    pub bands: usize,
    pub agreement: Option<Agreement>,
    pub decided: usize,
    pub rows: Vec<Row>,
}

impl Preview {
    pub async fn of(app: &App, position: &Position, rows: Vec<Draft>, words: Words) -> web::Result<Preview> {
        let thresholds = Workspace::find(&app.db).await?.map(|workspace| workspace.thresholds()).unwrap_or_default();
        let requirements = rows.into_iter().enumerate().map(|(at, row)| Requirement {
            id: row.id.unwrap_or_else(|| format!("new-{at}")),
            text: row.text,
            category: row.category,
            importance: row.importance,
            weight: row.weight,
        });
        let asked = Asked { requirements: requirements.collect(), words };
        let _core = app.cpu.acquire().await.map_err(anyhow::Error::from)?;
        let today = app.clock.now().date_naive();
        Ok(Preview::told(replay::replay(&app.db, position, asked, thresholds, today).await?))
    }

    fn told(replay: Replay) -> Preview {
        let count = |test: fn(&&Row) -> bool| replay.rows.iter().filter(test).count();
        Preview {
            replayed: replay.rows.len(),
            sample_of: (replay.of > replay.rows.len() && replay.of > replay::MOST).then_some(replay.of),
            up: count(|row| row.after > row.before),
            down: count(|row| row.after < row.before),
            bands: count(|row| row.band_before.is_some_and(|before| before != row.band_after)),
            agreement: replay.agreement,
            decided: replay.decided,
            rows: replay.rows.iter().filter(|row| row.after != row.before).take(LISTED).cloned().collect(),
        }
    }
}

/// What people decided about someone, in a word or two.
pub fn decided(row: &Row) -> &'static str {
    match row.decided {
        Decided::WentOn => "Went on",
        Decided::Rejected => "Rejected",
        Decided::NotYet => "Not decided",
    }
}
