//! What a cell looks like, as far as it matters for finding the header: a number, a word, a unit, the name of a total.
//! What the number is, is decided later, by `number_format`.

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Nothing but spaces.
    Empty,
    /// A mark for a missing value, such as `n/a` or `on request`.
    Missing,
    /// A number, an amount, a number with its unit, or a date.
    Number,
    /// Anything else.
    Text,
}

/// The longest cell that is taken for a number, in bytes.
const LONGEST_NUMBER: usize = 80;

/// Marks for missing values, in lower case, separated by bars.
const MISSING: &str = "-|--|---|–|—|.|?|??|/|n/a|na|n.a.|nan|null|none|nil|#n/a|#na|tbd|tba|poa|unknown|sold|reserved|\
    on request|price on request|price on application|auf anfrage|preis auf anfrage|verkauft|\
    reserviert|unbekannt|k.a.|k. a.|keine angabe|#ref!";

/// Words that may stand before a number: currencies, and words such as “from”.
const BEFORE: &str = "usd us eur euro gbp chf fr sfr inr rs cny rmb jpy krw aud au cad ca nzd sgd hkd hk twd nt sek \
    nok dkk kr pln czk huf rub try brl r mxn mx zar aed ab from approx about circa";

/// Words that may stand behind a number: scales, currencies, units, parts of dates, and what people add to a price.
const BEHIND: &str = "k m mn mio mln mil mill million millions millionen tsd t tys lakh lac l cr crore bn b e тыс млн \
    dollar dollars euros zł zl kč ft руб р лв lei ron tl sqft sq sf sqm qm mq feet foot acre acres \
    ac ha ares a km mi mile miles cm mm yd yds min mins h hr hrs bd bds br bed beds bedroom \
    bedrooms ba bath baths bathroom bathrooms rm room rooms zimmer zi pièces habitaciones yr yrs \
    year years jahr jahre mo month monat pa pcm st stories floor floors car cars pc pcs м кв z am \
    pm jan feb mar apr may jun jul aug sep sept oct nov dec \
    mär mai okt dez vb vhb fp obo neg ono negotiable";

/// Characters of Chinese, Japanese and Korean numbers and units.
const EAST_ASIAN: &str = "万萬亿億千百만억천원元円圆圓平米㎡方坪室厅厅卫年月日套户栋层約约";

/// Characters that may stand in a number.
const MARKS: &str = ".,'’`´ \u{a0}\u{202f}\u{2009}-–−+~±()/:%‰°#*=<>≈²³．，";

/// Currency signs.
const SIGNS: &str = "$€£¥₹₩₽₺₪₫฿₴₦₱₡₲₸₮¢￥＄￡￦";

/// Whether a list of words, which spaces separate, has the word.
fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// Whether a cell looks like a number: see [`CellKind::Number`].
pub(crate) fn looks_like_number(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() <= LONGEST_NUMBER && is_number(cell)
}

/// What a cell looks like.
pub(crate) fn kind(cell: &str) -> CellKind {
    let cell = cell.trim();
    if cell.is_empty() {
        return CellKind::Empty;
    }
    if cell.len() > LONGEST_NUMBER {
        return CellKind::Text;
    }
    if is_number(cell) {
        return CellKind::Number;
    }
    let lower = cell.to_lowercase();
    if MISSING.split('|').any(|mark| mark == lower) { CellKind::Missing } else { CellKind::Text }
}

/// Whether the cell is digits with marks, signs and known words only. Before the first digit, only a currency or a
/// word such as “from” may stand: `M2 price` is a name.
fn is_number(cell: &str) -> bool {
    let (mut digits, mut word) = (false, String::new());
    for c in cell.chars().chain([' ']) {
        if c.is_alphabetic() && !EAST_ASIAN.contains(c) && !c.is_numeric() {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            let known = has(BEFORE, &word) || digits && has(BEHIND, &word);
            if !known {
                return false;
            }
            word.clear();
        }
        digits |= c.is_numeric();
        let allowed = c.is_numeric() || MARKS.contains(c) || SIGNS.contains(c) || EAST_ASIAN.contains(c);
        if !allowed {
            return false;
        }
    }
    digits
}

/// Units, and names of data types, without spaces and dots, in lower case.
const UNITS: &str = "usd us$ $ dollar dollars eur euro euros € gbp £ pounds chf sfr inr ₹ rs cny rmb ¥ 元 円 jpy krw 원 \
    aud cad nzd sgd hkd sek nok dkk kr pln zł czk kč huf rub ₽ руб try ₺ brl r$ mxn zar aed sqft \
    sqfeet squarefeet squarefoot sf ft² ft2 ft^2 m² m2 m^2 qm sqm mq ㎡ 平米 坪 м² м2 squaremeters \
    squaremetres quadratmeter acre acres ac ha hectares m ft feet km mi miles meters metres count \
    number # anzahl stück stk zahl pcs rooms zimmer 室 years year yr yrs jahr jahre 年 yyyy \
    yyyy-mm-dd date datum months % percent prozent";

/// Names of data types, as some programs write them below the header (Orange: `continuous`, `discrete`, `string`).
const TYPES: &str = "int integer int64 int32 bigint float float64 double decimal numeric str string text varchar \
    bool boolean continuous discrete categorical meta";

/// What may stand before or behind a unit: `1000 USD`, `in EUR`, `k€`.
const MULTIPLES: &str = "1000 1,000 '000 000s thousand thousands million millions in k tsd mio";

/// Whether the cell names a unit or a data type, and no value: `USD`, `(sq ft)`, `EUR/m²`, `1000 USD`.
pub(crate) fn is_unit(cell: &str) -> bool {
    let cell = cell.trim().trim_matches(['(', ')', '[', ']', '{', '}']).trim();
    if cell.is_empty() || cell.len() > 30 {
        return false;
    }
    let lower = cell.to_lowercase();
    let parts = lower.split([' ', '\u{a0}']).filter(|part| !part.is_empty());
    let rest: String = parts.filter(|part| !has(MULTIPLES, part.trim_end_matches('.'))).collect();
    let rest: String = rest.chars().filter(|c| *c != '.').collect();
    let known = |part: &str| {
        has(UNITS, part)
            || has(TYPES, part)
            || ["k", "t", "mio", "万", "만"].iter().any(|scale| {
                part.strip_prefix(scale)
                    .is_some_and(|unit| ["€", "$", "£", "usd", "eur", "元", "원"].contains(&unit))
            })
    };
    rest.split('/').all(known)
}

/// The first words of totals, in lower case.
const TOTALS: &str = "total totals sum sums subtotal sub-total grand average avg mean median count minimum maximum \
    min max std stdev summe summen gesamt gesamtsumme gesamtwert zwischensumme insgesamt \
    durchschnitt durchschnittlich mittelwert mittel ø anzahl totaal gemiddelde somme moyenne \
    médiane suma promedio media mediana totale somma soma média razem średnia celkem итого всего \
    сумма среднее 合计 总计 小计 合計 総計 小計 平均 합계 총계 소계 평균";

/// Whether the cell names a total: `Summe`, `Total (40 houses)`, `Average price`. At most four words.
pub(crate) fn is_total(cell: &str) -> bool {
    let cell = cell.trim();
    if cell.is_empty() || cell.len() > 60 {
        return false;
    }
    let lower = cell.to_lowercase();
    let mut words =
        lower.split(|c: char| c.is_whitespace() || ":=(".contains(c)).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().trim_end_matches('.');
    has(TOTALS, first) && (first != "grand" || lower.contains("total")) && words.count() < 4
}

/// Whether the cell is nothing but the name of a total: `Mittelwert`, `Average:`.
pub(crate) fn is_total_word(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches([':', '.', '=']);
    !cell.is_empty() && cell.len() <= 40 && has(TOTALS, &cell.to_lowercase())
}

/// Whether a spreadsheet has rounded a long number in this field: scientific notation with at most six digits before
/// the exponent (`7.87072E+17`), or sixteen digits and more of which only the first fifteen are not zero. Excel shows
/// six digits in a column of normal width, and keeps fifteen (Microsoft, “Excel specifications and limits”). Ids that
/// look so cannot be told apart any more.
pub fn looks_rounded_by_spreadsheet(field: &str) -> bool {
    let field = field.trim();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((mantissa, exponent)) = field.split_once(['E', 'e']) {
        let Some(exponent) = exponent.strip_prefix('+') else { return false };
        let (whole, rest) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
        let one_digit = whole.len() == 1 && is_digits(whole) && whole != "0";
        let enough = exponent.parse::<usize>().is_ok_and(|exponent| exponent > rest.len());
        return one_digit
            && (rest.is_empty() || is_digits(rest))
            && rest.len() <= 5
            && is_digits(exponent)
            && enough;
    }
    is_digits(field)
        && field.len() >= 16
        && !field.starts_with('0')
        && field.bytes().skip(15).all(|byte| byte == b'0')
}

/// Words for a price in the languages of the price lists that we have seen.
const PRICE_WORDS: &[&str] = &[
    "price",
    "preis",
    "prix",
    "precio",
    "prezzo",
    "preço",
    "prijs",
    "pris",
    "cena",
    "hinta",
    "fiyat",
    "цена",
    "стоимость",
    "价",
    "價",
    "価格",
    "가격",
    "매매가",
];

/// Whether a field names a price.
pub(super) fn names_price(cell: &str) -> bool {
    cell.len() <= 60 && {
        let lower = cell.to_lowercase();
        PRICE_WORDS.iter().any(|word| lower.contains(word))
    }
}

/// Names of columns in many price lists, besides that of the price.
const COLUMN_NAMES: [&str; 22] = [
    "id",
    "no",
    "nr",
    "house",
    "beds",
    "bedrooms",
    "baths",
    "bathrooms",
    "rooms",
    "area",
    "sqft",
    "zip",
    "zipcode",
    "address",
    "city",
    "date",
    "year",
    "photo",
    "photos",
    "image",
    "lat",
    "lon",
];

/// Whether a field is a name that columns often have.
pub(super) fn is_column_name(cell: &str) -> bool {
    let lower = cell.trim().to_lowercase();
    PRICE_WORDS.contains(&lower.as_str()) || COLUMN_NAMES.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_amounts_and_dates_are_told_from_names() {
        for number in [
            "1",
            "-2.5",
            "237.500 €",
            "$1,028K",
            "EUR 450.000,-",
            "166万",
            "6.2万元/平米",
            "1,450 sqft",
            "3 bds",
            "$107/mo",
            "2024-05-31",
            "20141013T000000",
            "13 Oct 2014",
            "10/13/2014",
            "12 %",
            "7.87072E+17",
            "4½",
            "ab 300 000 €",
            "０１２",
            "137 m2",
            "#17",
            "450k-475k",
        ] {
            assert_eq!(kind(number), CellKind::Number, "{number}");
        }
        for text in [
            "price",
            "M2 price",
            "1stFlrSF",
            "3SsnPorch",
            "A-001",
            "1.jpg",
            "9c8f5d26",
            "Cedarholm",
            "m2",
            "12 Main St",
            "2 car garage",
            "2019-Q1",
            "https://h/1",
            "$",
            "USD",
        ] {
            assert_eq!(kind(text), CellKind::Text, "{text}");
        }
        assert_eq!(kind(" \u{a0}"), CellKind::Empty);
        for missing in ["n/a", "-", "POA", "auf Anfrage", "NaN"] {
            assert_eq!(kind(missing), CellKind::Missing, "{missing}");
        }
    }

    #[test]
    fn units_are_told_from_values() {
        for unit in [
            "USD", "sq ft", "Sq. Ft.", "(m²)", "[EUR]", "EUR/m²", "1000 USD", "in €", "k€", "count", "string",
        ] {
            assert!(is_unit(unit), "{unit}");
        }
        for value in ["3", "", "price", "Main St", "100 USD", "yes", "no", "k", "unknown"] {
            assert!(!is_unit(value), "{value}");
        }
    }

    #[test]
    fn totals_are_recognised_by_their_first_word() {
        for total in
            ["Summe", "Total:", "total (40 houses)", "Grand total", "Ø", "Average price", "合计", "SUM="]
        {
            assert!(is_total(total), "{total}");
        }
        for other in
            ["Summer Street", "Totally new, with a garden", "1", "", "Grand Avenue", "Maximilianstr."]
        {
            assert!(!is_total(other), "{other}");
        }
    }

    #[test]
    fn rounded_ids_are_recognised() {
        for rounded in
            ["7.87072E+17", "1.2E+09", "7,87072E+17", "1E+10", " 7.87072e+17 ", "787072123456789000"]
        {
            assert!(looks_rounded_by_spreadsheet(rounded), "{rounded}");
        }
        for exact in [
            "787072123456789012",
            "1234567890123",
            "1.234567890123E+12",
            "1.23456E+02",
            "1E-05",
            "E+17",
            "12E+3",
            "",
            "0.5E+10",
            "7.87072E17x",
            "100000000000000",
            "2E5",
            "1.2.3E+09",
        ] {
            assert!(!looks_rounded_by_spreadsheet(exact), "{exact}");
        }
    }
}
