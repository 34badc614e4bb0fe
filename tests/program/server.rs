//! A server of the built program on a data folder, and who may sign in to it.

use super::{Client, request};
use recruitpro::web::forms::encoded;
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_recruitpro");

/// Longest a server may take to its first answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. Dropping it kills it.
pub struct Server {
    pub address: SocketAddr,
    /// From its start to its first answer.
    pub took: Duration,
    child: Child,
    data: PathBuf,
    database: Option<String>,
}

/// Who may sign in to a filled workspace.
#[derive(Clone)]
pub struct Credentials {
    pub email: String,
    pub password: String,
}

/// A command of the program on this data folder, and on this PostgreSQL database where there is one.
fn command(data: &Path, database: Option<&str>) -> Command {
    let mut command = Command::new(PROGRAM);
    // What is set around us is meant for another server.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("RECRUITPRO_")) {
        command.env_remove(name);
    }
    command.env("RECRUITPRO_DATA_DIR", data);
    if let Some(url) = database {
        command.env("RECRUITPRO_DATABASE_URL", url);
    }
    command
}

impl Server {
    /// Starts on an address of its own and waits until it answers.
    pub async fn start(data: &Path, database: Option<&str>) -> Server {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
        Self::start_at(free, data, database).await
    }

    async fn start_at(address: SocketAddr, data: &Path, database: Option<&str>) -> Server {
        std::fs::create_dir_all(data).expect("a data folder");
        let log = data.join("server.log");
        let log = File::options().create(true).append(true).open(log).expect("a log");
        let started = Instant::now();
        let child = command(data, database)
            .arg("serve")
            .env("RECRUITPRO_LISTEN", address.to_string())
            .stdout(log.try_clone().expect("a log"))
            .stderr(log)
            .spawn()
            .expect("the program");
        let (data, database) = (data.to_owned(), database.map(str::to_owned));
        let mut server = Server { address, took: Duration::ZERO, child, data, database };
        let mut client = Client::new(address);
        while !client.get("/health", &[]).await.is_ok_and(|answer| answer.status == 200) {
            assert!(started.elapsed() < PATIENCE, "no answer; see {}", server.data.join("server.log").display());
            let gone = server.child.try_wait().expect("the program's state");
            assert!(gone.is_none(), "ended: {gone:?}; see {}", server.data.join("server.log").display());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.took = started.elapsed();
        server
    }

    /// Kills it as `kill -9` does, without a last word, and starts another in its place.
    pub async fn crash(mut self) -> Server {
        self.child.kill().and_then(|()| self.child.wait()).expect("it was running");
        Self::start_at(self.address, &self.data, self.database.as_deref()).await
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Signs in. Returns the cookie.
    pub async fn sign_in(&self, who: &Credentials) -> String {
        let form = format!("email={}&password={}", encoded(&who.email), encoded(&who.password));
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let asked = request("POST", "/sign-in", &headers, form.as_bytes());
        let answer = Client::new(self.address).send(&asked).await.expect("an answer");
        assert_eq!(answer.status, 303, "not signed in: {}", answer.text());
        let cookie = answer.header("set-cookie").expect("a cookie");
        cookie.split(';').next().unwrap_or_default().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Credentials {
    /// Fills the database with candidates, and learns who may sign in.
    pub fn fill(data: &Path, database: Option<&str>, candidates: u64) -> Credentials {
        let Output { status, stdout, stderr } = command(data, database)
            .args(["fill", "--candidates", &candidates.to_string()])
            .output()
            .expect("the program");
        let said = String::from_utf8_lossy(&stdout);
        assert!(status.success(), "fill: {said}{}", String::from_utf8_lossy(&stderr));
        let line = said.lines().find_map(|line| line.strip_prefix("sign in as ")).expect("credentials");
        let (email, password) = line.split_once(" with the password ").expect("credentials");
        Credentials { email: email.to_owned(), password: password.to_owned() }
    }
}
