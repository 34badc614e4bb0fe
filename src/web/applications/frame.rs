//! What every tab of an application stands in: the head, the CV, the place in the table one came from.

use super::paper::{self, Block, Evidence, Run};
use crate::{
    app::App,
    hiring::{
        applications::{self, Application, Outcome, Overrule},
        candidates::Candidate,
        documents::{Document, Kind as DocumentKind},
        duplicates::{self, Pair},
        reasons::Reasons,
        screenings::{self, Kept},
        stages::Stage,
        table::Scope,
    },
    platform::db::Db,
    screening::{Judgement, Verdict},
    web::{
        self,
        auth::CurrentUser,
        candidates::{Filed, Tagged},
        layout::Shell,
        table::{Beside, CameFrom, State},
    },
};

/// Which side of an application is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Screening,
    Details,
    Activity,
    Files,
}

/// The field `head` of `components/candidate_head.html`.
pub struct CandidateHead {
    pub href: String,
    pub name: String,
    pub fit: Option<i64>,
    pub facts: Vec<String>,
    /// Why someone is out.
    pub outcome_reason: Option<String>,
    /// Where they stand: a stage, or the outcome in its place.
    pub stage: StageOption,
    /// Where they can be moved to.
    pub stages: Vec<StageOption>,
    pub next_stage: Option<StageOption>,
    pub is_open: bool,
    pub may_edit: bool,
}

#[derive(Clone)]
pub struct StageOption {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub ordinal: i64,
}

/// The CV on the page.
pub struct Cv {
    pub document: Document,
    pub paper: Vec<Block>,
    /// Lines of a very long text that the page does not show.
    pub left_out: usize,
}

pub struct Frame {
    pub tab: Tab,
    pub application: Application,
    pub candidate: Candidate,
    pub tagged: Tagged,
    pub head: CandidateHead,
    pub cv: Option<Cv>,
    pub documents: Vec<Document>,
    pub screening: Option<Kept>,
    pub overrules: Vec<Overrule>,
    pub suspects: Vec<Pair>,
    pub beside: Beside,
    pub reasons: Reasons,
}

impl Frame {
    pub async fn open(
        app: &App,
        user: &CurrentUser,
        id: &str,
        tab: Tab,
        came_from: CameFrom,
    ) -> web::Result<(Shell, Frame)> {
        let db = &app.db;
        let application = Application::find(db, user, id).await?;
        applications::note_review(db, user, &application, app.clock.now()).await?;
        let shell = Shell::of(app, user, "projects").await?.at(&application.position_id);
        let (candidate, stages, documents, screening, overrules, suspects, reasons) = tokio::try_join!(
            Candidate::find(db, user, &application.candidate_id),
            Stage::of_position(db, &application.position_id),
            Document::of_candidate(db, &application.candidate_id),
            screenings::latest(db, user, &application),
            applications::overrules_of(db, &application.id),
            duplicates::of_candidate(db, &application.candidate_id),
            Reasons::find(db),
        )?;
        // The CV that was screened, so that the marks stand where the quotes are.
        let shown = screening.as_ref().map(|kept| &kept.document_id).or(application.cv_id.as_ref());
        let document = documents.iter().find(|document| Some(&document.id) == shown);
        let cv = match document {
            Some(document) => {
                let text = Document::text(db, &document.id).await?;
                let evidence = evidence(screening.as_ref(), &overrules, &document.id, &text);
                Some(Cv::set(document, &text, &candidate.name, &evidence))
            }
            None => None,
        };
        let head = head(&application, &candidate, &stages);
        let tagged = Tagged::of(app, &candidate).await?;
        let usual =
            State::of_query(Scope::Position(application.position_id.clone()), "").of_outcome(application.outcome);
        let ids = (Some(application.id.as_str()), candidate.id.as_str());
        let beside = Beside::of(app, user, shell.zone, came_from, usual, ids, tab.path()).await?;
        Ok((
            shell,
            Frame {
                tab,
                application,
                candidate,
                tagged,
                head,
                cv,
                documents,
                screening,
                overrules,
                suspects,
                beside,
                reasons,
            },
        ))
    }

    pub fn is(&self, tab: &str) -> bool {
        self.tab.path().trim_start_matches('/') == tab
    }

    pub fn position_href(&self) -> String {
        format!("/positions/{}", self.application.position_id)
    }

    pub fn project_href(&self) -> String {
        format!("/projects/{}", self.application.project_id)
    }

    pub fn filed(&self) -> Filed {
        let counts = self.application.cv_id.clone();
        Filed { candidate: self.candidate.id.clone(), counts, may_edit: self.candidate.editable }
    }

    /// The CVs and other files of the candidate.
    pub fn file_count(&self) -> usize {
        self.documents.len()
    }

    pub fn rejected_for(&self) -> &[String] {
        &self.reasons.rejected
    }

    pub fn withdrew_for(&self) -> &[String] {
        &self.reasons.withdrawn
    }
}

impl Tab {
    fn path(self) -> &'static str {
        match self {
            Tab::Screening => "",
            Tab::Details => "/details",
            Tab::Activity => "/activity",
            Tab::Files => "/files",
        }
    }
}

impl Cv {
    pub fn runs(&self) -> Vec<Run<'_>> {
        paper::runs(&self.paper)
    }

    fn set(document: &Document, text: &str, name: &str, evidence: &[Evidence]) -> Cv {
        let (paper, left_out) = paper::shorten(paper::set(text, name, evidence));
        Cv { paper, left_out, document: document.clone() }
    }

    /// A CV with nothing marked in it.
    pub async fn plain(db: &Db, document: &Document, name: &str) -> web::Result<Cv> {
        let text = Document::text(db, &document.id).await?;
        Ok(Cv::set(document, &text, name, &[]))
    }
}

/// What a document is called on a page.
pub fn kind_label(kind: &DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Cv => "CV",
        DocumentKind::JobDescription => "Job description",
        DocumentKind::CoverLetter => "Cover letter",
        DocumentKind::Certificate => "Certificate",
        DocumentKind::Other => "Document",
    }
}

pub fn mark_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::PartlyMet | Verdict::NotStated => "part",
        Verdict::NotMet => "flag",
    }
}

/// Names a requirement's quote, from its number and the quote's own, both from 1.
pub fn quote_key(requirement: usize, quote: usize) -> String {
    if quote == 1 { requirement.to_string() } else { format!("{requirement}-{quote}") }
}

/// The quotes that are in the text word for word.
fn evidence(kept: Option<&Kept>, overrules: &[Overrule], document: &str, text: &str) -> Vec<Evidence> {
    let Some(kept) = kept else { return Vec::new() };
    let chars: Vec<char> = text.chars().collect();
    let is_there = |start: usize, end: usize, quote: &str| {
        chars.get(start..end).is_some_and(|there| there.iter().copied().eq(quote.chars())) && start < end
    };
    let standing: Vec<Judgement> = screenings::standing(&kept.result.0.verdicts, overrules);
    let mut found = Vec::new();
    for (number, judged) in (1..).zip(&standing) {
        for (nth, quoted) in (1..).zip(&judged.evidence) {
            if quoted.document == document && is_there(quoted.start, quoted.end, &quoted.quote) {
                let (key, kind) = (quote_key(number, nth), mark_of(judged.verdict));
                found.push(Evidence { key, number, kind, place: quoted.start..quoted.end });
            }
        }
    }
    found
}

fn head(application: &Application, candidate: &Candidate, stages: &[Stage]) -> CandidateHead {
    let option = |stage: &Stage| StageOption {
        id: stage.id.clone(),
        name: stage.name.clone(),
        kind: stage.kind.to_string(),
        ordinal: stage.ordinal,
    };
    let is_open = application.outcome == Outcome::Active;
    let stage = StageOption {
        id: application.stage_id.clone(),
        name: match application.outcome {
            Outcome::Active => application.stage.clone(),
            Outcome::Rejected => format!("Rejected in {}", application.stage),
            Outcome::Withdrawn => format!("Withdrew in {}", application.stage),
        },
        kind: if is_open { application.stage_kind.to_string() } else { application.outcome.to_string() },
        ordinal: application.stage_ordinal,
    };
    let source = Some(&application.source).filter(|source| !source.is_empty()).map(|source| format!("From {source}"));
    let owner = application.owner.as_ref().map(|owner| format!("Owner {owner}"));
    let facts = [Some(candidate.headline.clone()), Some(candidate.location.clone()), source, owner];
    CandidateHead {
        href: format!("/applications/{}", application.id),
        name: candidate.name.clone(),
        fit: application.fit,
        facts: facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect(),
        outcome_reason: Some(application.outcome_reason.clone()).filter(|reason| !reason.is_empty()),
        stage,
        stages: if is_open { stages.iter().map(option).collect() } else { Vec::new() },
        next_stage: stages.iter().find(|stage| stage.ordinal > application.stage_ordinal).map(option),
        is_open,
        may_edit: application.editable,
    }
}
