//! Chance that repeats: the same seed gives the same throws on every machine.

/// SplitMix64.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// A chance of the text's own, so that a person's CV does not change when another is added.
    pub fn of(text: &str) -> Chance {
        let seed = text
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |sum: u64, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Chance(seed)
    }

    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + (self.throw() % u64::from(high.saturating_sub(low) + 1)) as u32
    }

    /// True in `percent` of a hundred throws.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.between(0, 99) < percent
    }

    /// One of the choices, of which there must be some.
    pub fn pick<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[(self.throw() % choices.len() as u64) as usize]
    }

    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.between(0, last as u32) as usize);
        }
    }
}
