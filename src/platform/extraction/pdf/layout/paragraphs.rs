//! Marks the lines before which a block leaves more space than usual.

use super::Line;

/// A step this much longer than the usual one starts a paragraph.
const LONGER: f32 = 1.3;

/// Marks the first line of the block and those after a wide space.
pub fn mark(lines: &mut [Line]) {
    let steps: Vec<f32> = lines.windows(2).map(|pair| step(&pair[0], &pair[1])).collect();
    let mut sorted = steps.clone();
    sorted.sort_by(f32::total_cmp);
    let usual = sorted.get(sorted.len() / 3).copied().unwrap_or(f32::MAX);
    if let Some(first) = lines.first_mut() {
        first.starts_paragraph = true;
    }
    for (line, step) in lines.iter_mut().skip(1).zip(steps) {
        line.starts_paragraph = step > LONGER * usual;
    }
}

/// The distance between two baselines in ems of both lines, so that headings do not seem far away.
fn step(above: &Line, below: &Line) -> f32 {
    (below.y - above.y) / ((above.size + below.size) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_spaces_start_paragraphs() {
        let line = |y: f32| Line { text: String::new(), starts_paragraph: false, y, size: 10.0 };
        let mut lines = [line(0.0), line(12.0), line(24.0), line(44.0), line(56.0)];
        mark(&mut lines);
        assert_eq!(lines.map(|line| line.starts_paragraph), [true, false, false, true, false]);
    }
}
