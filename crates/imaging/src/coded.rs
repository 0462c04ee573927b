//! How large the pictures in an AVIF or HEIC file are as they were coded. A decoder makes room for that, whatever the
//! container says beside it.

/// The one with more pixels.
pub(super) fn larger(a: Option<[u32; 2]>, b: Option<[u32; 2]>) -> Option<[u32; 2]> {
    [a, b].into_iter().flatten().max_by_key(|[width, height]| u64::from(*width) * u64::from(*height))
}

/// Reads bits, the highest of a byte first. Beyond the end there is nothing.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// The next bits as a number, 32 at most.
    fn take(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count {
            let byte = *self.bytes.get(self.at / 8)?;
            value = value << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(value)
    }

    fn flag(&mut self) -> Option<bool> {
        Some(self.take(1)? == 1)
    }

    fn skip(&mut self, count: usize) {
        self.at = self.at.saturating_add(count);
    }

    /// A number in Elias gamma code, less one: AV1's `uvlc` and HEVC's `ue(v)`.
    fn gamma(&mut self) -> Option<u32> {
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

/// Units at the beginning of AV1 data among which the header of its sequence has to be.
const UNITS: usize = 8;

/// Width and height of the largest frame that AV1 data may hold, by its sequence header (AV1 specification, 5.5); none where
/// it does not begin with one.
pub(super) fn av1(mut data: &[u8]) -> Option<[u32; 2]> {
    for _ in 0..UNITS {
        let (&header, rest) = data.split_first()?;
        // The unit's size has to be there, since another follows.
        let [zero, kind, extension, sized] =
            [header >> 7, header >> 3 & 15, header >> 2 & 1, header >> 1 & 1];
        if zero != 0 || sized == 0 {
            return None;
        }
        let (size, rest) = leb128(rest.get(usize::from(extension)..)?)?;
        let unit = rest.get(..size).unwrap_or(rest);
        if kind == 1 {
            return sequence(unit);
        }
        data = rest.get(size..)?;
    }
    None
}

/// A number in groups of seven bits, the lowest first, and what follows it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0u64;
    for (at, byte) in bytes.iter().take(8).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, &bytes[at + 1..]));
        }
    }
    None
}

fn sequence(unit: &[u8]) -> Option<[u32; 2]> {
    let mut bits = Bits { bytes: unit, at: 0 };
    // Profile, and whether it is a still picture.
    bits.skip(4);
    if bits.flag()? {
        // A reduced header: the level alone.
        bits.skip(5);
    } else {
        let mut delay = None;
        if bits.flag()? {
            // Units and scale of the clock.
            bits.skip(64);
            if bits.flag()? {
                bits.gamma()?;
            }
            if bits.flag()? {
                delay = Some(bits.take(5)? as usize + 1);
                bits.skip(32 + 5 + 5);
            }
        }
        let initial = bits.flag()?;
        for _ in 0..=bits.take(5)? {
            bits.skip(12);
            if bits.take(5)? > 7 {
                bits.skip(1);
            }
            if let Some(delay) = delay
                && bits.flag()?
            {
                bits.skip(2 * delay + 1);
            }
            if initial && bits.flag()? {
                bits.skip(4);
            }
        }
    }
    let [width, height] = [bits.take(4)? + 1, bits.take(4)? + 1];
    Some([bits.take(width)?.saturating_add(1), bits.take(height)?.saturating_add(1)])
}

/// Width and height of the largest picture of a decoder's configuration for HEVC, `hvcC` (ISO/IEC 14496-15, 8.3.3); none
/// where it tells none.
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
            if kind & 0x3f == SEQUENCE_PARAMETERS {
                largest = larger(largest, parameters(unit));
            }
            units = &after[length..];
        }
        rest = units;
    }
    largest
}

/// HEVC's kind of a unit that tells the size.
const SEQUENCE_PARAMETERS: u8 = 33;

/// From a set of sequence parameters (ITU-T H.265, 7.3.2.2), whose header has two bytes.
fn parameters(unit: &[u8]) -> Option<[u32; 2]> {
    // A three is put behind two zeros, so that nothing looks like the beginning of a unit.
    let (mut plain, mut zeros) = (Vec::with_capacity(unit.len()), 0);
    for &byte in unit.get(2..)? {
        if byte == 3 && zeros >= 2 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        plain.push(byte);
    }
    let mut bits = Bits { bytes: &plain, at: 0 };
    bits.skip(4);
    let layers = bits.take(3)? as usize;
    // Profile and level in general.
    bits.skip(1 + 88 + 8);
    let mut told = Vec::with_capacity(layers);
    for _ in 0..layers {
        told.push([bits.flag()?, bits.flag()?]);
    }
    if layers > 0 {
        bits.skip(2 * (8 - layers));
    }
    for [profile, level] in told {
        bits.skip(88 * usize::from(profile) + 8 * usize::from(level));
    }
    bits.gamma()?;
    if bits.gamma()? == 3 {
        bits.skip(1);
    }
    Some([bits.gamma()?, bits.gamma()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits as text, blanks between them, as bytes.
    fn bits(text: &str) -> Vec<u8> {
        let bits: Vec<u8> = text.bytes().filter(|bit| *bit != b' ').map(|bit| bit - b'0').collect();
        let byte = |bits: &[u8]| bits.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << (7 - at));
        bits.chunks(8).map(byte).collect()
    }

    fn unit(kind: u8, content: &[u8]) -> Vec<u8> {
        [&[kind << 3 | 2, content.len() as u8][..], content].concat()
    }

    #[test]
    fn av1_tells_its_size_in_a_reduced_header_and_in_a_whole_one() {
        let reduced = bits("001 1 1 00000 0100 0100 10111 10000 0000");
        assert_eq!(av1(&[unit(2, &[]), unit(1, &reduced)].concat()), Some([24, 17]));
        // Clock with an equal interval, a decoder model, two points of operation, of which one has a tier and a delay.
        let clock = format!("1 {} {} 1 00101", "0".repeat(32), "1".repeat(32));
        let model = format!("1 00011 {} 00000 00000", "0".repeat(32));
        let points = "1 00001 000000000000 01000 1 1 0000 1111 0 1 1010 000000000001 00011 0 0";
        let whole = format!("000 0 0 {clock} {model} {points} 1111 0111 1111111111111111 00000111");
        assert_eq!(av1(&unit(1, &bits(&whole))), Some([65_536, 8]));
        assert_eq!(av1(&unit(2, &[])), None);
        assert_eq!(av1(b"\0\0\0\x06Exif\0\0"), None);
    }

    #[test]
    fn hevc_tells_its_size_among_its_parameters() {
        let level = format!("{} 01011101", "0".repeat(88));
        // One layer of its own, and all colours in planes of full size.
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
    fn whatever_comes_in_ends() {
        for seed in 0..2000u32 {
            let mut state = seed.wrapping_mul(2_654_435_761);
            let bytes: Vec<u8> = (0..seed % 80)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 24) as u8
                })
                .collect();
            let _ = (av1(&bytes), av1(&unit(1, &bytes)), hevc(&bytes), parameters(&bytes));
        }
    }
}
