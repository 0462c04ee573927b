//! What a word means, next to where it stands: closed until someone asks.

use super::dom::{View, html, several};

/// A question, and its answer a paragraph at a time.
type Answer = (&'static str, &'static [&'static str]);

pub(super) const MONTAGE: Answer = (
    "What is a montage, and why is it so small?",
    &[
        "The photos of a house, each squeezed to a square, side by side in one picture: so the network sees all rooms at once, each always in the same corner. This is the tutorial’s third option; the others are a photo at a time, or a branch for each room.",
        "Small pictures keep the number of weights near what some hundred houses can teach. A room is still told from another at this size; a crack in a wall is not.",
    ],
);

pub(super) const MAPE: Answer = (
    "Why percent, and not an amount?",
    &[
        "The mean absolute percentage error (MAPE) is how far each price is off, in percent of what the house costs, on average. Being 50,000 off matters more for a cottage than for a mansion, and a percentage says so.",
        "It is not fair to both sides: too low can be at most 100 % off, too high without end. So a network that makes it small errs on the low side, and a single low price for all scores better than the mean price does.",
    ],
);

pub(super) const OVERFITTING: Answer = (
    "What does over-fitting look like here?",
    &[
        "The blue line, training, goes on falling; the red one, validation, stays where it is or rises again. From there on the network learns its houses by heart and nothing about houses. With a few hundred of them that comes early: after some dozen epochs for the tutorial’s network.",
        "The lowest point of the red line is marked, but is no result: whoever picks the best of many epochs by looking at the houses that test has let those houses teach. What counts is the last epoch, or one chosen on houses held back from training.",
    ],
);

pub(super) const BASELINES: Answer = (
    "What do these guesses mean?",
    &[
        "A figure alone says nothing. Always naming the same price takes no photo and no network: what such a guess scores is the mark to beat. The best single price is low, since a percentage punishes a price that is too high most.",
        "The best price in each zip code knows where a house stands, ridge regression knows its rooms and its area too. A network of photos alone that stays behind them has not failed: it knows less. One that is told all of it and stays behind them has learned nothing from photos that pays.",
    ],
);

pub(super) const FIGURES: Answer = (
    "What do these figures mean?",
    &[
        "Mean absolute error: how far off in money, on average. Root mean square error: the same, but a house that is twice as far off counts four times. Bias: whether prices come out too low or too high on the whole.",
        "R² compares with naming the mean price of these houses: 1 is perfect, 0 no better, below 0 worse. On the logarithm of the price it asks the same of proportions, so that a few mansions do not decide it. Some networks’ prices are shaded: multiplied by one factor, found on houses held back, that makes the percentage error least, and R² lower.",
    ],
);

pub(super) const RANGE: Answer = (
    "Where does a range come from?",
    &[
        "From houses that the network was not trained on: how far off it was there, at the stated rate, is as far as it may be off here, for homes of the same kind (conformal prediction). It does not know better or worse for this home in particular.",
        "A home unlike all training houses is not of the same kind: then neither price nor range has a ground, and the page says so.",
    ],
);

pub(super) fn guide((question, answer): Answer) -> View {
    let paragraph = |text: &&'static str| html! { <p>{*text}</p> };
    html! { <details class="read guide"><summary>{question}</summary>{several(answer.iter().map(paragraph))}</details> }
}
