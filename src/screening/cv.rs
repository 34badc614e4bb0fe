//! A CV, read once: what it says, and the index that many positions are screened against.

use std::ops::Range;

use chrono::NaiveDate;

use super::contract::{Evidence, Gap, Parsed};
use super::dates::{self, months_between, months_covered};
use super::denial::{self, Denied, Unclaimed};
use super::doc::Doc;
use super::guards::{self, Script};
use super::matching::is_telling;
use super::taxonomy::{SectionKind, TAXONOMY};
use super::text::words;
use super::{certificates, contacts, education, jobs, languages, names, notes, skills, stems, stuffing, terms};

/// A CV as read by the rules.
#[derive(Clone, Debug)]
pub struct Cv {
    pub parsed: Parsed,
    pub(super) doc: Doc,
    pub(super) jobs: Vec<jobs::Held>,
    pub(super) education: Vec<education::Studied>,
    pub(super) languages: Vec<languages::Spoken>,
    /// Byte ranges that speak to a model.
    pub(super) orders: Vec<Range<usize>>,
    /// Byte ranges that count for nothing: orders to a model, hidden text, stuffing and copies, in order.
    pub(super) ignored: Vec<Range<usize>>,
    /// What the CV says the person does not have.
    pub(super) denied: Vec<Denied>,
    pub(super) script: Script,
    /// The kinds of work that each job's title names, by place of the job.
    pub(super) functions: Vec<Vec<(&'static str, f32)>>,
    /// Stems of the telling words, in order, with the bytes they stand on; orders to a model left out.
    pub(super) words: Vec<(String, Range<usize>)>,
}

impl Cv {
    /// Reads a CV's text as of `today`, which ends jobs that still last.
    pub fn read(text: &str, today: NaiveDate) -> Cv {
        Cv::read_with_links(text, &[], today)
    }

    /// Reads a CV whose file also carried link targets, such as `mailto:` or profile addresses behind a word.
    pub fn read_with_links(whole: &str, links: &[String], today: NaiveDate) -> Cv {
        // What the pages do not show is kept, to be quoted, and read for nothing but orders to a machine.
        let text = stuffing::shown(whole);
        let mut doc = Doc::new(text, today);
        let orders = guards::addressed_to_machines(whole);
        let mut ignored = orders.clone();
        ignored.extend(stuffing::hidden(whole));
        ignored.extend(stuffing::stuffed(text));
        ignored.sort_by_key(|range| range.start);
        doc.mentions.retain(|m| !touches(&ignored, &(m.start..m.end)));
        doc.drop_chance_mentions();
        let unclaimed = Unclaimed::in_doc(&doc);
        let silenced = unclaimed.ranges();
        if !silenced.is_empty() {
            doc.mentions.retain(|m| !touches(&silenced, &(m.start..m.end)));
        }
        let emails = contacts::emails(text, links);
        let name = names::name(text, &doc.lines, &doc.sections, &doc.mentions, &emails);
        if let Some(line) = name.as_deref().and_then(|name| names::line_within_list(&doc, name)) {
            doc.end_section_at(line);
        }
        let jobs = jobs::jobs(&doc);
        let education = education::education(&doc);
        let languages = languages::languages(&doc);
        let personal: Vec<(usize, usize)> = doc
            .lines_of(&[SectionKind::Personal])
            .into_iter()
            .map(|n| (doc.lines[n].start, doc.lines[n].end))
            .collect();
        let spans: Vec<_> = jobs.iter().filter_map(|j| j.span(today)).collect();
        let parsed = Parsed {
            headline: names::headline(text, &doc.lines, &doc.sections, &doc.mentions, name.as_deref()),
            phones: contacts::phones(text),
            links: contacts::links(text, links),
            location: contacts::location(text, &doc.lines, &doc.mentions, &personal, name.as_deref()),
            name,
            emails,
            jobs: jobs.iter().map(|j| j.job.clone()).collect(),
            education: education.iter().map(|e| e.education.clone()).collect(),
            certificates: certificates::certificates(&doc),
            languages: languages.iter().map(|l| l.language.clone()).collect(),
            skills: skills::skills(&doc),
            experience_years: (!spans.is_empty()).then(|| (months_covered(&spans) as f32 / 12.0 * 10.0).round() / 10.0),
            notice_period: terms::notice_period(text),
            work_permit: terms::work_permit(text),
            relocation: terms::relocation(text),
            expected_salary: terms::expected_salary(text),
            gaps: gaps(&spans),
            notes: Vec::new(),
        };
        let mut words = telling_words(&doc, &ignored);
        words.retain(|(_, at)| !touches(&silenced, at));
        let functions =
            jobs.iter().map(|j| j.job.title.as_deref().map(|t| TAXONOMY.functions_of(t)).unwrap_or_default()).collect();
        let script = guards::script(text);
        doc.text = whole.to_string();
        let denied = unclaimed.denied;
        let mut cv = Cv { functions, parsed, denied, script, doc, jobs, education, languages, orders, ignored, words };
        cv.parsed.notes = notes::notes(&cv);
        cv
    }

    /// The same CV with these stretches counting for nothing as well.
    pub(super) fn without(&self, ranges: &[Range<usize>]) -> Cv {
        let mut cv = self.clone();
        cv.doc.mentions.retain(|m| !touches(ranges, &(m.start..m.end)));
        cv.words.retain(|(_, at)| !touches(ranges, at));
        cv.ignored.extend(ranges.iter().cloned());
        cv.ignored.sort_by_key(|range| range.start);
        cv
    }

    /// Whether any of these bytes count for nothing.
    pub(super) fn is_ignored(&self, range: &Range<usize>) -> bool {
        touches(&self.ignored, range)
    }

    /// The telling words of a byte range.
    pub(super) fn stems_in(&self, range: &Range<usize>) -> &[(String, Range<usize>)] {
        let first = self.words.partition_point(|(_, at)| at.start < range.start);
        let last = self.words.partition_point(|(_, at)| at.start < range.end);
        &self.words[first..last.max(first)]
    }

    /// The text that was read.
    pub fn text(&self) -> &str {
        &self.doc.text
    }

    /// A quote of a byte range, its offsets counted in characters.
    pub(super) fn quote(&self, range: Range<usize>) -> Evidence {
        let start = self.doc.chars.chars_before(&self.doc.text, range.start);
        let quote = self.doc.text[range].to_string();
        Evidence { document: String::new(), start, end: start + quote.chars().count(), quote }
    }
}

/// Months between jobs that a reader would ask about.
fn gaps(spans: &[(NaiveDate, NaiveDate)]) -> Vec<Gap> {
    let gap = |(from, to)| Gap { from, to, months: months_between(from, to).unsigned_abs() };
    dates::gaps(spans, 3).into_iter().map(gap).collect()
}

fn touches(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    ranges.iter().any(|r| range.start < r.end && r.start < range.end)
}

fn telling_words(doc: &Doc, ignored: &[Range<usize>]) -> Vec<(String, Range<usize>)> {
    let folded = &doc.folded;
    words(&folded.text)
        .filter(|word| is_telling(&folded.text[word.clone()]))
        .filter(|word| !denial::is_plainly_denied(&folded.text, word.start))
        .map(|word| (stems::stem(&folded.text[word.clone()]), folded.source(word)))
        .filter(|(_, at)| !touches(ignored, at))
        .filter(|(_, at)| !doc.is_heading(doc.line_at(at.start)))
        .collect()
}
