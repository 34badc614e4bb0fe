//! How well an order of CVs agrees with people's: NDCG at 10, mean reciprocal rank, AUC, and agreement pair by pair.

use serde::Serialize;

/// What a ranker says of one CV, and what people say of it.
#[derive(Clone, Copy, Debug)]
pub struct Scored {
    pub score: f64,
    /// 1 relevant and 0 not, or a grade.
    pub truth: f32,
}

/// The figures of one ranker, each a mean over the positions.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    pub ndcg_at_10: f64,
    pub mrr: f64,
    pub auc: f64,
    pub positions: usize,
}

/// Positions without any relevant CV are left out: no order of theirs is right or wrong.
pub fn figures<'a>(positions: impl Iterator<Item = &'a Vec<Scored>>) -> Figures {
    let mut sum = Figures::default();
    for list in positions.filter(|list| list.iter().any(|s| s.truth > 0.0)) {
        let ranked = best_first(list);
        sum.ndcg_at_10 += ndcg(&ranked);
        sum.mrr += ranked.iter().position(|s| s.truth > 0.0).map_or(0.0, |n| 1.0 / (n as f64 + 1.0));
        sum.auc += agreement(list).unwrap_or(1.0);
        sum.positions += 1;
    }
    let count = sum.positions.max(1) as f64;
    Figures { ndcg_at_10: sum.ndcg_at_10 / count, mrr: sum.mrr / count, auc: sum.auc / count, ..sum }
}

/// Among the pairs of CVs of one position that people told apart, the share told apart the same way; a tie is half
/// right. With it the number of such pairs.
pub fn pairwise<'a>(positions: impl Iterator<Item = &'a Vec<Scored>>) -> (f64, usize) {
    let (right, pairs) = positions.map(|list| contests(list)).fold((0.0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    (right / pairs.max(1) as f64, pairs)
}

fn best_first(list: &[Scored]) -> Vec<Scored> {
    let mut ranked = list.to_vec();
    // Of equals the worst comes first, so that no ranker gains from ties.
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.truth.total_cmp(&b.truth)));
    ranked
}

fn ndcg(ranked: &[Scored]) -> f64 {
    let gain = |(rank, scored): (usize, &Scored)| f64::from(scored.truth) / (rank as f64 + 2.0).log2();
    let found: f64 = ranked.iter().take(10).enumerate().map(gain).sum();
    let mut best = ranked.to_vec();
    best.sort_by(|a, b| b.truth.total_cmp(&a.truth));
    let ideal: f64 = best.iter().take(10).enumerate().map(gain).sum();
    if ideal > 0.0 { found / ideal } else { 0.0 }
}

fn agreement(list: &[Scored]) -> Option<f64> {
    let (right, pairs) = contests(list);
    (pairs > 0).then(|| right / pairs as f64)
}

fn contests(list: &[Scored]) -> (f64, usize) {
    let (mut right, mut pairs) = (0.0, 0);
    for better in list {
        for worse in list.iter().filter(|worse| worse.truth < better.truth) {
            pairs += 1;
            right += match better.score.total_cmp(&worse.score) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    (right, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(pairs: &[(f64, f32)]) -> Vec<Scored> {
        pairs.iter().map(|(score, truth)| Scored { score: *score, truth: *truth }).collect()
    }

    #[test]
    fn a_perfect_order_scores_one_everywhere() {
        let good = list(&[(3.0, 1.0), (2.0, 1.0), (1.0, 0.0)]);
        let figures = figures([&good].into_iter());
        assert_eq!((figures.ndcg_at_10, figures.mrr, figures.auc), (1.0, 1.0, 1.0));
    }

    #[test]
    fn ties_are_counted_against_the_ranker() {
        let tied = list(&[(1.0, 1.0), (1.0, 0.0)]);
        let figures = figures([&tied].into_iter());
        assert_eq!((figures.mrr, figures.auc), (0.5, 0.5));
        assert!((figures.ndcg_at_10 - 1.0 / 3f64.log2()).abs() < 1e-9);
    }

    #[test]
    fn positions_without_a_relevant_cv_do_not_count() {
        let (none, one) = (list(&[(1.0, 0.0)]), list(&[(2.0, 1.0), (1.0, 0.0)]));
        assert_eq!(figures([&none, &one].into_iter()).positions, 1);
    }

    #[test]
    fn grades_are_compared_pair_by_pair_within_a_position() {
        let one = list(&[(0.9, 3.0), (0.5, 2.0), (0.7, 1.0)]);
        let (share, pairs) = pairwise([&one].into_iter());
        assert_eq!(pairs, 3);
        assert!((share - 2.0 / 3.0).abs() < 1e-9);
    }
}
