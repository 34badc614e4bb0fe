//! Every key of the product. Controls, scripts, the page of shortcuts and the palette all take them from here.

use std::fmt;

/// A part of the page of shortcuts.
pub struct Group {
    pub title: &'static str,
    pub lines: &'static [Line],
}

pub struct Line {
    pub does: &'static str,
    pub keys: &'static [Key],
    pub for_admins: bool,
}

/// One key under the name that pages and scripts know it by.
pub struct Key {
    pub name: &'static str,
    /// Strokes one after the other, each as `static/js/keys.js` writes it: `g p`, `?`, `mod+k`, `shift+arrowright`.
    pub press: &'static str,
    pub by: By,
}

/// Who answers to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The control that carries it: `{{ "upload"|hotkey }}`.
    Control,
    /// A script that asks `meant(event, 'row-next')`.
    Script,
    /// The browser, without us.
    Browser,
}

const fn line(does: &'static str, keys: &'static [Key]) -> Line {
    Line { does, keys, for_admins: false }
}

const fn on(name: &'static str, press: &'static str) -> Key {
    Key { name, press, by: By::Control }
}

const fn script(name: &'static str, press: &'static str) -> Key {
    Key { name, press, by: By::Script }
}

const fn browser(name: &'static str, press: &'static str) -> Key {
    Key { name, press, by: By::Browser }
}

pub static GROUPS: &[Group] = &[
    Group {
        title: "Anywhere",
        lines: &[
            line("Find people and places, and do things", &[on("palette", "mod+k")]),
            line("To the search field of the page", &[on("filter", "/")]),
            line("Undo what was just done", &[on("undo", "z")]),
            line("Shortcuts", &[on("shortcuts", "?")]),
            line("Collapse sidebar", &[on("sidebar", "[")]),
            line("Close a menu or dialog", &[browser("close", "escape")]),
        ],
    },
    Group {
        title: "Go to",
        lines: &[
            line("Home", &[on("home", "g h")]),
            line("Projects", &[on("projects", "g p")]),
            line("Candidates", &[on("candidates", "g c")]),
            line("Tasks", &[on("tasks", "g t")]),
            line("Mentions", &[on("mentions", "g m")]),
            line("Pools", &[on("pools", "g o")]),
            Line { does: "Settings", keys: &[on("settings", "g s")], for_admins: true },
        ],
    },
    Group {
        title: "Lists",
        lines: &[
            line("Next or previous row", &[script("row-next", "j"), script("row-previous", "k")]),
            line("Choose the row", &[script("row-choose", "x")]),
            line("Open the row", &[browser("row-open", "enter")]),
            line("Upload CVs to the position", &[on("upload", "u")]),
        ],
    },
    Group {
        title: "Board",
        lines: &[
            line(
                "From card to card",
                &[
                    script("card-left", "arrowleft"),
                    script("card-right", "arrowright"),
                    script("card-up", "arrowup"),
                    script("card-down", "arrowdown"),
                ],
            ),
            line(
                "Move the card to the column beside it",
                &[script("card-move-left", "shift+arrowleft"), script("card-move-right", "shift+arrowright")],
            ),
            line("Move to…", &[script("card-move", "m")]),
            line("Choose the card", &[script("card-choose", "x")]),
        ],
    },
    Group {
        title: "Candidate",
        lines: &[
            line("Next or previous candidate", &[on("next", "j"), on("previous", "k")]),
            line("Move to the next stage", &[on("advance", "a")]),
            line("Reject", &[on("reject", "r")]),
            line("Write a note", &[on("note", "n")]),
            line("Save the note", &[on("note-save", "mod+enter")]),
            line("Edit, under Details", &[on("edit", "d")]),
            line("Evidence in the CV on or off", &[on("evidence", "e")]),
            line("Compare with the best of the position", &[on("compare", "v")]),
        ],
    },
];

pub fn all() -> impl Iterator<Item = &'static Key> {
    GROUPS.iter().flat_map(|group| group.lines).flat_map(|line| line.keys)
}

/// The key that a control carries.
pub fn on_control(name: &str) -> Option<&'static Key> {
    all().find(|key| key.name == name && key.by == By::Control)
}

/// What scripts need to know, as JSON: names and what is pressed.
pub fn for_scripts() -> String {
    let known = all().filter(|key| key.by == By::Script).map(|key| (key.name.to_owned(), key.press.into()));
    serde_json::Value::Object(known.collect()).to_string()
}

impl Key {
    /// As it is printed on the keys, one for each.
    pub fn caps(&self) -> Vec<String> {
        self.press.split(' ').flat_map(|stroke| stroke.split('+')).map(cap).collect()
    }
}

/// As it stands in a title: `G P`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.caps().join(" "))
    }
}

fn cap(key: &str) -> String {
    match key {
        "mod" => "Ctrl".to_owned(),
        "shift" => "Shift".to_owned(),
        "escape" => "Esc".to_owned(),
        "enter" => "↵".to_owned(),
        "arrowleft" => "←".to_owned(),
        "arrowright" => "→".to_owned(),
        "arrowup" => "↑".to_owned(),
        "arrowdown" => "↓".to_owned(),
        letter => letter.to_uppercase(),
    }
}
