//! How the letters of a Word document look: whether a reader sees them at all.
//!
//! Careful in one direction: white letters count as seen wherever something may lie under them.

use super::xml::{Piece, attribute, walk};

/// White, or so near to it that nobody tells them apart.
const NEARLY_WHITE: u32 = 0xf2;
/// Letters smaller than this, in half points, are there for machines only.
const TINY: u32 = 4;
/// Table styles without a ground.
const PLAIN_TABLES: [&str; 4] = ["TableGrid", "TableNormal", "TableGridLight", "PlainTable"];

/// The looks of the text being walked over.
pub struct Looks<'a> {
    /// Styles with a ground of their own.
    styles: &'a [String],
    /// Tables, cells, boxes and paragraphs that are open, and whether each has a ground; and how many of them have.
    open: Vec<bool>,
    grounds: usize,
    in_run: bool,
    run: Run,
}

#[derive(Default)]
struct Run {
    vanished: bool,
    white: bool,
    tiny: bool,
    shaded: bool,
}

impl<'a> Looks<'a> {
    /// In a decorated document something may lie under all of it.
    pub fn new(styles: &'a [String], is_decorated: bool) -> Looks<'a> {
        Looks { styles, open: Vec::new(), grounds: usize::from(is_decorated), in_run: false, run: Run::default() }
    }

    pub fn see(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open(name, tag) => match *name {
                "w:tbl" | "w:tc" | "w:p" => self.open.push(false),
                // Boxes are filled by their drawing.
                "w:txbxContent" => {
                    self.open.push(true);
                    self.grounds += 1;
                }
                "w:r" => (self.in_run, self.run) = (true, Run::default()),
                "w:vanish" if self.in_run => self.run.vanished = is_on(attribute(tag, "w:val")),
                "w:color" if self.in_run => {
                    self.run.white = attribute(tag, "w:val").is_some_and(|colour| is_white(&colour))
                }
                "w:sz" if self.in_run => {
                    let size = attribute(tag, "w:val").and_then(|size| size.parse::<u32>().ok());
                    self.run.tiny = size.is_some_and(|size| size < TINY);
                }
                "w:highlight" => self.run.shaded = true,
                "w:shd" if shades(attribute(tag, "w:val"), attribute(tag, "w:fill")) => self.shade(),
                "w:pStyle" if attribute(tag, "w:val").is_some_and(|style| self.styles.contains(&style)) => self.shade(),
                "w:tblStyle"
                    if attribute(tag, "w:val")
                        .is_some_and(|style| !PLAIN_TABLES.iter().any(|plain| style.starts_with(plain))) =>
                {
                    self.shade()
                }
                _ => {}
            },
            Piece::Close("w:tbl" | "w:tc" | "w:p" | "w:txbxContent") => {
                self.grounds -= usize::from(self.open.pop() == Some(true));
            }
            Piece::Close("w:r") => self.in_run = false,
            _ => {}
        }
    }

    fn shade(&mut self) {
        match (self.in_run, self.open.last_mut()) {
            (false, Some(innermost)) => self.grounds += usize::from(!std::mem::replace(innermost, true)),
            _ => self.run.shaded = true,
        }
    }

    /// Whether the letters of the run being read are not to be seen.
    pub fn is_hidden(&self) -> bool {
        let on_white = !self.run.shaded && self.grounds == 0;
        self.in_run && (self.run.vanished || self.run.tiny || self.run.white && on_white)
    }
}

/// Styles that colour the ground of what is set in them.
pub fn shaded_styles(xml: &[u8]) -> Vec<String> {
    let mut shaded = Vec::new();
    let mut style = None;
    walk(xml, &[], |piece| match piece {
        Piece::Open("w:style", tag) => style = attribute(tag, "w:styleId"),
        Piece::Open("w:shd", tag) if shades(attribute(tag, "w:val"), attribute(tag, "w:fill")) => {
            shaded.extend(style.take())
        }
        _ => {}
    });
    shaded
}

/// Whether a part has a coloured page, or shapes behind its text.
pub fn is_decorated(xml: &[u8]) -> bool {
    let xml = String::from_utf8_lossy(xml);
    ["<w:background", "behindDoc=\"1\"", "behindDoc=\"true\"", "z-index:-"].iter().any(|sign| xml.contains(sign))
}

fn shades(pattern: Option<String>, fill: Option<String>) -> bool {
    let is_patterned = pattern.is_some_and(|pattern| !["clear", "nil"].contains(&pattern.as_str()));
    is_patterned || fill.is_some_and(|fill| !fill.eq_ignore_ascii_case("auto") && !is_white(&fill))
}

fn is_white(colour: &str) -> bool {
    let Ok(colour) = u32::from_str_radix(colour, 16) else { return false };
    [colour >> 16, colour >> 8, colour].iter().all(|part| part & 0xff >= NEARLY_WHITE)
}

fn is_on(value: Option<String>) -> bool {
    !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
}
