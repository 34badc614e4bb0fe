//! Writes a CV as a PDF file with the standard faces, compressed pages and text that can be copied.

mod designs;
mod flow;
mod letters;

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::types::{FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::{Paper, Style};
use flow::{Ink, Mark, PAGE};
use letters::{ADDED, Face, letter};

/// The CV as a PDF file, the same bytes each time.
pub fn pdf(paper: &Paper, style: Style) -> Vec<u8> {
    let sheets = designs::laid_out(paper, style);
    let faces = if style == Style::Classic { [Face::Serif, Face::SerifBold] } else { [Face::Sans, Face::SansBold] };

    let mut refs = (1..).map(Ref::new);
    let mut next = || refs.next().unwrap_or(Ref::new(i32::MAX));
    let (catalog, tree, info, to_unicode) = (next(), next(), next(), next());
    let fonts = faces.map(|face| (face, next(), next()));
    let pages: Vec<(Ref, Ref)> = sheets.pages.iter().map(|_| (next(), next())).collect();

    let mut pdf = Pdf::with_capacity(16 * 1024);
    pdf.set_version(1, 7);
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids(pages.iter().map(|page| page.0)).count(pages.len() as i32);
    pdf.document_info(info)
        .title(TextStr(&format!("CV of {}", paper.name)))
        .author(TextStr(&paper.name))
        .creator(TextStr("RecruitPro sample workspace"));
    pdf.stream(to_unicode, &unicode_map());
    for (face, font, descriptor) in fonts {
        write_font(&mut pdf, face, font, descriptor, to_unicode);
    }

    for (marks, (page_ref, content_ref)) in sheets.pages.iter().zip(pages) {
        let mut page = pdf.page(page_ref);
        page.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(content_ref);
        let mut resources = page.resources();
        let mut names = resources.fonts();
        for (face, font, _) in fonts {
            names.pair(font_name(face), font);
        }
        names.finish();
        resources.finish();
        page.finish();
        pdf.stream(content_ref, &packed(&content(marks))).filter(Filter::FlateDecode);
    }
    pdf.finish()
}

fn font_name(face: Face) -> Name<'static> {
    match face {
        Face::Sans | Face::Serif => Name(b"F1"),
        Face::SansBold | Face::SerifBold => Name(b"F2"),
    }
}

fn content(marks: &[Mark]) -> Vec<u8> {
    let mut content = Content::new();
    for mark in marks {
        match mark {
            Mark::Bar { x, y, width, height, ink } => {
                fill(&mut content, *ink);
                content.rect(*x, PAGE.1 - y - height, *width, *height).fill_nonzero();
            }
            Mark::Text { x, y, set, bytes } => {
                fill(&mut content, set.ink);
                content.begin_text().set_font(font_name(set.face), set.size).next_line(*x, PAGE.1 - y);
                content.show(Str(bytes)).end_text();
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

fn write_font(pdf: &mut Pdf, face: Face, id: Ref, descriptor: Ref, to_unicode: Ref) {
    let name = Name(face.postscript_name().as_bytes());
    let mut font = pdf.type1_font(id);
    font.base_font(name).first_char(32).last_char(255);
    font.widths(face.widths()[32..].iter().map(|&width| f32::from(width)));
    font.font_descriptor(descriptor).to_unicode(to_unicode);
    let mut encoding = font.encoding_custom();
    encoding.base_encoding(Name(b"WinAnsiEncoding"));
    let mut differences = encoding.differences();
    for (code, _, glyph) in ADDED {
        differences.consecutive(code, [Name(glyph.as_bytes())]);
    }
    differences.finish();
    encoding.finish();
    font.finish();

    let serif = matches!(face, Face::Serif | Face::SerifBold);
    let bold = matches!(face, Face::SansBold | Face::SerifBold);
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(if serif { FontFlags::SERIF | FontFlags::NON_SYMBOLIC } else { FontFlags::NON_SYMBOLIC })
        .bbox(Rect::new(-170.0, -228.0, 1003.0, 962.0))
        .italic_angle(0.0)
        .ascent(if serif { 683.0 } else { 718.0 })
        .descent(if serif { -217.0 } else { -207.0 })
        .cap_height(if serif { 662.0 } else { 718.0 })
        .stem_v(if bold { 140.0 } else { 88.0 });
}

fn unicode_map() -> Vec<u8> {
    let info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
    let mut map = UnicodeCmap::<u8>::new(Name(b"CvLetters"), info);
    for code in 32..=255 {
        if let Some(letter) = letter(code) {
            map.pair(code, letter);
        }
    }
    map.finish().to_vec()
}
