//! Sets text line by line down a column, from page to page.

use pdf_writer::Name;

/// The letters of one weight and kind.
pub trait Face: Copy {
    /// What pages call it.
    fn name(self) -> Name<'static>;

    /// The text in the face's own codes.
    fn encode(self, text: &str) -> Vec<u8>;

    /// How wide a text is, in points.
    fn measure(self, text: &str, size: f32) -> f32;
}

/// A4 in points.
pub const PAGE: (f32, f32) = (595.0, 842.0);

pub type Ink = [u8; 3];

/// How a piece of text is set.
#[derive(Clone, Copy, Debug)]
pub struct Type<F> {
    pub face: F,
    /// In points.
    pub size: f32,
    pub ink: Ink,
}

impl<F> Type<F> {
    fn leading(&self) -> f32 {
        self.size * 1.34
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Align {
    Left,
    Centre,
    Right,
}

/// Something drawn on a page. `y` is counted from the top; a text's `y` is its baseline.
#[derive(Clone, Debug)]
pub enum Mark<F> {
    Text { x: f32, y: f32, set: Type<F>, text: String },
    Bar { x: f32, y: f32, width: f32, height: f32, ink: Ink },
}

pub struct Sheets<F> {
    pub pages: Vec<Vec<Mark<F>>>,
}

impl<F> Default for Sheets<F> {
    fn default() -> Self {
        Sheets { pages: Vec::new() }
    }
}

impl<F> Sheets<F> {
    pub fn page(&mut self, page: usize) -> &mut Vec<Mark<F>> {
        while self.pages.len() <= page {
            self.pages.push(Vec::new());
        }
        &mut self.pages[page]
    }
}

/// A column being filled.
pub struct Flow<'s, F> {
    pub sheets: &'s mut Sheets<F>,
    pub page: usize,
    pub left: f32,
    pub width: f32,
    /// Where the next line's top is.
    pub y: f32,
    /// Where the column begins on pages after the first.
    pub top: f32,
}

const BOTTOM: f32 = PAGE.1 - 50.0;

impl<F: Face> Flow<'_, F> {
    /// Moves on to the next page when less than `height` is left on this one.
    pub fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.page += 1;
            self.y = self.top;
        }
    }

    pub fn skip(&mut self, height: f32) {
        self.y += height;
    }

    pub fn bar(&mut self, width: f32, height: f32, ink: Ink) {
        let (x, y) = (self.left, self.y);
        self.sheets.page(self.page).push(Mark::Bar { x, y, width, height, ink });
    }

    /// Sets the text over as many lines as it needs, `indent` points from the column's left edge.
    pub fn text(&mut self, text: &str, set: Type<F>, align: Align, indent: f32) {
        for line in wrapped(text, set, self.width - indent) {
            self.room(set.leading());
            self.y += set.leading();
            self.place(line, set, align, indent);
        }
    }

    /// Sets the text beside what was set last, on the same baseline.
    pub fn beside(&mut self, text: &str, set: Type<F>, align: Align) {
        self.place(text, set, align, 0.0);
    }

    /// Sets the text on one line, smaller where it would not fit.
    pub fn fitted(&mut self, text: &str, set: Type<F>) {
        let natural = set.face.measure(text, set.size);
        let size = set.size * (self.width / natural).min(1.0);
        // A hair smaller still, lest rounding breaks the line.
        self.text(text, Type { size: size - 0.01, ..set }, Align::Left, 0.0);
    }

    pub fn bullet(&mut self, text: &str, set: Type<F>, indent: f32) {
        self.room(set.leading());
        let (page, y) = (self.page, self.y);
        self.text(text, set, Align::Left, indent + 11.0);
        let (x, y) = (self.left + indent + 1.0, y + set.leading() - set.size * 0.3);
        self.sheets.page(page).push(Mark::Text { x, y, set, text: "•".into() });
    }

    fn place(&mut self, line: &str, set: Type<F>, align: Align, indent: f32) {
        let free = self.width - indent - set.face.measure(line, set.size);
        let shift = match align {
            Align::Left => 0.0,
            Align::Centre => free / 2.0,
            Align::Right => free,
        };
        let (x, y) = (self.left + indent + shift, self.y - set.size * 0.3);
        self.sheets.page(self.page).push(Mark::Text { x, y, set, text: line.to_owned() });
    }
}

/// The text cut at spaces into lines no wider than `width`; a longer word is broken where the line ends.
fn wrapped<F: Face>(text: &str, set: Type<F>, width: f32) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for word in text.split(' ') {
        let word_end = if end == 0 { word.len() } else { end + 1 + word.len() };
        if end > start && set.face.measure(&text[start..word_end], set.size) > width {
            lines.push(&text[start..end]);
            start = end + 1;
        }
        end = word_end;
        while let Some(at) = overflow(&text[start..end], set, width) {
            lines.push(&text[start..start + at]);
            start += at;
        }
    }
    if end > start {
        lines.push(&text[start..end]);
    }
    lines
}

/// Where a single word leaves the line it begins; never before its first letter.
fn overflow<F: Face>(word: &str, set: Type<F>, width: f32) -> Option<usize> {
    if word.contains(' ') || set.face.measure(word, set.size) <= width {
        return None;
    }
    let ends = word.char_indices().map(|(at, _)| at).skip(1);
    let fitting = ends.clone().take_while(|at| set.face.measure(&word[..*at], set.size) <= width).last();
    fitting.or(ends.clone().next())
}
