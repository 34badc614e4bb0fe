//! A CV on paper: what it says, and the writers that make real PDF and DOCX files of it.

mod docx;
mod pdf;

pub use docx::docx;
pub use pdf::pdf;

/// A CV before it is laid out. Texts are plain; nothing in them is markup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    pub name: String,
    /// The line under the name; may be empty.
    pub headline: String,
    pub email: String,
    /// As written, in international form; may be empty.
    pub phone: String,
    /// Where the person lives, as written.
    pub place: String,
    /// Further contact lines: links, date of birth, driving licence.
    pub more: Vec<String>,
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    pub heading: String,
    /// Short matter (skills, languages) that a two-column design puts beside the rest.
    pub aside: bool,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Paragraph(String),
    List(Vec<String>),
    Entry(Entry),
}

/// A job, a course, anything that took place somewhere and at some time. Every field may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub title: String,
    pub organisation: String,
    pub place: String,
    /// As written on the page, such as "03/2019 – present".
    pub dates: String,
    pub bullets: Vec<String>,
}

/// The designs a CV can be set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// One column in a serif face, centred head.
    Classic,
    /// Dates in a column of their own at the left.
    Tabular,
    /// A coloured head, dates aligned at the right.
    Modern,
    /// Two columns: contact, skills and languages in a tinted sidebar.
    Sidebar,
}

impl Style {
    pub const ALL: [Style; 4] = [Style::Classic, Style::Tabular, Style::Modern, Style::Sidebar];
}

impl Paper {
    /// Address, phone, e-mail and the further lines, without the empty ones.
    pub fn contact(&self) -> Vec<&str> {
        let known = [&self.place, &self.phone, &self.email];
        known.into_iter().chain(&self.more).map(String::as_str).filter(|line| !line.is_empty()).collect()
    }

    /// Picks one of the accent colours, the same one each time for the same name.
    fn accent(&self) -> [u8; 3] {
        const PALETTE: [[u8; 3]; 6] =
            [[31, 78, 121], [22, 101, 82], [122, 40, 55], [62, 55, 120], [20, 96, 116], [128, 74, 16]];
        let sum: usize = self.name.bytes().map(usize::from).sum();
        PALETTE[sum % PALETTE.len()]
    }
}

impl Entry {
    /// Organisation and place on one line.
    fn whereabouts(&self) -> String {
        joined([self.organisation.as_str(), self.place.as_str()], ", ")
    }
}

/// The CV as plain text, one item a line, sections parted by blank lines.
pub fn text(paper: &Paper) -> String {
    let mut lines = vec![paper.name.clone(), paper.headline.clone()];
    lines.extend(paper.contact().into_iter().map(str::to_owned));
    lines.retain(|line| !line.is_empty());

    for section in &paper.sections {
        lines.extend([String::new(), section.heading.clone()]);
        for block in &section.blocks {
            match block {
                Block::Paragraph(words) => lines.push(words.clone()),
                Block::List(items) => lines.extend(items.iter().map(|item| format!("- {item}"))),
                Block::Entry(entry) => {
                    lines.push(joined([entry.title.as_str(), &entry.whereabouts(), &entry.dates], " | "));
                    lines.extend(entry.bullets.iter().map(|bullet| format!("- {bullet}")));
                }
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn joined<'a>(parts: impl IntoIterator<Item = &'a str>, separator: &str) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(separator)
}
