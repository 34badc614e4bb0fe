//! The WordprocessingML of a CV: paragraphs by named style, tables where the design has columns.

use crate::demo::paper::{Block, Entry, Paper, Section, Style, joined};

const OPENING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document \
    xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
/// A4 with margins of 2 cm; the text is 9,638 twentieths of a point wide.
const CLOSING: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" \
    w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>\
    </w:body></w:document>";
const TEXT_WIDTH: u32 = 9638;

/// The whole `word/document.xml`.
pub fn document(paper: &Paper, style: Style, tint: &str) -> String {
    let mut body = Body { xml: String::with_capacity(16 * 1024), style };
    body.xml.push_str(OPENING);
    body.paragraph("Title", &paper.name);
    body.paragraph("Subtitle", &paper.headline);
    match style {
        Style::Sidebar => body.two_columns(paper, tint),
        _ => {
            body.paragraph("Contact", &joined(paper.contact(), "  |  "));
            paper.sections.iter().for_each(|section| body.section(section));
        }
    }
    body.xml.push_str(CLOSING);
    body.xml
}

struct Body {
    xml: String,
    style: Style,
}

impl Body {
    fn paragraph(&mut self, style: &str, text: &str) {
        if !text.is_empty() {
            self.xml.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(text)));
        }
    }

    fn two_columns(&mut self, paper: &Paper, tint: &str) {
        let side = 3200;
        self.open_table(&[side, TEXT_WIDTH - side]);
        self.open_cell(side, Some(tint));
        self.paragraph("Heading1", "Contact");
        paper.contact().into_iter().for_each(|line| self.paragraph("Contact", line));
        paper.sections.iter().filter(|section| section.aside).for_each(|section| self.section(section));
        self.xml.push_str("</w:tc>");
        self.open_cell(TEXT_WIDTH - side, None);
        paper.sections.iter().filter(|section| !section.aside).for_each(|section| self.section(section));
        self.xml.push_str("<w:p/></w:tc></w:tr></w:tbl><w:p/>");
    }

    fn section(&mut self, section: &Section) {
        self.paragraph("Heading1", &section.heading);
        for block in &section.blocks {
            match block {
                Block::Paragraph(words) => self.paragraph("Normal", words),
                Block::List(items) => items.iter().for_each(|item| self.paragraph("ListBullet", item)),
                Block::Entry(entry) => self.entry(entry),
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        match self.style {
            Style::Classic | Style::Sidebar => {
                self.paragraph("Heading2", &entry.title);
                self.paragraph("Whereabouts", &joined([&*entry.whereabouts(), &entry.dates], " | "));
                self.bullets(entry);
            }
            Style::Modern => {
                self.xml.push_str(&format!(
                    "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/><w:tabs><w:tab w:val=\"right\" \
                     w:pos=\"{TEXT_WIDTH}\"/></w:tabs></w:pPr>{}<w:r><w:tab/></w:r><w:r><w:rPr><w:b \
                     w:val=\"0\"/></w:rPr>{}</w:r></w:p>",
                    run(&entry.title),
                    words(&entry.dates)
                ));
                self.paragraph("Whereabouts", &entry.whereabouts());
                self.bullets(entry);
            }
            Style::Tabular => {
                let side = 2100;
                self.open_table(&[side, TEXT_WIDTH - side]);
                self.open_cell(side, None);
                self.xml.push_str(&format!("<w:p>{}</w:p></w:tc>", run(&entry.dates)));
                self.open_cell(TEXT_WIDTH - side, None);
                // A cell must end with a paragraph, which an entry of nothing but dates would not give.
                self.xml.push_str(&format!("<w:p><w:r><w:rPr><w:b/></w:rPr>{}</w:r></w:p>", words(&entry.title)));
                self.paragraph("Whereabouts", &entry.whereabouts());
                self.bullets(entry);
                self.xml.push_str("</w:tc></w:tr></w:tbl>");
                // Tables that touch are merged into one by the word processor.
                self.xml.push_str(
                    "<w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>",
                );
            }
        }
    }

    fn bullets(&mut self, entry: &Entry) {
        entry.bullets.iter().for_each(|bullet| self.paragraph("ListBullet", bullet));
    }

    fn open_table(&mut self, widths: &[u32]) {
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        ));
        widths.iter().for_each(|width| self.xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
        self.xml.push_str("</w:tblGrid><w:tr>");
    }

    fn open_cell(&mut self, width: u32, fill: Option<&str>) {
        let shade = fill.map_or(String::new(), |fill| {
            format!(
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/><w:tcMar><w:left w:w=\"113\" \
                 w:type=\"dxa\"/></w:tcMar>"
            )
        });
        let margin = if fill.is_none() && self.style == Style::Sidebar {
            "<w:tcMar><w:left w:w=\"227\" w:type=\"dxa\"/></w:tcMar>"
        } else {
            ""
        };
        self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}{margin}</w:tcPr>"));
    }
}

fn run(text: &str) -> String {
    format!("<w:r>{}</w:r>", words(text))
}

fn words(text: &str) -> String {
    format!("<w:t xml:space=\"preserve\">{}</w:t>", super::escaped(text))
}
