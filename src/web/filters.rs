//! What templates may pipe a value through: icons, marks, names, times and figures, as the design wants them.

mod bars;
mod figures;
mod keys;
mod marks;
mod people;
mod times;
mod writing;

use std::{fmt::Display, sync::LazyLock};

use askama::{Result, Values, filters::Safe};

pub use bars::stack;
pub use figures::{file_size, grouped, in_words, number, pay, salary};
pub use keys::{hotkey, kbd, key_hint};
pub use marks::{cover, coverage_words, fit, glyph, req_mark, stage};
pub use people::{avatar, emblem, initials, monogram};
pub use times::{date, datetime, day, days, month, when};
pub use writing::prose;

/// The address of a file under `static/`, named by its path there: `{{ "dist/app.css"|asset }}`.
#[askama::filter_fn]
pub fn asset(path: impl Display, _: &dyn Values) -> Result<String> {
    Ok(crate::web::assets::url(&path.to_string()))
}

/// An icon of the sprite, drawn in the colour of the text around it. `class` adds classes: `{{ "check"|icon("h-3 w-3") }}`.
/// Icons say nothing to a screen reader: a button with an icon alone needs an `aria-label`.
#[askama::filter_fn]
pub fn icon(name: impl Display, _: &dyn Values, #[optional("")] class: &str) -> Result<Safe<String>> {
    Ok(Safe(icon_svg(&name.to_string(), class)))
}

/// The same icon for markup made in Rust.
pub fn icon_svg(name: &str, class: &str) -> String {
    static SPRITE: LazyLock<String> = LazyLock::new(|| crate::web::assets::url("icons.svg"));
    let space = if class.is_empty() { "" } else { " " };
    format!("<svg class=\"icon{space}{class}\" aria-hidden=\"true\"><use href=\"{}#i-{name}\"/></svg>", *SPRITE)
}

/// Text made safe to stand in an attribute or between tags.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    fn texts(folder: &Path, into: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                texts(&entry, into);
            } else {
                into.push((entry.display().to_string(), fs::read_to_string(&entry).expect("text")));
            }
        }
    }

    #[test]
    fn every_icon_a_page_names_is_in_the_sprite() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sprite = fs::read_to_string(root.join("static/icons.svg")).expect("the sprite");
        let mut pages = Vec::new();
        texts(&root.join("templates"), &mut pages);
        for (file, page) in pages {
            for (before, _) in page.match_indices("\"|icon").map(|(at, _)| page.split_at(at)) {
                let name = before.rsplit('"').next().unwrap_or_default();
                assert!(sprite.contains(&format!("id=\"i-{name}\"")), "{file}: no icon {name}; see scripts/icons.txt");
            }
        }
    }
}
