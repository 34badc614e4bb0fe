//! People found by what is known about them, with the passages that say why.

use crate::{
    app::App,
    hiring::search::{self, Ask, Facet, Found, Kind, PAGE},
    web::{applications, auth::CurrentUser, filters, forms::Fields, forms::encoded, html, layout::Shell},
};
use askama::Template;

#[derive(Template)]
#[template(path = "candidates/search.html")]
struct Results {
    shell: Shell,
    text: String,
    found: Found,
    facets: Vec<ShownFacet>,
    chosen: Vec<Chip>,
    previous: Option<String>,
    next: Option<String>,
    /// "21–40 of 64".
    range: String,
}

struct ShownFacet {
    facet: Facet,
    is_open: bool,
}

/// A choice that narrows the results, and the address without it.
struct Chip {
    label: String,
    without: String,
}

/// Whether the address asks for a search.
pub fn is_asked(fields: &Fields) -> bool {
    !fields.text("q").trim().is_empty()
        || Kind::ALL.iter().any(|kind| fields.all(kind.as_str()).any(|value| !value.is_empty()))
}

/// What the address asks for.
fn ask(fields: &Fields) -> Ask {
    let chosen = Kind::ALL.iter().flat_map(|kind| {
        let values = fields.all(kind.as_str()).filter(|value| !value.trim().is_empty());
        values.take(20).map(|value| (*kind, value.chars().take(200).collect()))
    });
    Ask {
        text: fields.text("q").trim().to_owned(),
        chosen: chosen.collect(),
        page: fields.text("page").parse::<usize>().unwrap_or(1).clamp(1, 1_000) - 1,
    }
}

fn href(ask: &Ask, page: usize) -> String {
    let text = Some(format!("q={}", encoded(&ask.text))).filter(|_| !ask.text.is_empty());
    let chosen = ask.chosen.iter().map(|(kind, value)| format!("{kind}={}", encoded(value)));
    let page = (page > 0).then(|| format!("page={}", page + 1));
    let parts: Vec<String> = text.into_iter().chain(chosen).chain(page).collect();
    format!("/candidates?{}", parts.join("&"))
}

pub async fn show(app: &App, user: &CurrentUser, fields: &Fields) -> crate::web::Result {
    let ask = ask(fields);
    let found = search::find(&app.db, user, &ask).await?;
    let chip = |index: usize| {
        let mut rest = ask.clone();
        let (kind, value) = rest.chosen.remove(index);
        let label = if kind == Kind::Years { format!("{} years", kind.shown(&value)) } else { kind.shown(&value) };
        Chip { label, without: href(&rest, 0) }
    };
    let is_open = |facet: &Facet| {
        matches!(facet.kind, Kind::Skill | Kind::Years | Kind::Location | Kind::Stage)
            || facet.choices.iter().any(|choice| choice.is_chosen)
    };
    let first = ask.page * PAGE + 1;
    html(Results {
        shell: Shell::of(app, user, "candidates").await?,
        chosen: (0..ask.chosen.len()).map(chip).collect(),
        previous: (ask.page > 0).then(|| href(&ask, ask.page - 1)),
        next: found.has_next.then(|| href(&ask, ask.page + 1)),
        range: format!(
            "{first}–{} of {}{}",
            first + found.hits.len().saturating_sub(1),
            found.total,
            if found.is_capped { "+" } else { "" }
        ),
        facets: found.facets.iter().map(|facet| ShownFacet { is_open: is_open(facet), facet: facet.clone() }).collect(),
        text: ask.text,
        found,
    })
}
