//! Archives made by hand, as different programs write them.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use flate2::Crc;

use super::*;

/// A file to put into an archive, stored.
#[derive(Clone, Default)]
pub(crate) struct Stored {
    pub(crate) name: Vec<u8>,
    pub(crate) content: Vec<u8>,
    /// General purpose flags; 0x800 marks UTF-8, 8 a data descriptor.
    pub(crate) flags: u16,
    pub(crate) extra: Vec<u8>,
    /// Unix mode.
    pub(crate) mode: u32,
    pub(crate) method: u16,
}

pub(crate) fn file(name: impl AsRef<[u8]>, content: impl AsRef<[u8]>) -> Stored {
    let [name, content] = [name.as_ref().to_vec(), content.as_ref().to_vec()];
    Stored { name, content, mode: 0o100_644, ..Stored::default() }
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn local(file: &Stored) -> Vec<u8> {
    let (sum, size) = (crc(&file.content).to_le_bytes(), (file.content.len() as u32).to_le_bytes());
    let streamed = file.flags & 8 != 0;
    let known = |bytes: [u8; 4]| if streamed { [0; 4] } else { bytes };
    let mut bytes = b"PK\x03\x04\x14\0".to_vec();
    bytes.extend(file.flags.to_le_bytes());
    bytes.extend(file.method.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend([known(sum), known(size), known(size)].concat());
    bytes.extend((file.name.len() as u16).to_le_bytes());
    bytes.extend([0, 0]);
    bytes.extend(&file.name);
    bytes.extend(&file.content);
    if streamed {
        bytes.extend([*b"PK\x07\x08", sum, size, size].concat());
    }
    bytes
}

fn central(file: &Stored, offset: u32) -> Vec<u8> {
    let size = (file.content.len() as u32).to_le_bytes();
    let mut bytes = b"PK\x01\x02\x14\x03\x14\0".to_vec();
    bytes.extend(file.flags.to_le_bytes());
    bytes.extend(file.method.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend([crc(&file.content).to_le_bytes(), size, size].concat());
    bytes.extend((file.name.len() as u16).to_le_bytes());
    bytes.extend((file.extra.len() as u16).to_le_bytes());
    bytes.extend([0; 6]);
    bytes.extend((file.mode << 16).to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.extend(&file.name);
    bytes.extend(&file.extra);
    bytes
}

fn end(count: u16, size: u32, offset: u32) -> Vec<u8> {
    let mut bytes = b"PK\x05\x06\0\0\0\0".to_vec();
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    bytes.extend([0, 0]);
    bytes
}

pub(crate) fn archive(files: &[Stored]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        directory.extend(central(file, bytes.len() as u32));
        bytes.extend(local(file));
    }
    let end = end(files.len() as u16, directory.len() as u32, bytes.len() as u32);
    [bytes, directory, end].concat()
}

fn listed(bytes: &[u8]) -> Vec<ArchiveEntry> {
    list_archive(Cursor::new(bytes)).unwrap()
}

fn paths(bytes: &[u8]) -> Vec<String> {
    listed(bytes).into_iter().map(|entry| entry.path).collect()
}

fn content(bytes: &[u8], entry: &ArchiveEntry) -> Vec<u8> {
    unpack(entry, &bytes[entry.start as usize..entry.end as usize]).unwrap()
}

#[test]
fn names_in_an_old_code_page_are_read_and_none_is_lost() {
    // 表 ends in 5C, a backslash in ASCII.
    let rooms: [&[u8]; 3] = [b"\x95\x5c", b"\x91\xe4\x8f\x8a", b"\x8a\x4f\x8a\xcf"];
    let files: Vec<Stored> = (1..=20)
        .flat_map(|house| {
            rooms.map(|room| {
                file([b"\x95\xa8\x8c\x8f\\", format!("{house}_").as_bytes(), room, b".jpg"].concat(), "x")
            })
        })
        .collect();
    let bytes = archive(&files);
    let found = paths(&bytes);
    assert_eq!(found[..3], ["物件/1_表.jpg", "物件/1_台所.jpg", "物件/1_外観.jpg"]);
    assert_eq!(found.len(), 60);
    let (_, encoding) = list_archive_with_encoding(Cursor::new(&bytes), None).unwrap();
    assert_eq!(encoding, Some("Shift_JIS"));
    let (entries, encoding) = list_archive_with_encoding(Cursor::new(&bytes), Some("cp437")).unwrap();
    assert_eq!((entries.len(), encoding), (60, Some("cp437")));
    assert_eq!(content(&bytes, &listed(&bytes)[59]), b"x");
}

#[test]
fn the_unicode_field_names_a_file() {
    let name = b"1_K?che.jpg";
    let field = |sum: u32| {
        let text = "1_Küche.jpg";
        let length = (5 + text.len() as u16).to_le_bytes();
        [&[0x75, 0x70][..], &length, &[1], &sum.to_le_bytes(), text.as_bytes()].concat()
    };
    let with = |sum| archive(&[Stored { extra: field(sum), ..file(name, "x") }]);
    assert_eq!(paths(&with(crc(name))), ["1_Küche.jpg"]);
    assert_eq!(paths(&with(crc(name) ^ 1)), ["1_K?che.jpg"], "of another name");
}

#[test]
fn paths_are_relative_and_links_and_ways_out_are_left_out() {
    let link = Stored { mode: 0o120_777, ..file("link.jpg", "1.jpg") };
    let names = ["/", "/x/1.jpg", "./2.jpg", "C:\\x\\3.jpg", "\\\\server\\x\\4.jpg", "/d:/5.jpg", "6.jpg\0"];
    let out = ["../7.jpg", "x/../../8.jpg", "..\\9.jpg", "__MACOSX/._1.jpg", "x/", "c:/../10.jpg"];
    let files: Vec<Stored> = names.iter().chain(&out).map(|name| file(name, "x")).chain([link]).collect();
    assert_eq!(paths(&archive(&files)), ["x/1.jpg", "2.jpg", "x/3.jpg", "server/x/4.jpg", "5.jpg", "6.jpg"]);
}

#[test]
fn files_of_one_path_are_told_apart() {
    let bytes =
        archive(&[file("1.jpg", "a"), file("1.jpg", "b"), file("1.jpg", "a"), file("1 (2).jpg", "c")]);
    let entries = listed(&bytes);
    let found: Vec<_> = entries.iter().map(|entry| (entry.path.as_str(), content(&bytes, entry))).collect();
    assert_eq!(found, [("1.jpg", b"a".to_vec()), ("1 (3).jpg", b"b".to_vec()), ("1 (2).jpg", b"c".to_vec())]);
}

#[test]
fn sizes_behind_the_file_are_read_from_the_directory() {
    let bytes =
        archive(&[Stored { flags: 8, ..file("1.jpg", "one") }, Stored { flags: 8, ..file("2.jpg", "two") }]);
    let contents: Vec<Vec<u8>> = listed(&bytes).iter().map(|entry| content(&bytes, entry)).collect();
    assert_eq!(contents, [b"one", b"two"]);
}

#[test]
fn more_files_than_the_counter_can_count_are_all_listed() {
    let count = 65_536 + 7;
    let files: Vec<Stored> = (0..count).map(|number| file(format!("{number}.jpg"), "")).collect();
    let bytes = archive(&files);
    assert_eq!(bytes[bytes.len() - 14..][..2], [7, 0], "the count has wrapped");
    let found = paths(&bytes);
    assert_eq!((found.len(), found.last().map(String::as_str)), (count, Some("65542.jpg")));
    // A directory with fewer entries than it claims is incomplete.
    let mut short = archive(&files[..9]);
    let count = short.len() - 12;
    short[count] = 10;
    assert_eq!(list_archive(Cursor::new(&short)), Err(ArchiveError::NotAnArchive));
}

#[test]
fn too_many_files_are_refused() {
    let files: Vec<Stored> = (0..=MAX_FILES).map(|number| file(format!("{number}"), "")).collect();
    let refused = list_archive(Cursor::new(archive(&files))).unwrap_err();
    assert_eq!(refused, ArchiveError::TooManyEntries { entries: MAX_FILES + 1 });
}

#[test]
fn bytes_before_the_archive_and_behind_it_are_skipped() {
    let bytes = archive(&[file("1.jpg", "one"), file("2.jpg", "two")]);
    for bytes in [
        [b"MZ self-extracting PK\x05\x06", &bytes[..]].concat(),
        [&bytes[..], b"\0\0 padding of a download"].concat(),
    ] {
        let contents: Vec<Vec<u8>> = listed(&bytes).iter().map(|entry| content(&bytes, entry)).collect();
        assert_eq!(contents, [b"one", b"two"]);
    }
}

#[test]
fn one_of_several_parts_is_refused() {
    let mut bytes = archive(&[file("1.jpg", "one")]);
    let end = bytes.len() - 22;
    bytes[end + 4] = 1;
    bytes[end + 6] = 1;
    assert_eq!(list_archive(Cursor::new(&bytes)), Err(ArchiveError::NotAnArchive));
}

/// Bytes at some places of a large file; zeros elsewhere.
struct Sparse {
    parts: Vec<(u64, Vec<u8>)>,
    length: u64,
    position: u64,
}

impl Read for Sparse {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = out.len().min((self.length - self.position.min(self.length)) as usize);
        out[..count].fill(0);
        for (start, bytes) in &self.parts {
            for (offset, byte) in bytes.iter().enumerate() {
                let at = start + offset as u64;
                if (self.position..self.position + count as u64).contains(&at) {
                    out[(at - self.position) as usize] = *byte;
                }
            }
        }
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = match to {
            SeekFrom::Start(position) => position,
            SeekFrom::End(offset) => self.length.saturating_add_signed(offset),
            SeekFrom::Current(offset) => self.position.saturating_add_signed(offset),
        };
        Ok(self.position)
    }
}

/// An archive without zip64 whose files begin at `starts`; what does not fit into 32 bits is cut off.
fn wrapped(starts: &[u64], order: &[usize]) -> Sparse {
    let files: Vec<Stored> = (0..starts.len()).map(|number| file(format!("{number}.jpg"), "x")).collect();
    let mut parts: Vec<(u64, Vec<u8>)> =
        starts.iter().zip(&files).map(|(&start, file)| (start, local(file))).collect();
    let directory: Vec<u8> =
        order.iter().flat_map(|&number| central(&files[number], starts[number] as u32)).collect();
    let start = starts.iter().max().unwrap() + 100;
    let end = end(files.len() as u16, directory.len() as u32, start as u32);
    let behind = [directory, end].concat();
    let length = start + behind.len() as u64;
    parts.push((start, behind));
    Sparse { parts, length, position: 0 }
}

#[test]
fn offsets_above_four_gigabytes_are_recovered() {
    const GB: u64 = 1 << 30;
    for starts in [
        vec![0, GB, 3 * GB, 5 * GB, 7 * GB, 9 * GB],
        // A film of five gigabytes hides the wrap, and one of nine hides two.
        vec![0, GB, 6 * GB, 6 * GB + 500, 7 * GB],
        vec![0, 100, 200, 300, 9 * GB, 9 * GB + 100, 9 * GB + 200],
        vec![0, GB],
        vec![70, 5 * GB],
    ] {
        let order: Vec<usize> = (0..starts.len()).collect();
        let found: Vec<u64> =
            list_archive(wrapped(&starts, &order)).unwrap().iter().map(|entry| entry.start).collect();
        assert_eq!(found, starts);
    }
    // Nothing has wrapped: the directory has another order, and the last file is large.
    let mut archive = wrapped(&[0, GB, 3 * GB], &[2, 0, 1]);
    let (start, behind) = archive.parts.pop().unwrap();
    let mut behind = behind;
    let end = behind.len() - 6;
    behind[end..end + 4].copy_from_slice(&((start + 3 * GB) as u32).to_le_bytes());
    archive.parts.push((start + 3 * GB, behind));
    archive.length += 3 * GB;
    let entries = list_archive(archive).unwrap();
    assert_eq!(entries.iter().map(|entry| entry.start).collect::<Vec<_>>(), [3 * GB, 0, GB]);
}

#[test]
fn archives_are_known_by_their_ending() {
    assert!(is_archive("set/photos.zip") && is_archive("PHOTOS.ZIP"));
    for other in ["set/.zip", "zip", "a.zip/b.jpg", "a.zip.jpg", "._a.zip"] {
        assert!(!is_archive(other), "{other}");
    }
}
