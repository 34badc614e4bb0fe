//! An answer, and what can be asked of it.

use axum::http::{HeaderMap, StatusCode};
use scraper::{ElementRef, Html, Selector};

pub struct Page {
    /// The address it came from.
    pub url: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// A form as it would be sent.
pub(super) struct Filled {
    pub address: String,
    pub is_get: bool,
    pub by_htmx: bool,
    pub is_multipart: bool,
    pub fields: Vec<(String, String)>,
}

impl Page {
    /// The text of each element, white space folded.
    pub fn text(&self, selector: &str) -> Vec<String> {
        let folded =
            |element: ElementRef| element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        self.html().select(&css(selector)).filter(is_on_page).map(folded).collect()
    }

    /// An attribute of each element that has it.
    pub fn attr(&self, selector: &str, name: &str) -> Vec<String> {
        let (html, selector) = (self.html(), css(selector));
        let found = html.select(&selector).filter(is_on_page).filter_map(|element| element.attr(name));
        found.map(str::to_owned).collect()
    }

    pub fn has(&self, selector: &str) -> bool {
        self.html().select(&css(selector)).any(|element| is_on_page(&element))
    }

    /// Where it sends the visitor.
    pub fn location(&self) -> &str {
        let location =
            self.headers.get("location").unwrap_or_else(|| panic!("{} is no redirect: {}", self.status, self.body));
        location.to_str().unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    fn html(&self) -> Html {
        let is_page = self.body.trim_start().to_lowercase().starts_with("<!doctype");
        if is_page { Html::parse_document(&self.body) } else { Html::parse_fragment(&self.body) }
    }

    /// Fills a form in. What is not named stays as the page has it; what is named must be there.
    pub(super) fn fill(&self, selector: &str, given: &[(&str, &str)]) -> Filled {
        let html = self.html();
        let form = html.select(&css(selector)).next().unwrap_or_else(|| panic!("no form {selector} in {}", self.body));
        assert_eq!(form.value().name(), "form", "{selector} is no form");
        let controls = css(CONTROLS);
        let inside = form.select(&controls).filter(|control| control.attr("form").is_none());
        let outside = form.attr("id").map(|id| css(&format!("[form=\"{id}\"]")));
        let outside = outside.iter().flat_map(|selector| html.select(selector));
        let controls: Vec<ElementRef> = inside
            .chain(outside)
            .filter(|control| control.attr("name").is_some() && control.attr("disabled").is_none())
            .collect();
        for (name, value) in given {
            let named: Vec<_> = controls.iter().filter(|control| control.attr("name") == Some(name)).collect();
            assert!(!named.is_empty(), "the form {selector} has no field {name:?}");
            assert!(named.iter().any(|control| takes(control, value)), "the field {name:?} has no choice {value:?}");
        }

        let mut fields: Vec<(String, String)> = Vec::new();
        let mut done: Vec<&str> = Vec::new();
        for control in &controls {
            let name = control.attr("name").unwrap();
            if !given.iter().any(|(one, _)| *one == name) {
                fields.extend(preset(control).into_iter().map(|value| (name.to_owned(), value)));
            } else if !done.contains(&name) {
                done.push(name);
                let values =
                    given.iter().filter(|(one, value)| *one == name && !(value.is_empty() && is_tick(control)));
                fields.extend(values.map(|(_, value)| (name.to_owned(), (*value).to_owned())));
            }
        }
        let by_htmx = form.attr("hx-post").or(form.attr("hx-get"));
        let address =
            by_htmx.or(form.attr("action")).filter(|address| !address.is_empty()).unwrap_or(&self.url).to_owned();
        let posts = form.attr("hx-post").is_some()
            || form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
        Filled {
            address,
            is_get: !posts,
            by_htmx: by_htmx.is_some(),
            is_multipart: form.attr("enctype") == Some("multipart/form-data"),
            fields,
        }
    }
}

const CONTROLS: &str = "input, select, textarea, button";

fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector:?}: {error}"))
}

/// What a `<template>` holds is there for scripts, and on no page yet.
fn is_on_page(element: &ElementRef) -> bool {
    !element.ancestors().filter_map(ElementRef::wrap).any(|outer| outer.value().name() == "template")
}

fn kind<'a>(control: &ElementRef<'a>) -> &'a str {
    match control.value().name() {
        "input" => control.attr("type").unwrap_or("text"),
        other => other,
    }
}

fn is_tick(control: &ElementRef) -> bool {
    matches!(kind(control), "checkbox" | "radio")
}

/// Whether a person could give the control this value.
fn takes(control: &ElementRef, value: &str) -> bool {
    match kind(control) {
        "checkbox" => value.is_empty() || control.attr("value").unwrap_or("on") == value,
        "radio" => control.attr("value").unwrap_or("on") == value,
        "button" | "submit" => control.attr("value").unwrap_or_default() == value,
        "select" => control.select(&css("option")).any(|option| option_value(&option) == value),
        _ => true,
    }
}

/// What the control sends when nobody touches it.
fn preset(control: &ElementRef) -> Vec<String> {
    match kind(control) {
        "checkbox" | "radio" => match control.attr("checked") {
            Some(_) => vec![control.attr("value").unwrap_or("on").to_owned()],
            None => vec![],
        },
        "submit" | "button" | "image" | "file" | "reset" => vec![],
        "textarea" => vec![control.text().collect()],
        "select" => {
            let values =
                |selector: &str| control.select(&css(selector)).map(|option| option_value(&option)).collect::<Vec<_>>();
            let chosen = values("option[selected]");
            let none_chosen = chosen.is_empty() && control.attr("multiple").is_none();
            if none_chosen { values("option").into_iter().take(1).collect() } else { chosen }
        }
        _ => vec![control.attr("value").unwrap_or_default().to_owned()],
    }
}

fn option_value(option: &ElementRef) -> String {
    option.attr("value").map_or_else(|| option.text().collect::<String>().trim().to_owned(), str::to_owned)
}
