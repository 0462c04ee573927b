//! Guesses the code page of a table. chardetng, which guesses for web pages, needs running text. A price list has little
//! of it: a few names of columns, and currency signs. What price lists say helps out.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};

/// At most so much of a table is looked at, in bytes.
const SAMPLE: usize = 1 << 18;

/// Code pages that are considered besides chardetng's guess.
const CODE_PAGES: [&Encoding; 8] =
    [WINDOWS_1252, GBK, SHIFT_JIS, BIG5, EUC_KR, EUC_JP, WINDOWS_1251, WINDOWS_1250];

/// Words of price lists, separated by spaces: price, area, rooms, number, town, street, built, house, photo. Each has
/// at least two letters outside ASCII, so that bytes of another code page hardly give one by chance.
const WORDS: &str = "价格 总价 单价 面积 编号 序号 小区 户型 房价 地址 年份 图片 照片 城市 房屋 元/平 \
    價格 總價 單價 面積 編號 社區 房價 坪數 \
    価格 番号 所在地 住所 間取 万円 築年 写真 外観 部屋 建物 台所 \
    가격 면적 번호 주소 지역 매매 만원 사진 아파트 \
    цена стоимость площадь комнат город адрес номер район фото улица этаж";

/// The text of a table, and its code page; `None` if the bytes are no text.
pub(crate) fn guess(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    let sample = sample(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    let mut guess = detector.guess(None, Utf8Detection::Deny);
    // Excel for the Mac ends lines with CR and writes Mac Roman, which browsers never guess.
    let mac = sample.contains(&b'\r') && !sample.contains(&b'\n');
    if mac && guess.is_single_byte() && guess.name().starts_with("windows-125") {
        guess = MACINTOSH;
    }
    if guess == WINDOWS_1250 && is_western(sample) {
        guess = WINDOWS_1252;
    }
    let mut best = (guess, decode(guess, sample).map_or(0, |text| hits(&text)));
    for encoding in CODE_PAGES {
        let found = decode(encoding, sample).map_or(0, |text| hits(&text));
        // Mac Roman has the same letters as Windows-1252 at other places, but signs at the same.
        if found > best.1 && !(mac && encoding.is_single_byte()) {
            best = (encoding, found);
        }
    }
    let text = decode(best.0, bytes).map(|text| (text, best.0));
    text.or_else(|| decode(guess, bytes).map(|text| (text, guess)))
}

/// Whether all that tells Central European text from Western is a č that may be an è, as in “pièces”: there is none of
/// the letters that stand beside č in the languages that have it.
fn is_western(sample: &[u8]) -> bool {
    let (central, western) = (decode(WINDOWS_1250, sample), decode(WINDOWS_1252, sample));
    let (Some(central), Some(western)) = (central, western) else { return false };
    let same = |(a, b): (char, char)| a == b || matches!((a, b), ('č', 'è') | ('Č', 'È'));
    !central.contains(['š', 'ž', 'Š', 'Ž']) && central.chars().zip(western.chars()).all(same)
}

/// The first lines.
fn sample(bytes: &[u8]) -> &[u8] {
    if bytes.len() <= SAMPLE {
        return bytes;
    }
    let start = bytes.get(..SAMPLE).unwrap_or(bytes);
    let end = start.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(SAMPLE, |end| end + 1);
    start.get(..end).unwrap_or(start)
}

/// The text, if all bytes are valid and no control characters: Windows-1252 gives those for bytes that it does not
/// define.
fn decode(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let (text, _, malformed) = encoding.decode(bytes);
    let control = text.chars().any(|c| matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}'));
    (!malformed && !control).then(|| text.into_owned())
}

/// How often a text says what price lists say: a currency sign beside a digit, a scale behind one, a word.
fn hits(text: &str) -> usize {
    let mut before = ' ';
    let mut hits = 0;
    for c in text.chars() {
        let sign = |c: char| "£€¥".contains(c);
        let scale = |c: char| "万萬億亿억만".contains(c);
        hits += usize::from(
            before.is_ascii_digit() && (sign(c) || scale(c)) || sign(before) && c.is_ascii_digit(),
        );
        before = c;
    }
    let lower = text.to_lowercase();
    let words = WORDS.split(' ').filter(|word| !word.is_empty());
    hits + words.map(|word| lower.matches(word).count()).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(text: &str, label: &str) -> (String, String) {
        let bytes = Encoding::for_label(label.as_bytes()).unwrap().encode(text).0;
        let (text, encoding) = guess(&bytes).unwrap();
        (text, encoding.name().to_ascii_lowercase())
    }

    #[test]
    fn running_text_is_recognised() {
        for (label, text) in [
            (
                "windows-1252",
                "id,price,town,street\n1,250000,Zürich,Straße der Freiheit\n2,3,Köln,Große Bäckerstraße\n",
            ),
            ("shift_jis", "番号,価格,所在地\n1,3500万円,東京都世田谷区\n2,4200万円,大阪市北区\n"),
            ("gbk", "编号,总价,小区\n1,166万,望京花园\n2,359万,天通苑北区\n"),
            ("big5", "編號,總價,社區\n1,1660萬,信義區\n2,3590萬,大安森林公園\n"),
            ("euc-kr", "번호,가격,동네\n1,3억5000만,서울특별시 강남구\n2,4억,부산광역시\n"),
            ("windows-1251", "номер,цена,город\n1,4500000,Москва\n2,3200000,Санкт-Петербург\n"),
            (
                "windows-1250",
                "id,cena,miasto\n1,4,Łódź\n2,3,Kraków Śródmieście\n3,1,Gdańsk Wrzeszcz źródło\n",
            ),
        ] {
            assert_eq!(guessed(text, label), (text.to_owned(), label.to_owned()));
        }
    }

    #[test]
    fn a_few_signs_and_names_are_enough() {
        let rows = |row: fn(u32) -> String| (1..=40).map(row).collect::<String>();
        for (label, text) in [
            ("windows-1252", format!("id,price\n{}", rows(|k| format!("{k},£{},500\n", 237 + k)))),
            ("windows-1252", format!("id;price\n{}", rows(|k| format!("{k};{}.500 €\n", 237 + k)))),
            ("windows-1252", format!("id,price\n{}", rows(|k| format!("{k},¥{}\n", 3000 + k)))),
            (
                "windows-1252",
                format!("Nr.;Preis;Wohnfläche\n{}", rows(|k| format!("{k};{};{}\n", 1000 * k, 80 + k))),
            ),
            ("gbk", format!("编号,总价,单价\n{}", rows(|k| format!("{k},{}万,{}\n", 166 + k, 8000 + k)))),
            ("gbk", format!("id,价格\n{}", rows(|k| format!("{k},{k}00\n")))),
            ("big5", format!("編號,總價,單價\n{}", rows(|k| format!("{k},{}萬,{}\n", 166 + k, 8000 + k)))),
            ("shift_jis", format!("id,価格,面積\n{}", rows(|k| format!("{k},{}万円,80\n", 3000 + k)))),
            ("euc-kr", format!("번호,가격\n{}", rows(|k| format!("{k},3억{k}\n")))),
            ("windows-1251", format!("id;цена\n{}", rows(|k| format!("{k};{k}00\n")))),
            ("macintosh", format!("id;Preis\r{}Küche\r", rows(|k| format!("{k};{k}00 £\r")))),
        ] {
            assert_eq!(guessed(&text, label), (text.clone(), label.to_owned()));
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(guess(b"a\xff\x81\x8d\x90\xfe\n"), None);
        // A long text is decoded to its end.
        let text = format!("{}\nZürich, Köln\n", "id,price,Straße\n".repeat(30_000));
        assert_eq!(guessed(&text, "windows-1252"), (text, "windows-1252".to_owned()));
    }
}
