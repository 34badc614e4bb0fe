//! Gathers the text of a document whose paragraphs, tables and text boxes nest.

use super::super::tidy::MAX_TEXT;

/// Most text gathered, in bytes, before tidying: room for the spaces that tidying removes.
const MOST: usize = 2 * MAX_TEXT;

/// A part of the document with text of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Row,
    Cell,
    /// A text box: read after the paragraph it hangs on.
    Box,
}

/// A part being read: its text so far, what waits for the end of its paragraph, and a row's finished cells.
#[derive(Default)]
struct Frame {
    part: Option<Part>,
    text: String,
    waiting: String,
    cells: Vec<String>,
}

/// The text so far. Parts that are never closed, or closed twice, lose nothing.
pub struct Flow {
    frames: Vec<Frame>,
    room: usize,
}

impl Flow {
    pub fn new() -> Self {
        Self { frames: vec![Frame::default()], room: MOST }
    }

    pub fn push(&mut self, text: &str) {
        if let Some(frame) = self.frames.last_mut()
            && text.len() <= self.room
        {
            self.room -= text.len();
            frame.text.push_str(text);
        }
    }

    pub fn end_paragraph(&mut self) {
        self.push("\n");
        if let Some(frame) = self.frames.last_mut() {
            let waiting = std::mem::take(&mut frame.waiting);
            frame.text.push_str(&waiting);
        }
    }

    pub fn open(&mut self, part: Part) {
        self.frames.push(Frame { part: Some(part), ..Frame::default() });
    }

    pub fn close(&mut self, part: Part) {
        if self.frames.last().is_some_and(|frame| frame.part == Some(part)) {
            self.close_last();
        }
    }

    /// All the text, in reading order.
    pub fn finish(mut self) -> String {
        while self.frames.len() > 1 {
            self.close_last();
        }
        self.frames.pop().map(|frame| frame.text + &frame.waiting).unwrap_or_default()
    }

    fn close_last(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let Some(outer) = self.frames.last_mut() else { return };
        let text = match frame.part {
            Some(Part::Row) => join_cells(frame.cells) + &frame.text + &frame.waiting,
            _ => frame.text + &frame.waiting,
        };
        match frame.part {
            Some(Part::Cell) if outer.part == Some(Part::Row) => outer.cells.push(text),
            Some(Part::Box) => outer.waiting.push_str(&text),
            _ if outer.text.is_empty() => outer.text = text,
            _ => outer.text.push_str(&text),
        }
    }
}

/// A row of short cells reads as one line; cells of several lines are columns, read one after the other.
fn join_cells(mut cells: Vec<String>) -> String {
    if cells.len() == 1 {
        return cells.remove(0);
    }
    if cells.iter().all(|cell| !cell.trim().contains('\n')) {
        let filled: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        return filled.join(" ") + "\n";
    }
    cells.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> String {
        let mut flow = Flow::new();
        flow.open(Part::Row);
        for cell in cells {
            flow.open(Part::Cell);
            flow.push(cell);
            flow.end_paragraph();
            flow.close(Part::Cell);
        }
        flow.close(Part::Row);
        flow.finish()
    }

    #[test]
    fn short_cells_share_a_line_and_long_cells_are_columns() {
        assert_eq!(row(&["2019", "", "Quiver Ltd"]), "2019 Quiver Ltd\n");
        assert_eq!(row(&["Skills\nRust", "Work"]), "Skills\nRust\n\nWork\n\n");
    }

    #[test]
    fn a_box_follows_its_paragraph() {
        let mut flow = Flow::new();
        flow.push("Ada ");
        flow.open(Part::Box);
        flow.push("boxed\n");
        flow.close(Part::Box);
        flow.push("Quill");
        flow.end_paragraph();
        assert_eq!(flow.finish(), "Ada Quill\nboxed\n");
    }

    #[test]
    fn broken_nesting_loses_nothing() {
        let mut flow = Flow::new();
        flow.close(Part::Row);
        flow.open(Part::Row);
        flow.push("a");
        flow.open(Part::Cell);
        flow.push("b");
        flow.close(Part::Box);
        assert_eq!(flow.finish(), "ba");
    }
}
