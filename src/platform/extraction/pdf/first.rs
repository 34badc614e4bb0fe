//! The first reader: interprets each page and collects the glyphs it draws.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::object::{Array, Dict, String as PdfString};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::layout::{Glyph, Line, page_lines};
use super::{Contents, MOST_LINKS, MOST_PAGES, has_letters, hyphens};
use crate::platform::extraction::{Unreadable, tidy::MAX_TEXT};

/// Most glyphs kept of a page. A dense page has five thousand.
const MOST_GLYPHS: usize = 200_000;
/// Fewer letters than this on pages filled by a picture: a stamp or page numbers on a scan.
const LETTERS_PER_PAGE: usize = 40;
/// How far beyond its edge a page still shows something, in points. Text further out is there for machines only.
const EDGE: f64 = 20.0;

pub struct Reading {
    pub contents: Contents,
    /// Whether the pages are pictures, with next to no text on them.
    pub is_scan: bool,
}

pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::Encrypted,
        _ => Unreadable::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Unreadable::NoPages);
    }
    let cache = InterpreterCache::new();
    let (mut text, mut links) = (String::new(), Vec::new());
    let (mut read, mut pictures) = (0, 0);
    for page in pages.iter().take(MOST_PAGES) {
        read += 1;
        pictures += usize::from(read_page(page, &pdf, &cache, &mut text));
        links.extend(page_links(page));
        if text.len() > MAX_TEXT {
            break;
        }
    }
    let is_scan = pictures == read && !has_letters(&text, LETTERS_PER_PAGE * read);
    Ok(Reading { contents: Contents { text: hyphens::join(&text), links, pages: pages.len() }, is_scan })
}

/// Adds the text of a page; answers whether a picture fills it.
fn read_page<'a>(page: &'a Page<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>, text: &mut String) -> bool {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(Affine::IDENTITY, area, cache, pdf.xref(), InterpreterSettings::default());
    let mut sheet = Sheet { area, upright: page.initial_transform(true).to_kurbo(), ..Sheet::default() };
    interpret_page(page, &mut context, &mut sheet);
    let mut directions: Vec<Vec<Glyph>> = sheet.glyphs.into_iter().filter(|glyphs| !glyphs.is_empty()).collect();
    // The page's main direction comes first.
    directions.sort_by_key(|glyphs| std::cmp::Reverse(glyphs.len()));
    for glyphs in directions {
        write_lines(&page_lines(glyphs), text);
        text.push('\n');
    }
    sheet.pictured
}

fn write_lines(lines: &[Line], text: &mut String) {
    for line in lines {
        if line.starts_paragraph {
            text.push('\n');
        }
        text.push_str(&line.text);
        text.push('\n');
    }
}

/// Targets of link annotations: a CV often shows only "LinkedIn".
fn page_links(page: &Page<'_>) -> Vec<String> {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return Vec::new() };
    annotations
        .iter::<Dict<'_>>()
        .take(MOST_LINKS)
        .filter_map(|annotation| {
            let target = annotation.get::<Dict<'_>>(b"A")?.get::<PdfString<'_>>(b"URI")?;
            Some(String::from_utf8_lossy(target.as_bytes()).into_owned())
        })
        .collect()
}

/// A page being drawn: its glyphs by the quarter turn of their writing, from upright clockwise.
#[derive(Default)]
struct Sheet {
    area: Rect,
    upright: Affine,
    glyphs: [Vec<Glyph>; 4],
    count: usize,
    pictured: bool,
}

impl Sheet {
    fn add(&mut self, text: String, drawn: &Drawn<'_>, placed: Affine) {
        let advance = match drawn {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(shape) => shape.advance_width(),
        };
        let (start, end) = (placed * Point::ZERO, placed * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0));
        if !self.area.inflate(EDGE, EDGE).contains(start) {
            return;
        }
        let [a, b, c, d, ..] = placed.as_coeffs();
        let size = (c.hypot(d) * 1000.0) as f32;
        let (dx, dy) = match (end.x - start.x, end.y - start.y) {
            (0.0, 0.0) => (a, b),
            moved => moved,
        };
        let turn = match (dx.abs() >= dy.abs(), dx >= 0.0, dy > 0.0) {
            (true, true, _) => 0,
            (false, _, true) => 1,
            (true, false, _) => 2,
            (false, _, false) => 3,
        };
        let straight = |point: Point| match turn {
            0 => (point.x, point.y),
            1 => (point.y, -point.x),
            2 => (-point.x, -point.y),
            _ => (-point.y, point.x),
        };
        let ((x0, y), (x1, _)) = (straight(start), straight(end));
        self.count += 1;
        self.glyphs[turn].push(Glyph { text, x0: x0 as f32, x1: x1 as f32, y: y as f32, size });
    }
}

impl Device<'_> for Sheet {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_image(&mut self, _: Image<'_, '_>, props: ImageDrawProps<'_>) {
        let square = Rect::new(0.0, 0.0, 1.0, 1.0);
        let covered = props.transform.transform_rect_bbox(square).intersect(self.area);
        self.pictured |= covered.area() > 0.5 * self.area.area();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        if run.glyphs().first().is_some_and(|glyph| is_icon(glyph)) {
            return;
        }
        for glyph in run.glyphs() {
            if self.count >= MOST_GLYPHS {
                return;
            }
            if let Some(text) = meaning(glyph) {
                self.add(text, glyph, self.upright * props.transform * glyph.transform());
            }
        }
    }
}

/// Whether the glyph is a picture of an icon font. Some of those spell the picture's name: "location_on".
fn is_icon(glyph: &Drawn<'_>) -> bool {
    let Drawn::Outline(outline) = glyph else { return false };
    let name = outline.font_data().and_then(|font| font.postscript_name).unwrap_or_default().to_lowercase();
    ["icon", "awesome", "materialsymbols"].iter().any(|part| name.contains(part))
}

/// The characters of a glyph. Bitmap fonts of TeX may map none: their codes are ASCII, with ligatures below.
fn meaning(glyph: &Drawn<'_>) -> Option<String> {
    match glyph.as_unicode() {
        Some(BfString::Char(c)) => Some(c.to_string()),
        Some(BfString::String(text)) => Some(text),
        None => Some(match glyph.char_code() {
            0x0b => "ff".to_owned(),
            0x0c => "fi".to_owned(),
            0x0d => "fl".to_owned(),
            0x0e => "ffi".to_owned(),
            0x0f => "ffl".to_owned(),
            0x7b => "–".to_owned(),
            code @ 0x20..=0x7e => char::from_u32(code)?.to_string(),
            _ => return None,
        }),
    }
}
