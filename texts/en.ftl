### Every text that a visitor reads, in English. Translations lie beside this file; how one is added: docs/texts.md.

## Numbers

not-a-number = not a number
under-a-second = under 1{"\u00A0"}s
bytes = { $n ->
   *[other] { $n }{"\u00A0"}bytes
}
list-and = { $words } and { $last }
short-thousand = k
short-million = M
times = { $number } times
number-word = { $n ->
    [0] no
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
   *[other] { $n }
}

## Shell and settings

skip-link = Skip to the data
promise = Price a home from its photographs, in your browser.
how-it-goes = Choose a folder of house photos with prices. A small network learns from them on your own device, shows how far off it is, and then prices a home it has never seen. The photos never leave this tab.
how-it-writes = How the page writes
language-choice = Language
currency-choice = Prices are in
area-choice = Areas are in
nothing-converted = They say what the numbers mean; nothing is converted.

## Loading houses

## Data report

## Errors of datasets and pictures

## Training settings

form-settings = Settings
form-is-reference = These are the reference settings.
form-reset = Back to the reference
form-network = Network
form-training = Training
form-more-training = More about training
form-split = Split
form-more-validation = More about validation
form-error-before = Error:
form-habit-members = Each member is validated on the training houses that it has not seen. The test houses wait for the end.
form-habit-held-back = Validation runs on houses held back from training. The test houses wait for the end.
form-habit-test = Validation runs on the test houses after each epoch, as in the tutorial. They are never trained on, but they are looked at: choose nothing by them.
form-unit-parameters = { $n ->
    [one] { $n } parameter
   *[other] { $n } parameters
}
form-unit-pixels = pixels
form-unit-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
}
form-unit-houses = { $n ->
    [one] { $n } house
   *[other] { $n } houses
}
form-unchanged = { $what ->
    [reference] reference
   *[recipe] recipe
}: { $value }
form-nothing-changed = nothing
form-change = { $name } { $value }
form-epochs-done = { $done } of { $all }

form-filters = Filters
form-tile = Tile size
form-members = Members
form-feature-length = Weight of photos
form-epochs = Epochs
form-batch-size = Batch size
form-learning-rate = Learning rate
form-decay = Decay per step
form-warm-up = Warm-up
form-weight-decay = Weight decay
form-level = Quantile
form-seed = Seed
form-crop = Crop by
form-brightness = Brightness by
form-colour = Colour by
form-test-share = Test share
form-split-seed = Split seed
form-validation-share = Validation share
form-patience = Patience
form-empty = { $field } is empty. Write { $kind ->
    [list] whole numbers with commas between them
    [whole] a whole number
   *[number] a number
}, such as { $example }.
form-unreadable = { $field } is “{ $text }”. Write { $kind ->
    [list] whole numbers with commas between them
    [whole] a whole number
    [smaller] a smaller number
   *[number] a number
}, such as { $example }.

form-fine-tune = Convolutions
form-frozen = frozen
form-fine-tuned = fine-tuned
form-encoding = Attributes
form-encoding-range = from 0 to 1
form-encoding-standard = standardised
form-encoding-crossed = standardised, and by zip code
form-target = It says
form-target-share = share of the highest price
form-target-log = logarithm of the price
form-loss = Loss
form-loss-quantile = quantile
form-schedule = Schedule
form-schedule-decay = decay
form-schedule-cosine = cosine
form-no = no
form-flip = Mirror photos
form-flip-yes = every second one
form-keep = Keep the model of
form-keep-last = the last epoch
form-keep-best = the best epoch
form-shade = Shade prices
form-shade-yes = for the least MAPE

form-cnn = Reference
form-cnn-note = The tutorial’s network, on the four photos as one picture.
form-single = One photo at a time
form-single-note = The tutorial’s first option: each photo with the house’s price.
form-branches = A branch a photo
form-branches-note = The tutorial’s second option: a network for each room, merged.
form-mlp = Attributes only
form-mlp-note = Part 1 of the series: no photos, but bedrooms, area, zip code.
form-mixed = Photos and attributes
form-mixed-note = Part 3 of the series: attributes and photos, joined.
form-tuned-photos = Tuned, photos only
form-tuned-photos-note = Ours: filters learned from the photos, members that check each other.
form-tuned-mixed = Tuned, all that is known
form-tuned-mixed-note = Ours: attributes and zip code first, photos beside them.
form-backbone = Backbone, ResNet-18
form-backbone-note = What a network learned from other photos: you bring its weights.

form-weights-choose = Choose the weights…
form-weights-label = Choose the weights of a ResNet-18
form-weights-none = A ResNet-18 in a .safetensors file, with the names of torchvision or timm. It stays on this computer.
form-weights-stands-on = It stands on { $file }.
form-weights-how = How to come by one
form-weights-python = In Python, with torch, torchvision and safetensors:

form-device = Device
form-device-auto = Automatic
form-device-auto-note = the faster one
form-device-cpu-note = always there
form-device-raced = Each ran the same few real steps before the run. A choice applies to the next run.
form-device-step = { $time } a step

config-tile = The tile size is { $pixels } pixels. Choose one from 4 to 256.
config-photos = There are { $photos } photos a house. Choose from 1 to { $most }.
config-too-deep = { $blocks } convolution blocks halve { $side } pixels { $blocks } times, and nothing is left. Use fewer filters or larger tiles.
config-filters = Each convolution block needs 1 to 512 filters, and there must be 1 to 6 blocks, as in 16, 32, 64.
config-too-large = The network would have { $parameters } parameters. Use smaller tiles or fewer filters: at most { $most }.
config-too-wide = A batch of { $batch } houses would be { $values } numbers between two layers. Use a smaller batch, smaller tiles or fewer filters.
config-epochs = The number of epochs is { $epochs }. Choose one from 1 to 100,000.
config-batch-size = The batch size is { $houses }. Choose one from 1 to 4,096.
config-learning-rate = The learning rate is { $rate }. Choose a number above 0, at most 10.
config-decay = The decay is { $decay }. Choose a number from 0 to 10.
config-test-share = The test share is { $share }. Choose a number between 0 and 1, such as 0.25.
config-fold = Fold { $number } of { $of } was asked for. There are at least 2 folds, and the first is 1.
config-weight-decay = The weight decay is { $decay }. Choose a number from 0 to 10.
config-feature-length = The length of features is { $length }. Choose a number above 0, at most 1,000.
config-warm-up = The learning rate would rise for { $epochs } epochs of { $all }. Let it rise for fewer epochs.
config-quantile = The quantile is { $level }. Choose a number between 0 and 1, such as 0.5.
config-augmentation = A photo would be changed by a share of { $share }. Choose a number from 0 to 0.5.
config-validation-share = The validation share is { $share }. Choose a number from 0, for none, to 0.9, such as 0.2.
config-too-small = The tile size is { $pixels } pixels, and this network looks at photos of { $least } pixels and more.
config-one-layer = This network has one layer of filters. Choose one number of filters, such as 20.
config-members = The number of members is { $members }. Choose 0, or 2 to 20 and no validation share; a network that sees one photo at a time, and a backbone that is fine-tuned, have no members.
config-nothing-held-back = Prices can be shaded only by houses that were held back. Choose a validation share, such as 0.2, or members.
config-chosen-by-test = The best epoch would be chosen on the test houses, and the error on them would flatter. Hold houses back for validation: choose a validation share, such as 0.2.

## Runs and series

train-blurb = Start with a recipe as it is. Change one thing at a time, and run more than one seed.
train-runs = Runs so far
train-runs-note = One seed proves nothing: compare several before you trust a change.
train-run = Run
train-changed = Changed
train-epochs = Epochs
train-test-error = Test error
train-state = State
train-not-yet = not yet

panel-run = Run { $number }
panel-start = Start run { $number }
panel-resume = Resume
panel-pause = Pause
panel-stop = Stop, keep the model
panel-stopping = Stopping
panel-not-started = Not started
panel-preparing = Preparing
panel-running = Running
panel-paused = Paused
panel-finished = Finished
panel-stopped = Stopped, model kept
panel-stopped-early = Stopped before it began
panel-failed = Failed
panel-best-epoch = epoch { $epoch }
panel-so-far = { $time } so far
panel-took = in { $time }
panel-epoch-before = Epoch
panel-of-epochs = of { $epochs } epochs
panel-epochs-done = Epochs done
panel-training-loss = Training loss
panel-validation-error = Validation error
panel-best = Best so far
panel-epoch-time = Time an epoch
panel-see-results = See the results

offer-label = A run that can go on
offer-replaced = A new run takes its place once its first epoch is done.
offer-go-on = Go on
offer-discard = Discard
offer-forget = Forget what this browser keeps

curve-title = Error by epoch
curve-note = Mean absolute percentage error. Below the dashed line, it knows more than one price for all.
curve-table = Training loss and validation error by epoch
curve-epoch = Epoch
curve-training-column = Training
curve-validation-column = Validation
curve-axis-name = Vertical axis
curve-log = Log
curve-linear = Linear
curve-smooth = Smooth
curve-clip = Clip spikes
curve-earlier = Earlier runs
curve-training = Training, run { $run }
curve-validation = Validation, { $count ->
    [one] run
   *[other] runs
} { $runs }
curve-summary = Error by epoch, { $axis ->
    [log] logarithmic
   *[linear] linear
} axis.
curve-summary-run = Run { $run }
curve-summary-epochs = Run { $run } after { $epochs } epochs: training { $training }, validation { $validation }.
curve-summary-lowest = The lowest was { $error } after epoch { $epoch }.
curve-summary-constant = The best single price scores { $error }.

repeat-title = Repeat it
repeat-title-series = Repeat it: series { $number }
repeat-start = Start series { $number }
repeat-cancel = Cancel, keep what is done
repeat-why = One run is one draw. Train the same settings several times, and read the mean with its interval.
repeat-reading = Reading photos
repeat-preparing = Preparing
repeat-running = Running
repeat-over-state = Finished
repeat-cancelled = Cancelled
repeat-over = Over
repeat-seeds = training seeds
repeat-splits = splits
repeat-folds = folds
repeat-folds-count = Folds
repeat-runs-count = Runs
repeat-too-many-folds = There are { $folds } folds and { $houses ->
    [one] { $houses } training house
   *[other] { $houses } training houses
}. Choose fewer folds than houses.
repeat-unreadable = The number of { $what ->
    [folds] folds
   *[runs] runs
} is “{ $text }”. Write a whole number from 2 to { $most }, such as { $example }.
repeat-plan-seeds = Seeds { $first } to { $last } on one split: how much is chance in training.
repeat-plan-splits = Split seeds { $first } to { $last }: how much hangs on which houses test. Training houses come again from split to split, and the interval allows for it.
repeat-plan-folds = The training houses in { $folds } parts, each priced by a network that has not seen it. The test houses have no part in it.
repeat-plan-one-gpu = One after the other on the GPU, where several would only take turns.
repeat-plan-one = One after the other.
repeat-plan-several = { $workers } at once, on the CPU.
repeat-plan-several-gpu = { $workers } at once, on the CPU: on one GPU several would only take turns. Choose the GPU under Device to have one after the other there.
repeat-run = { $over ->
    [seeds] Seed
    [splits] Split
   *[folds] Fold
} { $number }
repeat-left = { $time } left
repeat-reading-now = reading the photos in the tile size of the settings
repeat-preparing-now = handing the houses to the workers
repeat-scarce = Each worker holds all houses, so there are { $workers } at once and not one for each core. Smaller tiles leave room for more.
repeat-of-runs = of { $runs } runs
repeat-done = Series done
repeat-what = { $network }, { $runs } { $over ->
    [seeds] seeds
    [splits] splits
   *[folds] folds
}.
repeat-on-the-list = It is on the list, to be compared.
repeat-cross-validated = Cross-validated on the training houses
repeat-mean-error = Mean test error
repeat-spread = ± { $deviation } from run to run
repeat-interval = 95 % interval of the mean
repeat-needs-two = needs two runs
repeat-the-network = The network
repeat-ridge = ridge regression
repeat-constant = the best single price
repeat-table = Runs of the series
repeat-column-run = Run
repeat-column-error = Test error
repeat-column-r2 = R² log
repeat-column-ridge = Ridge
repeat-column-constant = Best single price

listed-name = { $kind ->
    [series] Series
   *[run] Run
} { $number }
listed-name-within = { $kind ->
    [series] series
   *[run] run
} { $number }
listed-faster-device = the faster device
listed-title = Runs and series
listed-caption = { $kept } Tick up to { $most } to compare them.
listed-compare-column = Compare
listed-run = Run
listed-network = Network, and what was changed
listed-data = Data and device
listed-error = Test error
listed-r2 = R² log
listed-epoch-time = An epoch
listed-do = Do
listed-compare = Compare { $run }
listed-delete-one = Delete { $run }
listed-delete = Delete
listed-deleted = { $run } is deleted.
listed-undo = Undo
listed-show-one = Show the results of run { $number }
listed-show = Show
listed-shown = Shown
listed-interval = 95 %, over { $over ->
    [houses] houses
    [seeds] seeds
    [splits] splits
   *[folds] folds
}
listed-stopped = stopped after epoch { $epoch }
listed-series = { $over ->
    [seeds] { $runs } seeds
    [splits] { $runs } splits
   *[folds] cross-validated on { $runs } folds
}
listed-series-some = { $over ->
    [seeds] { $done } of { $runs } seeds
    [splits] { $done } of { $runs } splits
   *[folds] cross-validated on { $done } of { $runs } folds
}

compare-none = none
compare-curves-title = Validation error by epoch
compare-curves-note = Of the runs that are compared; a series has no curve of its own.
compare-curves = Validation error by epoch, logarithmic axis. { $runs }.
compare-curve-end = { $run } after { $epochs } epochs: { $error }
compare-constant-line = Best single price, { $error }
compare-epoch = Epoch
compare-title = Side by side
compare-note = Of a series the means over its runs.
compare-figure = Figure
compare-figures = Figures
compare-guesses = Guesses without a photo, on the same test houses
compare-settings = Settings that differ
compare-data = Data
compare-device = Device
compare-left-out = Houses left out
compare-network = Network
compare-test-houses = Test houses
compare-mean-error = Mean test error
compare-interval-name = Its 95 % interval
compare-range = { $low } to { $high }
compare-interval = { $low } to { $high }, over { $over ->
    [houses] houses
    [seeds] seeds
    [splits] splits
   *[folds] folds
}
compare-deviation-name = Standard deviation
compare-deviation = { $deviation } { $what ->
    [houses] from house to house
   *[runs] from run to run
}
compare-r2 = R²
compare-r2-log = R² on log price, before shading
compare-absolute-error = Mean absolute error
compare-epochs = Epochs
compare-parameters = Parameters
compare-epoch-time = Time an epoch
compare-ridge = Ridge regression
compare-zip-code = Best price in each zip code
compare-constant = Best single price
compare-median = Always the median
compare-mean = Always the mean
compare-difference = { $first } is { $by } { $points ->
    [one] point
   *[other] points
} { $way ->
    [farther] farther off
   *[nearer] nearer
} than { $second } (95 % interval { $interval }): { $chance ->
    [yes] that may be chance
   *[no] more than chance
}.
compare-ends = { $way ->
    [farther] { $low } nearer to { $high } farther off
   *[nearer] { $low } farther off to { $high } nearer
}
compare-other-seeds = This is about other seeds, not about other houses: repeat over splits or folds to know about those.
compare-not-a-kind = { $first } and { $second } cannot be paired: one is a run, the other a series. Choose two of a kind.
compare-other-houses = { $first } and { $second } were tested on other houses ({ $why ->
    [data] they learned from “{ $a }” and “{ $b }”
    [splits] their split seeds are { $a } and { $b }
    [shares] their test shares are { $a } and { $b }
   *[left-out] other houses were left out
}), so they cannot be compared house by house. { $why ->
    [data] Train both on the same houses
   *[same-data] Repeat both over the same splits
} instead.
compare-by-house = On the same { $houses } houses { $difference } This is about other houses, not about other seeds: repeat both to know about those.
compare-by-run = On the same { $count } { $over ->
    [seeds] seeds
    [splits] splits
   *[folds] folds
}, pair by pair, { $difference }
compare-too-few = { $first } and { $second } cannot be paired: they have fewer than two runs with the same seed, split and test houses.

## Results

## Houses and why

## Predict

## Keeping

## Reports and exports

## Session and workers
