//! The designs: where name, contact, headings and entries stand in each style.

use super::letters::Face;
use crate::demo::paper::{Block, Entry, Paper, Section, Style, joined};
use crate::platform::pdf::flow::{self, Align, Ink, Mark, PAGE};

type Sheets = flow::Sheets<Face>;
type Flow<'s> = flow::Flow<'s, Face>;
type Type = flow::Type<Face>;

const BLACK: Ink = [25, 28, 36];
const GREY: Ink = [92, 96, 108];
const WHITE: Ink = [255, 255, 255];
const MARGIN: f32 = 54.0;
const SIDEBAR: f32 = 186.0;

/// Lays the CV out in the style's design.
pub fn laid_out(paper: &Paper, style: Style) -> Sheets {
    let mut sheets = Sheets::default();
    let design = Design { paper, style, accent: paper.accent() };
    match style {
        Style::Sidebar => design.two_columns(&mut sheets),
        _ => design.one_column(&mut sheets),
    }
    sheets
}

struct Design<'p> {
    paper: &'p Paper,
    style: Style,
    accent: Ink,
}

impl Design<'_> {
    fn plain(&self, size: f32, ink: Ink) -> Type {
        Type { face: if self.style == Style::Classic { Face::Serif } else { Face::Sans }, size, ink }
    }

    fn bold(&self, size: f32, ink: Ink) -> Type {
        Type { face: if self.style == Style::Classic { Face::SerifBold } else { Face::SansBold }, size, ink }
    }

    fn body(&self) -> Type {
        self.plain(if self.style == Style::Classic { 10.6 } else { 9.4 }, BLACK)
    }

    fn one_column(&self, sheets: &mut Sheets) {
        let mut flow = Flow { sheets, page: 0, left: MARGIN, width: PAGE.0 - 2.0 * MARGIN, y: 44.0, top: 50.0 };
        match self.style {
            Style::Modern => self.banner(&mut flow),
            Style::Tabular => self.head(&mut flow, Align::Left),
            _ => self.head(&mut flow, Align::Centre),
        }
        for section in &self.paper.sections {
            self.section(&mut flow, section);
        }
    }

    fn two_columns(&self, sheets: &mut Sheets) {
        let mut side = Flow { sheets, page: 0, left: 24.0, width: SIDEBAR - 44.0, y: 52.0, top: 52.0 };
        side.text("Contact", self.bold(10.5, self.accent), Align::Left, 0.0);
        side.skip(3.0);
        for line in self.paper.contact() {
            side.fitted(line, self.plain(8.6, BLACK));
        }
        for section in self.paper.sections.iter().filter(|section| section.aside) {
            self.section(&mut side, section);
        }

        let left = SIDEBAR + 26.0;
        let mut main = Flow { sheets, page: 0, left, width: PAGE.0 - left - 40.0, y: 44.0, top: 50.0 };
        main.text(&self.paper.name, self.bold(22.0, self.accent), Align::Left, 0.0);
        main.text(&self.paper.headline, self.plain(11.0, GREY), Align::Left, 0.0);
        for section in self.paper.sections.iter().filter(|section| !section.aside) {
            self.section(&mut main, section);
        }

        let tint = self.accent.map(|channel| 255 - (255 - channel) / 10);
        for page in &mut sheets.pages {
            let ground = Mark::Bar { x: 0.0, y: 0.0, width: SIDEBAR, height: PAGE.1, ink: tint };
            page.insert(0, ground);
        }
    }

    fn head(&self, flow: &mut Flow, align: Align) {
        flow.text(&self.paper.name, self.bold(21.0, BLACK), align, 0.0);
        flow.text(&self.paper.headline, self.plain(11.5, GREY), align, 0.0);
        flow.skip(3.0);
        flow.text(&joined(self.paper.contact(), "  |  "), self.plain(9.6, BLACK), align, 0.0);
        flow.skip(4.0);
    }

    fn banner(&self, flow: &mut Flow) {
        let (left, width) = (flow.left, flow.width);
        (flow.left, flow.y) = (0.0, 0.0);
        flow.bar(PAGE.0, 98.0, self.accent);
        (flow.left, flow.width, flow.y) = (left, width, 28.0);
        flow.text(&self.paper.name, self.bold(23.0, WHITE), Align::Left, 0.0);
        flow.text(&self.paper.headline, self.plain(11.5, WHITE), Align::Left, 0.0);
        flow.y = 104.0;
        flow.text(&joined(self.paper.contact(), "  ·  "), self.plain(9.0, GREY), Align::Left, 0.0);
        flow.skip(2.0);
    }

    fn section(&self, flow: &mut Flow, section: &Section) {
        flow.room(64.0);
        self.heading(flow, &section.heading);
        for block in &section.blocks {
            match block {
                Block::Paragraph(words) => flow.text(words, self.body(), Align::Left, 0.0),
                Block::List(items) => items.iter().for_each(|item| flow.bullet(item, self.body(), 0.0)),
                Block::Entry(entry) => self.entry(flow, entry),
            }
        }
    }

    fn heading(&self, flow: &mut Flow, heading: &str) {
        flow.skip(11.0);
        match self.style {
            Style::Classic => {
                flow.text(&heading.to_uppercase(), self.bold(11.2, BLACK), Align::Left, 0.0);
                flow.bar(flow.width, 0.7, BLACK);
            }
            Style::Tabular => {
                flow.text(heading, self.bold(12.0, self.accent), Align::Left, 0.0);
                flow.bar(flow.width, 0.5, self.accent);
            }
            Style::Modern => {
                flow.text(heading, self.bold(12.5, self.accent), Align::Left, 0.0);
                flow.bar(34.0, 2.0, self.accent);
                flow.skip(2.0);
            }
            Style::Sidebar => flow.text(heading, self.bold(11.0, self.accent), Align::Left, 0.0),
        }
        flow.skip(4.0);
    }

    fn entry(&self, flow: &mut Flow, entry: &Entry) {
        flow.room(46.0);
        let (title, quiet) = (self.bold(self.body().size + 0.4, BLACK), self.plain(self.body().size, GREY));
        let mut indent = 0.0;
        match self.style {
            Style::Classic | Style::Sidebar => {
                flow.text(&entry.title, title, Align::Left, 0.0);
                flow.text(&joined([&*entry.whereabouts(), &entry.dates], " | "), quiet, Align::Left, 0.0);
            }
            Style::Tabular => {
                indent = 118.0;
                flow.text(&entry.dates, quiet, Align::Left, 0.0);
                let (left, width) = (flow.left, flow.width);
                flow.y -= quiet.size * 1.34;
                (flow.left, flow.width) = (left + indent, width - indent);
                flow.text(&entry.title, title, Align::Left, 0.0);
                flow.text(&entry.whereabouts(), quiet, Align::Left, 0.0);
                (flow.left, flow.width) = (left, width);
            }
            Style::Modern => {
                let width = flow.width;
                flow.width -= 118.0;
                flow.text(&entry.title, title, Align::Left, 0.0);
                flow.width = width;
                flow.beside(&entry.dates, quiet, Align::Right);
                flow.text(&entry.whereabouts(), self.plain(self.body().size, self.accent), Align::Left, 0.0);
            }
        }
        flow.skip(1.5);
        entry.bullets.iter().for_each(|bullet| flow.bullet(bullet, self.body(), indent));
        flow.skip(6.0);
    }
}
