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

load-blurb = Eine Preisliste und die Fotos jedes Hauses, hier gelesen und bereinigt.
load-what-then = Was danach geschieht
load-then-read = Die Preisliste wird gelesen. Häuser, deren Postleitzahl zu selten vorkommt, um daraus zu lernen, werden ausgelassen.
load-then-pictures = Aus den Fotos jedes Hauses wird ein kleines Bild; nur das sieht das Netz.
load-then-run = Sie starten einen Lauf, sehen dem Netz beim Lernen zu und lesen, wie weit es danebenliegt.
load-then-price = Sie lassen den Preis Ihres eigenen Hauses aus dessen Fotos schätzen.
load-zone = Daten wählen
load-drop-here = Einen Ordner mit Häusern hier ablegen
load-drop-another = Einen anderen Ordner hier ablegen
load-files = Dateien der Häuser
load-folder = Ordner mit Häusern
load-what-is-needed = Eine Preisliste, `HousesInfo.txt` oder eine CSV-Datei, und ein bis neun Fotos zu jedem Haus, etwa `12_bedroom.jpg` und `12_kitchen.jpg`. Ein solcher Ordner als .zip geht auch.
load-choose-folder = Ordner wählen …
load-choose-files = Dateien oder eine .zip wählen …
load-use-sample = Beispiel verwenden
load-open-again = „{ $folder }“ erneut öffnen
load-sample-is-drawn = Die Beispielhäuser zeichnet diese Seite selbst: So sehen Sie schnell, wie alles funktioniert.
load-sample-name = Beispielhäuser
load-your-files = Ihre Dateien
load-reading = Wird gelesen: { $name }
load-looking = Die Preisliste wird gesucht
load-photos-done = { $done } von { $total } Fotos
load-time-left = noch { $time }
load-photos-read = Gelesene Fotos
load-cancel = Abbrechen
load-cancel-keeps = Beim Abbrechen bleibt, was vorher geladen war.
load-picked-refused = Der Ordner ließ sich nicht öffnen: Der Browser erlaubt es nicht. Wählen Sie ihn noch einmal, und erlauben Sie, ihn zu lesen.
load-last-refused = „{ $folder }“ ließ sich nicht öffnen: Der Browser erlaubt es nicht. Wählen Sie den Ordner noch einmal, und erlauben Sie, ihn zu lesen.
load-folder-gone = „{ $folder }“ ist nicht mehr da. Wählen Sie den Ordner dort, wo er jetzt ist.
load-folder-unreadable = „{ $folder }“ ließ sich nicht lesen. Prüfen Sie, ob sich der Ordner öffnen lässt, und wählen Sie ihn noch einmal.
load-one-of = Eines der Fotos { $photos }
load-reader-broke-down = Der Hintergrundprozess ist daran gescheitert, oder ihm ging der Speicher aus. Speichern Sie das Foto neu, oder verkleinern Sie es.
load-model-in-use = Das Modell aus { $file } wird jetzt verwendet. Es wurde mit „{ $data }“ trainiert.
load-home-not-asked = Das Netz ist ausgefallen, bevor es gefragt wurde. Lassen Sie die Preise noch einmal schätzen.
load-going-on = Weiter ab dem letzten Zwischenstand
map-question = Was bedeuten die Spalten von { $file }?
map-table = Die Tabelle
map-rows = { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
}; gezeigt werden die ersten. Fotos werden nach ihrem Namen zugeordnet, etwa 12_kitchen.jpg zu Haus 12, falls keine Spalte ihre Dateien nennt. In welcher Währung die Preise sind, wählen Sie am Ende der Seite.
map-read = Häuser lesen
map-meaning-of = Bedeutung von { $column }
map-price-list = Preisliste
map-per-zip-code = Häuser, die ein Gebiet mindestens braucht
map-zero-keeps-all = 0 behält alle
map-nothing = Nicht verwendet
map-price = Preis
map-number = Nummer des Hauses
map-zip-code = Postleitzahl oder Gebiet
map-attribute = Eine Zahl zum Haus
map-photo = Fotodatei
map-no-price = Noch ist keine Spalte der Preis. Geben Sie an, welche es ist.
map-too-many-photos = { $columns } Spalten sind Fotos, ein Haus kann aber nur { $most } haben.

## Data report

data-left-out = ausgelassen
data-in-order = in Ordnung
data-left-out-zip-codes = ausgelassen, { $zip-codes ->
    [one] { $zip-codes } Postleitzahl
   *[other] { $zip-codes } Postleitzahlen
}
data-kept-zip-codes = behalten, { $zip-codes ->
    [one] { $zip-codes } Postleitzahl
   *[other] { $zip-codes } Postleitzahlen
}
data-to-learn-from = zum Lernen
data-to-test-on = zum Testen
data-in-price-list = Häuser in der Preisliste
data-split-drawn = Die Aufteilung wird mit dem Startwert { $seed } ausgelost: Ein Anteil von { $share } wird beiseitegelegt und nie zum Training verwendet.
data-split-by-hand = { $houses ->
    [one] { $houses } Haus ist
   *[other] { $houses } Häuser sind
} von Hand ausgelassen; die übrigen bleiben auf ihrer Seite.
data-from-folder-to-split = Vom Ordner zur Aufteilung
data-name-and-photos = { $name }, { $photos ->
    [one] { $photos } Foto
   *[other] { $photos } Fotos
}
data-before-after = Vor und nach dem Bereinigen
data-figure = Kennzahl
data-in-the-folder = Im Ordner
data-kept = Behalten
data-houses = Häuser
data-zip-codes = Postleitzahlen
data-photos = Fotos
data-mean-price = Durchschnittspreis
data-price-deviation = Standardabweichung
data-median-price = Medianpreis
data-what-and-why = Was ausgelassen wurde und warum
data-reason = Grund
data-then = Folge
data-show-left-out = { $reason }: { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häuser
} zeigen
data-by-zip-code = Häuser nach Postleitzahl
data-one-gable = Ein Giebel, ein Haus
data-zip-code = Postleitzahl
data-drawn = Zeichnung
data-median = Median
data-prices = Preise
data-rare-zip-code = { $houses ->
    [one] Kein anderes Haus hat die Postleitzahl { $zip-code }.
   *[other] Nur { $houses } Häuser haben die Postleitzahl { $zip-code }.
}
data-no-photo = Das Foto „{ $room }“ fehlt.
data-no-photo-file = Das Foto „{ $room }“ fehlt: Die Datei „{ $file }“, die in der Preisliste steht, wurde nicht gefunden.
data-unreadable-photo = { $file } lässt sich nicht lesen: { $problem }
data-by-hand = Von Hand ausgelassen.
data-same-photo = Haus { $house }: Ein Foto steht für „{ $a }“ und „{ $b }“, also ist eines der beiden falsch.
data-shared = Die Häuser { $a } und { $b } haben { $photos ->
    [one] { $photos } Foto
   *[other] { $photos } Fotos
} gemeinsam, { $how ->
    [identical] Byte für Byte gleich
   *[similar] für das Auge gleich
}: { $rooms }.
data-other-room = Haus { $house }: Das Foto „{ $room }“ zeigt vielleicht „{ $looks-like }“. Sehen Sie nach: Die meisten dieser Hinweise sind falsch.
data-many-alike = { $photos } von { $of ->
    [one] { $of } Foto
   *[other] { $of } Fotos
} sehen aus wie ein anderes. Vielleicht sind es Zeichnungen oder immer derselbe Platzhalter; Kopien, die nur gleich aussehen, werden daher nicht aufgeführt.
data-outlying-price = Haus { $house }: { $price } ist { $times } so hoch wie der Median { $among ->
    [all] aller Häuser
   *[zip-code] der Postleitzahl { $zip-code }
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
