//! Writes a CV as a DOCX file: a small package with named styles, real lists and, where the design asks, tables.

mod body;

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Paper, Style};

/// The CV as a DOCX file, the same bytes each time.
pub fn docx(paper: &Paper, style: Style) -> Vec<u8> {
    let accent = hex(paper.accent());
    let tint = hex(paper.accent().map(|channel| 255 - (255 - channel) / 10));
    let (font, align) = match style {
        Style::Classic => ("Times New Roman", "center"),
        Style::Tabular => ("Arial", "left"),
        Style::Modern | Style::Sidebar => ("Calibri", "left"),
    };
    // Inside a table that fills the page, "keep with next" makes some word processors start a new page.
    let keep = if style == Style::Sidebar { "" } else { "<w:keepNext/>" };
    let styles = include_str!("parts/styles.xml")
        .replace("{font}", font)
        .replace("{align}", align)
        .replace("{accent}", if style == Style::Classic { "191C24" } else { &accent })
        .replace("<w:keepNext/>", keep);
    let parts = [
        ("[Content_Types].xml", include_str!("parts/content_types.xml").to_owned()),
        ("_rels/.rels", include_str!("parts/package_rels.xml").to_owned()),
        ("docProps/core.xml", include_str!("parts/core.xml").replace("{name}", &escaped(&paper.name))),
        ("word/document.xml", body::document(paper, style, &tint)),
        ("word/_rels/document.xml.rels", include_str!("parts/document_rels.xml").to_owned()),
        ("word/styles.xml", styles),
        ("word/numbering.xml", include_str!("parts/numbering.xml").to_owned()),
    ];
    // Writing to memory cannot fail.
    packed(&parts).unwrap_or_default()
}

fn packed(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    // The default date is a constant (1980), which keeps the bytes the same from run to run.
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
    let mut package = ZipWriter::new(Cursor::new(Vec::with_capacity(8 * 1024)));
    for (name, content) in parts {
        package.start_file(*name, options)?;
        package.write_all(content.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

fn hex(ink: [u8; 3]) -> String {
    ink.iter().map(|channel| format!("{channel:02X}")).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
