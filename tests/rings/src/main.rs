//! Finds modules of a crate that use each other in a ring: `rings FOLDER...`, each the `src` of a crate. Ends with 1 where there is one.
//!
//! A module uses another where a path in it leads to something that the other defines, through any re-exports. Re-exports and `mod`
//! themselves are not uses: they are how a crate shows its parts. Tests are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use syn::visit::Visit;
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

/// Names of modules from the crate's root; the root itself is empty.
type Name = Vec<String>;

/// A module as its file tells it.
#[derive(Default)]
struct Module {
    /// What it defines, modules included.
    defines: BTreeSet<String>,
    /// What it brings in under a name, for itself and, with `pub`, for others: the path that it stands for.
    names: BTreeMap<String, Name>,
    /// Modules whose every name it brings in.
    globs: Vec<Name>,
    /// Paths in its code, from the root.
    paths: BTreeSet<Name>,
}

fn main() -> ExitCode {
    let mut rings = 0;
    for folder in std::env::args().skip(1) {
        match read(Path::new(&folder)) {
            Ok(modules) => {
                let uses = uses(&modules);
                for ring in find(&uses) {
                    let names: Vec<String> = ring.iter().map(shown).collect();
                    eprintln!("{folder}: these use each other: {}", names.join(", "));
                    for name in &ring {
                        for (used, paths) in uses[name].iter().filter(|(used, _)| ring.contains(used)) {
                            eprintln!("  {} uses {}: {}", shown(name), shown(used), paths.join(", "));
                        }
                    }
                    rings += 1;
                }
            }
            Err(error) => {
                eprintln!("{folder}: {error}");
                rings += 1;
            }
        }
    }
    if rings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn shown(name: &Name) -> String {
    if name.is_empty() { "the root".to_owned() } else { name.join("::") }
}

/// All modules of a crate, by the files in its folder.
fn read(folder: &Path) -> Result<BTreeMap<Name, Module>, Box<dyn Error>> {
    let mut modules = BTreeMap::new();
    let mut waiting = vec![(folder.to_owned(), Name::new())];
    while let Some((folder, name)) = waiting.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let mut name = name.clone();
            if path.is_dir() {
                name.push(stem);
                waiting.push((path, name));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                if !["lib", "main", "mod"].contains(&stem.as_str()) {
                    name.push(stem);
                }
                let text = std::fs::read_to_string(&path)?;
                let file = syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?;
                modules.insert(name.clone(), module(&name, &file.items));
            }
        }
    }
    Ok(modules)
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test")))
    })
}

/// What a path from within a module is from the root; none where it leads elsewhere. Modules within a file are at `depth`.
fn absolute(from: &Name, depth: usize, path: &[String]) -> Option<Name> {
    let (first, rest) = path.split_first()?;
    let mut name = match first.as_str() {
        "crate" => Name::new(),
        "self" => from.clone(),
        "super" if depth > 0 => return absolute(from, depth - 1, &[&["self".to_owned()], rest].concat()),
        "super" => from[..from.len().checked_sub(1)?].to_vec(),
        _ => return None,
    };
    let mut rest = rest;
    while let Some((_, more)) = rest.split_first().filter(|(word, _)| *word == "super") {
        name.pop()?;
        rest = more;
    }
    name.extend_from_slice(rest);
    Some(name)
}

struct Reader<'a> {
    from: &'a Name,
    depth: usize,
    module: Module,
}

impl Reader<'_> {
    fn tree(&mut self, tree: &UseTree, path: &mut Vec<String>, public: bool) {
        match tree {
            UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                self.tree(&inner.tree, path, public);
                path.pop();
            }
            UseTree::Group(group) => group.items.iter().for_each(|inner| self.tree(inner, path, public)),
            UseTree::Name(name) => self.named(&name.ident.to_string(), &name.ident.to_string(), path, public),
            UseTree::Rename(rename) => {
                self.named(&rename.ident.to_string(), &rename.rename.to_string(), path, public)
            }
            UseTree::Glob(_) => {
                if let Some(name) = self.rooted(path) {
                    if !public {
                        self.module.paths.insert(name.clone());
                    }
                    self.module.globs.push(name);
                }
            }
        }
    }

    fn named(&mut self, ident: &str, known: &str, path: &[String], public: bool) {
        let mut whole = path.to_vec();
        let mut known = known.to_owned();
        if ident == "self" {
            known = if known == "self" { path.last().cloned().unwrap_or_default() } else { known };
        } else {
            whole.push(ident.to_owned());
        }
        if let Some(name) = self.rooted(&whole) {
            if !public {
                self.module.paths.insert(name.clone());
            }
            self.module.names.insert(known, name);
        }
    }

    /// Also for what a file says of its own modules without `self::`.
    fn rooted(&self, path: &[String]) -> Option<Name> {
        absolute(self.from, self.depth, path).or_else(|| {
            let first = path.first()?;
            (self.depth == 0 && self.module.defines.contains(first))
                .then(|| [self.from.as_slice(), path].concat())
        })
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            _ => &Vec::new(),
        };
        if !is_test(attributes) {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.depth += 1;
        syn::visit::visit_item_mod(self, item);
        self.depth -= 1;
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let public = self.depth == 0 && !matches!(item.vis, Visibility::Inherited);
        self.tree(&item.tree, &mut Vec::new(), public);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(name) = self.rooted(&words).filter(|_| words.len() > 1) {
            self.module.paths.insert(name);
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        // What is within is not parsed; paths in it are found as words.
        let text = called.tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
            let words: Vec<String> = word.split("::").map(str::to_owned).collect();
            if let Some(name) = self.rooted(&words).filter(|_| words.len() > 1) {
                self.module.paths.insert(name);
            }
        }
        syn::visit::visit_macro(self, called);
    }
}

fn module(from: &Name, items: &[Item]) -> Module {
    let mut reader = Reader { from, depth: 0, module: Module::default() };
    for item in items {
        let ident = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Macro(item) => item.ident.as_ref(),
            Item::Mod(item) => Some(&item.ident),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        reader.module.defines.extend(ident.map(ToString::to_string));
    }
    items.iter().for_each(|item| reader.visit_item(item));
    reader.module
}

/// The module that defines what a path leads to.
fn definer(modules: &BTreeMap<Name, Module>, path: &[String], steps: usize) -> Option<Name> {
    // A re-export of a re-export of itself leads nowhere.
    if steps > 20 {
        return None;
    }
    let known = (0..=path.len()).rev().find(|&length| modules.contains_key(&path[..length]))?;
    let (name, rest) = path.split_at(known);
    let module = &modules[name];
    let Some((word, more)) = rest.split_first() else { return Some(name.to_vec()) };
    if let Some(stands_for) = module.names.get(word) {
        return definer(modules, &[stands_for.as_slice(), more].concat(), steps + 1);
    }
    if module.defines.contains(word) {
        return Some(name.to_vec());
    }
    let through = |glob: &Name| definer(modules, &[glob.as_slice(), rest].concat(), steps + 1);
    module.globs.iter().filter(|glob| **glob != name).find_map(through).or_else(|| Some(name.to_vec()))
}

/// Which module uses which others, with the paths by which it does.
type Uses = BTreeMap<Name, BTreeMap<Name, Vec<String>>>;

fn uses(modules: &BTreeMap<Name, Module>) -> Uses {
    let of = |(name, module): (&Name, &Module)| {
        let mut used: BTreeMap<Name, Vec<String>> = BTreeMap::new();
        for path in &module.paths {
            if let Some(definer) = definer(modules, path, 0).filter(|definer| definer != name) {
                used.entry(definer).or_default().push(path.join("::"));
            }
        }
        (name.clone(), used)
    };
    modules.iter().map(of).collect()
}

/// Modules that can be reached from themselves, together with those on the way (strongly connected components).
fn find(uses: &Uses) -> Vec<Vec<Name>> {
    let reached = |from: &Name| {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![from]);
        while let Some(name) = waiting.pop() {
            for next in uses.get(name).into_iter().flat_map(BTreeMap::keys) {
                if seen.insert(next.clone()) {
                    waiting.push(next);
                }
            }
        }
        seen
    };
    let from: BTreeMap<&Name, BTreeSet<Name>> = uses.keys().map(|name| (name, reached(name))).collect();
    let mut rings: Vec<Vec<Name>> = Vec::new();
    for (name, others) in &from {
        if others.contains(*name) && !rings.iter().any(|ring| ring.contains(name)) {
            let both = |other: &&Name| from.get(other).is_some_and(|back| back.contains(*name));
            rings.push(others.iter().filter(both).cloned().collect());
        }
    }
    rings
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn rings(files: &[(&str, &str)]) -> Vec<String> {
        let modules = files.iter().map(|(name, text)| {
            let name: Name = name.split("::").filter(|word| !word.is_empty()).map(str::to_owned).collect();
            let items = syn::parse_file(text).unwrap().items;
            (name.clone(), module(&name, &items))
        });
        let modules: BTreeMap<Name, Module> = modules.collect();
        find(&uses(&modules))
            .iter()
            .map(|ring| ring.iter().map(shown).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn a_chain_is_no_ring() {
        let root = ("", "mod a; mod b; pub use a::A; pub use b::B;");
        assert!(rings(&[root, ("a", "use crate::B; pub struct A(B);"), ("b", "pub struct B;")]).is_empty());
    }

    #[test]
    fn a_ring_through_re_exports_is_found() {
        let root = ("", "mod a; mod b; pub use a::A; pub use b::B;");
        let found =
            rings(&[root, ("a", "use crate::B; pub struct A(B);"), ("b", "use super::A; pub struct B(A);")]);
        assert_eq!(found, ["a b"]);
    }

    #[test]
    fn a_parent_that_defines_what_its_child_needs_may_not_use_the_child() {
        let child = ("child", "pub fn of(x: super::X) {}");
        assert!(rings(&[("", "mod child; pub struct X;"), child]).is_empty());
        assert_eq!(
            rings(&[("", "mod child; pub struct X; fn f() { child::of(X) }"), child]),
            ["the root child"]
        );
    }

    #[test]
    fn tests_do_not_count_and_macros_do() {
        let b = ("b", "pub fn b() { println!(\"{}\", crate::a::A) }");
        assert!(rings(&[("a", "pub struct A; #[cfg(test)] mod tests { use crate::b::b; }"), b]).is_empty());
        assert_eq!(rings(&[("a", "pub struct A; mod inner { use crate::b::b; }"), b]), ["a b"]);
    }
}
