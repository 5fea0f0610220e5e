//! A small random source: splitmix64, addressed by (seed, stream, index), so that any record can be made alone.

/// A stream of numbers that depends on its address only.
pub(super) struct Rng(u64);

impl Rng {
    /// The stream number `stream` of record `index`.
    pub(super) fn new(seed: u64, stream: u64, index: u64) -> Self {
        let mut rng =
            Self(seed ^ stream.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ index.wrapping_mul(0xa076_1d64_78bd_642f));
        rng.next();
        rng
    }

    /// 64 random bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `bound - 1`; 0 when `bound` is 0.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as u64) as i64
    }

    /// True in `per_mille` of 1,000 cases.
    pub(super) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_the_same_numbers_and_another_one_others() {
        let draw = |seed, stream, index| {
            let mut rng = Rng::new(seed, stream, index);
            [rng.next(), rng.next()]
        };
        assert_eq!(draw(7, 1, 2), draw(7, 1, 2));
        assert_ne!(draw(7, 1, 2), draw(8, 1, 2));
        assert_ne!(draw(7, 1, 2), draw(7, 2, 1));
        let mut rng = Rng::new(1, 1, 1);
        let mut seen = [0_u32; 10];
        for _ in 0..10_000 {
            seen[rng.below(10) as usize] += 1;
            assert!((3..=5).contains(&rng.between(3, 5)));
        }
        assert!(seen.iter().all(|n| (800..1200).contains(n)), "{seen:?}");
        assert_eq!(rng.below(0), 0);
    }
}
