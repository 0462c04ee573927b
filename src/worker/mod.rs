//! Hosts a session or a decoder in a dedicated worker.
