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

dataset-empty-folder = Der Ordner ist leer. Wählen Sie den Ordner, in dem die Preisliste (HousesInfo.txt oder eine CSV-Datei) und die Fotos liegen.
dataset-no-table = { $place ->
    [folder] In „{ $folder }“ gibt es keine Preisliste
   *[files] Unter den gewählten Dateien ist keine Preisliste
}: keine HousesInfo.txt und keine CSV-Datei. Wählen Sie den Ordner, in dem die Preisliste und die Fotos liegen.
dataset-only-spreadsheet = { $file } ist eine Datei einer Tabellenkalkulation, die hier nicht gelesen werden kann. Öffnen Sie sie, speichern Sie sie als „CSV UTF-8“ im selben Ordner und wählen Sie den Ordner erneut.
dataset-not-text = { $kind ->
    [zip] { $file } ist trotz des Namens eine Tabellenkalkulation oder ein anderes Zip-Archiv.
    [excel] { $file } ist trotz des Namens eine Excel-Datei.
    [jpeg] { $file } ist trotz des Namens ein JPEG-Bild.
    [png] { $file } ist trotz des Namens ein PNG-Bild.
    [gif] { $file } ist trotz des Namens ein GIF-Bild.
    [tiff] { $file } ist trotz des Namens ein TIFF-Bild.
    [pdf] { $file } ist trotz des Namens ein PDF.
    [rtf] { $file } ist trotz des Namens ein Rich-Text-Dokument.
    [gzip] { $file } ist trotz des Namens mit gzip gepackt.
    [parquet] { $file } ist trotz des Namens eine Parquet-Datei.
    [database] { $file } ist trotz des Namens eine Datenbank.
    [web-page] { $file } ist trotz des Namens eine Webseite.
    [git-lfs] { $file } verweist nur auf eine Datei, die Git LFS anderswo aufbewahrt.
    [utf-32] { $file } ist UTF-32, das hier nicht gelesen wird.
    [unmarked-utf-16] { $file } hat an jeder zweiten Stelle ein Nullbyte (vielleicht UTF-16 ohne Kennung).
    [cut-utf-16] { $file } ist beschädigt: Die Datei ist als UTF-16 gekennzeichnet und endet mitten in einem Zeichen.
    [half-utf-16] { $file } ist beschädigt: Die Datei ist als UTF-16 gekennzeichnet und enthält ein halbes Zeichen.
    [cut-utf-8] { $file } ist kein UTF-8: Byte { $byte } in Zeile { $line } (die Datei endet mitten in einem Zeichen).
    [not-utf-8] { $file } ist kein UTF-8: Byte { $byte } in Zeile { $line } (vielleicht Windows-1252 oder Latin-1).
   *[zero-byte] { $file } ist kein Text: In Zeile { $line } steht ein Nullbyte.
}
dataset-save-as-text = { $what ->
    [list] Speichern Sie die Liste als reinen Text in UTF-8 und wählen Sie den Ordner erneut.
   *[table] Speichern Sie die Tabelle als „CSV UTF-8“ und wählen Sie den Ordner erneut.
}
dataset-table-too-large = { $of ->
    [bytes] { $file } hat { $found } Bytes, gelesen werden höchstens { $most }. Entfernen Sie, was nicht gebraucht wird.
    [columns] { $file } hat { $found } Spalten, gelesen werden höchstens { $most }. Behalten Sie den Preis, die Postleitzahl und was das Haus beschreibt.
    [rows] { $file } hat mehr als { $most } Zeilen, gelesen werden höchstens { $most }. Teilen Sie die Datei, oder entfernen Sie, was nicht gebraucht wird.
   *[fields] { $file } hat mehr als { $most } Felder, gelesen werden höchstens { $most }. Teilen Sie die Datei, oder entfernen Sie, was nicht gebraucht wird.
}
dataset-open-quote = Das Anführungszeichen, mit dem in Zeile { $line } von { $file } ein Feld beginnt, wird nie geschlossen. Schließen oder entfernen Sie es und wählen Sie den Ordner erneut.
dataset-no-rows = { $file } enthält Spaltennamen, aber darunter kein Haus. Nötig ist eine Zeile je Haus, mit seinem Preis.
dataset-table-empty = { $file } ist leer. Nötig ist eine Zeile je Haus, mit seinem Preis.
dataset-no-readable-line = Keine Zeile von { $file } ließ sich als Haus lesen. { $first } Korrigieren Sie die Zeilen, oder ändern Sie, was die Spalten bedeuten.
dataset-no-photos = Neben { $file } liegen keine Fotos. Legen Sie sie in denselben Ordner, mit Namen wie 1_bathroom.jpg, 1_bedroom.jpg, 1_frontal.jpg, 1_kitchen.jpg.
dataset-no-named-photos = Keines der Fotos, die { $file } nennt, wurde gefunden; das erste ist „{ $example }“ in Zeile { $line }. Legen Sie die Fotos in den Ordner der Preisliste oder in einen Ordner darin und wählen Sie den Ordner erneut.
dataset-no-room = Es gibt keinen Raum, von dem mindestens die Hälfte der { $houses } Häuser der Preisliste ein Foto hat; Häuser mit Fotos: { $with-photos }. Benennen Sie Fotos nach der Nummer des Hauses und dem Raum, wie 12_kitchen.jpg.
dataset-every-zip-code-rare = Keine Postleitzahl hat { $needed } Häuser oder mehr; die häufigste hat { $most }. Ergänzen Sie die Preisliste um Häuser, bis mindestens eine Postleitzahl { $needed } hat.
dataset-no-complete-house = { $photos ->
    [one] Von keinem Haus lässt sich das Foto lesen.
   *[other] Von keinem Haus lassen sich alle { $photos } Fotos lesen.
} { $example }
dataset-house-problem = Haus { $house }: { $problem }
dataset-unfinished = Die Fotos von Haus { $house } wurden nicht zu Ende gelesen. Laden Sie den Ordner noch einmal.
dataset-file-missing = Die Datei „{ $path }“ gibt es nicht. Prüfen Sie, ob sie verschoben oder umbenannt wurde.
dataset-file-unreadable = „{ $path }“ konnte nicht gelesen werden: { $why }. Prüfen Sie, ob die Datei geöffnet werden darf und nicht verschoben wurde.

columns-no-column = { $meaning ->
    [price] Der Preis
    [number] Die Nummer des Hauses
    [zip-code] Die Postleitzahl
    [photo] Das Foto
   *[attribute] Das Attribut
} soll in Spalte { $column } stehen, aber die Zahl der Spalten von { $file } ist { $columns }. Wählen Sie eine andere Spalte.
columns-no-name = Eine Spalte „{ $name }“ gibt es in { $file } nicht. Die Spalten sind: { $columns }.
columns-both = Die Spalte „{ $name }“ kann nicht zugleich { $first ->
    [price] der Preis
    [number] die Nummer des Hauses
    [zip-code] die Postleitzahl
    [photo] das Foto
   *[attribute] das Attribut
} und { $second ->
    [price] der Preis
    [number] die Nummer des Hauses
    [zip-code] die Postleitzahl
    [photo] das Foto
   *[attribute] das Attribut
} sein. Wählen Sie für eines davon eine andere Spalte.
columns-twice = Die Spalte „{ $name }“ ist zweimal als { $meaning ->
    [photo] Foto
   *[attribute] Attribut
} gewählt. Wählen Sie sie nur einmal.
columns-many-photos = { $columns } Spalten enthalten Fotos, verwendet werden höchstens { $most } Fotos je Haus. Wählen Sie höchstens { $most } davon.
columns-many-attributes = { $columns } Spalten sind Attribute, verwendet werden höchstens { $most }. Wählen Sie höchstens { $most } davon.

row-value = „{ $value }“
row-fields = Zeile { $line } hat { $found ->
    [one] { $found } Feld
   *[other] { $found } Felder
}, die Tabelle aber { $columns ->
    [one] { $columns } Spalte
   *[other] { $columns } Spalten
}.
row-five-fields = Zeile { $line } hat { $found ->
    [one] { $found } Feld
   *[other] { $found } Felder
}, nötig sind 5: Schlafzimmer, Badezimmer, Fläche, Postleitzahl, Preis.
row-same-number = Zeile { $line }: Haus { $house } steht schon in Zeile { $first }. Geben Sie jedem Haus eine eigene Nummer.
row-cannot-be = Zeile { $line }: { $column ->
    [bedrooms] Die Anzahl der Schlafzimmer
    [bathrooms] Die Anzahl der Badezimmer
    [area] Die Fläche
    [price] Der Preis
   *[other] Der Wert von „{ $column }“
} ist { $value }; das kann nicht sein.
row-no-number = Zeile { $line }: { $column ->
    [bedrooms] Die Anzahl der Schlafzimmer
    [bathrooms] Die Anzahl der Badezimmer
    [area] Die Fläche
    [price] Der Preis
   *[other] Der Wert von „{ $column }“
}, { $value }, ist keine Zahl.
row-no-price = Zeile { $line } hat keinen Preis.
row-price-unlike = Zeile { $line }: Der Preis, { $value }, hat Punkte oder Kommas an anderen Stellen als die übrigen Preise. Schreiben Sie ihn wie diese.
row-price-too-low = Zeile { $line }: Der Preis ist { $value }; er muss über 0 liegen.
row-price-too-high = Zeile { $line }: Der Preis ist { $value }; er muss unter einer Billion liegen.
row-house-missing = Zeile { $line } hat keine Nummer in der Spalte { $column }.
row-house-zero = Zeile { $line }: Die Nummer des Hauses ist { $value }; sie muss über 0 liegen.
row-house-too-large = Zeile { $line }: Die Nummer des Hauses, { $value }, ist zu groß; die höchste ist { $most }.
row-house-not-whole = Zeile { $line }: Die Nummer des Hauses, { $value }, ist keine ganze Zahl.

archive-not-one = Das Archiv ist keine Zip-Datei, oder es ist beschädigt oder unvollständig. Laden oder kopieren Sie es noch einmal, oder entpacken Sie es und wählen Sie den Ordner.
archive-unreadable = Das Archiv konnte nicht gelesen werden: { $why }. Prüfen Sie, ob es geöffnet werden darf und nicht verschoben wurde.
archive-many-entries = Das Archiv enthält { $entries } Dateien und Ordner, gelesen werden höchstens { $most }. Entpacken Sie es und wählen Sie den Ordner.
archive-empty = In dem Archiv ist keine Datei. Wählen Sie eines, in dem die Preisliste und die Fotos liegen.
archive-encrypted = „{ $path }“ im Archiv ist mit einem Passwort geschützt. Entpacken Sie das Archiv mit dem Passwort und wählen Sie den Ordner.
archive-method = „{ $path }“ im Archiv ist mit { $method } gepackt, was hier nicht gelesen werden kann. Entpacken Sie das Archiv und wählen Sie den Ordner, oder packen Sie es neu mit dem üblichen Verfahren, Deflate.
archive-method-aes = AES-Verschlüsselung
archive-method-number = Verfahren { $number }
archive-too-large = „{ $path }“ im Archiv ist entpackt { $megabytes } MB groß, gelesen werden höchstens { $most } MB. Verkleinern Sie die Datei.
archive-damaged = „{ $path }“ im Archiv ist beschädigt: { $what ->
    [behind] Der Anfang liegt hinter dem Ende des Archivs
    [begin] Der Anfang liegt nicht da, wo das Verzeichnis des Archivs ihn nennt
    [end] Das Ende fehlt
    [packed] Der Inhalt lässt sich nicht entpacken
    [length] Die Länge ist nicht die, die das Verzeichnis des Archivs nennt
   *[sum] Die Prüfsumme stimmt nicht
}. Laden oder kopieren Sie das Archiv noch einmal.

picture-empty = Die Datei ist leer. Kopieren Sie das Foto noch einmal.
picture-none = Die Datei ist kein Bild in JPEG, PNG, WebP, GIF oder BMP. Speichern Sie das Foto als JPEG.
picture-foreign = Das Foto ist { $kind } und kann nicht gelesen werden. Speichern Sie es als JPEG.
picture-not-in-this-browser = Das Foto ist { $kind } und kann von diesem Browser nicht gelesen werden. Speichern Sie es als JPEG.
picture-svg = eine SVG-Zeichnung
picture-pdf = ein PDF-Dokument
picture-psd = eine Photoshop-Datei
picture-raw = eine RAW-Datei einer Kamera
picture-truncated = Die Datei endet vor dem Bild. Kopieren Sie das Foto noch einmal.
picture-too-large = Das Bild hat { $megapixels } Millionen Pixel, gelesen werden höchstens { $most } Millionen. Verkleinern Sie es.
picture-too-long = Das Bild ist { $side } Pixel lang, gelesen werden höchstens { $most }. Verkleinern Sie es.
picture-heavy = Das Bild braucht beim Lesen { $megabytes } MB Speicher, erlaubt sind { $most } MB. Verkleinern Sie es, oder speichern Sie es als gewöhnliches JPEG.
picture-damaged = Das Bild ist beschädigt ({ $what }). Kopieren Sie das Foto noch einmal, oder speichern Sie es neu.
picture-many-scans = es hat mehr als { $most } Scans
picture-frame-size = ein Einzelbild hat eine andere Größe als angegeben
picture-no-pixels = es hat keine Pixel
picture-check-sum = eine Prüfsumme stimmt nicht

splitting-share = Der Testanteil ist { $share }. Wählen Sie eine Zahl zwischen 0 und 1, etwa 0,25.
splitting-none-to-train = Ein Testanteil von { $share } lässt von { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häusern
} keines zum Trainieren übrig. Wählen Sie einen kleineren Anteil oder einen Ordner mit mehr Häusern.
splitting-no-houses = Es gibt keine Häuser zum Aufteilen. Laden Sie zuerst einen Ordner mit Häusern.
splitting-folds = Es sind { $folds } Falten, aber nur { $houses ->
    [one] { $houses } Trainingshaus
   *[other] { $houses } Trainingshäuser
}. Wählen Sie weniger Falten, als es Häuser gibt.
splitting-all-left-out = { $side ->
    [train] Alle Häuser zum Trainieren sind ausgelassen. Nehmen Sie unter „Daten“ wieder welche auf, oder ändern Sie die Aufteilung.
   *[test] Alle Häuser zum Testen sind ausgelassen. Nehmen Sie unter „Daten“ wieder welche auf, oder ändern Sie die Aufteilung.
}

## Training settings

## Runs and series

## Results

## Houses and why

## Predict

## Keeping

## Reports and exports

## Session and workers
