//! The command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    facade_cli::main()
}
