//! Writes PDF files: text set down columns, pages compressed, letters that can be copied.

pub mod flow;
mod inter;

pub use inter::{Inter, pdf};

use flate2::{Compression, write::ZlibEncoder};
use flow::{Face, Ink, Mark, PAGE, Sheets};
use pdf_writer::{Content, Filter, Finish, Pdf, Rect, Ref, Str};
use std::io::Write;

/// Hands out the numbers of a file's objects.
pub fn numbers() -> impl FnMut() -> Ref {
    let mut numbers = (1..).map(Ref::new);
    move || numbers.next().unwrap_or(Ref::new(i32::MAX))
}

/// Writes the pages and the tree that holds them. `fonts` are those the faces stand for.
pub fn pages<F: Face>(
    pdf: &mut Pdf,
    sheets: &Sheets<F>,
    tree: Ref,
    fonts: &[(F, Ref)],
    next: &mut impl FnMut() -> Ref,
) {
    let pages: Vec<(Ref, Ref)> = sheets.pages.iter().map(|_| (next(), next())).collect();
    pdf.pages(tree).kids(pages.iter().map(|page| page.0)).count(pages.len() as i32);
    for (marks, (page_ref, content_ref)) in sheets.pages.iter().zip(pages) {
        let mut page = pdf.page(page_ref);
        page.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(content_ref);
        let mut resources = page.resources();
        let mut names = resources.fonts();
        for (face, font) in fonts {
            names.pair(face.name(), font);
        }
        names.finish();
        resources.finish();
        page.finish();
        pdf.stream(content_ref, &packed(&content(marks))).filter(Filter::FlateDecode);
    }
}

fn content<F: Face>(marks: &[Mark<F>]) -> Vec<u8> {
    let mut content = Content::new();
    for mark in marks {
        match mark {
            Mark::Bar { x, y, width, height, ink } => {
                fill(&mut content, *ink);
                content.rect(*x, PAGE.1 - y - height, *width, *height).fill_nonzero();
            }
            Mark::Text { x, y, set, text } => {
                fill(&mut content, set.ink);
                content.begin_text().set_font(set.face.name(), set.size).next_line(*x, PAGE.1 - y);
                content.show(Str(&set.face.encode(text))).end_text();
            }
        }
    }
    content.finish().to_vec()
}

fn fill(content: &mut Content, ink: Ink) {
    let [red, green, blue] = ink.map(|channel| (f32::from(channel) / 2.55).round() / 100.0);
    content.set_fill_rgb(red, green, blue);
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    // Writing to memory cannot fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}
