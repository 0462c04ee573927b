//! Images as a 3x3 kernel wants them: with a border.

/// Channels of one image, each with a row of zeros above and below, and one column of zeros after each row, which is
/// also what lies left of the row after it. So the neighbours of a pixel stand at fixed distances, at every edge.
#[derive(Clone, Debug)]
pub(super) struct Planes {
    values: Vec<f32>,
    count: usize,
    height: usize,
    width: usize,
}

/// Zeros at the end, for runs of pixels that read past the last plane.
pub(super) const SLACK: usize = 64;

impl Planes {
    /// `count` planes of zeros.
    pub(super) fn zeros(count: usize, [height, width]: [usize; 2]) -> Self {
        let length = 1 + count * (height + 2) * (width + 1) + SLACK;
        Planes { values: vec![0.0; length], count, height, width }
    }

    /// Puts a border around `[count, height, width]`.
    pub(super) fn new(values: &[f32], [height, width]: [usize; 2]) -> Self {
        let area = height * width;
        let mut planes = Self::zeros(values.len() / area, [height, width]);
        for (i, plane) in values.chunks_exact(area).enumerate() {
            for (to, from) in planes.rows_mut(i).zip(plane.chunks_exact(width)) {
                to.copy_from_slice(from);
            }
        }
        planes
    }

    /// Takes the border off again: `[count, height, width]`, appended.
    pub(super) fn append_to(&self, values: &mut Vec<f32>) {
        (0..self.count).for_each(|i| self.rows(i).for_each(|row| values.extend_from_slice(row)));
    }

    /// How many planes.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Height and width without the border.
    pub(super) fn size(&self) -> [usize; 2] {
        [self.height, self.width]
    }

    /// From a pixel to the one below it.
    pub(super) fn stride(&self) -> usize {
        self.width + 1
    }

    /// From a pixel to the one in the next plane.
    pub(super) fn plane(&self) -> usize {
        (self.height + 2) * self.stride()
    }

    /// All planes, borders and slack. The neighbour above and left of the first pixel of plane `i` stands at
    /// `i * self.plane()`.
    pub(super) fn values(&self) -> &[f32] {
        &self.values
    }

    fn range(&self, i: usize) -> std::ops::Range<usize> {
        let start = 1 + i * self.plane() + self.stride();
        start..start + self.height * self.stride()
    }

    /// The rows of a plane, each with the zero after it.
    pub(super) fn inside(&self, i: usize) -> &[f32] {
        &self.values[self.range(i)]
    }

    /// As [`inside`](Self::inside). Whoever writes leaves the zeros at zero.
    pub(super) fn inside_mut(&mut self, i: usize) -> &mut [f32] {
        let range = self.range(i);
        &mut self.values[range]
    }

    /// The rows of a plane.
    pub(super) fn rows(&self, i: usize) -> impl Iterator<Item = &[f32]> {
        self.inside(i).chunks_exact(self.stride()).map(|row| &row[..self.width])
    }

    /// As [`rows`](Self::rows).
    pub(super) fn rows_mut(&mut self, i: usize) -> impl Iterator<Item = &mut [f32]> {
        let (stride, width) = (self.stride(), self.width);
        self.inside_mut(i).chunks_exact_mut(stride).map(move |row| &mut row[..width])
    }
}
