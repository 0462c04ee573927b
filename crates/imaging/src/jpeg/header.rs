//! The headers of a JPEG: what decoding it takes.

use super::scans::{ScanData, scan_data};
use super::segments::segments;

/// The headers of a JPEG.
pub(crate) struct JpegHeader<'a> {
    /// Whether the first scan has the whole image.
    pub(crate) single_scan: bool,
    /// Horizontal and vertical sampling factors of each component.
    sampling_factors: Vec<[u32; 2]>,
    /// The bytes from the first scan's header on.
    scans: &'a [u8],
}

impl<'a> JpegHeader<'a> {
    /// Parses the headers. `None` if they are invalid; the decoder then reports the error.
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (mut progressive, mut sampling_factors) = (false, Vec::new());
        for (marker, segment, tail) in segments(bytes) {
            match (marker, segment) {
                (0xda, [components, ..]) => {
                    let single_scan = !progressive && usize::from(*components) >= sampling_factors.len();
                    return Some(JpegHeader { single_scan, sampling_factors, scans: tail });
                }
                // Start of frame, except C4, C8 and CC, which have other meanings.
                (0xc0..=0xcf, [_, _, _, _, _, _, components @ ..])
                    if !matches!(marker, 0xc4 | 0xc8 | 0xcc) =>
                {
                    progressive = !matches!(marker, 0xc0 | 0xc1);
                    let sides = |c: &[u8]| [u32::from(c[1] >> 4).max(1), u32::from(c[1] & 15).max(1)];
                    sampling_factors = components.chunks_exact(3).map(sides).collect();
                }
                _ => {}
            }
        }
        None
    }

    fn max_sampling(&self) -> [u32; 2] {
        [0, 1].map(|side| self.sampling_factors.iter().map(|factors| factors[side]).max().unwrap_or(1))
    }

    /// Size in bytes of all DCT coefficients of an image, two bytes each.
    pub(crate) fn coefficient_bytes(&self, size: [u32; 2]) -> u64 {
        let max = self.max_sampling();
        // Minimum coded units.
        let mcus: u64 = [0, 1].map(|side| u64::from(size[side].div_ceil(8 * max[side]))).iter().product();
        let blocks_per_mcu: u64 = self.sampling_factors.iter().map(|[h, v]| u64::from(h * v)).sum();
        mcus * blocks_per_mcu * 64 * 2
    }

    /// Number of scans.
    pub(crate) fn scans(&self) -> usize {
        if self.single_scan {
            return 1;
        }
        let ScanData { more_scans, .. } = scan_data(self.scans);
        more_scans + 1
    }

    /// Whether the file can hold an image of this size: each block of 8 by 8 pixels needs at least one bit.
    pub(crate) fn can_hold(bytes: &[u8], size: [u32; 2]) -> bool {
        let blocks: u64 = size.map(|side| u64::from(side.div_ceil(8))).iter().product();
        blocks <= 8 * bytes.len() as u64
    }
}
