//! The map of the houses of a run. Its points can be inspected by pointer and by keyboard.

use leptos::prelude::*;

use super::shown_run::{ShownRun, TestHouseMontage};
use crate::components::chart_frame::ChartFrame;
use crate::components::point_area::PointArea;
use crate::components::segment::segment;
use facade_app::chart::{MapColour, house_map, house_map_positions};
use facade_app::map_houses::{MapHouse, csv};
use facade_app::notice::Place;
use facade_text as text;
use facade_text::format::{count, money, signed_percent};

/// The name of a set in texts.
fn set(house: &MapHouse) -> &'static str {
    if house.is_test { "test" } else { "training" }
}

/// A point in words.
fn house_text(house: &MapHouse) -> String {
    let (id, set, actual) = (house.house.as_str(), set(house), money(house.actual));
    match house.predicted.zip(house.error()) {
        Some((predicted, error)) => text::t!(
            houses_map_house_predicted,
            house = id,
            set,
            actual,
            predicted = money(predicted),
            error = signed_percent(error)
        ),
        None => text::t!(houses_map_house, house = id, set, actual),
    }
}

/// The map; nothing for a run without one.
#[component]
pub(super) fn HouseMap(run: ShownRun) -> impl IntoView {
    (!run.map.with_value(Vec::is_empty)).then(|| view! { <Map run /> })
}

#[component]
fn Map(run: ShownRun) -> impl IntoView {
    let houses = run.map;
    let colour = RwSignal::new(MapColour::default());
    let drawing = Memo::new(move |_| {
        houses.with_value(|houses| {
            run.selected_house.with(|picked| house_map(houses, colour.get(), picked.as_ref()))
        })
    });
    let (all, test) =
        houses.with_value(|houses| (houses.len(), houses.iter().filter(|house| house.is_test).count()));
    let label = move || {
        let by = if colour.get() == MapColour::Price { "price" } else { "error" };
        text::t!(houses_map_label, all = count(all), by, test = count(test), training = count(all - test))
    };
    let radio = move |name, value, testid| segment("map-colour", colour, (name, value), testid);
    let tools = view! {
        <span class="seg" role="radiogroup" aria-label=text::houses_map_colour()>
            {radio(text::houses_map_price(), MapColour::Price, "map-by-price")}
            {radio(text::houses_map_error(), MapColour::Error, "map-by-error")}
        </span>
    };
    let house = move |index: usize| houses.with_value(|houses| houses.get(index).cloned());
    let describe = move |index: Option<usize>| match index.and_then(house) {
        Some(house) => house_text(&house),
        None => text::scatter_no_house().to_owned(),
    };
    let choose = move |index: usize| {
        if let Some(house) = house(index) {
            run.select(house.house);
        }
    };
    let tip = move |index: usize| house(index).map(|house| view! { <Tip run house /> }).into_any();
    view! {
        <ChartFrame
            class="blk c12 w8"
            plot_class="bare"
            testid="house-map"
            place=Place::Results
            title=text::houses_map_title()
            subtitle=text::houses_map_sub().into_any()
            tools=tools.into_any()
            drawing
            label=Signal::derive(label)
            table=|| view! { <p class="sub">{text::houses_map_table_note()}</p> }
            file_name=format!("facade-run-{}-map", run.number)
            csv=move || houses.with_value(|houses| csv(houses))
        >
            <PointArea
                testid="map"
                label=text::houses_map_keys()
                positions=houses.with_value(|houses| house_map_positions(houses))
                describe
                choose
                tip
            />
        </ChartFrame>
    }
}

/// The house of a point.
#[component]
fn Tip(run: ShownRun, house: MapHouse) -> impl IntoView {
    let name = if house.is_test { text::houses_map_test() } else { text::houses_map_training() };
    let predicted = house.predicted.zip(house.error()).map(|(predicted, error)| {
        view! {
            <span>{text::scatter_predicted(money(predicted))}</span>
            <b>{signed_percent(error)}</b>
        }
    });
    view! {
        <TestHouseMontage run house=house.house.clone() position=house.position />
        <div>
            <b>{text::house(&house.house)}</b>
            <span>{name}</span>
            <span>{text::scatter_actual(money(house.actual))}</span>
            {predicted}
        </div>
    }
}
