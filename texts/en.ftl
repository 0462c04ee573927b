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
how-it-goes = Choose a folder of house photos with prices. A small neural network learns from them on your own device. The page shows how far off its prices are, and then estimates the price of a home that the network has never seen. The photos never leave this tab.
how-it-writes = Language and units
language-choice = Language
currency-choice = Currency
area-choice = Area unit
nothing-converted = Currency and area unit only label the numbers; nothing is converted.
room-bathroom = bathroom
room-bedroom = bedroom
room-front = front
room-kitchen = kitchen
room-photo = photo { $number }
step-reading = Reading the photos:
step-see-progress = See the progress
step-table = Price list found:
step-name-columns = Check its columns
step-series-over = Series { $series } has ended:
step-compare = Compare the results
step-priced = The home has a price:
step-next-home = Price another home
step-few-tests = Only { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}:
step-cross-validate = Test on more houses (cross-validation)
step-no-better = No better than the baselines:
step-improve = Find a better network
step-check-data = Check the data
step-open-last = The photos must be loaded again:
step-over = The run has ended:
step-see-results = See the results
step-model-ready = The model is ready:
step-price-home = Price a home
step-start-here = Start here:
step-choose-folder = Choose a folder…
step-photos-read = The photos are ready:
step-estimate = Estimate the price
step-while = Run { $run } is training:
step-comparing = Network { $at } of { $all } is training:
step-paused = Run { $run } is paused:
step-resume = Resume run { $run }
step-read-results = Results of run { $run }
step-watch = See the progress
step-cut-short = The run was interrupted:
step-go-on = Resume run { $run }
step-one-missing = One photo is missing:
step-choose-photo = Choose the { $room } photo
step-houses-ready = The houses are ready:
step-start = Start run { $run }
step-select = Find the best network
why-locked-houses = Locked while run { $run } is in progress. Stop it to choose other houses.
why-table = Columns are being assigned. Cancel to choose other houses.
why-photos-read = Photos are being read. Cancel to choose others.
why-locked-settings = Locked while run { $run } is in progress. Stop it to change the settings.
why-one-at-a-time = Run { $next } can start when run { $now } has finished or is stopped.
why-still-reading = The houses are still being read.
why-no-houses = No houses are loaded yet. Choose a folder or use the sample houses.
why-other-tile = The houses restored from your last visit have photos of { $kept } pixels, but the tile size is set to { $wanted }. Change the tile size, or load the folder or the sample again.
why-pretrained-missing = This page was built without the pretrained network. Build it with ./run build, or choose another network.
why-pretrained-loading = The pretrained network is still loading.
why-pretrained-failed = The pretrained network could not be loaded, or its file is damaged. Check the connection and reload the page, or choose another network.
why-pretrained-no-files = The houses restored from your last visit have no features of their photos. Load the folder or the sample again.
why-no-gpu = { $why } Choose CPU or Automatic.
why-not-started = The compute worker has not started yet.
why-backbone-read = The backbone’s file is being read.
why-backbone = This network needs the weights of { $network }: under Network, choose { $choose ->
    [file] the weights file
   *[both] the architecture and the weights file
}.
why-series = Series { $series } is in progress. Cancel it to start another.
why-run = Run { $run } is in progress. Start the series when it has finished or is stopped.
why-columns = First assign the columns under Data, or cancel.
why-other-tab = Another tab of this page is using the saved data. Clear it there, or close that tab.
why-saving-series = Series { $series } is in progress and being saved. Cancel it first.
why-saving = Run { $run } is in progress and being saved. Stop it first.
why-list-other-tab = Another tab of this page is using the list. Delete runs there, or close that tab.
why-no-run = No run is in progress.
why-stopping = Stopping after the current steps.
why-pausing = Pausing after the current steps.
why-going-on = Resuming.
why-not-begun = The run has not started yet.
why-not-paused = The run is not paused.
why-paused = The run is already paused.
why-no-model = There is no model yet. Train one, or load one from a file.
why-reading = The photos are being read.
why-unreadable = A photo could not be read. Replace it.
why-loading = A model is being loaded.
why-at-work = The network is computing.
why-photo-missing = The { $room } photo is missing. This network needs all photos of a home; a pretrained network needs only one.
why-choose-photos = Choose the { $count } photos of a home first.
why-choose-photo = Choose at least one photo of a home first.
why-photos-missing = The { $rooms } photos are missing. This network needs all photos of a home; a pretrained network needs only one.
why-it = this field
why-no-number = The value of { $name } is not a number. Enter a number, or leave the field empty.
why-left-out = The model does not use { $names }: no training house has a value, or all have the same value.
why-locked-model = Locked while run { $run } is in progress: its model would replace the loaded one.
run-setting-up = Setting up the device
run-looking-at-photos = The pretrained network looks at the photos
run-reading-again = Reading the photos again, at { $pixels } pixels
run-going-on = Resuming after the last complete epoch
run-preparing = preparing
run-running = running
run-paused = paused
run-finished = finished
run-stopped = stopped
run-failed = failed
run-software-gpu = Software GPU
words-nothing-computing = Nothing is computing
words-left = { $time } left
words-step = step { $done } of { $all }
words-first-epoch = first epoch
words-outcome = Run { $run } { $how ->
    [stopped] was stopped
   *[finished] has finished
}: test error { $error } on { $houses } houses, after { $epochs ->
    [one] { $epochs } epoch
   *[other] { $epochs } epochs
} in { $time }.
words-reading-photos-of = Reading photos of { $name }.
words-run-said = { $state ->
    [preparing] Run { $run } is being prepared
    [running] Run { $run } is training
    [paused] Run { $run } is paused
    [finished] Run { $run } has finished
    [stopped] Run { $run } was stopped
   *[failed] Run { $run } failed
}.
words-run = { $state ->
    [preparing] Run { $run } is being prepared
    [running] Run { $run } is training
    [paused] Run { $run } is paused
    [finished] Run { $run } has finished
    [stopped] Run { $run } was stopped
   *[failed] Run { $run } failed
}
words-network = { $state ->
    [preparing] Network { $at } of { $all } is being prepared
    [running] Network { $at } of { $all } is training
   *[paused] Network { $at } of { $all } is paused
}
words-series = { $state ->
    [preparing] Series { $series } is being prepared
    [running] Series { $series } is training
    [over] Series { $series } has finished
   *[cancelled] Series { $series } was cancelled
}
words-loaded = { $houses ->
    [one] { $houses } house is loaded
   *[other] { $houses } houses are loaded
}.
words-reading = Reading photos
words-kept-data = Restored from your last visit
words-loaded-in = Loaded in { $time }
words-is-loaded = Loaded
words-no-houses = No houses yet
words-can-go-on = Run { $run } can be resumed
words-no-run = No run yet
words-of-list = Run { $run } from the list
words-no-results = No results yet
words-results = Run { $run }, seed { $seed }, { $epochs ->
    [one] { $epochs } epoch
   *[other] { $epochs } epochs
}, { $time }
words-other-houses = Run { $run }, on other houses
words-no-model = No model yet
words-model-of-run = Model of run { $run }, ready
words-model-kept = Model from your last visit, ready
words-model-from = Model from { $file }, ready
words-keeps-run = run { $run } after epoch { $epoch }
words-keeps-houses = the houses
words-keeps-listed = { $runs ->
    [one] { $runs } run or series in the list
   *[other] { $runs } runs and series in the list
}
words-keeps-shelf = { $items ->
    [one] { $items } item saved by you
   *[other] { $items } items saved by you
}
words-keeps-model = the last model
words-keeps-folder = the last folder
words-keeps-unusable = Some data saved in this browser cannot be used.
words-lasting = The browser keeps this data until you delete it.
words-not-lasting = The browser may delete this data when disk space runs low. Save important data as a file.
words-keeps = Saved in this browser for your next visit, and never sent anywhere: { $things }.
words-list-denied = This browser does not let the page save data, so the list is lost when you close the page.
words-list-silent = The browser’s storage does not respond, so the list may be lost when you close the page.
words-list-other-tab = Another tab of this page is using the list: runs of this tab are not saved until you close that tab.
words-list-kept = The newest { $most } are saved in this browser, and never sent anywhere.
words-list-unsaved = Part of the list is not saved in this browser: save the session as a file before you close the tab.
words-not-saved-tab = Not saved: another tab of this page is open, and only one tab can save.
words-not-saved = Not saved: this browser does not let the page save data.
words-not-saved-silent = Not saved: the browser’s storage does not respond.
words-saved = Saved in this browser after epoch { $epoch }.
words-newer-interrupts = Updating interrupts run { $run }, which can be resumed from its last saved epoch.
words-newer-ends-run = Updating ends run { $run }, which is not saved yet.
words-newer-ends-series = Updating ends series { $series }.
words-newer-kept = The new version can read the data saved in this browser: { $things }.
words-newer-untold = The new version does not state whether it can read the data saved in this browser. Save the session as a file first: it contains the runs in the list, the model and the settings, but not the houses.
words-newer-unread = The new version cannot read this saved data: { $things }. A session file would not transfer it either. Before you update, finish open runs, and save the models and reports that you need.
words-newer-not-kept = Some data in this tab is not saved in this browser and is lost when you update. Save the session as a file first: it contains the runs in the list, the model and the settings, but not the houses.
words-newer = A new version of Facade is available.
words-device-later = not chosen yet
words-device-loading = loading
header-places = Sections
header-running = , running, { $percent } percent:
header-done = done:
header-read = { $percent } % read
header-no-houses = no houses yet
header-zip-codes = { $codes ->
    [one] { $codes } zip code
   *[other] { $codes } zip codes
}
header-epoch = { $run }, epoch { $epoch } of { $epochs }
header-network = network { $at } of { $all }
header-series-done = { $done } of { $runs } done
header-series = series { $series }
header-no-run = { $listed ->
    [0] no run yet
   *[other] none, { $listed } listed
}
header-status = Status
header-device = Device
place-data = Data
header-run = Run
header-theme = Theme
header-system = System
header-light = Light
header-dark = Dark
title-data = { $name }, { $kept } of { $all } houses
title-none = none yet
title-view = { $run }: { $filters ->
    [none] { "" }
   *[other] filters { $filters };{ " " }
}{ $epochs } epochs; batch { $batch }; rate { $rate }
title-seeds = run { $seed }, split { $split }
title-run = Run shown
title-seed = Seeds
title-sent = Sent from this tab
title-nothing = nothing
place-train = Train
place-results = Results
place-predict = Predict
page-no-workers = The background workers could not be started. Reload the page, or use a current browser.
page-too-large = { $file } is { $size }, which is too large for a model or a backbone. Choose another file.
page-unreadable = { $file } could not be read. Choose it again.
page-not-saved = The browser blocked the download. Allow downloads for this page and try again.
notice-error = Error:
notice-warning = Warning:
notice-dismiss = Dismiss
parts-more = Show the next { $rows } ({ $left } left)
gallery-sub = { $rooms } in one image of { $width } × { $height } pixels. { $shown } of { $all } houses.
gallery-skip = Skip the images
gallery-title = The houses and their photos
gallery-search = House or zip code
gallery-order = Order
gallery-by-table = Original order
gallery-cheapest = Lowest price first
gallery-dearest = Highest price first
gallery-by-error = Largest error first
gallery-filter = Show
gallery-all = All houses
gallery-test = Test houses
gallery-training = Training houses
gallery-excluded = Excluded houses
gallery-nothing = No house fits this search.
house-enlarge = { $house }: enlarge
gallery-more = Show { $houses } more
newer-load = Update now
newer-save = Save session
newer-not-now = Not now
currency-usd = US dollar
currency-eur = Euro
currency-gbp = Pound sterling
currency-chf = Swiss franc
currency-aud = Australian dollar
currency-cad = Canadian dollar
currency-nzd = New Zealand dollar
currency-sgd = Singapore dollar
currency-brl = Brazilian real
currency-inr = Indian rupee
currency-cny = Chinese yuan
currency-jpy = Japanese yen
currency-sek = Swedish krona
currency-pln = Polish zloty
currency-czk = Czech koruna
currency-none = No currency

## Loading houses

load-blurb = Choose a price list and photos of each house. The page reads and cleans them.
load-what-then = What happens next
load-then-read = The price list is read. Houses in zip codes with too few houses to learn from are excluded.
load-then-pictures = The photos of each house are combined into one small image, the montage. Pretrained networks see the photos themselves.
load-then-run = You train a network and see how far off its prices are.
load-then-price = You estimate the price of your own home from its photos.
load-zone = Choose data
load-drop-here = Drop a folder of houses here
load-replaced = “{ $name }” ({ $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}) was replaced by other houses.
load-drop-another = Drop another folder here
load-choose-houses = Choose a folder of houses
load-choose-others = Choose another folder
load-files = Files of houses
load-folder = Folder of houses
load-what-is-needed = A price list (CSV, Excel or `HousesInfo.txt`) and one to nine photos of each house, such as `12_bedroom.jpg` and `12_kitchen.jpg`. Without a price list, you can type the prices. A .zip file of such a folder works too.
load-choose-folder = Choose a folder…
load-choose-files = Choose files or a .zip…
load-use-sample = Use the sample
load-open-again = Open “{ $folder }” again
load-sample-is-drawn = The page draws the sample houses itself: a quick way to see how everything works.
load-sample-name = Sample houses
load-your-files = your files
load-reading = Reading { $name }
load-features = Computing the features of the photos of { $name }
load-looking = Looking for the price list
load-photos-done = { $done } of { $total } photos
load-time-left = { $time } left
load-photos-read = Photos read
load-cancel = Cancel
load-cancel-keeps = If you cancel, your houses and runs stay as they are.
load-picked-refused = The folder could not be opened: the browser does not allow it. Choose it again, and allow the page to read it.
load-last-refused = “{ $folder }” could not be opened: the browser does not allow it. Choose it again, and allow the page to read it.
load-folder-gone = “{ $folder }” was not found; it may have been moved or deleted. Choose the folder where it is now.
load-folder-unreadable = “{ $folder }” could not be read. Check that you are allowed to open it, and choose it again.
load-one-of = One of { $photos }
load-reader-broke-down = The photo reader crashed or ran out of memory. Save the photo again, or make it smaller.
load-model-in-use = The model from { $file } is in use. It was trained on “{ $data }”.{ $from ->
    [file] {" "}It is not saved, so you must load it again on your next visit.
   *[visit] {""}
}
load-model-not-loaded = { $file } was not loaded because the compute worker crashed. Load the file again.
load-home-not-asked = The compute worker crashed before this home was estimated. Estimate the list again.
load-going-on = Resuming from the last checkpoint
map-question = What do the columns of { $file } mean?
map-table = The table
map-fixed = It is the tutorial’s table: the meaning of its columns is fixed.
map-rows = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}; the first ones are shown.
map-read = Load houses
map-meaning-of = Meaning of { $column }
map-price-list = Price list
map-per-zip-code = Minimum per zip code
map-zero-keeps-all = 0 keeps all
map-rare-left-out = { $left ->
    [0] No house is excluded.
    [one] { $left } of { $all } houses is excluded: its zip code has fewer houses.
   *[other] { $left } of { $all } houses are excluded: their zip codes have fewer houses.
}
map-nothing = Not used
map-price = Price
map-number = House ID
map-zip-code = Zip code or area
map-date = Date of sale or listing
map-attribute = Attribute
map-photo = Photo file
map-no-price = No price column is chosen. Choose the column that has the prices.
map-too-many-photos = { $columns } columns are photos, but a house can have at most { $most }. Choose fewer.
map-room = Room of the photo
map-choose-pairing = It is not clear which photos belong to which prices. Look at the examples, and choose the option that is right.
map-pairing = Photos and houses
map-pairing-several = Several matches are possible. Choose the one whose examples are right.
map-pairing-guess = This is a guess. Choose it if the examples are right, or change the columns.
map-pairing-houses = { $with } of { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
} have photos.
map-pairing-used = { $photos ->
    [one] { $photos } photo is used.
   *[other] { $photos } photos are used.
}
map-pairing-some-used = Of their { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}, { $used } are used, at most { $most } per house.
map-pairing-left = { $photos ->
    [one] { $photos } photo belongs to no house.
   *[other] { $photos } photos belong to no house.
}
map-pairing-copies = { $photos ->
    [one] { $photos } photo is a copy of another photo, judging by its name or folder, and is not used.
   *[other] { $photos } photos are copies of other photos, judging by their names or folders, and are not used.
}
map-pairing-ambiguous = { $photos ->
    [one] { $photos } photo matches several houses, and is not used.
   *[other] { $photos } photos match several houses, and are not used.
}
map-pairing-missing = { $names ->
    [one] { $names } file named in the table was not found.
   *[other] { $names } files named in the table were not found.
}
map-pairing-waits = Matching photos to rows…
map-photos-per-house = Photos per house
map-photos-houses = { $photos }: { $houses ->
    [one] in { $houses } house
   *[other] in { $houses } houses
}
map-keep-incomplete = Keep { $houses ->
    [one] the house with fewer photos
   *[other] the { $houses } houses with fewer photos
}. Networks that need every photo do not use such houses; in the other networks, a missing photo counts as the average of the training houses.
map-price-doubt = The column “{ $other }” could be the price as well. “{ $price }” is used.
map-broken-rows = { $rows ->
    [one] One row is left out:
   *[other] { $rows } rows are left out. The first:
} { $problem }
map-odd-prices = These prices are far from all others: { $prices }. Check whether they are in another unit or stand for a missing price.
map-way-files = { $count ->
    [one] The column { $columns } names the photos
   *[other] The columns { $columns } name the photos
}
map-way-id = The names of the photos contain the { $column }
map-way-folder = Each house has a folder named after its { $column }
map-way-row = The names of the photos contain the row number, counted from { $first }
map-way-example = { $way }: house { $house } has { $photo }
map-other-tables = Other prices for the same houses are in { $tables }.
map-way-none = No photo matches a row
map-way-row-folder = Each house has a folder named after its row number, counted from { $first }
map-example = House { $house }
map-example-photo = { $room } of house { $house }
map-no-thumbnail = Cannot be read
map-reading = How the table was read
map-header-line = Header line
map-header-none = 0: no header
map-encoding = Encoding
map-sheet = Sheet
map-other-sheets = Other sheets also have prices: { $sheets }. Check that this is the right sheet.
map-photo-list = { $file } lists the photos of each house: its column { $key } matches the house’s { $id }.
map-skipped-line = Line { $line }: { $why }
map-left-out = Columns that are not used: { $columns }.

## Data report

data-left-out = unused
data-in-order = none
data-left-out-zip-codes = unused, { $zip-codes ->
    [one] { $zip-codes } zip code
   *[other] { $zip-codes } zip codes
}
data-kept-zip-codes = kept, { $zip-codes ->
    [one] { $zip-codes } zip code
   *[other] { $zip-codes } zip codes
}
data-to-learn-from = training set
data-to-test-on = test set
data-in-price-list = houses in the price list
data-split-drawn = The split is random with seed { $seed }: a share of { $share } is the test set, which is never trained on.
data-split-date = The split is by date: the latest houses, a share of { $share }, are the test set, which is never trained on.
data-split-area = The split is random with seed { $seed }, but keeps each zip code together: a share of { $share } of the zip codes is the test set, which is never trained on.
data-split-copies = The split is random with seed { $seed }, but keeps houses that share photos together: a share of { $share } is the test set, which is never trained on.
data-split-by-hand = { $houses ->
    [one] { $houses } house is
   *[other] { $houses } houses are
} excluded manually; the split of the others stays the same.
data-from-folder-to-split = Dataset
data-name-and-photos = { $name }, { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}
data-before-after = Before and after cleaning
data-figure = Statistic
data-in-the-folder = In the folder
data-kept = Kept
data-houses = Houses
data-zip-codes = Zip codes
data-photos = Photos
data-mean-price = Average price
data-price-deviation = Standard deviation
data-median-price = Median price
data-what-and-why = Excluded houses
data-reason = Reason
data-then = Result
data-show-left-out = { $reason }: show { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}
data-by-zip-code = Houses by zip code
data-one-gable = Each roof is one house
data-gable-for = Each roof is { $houses } houses
data-zip-code = Zip code
data-drawn = Chart
data-median = Median
data-prices = Prices
data-rare-zip-code = { $houses ->
    [one] No other house is in zip code { $zip-code }.
   *[other] Only { $houses } houses are in zip code { $zip-code }.
}
data-no-photo = There is no { $room } photo.
data-no-photos = No photo in the folder belongs to it.
data-no-photo-file = There is no { $room } photo: the file “{ $file }” that the price list names was not found.
data-unreadable-photo = { $file } cannot be read: { $problem }
data-other-reason = It was excluded for a reason that only a newer version of Facade can show.
data-by-hand = Excluded manually.
data-same-photo = House { $house }: { $a } and { $b } are the same photo, so one of the two is wrong.
data-shared = Houses { $a } and { $b } share { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}, { $how ->
    [identical] identical byte for byte
   *[similar] visually similar
}: { $rooms }.
data-other-room = House { $house }: the { $room } photo may show another room: { $looks-like }. Check it: such hints can be wrong.
data-tiny-photo = House { $house }: the { $room } photo has only { $width } × { $height } pixels. A larger one shows more of the house.
data-dark-photo = House { $house }: the { $room } photo is dark. A brighter one shows more of the house.
data-blurred-photo = House { $house }: the { $room } photo is blurred. A sharper one shows more of the house.
data-many-poor-photos = { $photos } of { $of ->
    [one] { $of } photo
   *[other] { $of } photos
} are dark, blurred or smaller than 224 pixels. They are too many to list. Brighter, sharper and larger photos may give more accurate prices.
data-many-alike = { $photos } of { $of ->
    [one] { $of } photo
   *[other] { $of } photos
} look like another one. They may be drawings or a repeated placeholder, so visually similar copies are not listed.
data-unlikely-price = House { $house }: check the price { $price }. Networks that were not trained on it expect about { $expected }.
data-outlying-price = House { $house }: { $price } is { $times } the median of { $among ->
    [all] all houses
   *[zip-code] zip code { $zip-code }
}.

## Prices that are typed, where there is no price list

step-prices = No price list:
step-type-prices = Type the prices
why-prices = Prices are being typed. Cancel to choose other houses.
why-prices-first = First type the prices under Data, or cancel.
prices-title = Type the prices
prices-how = Or type the price of each house here. A house without a price is not used.
prices-enter = Press Enter to go to the next house without a price.
prices-guessed = The names of the photos contain prices. Check some of them before you load the houses.
prices-house = House { $house }, { $number } of { $houses }
prices-label = Price of house { $house }
prices-previous = Previous house
prices-next = Next house
prices-next-unpriced = Next without a price
prices-done = { $priced } of { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
} have a price.
prices-save = Save as CSV
prices-file = prices
prices-no-number = The price of house { $house } is not a number.
prices-wrong = { $houses ->
    [one] { $houses } price is not a number. Correct or delete it.
   *[other] { $houses } prices are not numbers. Correct or delete them.
}
prices-few-found = To type the prices here, choose a folder with photos of at least { $houses } houses.
prices-too-few = At least { $houses } houses need a price.

## Errors of datasets and pictures

dataset-empty-folder = The folder is empty. Choose the folder that holds the price list (HousesInfo.txt, a CSV file or a spreadsheet) and the photos.
dataset-no-table = There is no price list in { $place ->
    [folder] “{ $folder }”
   *[files] the files you chose
}: no HousesInfo.txt, no CSV file and no spreadsheet. Choose the folder that holds the price list and the photos.
dataset-other-spreadsheet = { $kind ->
    [shortcut] { $file } is only a shortcut to Google Sheets. Open it, download it as an Excel or CSV file into the same folder, and choose the folder again.
   *[numbers] { $file } is an Apple Numbers document, which Facade cannot read. Open it, export it as an Excel or CSV file into the same folder, and choose the folder again.
}
dataset-not-text = { $kind ->
    [zip] { $file } is a spreadsheet or another zip archive despite its name.
    [excel] { $file } is an Excel spreadsheet despite its name.
    [jpeg] { $file } is a JPEG image despite its name.
    [png] { $file } is a PNG image despite its name.
    [gif] { $file } is a GIF image despite its name.
    [tiff] { $file } is a TIFF image despite its name.
    [pdf] { $file } is a PDF despite its name.
    [rtf] { $file } is a Rich Text document despite its name.
    [gzip] { $file } is compressed with gzip despite its name.
    [parquet] { $file } is a Parquet file despite its name.
    [database] { $file } is a database despite its name.
    [web-page] { $file } is a web page despite its name.
    [git-lfs] { $file } is only a pointer to a file that Git LFS stores elsewhere.
    [utf-32] { $file } is encoded as UTF-32, which Facade cannot read.
    [unmarked-utf-16] { $file } has a zero byte at every other position (perhaps UTF-16 without a byte order mark).
    [cut-utf-16] { $file } is damaged: it is marked as UTF-16 and ends within a character.
    [half-utf-16] { $file } is damaged: it is marked as UTF-16 and contains half a character.
    [cut-utf-8] { $file } is not valid UTF-8: byte { $byte } in line { $line } starts a character that the file does not complete.
    [not-utf-8] { $file } is not valid UTF-8: byte { $byte } in line { $line } is invalid. The file may be Windows-1252 or Latin-1.
   *[zero-byte] { $file } is not text: there is a zero byte in line { $line }.
}
dataset-save-as-text = { $what ->
    [list] Save the list as plain text in UTF-8 and choose the folder again.
   *[table] Save the table as “CSV UTF-8” and choose the folder again.
}
dataset-many-files = “{ $name }” contains more than { $most } files. Choose the folder that holds the price list and the photos.
dataset-table-too-large = { $of ->
    [bytes] { $file } is { $found } bytes long, but at most { $most } can be read. Remove what is not needed.
    [columns] { $file } has { $found } columns, but at most { $most } can be read. Keep the price, the zip code and what describes the house.
    [rows] { $file } has more than { $most } rows, which is the limit. Split it, or remove what is not needed.
   *[fields] { $file } has more than { $most } fields, which is the limit. Split it, or remove what is not needed.
}
dataset-open-quote = The quotation mark that opens a field in line { $line } of { $file } is never closed. Close or remove it, and choose the folder again.
dataset-no-rows = { $file } has column names but no houses below them. It needs one line per house, with its price.
dataset-table-empty = { $file } is empty. It needs one line per house, with its price.
dataset-no-readable-line = No line of { $file } could be read as a house. { $first } Fix these lines, or change the meaning of the columns.
dataset-no-photos = There are no photos next to { $file }. Put them into the same folder, named 1_bathroom.jpg, 1_bedroom.jpg, 1_frontal.jpg, 1_kitchen.jpg and so on.
dataset-no-photos-paired = There are { $photos ->
    [one] one photo
   *[other] { $photos } photos
}, such as “{ $example }”, but none could be matched to a row of { $file }. Give the table a column with the names of the photos, or name the photos by the house’s ID, such as 12_kitchen.jpg.
dataset-rounded-ids = A spreadsheet has rounded the IDs in the column “{ $column }” of { $file }: “{ $example }” no longer identifies a house. Import the original table into the spreadsheet with this column as text, and save it again.
dataset-no-named-photos = None of the photos named in { $file } was found; the first is “{ $example }” in line { $line }. Put the photos into the folder of the price list, or into a folder within it, and choose the folder again.
dataset-no-room = No room has photos for at least half of the { $houses } houses in the price list; houses with any photos: { $with-photos }. Name photos by house ID and room, such as 12_kitchen.jpg.
dataset-every-zip-code-rare = No zip code has { $needed } houses or more; the most frequent has { $most }. Add houses to the price list until at least one zip code has { $needed }.
dataset-no-complete-house = No house has all { $photos } photos in a readable format. { $example }
dataset-house-problem = House { $house }: { $problem }
dataset-unfinished = The photos of house { $house } were not read completely. Load the folder again.
dataset-file-missing = There is no file “{ $path }”. Check that it has not been moved or renamed.
dataset-file-unreadable = “{ $path }” could not be read: { $why }. Check that you are allowed to open it and that it has not been moved.
dataset-spreadsheet = { $kind ->
    [password] { $file } is protected by a password. Open it, save it without one, and choose the folder again.
    [too-large] { $file } unpacks to more than fits into a browser tab. Save the sheet with the price list as “CSV UTF-8” and choose the folder again.
   *[damaged] { $file } is damaged, or is not a spreadsheet despite its name. Open it, save it as an Excel or CSV file, and choose the folder again.
}
dataset-no-sheet = { $file } has no sheet “{ $sheet }”. Its sheets are: { $sheets }.
dataset-no-encoding = There is no encoding “{ $label }”. Known ones are utf-8, windows-1252, shift_jis, gb18030 and others.
dataset-not-json = { $file } is not valid JSON: the first fault is in line { $line }. Correct it, or save the table as “CSV UTF-8”, and choose the folder again.
row-not-object = Line { $line } is not a JSON object.
table-skip-reason = { $why ->
    [title] This line is above the table.
    [upper-header] This line groups the columns.
    [units] This line names units.
    [description] This line describes the columns.
    [repeated-header] This line repeats the names of the columns.
    [heading] This line is a heading.
    [total] This line is a total.
   *[note] This line is a note or another table below the price list.
}

columns-no-column = The { $meaning ->
    [price] price
    [id] house’s ID
    [room] room
    [zip-code] zip code
    [date] date
    [photo] photo
   *[attribute] attribute
} is assigned to column { $column }, but { $file } has only { $columns }. Choose another column.
columns-no-name = { $file } has no column “{ $name }”. Its columns are: { $columns }.
columns-both = The column “{ $name }” cannot be both the { $first ->
    [price] price
    [id] house’s ID
    [room] room
    [zip-code] zip code
    [date] date
    [photo] photo
   *[attribute] attribute
} and the { $second ->
    [price] price
    [id] house’s ID
    [room] room
    [zip-code] zip code
    [date] date
    [photo] photo
   *[attribute] attribute
}. Choose another column for one of them.
columns-twice = The column “{ $name }” is chosen twice as { $meaning ->
    [photo] photo
   *[attribute] attribute
}. Choose it once.
columns-many-photos = { $columns } columns contain photos, but a house can have at most { $most }. Choose { $most } of them or fewer.
columns-many-indicators = The chosen columns are { $attributes } attributes, since each value of a category is one, but at most { $most } can be used. Choose fewer columns.
columns-many-attributes = { $columns } columns are attributes, but at most { $most } can be used. Choose { $most } of them or fewer.

row-value = “{ $value }”
row-fields = Line { $line } has { $found ->
    [one] { $found } field
   *[other] { $found } fields
}, but the table has { $columns } columns.
row-five-fields = Line { $line } has { $found ->
    [one] { $found } field
   *[other] { $found } fields
}, but needs 5: bedrooms, bathrooms, area, zip code, price.
row-same-number = Line { $line }: house { $house } is already in line { $first }, with another price. Give each house its own ID.
row-cannot-be = Line { $line }: the { $column ->
    [bedrooms] number of bedrooms
    [bathrooms] number of bathrooms
   *[other] { $column }
} is { $value }, which is impossible.
row-no-number = Line { $line }: the { $column ->
    [bedrooms] number of bedrooms
    [bathrooms] number of bathrooms
   *[other] { $column }
}, { $value }, is not a number.
row-no-price = Line { $line } has no price.
row-price-unlike = Line { $line }: the price, { $value }, uses points or commas differently from the other prices. Write it in the same format.
row-price-too-low = Line { $line }: the price is { $value }; it must be above 0.
row-price-too-high = Line { $line }: the price is { $value }; it must be below one trillion.
row-house-missing = Line { $line } has no ID in the column { $column }.
row-price-range = Line { $line }: the price, { $value }, is a range. Write one amount.
row-price-other-unit = Line { $line }: the price, { $value }, is in a different currency from most prices. Write all prices in one currency.

archive-not-one = The archive is not a zip file, or it is damaged or incomplete. Download or copy it again, or unpack it and choose the folder.
archive-unreadable = The archive could not be read: { $why }. Check that you are allowed to open it and that it has not been moved.
archive-many-entries = The archive contains { $entries } files and folders, but at most { $most } can be read. Unpack it and choose the folder.
archive-empty = The archive contains no files. Choose one that holds the price list and the photos.
archive-encrypted = “{ $path }” in the archive is protected with a password. Unpack the archive with the password and choose the folder.
archive-method = “{ $path }” in the archive is compressed with { $method }, which Facade cannot read. Unpack the archive and choose the folder, or zip it again with the usual method, Deflate.
archive-method-aes = AES encryption
archive-method-number = method { $number }
archive-unpacks-to = Unpacked, the files in the archive would take { $megabytes } MB, more than { $times } times the size of the archive. This does not happen with photos. Unpack it and choose the folder.
archive-too-large = “{ $path }” in the archive is { $megabytes } MB when unpacked, but at most { $most } MB can be read. Make the file smaller.
archive-damaged = “{ $path }” in the archive is damaged: { $what ->
    [behind] it begins after the archive’s end
    [begin] it does not begin where the archive’s directory says
    [end] its end is missing
    [packed] it cannot be unpacked
    [length] its length differs from the archive’s directory
   *[sum] its checksum is wrong
}. Download or copy the archive again.

picture-empty = The file is empty. Copy the photo again.
picture-none = The file is not a JPEG, PNG, WebP, GIF or BMP image. Save the photo as JPEG.
picture-foreign = The photo is { $kind }, which cannot be decoded. Save it as JPEG.
picture-not-in-this-browser = The photo is { $kind }, which this browser cannot decode. Save it as JPEG.
picture-svg = an SVG drawing
picture-pdf = a PDF document
picture-psd = a Photoshop file
picture-raw = a camera’s RAW file
picture-truncated = The file ends before the image does. Copy the photo again.
picture-file-too-large = The file is { $megabytes } MB, but at most { $most } MB can be read. Save the photo as JPEG.
picture-too-large = The image has { $megapixels } million pixels, but at most { $most } million can be read. Make it smaller.
picture-too-long = One side of the image is { $side } pixels long, but at most { $most } can be read. Make it smaller.
picture-heavy = The image needs { $megabytes } MB of memory to read, but at most { $most } MB can be used. Make it smaller, or save it as an ordinary JPEG.
picture-damaged = The image is damaged ({ $what }). Copy the photo again, or save it again.
picture-many-scans = it has more than { $most } scans
picture-frame-size = a frame has another size than stated
picture-no-pixels = it has no pixels
picture-check-sum = a checksum is wrong

splitting-share = The test share is { $share }. Choose a number between 0 and 1, such as 0.25.
splitting-none-to-train = A test share of { $share } of { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
} leaves no training houses. Choose a smaller share, or a folder with more houses.
splitting-no-houses = There are no houses to split. Load a folder with houses first.
splitting-no-group-to-train = A test share of { $share } of { $groups ->
    [one] { $groups } zip code or group of copies
   *[other] { $groups } zip codes or groups of copies
} leaves none to train on. Choose a smaller share, or choose another split.
splitting-no-dates = No house has a date, so the houses cannot be split by date. Choose the date column when you open the folder, or choose another split.
splitting-none-earlier = No house is earlier than the test houses, so there is none to train on. Choose a smaller test share, or another split.
splitting-no-areas = No house has a zip code, so the houses cannot be split by zip code. Choose the zip code column when you open the folder, or choose another split.
splitting-undated = { $houses ->
    [one] { $houses } house has no date and takes
   *[other] { $houses } houses have no date and take
} no part in the split.
splitting-group-folds = There are { $folds } folds but only { $groups ->
    [one] { $groups } zip code or group of copies
   *[other] { $groups } zip codes or groups of copies
} to train on. Choose fewer folds, or another split.
splitting-folds = There are { $folds } folds but only { $houses } training houses. Choose fewer folds than houses.
splitting-all-left-out = { $side ->
    [train] All training houses are excluded. Include some again under Data, or change the split.
   *[test] All test houses are excluded. Include some again under Data, or change the split.
}

## Training settings

form-settings = Settings
form-is-reference = These are the tutorial’s settings.
form-undo-reset = Restore the previous settings
form-reset = Reset to tutorial
form-few-houses = Only { $train } houses to train on and { $test } to test on: the result will be mostly chance.
form-missing-photos = This network needs all photos of a house: it uses { $used } of { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}. The tuned and pretrained networks and the frozen backbone use all houses.
form-suggested = { $own ->
    [yes] A good first choice for your houses. “Find the best network” compares it with others.
   *[no] This network trains in seconds.
} “{ $reset }” switches to the tutorial’s network.
form-time = Training takes about { $time } on two cores, and longer if other programs are busy.
form-reads-again = Before training, the photos are read again{ $reading ->
    [unknown] .
   *[known] , which takes up to { $time }.
}
select-title = Which network suits these houses?
select-how = Trains { $networks } networks, one after the other, and takes the one with the lowest error on training houses that were held out (cross-validation). The test houses have no part in the choice.
select-start = Find the best network
select-running = Training network { $at } of { $all }.
select-chosen = { $network } has the lowest error on held-out training houses, { $error }. Its settings were put into the form; its results are under Results.
select-ended = Stopped. The settings in the form stay as they were.
select-none = No network could be trained. The settings in the form stay as they were.
select-network = Network
select-error = Held-out error
select-run = Run
select-waiting = waiting
select-training = training
select-failed = failed
select-stopped = stopped
form-network = Network
form-training = Training
form-more-training = More settings
form-split = Split
form-more-validation = Validation settings
form-error-before = Error:
form-habit-members = Each ensemble member is validated on the training houses that it was not trained on. The test houses are used only at the end.
form-habit-held-back = Validation uses houses held out from training. The test houses are used only at the end.
form-habit-test = Validation uses the test houses after each epoch, as in the tutorial. They are never trained on, but choosing epochs or settings by them makes the test error too optimistic.
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
    [reference] tutorial
   *[recipe] default
}: { $value }
form-change = { $name }: { $value }

form-filters = Filters
form-tile = Tile size
form-members = Ensemble members
form-feature-length = Photo feature norm
form-epochs = Epochs
form-batch-size = Batch size
form-learning-rate = Learning rate
form-decay = Decay per step
form-warm-up = Warm-up epochs
form-weight-decay = Weight decay
form-level = Quantile
form-seed = Seed
form-crop = Random crop
form-brightness = Brightness jitter
form-colour = Colour jitter
form-test-share = Test share
form-train-share = Share of training houses used
form-split-seed = Split seed
form-split-by = Split
form-split-random = random
form-split-date = latest houses as test
form-split-area = whole zip codes
form-split-copies = copies together
form-validation-share = Validation share
form-patience = Early stopping patience
form-empty = { $field } is empty. Enter { $kind ->
    [list] whole numbers separated by commas
    [whole] a whole number
   *[number] a number
}, such as { $example }.
form-unreadable = { $field } is “{ $text }”. Enter { $kind ->
    [list] whole numbers separated by commas
    [whole] a whole number
    [smaller] a smaller number
   *[number] a number
}, such as { $example }.

form-architecture = Architecture
form-fine-tune = Convolutions
form-frozen = frozen
form-fine-tuned = fine-tuned
form-encoding = Attribute encoding
form-encoding-range = scaled from 0 to 1
form-encoding-standard = standardised
form-encoding-crossed = standardised, also per zip code
form-target = Target
form-target-share = share of the highest price
form-target-log = logarithm of the price
form-loss = Loss
form-loss-quantile = quantile
form-schedule = Learning rate schedule
form-schedule-decay = decay
form-schedule-cosine = cosine
form-no = no
form-flip = Horizontal flip
form-flip-yes = half of the photos
form-keep = Final model
form-keep-last = the last epoch
form-keep-best = the best epoch
form-shade = Factor for MAPE
form-shade-yes = shown too

form-cnn = Tutorial CNN
form-cnn-note = The network of the tutorial “Keras, Regression, and CNNs”: four photos as one image.
form-single = One photo at a time
form-single-note = The tutorial’s first option: each photo with the house’s price.
form-branches = One branch per photo
form-branches-note = The tutorial’s second option: one branch for each room, merged.
form-mlp = Attributes only
form-mlp-note = Part 1 of the tutorial series: no photos, but bedrooms, area, zip code.
form-mixed = Photos and attributes
form-mixed-note = Part 3 of the tutorial series: attributes and photos, combined.
form-tuned-photos = Tuned, photos only
form-tuned-photos-note = Facade’s own: filters learned from the photos, in a cross-validated ensemble.
form-tuned-mixed = Tuned, photos and attributes
form-tuned-mixed-note = Facade’s own: attributes and zip code, together with the photos.
form-backbone = Backbone
form-backbone-note = ResNet-18 or EfficientNet-Lite0, pretrained on other photos: you provide the weights.
form-pretrained-photos = Pretrained, photos only
form-pretrained-photos-note = Photo features from a network trained on other photos, room by room.
form-pretrained-set = Pretrained, any photos
form-pretrained-set-note = Photo features from a network trained on other photos, pooled over any number of photos.
form-pretrained-mixed = Pretrained, photos and attributes
form-pretrained-mixed-note = Attributes, zip code and photo features from a network trained on other photos.
form-pretrained-origin = The pretrained network is EfficientNet-Lite0. Its authors trained it on ImageNet, 1.3 million photos of all kinds of things (licence: Apache-2.0). It runs in this tab; your photos are not uploaded. The features of each photo are computed once and kept with the houses.

form-weights-choose = Choose the weights…
form-weights-label = Choose the weights of a ResNet-18 or an EfficientNet-Lite0
form-weights-none = A .safetensors file: a ResNet-18 with the parameter names of torchvision or timm, or an EfficientNet-Lite0 with those of timm. It stays on this computer.
form-weights-used = Uses the weights of { $network } in { $file }.
form-weights-how = How to get them
form-weights-download = Download one of these files from Hugging Face, then choose it here:
form-weights-file = { $network }, about { $megabytes } MB, licence { $licence }
form-weights-other = Both were trained on ImageNet. Weights that you trained further in timm or torchvision work too.

form-device = Device
form-device-auto = Automatic
form-device-auto-note = the faster one
form-device-cpu-note = always available
form-device-raced = Each device ran the same few training steps before the run. Your choice applies to the next run.
form-device-step = { $time } per step

config-out-of-range = { $name }: { $value } is out of range. Choose a number { $kind ->
    [above] above { $low }, at most { $high }
    [between] between { $low } and { $high }
   *[from] from { $low } to { $high }
}.
config-photos = There are { $photos } photos per house. Choose from 1 to { $most }.
config-too-deep = { $blocks } convolution blocks halve { $side } pixels { $blocks } times, which leaves nothing. Use fewer filters or larger tiles.
config-filters = Each convolution block needs 1 to 512 filters, and there must be 1 to 6 blocks, as in 16, 32, 64.
config-too-large = The network would have { $parameters } parameters, but at most { $most } are allowed. Use smaller tiles or fewer filters.
config-many-zip-codes = The houses have { $zip-codes } different zip codes, but a network can use at most { $most }. Load the table again with another column as the zip code, or with none; or choose a network that sees only the photos.
config-long-zip-codes = The zip codes of the houses are { $bytes } bytes of text, but a model file has room for { $most }. Load the table again with another column as the zip code, or with none; or choose a network that sees only the photos.
config-many-inputs = { $encoding ->
    [crossed] With { $columns } attributes, each by itself and in each of { $zip-codes } zip codes, each of { $houses } houses would become { $inputs } numbers, more than fit in a browser tab. Choose an attribute encoding that is not per zip code, or load the table again with another column as the zip code or fewer attributes.
   *[plain] With { $columns } attributes and { $zip-codes } zip codes, each of { $houses } houses would become { $inputs } numbers, more than fit in a browser tab. Load the table again with another column as the zip code, with none, or with fewer attributes.
}
config-too-wide = A batch of { $batch } houses would need { $values } values between two layers. Use a smaller batch, smaller tiles or fewer filters.
config-fold = Fold { $number } of { $of } does not exist. There are at least 2 folds, and the first is 1.
config-warm-up = The warm-up takes { $epochs } of { $all } epochs. Choose fewer warm-up epochs.
config-too-small = The tile size is { $pixels } pixels, but this network needs at least { $least }.
config-one-layer = This network has a single convolution layer. Choose one number of filters, such as 20.
config-members = The number of ensemble members is { $members }. Choose 0, or 2 to 20 with no validation share; a network that sees one photo at a time and a fine-tuned backbone cannot be an ensemble.
config-fine-tune = { $network } is only used frozen. Choose frozen convolutions, or a ResNet-18.
config-nothing-held-back = Calibrating prices needs held-out houses. Choose a validation share, such as 0.2, or ensemble members.
config-chosen-by-test = The best epoch would be chosen on the test houses, which makes their error too optimistic. Hold out houses for validation: choose a validation share, such as 0.2.

## What each setting does

net-title = The network
net-sub = From top to bottom, each layer with the shape of its output.{ $members ->
    [0] {""}
   *[other] {" "}Trained { $members } times, each time without one part of the training houses.
}
net-table = Layers
net-layer = Layer
net-output = Output
net-changed = Changes from the tutorial’s network: { $changes }.
net-shape = { $shape }, { $parameters } parameters
net-backbone = Backbone, { $layers } layers, frozen
net-montage = All photos in one image
net-photo = Photo { $number }
net-each-photo = Each photo
net-photo-features = Features of each photo
net-attributes = Attributes
net-features = Features
net-block = Convolution, ReLU, max pooling
net-conv = Convolution { $kernel } × { $kernel }
net-depthwise = Depthwise { $kernel } × { $kernel }
net-flatten = Flatten
net-dense = Dense
net-dense-relu = Dense, ReLU
net-norm = Batch normalisation
net-concat = Concatenation
net-pool = Max pooling
net-add = Sum
net-average = Global average
net-normalise = Normalisation
net-stack = Photos side by side
net-whole = Mean of the photo
net-mean = Mean over photos
net-max = Maximum over photos
net-patches = Filters of patches
net-standardise = Standardisation
explain-setting-filters = Filters of each convolution layer. More filters detect more patterns, but take longer to train.
explain-setting-architecture = Which network the file contains. It is recognised when the file is read.
explain-setting-fine-tune = Whether the backbone’s own filters are trained too. That is slow.
explain-setting-tile = Width and height of each photo as the network sees it, in pixels.
explain-setting-feature-length = Weight of the photos relative to the attributes: the length of the photo feature vector.
explain-setting-encoding = How attributes become numbers: scaled from 0 to 1, standardised, or standardised with separate slopes for each zip code.
explain-setting-epochs = How many times the network sees each training house.
explain-setting-batch-size = Houses in a step. After each step the weights change once.
explain-setting-learning-rate = How far weights move in a step. With too high a rate, training does not settle; with too low a rate, it takes long.
explain-setting-decay = How fast the learning rate falls: after 1 ÷ decay steps it is half.
explain-setting-seed = Seed of the random numbers for initial weights, order of houses and dropout. The same seed gives the same run.
explain-setting-target = What the network predicts: the price as a share of the highest one, or its logarithm, which treats cheap and expensive houses alike.
explain-setting-loss = What training minimises. MAPE is the mean absolute error in percent of the price.
explain-setting-level = Which quantile of prices is predicted: 0.5 is the median.
explain-setting-schedule = How the learning rate changes: it falls with every step, or along a cosine to zero.
explain-setting-warm-up = Number of epochs in which the learning rate rises from zero to its full value.
explain-setting-weight-decay = Pulls weights towards zero in each step to reduce overfitting. 0 turns it off.
explain-setting-flip = Mirrors half of the training photos, so that the network sees more variety.
explain-setting-crop = Crops training photos by up to this share.
explain-setting-brightness = Makes training photos brighter or darker by up to this share.
explain-setting-colour = Changes red, green and blue of training photos by up to this share each.
explain-setting-split-by = How test houses are chosen: at random, the latest ones, or at random with whole zip codes or copies kept together.
explain-setting-test-share = Share of the houses that the network never sees in training.
explain-setting-split-seed = Seed of the split. The same seed gives the same test houses.
explain-setting-members = Number of networks to train, each without one part of the training houses; their prices are combined. 0 trains one network.
explain-setting-validation-share = Share of the training houses on which the error is measured during training.
explain-setting-train-share = Share of the training houses that is used. Smaller shares show whether a larger dataset would help.
explain-setting-patience = The run ends after this many epochs without a lower validation error. 0 turns early stopping off.
explain-setting-keep-best = Which model is kept: that of the last epoch, or of the one with the lowest validation error.
explain-setting-shade = Whether the page also shows MAPE with all prices multiplied by one factor, the one that is best on held-out training houses. The prices are not multiplied.
range-from-to = { $low } to { $high }.
range-above = More than { $low }, up to { $high }.
range-between = Between { $low } and { $high }.

## Runs and series

train-blurb = Start with the recommended settings. Change one thing at a time, and train with more than one seed.
train-not-yet = not yet

panel-run = Run { $number }
panel-start = Start run { $number }
panel-resume = Resume
panel-pause = Pause
panel-stop = Stop and keep the model
panel-stopping = Stopping
panel-not-started = Not started
panel-preparing = Preparing
panel-running = Running
panel-paused = Paused
panel-finished = Finished
panel-stopped = Stopped, model kept
panel-stopped-early = Stopped before it started
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
panel-epoch-time = Time per epoch
panel-see-results = See the results

offer-label = Interrupted run
offer-replaced = A new run replaces it after its first epoch.
offer-go-on = Resume
offer-discard = Discard
offer-forget = Clear saved data
aside-what = This saved data cannot be used. It was set aside and stays until you delete it:
aside-one = { $what }, { $size }
aside-houses = the houses
aside-excluded = the list of excluded houses
aside-run = the interrupted run
aside-checkpoint = the checkpoint of that run
aside-model = the last model
aside-listed = run or series { $number } in the list
aside-shelf = the names of the items saved by you
aside-deleted = Deleted: { $what }.

curve-title = Error by epoch
curve-note = Mean absolute percentage error. Below the dashed line, the network beats a single price for all houses.
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
curve-summary-constant = The best single price has an error of { $error }.

repeat-title = Repeat training
repeat-title-series = Repeat training: series { $number }
repeat-start = Start series { $number }
repeat-cancel = Cancel and keep finished runs
repeat-why = The result of a single run is partly chance. Train with the same settings several times, and compare the means with their intervals.
repeat-reading = Reading photos
repeat-preparing = Preparing
repeat-running = Running
repeat-over-state = Finished
repeat-cancelled = Cancelled
repeat-over = Repeat over
repeat-seeds = training seeds
repeat-splits = splits
repeat-folds = folds
repeat-sizes = numbers of training houses
repeat-folds-count = Folds
repeat-runs-count = Runs
repeat-no-seed = A split by date does not depend on a seed, so its splits are all the same. Repeat over seeds or folds instead.
repeat-too-many-folds = There are { $folds } folds but only { $houses ->
    [one] { $houses } training house
   *[other] { $houses } training houses
}. Choose fewer folds than houses.
repeat-unreadable = The number of { $what ->
    [folds] folds
   *[runs] runs
} is “{ $text }”. Enter a whole number from 2 to { $most }, such as { $example }.
repeat-plan-seeds = Seeds { $first } to { $last } on one split: how much the result depends on chance in training.
repeat-plan-splits = Split seeds { $first } to { $last }: how much the result depends on the choice of test houses. Splits share training houses, and the interval takes that into account.
repeat-plan-folds = Cross-validation: the training houses are divided into { $folds } parts, and each part is priced by a network that was trained on the other parts. So each training house serves as a test house once. The test houses are not used.
repeat-plan-sizes = A learning curve: { $runs } runs, each on twice as many training houses as the one before, up to all. The test houses stay the same.
repeat-run-houses = { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}
learning-curve-title = Learning curve
learning-curve-sub = MAPE on the same test houses. Shorter is better.
learning-curve-houses = Training houses
learning-curve-last = From { $before } to { $now } training houses, the error went from { $before-error } to { $error }. Doubling the houses again may change it as much, or less.
repeat-plan-one-gpu = One run at a time on the GPU, where parallel runs would only take turns.
repeat-plan-one = One run at a time.
repeat-plan-several = { $workers } runs in parallel on the CPU.
repeat-plan-several-gpu = { $workers } runs in parallel on the CPU; on one GPU they would only take turns. To run one at a time on the GPU, choose it under Device.
repeat-run = { $over ->
    [seeds] Seed
    [splits] Split
   *[folds] Fold
} { $number }
repeat-left = { $time } left
repeat-reading-now = reading the photos at the chosen tile size
repeat-preparing-now = sending the houses to the workers
repeat-scarce = Each worker needs memory for all houses, so only { $workers } run in parallel instead of one per core.
repeat-of-runs = of { $runs } runs
repeat-done = Series progress
repeat-what = { $network }, { $runs } { $over ->
    [seeds] seeds
    [splits] splits
   *[folds] folds
}.
repeat-on-the-list = Compare it in the list.
repeat-cross-validated = Cross-validated on the training houses
repeat-mean-error = Mean test error
repeat-spread = standard deviation from run to run: { $deviation }
repeat-interval = 95 % confidence interval
repeat-needs-two = needs at least two runs
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
listed-caption = { $kept } Select up to { $most } to compare them.
listed-compare-column = Compare
listed-run = Run
listed-network = Network and changes
listed-data = Data and device
listed-error = Test error
listed-r2 = R² log
listed-epoch-time = Per epoch
listed-do = Actions
listed-compare = Compare { $run }
listed-delete-one = Delete { $run }
listed-delete = Delete
listed-deleted = { $run } was deleted.
listed-no-room = The list is full: it holds up to { $most } runs and series. Delete another one first.
listed-undo = Undo
listed-show-one = results of run { $number }
listed-show = Show
listed-shown = Shown
listed-interval = 95 %: { $interval }, over { $over ->
    [houses] houses
    [seeds] seeds
    [splits] splits
   *[folds] folds
}
listed-stopped = stopped after { $done } of { $all } epochs
listed-with-factor = error with the factor for MAPE
listed-series = { $over ->
    [seeds] { $runs } seeds
    [splits] { $runs } splits
    [sizes] learning curve of { $runs } sizes
   *[folds] cross-validated on { $runs } folds
}
listed-series-some = { $over ->
    [seeds] { $done } of { $runs } seeds
    [splits] { $done } of { $runs } splits
    [sizes] learning curve, { $done } of { $runs } sizes
   *[folds] cross-validated on { $done } of { $runs } folds
}

compare-none = none
compare-curves-title = Validation error by epoch
compare-curves-note = The selected runs; a series has no curve of its own.
compare-curves = Validation error by epoch, logarithmic axis. { $runs }.
compare-curve-end = { $run } after { $epochs } epochs: { $error }
compare-constant-line = Best single price, { $error }
compare-epoch = Epoch
compare-title = Comparison
compare-note = For a series, the means over its runs.
compare-figure = Metric
compare-figures = Metrics
compare-guesses = Baselines without photos, on the same test houses
compare-settings = Settings that differ
compare-data = Data
compare-device = Device
compare-left-out = Excluded houses
compare-network = Network
compare-test-houses = Test houses
compare-mean-error = Mean test error
compare-calibrated = The same if all prices are multiplied by the factor that is best for MAPE
compare-interval-name = 95 % confidence interval
compare-range = { $low } to { $high }
compare-interval = { $interval }, over { $over ->
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
compare-r2-log = R² on log price
compare-absolute-error = Mean absolute error
compare-epochs = Epochs
compare-parameters = Parameters
compare-epoch-time = Time per epoch
compare-ridge = Ridge regression
compare-ridge-slopes = Ridge regression with slopes
compare-zip-code = Best price in each zip code
compare-constant = Best single price
compare-median = Always the median
compare-mean = Always the mean
compare-difference = { $first } is { $by } percentage { $points ->
    [one] point
   *[other] points
} { $way ->
    [farther] worse
   *[nearer] better
} than { $second } (95 % confidence interval { $interval }): { $chance ->
    [yes] this may be chance
   *[no] this is probably not chance
}.
compare-ends = { $way ->
    [farther] { $low } better to { $high } worse
   *[nearer] { $low } worse to { $high } better
}
compare-other-seeds = This covers the variation between seeds, not between houses: to cover houses, repeat over splits or folds.
compare-stopped = { $run } was stopped after { $done } of { $all } epochs: trained to the end, it may have another error.
compare-not-a-kind = { $first } and { $second } cannot be compared in pairs: one is a run, the other a series. Choose two runs or two series.
compare-other-houses = { $first } and { $second } were tested on different houses ({ $why ->
    [data] they were trained on “{ $a }” and “{ $b }”
    [splits] their split seeds are { $a } and { $b }
    [ways] their splits differ: { $a } and { $b }
    [shares] their test shares are { $a } and { $b }
   *[left-out] different houses were excluded
}), so they cannot be compared house by house. { $why ->
    [data] Train both on the same houses
   *[same-data] Repeat both over the same splits
} instead.
compare-by-house = On the same { $houses } houses, { $difference } This covers the variation between houses, not between seeds: to cover seeds, repeat both.
compare-by-run = Over the same { $count } { $over ->
    [seeds] seeds
    [splits] splits
    [sizes] numbers of houses
   *[folds] folds
}, compared in pairs, { $difference }
compare-too-few = { $first } and { $second } cannot be compared in pairs: fewer than two of their runs have the same seed, split and test houses.

## Results

results-zip-code = Zip code
results-where = Error by zip code
results-where-sub = MAPE by zip code, on the test houses
results-actual-price = Actual price
results-at-prices = Error by actual price
results-at-prices-sub = MAPE by actual price, on the test houses
results-blurb = How far off the network’s prices are on houses it has never seen, compared with simple baselines.
results-hide = Hide them
results-show-those = Show those of run { $run }
results-of-earlier = These are the results of run { $run }.
results-none-yet = When a run has finished or is stopped, its error on the test houses appears here, next to the error of always predicting a single price.
results-save-report = Save run report
results-report-how = One document with the settings, data, charts and tables of this run. It opens in any browser and loads nothing else.
results-mean-error-over = Mean absolute percentage error (MAPE) on { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}
fold-where = Where the network is wrong: largest and smallest errors, zip codes, prices
fold-metrics = More metrics: test and training set, ratio study
results-prices = Prices of the { $houses } houses: mean { $mean }, standard deviation { $deviation }.
results-this-network = This network
results-always = Always { $price }
results-best-constant = the best single price for the training houses
results-median = the median of the training houses
results-mean = the mean of the training houses
results-by-zip-code = The best price in each zip code
results-no-photo-no-attribute = no photos, no attributes
results-ridge = Ridge regression
results-ridge-sees = attributes and zip code, no photos
results-ridge-slopes = Ridge regression with slopes
results-ridge-slopes-sees = attributes, with separate slopes for each zip code, no photos
results-against = Baselines
results-against-sub = MAPE on the same { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}. Shorter is better.
results-guess = Method
results-drawn = Chart
results-mean-error = MAPE
results-mae = Mean absolute error
results-rmse = Root mean square error
results-r2-how = 0 is the mean, 1 is perfect
results-bias = Bias
results-houses-counted = { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}
results-half-within = Median absolute percentage error: { $percent }.
results-errors-label = Distribution of errors. { $low } houses were priced too low and { $high } too high; { $far } by 200 percent or more.
results-errors = Distribution of errors
results-houses-by-error = Houses by error
results-error = Error
results-houses = Houses
results-save-csv = Save as CSV
results-beside = Test and training set
results-beside-sub = A test error far above the training error is a sign of overfitting. Both are measured with the final network; the training loss above was measured during training, with dropout.
results-figure = Metric
results-test = Test
results-training = Training
figures-from-to = { $low } to { $high }
figures-below = below { $edge } %
figures-and-more = { $edge } % or more
figures-bin = { $low } to { $high } %
figures-rare-zip-code = Zip code with too few houses
figures-zip-code-below = Zip code with fewer than { $least } houses
figures-missing-photo = Missing photo
figures-no-photos = No photos
figures-unreadable-photo = Unreadable photo
figures-broken-line = Invalid line in the price list
figures-other-reason = Another reason
figures-zip-code-houses = { $code }: { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}
figures-house-reason = House { $house }: { $reason }
figures-and-others = And { $more } more: the CSV report lists them all.
figures-more-rooms = { $rooms } more
figures-incomplete = { $houses ->
    [one] { $houses } house lacks
   *[other] { $houses } houses lack
} some of the photos. Networks that need every photo do not use them.
figures-rooms-left-out = A montage has { $places } places: photos of { $rooms } are not used.
figures-verdict = { $how ->
    [better] Better than
    [equal] About as good as
   *[worse] Worse than
} a single price for all houses, which has a MAPE of { $off }.
figures-verdict-ridge = { $how ->
    [better] Better than
    [equal] About as good as
   *[worse] Worse than
} ridge regression on the attributes{ $slopes ->
    [yes] , with slopes for each zip code,
   *[no] ,
} without photos, which has a MAPE of { $off }.
figures-photos-add = { $how ->
    [better] With the photos, the network is { $by } percentage points closer than that regression.
    [equal] So the photos add little here: less than one percentage point.
   *[worse] So the photos add nothing here: without them, the regression is { $by } percentage points closer.
}
figures-photos-only = This network sees only the photos, not the attributes.
figures-no-photos-used = This network does not use the photos.
figures-no-home-costs-that = This price is impossible: the network has failed on this home. It was trained on prices from { $span }.
figures-outside = This is { $side ->
    [below] below
   *[above] above
} every price that the network was trained on ({ $span }): do not rely on it.
figures-also-said = False alarms: { $alarms } of { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
} get this warning too, although they resemble the training houses.
figures-no-false-alarms = None of the { $houses } test houses gets this warning.
figures-unlike = These photos differ from the training photos more than nearly all training photos differ from each other. The estimate is unreliable.
figures-none = none
figures-calibration = If all prices were multiplied by { $factor }, the factor that lowers MAPE most on held-out training houses, MAPE here would be { $off }. The prices are not multiplied.
figures-its-deviation = Standard deviation of the error
figures-r2-log = R² on log price
figures-too-low = prices are too low on average
figures-too-high = prices are too high on average
figures-neither = no systematic error
ratios-title = Ratio study
ratios-sub = The ratio of predicted to actual price on the test houses, in the measures that property assessors use
ratios-value = Value
ratios-usual = Usual limits
ratios-median-error = Median error
ratios-median-error-is = half of the prices are closer than this
ratios-within-10 = Within 10 %
ratios-within-10-is = share of prices at most 10 % off
ratios-within-20 = Within 20 %
ratios-within-20-is = share of prices at most 20 % off
ratios-median = Median ratio
ratios-median-is = 1 if as many prices are too high as too low
ratios-cod = Coefficient of dispersion
ratios-cod-is = average distance of the ratios from their median, in percent of it
ratios-prd = Price-related differential
ratios-prd-is = above 1 if expensive houses are priced low compared with cheap ones
ratios-prb = Price-related bias
ratios-prb-is = relative change of the ratio where the value doubles; below 0 if expensive houses are priced low
ratios-source = Limits for assessments of single homes: International Association of Assessing Officers, Standard on Ratio Studies (2013). Assessors know more about a home than a network sees.
importance-title = Input importance
importance-sub = How much the MAPE on held-out training houses rises, in percentage points, if the values of one input are shuffled among the houses (permutation importance). It shows what this network relies on. If two inputs carry the same information, each may seem to matter little.
importance-input = Input
importance-rise = Rise
importance-room = { $room } (photo)
chart-lowest = lowest: { $error }, epoch { $epoch }
chart-above = { $points ->
    [one] { $points } point above the chart
   *[other] { $points } points above the chart
}
chart-now = now: epoch { $epoch }
chart-always = always { $price }: { $error }
chart-epoch = epoch
chart-house = house { $house }: { $error }
chart-predicted = predicted
chart-actual = actual
chart-equal = equal
chart-error = error, in % of the actual price
chart-too-low = { $houses } too low
chart-too-high = { $houses } too high
chart-houses = houses
chart-median = median
houses-map-title = Similarity map
houses-map-sub = Houses that the network finds similar lie close together. The axes have no unit. Coloured by error, blue houses are priced too low and red ones too high.
houses-map-colour = Colour
houses-map-price = Price
houses-map-error = Error
houses-map-training = training house
houses-map-test = test house
houses-map-label = Map of { $all } houses by similarity, coloured by { $by ->
    [price] price
   *[error] error
}: { $test } test houses as squares, { $training } training houses as circles.
houses-map-keys = Houses by actual price; press Enter to show one
houses-map-house = House { $house }, { $set ->
    [test] test house
   *[training] training house
}: actual { $actual }
houses-map-house-predicted = House { $house }, { $set ->
    [test] test house
   *[training] training house
}: actual { $actual }, predicted { $predicted }, { $error }
houses-map-table-note = For training houses, the prediction comes from networks that were not trained on them, if there are any. The CSV file has the numbers of all houses.
house-training-predicted = Predicted by networks that were not trained on it
scatter-house = House { $house }: actual { $actual }, predicted { $predicted }, { $error }
scatter-label = Predicted against actual price of { $all } test houses, both axes logarithmic. { $near } lie within a factor of two.
scatter-no-house = No house
house = House { $house }
scatter-actual = actual { $price }
scatter-predicted = predicted { $price }
scatter-keys = Test houses by actual price; press Enter to show one
scatter-title = Predicted against actual
scatter-sub = { $near } of { $all ->
    [one] { $all } house
   *[other] { $all } houses
} within a factor of two (the tinted band). Blue: priced too low. Red: priced too high. Filled: by more than a factor of two.
scatter-point = Point at a house, or go from one to the next with the arrow keys.
scatter-tap = Tap a house to see its photos and prices.
scatter-table-before = The
scatter-table-link = table of test houses
scatter-table-after = below holds every point of this chart.
ranked-worst = Largest errors
ranked-best = Smallest errors

## Houses and why

house-no-model = The model of this run is no longer available. Train it again.
house-other-model = The model in use is not from run { $run }. Train that run again, or show the latest run.
house-no-data = The houses of this run are no longer loaded. Choose their folder again.
house-close = Close
house-zip-code = Zip code
house-actual = Actual
house-predicted = Predicted
house-error = Error
house-why = Explain this price
houses-caption = { $shown } of { $all }{ $order ->
    [error] , largest error first
   *[other] {""}
}. The line runs from the actual price to the predicted one, on a logarithmic scale.
houses-title = Test houses
houses-montage = Montage
houses-house = House
houses-off = Difference
houses-show-all = Show all { $houses }
houses-show-more = Show { $houses } more
houses-show = Show this house
figure-save-as = Save “{ $title }” as { $kind }
figure-table = Show as a table
figure-save = Save as
guide-montage = What is a montage, and why is it so small?
guide-montage-1 = The photos of a house, each scaled to a square, side by side in one image: the network sees all rooms at once, each always in the same corner. This is the tutorial’s third option; the others are one photo at a time, or one branch per room.
guide-montage-2 = Small images keep the number of weights low enough to be learned from a few hundred houses. At this size, one room can still be told from another; a crack in a wall cannot be seen.
guide-mape = Why a percentage and not an amount?
guide-mape-1 = The mean absolute percentage error (MAPE) is the average distance between predicted and actual price, in percent of the actual price. An error of 50,000 matters more for a cottage than for a mansion, and a percentage shows that.
guide-mape-2 = It does not treat both directions equally: a price that is too low can be at most 100 % off, one that is too high has no limit. A network that minimises it therefore tends to predict low prices, and a single low price for all houses scores better than the mean price. For networks that predict the median price, the page also says, where it compares this error, what it would be if all prices were multiplied by one factor. The factor is fitted on training houses that were held out.
guide-overfitting = What does overfitting look like here?
guide-overfitting-1 = The blue line, training, keeps falling; the red one, validation, stays level or rises again. From there on the network memorises its training houses and learns nothing about houses in general. With a few hundred houses that happens early: after a few dozen epochs for the tutorial’s network. An ensemble has no blue line: for it, Results shows the errors on test and training houses side by side.
guide-overfitting-2 = The lowest point of the red line is marked, but it is not a result: whoever picks the best of many epochs on the test houses has overfitted to those houses. What counts is the last epoch, or one chosen on houses held out from training.
guide-baselines = What do these baselines mean?
guide-baselines-1 = An error alone says little. Always predicting the same price needs no photos and no network: its error is the one to beat. The best single price is low because a percentage error penalises prices that are too high the most.
guide-baselines-2 = The best price in each zip code uses the location; ridge regression also uses rooms and area. A network that sees only photos and does worse has not failed: it knows less. A network that gets all of this information and does worse has learned nothing useful from the photos.
guide-figures = What do these metrics mean?
guide-figures-1 = Mean absolute error: the average error in money. Root mean square error: the same, but a house that is twice as far off counts four times. Bias: whether prices are too low or too high on average.
guide-figures-2 = R² compares with always predicting the mean price of these houses: 1 is perfect, 0 no better, below 0 worse. On the logarithm of the price it measures ratios, so that a few mansions do not dominate.
guide-range = Where does the range come from?
guide-range-1 = The range comes from the errors on houses that the network was not trained on. For similar homes, errors of that size are to be expected at the stated rate (conformal prediction). The range does not adapt to this home in particular.
guide-range-2 = A home unlike all training houses is not similar in this sense: then neither price nor range is reliable, and the page shows a warning.
why-looking = The network is predicting the price with one part of the photos covered at a time.
why-photos-of = Photos of house { $house }
why-photos = The photos of the home
why-regions-how = How much each region adds to the price: the price falls by that amount when the region is painted over in the photo’s mean colour. Red raises the price, blue lowers it.
why-regions-exact = What each region of the photos adds to the price. The regions{ $attributes ->
    [no] { "" }
   *[yes] , the attributes
} and { $base }, the price of a home about which nothing is known, sum exactly to the price. Red raises the price, blue lowers it.
why-pixels-how = How strongly each pixel could change the price, up or down: the gradient of the price with respect to the pixel’s colour. It shows where the network is sensitive, not what raises the price.
why-title = How the photos influence the price
why-map = Map over the photos
why-regions = Regions
why-pixels = Pixels
why-none = None
why-point = Point at a region to see what it adds.
why-tap = Tap a region to see what it adds.
why-words = Summary
why-most = Regions with the largest influence on the price
why-region = Region
why-adds = Adds
why-told = Attributes and zip code
why-told-how = What each value adds, compared with leaving it unknown. The values interact: their sum is not the price.
why-told-exact = What each value adds to the price.
why-told-table = What each attribute adds to the price
why-attribute = Attribute
why-layers = What the first layers see
why-layers-how = Filters: the pattern that each looks for; grey has no effect. Activations: how strongly each finds it in the first photo, or in all photos where they are one image; white is strongest. Each picture has its own scale.
why-filters = { $shown } of { $all } filters of the first layer
why-activations = { $shown } of { $all } activations of layer { $layer }
why-like = Comparable training houses
why-like-how = Most similar in what is known of both homes (photos, attributes, zip code), by Gower distance: the mean of all differences, each as a share of its range.
explain-top-left = top left
explain-top = top centre
explain-top-right = top right
explain-left = middle left
explain-middle = middle
explain-right = middle right
explain-bottom-left = bottom left
explain-bottom = bottom centre
explain-bottom-right = bottom right
explain-increase = Largest increase: { $most } ({ $amount }).
explain-decrease = Largest decrease: { $least } ({ $taken }).
explain-parts = Starting from { $base }, the price of a home about which nothing is known, the photos add { $photos } and the attributes { $attributes }.
explain-nothing = No part of the photos changes this price: the network ignores them.

## Predict

predict-blurb = Choose the photos of one home, one for each room.
predict-needs-all = Choose the photos of one home. { $photos ->
    [one] This model needs one photo.
   *[other] This model needs all { $photos } photos.
}
predict-needs-one = Choose photos of one home. { $photos ->
    [one] This model needs one photo.
   *[other] This model needs at least one photo, and uses up to { $photos }.
}
predict-zip-code = Zip code
predict-category-unknown = not known
predict-category-other = another
predict-zip-code-unknown = other or unknown
predict-zip-code-type = Type a zip code. The model knows { $codes } zip codes.
predict-zip-code-new = The model was not trained on this zip code. It is treated as unknown.
predict-about = About the home
predict-about-how = This model uses more than photos. Empty fields count as the mean of the training houses.
predict-slider = Move { $name } and see the price
predict-moved = { $by } compared with { $before } before the sliders moved.
predict-montage = The photos tiled into one image of { $width } by { $height } pixels
predict-montage-size = { $width } × { $height } pixels, the photos at { $tile } × { $tile } each.
predict-montage-pretrained = A small preview of the photos. The network sees each at 224 × 224 pixels.
predict-montage-reading = Reading the photos
predict-montage-to-come = The photos as one small image
predict-montage-all = This image is all the network sees.
predict-no-photos = This model does not use photos.
predict-montage-and-told = The network uses this image and the values above.
predict-untold = Empty fields count as the mean of the training houses. The error and the price range were measured on houses without empty fields, so they do not apply to this home.
predict-seen = What the network sees
predict-range-holds = Ranges computed this way contain the true price of { $rate } of comparable homes.
predict-range-fewer = This home has { $given } of { $photos } photos. Such a range contains the price of { $rate } of training houses if they are priced from as few photos, by networks not trained on them.
predict-range-tested = On the test houses of run { $run }, the rate was { $covered }.
predict-range-middle = Half of the errors of run { $run } lie within such a range, measured on { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}.
predict-off = On homes that it had not seen, the model was off by { $off } on average.
predict-line = The estimate { $price } on a logarithmic line of prices
predict-no-valuation = An illustration of a method, not a valuation.
predict-estimate = Estimate
predict-estimate-price = Estimate the price
predict-why = Explain this price
predict-no-model = There is no model yet.
predict-not-saved = The browser blocked the download of the model. Allow downloads for this page and try again.
predict-keep = Model file
predict-keep-how = One file contains the weights and everything that is needed to predict again.
predict-save = Save model
predict-save-onnx = Save as ONNX
predict-elsewhere = ONNX files run in other programs. This script converts models to Keras and PyTorch, and back:
predict-elsewhere-pretrained = For this model, the script needs the weights of the pretrained network in the same folder:
predict-load = Load model…
predict-load-file = Load a model from a file
predict-before = Previous model: { $file }.
predict-take-back = Restore
predict-load-how = This replaces the current model; the runs stay.

photos-yours = Your photos
photos-clear = Remove all
photos-several = If you choose several photos at once, they are assigned by the room in their names, as in { $example }. The model recognises the rooms of the others if it can; otherwise they are taken in this order.
photos-drag = Drag a photo to another place to swap rooms, or paste one from the clipboard.
photos-choose-room = To swap two rooms, choose the other room in the list below a photo.
photos-recognised = The rooms were recognised from the photos. If one is wrong, choose the right one in the list below its photo.
photos-too-many = The first { $used } of { $chosen } photos are used.
photos-in-order = The names of some photos do not say which room they show: these are taken in order. Please check their rooms.
photos-unsure = Please check this room.
photos-not-used = not used
photos-spare = Not used
homes-unsure-rooms = Please check which photo shows which room.
photos-room = Room
photos-drop = Drop or choose a photo: { $room }
photos-broken = This file cannot be shown as an image
photos-alt = { $room } photo
photos-replace = Replace
photos-choose = Choose…
photos-choose-one = Choose the { $room } photo
photos-camera = Camera
photos-take-one = Take the { $room } photo with the camera

homes-no-photos = There are no photos among these files. Choose a folder with photos of homes.
homes-too-many = There are { $homes } homes, but at most { $most } can be estimated at once. Choose fewer.
homes-without-photos = This model does not use photos, so all homes on a list would get the same price. Add a table with attributes, or train a model that uses photos.
homes-no-model = There is no model yet. Train one, or load one from a file.
homes-on-list = { $homes ->
    [one] { $homes } home on the list.
   *[other] { $homes } homes on the list.
}
homes-priced = { $priced } of { $homes ->
    [one] { $homes } home
   *[other] { $homes } homes
} estimated.
homes-no-attributes = This model also uses attributes. They are not known for these homes, so they count as the mean of its training houses.
homes-table = Homes and their prices
homes-home = Home
homes-price = Price
homes-range = Price range
homes-note = Note
homes-look = View
homes-look-at = View { $home }
homes-more = Show { $homes } more
homes-save = Save as CSV
homes-again = Estimate again
homes-cleared = The list was cleared.
homes-clear = Clear the list
homes-many = Multiple homes
homes-many-how = Choose or drop a folder with photos of several homes, without prices: one folder per home, or files named by home and room, as in 12_kitchen.jpg. You can add a table with attributes, with one row per home.
homes-choose = Choose homes…
homes-choose-folder = Choose a folder with photos of several homes
homes-of-model = These prices are from { $model }. Estimate again with the model in use now.
homes-waiting = queued
homes-asked = estimating
homes-not-priced = not estimated yet
homes-guess = Unlike the training houses: unreliable.
homes-missing = Missing photos: { $rooms }.
homes-no-ranges = This model gives no price ranges: it was trained without held-out houses on which they are measured.
homes-fewer-photos = Estimated without photos of: { $rooms }. This makes the price range wider.
homes-rows-differ = Several rows have the ID { $home } but different values.
homes-columns = Columns that are used: { $columns }.
homes-columns-missing = { $table } has no column for { $attributes }: the mean of the training houses is used.
homes-zip-missing = { $table } has no column with zip codes.
homes-no-value = No value for { $attributes }: the mean of the training houses is used.
homes-zip-unknown = The model does not know the zip code { $code }.
homes-no-zip = No zip code.
homes-other-tables = These tables may also list the homes: { $tables }.
homes-archive-unread = “{ $file }” is not used. { $problem }
homes-table-unused = Not used: { $tables }. No photo matches a row, or the model uses none of the columns.
homes-unclear = It is not certain that the photos belong to these rows. Compare some homes with the table before you estimate.
homes-confirm = The photos are right: estimate
homes-ignore-table = Use the photo names instead
homes-unconfirmed = waits for your answer
homes-reading = Reading the table…
homes-save-excel = Save as Excel

## Keeping

keeping-other-tab = Another tab of this page is open, and only one tab can save. Runs in this tab are not saved until you close the other tab.
keeping-taken-over = The other tab was closed: runs in this tab are saved from the next epoch on.
keeping-replaced = This browser had saved another interrupted run. It was set aside with its houses, because this tab has its own run: save it as a file, or delete it.
keeping-room-again = Saving works again, and everything is saved.
keeping-full = The browser has no storage space left for this page, so the run is not saved: reloading the page would lose it. The run continues. Free some disk space; the page will try to save again.
keeping-full-by-hand = The browser has no storage space left for this page, so your change was not saved. Free some disk space and try again.
keeping-denied-by-hand = This browser does not let the page save data, so your change was not saved. Allow the page to store data, or leave the private window, and reload the page.
keeping-failed-by-hand = The browser could not save your change. Try again.
keeping-denied = This browser does not let the page save data, so the run is not saved: reloading the page would lose it. The run continues. Allow the page to store data, or leave the private window, and reload the page.
keeping-failed = The browser could not save the run: reloading the page would lose it. The run continues, and the page will try to save again.
keeping-silent = The browser’s storage does not respond, so nothing is saved: reloading the page would lose your work. The page keeps working, and saves as soon as the storage responds. If it does not, close other tabs of this page and restart the browser.
keeping-blocked = Another tab has an older version of this page open and blocks the saved data, so nothing is saved here: reloading the page would lose your work. Close or reload that tab; then this tab saves your work.
keeping-answers = The browser’s storage responds again: pending data is being saved.
keeping-outdated = A newer version of this page is open in another tab and has taken over the saved data. This tab no longer saves anything: save the session as a file, then reload the page.
keeping-stuck = Some saved data cannot be read and could not be set aside. To leave it unchanged, this tab saves no runs, houses or models until you choose “Clear saved data”. Save the session as a file before you close the tab.
keeping-stuck-newer = Some saved data is from a newer version of this page. To leave it unchanged, this tab saves no runs, houses or models. Save the session as a file before you close the tab.
keeping-failed-model = The browser could not save the model of the last run: reloading the page would lose it. Save the model as a file. The page will try to save it again.
keeping-failed-listed = The browser could not save some runs and series in the list: reloading the page would lose them. Save the session as a file. The page will try to save them again.
keeping-failed-forget = The browser could not clear the saved data. The page will try again.
keeping-old-form = The data saved in this browser is from an early version of this page, in a format that is no longer supported. It was set aside: save it as a file, delete it, or leave it.
keeping-newer = The data saved in this browser is from a newer version of this page. Update as soon as the page offers it; until then everything stays as it is.
keeping-damaged = The data saved in this browser is damaged and cannot be used. It was set aside: save it as a file, delete it, or leave it. Then start again.
keeping-list-old-form = Some runs saved in the list are from an early version of this page, in a format that is no longer supported. They were set aside: save them as files, delete them, or leave them. The other runs are not affected.
keeping-list-newer = Some runs saved in the list are from a newer version of this page. The other runs are not affected. Update as soon as the page offers it; until then those runs stay as they are.
keeping-list-damaged = Some runs saved in the list are damaged and cannot be shown. They were set aside: save them as files, delete them, or leave them. The other runs are not affected.
keeping-not-read = The saved run could not be read. Reload the page, or discard the run.

saved-run = Run { $run } on “{ $data }” was interrupted after epoch { $epoch } of { $epochs }, saved { $ago }.
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

recovery-not-started = The compute worker could not be started. Check the connection, then reload the page.
recovery-idle = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] crashed
} and was restarted. The houses and the model are still there.
recovery-idle-over = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] crashed
} { $times } times. It is restarted when you next train or predict.
recovery-no-model = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] crashed
} before the first epoch was done, so the stopped run has no model.
recovery-run-over = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] crashed
} repeatedly, so the run has ended. Try smaller tiles, fewer filters or a smaller batch.
recovery-goes-on = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] crashed
} and was restarted. Training { $device ->
    [cpu] continues on the CPU
   *[same] continues
} after epoch { $epoch }.
recovery-begins-again = The compute worker { $fault ->
    [memory] ran out of memory
   *[broken] crashed
} and was restarted. Training { $device ->
    [cpu] starts over on the CPU
   *[same] starts over
}.

table-reader-not-started = The table reader could not be started. Check the connection, then reload the page.
table-reader-ended = The table reader crashed or ran out of memory. Try again with smaller files.
photo-reader-not-started = The photo reader could not be started. Check the connection, then reload the page.
photo-reader-ended = The photo reader crashed or ran out of memory. Try again with smaller files.
photo-reader-not-compared = The photos could not be compared with one another, so copies and outliers are not marked. All houses are loaded. To compare their photos, load the folder again.
photo-reader-no-room = The browser has no space for the images of the houses. Close other tabs, or choose fewer houses.
team-no-room = { $network ->
    [features] The houses do not fit into the memory of this tab. Choose fewer houses.
   *[pixels] The houses do not fit into the memory of this tab. Choose smaller tiles or fewer houses.
}
team-died = { $network ->
    [features] Its worker crashed or ran out of memory twice. Try fewer ensemble members or fewer houses.
   *[pixels] Its worker crashed or ran out of memory twice. Try smaller tiles, fewer filters or a smaller batch.
}
team-no-pictures = The browser lost the images of the houses. Load the houses again.
team-not-a-number = After epoch { $epoch }, the loss of this run was no longer a number, so the run is not counted. Try a lower learning rate.

keeping-forgotten = The saved data was cleared.
keeping-discarded = The run was discarded.
shelf-heading = Saved by you
shelf-how = A session contains the list of runs, the model and the settings, without photos. Open it again later, or in another browser.
shelf-keep = Save session in browser
shelf-keep-model = Save model in browser
shelf-save = Save session as a file
shelf-open = Open session…
shelf-open-file = Open a session or a run from a file
shelf-nothing = There is no run and no model yet.
shelf-denied = This browser does not let the page save data. Save a file instead.
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
shelf-what = Contents
shelf-when = Saved
shelf-size = Size
shelf-do = Actions
shelf-open-one = Open
shelf-save-one = Save
shelf-delete = Delete
shelf-open-named = Open { $name }
shelf-save-named = Save { $name } as a file
shelf-delete-named = Delete { $name }
shelf-deleted = { $name } was deleted.
shelf-undo = Undo
shelf-unreadable = The list “Saved by you” cannot be read: it is from an early or a newer version of this page, or it is damaged. Its items are listed with numbers instead of names.
shelf-damaged = “{ $name }” is not a session, or is damaged. Choose a .facade file that was saved by Facade.
shelf-old-form = “{ $name }” was saved by an early version of Facade, in a format that is no longer supported. Nothing was changed here.
shelf-newer = “{ $name }” was saved by a newer version of Facade. Update as soon as the page offers it, then open the file again.
shelf-unsound = “{ $name }” contains impossible numbers, such as an infinite price. Nothing was loaded from it.
shelf-came = { $runs ->
    [one] { $runs } run or series was added to the list from a session.
   *[other] { $runs } runs and series were added to the list from a session.
}
shelf-no-room = { $runs ->
    [one] { $runs } of its runs and series did not fit into the list
   *[other] { $runs } of its runs and series did not fit into the list
}, which holds up to { $most }. Delete some, then open the session again.
shelf-left-out = { $runs ->
    [one] { $runs } of its runs and series was skipped: it
   *[other] { $runs } of its runs and series were skipped: they
}{ $why ->
    [newer] {" "}came from a newer version of Facade. Reload the page to get that version, then open the session again.
    [unsound] {" "}contained impossible numbers, such as an infinite price.
   *[damaged] {" "}contained damaged data. Save the session again, and open the new file.
}
shelf-unknown = an item that this version cannot read
shelf-found = Item { $number }
shelf-model-moved = The model “{ $name }”, saved by another tab, is now under “Saved by you”, because this tab has its own model.
shelf-opened = “{ $name }” was opened: { $runs ->
    [none] it has no runs
    [left-out] none of its runs were added to the list
    [there] its runs were already in the list
   *[some] { $added ->
    [one] { $added } run or series was added to the list
   *[other] { $added } runs and series were added to the list
}
}.
rename = Rename
rename-named = Rename { $name }
rename-label = New name
list-save = Save
list-save-named = Save { $name } as a file

## How far a result can be trusted

trust-off = On { $houses ->
    [one] { $houses } test house, the model was off by { $mae }.
   *[other] { $houses } test houses, the model was off by { $mae } on average; on half of them by { $median } or less.
}{ $few ->
    [yes] {" "}With so few houses, both numbers may be chance.
   *[no] {""}
}
trust-interval = 95 % confidence interval: { $interval }
trust-outside = { $name } is { $value }, but no training house has { $side ->
    [above] more
   *[below] less
} than { $limit }: check the value, and do not rely on the price.
predict-no-range = This home can be further off than the test houses were, so no price range is shown.
predict-part-base = the price of a home about which nothing is known
predict-no-parts = This network has no parts that can be printed. The page shows which places of the photos change its price.

## The model that prices

model-of-file = File “{ $file }”
model-with-error = { $name }, off by { $error } on average
model-other = Prices come from another model: { $model }.{ $kept ->
    [gone] {" "}The model of run { $run } is no longer there: the page keeps the newest models, up to { $room }, and those of pinned runs longer.
   *[kept] {""}
}
model-use-run = Price with run { $run }
model-unread = The model of run { $run } could not be read. Train it again, or price with another run.
model-in-use = Model: { $model }.
listed-pin = Pin
listed-pinned = Pinned
listed-pin-one = keep the model of { $name } longer than others
listed-no-model = no model

## Reports and exports

report-title = { $run } on { $data }
report-of-run = Facade run report
report-when = { $date }, on { $device }
report-mean-error = MAPE on { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}; standard deviation from house to house: { $spread }.
report-figures = Metrics
report-value = Value
report-figure = Metric
report-guesses = Baselines
report-guesses-error = MAPE on the same test houses
report-curve = Error by epoch
report-curve-how = Validation error in percent, on a logarithmic axis; the dashed line is the best single price.
report-scatter = Predicted against actual
report-scatter-near = { $near } of { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
} within a factor of two (the tinted band).
report-spread = Distribution of errors
report-by-zip-code = Error by zip code
report-zip-code = Zip code
report-by-price = Error by actual price
report-actual-price = Actual price
report-houses = Houses
report-bias = Bias
report-group-error = MAPE
report-beside = Test and training set
report-test = Test
report-training = Training
report-prices = Distribution of prices
report-prices-half = { $houses ->
    [one] { $houses } house; half of them cost less than { $median }.
   *[other] { $houses } houses; half of them cost less than { $median }.
}
report-left-out = Excluded houses
report-reason = Reason
report-trained = Training settings
report-setting = Setting
report-test-houses = Test houses
report-house = House
report-actual = Actual
report-predicted = Predicted
report-off = Difference
report-error = Error
report-whole = Overall: { $bias }.
report-made-by = Made by Facade { $version }.

findings-prices = Distribution of prices
findings-prices-drawn = Distribution of prices, on a logarithmic scale, from { $lowest } to { $highest }; the median is { $median }.
findings-prices-table = Houses by price
findings-price = Price
findings-houses = Houses
findings-half = Half of the houses cost less than { $median }
findings-take-in = Include { $house } again
findings-leave-out = Exclude { $house }
findings-leak = Data leak: one house is in the training set and one in the test set, so the test error is too optimistic.
findings-found = { $things ->
    [0] No problems found.
    [one] { $things } possible problem. Nothing is excluded automatically.
   *[other] { $things } possible problems. Nothing is excluded automatically.
}
findings-leaks = { $pairs ->
    [one] { $pairs } pair of houses that share a photo is split between the training and the test set.
   *[other] { $pairs } pairs of houses that share photos are split between the training and the test set.
}
findings-keep-together = Keep copies together
findings-unlikely = { $houses ->
    [one] { $houses } price
   *[other] { $houses } prices
} of training houses should be checked, according to the latest run: the price or a photo may be wrong, or the house is unusual. Test houses are not listed, since leaving out those that are hard to predict would make the error look too low.
findings-unlikely-table = Prices to check
findings-heading = Data checks
findings-table = Findings
findings-finding = Finding
findings-to-do = Action
findings-more = Show { $more } more
findings-save = Save report as CSV
findings-house-out = House { $house } is excluded from the next run.
findings-houses-out = Houses { $houses } are excluded from the next run.
findings-many-out = { $count } houses are excluded from the next run.
findings-all-in = Include all again

## Session and workers

session-no-houses = No houses are loaded yet. Choose a folder, or use the sample houses.
session-tile = The photos were loaded with a tile size of { $tiled } pixels, but it is set to { $settings }. Load the houses again.
session-no-looker = The GPU is not prepared for the pretrained network.
session-no-model = There is no model yet. Train one, or load one from a file.
session-no-workbook = The workbook could not be written: { $why }
session-photos = The houses have { $photos } photos each, but the settings expect { $settings }. Load the houses again.
session-not-a-number = After epoch { $epoch } the network’s prices are no longer finite numbers, so the run has no results and no model. Try a lower learning rate.
session-montage = The image does not fit the model, which needs { $width } by { $height } pixels. Choose the photos again.

gpu-looking = Looking for a GPU
gpu-timing = Timing a few training steps on the GPU and on the CPU
gpu-or-cpu = { $why } Choose CPU or Automatic.
gpu-emulated = The browser’s WebGPU ({ $name }) is emulated on the CPU.
gpu-no-steps = No device could compute a training step. Reload the page.
gpu-not-built = This program was built without GPU support.
gpu-no-webgpu = This browser has no WebGPU.
gpu-no-adapter = The browser’s WebGPU found no GPU.
gpu-no-timestamps = The GPU lacks WebGPU’s timestamp-query feature, which training needs.
gpu-no-answer = The browser’s WebGPU does not respond. To use the GPU, restart the browser.
gpu-not-started = The GPU could not be started: { $why }.
gpu-unnamed = unnamed

worker-file-unread = { $file } cannot be read and is not used: { $problem }
worker-photo-unread = The { $room } photo cannot be read: { $problem }
worker-houses-large = The images of the houses need { $megabytes } MB, more memory than is available. Choose smaller tiles or fewer houses.
worker-houses-lost = The browser lost the images of the houses. Load the houses again.
worker-file-refused = the browser could not read the file
bitmap-no-size = its size is missing
bitmap-other-size = it has another size than stated

model-file-other = This is not a model file. Choose a .safetensors file that was saved by Facade.
model-file-large = This file is larger than any model of Facade. Choose a .safetensors file that was saved by Facade.
model-file-foreign = This safetensors file was not saved by Facade: it does not describe how to predict with its weights. Choose a file that was saved by Facade.
model-file-unknown = This page cannot read this kind of model file ({ $kind }). Reload the page to get its newest version.
model-file-version = version { $version }
model-file-order = another order of channels or photos
model-file-network = features of another pretrained network
model-file-unpacked = The model could not be written to a file: { $why }.
model-file-beyond = The model takes { $size } MB, but only files of up to { $most } MB can be opened. Choose fewer filters, smaller photos or fewer zip codes, and train again.
model-file-no-parameter = a parameter is missing
# What follows is a clause each, which stands for what is wrong here.
model-file-damaged = The model file is damaged: { $what }. Save the model again, and load the new file.
model-file-length = its length differs from its header
model-file-unreadable = its description cannot be read ({ $why })
model-file-long-name = a name in it is too long
model-file-rooms = its number of rooms differs from its number of photos
model-file-scale = its price scale is not a positive number
model-file-ranges = its price ranges are invalid
model-file-asks = its attributes do not match its network
model-file-prices = its range of training prices is invalid
model-file-parameters = its number of parameters does not match its network
model-file-epochs = more epochs are done than were planned
model-file-error = its error is negative or not a number
model-file-few-weights = it holds fewer weights than its network needs
model-file-no-tensor = { $name } is missing
model-file-tensor-shape = { $name } has another shape or type
model-file-below-zero = { $name } has values below zero
model-file-no-numbers = some of its weights are not numbers
model-file-neighbours = its data about the training houses is inconsistent

backbone-other = This is not a safetensors file. Choose the weights of a ResNet-18 or an EfficientNet-Lite0, saved as .safetensors.
backbone-large = This file is larger than a ResNet-18. Choose the weights of a ResNet-18 or an EfficientNet-Lite0, saved as .safetensors.
backbone-unknown = The file contains neither “conv1.weight”, as a ResNet-18 does, nor “conv_stem.weight”, as an EfficientNet-Lite0 does. Choose a ResNet-18 with the parameter names of torchvision or timm, or an EfficientNet-Lite0 with those of timm.
backbone-missing = The file looks like { $network }, but it does not contain “{ $name }”. Choose a ResNet-18 with the parameter names of torchvision or timm, or an EfficientNet-Lite0 with those of timm.
backbone-deeper = The file contains “{ $name }”, which { $network } does not have: it is another network. Choose a ResNet-18 or an EfficientNet-Lite0.
backbone-shape = In the file, “{ $name }” has the shape { $found }; in { $network }, it is { $wanted }. Choose a ResNet-18 or an EfficientNet-Lite0.
backbone-type = In the file, “{ $name }” is of type { $found }. Save the weights in single precision (F32), and choose that file.
backbone-values = In the file, “{ $name }” has values that no trained network has. Choose another file.

checkpoint-unreadable = The checkpoint of the run cannot be read. Start the run again.
checkpoint-other-houses = The saved run was trained on other houses. Discard it, and start a new run.
checkpoint-other-settings = The saved run had other settings. Restore them, or start a new run.

encoder-nothing = This network learns from attributes, but no attribute in the table differs between houses. Choose a network that sees the photos, or a table with columns such as bedrooms and area.
encoder-untold = No training house has a value for { $attribute }: the network does not use it.
encoder-same = All training houses have the same { $attribute }: the network does not use it.
encoder-same-zip-code = All training houses have the same zip code: the network does not use it.

prepared-single-step = The batch size of { $batch } is larger than the { $houses } training houses, so each epoch is a single step. Choose a smaller batch size.
prepared-looking = Computing photo features: { $done } of { $houses } houses
prepared-learning = Learning filters from the photos

trainer-device = The device stopped responding: { $why }.
trainer-not-finite = At step { $step } of epoch { $epoch } the loss was no longer a number. Try a lower learning rate. The model of the previous epoch is kept.
trainer-no-price = The model predicts no price for these photos: its weights are too large. Load another model, or train one.
trainer-too-few = { $houses ->
    [one] Of { $houses } training house, none would be left to train on. Hold out fewer for validation, or load more houses.
   *[other] Of { $houses } training houses, none would be left to train on. Hold out fewer for validation, or load more houses.
}
trainer-members = The ensemble has { $members } members, one for each part of { $houses } training houses. Choose fewer members than houses.
trainer-no-backbone = This network needs the weights of a backbone. Choose their .safetensors file in the settings, then start again.
trainer-other-backbone = The settings say { $wanted }, but the file that you chose is { $found }. Choose the other architecture or another file.
trainer-no-features = This network needs features of the photos, and they have not been computed. Load the houses again, then start the run.

## The pretrained network

extractor-damaged = The file of the pretrained network is damaged or incomplete. Reload the page; if that does not help, build it again.
extractor-other-version = The file of the pretrained network belongs to another version of the page. Reload the page.
extractor-missing = The file of the pretrained network is missing. Build the page with ./run build, or give the file’s path.
