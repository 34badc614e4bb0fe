//! Pages of long lists, found by the row they begin at: no page is further away than the first.

/// Where a page lies: behind a row, or before it.
#[derive(Clone, Debug)]
pub enum Turn<K> {
    After(K),
    Before(K),
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub has_previous: bool,
    pub has_next: bool,
}

impl<T> Page<T> {
    /// Of rows in the order they were asked for: backwards for a page before a row, and one more than `size` if there is.
    pub(super) fn cut<K>(mut rows: Vec<T>, size: i64, turn: Option<&Turn<K>>) -> Page<T> {
        let size = usize::try_from(size).unwrap_or_default();
        let more = rows.len() > size;
        rows.truncate(size);
        match turn {
            None => Page { rows, has_previous: false, has_next: more },
            Some(Turn::After(_)) => Page { rows, has_previous: true, has_next: more },
            Some(Turn::Before(_)) => {
                rows.reverse();
                Page { rows, has_previous: more, has_next: true }
            }
        }
    }
}
