//! The distribution of prices.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::chart_frame::ChartFrame;
use crate::components::table::TableRow;
use facade_app::chart;
use facade_app::csv::{counts_csv, in_english};
use facade_app::data_report::price_bins;
use facade_app::notice::Place;
use facade_app::result_text::price_span;
use facade_data::Dataset;
use facade_text as text;
use facade_text::format::{count, money};

#[component]
pub(crate) fn PriceChart(data: Arc<Dataset>) -> impl IntoView {
    let prices: Vec<f64> = data.houses.iter().map(|house| house.price).collect();
    let bins = StoredValue::new(price_bins(&prices));
    let median = data.report.after.median_price;
    let lowest = prices.iter().copied().fold(f64::MAX, f64::min);
    let highest = prices.iter().copied().fold(0.0, f64::max);
    let label = text::t!(
        findings_prices_drawn,
        lowest = money(lowest),
        highest = money(highest),
        median = money(median)
    );
    let counts = move || {
        bins.with_value(|bins| {
            bins.iter().map(|bin| (price_span(bin.from, bin.to), bin.houses)).collect::<Vec<_>>()
        })
    };
    let table = move || {
        let row = |(span, houses)| view! { <TableRow heading=span values=vec![count(houses)] /> };
        view! {
            <table>
                <caption class="vh">{text::findings_prices_table()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::findings_price()}</th>
                        <th scope="col" class="n">
                            {text::findings_houses()}
                        </th>
                    </tr>
                </thead>
                <tbody>{counts().into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    };
    view! {
        <ChartFrame
            class="blk c6 w4"
            plot_class="low"
            testid="price-chart"
            place=Place::Data
            title=text::findings_prices()
            subtitle=text::findings_half(money(median)).into_any()
            drawing=bins.with_value(|bins| chart::price_histogram(bins, median))
            label
            table
            file_name="facade-prices"
            csv=Signal::derive(move || in_english(|| counts_csv("price", counts().into_iter())))
        />
    }
}
