//! The form of the settings.

use facade_app::form::{self, Form};
use facade_spec::settings::{
    CROP, EPOCHS, FILTERS, KEEP_BEST, LEARNING_RATE, LEVEL, LOSS, MEMBERS, SEED, SPLIT_SEED, TILE,
    VALIDATION_SHARE,
};
use facade_spec::{Config, Loss, ModelKind};

#[test]
fn the_form_parses_typed_settings() {
    let mut form = Form::default();
    assert_eq!(form.config(4), Ok(Config::default()));
    assert!(!form.any_changed());
    form.set(&LEARNING_RATE, " 1e-3 ".to_string());
    assert!(!form.changed(&LEARNING_RATE), "another spelling of the default");
    form.set(&FILTERS, "8 16,32".to_string());
    form.set(&SEED, "7".to_string());
    let config = form.config(4).unwrap();
    assert_eq!((config.filters.as_slice(), config.seed), (&[8, 16, 32][..], 7));
    assert_eq!(form::changed_settings(&config), ["filters: 8, 16, 32", "seed: 7"]);
    form.set(&EPOCHS, "many".to_string());
    assert_eq!(form.config(4).unwrap_err(), "Epochs is “many”. Enter a whole number, such as 200.");
    form.set(&EPOCHS, String::new());
    assert_eq!(form.config(4).unwrap_err(), "Epochs is empty. Enter a whole number, such as 200.");
    form.set(&EPOCHS, "0".to_string());
    assert!(form.config(4).unwrap_err().contains("from 1 to"));
    form.set(&LEARNING_RATE, "1e400".to_string());
    assert!(form.config(4).unwrap_err().starts_with("Epochs"), "the first error in the order of the form");
    assert_eq!(
        form.wrong(&LEARNING_RATE).unwrap(),
        "Learning rate is “1e400”. Enter a number, such as 0.001."
    );
    form.set(&EPOCHS, "99999999999999999999".to_string());
    assert!(form.wrong(&EPOCHS).unwrap().ends_with("Enter a smaller number, such as 200."));
    form.set(&EPOCHS, "4000000000".to_string());
    assert!(form.wrong(&EPOCHS).unwrap().contains("from 1 to"));
    form.reset();
    // Too many blocks for this tile size is not an error of either field.
    form.set(&FILTERS, "4, 4, 4, 4, 4, 4".to_string());
    form.set(&TILE, "8".to_string());
    assert_eq!((form.wrong(&FILTERS), form.wrong(&TILE)), (None, None));
    assert!(form.config(4).unwrap_err().contains("which leaves nothing"));
    form.reset();
    assert!(!form.any_changed());
}

#[test]
fn selecting_a_network_applies_its_recipe_and_hidden_fields_are_ignored() {
    for model in ModelKind::ALL {
        let mut form = Form::default();
        form.choose_model(model);
        assert_eq!(form.config(4), Ok(Config::recipe(model)));
        assert!(form.is_recipe());
        assert_eq!(form.any_changed(), model != ModelKind::Cnn);
    }
    let mut form = Form::default();
    form.set(&SPLIT_SEED, "7".to_string());
    form.choose_model(ModelKind::TunedPhotos);
    assert_eq!(form.config(4).unwrap().split_seed, 7, "only runs on the same split can be compared");
    assert!(form.shows(&MEMBERS) && !form.shows(&VALIDATION_SHARE) && !form.shows(&CROP));
    form.set(&CROP, "a lot".to_string());
    assert!(form.config(4).is_ok(), "the field is hidden");
    form.set(&MEMBERS, "1".to_string());
    assert!(form.config(4).unwrap_err().contains("The number of ensemble members is 1"));
    form.set(&MEMBERS, "4".to_string());
    assert_eq!(form::changed_settings(&form.config(4).unwrap()), ["split seed: 7", "ensemble members: 4"]);

    form.reset();
    assert_eq!(form.config(4), Ok(Config::default()));
    assert!(!form.shows(&LEVEL));
    form.set(&LOSS, "quantile".to_owned());
    assert!(form.shows(&LEVEL));
    form.set(&LEVEL, "1.5".to_string());
    assert!(form.config(4).unwrap_err().contains("Quantile: 1.5 is out of range"));
    form.set(&LEVEL, "0.4".to_string());
    assert_eq!(form.config(4).unwrap().loss, Loss::Quantile(0.4));
    assert_eq!(form::changed_settings(&form.config(4).unwrap()), ["loss: quantile", "quantile: 0.4"]);
    form.set(&KEEP_BEST, "true".to_owned());
    assert!(form.config(4).unwrap_err().contains("chosen on the test houses"));
}

#[test]
fn a_recipe_is_suggested_only_until_the_visitor_selects_one() {
    let mut form = Form::default();
    form.suggest(ModelKind::TunedMixed);
    form.suggest(ModelKind::TunedPhotos);
    assert_eq!((form.model(), form.is_suggested()), (ModelKind::TunedPhotos, true));
    assert_eq!(form.chosen_by_visitor(4), None, "the page selected it");
    form.reset();
    form.suggest(ModelKind::TunedMixed);
    assert_eq!(
        (form.model(), form.is_suggested()),
        (ModelKind::Cnn, false),
        "the visitor selected the reference"
    );
    let mut form = Form::default();
    form.set(&EPOCHS, "3".to_string());
    form.suggest(ModelKind::TunedMixed);
    assert_eq!(form.model(), ModelKind::Cnn);
    assert_eq!(form.chosen_by_visitor(4), Some(Config { epochs: 3, ..Config::default() }));
    form.set(&EPOCHS, "many".to_string());
    assert_eq!(form.chosen_by_visitor(4), None, "no run can start with these settings");
    // Houses with a fixed tile size override the selected one as long as they are in use.
    let mut form = Form::default();
    form.set(&TILE, "64".to_string());
    form.fit_tile(Some(16));
    form.fit_tile(Some(32));
    assert_eq!((form.text(&TILE), form.chosen_by_visitor(4).unwrap().tile), ("32", 64));
    form.fit_tile(None);
    assert_eq!(form.text(&TILE), "64");
    form.fit_tile(Some(32));
    form.set(&TILE, "8".to_string());
    form.fit_tile(None);
    assert_eq!(form.text(&TILE), "8");
}

#[test]
fn the_parameters_of_the_default_network_are_counted() {
    assert_eq!(Config::default().parameters(0), 89_465);
}
