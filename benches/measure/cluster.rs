//! A PostgreSQL cluster with its default settings, so that a commit is on the disk when it says so.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

pub struct Cluster {
    folder: PathBuf,
    server: Child,
}

impl Cluster {
    /// Starts the cluster in this folder, made if there is none.
    pub async fn start(folder: PathBuf) -> Cluster {
        let programs = programs();
        let data = folder.join("data");
        if !data.exists() {
            fs::create_dir_all(&folder).expect("a folder for PostgreSQL");
            for above in folder.ancestors().take(2) {
                fs::set_permissions(above, Permissions::from_mode(0o755)).expect("a folder PostgreSQL can reach");
            }
            let owned = Command::new("chown").arg("postgres").arg(&folder).status();
            assert!(owned.is_ok_and(|status| status.success()), "the folder cannot be given to the user postgres");
            let made = as_postgres(&programs.join("initdb"))
                .args(["--auth=trust", "--encoding=UTF8", "--locale=C", "-D"])
                .arg(&data)
                .current_dir(&folder)
                .output()
                .expect("initdb");
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        }
        let log = File::create(folder.join("log")).expect("a log");
        let server = as_postgres(&programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder)
            .args(["-c", "listen_addresses="])
            .current_dir(&folder)
            .stderr(log)
            .spawn()
            .expect("PostgreSQL");
        let cluster = Cluster { folder, server };
        let begun = Instant::now();
        while PgConnection::connect(&cluster.url("postgres")).await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "PostgreSQL does not start");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        cluster
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.display())
    }

    /// Makes the database anew.
    pub async fn make(&self, database: &str) {
        let mut admin = PgConnection::connect(&self.url("postgres")).await.expect("PostgreSQL");
        for statement in
            [format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"), format!("CREATE DATABASE {database}")]
        {
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut admin).await.expect("a new database");
        }
    }

    /// Its first process, whose children serve connections.
    pub fn id(&self) -> u32 {
        self.server.id()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
    }
}

/// The folder of the newest installed PostgreSQL's programs.
fn programs() -> PathBuf {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = installed.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).max();
    let newest = newest.expect("PostgreSQL, installed in /usr/lib/postgresql");
    PathBuf::from(format!("/usr/lib/postgresql/{newest}/bin"))
}

/// PostgreSQL does not run as root.
fn as_postgres(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}
