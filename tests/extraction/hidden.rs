//! Text that a PDF holds and does not show.

use recruitpro::platform::extraction::{Extracted, extract};

/// A page with these drawing commands, its text in Helvetica as F1.
fn page(drawing: &str) -> Extracted {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/ExtGState<</Faint<</ca 0>>>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len() + 1),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = file.len();
    file.push_str("xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"));
    extract(file.as_bytes()).expect("a readable page")
}

/// A line at a height, after these settings.
fn line(height: u32, settings: &str, text: &str) -> String {
    format!("q {settings} BT /F1 11 Tf 60 {height} Td ({text}) Tj ET Q\n")
}

#[test]
fn letters_that_no_reader_sees_are_kept_apart() {
    let tiny = "q BT /F1 1 Tf 60 700 Td (Kubernetes) Tj ET Q\n".to_owned();
    let hiding = [
        line(700, "1 1 1 rg", "Kubernetes"),
        line(700, "0.98 g", "Kubernetes"),
        line(700, "3 Tr", "Kubernetes"),
        line(700, "/Faint gs", "Kubernetes"),
        line(700, "0.2 0.2 0.4 rg 0 690 595 30 re f", "Kubernetes"),
        tiny,
    ];
    for drawing in hiding {
        let read = page(&(line(760, "0 g", "Ada Quill, carpenter") + &drawing));
        assert_eq!((read.text.as_str(), read.hidden.as_str()), ("Ada Quill, carpenter", "Kubernetes"), "{drawing}");
    }
}

#[test]
fn letters_on_a_ground_are_shown() {
    let outlined = line(700, "1 1 1 rg 0 G 2 Tr", "Skills");
    let on_dark = "0.1 0.2 0.4 rg 0 600 200 242 re f\n".to_owned() + &line(700, "1 1 1 rg", "Skills");
    let on_odd = "0.1 0.2 0.4 rg 0 600 m 300 842 l 300 600 l f\n".to_owned() + &line(700, "1 1 1 rg", "Skills");
    let shadowed = line(700, "1 1 1 rg", "Skills") + &line(700, "0 g", "Skills");
    for drawing in [outlined, on_dark, on_odd, shadowed] {
        let read = page(&(line(560, "0 g", "Ada Quill, carpenter") + &drawing));
        assert!(read.text.contains("Skills") && read.hidden.is_empty(), "{drawing}: {read:?}");
    }
}

#[test]
fn a_page_on_which_nothing_would_be_seen_is_read_all_the_same() {
    let read = page(&line(700, "1 1 1 rg", "Ada Quill, carpenter"));
    assert_eq!((read.text.as_str(), read.hidden.as_str()), ("Ada Quill, carpenter", ""));
}
