//! Handles the requests of the tables worker. Each request has one answer, and no state is kept between requests.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use crate::blob_reader::BlobReader;
use facade_data as dataset;
use facade_data::{
    ArchiveEntry, ArchiveError, DatasetError, HomeInputs, MAX_HOMES, PairingPreview, ReadOptions, Table,
    TableCandidate, TableFormat, check_table_size, choose_homes, home_candidates, is_clear, join_photo_list,
    list_archive, preview_rows, read_table_with, table_candidates,
};
use facade_platform as platform;
use facade_protocol::{MappedTable, SourceFile, TablePreview, TablesEvent, TablesRequest};
use facade_text as text;
use facade_text::format::count;
use facade_worker::{SourceBlob, listen, post, report_panics};

/// Starts to handle requests.
pub(crate) fn run() {
    report_panics();
    listen(|request: TablesRequest, files| {
        spawn_local(async move {
            let files: Vec<Blob> = files.into_iter().map(JsCast::unchecked_into).collect();
            let event = answer(request, &files).await;
            post(&event.unwrap_or_else(|message| TablesEvent::Failed { message }));
        });
    });
    post(&TablesEvent::Ready);
}

async fn answer(request: TablesRequest, files: &[Blob]) -> Result<TablesEvent, String> {
    match request {
        TablesRequest::List => list_entries(files).map(TablesEvent::Listed).map_err(|e| e.to_string()),
        TablesRequest::Choose { tables, chosen, paths } => {
            choose_table(&tables, chosen, &paths, files).await.map_err(|e| e.to_string())
        }
        TablesRequest::Pair(mapped) => {
            let (table, position) = load_mapped(&mapped, files).await.map_err(|e| e.to_string())?;
            let MappedTable { mapping, paths, .. } = &mapped;
            let pairing = dataset::pair(&table, mapping, paths, position);
            let problem = dataset::list_houses("", &table, mapping, paths, position).err();
            let preview = PairingPreview::of(&table, &pairing, paths);
            Ok(TablesEvent::Paired(preview, problem.map(|e| e.to_string())))
        }
        TablesRequest::Open { name, table: mapped } => {
            let (table, position) = load_mapped(&mapped, files).await.map_err(|e| e.to_string())?;
            let list = dataset::list_houses(&name, &table, &mapped.mapping, &mapped.paths, position);
            list.map(TablesEvent::Opened).map_err(|e| e.to_string())
        }
        TablesRequest::PhotoHouses { paths } => {
            Ok(TablesEvent::PhotoHouses(dataset::houses_by_photos(&paths)))
        }
        TablesRequest::Homes { tables, paths, inputs } => read_homes(&tables, &paths, &inputs, files).await,
    }
}

/// Number of rows in the preview.
const PREVIEW_ROWS: usize = 5;

/// Reads tables one after the other, and keeps the best price list or the one that was `chosen`. The first error is the
/// answer if none can be read.
async fn choose_table(
    tables: &[(SourceFile, usize)],
    chosen: Option<(usize, ReadOptions)>,
    paths: &[String],
    files: &[Blob],
) -> Result<TablesEvent, DatasetError> {
    let (mut read, mut first_error) = (Vec::new(), None);
    for ((file, position), blob) in tables.iter().zip(files) {
        match load_table(file, &ReadOptions::default(), blob).await {
            Ok(table) => read.push((table, *position)),
            Err(error) => drop(first_error.get_or_insert(error)),
        }
    }
    let chosen = chosen.and_then(|(table, options)| Some((tables.get(table)?, files.get(table)?, options)));
    let candidates = match chosen {
        Some(((file, position), blob, options)) => {
            let table = load_table(file, &options, blob).await?;
            table_candidates(vec![(table, *position)], Some(&read), paths)
        }
        None => table_candidates(read, None, paths),
    };
    let Some((best, others)) = dataset::choose_table(&candidates) else {
        return Err(first_error.unwrap_or(DatasetError::EmptyFolder));
    };
    let found = &candidates[best];
    let problem = found.pairings.first().and_then(|pairing| {
        dataset::list_houses("", &found.table, &pairing.mapping, paths, found.position).err()
    });
    match problem {
        // There is nothing to change about the tutorial's table.
        Some(error) if found.table.format == TableFormat::HousesInfo => Err(error),
        problem => {
            let others: Vec<usize> = others.into_iter().map(|other| candidates[other].position).collect();
            let others = dataset::table_names(&others, found.position, paths);
            let index = |position: usize| tables.iter().position(|(_, other)| *other == position);
            Ok(TablesEvent::Chosen {
                table: index(found.position).unwrap_or(0),
                photo_list: found.photo_list.and_then(index),
                preview: preview(found, paths, problem, others),
            })
        }
    }
}

/// Reads tables one after the other, and takes the one that lists the homes to be priced. Tables that cannot be read are
/// not used. The error is a sentence: there are too many homes.
async fn read_homes(
    tables: &[(SourceFile, usize)],
    paths: &[String],
    inputs: &HomeInputs,
    files: &[Blob],
) -> Result<TablesEvent, String> {
    let mut read = Vec::new();
    for ((file, position), blob) in tables.iter().zip(files) {
        if let Ok(table) = load_table(file, &ReadOptions::default(), blob).await {
            read.push((table, *position));
        }
    }
    let names = read.iter().map(|(table, _)| table.file.clone()).collect();
    let candidates = home_candidates(read, None, inputs, paths);
    let Some((chosen, others)) = choose_homes(&candidates) else {
        return Ok(TablesEvent::Homes(Err(names)));
    };
    let mut table = candidates[chosen].homes(inputs, paths);
    if table.rows.len() > MAX_HOMES {
        return Err(text::t!(homes_too_many, homes = count(table.rows.len()), most = count(MAX_HOMES)));
    }
    table.other_tables = others.into_iter().map(|other| candidates[other].table().file.clone()).collect();
    Ok(TablesEvent::Homes(Ok(Box::new(table))))
}

fn preview(
    found: &TableCandidate,
    paths: &[String],
    problem: Option<DatasetError>,
    other_tables: Vec<String>,
) -> TablePreview {
    let TableCandidate { table, pairings, .. } = found;
    TablePreview {
        file: table.file.clone(),
        columns: table.columns.clone(),
        rows: preview_rows(table, PREVIEW_ROWS),
        count: table.rows.len(),
        reading: table.reading.clone(),
        is_fixed: table.format == TableFormat::HousesInfo,
        pairings: PairingPreview::of_all(table, pairings, paths),
        is_clear: is_clear(pairings) && other_tables.is_empty(),
        problem: problem.map(|error| error.to_string()),
        other_tables,
    }
}

fn list_entries(files: &[Blob]) -> Result<Vec<ArchiveEntry>, ArchiveError> {
    let file = files.first().ok_or(ArchiveError::Empty)?;
    list_archive(BlobReader::new(file))
}

/// The table with the photos of the list beside it, and its index in the paths.
async fn load_mapped(mapped: &MappedTable, files: &[Blob]) -> Result<(Table, usize), DatasetError> {
    let mut parts = mapped.tables.iter().zip(files);
    let ((file, position), blob) = parts.next().ok_or(DatasetError::EmptyFolder)?;
    let table = load_table(file, &mapped.options, blob).await?;
    let Some(((file, list_position), blob)) = parts.next() else { return Ok((table, *position)) };
    let list = load_table(file, &ReadOptions::default(), blob).await?;
    Ok((join_photo_list((table, *position), (list, *list_position), &mapped.paths), *position))
}

async fn load_table(file: &SourceFile, options: &ReadOptions, blob: &Blob) -> Result<Table, DatasetError> {
    let source = SourceBlob { file, blob };
    check_table_size(&file.path, source.size()?)?;
    let (bytes, buffer) = source.read().await?;
    if let Some(buffer) = &buffer {
        platform::free_buffer(buffer);
    }
    read_table_with(&file.path, &bytes, options)
}
