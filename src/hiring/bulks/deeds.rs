//! What each deed does to one person, and how it is taken back.

use super::{Bulk, Deed, Item};
use crate::hiring::applications::{
    Application, Goal, Outcome, Seen, assign, consider, cv_of, move_together, moved_together, unconsider, undo_together,
};
use crate::hiring::candidates::Candidate;
use crate::hiring::pools::{self, Pool};
use crate::hiring::positions::Position;
use crate::hiring::tags::Tag;
use crate::hiring::users::User;
use crate::hiring::{Error, Result, refused};
use crate::platform::db::{Db, Tx};
use chrono::{DateTime, Utc};

/// A deed with what it leads to, found as the person who asked for it.
pub(super) enum Work {
    Move(Goal, String),
    Assign(Option<String>),
    Tag(Tag),
    Pool(Box<Pool>),
    Add(Box<Position>),
}

/// Whom it is done to.
pub(super) enum Whom {
    Application(Box<Application>),
    Candidate(Box<Candidate>),
    /// Someone to be considered for one more position: their CV, if there is one, and where they came from.
    Newcomer(Box<Candidate>, Option<String>, String),
}

async fn application(db: &Db, user: &User, id: &str) -> Result<Whom> {
    Ok(Whom::Application(Box::new(Application::find_to_edit(db, user, id).await?)))
}

impl Work {
    pub async fn prepare(db: &Db, user: &User, bulk: &Bulk) -> Result<Work> {
        let argument = bulk.argument.as_str();
        Ok(match bulk.deed {
            Deed::Move => Work::Move(Goal::Stage(argument.to_owned()), String::new()),
            Deed::Reject => Work::Move(Goal::Out(Outcome::Rejected), argument.to_owned()),
            Deed::Assign => Work::Assign(Some(argument.to_owned()).filter(|owner| !owner.is_empty())),
            Deed::Tag => Work::Tag(Tag::find(db, user, argument).await?),
            Deed::Pool => Work::Pool(Box::new(Pool::find(db, user, argument).await?)),
            Deed::Add => Work::Add(Box::new(Position::find_to_edit(db, user, argument).await?)),
        })
    }

    /// Finds one of them as this user. What was added is found by its application, once there is one.
    pub async fn find(&self, db: &Db, user: &User, item: &Item) -> Result<Whom> {
        match self {
            Work::Move(..) | Work::Assign(_) => match &item.application_id {
                Some(id) => application(db, user, id).await,
                None => refused("They are considered for nothing."),
            },
            Work::Tag(_) => {
                Candidate::find_to_edit(db, user, &item.candidate_id).await.map(Box::new).map(Whom::Candidate)
            }
            Work::Pool(_) => Candidate::find(db, user, &item.candidate_id).await.map(Box::new).map(Whom::Candidate),
            Work::Add(_) if !item.before.is_empty() => application(db, user, &item.before).await,
            Work::Add(_) => {
                let candidate = Candidate::find(db, user, &item.candidate_id).await?;
                let cv = cv_of(db, &candidate).await?;
                let source = match &item.application_id {
                    Some(id) => Application::find(db, user, id).await?.source,
                    None => String::new(),
                };
                Ok(Whom::Newcomer(Box::new(candidate), cv, source))
            }
        }
    }

    /// Answers with what undoes it.
    pub async fn carry_out(
        &self,
        tx: &mut Tx,
        user: &User,
        item: &Item,
        whom: &Whom,
        now: DateTime<Utc>,
    ) -> Result<String> {
        match (self, whom) {
            (Work::Move(goal, reason), Whom::Application(application)) => {
                let seen = Seen { application: (**application).clone(), place: item.seen.clone() };
                let mut together = move_together(tx, user, vec![seen], goal, reason, now).await?;
                match together.refused.pop() {
                    Some((_, why)) => refused(why),
                    None => Ok(together.id),
                }
            }
            (Work::Assign(owner), Whom::Application(application)) => {
                Ok(assign(tx, application, user, owner.as_deref(), now).await?.unwrap_or_default())
            }
            (Work::Tag(tag), Whom::Candidate(candidate)) => match tag.put_on(tx, candidate, user, now).await? {
                true => Ok(String::new()),
                false => refused(format!("They have the tag “{}” already.", tag.name)),
            },
            (Work::Pool(pool), Whom::Candidate(candidate)) => {
                match pools::add(tx, pool, candidate, "", user, now).await? {
                    true => Ok(String::new()),
                    false => refused(format!("They are in {} already.", pool.name)),
                }
            }
            (Work::Add(position), Whom::Newcomer(candidate, cv, source)) => {
                consider(tx, candidate, cv.as_deref(), position, source, user, now).await
            }
            _ => Err(Error::NotFound),
        }
    }

    pub async fn take_back(
        &self,
        db: &Db,
        tx: &mut Tx,
        user: &User,
        item: &Item,
        whom: &Whom,
        now: DateTime<Utc>,
    ) -> Result<()> {
        match (self, whom) {
            (Work::Move(..), Whom::Application(application)) => {
                let moved = moved_together(db, user, &application.position_id, &item.before).await?;
                if moved.is_empty() {
                    return refused("This was undone already.");
                }
                let mut undone = undo_together(tx, user, moved, now).await?;
                undone.refused.pop().map_or(Ok(()), |(_, why)| refused(why))
            }
            (Work::Assign(owner), Whom::Application(application)) => {
                if application.owner_id != *owner {
                    return refused("Someone gave them another owner since.");
                }
                let before = Some(item.before.as_str()).filter(|owner| !owner.is_empty());
                assign(tx, application, user, before, now).await.map(drop)
            }
            (Work::Tag(tag), Whom::Candidate(candidate)) => match tag.take_off(tx, candidate, user, now).await? {
                true => Ok(()),
                false => refused("Someone took the tag off since."),
            },
            (Work::Pool(pool), Whom::Candidate(candidate)) => {
                pools::remove(tx, pool, candidate, user, now).await.map(drop)
            }
            (Work::Add(_), Whom::Application(application)) => unconsider(tx, application, user, now).await,
            _ => Err(Error::NotFound),
        }
    }
}
