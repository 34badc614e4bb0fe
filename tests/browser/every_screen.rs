//! Every page in both themes, at a desk and on a phone: nothing broken, nothing cut off, nothing out of reach.

use crate::{
    chromium::{Chromium, is_required},
    page::Page,
    screens,
    server::Server,
};
use serde_json::Value;
use std::{fs, path::Path};

/// A page, or a state of one.
struct Screen {
    /// The pictures' name.
    name: &'static str,
    /// The address as the routes write it.
    route: &'static str,
    /// What is done there before one looks.
    act: fn(&Page),
}

const fn screen(name: &'static str, route: &'static str) -> Screen {
    Screen { name, route, act: |_| () }
}

const fn state(name: &'static str, route: &'static str, act: fn(&Page)) -> Screen {
    Screen { name, route, act }
}

/// Before anybody signed in.
const PUBLIC: &[Screen] = &[
    screen("sign-in", "/sign-in"),
    state("sign-in-refused", "/sign-in", |page| {
        page.fill("E-mail address", "nobody@fairweather.example");
        page.fill("Password", "not the password");
        page.press("Sign in");
        page.see("do not belong together");
    }),
];

/// For the sample's owner.
const INSIDE: &[Screen] = &[
    screen("home", "/home"),
    screen("home-everyone", "/home?of=everyone"),
    screen("home-people", "/home/people"),
    screen("home-overdue", "/home/people?show=overdue&of=everyone"),
    screen("activity", "/activity"),
    screen("activity-narrowed", "/activity?kind=moves&actor=recruitpro"),
    screen("projects", "/projects"),
    state("projects-chosen", "/projects?status=all&order=name", |page| {
        page.click("tbody .check");
        page.see("1 chosen");
    }),
    screen("project-new", "/projects/new"),
    state("project-refused", "/projects/new", |page| {
        page.press("Create project");
        page.see("Not saved yet");
    }),
    screen("project", "/projects/{id}"),
    screen("project-edit", "/projects/{id}/edit"),
    screen("position-new", "/projects/{id}/positions/new"),
    screen("position", "/positions/{id}"),
    state("position-chosen", "/positions/{id}", choose),
    state("position-filters", "/positions/{id}?f=fit~min~50&f=or~stage~not~New", |page| page.click("#filters summary")),
    state("position-columns", "/positions/{id}?sort=name&dir=asc", |page| page.click("#columns summary")),
    screen("bulk", "/bulks/{id}"),
    screen("position-board", "/positions/{id}/board"),
    state("position-board-filtered", "/positions/{id}/board?fit=strong&order=age", |page| page.see(" of ")),
    state("position-board-chosen", "/positions/{id}/board", |page| {
        page.js::<bool>("document.querySelector('.kcard .check').click() || true");
        page.see("1 chosen");
    }),
    state("position-board-reason", "/positions/{id}/board", |page| {
        page.js::<bool>("document.querySelector('.kcard a').focus() || true");
        page.keys(&["m"]);
        page.press("Rejected…");
        page.see("Candidates do not see it");
    }),
    screen("move", "/applications/{id}/moves/new"),
    state("position-stages", "/positions/{id}/stages", |page| {
        page.press("Remove Screening");
        page.see("will be removed");
    }),
    screen("position-edit", "/positions/{id}/edit"),
    screen("position-description", "/positions/{id}/description"),
    screen("compare", "/positions/{id}/compare"),
    state("compare-evidence", "/positions/{id}/compare", |page| page.click("#row-2 td:nth-of-type(2) button")),
    state("compare-differences", "/positions/{id}/compare", |page| {
        page.click("#differences");
        page.see("stand alike");
    }),
    screen("rescreens", "/positions/{id}/rescreens"),
    screen("rescreen", "/positions/{id}/rescreens/{run}"),
    state("requirements-preview", "/positions/{id}/requirements/edit", |page| {
        page.press("Preview the ranking");
        page.see("If you saved this");
    }),
    screen("requirements-edit", "/positions/{id}/requirements/edit"),
    screen("requirements-draft", "/positions/{id}/requirements/draft"),
    state("requirements-proposed", "/positions/{id}/requirements/draft", |page| {
        page.press("Read the description");
        page.heading("Requirements");
    }),
    screen("upload-new", "/positions/{id}/uploads/new"),
    screen("upload", "/uploads/{id}"),
    screen("application", "/applications/{id}"),
    screen("application-details", "/applications/{id}/details"),
    screen("application-activity", "/applications/{id}/activity"),
    screen("application-files", "/applications/{id}/files"),
    screen("rejection", "/applications/{id}/rejection/new"),
    screen("withdrawal", "/applications/{id}/withdrawal/new"),
    state("application-reject", "/applications/{id}", |page| {
        page.keys(&["r"]);
        page.see("You can undo it");
    }),
    state("application-differ", "/applications/{id}", |page| page.click("#req-1 summary")),
    state("application-menu", "/applications/{id}", |page| page.click(".bar .menu > summary")),
    state("application-tag", "/applications/{id}", |page| page.click("#add-tag")),
    screen("candidates", "/candidates"),
    state("candidates-chosen", "/candidates?sort=name&dir=asc&col=email&col=owner&col=stage", choose),
    screen("search", "/candidates?q=rust+kafka+-java"),
    state("search-nobody", "/candidates?q=zzzzzz+OR", |page| page.see("Nobody found")),
    screen("candidate-edit", "/candidates/{id}/edit"),
    screen("candidate-erase", "/candidates/{id}/erasure/new"),
    screen("document", "/documents/{id}"),
    screen("import-new", "/imports/new"),
    state("import-refused", "/imports/new", |page| send_table(page, "", "The file is empty")),
    state("import-prepared", "/imports/new", |page| send_table(page, PEOPLE, "What would happen")),
    state("import-done", "/imports/new", |page| {
        send_table(page, PEOPLE, "What would happen");
        page.press("Import 2 rows");
        page.see("All 3 rows done");
    }),
    screen("duplicates", "/duplicates"),
    screen("merge", "/candidates/{id}/merger/new"),
    screen("note-edit", "/notes/{id}/edit"),
    screen("mentions", "/mentions"),
    screen("tasks", "/tasks"),
    screen("tasks-all", "/tasks?whose=all&show=done"),
    screen("task-edit", "/tasks/{id}/edit"),
    screen("pools", "/pools"),
    screen("pool-new", "/pools/new"),
    screen("pool", "/pools/{id}"),
    screen("pool-edit", "/pools/{id}/edit"),
    screen("tags", "/tags"),
    screen("tag-edit", "/tags/{id}/edit"),
    screen("settings-workspace", "/settings/workspace"),
    screen("settings-users", "/settings/users"),
    screen("settings-stage-templates", "/settings/stage-templates"),
    screen("settings-stage-template-new", "/settings/stage-templates/new"),
    screen("settings-stage-template", "/settings/stage-templates/{id}"),
    screen("settings-reasons", "/settings/reasons"),
    screen("settings-password", "/settings/password"),
    screen("settings-archives", "/settings/archives"),
    state("settings-archive-made", "/settings/archives", |page| {
        page.press("Make an archive");
        page.see("to be fetched until");
    }),
    screen("settings-jobs", "/settings/jobs"),
    state("palette", "/projects", |page| {
        page.keys(&["Ctrl+k"]);
        page.see("New project");
    }),
    state("palette-found", "/applications/{id}", |page| {
        page.keys(&["Ctrl+k"]);
        page.write("re");
        page.see("Search everything for");
    }),
    state("palette-nothing", "/projects", |page| {
        page.keys(&["Ctrl+k"]);
        page.write("> zzz");
        page.see("no such command");
    }),
    state("shortcuts", "/projects", |page| {
        page.keys(&["?"]);
        page.see("Keyboard shortcuts");
    }),
    screen("missing", "/no/such/page"),
];

const PEOPLE: &str = "Vorname;Nachname;E-Mail;Ort;Firma;Notizen\\nŁucja;Ćwikła;lucja@mail.example;Łódź;Mill and Oven;Knows rye\\n;;nobody@mail.example;;;\\nAda;Moss;ada@moss.example;Ghent;;";

/// Chooses the first row of a table in one step: between a press and its release news may bring the rows anew.
fn choose(page: &Page) {
    page.js::<bool>("document.querySelector('#rows tbody .check').click() || true");
    page.see("1 chosen");
}

/// Chooses a table on the page and sends it.
fn send_table(page: &Page, table: &str, answer: &str) {
    page.js::<bool>(&format!(
        "(() => {{ const files = new DataTransfer(); files.items.add(new File(['{table}'], 'people.csv'));
           document.querySelector('#file').files = files.files; document.querySelector('#import').requestSubmit(); return true; }})()"
    ));
    page.see(answer);
}

/// Answers GET with something other than a page of its own.
const NO_PAGES: &[&str] = &[
    "/",
    "/settings",
    "/health",
    "/palette",
    "/static/{release}/{*path}",
    "/activity/events",
    "/positions/{id}/events",
    "/positions/{id}/board/events",
    "/positions/{id}/requirements",
    "/imports/{id}/events",
    "/settings/archives/events",
    "/settings/archives/{id}/file",
    "/uploads/{id}/events",
    "/uploads/{id}/files",
    "/candidates/{id}",
    "/candidates/{id}/details",
    "/candidates/{id}/activity",
    "/candidates/{id}/files",
    "/candidates/{id}/resume.json",
    "/candidates/{id}/summary.pdf",
    // Seen by what is done on the page before.
    "/imports/{id}",
    "/imports/{id}/errors.csv",
    "/documents/{id}/file",
];

/// Seen by itself, before there is a workspace.
const SET_UP: Screen = screen("set-up", "/set-up");

const SIZES: [(&str, u32, u32); 2] = [("desk", 1440, 900), ("phone", 390, 844)];

#[test]
fn every_screen_is_whole_in_both_themes_at_a_desk_and_on_a_phone() {
    let Some(chromium) = Chromium::start() else { return };
    let server = Server::start();
    let page = Page::of_new_visitor(&chromium, &server);
    let eye = Eye { page: &page, axe: axe() };
    let mut problems = eye.look_at(&SET_UP, &[]);
    server.set_up(true);
    problems.extend(PUBLIC.iter().flat_map(|screen| eye.look_at(screen, &[])));
    page.sign_in();
    let places = places(&page);
    problems.extend(INSIDE.iter().flat_map(|screen| eye.look_at(screen, &places)));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn no_page_is_left_out() {
    let routes = include_str!("../../src/web/routes.rs");
    let pages = routes.split(".route(").skip(1).filter(|route| route.contains("get("));
    let addresses = pages.filter_map(|route| route.split('"').nth(1));
    let known = |address: &&str| {
        let mut screens = PUBLIC.iter().chain(INSIDE).chain([&SET_UP]);
        screens.any(|screen| screen.route == *address) || NO_PAGES.contains(address)
    };
    let unknown: Vec<&str> = addresses.filter(|address| !known(address)).collect();
    assert!(unknown.is_empty(), "add these to the screens: {unknown:#?}");
}

/// One of each thing, found by following links: the start of an address as the routes write it, and as it is.
fn places(page: &Page) -> Vec<(&'static str, String)> {
    let link = |css: &str| page.js::<String>(&format!("document.querySelector({css:?}).getAttribute('href')"));
    page.open("/projects");
    let project = link("[title='Danube corridor build-out']");
    page.open(&project);
    let position = link("[title='Senior rail project manager'].row-link");
    page.open(&position);
    let application = link("tr:nth-child(2) .row-link");
    // Seen where they never stood: the deed is refused, and its report stays open.
    let sent = format!(
        "fetch('{position}/bulks', {{ method: 'POST', body: new URLSearchParams({{ deed: 'move',
            stage: document.querySelector('#bulk [name=stage]').value, chosen: '{}.nowhere' }}) }}).then((answer) => new URL(answer.url).pathname)",
        application.trim_start_matches("/applications/")
    );
    let bulk = page.inject(&sent).as_str().unwrap().to_owned();
    let second = link("tr:nth-child(3) .row-link");
    page.open(&application);
    page.click("#add-tag");
    page.fill("Tag", "Relocates");
    page.keys(&["Enter"]);
    page.see("Relocates");
    page.open("/tags");
    let tag = link("a[href^='/tags/']").trim_end_matches("/edit").to_owned();
    page.open(&format!("{application}/files"));
    let document = link("#files .row-link");
    page.open(&format!("{application}/activity"));
    page.fill("Note", "Ask for her papers");
    page.press("Save note");
    page.see("Ask for her papers");
    let note = link("#feed a[href^='/notes/']").trim_end_matches("/edit").to_owned();
    page.open("/tasks");
    page.fill("To do", "Call about the notice period");
    page.press("Add task");
    page.see("Added “Call about the notice period”");
    let task = link("a[href^='/tasks/']").trim_end_matches("/edit").to_owned();
    page.open(&format!("{application}/details"));
    let person = || link("[href^='/candidates/'][href$='/edit']").trim_end_matches("/edit").to_owned();
    let candidate = person();
    page.click("#pools a[href^='/pools/new']");
    page.fill("Name", "Ask again in spring");
    page.press("Create pool");
    page.heading("Ask again in spring");
    page.open("/pools");
    let pool = link(".row-link[href^='/pools/']");
    page.open(&format!("{second}/details"));
    let merger = format!("{candidate}/merger/new?with={}", person().trim_start_matches("/candidates/"));
    page.open(&format!("{position}/requirements/edit"));
    page.press("Save requirements");
    page.see("have another fit");
    let run = page.path();
    page.open(&format!("{position}/uploads/new"));
    let upload = link("[href^='/uploads/']");
    page.open(&format!("{position}/stages"));
    page.fill("Keep these stages as a template", "As usual");
    page.press("Keep as template");
    page.see("Kept as the template");
    page.open("/settings/stage-templates");
    let template = link("#templates .row-link");
    vec![
        ("/settings/stage-templates/{id}", template),
        ("/positions/{id}/rescreens/{run}", run),
        ("/bulks/{id}", bulk),
        ("/projects/{id}", project),
        ("/positions/{id}", position),
        ("/applications/{id}", application),
        ("/uploads/{id}", upload),
        ("/candidates/{id}/merger/new", merger),
        ("/candidates/{id}", candidate),
        ("/documents/{id}", document),
        ("/notes/{id}", note),
        ("/tasks/{id}", task),
        ("/pools/{id}", pool),
        ("/tags/{id}", tag),
    ]
}

struct Eye<'a> {
    page: &'a Page,
    axe: Option<String>,
}

impl Eye<'_> {
    /// What is wrong with a screen.
    fn look_at(&self, screen: &Screen, places: &[(&str, String)]) -> Vec<String> {
        let page = self.page;
        let known = places.iter().find(|(start, _)| screen.route.starts_with(start));
        let address = known.map_or(screen.route.to_owned(), |(start, place)| screen.route.replacen(start, place, 1));
        page.resize(1440, 900);
        page.open(&address);
        (screen.act)(page);
        if let Some(axe) = &self.axe {
            page.inject(axe);
        }
        let mut problems = Vec::new();
        for (size, width, height) in SIZES {
            page.resize(width, height);
            problems.extend(page.js::<Vec<String>>(MEASURE).into_iter().map(|what| format!("{size}: {what}")));
            for theme in ["light", "dark"] {
                page.look(theme == "dark");
                page.wait(theme, &format!("document.documentElement.dataset.theme === '{theme}' && {AT_REST}"));
                page.shoot(&screens().join(format!("{}-{size}-{theme}.png", screen.name)));
                problems.extend(self.axe(theme).into_iter().map(|what| format!("{size} {theme}: {what}")));
            }
        }
        page.look(false);
        problems.extend(page.complaints());
        // A refused form and a missing page are answered so on purpose.
        problems.retain(|what| !what.contains("status of 404") && !what.contains("status of 422"));
        problems.into_iter().map(|what| format!("{} {what}", screen.name)).collect()
    }

    /// What axe finds. Between the themes only colours differ.
    fn axe(&self, theme: &str) -> Vec<String> {
        if self.axe.is_none() {
            return vec![];
        }
        let rules = match theme {
            "light" => {
                "{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }"
            }
            _ => "{ type: 'rule', values: ['color-contrast'] }",
        };
        let found = self.page.inject(&format!(
            "axe.run(document, {{ runOnly: {rules}, resultTypes: ['violations'] }}).then(({{ violations }}) => violations.map(({{ id, nodes }}) =>
               `${{id}}: ${{nodes.map((node) => node.html.slice(0, 200)).join(' ')}}`))"
        ));
        found.as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

/// What sticks out sideways, and a heading or a title that is missing or one too many.
const MEASURE: &str = "(() => {
    const wrong = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) wrong.push(`${scrollWidth} px wide`);
    if (innerWidth >= 1024 && document.querySelector('.main-fit') && document.documentElement.scrollHeight > innerHeight) wrong.push('scrolls behind its panes');
    if (all('h1').length !== 1) wrong.push(`${all('h1').length} h1`);
    if (!document.title.trim()) wrong.push('no title');
    return wrong;
})()";

/// No colour is on its way to another.
const AT_REST: &str = "!document.getAnimations().some((one) => one instanceof CSSTransition)";

/// axe-core's script, where `npm install` has put it.
fn axe() -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    let script = fs::read_to_string(file).ok();
    assert!(script.is_some() || !is_required(), "axe-core is required, but is not in node_modules");
    if script.is_none() {
        eprintln!("skipped: no axe-core");
    }
    script
}
