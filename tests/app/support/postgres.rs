//! A throw-away PostgreSQL cluster from the installed binaries: one a test program, one database a test.

use recruitpro::platform::db::Connect;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::{
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::OnceCell;

const TEMPLATE: &str = "recruitpro_template";

/// A database of one test.
pub struct Database {
    pub url: String,
    name: String,
}

struct Cluster {
    folder: PathBuf,
    /// The server stops when this end closes: when the test program ends, however it ends.
    _lifeline: ChildStdin,
}

static FINISHED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A migrated database of its own, or `None` where PostgreSQL is not installed.
pub async fn fresh_database() -> Option<Database> {
    static CLUSTER: OnceCell<Option<Cluster>> = OnceCell::const_new();
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Some(cluster) = CLUSTER.get_or_init(Cluster::start).await else {
        let required = std::env::var("RECRUITPRO_TEST_POSTGRES").is_ok_and(|word| word == "required");
        assert!(!required, "PostgreSQL is required, but its programs were not found");
        eprintln!("skipped: no PostgreSQL");
        return None;
    };
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&cluster.url("postgres")).await.unwrap();
    // Tests that are over leave their databases to the next one: a destructor cannot wait.
    let finished = std::mem::take(&mut *FINISHED.lock().unwrap());
    for over in finished {
        run(&mut admin, format!("DROP DATABASE {over} WITH (FORCE)")).await;
    }
    run(&mut admin, format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}")).await;
    Some(Database { url: cluster.url(&name), name })
}

impl Database {
    pub fn give_back(self) {
        FINISHED.lock().unwrap().push(self.name);
    }
}

impl Cluster {
    async fn start() -> Option<Cluster> {
        let programs = programs()?;
        let folder = std::env::temp_dir().join(format!("recruitpro-pg-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let owner = other_user();
        if let Some(user) = &owner {
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
            assert!(Command::new("chown").arg(user).arg(&folder).status().unwrap().success());
        }

        let data = folder.join("data");
        let made = as_user(owner.as_deref(), &programs.join("initdb"))
            .args(["--auth=trust", "--username=tests", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data)
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));

        let server = as_user(owner.as_deref(), &programs.join("postgres"));
        let mut watched = Command::new("sh");
        watched
            // `read` returns when the test program is gone; then the server goes, and its folder.
            .args([
                "-c",
                r#"folder=$1; shift; "$@" >"$folder/log" 2>&1 & read -r _; kill -INT $!; wait; rm -rf "$folder""#,
                "sh",
            ])
            .arg(&folder)
            .arg(server.get_program())
            .args(server.get_args())
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder)
            .args(["-c", "listen_addresses="])
            .args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
            .args(["-c", "max_connections=400", "-c", "shared_buffers=64MB"])
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Out of reach of Ctrl-C: the server stops by its lifeline alone.
            .process_group(0);
        let lifeline = watched.spawn().unwrap().stdin.take().unwrap();
        let cluster = Cluster { folder, _lifeline: lifeline };
        cluster.make_template().await;
        Some(cluster)
    }

    async fn make_template(&self) {
        let begun = Instant::now();
        let mut admin = loop {
            match PgConnection::connect(&self.url("postgres")).await {
                Ok(admin) => break admin,
                Err(_) if begun.elapsed() < Duration::from_secs(30) => {
                    tokio::time::sleep(Duration::from_millis(50)).await
                }
                Err(error) => {
                    panic!(
                        "PostgreSQL did not start: {error}\n{}",
                        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
                    )
                }
            }
        };
        run(&mut admin, format!("CREATE DATABASE {TEMPLATE}")).await;
        let mut template = PgConnection::connect(&self.url(TEMPLATE)).await.unwrap();
        run(&mut template, "CREATE EXTENSION hstore".into()).await;
        run(&mut template, "CREATE EXTENSION pgcrypto".into()).await;
        template.close().await.unwrap();
        let db = Connect { url: self.url(TEMPLATE), connections: 2 }.open().await.unwrap();
        db.migrate().await.unwrap();
        db.close().await;
        // A template can be copied only while nobody is connected to it.
        run(&mut admin, format!("ALTER DATABASE {TEMPLATE} ALLOW_CONNECTIONS false")).await;
        let others = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{TEMPLATE}'");
        run(&mut admin, others).await;
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://tests@localhost/{database}?host={}", self.folder.display())
    }
}

async fn run(connection: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.unwrap();
}

/// The folder of the newest installed PostgreSQL's programs.
fn programs() -> Option<PathBuf> {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = installed
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    let on_path =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let newest_first = versions.into_iter().rev().map(|(_, folder)| folder);
    newest_first.chain(on_path).find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// PostgreSQL refuses to run as root: then another user runs it.
fn other_user() -> Option<String> {
    let id = |arguments: &[&str]| Command::new("id").args(arguments).stderr(Stdio::null()).output().ok();
    let am_root = id(&["-u"]).is_some_and(|me| me.stdout.trim_ascii() == b"0");
    let known = |user: &&str| id(&["-u", user]).is_some_and(|found| found.status.success());
    am_root.then(|| ["postgres", "nobody"].into_iter().find(known).expect("a user to run PostgreSQL").to_owned())
}

fn as_user(user: Option<&str>, program: &Path) -> Command {
    let Some(user) = user else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command
        .arg(format!("--reuid={user}"))
        .arg(format!("--regid={}", group_of(user)))
        .arg("--clear-groups")
        .arg(program);
    command
}

fn group_of(user: &str) -> String {
    let found = Command::new("id").args(["-g", user]).output().unwrap();
    String::from_utf8(found.stdout).unwrap().trim().to_owned()
}
