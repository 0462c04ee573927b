//! Names of photos: by ids and row numbers in names and folders, and by cells of the table.

use super::houses::House;
use super::random::Random;
use super::words::Language;

/// A photo of a house.
#[derive(Clone)]
pub(super) struct Photo {
    /// Path in the folder.
    pub(super) path: String,
    pub(super) house: usize,
    /// The room in the form that is compared, or the number of the photo from 1.
    pub(super) room: String,
    /// As the room is written.
    pub(super) room_text: String,
    /// As a cell names it.
    pub(super) cell: String,
}

/// How photos belong to houses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// Their names have the house's id.
    Id,
    /// Their names have the row's number, from this one.
    Row(usize),
    /// A cell lists them.
    List,
    /// A column for each room names them.
    Columns,
    /// Each row has one, and perhaps names the room.
    RowAPhoto { with_room: bool },
    /// As rows of another table.
    OtherTable { with_room: bool },
}

impl Link {
    pub(super) fn draw(random: &mut Random) -> Self {
        match random.below(11) {
            0..=4 => Link::Id,
            5 => Link::Row(1),
            6 => Link::Row(0),
            7 => Link::List,
            8 => Link::Columns,
            9 => Link::RowAPhoto { with_room: random.one_in(2) },
            _ => Link::OtherTable { with_room: random.one_in(2) },
        }
    }

    /// Whether the table names the files.
    pub(super) fn by_cells(self) -> bool {
        !matches!(self, Link::Id | Link::Row(_))
    }
}

/// Names with an id. Without a room or a number, each house has one photo.
const BY_ID: [&str; 20] = [
    "{id}_{room}",
    "{id}_{room}",
    "{room}_{id}",
    "{id}/{room}",
    "house_{id}/{room}",
    "{room}/{id}",
    "{room} ({id})",
    "{id}_{k}",
    "{id}/IMG_{serial}",
    "{id}_{room}_jpg.rf.{hash}",
    "my set {id} {room}",
    "{id}-{kk}",
    "{part}/{id}_{room}",
    "{id}/{k}",
    "{id}/{id}-{k}",
    "{id}",
    "B/{id}/photos/{room}",
    "{id}/DSC0{serial}",
    "{short}-{id}_{room}",
    "{id}_{room}_{short}",
];

/// Names with a row's number.
const BY_ROW: [&str; 9] = [
    "{id}_{room}",
    "{id}-{room}",
    "{room}_{id}",
    "{id}/{room}",
    "{room}/{id}",
    "house_{id}_{room}",
    "{room} ({id})",
    "{id}_{k}",
    "{id}",
];

/// Names that cells give.
const BY_CELL: [&str; 6] = [
    "alder-{other}-{letter}",
    "IMG_{mixed}",
    "{hash}",
    "{other}/{room}",
    "{letter}_{other}_{room}",
    "{count}",
];

/// Forms of cells: `{}` is the path, `{name}` its last part, `{stem}` the same without ending.
const CELLS: [&str; 6] = [
    "{}",
    "{}",
    "{name}",
    "C:\\Users\\me\\Houses\\{windows}",
    "https://img.example.test/h/{}?im_w=720",
    "./{}",
];

/// The name of a room in the form that is compared.
pub(super) fn room_key(room: &str) -> String {
    room.to_lowercase().replace(|letter: char| !letter.is_alphanumeric(), "_")
}

/// Random names for the photos of houses, and what they are like.
pub(super) fn photos(
    seed: u64,
    language: &Language,
    houses: &[House],
    link: Link,
    foreign: bool,
) -> (Vec<Photo>, String) {
    let mut random = Random::of(seed, "photos");
    let templates: &[&str] = match link {
        Link::Id => &BY_ID,
        Link::Row(_) => &BY_ROW,
        _ => &BY_CELL,
    };
    let template = *random.pick(templates);
    let short = 6 + random.below(3);
    let cell_form = *random.pick(&CELLS);
    // Without its folder, such a name is that of a photo of every house.
    let cell_form = if template == "{other}/{room}" && cell_form == "{name}" { "{}" } else { cell_form };
    let ending = *random.pick(&["jpg", "jpg", "jpg", "JPG", "jpeg", "png", "webp", "heic"]);
    let prefix = *random.pick(&["", "", "photos/", "images/", "pics/houses/", "2024/"]);
    let varied = ["{room}", "{k}", "{kk}", "{serial}"].iter().any(|part| template.contains(part));
    let most = if varied || link.by_cells() { 1 + random.below(5) } else { 1 };
    let english = ["front", "kitchen", "living room", "bath", "bedroom"];
    let rooms = if foreign { language.rooms } else { english };
    let mut rooms: Vec<&str> = rooms.into();
    random.shuffle(&mut rooms);
    let (leave_out, varying) = (random.one_in(3), random.one_in(3));
    let (lower, wide) = (random.one_in(2), random.one_in(4));
    let mut others: Vec<usize> = (1..=houses.len()).collect();
    random.shuffle(&mut others);
    let mut mixed: Vec<usize> = (4_000..4_000 + 5 * houses.len()).collect();
    random.shuffle(&mut mixed);
    let mut photos = Vec::new();
    for (house, of) in houses.iter().enumerate() {
        if leave_out && random.one_in(5) && house > 4 {
            continue;
        }
        let id = match link {
            Link::Row(first) if wide => format!("{:03}", house + first),
            Link::Row(first) => (house + first).to_string(),
            _ if lower => of.id.replace(' ', "-").to_lowercase(),
            _ => of.id.clone(),
        };
        let count = if varying { 1 + random.below(most) } else { most };
        for (k, room) in rooms.iter().take(count).enumerate() {
            let name = template
                .replace("{id}", &id)
                .replace("{room}", room)
                .replace("{kk}", &format!("{:02}", k + 1))
                .replace("{k}", &(k + 1).to_string())
                .replace("{serial}", &(2_000 + house * most + k).to_string())
                .replace("{count}", &(photos.len() + 1).to_string())
                .replace("{mixed}", &mixed[house * 5 + k].to_string())
                .replace("{other}", &format!("{:03}", others[house]))
                .replace("{letter}", ["a", "b", "c", "d", "e"][k])
                .replace("{hash}", &random.hex(32))
                .replace("{short}", &random.hex(short))
                .replace("{part}", ["train", "valid", "test"][house % 3]);
            let path = format!("{prefix}{name}.{ending}");
            let last = path.rsplit('/').next().unwrap_or_default();
            let cell = cell_form
                .replace("{}", &path)
                .replace("{windows}", &path.replace('/', "\\"))
                .replace("{name}", last)
                .replace(' ', if cell_form.starts_with("http") { "%20" } else { " " });
            let shows_room = match link {
                Link::Id | Link::Row(_) => template.contains("{room}"),
                Link::List => false,
                Link::Columns => true,
                Link::RowAPhoto { with_room } | Link::OtherTable { with_room } => with_room,
            };
            let key = if shows_room { room_key(room) } else { (k + 1).to_string() };
            photos.push(Photo { path, house, room: key, room_text: (*room).to_owned(), cell });
        }
    }
    let cells = if link.by_cells() { format!(" as {cell_form}") } else { String::new() };
    (photos, format!("{prefix}{template}.{ending}{cells}"))
}
