//! Loading and storing vectors, and the products that all convolutions come down to.
//!
//! Neither a closure nor an iterator hands on a vector, here and wherever vectors are used: what is not compiled for the
//! machine's vectors takes them through memory, and ten times as long.
#![allow(clippy::needless_range_loop, reason = "an iterator would hand on vectors")]

use macerator::{Scalar, Simd, Vector, vload_unaligned, vstore_unaligned};

use super::images::LANES;

/// The vector that begins at a place.
#[inline(always)]
#[allow(unsafe_code, reason = "the length is checked on the line before")]
pub(super) fn load<S: Simd>(values: &[f32], at: usize) -> Vector<S, f32> {
    assert!(at + f32::lanes::<S>() <= values.len());
    unsafe { vload_unaligned(values.as_ptr().add(at)) }
}

/// Puts a vector to a place.
#[inline(always)]
#[allow(unsafe_code, reason = "the length is checked on the line before")]
pub(super) fn store<S: Simd>(values: &mut [f32], at: usize, value: Vector<S, f32>) {
    assert!(at + f32::lanes::<S>() <= values.len());
    unsafe { vstore_unaligned(values.as_mut_ptr().add(at), value) }
}

/// A matrix whose rows and columns lie at any distance.
#[derive(Clone, Copy)]
pub(super) struct Matrix<'a> {
    pub(super) values: &'a [f32],
    /// From one row to the next.
    pub(super) row: usize,
    /// From one column to the next.
    pub(super) column: usize,
}

/// Adds to `sums` `[rows, width]`, or writes there, where `ADD` is false, the product of `left` `[rows, inner]` and `right` `[inner, width]`, whose width is a
/// multiple of [`LANES`].
#[inline(always)]
pub(super) fn product<S: Simd, const ADD: bool>(
    sums: &mut [f32],
    left: Matrix<'_>,
    right: &[f32],
    [rows, inner, width]: [usize; 3],
) {
    // As many sums as the registers hold beside what is loaded: 16 of them, or 32 where a vector has 16 lanes.
    match f32::lanes::<S>() {
        16 => tiles::<S, ADD, 8, 1>(sums, left, right, [rows, inner, width]),
        8 => tiles::<S, ADD, 5, 2>(sums, left, right, [rows, inner, width]),
        4 => tiles::<S, ADD, 2, 4>(sums, left, right, [rows, inner, width]),
        _ => tiles::<S, ADD, 1, LANES>(sums, left, right, [rows, inner, width]),
    }
}

/// By tiles of `ROWS` by [`LANES`], which are `VECTORS` vectors.
#[inline(always)]
fn tiles<S: Simd, const ADD: bool, const ROWS: usize, const VECTORS: usize>(
    sums: &mut [f32],
    left: Matrix<'_>,
    right: &[f32],
    [rows, inner, width]: [usize; 3],
) {
    for column in (0..width).step_by(LANES) {
        let whole = rows / ROWS * ROWS;
        for row in (0..whole).step_by(ROWS) {
            tile::<S, ADD, ROWS, VECTORS>(sums, left, right, [row, column], [inner, width]);
        }
        for row in whole..rows {
            tile::<S, ADD, 1, VECTORS>(sums, left, right, [row, column], [inner, width]);
        }
    }
}

#[inline(always)]
fn tile<S: Simd, const ADD: bool, const ROWS: usize, const VECTORS: usize>(
    sums: &mut [f32],
    left: Matrix<'_>,
    right: &[f32],
    [row, column]: [usize; 2],
    [inner, width]: [usize; 2],
) {
    let lanes = f32::lanes::<S>();
    let first = row * width + column;
    let mut all = [[0f32.splat::<S>(); VECTORS]; ROWS];
    if ADD {
        for r in 0..ROWS {
            for v in 0..VECTORS {
                all[r][v] = load(sums, first + r * width + v * lanes);
            }
        }
    }
    let Matrix { values, row: down, column: across } = left;
    let last = (row + ROWS - 1) * down + (inner - 1) * across;
    assert!(last < values.len() && inner * width <= right.len() && column + LANES <= width);
    for k in 0..inner {
        let mut loaded = [0f32.splat::<S>(); VECTORS];
        for v in 0..VECTORS {
            loaded[v] = load(right, k * width + column + v * lanes);
        }
        for r in 0..ROWS {
            #[allow(unsafe_code, reason = "the last that is read was checked before the loop")]
            let left = unsafe { *values.get_unchecked((row + r) * down + k * across) }.splat::<S>();
            for v in 0..VECTORS {
                all[r][v] = loaded[v].mul_add(left, all[r][v]);
            }
        }
    }
    for r in 0..ROWS {
        for v in 0..VECTORS {
            store(sums, first + r * width + v * lanes, all[r][v]);
        }
    }
}
