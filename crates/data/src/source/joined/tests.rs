use super::*;
use crate::archive::tests::{archive, file};

/// A folder for a test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("facade-joined-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Folder(folder)
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn contents(source: &JoinedSource) -> Vec<(String, String)> {
    let text = |path: &String| {
        let bytes = source.read(path).unwrap();
        assert_eq!(source.size(path).unwrap(), bytes.len() as u64, "{path}");
        String::from_utf8_lossy(&bytes).chars().take(20).collect()
    };
    source.paths().iter().map(|path| (path.clone(), text(path))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn an_archive_beside_the_table_is_read_with_the_folder() {
    let folder = Folder::new("beside");
    folder.write("set/prices.csv", "price");
    folder.write("set/photos.zip", archive(&[file("1.jpg", "one"), file("2.jpg", "two")]));
    folder.write("set/deep/17.zip", archive(&[file("17/kitchen.jpg", "sink")]));
    folder.write("set/broken.zip", "no archive");
    let source = open_source(&[folder.0.join("set")]).unwrap();
    assert_eq!(source.name(), "set");
    assert_eq!(
        contents(&source),
        pairs(&[
            ("set/broken.zip", "no archive"),
            ("set/deep/17/kitchen.jpg", "sink"),
            ("set/photos/1.jpg", "one"),
            ("set/photos/2.jpg", "two"),
            ("set/prices.csv", "price"),
        ])
    );
    let [(path, error)] = source.unread_archives() else { panic!("one archive cannot be read") };
    assert_eq!((path.as_str(), error), ("set/broken.zip", &SourceError::Archive(ArchiveError::NotAnArchive)));
    assert!(matches!(source.read("set/photos.zip"), Err(SourceError::Missing { .. })));
}

#[test]
fn parts_of_a_download_are_one_folder() {
    let folder = Folder::new("parts");
    let first = folder.write("drive-001.zip", archive(&[file("houses/1.jpg", "one")]));
    let second = folder
        .write("drive-002.zip", archive(&[file("houses/2.jpg", "two"), file("houses/prices.csv", "price")]));
    let expected = [("houses/1.jpg", "one"), ("houses/2.jpg", "two"), ("houses/prices.csv", "price")];
    let source = open_source(&[first.clone(), second]).unwrap();
    assert_eq!((source.name(), contents(&source)), ("houses", pairs(&expected)));
    // A table beside an archive, both chosen.
    let table = folder.write("prices.csv", "price");
    let source = open_source(&[table.clone(), first.clone()]).unwrap();
    assert_eq!(contents(&source), pairs(&[("houses/1.jpg", "one"), ("prices.csv", "price")]));
    // The same name twice.
    let other = folder.write("other/prices.csv", "other");
    let source = open_source(&[table, other, folder.0.join("other")]).unwrap();
    assert_eq!(
        contents(&source),
        pairs(&[("(2)/prices.csv", "other"), ("other/prices.csv", "other"), ("prices.csv", "price")])
    );
    let missing = open_source(&[first, folder.0.join("gone.zip")]).unwrap_err();
    assert!(matches!(missing, SourceError::Unreadable { .. }), "{missing}");
}

#[test]
fn an_archive_within_an_archive_is_read() {
    let folder = Folder::new("nested");
    let innermost = archive(&[file("x/1.jpg", "deep")]);
    let inner = archive(&[file("1.jpg", "one"), file("deeper.zip", innermost)]);
    let outer =
        archive(&[file("set/prices.csv", "price"), file("set/photos.zip", inner), file("set/bad.zip", "?")]);
    let path = folder.write("all.zip", outer);
    let found = [
        ("set/bad.zip", "?"),
        ("set/photos/1.jpg", "one"),
        ("set/photos/deeper.zip", ""),
        ("set/prices.csv", "price"),
    ];
    let source = open_source(&[path]).unwrap();
    assert_eq!((source.name(), source.unread_archives().len()), ("all.zip", 1));
    let mut expected = pairs(&found);
    let mut actual = contents(&source);
    expected[2].1.clear();
    assert!(actual[2].1.starts_with("PK"), "an archive two levels down stays a file");
    actual[2].1.clear();
    assert_eq!(actual, expected);
}

#[test]
fn a_folder_is_listed_as_by_itself() {
    let folder = Folder::new("plain");
    folder.write("set/prices.csv", "price");
    folder.write("set/a/1.jpg", "one");
    let alone = FolderSource::open(&folder.0.join("set")).unwrap();
    let source = open_source(&[folder.0.join("set")]).unwrap();
    assert_eq!((source.paths(), source.name()), (alone.paths(), alone.name()));
    assert!(open_source(&[]).unwrap().paths().is_empty());
}
