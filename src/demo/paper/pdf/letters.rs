//! The standard PDF faces: which byte stands for which letter, and how wide each letter is.

use crate::platform::pdf::flow;
use pdf_writer::Name;
use std::sync::LazyLock;

/// The faces that every PDF reader brings along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Sans,
    SansBold,
    Serif,
    SerifBold,
}

impl Face {
    pub fn postscript_name(self) -> &'static str {
        ["Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Bold"][self as usize]
    }

    /// Advance widths of the codes 0 to 255 in thousandths of the size; 0 where no letter is.
    pub fn widths(self) -> &'static [u16; 256] {
        &WIDTHS[self as usize]
    }
}

impl flow::Face for Face {
    fn name(self) -> Name<'static> {
        match self {
            Face::Sans | Face::Serif => Name(b"F1"),
            Face::SansBold | Face::SerifBold => Name(b"F2"),
        }
    }

    fn encode(self, text: &str) -> Vec<u8> {
        encode(text)
    }

    fn measure(self, text: &str, size: f32) -> f32 {
        let widths = self.widths();
        let sum: u32 = encode(text).into_iter().map(|byte| u32::from(widths[usize::from(byte)])).sum();
        sum as f32 * size / 1000.0
    }
}

/// Letters WinAnsi lacks, on codes whose WinAnsi signs no CV needs: code, letter, glyph name.
pub const ADDED: [(u8, char, &str); 33] = [
    (0x81, 'ą', "aogonek"),
    (0x82, 'ć', "cacute"),
    (0x83, 'ę', "eogonek"),
    (0x86, 'ł', "lslash"),
    (0x87, 'ń', "nacute"),
    (0x88, 'ś', "sacute"),
    (0x89, 'ź', "zacute"),
    (0x8B, 'ż', "zdotaccent"),
    (0x8D, 'Ł', "Lslash"),
    (0x8F, 'Ś', "Sacute"),
    (0x90, 'Ż', "Zdotaccent"),
    (0x98, 'Ć', "Cacute"),
    (0x9B, 'č', "ccaron"),
    (0x9D, 'Č', "Ccaron"),
    (0xA1, 'ř', "rcaron"),
    (0xA2, 'Ř', "Rcaron"),
    (0xA4, 'ě', "ecaron"),
    (0xA5, 'ů', "uring"),
    (0xA6, 'ň', "ncaron"),
    (0xA8, 'đ', "dcroat"),
    (0xAA, 'Đ', "Dcroat"),
    (0xAC, 'ő', "ohungarumlaut"),
    (0xAF, 'ű', "uhungarumlaut"),
    (0xB3, 'ğ', "gbreve"),
    (0xB4, 'ş', "scedilla"),
    (0xB5, 'Ş', "Scedilla"),
    (0xB6, 'ı', "dotlessi"),
    (0xB8, 'İ', "Idotaccent"),
    (0xB9, 'ă', "abreve"),
    (0xBA, 'ș', "scommaaccent"),
    (0xBC, 'ț', "tcommaaccent"),
    (0xBD, 'ē', "emacron"),
    (0xBE, 'ņ', "ncommaaccent"),
];

/// What WinAnsi has between 128 and 159 and we keep.
const SIGNS: [(u8, char); 16] = [
    (0x80, '€'),
    (0x84, '„'),
    (0x85, '…'),
    (0x8A, 'Š'),
    (0x8C, 'Œ'),
    (0x8E, 'Ž'),
    (0x91, '‘'),
    (0x92, '’'),
    (0x93, '“'),
    (0x94, '”'),
    (0x95, '•'),
    (0x96, '–'),
    (0x97, '—'),
    (0x9A, 'š'),
    (0x9C, 'œ'),
    (0x9E, 'ž'),
];

/// The letter behind a code.
pub fn letter(code: u8) -> Option<char> {
    if let Some((_, letter, _)) = ADDED.iter().find(|added| added.0 == code) {
        return Some(*letter);
    }
    match code {
        32..=126 | 160..=255 => Some(char::from(code)),
        _ => SIGNS.iter().find(|sign| sign.0 == code).map(|sign| sign.1),
    }
}

/// The text in our encoding; a letter it does not know becomes a question mark.
fn encode(text: &str) -> Vec<u8> {
    text.chars().map(|letter| if letter.is_ascii() { letter as u8 } else { code(letter) }).collect()
}

fn code(wanted: char) -> u8 {
    (128..=255).find(|&code| LETTERS[usize::from(code)] == Some(wanted)).unwrap_or(b'?')
}

static LETTERS: LazyLock<[Option<char>; 256]> = LazyLock::new(|| std::array::from_fn(|code| letter(code as u8)));

static WIDTHS: LazyLock<[[u16; 256]; 4]> = LazyLock::new(|| {
    std::array::from_fn(|face| std::array::from_fn(|code| letter(code as u8).map_or(0, |letter| width(face, letter))))
});

fn width(face: usize, letter: char) -> u16 {
    if let Some(sign) = SIGN_WIDTHS.iter().find(|sign| sign.0.contains(letter)) {
        return sign.1[face];
    }
    let plain = base(letter);
    if plain.is_ascii() { ASCII_WIDTHS[face][plain as usize - 32] } else { 556 }
}

/// The letter without its accent, which is as wide as the one with it.
fn base(letter: char) -> char {
    const ACCENTED: [(char, &str); 32] = [
        ('A', "ÀÁÂÃÄÅ"),
        ('C', "ÇĆČ"),
        ('E', "ÈÉÊË"),
        ('I', "ÌÍÎÏİ"),
        ('D', "ĐÐ"),
        ('N', "Ñ"),
        ('O', "ÒÓÔÕÖ"),
        ('R', "Ř"),
        ('S', "ŠŚŞ"),
        ('U', "ÙÚÛÜ"),
        ('Y', "Ý"),
        ('Z', "ŽŻ"),
        ('a', "àáâãäåąă"),
        ('c', "çćč"),
        ('e', "èéêëęěē"),
        ('i', "ìíîïı"),
        ('d', "đ"),
        ('g', "ğ"),
        ('n', "ñńňņ"),
        ('o', "òóôõöőð"),
        ('r', "ř"),
        ('s', "šśşș"),
        ('t', "ț"),
        ('u', "ùúûüůű"),
        ('y', "ýÿ"),
        ('z', "žźż"),
        ('p', "þ"),
        ('P', "Þ"),
        ('x', "×"),
        ('+', "±"),
        (' ', "\u{a0}"),
        ('-', "\u{ad}"),
    ];
    ACCENTED.iter().find(|row| row.1.contains(letter)).map_or(letter, |row| row.0)
}

const SIGN_WIDTHS: [(&str, [u16; 4]); 18] = [
    ("–€£", [556, 556, 500, 500]),
    ("—…", [1000, 1000, 1000, 1000]),
    ("•", [350, 350, 350, 350]),
    ("‘’", [222, 278, 333, 333]),
    ("“”„", [333, 500, 444, 500]),
    ("·", [278, 278, 250, 250]),
    ("°", [400, 400, 400, 400]),
    ("ß", [611, 611, 500, 556]),
    ("æ", [889, 889, 667, 722]),
    ("Æ", [1000, 1000, 889, 1000]),
    ("ø", [611, 611, 500, 500]),
    ("Ø", [778, 778, 722, 778]),
    ("œ", [944, 944, 722, 722]),
    ("Œ", [1000, 1000, 889, 1000]),
    ("Ł", [556, 611, 611, 667]),
    ("ł", [222, 278, 278, 278]),
    ("ı", [278, 278, 278, 278]),
    ("§", [556, 556, 500, 500]),
];

/// Widths of the codes 32 to 126, face by face.
#[rustfmt::skip]
const ASCII_WIDTHS: [[u16; 95]; 4] = [
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
        556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
        556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
        500, 500, 500, 334, 260, 334, 584,
    ],
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722,
        611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556,
        611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778,
        556, 556, 500, 389, 280, 389, 584,
    ],
    [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
        500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722,
        611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444,
        500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722,
        500, 500, 444, 480, 200, 480, 541,
    ],
    [
        250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
        500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778,
        667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500,
        556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722,
        500, 500, 444, 394, 220, 394, 520,
    ],
];
