//! What happened around a candidate and what was written about them, newest first, page by page.

use super::tasks::{Listed, TaskForm};
use crate::{
    app::App,
    hiring::{
        activity::{self as record, Scope},
        candidates::Candidate,
        notes::{self, Note},
        tasks::Task,
        users::User,
    },
    web::{
        self,
        activity::{self, Line},
        auth::CurrentUser,
        layout::Shell,
        notes::NoteForm,
    },
};
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// How many entries a page holds.
const PAGE: usize = 40;

/// The field `feed` of `candidates/_activity.html`.
pub struct Feed {
    pub candidate: String,
    /// The address of this side of the page.
    pub base: String,
    pub show: &'static str,
    pub entries: Vec<Entry>,
    /// The next page, if something happened before.
    pub earlier: Option<String>,
    pub is_latest: bool,
    pub form: NoteForm,
    /// Everyone who can be named in a note, as JSON.
    pub people: String,
    pub tasks: Listed,
    pub may_edit: bool,
}

/// A line of the feed: a note with its words, or what happened.
pub enum Entry {
    Note(Written),
    Line(Line),
}

/// A note, its words cut where they name someone.
pub struct Written {
    pub note: Note,
    pub parts: Vec<(String, bool)>,
}

impl Written {
    pub fn of(note: Note, names: &[&str]) -> Written {
        let parts = notes::text_parts(&note.body, names);
        let parts = parts.into_iter().map(|(text, named)| (text.to_owned(), named.is_some())).collect();
        Written { note, parts }
    }
}

/// What may be shown alone: the word in the address, and on the page.
const SHOWN: [(&str, &str); 5] =
    [("", "All"), ("notes", "Notes"), ("stages", "Stages"), ("files", "Files"), ("changes", "Changes")];

/// What is asked of a feed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    pub show: String,
    pub before: String,
}

/// Moments and ids; both sides of the feed are in their order.
type Spot = (DateTime<Utc>, String);

fn spot(key: &str) -> Option<Spot> {
    let (micros, id) = key.split_once('.')?;
    Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.to_owned()))
}

impl Feed {
    /// The parts that can be shown alone.
    pub fn parts(&self) -> &'static [(&'static str, &'static str)] {
        &SHOWN
    }

    pub async fn of(
        app: &App,
        user: &CurrentUser,
        candidate: &Candidate,
        base: String,
        ask: &Ask,
        form: NoteForm,
    ) -> web::Result<Feed> {
        let (db, before) = (&app.db, spot(&ask.before));
        let show = SHOWN.iter().map(|(word, _)| *word).find(|word| *word == ask.show).unwrap_or_default();
        let most = PAGE as i64 + 1;
        let scope = match show {
            "" => Some(Scope::All),
            "stages" => Some(Scope::Stages),
            "files" => Some(Scope::Files),
            "changes" => Some(Scope::Changes),
            _ => None,
        };
        let happened = async {
            match scope {
                Some(scope) => record::of_candidate(db, user, &candidate.id, scope, before.clone(), most).await,
                None => Ok(Vec::new()),
            }
        };
        let written = async {
            match show {
                "" | "notes" => Note::before(db, user, &candidate.id, before.clone(), most).await,
                _ => Ok(Vec::new()),
            }
        };
        let tasks = Task::of_candidate(db, user, &candidate.id);
        let (happened, written, everyone, tasks) = tokio::try_join!(happened, written, User::all(db), tasks)?;
        let names: Vec<&str> = everyone.iter().map(|user| user.name.as_str()).collect();

        let mut entries: Vec<(Spot, Entry)> = Vec::new();
        for note in written {
            entries.push(((note.created_at, note.id.clone()), Entry::Note(Written::of(note, &names))));
        }
        for activity in &happened {
            let line = activity::lines(std::slice::from_ref(activity), activity::Page::Candidate).into_iter().next();
            entries.extend(line.map(|line| ((activity.at, activity.id.clone()), Entry::Line(line))));
        }
        entries.sort_by(|(a, _), (b, _)| b.cmp(a));
        let more = entries.len() > PAGE;
        entries.truncate(PAGE);
        let earlier = entries.last().filter(|_| more).map(|((at, id), _)| {
            let show = if show.is_empty() { String::new() } else { format!("show={show}&") };
            format!("{base}?{show}before={}.{id}", at.timestamp_micros())
        });
        let active: Vec<&str> = everyone.iter().filter(|one| one.active).map(|one| one.name.as_str()).collect();
        Ok(Feed {
            candidate: candidate.id.clone(),
            base,
            show,
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
            earlier,
            is_latest: before.is_none(),
            form,
            people: serde_json::to_string(&active).unwrap_or_default(),
            tasks: Listed {
                tasks,
                form: TaskForm::new(user),
                people: everyone
                    .iter()
                    .filter(|one| one.active)
                    .map(|one| (one.id.clone(), one.name.clone()))
                    .collect(),
                action: format!("/candidates/{}/tasks", candidate.id),
                may_add: candidate.editable,
                today: Shell::bare(app, user).await?.today(),
            },
            may_edit: candidate.editable,
        })
    }
}
