//! Lists in the files of skills: many kinds of one thing on a line.
//!
//! ```text
//! > Cooking: Braising? (braised dishes, Schmoren), Roasting?      each is a kind of cooking
//! ~ Version control: Git (Git!), Subversion (SVN!)               each is a kind of it, and near the others
//! > : Tarot reading                                               of nothing in particular
//! ```
//!
//! Several parents are divided by commas. What stands in brackets are further names.

/// One line of kinds.
pub(super) struct List<'a> {
    pub parents: Vec<String>,
    /// Whether knowing one is worth half of knowing another.
    pub alike: bool,
    pub items: Vec<Item<'a>>,
}

pub(super) struct Item<'a> {
    pub name: &'a str,
    pub synonyms: Vec<&'a str>,
}

impl<'a> List<'a> {
    pub fn read(line: &'a str) -> Option<List<'a>> {
        let line = line.trim();
        let (alike, rest) = match line.split_at_checked(1)? {
            (">", rest) => (false, rest),
            ("~", rest) => (true, rest),
            _ => return None,
        };
        let (parents, items) = rest.split_once(':')?;
        let items = split(items)
            .map(|item| match item.split_once('(') {
                Some((name, more)) => Item { name: name.trim(), synonyms: split(more.trim_end_matches(')')).collect() },
                None => Item { name: item, synonyms: Vec::new() },
            })
            .map(|mut item| {
                if item.name.ends_with(['!', '?']) {
                    item.synonyms.insert(0, item.name);
                    item.name = &item.name[..item.name.len() - 1];
                }
                item
            })
            .collect();
        Some(List { parents: split(parents).map(str::to_string).collect(), alike, items })
    }
}

/// Divides at commas outside brackets.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    text.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    })
    .map(str::trim)
    .filter(|item| !item.is_empty())
}
