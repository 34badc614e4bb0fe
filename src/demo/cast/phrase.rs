//! Turns a written phrase with choices and ranges in braces into the words of one CV.

use chrono::{Datelike, Months, NaiveDate};

use super::chance::Chance;

/// Tells phrases for one person as of one day.
///
/// `{led|ran}` takes one of the words, `{4-9}` a number, `{120-480/20}` a number in steps of 20, `{y3}` the year three
/// years ago, `{y3-8}` one of those years, but none before the first in work; `{n1}` next year, `{m38}` the month 38 months ago as
/// 03/2023, `{years}` the years in work, `{start}` the first of them.
pub struct Teller {
    pub chance: Chance,
    pub today: NaiveDate,
    pub years: u32,
}

impl Teller {
    pub fn tell(&mut self, phrase: &str) -> String {
        let mut told = String::with_capacity(phrase.len());
        let mut rest = phrase;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            told.push_str(before);
            let filled = self.fill(slot);
            let vowel = filled.starts_with(['8', 'e']) || filled == "11" || filled == "18";
            if vowel && told.ends_with(" a ") {
                told.insert(told.len() - 1, 'n');
            }
            told.push_str(&filled);
            rest = after;
        }
        told.push_str(rest);
        told
    }

    fn fill(&mut self, slot: &str) -> String {
        if slot.contains('|') {
            let choices: Vec<&str> = slot.split('|').collect();
            return (*self.chance.pick(&choices)).to_owned();
        }
        match slot.as_bytes().first() {
            _ if slot == "years" => self.years.to_string(),
            _ if slot == "start" => (self.today.year() - self.years as i32).to_string(),
            Some(b'y') => (self.today.year() - self.number(&slot[1..]).min(self.years) as i32).to_string(),
            Some(b'n') => (self.today.year() + self.number(&slot[1..]) as i32).to_string(),
            Some(b'm') => self.months_ago(plain_number(&slot[1..])).format("%m/%Y").to_string(),
            _ => self.number(slot).to_string(),
        }
    }

    /// The first day of the month that many months ago.
    pub fn months_ago(&self, months: u32) -> NaiveDate {
        let first = self.today.with_day(1).unwrap_or(self.today);
        first.checked_sub_months(Months::new(months)).unwrap_or(first)
    }

    fn number(&mut self, range: &str) -> u32 {
        let (range, step) = range.split_once('/').map_or((range, 1), |(range, step)| (range, plain_number(step)));
        match range.split_once('-') {
            Some((low, high)) => {
                let (low, high) = (plain_number(low), plain_number(high));
                low + step * self.chance.between(0, (high - low) / step)
            }
            None => plain_number(range),
        }
    }
}

fn plain_number(digits: &str) -> u32 {
    digits.parse().unwrap_or_default()
}
