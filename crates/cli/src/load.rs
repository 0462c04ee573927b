//! Loads a dataset from a folder, an archive or the built-in sample.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use super::CliError;
use super::pairing_arguments::pairing_arguments;
use facade_app::pairing_text::method_text;
use facade_app::price_entry::MIN_HOUSES;
use facade_data as dataset;
use facade_data::{
    Dataset, DatasetError, HouseId, HouseList, JoinedSource, MAX_CANDIDATES, Mapping, Montages, NETWORK,
    Pairing, PairingPreview, ReadOptions, Source, Table, TableCandidate, TiledHouse, check_table_size,
    find_tables, houses_by_photos, is_clear, open_source, pair, price_list, price_list_path, read_table_with,
    table_candidates,
};
use facade_features::Extractor;
use facade_imaging::{sample, tile_house};
use facade_platform as platform;

/// The dataset argument for the built-in sample.
pub(super) const SAMPLE: &str = "sample";

/// Which file is the table, and how it is read.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct TableFileArgs {
    /// The table, if there are several: its name, or the end of its path
    #[arg(long, value_name = "FILE")]
    table: Option<String>,
    /// The line of the table's header, or 0 if there is none
    #[arg(long, value_name = "LINE")]
    header_line: Option<usize>,
    /// The sheet of a spreadsheet
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The table's encoding, as windows-1252 or shift_jis
    #[arg(long, value_name = "LABEL")]
    table_encoding: Option<String>,
}

/// How photos belong to rows. Columns are given by name.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct PairingArgs {
    /// The column with the house id, or `none` to number the rows
    #[arg(long, value_name = "COLUMN", alias = "number")]
    id: Option<String>,
    /// The number that the first row has in the names of the photos, if there is no id: 0 or 1
    #[arg(long, value_name = "N")]
    first_row: Option<u32>,
    /// Columns with file names of photos, separated by commas, or `none` to pair photos by their own names
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    photos: Option<Vec<String>>,
    /// The column that says which room a photo shows, if each row has one photo
    #[arg(long, value_name = "COLUMN")]
    room: Option<String>,
}

/// Which file is the price list, and what its columns mean. Columns are given by name; missing arguments are inferred.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Price list")]
pub struct TableArgs {
    #[command(flatten)]
    file: TableFileArgs,
    /// The column with the price
    #[arg(long, value_name = "COLUMN")]
    price: Option<String>,
    #[command(flatten)]
    pairing: PairingArgs,
    /// The column with the zip code or neighbourhood, or `none`
    #[arg(long, value_name = "COLUMN")]
    zip_code: Option<String>,
    /// The column with the date of the sale or listing, which is an attribute as well, or `none`
    #[arg(long, value_name = "COLUMN")]
    date: Option<String>,
    /// Columns with attributes (numbers, categories, dates), separated by commas, or `none`
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    attributes: Option<Vec<String>>,
    /// Use this number of photos per house: those that most houses have
    #[arg(long, value_name = "N")]
    photos_per_house: Option<usize>,
    /// Keep houses that lack some of the photos; networks that need every photo leave them out
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    keep_incomplete: Option<bool>,
    /// Drop houses in zip codes with fewer houses than this
    #[arg(long, value_name = "N")]
    per_zip_code: Option<usize>,
}

impl TableFileArgs {
    /// Indices in `paths` of the tables that may be meant, the most likely first.
    pub(super) fn find(&self, paths: &[String]) -> Result<Vec<usize>, CliError> {
        let tables = find_tables(paths)?;
        let Some(wanted) = &self.table else {
            return Ok(tables.into_iter().take(MAX_CANDIDATES).collect());
        };
        let suffix = format!("/{}", wanted.replace('\\', "/").trim_start_matches(['.', '/'])).to_lowercase();
        let matches = |table: &usize| format!("/{}", paths[*table].to_lowercase()).ends_with(&suffix);
        let names = |tables: &[usize]| {
            let names: Vec<&str> = tables.iter().take(10).map(|&table| paths[table].as_str()).collect();
            names.join(", ")
        };
        match tables.iter().copied().filter(matches).collect::<Vec<_>>()[..] {
            [table] => Ok(vec![table]),
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

    /// Reads the tables that may be meant, and all tables among which may be a list of their photos.
    pub(super) fn read_tables(
        &self,
        source: &(dyn Source + Sync),
        paths: &[String],
    ) -> Result<ReadTables, CliError> {
        let (mut read, mut first_error) = (Vec::new(), None);
        for position in self.find(paths)? {
            match self.read(source, &paths[position]) {
                Ok(table) => read.push((table, position)),
                Err(error) => drop(first_error.get_or_insert(error)),
            }
        }
        // The arguments say how the one table is read.
        let lists = self.is_given().then(|| {
            let others = find_tables(paths).unwrap_or_default().into_iter().take(MAX_CANDIDATES);
            let list = |other: usize| Some((Self::default().read(source, &paths[other]).ok()?, other));
            others.filter_map(list).collect()
        });
        Ok(ReadTables { read, lists, first_error })
    }

    pub(super) fn is_given(&self) -> bool {
        let Self { table, header_line, sheet, table_encoding } = self;
        table.is_some() || header_line.is_some() || sheet.is_some() || table_encoding.is_some()
    }

    /// Reads a table.
    pub(super) fn read(&self, source: &(dyn Source + Sync), path: &str) -> Result<Table, CliError> {
        check_table_size(path, source.size(path)?)?;
        Ok(read_table_with(path, &source.read(path)?, &self.options())?)
    }

    fn options(&self) -> ReadOptions {
        ReadOptions {
            encoding: self.table_encoding.clone(),
            sheet: self.sheet.clone(),
            header_line: self.header_line,
        }
    }
}

/// The index of the column of this name.
fn column(table: &Table, name: &str) -> Result<usize, CliError> {
    table.column(name).map_err(|error| CliError::Message(error.to_string()))
}

fn optional_column(table: &Table, name: &str) -> Result<Option<usize>, CliError> {
    if name == NONE { Ok(None) } else { column(table, name).map(Some) }
}

fn several_columns(table: &Table, names: &[String]) -> Result<Vec<usize>, CliError> {
    match names {
        [name] if name == NONE => Ok(Vec::new()),
        names => names.iter().map(|name| column(table, name)).collect(),
    }
}

impl PairingArgs {
    /// Whether the arguments say how photos belong to rows.
    pub(super) fn is_given(&self) -> bool {
        self.id.is_some() || self.photos.is_some() || self.first_row.is_some()
    }

    /// Changes a guessed mapping to what the arguments say.
    pub(super) fn apply(&self, table: &Table, mapping: &mut Mapping) -> Result<(), CliError> {
        if let Some(name) = &self.id {
            mapping.id = optional_column(table, name)?;
        }
        if let Some(first_row) = self.first_row {
            mapping.first_row = first_row;
            if self.id.is_none() {
                mapping.id = None;
            }
        }
        if let Some(name) = &self.room {
            mapping.room = optional_column(table, name)?;
        }
        if let Some(names) = &self.photos {
            mapping.photos = several_columns(table, names)?;
        }
        Ok(())
    }
}

impl TableArgs {
    /// Whether the arguments say what was not certain: the price, or how photos belong to rows.
    fn choose_pairing(&self) -> bool {
        self.price.is_some() || self.pairing.is_given()
    }

    /// The guessed mapping of the columns, overridden by the arguments.
    fn mapping(&self, table: &Table, guessed: Mapping) -> Result<Mapping, CliError> {
        let mut mapping = guessed;
        if let Some(name) = &self.price {
            mapping.price = column(table, name)?;
        }
        if let Some(name) = &self.zip_code {
            mapping.zip_code = optional_column(table, name)?;
        }
        if let Some(name) = &self.date {
            mapping.date = optional_column(table, name)?;
            mapping.attributes.extend(mapping.date);
            mapping.attributes.sort_unstable();
            mapping.attributes.dedup();
        }
        let pairing = &self.pairing;
        pairing.apply(table, &mut mapping)?;
        let single = |mapping: &Mapping| {
            [Some(mapping.price), mapping.id, mapping.zip_code, mapping.date, mapping.room]
        };
        match &self.attributes {
            Some(names) => mapping.attributes = several_columns(table, names)?,
            // An inferred attribute that an argument gives another meaning is no attribute.
            None => {
                let taken = [Some(mapping.price), mapping.id, mapping.zip_code, mapping.room];
                mapping.attributes.retain(|attribute| {
                    !taken.contains(&Some(*attribute)) && !mapping.photos.contains(attribute)
                });
            }
        }
        // Arguments take precedence over inferred columns.
        if pairing.id.is_none() && mapping.id == Some(mapping.price) {
            mapping.id = None;
        }
        if self.zip_code.is_none() && [Some(mapping.price), mapping.id].contains(&mapping.zip_code) {
            mapping.zip_code = None;
        }
        if self.date.is_none() && [Some(mapping.price), mapping.id, mapping.zip_code].contains(&mapping.date)
        {
            mapping.date = None;
        }
        let before_room = [Some(mapping.price), mapping.id, mapping.zip_code, mapping.date];
        if pairing.room.is_none() && before_room.contains(&mapping.room) {
            mapping.room = None;
        }
        if pairing.photos.is_none() {
            let taken = single(&mapping);
            mapping.photos.retain(|photo| !taken.contains(&Some(*photo)));
        }
        mapping.photos_per_house = self.photos_per_house;
        mapping.keep_incomplete = self.keep_incomplete.or(mapping.keep_incomplete);
        if let Some(needed) = self.per_zip_code {
            mapping.min_per_zip_code = needed;
        }
        Ok(mapping)
    }
}

/// Tables, each with its index in the list of paths.
pub(super) struct ReadTables {
    pub(super) read: Vec<(Table, usize)>,
    /// Tables among which may be a list of photos; none if these are the same.
    pub(super) lists: Option<Vec<(Table, usize)>>,
    /// Why one could not be read.
    pub(super) first_error: Option<CliError>,
}

/// The argument for no column.
const NONE: &str = "none";

/// The files of a dataset, with the price list read and mapped.
pub(super) struct DatasetFiles {
    pub(super) source: Box<dyn Source + Sync>,
    pub(super) paths: Vec<String>,
    pub(super) table: Table,
    pub(super) mapping: Mapping,
    /// The ways to pair photos with rows, the best first; only the one that the arguments name, if they do.
    pub(super) ways: Vec<Pairing>,
    /// Whether the first of them is clearly the best, and no other table contradicts it.
    pub(super) is_clear: bool,
    /// File names of tables that give other prices for the same houses.
    pub(super) other_tables: Vec<String>,
    name: String,
    /// Index of the table in the paths.
    position: usize,
}

impl DatasetFiles {
    /// Lists a folder, or zip archives, and reads the price list.
    pub(super) fn open(paths: &[PathBuf], args: &TableArgs) -> Result<Self, CliError> {
        let opened = open_files(paths)?;
        let name = opened.name().to_owned();
        let source: Box<dyn Source + Sync> = Box::new(opened);
        let mut paths = source.paths();
        let (candidate, other_tables) = match choose_table(&*source, &paths, args) {
            Err(CliError::Dataset(error @ DatasetError::NoTable { .. })) => {
                (table_of_names(&mut paths, error, args)?, Vec::new())
            }
            chosen => chosen?,
        };
        let TableCandidate { table, position, pairings, .. } = candidate;
        let guessed = pairings.first().map(|pairing| pairing.mapping.clone()).unwrap_or_default();
        let mapping = args.mapping(&table, guessed)?;
        mapping.check(&table).map_err(DatasetError::from)?;
        let (ways, is_clear) = match pairings.first() {
            Some(best) if !args.choose_pairing() && best.mapping.id == mapping.id => {
                let is_clear = is_clear(&pairings);
                let mut ways = pairings;
                ways[0] = pair(&table, &mapping, &paths, position);
                (ways, is_clear)
            }
            _ => (vec![pair(&table, &mapping, &paths, position)], true),
        };
        let is_clear = is_clear && other_tables.is_empty();
        Ok(DatasetFiles { source, paths, table, mapping, ways, is_clear, other_tables, name, position })
    }

    /// How photos are paired with the rows: the first of [`DatasetFiles::ways`].
    pub(super) fn pairing(&self) -> PairingPreview {
        match self.ways.first() {
            Some(best) => PairingPreview::of(&self.table, best, &self.paths),
            None => PairingPreview::of(
                &self.table,
                &pair(&self.table, &self.mapping, &self.paths, self.position),
                &self.paths,
            ),
        }
    }

    /// Each way to pair photos with the rows, with the arguments that choose it.
    pub(super) fn describe_ways(&self) -> Vec<(String, String)> {
        let previews = PairingPreview::of_all(&self.table, &self.ways, &self.paths);
        let describe = |preview: &PairingPreview| {
            (method_text(preview, &self.table.columns), self.arguments(&preview.mapping))
        };
        previews.iter().map(describe).collect()
    }

    /// The arguments that give a way to pair photos.
    fn arguments(&self, mapping: &Mapping) -> String {
        let price = self.table.columns.get(mapping.price).map_or("", String::as_str);
        format!("--price \"{price}\" {}", pairing_arguments(&self.table, mapping))
    }

    /// The photos of each house: the room, and the index in `paths`.
    pub(super) fn photos(&self) -> BTreeMap<HouseId, BTreeMap<String, usize>> {
        let pairing = pair(&self.table, &self.mapping, &self.paths, self.position);
        dataset::photos_by_house(&self.table, &pairing)
    }

    /// Cleans the price list.
    ///
    /// # Errors
    /// If no house is left.
    pub(super) fn list_houses(&self) -> Result<HouseList, CliError> {
        Ok(dataset::list_houses(&self.name, &self.table, &self.mapping, &self.paths, self.position)?)
    }

    /// Fails if photos could belong to rows in more than one way.
    pub(super) fn check_clear(&self) -> Result<(), CliError> {
        if self.is_clear {
            return Ok(());
        }
        if !self.other_tables.is_empty() {
            return Err(CliError::Message(format!(
                "{} has other prices for the same houses than {}. Choose one with --table.",
                self.other_tables.join(", "),
                self.table.file,
            )));
        }
        if !self.table.reading.other_price_sheets.is_empty() {
            return Err(CliError::Message(format!(
                "Several sheets of {} have prices: {}, {}. Choose one with --sheet.",
                self.table.file,
                self.table.reading.sheet.as_deref().unwrap_or_default(),
                self.table.reading.other_price_sheets.join(", "),
            )));
        }
        let ways: Vec<String> = self
            .describe_ways()
            .into_iter()
            .map(|(way, arguments)| format!("  {way}: {arguments}"))
            .collect();
        let what = if ways.len() > 1 {
            "Photos may belong to houses in more than one way. Look at them with `facade inspect`, and choose one:"
        } else {
            "It is not certain that this is what the table says. Look at it with `facade inspect`, and confirm it with these options:"
        };
        Err(CliError::Message(format!("{what}\n{}", ways.join("\n"))))
    }

    /// Reads the photos of the houses and builds the dataset, on all cores.
    pub(super) fn read(
        &self,
        list: HouseList,
        tile: usize,
        extractor: Option<&Extractor>,
    ) -> Result<Dataset, CliError> {
        let tiled = platform::parallel_map(list.houses.len(), |position| {
            let photos = list.photos_of(position).iter();
            let paths: Vec<Option<&str>> = photos.map(|&photo| Some(self.paths[photo?].as_str())).collect();
            TiledHouse { position, outcome: tile_house(&*self.source, &paths, tile, extractor) }
        });
        let montages = Montages::new(tile, list.rooms.len(), extractor.map_or("", |_| NETWORK));
        Ok(dataset::assemble_dataset(list, tiled, montages)?)
    }
}

/// Lists a folder, files or archives, and says which archives cannot be read.
pub(super) fn open_files(paths: &[PathBuf]) -> Result<JoinedSource, CliError> {
    let opened = open_source(paths)?;
    for (archive, error) in opened.unread_archives() {
        super::print_stderr(&format!("{archive} was not read: {error}"));
    }
    Ok(opened)
}

/// Reads the tables that may be the price list, and takes the best. Returns the names of tables that give other prices for
/// the same houses as well.
fn choose_table(
    source: &(dyn Source + Sync),
    paths: &[String],
    args: &TableArgs,
) -> Result<(TableCandidate, Vec<String>), CliError> {
    let ReadTables { read, lists, first_error } = args.file.read_tables(source, paths)?;
    let mut candidates = table_candidates(read, lists.as_deref(), paths);
    let Some((chosen, others)) = dataset::choose_table(&candidates) else {
        return Err(first_error.unwrap_or(CliError::Dataset(DatasetError::EmptyFolder)));
    };
    let others: Vec<usize> = others.into_iter().map(|other| candidates[other].position).collect();
    let others = dataset::table_names(&others, candidates[chosen].position, paths);
    Ok((candidates.swap_remove(chosen), others))
}

/// The table of a folder that has none, if all prices are in the names of the photos. Its path is added to `paths`.
fn table_of_names(
    paths: &mut Vec<String>,
    no_table: DatasetError,
    args: &TableArgs,
) -> Result<TableCandidate, CliError> {
    let houses = houses_by_photos(paths);
    if houses.len() < MIN_HOUSES {
        return Err(no_table.into());
    }
    if houses.iter().any(|house| house.price.is_none()) {
        return Err(CliError::Message(format!(
            "{no_table} Or write a list to fill in: `facade prices FOLDER --out FOLDER/prices.csv`."
        )));
    }
    let list = price_list(&houses, paths);
    let path = price_list_path(paths);
    let table = read_table_with(&path, list.as_bytes(), &args.file.options())?;
    paths.push(path);
    Ok(TableCandidate::new(table, paths.len() - 1, None, paths))
}

/// Loads a dataset with features by the pretrained network, if there is one: the built-in sample for `sample`, otherwise a folder, or one or more zip archives.
///
/// # Errors
/// If it cannot be read, photos could belong to houses in more than one way, or there are no usable houses.
pub fn load(
    dataset: &[String],
    args: &TableArgs,
    tile: usize,
    extractor: Option<&Extractor>,
) -> Result<Dataset, CliError> {
    if is_sample(dataset) {
        return Ok(sample::dataset_with_features(tile, extractor));
    }
    let files = DatasetFiles::open(&paths(dataset), args)?;
    files.check_clear()?;
    files.read(files.list_houses()?, tile, extractor)
}

/// Whether the dataset argument means the built-in sample.
pub(super) fn is_sample(dataset: &[String]) -> bool {
    matches!(dataset, [one] if one == SAMPLE)
}

/// The dataset argument as paths.
pub(super) fn paths(dataset: &[String]) -> Vec<PathBuf> {
    dataset.iter().map(PathBuf::from).collect()
}
