//! A tab, used as a person uses it: by what is written on the page, with a mouse and a keyboard.

use crate::{
    chromium::{Chromium, Wire},
    server::{EMAIL, PASSWORD, Server},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// How long something may take to show.
const PATIENCE: Duration = Duration::from_secs(15);
const FINDERS: &str = include_str!("find.js");

pub struct Page {
    wire: Arc<Wire>,
    session: String,
    /// The visitor's cookies and storage.
    context: String,
    origin: String,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    /// What went wrong and nobody asked for.
    complaints: Vec<String>,
}

impl Page {
    /// A tab of a visitor with no cookies yet, at a desk.
    pub fn of_new_visitor(chromium: &Chromium, server: &Server) -> Page {
        let context = chromium.wire.call("", "Target.createBrowserContext", json!({})).unwrap();
        let context = context["browserContextId"].as_str().unwrap().to_owned();
        Page::open_tab(chromium.wire.clone(), context, server.origin())
    }

    /// Another tab of the same visitor.
    pub fn another_tab(&self) -> Page {
        Page::open_tab(self.wire.clone(), self.context.clone(), self.origin.clone())
    }

    fn open_tab(wire: Arc<Wire>, context: String, origin: String) -> Page {
        let tab = json!({ "url": "about:blank", "browserContextId": context, "newWindow": true });
        let target = wire.call("", "Target.createTarget", tab).unwrap();
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = wire.call("", "Target.attachToTarget", attach).unwrap()["sessionId"].as_str().unwrap().to_owned();
        let log = Arc::new(Mutex::new(Log::default()));
        let heard = log.clone();
        wire.hear(
            &session,
            Box::new(move |method, said| {
                let mut log = heard.lock().unwrap();
                log.complaints.extend(complaint(method, said));
                (method == "Page.javascriptDialogOpening")
                    .then(|| ("Page.handleJavaScriptDialog", json!({ "accept": true })))
            }),
        );
        let page = Page { wire, session, context, origin, log };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        page.resize(1440, 900);
        page.look(false);
        page
    }

    /// Turns scripts off, from the next page on.
    pub fn forbid_scripts(&self) {
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    }

    /// CSS pixels; up to 500 across is a phone.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width <= 500 });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Light or dark, by the system's setting. Nothing moves by itself.
    pub fn look(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Types an address of the server and waits until its page is there.
    pub fn open(&self, path: &str) {
        self.wait("the page before", "(window.left = true)");
        let went = self.call("Page.navigate", json!({ "url": format!("{}{path}", self.origin) }));
        assert!(went["errorText"].is_null(), "{path}: {}", went["errorText"]);
        // A place on the very page loads nothing.
        if went["loaderId"].is_string() {
            self.wait(&format!("{path} to load"), "!window.left && document.readyState === 'complete'");
        }
    }

    /// Loads the page again and again until it says this: how one waits where scripts are off.
    pub fn open_until(&self, path: &str, text: &str) {
        self.until(&format!("{path} to say {text:?}"), || {
            self.open(path);
            let says = format!("tidy(document.body.innerText).includes({})", quoted(text));
            if self.ask(&says)? { Ok(()) } else { Err("it does not".into()) }
        });
    }

    /// Signs in through the sign-in page as the first super admin.
    pub fn sign_in(&self) {
        self.open("/sign-in");
        self.fill("E-mail address", EMAIL);
        self.fill("Password", PASSWORD);
        self.press("Sign in");
        self.wait("the sign-in to be over", "location.pathname !== '/sign-in' && document.readyState === 'complete'");
    }

    /// Waits for the page with this heading, whole.
    pub fn heading(&self, text: &str) {
        let asked = format!(
            "document.readyState === 'complete' && tidy(document.querySelector('h1')?.innerText ?? '') === {}",
            quoted(text)
        );
        self.wait(&format!("the heading {text:?}"), &asked);
    }

    /// Waits until the page says this where it can be seen.
    pub fn see(&self, text: &str) {
        self.wait(&format!("{text:?}"), &format!("tidy(document.body?.innerText ?? '').includes({})", quoted(text)));
    }

    /// Waits until an expression in the page's own language is true.
    pub fn wait(&self, what: &str, expression: &str) {
        self.until(what, || match self.ask(expression)? {
            true => Ok(()),
            false => Err("it is not".into()),
        });
    }

    /// Clicks the link, button or box with this name.
    pub fn press(&self, name: &str) {
        self.click_on(&format!("{name:?}"), &format!("control({})", quoted(name)));
    }

    /// Clicks the first visible element that a CSS selector finds.
    pub fn click(&self, css: &str) {
        self.click_on(css, &format!("inReach({})[0]", quoted(css)));
    }

    fn click_on(&self, what: &str, element: &str) {
        let at = self.reach(what, element);
        for kind in ["mousePressed", "mouseReleased"] {
            let at = json!({ "type": kind, "x": at["x"], "y": at["y"], "button": "left", "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", at);
        }
    }

    /// Where an element can be clicked.
    fn reach(&self, what: &str, element: &str) -> Value {
        self.until(&format!("{what} to be in reach"), || {
            let found: Value = self.ask(&format!("place({element})"))?;
            if found.is_object() { Ok(found) } else { Err(found.to_string()) }
        })
    }

    /// Fills in the field with this label; a list takes the text of one of its choices.
    pub fn fill(&self, label: &str, value: &str) {
        let field = format!("field({})", quoted(label));
        self.wait(&format!("the field {label:?}"), &format!("Boolean({field})"));
        let chosen: bool = self.js(&format!(
            "(() => {{ const list = {field}; if (list.tagName !== 'SELECT') return false;
              const at = [...list.options].findIndex((option) => tidy(option.text) === {0});
              if (at < 0) throw new Error('no choice ' + {0});
              list.selectedIndex = at; list.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})()",
            quoted(value)
        ));
        if !chosen {
            self.click_on(&format!("the field {label:?}"), &field);
            self.js::<Value>(&format!("{field}.select()"));
            self.write(value);
        }
    }

    /// Writes where the focus is, as if pasted.
    pub fn write(&self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// Picks up what a CSS selector finds and puts it down on what another finds, with the mouse, in small steps.
    pub fn drag(&self, from: &str, goal: &str) {
        let first = |css: &str| format!("inReach({})[0]", quoted(css));
        self.reach(from, &first(from));
        let to = self.reach(goal, &first(goal));
        // Going there may have moved the page under what is picked up.
        let from: Value = self.js(&format!("middle({}).at", first(from)));
        let axis = |place: &Value, name: &str| place[name].as_f64().unwrap();
        self.mouse("mousePressed", axis(&from, "x"), axis(&from, "y"));
        for step in 1..=10 {
            let way = |name| axis(&from, name) + (axis(&to, name) - axis(&from, name)) * f64::from(step) / 10.0;
            self.mouse("mouseMoved", way("x"), way("y"));
            thread::sleep(Duration::from_millis(30));
        }
        // A hand lets go when it sees where the card will lie, which the page tells in its own time.
        let lies = format!("{}.querySelector('.sortable-ghost') !== null", first(goal));
        self.until(&format!("what is held to lie on {goal}"), || {
            self.mouse("mouseMoved", axis(&to, "x"), axis(&to, "y"));
            if self.ask(&lies)? { Ok(()) } else { Err("it does not".into()) }
        });
        self.mouse("mouseReleased", axis(&to, "x"), axis(&to, "y"));
    }

    fn mouse(&self, kind: &str, x: f64, y: f64) {
        let buttons = i32::from(kind != "mouseReleased");
        let at = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 });
        self.call("Input.dispatchMouseEvent", at);
    }

    /// Cuts the connection, or mends it.
    pub fn offline(&self, cut: bool) {
        let how = json!({ "offline": cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.call("Network.emulateNetworkConditions", how);
    }

    /// Presses keys one after the other: letters, arrows, or the names `Enter`, `Escape`, `Tab`; `Shift+`, `Ctrl+`, `Alt+`
    /// and `Meta+` hold those keys.
    pub fn keys(&self, keys: &[&str]) {
        self.wait("the page to be ready", "document.readyState === 'complete'");
        for key in keys {
            let (key, modifiers) = held(key);
            let (code, text) = match key {
                "Enter" => (13, "\r"),
                "Escape" => (27, ""),
                "Tab" => (9, ""),
                "ArrowLeft" => (37, ""),
                "ArrowUp" => (38, ""),
                "ArrowRight" => (39, ""),
                "ArrowDown" => (40, ""),
                letter => (letter.to_uppercase().bytes().next().map_or(0, i64::from), letter),
            };
            let letter = modifiers & !SHIFT == 0;
            let mut press =
                json!({ "type": "keyDown", "key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers });
            if letter && !text.is_empty() {
                press["text"] = text.into();
            }
            self.call("Input.dispatchKeyEvent", press);
            self.call("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code }));
        }
    }

    /// Presses a key of another alphabet: what it writes, and where it lies.
    pub fn foreign_key(&self, key: &str, code: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.call("Input.dispatchKeyEvent", json!({ "type": kind, "key": key, "code": code }));
        }
    }

    /// Chooses files in the file field that a CSS selector finds.
    pub fn choose_files(&self, css: &str, files: &[PathBuf]) {
        let found =
            self.call("Runtime.evaluate", json!({ "expression": format!("document.querySelector({})", quoted(css)) }));
        let field = &found["result"]["objectId"];
        assert!(field.is_string(), "no field {css}");
        self.call("DOM.setFileInputFiles", json!({ "files": files, "objectId": field }));
    }

    /// The texts of the visible elements that a CSS selector finds.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.js(&format!("all({}).filter(shown).map((e) => tidy(e.innerText))", quoted(css)))
    }

    /// What is written on the control that has the focus.
    pub fn focused(&self) -> String {
        self.js("said(document.activeElement)")
    }

    /// The path of the address.
    pub fn path(&self) -> String {
        self.js("location.pathname")
    }

    /// What a JavaScript expression gives.
    pub fn js<T: DeserializeOwned>(&self, expression: &str) -> T {
        self.ask(expression).unwrap_or_else(|why| panic!("{expression}: {why}"))
    }

    fn ask<T: DeserializeOwned>(&self, expression: &str) -> Result<T, String> {
        let wrapped = format!("(() => {{ {FINDERS}\nreturn ({expression}); }})()");
        let asked = json!({ "expression": wrapped, "returnByValue": true, "awaitPromise": true });
        let mut said = self.wire.call(&self.session, "Runtime.evaluate", asked)?;
        if let Some(thrown) = said.get("exceptionDetails") {
            return Err(thrown["exception"]["description"].as_str().unwrap_or("it threw").to_owned());
        }
        serde_json::from_value(said["result"]["value"].take()).map_err(|error| error.to_string())
    }

    /// Runs a script as it stands, past the page's own policy, and gives what it ends with.
    pub fn inject(&self, script: &str) -> Value {
        let asked = json!({ "expression": script, "returnByValue": true, "awaitPromise": true });
        let mut said = self.call("Runtime.evaluate", asked);
        assert!(said.get("exceptionDetails").is_none(), "{}", said["exceptionDetails"]);
        said["result"]["value"].take()
    }

    /// A picture of the window.
    pub fn shoot(&self, file: &Path) {
        let taken = self.call("Page.captureScreenshot", json!({ "optimizeForSpeed": true }));
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, BASE64_STANDARD.decode(taken["data"].as_str().unwrap()).unwrap()).unwrap();
    }

    /// What went wrong since the last time this was asked: errors in the console, refused or failed requests.
    pub fn complaints(&self) -> Vec<String> {
        std::mem::take(&mut self.log.lock().unwrap().complaints)
    }

    pub fn expect_no_complaints(&self) {
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "{}: {complaints:#?}", self.path());
    }

    fn call(&self, method: &str, params: Value) -> Value {
        self.wire.call(&self.session, method, params).unwrap_or_else(|why| panic!("{why}"))
    }

    /// Checks again and again until it is so; gives up with the last reason why not.
    fn until<T>(&self, what: &str, mut check: impl FnMut() -> Result<T, String>) -> T {
        let begun = Instant::now();
        loop {
            match check() {
                Ok(found) => return found,
                Err(why) if begun.elapsed() > PATIENCE => self.give_up(&format!("{what}: {why}")),
                Err(_) => thread::sleep(Duration::from_millis(15)),
            }
        }
    }

    fn give_up(&self, what: &str) -> ! {
        let file = crate::screens().join("failed.png");
        self.shoot(&file);
        let said: Value = self.ask("[location.href, tidy(document.body.innerText)]").unwrap_or_default();
        let complaints = self.complaints();
        panic!("waited for {what}\nat {said:#}\ncomplaints {complaints:#?}\npicture {}", file.display());
    }
}

const SHIFT: i64 = 8;

/// A key without the keys held with it, and those as the protocol adds them up.
fn held(mut key: &str) -> (&str, i64) {
    let mut modifiers = 0;
    for (name, bit) in [("Alt+", 1), ("Ctrl+", 2), ("Meta+", 4), ("Shift+", SHIFT)] {
        if let Some(rest) = key.strip_prefix(name) {
            (key, modifiers) = (rest, modifiers | bit);
        }
    }
    (key, modifiers)
}

/// A text as JavaScript writes it.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// What an event says is wrong.
fn complaint(method: &str, said: &Value) -> Option<String> {
    match method {
        "Runtime.exceptionThrown" => {
            Some(format!("exception: {}", said["exceptionDetails"]["exception"]["description"]))
        }
        "Runtime.consoleAPICalled" if said["type"] == "error" => Some(format!("console: {}", said["args"])),
        // A PDF in a tab of its own asks for an icon no page of ours names.
        "Log.entryAdded" if said["entry"]["url"].as_str().is_some_and(|url| url.ends_with("/favicon.ico")) => None,
        // Policy violations come this way, and requests that were answered 400 and up.
        "Log.entryAdded" if said["entry"]["level"] == "error" => {
            Some(format!("{}: {} {}", said["entry"]["source"], said["entry"]["text"], said["entry"]["url"]))
        }
        "Page.javascriptDialogOpening" => Some(format!("asked: {}", said["type"])),
        "Network.loadingFailed" if said["canceled"] != true => {
            Some(format!("request: {} {}", said["type"], said["errorText"]))
        }
        _ => None,
    }
}
