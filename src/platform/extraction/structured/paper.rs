//! A CV as it is written out: name, headline, contact lines, then sections with entries.

/// One job or course of study.
#[derive(Default)]
pub struct Entry {
    pub title: String,
    pub organisation: String,
    pub place: String,
    /// From and to as month and year; an empty `to` while it lasts.
    pub from: String,
    pub to: String,
    pub ongoing: bool,
    pub about: Vec<String>,
    pub points: Vec<String>,
}

/// Collects lines; blank values leave no trace.
#[derive(Default)]
pub struct Paper {
    text: String,
}

impl Paper {
    pub fn line(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.text.push_str(words);
            self.text.push('\n');
        }
    }

    pub fn point(&mut self, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.line(&format!("• {words}"));
        }
    }

    /// A section, when it has any content.
    pub fn section(&mut self, heading: &str, fill: impl FnOnce(&mut Paper)) {
        let mut content = Paper::default();
        fill(&mut content);
        if !content.text.trim().is_empty() {
            self.text.push_str(&format!("\n{heading}\n\n{}", content.text.trim_start()));
        }
    }

    pub fn entry(&mut self, entry: &Entry) {
        let dates = match (entry.from.as_str(), entry.to.as_str()) {
            ("", "") => String::new(),
            (from, "") if entry.ongoing => format!("{from} – present"),
            (from, "") => from.to_string(),
            ("", to) => to.to_string(),
            (from, to) => format!("{from} – {to}"),
        };
        self.text.push('\n');
        self.line(&entry.title);
        let whereabouts = joined(&[&entry.organisation, &entry.place], ", ");
        self.line(&joined(&[&whereabouts, &dates], " | "));
        for words in entry.about.iter().flat_map(|words| words.lines()) {
            self.line(words);
        }
        entry.points.iter().for_each(|point| self.point(point));
    }

    pub fn into_text(self) -> String {
        self.text
    }
}

pub fn joined(parts: &[&str], between: &str) -> String {
    parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(between)
}

/// "2019-03-01" and "2019-03" as "03/2019", "2019" as it is; anything else as written.
pub fn month(date: &str) -> String {
    let mut parts = date.trim().split(['-', 'T']);
    let (year, month) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let numeric = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    match (numeric(year, 4), numeric(month, 2)) {
        (true, true) => format!("{month}/{year}"),
        (true, false) if month.is_empty() => year.to_string(),
        _ => date.trim().to_string(),
    }
}
