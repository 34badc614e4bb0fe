//! Cuts Rich Text Format into tokens.

/// A token; escapes that stand for a character are that character's byte.
pub enum Token<'a> {
    Open,
    Close,
    /// A byte of text, in the encoding of its font.
    Byte(u8),
    /// A line end, written as an escaped one.
    Break,
    /// `\*`: a reader that does not know this group must leave it out.
    Ignorable,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
}

/// The tokens of a file, one by one.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The bytes from here that satisfy `wanted`, at most `most` of them.
    fn run(&mut self, most: usize, wanted: fn(&u8) -> bool) -> &'a str {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take(most).take_while(|byte| wanted(byte)).count();
        self.at += length;
        std::str::from_utf8(&rest[..length]).unwrap_or_default()
    }

    fn word(&mut self) -> Option<Token<'a>> {
        let name = self.run(32, u8::is_ascii_alphabetic);
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let number = self.run(10, u8::is_ascii_digit).parse::<i32>().ok();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if name == "bin" {
            self.at = self.at.saturating_add(number.unwrap_or(0) as usize);
        }
        Some(Token::Word(name, number.map(|number| if negative { -number } else { number })))
    }

    /// After a backslash. Nothing when the escape stands for nothing.
    fn escape(&mut self) -> Option<Token<'a>> {
        let byte = self.peek()?;
        if byte.is_ascii_alphabetic() {
            return self.word();
        }
        self.at += 1;
        match byte {
            b'\'' => u8::from_str_radix(self.run(2, u8::is_ascii_hexdigit), 16).ok().map(Token::Byte),
            b'*' => Some(Token::Ignorable),
            b'~' => Some(Token::Byte(b' ')),
            b'_' => Some(Token::Byte(b'-')),
            b'\\' | b'{' | b'}' => Some(Token::Byte(byte)),
            b'\r' | b'\n' => Some(Token::Break),
            _ => None,
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            let token = match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.escape(),
                b'\t' | 0x20.. => Some(Token::Byte(byte)),
                _ => None,
            };
            if token.is_some() {
                return token;
            }
        }
    }
}
