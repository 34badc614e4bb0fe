//! A drop of CVs on a server that is killed twice before it has read them all, and what is there afterwards.

use super::{Credentials, Cv, Server, Upload};
use recruitpro::platform::db::{Connect, Db, Run, sql};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Longest any part of it may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A drop in which nothing is simple: some files come twice, and some people send two versions of their CV.
pub struct Pile {
    pub files: Vec<Cv>,
    pub people: i64,
    pub twins: i64,
}

/// What a drop left in the database.
#[derive(Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Left {
    pub done: i64,
    pub duplicates: i64,
    pub failed: i64,
    pub unfinished: i64,
    pub candidates: i64,
    pub applications: i64,
    pub documents: i64,
    pub screenings: i64,
    /// Entries in the activity log that say someone applied.
    pub told: i64,
}

impl Pile {
    /// Of ten files, the ninth is the same as the eighth, and the tenth another version of it.
    pub fn of(files: u64) -> Pile {
        let mut pile = Pile { files: Vec::new(), people: 0, twins: 0 };
        for index in 0..files {
            pile.files.push(match index % 10 {
                8 => Cv { name: format!("again-{index}.pdf"), ..Cv::pdf(7, index - 1) },
                9 => Cv::docx(7, index - 2),
                _ => Cv::pdf(7, index),
            });
            pile.twins += i64::from(index % 10 == 8);
            pile.people += i64::from(index % 10 < 8);
        }
        pile
    }

    /// What must be there in the end.
    pub fn expected(&self) -> Left {
        let done = self.files.len() as i64 - self.twins;
        Left {
            done,
            duplicates: self.twins,
            failed: 0,
            unfinished: 0,
            candidates: self.people,
            applications: self.people,
            documents: done,
            screenings: done,
            told: self.people,
        }
    }
}

impl Left {
    async fn by(upload: &Upload, position: &str, db: &Db) -> Left {
        // Written out, as the product's own counts are what is in question.
        let query = sql("SELECT
                (SELECT COUNT(*) FROM upload_files WHERE upload_id = $1 AND state = 'done') AS done,
                (SELECT COUNT(*) FROM upload_files WHERE upload_id = $1 AND state = 'duplicate') AS duplicates,
                (SELECT COUNT(*) FROM upload_files WHERE upload_id = $1 AND state = 'failed') AS failed,
                (SELECT COUNT(*) FROM upload_files WHERE upload_id = $1
                    AND state NOT IN ('done', 'duplicate', 'failed')) AS unfinished,
                (SELECT COUNT(DISTINCT c.email) FROM candidates c JOIN applications a ON a.candidate_id = c.id
                    WHERE a.position_id = $2) AS candidates,
                (SELECT COUNT(*) FROM applications WHERE position_id = $2) AS applications,
                (SELECT COUNT(*) FROM documents d JOIN applications a ON a.candidate_id = d.candidate_id
                    WHERE a.position_id = $2) AS documents,
                (SELECT COUNT(*) FROM screenings s JOIN applications a ON a.id = s.application_id
                    WHERE a.position_id = $2) AS screenings,
                (SELECT COUNT(*) FROM activities WHERE position_id = $2 AND kind = 'applied') AS told");
        db.one(query.bind(&upload.id).bind(position)).await.expect("counts")
    }

    fn finished(&self) -> i64 {
        self.done + self.duplicates + self.failed
    }
}

/// Drops the pile on an empty position; kills the server while files arrive, and again while they are read. Returns
/// what is there once nothing is left to do, and how long it took.
pub async fn drop_through_two_crashes(data: &Path, database: Option<&str>, pile: &Pile) -> (Left, Duration) {
    let who = Credentials::fill(data, database, 1);
    let server = Server::start(data, database).await;
    let url = database.map_or_else(|| format!("sqlite://{}", data.join("recruitpro.db").display()), str::to_owned);
    let db = Connect { url, connections: 2 }.open().await.expect("the database");
    let empty = sql("SELECT id FROM positions WHERE id NOT IN (SELECT position_id FROM applications) LIMIT 1");
    let (position,): (String,) = db.one(empty).await.expect("a position");

    let cookie = server.sign_in(&who).await;
    let upload = Upload::begin(&server, &cookie, &position, pile.files.len()).await;
    let files = Arc::new(pile.files.clone());
    let begun = Instant::now();
    let sending = tokio::spawn({
        let upload = upload.clone();
        async move { upload.send(files, 3).await }
    });
    let half = pile.files.len() as i64 / 2;
    until("a third had arrived", async || upload.arrived() >= pile.files.len() / 3).await;
    let server = server.crash().await;
    until("half were finished", async || Left::by(&upload, &position, &db).await.finished() >= half).await;
    let server = server.crash().await;
    sending.await.expect("everything was sent");
    until("nothing was left to do", async || Left::by(&upload, &position, &db).await.unfinished == 0).await;
    let took = begun.elapsed();
    // Whatever is still to be repeated, such as work that ended without its receipt, must change nothing.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let left = Left::by(&upload, &position, &db).await;
    db.close().await;
    drop(server);
    (left, took)
}

pub async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
