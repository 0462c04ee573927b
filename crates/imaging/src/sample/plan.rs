//! What each house of the sample is like, before anything is drawn.

use facade_data::House;

/// How many houses the sample has: 80 in each zip code. With half as many the reference recipe hardly beat guessing the
/// median (42.7 against 41.5 % after 200 epochs).
pub const HOUSES: u32 = 240;

/// Seed of the sample. Another one is another sample.
const SEED: u64 = 1609_08399;

/// The landscapes, one a zip code. No post office uses these codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Landscape {
    /// Sand and dry hills: the cheapest.
    Desert,
    /// Lawns and neighbours.
    Suburb,
    /// Grass above the sea: the dearest.
    Coast,
}

impl Landscape {
    const ALL: [Landscape; 3] = [Landscape::Desert, Landscape::Suburb, Landscape::Coast];

    fn zip_code(self) -> &'static str {
        match self {
            Landscape::Desert => "00101",
            Landscape::Suburb => "00102",
            Landscape::Coast => "00103",
        }
    }

    /// What the place does to the price.
    fn factor(self) -> f64 {
        match self {
            Landscape::Desert => 0.8,
            Landscape::Suburb => 1.35,
            Landscape::Coast => 2.2,
        }
    }
}

/// All that decides the drawings and the price of one house.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) number: u32,
    pub(super) landscape: Landscape,
    /// 1 to 3.
    pub(super) storeys: usize,
    /// Width of the front in drawing units, 22 to 42 of the 64 across.
    pub(super) width: f32,
    /// How well it is fitted out: 0 laminate, 1 walnut and marble.
    pub(super) finish: f32,
    /// Trees in the garden, 0 to 3.
    pub(super) trees: usize,
    pub(super) pool: bool,
    /// Choices that cost nothing, such as colours: bits to draw from.
    pub(super) taste: u64,
    /// What the drawings do not tell, -1 to 1.
    luck: f64,
}

impl Plan {
    /// Living area in square feet: what the front shows.
    pub(super) fn area(&self) -> f64 {
        (self.storeys as f64 * f64::from(self.width) * 41.0).round()
    }

    /// The area on a scale from 0 to 1, by which the rooms are drawn larger.
    pub(super) fn size(&self) -> f32 {
        ((self.area() as f32 - 900.0) / 3600.0).clamp(0.0, 1.0)
    }

    /// One of `n` choices that cost nothing; each `which` is a choice of its own.
    pub(super) fn choose(&self, which: u32, n: usize) -> usize {
        (self.taste.rotate_left(11 * which) % 1009) as usize % n
    }

    /// The row of the price list.
    pub(super) fn house(&self) -> House {
        let area = self.area();
        House {
            number: self.number,
            price: self.price(),
            zip_code: self.landscape.zip_code().to_owned(),
            attributes: vec![
                Some((1.2 + area / 950.0).round()),
                Some((2.0 + area / 900.0 + 2.0 * f64::from(self.finish)).round() / 2.0),
                Some(area),
            ],
        }
    }

    /// Dollars, to the next 500. A product of what is drawn, so that prices spread as they do on a market; made without
    /// logarithms, which differ between machines in the last bit.
    fn price(&self) -> f64 {
        let finish = f64::from(self.finish);
        let price = 80_000.0
            * self.landscape.factor()
            * (self.area() / 900.0)
            * (1.0 + 2.4 * finish)
            * if self.pool { 1.15 } else { 1.0 }
            * (1.0 + 0.03 * self.trees as f64)
            * (1.0 + 0.03 * self.luck);
        (price / 500.0).round() * 500.0
    }
}

/// Every house, in the order of the price list.
pub(super) fn all() -> Vec<Plan> {
    let mut random = Random(SEED);
    let mut landscapes: Vec<Landscape> = (0..HOUSES as usize).map(|k| Landscape::ALL[k % 3]).collect();
    for i in (1..landscapes.len()).rev() {
        landscapes.swap(i, (random.next() % (i as u64 + 1)) as usize);
    }
    (1..).zip(landscapes).map(|(number, landscape)| plan(number, landscape, &mut random)).collect()
}

fn plan(number: u32, landscape: Landscape, random: &mut Random) -> Plan {
    let wealth = random.share();
    let storeys = match 0.7 * random.share() + 0.3 * wealth {
        low if low < 0.4 => 1,
        middle if middle < 0.72 => 2,
        _ => 3,
    };
    // Tall fronts are narrower, so that they fit.
    let widest = [42.0, 40.0, 35.0][storeys - 1];
    Plan {
        number,
        landscape,
        storeys,
        width: 22.0 + (widest - 22.0) * random.share() as f32,
        finish: (0.7 * random.share() + 0.3 * wealth) as f32,
        trees: (random.next() % 4) as usize,
        pool: random.share() < 0.15 + 0.5 * wealth,
        taste: random.next(),
        luck: 2.0 * random.share() - 1.0,
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
