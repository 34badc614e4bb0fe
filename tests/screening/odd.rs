//! What is no plain CV: it is read without harm, quickly, and said to be what it is.

use super::*;
use std::time::Instant;

fn notes(text: &str) -> String {
    read(text).parsed.notes.join(" ")
}

#[test]
fn a_novel_and_a_poem_yield_no_career() {
    let chapter = "It was late when the ferry came in, and nobody on the quay had brought a lantern. Old Mirabel counted \
        the ropes twice, as her father had done, and said nothing about the letter. In 1919 the harbour froze. ";
    let novel = read(&format!("The Ferrywoman\n\nChapter one\n\n{}", chapter.repeat(400)));
    assert!(novel.parsed.jobs.is_empty() && novel.parsed.education.is_empty(), "{:?}", novel.parsed.jobs);
    assert!(novel.parsed.notes.join(" ").contains("doesn't look like a CV"), "{:?}", novel.parsed.notes);

    let poem = read("Low water\n\nThe gulls rehearse\ntheir one good line,\nthe tide forgets\nwhat it has signed.\n");
    assert!(poem.parsed.jobs.is_empty() && poem.parsed.experience_years.is_none());
}

#[test]
fn a_job_description_is_told_from_a_cv() {
    let text = "Warehouse planner (m/f/d)\n\nAbout the role\nYou will be responsible for slots and loads.\n\nYour profile\n- Three years in a warehouse\n\nWhat we offer\n- A permanent contract\n";
    assert!(notes(text).contains("job description"), "{}", notes(text));
}

#[test]
fn several_people_in_one_file_are_noticed() {
    let one = |name: &str, mail: &str| {
        format!(
            "{name}\nBaker\n{mail}@post.example\n\nExperience\nBaker, Mill & Oven Ltd, Ghent, 2015 – 2020\n\nEducation\nDiploma in baking, Craft College, 2013 – 2015\n\n"
        )
    };
    let ten: String = ["Ada Moss", "Ben Tarn", "Cleo Vane", "Dov Lark"]
        .into_iter()
        .map(|name| one(name, &name.to_lowercase().replace(' ', ".")))
        .collect();
    assert!(notes(&ten).contains("people's CVs"), "{}", notes(&ten));
    // A second address of one's own, or a referee's, is normal.
    let own = one("Ada Moss", "ada.moss") + "Referee: Ben Tarn, ben.tarn@post.example\n";
    assert_eq!(notes(&own), "");
}

#[test]
fn languages_that_are_not_read_are_named() {
    let polish = "Jan Kowalewski\njan.k@poczta.example\n\nDoświadczenie\nOd roku 2018 praca w firmie transportowej na stanowisku kierowcy oraz magazyniera. Odpowiedzialny za dostawy do klientów i kontakt z biurem. Przez trzy lata praca w sklepie jako sprzedawca, przyjmowanie towaru i obsługa kasy. Ukończone kursy na wózki widłowe oraz prawo jazdy. Praca w zespole i na nocnych zmianach, dla dużych firm oraz dla małych. Znajomość programu do obsługi magazynu i praca z dokumentami w biurze.";
    assert!(notes(polish).contains("Polish"), "{}", notes(polish));
    assert!(notes(cvs::CHINESE).contains("script"), "{}", notes(cvs::CHINESE));
    for plain in [cvs::RAIL, cvs::GERMAN, cvs::FRENCH, cvs::WIND] {
        assert_eq!(notes(plain), "");
    }
}

#[test]
fn odd_texts_break_nothing() {
    for text in [
        "",
        "\n\n\n",
        "😀😀😀 🎉🎉 👩‍🍳 – 😀",
        "Ada Moss",
        "2019 – 2025",
        "Experience\n\n\nExperience\nExperience",
        "Experience 2019\nEducation 2020\nSkills 2021\n",
        "Work experience\n01/2090 – 01/2095 Baker, Mill Ltd\n",
        "a\u{0}b\u{202e}c\nExperience\n\u{feff}2019 – now\u{ad}",
        "مرحبا\nالخبرة\n2019 – 2021",
        "ßßß ÄÖÜ – ’’’ \u{301}\u{301}\nBerufserfahrung\n2019–heute ßé – ’\n",
    ] {
        let cv = read(text);
        assert!(cv.parsed.experience_years.is_none_or(|years| (0.0..60.0).contains(&years)), "{text:?}");
    }
    let ahead = read("Experience\nBaker, Mill & Oven Ltd\n01/2090 – 01/2095\n");
    assert_eq!(ahead.parsed.experience_years, None);
}

#[test]
fn sixty_years_of_work_are_flagged() {
    let cv =
        read("Ada Moss\n\nExperience\nBaker, Mill & Oven Ltd\n1960 – present\n\nBaker, Quay Bread Ltd\n1955 – 1960\n");
    let position = derive("Baker\n\nRequirements\n- Experience as a baker\n");
    let screening = screen(&cv, &position, Thresholds::default()).expect("a screening");
    assert!(screening.red_flags.iter().any(|flag| flag.contains("span")), "{:?}", screening.red_flags);
}

#[test]
fn gaps_are_found_and_time_away_is_no_job() {
    let text = "Ada Moss\n\nExperience\nBaker, Mill & Oven Ltd\n03/2021 – present\n\nCareer break (family)\n2019 – 2020\n\nBaker, Quay Bread Ltd\n01/2015 – 12/2018\n";
    let parsed = read(text).parsed;
    assert_eq!(parsed.jobs.len(), 2, "{:?}", parsed.jobs);
    let gaps: Vec<(String, u32)> = parsed.gaps.iter().map(|g| (g.from.format("%Y-%m").to_string(), g.months)).collect();
    assert_eq!(gaps, [("2019-01".to_string(), 26)]);
}

#[test]
fn a_long_file_takes_time_in_proportion() {
    let once = "Baker, Mill & Oven Ltd, Ghent, 2015 – 2020\n• Ran the night shift, 03/2016, bread for 40 shops.\n\n";
    let time = |times: usize| {
        let text = format!("Ada Moss\nada@moss.example\n\nExperience\n{}", once.repeat(times));
        let started = Instant::now();
        read(&text);
        started.elapsed().as_secs_f64()
    };
    time(10);
    let (short, long) = (time(300).max(0.001), time(3000));
    assert!(long < short * 40.0, "300 entries in {short:.3} s, 3000 in {long:.3} s");
}
