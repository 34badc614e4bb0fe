//! Which characters are written from right to left.

pub fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc)
}

pub fn is_arabic_digit(c: char) -> bool {
    ('\u{660}'..='\u{669}').contains(&c)
}

/// Letters written from left to right, and all digits.
pub fn is_left_to_right(c: char) -> bool {
    c.is_alphanumeric() && !is_right_to_left(c) || is_arabic_digit(c)
}
