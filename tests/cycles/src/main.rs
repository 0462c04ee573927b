//! Finds import cycles among the modules of a crate: `facade-cycles FOLDER...`, each the `src` of a crate. Exits with 1 if there is one.
//!
//! A module uses another if one of its paths leads to an item that the other defines, through any re-exports. Re-exports and `mod`
//! declarations do not count as uses. Tests are excluded.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use syn::visit::Visit;
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

/// The path of a module from the crate's root; empty for the root itself.
type Name = Vec<String>;

/// A module, as parsed from its file.
#[derive(Default)]
struct Module {
    /// The items that it defines, including modules.
    defines: BTreeSet<String>,
    /// The paths of imported and re-exported names.
    imports: BTreeMap<String, Name>,
    /// Modules that it imports with `*`.
    globs: Vec<Name>,
    /// Paths in its code, from the root.
    paths: BTreeSet<Name>,
}

fn main() -> ExitCode {
    let mut cycles = 0;
    for folder in std::env::args().skip(1) {
        match read(Path::new(&folder)) {
            Ok(modules) => {
                let uses = uses(&modules);
                for cycle in find_cycles(&uses) {
                    let names: Vec<String> = cycle.iter().map(display).collect();
                    eprintln!("{folder}: import cycle: {}", names.join(", "));
                    for name in &cycle {
                        for (used, paths) in uses[name].iter().filter(|(used, _)| cycle.contains(used)) {
                            eprintln!("  {} uses {}: {}", display(name), display(used), paths.join(", "));
                        }
                    }
                    cycles += 1;
                }
            }
            Err(error) => {
                eprintln!("{folder}: {error}");
                cycles += 1;
            }
        }
    }
    if cycles == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn display(name: &Name) -> String {
    if name.is_empty() { "the root".to_owned() } else { name.join("::") }
}

/// Reads all modules of a crate.
fn read(folder: &Path) -> Result<BTreeMap<Name, Module>, Box<dyn Error>> {
    let mut modules = BTreeMap::new();
    let mut queue = vec![(folder.to_owned(), Name::new())];
    while let Some((folder, name)) = queue.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let mut name = name.clone();
            if path.is_dir() {
                name.push(stem);
                queue.push((path, name));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                if !["lib", "main", "mod"].contains(&stem.as_str()) {
                    name.push(stem);
                }
                let text = std::fs::read_to_string(&path)?;
                let file = syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?;
                modules.insert(name.clone(), parse_module(&name, &file.items));
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

/// Resolves a path in a module to a path from the root; `None` if it leads out of the crate. `depth` is that of inline modules.
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
                if let Some(name) = self.resolve(path) {
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
        if let Some(name) = self.resolve(&whole) {
            if !public {
                self.module.paths.insert(name.clone());
            }
            self.module.imports.insert(known, name);
        }
    }

    /// Resolves a path, also one that starts with a module of this file without `self::`.
    fn resolve(&self, path: &[String]) -> Option<Name> {
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
        if let Some(name) = self.resolve(&words).filter(|_| words.len() > 1) {
            self.module.paths.insert(name);
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        // The tokens of a macro are not parsed; paths are found as words.
        let text = called.tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
            let words: Vec<String> = word.split("::").map(str::to_owned).collect();
            if let Some(name) = self.resolve(&words).filter(|_| words.len() > 1) {
                self.module.paths.insert(name);
            }
        }
        syn::visit::visit_macro(self, called);
    }
}

fn parse_module(from: &Name, items: &[Item]) -> Module {
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

/// The module that defines the item of a path.
fn definer(modules: &BTreeMap<Name, Module>, path: &[String], steps: usize) -> Option<Name> {
    // Circular re-exports lead nowhere.
    if steps > 20 {
        return None;
    }
    let known = (0..=path.len()).rev().find(|&length| modules.contains_key(&path[..length]))?;
    let (name, rest) = path.split_at(known);
    let module = &modules[name];
    let Some((word, more)) = rest.split_first() else { return Some(name.to_vec()) };
    if let Some(target) = module.imports.get(word) {
        return definer(modules, &[target.as_slice(), more].concat(), steps + 1);
    }
    if module.defines.contains(word) {
        return Some(name.to_vec());
    }
    let through = |glob: &Name| definer(modules, &[glob.as_slice(), rest].concat(), steps + 1);
    module.globs.iter().filter(|glob| **glob != name).find_map(through).or_else(|| Some(name.to_vec()))
}

/// For each module the modules that it uses, with the paths.
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

/// The cycles: strongly connected components of the graph of modules.
fn find_cycles(uses: &Uses) -> Vec<Vec<Name>> {
    let reachable = |from: &Name| {
        let (mut seen, mut queue) = (BTreeSet::new(), vec![from]);
        while let Some(name) = queue.pop() {
            for next in uses.get(name).into_iter().flat_map(BTreeMap::keys) {
                if seen.insert(next.clone()) {
                    queue.push(next);
                }
            }
        }
        seen
    };
    let from: BTreeMap<&Name, BTreeSet<Name>> = uses.keys().map(|name| (name, reachable(name))).collect();
    let mut cycles: Vec<Vec<Name>> = Vec::new();
    for (name, others) in &from {
        if others.contains(*name) && !cycles.iter().any(|cycle| cycle.contains(name)) {
            let both = |other: &&Name| from.get(other).is_some_and(|back| back.contains(*name));
            cycles.push(others.iter().filter(both).cloned().collect());
        }
    }
    cycles
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn cycles(files: &[(&str, &str)]) -> Vec<String> {
        let modules = files.iter().map(|(name, text)| {
            let name: Name = name.split("::").filter(|word| !word.is_empty()).map(str::to_owned).collect();
            let items = syn::parse_file(text).unwrap().items;
            (name.clone(), parse_module(&name, &items))
        });
        let modules: BTreeMap<Name, Module> = modules.collect();
        find_cycles(&uses(&modules))
            .iter()
            .map(|cycle| cycle.iter().map(display).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn a_chain_is_not_a_cycle() {
        let root = ("", "mod a; mod b; pub use a::A; pub use b::B;");
        assert!(cycles(&[root, ("a", "use crate::B; pub struct A(B);"), ("b", "pub struct B;")]).is_empty());
    }

    #[test]
    fn a_cycle_through_re_exports_is_found() {
        let root = ("", "mod a; mod b; pub use a::A; pub use b::B;");
        let found =
            cycles(&[root, ("a", "use crate::B; pub struct A(B);"), ("b", "use super::A; pub struct B(A);")]);
        assert_eq!(found, ["a b"]);
    }

    #[test]
    fn a_parent_that_its_child_uses_may_not_use_the_child() {
        let child = ("child", "pub fn of(x: super::X) {}");
        assert!(cycles(&[("", "mod child; pub struct X;"), child]).is_empty());
        assert_eq!(
            cycles(&[("", "mod child; pub struct X; fn f() { child::of(X) }"), child]),
            ["the root child"]
        );
    }

    #[test]
    fn tests_are_excluded_and_macros_are_included() {
        let b = ("b", "pub fn b() { println!(\"{}\", crate::a::A) }");
        assert!(cycles(&[("a", "pub struct A; #[cfg(test)] mod tests { use crate::b::b; }"), b]).is_empty());
        assert_eq!(cycles(&[("a", "pub struct A; mod inner { use crate::b::b; }"), b]), ["a b"]);
    }
}
