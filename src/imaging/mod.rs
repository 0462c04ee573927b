//! From photos to montages.
