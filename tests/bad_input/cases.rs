//! The cases: folders, encodings, tables, numbers, mappings and archives.

use facade_data::MAX_ROWS;

use super::{Bad, Case, central, csv, files, houses_info, line, numbered, row, utf16, zipped};

pub(super) fn folders() -> Vec<Case> {
    vec![
        (
            "an empty folder",
            files(&[]),
            "The folder is empty. Choose the folder that holds the price list (HousesInfo.txt, a CSV file or a spreadsheet) and the photos.",
        ),
        (
            "photos only",
            files(&[("Pictures/a.jpg", b"")]),
            "There is no price list in “Pictures”: no HousesInfo.txt, no CSV file and no spreadsheet. Choose the folder that holds the price list and the photos.",
        ),
        (
            "two folders",
            files(&[("a/a.jpg", b""), ("b/b.jpg", b"")]),
            "There is no price list in the files you chose: no HousesInfo.txt, no CSV file and no spreadsheet. Choose the folder that holds the price list and the photos.",
        ),
        (
            "a damaged spreadsheet",
            files(&[("set/prices.xlsx", b"PK\x03\x04"), ("set/1.jpg", b"")]),
            "prices.xlsx is damaged, or is not a spreadsheet despite its name. Open it, save it as an Excel or CSV file, and choose the folder again.",
        ),
        (
            "an Apple spreadsheet",
            files(&[("set/Prices.numbers", b"PK")]),
            "Prices.numbers is an Apple Numbers document, which Facade cannot read. Open it, export it as an Excel or CSV file into the same folder, and choose the folder again.",
        ),
        (
            "a table without photos",
            files(&[("set/prices.csv", b"price\n1\n2\n")]),
            "There are no photos next to prices.csv. Put them into the same folder, named 1_bathroom.jpg, 1_bedroom.jpg, 1_frontal.jpg, 1_kitchen.jpg and so on.",
        ),
        (
            "photos of other houses",
            files(&[
                ("set/prices.csv", b"id,price\n1,1\n2,2\n3,3\n"),
                ("set/1_a.jpg", b""),
                ("set/7_a.jpg", b""),
            ]),
            "No room has photos for at least half of the 3 houses in the price list; houses with any photos: 1. Name photos by house ID and room, such as 12_kitchen.jpg.",
        ),
        (
            "no house with all rooms",
            files(&[("set/prices.csv", b"price\n1\n2\n"), ("set/1_a.jpg", b""), ("set/2_b.jpg", b"")]),
            "No house has all 2 photos in a readable format. House 1: There is no b photo.",
        ),
        (
            "a photo missing",
            files(&[("set/prices.csv", b"price\n1\n2\n"), ("set/1_a.jpg", b"")]),
            "House 2: No photo in the folder belongs to it.",
        ),
        (
            "named photos nowhere",
            files(&[("set/prices.csv", b"price,pic\n1,a.jpg\n2,b.jpg\n")]),
            "None of the photos named in prices.csv was found; the first is “a.jpg” in line 2. Put the photos into the folder of the price list, or into a folder within it, and choose the folder again.",
        ),
        (
            "a named photo missing",
            files(&[("set/prices.csv", b"price,pic\n1,a.jpg\n2,b.jpg\n"), ("set/a.jpg", b"")]),
            "House 2: There is no pic photo: the file “b.jpg” that the price list names was not found.",
        ),
        (
            "a named photo in two folders",
            files(&[
                ("set/prices.csv", b"price,pic\n1,a.jpg\n2,b.jpg\n"),
                ("set/x/a.jpg", b""),
                ("set/y/a.jpg", b""),
                ("set/b.jpg", b""),
            ]),
            "House 1: There is no pic photo: the file “a.jpg” that the price list names was not found.",
        ),
    ]
}

pub(super) fn encodings() -> Vec<Case> {
    vec![
        (
            "Latin-1 in the tutorial's table",
            houses_info(b"4 4 4053 85255 869500 \xa4\n"),
            "HousesInfo.txt is not valid UTF-8: byte A4 in line 1 is invalid. The file may be Windows-1252 or Latin-1. Save the list as plain text in UTF-8 and choose the folder again.",
        ),
        (
            "cut within a letter",
            csv(b"price,city\n1,Z\xc3"),
            "prices.csv is not valid UTF-8: byte C3 in line 2 starts a character that the file does not complete. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "half of UTF-16",
            csv([&b"\xff\xfe"[..], &utf16("price")[..9]].concat()),
            "prices.csv is damaged: it is marked as UTF-16 and ends within a character. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "UTF-16 with half a pair",
            csv(b"\xff\xfe\x00\xd8\x20\x00"),
            "prices.csv is damaged: it is marked as UTF-16 and contains half a character. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "UTF-32",
            csv(b"\xff\xfe\0\0p\0\0\0"),
            "prices.csv is encoded as UTF-32, which Facade cannot read. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "a zero byte",
            csv(b"price,city\n1,Be\0rn\n"),
            "prices.csv is not text: there is a zero byte in line 2. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "a spreadsheet named .csv",
            csv(b"PK\x03\x04\x14\0\x06\0"),
            "prices.csv is a spreadsheet or another zip archive despite its name. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "an old spreadsheet named .csv",
            csv(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            "prices.csv is an Excel spreadsheet despite its name. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "a photo named .csv",
            csv(b"\xff\xd8\xff\xe0\0\x10JFIF"),
            "prices.csv is a JPEG image despite its name. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "a web page named .csv",
            csv(b"<!DOCTYPE html>\n<html>"),
            "prices.csv is a web page despite its name. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "a pointer to the table",
            csv(b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
            "prices.csv is only a pointer to a file that Git LFS stores elsewhere. Save the table as “CSV UTF-8” and choose the folder again.",
        ),
        (
            "a PDF as the tutorial's table",
            houses_info(b"%PDF-1.7\n"),
            "HousesInfo.txt is a PDF despite its name. Save the list as plain text in UTF-8 and choose the folder again.",
        ),
    ]
}

pub(super) fn tables() -> Vec<Case> {
    let wide = vec!["a"; 201].join(",");
    vec![
        ("no byte", csv(""), "prices.csv is empty. It needs one line per house, with its price."),
        (
            "blank lines",
            csv("\n ,,\n\n"),
            "prices.csv is empty. It needs one line per house, with its price.",
        ),
        (
            "no line in the tutorial's table",
            houses_info(" \r\n"),
            "HousesInfo.txt is empty. It needs one line per house, with its price.",
        ),
        (
            "a header only",
            csv("id,price\n"),
            "prices.csv has column names but no houses below them. It needs one line per house, with its price.",
        ),
        (
            "a quotation mark left open",
            csv("id,price\n1,100\n2,\"200\n3,300\n"),
            "The quotation mark that opens a field in line 3 of prices.csv is never closed. Close or remove it, and choose the folder again.",
        ),
        (
            "too many columns",
            csv(format!("{wide}\n{wide}\n")),
            "prices.csv has 201 columns, but at most 200 can be read. Keep the price, the zip code and what describes the house.",
        ),
        (
            "too many rows",
            csv(format!("price\n{}", "1\n".repeat(MAX_ROWS + 1))),
            "prices.csv has more than 100000 rows, which is the limit. Split it, or remove what is not needed.",
        ),
        (
            "too many lines",
            houses_info("1 1 1 1 1\n".repeat(MAX_ROWS + 1)),
            "HousesInfo.txt has more than 100000 rows, which is the limit. Split it, or remove what is not needed.",
        ),
        (
            "too many fields",
            csv(format!(
                "{}\n{}",
                vec!["a"; 150].join(","),
                format!("{}\n", vec!["1"; 150].join(",")).repeat(26_700)
            )),
            "prices.csv has more than 4000000 fields, which is the limit. Split it, or remove what is not needed.",
        ),
        (
            "too many bytes",
            csv(vec![b' '; (64 << 20) + 1]),
            "prices.csv is 67108865 bytes long, but at most 67108864 can be read. Remove what is not needed.",
        ),
        (
            "a field too few",
            row("id,price", "1,100", "2"),
            "House 2: Line 3 has 1 field, but the table has 2 columns.",
        ),
        (
            "a field too many",
            row("id,price", "1,100", "2,200,300"),
            "House 2: Line 3 has 3 fields, but the table has 2 columns.",
        ),
        (
            "no price column at all",
            csv("street,town\nMain,X\nOak,Y\n"),
            "No line of prices.csv could be read as a house. Line 2: the price, “Main”, is not a number. Fix these lines, or change the meaning of the columns.",
        ),
        (
            "a field too few in the tutorial's table",
            line("4 4 4053 85255"),
            "House 1: Line 1 has 4 fields, but needs 5: bedrooms, bathrooms, area, zip code, price.",
        ),
        (
            "a word in the tutorial's table",
            line("four 4 4053 85255 1"),
            "House 1: Line 1: the number of bedrooms, “four”, is not a number.",
        ),
        (
            "a comma in the tutorial's table",
            line("4 4 4053 85255 869,500"),
            "House 1: Line 1: the price, “869,500”, is not a number.",
        ),
        (
            "only rare zip codes",
            houses_info("1 1 1 10115 5\n1 1 1 10117 5\n"),
            "No zip code has 25 houses or more; the most frequent has 1. Add houses to the price list until at least one zip code has 25.",
        ),
        ("a rare zip code", line("1 1 1 99999 5"), "House 1: No other house is in zip code 99999."),
    ]
}

pub(super) fn numbers() -> Vec<Case> {
    vec![
        (
            "a word for a price",
            row("id,price", "1,100", "2,cheap"),
            "House 2: Line 3: the price, “cheap”, is not a number.",
        ),
        (
            "a range for a price",
            row("id,price", "1,100", "2,100-200"),
            "House 2: Line 3: the price, “100-200”, is a range. Write one amount.",
        ),
        ("no price", row("id,price", "1,100", "2,"), "House 2: Line 3 has no price."),
        ("NaN for a price", row("id,price", "1,100", "2,NaN"), "House 2: Line 3 has no price."),
        (
            "a price of zero",
            row("id,price", "1,100", "2,0"),
            "House 2: Line 3: the price is “0”; it must be above 0.",
        ),
        (
            "a price below zero",
            row("id,price", "1,100", "2,-$5"),
            "House 2: Line 3: the price is “-$5”, which is impossible.",
        ),
        (
            "an absurd price",
            row("id,price", "1,100", "2,9999999999999"),
            "House 2: Line 3: the price is “9999999999999”; it must be below one trillion.",
        ),
        (
            "a price of another style",
            csv(format!("price\n450.00\n{}", "450.000\n".repeat(40))),
            "House 1: Line 2: the price, “450.00”, uses points or commas differently from the other prices. Write it in the same format.",
        ),
        (
            "a house listed twice",
            numbered("1,100\n1,200"),
            "House 1: Line 3: house 1 is already in line 2, with another price. Give each house its own ID.",
        ),
        ("a house without its number", numbered(",100"), "House 1: Line 2 has no ID in the column “id”."),
    ]
}

pub(super) fn mappings() -> Vec<Case> {
    vec![
        (
            "a price beyond the columns",
            Bad::Mapping(|m| m.price = 5),
            "The price is assigned to column 6, but prices.csv has only 5. Choose another column.",
        ),
        (
            "photos beyond the columns",
            Bad::Mapping(|m| m.photos = vec![usize::MAX]),
            "The photo is assigned to column 18446744073709551615, but prices.csv has only 5. Choose another column.",
        ),
        (
            "price and number in one",
            Bad::Mapping(|m| m.id = Some(m.price)),
            "The column “price” cannot be both the price and the house’s ID. Choose another column for one of them.",
        ),
        (
            "price and attribute in one",
            Bad::Mapping(|m| m.attributes = vec![1]),
            "The column “price” cannot be both the price and the attribute. Choose another column for one of them.",
        ),
        (
            "photos and zip code in one",
            Bad::Mapping(|m| m.zip_code = Some(4)),
            "The column “front” cannot be both the zip code and the photo. Choose another column for one of them.",
        ),
        (
            "one column for two photos",
            Bad::Mapping(|m| m.photos = vec![4, 4]),
            "The column “front” is chosen twice as photo. Choose it once.",
        ),
        (
            "a column without numbers as the price",
            Bad::Mapping(|m| (m.price, m.photos) = (4, vec![])),
            "No line of prices.csv could be read as a house. Line 2: the price, “1_front.jpg”, is not a number. Fix these lines, or change the meaning of the columns.",
        ),
        (
            "more zip codes asked for than there are",
            Bad::Mapping(|m| m.min_per_zip_code = 3),
            "No zip code has 3 houses or more; the most frequent has 2. Add houses to the price list until at least one zip code has 3.",
        ),
        (
            "a column that is not there",
            Bad::Column("prize"),
            "prices.csv has no column “prize”. Its columns are: id, price, rooms, zip, front.",
        ),
    ]
}

pub(super) fn archives() -> Vec<Case> {
    let set = |archive: &mut Vec<u8>, at: usize, bytes: &[u8]| {
        let start = central(archive) + at;
        archive[start..start + bytes.len()].copy_from_slice(bytes);
    };
    let text = b"price\n100\n200\n".repeat(9);
    vec![
        (
            "an archive without a byte",
            Bad::Archive(vec![]),
            "The archive is not a zip file, or it is damaged or incomplete. Download or copy it again, or unpack it and choose the folder.",
        ),
        (
            "another file named .zip",
            Bad::Archive(b"Rar!\x1a\x07\x01\0 and so on and on, longer than a directory's end".to_vec()),
            "The archive is not a zip file, or it is damaged or incomplete. Download or copy it again, or unpack it and choose the folder.",
        ),
        (
            "an archive cut short",
            zipped("a.csv", &text, |archive| archive.truncate(archive.len() - 30)),
            "The archive is not a zip file, or it is damaged or incomplete. Download or copy it again, or unpack it and choose the folder.",
        ),
        (
            "an archive of hidden files",
            zipped("__MACOSX/._a.csv", &text, |_| {}),
            "The archive contains no files. Choose one that holds the price list and the photos.",
        ),
        (
            "a password",
            zipped("a.csv", &text, |archive| set(archive, 8, &[1])),
            "“a.csv” in the archive is protected with a password. Unpack the archive with the password and choose the folder.",
        ),
        (
            "Deflate64",
            zipped("a.csv", &text, |archive| set(archive, 10, &[9])),
            "“a.csv” in the archive is compressed with Deflate64, which Facade cannot read. Unpack the archive and choose the folder, or zip it again with the usual method, Deflate.",
        ),
        (
            "LZMA",
            zipped("a.csv", &text, |archive| set(archive, 10, &[14])),
            "“a.csv” in the archive is compressed with LZMA, which Facade cannot read. Unpack the archive and choose the folder, or zip it again with the usual method, Deflate.",
        ),
        (
            "a file of two gigabytes",
            zipped("a.csv", &text, |archive| set(archive, 24, &[0, 0, 0, 0x80])),
            "“a.csv” in the archive is 2048 MB when unpacked, but at most 256 MB can be read. Make the file smaller.",
        ),
        (
            "another size than promised",
            zipped("a.csv", &text, |archive| set(archive, 24, &[1])),
            "“a.csv” in the archive is damaged: its length differs from the archive’s directory. Download or copy the archive again.",
        ),
        (
            "a wrong check sum",
            zipped("a.csv", &text, |archive| set(archive, 16, &[0, 0])),
            "“a.csv” in the archive is damaged: its checksum is wrong. Download or copy the archive again.",
        ),
        (
            "noise in a packed file",
            zipped("a.csv", &text, |archive| archive[35..40].fill(0xff)),
            "“a.csv” in the archive is damaged: it cannot be unpacked. Download or copy the archive again.",
        ),
        (
            "a header elsewhere",
            zipped("a.csv", &text, |archive| archive[0] = b'Q'),
            "“a.csv” in the archive is damaged: it does not begin where the archive’s directory says. Download or copy the archive again.",
        ),
        (
            "a longer packed file than there is",
            zipped("a.csv", &text, |archive| set(archive, 20, &[0xff, 0xff])),
            "“a.csv” in the archive is damaged: its end is missing. Download or copy the archive again.",
        ),
    ]
}
