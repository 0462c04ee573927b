use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::*;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Point,
    Circle(f32),
    Line(i8, i64),
    Box { width: u16, height: Option<u64> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(u8);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct All {
    shapes: Vec<Shape>,
    pair: (bool, char),
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
    fixed: [f64; 3],
    unit: Unit,
    wrapped: Wrapped,
    none: (),
    by_name: BTreeMap<String, Option<Wrapped>>,
}

fn all() -> All {
    All {
        shapes: vec![
            Shape::Point,
            Shape::Circle(0.1),
            Shape::Line(-100, i64::MIN),
            Shape::Box { width: 40_000, height: Some(u64::MAX) },
            Shape::Box { width: 300, height: None },
        ],
        pair: (true, 'ß'),
        bytes: vec![7; 70_000],
        fixed: [f64::INFINITY, -0.5, 1e300],
        unit: Unit,
        wrapped: Wrapped(200),
        none: (),
        by_name: [("one".repeat(100), Some(Wrapped(1))), (String::new(), None)].into(),
    }
}

fn packed(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    value
        .serialize(&mut rmp_serde::Serializer::new(&mut bytes).with_struct_map().with_human_readable())
        .unwrap();
    bytes
}

fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Mismatch> {
    let mut reader = Reader::new(bytes);
    let value = T::deserialize(&mut reader)?;
    if reader.left().is_empty() { Ok(value) } else { Err(Mismatch) }
}

#[test]
fn what_is_written_is_read() {
    let bytes = packed(&all());
    assert_eq!(read(&bytes), Ok(all()));
    assert!((0..bytes.len()).all(|end| read::<All>(&bytes[..end]).is_err()), "each part is refused");
}

#[test]
fn every_width_is_read() {
    // The same name, number and list in each of their forms.
    for text in [&b"\xa1a"[..], b"\xd9\x01a", b"\xda\0\x01a", b"\xdb\0\0\0\x01a"] {
        assert_eq!(read(text), Ok("a"));
    }
    let numbers: [&[u8]; 9] = [
        b"\x05",
        b"\xcc\x05",
        b"\xcd\0\x05",
        b"\xce\0\0\0\x05",
        b"\xcf\0\0\0\0\0\0\0\x05",
        b"\xd0\x05",
        b"\xd1\0\x05",
        b"\xd2\0\0\0\x05",
        b"\xd3\0\0\0\0\0\0\0\x05",
    ];
    for number in numbers {
        assert_eq!((read(number), read(number), read(number)), (Ok(5u8), Ok(5i64), Ok(5.0f32)));
    }
    assert_eq!((read::<i8>(b"\xff"), read::<u8>(b"\xff")), (Ok(-1), Err(Mismatch)));
    for list in [&b"\x91\x05"[..], b"\xdc\0\x01\x05", b"\xdd\0\0\0\x01\x05"] {
        assert_eq!(read(list), Ok(vec![5u8]));
    }
    let circle = [&b"\x81\xa6Circle\x05"[..], b"\xde\0\x01\xa6Circle\x05", b"\xdf\0\0\0\x01\xa6Circle\x05"];
    assert!(circle.iter().all(|bytes| read(bytes) == Ok(Shape::Circle(5.0))));
    assert_eq!(
        [read::<Shape>(b"\xa5Point"), read(b"\x81\xa5Point\xc0")],
        [Ok(Shape::Point), Ok(Shape::Point)]
    );
}

#[test]
fn other_values_are_refused() {
    assert_eq!(read::<Shape>(b"\xa6Circle"), Err(Mismatch), "its content is missing");
    assert_eq!(read::<Shape>(b"\x82\xa6Circle\x05\xa5Point\xc0"), Err(Mismatch), "two variants");
    assert_eq!(read::<(u8, u8)>(b"\x93\x01\x02\x03"), Err(Mismatch), "an element too many");
    assert_eq!(read::<Vec<u8>>(b"\xdd\xff\xff\xff\xff\x01"), Err(Mismatch), "a length that is not there");
    assert_eq!(read::<String>(b"\xa1\xff"), Err(Mismatch), "not UTF-8");
    assert_eq!(read::<u8>(b"\xca\0\0\0\0"), Err(Mismatch), "not a whole number");
}

#[test]
fn deep_values_are_passed_over_or_refused() {
    let deep = [vec![0x91; 1_000_000], vec![0xc0]].concat();
    assert_eq!(Reader::new(&deep).skip(), Ok(()));
    #[derive(Debug, PartialEq, Deserialize)]
    struct Nested(Vec<Nested>);
    assert_eq!(read::<Nested>(&[vec![0x91; MAX_DEPTH], vec![0x90]].concat()), Err(Mismatch));
    assert!(read::<Nested>(&[vec![0x91; MAX_DEPTH - 1], vec![0x90]].concat()).is_ok());
}
