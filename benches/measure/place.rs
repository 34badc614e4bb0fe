//! Where a measurement takes place: a database, filled or new, and the server on it.

use crate::cluster::Cluster;
use crate::program::{Credentials, Server};
use recruitpro::platform::db::{Connect, Db, Row, Run, Sql, sql};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;

/// The folder all databases are in, and the engine that runs them.
pub struct Places {
    root: PathBuf,
    cluster: Option<Cluster>,
    /// Removed at the end.
    _temporary: Option<TempDir>,
}

/// One database.
pub struct Place {
    pub engine: &'static str,
    pub data: PathBuf,
    /// The address of the database on PostgreSQL.
    pub database: Option<String>,
    /// The first process of PostgreSQL.
    pub cluster: Option<u32>,
}

/// A database with people in it.
pub struct Filled {
    pub place: Place,
    pub who: Credentials,
    pub db: Db,
}

impl Places {
    pub async fn open(postgres: bool) -> Places {
        let kept = std::env::var_os("RECRUITPRO_BENCH_DIR").map(PathBuf::from);
        let temporary = kept.is_none().then(|| tempfile::tempdir().expect("a folder"));
        let root = kept.or(temporary.as_ref().map(|folder| folder.path().to_owned())).expect("a folder");
        fs::create_dir_all(&root).expect("a folder");
        let cluster = if postgres { Some(Cluster::start(root.join("postgres")).await) } else { None };
        Places { root, cluster, _temporary: temporary }
    }

    fn place(&self, name: &str) -> Place {
        let engine = if self.cluster.is_some() { "PostgreSQL" } else { "SQLite" };
        Place {
            engine,
            data: self.root.join(format!("{}-{name}", engine.to_lowercase())),
            database: self.cluster.as_ref().map(|cluster| cluster.url(name)),
            cluster: self.cluster.as_ref().map(Cluster::id),
        }
    }

    /// A new, empty database.
    pub async fn empty(&self, name: &str) -> Place {
        let place = self.place(name);
        let _ = fs::remove_dir_all(&place.data);
        if let Some(cluster) = &self.cluster {
            cluster.make(name).await;
        }
        place
    }

    /// A database with so many candidates: the one of last time, or a new one.
    pub async fn filled(&self, candidates: u64) -> Filled {
        let name = format!("filled_{candidates}");
        let noted = self.place(&name).data.join("credentials");
        if !noted.exists() {
            let place = self.empty(&name).await;
            let begun = Instant::now();
            let who = Credentials::fill(&place.data, place.database.as_deref(), candidates);
            println!("filled with {candidates} candidates in {:.0} s", begun.elapsed().as_secs_f64());
            fs::write(&noted, format!("{}\n{}", who.email, who.password)).expect("a note");
        }
        let noted = fs::read_to_string(noted).expect("a note");
        let (email, password) = noted.split_once('\n').expect("an address and a password");
        let place = self.place(&name);
        let db = place.open().await;
        let who = Credentials { email: email.to_owned(), password: password.to_owned() };
        Filled { place, who, db }
    }
}

impl Place {
    pub async fn serve(&self) -> Server {
        Server::start(&self.data, self.database.as_deref()).await
    }

    /// The database itself, past the server.
    async fn open(&self) -> Db {
        let url =
            self.database.clone().unwrap_or_else(|| format!("sqlite://{}", self.data.join("recruitpro.db").display()));
        // One of them listens for events.
        Connect { url, connections: 2 }.open().await.expect("the database")
    }
}

impl Filled {
    pub async fn rows<T: Row>(&self, query: Sql) -> Vec<T> {
        self.db.all(query).await.expect("rows")
    }

    /// So many values of a query's one column, from all over its rows.
    pub async fn some(&self, query: &'static str, most: usize) -> Vec<String> {
        let rows: Vec<(String,)> = self.rows(sql(query)).await;
        spread(rows, most).map(|(value,)| value).collect()
    }

    /// On the disk, in bytes.
    pub async fn size(&self) -> u64 {
        if self.place.database.is_some() {
            let rows: Vec<(i64,)> = self.rows(sql("SELECT pg_database_size(current_database())")).await;
            return rows.first().map_or(0, |(size,)| size.unsigned_abs());
        }
        let size = |name: &str| fs::metadata(Path::new(&self.place.data).join(name)).map_or(0, |file| file.len());
        size("recruitpro.db") + size("recruitpro.db-wal")
    }
}

/// So many of these, evenly chosen and then mixed, the same each time.
pub fn spread<T>(all: Vec<T>, most: usize) -> impl Iterator<Item = T> {
    let step = (all.len() / most.max(1)).max(1);
    let mut chosen: Vec<(u64, T)> = all
        .into_iter()
        .step_by(step)
        .take(most)
        .enumerate()
        .map(|(index, value)| ((index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15), value))
        .collect();
    chosen.sort_by_key(|(key, _)| *key);
    chosen.into_iter().map(|(_, value)| value)
}
