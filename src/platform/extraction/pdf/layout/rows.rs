//! Groups fragments into rows: what stands side by side.

use super::fragments::Fragment;

struct Row {
    y: f32,
    size: f32,
    members: Vec<usize>,
}

impl Row {
    fn takes(&self, fragments: &[Fragment], newcomer: &Fragment) -> bool {
        let size = newcomer.size;
        let (larger, smaller) = (self.size.max(size), self.size.min(size));
        let touches = self.members.iter().map(|index| &fragments[*index]).any(|member| {
            (member.x1 - newcomer.x0).abs() < 0.25 * larger || (member.x0 - newcomer.x1).abs() < 0.25 * larger
        });
        // Superscripts and subscripts stand off the baseline.
        let tolerance = if touches && smaller < 0.8 * larger { 0.55 } else { 0.35 };
        let beside = self
            .members
            .iter()
            .map(|index| &fragments[*index])
            .all(|member| member.x1 <= newcomer.x0 + 0.3 * size || member.x0 >= newcomer.x1 - 0.3 * size);
        beside && (newcomer.y - self.y).abs() < tolerance * larger.min(2.0 * smaller)
    }
}

/// The rows of the chosen fragments from top to bottom, each from left to right.
pub fn of(fragments: &[Fragment], chosen: &[usize]) -> Vec<Vec<usize>> {
    let mut chosen = chosen.to_vec();
    chosen.sort_by(|a, b| fragments[*a].y.total_cmp(&fragments[*b].y));
    let mut rows: Vec<Row> = Vec::new();
    for index in chosen {
        let newcomer = &fragments[index];
        let row = rows.iter_mut().rev().take(4).find(|row| row.takes(fragments, newcomer));
        match row {
            Some(row) => {
                // The largest member carries the baseline.
                if newcomer.size > row.size {
                    (row.y, row.size) = (newcomer.y, newcomer.size);
                }
                row.members.push(index);
            }
            None => rows.push(Row { y: newcomer.y, size: newcomer.size, members: vec![index] }),
        }
    }
    rows.sort_by(|a, b| a.y.total_cmp(&b.y));
    for row in &mut rows {
        row.members.sort_by(|a, b| fragments[*a].x0.total_cmp(&fragments[*b].x0));
    }
    rows.into_iter().map(|row| row.members).collect()
}
