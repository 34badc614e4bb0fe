//! One file of an upload as its page shows it, and how far the whole has come.

use crate::{
    hiring::intake::{File, Progress, State, Upload},
    web::forms::encoded,
};
use chrono::{DateTime, TimeDelta, Utc};

/// Which files the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    All,
    Needs,
    Work,
    Added,
}

impl Show {
    /// What the address asks for; everything when it is not understood.
    pub fn asked(word: &str) -> Show {
        [Show::Needs, Show::Work, Show::Added].into_iter().find(|show| show.word() == word).unwrap_or(Show::All)
    }

    pub fn word(self) -> &'static str {
        match self {
            Show::All => "",
            Show::Needs => "needs",
            Show::Work => "work",
            Show::Added => "added",
        }
    }

    /// How the address asks for it.
    pub fn query(self) -> String {
        if self == Show::All { String::new() } else { format!("?show={}", self.word()) }
    }

    pub fn holds(self, state: State) -> bool {
        match self {
            Show::All => true,
            Show::Needs => state == State::Failed,
            Show::Work => matches!(state, State::Received | State::Reading | State::Parsing | State::Screening),
            Show::Added => state == State::Done,
        }
    }
}

/// How far an upload has come: the block `uploads/_standing.html`.
pub(super) struct Standing {
    pub href: String,
    pub position_href: String,
    pub progress: Progress,
    /// As many as were announced, or came.
    pub total: i64,
    /// Files are missing and none has come for a while.
    pub is_stalled: bool,
    /// Where to look once more whether it is.
    pub recheck: Option<String>,
    pub may_edit: bool,
    pub show: Show,
    /// Sent to take the place of the block on the page.
    pub swapped: bool,
}

/// A pause this long between two files, and whoever sends them may have gone.
const STALLED: TimeDelta = TimeDelta::seconds(60);

/// A filter above the files.
pub(super) struct Tab {
    pub href: String,
    pub label: &'static str,
    pub count: i64,
    pub current: bool,
}

impl Standing {
    pub fn new(upload: &Upload, progress: Progress, show: Show, now: DateTime<Utc>) -> Standing {
        let href = format!("/uploads/{}", upload.id);
        let total = progress.total.max(upload.expected);
        let is_missing = progress.total < total;
        let is_stalled = is_missing && now - progress.last.unwrap_or(upload.created_at) >= STALLED;
        let as_of = now.to_rfc3339();
        let recheck = format!("{href}/files?show={}&since={}", show.word(), encoded(&as_of));
        Standing {
            href,
            position_href: format!("/positions/{}", upload.position_id),
            progress,
            total,
            is_stalled,
            recheck: (is_missing && !is_stalled).then_some(recheck),
            may_edit: upload.editable,
            show,
            swapped: false,
        }
    }

    pub fn swapped(self) -> Standing {
        Standing { swapped: true, ..self }
    }

    pub fn missing(&self) -> i64 {
        self.total - self.progress.total
    }

    /// Nothing more will happen unless someone does something.
    pub fn is_over(&self) -> bool {
        self.progress.finished() >= self.total
    }

    /// A part of the bar, in percent.
    pub fn share(&self, count: &i64) -> String {
        format!("{:.2}", 100.0 * *count as f64 / self.total.max(1) as f64)
    }

    pub fn percent(&self) -> i64 {
        100 * self.progress.finished() / self.total.max(1)
    }

    pub fn tabs(&self) -> [Tab; 4] {
        let progress = &self.progress;
        let tab = |show: Show, label, count| Tab {
            href: format!("{}{}", self.href, show.query()),
            label,
            count,
            current: show == self.show,
        };
        [
            tab(Show::All, "All", progress.total),
            tab(Show::Needs, "Needs you", progress.failed),
            tab(Show::Work, "In work", progress.waiting + progress.in_work),
            tab(Show::Added, "Added", progress.done),
        ]
    }
}

/// One file: the row `uploads/_file.html`.
pub(super) struct Row {
    pub file: File,
    /// The file's own, or what it is just now in the middle of.
    state: State,
    pub may_edit: bool,
    /// Sent to take the place of the row on the page.
    pub swapped: bool,
}

impl Row {
    pub fn new(file: File, may_edit: bool) -> Row {
        Row { state: file.state, file, may_edit, swapped: false }
    }

    /// The same in the middle of its work, where `told` says so and the work is not over.
    pub fn swapped(file: File, may_edit: bool, told: Option<State>) -> Row {
        let under_way = file.state == State::Reading;
        Row { state: told.filter(|_| under_way).unwrap_or(file.state), file, may_edit, swapped: true }
    }

    pub fn tone(&self) -> &'static str {
        match self.state {
            State::Done => "pos",
            State::Duplicate => "warn",
            State::Failed => "neg",
            _ => "work",
        }
    }

    pub fn is_done(&self) -> bool {
        self.state == State::Done
    }

    pub fn may_retry(&self) -> bool {
        self.may_edit && self.file.is_worth_retrying()
    }

    pub fn has_failed(&self) -> bool {
        self.state == State::Failed
    }

    pub fn icon(&self) -> (&'static str, &'static str) {
        match self.state {
            State::Received => ("clock", "text-ink-3"),
            State::Reading | State::Parsing | State::Screening => ("loader-circle", "spin text-accent-ink"),
            State::Done => ("circle-check", "text-pos"),
            State::Duplicate => ("copy-check", "text-warn-ink"),
            State::Failed => ("file-x-2", "text-neg-ink"),
        }
    }

    /// Where its candidate is.
    pub fn href(&self) -> Option<String> {
        match (&self.file.application_id, &self.file.candidate_id) {
            (Some(application), _) => Some(format!("/applications/{application}")),
            (None, Some(candidate)) => Some(format!("/candidates/{candidate}")),
            (None, None) => None,
        }
    }

    /// What is happening to it, or happened.
    pub fn says(&self) -> String {
        match self.state {
            State::Received => "Waiting to be read".into(),
            State::Reading => "Reading the text".into(),
            State::Parsing => "Finding jobs, dates and skills".into(),
            State::Screening => "Screening against the requirements".into(),
            State::Done => self.file.reason.clone(),
            State::Duplicate => match &self.file.duplicate_name {
                Some(name) if *name != self.file.file_name => format!("The same file as {name}"),
                _ => "The same file was sent before".into(),
            },
            State::Failed => self.file.reason.clone(),
        }
    }
}
