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
room-bathroom = bathroom
room-bedroom = bedroom
room-front = front
room-kitchen = kitchen
step-reading = Reading the photos:
step-see-progress = See the progress
step-table = A table was found:
step-name-columns = Name its columns
step-one-seed = One seed proves nothing:
step-another-run = Try another run
step-over = The run is over:
step-see-results = See the results
step-model-ready = The model is ready:
step-price-home = Price a home
step-start-here = Start here:
step-choose-folder = Choose a folder…
step-own-model = Train a model of your own:
step-photos-read = The photos are read:
step-estimate = Estimate the price
step-while = While run { $run } trains:
step-paused = Run { $run } is paused:
step-resume = Resume run { $run }
step-read-results = Read run { $run }’s results
step-watch = Watch it learn
step-cut-short = It was cut short:
step-go-on = Go on with run { $run }
step-one-missing = One photo is missing:
step-choose-photo = Choose the { $room } photo
step-houses-ready = The houses are ready:
step-start = Start run { $run }
why-locked-houses = Locked while run { $run } goes on. Stop it to choose other houses.
why-table = A table is being looked at. Cancel to choose other houses.
why-photos-read = Photos are being read. Cancel to choose others.
why-locked-settings = Locked while run { $run } goes on. Stop it to change them.
why-one-at-a-time = Run { $next } can start when run { $now } has finished or is stopped.
why-still-reading = The houses are still being read.
why-no-houses = There are no houses yet. Choose a folder or use the sample houses.
why-other-tile = The houses are kept from your last visit at { $kept } pixels a photo, and the settings say { $wanted }. Change the tile size, or choose the folder or the sample again.
why-no-gpu = { $why } Choose the CPU, or automatic choice.
why-not-started = The training module has not started yet.
why-backbone-read = The backbone’s file is being read.
why-backbone = This network stands on a ResNet-18 of yours: under Network, { $choose ->
    [file] choose its file
   *[both] choose the backbone, and its file
}.
why-series = Series { $series } goes on. Cancel it to start another.
why-run = Run { $run } goes on. Repeat it when it has finished or is stopped.
why-columns = Say first what the columns mean, or cancel that, under Data.
why-other-tab = Another tab of this page keeps it. Forget it there, or close that tab.
why-saving-series = Series { $series } is being saved as it goes on. Cancel it first.
why-saving = Run { $run } is being saved as it goes on. Stop it first.
why-list-other-tab = Another tab of this page keeps the list. Delete runs there, or close that tab.
why-no-run = No run is going on.
why-stopping = Stopping after the steps in flight.
why-pausing = Pausing after the steps in flight.
why-going-on = Going on.
why-not-begun = The run has not begun yet.
why-not-paused = The run is not paused.
why-paused = The run is paused already.
why-no-model = There is no model yet. Train one, or load one from a file.
why-reading = The photos are being read.
why-unreadable = A photo could not be read. Replace it.
why-loading = A model is being loaded.
why-at-work = The network is at work.
why-photo-missing = The { $room } photo is missing.
why-choose-photos = Choose the { $count } photos of a home first.
why-photos-missing = The { $rooms } photos are missing.
why-it = it
why-no-number = What is written for { $name } is no number. Write one, or leave it empty.
why-left-out = It knows nothing of { $names }: the houses that it learned from do not tell, or do not differ.
why-locked-model = Locked while run { $run } goes on: its model would take the place.
run-setting-up = Setting up the device
run-going-on = Going on from the last whole epoch
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
}: { $error } off on { $houses } test houses, after { $epochs ->
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
words-series = { $state ->
    [preparing] Series { $series } is being prepared
    [running] Series { $series } is training
    [over] Series { $series } has finished
   *[cancelled] Series { $series } was cancelled
}
words-loaded = { $houses } houses are loaded.
words-reading = Reading photos
words-kept-data = Kept from your last visit
words-loaded-in = Loaded in { $time }
words-is-loaded = Loaded
words-no-houses = No houses yet
words-can-go-on = Run { $run } can go on
words-no-run = No run yet
words-of-list = Run { $run } of the list
words-no-results = No results yet
words-results = Run { $run }, seed { $seed }, { $epochs ->
    [one] { $epochs } epoch
   *[other] { $epochs } epochs
}, { $time }
words-no-model = No model yet
words-model-of-run = Model of run { $run }, ready
words-model-kept = Model kept from your last visit, ready
words-model-from = Model from { $file }, ready
words-keeps-run = run { $run } after epoch { $epoch }
words-keeps-houses = the houses
words-keeps-listed = { $runs ->
    [one] { $runs } run or series of the list
   *[other] { $runs } runs and series of the list
}
words-keeps-shelf = { $items ->
    [one] { $items } thing that was kept by hand
   *[other] { $items } things that were kept by hand
}
words-keeps-model = the last model
words-keeps-folder = which folder to open again
words-keeps-unusable = This browser keeps something of this page that cannot be used.
words-lasting = The browser has promised to keep it until you delete it.
words-not-lasting = The browser has not promised to keep it: it may delete it when room gets scarce. Save what matters as a file.
words-keeps = This browser keeps { $things } for your next visit, and sends them nowhere.
words-list-denied = This browser lets the page keep nothing, so the list goes with the page.
words-list-silent = The browser does not answer, so the list goes with the page unless it still does.
words-list-other-tab = Another tab of this page keeps the list: what this tab adds is not saved until that tab is closed.
words-list-kept = The newest { $most } are kept in this browser, and sent nowhere.
words-list-unsaved = Not all of the list is saved in this browser: save the session as a file before you close the tab.
words-not-saved-tab = Not saved: another tab of this page is open and keeps its runs.
words-not-saved = Not saved: this browser lets the page keep nothing.
words-not-saved-silent = Not saved: the browser does not answer.
words-saved = Saved in this browser after epoch { $epoch }.
words-newer-interrupts = Loading it interrupts run { $run }, which can go on from its last saved epoch.
words-newer-ends-run = Loading it ends run { $run }, of which nothing is saved yet.
words-newer-ends-series = Loading it ends series { $series }.
words-newer-kept = This browser keeps { $things }, and the new version reads all of that.
words-newer-untold = It does not tell whether it reads what this browser keeps. Save the session as a file first: it holds the runs of the list, the model and the settings, not the houses.
words-newer-unread = It does not read { $things }, and a session file would not carry that over. Before you load it, finish open runs, and save the models and reports that you need.
words-newer-not-kept = Not everything in this tab is saved in this browser, and loading it loses the rest. Save the session as a file first: it holds the runs of the list, the model and the settings, not the houses.
words-newer = A new version of Facade is ready.
words-device-later = chosen when a run starts
words-device-loading = loading
header-places = Places
header-running = , running, { $percent } percent:
header-done = done:
header-read = { $percent } % read
header-no-houses = no houses yet
header-zip-codes = { $codes ->
    [one] { $codes } zip code
   *[other] { $codes } zip codes
}
header-epoch = { $run }, epoch { $epoch } of { $epochs }
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
title-view = { $run }: filters { $filters }; { $epochs } epochs; batch { $batch }; rate { $rate }
title-seeds = run { $seed }, split { $split }
title-run = Run in view
title-seed = Seeds
title-sent = Sent from this tab
title-nothing = nothing
place-train = Train
place-results = Results
place-predict = Predict
page-no-workers = The workers could not be started. Load the page again, or use a current browser.
page-too-large = { $file } takes { $size }, more than any model or ResNet-18. Choose another file.
page-unreadable = { $file } could not be read. Choose it again.
page-not-saved = The browser did not let the file be saved. Allow downloads for this page and try again.
notice-error = Error:
notice-warning = Warning:
notice-dismiss = Dismiss
parts-more = Show the next { $rows } ({ $left } left)
gallery-house = House { $house }: { $rooms }
gallery-sub = { $rooms }, tiled to { $width } × { $height } pixels. { $shown } of { $all }.
gallery-title = What the network will see
gallery-more = Show { $houses } more
newer-load = Load it now
newer-save = Save the session
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

load-blurb = A price list and the photos of each house, read and cleaned here.
load-what-then = What happens then
load-then-read = The price list is read, and houses in zip codes that are too rare to learn from are left out.
load-then-pictures = The photos of each house become one small picture, which is all that the network sees.
load-then-run = You start a run, watch it learn, and read how far off it is.
load-then-price = You price a home of your own from its photos.
load-zone = Choose data
load-drop-here = Drop a folder of houses here
load-replaced = Other houses took the place of “{ $name }”, { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}.
load-drop-another = Drop another folder here
load-files = Files of houses
load-folder = Folder of houses
load-what-is-needed = A price list, `HousesInfo.txt` or a CSV file, and one to nine photos for each house, such as `12_bedroom.jpg` and `12_kitchen.jpg`. A .zip of such a folder will do.
load-choose-folder = Choose a folder…
load-choose-files = Choose files or a .zip…
load-use-sample = Use the sample
load-open-again = Open “{ $folder }” again
load-sample-is-drawn = The sample houses are drawn by this page: a quick way to see how it all works.
load-sample-name = Sample houses
load-your-files = your files
load-reading = Reading { $name }
load-looking = Looking for the price list
load-photos-done = { $done } of { $total } photos
load-time-left = { $time } left
load-photos-read = Photos read
load-cancel = Cancel
load-cancel-keeps = Cancel keeps what was loaded before.
load-picked-refused = The folder could not be opened: the browser does not allow it. Choose it again, and allow reading it.
load-last-refused = “{ $folder }” could not be opened: the browser does not allow it. Choose it again, and allow reading it.
load-folder-gone = “{ $folder }” is not there any more. Choose the folder where it is now.
load-folder-unreadable = “{ $folder }” could not be read. Check that it may be opened, and choose it again.
load-one-of = One of { $photos }
load-reader-broke-down = The reader broke down or ran out of memory on it. Save the photo anew, or make it smaller.
load-model-in-use = The model from { $file } is in use. It was trained on “{ $data }”.{ $from ->
    [file] {" "}It is not kept for your next visit: open it again then.
   *[visit] {""}
}
load-model-not-loaded = { $file } was not loaded: the compute worker broke down on the way. Load it again.
load-home-not-asked = The network broke down before it was asked. Price the homes again.
load-going-on = Going on from the last checkpoint
map-question = What do the columns of { $file } mean?
map-table = The table
map-rows = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}, of which the first are shown. Photos go by their names, such as 12_kitchen.jpg for house 12, unless a column names their files. What currency prices are in is chosen at the foot of the page.
map-read = Read the houses
map-meaning-of = What { $column } means
map-price-list = Price list
map-per-zip-code = Houses that an area needs
map-zero-keeps-all = 0 keeps all
map-nothing = Not used
map-price = Price
map-number = House number
map-zip-code = Zip code or area
map-attribute = A number about the house
map-photo = Photo file
map-no-price = No column is the price yet. Say which one is.
map-too-many-photos = { $columns } columns are photos, and a house can have { $most }.

## Data report

data-left-out = left out
data-in-order = in order
data-left-out-zip-codes = left out, { $zip-codes ->
    [one] { $zip-codes } zip code
   *[other] { $zip-codes } zip codes
}
data-kept-zip-codes = kept, { $zip-codes ->
    [one] { $zip-codes } zip code
   *[other] { $zip-codes } zip codes
}
data-to-learn-from = to learn from
data-to-test-on = to test on
data-in-price-list = houses in the price list
data-split-drawn = The split is drawn with seed { $seed }: a share of { $share } is set aside and never trained on.
data-split-by-hand = { $houses ->
    [one] { $houses } house is
   *[other] { $houses } houses are
} left out by hand; the others stay on their side.
data-from-folder-to-split = From folder to split
data-name-and-photos = { $name }, { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}
data-before-after = Before and after cleaning
data-figure = Figure
data-in-the-folder = In the folder
data-kept = Kept
data-houses = Houses
data-zip-codes = Zip codes
data-photos = Photos
data-mean-price = Average price
data-price-deviation = Standard deviation
data-median-price = Median price
data-what-and-why = What was left out, and why
data-reason = Reason
data-then = Then
data-show-left-out = { $reason }: show { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}
data-by-zip-code = Houses by zip code
data-one-gable = One gable, one house
data-gable-for = One gable, { $houses } houses
data-zip-code = Zip code
data-drawn = Drawn
data-median = Median
data-prices = Prices
data-rare-zip-code = { $houses ->
    [one] No other house is in zip code { $zip-code }.
   *[other] Only { $houses } houses are in zip code { $zip-code }.
}
data-no-photo = There is no { $room } photo.
data-no-photo-file = There is no { $room } photo: the file “{ $file }” that the price list names was not found.
data-unreadable-photo = { $file } cannot be read: { $problem }
data-other-reason = It was left out for a reason that only a later version of Facade can tell.
data-by-hand = Left out by hand.
data-same-photo = House { $house }: one photo stands for { $a } and { $b }, so one of the two is wrong.
data-shared = Houses { $a } and { $b } share { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}, { $how ->
    [identical] the same byte for byte
   *[similar] alike to the eye
}: { $rooms }.
data-other-room = House { $house }: the { $room } photo may show a { $looks-like }. Worth a look: most such hints are wrong.
data-many-alike = { $photos } of { $of ->
    [one] { $of } photo
   *[other] { $of } photos
} look like another one. They may be drawings, or one placeholder over and over, so copies that only look the same are not listed.
data-outlying-price = House { $house }: { $price } is { $times } the median of { $among ->
    [all] all houses
   *[zip-code] zip code { $zip-code }
}.

## Errors of datasets and pictures

dataset-empty-folder = The folder is empty. Choose the folder that holds the price list (HousesInfo.txt or a CSV file) and the photos.
dataset-no-table = There is no price list in { $place ->
    [folder] “{ $folder }”
   *[files] the files you chose
}: no HousesInfo.txt and no CSV file. Choose the folder that holds the price list and the photos.
dataset-only-spreadsheet = { $file } is a spreadsheet, which cannot be read here. Open it, save it as “CSV UTF-8” into the same folder, and choose the folder again.
dataset-not-text = { $kind ->
    [zip] { $file } is a spreadsheet or another zip archive in spite of its name.
    [excel] { $file } is an Excel spreadsheet in spite of its name.
    [jpeg] { $file } is a JPEG picture in spite of its name.
    [png] { $file } is a PNG picture in spite of its name.
    [gif] { $file } is a GIF picture in spite of its name.
    [tiff] { $file } is a TIFF picture in spite of its name.
    [pdf] { $file } is a PDF in spite of its name.
    [rtf] { $file } is a Rich Text document in spite of its name.
    [gzip] { $file } is packed with gzip in spite of its name.
    [parquet] { $file } is a Parquet file in spite of its name.
    [database] { $file } is a database in spite of its name.
    [web-page] { $file } is a web page in spite of its name.
    [git-lfs] { $file } is a pointer to a file that Git LFS keeps elsewhere.
    [utf-32] { $file } is UTF-32, which is not read here.
    [unmarked-utf-16] { $file } has a zero byte in every other place (perhaps UTF-16 without its mark).
    [cut-utf-16] { $file } is damaged: it is marked as UTF-16 and ends within a letter.
    [half-utf-16] { $file } is damaged: it is marked as UTF-16 and holds half a letter.
    [cut-utf-8] { $file } is not UTF-8: the byte { $byte } in line { $line } (the file ends within a letter).
    [not-utf-8] { $file } is not UTF-8: the byte { $byte } in line { $line } (perhaps Windows-1252 or Latin-1).
   *[zero-byte] { $file } is not text: there is a zero byte in line { $line }.
}
dataset-save-as-text = { $what ->
    [list] Save the list as plain text in UTF-8 and choose the folder again.
   *[table] Save the table as “CSV UTF-8” and choose the folder again.
}
dataset-many-files = “{ $name }” holds more than { $most } files. Choose the folder that holds the price list and the photos.
dataset-table-too-large = { $of ->
    [bytes] { $file } has { $found } bytes, and { $most } can be read. Take out what is not needed.
    [columns] { $file } has { $found } columns, and { $most } can be read. Keep the price, the zip code and what describes the house.
    [rows] { $file } has more than { $most } rows, and { $most } can be read. Split it, or take out what is not needed.
   *[fields] { $file } has more than { $most } fields, and { $most } can be read. Split it, or take out what is not needed.
}
dataset-open-quote = The quotation mark that opens a field in line { $line } of { $file } is never closed. Close it, or take it away, and choose the folder again.
dataset-no-rows = { $file } has names of columns and no house below them. It needs one line a house, with its price.
dataset-table-empty = { $file } is empty. It needs one line a house, with its price.
dataset-no-readable-line = No line of { $file } could be read as a house. { $first } Mend the lines, or change what the columns mean.
dataset-no-photos = There are no photos beside { $file }. Put them into the same folder, named 1_bathroom.jpg, 1_bedroom.jpg, 1_frontal.jpg, 1_kitchen.jpg and so on.
dataset-no-named-photos = No photo that { $file } names was found; the first is “{ $example }” in line { $line }. Put the photos into the folder of the price list, or into a folder within it, and choose the folder again.
dataset-no-room = There is no room of which at least half of the { $houses } houses in the price list have a photo; there are photos of { $with-photos }. Name photos by the house's number and the room, as in 12_kitchen.jpg.
dataset-every-zip-code-rare = No zip code has { $needed } houses or more; the most frequent has { $most }. Add houses to the price list, so that at least one zip code has { $needed }.
dataset-no-complete-house = No house has all { $photos } photos in a form that can be read. { $example }
dataset-house-problem = House { $house }: { $problem }
dataset-unfinished = The photos of house { $house } were not read to the end. Load the folder again.
dataset-file-missing = There is no file “{ $path }”. Check that it was not moved or renamed.
dataset-file-unreadable = “{ $path }” could not be read: { $why }. Check that it may be opened and was not moved.

columns-no-column = The { $meaning ->
    [price] price
    [number] house’s number
    [zip-code] zip code
    [photo] photo
   *[attribute] attribute
} is to be in column { $column }, and { $file } has { $columns }. Choose another column.
columns-no-name = There is no column “{ $name }” in { $file }. Its columns are: { $columns }.
columns-both = The column “{ $name }” cannot be both the { $first ->
    [price] price
    [number] house’s number
    [zip-code] zip code
    [photo] photo
   *[attribute] attribute
} and the { $second ->
    [price] price
    [number] house’s number
    [zip-code] zip code
    [photo] photo
   *[attribute] attribute
}. Choose another column for one of them.
columns-twice = The column “{ $name }” is chosen twice as { $meaning ->
    [photo] photo
   *[attribute] attribute
}. Choose it once.
columns-many-photos = { $columns } columns hold photos, and { $most } photos a house can be used. Choose { $most } of them or fewer.
columns-many-attributes = { $columns } columns are attributes, and { $most } can be used. Choose { $most } of them or fewer.

row-value = “{ $value }”
row-fields = Line { $line } has { $found ->
    [one] { $found } field
   *[other] { $found } fields
} where the table has { $columns } columns.
row-five-fields = Line { $line } has { $found ->
    [one] { $found } field
   *[other] { $found } fields
} where 5 are needed: bedrooms, bathrooms, area, zip code, price.
row-same-number = Line { $line }: house { $house } is already in line { $first }. Give each house a number of its own.
row-cannot-be = Line { $line }: the { $column ->
    [bedrooms] number of bedrooms
    [bathrooms] number of bathrooms
   *[other] { $column }
} is { $value }, which cannot be.
row-no-number = Line { $line }: the { $column ->
    [bedrooms] number of bedrooms
    [bathrooms] number of bathrooms
   *[other] { $column }
}, { $value }, is not a number.
row-no-price = Line { $line } has no price.
row-price-unlike = Line { $line }: the price, { $value }, has its points or commas elsewhere than the other prices. Write it like them.
row-price-too-low = Line { $line }: the price is { $value }; it has to be above 0.
row-price-too-high = Line { $line }: the price is { $value }; it has to be below a million million.
row-house-missing = Line { $line } has no number in the column { $column }.
row-house-zero = Line { $line }: the house’s number is { $value }; it has to be above 0.
row-house-too-large = Line { $line }: the house’s number, { $value }, is too large; { $most } is the highest.
row-house-not-whole = Line { $line }: the house’s number, { $value }, is not a whole number.

archive-not-one = The archive is not a zip file, or it is damaged or not whole. Download or copy it again, or unpack it and choose the folder.
archive-unreadable = The archive could not be read: { $why }. Check that it may be opened and was not moved.
archive-many-entries = The archive holds { $entries } files and folders, and { $most } can be read. Unpack it and choose the folder.
archive-empty = There is no file in the archive. Choose one that holds the price list and the photos.
archive-encrypted = “{ $path }” in the archive is protected by a password. Unpack the archive with the password and choose the folder.
archive-method = “{ $path }” in the archive is packed with { $method }, which cannot be read here. Unpack the archive and choose the folder, or zip it again with the usual method, Deflate.
archive-method-aes = AES encryption
archive-method-number = method { $number }
archive-unpacks-to = Unpacked, the files in the archive would be { $megabytes } MB, more than { $times } times the archive itself, which no photos are. Unpack it and choose the folder.
archive-too-large = “{ $path }” in the archive has { $megabytes } MB unpacked, and { $most } MB can be read. Make the file smaller.
archive-damaged = “{ $path }” in the archive is damaged: { $what ->
    [behind] it begins behind the archive's end
    [begin] it does not begin where the archive's directory says
    [end] its end is missing
    [packed] it cannot be unpacked
    [length] it has not the length that the archive's directory names
   *[sum] its check sum is wrong
}. Download or copy the archive again.

picture-empty = The file is empty. Copy the photo again.
picture-none = The file is not a JPEG, PNG, WebP, GIF or BMP picture. Save the photo as JPEG.
picture-foreign = The photo is { $kind }, which cannot be decoded. Save it as JPEG.
picture-not-in-this-browser = The photo is { $kind }, which this browser cannot decode. Save it as JPEG.
picture-svg = an SVG drawing
picture-pdf = a PDF document
picture-psd = a Photoshop file
picture-raw = a camera's RAW file
picture-truncated = The file ends before the picture does. Copy the photo again.
picture-file-too-large = The file has { $megabytes } MB, and { $most } MB can be read. Save the photo as JPEG.
picture-too-large = The picture has { $megapixels } million pixels, and { $most } million can be read. Make it smaller.
picture-too-long = The picture is { $side } pixels long, and { $most } can be read. Make it smaller.
picture-heavy = The picture takes { $megabytes } MB of memory to read, and { $most } MB may be used. Make it smaller, or save it as an ordinary JPEG.
picture-damaged = The picture is damaged ({ $what }). Copy the photo again, or save it anew.
picture-many-scans = it has more than { $most } scans
picture-frame-size = a frame has another size than it says
picture-no-pixels = it has no pixels
picture-check-sum = a check sum is wrong

splitting-share = The test share is { $share }. Choose a number between 0 and 1, such as 0.25.
splitting-none-to-train = A test share of { $share } of { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
} leaves none to train on. Choose a smaller share, or a folder with more houses.
splitting-no-houses = There are no houses to split. Load a folder with houses first.
splitting-folds = There are { $folds } folds and { $houses } training houses. Choose fewer folds than houses.
splitting-all-left-out = { $side ->
    [train] Every house to train on is left out. Take some in again under Data, or change the split.
   *[test] Every house to test on is left out. Take some in again under Data, or change the split.
}

## Training settings

form-settings = Settings
form-is-reference = These are the reference settings.
form-undo-reset = Undo: the settings as they were
form-reset = Back to the reference
form-suggested = Chosen for your houses: what does best on houses as a rule. “{ $reset }” takes the tutorial’s.
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
config-many-zip-codes = The houses have { $zip-codes } different zip codes, and a network can be told { $most }. Read the table again with another column for the zip code, or with none; or choose a network that sees only the photos.
config-long-zip-codes = The zip codes of the houses are { $bytes } bytes of text, and a model’s file has room for { $most }. Read the table again with another column for the zip code, or with none; or choose a network that sees only the photos.
config-many-inputs = { $encoding ->
    [crossed] With { $columns } attributes, each by itself and in each of { $zip-codes } zip codes, every one of { $houses } houses would become { $inputs } numbers, more than a browser tab has room for. Choose attributes that are not told by zip code, or read the table again with another column for the zip code or fewer attributes.
   *[plain] With { $columns } attributes and { $zip-codes } zip codes, every one of { $houses } houses would become { $inputs } numbers, more than a browser tab has room for. Read the table again with another column for the zip code, with none, or with fewer attributes.
}
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
aside-what = These cannot be used. They were moved aside and stay until you delete them:
aside-one = { $what }, { $size }
aside-houses = the houses
aside-excluded = which houses are left out
aside-run = the run that was cut short
aside-checkpoint = the state of that run
aside-model = the last model
aside-listed = run or series { $number } of the list
aside-shelf = the names of what is kept by hand
aside-deleted = Deleted: { $what }.

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
listed-no-room = The list is full: it has room for { $most } runs and series. Delete another one first.
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

results-zip-code = Zip code
results-where = Where it goes wrong
results-where-sub = Mean error by zip code, on the test houses
results-actual-price = Actual price
results-at-prices = At which prices
results-at-prices-sub = Mean error by actual price, on the test houses
results-blurb = How far off, on houses it never saw, and against what.
results-hide = Hide them
results-show-those = Show those of run { $run }
results-of-earlier = These are the results of run { $run }.
results-none-yet = When a run has finished or is stopped, its error on the test houses stands here, beside what guessing one price for every house would score.
results-save-report = Save the report of this run
results-report-how = One document with settings, data, charts and tables of this run. It opens anywhere, and loads nothing.
results-mean-error-over = Mean error over { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}
results-from-house-to-house = ± { $deviation } from house to house
results-this-network = This network
results-always = Always { $price }
results-best-constant = the best single price for the training houses
results-median = the median of the training houses
results-mean = the mean of the training houses
results-by-zip-code = The best price in each zip code
results-no-photo-no-attribute = no photo, no attribute
results-ridge = Ridge regression
results-ridge-sees = attributes and zip code, no photo
results-against = Read it against these
results-against-sub = Mean error on the same { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}. Shorter is better.
results-guess = Guess
results-drawn = Drawn
results-mean-error = Mean error
results-mae = Mean absolute error
results-rmse = Root mean square error
results-r2-how = 0 is the mean, 1 is perfect
results-bias = Bias
results-houses-counted = { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}
results-average-price = Average price
results-price-std = Standard deviation
results-half-within = Half of the houses are within { $percent } %.
results-errors-label = How the errors spread. { $low } houses were priced too low and { $high } too high; { $far } by 200 percent or more.
results-errors = How the errors spread
results-houses-by-error = Houses by error
results-error = Error
results-houses = Houses
results-save-csv = Save as CSV
results-beside = Test beside training
results-beside-sub = Where the test error is far above the training error, it has learnt its houses by heart. Both with the finished network; the training loss above was taken while it changed, with dropout.
results-figure = Figure
results-test = Test
results-training = Training
figures-from-to = { $low } to { $high }
figures-below = below { $edge } %
figures-and-more = { $edge } % and more
figures-bin = { $low } to { $high } %
figures-rare-zip-code = Zip code with too few houses
figures-missing-photo = Photo missing
figures-unreadable-photo = Photo that cannot be read
figures-broken-line = Broken line in the price list
figures-other-reason = Another reason
figures-zip-code-houses = { $code }: { $houses ->
    [one] { $houses } house
   *[other] { $houses } houses
}
figures-house-reason = House { $house }: { $reason }
figures-and-others = And { $more } more: the report as CSV names them all.
figures-more-rooms = { $rooms } more
figures-rooms-left-out = A montage has { $places } places: photos of { $rooms } are left out.
figures-verdict = { $how ->
    [better] Better than guessing
    [equal] It makes no difference yet
   *[worse] Not better than guessing
}: one fixed price for every house would be { $off } off.
figures-beside-ridge = { $than ->
    [better] Better still
   *[worse] It beats this too
}: ridge regression on the attributes, without a photo, { $off } off.
figures-no-home-costs-that = No home costs that: the network has lost its way. It was trained on prices from { $span }.
figures-outside = This is { $side ->
    [below] below
   *[above] above
} every price that the network was trained on ({ $span }): do not rely on it.
figures-also-said = That is also said of { $alarms } of { $houses ->
    [one] { $houses } test house
   *[other] { $houses } test houses
}, which are of the same kind.
figures-unlike = These photos are unlike those that the network learned from: further from them than nearly all of those are from each other. Its price is a guess.
figures-none = none
figures-its-deviation = Its standard deviation
figures-r2-log = R² on log price
figures-too-low = prices come out too low
figures-too-high = prices come out too high
figures-neither = neither low nor high
chart-lowest = lowest: { $error }, epoch { $epoch }
chart-above = { $points ->
    [one] { $points } point above the edge
   *[other] { $points } points above the edge
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
scatter-house = House { $house }: actual { $actual }, predicted { $predicted }, { $error }
scatter-label = Predicted against actual price of { $all } test houses, both axes logarithmic. { $near } lie within a factor of two.
scatter-no-house = No house
house = House { $house }
scatter-actual = actual { $price }
scatter-predicted = predicted { $price }
scatter-keys = Test houses by actual price; Enter shows one
scatter-title = Predicted against actual
scatter-sub = { $near } of { $all ->
    [one] { $all } house
   *[other] { $all } houses
} within a factor of two (the tinted band). Point at a house, or walk through them with the arrow keys.
scatter-table-before = The
scatter-table-link = table of test houses
scatter-table-after = below holds every point of this chart.
ranked-worst = Furthest off
ranked-best = Nearest

## Houses and why

house-no-model = The network of this run is not here any more. Train it again.
house-other-model = The network in use is not that of run { $run }. Train it again, or show the latest run.
house-no-data = The houses of this run are not loaded any more. Choose their folder again.
house-close = Close
house-zip-code = Zip code
house-actual = Actual
house-predicted = Predicted
house-error = Error
house-why = Why this price
houses-caption = { $shown } of { $all }{ $order ->
    [error] , largest error first
   *[other] {""}
}. The line runs from the actual price to the predicted one, on a logarithmic scale.
houses-title = Test houses
houses-montage = Montage
houses-house = House
houses-off = Off by
houses-show-all = Show all { $houses }
houses-show-more = Show { $houses } more
houses-show = Show this house
figure-save-as = Save “{ $title }” as { $kind }
figure-table = Read as a table
figure-save = Save as
guide-montage = What is a montage, and why is it so small?
guide-montage-1 = The photos of a house, each squeezed to a square, side by side in one picture: so the network sees all rooms at once, each always in the same corner. This is the tutorial’s third option; the others are a photo at a time, or a branch for each room.
guide-montage-2 = Small pictures keep the number of weights near what some hundred houses can teach. A room is still told from another at this size; a crack in a wall is not.
guide-mape = Why percent, and not an amount?
guide-mape-1 = The mean absolute percentage error (MAPE) is how far each price is off, in percent of what the house costs, on average. Being 50,000 off matters more for a cottage than for a mansion, and a percentage says so.
guide-mape-2 = It is not fair to both sides: too low can be at most 100 % off, too high without end. So a network that makes it small errs on the low side, and a single low price for all scores better than the mean price does.
guide-overfitting = What does over-fitting look like here?
guide-overfitting-1 = The blue line, training, goes on falling; the red one, validation, stays where it is or rises again. From there on the network learns its houses by heart and nothing about houses. With a few hundred of them that comes early: after some dozen epochs for the tutorial’s network. A network of members has no blue line: of it, Results has the errors on test and training houses side by side.
guide-overfitting-2 = The lowest point of the red line is marked, but is no result: whoever picks the best of many epochs by looking at the houses that test has let those houses teach. What counts is the last epoch, or one chosen on houses held back from training.
guide-baselines = What do these guesses mean?
guide-baselines-1 = A figure alone says nothing. Always naming the same price takes no photo and no network: what such a guess scores is the mark to beat. The best single price is low, since a percentage punishes a price that is too high most.
guide-baselines-2 = The best price in each zip code knows where a house stands, ridge regression knows its rooms and its area too. A network of photos alone that stays behind them has not failed: it knows less. One that is told all of it and stays behind them has learned nothing from photos that pays.
guide-figures = What do these figures mean?
guide-figures-1 = Mean absolute error: how far off in money, on average. Root mean square error: the same, but a house that is twice as far off counts four times. Bias: whether prices come out too low or too high on the whole.
guide-figures-2 = R² compares with naming the mean price of these houses: 1 is perfect, 0 no better, below 0 worse. On the logarithm of the price it asks the same of proportions, so that a few mansions do not decide it. Some networks’ prices are shaded: multiplied by one factor, found on houses held back, that makes the percentage error least, and R² lower.
guide-range = Where does a range come from?
guide-range-1 = From houses that the network was not trained on: how far off it was there, at the stated rate, is as far as it may be off here, for homes of the same kind (conformal prediction). It does not know better or worse for this home in particular.
guide-range-2 = A home unlike all training houses is not of the same kind: then neither price nor range has a ground, and the page says so.
why-looking = The network is looking at the photos with a part of them covered at a time.
why-photos-of = Photos of house { $house }
why-photos = The photos of the home
why-regions-how = What each region adds to the price: how much lower it is with that region painted over in the photo’s mean colour. Blue raises it, red lowers it.
why-pixels-how = How strongly each pixel could change the price, up or down: the gradient of the price with respect to the pixel’s colour. It says where the network is sensitive, not what it likes.
why-title = What in the photos moved the price
why-map = Map over the photos
why-regions = Regions
why-pixels = Pixels
why-none = None
why-point = Point at a region to read what it adds.
why-words = In words
why-most = Regions that move the price most
why-region = Region
why-adds = Adds
why-told = What it was told
why-told-how = What each adds, beside a house of which it is not told. They act together: their sum is not the price.
why-told-table = What each attribute adds to the price
why-attribute = Attribute
why-like = Training houses like it
why-like-how = The nearest in the network’s own feature space, by { $by ->
    [photos] what its filters find in the photos
   *[attributes] what it makes of their attributes
}, and what they cost.
explain-top-left = top left
explain-top = top centre
explain-top-right = top right
explain-left = middle left
explain-middle = middle
explain-right = middle right
explain-bottom-left = bottom left
explain-bottom = bottom centre
explain-bottom-right = bottom right
explain-most = Most is added by the { $room } photo, { $place } ({ $amount }), most is taken by the { $other } photo, { $there } ({ $taken }).
explain-nothing = No part of the photos changes this price: the network does not look at them.

## Predict

predict-blurb = The photos of one home. The order matters, so each has its own place.
predict-zip-code = Zip code
predict-zip-code-unknown = another, or not known
predict-zip-code-type = Type it. The model knows { $codes } zip codes.
predict-zip-code-new = The model was not trained on this zip code. It is treated as unknown.
predict-about = About the home
predict-about-how = This model looks at more than photos. What you leave empty counts as the mean of the houses that it learned from.
predict-montage = The photos tiled into one picture of { $width } by { $height } pixels
predict-montage-size = { $width } × { $height } pixels, the photos at { $tile } × { $tile } each.
predict-montage-reading = Reading the photos
predict-montage-to-come = The photos as one small picture
predict-montage-all = It sees no more than this.
predict-no-photos = This model looks at no photo.
predict-montage-and-told = It sees this picture, and is told what stands above.
predict-untold = What is left empty counts as the mean of the training houses. Price and range were measured on houses of which all was known: they do not hold for this home.
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
predict-before = { $file } was in use before it.
predict-take-back = Take it back
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
homes-cleared = The list is cleared.
homes-clear = Clear the list
homes-many = Many homes
homes-many-how = A folder with the photos of several homes, without prices: in a folder each, or named by home and room, as in 12_kitchen.jpg. Drop it here, or choose it.
homes-choose = Choose a folder…
homes-choose-folder = Choose a folder with photos of several homes
homes-of-model = These are prices of { $model }. Price them again with the model in use now.
homes-waiting = in line
homes-asked = being priced
homes-not-priced = not priced yet
homes-guess = Unlike the training houses: a guess.
homes-missing = No photo of the { $rooms }.

## Keeping

keeping-other-tab = Another tab of this page is open and keeps its runs. Runs in this tab are not saved until that tab is closed.
keeping-taken-over = The other tab was closed: runs in this tab are saved from the next epoch on.
keeping-replaced = This browser kept another run that can go on. It was moved aside with its houses, since this tab has a run of its own: save it as a file, or delete it.
keeping-room-again = The browser has room again, and everything is saved.
keeping-full = The browser has no room left for this page, so the run is not saved: a reload would lose it. It goes on meanwhile. Free some disk space, and saving is tried again.
keeping-full-by-hand = The browser has no room left for this page, so that was not done. Free some disk space and try again.
keeping-denied-by-hand = This browser does not let the page keep anything, so that was not done. Allow the page to store data, or leave the private window, and load the page again.
keeping-failed-by-hand = The browser could not do that. Try again.
keeping-denied = This browser does not let the page keep anything, so the run is not saved: a reload would lose it. It goes on meanwhile. Allow the page to store data, or leave the private window, and load the page again.
keeping-failed = The browser could not save the run: a reload would lose it. It goes on meanwhile, and saving is tried again.
keeping-silent = The browser does not answer when it is asked for what it keeps of this page, so nothing is saved: a reload would lose it. The page goes on meanwhile, and saves as soon as the browser answers. If it does not, close other tabs of this page and start the browser again.
keeping-blocked = Another tab holds an older version of this page and what that keeps, so nothing is saved here: a reload would lose it. Close that tab or load it again, and this one saves.
keeping-answers = The browser answers again: what was waiting is being saved.
keeping-outdated = A newer version of this page is open in another tab and has taken over what the browser keeps. This tab saves nothing any more: save the session as a file, then load the page again.
keeping-stuck = Something that this browser kept cannot be read, and could not be moved aside. To leave it unchanged, this tab saves no runs, houses or models until you choose Forget. Save the session as a file before you close the tab.
keeping-stuck-newer = A later version of this page left something here. To leave that unchanged, this tab saves no runs, houses or models. Save the session as a file before you close the tab.
keeping-failed-model = The browser could not keep the model of the last run: a reload would lose it. Save the model as a file. Keeping it is tried again.
keeping-failed-listed = The browser could not keep some of the runs and series of the list: a reload would lose them. Save the session as a file. Keeping them is tried again.
keeping-failed-forget = The browser could not forget what it keeps. That is tried again.
keeping-old-form = What this browser kept was written by an early version of this page, in a form that is no longer read. It was moved aside: save it as a file, delete it, or leave it.
keeping-newer = What this browser kept was written by a later version of this page. Load that version as soon as the page offers it; until then everything stays as it is.
keeping-damaged = What this browser kept is damaged and cannot be used. It was moved aside: save it as a file, delete it, or leave it. Then start again.
keeping-list-old-form = Some of the runs that this browser kept for the list were written by an early version of this page, in a form that is no longer read. They were moved aside: save them as files, delete them, or leave them. The others are there.
keeping-list-newer = Some of the runs that this browser kept for the list were written by a later version of this page. The others are there. Load that version as soon as the page offers it; until then those runs stay as they are.
keeping-list-damaged = Some of the runs that this browser kept for the list are damaged and cannot be shown. They were moved aside: save them as files, delete them, or leave them. The others are there.
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
shelf-unreadable = The list of what is kept by hand cannot be read: an early or a later version of this page wrote it, or it is damaged. What lies there is listed by numbers in the place of its names.
shelf-damaged = “{ $name }” is no session, or is damaged. Choose a .facade file that was saved here.
shelf-old-form = “{ $name }” was saved by an early version of Facade, in a form that is not read any more. Nothing here has changed.
shelf-newer = “{ $name }” was saved by a later version of Facade. Load that version as soon as the page offers it, then open the file again.
shelf-unsound = “{ $name }” contains impossible figures, such as an infinite price. Nothing was taken from it.
shelf-came = { $runs ->
    [one] { $runs } run or series came to the list with a session.
   *[other] { $runs } runs and series came to the list with a session.
}
shelf-no-room = { $runs ->
    [one] { $runs } of its runs and series found no room
   *[other] { $runs } of its runs and series found no room
}: the list holds { $most }. Delete some, then open it again.
shelf-left-out = { $runs ->
    [one] { $runs } of its runs and series was left out: it
   *[other] { $runs } of its runs and series were left out: they
}{ $why ->
    [newer] {" "}came from a later version of Facade. Load the page again to get that version, then open the session again.
    [unsound] {" "}had figures that no run can have come to, such as a price without end.
   *[damaged] {" "}came damaged. Save the session again where it came from.
}
shelf-unknown = something that this version cannot read
shelf-found = Kept { $number }
shelf-model-moved = This browser kept the model “{ $name }” from another tab. It is now in the list “Kept by hand”, since this tab has a model of its own.
shelf-opened = “{ $name }” is open: { $runs ->
    [none] it has no runs
    [left-out] none of its runs came to the list
    [there] its runs were in the list already
   *[some] { $added ->
    [one] { $added } run or series came to the list
   *[other] { $added } runs and series came to the list
}
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
report-value = Value
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

session-no-houses = There are no houses to train on yet. Choose a folder, or use the sample houses.
session-tile = The photos were tiled at { $tiled } pixels, and the settings say { $settings }. Load the houses again at the new size.
session-no-model = There is no model yet. Train one, or load one from a file.
session-photos = The houses have { $photos } photos each, and the settings say { $settings }. Load the houses again.
session-not-a-number = After epoch { $epoch } the network’s prices are beyond all numbers, so it has no results and leaves no model. Try a lower learning rate.
session-montage = The picture does not fit the model, which takes { $width } by { $height } pixels. Choose the photos again.

gpu-looking = Looking for a GPU
gpu-timing = Timing a few training steps on the GPU and on the CPU
gpu-or-cpu = { $why } Choose the CPU, or automatic choice.
gpu-emulated = The browser's WebGPU ({ $name }) is emulated on the CPU.
gpu-no-steps = No device could do a training step. Load the page again.
gpu-not-built = This program was built without GPU support.
gpu-no-webgpu = This browser has no WebGPU.
gpu-no-adapter = The browser's WebGPU found no graphics processor.
gpu-no-timestamps = The graphics processor lacks WebGPU's timestamp-query, which training needs.
gpu-no-answer = The browser's WebGPU does not answer. To use the GPU, start the browser again.
gpu-not-started = The GPU could not be started: { $why }.
gpu-unnamed = unnamed

worker-photo-unread = The { $room } photo cannot be read: { $problem }
worker-houses-large = The houses' pictures need { $megabytes } MB, more than there is. Choose smaller tiles or fewer houses.
worker-houses-lost = The browser lost the houses' pictures. Load the houses again.
worker-file-refused = the browser could not read the file
bitmap-no-size = its size is missing
bitmap-other-size = it has another size than it says

model-file-other = This is not a model file. Choose a .safetensors file that was saved here.
model-file-large = This file is larger than any model that was saved here. Choose a .safetensors file that was saved here.
model-file-foreign = This safetensors file was not saved by Facade: it does not say how to predict with its weights. Choose a file that was saved here.
model-file-unknown = This model file is of a kind that this page cannot read ({ $kind }). Load the page again to get its newest version.
model-file-version = version { $version }
model-file-order = another order of channels or photos
model-file-unpacked = The model could not be packed into a file: { $why }.
model-file-beyond = The model takes { $size } MB, more than the { $most } MB that can be opened again. Choose fewer filters, smaller photos or fewer zip codes, and train again.
model-file-no-parameter = a parameter is missing
# What follows is a clause each, which stands for what is wrong here.
model-file-damaged = The model file is damaged: { $what }. Save it again where it came from.
model-file-length = its length is not what its header says
model-file-unreadable = what it says about itself cannot be read ({ $why })
model-file-long-name = a name in it is too long
model-file-rooms = its rooms are not as many as its photos
model-file-scale = its price scale is not a positive number
model-file-ranges = its ranges are none
model-file-asks = what it asks about a home is not what its network takes
model-file-prices = its range of training prices is none
model-file-parameters = its number of parameters is not that of its network
model-file-epochs = it has done more epochs than it was to do
model-file-error = its error is below zero or no number
model-file-few-weights = it holds fewer weights than its network needs
model-file-no-tensor = { $name } is missing
model-file-tensor-shape = { $name } has another shape or type
model-file-below-zero = { $name } has values below zero
model-file-no-numbers = some of its weights are not numbers
model-file-neighbours = what it says of its training houses does not fit

resnet-other = This is not a safetensors file. Choose the weights of a ResNet-18, saved as .safetensors.
resnet-large = This file is larger than a ResNet-18. Choose the weights of a ResNet-18, saved as .safetensors.
resnet-missing = The file holds no “{ $name }”. Choose a ResNet-18 in the names of torchvision or timm, such as conv1.weight and layer1.0.bn1.running_mean.
resnet-deeper = The file holds “{ $name }”, which a ResNet-18 does not have: it is another network. Choose a ResNet-18.
resnet-shape = In the file “{ $name }” has the shape { $found }, and in a ResNet-18 { $wanted }. Choose a ResNet-18.
resnet-type = In the file “{ $name }” is of type { $found }. Save the weights in single precision (F32), and choose that file.
resnet-values = In the file “{ $name }” has values that no trained network has. Choose another file.

checkpoint-unreadable = The saved state of the run cannot be read. Start the run again.
checkpoint-other-houses = The saved run was trained on other houses. Discard it, and start a new run.
checkpoint-other-settings = The saved run had other settings. Put them back, or start a new run.

encoder-nothing = This network learns from attributes, and the table has none that differ between houses. Choose a network that sees the photos, or a table with columns such as bedrooms and area.
encoder-untold = No training house tells its { $attribute }: the network does without it.
encoder-same = All training houses have the same { $attribute }: the network does without it.
encoder-same-zip-code = All training houses have the same zip code: the network does without it.

prepared-single-step = A batch of { $batch } is more than the { $houses } training houses: each epoch is a single step. Choose a smaller batch.
prepared-looking = Looking at the photos: { $done } of { $houses } houses
prepared-learning = Learning filters from the photos

trainer-device = The device stopped answering: { $why }.
trainer-not-finite = At step { $step } of epoch { $epoch } the loss was no longer a number. Try a lower learning rate. The model of the epoch before is kept.
trainer-no-price = The model gives no price for these photos: its weights are too large. Load another model, or train one.
trainer-too-few = { $houses ->
    [one] Of { $houses } training house, none would be left to train on. Hold back fewer for validation, or load more houses.
   *[other] Of { $houses } training houses, none would be left to train on. Hold back fewer for validation, or load more houses.
}
trainer-members = The network has { $members } members, one for each part of { $houses } training houses. Choose fewer members than houses.
trainer-no-backbone = This network stands on a ResNet-18 of yours. Choose its .safetensors file in the settings, then start again.
