//! Writes a CV as a PDF file with the standard faces, compressed pages and text that can be copied.

mod designs;
mod letters;

use pdf_writer::types::{FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::{Paper, Style};
use crate::platform::pdf;
use letters::{ADDED, Face, letter};

/// The CV as a PDF file, the same bytes each time.
pub fn pdf(paper: &Paper, style: Style) -> Vec<u8> {
    let sheets = designs::laid_out(paper, style);
    let faces = if style == Style::Classic { [Face::Serif, Face::SerifBold] } else { [Face::Sans, Face::SansBold] };

    let mut next = pdf::numbers();
    let (catalog, tree, info, to_unicode) = (next(), next(), next(), next());
    let fonts = faces.map(|face| (face, next()));

    let mut pdf = Pdf::with_capacity(16 * 1024);
    pdf.set_version(1, 7);
    pdf.catalog(catalog).pages(tree);
    pdf.document_info(info)
        .title(TextStr(&format!("CV of {}", paper.name)))
        .author(TextStr(&paper.name))
        .creator(TextStr("RecruitPro sample workspace"));
    pdf.stream(to_unicode, &unicode_map());
    for (face, font) in fonts {
        write_font(&mut pdf, face, font, next(), to_unicode);
    }

    pdf::pages(&mut pdf, &sheets, tree, &fonts, &mut next);
    pdf.finish()
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
