//! Words of tables and photos in several languages, and old code pages.

/// The words of a language.
pub(super) struct Language {
    pub(super) name: &'static str,
    pub(super) id: &'static [&'static str],
    pub(super) price: &'static [&'static str],
    pub(super) area: &'static str,
    pub(super) count: &'static str,
    pub(super) zip: &'static str,
    pub(super) town: &'static str,
    pub(super) photos: &'static str,
    pub(super) room: &'static str,
    pub(super) rooms: [&'static str; 5],
    pub(super) towns: &'static [&'static str],
    pub(super) title: &'static str,
    pub(super) total: &'static str,
    pub(super) note: &'static str,
    /// Units of price, area and count.
    pub(super) units: [&'static str; 3],
    /// A unit behind areas.
    pub(super) square: &'static str,
    pub(super) table: &'static str,
    pub(super) on_request: &'static str,
}

pub(super) const LANGUAGES: [Language; 6] = [
    Language {
        name: "English",
        id: &["id", "listing_id", "Listing ID", "house", "House #", "Id"],
        price: &["price", "SalePrice", "List price", "sold_price"],
        area: "sqft",
        count: "beds",
        zip: "zip",
        town: "city",
        photos: "photos",
        room: "room",
        rooms: ["front", "kitchen", "living room", "bath", "bedroom"],
        towns: &["Alderton", "Cedarholm", "Dunmere", "Port Ellis"],
        title: "Houses sold in spring",
        total: "Total",
        note: "Source: our own list",
        units: ["USD", "sq ft", "count"],
        square: "sqft",
        table: "prices",
        on_request: "on request",
    },
    Language {
        name: "German",
        id: &["Nr.", "Objekt-Nr", "Nummer", "ID"],
        price: &["Kaufpreis", "Preis", "Preis (EUR)"],
        area: "Wohnfläche",
        count: "Zimmer",
        zip: "PLZ",
        town: "Ort",
        photos: "Fotos",
        room: "Raum",
        rooms: ["Straße", "Küche", "Wohnzimmer", "Bad", "Schlafzimmer"],
        towns: &["Köln", "Mühlbach", "Großenhain", "Weßling"],
        title: "Objektliste Frühjahr",
        total: "Summe",
        note: "Quelle: eigene Erhebung, ohne Gewähr",
        units: ["EUR", "m²", "Anzahl"],
        square: "m²",
        table: "Preise",
        on_request: "auf Anfrage",
    },
    Language {
        name: "French",
        id: &["numéro", "id"],
        price: &["prix", "prix de vente"],
        area: "surface",
        count: "pièces",
        zip: "code postal",
        town: "ville",
        photos: "photos",
        room: "vue",
        rooms: ["façade", "cuisine", "séjour", "salle de bain", "chambre"],
        towns: &["Orléans", "Béziers", "Saint-Étienne", "Besançon"],
        title: "Maisons à vendre",
        total: "Total",
        note: "Prix affichés, hors frais",
        units: ["€", "m²", "number"],
        square: "m²",
        table: "maisons_prix",
        on_request: "n/a",
    },
    Language {
        name: "Spanish",
        // “número” is not known as the name of an id.
        id: &["número", "id"],
        price: &["precio", "precio de venta"],
        area: "superficie",
        count: "habitaciones",
        zip: "código postal",
        town: "ciudad",
        photos: "fotos",
        room: "vista",
        rooms: ["fachada", "cocina", "salón", "baño", "dormitorio"],
        towns: &["León", "Cáceres", "Logroño", "Ávila"],
        title: "Casas en venta",
        total: "Suma",
        note: "Datos propios",
        units: ["EUR", "m2", "number"],
        square: "m2",
        table: "precios",
        on_request: "-",
    },
    Language {
        name: "Chinese",
        id: &["编号"],
        price: &["总价", "售价"],
        area: "面积",
        count: "室",
        zip: "邮编",
        town: "城市",
        photos: "图片",
        room: "房间",
        rooms: ["外观", "厨房", "客厅", "浴室", "卧室"],
        towns: &["杭州", "苏州", "宁波", "无锡"],
        title: "二手房清单",
        total: "合计",
        note: "数据仅供参考",
        units: ["元", "平米", "室"],
        square: "平米",
        table: "房价",
        on_request: "-",
    },
    Language {
        name: "Japanese",
        id: &["番号", "物件番号"],
        price: &["価格"],
        area: "面積",
        count: "部屋数",
        zip: "郵便番号",
        town: "市",
        photos: "写真",
        room: "部屋",
        rooms: ["外観", "台所", "居間", "浴室", "表"],
        towns: &["東京", "横浜", "千葉", "埼玉"],
        title: "物件一覧",
        total: "合計",
        note: "物件一覧 2024",
        units: ["円", "㎡", "number"],
        square: "㎡",
        table: "価格表",
        on_request: "-",
    },
];

/// Characters of the Japanese words above, in Shift_JIS.
const SHIFT_JIS: [(char, [u8; 2]); 42] = [
    ('番', [0x94, 0xd4]),
    ('号', [0x8d, 0x86]),
    ('価', [0x89, 0xbf]),
    ('格', [0x8a, 0x69]),
    ('面', [0x96, 0xca]),
    ('積', [0x90, 0xcf]),
    ('部', [0x95, 0x94]),
    ('屋', [0x89, 0xae]),
    ('数', [0x90, 0x94]),
    ('郵', [0x97, 0x58]),
    ('便', [0x95, 0xd6]),
    ('市', [0x8e, 0x73]),
    ('写', [0x8e, 0xca]),
    ('真', [0x90, 0x5e]),
    ('外', [0x8a, 0x4f]),
    ('観', [0x8a, 0xcf]),
    ('台', [0x91, 0xe4]),
    ('所', [0x8f, 0x8a]),
    ('居', [0x8b, 0x8f]),
    ('間', [0x8a, 0xd4]),
    ('浴', [0x97, 0x81]),
    ('室', [0x8e, 0xba]),
    ('表', [0x95, 0x5c]),
    ('東', [0x93, 0x8c]),
    ('京', [0x8b, 0x9e]),
    ('横', [0x89, 0xa1]),
    ('浜', [0x95, 0x6c]),
    ('千', [0x90, 0xe7]),
    ('葉', [0x97, 0x74]),
    ('埼', [0x8d, 0xe9]),
    ('玉', [0x8b, 0xca]),
    ('物', [0x95, 0xa8]),
    ('件', [0x8c, 0x8f]),
    ('一', [0x88, 0xea]),
    ('覧', [0x97, 0x97]),
    ('合', [0x8d, 0x87]),
    ('計', [0x8c, 0x76]),
    ('円', [0x89, 0x7e]),
    ('万', [0x96, 0x9c]),
    ('㎡', [0x87, 0x75]),
    ('平', [0x95, 0xbd]),
    ('米', [0x95, 0xc4]),
];

/// The letters of code page 850, of DOS and the archives of Windows, that differ from ASCII.
const DOS: [(char, u8); 17] = [
    ('ü', 0x81),
    ('é', 0x82),
    ('ä', 0x84),
    ('ç', 0x87),
    ('ß', 0xe1),
    ('ö', 0x94),
    ('ñ', 0xa4),
    ('ó', 0xa2),
    ('í', 0xa1),
    ('á', 0xa0),
    ('ú', 0xa3),
    ('è', 0x8a),
    ('Ü', 0x9a),
    ('Ä', 0x8e),
    ('Ö', 0x99),
    ('Á', 0xb5),
    ('É', 0x90),
];

/// The text in Shift_JIS; `None` if it has other characters.
pub(super) fn shift_jis(text: &str) -> Option<Vec<u8>> {
    encoded(text, |letter| {
        let (_, bytes) = SHIFT_JIS.iter().find(|(known, _)| *known == letter)?;
        Some(bytes.to_vec())
    })
}

/// The text in code page 850; `None` if it has other characters.
pub(super) fn dos(text: &str) -> Option<Vec<u8>> {
    encoded(text, |letter| Some(vec![DOS.iter().find(|(known, _)| *known == letter)?.1]))
}

/// The text in windows-1252; `None` if it has other characters.
pub(super) fn windows_1252(text: &str) -> Option<Vec<u8>> {
    encoded(text, |letter| match letter {
        '€' => Some(vec![0x80]),
        '\u{a0}'..='\u{ff}' => Some(vec![letter as u8]),
        _ => None,
    })
}

fn encoded(text: &str, other: impl Fn(char) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for letter in text.chars() {
        if letter.is_ascii() {
            bytes.push(letter as u8);
        } else {
            bytes.extend(other(letter)?);
        }
    }
    Some(bytes)
}

/// The text as a Mac writes it in file names: letters and their marks apart.
pub(super) fn decomposed(text: &str) -> String {
    let mark = |letter: char| {
        let (letters, mark) = [
            ("äÄaAöÖoOüÜuU", '\u{308}'),
            ("éÉeEáÁaAíÍiIóÓoOúÚuU", '\u{301}'),
            ("èÈeE", '\u{300}'),
            ("çÇcC", '\u{327}'),
            ("ñÑnN", '\u{303}'),
        ]
        .into_iter()
        .find(|(letters, _)| !letter.is_ascii() && letters.contains(letter))?;
        let at = letters.chars().position(|known| known == letter)?;
        Some([letters.chars().nth(at + 2)?, mark])
    };
    text.chars().flat_map(|letter| mark(letter).map_or(vec![letter], |pair| pair.to_vec())).collect()
}
