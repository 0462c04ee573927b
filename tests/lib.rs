//! Empty: this package consists of tests, examples and benchmarks.
