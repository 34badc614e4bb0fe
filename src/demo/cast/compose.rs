//! Composes a CV from a trade's phrases: a career, and in it the proof of what the person can show.

use chrono::NaiveDate;

use super::career::{Post, career};
use super::chance::Chance;
use super::habits::{Habits, Heading, INTERESTS};
use super::phrase::Teller;
use super::trade::{Level, Line, Numbers, Trade};
use crate::demo::paper::{Block, Entry, Paper, Section};

/// Whom a CV is composed for.
#[derive(Clone, Debug)]
pub struct Profile {
    pub name: String,
    pub email: String,
    pub phone: String,
    /// Where they live, then where they worked before.
    pub places: Vec<String>,
    pub trade: &'static Trade,
    pub level: Level,
    /// Years in work.
    pub years: u32,
    /// Which requirements of the trade's position the CV shows; nothing in it shows another.
    pub shows: Numbers,
    /// Name and level, "native" or by CEFR.
    pub languages: Vec<(String, String)>,
    /// Turns the pools, so that neighbours do not open with the same phrases.
    pub turn: usize,
    pub short: bool,
    /// More than a year without a job, a few years back.
    pub gap: bool,
    /// Out of work for some months.
    pub free: bool,
}

pub fn compose(profile: &Profile, today: NaiveDate) -> Paper {
    let mut chance = Chance::of(&profile.email);
    let habits = Habits::new(&mut chance);
    let teller = Teller { chance, today, years: profile.years };
    Composer { profile, habits, teller }.paper()
}

struct Composer<'p> {
    profile: &'p Profile,
    habits: Habits,
    teller: Teller,
}

impl Composer<'_> {
    fn paper(mut self) -> Paper {
        let posts = career(self.profile, &mut self.teller.chance);
        let headline = self.teller.tell(posts.first().map_or("", |post| post.title));
        let first_job = posts.last().map_or(0, |post| post.began);

        let mut sections = Vec::new();
        if self.habits.summary && !self.profile.short {
            sections.extend(self.summary());
        }
        let experience = self.experience(&posts);
        let education = self.education(first_job);
        let skills = self.skills();
        sections.extend(match (self.habits.education_first, self.habits.skills_first) {
            (true, _) => [education, experience, skills],
            (_, true) => [skills, experience, education],
            _ => [experience, education, skills],
        });
        sections.extend(self.certificates());
        sections.push(self.languages());
        sections.extend(self.extras());
        sections.retain(|section| !section.blocks.is_empty());

        let profile = self.profile;
        Paper {
            name: profile.name.clone(),
            headline,
            email: profile.email.clone(),
            phone: profile.phone.clone(),
            place: profile.places.first().cloned().unwrap_or_default(),
            more: Vec::new(),
            sections,
        }
    }

    fn allows(&self, line: &Line) -> bool {
        line.fits(self.profile.shows)
    }

    fn experience(&mut self, posts: &[Post]) -> Section {
        let last = posts.len().saturating_sub(1);
        let entries = posts.iter().enumerate().map(|(job, post)| {
            let from = self.teller.months_ago(post.began);
            let to = post.ended.map(|ended| self.teller.months_ago(ended));
            let places = &self.profile.places;
            let place = if job == last { places.last() } else { places.get(job / 2).or(places.last()) };
            Block::Entry(Entry {
                title: self.teller.tell(post.title),
                organisation: post.employer.to_owned(),
                place: place.cloned().unwrap_or_default(),
                dates: self.habits.period(from, to),
                bullets: post.bullets.iter().map(|line| self.teller.tell(line.text)).collect(),
            })
        });
        let blocks = entries.collect();
        Section { heading: self.habits.heading(Heading::Experience), aside: false, blocks }
    }

    fn summary(&mut self) -> Option<Section> {
        let profile = self.profile;
        let fitting: Vec<&Line> =
            profile.trade.summaries.iter().filter(|line| line.suits(profile.level) && self.allows(line)).collect();
        let line = fitting.get(profile.turn % fitting.len().max(1))?;
        let blocks = vec![Block::Paragraph(self.teller.tell(line.text))];
        Some(Section { heading: self.habits.heading(Heading::Summary), aside: false, blocks })
    }

    /// One line for each requirement that lines of the pool show, in the pool's order.
    fn proofs(&mut self, pool: &'static [Line]) -> Vec<&'static Line> {
        let mut proofs: Vec<&'static Line> = Vec::new();
        for number in self.profile.shows.iter() {
            let fits =
                |line: &&'static Line| line.shows.has(number) && self.allows(line) && line.suits(self.profile.level);
            let fitting: Vec<&'static Line> = pool.iter().filter(fits).collect();
            if !fitting.is_empty() && !proofs.iter().any(|proof| proof.shows.has(number)) {
                let proof: &&'static Line = self.teller.chance.pick(&fitting);
                proofs.push(proof);
            }
        }
        proofs
    }

    /// Up to `count` lines that show nothing in particular.
    fn others(&mut self, pool: &'static [Line], count: usize) -> Vec<&'static Line> {
        let level = self.profile.level;
        let mut others: Vec<&'static Line> =
            pool.iter().filter(|line| line.shows.is_empty() && self.allows(line) && line.suits(level)).collect();
        self.teller.chance.shuffle(&mut others);
        others.truncate(count);
        others
    }

    fn skills(&mut self) -> Section {
        let pool = &self.profile.trade.skills;
        let mut lines = self.proofs(pool);
        let count = self.teller.chance.between(3, 7) as usize;
        lines.extend(self.others(pool, if self.profile.short { 2 } else { count }));
        self.teller.chance.shuffle(&mut lines);
        let skills: Vec<String> = lines.iter().map(|line| self.teller.tell(line.text)).collect();
        let blocks = match (skills.is_empty(), self.habits.skills_in_a_line || skills.len() > 8) {
            (true, _) => Vec::new(),
            (_, true) => vec![Block::Paragraph(skills.join(", "))],
            _ => vec![Block::List(skills)],
        };
        Section { heading: self.habits.heading(Heading::Skills), aside: true, blocks }
    }

    fn certificates(&mut self) -> Option<Section> {
        let pool = &self.profile.trade.certificates;
        let mut lines = self.proofs(pool);
        let count = self.teller.chance.between(0, 2) as usize;
        lines.extend(self.others(pool, if self.profile.short { 0 } else { count }));
        let certificates: Vec<String> = lines.iter().map(|line| self.teller.tell(line.text)).collect();
        let heading = self.habits.heading(Heading::Certificates);
        (!certificates.is_empty()).then(|| Section { heading, aside: true, blocks: vec![Block::List(certificates)] })
    }

    /// `first_job` is how many months ago it began; what ended before it ended in that year.
    fn education(&mut self, first_job: u32) -> Section {
        let pool = &self.profile.trade.education;
        let mut lines = self.proofs(pool);
        let first_degree = |line: &&Line| line.text.split(';').count() < 4;
        if !lines.iter().any(first_degree) {
            let others = pool.iter().filter(|line| line.shows.is_empty() && line.suits(self.profile.level));
            let others: Vec<&'static Line> = others.filter(first_degree).collect();
            lines.extend(others.get(self.profile.turn % others.len().max(1)));
        }
        lines.sort_by_key(|line| first_degree(line));
        // What came before the first job is told backwards: each course ended when the one before it here began.
        let mut next = first_job + 2;
        let blocks = lines.iter().map(|line| Block::Entry(self.course(line.text, first_job, &mut next))).collect();
        Section { heading: self.habits.heading(Heading::Education), aside: false, blocks }
    }

    fn course(&mut self, text: &str, first_job: u32, next: &mut u32) -> Entry {
        let fields: Vec<&str> = text.split("; ").collect();
        let number = |field: usize| fields.get(field).and_then(|digits| digits.parse::<u32>().ok());
        let took = number(2).unwrap_or(1) * 12;
        let ended = match number(3) {
            Some(after) => first_job.saturating_sub(after * 12).max(3),
            None => std::mem::replace(next, *next + took),
        };
        let year = |months: u32| self.teller.months_ago(months).format("%Y").to_string();
        let dates = format!("{} – {}", year(ended + took), year(ended));
        Entry {
            title: self.teller.tell(fields.first().copied().unwrap_or_default()),
            organisation: self.teller.tell(fields.get(1).copied().unwrap_or_default()),
            dates,
            ..Entry::default()
        }
    }

    fn languages(&mut self) -> Section {
        let spoken = self.profile.languages.iter();
        let spoken: Vec<String> = spoken.map(|(name, level)| self.habits.language(name, level)).collect();
        let block =
            if self.habits.skills_in_a_line { Block::Paragraph(spoken.join(", ")) } else { Block::List(spoken) };
        Section { heading: self.habits.heading(Heading::Languages), aside: true, blocks: vec![block] }
    }

    fn extras(&mut self) -> Vec<Section> {
        let pool = &self.profile.trade.extras;
        let mut lines = self.proofs(pool);
        if !self.profile.short {
            let count = self.teller.chance.between(0, 2) as usize;
            lines.extend(self.others(pool, count));
        }
        let told: Vec<String> = lines.iter().map(|line| self.teller.tell(line.text)).collect();
        let mut sections = Vec::new();
        if !told.is_empty() {
            let heading = self.habits.heading(Heading::Further);
            sections.push(Section { heading, aside: false, blocks: vec![Block::List(told)] });
        }
        if self.habits.interests && !self.profile.short {
            let interest = *self.teller.chance.pick(&INTERESTS);
            let blocks = vec![Block::Paragraph(self.teller.tell(interest))];
            sections.push(Section { heading: self.habits.heading(Heading::Interests), aside: true, blocks });
        }
        sections
    }
}
