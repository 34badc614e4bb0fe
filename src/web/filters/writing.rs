//! A job description as typed, plain or light Markdown, set as headings, lists and paragraphs.

use super::escaped;
use askama::{Result, Values, filters::Safe};
use std::fmt::Display;

/// Typed text as HTML. Everything typed is escaped: the only tags are those written here.
#[askama::filter_fn]
pub fn prose(text: impl Display, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(set(&text.to_string())))
}

enum Block<'a> {
    Heading(&'a str),
    /// Numbered or not, with the lines of each item.
    List(bool, Vec<Vec<&'a str>>),
    Paragraph(Vec<&'a str>),
}

fn set(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for block in blocks(text) {
        match block {
            Block::Heading(words) => out.push_str(&format!("<h3>{}</h3>", inline(words))),
            Block::Paragraph(lines) => out.push_str(&format!("<p>{}</p>", joined(&lines))),
            Block::List(numbered, items) => {
                let (open, close) = if numbered {
                    ("<ol class=\"mb-3 ml-5 list-decimal space-y-1\">", "</ol>")
                } else {
                    ("<ul>", "</ul>")
                };
                out.push_str(open);
                for item in items {
                    out.push_str(&format!("<li>{}</li>", joined(&item)));
                }
                out.push_str(close);
            }
        }
    }
    out
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = Vec::new();
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        let bare = line.trim();
        let next = lines[at + 1..].iter().map(|line| line.trim()).find(|line| !line.is_empty());
        if bare.is_empty() || bare.chars().all(|c| matches!(c, '-' | '=' | '*' | '_')) {
            open = false;
        } else if let Some(words) = heading(bare, next, open) {
            blocks.push(Block::Heading(words));
            open = false;
        } else if let Some((numbered, words)) = item(bare) {
            match blocks.last_mut() {
                Some(Block::List(same, items)) if *same == numbered => items.push(vec![words]),
                _ => blocks.push(Block::List(numbered, vec![vec![words]])),
            }
            open = true;
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(lines)) if open => lines.push(bare),
                Some(Block::List(_, items)) if open && line.starts_with([' ', '\t']) => {
                    if let Some(item) = items.last_mut() {
                        item.push(bare);
                    }
                }
                _ => blocks.push(Block::Paragraph(vec![bare])),
            }
            open = true;
        }
    }
    blocks
}

/// A Markdown heading, or a few words that stand alone before a list.
fn heading<'a>(line: &'a str, next: Option<&str>, goes_on: bool) -> Option<&'a str> {
    let marked = line.trim_start_matches('#');
    if marked.len() < line.len() && marked.starts_with(' ') {
        return Some(marked.trim().trim_end_matches('#').trim_end());
    }
    if let Some(strong) = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) {
        return (!strong.contains("**") && !goes_on).then_some(strong);
    }
    let short =
        line.split_whitespace().count() <= 8 && !line.ends_with(['.', ',', ';', '!', '?']) && item(line).is_none();
    let before_list = next.is_some_and(|next| item(next).is_some());
    (short && before_list && (!goes_on || line.ends_with(':'))).then(|| line.trim_end_matches(':'))
}

/// The words of a list item, and whether it is numbered.
fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(words) = ["- ", "* ", "+ ", "• ", "– ", "· ", "▪ "].iter().find_map(|mark| line.strip_prefix(mark))
    {
        return Some((false, words.trim()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let words = line[digits..].strip_prefix([')', '.'])?.strip_prefix(' ')?;
    (1..=2).contains(&digits).then(|| (true, words.trim()))
}

/// Lines of one paragraph. A long line was cut by its editor; a short one ends where its writer wanted.
fn joined(lines: &[&str]) -> String {
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.push_str(if lines[at - 1].chars().count() < 50 { "<br>" } else { " " });
        }
        out.push_str(&inline(line));
    }
    out
}

/// `**strong**` is kept; everything else is as typed.
fn inline(line: &str) -> String {
    let mut parts: Vec<String> = escaped(line).split("**").map(str::to_owned).collect();
    // An odd star pair stands for itself.
    if parts.len().is_multiple_of(2) {
        let last = parts.pop().unwrap_or_default();
        if let Some(before) = parts.last_mut() {
            before.push_str("**");
            before.push_str(&last);
        }
    }
    let strong = |(at, part): (usize, String)| {
        if at % 2 == 1 && !part.is_empty() { format!("<strong>{part}</strong>") } else { part }
    };
    parts.into_iter().enumerate().map(strong).collect()
}

#[cfg(test)]
mod tests {
    use super::set;

    #[test]
    fn plain_text_and_markdown_become_headings_lists_and_paragraphs() {
        assert_eq!(
            set(
                "# Planner\n\nYou keep three warehouses\nhonest.\n\nWhat you do\n- Plan **every** week\n- Count\n  twice\n\n1. Write\n2) Call"
            ),
            "<h3>Planner</h3><p>You keep three warehouses<br>honest.</p><h3>What you do</h3>\
             <ul><li>Plan <strong>every</strong> week</li><li>Count<br>twice</li></ul>\
             <ol class=\"mb-3 ml-5 list-decimal space-y-1\"><li>Write</li><li>Call</li></ol>"
        );
    }

    #[test]
    fn lines_cut_by_an_editor_flow_together() {
        let cut = "The ledger, the authorisation path and everything that\nmust not be wrong.";
        assert_eq!(set(cut), format!("<p>{}</p>", cut.replace('\n', " ")));
    }

    #[test]
    fn nothing_typed_becomes_markup() {
        assert_eq!(
            set("<script>alert(1)</script>\n- <img src=x onerror=alert(1)>\n**a\n# <b>"),
            "<h3>&lt;script&gt;alert(1)&lt;/script&gt;</h3><ul><li>&lt;img src=x onerror=alert(1)&gt;</li></ul><p>**a</p><h3>&lt;b&gt;</h3>"
        );
        assert_eq!(set("\n \n---\n"), "");
    }
}
