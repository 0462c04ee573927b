use super::*;

#[test]
fn names_are_split_into_words() {
    assert_eq!(Words::of("SalePrice").0, ["sale", "price"]);
    assert_eq!(Words::of("list_price (USD)").0, ["list", "price", "usd"]);
    assert_eq!(Words::of("House #").0, ["house", "#"]);
    assert_eq!(Words::of("ZIP").0, ["zip"]);
}

#[test]
fn prices_have_names_in_many_languages() {
    for name in [
        "Valeur foncière",
        "Preu",
        "Koopsom",
        "Kontantpris",
        "Slutpris",
        "Prisantydning",
        "Verð",
        "Vételár",
        "Вартість",
        "Стоимость",
        "Satış Bedeli",
        "Qiymət",
        "QİYMƏT",
        "Бағасы",
        "ფასი",
        "Գին",
        "מחיר",
        "سعر البيع",
        "السعر",
        "الثمن",
        "قیمت",
        "मूल्य",
        "कीमत",
        "মূল্য",
        "விலை",
        "Presyo",
        "成交价",
        "总价",
        "成交價(萬)",
        "매매가",
        "거래금액(만원)",
        "Verkehrswert",
        "VHB",
        "medv",
        "Giá bán",
        "ClosePrice",
        "price2021",
        "取引価格（総額）",
    ] {
        assert!(Words::of(name).price_rank().is_some(), "{name}");
    }
    for name in [
        "Valor",
        "Hind",
        "Bei",
        "VK",
        "Betrag",
        "Asking",
        "LP",
        "target",
        "label",
        "USD",
        "€",
        "$$$",
        "EUR (1000)",
        "worth",
        "Sold for",
        "Sale",
    ] {
        assert!(Words::of(name).perhaps_price_rank().is_some(), "{name}");
    }
    for name in [
        "sale date",
        "sold year",
        "rent €",
        "HOA fee ($)",
        "Tax EUR",
        "phone",
        "days since sold",
        "land value",
    ] {
        let words = Words::of(name);
        assert!(words.price_rank().is_none() && words.perhaps_price_rank().is_none(), "{name}");
    }
    for name in ["phone", "Fax Nr", "Reg.", "median_income", "Latitude", "width"] {
        assert!(Words::of(name).is_never_price(), "{name}");
    }
}

#[test]
fn prices_per_area_are_told_from_totals() {
    for name in [
        "Preis/m²",
        "Prix m2",
        "Precio unitario",
        "m2-prijs",
        "Цена за метр",
        "取引価格（㎡単価）",
        "Đơn giá",
        "meter_sale_price",
        "Kvadratmeterpris",
        "坪単価",
        "unit_price",
        "Birim fiyat",
        "ราคาต่อตร.ม.",
    ] {
        let words = Words::of(name);
        assert!(words.is_other_than_price() && (name == "Đơn giá" || words.is_price_per_area()), "{name}");
    }
    for name in ["Gesamtpreis", "Tổng giá", "取引価格（総額）", "Price", "Verkaufspreis", "price in EUR"]
    {
        assert!(!Words::of(name).is_other_than_price(), "{name}");
    }
    assert!(Words::of("sold_price").price_order() < Words::of("price").price_order());
    assert!(Words::of("price").price_order() < Words::of("list_price").price_order());
    assert!(Words::of("price_2021").price_order() < Words::of("price_2020").price_order());
}

#[test]
fn words_have_meanings_in_many_languages() {
    assert_eq!(Words::of("挂牌总价(万)").price_rank(), Words::of("总价").price_rank());
    assert!(Words::of("цена").price_rank().is_some() && Words::of("Fiyat").price_rank().is_some());
    assert!(Words::of("单价").is_other_than_price());
    assert!(Words::of("price_per_sqft").is_other_than_price());
    assert!(Words::of("price_per_sqft").is_price_per_area() && Words::of("单价").is_price_per_area());
    assert!(!Words::of("sqft").is_price_per_area() && !Words::of("old price").is_price_per_area());
    for id in ["Listing ID", "houseId", "home", "Nr.", "编号", "photo", "Número", "Nº", "N°", "№", "物件番号"]
    {
        assert!(Words::of(id).is_id(), "{id}");
    }
    for other in ["home size", "property type", "sqft", "", "idea", "郵便番号", "小区编号"] {
        assert!(!Words::of(other).is_id(), "{other}");
    }
}
