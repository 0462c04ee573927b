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

load-blurb = A price list and the photos of each house, read and cleaned here.
load-what-then = What happens then
load-then-read = The price list is read, and houses in zip codes that are too rare to learn from are left out.
load-then-pictures = The photos of each house become one small picture, which is all that the network sees.
load-then-run = You start a run, watch it learn, and read how far off it is.
load-then-price = You price a home of your own from its photos.
load-zone = Choose data
load-drop-here = Drop a folder of houses here
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
load-model-in-use = The model from { $file } is in use. It was trained on “{ $data }”.
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

## Training settings

## Runs and series

## Results

## Houses and why

## Predict

## Keeping

## Reports and exports

## Session and workers
