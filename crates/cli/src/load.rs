//! From a folder, an archive or the built-in sample to a dataset.

use std::path::Path;

use clap::Args;

use super::CliError;
use facade_data as dataset;
use facade_data::{
    Dataset, FolderSource, Listing, Mapping, Photos, Source, Table, Tiled, ZipSource, check_table_size,
    find_table, find_tables, read_table,
};
use facade_imaging::{sample, tile_house};
use facade_platform as platform;

/// The DATASET that is the built-in sample.
pub(super) const SAMPLE: &str = "sample";

/// Which file is the price list, and what its columns mean. What is left out is guessed; columns are told by their names.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Price list")]
pub struct TableArgs {
    /// The price list's file, where there are several: its name, or as much of its path as tells it apart
    #[arg(long, value_name = "FILE")]
    table: Option<String>,
    /// The column of the price
    #[arg(long, value_name = "COLUMN")]
    price: Option<String>,
    /// The column of the house's number, or `none` to count rows
    #[arg(long, value_name = "COLUMN")]
    number: Option<String>,
    /// The column of the zip code or neighbourhood, or `none`
    #[arg(long, value_name = "COLUMN")]
    zip_code: Option<String>,
    /// Columns of numbers that describe the house, parted by commas, or `none`
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    attributes: Option<Vec<String>>,
    /// Columns that name photos, parted by commas, or `none` to go by the files' own names
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    photos: Option<Vec<String>>,
    /// Leave out zip codes with fewer houses than this
    #[arg(long, value_name = "N")]
    per_zip_code: Option<usize>,
}

impl TableArgs {
    /// The price list among the files.
    fn find(&self, paths: &[String]) -> Result<usize, CliError> {
        let Some(wanted) = &self.table else { return Ok(find_table(paths)?) };
        let tables = find_tables(paths)?;
        let tail = format!("/{}", wanted.replace('\\', "/").trim_start_matches(['.', '/'])).to_lowercase();
        let fits = |table: &usize| format!("/{}", paths[*table].to_lowercase()).ends_with(&tail);
        let names = |tables: &[usize]| {
            let names: Vec<&str> = tables.iter().take(10).map(|&table| paths[table].as_str()).collect();
            names.join(", ")
        };
        match tables.iter().copied().filter(fits).collect::<Vec<_>>()[..] {
            [table] => Ok(table),
            [] => Err(CliError::Told(format!(
                "No price list is called “{wanted}”. There are: {}.",
                names(&tables)
            ))),
            ref several => Err(CliError::Told(format!(
                "Several price lists are called “{wanted}”: {}. Write more of the path.",
                names(several)
            ))),
        }
    }

    /// The guessed meaning of the columns, and what is told differently.
    fn mapping(&self, table: &Table, paths: &[String]) -> Result<Mapping, CliError> {
        let mut mapping = Mapping::guess(table, paths);
        let column = |name: &str| table.column(name).map_err(|error| CliError::Told(error.to_string()));
        let maybe = |name: &str| if name == NONE { Ok(None) } else { column(name).map(Some) };
        let several = |names: &[String]| match names {
            [name] if name == NONE => Ok(Vec::new()),
            names => names.iter().map(|name| column(name)).collect(),
        };
        if let Some(name) = &self.price {
            mapping.price = column(name)?;
        }
        if let Some(name) = &self.number {
            mapping.number = maybe(name)?;
        }
        if let Some(name) = &self.zip_code {
            mapping.zip_code = maybe(name)?;
        }
        if let Some(names) = &self.photos {
            mapping.photos = several(names)?;
        }
        match &self.attributes {
            Some(names) => mapping.attributes = several(names)?,
            // What was guessed to be an attribute and is told to be something else is none.
            None => mapping.attributes.retain(|attribute| {
                *attribute != mapping.price
                    && ![mapping.number, mapping.zip_code].contains(&Some(*attribute))
                    && !mapping.photos.contains(attribute)
            }),
        }
        // What was guessed gives way to what is told.
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
            mapping.per_zip_code = needed;
        }
        Ok(mapping)
    }
}

/// The word for no column.
const NONE: &str = "none";

/// A folder or an archive, its price list read and understood.
pub(super) struct Folder {
    pub(super) source: Box<dyn Source + Sync>,
    pub(super) paths: Vec<String>,
    pub(super) table: Table,
    pub(super) mapping: Mapping,
    name: String,
    /// Position of the table among the paths.
    position: usize,
}

impl Folder {
    /// Lists a folder or a zip archive, finds its table and reads it.
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
        Ok(Folder { source, paths, table, mapping, name, position })
    }

    /// The photos of the table's houses.
    pub(super) fn photos(&self) -> Photos {
        dataset::photos_of(&self.table, &self.mapping, &self.paths, self.position)
    }

    /// Cleans the table.
    pub(super) fn list(&self) -> Result<Listing, CliError> {
        Ok(dataset::list(&self.name, &self.table, &self.mapping, &self.paths, self.position)?)
    }

    /// Reads and tiles the photos of a listing, on all cores.
    pub(super) fn read(&self, listing: Listing, tile: usize) -> Result<Dataset, CliError> {
        let tiled = platform::map(listing.houses.len(), |position| {
            let paths: Vec<&str> =
                listing.photos_of(position).iter().map(|&photo| self.paths[photo].as_str()).collect();
            Tiled { position, outcome: tile_house(&*self.source, &paths, tile) }
        });
        Ok(dataset::finish(listing, tiled, tile)?)
    }
}

/// Reads a dataset: `sample` is the built-in one, anything else a folder, itself or one above the photos, or a zip archive
/// of such a folder. Photos are read and tiled on all cores.
///
/// # Errors
/// If it cannot be read or gives no houses.
pub fn load(dataset: &str, args: &TableArgs, tile: usize) -> Result<Dataset, CliError> {
    if dataset == SAMPLE {
        return Ok(sample::dataset(tile));
    }
    let folder = Folder::open(dataset, args)?;
    folder.read(folder.list()?, tile)
}
