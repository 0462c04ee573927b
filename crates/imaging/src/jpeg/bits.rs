//! Huffman codes and bits of a JPEG's scans (ITU-T T.81, annexes C and F).

/// A Huffman table: the codes of each length are consecutive.
#[derive(Clone, Debug, Default)]
pub(super) struct HuffmanTable {
    /// For each code length from 1: the code after the last one, and what is added to a code to get its place in `values`.
    lengths: [(u32, i32); 16],
    values: Vec<u8>,
}

impl HuffmanTable {
    /// Parses one table of a DHT segment behind its class byte. Returns it and the bytes behind it.
    pub(super) fn parse(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (counts, rest) = bytes.split_first_chunk::<16>()?;
        let total = counts.iter().map(|&count| usize::from(count)).sum();
        let (values, rest) = rest.split_at_checked(total)?;
        let (mut code, mut place) = (0u32, 0i32);
        let lengths = counts.map(|count| {
            let offset = place - code as i32;
            code += u32::from(count);
            place += i32::from(count);
            let entry = (code, offset);
            code <<= 1;
            entry
        });
        Some((HuffmanTable { lengths, values: values.to_vec() }, rest))
    }
}

/// Reads the bits of entropy-coded data, most significant first. `None` where a marker or the end of the file is.
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    /// Offset behind the bytes that were begun.
    position: usize,
    byte: u8,
    /// Bits of `byte` that are left.
    left: u8,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(bytes: &'a [u8], position: usize) -> Self {
        BitReader { bytes, position, byte: 0, left: 0 }
    }

    /// Offset behind the byte of the last bit.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The next bit.
    fn bit(&mut self) -> Option<u32> {
        if self.left == 0 {
            self.byte = *self.bytes.get(self.position)?;
            self.position += 1;
            // Within the data, FF is written as FF 00.
            if self.byte == 0xff {
                if self.bytes.get(self.position) != Some(&0) {
                    self.position -= 1;
                    return None;
                }
                self.position += 1;
            }
            self.left = 8;
        }
        self.left -= 1;
        Some(u32::from(self.byte >> self.left & 1))
    }

    /// The next `count` bits, at most 16, as an integer.
    pub(super) fn take(&mut self, count: u8) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count {
            value = value << 1 | self.bit()?;
        }
        Some(value)
    }

    /// Skips `count` bits.
    pub(super) fn skip(&mut self, count: u32) -> Option<()> {
        for _ in 0..count {
            self.bit()?;
        }
        Some(())
    }

    /// The value of the next code. `None` also if there is no such code.
    pub(super) fn decode(&mut self, table: &HuffmanTable) -> Option<u8> {
        let mut code = 0u32;
        for (behind, offset) in table.lengths {
            code = code << 1 | self.bit()?;
            if code < behind {
                return table.values.get(usize::try_from(code as i32 + offset).ok()?).copied();
            }
        }
        None
    }

    /// Goes behind a restart marker, which follows the last byte. `None` if none is there.
    pub(super) fn restart(&mut self) -> Option<()> {
        self.left = 0;
        while self.bytes.get(self.position..)?.starts_with(&[0xff, 0xff]) {
            self.position += 1;
        }
        let [0xff, 0xd0..=0xd7] = *self.bytes.get(self.position..)?.first_chunk()? else { return None };
        self.position += 2;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with the codes 0 (value 5), 10 (6) and 110 (7).
    fn table() -> HuffmanTable {
        let counts = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let (table, rest) = HuffmanTable::parse(&[&counts[..], &[5, 6, 7, 99]].concat())
            .map(|(table, rest)| (table, rest.to_vec()))
            .unwrap();
        assert_eq!(rest, [99]);
        table
    }

    #[test]
    fn codes_are_read_until_the_data_ends() {
        let table = table();
        // 110 10 0 10, then FF as FF 00: 111... is no code.
        let bytes = [0b1101_0010, 0xff, 0, 0xff, 0xd9];
        let mut bits = BitReader::new(&bytes, 0);
        let codes: Vec<_> = (0..4).map(|_| bits.decode(&table)).collect();
        assert_eq!((codes, bits.position()), (vec![Some(7), Some(6), Some(5), Some(6)], 1));
        assert_eq!((bits.take(8), bits.position()), (Some(255), 3));
        assert_eq!((bits.take(1), bits.position()), (None, 3));
        assert_eq!(BitReader::new(&bytes, 1).decode(&table), None);
        assert!(HuffmanTable::parse(&[1; 17]).is_none());
    }

    #[test]
    fn restart_markers_are_passed() {
        let mut bits = BitReader::new(&[0b1000_0000, 0xff, 0xff, 0xd3, 0b0100_0000, 9], 0);
        assert_eq!(bits.take(1), Some(1));
        assert_eq!(bits.restart(), Some(()));
        assert_eq!(bits.take(2), Some(1));
        assert_eq!(bits.restart(), None);
    }
}
