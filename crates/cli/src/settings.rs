//! The flags of a run's settings: one for each row of the settings table.

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};
use facade_spec::Config;
use facade_spec::settings::{FINE_TUNE, Kind, SETTINGS, Setting};

/// The settings that were given; the recipe of the network has the others.
#[derive(Debug, Default)]
pub(super) struct Settings(Vec<(&'static Setting, String)>);

impl Settings {
    /// Changes a recipe.
    pub(super) fn apply(&self, config: &mut Config) {
        if self.0.iter().any(|(setting, text)| **setting == FINE_TUNE && text == "true") {
            *config = config.clone().fine_tuned();
        }
        for (setting, text) in &self.0 {
            setting.set(config, text);
        }
    }
}

impl Args for Settings {
    fn augment_args(command: Command) -> Command {
        SETTINGS.iter().fold(command, |command, setting| command.arg(flag(setting)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Settings {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let given =
            |setting: &&'static Setting| Some((*setting, matches.get_one::<String>(setting.id)?.clone()));
        Ok(Settings(SETTINGS.iter().filter_map(given).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn flag(setting: &'static Setting) -> Arg {
    let expected = match setting.kind {
        Kind::Whole => "a whole number".to_owned(),
        Kind::Number => "a number".to_owned(),
        Kind::List => "whole numbers, as in 16,32".to_owned(),
        Kind::Choice(options) => options.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "),
    };
    let arg = Arg::new(setting.id).long(setting.id).value_name("VALUE").allow_negative_numbers(true);
    let arg = match setting.kind {
        Kind::Choice([("false", _), ("true", _)]) => arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .help(setting.explanation_text()),
        Kind::Choice(_) => arg.help(format!("{} [{expected}]", setting.explanation_text())),
        _ => arg.help(setting.explanation_text()),
    };
    arg.value_parser(move |text: &str| match setting.set(&mut Config::default(), text) {
        Some(()) => Ok(text.to_owned()),
        None => Err(format!("expected {expected}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_spec::Loss;

    fn config(words: &[&str]) -> Option<Config> {
        let command = Settings::augment_args(Command::new("train").no_binary_name(true));
        let matches = command.try_get_matches_from(words).ok()?;
        let mut config = Config::default();
        Settings::from_arg_matches(&matches).ok()?.apply(&mut config);
        Some(config)
    }

    #[test]
    fn flags_change_a_recipe() {
        assert_eq!(config(&[]), Some(Config::default()));
        let changed = config(&["--filters", "8,16", "--loss", "quantile:0.9", "--flip", "--keep-best=false"]);
        let changed = changed.unwrap();
        assert_eq!((changed.filters, changed.loss), (vec![8, 16], Loss::Quantile(0.9)));
        assert!(changed.augmentation.flip && !changed.keep_best);
        assert_eq!(config(&["--fine-tune", "--epochs", "3"]).unwrap().epochs, 3);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for words in
            [["--epochs", "many"], ["--loss", "quantile:most"], ["--decay", "nan"], ["--filters", "8,x"]]
        {
            assert_eq!(config(&words), None, "{words:?}");
        }
    }
}
