//! A career: jobs one after the other, their titles and employers, and which phrases each of them tells.

use super::chance::Chance;
use super::compose::Profile;
use super::trade::{Level, Line};

/// A job before it is told: how long ago it began and ended, in months.
pub struct Post {
    pub began: u32,
    pub ended: Option<u32>,
    level: Level,
    pub title: &'static str,
    pub employer: &'static str,
    pub bullets: Vec<&'static Line>,
    room: usize,
}

/// The jobs, latest first, with the bullets each will tell.
pub fn career(profile: &Profile, chance: &mut Chance) -> Vec<Post> {
    let jobs = match profile.years {
        0..=2 => 1 + chance.between(0, 1),
        3..=5 => 2,
        6..=10 => 3,
        11..=16 => 3 + chance.between(0, 1),
        _ => 4 + chance.between(0, 1),
    };
    let jobs = if profile.short { jobs.min(2) } else { jobs };
    let now = if profile.free { chance.between(3, 9) } else { 0 };
    let total = profile.years * 12 + chance.between(0, 9);
    let shares: Vec<u32> = (0..jobs).map(|_| chance.between(60, 140)).collect();
    let sum: u32 = shares.iter().sum();

    let mut posts: Vec<Post> = Vec::new();
    let mut end = now;
    for (job, share) in shares.iter().enumerate() {
        let began = end + (total * share / sum).max(5);
        let served = (now + total).saturating_sub(began);
        let level = match served / 12 {
            _ if job == 0 => profile.level,
            0..=2 => Level::Junior,
            3..=6 => profile.level.min(Level::Middle),
            _ => profile.level,
        };
        let employer = profile.trade.employers[(profile.turn * 3 + job) % profile.trade.employers.len()];
        let title = title(profile, level, job, posts.last().map(|post| post.title));
        let ended = (job > 0 || profile.free).then_some(end);
        // Who has much to show takes more room for it where it counts.
        let more = usize::from(job < 2 && profile.shows.iter().count() > 5);
        let room = if profile.short { 1 } else { [4, 3, 3, 2, 2][job.min(4)] + more - chance.between(0, 1) as usize };
        posts.push(Post { began, ended, level, title, employer, bullets: Vec::new(), room });
        end = began + if profile.gap && job == 0 { chance.between(14, 22) } else { chance.between(0, 2) };
    }
    // A promotion: the earlier job was in the same house.
    if posts.len() > 2 && chance.percent(35) && posts[1].title != posts[2].title {
        posts[2].employer = posts[1].employer;
    }
    hand_out_bullets(profile, &mut posts, chance);
    posts
}

/// Gives each requirement the person shows a bullet where one fits, then fills up with the daily work.
fn hand_out_bullets(profile: &Profile, posts: &mut [Post], chance: &mut Chance) {
    let pool = &profile.trade.bullets;
    // One order a trade, turned from person to person: neighbours share as few phrases as the pool allows.
    let mut turned: Vec<&'static Line> = pool.iter().collect();
    Chance::of(profile.trade.key).shuffle(&mut turned);
    turned.rotate_left(profile.turn * 37 % pool.len());
    let mut used: Vec<&str> = Vec::new();
    for number in profile.shows.iter() {
        let proof = turned.iter().find_map(|line| {
            let fits = line.shows.has(number) && line.fits(profile.shows) && !used.contains(&line.text);
            let post = posts.iter().position(|post| fits && post.room > 0 && line.suits(post.level))?;
            Some((post, *line))
        });
        if let Some((post, line)) = proof {
            posts[post].room -= 1;
            posts[post].bullets.push(line);
            used.push(line.text);
        }
    }
    for post in posts.iter_mut() {
        let daily = turned.iter().filter(|line| line.fits(profile.shows) && line.suits(post.level));
        let daily: Vec<&'static Line> =
            daily.filter(|line| !used.contains(&line.text)).take(post.room).copied().collect();
        used.extend(daily.iter().map(|line| line.text));
        post.bullets.extend(daily);
        chance.shuffle(&mut post.bullets);
    }
}

/// The next title of the level's pool that is not the one held afterwards.
fn title(profile: &Profile, level: Level, job: usize, later: Option<&str>) -> &'static str {
    let fits = |line: &&Line| line.suits(level) && line.fits(profile.shows);
    let fitting: Vec<&'static str> = profile.trade.titles.iter().filter(fits).map(|line| line.text).collect();
    let turned = (0..fitting.len()).map(|step| fitting[(profile.turn + job + step) % fitting.len()]);
    turned.clone().find(|title| Some(*title) != later).or_else(|| turned.clone().next()).unwrap_or_default()
}
