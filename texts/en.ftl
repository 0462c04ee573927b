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

## Keeping

## Reports and exports

## Session and workers
