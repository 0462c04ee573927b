//! Random numbers by seed and purpose: what one purpose draws changes nothing for the others.

/// Marsaglia's xorshift.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn of(seed: u64, purpose: &str) -> Self {
        // The purpose is hashed as in FNV-1a.
        let mut state = 0xcbf2_9ce4_8422_2325 ^ (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in purpose.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let mut random = Random(state.max(1));
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number from 0, below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((self.next() >> 20) % end as u64) as usize
    }

    /// A number from `low` to `high`.
    pub(super) fn within(&mut self, low: u64, high: u64) -> u64 {
        low + (self.next() >> 20) % (high - low + 1)
    }

    pub(super) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub(super) fn hex(&mut self, digits: usize) -> String {
        format!("{:016x}{:016x}", self.next(), self.next())[..digits].to_owned()
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for k in (1..list.len()).rev() {
            list.swap(k, self.below(k + 1));
        }
    }
}
