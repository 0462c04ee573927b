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

## Runs and series

## Results

## Houses and why

## Predict

## Keeping

## Reports and exports

## Session and workers
