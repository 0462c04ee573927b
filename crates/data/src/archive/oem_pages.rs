//! The code pages in which older programs write names into zip archives, as far as no library has them: those of DOS,
//! which Windows' own "compressed folders" still use.

/// A code page of single bytes whose lower half is ASCII.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OemPage {
    /// Its name, as in `cp437`.
    pub(super) name: &'static str,
    /// The characters of the bytes from 80 on; U+FFFD where there is none.
    upper: &'static str,
}

impl OemPage {
    /// The text of bytes in this code page.
    pub(super) fn decode(&self, bytes: &[u8]) -> String {
        let upper: Vec<char> = self.upper.chars().collect();
        let letter = |&byte: &u8| match byte.checked_sub(0x80) {
            Some(place) => upper.get(usize::from(place)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
            None => char::from(byte),
        };
        bytes.iter().map(letter).collect()
    }
}

/// The pages, likeliest first: the zip format's own (APPNOTE.TXT, appendix D), then those of Western and Central Europe,
/// Turkey and Greece. Tables from unicode.org's `MAPPINGS/VENDORS/MICSFT/PC`.
pub(super) static OEM_PAGES: [OemPage; 5] = [
    OemPage {
        name: "cp437",
        upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
                └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    },
    OemPage {
        name: "cp850",
        upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
                └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    },
    OemPage {
        name: "cp852",
        upper: "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
                └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
    },
    OemPage {
        name: "cp857",
        upper: "ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
                └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\u{fffd}ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ\u{fffd}×ÚÛÙìÿ¯´\u{ad}±\u{fffd}¾¶§÷¸°¨·¹³²■\u{a0}",
    },
    OemPage {
        name: "cp737",
        upper: "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
                └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀ωάέήϊίόύϋώΆΈΉΊΌΎΏ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u{a0}",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_all_bytes_and_known_letters() {
        for page in &OEM_PAGES {
            assert_eq!(page.upper.chars().count(), 128, "{}", page.name);
            assert_eq!(page.decode(b"a\\~"), "a\\~");
        }
        let decoded = |bytes: &[u8]| OEM_PAGES.iter().map(|page| page.decode(bytes)).collect::<Vec<_>>();
        assert_eq!(decoded(b"K\x81che")[..4], ["Küche"; 4]);
        assert_eq!(decoded(b"\x9d\xa2\xbe")[2], "Łóż");
        assert_eq!(decoded(b"\x8b\xa6")[3], "ïĞ");
        assert_eq!(decoded(b"\x89\xe9")[4], "Κώ");
    }
}
