//! Chromium without a window, told what to do over the pipe it offers for that.
//!
//! Neither chromedriver nor a driver crate: the protocol is JSON with a zero byte behind each message, a few calls are
//! all these tests need, and nothing is added to the build. Chromium ends when the pipe closes, however the tests end.

use serde_json::{Value, json};
use std::{
    collections::HashMap,
    env,
    fs::File,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Arc, Mutex,
        mpsc::{Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

const FLAGS: [&str; 16] = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    // A tab behind another works on like the one in front.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--lang=en-GB",
];

/// How long Chromium may take to answer, and to go.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running Chromium with a profile of its own. It goes when this is dropped.
pub struct Chromium {
    pub wire: Arc<Wire>,
    process: Child,
    _profile: TempDir,
}

impl Chromium {
    /// `None` where there is no Chromium, unless RECRUITPRO_TEST_BROWSER says `required`.
    pub fn start() -> Option<Chromium> {
        let Some(program) = program() else {
            assert!(!is_required(), "Chromium is required, but was not found");
            eprintln!("skipped: no Chromium");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut process = Command::new("sh")
            // Chromium reads from 3 and writes to 4.
            .args(["-c", r#"exec "$@" 3<&0 4>&1 0</dev/null 1>/dev/null"#, "sh"])
            .arg(program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .env("TMPDIR", profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(profile.path().join("stderr")).unwrap())
            .spawn()
            .unwrap();
        let wire = Wire::new(process.stdin.take().unwrap());
        let (reader, read) = (wire.clone(), process.stdout.take().unwrap());
        thread::spawn(move || reader.listen(read));
        Some(Chromium { wire, process, _profile: profile })
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        self.wire.close();
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            if let Ok(Some(_)) = self.process.try_wait() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether a missing part of the tests' tools is a failure.
pub fn is_required() -> bool {
    env::var("RECRUITPRO_TEST_BROWSER").is_ok_and(|word| word == "required")
}

fn program() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.exists())
}

/// Hears what happens in one tab, and may answer with a call.
pub type Listener = Box<dyn Fn(&str, &Value) -> Option<(&'static str, Value)> + Send>;

/// The line to Chromium: commands go out, answers and events come in.
pub struct Wire {
    out: Mutex<Option<ChildStdin>>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    sent: u64,
    waiting: HashMap<u64, Sender<Value>>,
    listeners: HashMap<String, Listener>,
}

impl Wire {
    fn new(out: ChildStdin) -> Arc<Wire> {
        Arc::new(Wire { out: Mutex::new(Some(out)), open: Mutex::default() })
    }

    /// Calls a method, in a tab's session or (`""`) in the browser, and waits for what it answers.
    pub fn call(&self, session: &str, method: &str, params: Value) -> Result<Value, String> {
        let (answer, answered) = channel();
        self.send(session, method, params, Some(answer));
        let mut said = answered.recv_timeout(PATIENCE).map_err(|_| format!("{method}: Chromium does not answer"))?;
        match said.get("error") {
            Some(error) => Err(format!("{method}: {error}")),
            None => Ok(said["result"].take()),
        }
    }

    pub fn hear(&self, session: &str, listener: Listener) {
        self.open.lock().unwrap().listeners.insert(session.to_owned(), listener);
    }

    fn send(&self, session: &str, method: &str, params: Value, answer: Option<Sender<Value>>) {
        let id = {
            let mut open = self.open.lock().unwrap();
            open.sent += 1;
            let id = open.sent;
            open.waiting.extend(answer.map(|answer| (id, answer)));
            id
        };
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        if let Some(out) = &mut *self.out.lock().unwrap() {
            // A broken pipe shows as a missing answer.
            let _ = out.write_all(&bytes);
        }
    }

    fn listen(&self, read: ChildStdout) {
        let mut read = BufReader::new(read);
        let mut message = Vec::new();
        while read.read_until(0, &mut message).is_ok_and(|length| length > 0) {
            if let Ok(said) = serde_json::from_slice(message.strip_suffix(b"\0").unwrap_or(&message)) {
                self.take(said);
            }
            message.clear();
        }
        self.open.lock().unwrap().waiting.clear();
    }

    fn take(&self, said: Value) {
        let mut open = self.open.lock().unwrap();
        if let Some(id) = said["id"].as_u64() {
            if let Some(answer) = open.waiting.remove(&id) {
                let _ = answer.send(said);
            }
        } else if let (Some(session), Some(method)) = (said["sessionId"].as_str(), said["method"].as_str())
            && let Some((call, params)) = open.listeners.get(session).and_then(|hear| hear(method, &said["params"]))
        {
            drop(open);
            self.send(session, call, params, None);
        }
    }

    fn close(&self) {
        self.out.lock().unwrap().take();
    }
}
