//! The first reader: interprets each page and collects the glyphs it draws.

use std::collections::HashSet;

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::object::{Array, Dict, String as PdfString};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::ground::{Ground, Sight};
use super::layout::{Glyph, Line, page_lines};
use super::{Contents, FEWEST_LETTERS, MOST_LINKS, MOST_PAGES, has_letters, hyphens};
use crate::platform::extraction::{Unreadable, tidy::MAX_TEXT};

/// Most glyphs kept of a page. A dense page has five thousand.
const MOST_GLYPHS: usize = 200_000;
/// Fewer letters than this on pages filled by a picture: a stamp or page numbers on a scan.
const LETTERS_PER_PAGE: usize = 40;
/// How far beyond its edge a page still shows something, in points. Text further out is there for machines only.
const EDGE: f64 = 20.0;
/// Glyphs this near, in points, are one letter drawn twice.
const NEAR: f32 = 2.0;

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
    let (mut text, mut hidden, mut links) = (String::new(), String::new(), Vec::new());
    let (mut read, mut pictures) = (0, 0);
    for page in pages.iter().take(MOST_PAGES) {
        read += 1;
        pictures += usize::from(read_page(page, &pdf, &cache, &mut text, &mut hidden));
        links.extend(page_links(page));
        if text.len() > MAX_TEXT {
            break;
        }
    }
    if !has_letters(&text, FEWEST_LETTERS) {
        // A page with nothing to see is more likely one whose ground was misread.
        text.push_str(&std::mem::take(&mut hidden));
    }
    let is_scan = pictures == read && !has_letters(&text, LETTERS_PER_PAGE * read);
    Ok(Reading { contents: Contents { text: hyphens::join(&text), hidden, links, pages: pages.len() }, is_scan })
}

/// Adds the text of a page, and what of it no reader sees; answers whether a picture fills it.
fn read_page<'a>(
    page: &'a Page<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    text: &mut String,
    hidden: &mut String,
) -> bool {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(Affine::IDENTITY, area, cache, pdf.xref(), InterpreterSettings::default());
    let mut sheet = Sheet { area, upright: page.initial_transform(true).to_kurbo(), ..Sheet::default() };
    interpret_page(page, &mut context, &mut sheet);
    sheet.settle();
    write_lines(&page_lines(std::mem::take(&mut sheet.unseen)), hidden);
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
    ground: Ground,
    /// Glyphs that no reader sees, however they are turned.
    unseen: Vec<Glyph>,
    /// Glyphs that are not drawn, with their turn and their middle: a scan's words, where there is a picture.
    undrawn: Vec<(usize, Glyph, Point)>,
}

impl Sheet {
    fn add(&mut self, text: String, drawn: &Drawn<'_>, placed: Affine, props: &DrawProps<'_>, mode: &DrawMode) {
        let advance = match drawn {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(shape) => shape.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(500.0));
        let (start, end) = (placed * Point::ZERO, placed * Point::new(advance, 0.0));
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
        let glyph = Glyph { text, x0: x0 as f32, x1: x1 as f32, y: y as f32, size };
        let middle = placed * Point::new(advance / 2.0, 300.0);
        match self.ground.sight(middle, size, &props.paint, mode) {
            Sight::Seen => self.glyphs[turn].push(glyph),
            Sight::Unseen => self.unseen.push(glyph),
            Sight::OnlyOnPictures => self.undrawn.push((turn, glyph, middle)),
        }
    }

    /// Once all is drawn: what was not drawn finds its picture, and a shadow or a filling under seen letters is no
    /// second text.
    fn settle(&mut self) {
        for (turn, glyph, middle) in std::mem::take(&mut self.undrawn) {
            match self.ground.is_pictured(middle) {
                true => self.glyphs[turn].push(glyph),
                false => self.unseen.push(glyph),
            }
        }
        let place = |glyph: &Glyph| ((glyph.x0 / NEAR) as i32, (glyph.y / NEAR) as i32);
        let seen: HashSet<(&str, i32, i32)> =
            self.glyphs.iter().flatten().map(|glyph| (&*glyph.text, place(glyph).0, place(glyph).1)).collect();
        let is_shadow = |glyph: &Glyph| {
            let (x, y) = place(glyph);
            (-1..=1).any(|dx| (-1..=1).any(|dy| seen.contains(&(&*glyph.text, x + dx, y + dy))))
        };
        self.unseen.retain(|glyph| !glyph.text.trim().is_empty() && !is_shadow(glyph));
    }
}

impl Device<'_> for Sheet {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        self.ground.paint(path, self.upright, &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.ground.clip(self.upright.transform_rect_bbox(clip.path.bounding_box()));
    }

    fn pop_clip(&mut self) {
        self.ground.unclip();
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.ground.open_group(opacity);
    }

    fn pop_transparency_group(&mut self) {
        self.ground.close_group();
    }

    fn draw_image(&mut self, _: Image<'_, '_>, props: ImageDrawProps<'_>) {
        let square = Rect::new(0.0, 0.0, 1.0, 1.0);
        let covered = props.transform.transform_rect_bbox(square).intersect(self.area);
        self.ground.picture((self.upright * props.transform).transform_rect_bbox(square));
        self.pictured |= covered.area() > 0.5 * self.area.area();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        if run.glyphs().first().is_some_and(|glyph| is_icon(glyph)) {
            return;
        }
        for glyph in run.glyphs() {
            if self.count >= MOST_GLYPHS {
                return;
            }
            if let Some(text) = meaning(glyph) {
                self.add(text, glyph, self.upright * props.transform * glyph.transform(), &props, mode);
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
