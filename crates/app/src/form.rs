//! The settings as they stand in the form: text until it parses.

use facade_protocol::DeviceChoice;
use facade_spec::settings::{
    ARCHITECTURE, BATCH_SIZE, FINE_TUNE, Kind, MEMBERS, SETTINGS, SPLIT_BY, SPLIT_SEED, Setting, TEST_SHARE,
    TILE,
};
use facade_spec::{Architecture, Config, ConfigError, ModelKind};
use facade_text as text;
use facade_text::format::{label_within, parse_localised};

/// A network's name, and a sentence about it.
pub fn model_words(model: ModelKind) -> (&'static str, &'static str) {
    match model {
        ModelKind::Cnn => (text::form_cnn(), text::form_cnn_note()),
        ModelKind::Single => (text::form_single(), text::form_single_note()),
        ModelKind::Branches => (text::form_branches(), text::form_branches_note()),
        ModelKind::Mlp => (text::form_mlp(), text::form_mlp_note()),
        ModelKind::Mixed => (text::form_mixed(), text::form_mixed_note()),
        ModelKind::TunedPhotos => (text::form_tuned_photos(), text::form_tuned_photos_note()),
        ModelKind::TunedMixed => (text::form_tuned_mixed(), text::form_tuned_mixed_note()),
        ModelKind::Backbone => (text::form_backbone(), text::form_backbone_note()),
        ModelKind::PretrainedPhotos => (text::form_pretrained_photos(), text::form_pretrained_photos_note()),
        ModelKind::PretrainedSet => (text::form_pretrained_set(), text::form_pretrained_set_note()),
        ModelKind::PretrainedMixed => (text::form_pretrained_mixed(), text::form_pretrained_mixed_note()),
    }
}

/// Who chose the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ChosenBy {
    Nobody,
    Page,
    Visitor,
}

/// The form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// What is no row of [`SETTINGS`], the network for one.
    base: Config,
    /// The text of each row.
    texts: Vec<String>,
    pub device: DeviceChoice,
    chosen_by: ChosenBy,
    /// The tile size before the loaded houses' own replaced it.
    wanted_tile: Option<String>,
}

impl Default for Form {
    fn default() -> Self {
        Form::of(&Config::default(), DeviceChoice::Auto)
    }
}

impl Form {
    /// The form as it was when a run with these settings was started.
    pub fn of(config: &Config, device: DeviceChoice) -> Self {
        Form {
            base: config.clone(),
            texts: SETTINGS.iter().map(|setting| setting.get(config)).collect(),
            device,
            chosen_by: ChosenBy::Nobody,
            wanted_tile: None,
        }
    }

    /// The same as the visitor's choice: the page then suggests nothing else.
    pub fn remembered(config: &Config, device: DeviceChoice) -> Self {
        Form { chosen_by: ChosenBy::Visitor, ..Form::of(config, device) }
    }

    /// The text of a setting.
    pub fn text(&self, setting: &Setting) -> &str {
        position(setting).map_or("", |at| &self.texts[at])
    }

    fn text_mut(&mut self, setting: &Setting) -> Option<&mut String> {
        position(setting).map(|at| &mut self.texts[at])
    }

    /// Writes into a field, or chooses the option with this name.
    pub fn set(&mut self, setting: &Setting, text: String) {
        if let Some(place) = self.text_mut(setting) {
            *place = text;
        }
        self.chosen_by = ChosenBy::Visitor;
        if *setting == TILE {
            self.wanted_tile = None;
        }
        if *setting == FINE_TUNE {
            self.take(&self.recipe());
        }
    }

    /// Takes the tile size of the loaded houses, which is nobody's choice; with `None`, for houses that can be tiled in any size,
    /// the one before.
    pub fn fit_tile(&mut self, tile: Option<usize>) {
        let before = match tile {
            Some(tile) => Some(tile.to_string()),
            None => self.wanted_tile.take(),
        };
        let (Some(text), Some(place)) = (before, self.text_mut(&TILE)) else { return };
        let replaced = std::mem::replace(place, text);
        if tile.is_some() {
            self.wanted_tile.get_or_insert(replaced);
        }
    }

    /// The network.
    pub fn model(&self) -> ModelKind {
        self.base.model
    }

    /// Takes another network with its recipe. The split stays, so that runs can be compared, and so does the device.
    pub fn choose_model(&mut self, model: ModelKind) {
        self.take(&Config::recipe(model));
        self.chosen_by = ChosenBy::Visitor;
    }

    /// Takes the recipe of a network unless the visitor has changed anything.
    pub fn suggest(&mut self, model: ModelKind) {
        if self.chosen_by != ChosenBy::Visitor {
            self.take(&Config::recipe(model));
            self.chosen_by = ChosenBy::Page;
        }
    }

    /// From now on the page may suggest settings again.
    pub fn forget_choice(&mut self) {
        self.chosen_by = ChosenBy::Nobody;
    }

    /// Takes the settings of the network that was chosen for the houses in use.
    pub fn adopt(&mut self, chosen: &Form) {
        *self = Form { chosen_by: ChosenBy::Page, ..chosen.clone() };
    }

    /// Fits suggested settings to a small dataset, as [`fit_recipe`](Self::fit_recipe).
    pub fn fit_houses(&mut self, train: usize) {
        if self.chosen_by == ChosenBy::Page {
            self.fit_recipe(train);
        }
    }

    /// Fits the recipe of the network to this many training houses: at most as many ensemble members as there are houses, and
    /// a batch that is not larger than the set.
    pub fn fit_recipe(&mut self, train: usize) {
        let recipe = Config::recipe(self.model());
        let members = if recipe.cross_fit_folds > 0 { recipe.cross_fit_folds.min(train).max(2) } else { 0 };
        for (setting, value) in [(&MEMBERS, members), (&BATCH_SIZE, recipe.batch_size.min(train).max(1))] {
            if let Some(text) = self.text_mut(setting) {
                *text = value.to_string();
            }
        }
    }

    /// Whether the settings are the suggested ones.
    pub fn is_suggested(&self) -> bool {
        self.chosen_by == ChosenBy::Page
    }

    /// The visitor's own settings, for houses with so many photos each. None while the visitor has chosen none, or if no run can
    /// start with them.
    pub fn chosen_by_visitor(&self, photos: usize) -> Option<Config> {
        if self.chosen_by != ChosenBy::Visitor {
            return None;
        }
        let mut form = self.clone();
        form.fit_tile(None);
        form.config(photos).ok()
    }

    fn take(&mut self, recipe: &Config) {
        let split =
            [&SPLIT_BY, &TEST_SHARE, &SPLIT_SEED].map(|setting| (setting, self.text(setting).to_owned()));
        let recipe = Form::of(recipe, self.device);
        (self.base, self.texts, self.wanted_tile) = (recipe.base, recipe.texts, None);
        for (setting, text) in split {
            if let Some(place) = self.text_mut(setting) {
                *place = text;
            }
        }
    }

    /// Takes what a backbone's file contains, which is nobody's choice, and the tile size of its recipe unless the visitor
    /// has changed it.
    pub fn fit_backbone(&mut self, architecture: Architecture) {
        if self.model() != ModelKind::Backbone {
            return;
        }
        let is_recipes_tile = !self.changed(&TILE);
        if let Some(text) = self.text_mut(&ARCHITECTURE) {
            architecture.name().clone_into(text);
        }
        let tile = TILE.get(&self.recipe());
        if let Some(text) = self.text_mut(&TILE).filter(|_| is_recipes_tile) {
            *text = tile;
        }
    }

    /// Resets every setting to the reference, but for the device.
    pub fn reset(&mut self) {
        *self = Form::remembered(&Config::default(), self.device);
    }

    /// The recipe of the network: its settings without a change.
    pub fn recipe(&self) -> Config {
        recipe_of(&self.parsed_choices())
    }

    /// Whether the run would use a setting, as the form stands.
    pub fn shows(&self, setting: &Setting) -> bool {
        setting.applies(&self.parsed())
    }

    /// The base with every option that is chosen.
    fn parsed_choices(&self) -> Config {
        let mut config = self.base.clone();
        for (setting, text) in SETTINGS.iter().zip(&self.texts).filter(|(setting, _)| setting.is_choice()) {
            setting.set(&mut config, text);
        }
        config
    }

    /// The settings, with the recipe's value where a text cannot be read.
    fn parsed(&self) -> Config {
        let mut config = self.parsed_choices();
        let recipe = recipe_of(&config);
        for (setting, text) in SETTINGS.iter().zip(&self.texts).filter(|(setting, _)| !setting.is_choice()) {
            if parse(setting, text, &mut config).is_none() {
                setting.set(&mut config, &setting.get(&recipe));
            }
        }
        config
    }

    /// Whether a setting differs from the recipe: in value, not in spelling.
    pub fn changed(&self, setting: &Setting) -> bool {
        let mut config = self.parsed_choices();
        let recipe = recipe_of(&config);
        parse(setting, self.text(setting), &mut config).is_none()
            || setting.get(&config) != setting.get(&recipe)
    }

    /// Whether anything differs from the reference.
    pub fn any_changed(&self) -> bool {
        self.base.model != ModelKind::Cnn || !self.is_recipe()
    }

    /// Whether nothing differs from the network's recipe.
    pub fn is_recipe(&self) -> bool {
        !SETTINGS.iter().any(|setting| self.changed(setting))
    }

    /// Reads a field into the settings.
    fn read(&self, setting: &Setting, config: &mut Config) -> Result<(), String> {
        let typed = self.text(setting).trim();
        let field = (setting.label)();
        let example = setting.get(&self.recipe());
        let kind = match setting.kind {
            Kind::List => "list",
            Kind::Whole => "whole",
            Kind::Number | Kind::Choice(_) => "number",
        };
        if typed.is_empty() {
            return Err(text::t!(form_empty, field, kind, example));
        }
        parse(setting, typed, config).ok_or_else(|| {
            // A number all the same, but of more digits than are counted with.
            let kind = if typed.bytes().all(|b| b.is_ascii_digit()) { "smaller" } else { kind };
            text::t!(form_unreadable, field, text = typed, kind, example)
        })
    }

    /// What is wrong with a field by itself, whatever the others hold.
    pub fn wrong(&self, setting: &'static Setting) -> Option<String> {
        // The recipe with what decides whether the field counts: no other setting has a say.
        let chosen = self.parsed_choices();
        let mut config = Config { model: chosen.model, loss: chosen.loss, ..recipe_of(&chosen) };
        if let Err(sentence) = self.read(setting, &mut config) {
            return Some(sentence);
        }
        let concerns_several = |error: &ConfigError| {
            matches!(
                error,
                ConfigError::TooDeep { .. }
                    | ConfigError::TooLarge(_)
                    | ConfigError::TooWide { .. }
                    | ConfigError::WarmUp { .. }
                    | ConfigError::FineTune(_)
                    | ConfigError::ChosenByTest
                    | ConfigError::NothingHeldBack
            )
        };
        config.check().err().filter(|error| !concerns_several(error)).map(|error| error.to_string())
    }

    /// The settings, for houses with so many photos each.
    ///
    /// # Errors
    /// A sentence about the first field that no run can start with, or about fields that do not go together.
    pub fn config(&self, photos: usize) -> Result<Config, String> {
        let mut config = Config { photos, ..self.parsed_choices() };
        for setting in SETTINGS.iter().filter(|setting| !setting.is_choice() && self.shows(setting)) {
            if let Some(sentence) = self.wrong(setting) {
                return Err(sentence);
            }
            self.read(setting, &mut config)?;
        }
        config.check().map_err(|error| error.to_string())?;
        Ok(config)
    }
}

fn position(setting: &Setting) -> Option<usize> {
    SETTINGS.iter().position(|each| *each == setting)
}

/// Sets a value as it is typed: numbers with the language's decimal mark.
fn parse(setting: &Setting, text: &str, config: &mut Config) -> Option<()> {
    match setting.kind {
        Kind::Number => setting.set(config, &parse_localised(text.trim())?.to_string()),
        _ => setting.set(config, text.trim()),
    }
}

/// The recipe of a network, on the same backbone, with its convolutions trained or frozen.
fn recipe_of(config: &Config) -> Config {
    let recipe = match config.model {
        ModelKind::Backbone => Config::on_backbone(config.architecture),
        model => Config::recipe(model),
    };
    if config.fine_tune { recipe.fine_tuned() } else { recipe }
}

/// What differs from the tutorial's network, each as `seed: 2`; the name of another network first.
pub fn changes_against_reference(config: &Config) -> Vec<String> {
    let reference = Config { photos: config.photos, ..Config::default() };
    let differs =
        |setting: &&&Setting| setting.applies(config) && setting.get(config) != setting.get(&reference);
    let network = (config.model != reference.model).then(|| label_within(model_words(config.model).0));
    let setting = |setting: &&Setting| {
        text::t!(form_change, name = label_within((setting.label)()), value = setting.words(config))
    };
    network.into_iter().chain(SETTINGS.iter().filter(differs).map(setting)).collect()
}

/// What differs from the recipe of the network, each as `seed: 2`; the name of a backbone first.
pub fn changed_settings(config: &Config) -> Vec<String> {
    let recipe = recipe_of(config);
    let differs = |setting: &&&Setting| {
        (setting.is_choice() || setting.applies(config)) && setting.get(config) != setting.get(&recipe)
    };
    let (choices, fields): (Vec<&Setting>, Vec<&Setting>) =
        SETTINGS.iter().filter(differs).copied().partition(|setting| setting.is_choice());
    let words = |setting: &Setting| {
        text::t!(form_change, name = label_within((setting.label)()), value = setting.words(config))
    };
    let backbone = (config.model == ModelKind::Backbone).then(|| {
        let name = label_within(model_words(config.model).0);
        text::t!(form_change, name, value = config.architecture.title())
    });
    let tuned = config.fine_tune.then(|| text::form_fine_tuned().to_owned());
    backbone.into_iter().chain(tuned).chain(choices.into_iter().chain(fields).map(words)).collect()
}
