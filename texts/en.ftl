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

## Runs and series

## Results

## Houses and why

## Predict

predict-blurb = The photos of one home. The order matters, so each has its own place.
predict-zip-code = Zip code
predict-zip-code-unknown = another, or not known
predict-about = About the home
predict-about-how = This model looks at more than photos. What you leave empty counts as the mean of the houses that it learned from.
predict-montage = The photos tiled into one picture of { $width } by { $height } pixels
predict-montage-size = { $width } × { $height } pixels, the photos at { $tile } × { $tile } each.
predict-montage-reading = Reading the photos
predict-montage-to-come = The photos as one small picture
predict-montage-all = It sees no more than this.
predict-seen = What the network sees
predict-range-holds = holds the price of { $rate } of homes like these.
predict-range-tested = On run { $run }’s test houses it was { $covered }.
predict-range-middle = is where the middle half would fall, judging by run { $run }’s errors on { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}.
predict-off = On average it was { $off } off.
predict-line = The estimate { $price } on a logarithmic line of prices
predict-no-valuation = An illustration of a method, not a valuation.
predict-estimate = Estimate
predict-estimate-price = Estimate the price
predict-why = Why this price
predict-no-model = There is no model yet.
predict-not-saved = The browser did not let the model be saved. Allow downloads for this page and try again.
predict-keep = Keep this model
predict-keep-how = One file holds the weights and all that is needed to predict again.
predict-save = Save the model
predict-save-onnx = Save as ONNX
predict-elsewhere = ONNX files run in other programs. To Keras and PyTorch, and back, this script takes models:
predict-load = Load a model…
predict-load-file = Load a model from a file
predict-load-how = It takes the place of the model here; the runs stay.

photos-yours = Your photos
photos-clear = Clear all
photos-several = Several at once go by the room in their names, as in { $example }, or else in this order. Drag a photo to another place to change rooms, or paste one from the clipboard.
photos-room = It shows the
photos-drop = Drop the { $room } photo or choose it
photos-broken = This file cannot be shown as a picture
photos-alt = { $room } photo
photos-replace = Replace
photos-choose = Choose…
photos-choose-one = Choose the { $room } photo
photos-camera = Camera
photos-take-one = Take the { $room } photo with the camera

homes-no-photos = There are no photos among these files. Choose a folder with photos of homes.
homes-too-many = These are { $homes } homes, and at most { $most } are priced at once. Choose fewer.
homes-without-photos = This network looks at no photos: homes on a list would all have one price. Train one that does.
homes-no-model = There is no model yet. Train one, or load one from a file.
homes-on-list = { $homes ->
    [one] { $homes } home on the list.
   *[other] { $homes } homes on the list.
}
homes-priced = { $priced } of { $homes ->
    [one] { $homes } home
   *[other] { $homes } homes
} priced.
homes-no-attributes = This model is told attributes too; of these homes none are known, so they count as the mean of its training houses.
homes-table = Homes and their prices
homes-home = Home
homes-price = Price
homes-range = Range
homes-note = Note
homes-look = Look
homes-look-at = Look at { $home }
homes-more = Show { $homes } more
homes-save = Save as CSV
homes-again = Price them again
homes-clear = Clear the list
homes-many = Many homes
homes-many-how = A folder with the photos of several homes, without prices: in a folder each, or named by home and room, as in 12_kitchen.jpg. Drop it here, or choose it.
homes-choose = Choose a folder…
homes-choose-folder = Choose a folder with photos of several homes
homes-waiting = in line
homes-asked = being priced
homes-not-priced = not priced yet
homes-guess = Unlike the training houses: a guess.
homes-missing = No photo of the { $rooms }.

## Keeping

keeping-other-tab = Another tab of this page is open and keeps its runs. Runs in this tab are not saved until that tab is closed.
keeping-taken-over = The other tab was closed: runs in this tab are saved from the next epoch on.
keeping-replaced = The other tab's run was cut short, and the run of this tab takes its place.
keeping-room-again = The browser saves again: a reload goes on from the last epoch.
keeping-full = The browser has no room left for this page, so the run is not saved: a reload would lose it. It goes on meanwhile. Free some disk space, and saving is tried again.
keeping-denied = This browser does not let the page keep anything, so the run is not saved: a reload would lose it. It goes on meanwhile. Allow the page to store data, or leave the private window, and load the page again.
keeping-failed = The browser could not save the run: a reload would lose it. It goes on meanwhile, and saving is tried again.
keeping-other-version = What this browser kept is of another version of this page, which this one cannot go on with. It stays until this page saves something, or until you have it forgotten.
keeping-damaged = What this browser kept is damaged and cannot be used. Have it forgotten, and start again.
keeping-list-other-version = Some of the runs that this browser kept for the list are of another version of this page, and cannot be shown. They stay until you have them forgotten.
keeping-list-damaged = Some of the runs that this browser kept for the list are damaged and cannot be shown. The others are there. Have all forgotten to be rid of them.
keeping-not-read = The saved run could not be read from this browser. Load the page again, or discard it.

saved-run = Run { $run } on “{ $data }” stopped after epoch { $epoch } of { $epochs }, saved { $ago }.
saved-just-now = less than a minute ago
saved-minutes-ago = { $minutes ->
    [one] { $minutes } minute ago
   *[other] { $minutes } minutes ago
}
saved-hours-ago = { $hours ->
    [one] { $hours } hour ago
   *[other] { $hours } hours ago
}
saved-days-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}

recovery-not-started = The compute worker could not be started. Check the connection, then load the page again.
recovery-idle = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] broke down
} and was started again. The houses and the model are still there.
recovery-idle-over = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] broke down
} { $times } times. It will be started again when you next train or predict.
recovery-no-model = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] broke down
} before the first epoch was done, so the stopped run leaves no model.
recovery-run-over = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] broke down
} again and again, so the run has ended. Try smaller tiles, fewer filters or a smaller batch.
recovery-goes-on = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] broke down
} and was started again. Training { $device ->
    [cpu] goes on on the CPU
   *[same] goes on
} after epoch { $epoch }.
recovery-begins-again = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] broke down
} and was started again. Training { $device ->
    [cpu] begins again on the CPU
   *[same] begins again
}.

photo-reader-not-started = The photo reader could not be started. Check the connection, then load the page again.
photo-reader-ended = The photo reader broke down or ran out of memory. Try again with smaller files.
photo-reader-not-compared = The photos could not be compared with one another, so copies and outliers are not marked. The houses are all there. To have them compared, load the folder again.
photo-reader-no-room = The browser has no room for the houses' pictures. Close other tabs, or choose fewer houses.
team-no-room = The houses do not fit beside what this tab holds. Choose smaller tiles or fewer houses.
team-died = Its worker broke down or ran out of memory, twice. Try smaller tiles, fewer filters or a smaller batch.
team-no-pictures = The browser lost the houses' pictures. Load the houses again.
team-not-a-number = After epoch { $epoch } its loss was no longer a number, so it is not counted. Try a lower learning rate.

keeping-forgotten = This browser keeps nothing of this page now.
keeping-discarded = The run is discarded.
shelf-heading = Kept by hand
shelf-how = A session is all of the list, the model and the settings, and none of the photos: to go back to, or to take to another browser.
shelf-keep = Keep this session
shelf-keep-model = Keep this model
shelf-save = Save the session as a file
shelf-open = Open a session…
shelf-open-file = Open a session or a run from a file
shelf-nothing = There is no run and no model yet.
shelf-denied = This browser lets the page keep nothing: save a file.
shelf-session-name = Session { $n }
shelf-content = { $runs ->
    [0] settings{ $model ->
        [model] {" and model"}
       *[none] {""}
    }
    [one] { $runs } run or series{ $model ->
        [model] , model and settings
       *[none] {" and settings"}
    }
   *[other] { $runs } runs and series{ $model ->
        [model] , model and settings
       *[none] {" and settings"}
    }
}
shelf-model = model
shelf-name = Name
shelf-what = What it is
shelf-when = Kept
shelf-size = Size
shelf-do = Do
shelf-open-one = Open
shelf-save-one = Save
shelf-delete = Delete
shelf-open-named = Open { $name }
shelf-save-named = Save { $name } as a file
shelf-delete-named = Delete { $name }
shelf-deleted = { $name } is deleted.
shelf-undo = Undo
shelf-damaged = “{ $name }” is no session, or is damaged. Choose a .facade file that was saved here.
shelf-other-version = “{ $name }” was saved by another version of this page, which alone can read it.
shelf-opened = “{ $name }” is open: { $added ->
    [0] its runs were in the list already
    [one] { $added } run or series came to the list
   *[other] { $added } runs and series came to the list
}{ $model ->
    [model] , and its model takes the place of the one here
   *[none] {""}
}.
rename = Rename
rename-named = Rename { $name }
rename-label = New name
list-save = Save
list-save-named = Save { $name } as a file

## Reports and exports

report-title = { $run } on { $data }
report-of-run = Facade, report of a run
report-when = { $date }, on { $device }
report-mean-error = Mean error over { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}, ± { $spread } from house to house.
report-figures = Figures
report-figure = Figure
report-guesses = What guessing would score
report-guesses-error = Mean error on the same test houses
report-curve = Error by epoch
report-curve-how = Validation, in percent, logarithmic; the dashed line is the best single price.
report-scatter = Predicted against actual
report-scatter-near = { $near } of { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
} within a factor of two (the tinted band).
report-spread = How the errors spread
report-by-zip-code = Error by zip code
report-zip-code = Zip code
report-by-price = Error by actual price
report-actual-price = Actual price
report-houses = Houses
report-bias = Bias
report-group-error = Mean error
report-beside = Test beside training
report-test = Test
report-training = Training
report-prices = The houses’ prices
report-prices-half = { $houses ->
    [one] { $houses } house; half of them cost less than { $median }.
   *[other] { $houses } houses; half of them cost less than { $median }.
}
report-left-out = What was left out of the data
report-reason = Reason
report-trained = How it was trained
report-setting = Setting
report-test-houses = Test houses
report-house = House
report-actual = Actual
report-predicted = Predicted
report-off = Off by
report-error = Error
report-whole = On the whole { $bias }.
report-made-by = Made by Facade { $version }.

findings-prices = How prices spread
findings-prices-drawn = How prices spread, on a logarithmic scale, from { $lowest } to { $highest }; the median is { $median }.
findings-prices-table = Houses by price
findings-price = Price
findings-houses = Houses
findings-half = Half of the houses cost less than { $median }
findings-take-in = Take { $house } in again
findings-leave-out = Leave { $house } out
findings-leak = The split parts houses with this photo: the test is easier than it looks.
findings-found = { $things ->
    [0] Nothing stands out.
    [one] { $things } thing to look at. None is left out by itself.
   *[other] { $things } things to look at. None is left out by itself.
}
findings-leaks = { $photos ->
    [one] { $photos } shared photo is on both sides of the split.
   *[other] { $photos } shared photos are on both sides of the split.
}
findings-heading = What to look at
findings-table = Findings
findings-finding = Finding
findings-to-do = What to do
findings-more = Show { $more } more
findings-save = Save the report as CSV
findings-house-out = House { $house } is left out of the next run.
findings-houses-out = Houses { $houses } are left out of the next run.
findings-many-out = { $count } houses are left out of the next run.
findings-all-in = Take all in again

## Session and workers
