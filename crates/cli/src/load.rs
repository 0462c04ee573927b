//! Loads a dataset from a folder, an archive or the built-in sample.

use std::path::Path;

use clap::Args;

use super::CliError;
use facade_data as dataset;
use facade_data::{
    Dataset, FolderSource, HouseList, Mapping, PhotoIndex, Source, Table, TiledHouse, ZipSource,
    check_table_size, find_table, find_tables, read_table,
};
use facade_imaging::{sample, tile_house};
use facade_platform as platform;

/// The dataset argument for the built-in sample.
pub(super) const SAMPLE: &str = "sample";

/// Which file is the price list, and what its columns mean. Columns are given by name; missing arguments are inferred.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Price list")]
pub struct TableArgs {
    /// The price list, if there are several: its name, or the end of its path
    #[arg(long, value_name = "FILE")]
    table: Option<String>,
    /// The column with the price
    #[arg(long, value_name = "COLUMN")]
    price: Option<String>,
    /// The column with the house number, or `none` to number the rows
    #[arg(long, value_name = "COLUMN")]
    number: Option<String>,
    /// The column with the zip code or neighbourhood, or `none`
    #[arg(long, value_name = "COLUMN")]
    zip_code: Option<String>,
    /// Columns with numeric attributes, separated by commas, or `none`
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    attributes: Option<Vec<String>>,
    /// Columns with file names of photos, separated by commas, or `none` to pair photos by their own names
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    photos: Option<Vec<String>>,
    /// Drop houses in zip codes with fewer houses than this
    #[arg(long, value_name = "N")]
    per_zip_code: Option<usize>,
}

impl TableArgs {
    /// Index of the price list in `paths`.
    fn find(&self, paths: &[String]) -> Result<usize, CliError> {
        let Some(wanted) = &self.table else { return Ok(find_table(paths)?) };
        let tables = find_tables(paths)?;
        let suffix = format!("/{}", wanted.replace('\\', "/").trim_start_matches(['.', '/'])).to_lowercase();
        let matches = |table: &usize| format!("/{}", paths[*table].to_lowercase()).ends_with(&suffix);
        let names = |tables: &[usize]| {
            let names: Vec<&str> = tables.iter().take(10).map(|&table| paths[table].as_str()).collect();
            names.join(", ")
        };
        match tables.iter().copied().filter(matches).collect::<Vec<_>>()[..] {
            [table] => Ok(table),
            [] => Err(CliError::Message(format!(
                "No price list is named “{wanted}”. Found: {}.",
                names(&tables)
            ))),
            ref several => Err(CliError::Message(format!(
                "Several price lists are named “{wanted}”: {}. Give more of the path.",
                names(several)
            ))),
        }
    }

    /// The inferred mapping of the columns, overridden by the arguments.
    fn mapping(&self, table: &Table, paths: &[String]) -> Result<Mapping, CliError> {
        let mut mapping = Mapping::infer(table, paths);
        let column = |name: &str| table.column(name).map_err(|error| CliError::Message(error.to_string()));
        let optional = |name: &str| if name == NONE { Ok(None) } else { column(name).map(Some) };
        let several = |names: &[String]| match names {
            [name] if name == NONE => Ok(Vec::new()),
            names => names.iter().map(|name| column(name)).collect(),
        };
        if let Some(name) = &self.price {
            mapping.price = column(name)?;
        }
        if let Some(name) = &self.number {
            mapping.number = optional(name)?;
        }
        if let Some(name) = &self.zip_code {
            mapping.zip_code = optional(name)?;
        }
        if let Some(names) = &self.photos {
            mapping.photos = several(names)?;
        }
        match &self.attributes {
            Some(names) => mapping.attributes = several(names)?,
            // An inferred attribute that an argument gives another meaning is no attribute.
            None => mapping.attributes.retain(|attribute| {
                *attribute != mapping.price
                    && ![mapping.number, mapping.zip_code].contains(&Some(*attribute))
                    && !mapping.photos.contains(attribute)
            }),
        }
        // Arguments take precedence over inferred columns.
        if self.number.is_none() && mapping.number == Some(mapping.price) {
            mapping.number = None;
        }
        if self.zip_code.is_none() && [Some(mapping.price), mapping.number].contains(&mapping.zip_code) {
            mapping.zip_code = None;
        }
        if self.photos.is_none() {
            let other = [Some(mapping.price), mapping.number, mapping.zip_code];
            mapping.photos.retain(|photo| !other.contains(&Some(*photo)));
        }
        if let Some(needed) = self.per_zip_code {
            mapping.min_per_zip_code = needed;
        }
        Ok(mapping)
    }
}

/// The argument for no column.
const NONE: &str = "none";

/// The files of a dataset, with the price list read and mapped.
pub(super) struct DatasetFiles {
    pub(super) source: Box<dyn Source + Sync>,
    pub(super) paths: Vec<String>,
    pub(super) table: Table,
    pub(super) mapping: Mapping,
    name: String,
    /// Index of the table in the paths.
    position: usize,
}

impl DatasetFiles {
    /// Lists a folder or zip archive, and reads its price list.
    pub(super) fn open(path: &str, args: &TableArgs) -> Result<Self, CliError> {
        let path = Path::new(path);
        let (source, name): (Box<dyn Source + Sync>, String) = if path.is_file() {
            let archive = ZipSource::open(path)?;
            let name = archive.name();
            (Box::new(archive), name)
        } else {
            let folder = FolderSource::open(path)?;
            let name = folder.name().to_owned();
            (Box::new(folder), name)
        };
        let paths = source.paths();
        let position = args.find(&paths)?;
        let file = &paths[position];
        check_table_size(file, source.size(file)?)?;
        let table = read_table(file, &source.read(file)?)?;
        let mapping = args.mapping(&table, &paths)?;
        Ok(DatasetFiles { source, paths, table, mapping, name, position })
    }

    /// The photos of the houses.
    pub(super) fn pair_photos(&self) -> PhotoIndex {
        dataset::pair_photos(&self.table, &self.mapping, &self.paths, self.position)
    }

    /// Cleans the price list.
    pub(super) fn list_houses(&self) -> Result<HouseList, CliError> {
        Ok(dataset::list_houses(&self.name, &self.table, &self.mapping, &self.paths, self.position)?)
    }

    /// Reads the photos of the houses and builds the dataset, on all cores.
    pub(super) fn read(&self, list: HouseList, tile: usize) -> Result<Dataset, CliError> {
        let tiled = platform::parallel_map(list.houses.len(), |position| {
            let paths: Vec<&str> =
                list.photos_of(position).iter().map(|&photo| self.paths[photo].as_str()).collect();
            TiledHouse { position, outcome: tile_house(&*self.source, &paths, tile) }
        });
        Ok(dataset::assemble_dataset(list, tiled, tile)?)
    }
}

/// Loads a dataset: the built-in sample for `sample`, otherwise a folder or a zip archive.
///
/// # Errors
/// If it cannot be read or has no usable houses.
pub fn load(dataset: &str, args: &TableArgs, tile: usize) -> Result<Dataset, CliError> {
    if dataset == SAMPLE {
        return Ok(sample::dataset(tile));
    }
    let files = DatasetFiles::open(dataset, args)?;
    files.read(files.list_houses()?, tile)
}
