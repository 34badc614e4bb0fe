//! Inter, the typeface of the pages, inside the files: whatever language of Europe a name is in, every reader shows it.

use super::flow::{Face, Sheets};
use super::{numbers, packed, pages};
use deunicode::deunicode_char;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use skrifa::{FontRef, MetadataProvider, instance::LocationRef, instance::Size};
use std::{collections::BTreeMap, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inter {
    Regular,
    SemiBold,
}

/// Cut out of Inter by `scripts/pdf-fonts.mjs`, under the SIL Open Font License.
const FILES: [&[u8]; 2] = [include_bytes!("fonts/inter-regular.ttf"), include_bytes!("fonts/inter-semibold.ttf")];

/// What is the same in every file, packed once.
struct Letters {
    /// The glyph of each letter and its width in thousandths of the size.
    glyphs: BTreeMap<u16, (u16, f32)>,
    file: Vec<u8>,
    glyph_numbers: Vec<u8>,
}

static LETTERS: LazyLock<[Letters; 2]> = LazyLock::new(|| FILES.map(Letters::of));

impl Letters {
    fn of(file: &'static [u8]) -> Letters {
        let font = FontRef::new(file).expect("our own font file");
        let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
        let glyphs: BTreeMap<u16, (u16, f32)> = font
            .charmap()
            .mappings()
            .filter_map(|(letter, glyph)| {
                let width = metrics.advance_width(glyph)?;
                Some((u16::try_from(letter).ok()?, (u16::try_from(glyph.to_u32()).ok()?, width)))
            })
            .collect();
        let mut numbers = vec![0; 2 << 16];
        for (letter, (glyph, _)) in &glyphs {
            let at = usize::from(*letter) * 2;
            numbers[at..at + 2].copy_from_slice(&glyph.to_be_bytes());
        }
        Letters { glyphs, file: packed(file), glyph_numbers: packed(&numbers) }
    }

    /// The text in letters there are: those of other scripts in Latin ones, signs without a letter left out.
    fn of_text(&self, text: &str) -> Vec<u16> {
        let known = |letter: char| u16::try_from(u32::from(letter)).ok().filter(|code| self.glyphs.contains_key(code));
        let mut codes = Vec::with_capacity(text.len());
        for letter in text.nfc() {
            match known(letter) {
                Some(code) => codes.push(code),
                None if letter.is_whitespace() => codes.push(u16::from(b' ')),
                None if letter.is_alphanumeric() => {
                    codes.extend(deunicode_char(letter).unwrap_or("?").chars().filter_map(known));
                }
                None => {}
            }
        }
        codes
    }
}

impl Inter {
    fn letters(self) -> &'static Letters {
        &LETTERS[self as usize]
    }
}

impl Face for Inter {
    fn measure(self, text: &str, size: f32) -> f32 {
        let letters = self.letters();
        let widths = letters.of_text(text).into_iter().filter_map(|code| letters.glyphs.get(&code));
        widths.map(|(_, width)| width).sum::<f32>() * size / 1000.0
    }

    fn name(self) -> Name<'static> {
        [Name(b"F1"), Name(b"F2")][self as usize]
    }

    /// A letter is its own code, so that what is copied out of the file is what was written.
    fn encode(self, text: &str) -> Vec<u8> {
        self.letters().of_text(text).into_iter().flat_map(u16::to_be_bytes).collect()
    }
}

/// The pages as a file, the same bytes each time.
pub fn pdf(sheets: &Sheets<Inter>, title: &str) -> Vec<u8> {
    let mut next = numbers();
    let (catalog, tree, info) = (next(), next(), next());
    let fonts = [(Inter::Regular, next()), (Inter::SemiBold, next())];
    let mut pdf = Pdf::with_capacity(160 * 1024);
    pdf.set_version(1, 7);
    pdf.catalog(catalog).pages(tree);
    pdf.document_info(info).title(TextStr(title)).creator(TextStr("RecruitPro"));
    for (face, font) in fonts {
        write_font(&mut pdf, face, font, &mut next);
    }
    pages(&mut pdf, sheets, tree, &fonts, &mut next);
    pdf.finish()
}

fn write_font(pdf: &mut Pdf, face: Inter, id: Ref, next: &mut impl FnMut() -> Ref) {
    let letters = face.letters();
    let (descendant, descriptor, file, map, to_unicode) = (next(), next(), next(), next(), next());
    let info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
    let name = [Name(b"Inter-Regular"), Name(b"Inter-SemiBold")][face as usize];
    pdf.type0_font(id)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant)
        .to_unicode(to_unicode);
    let mut font = pdf.cid_font(descendant);
    font.subtype(CidFontType::Type2).base_font(name).system_info(info).font_descriptor(descriptor);
    font.cid_to_gid_map_stream(map).default_width(0.0);
    let mut widths = font.widths();
    for (code, (_, width)) in &letters.glyphs {
        widths.consecutive(*code, [width.round()]);
    }
    widths.finish();
    font.finish();
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(-800.0, -300.0, 2600.0, 1100.0))
        .italic_angle(0.0)
        .ascent(969.0)
        .descent(-242.0)
        .cap_height(727.0)
        .stem_v([90.0, 120.0][face as usize])
        .font_file2(file);
    pdf.stream(file, &letters.file)
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), FILES[face as usize].len() as i32);
    pdf.stream(map, &letters.glyph_numbers).filter(Filter::FlateDecode);
    let info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
    let mut cmap = UnicodeCmap::<u16>::new(Name(b"Letters"), info);
    for code in letters.glyphs.keys() {
        if let Some(letter) = char::from_u32(u32::from(*code)) {
            cmap.pair(*code, letter);
        }
    }
    pdf.stream(to_unicode, &packed(&cmap.finish())).filter(Filter::FlateDecode);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_european_alphabet_has_its_letters() {
        let text = "Łucja Gößling-Ørsted, İbrahim Çağlar, Ștefan Țîrlea, Γιώργος, Владислав Ћирић, Їжакевич, ẞ €";
        for face in [Inter::Regular, Inter::SemiBold] {
            let codes = face.letters().of_text(text);
            assert_eq!(String::from_utf16(&codes).unwrap(), text);
            assert!(face.measure("iiii", 10.0) < face.measure("WWWW", 10.0));
        }
    }

    #[test]
    fn other_scripts_are_written_in_latin_letters_and_pictures_are_left_out() {
        let read = |text: &str| String::from_utf16(&Inter::Regular.letters().of_text(text)).unwrap();
        assert_eq!(read("e\u{301}a\u{308}"), "éä");
        assert!(read("გიორგი").starts_with("giorgi"), "{}", read("გიორგი"));
        assert_eq!(read("Ada 🚀\tMoss\u{0}"), "Ada  Moss");
    }
}
