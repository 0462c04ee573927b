//! The part of Python's pickle format that a PyTorch file of tensors uses
//! (<https://docs.python.org/3/library/pickletools.html>). Nothing is called: a call becomes a value.

use std::collections::HashMap;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    None,
    Bool(bool),
    Int(i64),
    Text(String),
    /// Tuples and lists.
    List(Vec<Value>),
    /// Pairs of a dictionary, in order.
    Dict(Vec<(Value, Value)>),
    /// A class or function.
    Global(String),
    /// A call: what is called, and its arguments.
    Call(Box<Value>, Box<Value>),
    /// A reference to something outside.
    Persistent(Box<Value>),
}

/// Nesting of values, so that a damaged file cannot exhaust the stack.
const MAX_STACK: usize = 1 << 20;

/// Reads a pickle from the start of `bytes`, and removes it from them. `None` if it is damaged or has other values.
pub(crate) fn read(bytes: &mut &[u8]) -> Option<Value> {
    let mut stack: Vec<Value> = Vec::new();
    let mut marks: Vec<usize> = Vec::new();
    let mut memo: HashMap<u32, Value> = HashMap::new();
    loop {
        if stack.len() > MAX_STACK {
            return None;
        }
        match take::<1>(bytes)?[0] {
            // PROTO, with the version.
            0x80 => drop(take::<1>(bytes)?),
            b'}' => stack.push(Value::Dict(Vec::new())),
            b']' | b')' => stack.push(Value::List(Vec::new())),
            b'(' => marks.push(stack.len()),
            b'N' => stack.push(Value::None),
            0x88 => stack.push(Value::Bool(true)),
            0x89 => stack.push(Value::Bool(false)),
            b'K' => stack.push(Value::Int(take::<1>(bytes)?[0].into())),
            b'M' => stack.push(Value::Int(u16::from_le_bytes(take(bytes)?).into())),
            b'J' => stack.push(Value::Int(i32::from_le_bytes(take(bytes)?).into())),
            // LONG1: little-endian two's complement. Longer ones are only in the file's first value, a mark.
            0x8a => {
                let length = usize::from(take::<1>(bytes)?[0]);
                let digits = slice(bytes, length)?;
                let mut all = [if digits.last().is_some_and(|last| *last > 127) { 255 } else { 0 }; 8];
                let used = length.min(8);
                all[..used].copy_from_slice(&digits[..used]);
                stack.push(Value::Int(i64::from_le_bytes(all)));
            }
            b'X' => {
                let length = u32::from_le_bytes(take(bytes)?);
                let text = slice(bytes, usize::try_from(length).ok()?)?;
                stack.push(Value::Text(std::str::from_utf8(text).ok()?.to_owned()));
            }
            b'c' => {
                let (module, name) = (line(bytes)?, line(bytes)?);
                stack.push(Value::Global(format!("{module}.{name}")));
            }
            b'q' => drop(memo.insert(take::<1>(bytes)?[0].into(), stack.last()?.clone())),
            b'r' => drop(memo.insert(u32::from_le_bytes(take(bytes)?), stack.last()?.clone())),
            b'h' => stack.push(memo.get(&take::<1>(bytes)?[0].into())?.clone()),
            b'j' => stack.push(memo.get(&u32::from_le_bytes(take(bytes)?))?.clone()),
            b't' => {
                let items = stack.split_off(marks.pop()?);
                stack.push(Value::List(items));
            }
            count @ 0x85..=0x87 => {
                let first = stack.len().checked_sub(usize::from(count - 0x84))?;
                let items = stack.split_off(first);
                stack.push(Value::List(items));
            }
            b'Q' => {
                let id = stack.pop()?;
                stack.push(Value::Persistent(Box::new(id)));
            }
            b'R' => {
                let (arguments, function) = (stack.pop()?, stack.pop()?);
                // An ordered dictionary is a dictionary.
                stack.push(match &function {
                    Value::Global(name) if name == "collections.OrderedDict" => Value::Dict(Vec::new()),
                    _ => Value::Call(Box::new(function), Box::new(arguments)),
                });
            }
            // The state of an object: attributes of the dictionary, which say nothing about the tensors.
            b'b' => drop(stack.pop()?),
            b's' => {
                let (value, key) = (stack.pop()?, stack.pop()?);
                let Some(Value::Dict(pairs)) = stack.last_mut() else { return None };
                pairs.push((key, value));
            }
            b'u' => {
                let mut items = stack.split_off(marks.pop()?).into_iter();
                let Some(Value::Dict(pairs)) = stack.last_mut() else { return None };
                while let (Some(key), Some(value)) = (items.next(), items.next()) {
                    pairs.push((key, value));
                }
            }
            b'a' => {
                let item = stack.pop()?;
                let Some(Value::List(items)) = stack.last_mut() else { return None };
                items.push(item);
            }
            b'e' => {
                let more = stack.split_off(marks.pop()?);
                let Some(Value::List(items)) = stack.last_mut() else { return None };
                items.extend(more);
            }
            b'.' => return stack.pop(),
            _ => return None,
        }
    }
}

/// The next bytes.
pub(crate) fn take<const COUNT: usize>(bytes: &mut &[u8]) -> Option<[u8; COUNT]> {
    slice(bytes, COUNT)?.try_into().ok()
}

/// The next bytes.
pub(crate) fn slice<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

/// The next line, without its end.
fn line<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let text = std::str::from_utf8(slice(bytes, end)?).ok()?;
    take::<1>(bytes)?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_pythons_pickle_are_read() {
        // pickle.dumps({"a": [1, 300, -7], "b": (None, True)}, protocol=2)
        let bytes = b"\x80\x02}q\0(X\x01\0\0\0aq\x01]q\x02(K\x01M,\x01J\xf9\xff\xff\xffeX\x01\0\0\0bq\x03N\x88\x86q\x04u.rest";
        let mut rest = &bytes[..];
        let text = |text: &str| Value::Text(text.to_owned());
        let list = Value::List(vec![Value::Int(1), Value::Int(300), Value::Int(-7)]);
        let tuple = Value::List(vec![Value::None, Value::Bool(true)]);
        assert_eq!(read(&mut rest), Some(Value::Dict(vec![(text("a"), list), (text("b"), tuple)])));
        assert_eq!(rest, b"rest");
    }

    #[test]
    fn nothing_is_called_and_damage_is_noticed() {
        // pickle.dumps of an object that would run `os.system("true")`.
        let mut call = &b"cos\nsystem\n(X\x04\0\0\0truetR."[..];
        let function = Box::new(Value::Global("os.system".to_owned()));
        let arguments = Box::new(Value::List(vec![Value::Text("true".to_owned())]));
        assert_eq!(read(&mut call), Some(Value::Call(function, arguments)));
        for damaged in [&b""[..], b"K", b"X\xff\xff\xff\xffa.", b"t.", b"u.", b"\x86.", b"h\x05.", b"?"] {
            assert_eq!(read(&mut &*damaged), None, "{damaged:?}");
        }
    }
}
