//! The home to price and the list of homes: photos, prices and late responses.

use std::sync::Arc;

use facade_app::homes::{HomeRequests, MAX_IN_FLIGHT, Outcome};
use facade_app::notice::{NoticeKind, Place};
use facade_app::rooms::Chosen;
use facade_app::state::{PretrainedFile, State};
use facade_app::{Message, home_inputs, rooms};
use facade_data::{AssignedRoom, CHANNELS, RecognisedRoom, RoomClassifier, Rooms};
use facade_protocol::{Event, ModelSummary};
use facade_spec::{Config, ModelKind};
use facade_text as text;

use super::{dataset, done, failed, finished, model_loaded, places, predicted, running, summary, tiled};

/// Paths of complete homes.
fn homes(count: usize) -> Vec<String> {
    let rooms = ["bathroom", "bedroom", "frontal", "kitchen"];
    (0..count).flat_map(|home| rooms.map(|room| format!("homes/{home}_{room}.jpg"))).collect()
}

/// Answers the requests for the homes on the list: tiles at once, prices by `answer`. Returns the largest number of pending homes, and
/// the positions in the order in which they were priced.
fn price_list(state: &mut State, mut answer: impl FnMut(usize, u32) -> Message) -> (usize, Vec<usize>) {
    let (mut most, mut order) = (0, Vec::new());
    loop {
        let asked =
            |state: &State| state.homes.all.iter().filter(|home| home.outcome == Outcome::Queried).count();
        let HomeRequests { tiles, prices, .. } = state.next_home_requests();
        most = most.max(asked(state));
        if tiles.is_empty() && prices.is_empty() {
            return (most, order);
        }
        for (id, home) in prices {
            let at = usize::from(home.montage.0[0]) + 256 * usize::from(home.montage.0[1]);
            order.push(at);
            state.apply(answer(at, id), 0.0);
        }
        for (id, photos, _) in tiles {
            let at = photos[0].unwrap() / 4;
            let montage = vec![(at % 256) as u8, (at / 256) as u8];
            let (features, rooms) = (Vec::new(), Vec::new());
            state.apply(
                Message::HomeTiled { home: id, montage, features, size: [64, 64], rooms, unread: Vec::new() },
                0.0,
            );
        }
    }
}

#[test]
fn a_long_list_is_priced_from_the_start_a_few_at_a_time() {
    let mut state = done();
    state.list_homes(homes(1000), Vec::new()).unwrap();
    let (most, order) = price_list(&mut state, |at, id| predicted(id, at as f64));
    assert_eq!(most, MAX_IN_FLIGHT);
    assert_eq!(order, (0..1000).collect::<Vec<_>>());
    assert_eq!(state.homes.waiting(), 0);
    let all =
        |at: usize| matches!(state.homes.all[at].outcome, Outcome::Priced(price, ..) if price == at as f64);
    assert!((0..1000).all(all));
}

#[test]
fn a_home_that_fails_affects_no_other() {
    let mut state = done();
    let home = state.change_home_photos(true).unwrap();
    state.apply(tiled(home, 1), 0.0);
    let price = state.request_price();
    state.list_homes(homes(60), Vec::new()).unwrap();
    let (_, order) =
        price_list(&mut state, |at, id| if at % 7 == 0 { failed(id) } else { predicted(id, 1.0) });
    assert_eq!((order.len(), state.homes.waiting()), (60, 0));
    for (at, home) in state.homes.all.iter().enumerate() {
        assert_eq!(matches!(home.outcome, Outcome::Failed(_)), at % 7 == 0, "{at}");
    }
    assert!(state.is_pricing_home() && state.notices.is_empty(), "the home outside the list still waits");
    state.apply(predicted(price, 412_600.0), 0.0);
    assert_eq!(state.home.price, Some(412_600.0));
    // The other way round: the home outside the list fails.
    let price = state.request_price();
    state.price_homes();
    let asked = state.next_home_requests();
    state.apply(failed(price), 0.0);
    assert_eq!(places(&state), [Place::Predict]);
    assert_eq!(state.homes.waiting(), 60);
    let photo = asked.tiles[0].0;
    state.apply(Message::HomeFailed { home: photo, message: "No picture.".to_string() }, 0.0);
    assert_eq!(state.homes.all[0].outcome, Outcome::Failed("No picture.".to_string()));
    assert_eq!((state.homes.waiting(), state.notices.len()), (59, 1));
}

#[test]
fn another_model_prices_the_whole_list_again_and_late_prices_are_ignored() {
    let mut state = done();
    state.list_homes(homes(50), Vec::new()).unwrap();
    let first = state.next_home_requests();
    assert_eq!((first.tiling.tile, first.tiles.len()), (32, MAX_IN_FLIGHT));
    state.apply(tiled(first.tiles[0].0, 1), 0.0);
    state.apply(tiled(first.tiles[1].0, 1), 0.0);
    let prices = state.next_home_requests().prices;
    state.apply(predicted(prices[0].0, 1.0), 0.0);
    assert_eq!(state.homes.waiting(), 49);
    let id = state.request_model("c.safetensors".to_string(), Arc::new(vec![1]));
    state.apply(model_loaded(id, 64), 0.0);
    assert_eq!(state.homes.waiting(), 50, "a list has the prices of one model");
    // Responses for the former model are ignored.
    state.apply(predicted(prices[1].0, 2.0), 0.0);
    state.apply(failed(prices[1].0), 0.0);
    state.apply(tiled(first.tiles[2].0, 1), 0.0);
    assert!(state.homes.all.iter().all(|home| home.outcome == Outcome::Waiting));
    let again = state.next_home_requests();
    assert_eq!((again.tiling.tile, again.tiles.len(), again.prices.len()), (64, MAX_IN_FLIGHT, 0));
    for (id, ..) in again.tiles {
        state.apply(Message::HomeFailed { home: id, message: "No.".to_string() }, 0.0);
    }
    price_list(&mut state, |at, id| predicted(id, at as f64));
    assert_eq!(state.homes.waiting(), 0);
    assert_eq!(state.homes.other_model_name(state.model.as_ref()), None);
    // A finished list stays, and names the model of its prices.
    let (back, _) = state.request_previous_model().unwrap();
    state.apply(model_loaded(back, 32), 0.0);
    assert_eq!(state.homes.waiting(), 0);
    assert_eq!(state.homes.other_model_name(state.model.as_ref()).as_deref(), Some("c.safetensors"));
    let (back, _) = state.request_previous_model().unwrap();
    state.apply(model_loaded(back, 64), 0.0);
    assert_eq!(state.homes.other_model_name(state.model.as_ref()), None, "that model is in use again");
}

#[test]
fn a_list_uses_the_photos_of_the_rooms_that_the_model_needs() {
    let mut state = done();
    let paths = ["a/bath.jpg", "a/bed.jpg", "a/front.jpg", "a/kitchen.jpg", "b/kitchen.jpg"];
    state.list_homes(paths.map(str::to_string).to_vec(), Vec::new()).unwrap();
    assert_eq!(state.homes.waiting(), 1);
    let id = state.request_model("kitchens.safetensors".to_string(), Arc::new(vec![1]));
    let rooms = Rooms::new(vec!["kitchen".to_string()]).unwrap();
    let summary = ModelSummary { rooms: rooms.clone(), ..summary(16) };
    state.apply(Message::Session(Event::ModelLoaded { id, summary, rooms: None }), 0.0);
    assert_eq!(state.homes.waiting(), 2);
    let asked = state.next_home_requests();
    assert_eq!((asked.tiling.rooms, asked.tiling.tile), (rooms, 16));
    let photos: Vec<Vec<Option<usize>>> = asked.tiles.into_iter().map(|(_, photos, _)| photos).collect();
    assert_eq!(photos, [[Some(3)], [Some(4)]]);
}

#[test]
fn rooms_of_a_list_are_recognised_where_names_do_not_say_them() {
    let mut state = done();
    *state.pretrained = PretrainedFile::Ready;
    let classifier = RoomClassifier::from_weights(&vec![0.0; 4 * (CHANNELS + 1)], 4).unwrap();
    let id = state.request_model("rooms.safetensors".to_string(), Arc::new(vec![1]));
    let rooms = Some(classifier.clone());
    state.apply(Message::Session(Event::ModelLoaded { id, summary: summary(32), rooms }), 0.0);
    let paths = ["a/1.jpg", "a/2.jpg", "a/3.jpg", "a/4.jpg", "a/5.jpg", "a/kitchen.jpg"];
    state.list_homes(paths.map(str::to_string).to_vec(), Vec::new()).unwrap();
    let HomeRequests { tiling, tiles, .. } = state.next_home_requests();
    assert_eq!(tiling.classifier.as_deref(), Some(&classifier));
    let (id, photos, unknown) = tiles[0].clone();
    assert_eq!(photos, [0, 1, 2, 5, 3, 4].map(Some));
    assert_eq!(unknown, [0, 1, 2, 4, 5]);
    let room = |room| Some(RecognisedRoom { room, probability: 0.9 });
    // The second photo shows no room that another does not show more clearly.
    let rooms = vec![room(2), None, room(1), None, room(0), None];
    let (montage, features) = (vec![0], Vec::new());
    state.apply(
        Message::HomeTiled { home: id, montage, features, size: [64, 64], rooms, unread: Vec::new() },
        0.0,
    );
    let photos = &state.homes.all[0].group.photos;
    assert_eq!(photos.photos, [3, 2, 0, 5].map(Some));
    assert_eq!(photos.spare, [1, 4]);
    assert_eq!(state.next_home_requests().prices.len(), 1);
    // Without the pretrained network nothing is recognised.
    *state.pretrained = PretrainedFile::Missing;
    assert_eq!(home_inputs::home_tiling(&state).classifier, None);
}

#[test]
fn no_home_on_a_list_waits_forever() {
    // Without a model they wait until there is one.
    let mut state = running();
    state.list_homes(homes(3), Vec::new()).unwrap();
    assert!(state.next_home_requests().tiles.is_empty());
    state.apply(finished(1, false), 15_000.0);
    let asked = state.next_home_requests();
    assert_eq!(asked.tiles.len(), 3);
    // The requests of a lost worker are lost as well.
    state.apply(tiled(asked.tiles[0].0, 1), 0.0);
    assert_eq!(state.next_home_requests().prices.len(), 1);
    state.apply(Message::ComputeLost { message: "It ended.".to_string(), resuming: false }, 0.0);
    let words = text::load_home_not_asked().to_string();
    assert_eq!(state.homes.all[0].outcome, Outcome::Failed(words));
    assert_eq!(state.homes.waiting(), 2, "their photos are being read");
    // After clearing and undo they wait again.
    let homes = state.clear_homes();
    state.apply(tiled(asked.tiles[1].0, 1), 0.0);
    assert!(state.next_home_requests().prices.is_empty());
    state.restore_homes(homes);
    price_list(&mut state, |at, id| predicted(id, at as f64));
    assert_eq!(state.homes.waiting(), 0);
    assert!(state.homes.all.iter().all(|home| matches!(home.outcome, Outcome::Priced(..))));
    // A model without photos prices none of them, and reports that.
    let id = state.request_model("mlp.safetensors".to_string(), Arc::new(vec![1]));
    let config = Config { model: ModelKind::Mlp, ..Config::default() };
    let summary = ModelSummary { config, ..summary(32) };
    state.apply(Message::Session(Event::ModelLoaded { id, summary, rooms: None }), 0.0);
    state.price_homes();
    assert_eq!(state.homes.waiting(), 0);
    assert!(state.next_home_requests().tiles.is_empty());
}

#[test]
fn only_the_latest_response_for_a_home_counts() {
    let mut state = done();
    let replaced = state.change_home_photos(true).unwrap();
    let home = state.change_home_photos(true).unwrap();
    // A small photo can be read before the large one that it replaces.
    state.apply(tiled(home, 2), 0.0);
    assert_eq!(state.home.montage, Some((vec![2], [64, 64])));
    state.apply(tiled(replaced, 1), 0.0);
    assert_eq!(state.home.montage, Some((vec![2], [64, 64])), "these photos were replaced");
    state.apply(Message::HomeFailed { home: replaced, message: "No picture.".to_string() }, 0.0);
    assert!(state.notices.is_empty(), "these photos are no longer needed");
    let first = state.request_price();
    let second = state.request_price();
    state.apply(predicted(first, 1.0), 0.0);
    assert_eq!(state.home.price, None);
    state.apply(predicted(second, 412_600.0), 0.0);
    assert_eq!(state.home.price, Some(412_600.0));
    let home = state.change_home_photos(true).unwrap();
    assert_eq!(state.change_home_photos(false), None);
    assert_eq!(state.home.price, None);
    state.apply(tiled(home, 3), 0.0);
    assert_eq!(state.home.montage, None, "a photo was removed while the four were read");
}

#[test]
fn reading_the_photos_of_a_home_again_keeps_the_notices() {
    let mut state = done();
    state.notice(NoticeKind::Done, Place::Predict, "The model is in use.".to_owned());
    let _ = state.change_home_photos(true);
    assert_eq!(state.notices.len(), 1);
    state.retract("The model is in use.");
    assert_eq!(*state.notices, []);
}

#[test]
fn photos_are_assigned_by_their_names() {
    let rooms = Rooms::default();
    let names = |list: &[&str]| list.iter().map(|n| n.to_string()).collect::<Vec<_>>();
    let named = |room| Some(AssignedRoom { room, is_named: true });
    let free = |room| Some(AssignedRoom { room, is_named: false });
    let four = names(&["12_kitchen.jpg", "12_frontal.jpg", "12_BATHROOM.jpg", "12_bedroom.jpg"]);
    assert_eq!(rooms::assign_photos(&four, Chosen::Room(0), &rooms), [3, 2, 0, 1].map(named));
    let unnamed = names(&["a.jpg", "my kitchen.png", "b.jpg", "c.jpg", "d.jpg"]);
    let assigned = [free(0), named(3), free(1), free(2), None];
    assert_eq!(rooms::assign_photos(&unnamed, Chosen::Room(2), &rooms), assigned);
    let one = |name: &str, chosen| rooms::assign_photos(&names(&[name]), chosen, &rooms);
    assert_eq!(one("kitchen.jpg", Chosen::Room(1)), [named(1)], "a single photo goes where it is dropped");
    assert_eq!(one("kitchen.jpg", Chosen::Anywhere(Some(1))), [named(3)], "a pasted one by its name");
    assert_eq!(one("a.jpg", Chosen::Anywhere(Some(1))), [free(1)]);
    assert_eq!(one("a.jpg", Chosen::Anywhere(None)), [None]);
}

#[test]
fn predict_says_how_many_photos_the_model_in_use_needs() {
    let words = home_inputs::home_photos_text;
    assert_eq!(words(&State::default()), "Choose the photos of one home, one for each room.");
    let mut state = done();
    assert_eq!(words(&state), "Choose the photos of one home. This model needs all 4 photos.");
    let mut of = |model| {
        state.model.as_mut().unwrap().summary.config.model = model;
        words(&state)
    };
    assert!(of(ModelKind::PretrainedSet).ends_with("This model needs at least one photo, and uses up to 4."));
    assert_eq!(of(ModelKind::Mlp), "This model does not use photos.");
}

#[test]
fn attributes_that_a_model_ignores_are_named() {
    let mut state = done();
    let mut data = (*dataset(8, 2)).clone();
    data.attributes = ["bedrooms", "bathrooms", "lot size"].map(str::to_string).to_vec();
    state.runs[0].data = Some(Arc::new(data));
    assert_eq!(home_inputs::ignored_attributes_text(&state), None, "this network does not use attributes");
    let model = state.model.as_mut().unwrap();
    model.summary.config.model = ModelKind::TunedMixed;
    model.summary.input_schema.attributes = vec!["bathrooms".to_string()];
    let text = home_inputs::ignored_attributes_text(&state).unwrap();
    assert!(text.starts_with("The model does not use bedrooms and lot size:"), "{text}");
    state.model.as_mut().unwrap().run = None;
    assert_eq!(home_inputs::ignored_attributes_text(&state), None, "the houses of a model file are unknown");
}
