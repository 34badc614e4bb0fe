//! Where someone lies in a table: which one of how many, and who is before and after them.

use super::{Ask, COUNTED, Row};
use crate::hiring::Result;
use crate::hiring::paging::Turn;
use crate::hiring::users::User;
use crate::platform::db::{Db, Run, Sql};

/// A place among the rows. Someone who no longer matches keeps the place they had.
#[derive(Clone, Debug)]
pub struct Place {
    /// From 1; counted up to [`COUNTED`], and one more where there are more before them.
    pub number: i64,
    /// The same of all.
    pub total: i64,
    pub previous: Option<Row>,
    pub next: Option<Row>,
}

impl Ask {
    /// The place of the row with this id of its own: where it was when its value in this order was `at`, or where it is.
    pub async fn place_of(&self, db: &Db, reader: &User, id: &str, at: &str) -> Result<Option<Place>> {
        let alone = Ask { only: Some(vec![id.to_owned()]), ..self.clone() };
        let Some(row) = alone.some(db, reader, None, 1).await?.pop() else { return Ok(None) };
        let Some(spot) = self.spot_of(id, at).or_else(|| self.spot(&self.place(&row))) else { return Ok(None) };
        // Whatever changed may have taken the row elsewhere in the order: it counts where it was, and nowhere else.
        let others = Ask { but: Some(id.to_owned()), ..self.clone() };
        let before =
            others.ordered(others.counted(db), Some(Turn::Before(spot.clone()))).push_bound(" LIMIT ?) found", COUNTED);
        let (before, total, mut previous, mut next) = tokio::try_join!(
            number(db, before),
            self.count(db, reader, COUNTED + 1),
            others.some(db, reader, Some(Turn::Before(spot.clone())), 1),
            others.some(db, reader, Some(Turn::After(spot)), 1)
        )?;
        Ok(Some(Place { number: before + 1, total, previous: previous.pop(), next: next.pop() }))
    }
}

async fn number(db: &Db, query: Sql) -> Result<i64> {
    let (count,): (i64,) = db.one(query).await?;
    Ok(count)
}
