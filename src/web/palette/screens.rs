//! Screens that no link of the side bar leads to.

use crate::hiring::{search::folded, users::User};

pub struct Screen {
    pub name: &'static str,
    /// Other words for it.
    also: &'static str,
    pub icon: &'static str,
    pub href: &'static str,
    for_admins: bool,
}

const fn screen(name: &'static str, also: &'static str, icon: &'static str, href: &'static str) -> Screen {
    Screen { name, also, icon, href, for_admins: false }
}

const fn setting(name: &'static str, also: &'static str, icon: &'static str, href: &'static str) -> Screen {
    Screen { for_admins: true, ..screen(name, also, icon, href) }
}

static SCREENS: &[Screen] = &[
    screen("New project", "add create", "plus", "/projects/new"),
    screen("New pool", "add create list", "plus", "/pools/new"),
    screen("Import candidates", "upload table CSV XLSX Excel", "file-up", "/imports/new"),
    screen("Activity", "what happened feed history log", "history", "/activity"),
    screen("Duplicates", "merge same person", "git-merge", "/duplicates"),
    screen("Tags", "labels", "tag", "/tags"),
    screen("Your password", "settings change account", "key-round", "/settings/password"),
    setting("Workspace", "settings name time zone thresholds", "building-2", "/settings/workspace"),
    setting("Users", "settings people team roles", "users", "/settings/users"),
    setting("Stage templates", "settings pipeline", "sliders-horizontal", "/settings/stage-templates"),
    setting("Reasons", "settings rejection withdrawal", "circle-x", "/settings/reasons"),
    setting("Background jobs", "settings queue failed", "history", "/settings/jobs"),
];

impl Screen {
    pub fn all(reader: &User) -> Vec<&'static Screen> {
        SCREENS.iter().filter(|screen| !screen.for_admins || reader.role.is_admin()).collect()
    }

    /// Those with words that begin like all that was typed.
    pub fn named(reader: &User, text: &str) -> Vec<&'static Screen> {
        let typed = folded(text);
        let fits = |screen: &&Screen| {
            let words = folded(&format!("{} {}", screen.name, screen.also));
            !typed.is_empty() && typed.iter().all(|start| words.iter().any(|word| word.starts_with(start.as_str())))
        };
        Screen::all(reader).into_iter().filter(fits).collect()
    }
}
