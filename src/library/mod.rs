//! Workspaces and models that the visitor saves by hand, in the browser or as files.

pub(crate) mod actions;
mod panel;

pub(crate) use panel::LibraryPanel;
