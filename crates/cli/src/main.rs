//! The `facade` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    facade_cli::main()
}
