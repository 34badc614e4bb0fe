//! The list of projects: filters and order in the address.

use crate::{
    app::App,
    hiring::{
        projects::{Filter, Listed, Order, Priority, Project, Spot, Status, all_tags},
        users::User,
    },
    web::{self, auth::CurrentUser, filters, forms::encoded, html, layout::Shell, pages},
};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "projects/index.html")]
struct Index {
    shell: Shell,
    segments: Vec<Segment>,
    /// The status shown; all of them without.
    status: Option<Status>,
    rows: Vec<Listed>,
    /// How many projects there are in all.
    total: i64,
    /// What the foot of the list says.
    summary: String,
    previous: Option<String>,
    next: Option<String>,
    query: ListQuery,
    order: Order,
    owners: Vec<User>,
    tags: Vec<String>,
}

/// A choice of the list's filter.
struct Segment {
    href: String,
    label: &'static str,
    count: i64,
    current: bool,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// The active ones without; `all`, or another status.
    status: String,
    q: String,
    owner: String,
    priority: String,
    tag: String,
    order: String,
    after: String,
    before: String,
}

impl ListQuery {
    fn status(&self) -> Option<Status> {
        if self.status.is_empty() { Some(Status::Active) } else { Status::parse(&self.status) }
    }

    fn filter(&self) -> Filter {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Filter {
            status: self.status(),
            priority: Priority::parse(&self.priority),
            owner: given(&self.owner),
            tag: given(&self.tag),
            text: self.q.chars().filter(|c| !c.is_control()).take(100).collect::<String>().trim().to_owned(),
        }
    }

    /// This list with another status, or its own, from the first page on.
    fn href(&self, status: &str) -> String {
        let kept = [
            ("status", status),
            ("q", &self.q),
            ("owner", &self.owner),
            ("priority", &self.priority),
            ("tag", &self.tag),
            ("order", &self.order),
        ];
        let kept: Vec<String> = kept
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if kept.is_empty() { "/projects".to_owned() } else { format!("/projects?{}", kept.join("&")) }
    }
}

/// GET /projects: the active ones; `?status=` another kind, or `all`.
pub async fn index(State(app): State<App>, user: CurrentUser, Query(query): Query<ListQuery>) -> web::Result {
    let (status, order) = (query.status(), Order::parse(&query.order).unwrap_or(Order::Change));
    let turn = pages::turn(&query.after, &query.before, |key| Spot::parse(order, key));
    let filter = query.filter();
    let (page, counts, owners, tags) = tokio::try_join!(
        Project::page(&app.db, &user, &filter, order, turn),
        Project::counts(&app.db, &user),
        User::all(&app.db),
        all_tags(&app.db)
    )?;
    let (previous, next) = pages::neighbours(&page, &query.href(&query.status), |row| Spot::of(order, row).key());
    let total = counts.iter().map(|(_, count)| count).sum();
    let segments = Status::ALL.iter().copied().map(Some).chain([None]).map(|choice| Segment {
        href: query.href(match choice {
            Some(Status::Active) => "",
            Some(status) => status.as_str(),
            None => "all",
        }),
        label: choice.map_or("All", Status::label),
        count: choice.map_or(total, |choice| {
            counts.iter().filter(|(status, _)| *status == choice).map(|(_, count)| count).sum()
        }),
        current: choice == status,
    });
    html(Index {
        segments: segments.collect(),
        shell: Shell::of(&app, &user, "projects").await?,
        summary: format!("{} on this page", page.rows.len()),
        status,
        rows: page.rows,
        total,
        previous,
        next,
        owners: owners.into_iter().filter(|user| user.active || user.id == query.owner).collect(),
        tags,
        order,
        query,
    })
}
