//! The id of a house: a name of any kind and length.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of a house, as in the table: `12`, `A-001`, `7129020117`, a street. If the table has no ids, it is the
/// row's number. Ids are ordered as people sort them: `2` before `10`, and `A-2` before `A-10`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct HouseId(Arc<str>);

impl HouseId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as a number, if it is one that is written like it: no leading zeros, at most `u32::MAX`.
    pub fn as_number(&self) -> Option<u32> {
        let canonical = !self.0.starts_with('+') && (!self.0.starts_with('0') || &*self.0 == "0");
        if canonical { self.0.parse().ok() } else { None }
    }
}

impl From<u32> for HouseId {
    fn from(number: u32) -> Self {
        HouseId(number.to_string().into())
    }
}

impl From<&str> for HouseId {
    fn from(id: &str) -> Self {
        HouseId(id.into())
    }
}

impl From<String> for HouseId {
    fn from(id: String) -> Self {
        HouseId(id.into())
    }
}

impl Borrow<str> for HouseId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HouseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for HouseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Ord for HouseId {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_order(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for HouseId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares runs of digits as numbers, and all else letter by letter.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (run_a, run_b) = (digits(a), digits(b));
        if run_a.is_empty() || run_b.is_empty() {
            let (mut rest_a, mut rest_b) = (a.chars(), b.chars());
            match (rest_a.next(), rest_b.next()) {
                (Some(x), Some(y)) if x == y => (a, b) = (rest_a.as_str(), rest_b.as_str()),
                (x, y) => return x.cmp(&y),
            }
        } else {
            let [x, y] = [run_a, run_b].map(|run| run.trim_start_matches('0'));
            let order = x.len().cmp(&y.len()).then_with(|| x.cmp(y));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (&a[run_a.len()..], &b[run_b.len()..]);
        }
    }
}

fn digits(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

/// In formats that tell numbers from text (JSON, the stored records), an id that is a number is written as a number:
/// that is what earlier versions wrote, and can read.
impl Serialize for HouseId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_number() {
            Some(number) if serializer.is_human_readable() => serializer.serialize_u32(number),
            _ => serializer.serialize_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for HouseId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(IdVisitor)
        } else {
            deserializer.deserialize_str(IdVisitor)
        }
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = HouseId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the id of a house")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<HouseId, E> {
        Ok(HouseId(number.to_string().into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<HouseId, E> {
        Ok(HouseId(number.to_string().into()))
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<HouseId, E> {
        Ok(HouseId(id.into()))
    }
}

#[cfg(test)]
mod tests {
    use facade_record::{Record, RecordKind, kinds, pack, unpack};

    use super::*;

    #[test]
    fn ids_are_sorted_as_people_do() {
        let mut ids: Vec<HouseId> =
            ["b", "10", "A-10", "2", "A-2", "02", "7129020117", "A", ""].map(HouseId::from).into();
        ids.sort();
        let ids: Vec<&str> = ids.iter().map(HouseId::as_str).collect();
        assert_eq!(ids, ["", "02", "2", "10", "7129020117", "A", "A-2", "A-10", "b"]);
    }

    #[test]
    fn only_a_plain_number_is_a_number() {
        let number = |id: &str| HouseId::from(id).as_number();
        assert_eq!((number("17"), number("0")), (Some(17), Some(0)));
        for id in ["017", "+17", "17.0", "-1", "4294967296", "A-1", ""] {
            assert_eq!(number(id), None, "{id}");
        }
    }

    #[test]
    fn a_number_stays_one_where_the_format_has_them() {
        for id in ["17", "017", "A-001", "7129020117"].map(HouseId::from) {
            let bytes = postcard::to_stdvec(&id).unwrap();
            assert_eq!(postcard::from_bytes::<HouseId>(&bytes).unwrap(), id);
        }
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct List<T> {
            houses: Vec<T>,
        }
        impl<T: Serialize + serde::de::DeserializeOwned> Record for List<T> {
            const KIND: RecordKind = kinds::HOUSES;
        }
        let numbers = pack(&List { houses: vec![17u32, 3] }).unwrap();
        let ids = List { houses: [17, 3].map(HouseId::from).map(HouseId::from).into() };
        assert_eq!(pack(&ids).unwrap(), numbers);
        assert_eq!(unpack::<List<HouseId>>(&numbers).unwrap(), ids);
        let names = List { houses: ["A-001", "017", "7129020117"].map(HouseId::from).into() };
        assert_eq!(unpack::<List<HouseId>>(&pack(&names).unwrap()).unwrap(), names);
    }
}
