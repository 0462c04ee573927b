//! NumPy's generator, so that splits are scikit-learn's.

/// State size of MT19937 in words, and the offset of the word that each is combined with.
const STATE_WORDS: usize = 624;
const SHIFT_SIZE: usize = 397;

/// NumPy's legacy `RandomState`: the 32-bit Mersenne Twister, MT19937 (Matsumoto and Nishimura, 1998).
pub(super) struct RandomState {
    state: [u32; STATE_WORDS],
    next: usize,
}

impl RandomState {
    /// Seeds as NumPy's `RandomState(seed)` with an integer: `init_genrand` of the reference implementation.
    pub(super) fn new(seed: u32) -> Self {
        let mut state = [seed; STATE_WORDS];
        for i in 1..STATE_WORDS {
            let previous = state[i - 1];
            state[i] = 1_812_433_253u32.wrapping_mul(previous ^ (previous >> 30)).wrapping_add(i as u32);
        }
        RandomState { state, next: STATE_WORDS }
    }

    fn next_u32(&mut self) -> u32 {
        if self.next == STATE_WORDS {
            self.twist();
        }
        let mut y = self.state[self.next];
        self.next += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    fn twist(&mut self) {
        for i in 0..STATE_WORDS {
            let y = (self.state[i] & 0x8000_0000) | (self.state[(i + 1) % STATE_WORDS] & 0x7fff_ffff);
            let odd = if y & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[i] = self.state[(i + SHIFT_SIZE) % STATE_WORDS] ^ (y >> 1) ^ odd;
        }
        self.next = 0;
    }

    /// A number in `0..=max`: NumPy's `random_interval`, which masks the needed bits and rejects values above `max`.
    fn random_interval(&mut self, max: usize) -> usize {
        let mask = u32::MAX >> (max as u32).leading_zeros();
        loop {
            let value = (self.next_u32() & mask) as usize;
            if value <= max {
                return value;
            }
        }
    }

    /// NumPy's `RandomState.permutation(n)`: a Fisher-Yates shuffle from the end.
    pub(super) fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            order.swap(i, self.random_interval(i));
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_mt19937() {
        // The C++ standard gives the 10,000th value for the default seed (std::mt19937, [rand.predef]).
        let mut random = RandomState::new(5489);
        let last = (0..10_000).map(|_| random.next_u32()).last();
        assert_eq!(last, Some(4_123_659_995));
    }
}
