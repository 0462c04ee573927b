//! The page: draws what workers tell and passes on what the visitor asks.

mod message;

pub use message::Message;
