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
room-bathroom = Bad
room-bedroom = Schlafzimmer
room-front = Außenansicht
room-kitchen = Küche
step-reading = Die Fotos werden gelesen:
step-see-progress = Fortschritt ansehen
step-table = Eine Tabelle ist da:
step-name-columns = Ihre Spalten benennen
step-one-seed = Ein einziger Lauf beweist nichts:
step-another-run = Noch einen Lauf versuchen
step-over = Der Lauf ist zu Ende:
step-see-results = Die Ergebnisse ansehen
step-model-ready = Das Modell ist bereit:
step-price-home = Ein Haus schätzen
step-start-here = Hier anfangen:
step-choose-folder = Ordner wählen …
step-own-model = Ein eigenes Modell trainieren:
step-photos-read = Die Fotos sind gelesen:
step-estimate = Den Preis schätzen
step-while = Während Lauf { $run } trainiert:
step-paused = Lauf { $run } ist pausiert:
step-resume = Lauf { $run } fortsetzen
step-read-results = Ergebnisse von Lauf { $run } lesen
step-watch = Beim Lernen zusehen
step-cut-short = Er wurde unterbrochen:
step-go-on = Lauf { $run } fortsetzen
step-one-missing = Ein Foto fehlt:
step-choose-photo = Foto „{ $room }“ wählen
step-houses-ready = Die Häuser sind bereit:
step-start = Lauf { $run } starten
why-locked-houses = Gesperrt, solange Lauf { $run } läuft. Stoppen Sie ihn, um andere Häuser zu wählen.
why-table = Eine Tabelle wird gerade angesehen. Brechen Sie ab, um andere Häuser zu wählen.
why-photos-read = Fotos werden gelesen. Brechen Sie ab, um andere zu wählen.
why-locked-settings = Gesperrt, solange Lauf { $run } läuft. Stoppen Sie ihn, um sie zu ändern.
why-one-at-a-time = Lauf { $next } kann starten, wenn Lauf { $now } fertig oder gestoppt ist.
why-still-reading = Die Häuser werden noch gelesen.
why-no-houses = Es gibt noch keine Häuser. Wählen Sie einen Ordner oder nehmen Sie die Beispielhäuser.
why-other-tile = Die Häuser sind vom letzten Besuch mit { $kept } Pixeln je Foto aufbewahrt, und in den Einstellungen steht { $wanted }. Ändern Sie die Kachelgröße, oder wählen Sie den Ordner oder das Beispiel noch einmal.
why-no-gpu = { $why } Wählen Sie die CPU oder die automatische Wahl.
why-not-started = Das Trainingsmodul ist noch nicht gestartet.
why-backbone-read = Die Datei des Backbones wird gelesen.
why-backbone = Dieses Netz steht auf einem ResNet-18 von Ihnen: Wählen Sie unter „Netz“ { $choose ->
    [file] seine Datei
   *[both] den Backbone und seine Datei
}.
why-series = Serie { $series } läuft. Brechen Sie sie ab, um eine andere zu starten.
why-run = Lauf { $run } läuft. Wiederholen Sie ihn, wenn er fertig oder gestoppt ist.
why-columns = Sagen Sie zuerst unter „Daten“, was die Spalten bedeuten, oder brechen Sie das ab.
why-other-tab = Ein anderer Tab dieser Seite bewahrt es auf. Löschen Sie es dort, oder schließen Sie jenen Tab.
why-saving-series = Serie { $series } wird gespeichert, während sie läuft. Brechen Sie sie zuerst ab.
why-saving = Lauf { $run } wird gespeichert, während er läuft. Stoppen Sie ihn zuerst.
why-list-other-tab = Ein anderer Tab dieser Seite bewahrt die Liste auf. Löschen Sie Läufe dort, oder schließen Sie jenen Tab.
why-no-run = Es läuft kein Lauf.
why-stopping = Er stoppt nach den Schritten, die unterwegs sind.
why-pausing = Er pausiert nach den Schritten, die unterwegs sind.
why-going-on = Es geht weiter.
why-not-begun = Der Lauf hat noch nicht begonnen.
why-not-paused = Der Lauf ist nicht pausiert.
why-paused = Der Lauf ist schon pausiert.
why-no-model = Es gibt noch kein Modell. Trainieren Sie eines, oder laden Sie eines aus einer Datei.
why-reading = Die Fotos werden gelesen.
why-unreadable = Ein Foto konnte nicht gelesen werden. Ersetzen Sie es.
why-loading = Ein Modell wird geladen.
why-at-work = Das Netz arbeitet.
why-photo-missing = Das Foto „{ $room }“ fehlt.
why-choose-photos = Wählen Sie zuerst die { $count } Fotos eines Hauses.
why-photos-missing = Die Fotos { $rooms } fehlen.
why-it = diesem Feld
why-no-number = Was bei { $name } steht, ist keine Zahl. Schreiben Sie eine, oder lassen Sie es leer.
why-left-out = Von { $names } weiß es nichts: Die Häuser, aus denen es gelernt hat, sagen es nicht oder unterscheiden sich nicht.
why-locked-model = Gesperrt, solange Lauf { $run } läuft: Sein Modell käme an die Stelle.
run-setting-up = Das Gerät wird eingerichtet
run-going-on = Es geht von der letzten ganzen Epoche weiter
run-preparing = wird vorbereitet
run-running = läuft
run-paused = pausiert
run-finished = fertig
run-stopped = gestoppt
run-failed = gescheitert
run-software-gpu = Software-GPU
words-nothing-computing = Es wird nichts gerechnet
words-left = noch { $time }
words-step = Schritt { $done } von { $all }
words-first-epoch = erste Epoche
words-outcome = Lauf { $run } { $how ->
    [stopped] wurde gestoppt
   *[finished] ist fertig
}: um { $error } daneben auf { $houses } Testhäusern, nach { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
} in { $time }.
words-reading-photos-of = Fotos von { $name } werden gelesen.
words-run-said = { $state ->
    [preparing] Lauf { $run } wird vorbereitet
    [running] Lauf { $run } trainiert
    [paused] Lauf { $run } ist pausiert
    [finished] Lauf { $run } ist fertig
    [stopped] Lauf { $run } wurde gestoppt
   *[failed] Lauf { $run } ist gescheitert
}.
words-run = { $state ->
    [preparing] Lauf { $run } wird vorbereitet
    [running] Lauf { $run } trainiert
    [paused] Lauf { $run } ist pausiert
    [finished] Lauf { $run } ist fertig
    [stopped] Lauf { $run } wurde gestoppt
   *[failed] Lauf { $run } ist gescheitert
}
words-series = { $state ->
    [preparing] Serie { $series } wird vorbereitet
    [running] Serie { $series } trainiert
    [over] Serie { $series } ist fertig
   *[cancelled] Serie { $series } wurde abgebrochen
}
words-loaded = { $houses } Häuser sind geladen.
words-reading = Fotos werden gelesen
words-kept-data = Vom letzten Besuch aufbewahrt
words-loaded-in = Geladen in { $time }
words-is-loaded = Geladen
words-no-houses = Noch keine Häuser
words-can-go-on = Lauf { $run } kann weitergehen
words-no-run = Noch kein Lauf
words-of-list = Lauf { $run } der Liste
words-no-results = Noch keine Ergebnisse
words-results = Lauf { $run }, Startwert { $seed }, { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
}, { $time }
words-no-model = Noch kein Modell
words-model-of-run = Modell von Lauf { $run }, bereit
words-model-kept = Modell vom letzten Besuch, bereit
words-model-from = Modell aus { $file }, bereit
words-keeps-run = Lauf { $run } nach Epoche { $epoch }
words-keeps-houses = die Häuser
words-keeps-listed = { $runs ->
    [one] { $runs } Lauf oder Serie der Liste
   *[other] { $runs } Läufe und Serien der Liste
}
words-keeps-shelf = { $items ->
    [one] { $items } von Hand aufbewahrtes Stück
   *[other] { $items } von Hand aufbewahrte Stücke
}
words-keeps-model = das letzte Modell
words-keeps-folder = welcher Ordner wieder zu öffnen ist
words-keeps-unusable = Dieser Browser bewahrt etwas von dieser Seite auf, das nicht zu gebrauchen ist.
words-lasting = Der Browser hat zugesagt, es aufzubewahren, bis Sie es löschen.
words-not-lasting = Der Browser hat nicht zugesagt, es aufzubewahren: Er kann es löschen, wenn der Platz knapp wird. Speichern Sie als Datei, was wichtig ist.
words-keeps = Dieser Browser bewahrt für Ihren nächsten Besuch auf: { $things }. Er schickt sie nirgendwohin.
words-list-denied = Dieser Browser lässt die Seite nichts aufbewahren, also vergeht die Liste mit der Seite.
words-list-silent = Der Browser antwortet nicht, also vergeht die Liste mit der Seite, wenn er es nicht noch tut.
words-list-other-tab = Ein anderer Tab dieser Seite bewahrt die Liste auf: Was dieser Tab hinzufügt, wird erst gespeichert, wenn jener geschlossen ist.
words-list-kept = Die neuesten { $most } werden in diesem Browser aufbewahrt und nirgendwohin geschickt.
words-list-unsaved = Nicht alles aus der Liste ist in diesem Browser gespeichert: Speichern Sie die Sitzung als Datei, bevor Sie den Tab schließen.
words-not-saved-tab = Nicht gespeichert: Ein anderer Tab dieser Seite ist offen und bewahrt seine Läufe auf.
words-not-saved = Nicht gespeichert: Dieser Browser lässt die Seite nichts aufbewahren.
words-not-saved-silent = Nicht gespeichert: Der Browser antwortet nicht.
words-saved = In diesem Browser gespeichert nach Epoche { $epoch }.
words-newer-interrupts = Sie zu laden unterbricht Lauf { $run }, der von seiner letzten gespeicherten Epoche weitergehen kann.
words-newer-ends-run = Sie zu laden beendet Lauf { $run }, von dem noch nichts gespeichert ist.
words-newer-ends-series = Sie zu laden beendet Serie { $series }.
words-newer-kept = Dieser Browser bewahrt { $things } auf, und die neue Version liest das alles.
words-newer-untold = Sie sagt nicht, ob sie liest, was dieser Browser aufbewahrt. Speichern Sie zuerst die Sitzung als Datei: Sie enthält die Läufe der Liste, das Modell und die Einstellungen, nicht die Häuser.
words-newer-unread = Sie liest { $things } nicht, und eine Sitzungsdatei nähme das nicht mit. Beenden Sie vorher offene Läufe, und speichern Sie die Modelle und Berichte, die Sie brauchen.
words-newer-not-kept = Nicht alles in diesem Tab ist in diesem Browser gespeichert, und beim Laden geht der Rest verloren. Speichern Sie zuerst die Sitzung als Datei: Sie enthält die Läufe der Liste, das Modell und die Einstellungen, nicht die Häuser.
words-newer = Eine neue Version von Facade ist bereit.
words-device-later = wird gewählt, wenn ein Lauf beginnt
words-device-loading = wird geladen
header-places = Bereiche
header-running = , läuft, { $percent } Prozent:
header-done = fertig:
header-read = { $percent } % gelesen
header-no-houses = noch keine Häuser
header-zip-codes = { $codes ->
    [one] { $codes } Postleitzahl
   *[other] { $codes } Postleitzahlen
}
header-epoch = { $run }, Epoche { $epoch } von { $epochs }
header-series-done = { $done } von { $runs } fertig
header-series = Serie { $series }
header-no-run = { $listed ->
    [0] noch kein Lauf
   *[other] keiner, { $listed } gelistet
}
header-status = Stand
header-device = Gerät
place-data = Daten
header-run = Lauf
header-theme = Farben
header-system = System
header-light = Hell
header-dark = Dunkel
title-data = { $name }, { $kept } von { $all } Häusern
title-none = noch nichts
title-view = { $run }: Filter { $filters }; { $epochs } Epochen; Batch { $batch }; Rate { $rate }
title-seeds = Lauf { $seed }, Aufteilung { $split }
title-run = Gezeigter Lauf
title-seed = Startwerte
title-sent = Von diesem Tab gesendet
title-nothing = nichts
place-train = Training
place-results = Ergebnisse
place-predict = Schätzung
page-no-workers = Die Hintergrundprozesse konnten nicht gestartet werden. Laden Sie die Seite neu, oder nehmen Sie einen aktuellen Browser.
page-too-large = { $file } hat { $size }, mehr als irgendein Modell oder ResNet-18. Wählen Sie eine andere Datei.
page-unreadable = { $file } konnte nicht gelesen werden. Wählen Sie sie noch einmal.
page-not-saved = Der Browser ließ die Datei nicht speichern. Erlauben Sie dieser Seite Downloads, und versuchen Sie es noch einmal.
notice-error = Fehler:
notice-warning = Warnung:
notice-dismiss = Schließen
parts-more = Die nächsten { $rows } zeigen (noch { $left })
gallery-house = Haus { $house }: { $rooms }
gallery-sub = { $rooms }, gekachelt auf { $width } × { $height } Pixel. { $shown } von { $all }.
gallery-title = Was das Netz sehen wird
gallery-more = { $houses } weitere zeigen
newer-load = Jetzt laden
newer-save = Sitzung speichern
newer-not-now = Nicht jetzt
currency-usd = US-Dollar
currency-eur = Euro
currency-gbp = Pfund Sterling
currency-chf = Schweizer Franken
currency-aud = Australischer Dollar
currency-cad = Kanadischer Dollar
currency-nzd = Neuseeland-Dollar
currency-sgd = Singapur-Dollar
currency-brl = Brasilianischer Real
currency-inr = Indische Rupie
currency-cny = Chinesischer Yuan
currency-jpy = Japanischer Yen
currency-sek = Schwedische Krone
currency-pln = Polnischer Złoty
currency-czk = Tschechische Krone
currency-none = Keine Währung

## Loading houses

load-blurb = Eine Preisliste und die Fotos jedes Hauses, hier gelesen und bereinigt.
load-what-then = Was danach geschieht
load-then-read = Die Preisliste wird gelesen. Häuser, deren Postleitzahl zu selten vorkommt, um daraus zu lernen, werden ausgelassen.
load-then-pictures = Aus den Fotos jedes Hauses wird ein kleines Bild; nur das sieht das Netz.
load-then-run = Sie starten einen Lauf, sehen dem Netz beim Lernen zu und lesen, wie weit es danebenliegt.
load-then-price = Sie lassen den Preis Ihres eigenen Hauses aus dessen Fotos schätzen.
load-zone = Daten wählen
load-drop-here = Einen Ordner mit Häusern hier ablegen
load-replaced = Andere Häuser stehen an der Stelle von „{ $name }“ ({ $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häuser
}).
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
load-model-in-use = Das Modell aus { $file } wird jetzt verwendet. Es wurde mit „{ $data }“ trainiert.{ $from ->
    [file] {" "}Für den nächsten Besuch wird es nicht aufbewahrt: Öffnen Sie es dann noch einmal.
   *[visit] {""}
}
load-model-not-loaded = { $file } wurde nicht geladen: Der Rechenprozess ist unterwegs ausgefallen. Laden Sie die Datei noch einmal.
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
data-gable-for = Ein Giebel, { $houses } Häuser
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
data-other-reason = Es wurde aus einem Grund ausgelassen, den nur eine spätere Version von Facade nennen kann.
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
dataset-many-files = „{ $name }“ enthält mehr als { $most } Dateien. Wählen Sie den Ordner, in dem die Preisliste und die Fotos liegen.
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
archive-unpacks-to = Entpackt wären die Dateien im Archiv { $megabytes } MB groß, mehr als das { $times }-Fache des Archivs, was Fotos nie sind. Entpacken Sie es und wählen Sie den Ordner.
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
picture-file-too-large = Die Datei hat { $megabytes } MB, und { $most } MB sind lesbar. Speichern Sie das Foto als JPEG.
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
splitting-folds = Es sind { $folds } Folds, aber nur { $houses ->
    [one] { $houses } Trainingshaus
   *[other] { $houses } Trainingshäuser
}. Wählen Sie weniger Folds, als es Häuser gibt.
splitting-all-left-out = { $side ->
    [train] Alle Häuser zum Trainieren sind ausgelassen. Nehmen Sie unter „Daten“ wieder welche auf, oder ändern Sie die Aufteilung.
   *[test] Alle Häuser zum Testen sind ausgelassen. Nehmen Sie unter „Daten“ wieder welche auf, oder ändern Sie die Aufteilung.
}

## Training settings

form-settings = Einstellungen
form-is-reference = Das sind die Einstellungen der Referenz.
form-undo-reset = Rückgängig: die Einstellungen, wie sie waren
form-reset = Zurück zur Referenz
form-suggested = Für Ihre Häuser gewählt: was bei Häusern meist am besten abschneidet. „{ $reset }“ nimmt die des Tutorials.
form-network = Netz
form-training = Training
form-more-training = Mehr zum Training
form-split = Aufteilung
form-more-validation = Mehr zur Validierung
form-error-before = Fehler:
form-habit-members = Jedes Mitglied wird auf den Trainingshäusern validiert, die es nicht gesehen hat. Die Testhäuser warten bis zum Schluss.
form-habit-held-back = Validiert wird auf Häusern, die dem Training vorenthalten sind. Die Testhäuser warten bis zum Schluss.
form-habit-test = Validiert wird nach jeder Epoche auf den Testhäusern, wie im Tutorial. Auf ihnen wird nie trainiert, aber sie werden angesehen: Wählen Sie nichts danach aus.
form-unit-parameters = { $n } Parameter
form-unit-pixels = Pixel
form-unit-steps = { $n ->
    [one] { $n } Schritt
   *[other] { $n } Schritte
}
form-unit-houses = { $n ->
    [one] { $n } Haus
   *[other] { $n } Häuser
}
form-unchanged = { $what ->
    [reference] Referenz
   *[recipe] Rezept
}: { $value }
form-nothing-changed = nichts
form-change = { $name }: { $value }
form-epochs-done = { $done } von { $all }

form-filters = Filter
form-tile = Kachelgröße
form-members = Mitglieder
form-feature-length = Gewicht der Fotos
form-epochs = Epochen
form-batch-size = Batchgröße
form-learning-rate = Lernrate
form-decay = Abnahme je Schritt
form-warm-up = Aufwärmphase
form-weight-decay = Weight Decay
form-level = Quantil
form-seed = Startwert (Seed)
form-crop = Beschneiden um
form-brightness = Helligkeit um
form-colour = Farbe um
form-test-share = Testanteil
form-split-seed = Startwert der Aufteilung
form-validation-share = Validierungsanteil
form-patience = Geduld
form-empty = „{ $field }“ ist leer. Geben Sie { $kind ->
    [list] ganze Zahlen mit Kommas dazwischen
    [whole] eine ganze Zahl
   *[number] eine Zahl
} ein, zum Beispiel { $example }.
form-unreadable = Unter „{ $field }“ steht „{ $text }“. Geben Sie { $kind ->
    [list] ganze Zahlen mit Kommas dazwischen
    [whole] eine ganze Zahl
    [smaller] eine kleinere Zahl
   *[number] eine Zahl
} ein, zum Beispiel { $example }.

form-fine-tune = Faltungen
form-frozen = eingefroren
form-fine-tuned = feinabgestimmt
form-encoding = Attribute
form-encoding-range = von 0 bis 1
form-encoding-standard = standardisiert
form-encoding-crossed = standardisiert, und je Postleitzahl
form-target = Ausgabe
form-target-share = Anteil am höchsten Preis
form-target-log = Logarithmus des Preises
form-loss = Verlust
form-loss-quantile = Quantil
form-schedule = Verlauf der Lernrate
form-schedule-decay = Abnahme
form-schedule-cosine = Kosinus
form-no = nein
form-flip = Fotos spiegeln
form-flip-yes = jedes zweite
form-keep = Behaltenes Modell
form-keep-last = letzte Epoche
form-keep-best = beste Epoche
form-shade = Preise skalieren
form-shade-yes = für den kleinsten MAPE

form-cnn = Referenz
form-cnn-note = Das Netz des Tutorials, auf den vier Fotos als einem Bild.
form-single = Jedes Foto für sich
form-single-note = Die erste Möglichkeit des Tutorials: jedes Foto mit dem Preis des Hauses.
form-branches = Ein Zweig je Foto
form-branches-note = Die zweite Möglichkeit des Tutorials: ein Netz für jeden Raum, zusammengeführt.
form-mlp = Nur Attribute
form-mlp-note = Teil 1 der Reihe: keine Fotos, aber Schlafzimmer, Fläche, Postleitzahl.
form-mixed = Fotos und Attribute
form-mixed-note = Teil 3 der Reihe: Attribute und Fotos, verbunden.
form-tuned-photos = Abgestimmt, nur Fotos
form-tuned-photos-note = Von uns: Filter, die aus den Fotos gelernt sind, und Mitglieder, die einander prüfen.
form-tuned-mixed = Abgestimmt, alles Bekannte
form-tuned-mixed-note = Von uns: zuerst Attribute und Postleitzahl, daneben Fotos.
form-backbone = Backbone, ResNet-18
form-backbone-note = Was ein Netz aus anderen Fotos gelernt hat: Die Gewichte bringen Sie mit.

form-weights-choose = Gewichte wählen …
form-weights-label = Die Gewichte eines ResNet-18 wählen
form-weights-none = Ein ResNet-18 als .safetensors-Datei, mit den Namen von torchvision oder timm. Sie bleibt auf diesem Computer.
form-weights-stands-on = Das Netz baut auf { $file } auf.
form-weights-how = Woher man eines bekommt
form-weights-python = In Python, mit torch, torchvision und safetensors:

form-device = Gerät
form-device-auto = Automatisch
form-device-auto-note = das schnellere
form-device-cpu-note = immer vorhanden
form-device-raced = Jedes hat vor dem Lauf dieselben paar echten Schritte gerechnet. Eine Wahl gilt für den nächsten Lauf.
form-device-step = { $time } je Schritt

config-tile = Die Kachelgröße ist { $pixels } Pixel. Wählen Sie eine von 4 bis 256.
config-photos = Es gibt { $photos } Fotos je Haus. Wählen Sie 1 bis { $most }.
config-too-deep = { $blocks } Faltungsblöcke halbieren { $side } Pixel { $blocks }-mal, und nichts bleibt übrig. Nehmen Sie weniger Filter oder größere Kacheln.
config-filters = Jeder Faltungsblock braucht 1 bis 512 Filter, und es müssen 1 bis 6 Blöcke sein, wie in 16, 32, 64.
config-too-large = Das Netz hätte { $parameters } Parameter. Nehmen Sie kleinere Kacheln oder weniger Filter: höchstens { $most } Parameter.
config-many-zip-codes = Die Häuser haben { $zip-codes } verschiedene Postleitzahlen, und ein Netz kann { $most } unterscheiden. Lesen Sie die Tabelle noch einmal, mit einer anderen Spalte als Postleitzahl oder mit keiner; oder wählen Sie ein Netz, das nur die Fotos sieht.
config-long-zip-codes = Die Postleitzahlen der Häuser sind { $bytes } Bytes Text, und die Datei eines Modells hat Platz für { $most }. Lesen Sie die Tabelle noch einmal, mit einer anderen Spalte als Postleitzahl oder mit keiner; oder wählen Sie ein Netz, das nur die Fotos sieht.
config-many-inputs = { $encoding ->
    [crossed] Mit { $columns } Attributen, jedes für sich und je Postleitzahl ({ $zip-codes }), würde jedes der { $houses } Häuser zu { $inputs } Zahlen: mehr, als in einen Browser-Tab passt. Wählen Sie Attribute, die nicht je Postleitzahl gelten, oder lesen Sie die Tabelle noch einmal, mit einer anderen Spalte als Postleitzahl oder mit weniger Attributen.
   *[plain] Mit { $columns } Attributen und { $zip-codes } Postleitzahlen würde jedes der { $houses } Häuser zu { $inputs } Zahlen: mehr, als in einen Browser-Tab passt. Lesen Sie die Tabelle noch einmal, mit einer anderen Spalte als Postleitzahl, mit keiner oder mit weniger Attributen.
}
config-too-wide = Ein Batch von { $batch } Häusern wären { $values } Zahlen zwischen zwei Schichten. Nehmen Sie einen kleineren Batch, kleinere Kacheln oder weniger Filter.
config-epochs = Die Anzahl der Epochen ist { $epochs }. Wählen Sie eine von 1 bis 100.000.
config-batch-size = Die Batchgröße ist { $houses }. Wählen Sie eine von 1 bis 4096.
config-learning-rate = Die Lernrate ist { $rate }. Wählen Sie eine Zahl über 0, höchstens 10.
config-decay = Die Abnahme ist { $decay }. Wählen Sie eine Zahl von 0 bis 10.
config-test-share = Der Testanteil ist { $share }. Wählen Sie eine Zahl zwischen 0 und 1, zum Beispiel 0,25.
config-fold = Verlangt ist Fold { $number } von { $of }. Es gibt mindestens 2 Folds, und die erste ist 1.
config-weight-decay = Der Weight Decay ist { $decay }. Wählen Sie eine Zahl von 0 bis 10.
config-feature-length = Die Länge der Merkmale ist { $length }. Wählen Sie eine Zahl über 0, höchstens 1000.
config-warm-up = Die Lernrate würde { $epochs } von { $all } Epochen lang steigen. Lassen Sie sie weniger Epochen lang steigen.
config-quantile = Das Quantil ist { $level }. Wählen Sie eine Zahl zwischen 0 und 1, zum Beispiel 0.5.
config-augmentation = Ein Foto würde um einen Anteil von { $share } verändert. Wählen Sie eine Zahl von 0 bis 0.5.
config-validation-share = Der Validierungsanteil ist { $share }. Wählen Sie eine Zahl von 0 (für keinen) bis 0.9, zum Beispiel 0.2.
config-too-small = Die Kachelgröße ist { $pixels } Pixel, und dieses Netz braucht Fotos von mindestens { $least } Pixeln.
config-one-layer = Dieses Netz hat eine einzige Schicht von Filtern. Wählen Sie eine Anzahl von Filtern, zum Beispiel 20.
config-members = Die Anzahl der Mitglieder ist { $members }. Wählen Sie 0, oder 2 bis 20 ohne Validierungsanteil; ein Netz, das jedes Foto für sich sieht, und ein feinabgestimmtes Backbone haben keine Mitglieder.
config-nothing-held-back = Preise lassen sich nur anhand von Häusern skalieren, die dem Training vorenthalten waren. Wählen Sie einen Validierungsanteil, zum Beispiel 0.2, oder Mitglieder.
config-chosen-by-test = Die beste Epoche würde auf den Testhäusern ausgewählt, und deren Fehler würde schmeicheln. Halten Sie Häuser für die Validierung zurück: Wählen Sie einen Validierungsanteil, zum Beispiel 0.2.

## Runs and series

train-blurb = Beginnen Sie mit einem Rezept, wie es ist. Ändern Sie immer nur eines, und trainieren Sie mit mehr als einem Startwert.
train-runs = Läufe bisher
train-runs-note = Ein Startwert beweist nichts: Vergleichen Sie mehrere, bevor Sie einer Änderung trauen.
train-run = Lauf
train-changed = Geändert
train-epochs = Epochen
train-test-error = Testfehler
train-state = Stand
train-not-yet = noch nicht

panel-run = Lauf { $number }
panel-start = Lauf { $number } starten
panel-resume = Fortsetzen
panel-pause = Pausieren
panel-stop = Stoppen, Modell behalten
panel-stopping = Wird gestoppt
panel-not-started = Nicht gestartet
panel-preparing = Vorbereitung
panel-running = Läuft
panel-paused = Pausiert
panel-finished = Fertig
panel-stopped = Gestoppt, Modell behalten
panel-stopped-early = Vor dem Beginn gestoppt
panel-failed = Fehlgeschlagen
panel-best-epoch = Epoche { $epoch }
panel-so-far = { $time } bisher
panel-took = in { $time }
panel-epoch-before = Epoche
panel-of-epochs = von { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
}
panel-epochs-done = Fertige Epochen
panel-training-loss = Trainingsverlust
panel-validation-error = Validierungsfehler
panel-best = Bisher bester Wert
panel-epoch-time = Zeit je Epoche
panel-see-results = Zu den Ergebnissen

offer-label = Ein Lauf, der fortgesetzt werden kann
offer-replaced = Ein neuer Lauf tritt an seine Stelle, sobald dessen erste Epoche fertig ist.
offer-go-on = Fortsetzen
offer-discard = Verwerfen
offer-forget = Vergessen, was dieser Browser aufbewahrt
aside-what = Das lässt sich nicht verwenden. Es wurde beiseitegelegt und bleibt, bis Sie es löschen:
aside-one = { $what }, { $size }
aside-houses = die Häuser
aside-excluded = welche Häuser ausgelassen sind
aside-run = der unterbrochene Lauf
aside-checkpoint = der Stand dieses Laufs
aside-model = das letzte Modell
aside-listed = Lauf oder Serie { $number } der Liste
aside-shelf = die Namen dessen, was von Hand aufbewahrt ist
aside-deleted = Gelöscht: { $what }.

curve-title = Fehler je Epoche
curve-note = Mittlerer absoluter prozentualer Fehler. Unterhalb der gestrichelten Linie weiß das Netz mehr als einen einzigen Preis für alle.
curve-table = Trainingsverlust und Validierungsfehler je Epoche
curve-epoch = Epoche
curve-training-column = Training
curve-validation-column = Validierung
curve-axis-name = Senkrechte Achse
curve-log = Log
curve-linear = Linear
curve-smooth = Glätten
curve-clip = Spitzen kappen
curve-earlier = Frühere Läufe
curve-training = Training, Lauf { $run }
curve-validation = Validierung, { $count ->
    [one] Lauf
   *[other] Läufe
} { $runs }
curve-summary = Fehler je Epoche, { $axis ->
    [log] logarithmische
   *[linear] lineare
} Achse.
curve-summary-run = Lauf { $run }
curve-summary-epochs = Lauf { $run } nach { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
}: Training { $training }, Validierung { $validation }.
curve-summary-lowest = Der niedrigste Wert war { $error } nach Epoche { $epoch }.
curve-summary-constant = Der beste Einheitspreis erreicht { $error }.

repeat-title = Wiederholen
repeat-title-series = Wiederholen: Serie { $number }
repeat-start = Serie { $number } starten
repeat-cancel = Abbrechen, Fertiges behalten
repeat-why = Ein Lauf ist eine einzige Ziehung. Trainieren Sie mit denselben Einstellungen mehrmals, und lesen Sie den Mittelwert mit seinem Intervall.
repeat-reading = Fotos werden gelesen
repeat-preparing = Vorbereitung
repeat-running = Läuft
repeat-over-state = Fertig
repeat-cancelled = Abgebrochen
repeat-over = Über
repeat-seeds = Startwerte des Trainings
repeat-splits = Aufteilungen
repeat-folds = Folds
repeat-folds-count = Folds
repeat-runs-count = Läufe
repeat-too-many-folds = Das wären { $folds } Folds bei { $houses ->
    [one] { $houses } Trainingshaus
   *[other] { $houses } Trainingshäusern
}. Wählen Sie weniger Folds als Häuser.
repeat-unreadable = Als Anzahl der { $what ->
    [folds] Folds
   *[runs] Läufe
} steht da „{ $text }“. Geben Sie eine ganze Zahl von 2 bis { $most } ein, zum Beispiel { $example }.
repeat-plan-seeds = Startwerte { $first } bis { $last } auf einer Aufteilung: wie viel im Training Zufall ist.
repeat-plan-splits = Startwerte der Aufteilung { $first } bis { $last }: wie viel davon abhängt, auf welchen Häusern getestet wird. Trainingshäuser kommen von Aufteilung zu Aufteilung wieder vor, und das Intervall trägt dem Rechnung.
repeat-plan-folds = Die Trainingshäuser in { $folds } Teilen; die Preise jedes Teils schätzt ein Netz, das ihn nicht gesehen hat. Die Testhäuser sind nicht daran beteiligt.
repeat-plan-one-gpu = Ein Lauf nach dem anderen auf der GPU, auf der sich mehrere nur abwechseln würden.
repeat-plan-one = Ein Lauf nach dem anderen.
repeat-plan-several = { $workers } zugleich, auf der CPU.
repeat-plan-several-gpu = { $workers } zugleich, auf der CPU: Auf einer GPU würden sich mehrere nur abwechseln. Wählen Sie unter „Gerät“ die GPU, damit dort einer nach dem anderen läuft.
repeat-run = { $over ->
    [seeds] Startwert
    [splits] Aufteilung
   *[folds] Fold
} { $number }
repeat-left = noch { $time }
repeat-reading-now = liest die Fotos in der Kachelgröße der Einstellungen
repeat-preparing-now = übergibt die Häuser den Hintergrundprozessen
repeat-scarce = Jeder Hintergrundprozess hält alle Häuser, deshalb { $workers ->
    [one] arbeitet nur { $workers }
   *[other] arbeiten nur { $workers } zugleich
} und nicht einer je Kern. Kleinere Kacheln lassen Platz für mehr.
repeat-of-runs = von { $runs ->
    [one] { $runs } Lauf
   *[other] { $runs } Läufen
}
repeat-done = Fortschritt der Serie
repeat-what = { $network }, { $over ->
    [seeds] { $runs ->
        [one] { $runs } Startwert
       *[other] { $runs } Startwerte
    }
    [splits] { $runs ->
        [one] { $runs } Aufteilung
       *[other] { $runs } Aufteilungen
    }
   *[folds] { $runs ->
        [one] { $runs } Fold
       *[other] { $runs } Folds
    }
}.
repeat-on-the-list = Die Serie steht auf der Liste und kann verglichen werden.
repeat-cross-validated = Kreuzvalidiert auf den Trainingshäusern
repeat-mean-error = Mittlerer Testfehler
repeat-spread = ± { $deviation } von Lauf zu Lauf
repeat-interval = 95-%-Intervall des Mittelwerts
repeat-needs-two = braucht zwei Läufe
repeat-the-network = Das Netz
repeat-ridge = die Ridge-Regression
repeat-constant = der beste Einheitspreis
repeat-table = Läufe der Serie
repeat-column-run = Lauf
repeat-column-error = Testfehler
repeat-column-r2 = R² log
repeat-column-ridge = Ridge
repeat-column-constant = Bester Einheitspreis

listed-name = { $kind ->
    [series] Serie
   *[run] Lauf
} { $number }
listed-name-within = { $kind ->
    [series] Serie
   *[run] Lauf
} { $number }
listed-faster-device = das schnellere Gerät
listed-title = Läufe und Serien
listed-caption = { $kept } Kreuzen Sie bis zu { $most } an, um sie zu vergleichen.
listed-compare-column = Vergleichen
listed-run = Lauf
listed-network = Netz, und was geändert wurde
listed-data = Daten und Gerät
listed-error = Testfehler
listed-r2 = R² log
listed-epoch-time = Je Epoche
listed-do = Aktionen
listed-compare = { $run } vergleichen
listed-delete-one = { $run } löschen
listed-delete = Löschen
listed-deleted = { $run } ist gelöscht.
listed-no-room = Die Liste ist voll: Sie fasst { $most } Läufe und Serien. Löschen Sie zuerst etwas anderes.
listed-undo = Rückgängig
listed-show-one = Ergebnisse von Lauf { $number } zeigen
listed-show = Zeigen
listed-shown = Gezeigt
listed-interval = 95 %, über { $over ->
    [houses] Häuser
    [seeds] Startwerte
    [splits] Aufteilungen
   *[folds] Folds
}
listed-stopped = gestoppt nach Epoche { $epoch }
listed-series = { $over ->
    [seeds] { $runs } Startwerte
    [splits] { $runs } Aufteilungen
   *[folds] kreuzvalidiert in { $runs } Folds
}
listed-series-some = { $over ->
    [seeds] { $done } von { $runs } Startwerten
    [splits] { $done } von { $runs } Aufteilungen
   *[folds] kreuzvalidiert in { $done } von { $runs } Folds
}

compare-none = keine
compare-curves-title = Validierungsfehler je Epoche
compare-curves-note = Der verglichenen Läufe; eine Serie hat keine eigene Kurve.
compare-curves = Validierungsfehler je Epoche, logarithmische Achse. { $runs }.
compare-curve-end = { $run } nach { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
}: { $error }
compare-constant-line = Bester Einheitspreis, { $error }
compare-epoch = Epoche
compare-title = Nebeneinander
compare-note = Von einer Serie die Mittelwerte über ihre Läufe.
compare-figure = Kennzahl
compare-figures = Kennzahlen
compare-guesses = Vergleichswerte ohne Foto, auf denselben Testhäusern
compare-settings = Einstellungen, die sich unterscheiden
compare-data = Daten
compare-device = Gerät
compare-left-out = Ausgelassene Häuser
compare-network = Netz
compare-test-houses = Testhäuser
compare-mean-error = Mittlerer Testfehler
compare-interval-name = Sein 95-%-Intervall
compare-range = { $low } bis { $high }
compare-interval = { $low } bis { $high }, über { $over ->
    [houses] Häuser
    [seeds] Startwerte
    [splits] Aufteilungen
   *[folds] Folds
}
compare-deviation-name = Standardabweichung
compare-deviation = { $deviation } { $what ->
    [houses] von Haus zu Haus
   *[runs] von Lauf zu Lauf
}
compare-r2 = R²
compare-r2-log = R² auf dem Logarithmus des Preises, vor dem Skalieren
compare-absolute-error = Mittlerer absoluter Fehler
compare-epochs = Epochen
compare-parameters = Parameter
compare-epoch-time = Zeit je Epoche
compare-ridge = Ridge-Regression
compare-zip-code = Bester Preis je Postleitzahl
compare-constant = Bester Einheitspreis
compare-median = Immer der Median
compare-mean = Immer der Mittelwert
compare-difference = { $first } ist um { $by } { $points ->
    [one] Prozentpunkt
   *[other] Prozentpunkte
} { $way ->
    [farther] ungenauer
   *[nearer] genauer
} als { $second } (95-%-Intervall { $interval }): { $chance ->
    [yes] Das kann Zufall sein
   *[no] mehr als Zufall
}.
compare-ends = { $way ->
    [farther] { $low } genauer bis { $high } ungenauer
   *[nearer] { $low } ungenauer bis { $high } genauer
}
compare-other-seeds = Das sagt etwas über andere Startwerte, nicht über andere Häuser: Um auch das zu wissen, wiederholen Sie über Aufteilungen oder Folds.
compare-not-a-kind = { $first } und { $second } lassen sich nicht paaren: Das eine ist ein Lauf, das andere eine Serie. Wählen Sie zwei von einer Art.
compare-other-houses = { $first } und { $second } sind auf verschiedenen Häusern getestet ({ $why ->
    [data] gelernt aus „{ $a }“ und „{ $b }“
    [splits] ihre Startwerte der Aufteilung sind { $a } und { $b }
    [shares] ihre Testanteile sind { $a } und { $b }
   *[left-out] verschiedene Häuser wurden ausgelassen
}) und lassen sich deshalb nicht Haus für Haus vergleichen. { $why ->
    [data] Trainieren Sie stattdessen beide auf denselben Häusern
   *[same-data] Wiederholen Sie stattdessen beide über dieselben Aufteilungen
}.
compare-by-house = Auf denselben { $houses } Häusern: { $difference } Das sagt etwas über andere Häuser, nicht über andere Startwerte: Um auch das zu wissen, wiederholen Sie beide.
compare-by-run = Mit denselben { $count } { $over ->
    [seeds] Startwerten
    [splits] Aufteilungen
   *[folds] Folds
}, Paar für Paar: { $difference }
compare-too-few = { $first } und { $second } lassen sich nicht paaren: Sie haben weniger als zwei Läufe mit gleichem Startwert, gleicher Aufteilung und gleichen Testhäusern.

## Results

results-zip-code = Postleitzahl
results-where = Wo es danebenliegt
results-where-sub = Mittlerer Fehler je Postleitzahl, auf den Testhäusern
results-actual-price = Tatsächlicher Preis
results-at-prices = Bei welchen Preisen
results-at-prices-sub = Mittlerer Fehler nach tatsächlichem Preis, auf den Testhäusern
results-blurb = Wie weit das Netz auf Häusern danebenliegt, die es nie gesehen hat, und was andere Schätzungen erreichen.
results-hide = Ausblenden
results-show-those = Die von Lauf { $run } zeigen
results-of-earlier = Das sind die Ergebnisse von Lauf { $run }.
results-none-yet = Wenn ein Lauf beendet oder gestoppt ist, steht hier sein Fehler auf den Testhäusern, neben dem, was ein einziger Preis für alle Häuser erreichen würde.
results-save-report = Den Bericht dieses Laufs speichern
results-report-how = Ein Dokument mit Einstellungen, Daten, Diagrammen und Tabellen dieses Laufs. Es lässt sich überall öffnen und lädt nichts nach.
results-mean-error-over = Mittlerer Fehler über { $houses ->
    [one] { $houses } Testhaus
   *[other] { $houses } Testhäuser
}
results-from-house-to-house = ± { $deviation } von Haus zu Haus
results-this-network = Dieses Netz
results-always = Immer { $price }
results-best-constant = der beste einzelne Preis für die Trainingshäuser
results-median = der Median der Trainingshäuser
results-mean = der Mittelwert der Trainingshäuser
results-by-zip-code = Der beste Preis je Postleitzahl
results-no-photo-no-attribute = kein Foto, kein Attribut
results-ridge = Ridge-Regression
results-ridge-sees = Attribute und Postleitzahl, kein Foto
results-against = Daran zu messen
results-against-sub = Mittlerer Fehler auf { $houses ->
    [one] demselben { $houses } Testhaus
   *[other] denselben { $houses } Testhäusern
}. Kürzer ist besser.
results-guess = Schätzung
results-drawn = Als Balken
results-mean-error = Mittlerer Fehler
results-mae = Mittlerer absoluter Fehler
results-rmse = Wurzel des mittleren quadratischen Fehlers
results-r2-how = 0 ist der Mittelwert, 1 vollkommen
results-bias = Verzerrung
results-houses-counted = { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häuser
}
results-average-price = Durchschnittspreis
results-price-std = Standardabweichung
results-half-within = Die Hälfte der Häuser liegt innerhalb von { $percent } %.
results-errors-label = Wie sich die Fehler verteilen. { $low ->
    [one] { $low } Haus wurde
   *[other] { $low } Häuser wurden
} zu niedrig geschätzt und { $high } zu hoch; { $far } um 200 Prozent oder mehr.
results-errors = Wie sich die Fehler verteilen
results-houses-by-error = Häuser nach Fehler
results-error = Fehler
results-houses = Häuser
results-save-csv = Als CSV speichern
results-beside = Test neben Training
results-beside-sub = Wo der Testfehler weit über dem Trainingsfehler liegt, hat das Netz seine Häuser auswendig gelernt. Beides mit dem fertigen Netz; der Trainingsverlust oben wurde gemessen, während es sich änderte, mit Dropout.
results-figure = Kennzahl
results-test = Test
results-training = Training
figures-from-to = { $low } bis { $high }
figures-below = unter { $edge } %
figures-and-more = { $edge } % und mehr
figures-bin = { $low } bis { $high } %
figures-rare-zip-code = Postleitzahl mit zu wenigen Häusern
figures-missing-photo = Foto fehlt
figures-unreadable-photo = Foto, das nicht gelesen werden kann
figures-broken-line = Fehlerhafte Zeile der Preisliste
figures-other-reason = Ein anderer Grund
figures-zip-code-houses = { $code }: { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häuser
}
figures-house-reason = Haus { $house }: { $reason }
figures-and-others = Und noch { $more }: Der Bericht als CSV nennt alle.
figures-more-rooms = { $rooms } weiteren
figures-rooms-left-out = Eine Montage hat { $places } Plätze: Fotos von { $rooms } bleiben weg.
figures-verdict = { $how ->
    [better] Besser als Raten
    [equal] Es macht noch keinen Unterschied
   *[worse] Nicht besser als Raten
}: ein fester Preis für alle Häuser läge um { $off } daneben.
figures-beside-ridge = { $than ->
    [better] Noch besser
   *[worse] Auch das schlägt es
}: Ridge-Regression auf den Attributen, ohne ein Foto, um { $off } daneben.
figures-no-home-costs-that = So viel kostet kein Haus: Das Netz hat sich verirrt. Trainiert wurde es auf Preisen von { $span }.
figures-outside = Das liegt { $side ->
    [below] unter
   *[above] über
} allen Preisen, auf denen das Netz trainiert wurde ({ $span }): Verlassen Sie sich nicht darauf.
figures-also-said = Das wird auch von { $alarms } von { $houses ->
    [one] { $houses } Testhaus
   *[other] { $houses } Testhäusern
} gesagt, die von derselben Art sind.
figures-unlike = Diese Fotos sind anders als die, aus denen das Netz gelernt hat: weiter von ihnen entfernt als fast alle von ihnen untereinander. Der Preis ist geraten.
figures-none = keines
figures-its-deviation = Seine Standardabweichung
figures-r2-log = R² auf dem Logarithmus des Preises
figures-too-low = die Preise fallen zu niedrig aus
figures-too-high = die Preise fallen zu hoch aus
figures-neither = weder zu niedrig noch zu hoch
chart-lowest = tiefster: { $error }, Epoche { $epoch }
chart-above = { $points ->
    [one] { $points } Punkt über dem Rand
   *[other] { $points } Punkte über dem Rand
}
chart-now = jetzt: Epoche { $epoch }
chart-always = immer { $price }: { $error }
chart-epoch = Epoche
chart-house = Haus { $house }: { $error }
chart-predicted = geschätzt
chart-actual = tatsächlich
chart-equal = gleich
chart-error = Fehler, in % des tatsächlichen Preises
chart-too-low = { $houses } zu niedrig
chart-too-high = { $houses } zu hoch
chart-houses = Häuser
chart-median = Median
scatter-house = Haus { $house }: tatsächlich { $actual }, geschätzt { $predicted }, { $error }
scatter-label = Geschätzter gegen tatsächlichen Preis von { $all } Testhäusern, beide Achsen logarithmisch. { $near ->
    [one] { $near } liegt
   *[other] { $near } liegen
} innerhalb eines Faktors von zwei.
scatter-no-house = Kein Haus
house = Haus { $house }
scatter-actual = tatsächlich { $price }
scatter-predicted = geschätzt { $price }
scatter-keys = Testhäuser nach tatsächlichem Preis; die Eingabetaste zeigt eines
scatter-title = Geschätzt gegen tatsächlich
scatter-sub = { $near } von { $all ->
    [one] { $all } Haus
   *[other] { $all } Häusern
} innerhalb eines Faktors von zwei (das getönte Band). Zeigen Sie auf ein Haus oder gehen Sie sie mit den Pfeiltasten durch.
scatter-table-before = Die
scatter-table-link = Tabelle der Testhäuser
scatter-table-after = unten enthält jeden Punkt dieses Diagramms.
ranked-worst = Am weitesten daneben
ranked-best = Am nächsten

## Houses and why

house-no-model = Das Netz dieses Laufs ist nicht mehr da. Trainieren Sie es noch einmal.
house-other-model = Das benutzte Netz ist nicht das von Lauf { $run }. Trainieren Sie es noch einmal, oder zeigen Sie den neuesten Lauf.
house-no-data = Die Häuser dieses Laufs sind nicht mehr geladen. Wählen Sie ihren Ordner noch einmal.
house-close = Schließen
house-zip-code = Postleitzahl
house-actual = Tatsächlich
house-predicted = Geschätzt
house-error = Fehler
house-why = Warum dieser Preis
houses-caption = { $shown } von { $all }{ $order ->
    [error] , der größte Fehler zuerst
   *[other] {""}
}. Die Linie läuft vom tatsächlichen Preis zum geschätzten, auf logarithmischer Skala.
houses-title = Testhäuser
houses-montage = Montage
houses-house = Haus
houses-off = Daneben um
houses-show-all = Alle { $houses } zeigen
houses-show-more = { $houses } weitere zeigen
houses-show = Dieses Haus zeigen
figure-save-as = „{ $title }“ als { $kind } speichern
figure-table = Als Tabelle lesen
figure-save = Speichern als
guide-montage = Was ist eine Montage, und warum ist sie so klein?
guide-montage-1 = Die Fotos eines Hauses, jedes zu einem Quadrat gestaucht, nebeneinander in einem Bild: So sieht das Netz alle Räume zugleich, jeden immer in derselben Ecke. Das ist der dritte Weg des Tutorials; die anderen sind ein Foto nach dem anderen oder ein Zweig je Raum.
guide-montage-2 = Kleine Bilder halten die Zahl der Gewichte nahe an dem, was einige hundert Häuser lehren können. Ein Raum ist in dieser Größe noch vom anderen zu unterscheiden; ein Riss in der Wand nicht.
guide-mape = Warum Prozent und kein Betrag?
guide-mape-1 = Der mittlere absolute prozentuale Fehler (MAPE) sagt, wie weit jeder Preis danebenliegt, in Prozent dessen, was das Haus kostet, im Durchschnitt. Um 50.000 danebenzuliegen wiegt bei einer Kate mehr als bei einer Villa, und ein Prozentsatz sagt das.
guide-mape-2 = Er ist nicht zu beiden Seiten gerecht: Zu niedrig kann höchstens 100 % daneben sein, zu hoch beliebig viel. Ein Netz, das ihn klein macht, irrt also eher nach unten, und ein einziger niedriger Preis für alle schneidet besser ab als der Durchschnittspreis.
guide-overfitting = Wie sieht Überanpassung hier aus?
guide-overfitting-1 = Die blaue Linie, das Training, fällt weiter; die rote, die Validierung, bleibt, wo sie ist, oder steigt wieder. Von da an lernt das Netz seine Häuser auswendig und nichts über Häuser. Bei einigen hundert davon kommt das früh: beim Netz des Tutorials nach einigen Dutzend Epochen. Ein Netz aus Mitgliedern hat keine blaue Linie: Von ihm stehen unter „Ergebnisse“ die Fehler auf Test- und Trainingshäusern nebeneinander.
guide-overfitting-2 = Der tiefste Punkt der roten Linie ist markiert, aber kein Ergebnis: Wer die beste von vielen Epochen aussucht und dabei auf die Testhäuser schaut, lässt diese Häuser mitlehren. Was zählt, ist die letzte Epoche oder eine, die an zurückgehaltenen Trainingshäusern gewählt wurde.
guide-baselines = Was bedeuten diese Schätzungen?
guide-baselines-1 = Eine Zahl allein sagt nichts. Immer denselben Preis zu nennen braucht kein Foto und kein Netz: Was eine solche Schätzung erreicht, ist die Marke, die zu schlagen ist. Der beste einzelne Preis ist niedrig, weil ein Prozentsatz einen zu hohen Preis am stärksten bestraft.
guide-baselines-2 = Der beste Preis je Postleitzahl weiß, wo ein Haus steht, die Ridge-Regression kennt auch Zimmer und Fläche. Ein Netz, das nur Fotos sieht und dahinter zurückbleibt, hat nicht versagt: Es weiß weniger. Eines, dem alles gesagt wird und das dahinter zurückbleibt, hat aus den Fotos nichts gelernt, was sich lohnt.
guide-figures = Was bedeuten diese Kennzahlen?
guide-figures-1 = Mittlerer absoluter Fehler: wie weit daneben in Geld, im Durchschnitt. Wurzel des mittleren quadratischen Fehlers: dasselbe, aber ein Haus, das doppelt so weit danebenliegt, zählt vierfach. Verzerrung: ob die Preise im Ganzen zu niedrig oder zu hoch ausfallen.
guide-figures-2 = R² vergleicht damit, den Durchschnittspreis dieser Häuser zu nennen: 1 ist vollkommen, 0 nicht besser, unter 0 schlechter. Auf dem Logarithmus des Preises fragt es dasselbe von Verhältnissen, damit nicht einige Villen entscheiden. Die Preise mancher Netze sind skaliert: mit einem Faktor multipliziert, auf zurückgehaltenen Häusern gefunden, der den prozentualen Fehler am kleinsten macht und R² niedriger.
guide-range = Woher kommt der Bereich?
guide-range-1 = Von Häusern, auf denen das Netz nicht trainiert wurde: Wie weit es dort danebenlag, in der genannten Häufigkeit, so weit kann es hier danebenliegen, bei Häusern derselben Art (konforme Vorhersage). Über dieses eine Haus sagt er nichts Genaueres.
guide-range-2 = Ein Haus, das allen Trainingshäusern unähnlich ist, ist nicht von derselben Art: Dann sind weder Preis noch Bereich begründet, und die Seite sagt es.
why-looking = Das Netz sieht sich die Fotos an, jeweils mit einem Teil verdeckt.
why-photos-of = Fotos von Haus { $house }
why-photos = Die Fotos des Hauses
why-regions-how = Was jeder Bereich zum Preis beiträgt: wie viel niedriger er ist, wenn der Bereich mit der mittleren Farbe des Fotos übermalt ist. Blau erhöht ihn, Rot senkt ihn.
why-pixels-how = Wie stark jedes Pixel den Preis ändern könnte, nach oben oder unten: der Gradient des Preises nach der Farbe des Pixels. Er sagt, wo das Netz empfindlich ist, nicht, was ihm gefällt.
why-title = Was in den Fotos den Preis bewegt hat
why-map = Karte über den Fotos
why-regions = Bereiche
why-pixels = Pixel
why-none = Ohne
why-point = Zeigen Sie auf einen Bereich, um zu lesen, was er beiträgt.
why-words = In Worten
why-most = Bereiche, die den Preis am meisten bewegen
why-region = Bereich
why-adds = Trägt bei
why-told = Was dem Netz gesagt wurde
why-told-how = Was jedes beiträgt, verglichen mit einem Haus, von dem es nicht gesagt ist. Sie wirken zusammen: Ihre Summe ist nicht der Preis.
why-told-table = Was jedes Attribut zum Preis beiträgt
why-attribute = Attribut
why-like = Ähnliche Trainingshäuser
why-like-how = Die nächsten im eigenen Merkmalsraum des Netzes, nach { $by ->
    [photos] dem, was seine Filter in den Fotos finden
   *[attributes] dem, was es aus ihren Attributen macht
}, und was sie kosten.
explain-top-left = oben links
explain-top = oben Mitte
explain-top-right = oben rechts
explain-left = Mitte links
explain-middle = Mitte
explain-right = Mitte rechts
explain-bottom-left = unten links
explain-bottom = unten Mitte
explain-bottom-right = unten rechts
explain-most = Am meisten trägt das Foto „{ $room }“ bei, { $place } ({ $amount }), am meisten zieht das Foto „{ $other }“ ab, { $there } ({ $taken }).
explain-nothing = Kein Teil der Fotos ändert diesen Preis: Das Netz sieht sie nicht an.

## Predict

predict-blurb = Die Fotos eines Hauses. Die Reihenfolge zählt, darum hat jedes seinen eigenen Platz.
predict-zip-code = Postleitzahl
predict-zip-code-unknown = eine andere oder unbekannt
predict-zip-code-type = Tippen Sie sie ein. Das Modell kennt { $codes } Postleitzahlen.
predict-zip-code-new = Auf diese Postleitzahl ist das Modell nicht trainiert. Sie gilt als unbekannt.
predict-about = Über das Haus
predict-about-how = Dieses Modell sieht sich nicht nur Fotos an. Was Sie leer lassen, zählt als Mittelwert der Häuser, aus denen es gelernt hat.
predict-montage = Die Fotos als Kacheln in einem Bild von { $width } mal { $height } Pixeln
predict-montage-size = { $width } × { $height } Pixel, jedes Foto { $tile } × { $tile }.
predict-montage-reading = Die Fotos werden gelesen
predict-montage-to-come = Die Fotos als ein kleines Bild
predict-montage-all = Mehr sieht es nicht.
predict-no-photos = Dieses Modell sieht kein Foto an.
predict-montage-and-told = Es sieht dieses Bild, und ihm wird gesagt, was oben steht.
predict-untold = Was leer ist, zählt als Mittelwert der Trainingshäuser. Preis und Bereich wurden an Häusern gemessen, von denen alles bekannt war: Für dieses Haus gelten sie nicht.
predict-seen = Was das Netz sieht
predict-range-holds = enthält bei { $rate } solcher Häuser den Preis.
predict-range-tested = Bei den Testhäusern von Lauf { $run } waren es { $covered }.
predict-range-middle = ist der Bereich, in den die mittlere Hälfte fiele, gemessen an den Fehlern von Lauf { $run } bei { $houses ->
    [one] { $houses } Testhaus
   *[other] { $houses } Testhäusern
}.
predict-off = Im Mittel lag es um { $off } daneben.
predict-line = Der geschätzte Preis { $price } auf einer logarithmischen Preisachse
predict-no-valuation = Ein Beispiel für eine Methode, keine Wertermittlung.
predict-estimate = Schätzung
predict-estimate-price = Preis schätzen
predict-why = Warum dieser Preis
predict-no-model = Es gibt noch kein Modell.
predict-not-saved = Der Browser hat das Modell nicht speichern lassen. Erlauben Sie dieser Seite Downloads, und versuchen Sie es noch einmal.
predict-keep = Dieses Modell behalten
predict-keep-how = Eine Datei enthält die Gewichte und alles, was zum erneuten Schätzen nötig ist.
predict-save = Modell speichern
predict-save-onnx = Als ONNX speichern
predict-elsewhere = ONNX-Dateien laufen in anderen Programmen. Nach Keras und PyTorch und zurück bringt dieses Skript Modelle:
predict-load = Modell laden …
predict-load-file = Ein Modell aus einer Datei laden
predict-before = Vorheriges Modell: { $file }.
predict-take-back = Zurückholen
predict-load-how = Es tritt hier an die Stelle des Modells; die Läufe bleiben.

photos-yours = Ihre Fotos
photos-clear = Alle entfernen
photos-several = Mehrere auf einmal werden nach dem Raum in ihrem Namen zugeordnet, wie in { $example }, sonst in dieser Reihenfolge. Ziehen Sie ein Foto auf einen anderen Platz, um Räume zu tauschen, oder fügen Sie eines aus der Zwischenablage ein.
photos-room = Zu sehen:
photos-drop = Foto „{ $room }“ hier ablegen oder auswählen
photos-broken = Diese Datei lässt sich nicht als Bild anzeigen
photos-alt = Foto „{ $room }“
photos-replace = Ersetzen
photos-choose = Auswählen …
photos-choose-one = Foto „{ $room }“ auswählen
photos-camera = Kamera
photos-take-one = Foto „{ $room }“ mit der Kamera aufnehmen

homes-no-photos = Unter diesen Dateien sind keine Fotos. Wählen Sie einen Ordner mit Fotos von Häusern.
homes-too-many = Das sind { $homes } Häuser; geschätzt werden höchstens { $most } auf einmal. Wählen Sie weniger.
homes-without-photos = Dieses Netz sieht sich keine Fotos an: Alle Häuser einer Liste hätten denselben Preis. Trainieren Sie eines, das Fotos nutzt.
homes-no-model = Es gibt noch kein Modell. Trainieren Sie eines oder laden Sie eines aus einer Datei.
homes-on-list = { $homes ->
    [one] { $homes } Haus auf der Liste.
   *[other] { $homes } Häuser auf der Liste.
}
homes-priced = { $priced } von { $homes ->
    [one] { $homes } Haus
   *[other] { $homes } Häusern
} geschätzt.
homes-no-attributes = Dieses Modell erfährt auch Attribute; von diesen Häusern ist keines bekannt, darum zählen sie als Mittelwert seiner Trainingshäuser.
homes-table = Häuser und ihre Preise
homes-home = Haus
homes-price = Preis
homes-range = Bereich
homes-note = Anmerkung
homes-look = Ansehen
homes-look-at = { $home } ansehen
homes-more = { $homes } weitere anzeigen
homes-save = Als CSV speichern
homes-again = Noch einmal schätzen
homes-cleared = Die Liste ist geleert.
homes-clear = Liste leeren
homes-many = Viele Häuser
homes-many-how = Ein Ordner mit den Fotos mehrerer Häuser, ohne Preise: jedes Haus in einem eigenen Ordner oder die Dateien nach Haus und Raum benannt, wie in 12_kitchen.jpg. Ziehen Sie ihn hierher oder wählen Sie ihn aus.
homes-choose = Ordner wählen …
homes-choose-folder = Einen Ordner mit Fotos mehrerer Häuser wählen
homes-of-model = Diese Preise sind von { $model }. Bewerten Sie die Häuser mit dem jetzigen Modell neu.
homes-waiting = in der Warteschlange
homes-asked = wird geschätzt
homes-not-priced = noch nicht geschätzt
homes-guess = Anders als die Trainingshäuser: bloß geraten.
homes-missing = Es fehlt ein Foto: { $rooms }.

## Keeping

keeping-other-tab = Ein anderer Tab dieser Seite ist offen und speichert seine Läufe. Läufe in diesem Tab werden erst gespeichert, wenn jener geschlossen ist.
keeping-taken-over = Der andere Tab wurde geschlossen: Läufe in diesem Tab werden ab der nächsten Epoche gespeichert.
keeping-replaced = Dieser Browser hatte einen anderen Lauf aufbewahrt, der weitergehen könnte. Er wurde mit seinen Häusern beiseitegelegt, weil dieser Tab einen eigenen Lauf hat: Speichern Sie ihn als Datei oder löschen Sie ihn.
keeping-room-again = Der Browser hat wieder Platz, und alles ist gespeichert.
keeping-full = Der Browser hat für diese Seite keinen Platz mehr, darum wird der Lauf nicht gespeichert: Beim Neuladen ginge er verloren. Er läuft inzwischen weiter. Schaffen Sie Platz auf dem Datenträger, dann wird das Speichern noch einmal versucht.
keeping-full-by-hand = Der Browser hat für diese Seite keinen Platz mehr, darum ging das nicht. Schaffen Sie Platz auf dem Datenträger und versuchen Sie es noch einmal.
keeping-denied-by-hand = Dieser Browser lässt die Seite nichts speichern, darum ging das nicht. Erlauben Sie der Seite, Daten zu speichern, oder verlassen Sie das private Fenster, und laden Sie die Seite neu.
keeping-failed-by-hand = Der Browser konnte das nicht. Versuchen Sie es noch einmal.
keeping-denied = Dieser Browser lässt die Seite nichts speichern, darum wird der Lauf nicht gespeichert: Beim Neuladen ginge er verloren. Er läuft inzwischen weiter. Erlauben Sie der Seite, Daten zu speichern, oder verlassen Sie das private Fenster, und laden Sie die Seite neu.
keeping-failed = Der Browser konnte den Lauf nicht speichern: Beim Neuladen ginge er verloren. Er läuft inzwischen weiter, und das Speichern wird noch einmal versucht.
keeping-silent = Der Browser antwortet nicht, wenn er gefragt wird, was er von dieser Seite aufbewahrt, darum wird nichts gespeichert: Beim Neuladen ginge es verloren. Die Seite arbeitet inzwischen weiter und speichert, sobald der Browser antwortet. Tut er das nicht, schließen Sie andere Tabs dieser Seite und starten Sie den Browser neu.
keeping-blocked = Ein anderer Tab hat eine ältere Version dieser Seite offen und hält fest, was sie aufbewahrt, darum wird hier nichts gespeichert: Beim Neuladen ginge es verloren. Schließen Sie jenen Tab oder laden Sie ihn neu, dann speichert dieser.
keeping-answers = Der Browser antwortet wieder: Was gewartet hat, wird gespeichert.
keeping-outdated = Eine neuere Version dieser Seite ist in einem anderen Tab offen und hat übernommen, was der Browser aufbewahrt. Dieser Tab speichert nichts mehr: Speichern Sie die Sitzung als Datei und laden Sie die Seite dann neu.
keeping-stuck = Etwas, das dieser Browser aufbewahrt hat, lässt sich nicht lesen und ließ sich nicht beiseitelegen. Damit es unverändert bleibt, speichert dieser Tab keine Läufe, Häuser und Modelle, bis Sie es vergessen lassen. Speichern Sie die Sitzung als Datei, bevor Sie den Tab schließen.
keeping-stuck-newer = Eine spätere Version dieser Seite hat hier etwas hinterlassen. Damit es unverändert bleibt, speichert dieser Tab keine Läufe, Häuser und Modelle. Speichern Sie die Sitzung als Datei, bevor Sie den Tab schließen.
keeping-failed-model = Der Browser konnte das Modell des letzten Laufs nicht speichern: Beim Neuladen ginge es verloren. Speichern Sie das Modell als Datei. Das Speichern wird noch einmal versucht.
keeping-failed-listed = Der Browser konnte einige Läufe und Serien der Liste nicht speichern: Beim Neuladen gingen sie verloren. Speichern Sie die Sitzung als Datei. Das Speichern wird noch einmal versucht.
keeping-failed-forget = Der Browser konnte nicht löschen, was er aufbewahrt. Das wird noch einmal versucht.
keeping-old-form = Was dieser Browser gespeichert hat, stammt von einer frühen Version dieser Seite, in einer Form, die nicht mehr gelesen wird. Es liegt beiseite: Speichern Sie es als Datei, löschen Sie es, oder lassen Sie es liegen.
keeping-newer = Was dieser Browser gespeichert hat, stammt von einer späteren Version dieser Seite. Laden Sie jene Version, sobald die Seite sie anbietet; bis dahin bleibt alles, wie es ist.
keeping-damaged = Was dieser Browser gespeichert hat, ist beschädigt und unbrauchbar. Es liegt beiseite: Speichern Sie es als Datei, löschen Sie es, oder lassen Sie es liegen. Fangen Sie dann neu an.
keeping-list-old-form = Einige der Läufe, die dieser Browser für die Liste gespeichert hat, stammen von einer frühen Version dieser Seite, in einer Form, die nicht mehr gelesen wird. Sie liegen beiseite: Speichern Sie sie als Dateien, löschen Sie sie, oder lassen Sie sie liegen. Die übrigen sind da.
keeping-list-newer = Einige der Läufe, die dieser Browser für die Liste gespeichert hat, stammen von einer späteren Version dieser Seite. Die übrigen sind da. Laden Sie jene Version, sobald die Seite sie anbietet; bis dahin bleiben diese Läufe, wie sie sind.
keeping-list-damaged = Einige der Läufe, die dieser Browser für die Liste gespeichert hat, sind beschädigt und lassen sich nicht anzeigen. Sie liegen beiseite: Speichern Sie sie als Dateien, löschen Sie sie, oder lassen Sie sie liegen. Die übrigen sind da.
keeping-not-read = Der gespeicherte Lauf ließ sich nicht aus diesem Browser lesen. Laden Sie die Seite neu oder verwerfen Sie ihn.

saved-run = Lauf { $run } mit „{ $data }“ brach nach Epoche { $epoch } von { $epochs } ab, gespeichert { $ago }.
saved-just-now = vor weniger als einer Minute
saved-minutes-ago = { $minutes ->
    [one] vor { $minutes } Minute
   *[other] vor { $minutes } Minuten
}
saved-hours-ago = { $hours ->
    [one] vor { $hours } Stunde
   *[other] vor { $hours } Stunden
}
saved-days-ago = { $days ->
    [one] vor { $days } Tag
   *[other] vor { $days } Tagen
}

recovery-not-started = Der rechnende Hintergrundprozess ließ sich nicht starten. Prüfen Sie die Verbindung und laden Sie dann die Seite neu.
recovery-idle = Der rechnende Hintergrundprozess { $fault ->
    [memory] hatte keinen Speicher mehr
   *[broken] ist abgestürzt
} und wurde neu gestartet. Die Häuser und das Modell sind noch da.
recovery-idle-over = Der rechnende Hintergrundprozess { $fault ->
    [memory] hatte { $times }-mal keinen Speicher mehr
   *[broken] ist { $times }-mal abgestürzt
}. Er wird wieder gestartet, wenn Sie das nächste Mal trainieren oder schätzen.
recovery-no-model = Der rechnende Hintergrundprozess { $fault ->
    [memory] hatte keinen Speicher mehr
   *[broken] ist abgestürzt
}, bevor die erste Epoche fertig war; der gestoppte Lauf hinterlässt darum kein Modell.
recovery-run-over = Der rechnende Hintergrundprozess { $fault ->
    [memory] hatte immer wieder keinen Speicher mehr
   *[broken] ist immer wieder abgestürzt
}, darum ist der Lauf zu Ende. Versuchen Sie es mit kleineren Kacheln, weniger Filtern oder einem kleineren Batch.
recovery-goes-on = Der rechnende Hintergrundprozess { $fault ->
    [memory] hatte keinen Speicher mehr
   *[broken] ist abgestürzt
} und wurde neu gestartet. Das Training geht { $device ->
    [cpu] auf der CPU nach Epoche { $epoch }
   *[same] nach Epoche { $epoch }
} weiter.
recovery-begins-again = Der rechnende Hintergrundprozess { $fault ->
    [memory] hatte keinen Speicher mehr
   *[broken] ist abgestürzt
} und wurde neu gestartet. Das Training beginnt { $device ->
    [cpu] auf der CPU von vorn
   *[same] von vorn
}.

photo-reader-not-started = Der Hintergrundprozess, der Fotos liest, ließ sich nicht starten. Prüfen Sie die Verbindung und laden Sie dann die Seite neu.
photo-reader-ended = Der Hintergrundprozess, der Fotos liest, ist abgestürzt oder hatte keinen Speicher mehr. Versuchen Sie es noch einmal mit kleineren Dateien.
photo-reader-not-compared = Die Fotos ließen sich nicht miteinander vergleichen, darum sind Kopien und Ausreißer nicht markiert. Die Häuser sind alle da. Laden Sie den Ordner noch einmal, um sie vergleichen zu lassen.
photo-reader-no-room = Der Browser hat keinen Platz für die Bilder der Häuser. Schließen Sie andere Tabs oder wählen Sie weniger Häuser.
team-no-room = Die Häuser passen nicht neben das, was dieser Tab schon hält. Wählen Sie kleinere Kacheln oder weniger Häuser.
team-died = Sein Hintergrundprozess ist zweimal abgestürzt oder hatte keinen Speicher mehr. Versuchen Sie es mit kleineren Kacheln, weniger Filtern oder einem kleineren Batch.
team-no-pictures = Der Browser hat die Bilder der Häuser verloren. Laden Sie die Häuser noch einmal.
team-not-a-number = Nach Epoche { $epoch } war sein Verlust keine Zahl mehr, darum wird er nicht gezählt. Versuchen Sie es mit einer niedrigeren Lernrate.

keeping-forgotten = Dieser Browser bewahrt nun nichts mehr von dieser Seite auf.
keeping-discarded = Der Lauf ist verworfen.
shelf-heading = Von Hand aufbewahrt
shelf-how = Eine Sitzung ist die ganze Liste mit dem Modell und den Einstellungen, ohne Fotos: um darauf zurückzukommen oder sie in einen anderen Browser mitzunehmen.
shelf-keep = Diese Sitzung aufbewahren
shelf-keep-model = Dieses Modell aufbewahren
shelf-save = Die Sitzung als Datei speichern
shelf-open = Eine Sitzung öffnen …
shelf-open-file = Eine Sitzung oder einen Lauf aus einer Datei öffnen
shelf-nothing = Es gibt noch keinen Lauf und kein Modell.
shelf-denied = Dieser Browser lässt die Seite nichts aufbewahren: Speichern Sie eine Datei.
shelf-session-name = Sitzung { $n }
shelf-content = { $runs ->
    [0] Einstellungen{ $model ->
        [model] {" und Modell"}
       *[none] {""}
    }
    [one] { $runs } Lauf oder Serie{ $model ->
        [model] , Modell und Einstellungen
       *[none] {" und Einstellungen"}
    }
   *[other] { $runs } Läufe und Serien{ $model ->
        [model] , Modell und Einstellungen
       *[none] {" und Einstellungen"}
    }
}
shelf-model = Modell
shelf-name = Name
shelf-what = Was es ist
shelf-when = Aufbewahrt
shelf-size = Größe
shelf-do = Aktionen
shelf-open-one = Öffnen
shelf-save-one = Speichern
shelf-delete = Löschen
shelf-open-named = { $name } öffnen
shelf-save-named = { $name } als Datei speichern
shelf-delete-named = { $name } löschen
shelf-deleted = { $name } ist gelöscht.
shelf-undo = Rückgängig
shelf-unreadable = Die Liste dessen, was von Hand aufbewahrt ist, ist nicht lesbar: Eine frühe oder eine spätere Version dieser Seite hat sie geschrieben, oder sie ist beschädigt. Was dort liegt, steht mit Nummern statt mit Namen hier.
shelf-damaged = „{ $name }“ ist keine Sitzung oder beschädigt. Wählen Sie eine .facade-Datei, die hier gespeichert wurde.
shelf-old-form = „{ $name }“ wurde von einer frühen Version von Facade gespeichert, in einer Form, die nicht mehr gelesen wird. Hier hat sich nichts geändert.
shelf-newer = „{ $name }“ wurde von einer späteren Version von Facade gespeichert. Laden Sie jene Version, sobald die Seite sie anbietet, und öffnen Sie die Datei dann noch einmal.
shelf-unsound = „{ $name }“ enthält unmögliche Zahlen, etwa einen unendlichen Preis. Nichts davon wurde übernommen.
shelf-came = { $runs ->
    [one] { $runs } Lauf oder Serie kam mit einer Sitzung zur Liste hinzu.
   *[other] { $runs } Läufe und Serien kamen mit einer Sitzung zur Liste hinzu.
}
shelf-no-room = { $runs ->
    [one] { $runs } Lauf oder Serie daraus fand keinen Platz
   *[other] { $runs } Läufe und Serien daraus fanden keinen Platz
}: Die Liste fasst { $most }. Löschen Sie einige, und öffnen Sie die Sitzung dann noch einmal.
shelf-left-out = { $runs ->
    [one] { $runs } Lauf oder Serie daraus wurde ausgelassen:
   *[other] { $runs } Läufe und Serien daraus wurden ausgelassen:
}{ $why ->
    [newer] {" "}von einer späteren Version von Facade. Laden Sie die Seite neu, um diese Version zu bekommen, und öffnen Sie die Sitzung dann noch einmal.
    [unsound] {" "}mit Zahlen, auf die kein Lauf gekommen sein kann, etwa einem Preis ohne Ende.
   *[damaged] {" "}beschädigt. Speichern Sie die Sitzung dort, woher sie kommt, noch einmal.
}
shelf-unknown = etwas, das diese Version nicht lesen kann
shelf-found = Aufbewahrtes { $number }
shelf-model-moved = Dieser Browser hatte das Modell „{ $name }“ aus einem anderen Tab behalten. Es steht jetzt unter „Von Hand aufbewahrt“, da dieser Tab ein eigenes Modell hat.
shelf-opened = „{ $name }“ ist geöffnet: { $runs ->
    [none] sie hat keine Läufe
    [left-out] keiner ihrer Läufe kam zur Liste hinzu
    [there] die Läufe standen schon in der Liste
   *[some] { $added ->
    [one] { $added } Lauf oder Serie kam zur Liste hinzu
   *[other] { $added } Läufe und Serien kamen zur Liste hinzu
}
}.
rename = Umbenennen
rename-named = { $name } umbenennen
rename-label = Neuer Name
list-save = Speichern
list-save-named = { $name } als Datei speichern

## Reports and exports

report-title = { $run } mit { $data }
report-of-run = Facade, Bericht über einen Lauf
report-when = { $date }, gerechnet auf: { $device }
report-mean-error = Mittlerer Fehler bei { $houses ->
    [one] { $houses } Testhaus
   *[other] { $houses } Testhäusern
}, ± { $spread } von Haus zu Haus.
report-figures = Kennzahlen
report-value = Wert
report-figure = Kennzahl
report-guesses = Was bloßes Raten erreichen würde
report-guesses-error = Mittlerer Fehler bei denselben Testhäusern
report-curve = Fehler je Epoche
report-curve-how = Validierung, in Prozent, logarithmisch; die gestrichelte Linie ist der beste Einheitspreis.
report-scatter = Geschätzt gegen tatsächlich
report-scatter-near = { $near } von { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häusern
} höchstens um den Faktor zwei daneben (das getönte Band).
report-spread = Wie die Fehler streuen
report-by-zip-code = Fehler nach Postleitzahl
report-zip-code = Postleitzahl
report-by-price = Fehler nach tatsächlichem Preis
report-actual-price = Tatsächlicher Preis
report-houses = Häuser
report-bias = Verzerrung
report-group-error = Mittlerer Fehler
report-beside = Test neben Training
report-test = Test
report-training = Training
report-prices = Die Preise der Häuser
report-prices-half = { $houses ->
    [one] { $houses } Haus; die Hälfte kostet weniger als { $median }.
   *[other] { $houses } Häuser; die Hälfte davon kostet weniger als { $median }.
}
report-left-out = Was aus den Daten weggelassen wurde
report-reason = Grund
report-trained = Wie trainiert wurde
report-setting = Einstellung
report-test-houses = Testhäuser
report-house = Haus
report-actual = Tatsächlich
report-predicted = Geschätzt
report-off = Daneben um
report-error = Fehler
report-whole = Insgesamt: { $bias }.
report-made-by = Erstellt mit Facade { $version }.

findings-prices = Wie die Preise streuen
findings-prices-drawn = Wie die Preise streuen, auf logarithmischer Skala, von { $lowest } bis { $highest }; der Median ist { $median }.
findings-prices-table = Häuser nach Preis
findings-price = Preis
findings-houses = Häuser
findings-half = Die Hälfte der Häuser kostet weniger als { $median }
findings-take-in = { $house } wieder aufnehmen
findings-leave-out = { $house } weglassen
findings-leak = Die Aufteilung trennt Häuser mit diesem Foto: Der Test ist leichter, als er aussieht.
findings-found = { $things ->
    [0] Nichts fällt auf.
    [one] { $things } Auffälligkeit zum Ansehen. Von selbst wird nichts weggelassen.
   *[other] { $things } Auffälligkeiten zum Ansehen. Von selbst wird nichts weggelassen.
}
findings-leaks = { $photos ->
    [one] { $photos } gemeinsames Foto liegt auf beiden Seiten der Aufteilung.
   *[other] { $photos } gemeinsame Fotos liegen auf beiden Seiten der Aufteilung.
}
findings-heading = Was Sie sich ansehen sollten
findings-table = Auffälligkeiten
findings-finding = Auffälligkeit
findings-to-do = Was zu tun ist
findings-more = { $more } weitere anzeigen
findings-save = Bericht als CSV speichern
findings-house-out = Haus { $house } fehlt im nächsten Lauf.
findings-houses-out = Die Häuser { $houses } fehlen im nächsten Lauf.
findings-many-out = { $count } Häuser fehlen im nächsten Lauf.
findings-all-in = Alle wieder aufnehmen

## Session and workers

session-no-houses = Es gibt noch keine Häuser zum Trainieren. Wählen Sie einen Ordner, oder nehmen Sie die Beispielhäuser.
session-tile = Die Fotos wurden zu Kacheln von { $tiled } Pixeln verkleinert, in den Einstellungen steht { $settings }. Laden Sie die Häuser in der neuen Größe noch einmal.
session-no-model = Es gibt noch kein Modell. Trainieren Sie eines, oder laden Sie eines aus einer Datei.
session-photos = { $photos ->
    [one] Die Häuser haben je ein Foto, in den Einstellungen steht { $settings }. Laden Sie die Häuser noch einmal.
   *[other] Die Häuser haben je { $photos } Fotos, in den Einstellungen steht { $settings }. Laden Sie die Häuser noch einmal.
}
session-not-a-number = Nach Epoche { $epoch } liegen die Preise des Netzes jenseits aller Zahlen, darum hat es keine Ergebnisse und hinterlässt kein Modell. Versuchen Sie es mit einer niedrigeren Lernrate.
session-montage = Das Bild passt nicht zum Modell, das { $width } mal { $height } Pixel braucht. Wählen Sie die Fotos noch einmal.

gpu-looking = Eine GPU wird gesucht
gpu-timing = Die Zeit einiger Trainingsschritte auf GPU und CPU wird gemessen
gpu-or-cpu = { $why } Wählen Sie die CPU oder die automatische Wahl.
gpu-emulated = Das WebGPU des Browsers ({ $name }) wird auf der CPU emuliert.
gpu-no-steps = Kein Gerät konnte einen Trainingsschritt rechnen. Laden Sie die Seite neu.
gpu-not-built = Dieses Programm wurde ohne Unterstützung für GPUs gebaut.
gpu-no-webgpu = Dieser Browser hat kein WebGPU.
gpu-no-adapter = Das WebGPU des Browsers hat keinen Grafikprozessor gefunden.
gpu-no-timestamps = Dem Grafikprozessor fehlt timestamp-query von WebGPU, das zum Trainieren nötig ist.
gpu-no-answer = Das WebGPU des Browsers antwortet nicht. Um die GPU zu nutzen, starten Sie den Browser neu.
gpu-not-started = Die GPU ließ sich nicht starten: { $why }.
gpu-unnamed = ohne Namen

worker-photo-unread = Das Foto „{ $room }“ lässt sich nicht lesen: { $problem }
worker-houses-large = Die Bilder der Häuser brauchen { $megabytes }{"\u00A0"}MB, mehr als da ist. Wählen Sie kleinere Kacheln oder weniger Häuser.
worker-houses-lost = Der Browser hat die Bilder der Häuser verloren. Laden Sie die Häuser noch einmal.
worker-file-refused = der Browser konnte die Datei nicht lesen
bitmap-no-size = die Größenangabe fehlt
bitmap-other-size = es hat eine andere Größe als angegeben

model-file-other = Das ist keine Modelldatei. Wählen Sie eine .safetensors-Datei, die hier gespeichert wurde.
model-file-large = Diese Datei ist größer als jedes Modell, das hier gespeichert wurde. Wählen Sie eine .safetensors-Datei, die hier gespeichert wurde.
model-file-foreign = Diese safetensors-Datei wurde nicht von Facade gespeichert: Sie sagt nicht, wie mit ihren Gewichten zu schätzen ist. Wählen Sie eine Datei, die hier gespeichert wurde.
model-file-unknown = Diese Modelldatei ist von einer Art, die diese Seite nicht lesen kann ({ $kind }). Laden Sie die Seite neu, um ihre neueste Version zu erhalten.
model-file-version = Version { $version }
model-file-order = andere Reihenfolge der Farbkanäle oder Fotos
model-file-unpacked = Das Modell ließ sich nicht in eine Datei packen: { $why }.
model-file-beyond = Das Modell braucht { $size } MB, mehr als die { $most } MB, die sich wieder öffnen lassen. Wählen Sie weniger Filter, kleinere Fotos oder weniger Postleitzahlen, und trainieren Sie noch einmal.
model-file-no-parameter = Ein Parameter fehlt
# What follows is a clause each, which stands for what is wrong here.
model-file-damaged = Die Modelldatei ist beschädigt: { $what }. Speichern Sie sie dort noch einmal, wo sie herkommt.
model-file-length = Ihre Länge ist nicht die, die ihr Kopf angibt
model-file-unreadable = Was sie über sich selbst sagt, lässt sich nicht lesen ({ $why })
model-file-long-name = Ein Name darin ist zu lang
model-file-rooms = Sie nennt nicht so viele Räume wie Fotos
model-file-scale = Ihr Maßstab der Preise ist keine positive Zahl
model-file-ranges = Ihre Preisspannen sind ungültig
model-file-asks = Was sie über ein Haus wissen will, ist nicht das, was ihr Netz braucht
model-file-prices = Ihre Spanne der Trainingspreise ist ungültig
model-file-parameters = Ihre Zahl der Parameter ist nicht die ihres Netzes
model-file-epochs = Sie hat mehr Epochen hinter sich, als vorgesehen waren
model-file-error = Ihr Fehler ist kleiner als null oder keine Zahl
model-file-few-weights = Sie enthält weniger Gewichte, als ihr Netz braucht
model-file-no-tensor = „{ $name }“ fehlt
model-file-tensor-shape = „{ $name }“ hat eine andere Form oder einen anderen Typ
model-file-below-zero = „{ $name }“ hat Werte unter null
model-file-no-numbers = Einige ihrer Gewichte sind keine Zahlen
model-file-neighbours = Was sie über ihre Trainingshäuser sagt, passt nicht zusammen

resnet-other = Das ist keine safetensors-Datei. Wählen Sie die Gewichte eines ResNet-18, gespeichert als .safetensors.
resnet-large = Diese Datei ist größer als ein ResNet-18. Wählen Sie die Gewichte eines ResNet-18, gespeichert als .safetensors.
resnet-missing = Die Datei enthält kein „{ $name }“. Wählen Sie ein ResNet-18 mit den Namen von torchvision oder timm, etwa conv1.weight und layer1.0.bn1.running_mean.
resnet-deeper = Die Datei enthält „{ $name }“, das ein ResNet-18 nicht hat: Es ist ein anderes Netz. Wählen Sie ein ResNet-18.
resnet-shape = In der Datei hat „{ $name }“ die Form { $found }, in einem ResNet-18 { $wanted }. Wählen Sie ein ResNet-18.
resnet-type = In der Datei ist „{ $name }“ vom Typ { $found }. Speichern Sie die Gewichte in einfacher Genauigkeit (F32), und wählen Sie diese Datei.
resnet-values = In der Datei hat „{ $name }“ Werte, die kein trainiertes Netz hat. Wählen Sie eine andere Datei.

checkpoint-unreadable = Der gespeicherte Zwischenstand des Laufs lässt sich nicht lesen. Starten Sie den Lauf neu.
checkpoint-other-houses = Der gespeicherte Lauf wurde mit anderen Häusern trainiert. Verwerfen Sie ihn, und starten Sie einen neuen.
checkpoint-other-settings = Der gespeicherte Lauf hatte andere Einstellungen. Stellen Sie sie wieder her, oder starten Sie einen neuen Lauf.

encoder-nothing = Dieses Netz lernt aus Attributen, und die Tabelle hat keine, in denen sich die Häuser unterscheiden. Wählen Sie ein Netz, das die Fotos sieht, oder eine Tabelle mit Spalten wie Schlafzimmer und Fläche.
encoder-untold = Kein Trainingshaus nennt „{ $attribute }“: Das Netz kommt ohne dieses Attribut aus.
encoder-same = Bei allen Trainingshäusern ist „{ $attribute }“ gleich: Das Netz kommt ohne dieses Attribut aus.
encoder-same-zip-code = Alle Trainingshäuser haben dieselbe Postleitzahl: Das Netz kommt ohne sie aus.

prepared-single-step = Ein Batch von { $batch } ist größer als die Zahl der Trainingshäuser ({ $houses }): Jede Epoche ist ein einziger Schritt. Wählen Sie einen kleineren Batch.
prepared-looking = Die Fotos werden angesehen: { $done } von { $houses } Häusern
prepared-learning = Filter werden aus den Fotos gelernt

trainer-device = Das Gerät antwortet nicht mehr: { $why }.
trainer-not-finite = In Schritt { $step } der Epoche { $epoch } war der Verlust keine Zahl mehr. Versuchen Sie eine kleinere Lernrate. Das Modell der Epoche davor bleibt erhalten.
trainer-no-price = Das Modell nennt zu diesen Fotos keinen Preis: Seine Gewichte sind zu groß. Laden Sie ein anderes Modell, oder trainieren Sie eines.
trainer-too-few = { $houses ->
    [one] Von { $houses } Trainingshaus bliebe keines zum Trainieren übrig. Halten Sie weniger für die Validierung zurück, oder laden Sie mehr Häuser.
   *[other] Von { $houses } Trainingshäusern bliebe keines zum Trainieren übrig. Halten Sie weniger für die Validierung zurück, oder laden Sie mehr Häuser.
}
trainer-members = { $houses ->
    [one] Das Netz hat { $members } Mitglieder, eines für jeden Teil eines einzigen Trainingshauses. Wählen Sie weniger Mitglieder als Häuser.
   *[other] Das Netz hat { $members } Mitglieder, eines für jeden Teil der { $houses } Trainingshäuser. Wählen Sie weniger Mitglieder als Häuser.
}
trainer-no-backbone = Dieses Netz steht auf einem ResNet-18 von Ihnen. Wählen Sie dessen .safetensors-Datei in den Einstellungen, und starten Sie dann noch einmal.
