//! How much a text reads like a file's name. Tells encodings apart that no detector knows: text in a wrong encoding has
//! drawing characters, words of two alphabets, or capitals within words.

/// A character by its script and use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An ASCII letter.
    Ascii,
    /// A Latin letter of a large Western language.
    Western,
    /// Another Latin letter.
    Latin,
    Greek,
    Cyrillic,
    /// Kana, ideographs and Hangul.
    EastAsian,
    /// Katakana of single bytes.
    HalfKatakana,
    /// A letter of another script.
    OtherLetter,
    /// ASCII that is no letter.
    Plain,
    /// What names rarely have: typographic marks and signs.
    Mark,
    /// What names never have: boxes, arrows, mathematics.
    Drawing,
    /// What no text has: control characters, private ones, and what could not be decoded.
    Invalid,
}

const WESTERN: &str = "äöüßéèàçñáíóúêåæøãôîâëïÄÖÜÉÈÀÇÑÁÍÓÚÊÅÆØÃÔÎÂËÏ";

fn kind(letter: char) -> Kind {
    match letter {
        'a'..='z' | 'A'..='Z' => Kind::Ascii,
        ' '..='~' => Kind::Plain,
        '\0'..='\u{9f}' | '\u{ad}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' => Kind::Invalid,
        // Signs of areas and ordinals.
        '²' | '³' | '°' | '№' => Kind::Plain,
        'ª' | 'º' | 'µ' | 'ƒ' => Kind::Mark,
        '\u{300}'..='\u{36f}' => Kind::Western,
        _ if WESTERN.contains(letter) => Kind::Western,
        'À'..='ɏ' if letter.is_alphabetic() => Kind::Latin,
        'Ḁ'..='ỿ' => Kind::Latin,
        '\u{370}'..='\u{3ff}' if letter.is_alphabetic() => Kind::Greek,
        '\u{400}'..='\u{52f}' if letter.is_alphabetic() => Kind::Cyrillic,
        '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '々' | '〆' => {
            Kind::EastAsian
        }
        '\u{ff61}'..='\u{ff9f}' => Kind::HalfKatakana,
        // Punctuation and full-width forms, common in East Asian names.
        '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}' => Kind::Plain,
        '\u{2190}'..='\u{2bff}' | '×' | '÷' | '±' | '¬' | '¦' | 'ⁿ' => Kind::Drawing,
        _ if letter.is_alphabetic() => Kind::OtherLetter,
        _ => Kind::Mark,
    }
}

/// How much the text reads like a name: above zero if it does, below if not. ASCII counts nothing.
pub(super) fn plausibility(text: &str) -> i64 {
    let mut score = 0;
    let mut word: Vec<(char, Kind)> = Vec::new();
    for letter in text.chars() {
        let kind = kind(letter);
        match kind {
            Kind::Plain => {}
            Kind::Mark => score -= 2,
            Kind::Drawing => score -= 6,
            Kind::Invalid => score -= 20,
            _ => {
                word.push((letter, kind));
                continue;
            }
        }
        score += word_score(&word);
        word.clear();
    }
    score + word_score(&word)
}

/// The score of consecutive letters.
fn word_score(word: &[(char, Kind)]) -> i64 {
    if word.iter().all(|(_, kind)| *kind == Kind::Ascii) {
        return 0;
    }
    let scripts = [
        word.iter().any(|(_, kind)| matches!(kind, Kind::Western | Kind::Latin)),
        word.iter().any(|(_, kind)| *kind == Kind::Greek),
        word.iter().any(|(_, kind)| *kind == Kind::Cyrillic),
        word.iter().any(|(_, kind)| matches!(kind, Kind::EastAsian | Kind::HalfKatakana)),
        word.iter().any(|(_, kind)| *kind == Kind::OtherLetter),
    ];
    let has_ascii = word.iter().any(|(_, kind)| *kind == Kind::Ascii);
    let foreign = word.iter().filter(|(_, kind)| *kind != Kind::Ascii).count() as i64;
    match scripts {
        [true, false, false, false, false] => latin_score(word, has_ascii),
        [false, true, false, false, false] | [false, false, true, false, false] if !has_ascii => {
            if case_faults(word) == 0 {
                3 * foreign
            } else {
                -2 * foreign
            }
        }
        [false, false, false, true, false] => east_asian_score(word),
        [false, false, false, false, true] if !has_ascii => 2 * foreign,
        // Several alphabets in one word.
        _ => -4 * foreign,
    }
}

/// A word in Latin letters, some of which are not ASCII.
fn latin_score(word: &[(char, Kind)], has_ascii: bool) -> i64 {
    let is_ascii = |entry: &(char, Kind)| entry.1 == Kind::Ascii;
    let longest = word.split(is_ascii).map(<[_]>::len).max().unwrap_or(0);
    let value = |entry: &(char, Kind)| match entry.1 {
        Kind::Western => 3,
        Kind::Latin => 2,
        _ => 0,
    };
    // In code pages of DOS, ß is the á of others; behind a vowel it is the likelier letter.
    let is_sharp_s = |pair: &[(char, Kind)]| matches!(pair, [a, b] if b.0 == 'á' && "aeiouäöü".contains(a.0));
    let misread = 2 * word.windows(2).filter(|pair| is_sharp_s(pair)).count() as i64;
    let letters = word.iter().map(value).sum::<i64>() - misread;
    let foreign = word.iter().filter(|entry| !is_ascii(entry)).count() as i64;
    match (has_ascii, longest) {
        // A single letter tells nothing.
        (false, 1) => 0,
        (false, 2) => -2 * foreign,
        (false, _) | (true, 3..) => -4 * foreign,
        // Two in a row are rare, but not in “Größe” or “główny”.
        (true, 2) => letters - 2 - case_faults(word),
        (true, _) => letters - case_faults(word),
    }
}

/// A word in East Asian letters, perhaps with ASCII in it.
fn east_asian_score(word: &[(char, Kind)]) -> i64 {
    let is_lower =
        |entry: Option<&(char, Kind)>| entry.is_some_and(|(letter, _)| letter.is_ascii_lowercase());
    let value = |entry: &(char, Kind)| match entry.1 {
        // In the encodings of Korea, what reads as Hangul hardly is anything else; in those of China, anything may be.
        Kind::EastAsian if ('\u{ac00}'..='\u{d7af}').contains(&entry.0) => 6,
        Kind::EastAsian => 5,
        Kind::HalfKatakana => 1,
        _ => 0,
    };
    let mut score: i64 = word.iter().map(value).sum();
    // A single ideograph within a Western word is two bytes of that word.
    for (place, entry) in word.iter().enumerate() {
        let [before, after] =
            [place.checked_sub(1), place.checked_add(1)].map(|place| place.and_then(|place| word.get(place)));
        let alone = [before, after].iter().all(|other| other.is_none_or(|other| other.1 == Kind::Ascii));
        if entry.1 != Kind::Ascii && alone {
            score -= 6 * i64::from(is_lower(before)) + 3 * i64::from(is_lower(after));
        }
    }
    score
}

/// What is taken off for capitals behind small letters.
fn case_faults(word: &[(char, Kind)]) -> i64 {
    let is_fault = |pair: &[(char, Kind)]| {
        matches!(pair, [a, b] if a.0.is_lowercase() && b.0.is_uppercase()
            && (a.1, b.1) != (Kind::Ascii, Kind::Ascii))
    };
    8 * word.windows(2).filter(|pair| is_fault(pair)).count() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_like_names() {
        for name in ["1_Küche.jpg", "größe", "表.jpg", "台所_12", "кухня", "κουζίνα", "façade", "3LDK間取り"]
        {
            assert!(plausibility(name) > 0, "{name}: {}", plausibility(name));
        }
        for name in ["1_front.jpg", "", "12 m²", "Photo 3", "à"] {
            assert_eq!(plausibility(name), 0, "{name}");
        }
    }

    #[test]
    fn misread_names_do_not() {
        for name in ["K…he", "1_æΣÅè.jpg", "κüche", "K▒che", "Au畍n", "caf\u{82}", "бЫло", "ààà"]
        {
            assert!(plausibility(name) < 0, "{name}: {}", plausibility(name));
        }
    }
}
