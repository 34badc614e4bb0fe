//! What a CV denies, says of others, or claims without a job to show for it.

use super::*;

/// A CV whose summary says this.
fn saying(words: &str) -> String {
    format!(
        "Jane Doe\nProject manager\njane@example.org  Vienna, Austria\n\nSummary\n{words}\n\nExperience\nProject manager, Bakery AG, 2005 - 2020\n- Bread and rolls\n"
    )
}

#[track_caller]
fn says(words: &str, requirement: &str, wanted: Verdict) -> Judgement {
    let judged = judge(&saying(words), requirement);
    assert_eq!(judged.verdict, wanted, "{words}: {requirement}: {} {:?}", judged.why, judged.evidence);
    judged
}

#[test]
fn what_a_cv_plainly_denies_is_not_met_and_quoted() {
    let words =
        "I have no experience with ETCS level 2 and I do not hold a PMP. I do not speak German. No driving licence.";
    let pmp = says(words, "PMP", Verdict::NotMet);
    assert_eq!(pmp.why, "The CV says “I do not hold a PMP”.");
    assert!(pmp.evidence[0].quote.contains("do not hold a PMP"), "{:?}", pmp.evidence);
    says(words, "ETCS level 2", Verdict::NotMet);
    says(words, "German at B2 or better", Verdict::NotMet);
    says(words, "Driving licence class B", Verdict::NotMet);
    let either = says(words, "PMP or PRINCE2", Verdict::NotStated);
    assert!(either.why.starts_with("The CV says “I do not hold a PMP”"), "{}", either.why);
    let parsed = read(&saying(words)).parsed;
    assert!(parsed.certificates.is_empty() && parsed.languages.is_empty(), "{parsed:?}");
}

#[test]
fn denials_are_understood_in_seven_languages() {
    for (words, requirement) in [
        ("I don’t speak German or French, sadly", "French B2"),
        ("German: none", "German B2"),
        ("I have never worked with Kubernetes.", "Kubernetes"),
        ("Ich spreche kein Deutsch.", "German B2"),
        ("Deutsch spreche ich nicht.", "German B2"),
        ("Keine Erfahrung mit Kubernetes, kein Führerschein.", "Driving licence"),
        ("Je ne parle pas allemand et je n’ai pas de permis de conduire.", "Driving licence"),
        ("Je ne parle pas allemand.", "German B2"),
        ("Sans permis de conduire.", "Driving licence"),
        ("No hablo alemán. Sin carnet de conducir.", "German B2"),
        ("No hablo alemán. Sin carnet de conducir.", "Driving licence"),
        ("Não falo alemão. Sem carta de condução.", "German B2"),
        ("Não falo alemão. Sem carta de condução.", "Driving licence"),
        ("Non parlo tedesco. Senza patente di guida.", "German B2"),
        ("Non parlo tedesco. Senza patente di guida.", "Driving licence"),
        ("Ik spreek geen Duits. Geen rijbewijs.", "German B2"),
        ("Ik spreek geen Duits. Geen rijbewijs.", "Driving licence"),
        ("Driving licence B (revoked 2020)", "Driving licence class B"),
    ] {
        let judged = says(words, requirement, Verdict::NotMet);
        assert!(judged.why.starts_with("The CV says “"), "{}", judged.why);
    }
}

#[test]
fn words_that_only_look_like_denials_deny_nothing() {
    for (words, requirement) in [
        ("Not only PMP but also PRINCE2 Practitioner.", "PMP"),
        ("No less than ten projects with ETCS.", "ETCS"),
        ("Nothing short of excellent Kubernetes skills.", "Kubernetes"),
        ("No. 1 in ETCS signalling projects.", "ETCS"),
        ("Worked for non-profit organisations with Kubernetes.", "Kubernetes"),
        ("No PMP, PRINCE2 Practitioner since 2011.", "PRINCE2 Practitioner"),
        ("Not a native German speaker, but German C1.", "German B2"),
        ("I did not hold a PMP before 2015.", "PMP"),
        ("Moved everything without Kubernetes downtime.", "Kubernetes"),
    ] {
        says(words, requirement, Verdict::Met);
    }
    let duty = saying("Busy.")
        .replace("- Bread and rolls", "- Never had Kubernetes down for more than a minute, no Terraform left by hand");
    verdict(&duty, "Kubernetes", Verdict::Met);
}

#[test]
fn what_others_have_is_no_claim() {
    says("My boss speaks German C1", "German B2", Verdict::NotStated);
    says("Mein Chef spricht Deutsch C1 und ich koche.", "German B2", Verdict::NotStated);
    says("Typed the PMP course invoices", "PMP", Verdict::NotStated);
    let referee = saying("Busy.") + "\nReferences\nHans Meier, Senior rail project manager, 2000 - 2024, PMP\n";
    verdict(&referee, "PMP", Verdict::NotStated);
}

#[test]
fn a_denied_permit_or_move_is_no_claim() {
    says("I have no work permit.", "Work permit for the EU", Verdict::NotStated);
    says("I am not willing to relocate.", "Ready to relocate", Verdict::NotStated);
}

#[test]
fn a_claim_of_years_that_no_job_shows_is_partly_met_and_asked_about() {
    let stuffed = "Stu Stuffer\nstu@example.org\nRail project manager rail project management ETCS PMP PRINCE2 German C2 civil engineering Vienna driving licence rail project manager ten years ETCS level 2 PMP\n";
    let judged = judge(stuffed, "Ten years of rail project management");
    assert_eq!(judged.verdict, Verdict::PartlyMet, "{}", judged.why);
    assert!(judged.confidence < 0.5, "{}", judged.confidence);
    verdict(stuffed, "German B2", Verdict::Met);
    let screening = run(stuffed, "must: Ten years of rail project management");
    assert_eq!(screening.questions_to_ask.len(), 1, "{:?}", screening.questions_to_ask);
}

#[test]
fn words_about_years_never_contradict_the_verdict() {
    let since = |month: &str| {
        format!(
            "Anna Bauer\nanna@example.org\n\nExperience\nRail project manager, Nordbahn Infra, {month} - 2025-05\n- Delivered ETCS\n"
        )
    };
    let ten = "Ten years of rail project management";
    // CVs date by the month: up to three months short are no shortfall.
    for (month, wanted, told) in [
        ("2015-01", Verdict::Met, "Ten years"),
        ("2015-09", Verdict::Met, "9 years 9 months"),
        ("2015-10", Verdict::PartlyMet, "9 years 8 months"),
        ("2018-01", Verdict::PartlyMet, "Seven years"),
    ] {
        let judged = judge(&since(month), ten);
        assert_eq!(judged.verdict, wanted, "{month}: {}", judged.why);
        assert!(judged.why.starts_with(told), "{month}: {}", judged.why);
    }
}
