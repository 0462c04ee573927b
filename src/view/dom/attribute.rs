//! What can be the value of an attribute, a class or a property.

use wasm_bindgen::JsValue;

/// A value that changes.
pub(super) type Live<T> = Box<dyn Fn() -> T>;

/// The value of an attribute; none for no attribute.
pub(in crate::view) enum Value {
    /// It stays.
    Fixed(Option<String>),
    /// It changes.
    Live(Live<Option<String>>),
}

/// Plain data that an attribute can hold.
pub(in crate::view) trait Plain {
    /// It as text, or none for no attribute.
    fn plain(self) -> Option<String>;
}

/// What an attribute can be given: plain data, or a closure that gives such.
pub(in crate::view) trait Attribute {
    /// It as a value.
    fn attribute(self) -> Value;
}

impl<T: Plain, F: Fn() -> T + 'static> Attribute for F {
    fn attribute(self) -> Value {
        Value::Live(Box::new(move || self().plain()))
    }
}

macro_rules! plain {
    ($($type:ty: $value:ident => $plain:expr;)*) => {$(
        impl Plain for $type {
            fn plain(self) -> Option<String> {
                let $value = self;
                $plain
            }
        }

        impl Attribute for $type {
            fn attribute(self) -> Value {
                Value::Fixed(self.plain())
            }
        }
    )*};
}

plain! {
    &'static str: value => Some(value.to_string());
    String: value => Some(value);
    usize: value => Some(value.to_string());
    bool: value => value.then(String::new);
    Option<&'static str>: value => value.map(str::to_string);
    Option<String>: value => value;
}

/// What decides whether an element has a class.
pub(in crate::view) trait Flag {
    /// It as a value, which is some or none.
    fn flag(self) -> Value;
}

impl Flag for bool {
    fn flag(self) -> Value {
        self.attribute()
    }
}

impl<F: Fn() -> bool + 'static> Flag for F {
    fn flag(self) -> Value {
        self.attribute()
    }
}

/// What a property can be given: a truth, or a closure that gives text or a truth.
pub(in crate::view) trait Property {
    /// It as a value.
    fn property(self) -> Live<JsValue>;
}

impl Property for bool {
    fn property(self) -> Live<JsValue> {
        Box::new(move || self.into())
    }
}

impl<T: Into<JsValue>, F: Fn() -> T + 'static> Property for F {
    fn property(self) -> Live<JsValue> {
        Box::new(move || self().into())
    }
}
