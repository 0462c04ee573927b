//! Draws antialiased flat shapes with thin outlines. Uses only arithmetic that IEEE 754 rounds exactly, so that the
//! same drawing gives the same bytes natively and on wasm.

use crate::Image;

/// Canvas size in drawing units, and pixels per unit.
pub(super) const WIDTH: f32 = 64.0;
pub(super) const HEIGHT: f32 = 48.0;
const SCALE: usize = 2;
const ACROSS: usize = WIDTH as usize * SCALE;
const DOWN: usize = HEIGHT as usize * SCALE;

/// Scan lines per row of pixels.
const SAMPLES: usize = 4;

/// An RGB colour, as in `#1c2b3a`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour(pub(super) u32);

impl Colour {
    pub(super) const INK: Colour = Colour(0x1c2b3a);
    pub(super) const WHITE: Colour = Colour(0xfbfbf8);
    pub(super) const GLASS: Colour = Colour(0xd8e7ee);
    pub(super) const STEEL: Colour = Colour(0x8d969e);

    fn channels(self) -> [f32; 3] {
        [self.0 >> 16, self.0 >> 8, self.0].map(|value| (value & 0xff) as f32)
    }

    /// Linear interpolation to `other`.
    pub(super) fn towards(self, other: Colour, share: f32) -> Colour {
        let [a, b] = [self.channels(), other.channels()];
        let mixed = |i: usize| (a[i] + (b[i] - a[i]) * share).clamp(0.0, 255.0).round() as u32;
        Colour(mixed(0) << 16 | mixed(1) << 8 | mixed(2))
    }
}

type Point = (f32, f32);

/// A canvas of 64 by 48 units; the origin is at the top left.
pub(super) struct Canvas {
    rgb: Vec<u8>,
    /// Coverage of each pixel by the current shape, 0 to 1; zero between shapes.
    coverage: Vec<f32>,
    /// Bounding box of the current shape in pixels: left, right, top, bottom.
    bounds: [usize; 4],
}

/// The bounding box of an empty shape.
const EMPTY: [usize; 4] = [ACROSS, 0, DOWN, 0];

impl Canvas {
    pub(super) fn new(background: Colour) -> Self {
        let pixel = background.channels().map(|value| value as u8);
        Canvas { rgb: pixel.repeat(ACROSS * DOWN), coverage: vec![0.0; ACROSS * DOWN], bounds: EMPTY }
    }

    pub(super) fn finish(self) -> Image {
        Image { width: ACROSS, height: DOWN, rgb: self.rgb }
    }

    /// A rectangle with an outline.
    pub(super) fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, fill: Colour) {
        self.shape(&rectangle(x, y, width, height), fill);
    }

    /// A rectangle without an outline.
    pub(super) fn block(&mut self, x: f32, y: f32, width: f32, height: f32, fill: Colour) {
        self.fill(&rectangle(x, y, width, height), fill);
    }

    /// A polygon with an outline.
    pub(super) fn shape(&mut self, points: &[Point], fill: Colour) {
        self.fill(points, fill);
        let ends = points.iter().skip(1).chain(points.first());
        for (&from, &to) in points.iter().zip(ends) {
            self.stroke(from, to, 0.7);
        }
        self.paint(Colour::INK, 0.38);
    }

    /// A polygon without an outline.
    pub(super) fn fill(&mut self, points: &[Point], fill: Colour) {
        self.add_polygon(points);
        self.paint(fill, 1.0);
    }

    /// An ellipse with an outline.
    pub(super) fn ellipse(&mut self, centre: Point, across: f32, down: f32, fill: Colour) {
        self.shape(&round(centre, across, down), fill);
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: Point, to: Point, width: f32, colour: Colour, strength: f32) {
        self.stroke(from, to, width);
        self.paint(colour, strength);
    }

    /// Thin lines, as between cupboard doors.
    pub(super) fn ink(&mut self, lines: &[(Point, Point)]) {
        for &(from, to) in lines {
            self.stroke(from, to, 0.7);
        }
        self.paint(Colour::INK, 0.38);
    }

    fn stroke(&mut self, (x0, y0): Point, (x1, y1): Point, width: f32) {
        let length = ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt();
        if length == 0.0 {
            return;
        }
        let (dx, dy) = ((x1 - x0) / length * width / 2.0, (y1 - y0) / length * width / 2.0);
        self.add_polygon(&[
            (x0 - dx - dy, y0 - dy + dx),
            (x1 + dx - dy, y1 + dy + dx),
            (x1 + dx + dy, y1 + dy - dx),
            (x0 - dx + dy, y0 - dy - dx),
        ]);
    }

    /// Adds a polygon to the current shape. Where polygons overlap, the larger coverage is used.
    fn add_polygon(&mut self, points: &[Point]) {
        let scale = SCALE as f32;
        let [left, right, top, bottom] = bounds(points);
        let all = self.bounds;
        self.bounds = [all[0].min(left), all[1].max(right), all[2].min(top), all[3].max(bottom)];
        let mut crossings: Vec<f32> = Vec::with_capacity(8);
        for row in top..bottom {
            // Each span changes the coverage at its ends; the running sum from the left is the coverage.
            let mut change = [0.0f32; ACROSS + 2];
            for sample in 0..SAMPLES {
                let y = (row as f32 + (sample as f32 + 0.5) / SAMPLES as f32) / scale;
                crossings.clear();
                let ends = points.iter().skip(1).chain(points.first());
                for (&(x0, y0), &(x1, y1)) in points.iter().zip(ends) {
                    if (y0 <= y) != (y1 <= y) {
                        crossings.push((x0 + (y - y0) / (y1 - y0) * (x1 - x0)) * scale);
                    }
                }
                crossings.sort_by(f32::total_cmp);
                for (i, x) in crossings.iter().enumerate() {
                    let x = x.clamp(0.0, ACROSS as f32);
                    let (pixel, past) = (x as usize, x - x.floor());
                    let step = if i % 2 == 0 { 1.0 } else { -1.0 } / SAMPLES as f32;
                    change[pixel] += step * (1.0 - past);
                    change[pixel + 1] += step * past;
                }
            }
            let mut covered = 0.0;
            let coverage = self.coverage[row * ACROSS..][left..right].iter_mut();
            for (coverage, change) in coverage.zip(&change[left..]) {
                covered += change;
                *coverage = coverage.max(covered);
            }
        }
    }

    /// Paints the current shape onto the canvas.
    fn paint(&mut self, colour: Colour, strength: f32) {
        let paint = colour.channels();
        let [left, right, top, bottom] = std::mem::replace(&mut self.bounds, EMPTY);
        for row in top..bottom {
            let (from, to) = (row * ACROSS + left, row * ACROSS + right);
            for (pixel, coverage) in
                self.rgb[3 * from..3 * to].chunks_exact_mut(3).zip(&mut self.coverage[from..to])
            {
                // Rounding errors leave a small rest where the coverage is zero.
                if *coverage > 1e-3 {
                    let share = coverage.min(1.0) * strength;
                    for (value, paint) in pixel.iter_mut().zip(paint) {
                        let old = f32::from(*value);
                        *value = (old + (paint - old) * share + 0.5) as u8;
                    }
                }
                *coverage = 0.0;
            }
        }
    }
}

/// The bounding box of a polygon, clipped to the canvas.
fn bounds(points: &[Point]) -> [usize; 4] {
    let span = |values: &dyn Fn(&Point) -> f32, end: usize| {
        let low = points.iter().map(values).fold(f32::MAX, f32::min) * SCALE as f32;
        let high = points.iter().map(values).fold(f32::MIN, f32::max) * SCALE as f32;
        // The conversion saturates: negative values become 0.
        [(low.floor() as usize).min(end), (high.ceil() as usize).min(end)]
    };
    let ([left, right], [top, bottom]) = (span(&|point| point.0, ACROSS), span(&|point| point.1, DOWN));
    [left, right, top, bottom]
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> [Point; 4] {
    [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
}

/// Points on an ellipse. A quarter of a circle is ((1 - t²) / (1 + t²), 2t / (1 + t²)) for t from 0 to 1.
fn round((x, y): Point, across: f32, down: f32) -> Vec<Point> {
    const STEPS: usize = 6;
    let quarter = |i: usize| {
        let t = i as f32 / STEPS as f32;
        ((1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t))
    };
    let turn = |(a, b): Point, turns: usize| match turns {
        0 => (a, b),
        1 => (-b, a),
        2 => (-a, -b),
        _ => (b, -a),
    };
    (0..4 * STEPS)
        .map(|i| turn(quarter(i % STEPS), i / STEPS))
        .map(|(a, b)| (x + a * across, y + b * down))
        .collect()
}
