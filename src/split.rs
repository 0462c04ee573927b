//! Which houses train and which test.
