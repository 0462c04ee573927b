//! How what a network says changes with what it is told: one house at a time, with moving statistics and without dropout, in
//! plain loops on the CPU. Training asks another question, in batches, and of the parameters.

use crate::ops::{Block, Dense, Norm, TAPS, cpu};

/// What came out of a layer, and what turns a gradient of that into one of what went in.
pub(super) type Traced<'a> = (Vec<f32>, Box<dyn FnOnce(Vec<f32>) -> Vec<f32> + 'a>);

/// One layer behind another.
pub(super) fn then<'a>((x, before): Traced<'a>, layer: impl FnOnce(Vec<f32>) -> Traced<'a>) -> Traced<'a> {
    let (y, back) = layer(x);
    (y, Box::new(move |gradient| before(back(gradient))))
}

/// What goes in first.
pub(super) fn given<'a>(x: Vec<f32>) -> Traced<'a> {
    (x, Box::new(|gradient| gradient))
}

/// `[inputs]` to `[outputs]`.
pub(super) fn dense<'a>(layer: &'a Dense, x: &[f32], weights: &'a [f32]) -> Traced<'a> {
    let y = cpu::dense::forward(layer, x, weights);
    let said = y.clone();
    let back = move |gradient: Vec<f32>| {
        let arrived = cpu::dense::through(layer, &said, &gradient);
        let (weight, _) = cpu::dense::parameters(layer, weights);
        let dot = |row: &[f32]| row.iter().zip(&arrived).map(|(weight, g)| weight * g).sum();
        weight.chunks_exact(layer.outputs).map(dot).collect()
    };
    (y, Box::new(back))
}

/// What a normalisation multiplies each channel by, and adds to it.
fn factors([gamma, beta]: [&[f32]; 2], at: usize, moving: &[f32]) -> (Vec<f32>, Vec<f32>) {
    let (mean, variance) = moving[at..at + 2 * gamma.len()].split_at(gamma.len());
    let factor: Vec<f32> =
        gamma.iter().zip(variance).map(|(gamma, variance)| gamma * cpu::norm::inverse(*variance)).collect();
    let shift =
        beta.iter().zip(mean).zip(&factor).map(|((beta, mean), factor)| beta - mean * factor).collect();
    (factor, shift)
}

/// `[channels]` to the same.
pub(super) fn norm<'a>(layer: &Norm, x: &[f32], [weights, moving]: [&[f32]; 2]) -> Traced<'a> {
    let (gamma, beta) = weights[layer.at..layer.at + 2 * layer.channels].split_at(layer.channels);
    let (factor, shift) = factors([gamma, beta], layer.moving, moving);
    let y = x.iter().zip(&factor).zip(&shift).map(|((x, factor), shift)| x * factor + shift).collect();
    let back = move |gradient: Vec<f32>| gradient.iter().zip(&factor).map(|(g, factor)| g * factor).collect();
    (y, Box::new(back))
}

/// `[inputs, height, width]` to `[outputs, height / 2, width / 2]`.
pub(super) fn block<'a>(layer: &'a Block, x: &[f32], [weights, moving]: [&'a [f32]; 2]) -> Traced<'a> {
    let &Block { inputs, outputs, height, width, .. } = layer;
    let weight = &weights[layer.at..layer.at + layer.weight()];
    let [bias, gamma, beta] = layer.vectors().map(|at| &weights[at..at + outputs]);
    let (factor, shift) = factors([gamma, beta], layer.moving, moving);
    let area = height * width;
    let [down, across] = layer.pooled();
    let mut y = Vec::with_capacity(outputs * down * across);
    // Where in its plane each maximum was, and whether ReLU let it pass.
    let mut places = Vec::with_capacity(outputs * down * across);
    for o in 0..outputs {
        let mut plane = vec![bias[o]; area];
        for i in 0..inputs {
            each_tap([height, width], |tap, to, from| {
                let weight = weight[(o * inputs + i) * TAPS + tap];
                let source = &x[i * area..][from];
                plane[to].iter_mut().zip(source).for_each(|(sum, x)| *sum += weight * x);
            });
        }
        for row in 0..down {
            for column in 0..across {
                let corner = 2 * row * width + 2 * column;
                let normalised = |at: usize| plane[at].max(0.0) * factor[o] + shift[o];
                let mut best = (corner, normalised(corner));
                for at in [corner + 1, corner + width, corner + width + 1] {
                    if normalised(at) > best.1 {
                        best = (at, normalised(at));
                    }
                }
                y.push(best.1);
                places.push((best.0, plane[best.0] > 0.0));
            }
        }
    }
    let back = move |gradient: Vec<f32>| {
        let mut of_x = vec![0.0; inputs * area];
        let pooled = down * across;
        for o in 0..outputs {
            let mut plane = vec![0.0; area];
            for ((at, passes), g) in places[o * pooled..].iter().zip(&gradient[o * pooled..][..pooled]) {
                if *passes {
                    plane[*at] += g * factor[o];
                }
            }
            for i in 0..inputs {
                let of_x = &mut of_x[i * area..][..area];
                each_tap([height, width], |tap, to, from| {
                    let weight = weight[(o * inputs + i) * TAPS + tap];
                    of_x[from].iter_mut().zip(&plane[to]).for_each(|(sum, g)| *sum += weight * g);
                });
            }
        }
        of_x
    };
    (y, Box::new(back))
}

/// For each of the nine taps of a kernel, and each line, the pixels that it writes to and those that it reads.
fn each_tap(
    [height, width]: [usize; 2],
    mut of: impl FnMut(usize, std::ops::Range<usize>, std::ops::Range<usize>),
) {
    for tap in 0..TAPS {
        let (down, across) = (tap / 3, tap % 3);
        for row in 0..height {
            // Beyond the edge are zeros.
            let Some(source) = (row + down).checked_sub(1).filter(|source| *source < height) else {
                continue;
            };
            let first = usize::from(across == 0);
            let count = width - usize::from(across != 1);
            let from = source * width + first + across - 1;
            of(tap, row * width + first..row * width + first + count, from..from + count);
        }
    }
}
