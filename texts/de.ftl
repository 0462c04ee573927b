### Every text that a visitor reads, in German.

## Numbers

not-a-number = keine Zahl
under-a-second = unter 1{"\u00A0"}s
bytes = { $n ->
   *[other] { $n }{"\u00A0"}Bytes
}
list-and = { $words } und { $last }
short-thousand = {"\u00A0"}Tsd.
short-million = {"\u00A0"}Mio.
times = { $number }-mal
number-word = { $n ->
    [0] kein
    [1] ein
    [2] zwei
    [3] drei
    [4] vier
    [5] fünf
    [6] sechs
    [7] sieben
    [8] acht
    [9] neun
   *[other] { $n }
}

## Shell and settings

skip-link = Zu den Daten springen
promise = Den Preis eines Hauses aus seinen Fotos schätzen, im Browser.
how-it-goes = Wählen Sie einen Ordner mit Hausfotos und Preisen. Ein kleines Netz lernt daraus auf Ihrem eigenen Gerät, zeigt, wie weit es danebenliegt, und schätzt dann den Preis eines Hauses, das es nie gesehen hat. Die Fotos verlassen diesen Tab nicht.
how-it-writes = Wie die Seite schreibt
language-choice = Sprache
currency-choice = Preise sind in
area-choice = Flächen sind in
nothing-converted = Sie sagen, was die Zahlen bedeuten; umgerechnet wird nichts.

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
