//! The numbers of houses from the folder to the split, as dimension lines.

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::Page;
use facade_app::data_report::data_name;
use facade_data::Dataset;
use facade_data::split::{SplitBy, undated};
use facade_spec::Config;
use facade_text as text;
use facade_text::format::{count, decimal};

#[component]
pub(crate) fn SplitFigure(data: Arc<Dataset>) -> impl IntoView {
    let page = Page::from_context();
    let report = &data.report;
    let (rows, kept) = (report.rows.max(1), data.houses.len());
    let out = report.rows.saturating_sub(kept);
    let dropped_zip_codes = report.before.zip_codes.saturating_sub(report.after.zip_codes);
    let dropped_label = match dropped_zip_codes {
        0 => text::data_left_out().to_owned(),
        n => text::data_left_out_zip_codes(n),
    };
    // The split follows the settings as they are typed; while they are invalid, the reference's.
    let photos = data.rooms.len();
    let config =
        Memo::new(move |_| page.form.with(|f| f.config(photos).unwrap_or_else(|_| Config::default())));
    let undated = undated(&data.houses, SplitBy::Date);
    let counts = page.split_counts(move || Some(config.get()));
    let impossible = page.memo(move |s| config.with(|config| s.split(config)?.err()));
    let excluded = page.memo(|s| s.excluded.len());
    let split_marks = move || {
        let (train, test) = counts.get().unwrap_or_default();
        let out = rows.saturating_sub(train + test);
        view! {
            <DimensionMark share=train number=train label=text::data_to_learn_from() testid="train-count" />
            <DimensionMark
                share=test
                number=test
                label=text::data_to_test_on()
                end=true
                testid="test-count"
            />
            {(out > 0).then(|| view! { <div class="void" style=format!("flex:{out}")></div> })}
        }
    };
    let split_text = move || {
        if let Some(error) = impossible.get() {
            return error.to_string();
        }
        let c = config.get();
        // As many decimals as were typed.
        let decimals = c.test_share.to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
        let (seed, share) = (c.split_seed, decimal(c.test_share, decimals));
        let mut sentences = vec![match c.split_by {
            SplitBy::Random => text::t!(data_split_drawn, seed, share),
            SplitBy::Date => text::data_split_date(share),
            SplitBy::Area => text::t!(data_split_area, seed, share),
            SplitBy::Copies => text::t!(data_split_copies, seed, share),
        }];
        if c.split_by == SplitBy::Date && undated > 0 {
            sentences.push(text::splitting_undated(undated));
        }
        if let houses @ 1.. = excluded.get() {
            sentences.push(text::data_split_by_hand(houses));
        }
        sentences.join(" ")
    };
    let zip_codes_text = text::data_kept_zip_codes(report.after.zip_codes);
    let title = text::t!(data_name_and_photos, name = data_name(&data.name), photos = report.before.photos);
    let dropped_mark = (out > 0).then(|| {
        view! {
            <DimensionMark
                share=out
                number=out
                label=dropped_label
                end=true
                class="out"
                testid="dropped-count"
            />
        }
    });
    view! {
        <figure class="blk c7 w8">
            <figcaption class="head">
                <h3>{text::data_from_folder_to_split()}</h3>
                <span class="sub">{title}</span>
            </figcaption>
            <div class="dimn">
                <div class="dimrow">
                    <DimensionMark
                        share=rows
                        number=report.rows
                        label=text::data_in_price_list()
                        end=true
                        testid="rows-count"
                    />
                </div>
                <div class="dimrow">
                    <DimensionMark
                        share=kept
                        number=kept
                        label=zip_codes_text
                        end={out == 0}
                        testid="kept-count"
                    />
                    {dropped_mark}
                </div>
                <div class="dimrow">{split_marks}</div>
            </div>
            <p class="sub gap-l">{split_text}</p>
        </figure>
    }
}

/// A dimension line, as long as its share of the whole.
#[component]
fn DimensionMark(
    share: usize,
    number: usize,
    #[prop(into)] label: String,
    /// Whether a line marks its end.
    #[prop(optional)]
    end: bool,
    #[prop(optional)] class: &'static str,
    testid: &'static str,
) -> impl IntoView {
    view! {
        <div class=class style=format!("flex:{share}") title=label>
            <span class="num" data-testid=testid>
                {count(number)}
            </span>
            <span class="lab">{label.clone()}</span>
            {end.then(|| view! { <span class="e"></span> })}
        </div>
    }
}
