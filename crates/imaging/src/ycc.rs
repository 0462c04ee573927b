//! A JPEG's own planes, as a browser's decoder hands them out, read as libjpeg-turbo would turn them into RGB.
//!
//! A browser decodes a JPEG faster than a decoder compiled to WebAssembly can, but into brightness and colour apart. Of a
//! photo, a montage needs four pixels for each of its own, so only these are converted here, by libjpeg-turbo's own
//! arithmetic (jdsample.c, `h2v2_fancy_upsample` and `h2v1_fancy_upsample`; jdcolor.c, `ycc_rgb_convert`): the same bits as
//! `cv2.imread`.

use super::Pixels;

/// One of the three planes.
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    /// Where in the bytes it begins.
    pub start: usize,
    /// From a row to the next.
    pub stride: usize,
}

/// Brightness, blue difference, red difference, 8 bits a value over the full range.
#[derive(Clone, Debug)]
pub struct Ycc<'a> {
    bytes: &'a [u8],
    planes: [Plane; 3],
    size: [usize; 2],
    /// By how much the colour planes are smaller, across and down.
    smaller: [usize; 2],
}

impl<'a> Ycc<'a> {
    /// A picture of `size` `[width, height]` whose colour planes are `smaller`, 1 or 2, across and down. None if the bytes
    /// do not hold it, or colours are halved down only, which no decoder hands out.
    pub fn new(bytes: &'a [u8], planes: [Plane; 3], size: [usize; 2], smaller: [usize; 2]) -> Option<Self> {
        if !matches!(smaller, [1, 1] | [2, 1] | [2, 2]) {
            return None;
        }
        let [width, height] = size;
        let colour = [width.div_ceil(smaller[0]), height.div_ceil(smaller[1])];
        let ends = planes.iter().zip([size, colour, colour]).map(|(plane, [width, height])| {
            plane.stride.checked_mul(height.checked_sub(1)?)?.checked_add(plane.start)?.checked_add(width)
        });
        let whole = ends.into_iter().all(|end| end.is_some_and(|end| end <= bytes.len()));
        (width > 0 && whole).then_some(Ycc { bytes, planes, size, smaller })
    }

    /// A value of a colour plane.
    fn stored(&self, plane: Plane, x: usize, y: usize) -> i32 {
        i32::from(self.bytes[plane.start + y * plane.stride + x])
    }

    /// A colour plane at a pixel of the picture: three parts of the nearest value and one of the next nearest, in each
    /// direction that is halved.
    fn colour(&self, plane: Plane, x: usize, y: usize) -> i32 {
        let [halved, both] = self.smaller.map(|smaller| smaller == 2);
        if halved && self.size[0] <= 4 {
            // So narrow that libjpeg repeats colours instead.
            return self.stored(plane, x / 2, y / self.smaller[1]);
        }
        let across = |at: usize| match self.smaller[1] {
            1 => self.stored(plane, at, y),
            _ => {
                let last = self.size[1].div_ceil(2) - 1;
                let next =
                    if y.is_multiple_of(2) { (y / 2).saturating_sub(1) } else { (y / 2 + 1).min(last) };
                3 * self.stored(plane, at, y / 2) + self.stored(plane, at, next)
            }
        };
        if !halved {
            return across(x);
        }
        let (near, last) = (across(x / 2), self.size[0].div_ceil(2) - 1);
        let next = if x.is_multiple_of(2) {
            (x / 2).checked_sub(1)
        } else {
            Some(x / 2 + 1).filter(|&next| next <= last)
        };
        let sum = 3 * near + next.map_or(near, across);
        // Rounded up on one side and down on the other, so that on average nothing is added.
        match (both, x % 2) {
            (true, 0) => (sum + 8) >> 4,
            (true, _) => (sum + 7) >> 4,
            (false, 0) => (sum + 1) >> 2,
            (false, _) => (sum + 2) >> 2,
        }
    }
}

/// `1.402` and so on, in 16 bits of fraction: jdcolor.c's `FIX`.
const fn fixed(value: f64) -> i32 {
    (value * 65536.0 + 0.5) as i32
}

impl Pixels for Ycc<'_> {
    fn size(&self) -> [usize; 2] {
        self.size
    }

    fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        const HALF: i32 = 1 << 15;
        let [luma, blue, red] = self.planes;
        let luma = self.stored(luma, x, y);
        let (blue, red) = (self.colour(blue, x, y) - 128, self.colour(red, x, y) - 128);
        [
            luma + ((fixed(1.402) * red + HALF) >> 16),
            luma + ((-fixed(0.34414) * blue + HALF - fixed(0.71414) * red) >> 16),
            luma + ((fixed(1.772) * blue + HALF) >> 16),
        ]
        .map(|level| level.clamp(0, 255) as u8)
    }

    /// As it stands in the file.
    fn luma(&self, x: usize, y: usize) -> u8 {
        self.stored(self.planes[0], x, y) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_bytes_do_not_hold_is_no_picture() {
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
