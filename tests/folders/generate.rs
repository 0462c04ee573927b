//! Random folders: houses, a table, photos, other files, in a container.

use super::container::{Chosen, Container, File, NamePage, pack};
use super::houses::{House, IdKind, PriceForm, grouped, houses};
use super::names::{Link, Photo, photos};
use super::random::Random;
use super::read_back::{TrueHouse, Truth};
use super::sheet::{Dialect, Encoding, Sheet};
use super::words::{LANGUAGES, Language, decomposed};

/// A random folder.
pub(super) struct Case {
    pub(super) chosen: Chosen,
    pub(super) truth: Truth,
    /// What the table's file holds.
    pub(super) table: Vec<u8>,
    /// The table, before it was encoded or made a workbook.
    pub(super) table_text: String,
    /// Kinds of what was drawn.
    pub(super) about: Vec<String>,
}

/// A column of the table: its name, and the cell of each house.
type Column = (String, Vec<String>);

/// The parts that the table is made of.
struct Plan<'a> {
    seed: u64,
    language: &'a Language,
    form: PriceForm,
    link: Link,
    kind: IdKind,
    houses: &'a [House],
    photos: &'a mut Vec<Photo>,
}

pub(super) fn case(seed: u64) -> Case {
    let mut random = Random::of(seed, "plan");
    let language = random.pick(&LANGUAGES);
    let form = PriceForm::draw(language, &mut random);
    let link = Link::draw(&mut random);
    let kind = IdKind::draw(&mut random);
    let container = Container::draw(&mut random);
    let foreign = random.one_in(2);
    let ids = kind.ids(5 + random.below(36), &mut Random::of(seed, "ids"));
    let houses = houses(seed, language, form, ids);
    let (mut photos, scheme) = photos(seed, language, &houses, link, foreign);
    let mut plan = Plan { seed, language, form, link, kind, houses: &houses, photos: &mut photos };
    let (sheet, columns) = plan.sheet();
    let (name, table, table_text, format) = file_of(seed, &sheet, language, form);

    // Files with their contents.
    let mut files: Vec<File> = Vec::new();
    let mut truth = Truth::default();
    let is_mac = random.one_in(5);
    for (number, photo) in photos.iter().enumerate() {
        let content = format!("photo {number} {}", ".".repeat(1 + number % 7)).into_bytes();
        truth.photos.insert(content.clone(), (photo.house, photo.room.clone()));
        let path = if is_mac { decomposed(&photo.path) } else { photo.path.clone() };
        files.push((path, content));
    }
    truth.houses = houses
        .iter()
        .map(|house| TrueHouse {
            price: house.price,
            attributes: vec![(columns[0].clone(), house.area), (columns[1].clone(), house.count)],
        })
        .collect();
    let mut about = vec![
        format!("ids {kind:?}"),
        format!("{link:?}"),
        scheme,
        format!("{container:?}"),
        language.name.to_owned(),
        format!("prices {form:?}"),
        format,
    ];
    let folder = if random.one_in(6) { "data/" } else { "" };
    let path = format!("{folder}{name}");
    files.push((path.clone(), table.clone()));
    if let Link::OtherTable { with_room } = link {
        let list = list_of_photos(seed, language, &houses, &photos, with_room);
        add(&mut files, &format!("{folder}{}", list.0), list.1);
    }
    about.extend(others(seed, &houses, link, kind, &mut files));
    files.sort();
    let names = files.iter().map(|(path, _)| path.as_str());
    let page = [NamePage::ShiftJis, NamePage::Dos]
        .into_iter()
        .find(|page| random.one_in(2) && page.fits(names.clone()))
        .unwrap_or(NamePage::Unicode);
    about.push(format!("names in {page:?}"));
    let top = *random.pick(&["set", "houses", "2024", "Houses 17 (1)"]);
    let chosen = pack(container, top, &files, &path, page, &mut Random::of(seed, "container"));
    Case { chosen, truth, table, table_text, about }
}

impl Plan<'_> {
    /// The table, and the names of the columns of areas and counts.
    fn sheet(&mut self) -> (Sheet, [String; 2]) {
        let mut random = Random::of(self.seed, "sheet");
        let (language, houses, link) = (self.language, self.houses, self.link);
        let of = |cell: fn(&House) -> &str| houses.iter().map(|house| cell(house).to_owned()).collect();
        let price = *random.pick(language.price);
        let names = [language.area.to_owned(), language.count.to_owned()];
        let mut columns: Vec<Column> = vec![
            (price.to_owned(), of(|house| &house.price_text)),
            (names[0].clone(), of(|house| &house.area_text)),
            (names[1].clone(), of(|house| &house.count_text)),
        ];
        if !random.one_in(3) {
            columns.push((language.zip.to_owned(), of(|house| &house.zip)));
        }
        if random.one_in(2) {
            columns.push((language.town.to_owned(), of(|house| house.town)));
        }
        if random.one_in(6) {
            let per_area = |house: &House| (house.price.unwrap_or(1e6) / house.area).round().to_string();
            let name = if language.name == "Chinese" { "单价" } else { "price per sqft" };
            columns.push((name.to_owned(), houses.iter().map(per_area).collect()));
        }
        if random.one_in(5) {
            columns.push(self.other_ids(&mut random));
        }
        random.shuffle(&mut columns);
        // The ids come first, mostly.
        let has_id = match link {
            Link::Id | Link::RowAPhoto { .. } | Link::OtherTable { .. } => true,
            Link::Row(_) => !self.kind.is_small() && random.one_in(4),
            _ => random.one_in(2),
        };
        let at = if random.one_in(6) { random.below(columns.len() + 1) } else { 0 };
        if has_id {
            columns.insert(at, ((*random.pick(language.id)).to_owned(), of(|house| &house.id)));
        } else if link == Link::Row(0) && random.one_in(3) {
            // As pandas writes its index.
            let name = *random.pick(&["", "Unnamed: 0"]);
            columns.insert(0, (name.to_owned(), (0..houses.len()).map(|k| k.to_string()).collect()));
        }
        let at = random.below(columns.len() + 1);
        let columns = if let Link::RowAPhoto { with_room } = link {
            self.a_row_for_each_photo(columns, at, with_room, &mut random)
        } else {
            let cells = self.photo_columns(&mut random);
            columns.splice(at..at, cells);
            columns
        };
        let mut sheet = Sheet {
            header: columns.iter().map(|(name, _)| name.clone()).collect(),
            rows: (0..columns[0].1.len())
                .map(|row| columns.iter().map(|(_, cells)| cells[row].clone()).collect())
                .collect(),
            ..Sheet::default()
        };
        add_lines(&mut sheet, language, self.form, houses, price, &mut random);
        (sheet, names)
    }

    /// Numbers that are no photo's.
    fn other_ids(&self, random: &mut Random) -> Column {
        let kind = random.below(3);
        let mut cells: Vec<String> = (0..self.houses.len())
            .map(|k| match kind {
                0 => (90_000 + k * 31).to_string(),
                1 => (k + 1).to_string(),
                _ => format!("B-{:02}", k + 1),
            })
            .collect();
        random.shuffle(&mut cells);
        ((*random.pick(&["ref", "rank"])).to_owned(), cells)
    }

    /// The columns with names of photos.
    fn photo_columns(&self, random: &mut Random) -> Vec<Column> {
        let of = |house: usize| self.photos.iter().filter(move |photo| photo.house == house);
        match self.link {
            Link::List => {
                let form = random.below(5);
                let cell = |house: usize| {
                    let names: Vec<&str> = of(house).map(|photo| photo.cell.as_str()).collect();
                    let quoted = |mark: char| {
                        let names: Vec<String> = names
                            .iter()
                            .map(|name| format!("{mark}{}{mark}", name.replace('\\', "\\\\")))
                            .collect();
                        format!("[{}]", names.join(", "))
                    };
                    match form {
                        0 => names.join(";"),
                        1 => names.join(", "),
                        2 => names.join("|"),
                        3 => quoted('\''),
                        _ => quoted('"'),
                    }
                };
                vec![(self.language.photos.to_owned(), (0..self.houses.len()).map(cell).collect())]
            }
            Link::Columns => {
                let mut rooms: Vec<&str> = Vec::new();
                for photo in &*self.photos {
                    if !rooms.contains(&photo.room_text.as_str()) {
                        rooms.push(&photo.room_text);
                    }
                }
                let cell = |house: usize, room: &str| {
                    of(house)
                        .find(|photo| photo.room_text == room)
                        .map_or_else(String::new, |p| p.cell.clone())
                };
                let column = |room: &&str| {
                    ((*room).to_owned(), (0..self.houses.len()).map(|house| cell(house, room)).collect())
                };
                rooms.iter().map(column).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Repeats the columns of a house for each of its photos.
    fn a_row_for_each_photo(
        &mut self,
        columns: Vec<Column>,
        at: usize,
        with_room: bool,
        random: &mut Random,
    ) -> Vec<Column> {
        // Houses without photos are not in the table.
        if with_room && random.one_in(3) {
            random.shuffle(self.photos);
        }
        let mut repeated: Vec<Column> = columns
            .into_iter()
            .map(|(name, cells)| (name, self.photos.iter().map(|photo| cells[photo.house].clone()).collect()))
            .collect();
        let name = *random.pick(&["photo", "file_name", "image", self.language.photos]);
        let files = self.photos.iter().map(|photo| photo.cell.clone()).collect();
        repeated.insert(at, (name.to_owned(), files));
        if with_room {
            let rooms = self.photos.iter().map(|photo| photo.room_text.clone()).collect();
            repeated.insert(at, (self.language.room.to_owned(), rooms));
        }
        repeated
    }
}

/// Titles above, units below the header, totals and notes at the end.
fn add_lines(
    sheet: &mut Sheet,
    language: &Language,
    form: PriceForm,
    houses: &[House],
    price: &str,
    random: &mut Random,
) {
    let blank = Vec::new;
    let line = |text: &str| vec![text.to_owned()];
    if random.one_in(4) {
        sheet.above.push(line(language.title));
        if random.one_in(3) {
            sheet.above.push(line("2024-05-31"));
        }
        if !random.one_in(3) {
            sheet.above.push(blank());
        }
    }
    let position = |name: &str| sheet.header.iter().position(|column| column == name);
    let [price, area, count] = [price, language.area, language.count].map(position);
    if random.one_in(5) {
        let mut units = vec![String::new(); sheet.header.len()];
        for (column, unit) in [price, area, count].into_iter().zip(language.units) {
            units[column.unwrap()] = unit.to_owned();
        }
        sheet.below_header.push(units);
    } else if random.one_in(8) {
        sheet.below_header.push(blank());
    }
    if random.one_in(4) && price != Some(0) {
        let sum: f64 = houses.iter().filter_map(|house| house.price).sum();
        let sum = match form {
            PriceForm::Lakh | PriceForm::Mixed | PriceForm::Millions => grouped(sum as u64, ","),
            _ => form.write(sum as u64),
        };
        let mut total = vec![String::new(); sheet.header.len()];
        total[0] = language.total.to_owned();
        total[price.unwrap()] = sum;
        if random.one_in(2) {
            sheet.below.push(blank());
        }
        sheet.below.push(total);
    }
    if random.one_in(5) {
        sheet.below.push(blank());
        sheet.below.push(line(language.note));
    }
    if random.one_in(3) {
        sheet.below.extend([blank(), blank()]);
    }
}

/// The table's file name, its bytes, its text, and what it is.
fn file_of(
    seed: u64,
    sheet: &Sheet,
    language: &Language,
    form: PriceForm,
) -> (String, Vec<u8>, String, String) {
    let mut random = Random::of(seed, "file");
    let stem = *random.pick(&[language.table, "prices", "houses", "listings", "train", "data"]);
    let text_of_workbook =
        || sheet.separated(Dialect { delimiter: '|', quoted: false, padded: false, windows: false });
    match random.below(10) {
        0 => {
            let text = sheet.json_lines();
            let ending = *random.pick(&["jsonl", "ndjson"]);
            (format!("{stem}.{ending}"), text.clone().into_bytes(), text, "JSON lines".to_owned())
        }
        1 | 2 => {
            let text = text_of_workbook();
            (format!("{stem}.xlsx"), sheet.workbook(), text, format!("workbook, plain {}", form.is_plain()))
        }
        _ => {
            let dialect = Dialect {
                delimiter: *random.pick(&[',', ',', ';', '\t', '|']),
                quoted: random.one_in(4),
                padded: random.one_in(2),
                windows: random.one_in(2),
            };
            let text = sheet.separated(dialect);
            let drawn = *random.pick(&[
                Encoding::Utf8,
                Encoding::Utf8,
                Encoding::Utf8Marked,
                Encoding::Utf16,
                Encoding::Utf16BigEndian,
                Encoding::Utf16Unmarked,
                Encoding::Windows1252,
                Encoding::Windows1252,
                Encoding::ShiftJis,
                Encoding::ShiftJis,
            ]);
            let (encoding, bytes) = match drawn.encode(&text) {
                Some(bytes) => (drawn, bytes),
                None => (Encoding::Utf8, text.clone().into_bytes()),
            };
            let ending = match dialect.delimiter {
                '\t' => *random.pick(&["tsv", "csv", "txt"]),
                _ => *random.pick(&["csv", "csv", "csv", "csv.txt"]),
            };
            (format!("{stem}.{ending}"), bytes, text, format!("{dialect:?} {encoding:?}"))
        }
    }
}

/// A table with a row for each photo: its name, and that of its file.
fn list_of_photos(
    seed: u64,
    language: &Language,
    houses: &[House],
    photos: &[Photo],
    with_room: bool,
) -> (String, String) {
    let mut random = Random::of(seed, "list of photos");
    let mut photos: Vec<&Photo> = photos.iter().collect();
    if with_room && random.one_in(2) {
        random.shuffle(&mut photos);
    }
    let name = *random.pick(language.id);
    let mut columns: Vec<Column> = vec![
        (name.to_owned(), photos.iter().map(|photo| houses[photo.house].id.clone()).collect()),
        (
            (*random.pick(&["file", "file_name", "url", language.photos])).to_owned(),
            photos.iter().map(|photo| photo.cell.clone()).collect(),
        ),
    ];
    if with_room {
        let rooms = photos.iter().map(|photo| photo.room_text.clone()).collect();
        columns.push((language.room.to_owned(), rooms));
    }
    let count = |first: usize| (0..photos.len()).map(|k| (first + k).to_string()).collect();
    match random.below(4) {
        // Numbers of the photos, which may be those of houses, too.
        0 => columns.push(("photo id".to_owned(), count(1))),
        1 => columns.push(("photo id".to_owned(), count(700_001))),
        // As pandas writes its index.
        2 => columns.push((String::new(), count(0))),
        _ => {}
    }
    if random.one_in(3) {
        let position = |photo: &usize| {
            let before = photos.iter().take(*photo).filter(|other| other.house == photos[*photo].house);
            (before.count() + 1).to_string()
        };
        columns.push(("position".to_owned(), (0..photos.len()).map(|photo| position(&photo)).collect()));
    }
    if random.one_in(3) {
        let sizes = (0..photos.len()).map(|k| (640 + 16 * (k % 5)).to_string()).collect();
        columns.push(("width".to_owned(), sizes));
    }
    random.shuffle(&mut columns);
    let sheet = Sheet {
        header: columns.iter().map(|(name, _)| name.clone()).collect(),
        rows: (0..photos.len())
            .map(|row| columns.iter().map(|(_, cells)| cells[row].clone()).collect())
            .collect(),
        ..Sheet::default()
    };
    let dialect = Dialect { delimiter: ',', quoted: random.one_in(3), padded: false, windows: false };
    (format!("{}.csv", random.pick(&["photos", "images", "files", "list"])), sheet.separated(dialect))
}

fn add(files: &mut Vec<File>, path: &str, text: String) {
    files.push((path.to_owned(), text.into_bytes()));
}

/// Adds files that are no photo of a house and no price list: texts, other tables, a plan of the town.
fn others(seed: u64, houses: &[House], link: Link, kind: IdKind, files: &mut Vec<File>) -> Vec<String> {
    let mut random = Random::of(seed, "others");
    let mut about = Vec::new();
    if random.one_in(3) {
        add(files, "README.txt", "Photos of the houses, and a list.\nprice: in the table\n".to_owned());
        add(files, "desktop.ini", "[.ShellClassInfo]\n".to_owned());
    }
    if random.one_in(4) {
        add(files, "overview.png", "overview".to_owned());
        add(files, "map of the town.jpg", "map".to_owned());
    }
    if random.one_in(6) {
        add(files, "settings.json", "{\"width\": 640, \"height\": 480}\n".to_owned());
    }
    if random.one_in(8) {
        // An older list of most of the houses.
        let known = houses.iter().skip(2);
        let rows: Vec<String> = known.map(|house| format!("{},{}", house.id, 99_500)).collect();
        add(files, "old/backup.csv", format!("id,price\n{}\n", rows.join("\n")));
        about.push("an older list".to_owned());
    }
    let is_competition = link == Link::Id && matches!(kind, IdKind::Count | IdKind::Hash | IdKind::Long);
    // Photos in the folder `test` are those of `test.csv`.
    let has_splits = files.iter().any(|(path, _)| path.contains("test/"));
    if is_competition && !has_splits && random.one_in(3) {
        about.push("a template".to_owned());
        let more = houses.len() + 5;
        let ids: Vec<String> = match kind {
            IdKind::Count => (1..=more).map(|k| (houses.len() + k).to_string()).collect(),
            IdKind::Hash => (1..=more).map(|_| random.hex(32)).collect(),
            _ => (1..=more).map(|k| format!("8{}", 100_000_000 + k * 1_117)).collect(),
        };
        let rows = |price: &str| -> String { ids.iter().map(|id| format!("{id}{price}\n")).collect() };
        add(files, "sample_submission.csv", format!("Id,SalePrice\n{}", rows(",180000.5")));
        add(files, "test.csv", format!("Id,Area,Beds\n{}", rows(",1204,3")));
        // Their photos lie among the others.
        let known = files.iter().find(|(_, content)| content.starts_with(b"photo 0 ")).cloned();
        let own = &houses[0].id;
        if let Some((path, _)) = known.filter(|(path, _)| path.matches(own.as_str()).count() == 1) {
            for id in &ids {
                files.push((path.replace(own.as_str(), id), format!("of no house {id}").into_bytes()));
            }
        }
    }
    about
}
