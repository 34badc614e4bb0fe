//! What someone typed into the search field, read as far as it makes sense. What does not is said, and the rest is
//! searched for all the same.

use super::words::folded;

/// Longer questions are cut here.
const LONGEST: usize = 1_000;
/// More words than this are left out.
const MOST_LEAVES: usize = 40;
/// Parentheses inside parentheses.
const DEEPEST: usize = 20;
/// Fewer letters before a `*` would mean half of everything.
const SHORTEST_PREFIX: usize = 3;

/// A field that is searched by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Name,
    Title,
    Company,
    Skill,
    Location,
    Language,
    Contact,
    Note,
    /// The CV's whole text; not for typing.
    Cv,
    /// Not for typing: whole values that results are narrowed by, each one word.
    Facet,
}

/// What stands with someone's applications rather than with themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    Position,
    Stage,
    Source,
}

/// A question as a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
    /// One word, or several in a row. With `prefix` the last is a beginning.
    Words {
        field: Option<Field>,
        words: Vec<String>,
        prefix: bool,
    },
    /// Applications whose position, stage or source has these words in its name.
    Standing {
        of: Standing,
        words: Vec<String>,
    },
    /// The same with the names found: any of them.
    Named {
        of: Standing,
        names: Vec<String>,
    },
}

/// What was understood, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub tree: Option<Tree>,
    /// Sentences for whoever typed it.
    pub remarks: Vec<String>,
}

impl Tree {
    pub fn word(field: Field, word: &str) -> Tree {
        Tree::Words { field: Some(field), words: vec![word.to_owned()], prefix: false }
    }

    /// Every part of this is about words, none about applications.
    pub fn is_text(&self) -> bool {
        match self {
            Tree::All(parts) | Tree::Any(parts) => parts.iter().all(Tree::is_text),
            Tree::Not(part) => part.is_text(),
            Tree::Words { .. } => true,
            Tree::Standing { .. } | Tree::Named { .. } => false,
        }
    }

    /// Calls with each run of words that is asked for, not those left out.
    pub fn each_wanted<'t>(&'t self, call: &mut impl FnMut(Option<Field>, &'t [String], bool)) {
        match self {
            Tree::All(parts) | Tree::Any(parts) => parts.iter().for_each(|part| part.each_wanted(call)),
            Tree::Words { field, words, prefix } => call(*field, words, *prefix),
            Tree::Not(_) | Tree::Standing { .. } | Tree::Named { .. } => {}
        }
    }
}

/// Reads a question. Never fails.
pub fn parse(text: &str) -> Query {
    let mut remarks = Vec::new();
    let mut text = text;
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text = &text[..end];
        remarks.push(format!("Only the first {LONGEST} characters were searched for."));
    }
    let tokens = tokens(text, &mut remarks);
    let mut parser = Parser { tokens, at: 0, leaves: 0, depth: 0, remarks };
    let mut parts = Vec::new();
    while parser.at < parser.tokens.len() {
        parts.extend(parser.any());
        if parser.peek() == Some(&Token::Close) {
            parser.at += 1;
            parser.remark("A closing parenthesis has no opening one; it was left out.");
        }
    }
    Query { tree: gathered(parts, Tree::All), remarks: parser.remarks }
}

/// Words asked of one field; of any when it has no name. What asks about applications is read as words.
pub fn in_field(text: &str, field: &str) -> Option<Tree> {
    let tree = parse(text).tree?;
    let tree = if tree.is_text() { tree } else { Tree::Words { field: None, words: folded(text), prefix: false } };
    Some(if field.is_empty() { tree } else { within(tree, field) })
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `field:` right before a word, a phrase or a parenthesis.
    Field(String),
    Phrase(String),
    Word(String),
}

fn tokens(text: &str, remarks: &mut Vec<String>) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return found };
        let after = &rest[first.len_utf8()..];
        match first {
            '(' => found.push(Token::Open),
            ')' => found.push(Token::Close),
            '|' => found.push(Token::Or),
            '&' => found.push(Token::And),
            '-' | '!' if after.starts_with(|c: char| !c.is_whitespace()) => found.push(Token::Not),
            '"' | '“' | '”' | '„' => {
                let end = after.find(['"', '“', '”']);
                if end.is_none() {
                    remarks.push("A quotation mark is not closed; the phrase was read to the end.".into());
                }
                let end = end.unwrap_or(after.len());
                found.push(Token::Phrase(after[..end].to_owned()));
                rest = after[end..].strip_prefix(['"', '“', '”']).unwrap_or_default();
                continue;
            }
            _ => {
                let end =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”' | '„' | '|'));
                let end = end.unwrap_or(rest.len());
                match field_of(&rest[..end]) {
                    Some(field) => {
                        found.push(Token::Field(field.to_lowercase()));
                        rest = &rest[field.len() + 1..];
                    }
                    None => {
                        found.push(match &rest[..end] {
                            "AND" => Token::And,
                            "OR" => Token::Or,
                            "NOT" => Token::Not,
                            word => Token::Word(word.to_owned()),
                        });
                        rest = &rest[end..];
                    }
                }
                continue;
            }
        }
        rest = after;
    }
}

/// `title` of `title:…`; an address like `https://…` is no field.
fn field_of(word: &str) -> Option<&str> {
    let (field, rest) = word.split_once(':')?;
    let is_name = !field.is_empty() && field.chars().all(char::is_alphabetic);
    (is_name && !rest.starts_with("//")).then_some(field)
}

enum Scope {
    Field(Field),
    Standing(Standing),
}

fn scope(name: &str) -> Option<Scope> {
    Some(match name {
        "name" => Scope::Field(Field::Name),
        "title" | "headline" => Scope::Field(Field::Title),
        "company" | "employer" => Scope::Field(Field::Company),
        "skill" | "skills" => Scope::Field(Field::Skill),
        "location" | "city" => Scope::Field(Field::Location),
        "language" | "languages" => Scope::Field(Field::Language),
        "email" | "phone" => Scope::Field(Field::Contact),
        "note" | "notes" => Scope::Field(Field::Note),
        "position" => Scope::Standing(Standing::Position),
        "stage" => Scope::Standing(Standing::Stage),
        "source" => Scope::Standing(Standing::Source),
        _ => return None,
    })
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    leaves: usize,
    depth: usize,
    remarks: Vec<String>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn remark(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.remarks.contains(&text) {
            self.remarks.push(text);
        }
    }

    /// `a OR b OR c`, each of them `a AND b`.
    fn any(&mut self) -> Option<Tree> {
        let mut parts = Vec::new();
        loop {
            let part = self.all();
            let missing = part.is_none();
            parts.extend(part);
            let goes_on = self.peek() == Some(&Token::Or);
            if missing && (goes_on || !parts.is_empty()) {
                self.remark("OR needs a word on both sides; what was there was searched for.");
            }
            if !goes_on {
                return gathered(parts, Tree::Any);
            }
            self.at += 1;
        }
    }

    fn all(&mut self) -> Option<Tree> {
        let mut parts = Vec::new();
        let mut dangling = false;
        while let Some(token) = self.peek() {
            match token {
                Token::Or | Token::Close => break,
                Token::And => {
                    dangling = true;
                    self.at += 1;
                    if parts.is_empty() {
                        self.remark("AND needs a word on both sides; what was there was searched for.");
                    }
                }
                _ => {
                    let part = self.one(None);
                    dangling &= part.is_none();
                    parts.extend(part);
                }
            }
        }
        if dangling && !parts.is_empty() {
            self.remark("AND needs a word on both sides; what was there was searched for.");
        }
        gathered(parts, Tree::All)
    }

    fn one(&mut self, within: Option<&str>) -> Option<Tree> {
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        match token {
            Token::Not => {
                let part = match self.peek() {
                    None | Some(Token::Close | Token::Or | Token::And) => None,
                    _ => self.one(within),
                };
                if part.is_none() {
                    self.remark("NOT needs a word behind it; it was left out.");
                }
                part.map(|part| match part {
                    Tree::Not(inner) => *inner,
                    part => Tree::Not(Box::new(part)),
                })
            }
            Token::Open => self.group(),
            Token::Field(name) => self.in_field(&name),
            Token::Phrase(text) => self.leaf(&text, within, false),
            Token::Word(text) => {
                let (text, prefix) = match text.strip_suffix('*') {
                    Some(start) => (start.to_owned(), true),
                    None => (text, false),
                };
                self.leaf(&text, within, prefix)
            }
            Token::Close | Token::And | Token::Or => None,
        }
    }

    fn group(&mut self) -> Option<Tree> {
        if self.depth == DEEPEST {
            self.remark(format!("Parentheses go {DEEPEST} deep at most; the innermost were left out."));
            return None;
        }
        self.depth += 1;
        let inner = self.any();
        self.depth -= 1;
        if self.peek() == Some(&Token::Close) {
            self.at += 1;
        } else {
            self.remark("A parenthesis is not closed; it was read to the end.");
        }
        inner
    }

    fn in_field(&mut self, name: &str) -> Option<Tree> {
        let start = self.at;
        let found = match self.peek() {
            Some(Token::Word(_) | Token::Phrase(_)) => self.one(Some(name)),
            Some(Token::Open) => {
                self.at += 1;
                let inner = self.group();
                inner.map(|tree| within(tree, name))
            }
            _ => None,
        };
        if found.is_none() && self.at == start {
            self.remark(format!("“{name}:” needs a word right behind it; it was left out."));
        }
        found
    }

    fn leaf(&mut self, text: &str, field: Option<&str>, mut prefix: bool) -> Option<Tree> {
        let mut words = folded(text);
        let scope = match field {
            None => None,
            Some(name) => match scope(name) {
                Some(scope) => Some(scope),
                None => {
                    self.remark(format!(
                        "There is no field “{name}”; it was searched for as a word. Fields are name, title, company, skill, \
                         location, language, email, note, position, stage and source."
                    ));
                    words.splice(0..0, folded(name));
                    None
                }
            },
        };
        let last = words.last()?;
        if prefix && last.len() < SHORTEST_PREFIX {
            self.remark(format!(
                "Give at least {SHORTEST_PREFIX} letters before a *; “{last}” was searched for as it is."
            ));
            prefix = false;
        }
        self.leaves += 1;
        if self.leaves > MOST_LEAVES {
            self.remark(format!("Only the first {MOST_LEAVES} words were searched for."));
            return None;
        }
        Some(match scope {
            None => Tree::Words { field: None, words, prefix },
            Some(Scope::Field(field)) => Tree::Words { field: Some(field), words, prefix },
            Some(Scope::Standing(of)) => Tree::Standing { of, words },
        })
    }
}

/// `title:(a OR b)`: the field goes to each word that has none.
fn within(tree: Tree, name: &str) -> Tree {
    match tree {
        Tree::All(parts) => Tree::All(parts.into_iter().map(|part| within(part, name)).collect()),
        Tree::Any(parts) => Tree::Any(parts.into_iter().map(|part| within(part, name)).collect()),
        Tree::Not(part) => Tree::Not(Box::new(within(*part, name))),
        Tree::Words { field: None, words, prefix } => match scope(name) {
            Some(Scope::Field(field)) => Tree::Words { field: Some(field), words, prefix },
            Some(Scope::Standing(of)) => Tree::Standing { of, words },
            None => Tree::Words { field: None, words, prefix },
        },
        other => other,
    }
}

fn gathered(mut parts: Vec<Tree>, all: fn(Vec<Tree>) -> Tree) -> Option<Tree> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(all(parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tree: &Tree) -> String {
        let list =
            |parts: &[Tree], joint: &str| format!("({})", parts.iter().map(shown).collect::<Vec<_>>().join(joint));
        match tree {
            Tree::All(parts) => list(parts, " & "),
            Tree::Any(parts) => list(parts, " | "),
            Tree::Not(part) => format!("!{}", shown(part)),
            Tree::Words { field, words, prefix } => {
                let field = field.map(|field| format!("{field:?}:")).unwrap_or_default();
                format!("{field}{}{}", words.join("_"), if *prefix { "*" } else { "" })
            }
            Tree::Standing { of, words } => format!("{of:?}:{}", words.join("_")),
            Tree::Named { of, names } => format!("{of:?}={}", names.join(",")),
        }
    }

    fn read(text: &str) -> (String, usize) {
        let query = parse(text);
        (query.tree.as_ref().map(shown).unwrap_or_default(), query.remarks.len())
    }

    #[test]
    fn what_makes_sense_is_read_without_a_remark() {
        for (text, tree) in [
            ("", ""),
            ("Rust (Kafka OR NATS) payments -intern", "(rust & (kafka | nats) & payments & !intern)"),
            ("a AND b OR c d", "((a & b) | (c & d))"),
            ("“Zoë Müller” eng*", "(zoe_muller & eng*)"),
            ("title:\"data engineer\" NOT company:acme", "(Title:data_engineer & !Company:acme)"),
            ("skill:(rust OR c++)", "(Skill:rust | Skill:cplusplus)"),
            (
                "stage:interview source:referral position:\"site reliability\"",
                "(Stage:interview & Source:referral & Position:site_reliability)",
            ),
            ("back-end node.js", "(back_end & node_js)"),
            ("email:ada@mail.example", "Contact:ada_mail_example"),
            ("https://firm.example", "https_firm_example"),
            ("NOT NOT rust", "rust"),
            ("or and not", "(or & and & not)"),
        ] {
            assert_eq!(read(text), (tree.to_owned(), 0), "{text}");
        }
    }

    #[test]
    fn what_does_not_is_said_and_the_rest_is_found() {
        for (text, tree) in [
            ("rust \"open phrase", "(rust & open_phrase)"),
            ("(rust OR kafka", "(rust | kafka)"),
            ("rust) kafka", "(rust & kafka)"),
            ("rust OR", "rust"),
            ("OR rust", "rust"),
            ("rust AND", "rust"),
            ("rust NOT", "rust"),
            ("shoe:large", "shoe_large"),
            ("title: ", ""),
            ("ab*", "ab"),
        ] {
            assert_eq!(read(text), (tree.to_owned(), 1), "{text}");
        }
        assert_eq!(read("\u{0} ' ; -- :: ((((").0, "");
    }

    #[test]
    fn nothing_is_too_much() {
        assert!(!parse(&"(".repeat(10_000)).remarks.is_empty());
        assert!(!parse(&"-".repeat(10_000)).remarks.is_empty());
        assert!(!parse(&"\"a\" OR ".repeat(10_000)).remarks.is_empty());
        let Some(Tree::All(parts)) = parse(&"a ".repeat(300)).tree else { panic!("no list") };
        assert_eq!(parts.len(), MOST_LEAVES);
    }
}
