//! A candidate on a page or two of A4: who they are, what they did, and how they fit a position.

use crate::{
    hiring::{applications::Application, candidates::Candidate},
    platform::pdf::{
        self, Inter,
        flow::{Align, Flow, Ink, PAGE, Sheets, Type},
    },
    screening::{Importance, Judgement, Verdict},
    web::applications::{experience, period, studies, verdict_word, years},
};
use chrono::{DateTime, Utc};

const BLACK: Ink = [25, 28, 36];
const GREY: Ink = [92, 96, 108];
const LINE: Ink = [214, 217, 224];
const MARGIN: f32 = 54.0;
const LEFT: Align = Align::Left;
const BODY: Type<Inter> = Type { face: Inter::Regular, size: 9.5, ink: BLACK };
const QUIET: Type<Inter> = Type { ink: GREY, ..BODY };
const STRONG: Type<Inter> = Type { face: Inter::SemiBold, ..BODY };
/// How wide the names of facts, and the times of jobs, stand at the left.
const ASIDE: f32 = 118.0;

/// The position someone is summed up for.
pub struct Considered {
    pub application: Application,
    /// What stands: the screening's, with what people said otherwise.
    pub verdicts: Vec<Judgement>,
}

pub fn pdf(candidate: &Candidate, considered: Option<&Considered>, now: DateTime<Utc>) -> Vec<u8> {
    let mut sheets = Sheets::default();
    let mut flow =
        Flow { sheets: &mut sheets, page: 0, left: MARGIN, width: PAGE.0 - 2.0 * MARGIN, y: 44.0, top: 50.0 };
    head(&mut flow, candidate);
    if let Some(considered) = considered {
        fit(&mut flow, considered);
    }
    career(&mut flow, candidate);
    known(&mut flow, candidate);
    let made = format!("Made with RecruitPro on {}", now.format("%-d %B %Y"));
    flow.skip(14.0);
    flow.text(&made, Type { size: 8.0, ..QUIET }, LEFT, 0.0);
    pdf::pdf(&sheets, &candidate.name)
}

fn head(flow: &mut Flow<'_, Inter>, candidate: &Candidate) {
    flow.text(&candidate.name, Type { size: 20.0, ..STRONG }, LEFT, 0.0);
    flow.text(&candidate.headline, Type { size: 11.0, ..QUIET }, LEFT, 0.0);
    flow.skip(6.0);
    let parsed = &candidate.parsed.0;
    let lasting = candidate.experience_years.map(|years| experience(&years)).unwrap_or_default();
    let facts = [
        ("E-mail", parsed.emails.join(", ")),
        ("Phone", parsed.phones.join(", ")),
        ("Lives in", candidate.location.clone()),
        ("Links", parsed.links.join(", ")),
        ("Experience", lasting),
        ("Notice period", parsed.notice_period.clone().unwrap_or_default()),
        ("Work permit", parsed.work_permit.clone().unwrap_or_default()),
        ("Relocation", parsed.relocation.clone().unwrap_or_default()),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        aside(flow, name, value, BODY);
    }
}

fn fit(flow: &mut Flow<'_, Inter>, considered: &Considered) {
    let application = &considered.application;
    heading(flow, &format!("For {}", application.position));
    let fit = application.fit.map_or("No fit".into(), |fit| format!("Fit {fit} of 100"));
    flow.text(&fit, STRONG, LEFT, 0.0);
    for judged in &considered.verdicts {
        flow.room(30.0);
        let must = if judged.importance == Importance::Must { "" } else { " (nice to have)" };
        aside(flow, verdict_word(&judged.verdict), &format!("{}{must}", judged.requirement), BODY);
        let quote = judged.evidence.first().filter(|_| judged.verdict != Verdict::NotStated);
        if let Some(evidence) = quote {
            flow.text(&format!("“{}”", one_line(&evidence.quote)), Type { size: 8.5, ..QUIET }, LEFT, ASIDE);
        }
    }
}

fn career(flow: &mut Flow<'_, Inter>, candidate: &Candidate) {
    let parsed = &candidate.parsed.0;
    if !parsed.jobs.is_empty() {
        heading(flow, "Career");
    }
    for job in &parsed.jobs {
        flow.room(34.0);
        let title = job.title.as_deref().or(job.company.as_deref()).unwrap_or("A job");
        aside(flow, &period(&job.from, &job.to, &job.current), title, STRONG);
        let where_at = [job.company.as_deref().filter(|_| job.title.is_some()), job.location.as_deref()];
        flow.text(&where_at.into_iter().flatten().collect::<Vec<_>>().join(", "), QUIET, LEFT, ASIDE);
        flow.skip(3.0);
    }
    if !parsed.education.is_empty() {
        heading(flow, "Education");
    }
    for studied in &parsed.education {
        flow.room(34.0);
        aside(flow, &years(studied), &studies(studied), STRONG);
        let institution =
            studied.institution.as_deref().filter(|_| studied.degree.is_some() || studied.field.is_some());
        flow.text(institution.unwrap_or_default(), QUIET, LEFT, ASIDE);
        flow.skip(3.0);
    }
}

fn known(flow: &mut Flow<'_, Inter>, candidate: &Candidate) {
    let parsed = &candidate.parsed.0;
    let languages = parsed.languages.iter().map(|language| match &language.level {
        Some(level) => format!("{} {level}", language.name),
        None => language.name.clone(),
    });
    let certificates = parsed.certificates.iter().map(|certificate| certificate.name.clone());
    for (name, items) in [
        ("Certificates", certificates.collect::<Vec<_>>()),
        ("Languages", languages.collect()),
        ("Skills", parsed.skills.clone()),
    ] {
        if !items.is_empty() {
            heading(flow, name);
            flow.text(&items.join(", "), BODY, LEFT, 0.0);
        }
    }
}

fn heading(flow: &mut Flow<'_, Inter>, text: &str) {
    flow.room(60.0);
    flow.skip(12.0);
    flow.text(text, Type { size: 11.5, ..STRONG }, LEFT, 0.0);
    flow.skip(2.0);
    flow.bar(flow.width, 0.6, LINE);
    flow.skip(5.0);
}

/// A name or a time in grey at the left, what belongs to it beside it.
fn aside(flow: &mut Flow<'_, Inter>, name: &str, value: &str, set: Type<Inter>) {
    flow.room(set.size * 1.4);
    let (page, y) = (flow.page, flow.y);
    flow.text(name, QUIET, LEFT, 0.0);
    let named = (flow.page, flow.y);
    (flow.page, flow.y) = (page, y);
    flow.text(&one_line(value), set, LEFT, ASIDE);
    if (flow.page, flow.y) < named {
        (flow.page, flow.y) = named;
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
