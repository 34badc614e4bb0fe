//! Reads a corpus of CVs with known text, and files made to do harm.

#[path = "extraction/hidden.rs"]
mod hidden;
#[path = "extraction/hostile.rs"]
mod hostile;
#[path = "extraction/scoring.rs"]
mod scoring;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use recruitpro::platform::extraction::{Extracted, Extractor, FileKind, Limits, MAX_TEXT, Unreadable, extract, tidy};
use scoring::{Score, mean, score};

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixtures(folder)).expect("the folder of fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().expect("a file name").to_string_lossy().into_owned()
}

fn extractor(time: Duration) -> Extractor {
    Extractor::with_program(env!("CARGO_BIN_EXE_recruitpro"), Limits { time, ..Limits::default() })
}

fn read_fixture(path: &str) -> Result<Extracted, Unreadable> {
    extract(&fs::read(fixtures(path)).expect("the fixture"))
}

/// How well a file is read, against the known texts that exist among `expected`. A CV of two columns may be known
/// in two orders; the better one counts.
fn score_file(path: &Path, expected: &[String]) -> Score {
    let text =
        extract(&fs::read(path).expect("the fixture")).unwrap_or_else(|why| panic!("{}: {why}", name(path))).text;
    assert_eq!(text, tidy(&text), "{} is not tidy", name(path));
    let known = expected.iter().filter_map(|file| fs::read_to_string(fixtures(file)).ok());
    let best = known.map(|known| score(&known, &text)).max_by(|a, b| a.order.total_cmp(&b.order));
    best.unwrap_or_else(|| panic!("{} has no known text", name(path)))
}

#[test]
fn pdf_cvs_are_read_whole_and_in_order() {
    let mut all = Vec::new();
    let mut two_columns = Vec::new();
    for path in files("corpus/pdf") {
        let stem = name(&path).replace(".pdf", "");
        let other_order = format!("corpus/expected/{stem}.alt.txt");
        let has_two_columns = fixtures(&other_order).exists();
        let score = score_file(&path, &[format!("corpus/expected/{stem}.txt"), other_order]);
        assert!(score.f1 > 0.95 && score.order > 0.9, "{stem}: {score:?}");
        all.push(score);
        if has_two_columns {
            two_columns.push(score);
        }
    }
    let (all, two_columns) = (mean(&all), mean(&two_columns));
    println!("all PDFs {all:?}, two columns {two_columns:?}");
    assert!(all.f1 >= 0.995 && all.order >= 0.99, "{all:?}");
    assert!(two_columns.order >= 0.985, "{two_columns:?}");
}

#[test]
fn office_and_text_cvs_are_read_whole() {
    let mut scores = Vec::new();
    for path in files("corpus/office").into_iter().filter(|path| !name(path).contains(".expected.")) {
        let file = name(&path);
        let stem = match file.split('.').next().unwrap_or_default() {
            "txt_cs_1250" | "txt_cs_utf16" | "txt_cs_utf8" => "one_cs",
            "txt_fr_1252" => "table_fr",
            "txt_ar_1256" => "one_ar",
            "txt_zh_gb18030" => "one_zh",
            stem => stem,
        };
        let own = [format!("corpus/office/{file}.expected.txt")];
        let shared = ["", ".alt"].map(|order| format!("corpus/office/{stem}{order}.expected.txt"));
        let expected = if fixtures(&own[0]).exists() { own.to_vec() } else { shared.to_vec() };
        let score = score_file(&path, &expected);
        assert!(score.f1 > 0.94, "{file}: {score:?}");
        scores.push(score);
    }
    let scores = mean(&scores);
    println!("office files {scores:?}");
    assert!(scores.f1 >= 0.99 && scores.order >= 0.98, "{scores:?}");
}

#[test]
fn dates_that_wrap_stay_with_their_entry() {
    let text = read_fixture("corpus/pdf/tex_moderncv_en.pdf").expect("text").text;
    assert!(text.contains("\nMarch 2019 – Present Principal Engineer, Griffin Freight Ltd\n"), "{text}");
    let text = read_fixture("corpus/pdf/chr_table_es.pdf").expect("text").text;
    assert!(text.contains("\njulio de 2011 – abril de 2017 Enfermera\n"), "{text}");
}

#[test]
fn link_targets_are_found() {
    let expected = ["mailto:marlowe.tiffin@example.org", "https://example.org/marlowe"];
    for file in ["corpus/pdf/chr_two_left_en.pdf", "corpus/office/one_en.html"] {
        assert_eq!(read_fixture(file).expect("text").links, expected, "{file}");
    }
    for format in ["docx", "odt", "rtf", "doc"] {
        let links = read_fixture(&format!("corpus/office/rich_de.{format}")).expect("text").links;
        assert!(links.iter().any(|link| link.starts_with("https://")), "{format}: {links:?}");
    }
}

#[tokio::test]
async fn the_child_says_what_this_process_would() {
    let extractor = extractor(Duration::from_secs(20));
    for file in ["corpus/pdf/chr_one_zh.pdf", "corpus/pdf/qpdf_encrc4_en.pdf", "corpus/office/rich_de.docx"] {
        let bytes = fs::read(fixtures(file)).expect("the fixture");
        assert_eq!(extractor.read(&bytes).await, extract(&bytes), "{file}");
    }
}

#[tokio::test]
async fn files_without_readable_text_say_why() {
    let extractor = extractor(Duration::from_secs(20));
    let fixture = |file: &str| fs::read(fixtures(file)).expect("the fixture");
    let program = [b"MZ\x90\0\x03\0\0\0".as_slice(), &[0; 500], b"%PDF-1.7"].concat();
    let cases: [(&str, Vec<u8>, Unreadable); 11] = [
        ("nothing", Vec::new(), Unreadable::Empty),
        ("a huge file", vec![b'a'; (64 << 20) + 1], Unreadable::TooLarge),
        ("a program", program, Unreadable::UnknownType),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec(), Unreadable::UnknownType),
        ("a spreadsheet", hostile::zip(&[("xl/workbook.xml", b"<workbook/>")]), Unreadable::UnknownType),
        ("an archive of CVs", hostile::zip(&[("cvs/word/document.xml", b"x")]), Unreadable::UnknownType),
        ("a scan", fixture("corpus/special/scan_only.pdf"), Unreadable::NoText),
        ("a sealed file", fixture("corpus/special/password_needed.pdf"), Unreadable::Encrypted),
        ("half a header", b"%PDF-1.7\n%".to_vec(), Unreadable::Damaged),
        ("blank lines", b" \r\n\t\n".to_vec(), Unreadable::NoText),
        ("an empty page", hostile::docx("<w:p/>"), Unreadable::NoText),
    ];
    for (what, bytes, reason) in cases {
        assert_eq!(extractor.read(&bytes).await, Err(reason), "{what}");
    }
}

#[tokio::test]
async fn names_do_not_matter_content_does() {
    let extractor = extractor(Duration::from_secs(20));
    let page = "<!doctype html><style>b{}</style><script>steal()</script><p>Zoë <b>Kovář</b>";
    let read = extractor.read(page.as_bytes()).await.expect("a page");
    assert_eq!((read.kind, read.text.as_str(), read.pages), (FileKind::Html, "Zoë Kovář", None));

    let read = extractor.read(b"Zo\xeb \x8aimek\r\n\r\n\r\n\x93Rust\x94").await.expect("a text");
    assert_eq!((read.kind, read.text.as_str()), (FileKind::Text, "Zoë Šimek\n\n“Rust”"));

    let read = extractor.read(&fs::read(fixtures("corpus/pdf/lo_one_en.pdf")).expect("a PDF")).await.expect("text");
    assert_eq!((read.kind, read.pages), (FileKind::Pdf, Some(2)));
}

#[tokio::test]
async fn long_text_is_cut() {
    let extractor = extractor(Duration::from_secs(20));
    let read = extractor.read("Ada Quill \n".repeat(400_000).as_bytes()).await.expect("a text");
    assert!(read.text.len() <= MAX_TEXT && read.text.len() > MAX_TEXT - 16);
}

#[tokio::test]
async fn hostile_files_cost_one_answer_in_bounded_time() {
    let time = Duration::from_secs(4);
    let extractor = extractor(time);
    let hopeless = "form_exponential.pdf";
    let kept = files("hostile").into_iter().filter(|path| name(path) != hopeless);
    let mut cases: Vec<(String, Vec<u8>)> =
        kept.map(|path| (name(&path), fs::read(&path).expect("the fixture"))).collect();
    cases.extend(hostile::bombs());
    let reading = cases.into_iter().map(|(file, bytes)| {
        let extractor = Extractor::clone(&extractor);
        tokio::spawn(async move {
            let outcome = extractor.read(&bytes).await;
            (file, outcome)
        })
    });
    let reading: Vec<_> = reading.collect();
    for task in reading {
        let (file, outcome) = task.await.expect("the reading task survives");
        match &outcome {
            Ok(read) => assert!(read.text.len() <= MAX_TEXT, "{file}"),
            Err(reason) => assert!(!reason.worth_retrying(), "{file}: {reason:?}"),
        }
        println!("{file}: {:?}", outcome.map(|read| read.text.chars().take(20).collect::<String>()));
    }
    // The extractor still works, and one hopeless file takes no longer than its two readers may.
    let bomb = fs::read(fixtures("hostile").join(hopeless)).expect("the fixture");
    let began = Instant::now();
    assert_eq!(extractor.read(&bomb).await, Err(Unreadable::TooHeavy));
    assert!(began.elapsed() < 2 * time + Duration::from_secs(2));
    assert!(extractor.read(b"Ada Quill").await.is_ok());
}

#[tokio::test]
async fn damaged_copies_of_real_files_never_bring_it_down() {
    let extractor = extractor(Duration::from_secs(20));
    for file in
        ["pdf/tex_ot1_fr.pdf", "pdf/wp_two_de.pdf", "office/rich_de.docx", "office/one_en.odt", "office/one_cs.doc"]
    {
        let whole = fs::read(fixtures("corpus").join(file)).expect("the fixture");
        for (variant, damaged) in hostile::mutants(&whole, 6).enumerate() {
            let outcome = extractor.read(&damaged).await;
            assert_ne!(outcome, Err(Unreadable::Failed), "{file}, variant {variant}");
        }
    }
}

#[tokio::test]
async fn a_program_that_cannot_run_is_our_failure() {
    let extractor = Extractor::with_program("/nowhere/recruitpro", Limits::default());
    assert_eq!(extractor.read(b"Ada Quill").await, Err(Unreadable::Failed));
}
