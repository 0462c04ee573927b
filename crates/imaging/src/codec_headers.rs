//! Image sizes in AV1 and HEVC bitstream headers. A decoder allocates memory for these, whatever the container says.

/// The size with more pixels.
pub(super) fn larger(a: Option<[u32; 2]>, b: Option<[u32; 2]>) -> Option<[u32; 2]> {
    [a, b].into_iter().flatten().max_by_key(|[width, height]| u64::from(*width) * u64::from(*height))
}

/// Reads bits, most significant first; `None` beyond the end.
struct BitReader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl BitReader<'_> {
    /// The next `count` bits, at most 32, as an integer.
    fn take(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count {
            let byte = *self.bytes.get(self.position / 8)?;
            value = value << 1 | u32::from(byte >> (7 - self.position % 8) & 1);
            self.position += 1;
        }
        Some(value)
    }

    fn flag(&mut self) -> Option<bool> {
        Some(self.take(1)? == 1)
    }

    fn skip(&mut self, count: usize) {
        self.position = self.position.saturating_add(count);
    }

    /// An unsigned Exp-Golomb code: AV1's `uvlc` and HEVC's `ue(v)`.
    fn exp_golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
            if zeros > 31 {
                return None;
            }
        }
        Some((1 << zeros | self.take(zeros)?) - 1)
    }
}

/// Number of open bitstream units (OBUs) to search for the sequence header.
const MAX_OBUS: usize = 8;

/// Maximum frame width and height of AV1 data, from its sequence header (AV1 specification, 5.5). `None` if it is not
/// among the first OBUs.
pub(super) fn av1(mut data: &[u8]) -> Option<[u32; 2]> {
    for _ in 0..MAX_OBUS {
        let (&header, rest) = data.split_first()?;
        let [forbidden_bit, kind, extension, has_size] =
            [header >> 7, header >> 3 & 15, header >> 2 & 1, header >> 1 & 1];
        if forbidden_bit != 0 || has_size == 0 {
            return None;
        }
        let (size, rest) = leb128(rest.get(usize::from(extension)..)?)?;
        let unit = rest.get(..size).unwrap_or(rest);
        if kind == OBU_SEQUENCE_HEADER {
            return sequence_header(unit);
        }
        data = rest.get(size..)?;
    }
    None
}

const OBU_SEQUENCE_HEADER: u8 = 1;

/// Decodes an unsigned LEB128 integer; returns it and the remaining bytes.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0u64;
    for (index, byte) in bytes.iter().take(8).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, &bytes[index + 1..]));
        }
    }
    None
}

fn sequence_header(unit: &[u8]) -> Option<[u32; 2]> {
    let mut bits = BitReader { bytes: unit, position: 0 };
    // seq_profile, still_picture.
    bits.skip(4);
    // reduced_still_picture_header.
    if bits.flag()? {
        // seq_level_idx.
        bits.skip(5);
    } else {
        let mut delay_bits = None;
        // timing_info_present_flag.
        if bits.flag()? {
            // num_units_in_display_tick, time_scale.
            bits.skip(64);
            if bits.flag()? {
                bits.exp_golomb()?;
            }
            // decoder_model_info_present_flag.
            if bits.flag()? {
                delay_bits = Some(bits.take(5)? as usize + 1);
                bits.skip(32 + 5 + 5);
            }
        }
        let initial_display_delay_present = bits.flag()?;
        // Operating points.
        for _ in 0..=bits.take(5)? {
            bits.skip(12);
            // seq_level_idx; above 7, seq_tier follows.
            if bits.take(5)? > 7 {
                bits.skip(1);
            }
            if let Some(delay_bits) = delay_bits
                && bits.flag()?
            {
                bits.skip(2 * delay_bits + 1);
            }
            if initial_display_delay_present && bits.flag()? {
                bits.skip(4);
            }
        }
    }
    let [width_bits, height_bits] = [bits.take(4)? + 1, bits.take(4)? + 1];
    Some([bits.take(width_bits)?.saturating_add(1), bits.take(height_bits)?.saturating_add(1)])
}

/// Width and height of the largest image in an HEVC decoder configuration record, `hvcC` (ISO/IEC 14496-15, 8.3.3).
/// `None` if it has no sequence parameter set.
pub(super) fn hevc(configuration: &[u8]) -> Option<[u32; 2]> {
    let (&arrays, mut rest) = configuration.get(22..)?.split_first()?;
    let mut largest = None;
    for _ in 0..arrays {
        let ([kind, high, low], mut units) =
            rest.split_first_chunk::<3>().map(|(head, rest)| (*head, rest))?;
        for _ in 0..u16::from_be_bytes([high, low]) {
            let (length, after) = units.split_first_chunk::<2>()?;
            let length = usize::from(u16::from_be_bytes(*length));
            let unit = after.get(..length)?;
            if kind & 0x3f == SPS_NUT {
                largest = larger(largest, sequence_parameter_set(unit));
            }
            units = &after[length..];
        }
        rest = units;
    }
    largest
}

/// NAL unit type of a sequence parameter set.
const SPS_NUT: u8 = 33;

/// The size in a sequence parameter set (ITU-T H.265, 7.3.2.2), which follows a NAL header of two bytes.
fn sequence_parameter_set(unit: &[u8]) -> Option<[u32; 2]> {
    // Removes emulation prevention bytes: a three after two zeros.
    let (mut plain, mut zeros) = (Vec::with_capacity(unit.len()), 0);
    for &byte in unit.get(2..)? {
        if byte == 3 && zeros >= 2 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        plain.push(byte);
    }
    let mut bits = BitReader { bytes: &plain, position: 0 };
    // sps_video_parameter_set_id.
    bits.skip(4);
    let sub_layers = bits.take(3)? as usize;
    // sps_temporal_id_nesting_flag, general profile and level.
    bits.skip(1 + 88 + 8);
    let mut present = Vec::with_capacity(sub_layers);
    for _ in 0..sub_layers {
        present.push([bits.flag()?, bits.flag()?]);
    }
    if sub_layers > 0 {
        bits.skip(2 * (8 - sub_layers));
    }
    for [profile, level] in present {
        bits.skip(88 * usize::from(profile) + 8 * usize::from(level));
    }
    // sps_seq_parameter_set_id.
    bits.exp_golomb()?;
    // chroma_format_idc; 3 is followed by separate_colour_plane_flag.
    if bits.exp_golomb()? == 3 {
        bits.skip(1);
    }
    Some([bits.exp_golomb()?, bits.exp_golomb()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes from a string of bits; spaces are ignored.
    fn bits(text: &str) -> Vec<u8> {
        let bits: Vec<u8> = text.bytes().filter(|bit| *bit != b' ').map(|bit| bit - b'0').collect();
        let byte = |bits: &[u8]| bits.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << (7 - at));
        bits.chunks(8).map(byte).collect()
    }

    fn unit(kind: u8, content: &[u8]) -> Vec<u8> {
        [&[kind << 3 | 2, content.len() as u8][..], content].concat()
    }

    #[test]
    fn av1_sizes_are_read_from_reduced_and_full_headers() {
        let reduced = bits("001 1 1 00000 0100 0100 10111 10000 0000");
        assert_eq!(av1(&[unit(2, &[]), unit(1, &reduced)].concat()), Some([24, 17]));
        // Timing with an equal interval, a decoder model, two operating points, one of which has a tier and a delay.
        let clock = format!("1 {} {} 1 00101", "0".repeat(32), "1".repeat(32));
        let model = format!("1 00011 {} 00000 00000", "0".repeat(32));
        let points = "1 00001 000000000000 01000 1 1 0000 1111 0 1 1010 000000000001 00011 0 0";
        let whole = format!("000 0 0 {clock} {model} {points} 1111 0111 1111111111111111 00000111");
        assert_eq!(av1(&unit(1, &bits(&whole))), Some([65_536, 8]));
        assert_eq!(av1(&unit(2, &[])), None);
        assert_eq!(av1(b"\0\0\0\x06Exif\0\0"), None);
    }

    #[test]
    fn hevc_sizes_are_read_from_the_parameter_set() {
        let level = format!("{} 01011101", "0".repeat(88));
        // One sub-layer, and 4:4:4 in separate planes.
        let set = format!("0000 001 1 {level} 1 1 {} {level} 1 00100 0", "00".repeat(7));
        let size = "00000000000 111111000001 00000000000 101111010001";
        let mut unit = vec![0x42, 1];
        let mut zeros = 0;
        for byte in bits(&format!("{set} {size} 1")) {
            if zeros == 2 && byte <= 3 {
                unit.push(3);
                zeros = 0;
            }
            zeros = if byte == 0 { zeros + 1 } else { 0 };
            unit.push(byte);
        }
        let mut configuration = vec![0; 22];
        configuration.extend([2, 0x20, 0, 1, 0, 1, 9, 0x21, 0, 1, 0, unit.len() as u8]);
        configuration.extend(&unit);
        assert_eq!(hevc(&configuration), Some([4032, 3024]));
        assert_eq!(hevc(&configuration[..configuration.len() - 1]), None);
    }

    #[test]
    fn random_bytes_do_not_panic() {
        for seed in 0..2000u32 {
            let mut state = seed.wrapping_mul(2_654_435_761);
            let bytes: Vec<u8> = (0..seed % 80)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 24) as u8
                })
                .collect();
            let _ = (av1(&bytes), av1(&unit(1, &bytes)), hevc(&bytes), sequence_parameter_set(&bytes));
        }
    }
}
