//! Reads MessagePack as serde's data.
//!
//! Serde compiles what it calls once for each type that is read. Here that is only what a type asks for, and all that does not depend on
//! the type is in functions of their own. rmp-serde's deserializer, whose serializer writes the records, makes the page's module a sixth
//! larger (docs/decisions/0059-own-record-reader.md).

use rmp::Marker;
use rmp::decode::RmpRead;
use serde::Deserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, Error, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};

/// How deep lists and maps may be nested. A record nests less than 20.
const MAX_DEPTH: usize = 64;

/// The bytes are no MessagePack, or not of the type that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch;

impl std::fmt::Display for Mismatch {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("not of this type")
    }
}

impl std::error::Error for Mismatch {}

// Each of these would otherwise write a sentence, for every type.
impl Error for Mismatch {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Mismatch
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Mismatch
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Mismatch
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Mismatch
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Mismatch
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Mismatch
    }

    fn missing_field(_: &'static str) -> Self {
        Mismatch
    }

    fn duplicate_field(_: &'static str) -> Self {
        Mismatch
    }
}

/// A value, or the beginning of a list or a map.
enum Token<'de> {
    Nil,
    Bool(bool),
    Unsigned(u64),
    /// Negative.
    Signed(i64),
    Float(f64),
    Text(&'de str),
    Bytes(&'de [u8]),
    /// With the number of elements.
    List(usize),
    /// With the number of keys.
    Map(usize),
}

/// Reads one value after the other.
#[derive(Debug)]
pub(crate) struct Reader<'de> {
    left: &'de [u8],
    depth: usize,
}

impl<'de> Reader<'de> {
    pub(crate) fn new(bytes: &'de [u8]) -> Self {
        Reader { left: bytes, depth: 0 }
    }

    /// What follows the values that were read.
    pub(crate) fn left(&self) -> &'de [u8] {
        self.left
    }

    fn take(&mut self, count: usize) -> Result<&'de [u8], Mismatch> {
        let (taken, left) = self.left.split_at_checked(count).ok_or(Mismatch)?;
        self.left = left;
        Ok(taken)
    }

    /// An unsigned number of this many bytes, big-endian.
    fn length(&mut self, bytes: usize) -> Result<usize, Mismatch> {
        let length = self.take(bytes)?.iter().fold(0u64, |length, &byte| length << 8 | u64::from(byte));
        usize::try_from(length).map_err(|_| Mismatch)
    }

    fn text(&mut self, length: usize) -> Result<Token<'de>, Mismatch> {
        std::str::from_utf8(self.take(length)?).map(Token::Text).map_err(|_| Mismatch)
    }

    fn token(&mut self) -> Result<Token<'de>, Mismatch> {
        let marker = self.left.read_u8().map_err(|_| Mismatch)?;
        let signed = |value: i64| u64::try_from(value).map_or(Token::Signed(value), Token::Unsigned);
        let bad = |_| Mismatch;
        Ok(match Marker::from_u8(marker) {
            Marker::Null => Token::Nil,
            Marker::False => Token::Bool(false),
            Marker::True => Token::Bool(true),
            Marker::FixPos(value) => Token::Unsigned(value.into()),
            Marker::FixNeg(value) => signed(value.into()),
            Marker::U8 => Token::Unsigned(self.left.read_data_u8().map_err(bad)?.into()),
            Marker::U16 => Token::Unsigned(self.left.read_data_u16().map_err(bad)?.into()),
            Marker::U32 => Token::Unsigned(self.left.read_data_u32().map_err(bad)?.into()),
            Marker::U64 => Token::Unsigned(self.left.read_data_u64().map_err(bad)?),
            Marker::I8 => signed(self.left.read_data_i8().map_err(bad)?.into()),
            Marker::I16 => signed(self.left.read_data_i16().map_err(bad)?.into()),
            Marker::I32 => signed(self.left.read_data_i32().map_err(bad)?.into()),
            Marker::I64 => signed(self.left.read_data_i64().map_err(bad)?),
            Marker::F32 => Token::Float(self.left.read_data_f32().map_err(bad)?.into()),
            Marker::F64 => Token::Float(self.left.read_data_f64().map_err(bad)?),
            Marker::FixStr(length) => self.text(length.into())?,
            Marker::Str8 => self.length(1).and_then(|length| self.text(length))?,
            Marker::Str16 => self.length(2).and_then(|length| self.text(length))?,
            Marker::Str32 => self.length(4).and_then(|length| self.text(length))?,
            Marker::Bin8 => self.length(1).and_then(|length| self.take(length)).map(Token::Bytes)?,
            Marker::Bin16 => self.length(2).and_then(|length| self.take(length)).map(Token::Bytes)?,
            Marker::Bin32 => self.length(4).and_then(|length| self.take(length)).map(Token::Bytes)?,
            Marker::FixArray(count) => Token::List(count.into()),
            Marker::Array16 => Token::List(self.length(2)?),
            Marker::Array32 => Token::List(self.length(4)?),
            Marker::FixMap(count) => Token::Map(count.into()),
            Marker::Map16 => Token::Map(self.length(2)?),
            Marker::Map32 => Token::Map(self.length(4)?),
            _ => return Err(Mismatch),
        })
    }

    /// Passes over one value.
    fn skip(&mut self) -> Result<(), Mismatch> {
        let mut values = 1usize;
        while values > 0 {
            let inner = match self.token()? {
                Token::List(count) => Some(count),
                Token::Map(count) => count.checked_mul(2),
                _ => Some(0),
            };
            values = inner.and_then(|inner| (values - 1).checked_add(inner)).ok_or(Mismatch)?;
        }
        Ok(())
    }

    fn unsigned(&mut self) -> Result<u64, Mismatch> {
        let Token::Unsigned(value) = self.token()? else { return Err(Mismatch) };
        Ok(value)
    }

    fn signed(&mut self) -> Result<i64, Mismatch> {
        match self.token()? {
            Token::Signed(value) => Ok(value),
            Token::Unsigned(value) => value.try_into().map_err(|_| Mismatch),
            _ => Err(Mismatch),
        }
    }

    fn float(&mut self) -> Result<f64, Mismatch> {
        match self.token()? {
            Token::Float(value) => Ok(value),
            Token::Unsigned(value) => Ok(value as f64),
            Token::Signed(value) => Ok(value as f64),
            _ => Err(Mismatch),
        }
    }

    fn string(&mut self) -> Result<&'de str, Mismatch> {
        let Token::Text(text) = self.token()? else { return Err(Mismatch) };
        Ok(text)
    }

    fn bytes(&mut self) -> Result<&'de [u8], Mismatch> {
        let Token::Bytes(bytes) = self.token()? else { return Err(Mismatch) };
        Ok(bytes)
    }

    fn list(&mut self) -> Result<usize, Mismatch> {
        let Token::List(count) = self.token()? else { return Err(Mismatch) };
        Ok(count)
    }

    fn map(&mut self) -> Result<usize, Mismatch> {
        let Token::Map(count) = self.token()? else { return Err(Mismatch) };
        Ok(count)
    }

    fn starts_with(&self, is: impl Fn(Marker) -> bool) -> bool {
        self.left.first().is_some_and(|&byte| is(Marker::from_u8(byte)))
    }

    fn enter(&mut self) -> Result<(), Mismatch> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(Mismatch) } else { Ok(()) }
    }

    /// All elements have to be read.
    fn leave(&mut self, left: usize) -> Result<(), Mismatch> {
        self.depth -= 1;
        if left == 0 { Ok(()) } else { Err(Mismatch) }
    }

    fn visit_list<V: Visitor<'de>>(&mut self, count: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.enter()?;
        let mut elements = Elements { reader: self, left: count };
        let value = visitor.visit_seq(&mut elements)?;
        let left = elements.left;
        self.leave(left)?;
        Ok(value)
    }

    fn visit_map<V: Visitor<'de>>(&mut self, count: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.enter()?;
        let mut elements = Elements { reader: self, left: count };
        let value = visitor.visit_map(&mut elements)?;
        let left = elements.left;
        self.leave(left)?;
        Ok(value)
    }
}

macro_rules! scalars {
    ($($method:ident $read:ident $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            visitor.$visit(self.$read()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Mismatch;

    scalars! {
        deserialize_u8 unsigned visit_u64;
        deserialize_u16 unsigned visit_u64;
        deserialize_u32 unsigned visit_u64;
        deserialize_u64 unsigned visit_u64;
        deserialize_i8 signed visit_i64;
        deserialize_i16 signed visit_i64;
        deserialize_i32 signed visit_i64;
        deserialize_i64 signed visit_i64;
        deserialize_f32 float visit_f64;
        deserialize_f64 float visit_f64;
        deserialize_char string visit_borrowed_str;
        deserialize_str string visit_borrowed_str;
        deserialize_string string visit_borrowed_str;
        deserialize_identifier string visit_borrowed_str;
        deserialize_bytes bytes visit_borrowed_bytes;
        deserialize_byte_buf bytes visit_borrowed_bytes;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.token()? {
            Token::Nil => visitor.visit_unit(),
            Token::Bool(value) => visitor.visit_bool(value),
            Token::Unsigned(value) => visitor.visit_u64(value),
            Token::Signed(value) => visitor.visit_i64(value),
            Token::Float(value) => visitor.visit_f64(value),
            Token::Text(text) => visitor.visit_borrowed_str(text),
            Token::Bytes(bytes) => visitor.visit_borrowed_bytes(bytes),
            Token::List(count) => self.visit_list(count, visitor),
            Token::Map(count) => self.visit_map(count, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let Token::Bool(value) = self.token()? else { return Err(Mismatch) };
        visitor.visit_bool(value)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.starts_with(|marker| marker == Marker::Null) {
            self.skip()?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let (Token::Nil | Token::List(0)) = self.token()? else { return Err(Mismatch) };
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let count = self.list()?;
        self.visit_list(count, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let count = self.map()?;
        self.visit_map(count, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }

    /// The name of the variant, or a map from it to what it contains.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let is_map =
            self.starts_with(|marker| matches!(marker, Marker::FixMap(_) | Marker::Map16 | Marker::Map32));
        if is_map && self.map()? != 1 {
            return Err(Mismatch);
        }
        visitor.visit_enum(Variant { reader: self, is_unit: !is_map })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.skip()?;
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        true
    }
}

/// The elements of a list or a map.
struct Elements<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: usize,
}

impl Elements<'_, '_> {
    fn next(&mut self) -> bool {
        let some = self.left > 0;
        self.left = self.left.saturating_sub(1);
        some
    }
}

impl<'de> SeqAccess<'de> for &mut Elements<'_, 'de> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        if self.next() { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    // No more than there can be: an element has at least a byte.
    fn size_hint(&self) -> Option<usize> {
        Some(self.left.min(self.reader.left.len()))
    }
}

impl<'de> MapAccess<'de> for &mut Elements<'_, 'de> {
    type Error = Mismatch;

    fn next_key_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        if self.next() { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Mismatch> {
        seed.deserialize(&mut *self.reader)
    }
}

struct Variant<'a, 'de> {
    reader: &'a mut Reader<'de>,
    is_unit: bool,
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Mismatch> {
        Ok((seed.deserialize(&mut *self.reader)?, self))
    }
}

impl<'a, 'de> Variant<'a, 'de> {
    fn content(self) -> Result<&'a mut Reader<'de>, Mismatch> {
        if self.is_unit { Err(Mismatch) } else { Ok(self.reader) }
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        if self.is_unit { Ok(()) } else { serde::Deserialize::deserialize(self.reader) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Mismatch> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.content()?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.content()?.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests;
