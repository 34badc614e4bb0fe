//! What happened, told in sentences with links.

mod feed;

pub use feed::index;

use super::{auth::CurrentUser, events};
use crate::{
    app::App,
    hiring::activity::{Activity, Kind, TOPIC},
};
use axum::{extract::State, response::sse};
use chrono::{DateTime, Utc};
use std::time::Duration;

/// One line of a feed: `activity/_feed.html` shows a `Vec` of them.
pub struct Line {
    pub icon: &'static str,
    pub parts: Vec<Part>,
    pub at: DateTime<Utc>,
    /// The project it belongs to and its address, where the page does not say so itself.
    pub place: Option<(String, String)>,
}

/// A piece of the sentence, leading somewhere or not.
pub struct Part {
    pub text: String,
    pub href: Option<String>,
}

/// Whose page the sentence stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Home,
    /// Everything, one by one.
    Feed,
    Project,
    /// The candidate is not named again.
    Candidate,
}

/// A feed for a page. Several people added to one position in a row make one line.
pub fn lines(activities: &[Activity], page: Page) -> Vec<Line> {
    let alike = |a: &Activity, b: &Activity| {
        matches!(page, Page::Home | Page::Project)
            && (a.kind, b.kind) == (Kind::Applied, Kind::Applied)
            && (&a.position_id, &a.actor_name) == (&b.position_id, &b.actor_name)
    };
    activities
        .chunk_by(alike)
        .filter_map(|run| match run {
            [] => None,
            [one] => Some(line(one, page)),
            [newest, ..] => {
                let who = actor(newest);
                let parts =
                    vec![text(format!("{who} added {} candidates to ", run.len())), position(newest), text(".")];
                Some(Line { icon: "users", parts, at: newest.at, place: place(newest, page) })
            }
        })
        .collect()
}

fn line(activity: &Activity, page: Page) -> Line {
    let (who, fact) = (actor(activity), |name: &str| activity.fact(name));
    let them = || candidate(activity, page);
    let at = || position(activity);
    let because = |reason: String| if reason.is_empty() { ".".to_owned() } else { format!(": {reason}") };
    let (icon, parts) = match activity.kind {
        Kind::ProjectAdded => ("folders", vec![text(format!("{who} created the project."))]),
        Kind::ProjectChanged => ("pencil", vec![text(format!("{who} {}.", fact("what")))]),
        Kind::PositionAdded => ("briefcase", vec![text(format!("{who} added the position ")), at(), text(".")]),
        Kind::PositionChanged => {
            let did = match fact("status").as_str() {
                "open" => "opened",
                "closed" => "closed",
                _ => "changed",
            };
            ("pencil", vec![text(format!("{who} {did} ")), at(), text(".")])
        }
        Kind::DocumentsChanged => ("file-text", vec![text(format!("{who} {}.", fact("what")))]),
        Kind::StagesChanged => {
            let what = fact("what");
            let end = if what.is_empty() { ".".to_owned() } else { format!(": {what}.") };
            ("sliders-horizontal", vec![text(format!("{who} changed the stages of ")), at(), text(end)])
        }
        Kind::RequirementsChanged => {
            let count = fact("count");
            let noun = if count == "1" { "requirement" } else { "requirements" };
            let told = vec![text(format!("{who} set {count} {noun} for ")), at(), text(".")];
            ("list-plus", told.into_iter().chain(who_moved(activity).into_iter().flatten()).collect())
        }
        Kind::CandidateAdded => ("user-plus", vec![text(format!("{who} added ")), them(), text(".")]),
        Kind::CvAdded => ("file-text", vec![text(format!("{who} added a CV of ")), them(), text(".")]),
        Kind::Applied => {
            let source = fact("source");
            let told = page == Page::Candidate && !source.is_empty();
            let end = if told { format!(", from {source}.") } else { ".".to_owned() };
            ("user-plus", vec![text(format!("{who} added ")), them(), text(" to "), at(), text(end)])
        }
        Kind::Screened => {
            let before = fact("before");
            let fit = fact("fit");
            let end = match before.is_empty() || before == fit {
                _ if fit.is_empty() => ": no fit, as the rules don’t read the CV’s script.".to_owned(),
                true => format!(": fit {fit}."),
                false => format!(": fit {fit}, was {before}."),
            };
            ("scan-text", vec![text("RecruitPro screened "), them(), text(" for "), at(), text(end)])
        }
        Kind::Moved => {
            let way = format!(" from {} to {} for ", fact("from"), fact("to"));
            ("arrow-right", vec![text(format!("{who} moved ")), them(), text(way), at(), text(".")])
        }
        Kind::Rejected => (
            "circle-x",
            vec![text(format!("{who} rejected ")), them(), text(" for "), at(), text(because(fact("reason")))],
        ),
        Kind::Withdrawn => {
            let noted = text(format!("{who} noted that "));
            let subject = if page == Page::Candidate { text("they") } else { them() };
            ("user-x", vec![noted, subject, text(" withdrew from "), at(), text(because(fact("reason")))])
        }
        Kind::Reopened => (
            "user-round-check",
            vec![text(format!("{who} took ")), them(), text(" back into play for "), at(), text(".")],
        ),
        Kind::Undone => {
            let end = format!(", back to {}.", fact("to"));
            ("undo-2", vec![text(format!("{who} undid the last move of ")), them(), text(" for "), at(), text(end)])
        }
        Kind::Overruled => {
            let verdict = fact("verdict").replace('_', " ");
            let end = format!(" “{}”: {verdict}{}", fact("requirement"), because(fact("reason")));
            ("sliders-horizontal", vec![text(format!("{who} judged ")), them(), text(" differently on"), text(end)])
        }
        Kind::OverruleWithdrawn => {
            let end = format!(" on “{}”.", fact("requirement"));
            ("sliders-horizontal", vec![text(format!("{who} went back to the screening of ")), them(), text(end)])
        }
        Kind::Tagged => ("tag", vec![text(format!("{who} tagged ")), them(), text(format!(" “{}”.", fact("tag")))]),
        Kind::Untagged => ("tag", vec![text(format!("{who} took the tag “{}” off ", fact("tag"))), them(), text(".")]),
        Kind::Pooled => {
            ("users", vec![text(format!("{who} added ")), them(), text(" to the pool "), pool(activity), text(".")])
        }
        Kind::Unpooled => {
            ("users", vec![text(format!("{who} took ")), them(), text(" out of the pool "), pool(activity), text(".")])
        }
        Kind::DetailsChanged => {
            ("pencil", vec![text(format!("{who} changed the {} of ", fact("fields"))), them(), text(".")])
        }
        Kind::DetailsRestored => (
            "undo-2",
            vec![text(format!("{who} took the {} of ", fact("fields"))), them(), text(" from the CV again.")],
        ),
        Kind::FileAdded => {
            ("file-text", vec![text(format!("{who} added the file {} to ", fact("file"))), them(), text(".")])
        }
        Kind::FileRemoved => {
            ("trash-2", vec![text(format!("{who} removed the file {} of ", fact("file"))), them(), text(".")])
        }
        Kind::Merged => ("git-merge", vec![text(format!("{who} merged {} into ", other(activity))), them(), text(".")]),
        Kind::Unmerged => {
            ("undo-2", vec![text(format!("{who} took {} apart from ", other(activity))), them(), text(" again.")])
        }
        Kind::Erased => ("trash-2", vec![text(format!("{who} erased a candidate."))]),
        Kind::Exported if activity.candidate_id.is_none() => {
            let said = text(format!("{who} exported {} candidates", fact("count")));
            let end = text(format!(" as {}.", fact("what")));
            match activity.position_id {
                Some(_) => ("download", vec![said, text(" of "), at(), end]),
                None => ("download", vec![said, end]),
            }
        }
        Kind::Exported => {
            ("download", vec![text(format!("{who} exported ")), them(), text(format!(" as {}.", fact("what")))])
        }
        Kind::ArchiveMade => ("download", vec![text(format!("{who} had an archive of the workspace made."))]),
        Kind::ArchiveFetched => ("download", vec![text(format!("{who} fetched an archive of the workspace."))]),
        Kind::Assigned => {
            let owner = fact("owner");
            let (did, end) = match owner.as_str() {
                "" => ("took the owner off ", " for ".to_owned()),
                owner => ("gave ", format!(" to {owner} for ")),
            };
            ("user-round-check", vec![text(format!("{who} {did}")), them(), text(end), at(), text(".")])
        }
        Kind::TakenOff => ("undo-2", vec![text(format!("{who} took ")), them(), text(" off "), at(), text(" again.")]),
        Kind::CvChosen => {
            ("file-check", vec![text(format!("{who} made {} the CV that counts of ", fact("file"))), them(), text(".")])
        }
        Kind::NoteAdded => ("message-square", vec![text(format!("{who} wrote a note on ")), them(), text(".")]),
    };
    Line { icon, parts, at: activity.at, place: place(activity, page) }
}

/// The project, on a page that shows several.
fn place(activity: &Activity, page: Page) -> Option<(String, String)> {
    let id = activity.project_id.as_ref().filter(|_| matches!(page, Page::Home | Page::Feed))?;
    Some((activity.project_name.clone()?, format!("/projects/{id}")))
}

/// How often a page may be told to look again.
const AT_MOST_EVERY: Duration = Duration::from_secs(4);

/// GET /activity/events: says `changed` whenever something was recorded. The page fetches itself again, with its
/// reader's own rights.
pub async fn live(State(app): State<App>, _user: CurrentUser) -> super::Result {
    let changed = |_| async { Ok(sse::Event::default().event("changed").data("now")) };
    Ok(events::batches(&app, app.db.events().listen(), TOPIC.to_owned(), AT_MOST_EVERY, changed))
}

/// Without a person it was the machine.
fn actor(activity: &Activity) -> String {
    activity.actor_name.clone().unwrap_or_else(|| "RecruitPro".into())
}

fn text(words: impl Into<String>) -> Part {
    Part { text: words.into(), href: None }
}

fn candidate(activity: &Activity, page: Page) -> Part {
    if page == Page::Candidate {
        return text("them");
    }
    let href = match (&activity.application_id, &activity.candidate_id) {
        (Some(id), _) => Some(format!("/applications/{id}")),
        (None, Some(id)) => Some(format!("/candidates/{id}")),
        (None, None) => None,
    };
    Part { text: activity.candidate_name.clone().unwrap_or_else(|| "someone".into()), href }
}

/// Whoever was merged, whose own row may be gone: named to those who may see the one they were merged into.
fn other(activity: &Activity) -> String {
    let name = activity.fact("name");
    if activity.candidate_name.is_none() || name.is_empty() { "someone".to_owned() } else { name }
}

fn position(activity: &Activity) -> Part {
    let href = activity.position_id.as_ref().map(|id| format!("/positions/{id}"));
    Part { text: activity.position_title.clone().unwrap_or_else(|| "a position".into()), href }
}

/// Where everyone screened again stands, before and after.
fn who_moved(activity: &Activity) -> Option<[Part; 2]> {
    let (run, position) = (activity.fact("rescreen"), activity.position_id.as_ref()?);
    let href = Some(format!("/positions/{position}/rescreens/{run}"));
    (!run.is_empty()).then(|| [text(" "), Part { text: "See who moved.".into(), href }])
}

fn pool(activity: &Activity) -> Part {
    Part { text: activity.fact("pool"), href: Some(format!("/pools/{}", activity.fact("pool_id"))) }
}
