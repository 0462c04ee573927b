//! Words in columns' names.

#[cfg(test)]
mod tests;

/// Words for a price, in order of preference; spaces separate them.
const PRICE: &str = "price saleprice listprice soldprice preis kaufpreis verkaufspreis prix precio prezzo preço preco \
    pris prijs vraagprijs koopsom cena cijena цена ціна стоимость вартість hinta ár ara vételár verð preț pret preu fiyat \
    fiyatı bedeli bedel qiymət bağası бағасы баасы ფასი գին գինը harga presyo giá τιμή kaina foncière fonciere \
    prisantydning totalpris medv מחיר سعر السعر ثمن الثمن قیمت मूल्य कीमत মূল্য দাম விலை ధర 总价 總價 售价 售價 价格 價格 成交价 成交價 报价 報價 标价 挂牌价 房价 房價 \
    価格 取引総額 가격 매매가 거래금액 ราคา verkehrswert kaufsumme vhb";
/// Words that may mean a price, in order of preference. They often mean something else: such a column is the price if
/// its values may be prices, and nothing else is named like one.
const PERHAPS_PRICE: &str = "valeur valor waarde wert value betrag amount cost asking worth sold sale lp vk vb hind bei target \
    label";
/// Currencies. They name a price if nothing but a scale stands beside them.
const CURRENCY: &str =
    "$ $$ $$$ € £ ¥ ₹ ₽ usd eur euro euros gbp chf cad aud sek nok dkk pln czk huf inr jpy cny rub";
/// Scales beside a price.
const SCALE: &str = "in k m t mio mln million millions millionen mill thousand thousands tsd 1000 000 000s lakh lakhs crore \
    crores млн тыс 万 萬 만원 万円 億";
/// Endings of words such as “Slutpris” and “Koopprijs”.
const PRICE_ENDINGS: [&str; 5] = ["preis", "pris", "prijs", "hinta", "price"];
/// Beginnings of words that end as a price and mean something else.
const NO_PRICE_STARTS: [&str; 16] = [
    "miet",
    "leie",
    "hyre",
    "huur",
    "vuokra",
    "boden",
    "grund",
    "quadrat",
    "kvadrat",
    "vierkante",
    "meter",
    "neliö",
    "stellplatz",
    "garage",
    "einheit",
    "durchschnitt",
];
/// Words that, beside a price word, mean something else than the house's price.
const NOT_THE_PRICE: &str = "per tax previous prev old last change misc id date year area land rent monthly fee pro currency \
    alt alter alte altes ancien anterior original orig vorher стар старая predicted prediction pred estimated estimate est zestimate \
    forecast assessed assessment insured catastral cadastral deposit down reduction reduced commission provision renovation \
    reno suggested proposed recommended construction hoa norm scaled log std diff ratio percent pct rank count days time category range band parking garage \
    carport stellplatz stellplätze tiefgarage parkplatz garagen miete kaltmiete warmmiete rental avg average mean moyen moyenne \
    durchschnitt medio media średnia средняя 均价 均價 type class status";
/// Words that, beside a price word, mean a price for each square metre or foot.
const PER_AREA: &str = "sqft sqm m2 m² qm mq ft ft² psf ppsf kvm м2 м² sf metr metre meter metro mètre метр unitario unitaire unitário \
    unit birim đơn einheit metri 单价 單價 単価 坪 ㎡ 평당 평단 ตร المتر متر";
/// Words that are a price for each square metre or foot by themselves.
const PRICE_PER_AREA: &str = "psf ppsf 单价 單價 単価 均价 均價 평당가 평단가";
/// Words for what was paid in the end, or for all of it, beside other price words.
const FINAL: &str = "sold final closing close closed hammer sale saleprice soldprice slutpris verkaufspreis verkauf vendido total \
    gesamt gesamtpreis totale totaal new neu neuer neue neuen nouveau nuevo новая actual tổng całkowita 成交 总价 總價 総額";
/// Words for what was asked at first.
const ASKED: &str = "list listprice listed asking start starting begärt angebot angebotspreis angebots vraagprijs offer guide \
    prisantydning reserve";
/// Words of numbers that are never a price.
const NO_PRICE: &str = "phone telephone telefon tel fax mobile handy registration register reg regnr income einkommen \
    lat latitude lon lng long longitude bytes filesize size_bytes id parcel apn fips width height breite höhe isbn";

/// Words for a house's id, in order of preference.
const ID: [&str; 34] = [
    "id",
    "house",
    "number",
    "no",
    "nr",
    "listing",
    "#",
    "num",
    "houseid",
    "listingid",
    "propertyid",
    "property",
    "home",
    "nummer",
    "numéro",
    "numero",
    "número",
    "núm",
    "nº",
    "numer",
    "image",
    "img",
    "photo",
    "index",
    "ref",
    "key",
    "uuid",
    "guid",
    "mls",
    "mlsid",
    "编号",
    "編號",
    "番号",
    "номер",
];
/// Words that say by themselves that the column is one of ids, whatever stands beside them.
const CERTAIN_ID: [&str; 26] = [
    "id",
    "no",
    "nr",
    "number",
    "num",
    "#",
    "nummer",
    "numéro",
    "numero",
    "número",
    "núm",
    "nº",
    "numer",
    "ref",
    "key",
    "uuid",
    "guid",
    "mls",
    "houseid",
    "listingid",
    "propertyid",
    "mlsid",
    "编号",
    "編號",
    "番号",
    "номер",
];
/// Words for a zip code or neighbourhood, from fine to coarse.
const ZIP_CODE: [&str; 48] = [
    "zip",
    "zipcode",
    "postcode",
    "postal",
    "postalcode",
    "plz",
    "postleitzahl",
    "postnr",
    "postnummer",
    "postinumero",
    "индекс",
    "pincode",
    "psč",
    "psc",
    "pocztowy",
    "irsz",
    "cep",
    "郵便番号",
    "邮编",
    "邮政编码",
    "우편번호",
    "cap",
    "areacode",
    "neighbourhood",
    "neighborhood",
    "district",
    "suburb",
    "quartier",
    "stadtteil",
    "bezirk",
    "barrio",
    "kommune",
    "小区",
    "区域",
    "區域",
    "locality",
    "borough",
    "city",
    "citi",
    "town",
    "stadt",
    "ort",
    "ville",
    "ciudad",
    "città",
    "cidade",
    "城市",
    "город",
];
/// Words for a year or a date.
const YEAR: [&str; 9] = ["year", "yr", "date", "built", "baujahr", "jahr", "année", "annee", "año"];
/// Words for a sale, then for a listing, then for any date: which of several dates is that of the price.
const SOLD_OR_LISTED: [&str; 3] = [
    "sold sale sales saledate solddate closing closed close transaction contract deed transfer verkauf verkauft verkaufsdatum \
    kaufdatum kauf kaufvertrag vertragsdatum vente mutation venta vendita venda vendido verkoop salg salgsdato sprzedaży \
    продажи 成交 取引",
    "list listed listing posted published onmarket offered inserat inseriert angebot eingestellt annonce publication \
    publicación anuncio annuncio anúncio",
    "date datum fecha data dato дата 日期 日付 날짜 päivämäärä",
];
/// Words of dates that are about something else than the price.
const OTHER_DATE: &str = "built build year construction completed completion renovated renovation remodeled updated modified \
    baujahr bau birth available from until move einzug saniert viewed scraped crawled download construction construcción";
/// Words for the room that a photo shows.
const ROOM: [&str; 16] = [
    "room", "view", "type", "kind", "side", "label", "category", "position", "angle", "scene", "raum",
    "zimmer", "ansicht", "order", "pièce", "motiv",
];

/// The words of a column's name.
pub(super) struct Words(Vec<String>);

impl Words {
    /// Splits a column's name into lower-case words: at anything but letters and digits, and at camel case as in
    /// `SalePrice`. A `#` is a word.
    pub(super) fn of(name: &str) -> Self {
        let mut spaced = String::new();
        let mut after_lowercase = false;
        for letter in name.chars() {
            if after_lowercase && letter.is_uppercase() {
                spaced.push(' ');
            }
            after_lowercase = letter.is_lowercase();
            match letter {
                '#' | '№' => spaced.push_str(" # "),
                // `N°` is `Nº`.
                '°' if spaced.ends_with('n') => spaced.push('º'),
                '€' | '£' | '¥' | '₹' | '₽' | '$' => spaced.extend([' ', letter, ' ']),
                // Signs within Indian words are no letters to Unicode. The dot of a Turkish İ is left out.
                '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}' => spaced.push(letter),
                letter if letter.is_alphanumeric() => {
                    spaced.extend(letter.to_lowercase().filter(|letter| *letter != '\u{307}'));
                }
                _ => spaced.push(' '),
            }
        }
        Words(spaced.split_whitespace().map(str::to_owned).collect())
    }

    /// Number of words.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    fn has(&self, word: &str) -> bool {
        // Chinese, Japanese and Thai have no spaces between words.
        let within = word.chars().next().is_some_and(|letter| letter >= '\u{e00}');
        self.0.iter().any(|own| own == word || (within && own.contains(word)))
    }

    /// Index of the first of `words` that occurs.
    fn rank(&self, words: &[&str]) -> Option<usize> {
        words.iter().position(|word| self.has(word))
    }

    /// Whether one of `words` occurs.
    pub(super) fn has_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// Whether one of the words that spaces separate occurs.
    fn has_any(&self, words: &str) -> bool {
        words.split_whitespace().any(|word| self.has(word))
    }

    /// Whether a word is a price word, perhaps numbered (`price2021`).
    fn has_price(&self, word: &str) -> bool {
        self.has(word) || self.0.iter().any(|own| own.trim_end_matches(|c: char| c.is_ascii_digit()) == word)
    }

    /// Rank among price words; `None` if there is none.
    pub(super) fn price_rank(&self) -> Option<usize> {
        let rank = PRICE.split_whitespace().position(|word| self.has_price(word));
        rank.or_else(|| {
            let compound = |word: &String| PRICE_ENDINGS.iter().any(|ending| word.ends_with(ending));
            self.0.iter().any(compound).then_some(1)
        })
    }

    /// Rank among words that may mean a price, and nothing else stands beside them.
    pub(super) fn perhaps_price_rank(&self) -> Option<usize> {
        let is = |list: &str, word: &String| list.split_whitespace().any(|listed| listed == word);
        let currency = self.0.iter().any(|word| is(CURRENCY, word))
            && self.0.iter().all(|word| is(CURRENCY, word) || is(SCALE, word));
        let rank = PERHAPS_PRICE.split_whitespace().position(|word| self.has(word)).or(currency.then_some(0));
        rank.filter(|_| !self.is_other_than_price() && !self.is_never_price())
    }

    /// Whether it is a number such as a telephone number, which is never a price.
    pub(super) fn is_never_price(&self) -> bool {
        self.has_any(NO_PRICE)
    }

    pub(super) fn is_other_than_price(&self) -> bool {
        let start = |word: &String| {
            PRICE_ENDINGS.iter().any(|ending| word.ends_with(ending))
                && NO_PRICE_STARTS.iter().any(|start| word.starts_with(start))
        };
        self.has_any(NOT_THE_PRICE) || self.has_any(PER_AREA) || self.0.iter().any(start)
    }

    /// Whether it is a price for each square metre or foot.
    pub(super) fn is_price_per_area(&self) -> bool {
        let per_area = |word: &String| {
            ["quadrat", "kvadrat", "neliö"].iter().any(|start| word.starts_with(start))
                && PRICE_ENDINGS.iter().any(|ending| word.ends_with(ending))
        };
        let price = self.price_rank().is_some() && self.has_any(PER_AREA);
        price || self.has_any(PRICE_PER_AREA) || self.0.iter().any(per_area)
    }

    /// Whether it may be a total.
    pub(super) fn is_total(&self) -> bool {
        self.has_any("total sum amount gesamt gesamtbetrag summe betrag totale totaal итого 总 總 合計")
    }

    /// The order of two prices: what was paid, or the total, before others, and what was asked last; a price without a
    /// year before those of years, the latest first.
    pub(super) fn price_order(&self) -> (u8, u32) {
        let stage = match (self.has_any(FINAL), self.has_any(ASKED)) {
            (true, false) => 0,
            (false, true) => 2,
            _ => 1,
        };
        let digits = |word: &String| {
            let start = word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            word.get(start..).and_then(|digits| digits.parse::<u32>().ok())
        };
        let year = self.0.iter().filter_map(digits).filter(|year| (1900..2100).contains(year)).max();
        (stage, year.map_or(0, |year| 3000 - year))
    }

    /// Whether the name says that the amounts are thousands, millions or the like.
    pub(super) fn has_scale(&self) -> bool {
        SCALE.split_whitespace().any(|scale| scale != "in" && self.has(scale))
    }

    pub(super) fn is_year(&self) -> bool {
        self.rank(&YEAR).is_some()
    }

    /// Rank of a column of dates as the day on which the house was sold or listed; `None` if its name says neither.
    pub(super) fn date_rank(&self) -> Option<usize> {
        let rank = SOLD_OR_LISTED.iter().position(|words| self.has_any(words))?;
        // “Last updated” and “date built” are no sales, “sale date updated” is.
        (rank == 0 || !self.has_any(OTHER_DATE)).then_some(rank)
    }

    pub(super) fn is_room(&self) -> bool {
        self.rank(&ROOM).is_some()
    }

    pub(super) fn id_rank(&self) -> Option<usize> {
        self.without_areas().rank(&ID)
    }

    /// The words that are no areas in scripts without spaces: 郵便番号, a zip code, ends with the word for a number.
    fn without_areas(&self) -> Words {
        let is_area = |word: &String| {
            ZIP_CODE.iter().any(|area| area.starts_with(|letter| letter >= '\u{e00}') && word.contains(area))
        };
        Words(self.0.iter().filter(|word| !is_area(word)).cloned().collect())
    }

    /// Whether the name says that the column holds ids: `listing_id`, `House #`, `home`, but not `home size`.
    pub(super) fn is_id(&self) -> bool {
        let words = self.without_areas();
        let certain = words.has_one_of(&CERTAIN_ID);
        certain || (self.count() > 0 && self.0.iter().all(|word| ID.contains(&word.as_str())))
    }

    /// Whether the column has no name of its own: pandas calls that of the rows’ numbers “Unnamed: 0”, we “column 1”.
    pub(super) fn is_unnamed(&self) -> bool {
        let first = self.0.first().map(String::as_str);
        first.is_none() || first == Some("unnamed") || (first == Some("column") && self.count() == 2)
    }

    /// Rank as a zip code; `is_text` says whether no field is a number.
    pub(super) fn zip_rank(&self, is_text: bool) -> Option<usize> {
        let area_code = ["area", "code"].iter().all(|word| self.has(word));
        let area_code_rank = ZIP_CODE.iter().position(|word| *word == "areacode").filter(|_| area_code);
        // “PIN code” in India.
        let pin = ["pin", "code"].iter().all(|word| self.has(word));
        let area_code_rank = area_code_rank.or(pin.then_some(0));
        // A text column “area” is a neighbourhood; a numeric one is a size.
        let area = self.has("area") && is_text;
        self.rank(&ZIP_CODE).or(area_code_rank).or(area.then_some(ZIP_CODE.len()))
    }
}
