//! A row of gables, which stands for a number of houses.

use std::fmt::Write;

/// Gables of a row at most: more could not be told apart on the page.
const MAX_GABLES: usize = 24;

/// How many houses a gable stands for if the longest row has `of` houses.
pub fn houses_per_gable(of: usize) -> usize {
    of.div_ceil(MAX_GABLES).max(1)
}

/// One gable per [`houses_per_gable`], in a box as wide as `of` houses. Heights and roofs depend only on the
/// position, so that a row always looks the same.
pub fn gables(houses: usize, of: usize) -> String {
    let per_gable = houses_per_gable(of);
    let (houses, of) = (houses.div_ceil(per_gable).min(MAX_GABLES), of.div_ceil(per_gable));
    let unit = 100.0 / of.max(1) as f64;
    let (full, half) = (Hundredths::of(unit * 0.8), Hundredths::of(unit * 0.4));
    let mut out = String::from(r#"<path d=""#);
    for i in 0..houses {
        let x = Hundredths::of(i as f64 * unit);
        let noise = (i * 7 + houses * 13 + i * i % 11) % 8;
        let wall = 1080 - 40 * (noise % 4) as i64;
        let _ = match noise {
            7 => write!(out, "M{x} 14V{}h{full}V14", Hundredths(wall - 100)),
            _ => {
                let (wall, roof) = (Hundredths(wall), Hundredths(340 + 40 * (noise % 2) as i64));
                write!(out, "M{x} 14V{wall}l{half} -{roof}l{half} {roof}V14")
            }
        };
    }
    out.push_str(r#"z"/>"#);
    out
}

/// A positive number with two decimals: a float takes ten times as long to format, and there are thousands of gables.
struct Hundredths(i64);

impl Hundredths {
    fn of(value: f64) -> Self {
        Hundredths((100.0 * value).round() as i64)
    }
}

impl std::fmt::Display for Hundredths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}
