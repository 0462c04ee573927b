//! The errors of a run by size, by zip code, and by price.

use leptos::prelude::*;

use super::shown_run::ShownRun;
use crate::components::chart_frame::{ChartDownloads, ChartFrame};
use crate::components::table::{BarCell, MoreRows, ROWS_SHOWN, TableRow};
use facade_app::chart;
use facade_app::csv::{counts_csv, in_english};
use facade_app::error_statistics::{
    GroupError, bin_name, error_bin, error_bins, groups_csv, median_error, price_errors, zip_errors,
};
use facade_app::notice::Place;
use facade_app::result_rows::Row;
use facade_text as text;
use facade_text::format::{count, percent, signed_money};

#[component]
pub(super) fn ErrorHistogram(run: ShownRun) -> impl IntoView {
    let (bins, median) = run.rows.with_value(|rows| (error_bins(rows), median_error(rows)));
    let [low, high] = run.rows.with_value(|rows| {
        let low = rows.iter().filter(|row| row.predicted < row.actual).count();
        [low, rows.len() - low]
    });
    let drawing = Memo::new(move |_| {
        let picked = run.selected_house.with(|picked| {
            run.rows.with_value(|rows| {
                rows.iter().find(|row| Some(&row.house) == picked.as_ref()).and_then(error_bin)
            })
        });
        chart::histogram(&bins, low, high, picked)
    });
    let subtitle = median.map(|median| text::results_half_within(percent(median)));
    let table = move || {
        let row = |(bin, houses): (usize, &usize)| {
            view! { <TableRow heading=bin_name(bin) values=vec![count(*houses)] /> }
        };
        view! {
            <table>
                <caption class="vh">{text::results_houses_by_error()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::results_error()}</th>
                        <th scope="col" class="n">
                            {text::results_houses()}
                        </th>
                    </tr>
                </thead>
                <tbody>{bins.iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        }
    };
    let csv = move || {
        let named = |(bin, houses): (usize, &usize)| (bin_name(bin), *houses);
        in_english(|| counts_csv("error", bins.iter().enumerate().map(named)))
    };
    view! {
        <ChartFrame
            class="blk c6 m6 w4"
            plot_class="square"
            testid="error-chart"
            place=Place::Results
            title=text::results_errors()
            subtitle=subtitle.into_any()
            drawing=drawing
            label=text::t!(results_errors_label, low, high = count(high), far = count(bins[15]))
            table
            file_name=format!("facade-run-{}-errors", run.number)
            csv
        />
    }
}

#[component]
pub(super) fn ZipErrors(run: ShownRun) -> impl IntoView {
    view! {
        <GroupErrors
            run
            group=zip_errors
            testid="zip-errors"
            heading=text::results_zip_code()
            title=text::results_where()
            subtitle=text::results_where_sub()
            file="errors-by-zip-code"
            column="zip_code"
        />
    }
}

#[component]
pub(super) fn PriceErrors(run: ShownRun) -> impl IntoView {
    view! {
        <GroupErrors
            run
            group=price_errors
            testid="price-errors"
            heading=text::results_actual_price()
            title=text::results_at_prices()
            subtitle=text::results_at_prices_sub()
            file="errors-by-price"
            column="prices"
        />
    }
}

/// A table of errors by group, with a bar for each group.
#[component]
fn GroupErrors(
    run: ShownRun,
    group: fn(&[Row]) -> Vec<GroupError>,
    testid: &'static str,
    /// What the groups are.
    heading: &'static str,
    title: &'static str,
    subtitle: &'static str,
    /// The end of the downloads' names.
    file: &'static str,
    /// The heading of the groups in the CSV.
    column: &'static str,
) -> impl IntoView {
    let groups = run.rows.with_value(|rows| group(rows));
    let finite = groups.iter().map(|group| group.mape).filter(|mape| mape.is_finite());
    let maximum = finite.fold(1.0, f64::max) * 1.02;
    let all = groups.len();
    let groups = StoredValue::new(groups);
    let shown = RwSignal::new(ROWS_SHOWN);
    let row = move |index: usize| {
        let GroupError { name, houses, bias, mape } = groups.with_value(|groups| groups[index].clone());
        view! {
            <tr>
                <th scope="row">{name}</th>
                <BarCell value=mape maximum />
                <td class="n opt6">{count(houses)}</td>
                <td class="n opt6">{signed_money(bias)}</td>
                <td class="n">{percent(mape)}</td>
            </tr>
        }
    };
    // Only the top of the table is drawn: a picture of all groups could be too high for a browser. The CSV has all of them.
    let drawn = all.min(ROWS_SHOWN);
    let drawing = move || groups.with_value(|groups| chart::group_bars(&groups[..drawn], subtitle));
    // Grouped again: the names of the groups are in the language of the page.
    let csv = move || in_english(|| groups_csv(column, &run.rows.with_value(|rows| group(rows))));
    view! {
        <table class="against zerr" data-testid=testid>
            <caption>{title} " " <span class="sub">{subtitle}</span></caption>
            <thead>
                <tr>
                    <th scope="col">{heading}</th>
                    <th scope="col" class="ln">
                        <span class="vh">{text::results_drawn()}</span>
                    </th>
                    <th scope="col" class="n opt6">
                        {text::results_houses()}
                    </th>
                    <th scope="col" class="n opt6">
                        {text::results_bias()}
                    </th>
                    <th scope="col" class="n">
                        {text::results_mean_error()}
                    </th>
                </tr>
            </thead>
            <tbody>
                <For each=move || 0..shown.get().min(all) key=|index| *index children=row />
            </tbody>
        </table>
        <MoreRows testid=format!("{testid}-more") all shown />
        <ChartDownloads
            testid
            place=Place::Results
            title
            drawing
            size=chart::group_bars_size(drawn)
            file_name=format!("facade-run-{}-{file}", run.number)
            csv
        />
    }
}
