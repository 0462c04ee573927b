//! YCbCr images from the browser's JPEG decoder, converted to RGB as libjpeg-turbo does.
//!
//! The browser decodes JPEGs faster than a decoder compiled to WebAssembly, but returns YCbCr planes. A montage needs
//! only four pixels of a photo for each of its own, so only these are converted, with libjpeg-turbo's arithmetic
//! (jdsample.c, `h2v2_fancy_upsample` and `h2v1_fancy_upsample`; jdcolor.c, `ycc_rgb_convert`). The result is
//! bit-exact with `cv2.imread`.

use super::PixelSource;

/// The location of a plane in a buffer.
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    /// Offset of the first byte.
    pub start: usize,
    /// Bytes from one row to the next.
    pub stride: usize,
}

/// A YCbCr image: planes Y, Cb and Cr, 8 bits per sample, full range.
#[derive(Clone, Debug)]
pub struct Ycc<'a> {
    bytes: &'a [u8],
    planes: [Plane; 3],
    size: [usize; 2],
    /// Horizontal and vertical chroma subsampling factors.
    subsampling: [usize; 2],
}

impl<'a> Ycc<'a> {
    /// An image of `size` `[width, height]` with chroma `subsampling` `[horizontal, vertical]`: 4:4:4 `[1, 1]`, 4:2:2
    /// `[2, 1]` or 4:2:0 `[2, 2]`. `None` for other factors, or if `bytes` is too short.
    pub fn new(
        bytes: &'a [u8],
        planes: [Plane; 3],
        size: [usize; 2],
        subsampling: [usize; 2],
    ) -> Option<Self> {
        if !matches!(subsampling, [1, 1] | [2, 1] | [2, 2]) {
            return None;
        }
        let [width, height] = size;
        let chroma = [width.div_ceil(subsampling[0]), height.div_ceil(subsampling[1])];
        let ends = planes.iter().zip([size, chroma, chroma]).map(|(plane, [width, height])| {
            plane.stride.checked_mul(height.checked_sub(1)?)?.checked_add(plane.start)?.checked_add(width)
        });
        let complete = ends.into_iter().all(|end| end.is_some_and(|end| end <= bytes.len()));
        (width > 0 && complete).then_some(Ycc { bytes, planes, size, subsampling })
    }

    fn sample(&self, plane: Plane, x: usize, y: usize) -> i32 {
        i32::from(self.bytes[plane.start + y * plane.stride + x])
    }

    /// The first `width` samples of a row of a plane.
    fn samples(&self, plane: Plane, y: usize, width: usize) -> &[u8] {
        &self.bytes[plane.start + y * plane.stride..][..width]
    }

    /// Rows of a chroma plane with the nearest and the next nearest sample to row `y`, for vertical subsampling.
    fn chroma_rows(&self, y: usize) -> [usize; 2] {
        let last = self.size[1].div_ceil(2) - 1;
        let next = if y.is_multiple_of(2) { (y / 2).saturating_sub(1) } else { (y / 2 + 1).min(last) };
        [y / 2, next]
    }

    /// Whether chroma samples are repeated along a row instead of mixed: libjpeg does so in narrow images.
    fn repeats(&self) -> bool {
        self.subsampling[0] == 2 && self.size[0] <= 4
    }

    /// A chroma plane upsampled to a pixel: 3/4 of the nearest sample and 1/4 of the next nearest in each subsampled
    /// direction (libjpeg's "fancy upsampling").
    fn upsample(&self, plane: Plane, x: usize, y: usize) -> i32 {
        let [horizontal, vertical] = self.subsampling.map(|factor| factor == 2);
        if self.repeats() {
            return self.sample(plane, x / 2, y / self.subsampling[1]);
        }
        let column = |x: usize| {
            let [near, next] = self.chroma_rows(y);
            if vertical {
                3 * self.sample(plane, x, near) + self.sample(plane, x, next)
            } else {
                self.sample(plane, x, y)
            }
        };
        if !horizontal {
            return column(x);
        }
        let (near, last) = (column(x / 2), self.size[0].div_ceil(2) - 1);
        let next = if x.is_multiple_of(2) {
            (x / 2).checked_sub(1)
        } else {
            Some(x / 2 + 1).filter(|&next| next <= last)
        };
        mix(near, next.map_or(near, column), vertical, x % 2)
    }

    /// [`Ycc::upsample`] for all pixels of a row, and perhaps one more.
    fn upsample_row(&self, plane: Plane, y: usize) -> Vec<i32> {
        let ([horizontal, vertical], width) = (self.subsampling.map(|factor| factor == 2), self.size[0]);
        if self.repeats() {
            return (0..width).map(|x| self.upsample(plane, x, y)).collect();
        }
        let columns = |y| self.samples(plane, y, width.div_ceil(self.subsampling[0])).iter();
        let single = |y| columns(y).map(|&sample| i32::from(sample));
        if !horizontal {
            return single(y).collect();
        }
        // The samples at the edges twice, since they have no next ones.
        let mut sums = Vec::with_capacity(width.div_ceil(2) + 2);
        sums.push(0);
        if vertical {
            let [near, next] = self.chroma_rows(y).map(single);
            sums.extend(near.zip(next).map(|(near, next)| 3 * near + next));
        } else {
            sums.extend(single(y));
        }
        sums[0] = sums[1];
        sums.extend_from_within(sums.len() - 1..);
        let mut out = vec![0; 2 * (sums.len() - 2)];
        for (pair, sums) in out.as_chunks_mut::<2>().0.iter_mut().zip(sums.windows(3)) {
            *pair = [mix(sums[1], sums[0], vertical, 0), mix(sums[1], sums[2], vertical, 1)];
        }
        out
    }
}

/// 3/4 of a chroma sample and 1/4 of the next along a row, in an even or odd column; with vertical subsampling each is the
/// sum of two rows. libjpeg alternates the rounding by column, so that there is no bias.
#[inline(always)]
fn mix(near: i32, next: i32, vertical: bool, column: usize) -> i32 {
    let sum = 3 * near + next;
    match (vertical, column) {
        (true, 0) => (sum + 8) >> 4,
        (true, _) => (sum + 7) >> 4,
        (false, 0) => (sum + 1) >> 2,
        (false, _) => (sum + 2) >> 2,
    }
}

/// Red, green and blue of a pixel.
#[inline(always)]
fn rgb(luma: i32, blue: i32, red: i32) -> [u8; 3] {
    const HALF: i32 = 1 << 15;
    let (blue, red) = (blue - 128, red - 128);
    [
        luma + ((fixed(1.402) * red + HALF) >> 16),
        luma + ((-fixed(0.34414) * blue + HALF - fixed(0.71414) * red) >> 16),
        luma + ((fixed(1.772) * blue + HALF) >> 16),
    ]
    .map(|level| level.clamp(0, 255) as u8)
}

/// A constant in fixed point with 16 fractional bits: jdcolor.c's `FIX`.
const fn fixed(value: f64) -> i32 {
    (value * 65536.0 + 0.5) as i32
}

impl PixelSource for Ycc<'_> {
    fn size(&self) -> [usize; 2] {
        self.size
    }

    fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        let [luma, blue, red] = self.planes;
        rgb(self.sample(luma, x, y), self.upsample(blue, x, y), self.upsample(red, x, y))
    }

    fn row(&self, y: usize, out: &mut [[u8; 3]]) {
        let [luma, blue, red] = self.planes;
        let chroma = self.upsample_row(blue, y).into_iter().zip(self.upsample_row(red, y));
        for ((pixel, luma), (blue, red)) in
            out.iter_mut().zip(self.samples(luma, y, self.size[0])).zip(chroma)
        {
            *pixel = rgb(i32::from(*luma), blue, red);
        }
    }

    /// The sample of the Y plane, without conversion.
    fn luma(&self, x: usize, y: usize) -> u8 {
        self.sample(self.planes[0], x, y) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_pixels_of_the_row() {
        let bytes: Vec<u8> = (0..3 * 23 * 8).map(|i| (i * i * 37 % 251) as u8).collect();
        for subsampling in [[1, 1], [2, 1], [2, 2]] {
            for size in [[1, 1], [4, 3], [5, 5], [22, 7], [23, 8]] {
                let planes = [0, 1, 2].map(|plane| Plane { start: plane * 23 * 8, stride: 23 });
                let image = Ycc::new(&bytes, planes, size, subsampling).unwrap();
                for y in 0..size[1] {
                    let mut row = vec![[0; 3]; size[0]];
                    image.row(y, &mut row);
                    let pixels: Vec<_> = (0..size[0]).map(|x| image.pixel(x, y)).collect();
                    assert_eq!(row, pixels, "row {y} of {size:?} with {subsampling:?}");
                }
            }
        }
    }

    #[test]
    fn too_few_bytes_are_rejected() {
        let bytes = [0; 26];
        let new = |size, stride| {
            let plane = |start| Plane { start, stride };
            Ycc::new(&bytes, [plane(0), plane(16), plane(20)], size, [2, 2])
        };
        assert!(new([4, 4], 4).is_some());
        for (size, stride) in
            [([0, 4], 4), ([4, 0], 4), ([5, 5], 4), ([4, 4], usize::MAX), ([usize::MAX, 4], 4)]
        {
            assert!(new(size, stride).is_none(), "{size:?} with {stride}");
        }
    }
}
