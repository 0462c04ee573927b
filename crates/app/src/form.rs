//! The settings as they stand in the form: text until it parses, and choices from lists.

use facade_protocol::DeviceChoice;
use facade_spec::{Config, ConfigError, Encoding, Loss, ModelKind, Schedule, Target};
use facade_text as text;
use facade_text::format::typed;
use facade_text::{Language, language};

/// One setting of the form that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Filters.
    Filters,
    /// Tile size.
    Tile,
    /// Members of the network.
    Members,
    /// Length of its photo features.
    FeatureLength,
    /// Epochs.
    Epochs,
    /// Batch size.
    BatchSize,
    /// Learning rate.
    LearningRate,
    /// Decay.
    Decay,
    /// Warm-up.
    WarmUp,
    /// Weight decay.
    WeightDecay,
    /// Level of the quantile loss.
    Level,
    /// Seed.
    Seed,
    /// How much of a photo is cut away.
    Crop,
    /// How much its brightness changes.
    Brightness,
    /// How much its colours change.
    Colour,
    /// Test share.
    TestShare,
    /// Split seed.
    SplitSeed,
    /// Validation share.
    ValidationShare,
    /// Patience.
    Patience,
}

/// How many there are.
const FIELDS: usize = 19;

// A field's text lies in the form at the field's own place.
const _: () = {
    let mut place = 0;
    while place < FIELDS {
        assert!(Field::ALL[place] as usize == place);
        place += 1;
    }
};

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Field; FIELDS] = [
        Field::Filters,
        Field::Tile,
        Field::Members,
        Field::FeatureLength,
        Field::Epochs,
        Field::BatchSize,
        Field::LearningRate,
        Field::Decay,
        Field::WarmUp,
        Field::WeightDecay,
        Field::Level,
        Field::Seed,
        Field::Crop,
        Field::Brightness,
        Field::Colour,
        Field::TestShare,
        Field::SplitSeed,
        Field::ValidationShare,
        Field::Patience,
    ];

    /// What stands above it, and its name in the document.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Field::Filters => (text::form_filters(), "field-filters"),
            Field::Tile => (text::form_tile(), "field-tile"),
            Field::Members => (text::form_members(), "field-members"),
            Field::FeatureLength => (text::form_feature_length(), "field-feature-length"),
            Field::Epochs => (text::form_epochs(), "field-epochs"),
            Field::BatchSize => (text::form_batch_size(), "field-batch-size"),
            Field::LearningRate => (text::form_learning_rate(), "field-learning-rate"),
            Field::Decay => (text::form_decay(), "field-decay"),
            Field::WarmUp => (text::form_warm_up(), "field-warm-up"),
            Field::WeightDecay => (text::form_weight_decay(), "field-weight-decay"),
            Field::Level => (text::form_level(), "field-level"),
            Field::Seed => (text::form_seed(), "field-seed"),
            Field::Crop => (text::form_crop(), "field-crop"),
            Field::Brightness => (text::form_brightness(), "field-brightness"),
            Field::Colour => (text::form_colour(), "field-colour"),
            Field::TestShare => (text::form_test_share(), "field-test-share"),
            Field::SplitSeed => (text::form_split_seed(), "field-split-seed"),
            Field::ValidationShare => (text::form_validation_share(), "field-validation-share"),
            Field::Patience => (text::form_patience(), "field-patience"),
        }
    }

    /// What stands above it.
    pub fn label(self) -> &'static str {
        self.names().0
    }

    /// Its name in the document.
    pub fn id(self) -> &'static str {
        self.names().1
    }

    /// Whether it has a part in a run with these settings.
    pub fn applies(self, config: &Config) -> bool {
        let frozen = config.is_frozen();
        match self {
            Field::Tile => config.model.sees_photos(),
            Field::Filters => config.model.sees_photos() && config.model != ModelKind::Backbone,
            Field::Members => config.model != ModelKind::Single && !config.fine_tune,
            Field::FeatureLength => config.model == ModelKind::TunedMixed,
            Field::Decay => config.schedule == Schedule::Decay,
            Field::Level => matches!(config.loss, Loss::Quantile(_)),
            Field::Crop | Field::Brightness | Field::Colour => config.model.sees_photos() && !frozen,
            Field::ValidationShare => config.members == 0,
            Field::Patience => config.validation_share > 0.0 || config.members > 0,
            _ => true,
        }
    }

    /// Its value in `config`, as it would be typed.
    pub fn show(self, config: &Config) -> String {
        match self {
            Field::Filters => config.filters.iter().map(usize::to_string).collect::<Vec<_>>().join(", "),
            Field::Tile => config.tile.to_string(),
            Field::Members => config.members.to_string(),
            Field::FeatureLength => config.feature_length.to_string(),
            Field::Epochs => config.epochs.to_string(),
            Field::BatchSize => config.batch_size.to_string(),
            Field::LearningRate => config.learning_rate.to_string(),
            Field::Decay => config.decay.to_string(),
            Field::WarmUp => config.warm_up.to_string(),
            Field::WeightDecay => config.weight_decay.to_string(),
            Field::Level => if let Loss::Quantile(level) = config.loss { level } else { 0.5 }.to_string(),
            Field::Seed => config.seed.to_string(),
            Field::Crop => config.augmentation.crop.to_string(),
            Field::Brightness => config.augmentation.brightness.to_string(),
            Field::Colour => config.augmentation.colour.to_string(),
            Field::TestShare => config.test_share.to_string(),
            Field::SplitSeed => config.split_seed.to_string(),
            Field::ValidationShare => config.validation_share.to_string(),
            Field::Patience => config.patience.to_string(),
        }
    }

    fn read(self, text: &str, config: &mut Config) -> Option<()> {
        match self {
            Field::Filters => {
                let numbers = text.split([',', ' ']).filter(|part| !part.is_empty());
                config.filters = numbers.map(|part| part.parse().ok()).collect::<Option<_>>()?;
            }
            Field::Tile => config.tile = text.parse().ok()?,
            Field::Members => config.members = text.parse().ok()?,
            Field::FeatureLength => config.feature_length = finite(text)?,
            Field::Epochs => config.epochs = text.parse().ok()?,
            Field::BatchSize => config.batch_size = text.parse().ok()?,
            Field::LearningRate => config.learning_rate = finite(text)?,
            Field::Decay => config.decay = finite(text)?,
            Field::WarmUp => config.warm_up = text.parse().ok()?,
            Field::WeightDecay => config.weight_decay = finite(text)?,
            Field::Level => {
                let level = finite(text)?;
                if let Loss::Quantile(to) = &mut config.loss {
                    *to = level;
                }
            }
            Field::Seed => config.seed = text.parse().ok()?,
            Field::Crop => config.augmentation.crop = finite(text)?,
            Field::Brightness => config.augmentation.brightness = finite(text)?,
            Field::Colour => config.augmentation.colour = finite(text)?,
            Field::TestShare => config.test_share = finite(text)?,
            Field::SplitSeed => config.split_seed = text.parse().ok()?,
            Field::ValidationShare => config.validation_share = finite(text)?,
            Field::Patience => config.patience = text.parse().ok()?,
        }
        Some(())
    }

    /// Whether only whole numbers go into it.
    pub fn is_whole(self) -> bool {
        matches!(
            self,
            Field::Tile
                | Field::Members
                | Field::Epochs
                | Field::BatchSize
                | Field::WarmUp
                | Field::Seed
                | Field::SplitSeed
                | Field::Patience
        )
    }

    /// What goes into it, by which texts are chosen.
    fn kind(self) -> &'static str {
        match self {
            Field::Filters => "list",
            field if field.is_whole() => "whole",
            _ => "number",
        }
    }
}

/// One setting of the form that is chosen from a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Whether a backbone's convolutions learn too.
    FineTune,
    /// How attributes are told.
    Encoding,
    /// What the network says.
    Target,
    /// What training makes small.
    Loss,
    /// How the learning rate goes on.
    Schedule,
    /// Whether photos are mirrored.
    Flip,
    /// Which epoch's model is kept.
    Keep,
    /// Whether prices are shaded.
    Shade,
}

impl Choice {
    /// All of them.
    pub const ALL: [Choice; 8] = [
        Choice::FineTune,
        Choice::Encoding,
        Choice::Target,
        Choice::Loss,
        Choice::Schedule,
        Choice::Flip,
        Choice::Keep,
        Choice::Shade,
    ];

    /// What stands above it, its name in the document, and what can be chosen.
    pub fn words(self) -> (&'static str, &'static str, Vec<&'static str>) {
        let (label, id, options): (_, _, &[_]) = match self {
            Choice::FineTune => {
                (text::form_fine_tune(), "choice-fine-tune", &[text::form_frozen(), text::form_fine_tuned()])
            }
            Choice::Encoding => (
                text::form_encoding(),
                "choice-encoding",
                &[text::form_encoding_range(), text::form_encoding_standard(), text::form_encoding_crossed()],
            ),
            Choice::Target => {
                (text::form_target(), "choice-target", &[text::form_target_share(), text::form_target_log()])
            }
            Choice::Loss => (
                text::form_loss(),
                "choice-loss",
                &["MAPE", "MAE", "MSE", "Huber", text::form_loss_quantile()],
            ),
            Choice::Schedule => (
                text::form_schedule(),
                "choice-schedule",
                &[text::form_schedule_decay(), text::form_schedule_cosine()],
            ),
            Choice::Flip => (text::form_flip(), "choice-flip", &[text::form_no(), text::form_flip_yes()]),
            Choice::Keep => {
                (text::form_keep(), "choice-keep", &[text::form_keep_last(), text::form_keep_best()])
            }
            Choice::Shade => (text::form_shade(), "choice-shade", &[text::form_no(), text::form_shade_yes()]),
        };
        (label, id, options.to_vec())
    }

    /// Whether it has a part in a run with these settings.
    pub fn applies(self, config: &Config) -> bool {
        match self {
            Choice::FineTune => config.model == ModelKind::Backbone,
            Choice::Encoding => config.model.sees_attributes(),
            Choice::Flip => Field::Crop.applies(config),
            Choice::Keep | Choice::Shade => Field::Patience.applies(config),
            _ => true,
        }
    }

    /// What is chosen in `config`, by its place in the list.
    pub fn place(self, config: &Config) -> usize {
        match self {
            Choice::FineTune => config.fine_tune.into(),
            Choice::Encoding => match config.encoding {
                Encoding::Range => 0,
                Encoding::Standard => 1,
                Encoding::Crossed => 2,
            },
            Choice::Target => (config.target == Target::Log).into(),
            Choice::Loss => match config.loss {
                Loss::Mape => 0,
                Loss::Mae => 1,
                Loss::Mse => 2,
                Loss::Huber => 3,
                Loss::Quantile(_) => 4,
            },
            Choice::Schedule => (config.schedule == Schedule::Cosine).into(),
            Choice::Flip => config.augmentation.flip.into(),
            Choice::Keep => config.keep_best.into(),
            Choice::Shade => config.shade.into(),
        }
    }

    fn choose(self, place: usize, config: &mut Config) {
        let yes = place == 1;
        match self {
            Choice::FineTune => config.fine_tune = yes,
            Choice::Encoding => {
                config.encoding = match place {
                    0 => Encoding::Range,
                    1 => Encoding::Standard,
                    _ => Encoding::Crossed,
                }
            }
            Choice::Target => config.target = if yes { Target::Log } else { Target::Share },
            Choice::Loss => {
                config.loss = match place {
                    0 => Loss::Mape,
                    1 => Loss::Mae,
                    2 => Loss::Mse,
                    3 => Loss::Huber,
                    _ => Loss::Quantile(0.5),
                }
            }
            Choice::Schedule => config.schedule = if yes { Schedule::Cosine } else { Schedule::Decay },
            Choice::Flip => config.augmentation.flip = yes,
            Choice::Keep => config.keep_best = yes,
            Choice::Shade => config.shade = yes,
        }
    }

    /// What is chosen in `config`, in words.
    pub fn show(self, config: &Config) -> &'static str {
        let (_, _, options) = self.words();
        options.get(self.place(config)).copied().unwrap_or_default()
    }
}

/// A network, and it in a sentence.
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
    }
}

/// A number that is not beyond all others.
fn finite(text: &str) -> Option<f64> {
    typed(text).filter(|number| number.is_finite())
}

/// Who has chosen the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Nobody,
    Page,
    Visitor,
}

/// The form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// What is chosen; what is written stands in the texts.
    chosen: Config,
    texts: [String; FIELDS],
    /// Where to compute.
    pub device: DeviceChoice,
    by: By,
    /// The tile size before that of houses took its place.
    wished_tile: Option<String>,
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
            chosen: config.clone(),
            texts: Field::ALL.map(|f| f.show(config)),
            device,
            by: By::Nobody,
            wished_tile: None,
        }
    }

    /// The same, as the visitor wants it: what suits houses better is not chosen instead.
    pub fn remembered(config: &Config, device: DeviceChoice) -> Self {
        Form { by: By::Visitor, ..Form::of(config, device) }
    }

    /// What stands in a field.
    pub fn text(&self, field: Field) -> &str {
        &self.texts[field as usize]
    }

    /// Writes into a field.
    pub fn set(&mut self, field: Field, text: String) {
        self.texts[field as usize] = text;
        self.by = By::Visitor;
        if field == Field::Tile {
            self.wished_tile = None;
        }
    }

    /// Takes the tile size that houses are in, which is nobody's choice; or, of houses that are there in any, the one before.
    pub fn fit_tile(&mut self, tile: Option<usize>) {
        let text = &mut self.texts[Field::Tile as usize];
        match tile {
            Some(tile) => {
                let wished = std::mem::replace(text, tile.to_string());
                self.wished_tile.get_or_insert(wished);
            }
            None => *text = self.wished_tile.take().unwrap_or(std::mem::take(text)),
        }
    }

    /// The network.
    pub fn model(&self) -> ModelKind {
        self.chosen.model
    }

    /// Takes another network with its recipe. The split stays as it is, so that runs can be compared, and so does the device.
    pub fn choose_model(&mut self, model: ModelKind) {
        self.take(&Config::recipe(model));
        self.by = By::Visitor;
    }

    /// Takes the recipe of a network unless the visitor has chosen or written anything.
    pub fn suggest(&mut self, model: ModelKind) {
        if self.by != By::Visitor {
            self.take(&Config::recipe(model));
            self.by = By::Page;
        }
    }

    /// Whether they are those that were suggested.
    pub fn is_suggested(&self) -> bool {
        self.by == By::Page
    }

    /// The settings that the visitor has chosen, for houses with so many photos each; none while they are nobody's or the page's
    /// choice, or no run can start with them.
    pub fn chosen_by_visitor(&self, photos: usize) -> Option<Config> {
        if self.by != By::Visitor {
            return None;
        }
        let mut form = self.clone();
        form.fit_tile(None);
        form.config(photos).ok()
    }

    fn take(&mut self, recipe: &Config) {
        let split = [Field::TestShare, Field::SplitSeed].map(|field| (field, self.text(field).to_owned()));
        let recipe = Form::of(recipe, self.device);
        (self.chosen, self.texts, self.wished_tile) = (recipe.chosen, recipe.texts, None);
        split.into_iter().for_each(|(field, text)| self.texts[field as usize] = text);
    }

    /// What is chosen of a list, by its place.
    pub fn place(&self, choice: Choice) -> usize {
        choice.place(&self.chosen)
    }

    /// Chooses from a list.
    pub fn choose(&mut self, choice: Choice, place: usize) {
        choice.choose(place, &mut self.chosen);
        if choice == Choice::FineTune {
            self.take(&self.recipe());
        }
        self.by = By::Visitor;
    }

    /// Puts every setting back to the reference. The device is none.
    pub fn reset(&mut self) {
        *self = Form { by: By::Visitor, ..Form::of(&Config::default(), self.device) };
    }

    /// The recipe of the network: what its settings are without a change.
    pub fn recipe(&self) -> Config {
        recipe_of(&self.chosen)
    }

    /// Whether a field has a part in the run, as the form stands.
    pub fn shows(&self, field: Field) -> bool {
        field.applies(&self.written())
    }

    /// Whether a list has.
    pub fn offers(&self, choice: Choice) -> bool {
        choice.applies(&self.written())
    }

    /// The settings, of which fields that cannot be read are the recipe's.
    fn written(&self) -> Config {
        let mut config = self.chosen.clone();
        for field in Field::ALL {
            if field.read(self.text(field).trim(), &mut config).is_none() {
                field.read(&field.show(&self.recipe()), &mut config);
            }
        }
        config
    }

    /// Whether a field differs from the recipe: in value, not in spelling.
    pub fn changed(&self, field: Field) -> bool {
        let mut config = self.chosen.clone();
        let recipe = self.recipe();
        let read = field.read(self.text(field).trim(), &mut config);
        read.is_none() || field.show(&config) != field.show(&recipe)
    }

    /// Whether anything differs from the reference.
    pub fn any_changed(&self) -> bool {
        self.chosen.model != ModelKind::Cnn || !self.is_recipe()
    }

    /// Whether nothing differs from the network's recipe.
    pub fn is_recipe(&self) -> bool {
        let recipe = self.recipe();
        Choice::ALL.into_iter().all(|choice| self.place(choice) == choice.place(&recipe))
            && !Field::ALL.into_iter().any(|f| self.changed(f))
    }

    /// Reads a field into the settings.
    fn read(&self, field: Field, config: &mut Config) -> Result<(), String> {
        let typed = self.text(field).trim();
        let name = field.label();
        let example = field.show(&self.recipe());
        if typed.is_empty() {
            return Err(text::form_empty(name, field.kind(), example));
        }
        field.read(typed, config).ok_or_else(|| {
            // A number all the same, but of more digits than are counted with.
            let smaller = typed.bytes().all(|b| b.is_ascii_digit());
            let kind = if smaller { "smaller" } else { field.kind() };
            text::form_unreadable(name, typed, kind, &example)
        })
    }

    /// What is wrong with a field by itself, whatever stands in the others.
    pub fn wrong(&self, field: Field) -> Option<String> {
        // The reference with what decides whether the field counts: no other setting has a say.
        let mut config = Config { model: self.chosen.model, ..self.recipe() };
        config.loss = self.chosen.loss;
        if let Err(sentence) = self.read(field, &mut config) {
            return Some(sentence);
        }
        let together = |error: &ConfigError| {
            matches!(
                error,
                ConfigError::TooDeep { .. }
                    | ConfigError::TooLarge(_)
                    | ConfigError::TooWide { .. }
                    | ConfigError::WarmUp { .. }
                    | ConfigError::ChosenByTest
                    | ConfigError::NothingHeldBack
            )
        };
        config.check().err().filter(|error| !together(error)).map(|error| error.to_string())
    }

    /// The settings, for houses with so many photos each.
    ///
    /// # Errors
    /// A sentence about the first field that no run can start with, or about what does not go together.
    pub fn config(&self, photos: usize) -> Result<Config, String> {
        let mut config = Config { photos, ..self.chosen.clone() };
        for field in Field::ALL.into_iter().filter(|field| self.shows(*field)) {
            if let Some(sentence) = self.wrong(field) {
                return Err(sentence);
            }
            self.read(field, &mut config)?;
        }
        config.check().map_err(|error| error.to_string())?;
        Ok(config)
    }
}

/// The recipe of a network, with which its convolutions learn or not.
fn recipe_of(config: &Config) -> Config {
    let recipe = Config::recipe(config.model);
    if config.fine_tune { recipe.fine_tuned() } else { recipe }
}

/// A label within a line.
fn within(label: &str) -> String {
    match language() {
        Language::English => label.to_ascii_lowercase(),
        Language::German => label.to_owned(),
    }
}

/// What differs from the recipe of the network, each as `seed 2`, behind the network where it is not the reference.
pub fn changes(config: &Config) -> Vec<String> {
    let model = (config.model != ModelKind::Cnn).then(|| within(model_words(config.model).0));
    model.into_iter().chain(changed_settings(config)).collect()
}

/// The same without the network.
pub fn changed_settings(config: &Config) -> Vec<String> {
    let recipe = recipe_of(config);
    let chosen = Choice::ALL
        .into_iter()
        .filter(|choice| choice.place(config) != choice.place(&recipe))
        .map(|choice| text::form_change(within(choice.words().0), choice.show(config)));
    let written = Field::ALL
        .into_iter()
        .filter(|f| f.applies(config) && f.show(config) != f.show(&recipe))
        .map(|f| text::form_change(within(f.label()), f.show(config)));
    let tuned = config.fine_tune.then(|| text::form_fine_tuned().to_owned());
    tuned.into_iter().chain(chosen).chain(written).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_from_a_list_is_what_its_words_say() {
        let config = Config::default();
        for choice in Choice::ALL {
            let (label, _, options) = choice.words();
            for (place, option) in options.into_iter().enumerate() {
                let mut config = config.clone();
                choice.choose(place, &mut config);
                assert_eq!((choice.place(&config), choice.show(&config)), (place, option), "{label}");
            }
        }
        let of = |change: &dyn Fn(&mut Config), choice: Choice| {
            let mut config = config.clone();
            change(&mut config);
            choice.show(&config)
        };
        let encodings = [Encoding::Range, Encoding::Standard, Encoding::Crossed];
        assert_eq!(
            encodings.map(|encoding| of(&|c| c.encoding = encoding, Choice::Encoding)),
            [text::form_encoding_range(), text::form_encoding_standard(), text::form_encoding_crossed()]
        );
        assert_eq!(
            [Target::Share, Target::Log].map(|target| of(&|c| c.target = target, Choice::Target)),
            [text::form_target_share(), text::form_target_log()]
        );
        assert_eq!(
            [Schedule::Decay, Schedule::Cosine].map(|way| of(&|c| c.schedule = way, Choice::Schedule)),
            [text::form_schedule_decay(), text::form_schedule_cosine()]
        );
        let losses = [Loss::Mape, Loss::Mae, Loss::Mse, Loss::Huber, Loss::Quantile(0.9)];
        assert_eq!(
            losses.map(|loss| of(&|c| c.loss = loss, Choice::Loss)),
            ["MAPE", "MAE", "MSE", "Huber", text::form_loss_quantile()]
        );
        assert_eq!(
            [false, true].map(|yes| of(&|c| c.augmentation.flip = yes, Choice::Flip)),
            [text::form_no(), text::form_flip_yes()]
        );
        assert_eq!(
            [false, true].map(|yes| of(&|c| c.keep_best = yes, Choice::Keep)),
            [text::form_keep_last(), text::form_keep_best()]
        );
    }
}
