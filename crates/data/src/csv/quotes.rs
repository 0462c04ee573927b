//! Which bytes of separated text are quoted.

/// Tracks which bytes are quoted, by the rules of the csv reader (RFC 4180): a quote opens a field only as its first
/// byte, and a doubled quote inside is an escaped quote.
#[derive(Default)]
pub(super) struct QuoteState {
    pub(super) state: State,
    /// Whether the last byte was the second of a doubled quote.
    pub(super) doubled: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum State {
    /// Before the first byte of a field.
    #[default]
    Start,
    /// In an unquoted field, or after its quoted part.
    Plain,
    /// Inside quotes.
    Quoted,
    /// After a closing quote, unless another quote follows.
    Closed,
}

impl QuoteState {
    /// Processes the next byte; returns whether it is outside quotes.
    pub(super) fn advance(&mut self, byte: u8, delimiter: u8) -> bool {
        self.doubled = false;
        let outside = self.state != State::Quoted;
        self.state = match (self.state, byte) {
            (State::Start, b'"') => State::Quoted,
            (State::Quoted, b'"') => State::Closed,
            (State::Quoted, _) => State::Quoted,
            (State::Closed, b'"') => {
                self.doubled = true;
                State::Quoted
            }
            (_, byte) if byte == delimiter || byte == b'\n' => State::Start,
            _ => State::Plain,
        };
        outside
    }
}
