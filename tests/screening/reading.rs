//! What the engine reads from a CV.

use super::*;

#[test]
fn contacts_and_names_are_read() {
    for (text, name, email, phone) in [
        (cvs::RAIL, "Marta Oakhollow", "marta.oakhollow@example.org", "+44 7700 900118"),
        (cvs::PASTRY, "Julien Marchetti", "julien.marchetti@example.net", "07700 900 431"),
        (cvs::RUST_ENGINEER, "Ilse Vantongeren", "ilse@vantongeren.example", ""),
        (cvs::WARD_MANAGER, "Adaeze Brightwater", "adaeze.brightwater@example.org", "0115 496 0172"),
        (cvs::CONTROLLER, "Tobias Eichgrund", "tobias.eichgrund@example.com", "+49 151 23456789"),
        (cvs::WAREHOUSE, "Pawel Zarzecki", "pawel.zarzecki@example.org", "06 12 34 56 78"),
        (cvs::TEACHER, "Rosalind Thackeray-Moss", "r.thackeraymoss@example.org", "0117 496 0333"),
        (cvs::WIND, "Lars Hvidsten", "lars.hvidsten@example.dk", "+45 20 12 34 56"),
        (cvs::GERMAN, "Katharina Brückenau", "k.brueckenau@example.de", "0711 9876540"),
        (cvs::FRENCH, "Benoît LESAGE-TARDIEU", "benoit.lesage@example.fr", "06 11 22 33 44"),
        (cvs::CHINESE, "林晓岚", "xiaolan.lin@example.cn", "+86 138 0013 8000"),
        (cvs::SIDEBAR_FIRST, "Orla Fenwick", "orla.fenwick@example.ie", "+353 85 012 3456"),
        (cvs::LINKEDIN, "Nadia Fernhollow", "nadia.fernhollow@example.com", ""),
    ] {
        let parsed = read(text).parsed;
        assert_eq!(parsed.name.as_deref(), Some(name));
        assert_eq!(parsed.emails, [email]);
        let phones: Vec<&str> = Some(phone).into_iter().filter(|p| !p.is_empty()).collect();
        assert_eq!(parsed.phones, phones, "{name}");
    }
}

#[test]
fn jobs_are_read_in_all_their_shapes() {
    type Row = (&'static str, &'static str, (i32, u32), Option<(i32, u32)>);
    let cases: [(&str, &[Row]); 10] = [
        (
            cvs::RAIL,
            &[
                ("Senior Project Manager", "Brackenfell Rail Ltd", (2017, 3), None),
                ("Project Manager", "Tarn & Holloway Infrastructure plc", (2010, 9), Some((2017, 2))),
                ("Assistant Project Engineer", "Tarn & Holloway Infrastructure plc", (2008, 7), Some((2010, 8))),
            ],
        ),
        (
            cvs::PASTRY,
            &[
                ("Head Pastry Chef", "The Gull & Lantern Hotel", (2019, 5), None),
                ("Pastry Chef de Partie", "Maison Aubrac", (2016, 1), Some((2019, 4))),
            ],
        ),
        (
            cvs::RUST_ENGINEER,
            &[
                ("Backend Engineer", "Quillmark BV", (2022, 2), None),
                ("Software Developer", "Noordzee Data NV", (2018, 9), Some((2022, 1))),
            ],
        ),
        (
            cvs::WARD_MANAGER,
            &[
                ("Ward Manager", "Trentside University Hospital", (2021, 1), None),
                ("Senior Staff Nurse", "Trentside University Hospital", (2016, 1), Some((2021, 12))),
                ("Staff Nurse", "Ashgrove General Hospital", (2013, 1), Some((2016, 12))),
            ],
        ),
        (
            cvs::CONTROLLER,
            &[
                ("FINANCIAL CONTROLLER", "Lindwurm Pumpen GmbH", (2016, 4), None),
                ("ACCOUNTANT", "Weissbach & Partner", (2011, 10), Some((2016, 3))),
            ],
        ),
        (
            cvs::WAREHOUSE,
            &[
                ("Warehouse Planner", "Maasvlakte Fulfilment B.V.", (2020, 8), None),
                ("Forklift Driver", "Delta Cold Storage", (2017, 1), Some((2020, 7))),
            ],
        ),
        (
            cvs::WIND,
            &[
                ("Lead Technician", "Skagen Offshore Service A/S", (2019, 6), Some((2025, 1))),
                ("Wind Turbine Technician", "Vestkyst Vind ApS", (2015, 3), Some((2019, 5))),
            ],
        ),
        (
            cvs::GERMAN,
            &[
                ("Projektleiterin Bahn", "Neckartal Bahntechnik GmbH", (2018, 4), None),
                ("Bauleiterin", "Schwarzbach Bau AG", (2012, 10), Some((2018, 3))),
            ],
        ),
        (
            cvs::FRENCH,
            &[
                ("Chef de projet signalisation", "Rhodania Rail", (2019, 3), None),
                ("Ingénieur travaux", "Valserine TP", (2014, 9), Some((2019, 2))),
            ],
        ),
        (
            cvs::LINKEDIN,
            &[
                ("Category Manager", "Larchmere Foods", (2022, 4), None),
                ("Senior Buyer", "Larchmere Foods", (2020, 5), Some((2022, 3))),
                ("Buyer", "Otterdale Retail", (2016, 9), Some((2020, 4))),
            ],
        ),
    ];
    for (text, rows) in cases {
        let parsed = read(text).parsed;
        let found: Vec<_> = parsed
            .jobs
            .iter()
            .map(|j| (j.title.as_deref().unwrap_or(""), j.company.as_deref().unwrap_or(""), j.from, j.to, j.current))
            .collect();
        let wanted: Vec<_> = rows
            .iter()
            .map(|(title, company, from, to)| {
                (*title, *company, Some(day(from.0, from.1)), to.map(|t| day(t.0, t.1)), to.is_none())
            })
            .collect();
        assert_eq!(found, wanted);
    }
}

#[test]
fn years_languages_education_and_notice_are_read() {
    let rail = read(cvs::RAIL).parsed;
    assert_eq!(rail.experience_years, Some(17.0));
    assert_eq!(rail.notice_period.as_deref(), Some("three months"));
    assert_eq!(rail.location.as_deref(), Some("Leeds, United Kingdom"));
    assert_eq!(rail.headline.as_deref(), Some("Senior Rail Project Manager"));
    let degrees: Vec<_> = rail.education.iter().map(|e| e.degree.as_deref().unwrap_or("")).collect();
    assert_eq!(degrees, ["MSc Railway Engineering", "BEng Civil Engineering"]);
    assert_eq!(rail.education[0].institution.as_deref(), Some("University of Sheffield"));
    let certificates: Vec<_> = rail.certificates.iter().map(|c| c.name.as_str()).collect();
    assert!(certificates.iter().any(|c| c.contains("PRINCE2")), "{certificates:?}");

    let german = read(cvs::GERMAN).parsed;
    let spoken: Vec<_> = german.languages.iter().map(|l| (l.name.as_str(), l.level.as_deref())).collect();
    assert_eq!(spoken, [("German", Some("native")), ("English", Some("C1")), ("French", Some("A2"))]);
    assert_eq!(german.notice_period.as_deref(), Some("3 Monate zum Quartalsende"));
    assert_eq!(german.location.as_deref(), Some("Stuttgart"));

    let wind = read(cvs::WIND).parsed;
    let spoken: Vec<_> = wind.languages.iter().map(|l| (l.name.as_str(), l.level.as_deref())).collect();
    assert_eq!(spoken, [("Danish", Some("native")), ("English", Some("C1")), ("German", Some("A2"))]);
}

#[test]
fn a_name_is_read_beside_an_emoji_and_in_any_european_letters() {
    for (line, name) in [
        ("Katarína Vlčková 🚆", "Katarína Vlčková"),
        ("🌸 Łucja Żółć", "Łucja Żółć"),
        ("Þórdís Ægisdóttir✨", "Þórdís Ægisdóttir"),
        ("Ștefan Țurcanu", "Ștefan Țurcanu"),
    ] {
        assert_eq!(
            read(&format!("{line}\nBaker\n\nExperience\nBaker, Mill Ltd, 2015 – 2020\n")).parsed.name.as_deref(),
            Some(name)
        );
    }
}
