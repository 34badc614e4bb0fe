//! Steps that several journeys share, done the way a person does them, with and without scripts.

use crate::{
    page::Page,
    server::{EMAIL, PASSWORD},
};
use chrono::NaiveDate;
use recruitpro::demo::cast::{self, FileKind, Person};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The position everyone applies for.
pub const TITLE: &str = "Senior rail project manager";

pub fn set_up(page: &Page) {
    page.open("/");
    page.heading("Set up your workspace");
    page.fill("Workspace name", "Fairweather Lund");
    page.fill("Your name", "Ines Barreto");
    page.fill("Your e-mail address", EMAIL);
    page.fill("Password", PASSWORD);
    page.press("Set up");
    page.see("Nothing waits for you.");
}

/// A project and a position in it, with its requirements found in its job description.
pub fn add_position(page: &Page) {
    page.press("New project");
    page.heading("New project");
    page.fill("Name", "Danube corridor build-out");
    page.fill("Client", "Nordkette Infrastructure");
    page.fill("Hires to make", "2");
    page.press("Create project");
    page.heading("Danube corridor build-out");

    page.press("New position");
    page.heading("New position");
    page.fill("Title", TITLE);
    page.fill("Place", "Vienna");
    page.fill("Openings", "2");
    page.fill("Status", "Open");
    page.press("Create position");
    add_requirements(page);
}

fn add_requirements(page: &Page) {
    page.heading("What does this position ask for?");
    page.fill("Job description", job_description());
    page.press("Find requirements");
    page.heading("Requirements");
    page.press("Save requirements");
    page.heading(TITLE);
}

/// The address of the sample's position of that name.
pub fn sample_position(page: &Page) -> String {
    page.open("/projects");
    page.press("Danube corridor build-out");
    page.heading("Danube corridor build-out");
    page.js(&format!("document.querySelector(\"#positions [title='{TITLE}']\").getAttribute('href')"))
}

/// What the sample's position says of itself.
fn job_description() -> &'static str {
    let sample = cast::workspace(today());
    let mut positions = sample.projects.iter().flat_map(|project| &project.positions);
    positions.find(|position| position.title == TITLE).unwrap().description
}

/// Somebody who fits the position, as a PDF; somebody who does not, as a DOCX; and a PDF that is none.
pub struct Papers {
    pub fitting: Person,
    pub other: Person,
    pub files: Vec<PathBuf>,
}

pub const BROKEN: &str = "scan-0012.pdf";

impl Papers {
    pub fn in_folder(folder: &Path) -> Papers {
        let fitting = applicant(TITLE, FileKind::Pdf);
        let other = applicant("Pastry chef", FileKind::Docx);
        let mut files: Vec<PathBuf> = [&fitting, &other].iter().map(|person| write(folder, person.file())).collect();
        files.push(write(folder, (BROKEN.into(), b"%PDF-1.7\nnothing of use".to_vec())));
        Papers { fitting, other, files }
    }
}

/// Whoever of the sample came furthest for a position, with a CV of this kind.
pub fn applicant(title: &str, kind: FileKind) -> Person {
    let applied = |person: &Person| {
        person.applications.iter().find(|application| application.position == title).map(|one| one.steps.len())
    };
    let people = cast::workspace(today()).people.into_iter().filter(|person| person.kind == kind);
    people.max_by_key(applied).unwrap()
}

fn write(folder: &Path, (name, content): (String, Vec<u8>)) -> PathBuf {
    let file = folder.join(name);
    fs::write(&file, content).unwrap();
    file
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

/// Every file of an upload has its row; those that could not be read say so.
pub fn check_rows(page: &Page, papers: &Papers) {
    let rows = page.texts(".file-row");
    assert_eq!(rows.len(), 3, "{rows:#?}");
    for person in [&papers.fitting, &papers.other] {
        assert!(rows.iter().any(|row| row.starts_with(&person.name)), "{}: {rows:#?}", person.name);
    }
    assert_eq!(page.texts(".file-row[data-tone=neg] .font-medium"), [BROKEN]);
}

/// The best fit comes first.
pub fn open_the_best(page: &Page, papers: &Papers) {
    page.press("See the candidates");
    page.heading(TITLE);
    assert_eq!(page.texts("tr .row-link"), [&*papers.fitting.name, &*papers.other.name]);
    page.press(&papers.fitting.name);
    page.heading(&papers.fitting.name);
}

/// The recruiter's own verdict counts, beside the machine's.
pub fn differ(page: &Page) {
    let before = fit(page);
    page.click("#req-1 summary");
    page.fill("Your verdict on requirement 1", "Not met");
    page.fill("Why you see requirement 1 differently", "The dates overlap");
    page.press("Save");
    page.see("Your verdict counts");
    page.see("The dates overlap");
    page.see("said: met");
    let after = fit(page);
    assert!(after < before, "the fit is {after}, before it was {before}");
}

fn fit(page: &Page) -> u32 {
    page.texts(".figure")[0].parse().unwrap()
}

pub fn move_on_and_undo(page: &Page) {
    page.press("Move to screening");
    page.see("Move to shortlisted");
    page.press("Undo");
    page.see("Undone.");
    page.see("Move to screening");
}

pub fn reject(page: &Page) {
    page.press("Reject…");
    page.fill("Reason", "Chose someone with more ETCS projects");
    page.press("Reject");
    page.see("Rejected in New");
}

pub fn read_activity(page: &Page, papers: &Papers) {
    page.press("Activity");
    page.see("Ines Barreto rejected");
    page.see("Chose someone with more ETCS projects");
    page.heading(&papers.fitting.name);
}

pub fn sign_out(page: &Page) {
    page.press("Sign out");
    page.heading("Sign in");
    page.open("/projects");
    page.heading("Sign in");
}
