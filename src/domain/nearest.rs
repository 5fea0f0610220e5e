//! What somebody may have meant who wrote a word that does not exist.

/// The candidate with the smallest edit distance to `word`; what begins alike is nearer. `None` without candidates.
pub fn closest<T: AsRef<str>>(word: &str, candidates: impl Iterator<Item = T>) -> Option<T> {
    let alike = |other: &str| word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    candidates.min_by_key(|other| distance(word, other.as_ref()) as i64 - alike(other.as_ref()) as i64)
}

/// Letters to insert, delete or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_letters() {
        let cases = [("", "abc", 3), ("abc", "abc", 0), ("langauge", "language", 2), ("scrol", "scroll", 1)];
        for (a, b, n) in cases {
            assert_eq!((distance(a, b), distance(b, a)), (n, n), "{a} {b}");
        }
    }

    #[test]
    fn the_nearest_word_has_the_fewest_wrong_letters() {
        let words = ["answer.limit_hours", "stock.cover_days", "ads.lag_days"];
        // A wrong first letter is one wrong letter.
        assert_eq!(closest("sds.lag_days", words.iter().copied()), Some("ads.lag_days"));
        assert_eq!(closest("stock.cover_dyas", words.iter().copied()), Some("stock.cover_days"));
        assert_eq!(closest::<&str>("x", std::iter::empty()), None);
    }
}
