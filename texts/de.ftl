### Every text that a visitor reads, in German.

## Numbers

not-a-number = keine Zahl
under-a-second = unter 1{"\u00A0"}s
bytes = { $n ->
   *[other] { $n }{"\u00A0"}Bytes
}
list-and = { $words } und { $last }
short-thousand = {"\u00A0"}T
short-million = {"\u00A0"}M
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
promise = Den Preis einer Immobilie anhand ihrer Fotos schätzen, direkt im Browser.
how-it-goes = Wählen Sie einen Ordner mit Hausfotos und Preisen. Ein kleines neuronales Netz lernt daraus auf Ihrem eigenen Gerät. Die Seite zeigt, wie weit seine Preise abweichen, und schätzt dann den Preis eines Objekts, das das Netz nie gesehen hat. Die Fotos verlassen diesen Tab nie.
how-it-writes = Sprache und Einheiten
language-choice = Sprache
currency-choice = Währung
area-choice = Flächeneinheit
nothing-converted = Währung und Flächeneinheit benennen nur die Zahlen; umgerechnet wird nichts.
room-bathroom = Bad
room-bedroom = Schlafzimmer
room-front = Außenansicht
room-kitchen = Küche
room-photo = Foto { $number }
step-reading = Die Fotos werden gelesen:
step-see-progress = Fortschritt ansehen
step-table = Preisliste gefunden:
step-name-columns = Spalten prüfen
step-series-over = Serie { $series } ist beendet:
step-compare = Ergebnisse vergleichen
step-priced = Der Preis ist geschätzt:
step-next-home = Weiteres Objekt schätzen
step-few-tests = Nur { $houses ->
    [one] { $houses } Testhaus
   *[other] { $houses } Testhäuser
}:
step-cross-validate = An mehr Häusern testen (Kreuzvalidierung)
step-no-better = Nicht besser als die Vergleichswerte:
step-improve = Ein besseres Netz suchen
step-check-data = Daten prüfen
step-open-last = Die Fotos müssen erneut geladen werden:
step-over = Der Lauf ist beendet:
step-see-results = Ergebnisse ansehen
step-model-ready = Das Modell ist bereit:
step-price-home = Ein Objekt schätzen
step-start-here = Hier beginnen:
step-choose-folder = Ordner wählen …
step-photos-read = Die Fotos sind bereit:
step-estimate = Preis schätzen
step-while = Während Lauf { $run } trainiert:
step-comparing = Netz { $at } von { $all } wird trainiert:
step-paused = Lauf { $run } ist pausiert:
step-resume = Lauf { $run } fortsetzen
step-read-results = Ergebnisse von Lauf { $run }
step-watch = Fortschritt ansehen
step-cut-short = Der Lauf wurde unterbrochen:
step-go-on = Lauf { $run } fortsetzen
step-one-missing = Ein Foto fehlt:
step-choose-photo = Foto „{ $room }“ wählen
step-houses-ready = Die Häuser sind bereit:
step-start = Lauf { $run } starten
step-select = Bestes Netz finden
why-locked-houses = Gesperrt, solange Lauf { $run } läuft. Stoppen Sie ihn, um andere Häuser zu wählen.
why-table = Die Spalten werden gerade zugeordnet. Brechen Sie ab, um andere Häuser zu wählen.
why-photos-read = Fotos werden gelesen. Brechen Sie ab, um andere zu wählen.
why-locked-settings = Gesperrt, solange Lauf { $run } läuft. Stoppen Sie ihn, um die Einstellungen zu ändern.
why-one-at-a-time = Lauf { $next } kann starten, wenn Lauf { $now } fertig oder gestoppt ist.
why-still-reading = Die Häuser werden noch geladen.
why-no-houses = Es sind noch keine Häuser geladen. Wählen Sie einen Ordner, oder verwenden Sie die Beispielhäuser.
why-other-tile = Die Häuser vom letzten Besuch haben { $kept } Pixel je Foto, als Kachelgröße ist aber { $wanted } eingestellt. Ändern Sie die Kachelgröße, oder laden Sie den Ordner oder das Beispiel erneut.
why-pretrained-missing = Diese Seite wurde ohne das vortrainierte Netz erstellt. Erstellen Sie sie mit ./run build, oder wählen Sie ein anderes Netz.
why-pretrained-loading = Das vortrainierte Netz wird noch geladen.
why-pretrained-failed = Das vortrainierte Netz ließ sich nicht laden, oder seine Datei ist beschädigt. Prüfen Sie die Verbindung und laden Sie die Seite neu, oder wählen Sie ein anderes Netz.
why-pretrained-no-files = Die Häuser vom letzten Besuch haben keine Merkmale ihrer Fotos. Laden Sie den Ordner oder das Beispiel erneut.
why-no-gpu = { $why } Wählen Sie „CPU“ oder „Automatisch“.
why-not-started = Der Rechenprozess ist noch nicht gestartet.
why-backbone-read = Die Datei des Backbones wird gelesen.
why-backbone = Dieses Netz braucht die Gewichte eines { $network }: Wählen Sie unter „Netz“ { $choose ->
    [file] die Datei mit den Gewichten
   *[both] die Architektur und die Datei mit den Gewichten
}.
why-series = Serie { $series } läuft. Brechen Sie sie ab, um eine andere zu starten.
why-run = Lauf { $run } läuft noch. Starten Sie die Serie, wenn er fertig oder gestoppt ist.
why-columns = Ordnen Sie zuerst unter „Daten“ die Spalten zu, oder brechen Sie ab.
why-other-tab = Ein anderer Tab dieser Seite verwendet die gespeicherten Daten. Löschen Sie sie dort, oder schließen Sie den anderen Tab.
why-saving-series = Serie { $series } läuft und wird dabei gespeichert. Brechen Sie sie zuerst ab.
why-saving = Lauf { $run } läuft und wird dabei gespeichert. Stoppen Sie ihn zuerst.
why-list-other-tab = Ein anderer Tab dieser Seite verwendet die Liste. Löschen Sie Läufe dort, oder schließen Sie den anderen Tab.
why-no-run = Zurzeit läuft kein Lauf.
why-stopping = Der Lauf stoppt nach den laufenden Schritten.
why-pausing = Der Lauf pausiert nach den laufenden Schritten.
why-going-on = Der Lauf wird fortgesetzt.
why-not-begun = Der Lauf hat noch nicht begonnen.
why-not-paused = Der Lauf ist nicht pausiert.
why-paused = Der Lauf ist schon pausiert.
why-no-model = Es gibt noch kein Modell. Trainieren Sie eines, oder laden Sie eines aus einer Datei.
why-reading = Die Fotos werden gelesen.
why-unreadable = Ein Foto konnte nicht gelesen werden. Ersetzen Sie es.
why-loading = Ein Modell wird geladen.
why-at-work = Das Netz rechnet.
why-photo-missing = Das Foto „{ $room }“ fehlt. Dieses Netz braucht alle Fotos eines Objekts; einem vortrainierten Netz genügt eines davon.
why-choose-photos = Wählen Sie zuerst die { $count } Fotos eines Objekts.
why-choose-photo = Wählen Sie zuerst mindestens ein Foto eines Objekts.
why-photos-missing = Folgende Fotos fehlen: { $rooms }. Dieses Netz braucht alle Fotos eines Objekts; einem vortrainierten Netz genügt eines davon.
why-it = diesem Feld
why-no-number = Der Wert in { $name } ist keine Zahl. Geben Sie eine Zahl ein, oder lassen Sie das Feld leer.
why-left-out = Das Modell verwendet { $names } nicht: Bei den Trainingshäusern fehlen die Werte oder sind alle gleich.
why-locked-model = Gesperrt, solange Lauf { $run } läuft: Sein Modell würde das geladene ersetzen.
run-setting-up = Das Gerät wird eingerichtet
run-looking-at-photos = Das vortrainierte Netz wertet die Fotos aus
run-reading-again = Die Fotos werden mit { $pixels } Pixeln noch einmal gelesen
run-going-on = Wird nach der letzten vollständigen Epoche fortgesetzt
run-preparing = wird vorbereitet
run-running = läuft
run-paused = pausiert
run-finished = fertig
run-stopped = gestoppt
run-failed = fehlgeschlagen
run-software-gpu = Software-GPU
words-nothing-computing = Es läuft keine Berechnung
words-left = noch { $time }
words-step = Schritt { $done } von { $all }
words-first-epoch = erste Epoche
words-outcome = Lauf { $run } { $how ->
    [stopped] wurde gestoppt
   *[finished] ist fertig
}: mittlere Abweichung { $error } bei { $houses } Testhäusern, nach { $epochs ->
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
   *[failed] Lauf { $run } ist fehlgeschlagen
}.
words-run = { $state ->
    [preparing] Lauf { $run } wird vorbereitet
    [running] Lauf { $run } trainiert
    [paused] Lauf { $run } ist pausiert
    [finished] Lauf { $run } ist fertig
    [stopped] Lauf { $run } wurde gestoppt
   *[failed] Lauf { $run } ist fehlgeschlagen
}
words-network = { $state ->
    [preparing] Netz { $at } von { $all } wird vorbereitet
    [running] Netz { $at } von { $all } wird trainiert
   *[paused] Netz { $at } von { $all } ist pausiert
}
words-series = { $state ->
    [preparing] Serie { $series } wird vorbereitet
    [running] Serie { $series } trainiert
    [over] Serie { $series } ist fertig
   *[cancelled] Serie { $series } wurde abgebrochen
}
words-loaded = { $houses ->
    [one] { $houses } Haus ist geladen
   *[other] { $houses } Häuser sind geladen
}.
words-reading = Fotos werden gelesen
words-kept-data = Vom letzten Besuch wiederhergestellt
words-loaded-in = Geladen in { $time }
words-is-loaded = Geladen
words-no-houses = Noch keine Häuser
words-can-go-on = Lauf { $run } lässt sich fortsetzen
words-no-run = Noch kein Lauf
words-of-list = Lauf { $run } aus der Liste
words-no-results = Noch keine Ergebnisse
words-results = Lauf { $run }, Startwert { $seed }, { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
}, { $time }
words-other-houses = Lauf { $run }, mit anderen Häusern
words-no-model = Noch kein Modell
words-model-of-run = Modell von Lauf { $run }, bereit
words-model-kept = Modell vom letzten Besuch, bereit
words-model-from = Modell aus { $file }, bereit
words-keeps-run = Lauf { $run } nach Epoche { $epoch }
words-keeps-houses = die Häuser
words-keeps-listed = { $runs ->
    [one] { $runs } Lauf oder Serie in der Liste
   *[other] { $runs } Läufe und Serien in der Liste
}
words-keeps-shelf = { $items ->
    [one] { $items } von Ihnen gespeicherter Eintrag
   *[other] { $items } von Ihnen gespeicherte Einträge
}
words-keeps-model = das letzte Modell
words-keeps-folder = der letzte Ordner
words-keeps-unusable = Einige in diesem Browser gespeicherte Daten sind unbrauchbar.
words-lasting = Der Browser behält diese Daten, bis Sie sie löschen.
words-not-lasting = Der Browser kann diese Daten löschen, wenn der Speicherplatz knapp wird. Speichern Sie Wichtiges als Datei.
words-keeps = In diesem Browser für Ihren nächsten Besuch gespeichert und nirgendwohin gesendet: { $things }.
words-list-denied = Dieser Browser lässt die Seite keine Daten speichern; die Liste geht deshalb beim Schließen der Seite verloren.
words-list-silent = Der Speicher des Browsers antwortet nicht. Die Liste kann deshalb beim Schließen der Seite verloren gehen.
words-list-other-tab = Ein anderer Tab dieser Seite verwendet die Liste: Läufe dieses Tabs werden erst gespeichert, wenn Sie den anderen Tab schließen.
words-list-kept = Die neuesten { $most } werden in diesem Browser gespeichert und nirgendwohin gesendet.
words-list-unsaved = Ein Teil der Liste ist nicht in diesem Browser gespeichert: Speichern Sie die Sitzung als Datei, bevor Sie den Tab schließen.
words-not-saved-tab = Nicht gespeichert: Ein anderer Tab dieser Seite ist offen, und nur ein Tab kann speichern.
words-not-saved = Nicht gespeichert: Dieser Browser lässt die Seite keine Daten speichern.
words-not-saved-silent = Nicht gespeichert: Der Speicher des Browsers antwortet nicht.
words-saved = In diesem Browser gespeichert nach Epoche { $epoch }.
words-newer-interrupts = Das Aktualisieren unterbricht Lauf { $run }, der sich ab seiner letzten gespeicherten Epoche fortsetzen lässt.
words-newer-ends-run = Das Aktualisieren beendet Lauf { $run }, der noch nicht gespeichert ist.
words-newer-ends-series = Das Aktualisieren beendet Serie { $series }.
words-newer-kept = Die neue Version kann die in diesem Browser gespeicherten Daten lesen: { $things }.
words-newer-untold = Die neue Version gibt nicht an, ob sie die in diesem Browser gespeicherten Daten lesen kann. Speichern Sie zuerst die Sitzung als Datei: Sie enthält die Läufe der Liste, das Modell und die Einstellungen, aber nicht die Häuser.
words-newer-unread = Die neue Version kann diese gespeicherten Daten nicht lesen: { $things }. Auch eine Sitzungsdatei überträgt sie nicht. Beenden Sie vor dem Aktualisieren offene Läufe, und speichern Sie die Modelle und Berichte, die Sie brauchen.
words-newer-not-kept = Einige Daten in diesem Tab sind nicht in diesem Browser gespeichert und gehen beim Aktualisieren verloren. Speichern Sie zuerst die Sitzung als Datei: Sie enthält die Läufe der Liste, das Modell und die Einstellungen, aber nicht die Häuser.
words-newer = Eine neue Version von Facade ist verfügbar.
words-device-later = noch nicht gewählt
words-device-loading = wird geladen
header-places = Abschnitte
header-running = , läuft, { $percent } Prozent:
header-done = fertig:
header-read = { $percent }{"\u00A0"}% gelesen
header-no-houses = noch keine Häuser
header-zip-codes = { $codes ->
    [one] { $codes } Postleitzahl
   *[other] { $codes } Postleitzahlen
}
header-epoch = { $run }, Epoche { $epoch } von { $epochs }
header-network = Netz { $at } von { $all }
header-series-done = { $done } von { $runs } fertig
header-series = Serie { $series }
header-no-run = { $listed ->
    [0] noch kein Lauf
   *[other] keiner, { $listed } gelistet
}
header-status = Status
header-device = Gerät
place-data = Daten
header-run = Lauf
header-theme = Farbschema
header-system = System
header-light = Hell
header-dark = Dunkel
title-data = { $name }, { $kept } von { $all } Häusern
title-none = noch nichts
title-view = { $run }: { $filters ->
    [none] { "" }
   *[other] Filter { $filters };{ " " }
}{ $epochs } Epochen; Batch { $batch }; Rate { $rate }
title-seeds = Lauf { $seed }, Aufteilung { $split }
title-run = Gezeigter Lauf
title-seed = Startwerte
title-sent = Von diesem Tab gesendet
title-nothing = nichts
place-train = Training
place-results = Ergebnisse
place-predict = Schätzung
page-no-workers = Die Hintergrundprozesse konnten nicht gestartet werden. Laden Sie die Seite neu, oder verwenden Sie einen aktuellen Browser.
page-too-large = { $file } hat { $size }, zu viel für ein Modell oder ein Backbone. Wählen Sie eine andere Datei.
page-unreadable = { $file } konnte nicht gelesen werden. Wählen Sie sie noch einmal.
page-not-saved = Der Browser hat den Download blockiert. Erlauben Sie dieser Seite Downloads, und versuchen Sie es erneut.
notice-error = Fehler:
notice-warning = Warnung:
notice-dismiss = Schließen
parts-more = Die nächsten { $rows } zeigen (noch { $left })
gallery-sub = { $rooms } in einem Bild von { $width } × { $height } Pixeln. { $shown } von { $all } Häusern.
gallery-skip = Bilder überspringen
gallery-title = Die Häuser und ihre Fotos
gallery-search = Haus oder Postleitzahl
gallery-order = Reihenfolge
gallery-by-table = Ursprüngliche Reihenfolge
gallery-cheapest = Niedrigster Preis zuerst
gallery-dearest = Höchster Preis zuerst
gallery-by-error = Größte Abweichung zuerst
gallery-filter = Anzeigen
gallery-all = Alle Häuser
gallery-test = Testhäuser
gallery-training = Trainingshäuser
gallery-excluded = Ausgeschlossene Häuser
gallery-nothing = Kein Haus passt zu dieser Suche.
house-enlarge = { $house }: vergrößern
gallery-more = { $houses } weitere zeigen
newer-load = Jetzt aktualisieren
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

load-blurb = Wählen Sie eine Preisliste und Fotos jedes Hauses. Die Seite liest und bereinigt sie.
load-what-then = Wie es weitergeht
load-then-read = Die Preisliste wird gelesen. Häuser mit einer Postleitzahl, zu der es zu wenige Häuser zum Lernen gibt, werden ausgeschlossen.
load-then-pictures = Die Fotos jedes Hauses werden zu einem kleinen Bild zusammengefügt, der Montage. Vortrainierte Netze sehen die Fotos selbst.
load-then-run = Sie trainieren ein Netz und sehen, wie weit seine Preise abweichen.
load-then-price = Sie lassen den Preis Ihres eigenen Objekts anhand seiner Fotos schätzen.
load-zone = Daten wählen
load-drop-here = Einen Ordner mit Häusern hier ablegen
load-replaced = „{ $name }“ ({ $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häuser
}) wurde durch andere Häuser ersetzt.
load-drop-another = Einen anderen Ordner hier ablegen
load-choose-houses = Wählen Sie einen Ordner mit Häusern
load-choose-others = Wählen Sie einen anderen Ordner
load-files = Dateien der Häuser
load-folder = Ordner mit Häusern
load-what-is-needed = Eine Preisliste (CSV, Excel oder `HousesInfo.txt`) und ein bis neun Fotos zu jedem Haus, etwa `12_bedroom.jpg` und `12_kitchen.jpg`. Ohne Preisliste können Sie die Preise eingeben. Eine .zip-Datei eines solchen Ordners geht auch.
load-choose-folder = Ordner wählen …
load-choose-files = Dateien oder .zip wählen …
load-use-sample = Beispiel verwenden
load-open-again = „{ $folder }“ erneut öffnen
load-sample-is-drawn = Die Beispielhäuser zeichnet diese Seite selbst: So sehen Sie schnell, wie alles funktioniert.
load-sample-name = Beispielhäuser
load-your-files = Ihre Dateien
load-reading = Wird gelesen: { $name }
load-features = Merkmale der Fotos werden berechnet: { $name }
load-looking = Die Preisliste wird gesucht
load-photos-done = { $done } von { $total } Fotos
load-time-left = noch { $time }
load-photos-read = Gelesene Fotos
load-cancel = Abbrechen
load-cancel-keeps = Wenn Sie abbrechen, bleibt alles, wie es war.
load-picked-refused = Der Ordner ließ sich nicht öffnen: Der Browser erlaubt es nicht. Wählen Sie ihn noch einmal, und erlauben Sie, ihn zu lesen.
load-last-refused = „{ $folder }“ ließ sich nicht öffnen: Der Browser erlaubt es nicht. Wählen Sie den Ordner noch einmal, und erlauben Sie, ihn zu lesen.
load-folder-gone = „{ $folder }“ wurde nicht gefunden; vielleicht wurde der Ordner verschoben oder gelöscht. Wählen Sie ihn dort, wo er jetzt ist.
load-folder-unreadable = „{ $folder }“ ließ sich nicht lesen. Prüfen Sie, ob sich der Ordner öffnen lässt, und wählen Sie ihn noch einmal.
load-one-of = Eines der Fotos { $photos }
load-reader-broke-down = Der Fotoimport ist abgestürzt oder hatte keinen Speicher mehr. Speichern Sie das Foto neu, oder verkleinern Sie es.
load-model-in-use = Das Modell aus { $file } wird jetzt verwendet. Es wurde mit „{ $data }“ trainiert.{ $from ->
    [file] {" "}Für den nächsten Besuch wird es nicht gespeichert: Laden Sie es dann erneut.
   *[visit] {""}
}
load-model-not-loaded = { $file } wurde nicht geladen, weil der Rechenprozess abgestürzt ist. Laden Sie die Datei erneut.
load-home-not-asked = Der Rechenprozess ist abgestürzt, bevor dieses Objekt geschätzt wurde. Lassen Sie die Liste erneut schätzen.
load-going-on = Wird ab dem letzten Checkpoint fortgesetzt
map-question = Was bedeuten die Spalten von { $file }?
map-table = Die Tabelle
map-fixed = Es ist die Tabelle des Tutorials: Was ihre Spalten bedeuten, steht fest.
map-rows = { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
}; gezeigt werden die ersten.
map-read = Häuser laden
map-meaning-of = Bedeutung von { $column }
map-price-list = Preisliste
map-per-zip-code = Mindestzahl je Postleitzahl
map-zero-keeps-all = 0: alle behalten
map-rare-left-out = { $left ->
    [0] Kein Haus wird ausgeschlossen.
    [one] { $left } von { $all } Häusern wird ausgeschlossen: Seine Postleitzahl hat weniger Häuser.
   *[other] { $left } von { $all } Häusern werden ausgeschlossen: Ihre Postleitzahlen haben weniger Häuser.
}
map-nothing = Nicht verwendet
map-price = Preis
map-number = Kennung des Hauses
map-zip-code = Postleitzahl oder Gebiet
map-date = Verkaufs- oder Angebotsdatum
map-attribute = Attribut
map-photo = Fotodatei
map-no-price = Es ist noch keine Preisspalte gewählt. Wählen Sie die Spalte mit den Preisen.
map-too-many-photos = { $columns } Spalten sind als Fotos gewählt, ein Haus kann aber höchstens { $most } haben. Wählen Sie weniger.
map-room = Raum des Fotos
map-choose-pairing = Es ist nicht sicher, welche Preise und Fotos zusammengehören. Sehen Sie sich die Beispiele an, und wählen Sie die richtige Zuordnung.
map-pairing = Fotos und Häuser
map-pairing-several = Mehrere Zuordnungen sind möglich. Wählen Sie die, deren Beispiele stimmen.
map-pairing-guess = Das ist eine Vermutung. Wählen Sie diese Zuordnung, wenn die Beispiele stimmen, oder ändern Sie die Spalten.
map-pairing-houses = { $with } von { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häusern
} haben Fotos.
map-pairing-used = { $photos ->
    [one] { $photos } Foto wird verwendet.
   *[other] { $photos } Fotos werden verwendet.
}
map-pairing-some-used = Von { $photos ->
    [one] { $photos } Foto
   *[other] { $photos } Fotos
} werden { $used } verwendet, höchstens { $most } je Haus.
map-pairing-left = { $photos ->
    [one] { $photos } Foto gehört zu keinem Haus.
   *[other] { $photos } Fotos gehören zu keinem Haus.
}
map-pairing-copies = { $photos ->
    [one] { $photos } Foto ist, nach Name oder Ordner zu urteilen, die Kopie eines anderen und wird nicht verwendet.
   *[other] { $photos } Fotos sind, nach Namen oder Ordnern zu urteilen, Kopien anderer Fotos und werden nicht verwendet.
}
map-pairing-ambiguous = { $photos ->
    [one] { $photos } Foto passt zu mehreren Häusern und wird nicht verwendet.
   *[other] { $photos } Fotos passen zu mehreren Häusern und werden nicht verwendet.
}
map-pairing-missing = { $names ->
    [one] { $names } in der Tabelle genannte Datei wurde nicht gefunden.
   *[other] { $names } in der Tabelle genannte Dateien wurden nicht gefunden.
}
map-pairing-waits = Fotos werden zugeordnet …
map-photos-per-house = Fotos je Haus
map-photos-houses = { $photos }: { $houses ->
    [one] bei { $houses } Haus
   *[other] bei { $houses } Häusern
}
map-keep-incomplete = { $houses ->
    [one] Das Haus mit weniger Fotos behalten.
   *[other] Die { $houses } Häuser mit weniger Fotos behalten.
} Netze, die jedes Foto brauchen, verwenden solche Häuser nicht; bei den anderen Netzen zählt ein fehlendes Foto als Mittelwert der Trainingshäuser.
map-price-doubt = Auch die Spalte „{ $other }“ könnte der Preis sein. Verwendet wird „{ $price }“.
map-broken-rows = { $rows ->
    [one] Eine Zeile wird weggelassen:
   *[other] { $rows } Zeilen werden weggelassen. Die erste:
} { $problem }
map-odd-prices = Diese Preise liegen weit von allen anderen entfernt: { $prices }. Prüfen Sie, ob sie eine andere Einheit haben oder für einen fehlenden Preis stehen.
map-way-files = { $count ->
    [one] Die Spalte { $columns } nennt die Fotos
   *[other] Die Spalten { $columns } nennen die Fotos
}
map-way-id = Die Namen der Fotos enthalten den Wert aus { $column }
map-way-folder = Jedes Haus hat einen Ordner, benannt nach dem Wert aus { $column }
map-way-row = Die Namen der Fotos enthalten die Zeilennummer, gezählt ab { $first }
map-way-example = { $way }: Haus { $house } hat { $photo }
map-other-tables = Andere Preise für dieselben Häuser stehen in { $tables }.
map-way-none = Kein Foto passt zu einer Zeile
map-way-row-folder = Jedes Haus hat einen Ordner mit seiner Zeilennummer als Namen, gezählt ab { $first }
map-example = Haus { $house }
map-example-photo = { $room } von Haus { $house }
map-no-thumbnail = Nicht lesbar
map-reading = Wie die Tabelle gelesen wurde
map-header-line = Kopfzeile
map-header-none = 0: keine Kopfzeile
map-encoding = Zeichenkodierung
map-sheet = Blatt
map-other-sheets = Auch andere Blätter haben Preise: { $sheets }. Prüfen Sie, ob dieses das richtige ist.
map-photo-list = { $file } nennt die Fotos jedes Hauses: Die Spalte { $key } enthält dort denselben Wert wie { $id } beim Haus.
map-skipped-line = Zeile { $line }: { $why }
map-left-out = Nicht verwendete Spalten: { $columns }.

## Data report

data-left-out = entfallen
data-in-order = keine
data-left-out-zip-codes = entfallen, { $zip-codes ->
    [one] { $zip-codes } Postleitzahl
   *[other] { $zip-codes } Postleitzahlen
}
data-kept-zip-codes = verwendet, { $zip-codes ->
    [one] { $zip-codes } Postleitzahl
   *[other] { $zip-codes } Postleitzahlen
}
data-to-learn-from = Trainingsdaten
data-to-test-on = Testdaten
data-in-price-list = Häuser in der Preisliste
data-split-drawn = Die Aufteilung ist zufällig mit dem Startwert { $seed }: Ein Anteil von { $share } bildet die Testdaten, die nie zum Training verwendet werden.
data-split-date = Aufgeteilt wird nach Datum: Die Häuser mit dem jüngsten Datum, ein Anteil von { $share }, bilden die Testdaten, die nie zum Training verwendet werden.
data-split-area = Die Aufteilung ist zufällig mit dem Startwert { $seed }, hält aber Häuser mit derselben Postleitzahl zusammen: Ein Anteil von { $share } der Postleitzahlen bildet die Testdaten, die nie zum Training verwendet werden.
data-split-copies = Die Aufteilung ist zufällig mit dem Startwert { $seed }, hält aber Häuser mit gemeinsamen Fotos zusammen: Ein Anteil von { $share } bildet die Testdaten, die nie zum Training verwendet werden.
data-split-by-hand = { $houses ->
    [one] { $houses } Haus ist
   *[other] { $houses } Häuser sind
} manuell ausgeschlossen; die Aufteilung der übrigen bleibt gleich.
data-from-folder-to-split = Datensatz
data-name-and-photos = { $name }, { $photos ->
    [one] { $photos } Foto
   *[other] { $photos } Fotos
}
data-before-after = Vor und nach dem Bereinigen
data-figure = Kennzahl
data-in-the-folder = Im Ordner
data-kept = Verwendet
data-houses = Häuser
data-zip-codes = Postleitzahlen
data-photos = Fotos
data-mean-price = Durchschnittspreis
data-price-deviation = Standardabweichung
data-median-price = Medianpreis
data-what-and-why = Ausgeschlossene Häuser
data-reason = Grund
data-then = Folge
data-show-left-out = { $reason }: { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häuser
} zeigen
data-by-zip-code = Häuser nach Postleitzahl
data-one-gable = Jeder Giebel steht für ein Haus
data-gable-for = Jeder Giebel steht für { $houses } Häuser
data-zip-code = Postleitzahl
data-drawn = Diagramm
data-median = Median
data-prices = Preise
data-rare-zip-code = { $houses ->
    [one] Kein anderes Haus hat die Postleitzahl { $zip-code }.
   *[other] Nur { $houses } Häuser haben die Postleitzahl { $zip-code }.
}
data-no-photo = Das Foto „{ $room }“ fehlt.
data-no-photos = Im Ordner gibt es kein Foto zu diesem Haus.
data-no-photo-file = Das Foto „{ $room }“ fehlt: Die Datei „{ $file }“, die in der Preisliste steht, wurde nicht gefunden.
data-unreadable-photo = { $file } lässt sich nicht lesen: { $problem }
data-other-reason = Es wurde aus einem Grund ausgeschlossen, den nur eine neuere Version von Facade anzeigen kann.
data-by-hand = Manuell ausgeschlossen.
data-same-photo = Haus { $house }: „{ $a }“ und „{ $b }“ sind dasselbe Foto, also ist eines der beiden falsch.
data-shared = Die Häuser { $a } und { $b } haben { $photos ->
    [one] { $photos } Foto
   *[other] { $photos } Fotos
} gemeinsam, { $how ->
    [identical] Byte für Byte gleich
   *[similar] optisch ähnlich
}: { $rooms }.
data-other-room = Haus { $house }: Das Foto „{ $room }“ zeigt vielleicht „{ $looks-like }“. Prüfen Sie es: Solche Hinweise können falsch sein.
data-tiny-photo = Haus { $house }: Das Foto „{ $room }“ hat nur { $width } × { $height } Pixel. Ein größeres zeigt mehr vom Haus.
data-dark-photo = Haus { $house }: Das Foto „{ $room }“ ist dunkel. Ein helleres zeigt mehr vom Haus.
data-blurred-photo = Haus { $house }: Das Foto „{ $room }“ ist unscharf. Ein schärferes zeigt mehr vom Haus.
data-many-poor-photos = { $photos } von { $of ->
    [one] { $of } Foto
   *[other] { $of } Fotos
} sind dunkel, unscharf oder kleiner als 224 Pixel. Sie sind zu viele, um sie einzeln aufzuführen. Hellere, schärfere und größere Fotos ergeben vielleicht genauere Preise.
data-many-alike = { $photos } von { $of ->
    [one] { $of } Foto
   *[other] { $of } Fotos
} sehen aus wie ein anderes. Vielleicht sind es Zeichnungen oder immer derselbe Platzhalter; optisch ähnliche Kopien werden daher nicht aufgeführt.
data-unlikely-price = Haus { $house }: Prüfen Sie den Preis { $price }. Netze, die nicht mit diesem Haus trainiert wurden, erwarten etwa { $expected }.
data-outlying-price = Haus { $house }: { $price } ist { $times } so hoch wie der Median { $among ->
    [all] aller Häuser
   *[zip-code] der Postleitzahl { $zip-code }
}.

## Prices that are typed, where there is no price list

step-prices = Keine Preisliste:
step-type-prices = Preise eingeben
why-prices = Preise werden eingegeben. Brechen Sie ab, um andere Häuser zu wählen.
why-prices-first = Geben Sie zuerst unter „Daten“ die Preise ein, oder brechen Sie ab.
prices-title = Preise eingeben
prices-how = Oder geben Sie hier den Preis jedes Hauses ein. Ein Haus ohne Preis wird nicht verwendet.
prices-enter = Die Eingabetaste führt zum nächsten Haus ohne Preis.
prices-guessed = Die Namen der Fotos enthalten Preise. Prüfen Sie einige davon, bevor Sie die Häuser laden.
prices-house = Haus { $house }, { $number } von { $houses }
prices-label = Preis von Haus { $house }
prices-previous = Voriges Haus
prices-next = Nächstes Haus
prices-next-unpriced = Nächstes ohne Preis
prices-done = { $priced } von { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häusern
} haben einen Preis.
prices-save = Als CSV speichern
prices-file = preise
prices-no-number = Der Preis von Haus { $house } ist keine Zahl.
prices-wrong = { $houses ->
    [one] { $houses } Preis ist keine Zahl. Korrigieren oder löschen Sie ihn.
   *[other] { $houses } Preise sind keine Zahlen. Korrigieren oder löschen Sie sie.
}
prices-few-found = Um die Preise hier einzugeben, wählen Sie einen Ordner mit Fotos von mindestens { $houses } Häusern.
prices-too-few = Mindestens { $houses } Häuser brauchen einen Preis.

## Errors of datasets and pictures

dataset-empty-folder = Der Ordner ist leer. Wählen Sie den Ordner, in dem die Preisliste (HousesInfo.txt, eine CSV-Datei oder eine Kalkulationstabelle) und die Fotos liegen.
dataset-no-table = { $place ->
    [folder] In „{ $folder }“ gibt es keine Preisliste
   *[files] Unter den gewählten Dateien ist keine Preisliste
}: keine HousesInfo.txt, keine CSV-Datei und keine Kalkulationstabelle. Wählen Sie den Ordner, in dem die Preisliste und die Fotos liegen.
dataset-other-spreadsheet = { $kind ->
    [shortcut] { $file } ist nur eine Verknüpfung mit Google Tabellen. Öffnen Sie sie, laden Sie die Tabelle als Excel- oder CSV-Datei in denselben Ordner herunter und wählen Sie den Ordner erneut.
   *[numbers] { $file } ist ein Dokument von Apple Numbers, das Facade nicht lesen kann. Öffnen Sie es, exportieren Sie es als Excel- oder CSV-Datei in denselben Ordner und wählen Sie den Ordner erneut.
}
dataset-not-text = { $kind ->
    [zip] { $file } ist trotz des Namens eine Kalkulationstabelle oder ein anderes Zip-Archiv.
    [excel] { $file } ist trotz des Namens eine Excel-Datei.
    [jpeg] { $file } ist trotz des Namens ein JPEG-Bild.
    [png] { $file } ist trotz des Namens ein PNG-Bild.
    [gif] { $file } ist trotz des Namens ein GIF-Bild.
    [tiff] { $file } ist trotz des Namens ein TIFF-Bild.
    [pdf] { $file } ist trotz des Namens ein PDF.
    [rtf] { $file } ist trotz des Namens ein Rich-Text-Dokument.
    [gzip] { $file } ist trotz des Namens mit gzip komprimiert.
    [parquet] { $file } ist trotz des Namens eine Parquet-Datei.
    [database] { $file } ist trotz des Namens eine Datenbank.
    [web-page] { $file } ist trotz des Namens eine Webseite.
    [git-lfs] { $file } verweist nur auf eine Datei, die Git LFS anderswo speichert.
    [utf-32] { $file } ist in UTF-32 kodiert, das Facade nicht lesen kann.
    [unmarked-utf-16] { $file } hat an jeder zweiten Stelle ein Nullbyte (vielleicht UTF-16 ohne Byte Order Mark).
    [cut-utf-16] { $file } ist beschädigt: Die Datei ist als UTF-16 gekennzeichnet und endet mitten in einem Zeichen.
    [half-utf-16] { $file } ist beschädigt: Die Datei ist als UTF-16 gekennzeichnet und enthält ein halbes Zeichen.
    [cut-utf-8] { $file } ist kein gültiges UTF-8: Mit Byte { $byte } in Zeile { $line } beginnt ein Zeichen, das unvollständig ist.
    [not-utf-8] { $file } ist kein gültiges UTF-8: Byte { $byte } in Zeile { $line } ist ungültig. Vielleicht ist die Datei in Windows-1252 oder Latin-1 kodiert.
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
dataset-no-readable-line = Keine Zeile von { $file } ließ sich als Haus lesen. { $first } Korrigieren Sie diese Zeilen, oder ändern Sie die Bedeutung der Spalten.
dataset-no-photos = Bei { $file } liegen keine Fotos. Legen Sie sie in denselben Ordner, mit Namen wie 1_bathroom.jpg, 1_bedroom.jpg, 1_frontal.jpg, 1_kitchen.jpg und so weiter.
dataset-no-photos-paired = { $photos ->
    [one] Ein Foto wurde gefunden
   *[other] { $photos } Fotos wurden gefunden
} (zum Beispiel „{ $example }“), aber keines gehört erkennbar zu einer Zeile von { $file }. Ergänzen Sie in der Tabelle eine Spalte mit den Namen der Fotos, oder benennen Sie die Fotos nach der Kennung des Hauses, wie 12_kitchen.jpg.
dataset-rounded-ids = Eine Tabellenkalkulation hat die Kennungen in der Spalte „{ $column }“ von { $file } gerundet: „{ $example }“ sagt nicht mehr, welches Haus gemeint war. Importieren Sie die ursprüngliche Tabelle mit dieser Spalte als Text, und speichern Sie sie erneut.
dataset-no-named-photos = Keines der in { $file } genannten Fotos wurde gefunden; das erste ist „{ $example }“ in Zeile { $line }. Legen Sie die Fotos in den Ordner der Preisliste oder in einen Ordner darin und wählen Sie den Ordner erneut.
dataset-no-room = Von keinem Raum hat mindestens die Hälfte der { $houses } Häuser der Preisliste ein Foto; Häuser mit Fotos: { $with-photos }. Benennen Sie die Fotos nach der Kennung des Hauses und dem Raum, wie 12_kitchen.jpg.
dataset-every-zip-code-rare = Keine Postleitzahl hat { $needed } Häuser oder mehr; die häufigste hat { $most }. Ergänzen Sie die Preisliste um Häuser, bis mindestens eine Postleitzahl { $needed } hat.
dataset-no-complete-house = { $photos ->
    [one] Von keinem Haus lässt sich das Foto lesen.
   *[other] Von keinem Haus lassen sich alle { $photos } Fotos lesen.
} { $example }
dataset-house-problem = Haus { $house }: { $problem }
dataset-unfinished = Die Fotos von Haus { $house } wurden nicht vollständig gelesen. Laden Sie den Ordner erneut.
dataset-file-missing = Die Datei „{ $path }“ gibt es nicht. Prüfen Sie, ob sie verschoben oder umbenannt wurde.
dataset-file-unreadable = „{ $path }“ konnte nicht gelesen werden: { $why }. Prüfen Sie, ob die Datei geöffnet werden darf und nicht verschoben wurde.
dataset-spreadsheet = { $kind ->
    [password] { $file } ist durch ein Passwort geschützt. Öffnen Sie die Datei, speichern Sie sie ohne Passwort und wählen Sie den Ordner erneut.
    [too-large] { $file } wird entpackt größer, als in einen Browser-Tab passt. Speichern Sie das Blatt mit der Preisliste als „CSV UTF-8“ und wählen Sie den Ordner erneut.
   *[damaged] { $file } ist beschädigt oder trotz des Namens keine Kalkulationstabelle. Öffnen Sie die Datei, speichern Sie sie als Excel- oder CSV-Datei und wählen Sie den Ordner erneut.
}
dataset-no-sheet = { $file } hat kein Blatt „{ $sheet }“. Die Blätter sind: { $sheets }.
dataset-no-encoding = Eine Zeichenkodierung „{ $label }“ gibt es nicht. Bekannt sind utf-8, windows-1252, shift_jis, gb18030 und andere.
dataset-not-json = { $file } ist kein gültiges JSON: Der erste Fehler steht in Zeile { $line }. Korrigieren Sie ihn oder speichern Sie die Tabelle als „CSV UTF-8“ und wählen Sie den Ordner erneut.
row-not-object = Zeile { $line } ist kein JSON-Objekt.
table-skip-reason = { $why ->
    [title] Diese Zeile steht über der Tabelle.
    [upper-header] Diese Zeile fasst Spalten zusammen.
    [units] Diese Zeile nennt Einheiten.
    [description] Diese Zeile beschreibt die Spalten.
    [repeated-header] Diese Zeile wiederholt die Namen der Spalten.
    [heading] Diese Zeile ist eine Zwischenüberschrift.
    [total] Diese Zeile ist eine Summe.
   *[note] Diese Zeile ist eine Anmerkung oder eine andere Tabelle unter der Preisliste.
}

columns-no-column = { $meaning ->
    [price] Der Preis
    [id] Die Kennung des Hauses
    [room] Der Raum
    [zip-code] Die Postleitzahl
    [date] Das Datum
    [photo] Das Foto
   *[attribute] Das Attribut
} soll in Spalte { $column } stehen, { $file } hat aber nur { $columns }. Wählen Sie eine andere Spalte.
columns-no-name = Eine Spalte „{ $name }“ gibt es in { $file } nicht. Die Spalten sind: { $columns }.
columns-both = Die Spalte „{ $name }“ kann nicht zugleich { $first ->
    [price] der Preis
    [id] die Kennung des Hauses
    [room] der Raum
    [zip-code] die Postleitzahl
    [date] das Datum
    [photo] das Foto
   *[attribute] das Attribut
} und { $second ->
    [price] der Preis
    [id] die Kennung des Hauses
    [room] der Raum
    [zip-code] die Postleitzahl
    [date] das Datum
    [photo] das Foto
   *[attribute] das Attribut
} sein. Wählen Sie für eines davon eine andere Spalte.
columns-twice = Die Spalte „{ $name }“ ist zweimal als { $meaning ->
    [photo] Foto
   *[attribute] Attribut
} gewählt. Wählen Sie sie nur einmal.
columns-many-photos = { $columns } Spalten enthalten Fotos, ein Haus kann aber höchstens { $most } haben. Wählen Sie höchstens { $most } davon.
columns-many-indicators = Die gewählten Spalten ergeben { $attributes } Attribute, denn jeder Wert einer Kategorie zählt als eines; verwendet werden höchstens { $most }. Wählen Sie weniger Spalten.
columns-many-attributes = { $columns } Spalten sind als Attribute gewählt, verwendet werden höchstens { $most }. Wählen Sie höchstens { $most } davon.

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
row-same-number = Zeile { $line }: Haus { $house } steht schon in Zeile { $first }, mit einem anderen Preis. Geben Sie jedem Haus eine eigene Kennung.
row-cannot-be = Zeile { $line }: { $column ->
    [bedrooms] Die Anzahl der Schlafzimmer
    [bathrooms] Die Anzahl der Badezimmer
    [area] Die Fläche
    [price] Der Preis
   *[other] Der Wert von „{ $column }“
} ist { $value }; das ist unmöglich.
row-no-number = Zeile { $line }: { $column ->
    [bedrooms] Die Anzahl der Schlafzimmer
    [bathrooms] Die Anzahl der Badezimmer
    [area] Die Fläche
    [price] Der Preis
   *[other] Der Wert von „{ $column }“
}, { $value }, ist keine Zahl.
row-no-price = Zeile { $line } hat keinen Preis.
row-price-unlike = Zeile { $line }: Der Preis, { $value }, verwendet Punkte oder Kommas anders als die übrigen Preise. Schreiben Sie ihn im selben Format.
row-price-too-low = Zeile { $line }: Der Preis ist { $value }; er muss über 0 liegen.
row-price-too-high = Zeile { $line }: Der Preis ist { $value }; er muss unter einer Billion liegen.
row-house-missing = Zeile { $line } hat keine Kennung in der Spalte { $column }.
row-price-range = Zeile { $line }: Der Preis, { $value }, ist eine Spanne. Geben Sie einen einzigen Betrag an.
row-price-other-unit = Zeile { $line }: Der Preis, { $value }, hat eine andere Währung als die meisten Preise. Geben Sie alle Preise in einer Währung an.

archive-not-one = Das Archiv ist keine Zip-Datei, oder es ist beschädigt oder unvollständig. Laden Sie es noch einmal herunter, oder kopieren Sie es neu; oder entpacken Sie es und wählen Sie den Ordner.
archive-unreadable = Das Archiv konnte nicht gelesen werden: { $why }. Prüfen Sie, ob es geöffnet werden darf und nicht verschoben wurde.
archive-many-entries = Das Archiv enthält { $entries } Dateien und Ordner, gelesen werden höchstens { $most }. Entpacken Sie es und wählen Sie den Ordner.
archive-empty = In dem Archiv ist keine Datei. Wählen Sie eines, in dem die Preisliste und die Fotos liegen.
archive-encrypted = „{ $path }“ im Archiv ist mit einem Passwort geschützt. Entpacken Sie das Archiv mit dem Passwort und wählen Sie den Ordner.
archive-method = „{ $path }“ im Archiv ist mit { $method } komprimiert, was Facade nicht lesen kann. Entpacken Sie das Archiv und wählen Sie den Ordner, oder packen Sie es neu mit dem üblichen Verfahren, Deflate.
archive-method-aes = AES-Verschlüsselung
archive-method-number = Verfahren { $number }
archive-unpacks-to = Entpackt wären die Dateien im Archiv { $megabytes }{"\u00A0"}MB groß, mehr als das { $times }-Fache des Archivs; bei Fotos kommt das nie vor. Entpacken Sie es und wählen Sie den Ordner.
archive-too-large = „{ $path }“ im Archiv ist entpackt { $megabytes }{"\u00A0"}MB groß, gelesen werden höchstens { $most }{"\u00A0"}MB. Verkleinern Sie die Datei.
archive-damaged = „{ $path }“ im Archiv ist beschädigt: { $what ->
    [behind] Der Anfang liegt hinter dem Ende des Archivs
    [begin] Der Anfang liegt nicht da, wo das Verzeichnis des Archivs ihn nennt
    [end] Das Ende fehlt
    [packed] Der Inhalt lässt sich nicht entpacken
    [length] Die Länge stimmt nicht mit dem Verzeichnis des Archivs überein
   *[sum] Die Prüfsumme stimmt nicht
}. Laden Sie das Archiv noch einmal herunter, oder kopieren Sie es neu.

picture-empty = Die Datei ist leer. Kopieren Sie das Foto noch einmal.
picture-none = Die Datei ist kein Bild in JPEG, PNG, WebP, GIF oder BMP. Speichern Sie das Foto als JPEG.
picture-foreign = Das Foto ist { $kind } und kann nicht gelesen werden. Speichern Sie es als JPEG.
picture-not-in-this-browser = Das Foto ist { $kind } und kann von diesem Browser nicht gelesen werden. Speichern Sie es als JPEG.
picture-svg = eine SVG-Zeichnung
picture-pdf = ein PDF-Dokument
picture-psd = eine Photoshop-Datei
picture-raw = eine RAW-Datei einer Kamera
picture-truncated = Die Datei bricht mitten im Bild ab. Kopieren Sie das Foto noch einmal.
picture-file-too-large = Die Datei ist { $megabytes }{"\u00A0"}MB groß, gelesen werden höchstens { $most }{"\u00A0"}MB. Speichern Sie das Foto als JPEG.
picture-too-large = Das Bild hat { $megapixels } Millionen Pixel, gelesen werden höchstens { $most } Millionen. Verkleinern Sie es.
picture-too-long = Eine Seite des Bildes ist { $side } Pixel lang, gelesen werden höchstens { $most }. Verkleinern Sie es.
picture-heavy = Das Bild braucht beim Lesen { $megabytes }{"\u00A0"}MB Speicher, erlaubt sind { $most }{"\u00A0"}MB. Verkleinern Sie es, oder speichern Sie es als gewöhnliches JPEG.
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
splitting-no-group-to-train = Ein Testanteil von { $share } bei { $groups ->
    [one] { $groups } Postleitzahl oder Gruppe von Kopien
   *[other] { $groups } Postleitzahlen oder Gruppen von Kopien
} lässt nichts zum Training übrig. Wählen Sie einen kleineren Anteil oder eine andere Aufteilung.
splitting-no-dates = Kein Haus hat ein Datum; deshalb lassen sich die Häuser nicht nach Datum aufteilen. Wählen Sie beim Öffnen des Ordners die Spalte mit dem Datum oder eine andere Aufteilung.
splitting-none-earlier = Kein Haus hat ein früheres Datum als die Testhäuser; deshalb bleibt keines zum Training. Wählen Sie einen kleineren Testanteil oder eine andere Aufteilung.
splitting-no-areas = Kein Haus hat eine Postleitzahl; deshalb lassen sich die Häuser nicht nach Postleitzahl aufteilen. Wählen Sie beim Öffnen des Ordners die Spalte mit der Postleitzahl oder eine andere Aufteilung.
splitting-undated = { $houses ->
    [one] { $houses } Haus hat kein Datum und nimmt
   *[other] { $houses } Häuser haben kein Datum und nehmen
} an der Aufteilung nicht teil.
splitting-group-folds = Es gibt { $folds } Folds, aber nur { $groups ->
    [one] { $groups } Postleitzahl oder Gruppe von Kopien
   *[other] { $groups } Postleitzahlen oder Gruppen von Kopien
} zum Training. Wählen Sie weniger Folds oder eine andere Aufteilung.
splitting-folds = Es gibt { $folds } Folds, aber nur { $houses ->
    [one] { $houses } Trainingshaus
   *[other] { $houses } Trainingshäuser
}. Wählen Sie weniger Folds, als es Häuser gibt.
splitting-all-left-out = { $side ->
    [train] Alle Trainingshäuser sind ausgeschlossen. Nehmen Sie unter „Daten“ wieder welche auf, oder ändern Sie die Aufteilung.
   *[test] Alle Testhäuser sind ausgeschlossen. Nehmen Sie unter „Daten“ wieder welche auf, oder ändern Sie die Aufteilung.
}

## Training settings

form-settings = Einstellungen
form-is-reference = Das sind die Einstellungen des Tutorials.
form-undo-reset = Vorherige Einstellungen wiederherstellen
form-reset = Auf Tutorial zurücksetzen
form-few-houses = Nur { $train } Häuser zum Trainieren und { $test } zum Testen: Das Ergebnis hängt dann vor allem vom Zufall ab.
form-missing-photos = Dieses Netz braucht alle Fotos eines Hauses: Es verwendet { $used } von { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häusern
}. Die abgestimmten und vortrainierten Netze und das eingefrorene Backbone verwenden alle.
form-suggested = { $own ->
    [yes] Eine gute erste Wahl für Ihre Häuser. „Bestes Netz finden“ vergleicht sie mit anderen.
   *[no] Dieses Netz ist in Sekunden trainiert.
} „{ $reset }“ wechselt zum Netz des Tutorials.
form-time = Das Training dauert etwa { $time } auf zwei Kernen, und länger, wenn andere Programme rechnen.
form-reads-again = Vor dem Training werden die Fotos noch einmal gelesen{ $reading ->
    [unknown] .
   *[known] , was bis zu { $time } dauert.
}
select-title = Welches Netz passt zu diesen Häusern?
select-how = Trainiert { $networks } Netze nacheinander und nimmt das mit der kleinsten Abweichung bei zurückgehaltenen Trainingshäusern (Kreuzvalidierung). Die Testhäuser werden dafür nicht verwendet.
select-start = Bestes Netz finden
select-running = Netz { $at } von { $all } wird trainiert.
select-chosen = { $network } hat bei zurückgehaltenen Trainingshäusern die kleinste Abweichung, { $error }. Seine Einstellungen wurden ins Formular übernommen, seine Ergebnisse stehen unter „Ergebnisse“.
select-ended = Gestoppt. Die Einstellungen im Formular bleiben, wie sie waren.
select-none = Kein Netz konnte trainiert werden. Die Einstellungen im Formular bleiben, wie sie waren.
select-network = Netz
select-error = Validierungsfehler
select-run = Lauf
select-waiting = wartet
select-training = trainiert
select-failed = fehlgeschlagen
select-stopped = gestoppt
form-network = Netz
form-training = Training
form-more-training = Weitere Einstellungen
form-split = Aufteilung
form-more-validation = Einstellungen zur Validierung
form-error-before = Fehler:
form-habit-members = Jedes Teilmodell wird an den Trainingshäusern validiert, mit denen es nicht trainiert wurde. Die Testhäuser werden erst am Ende verwendet.
form-habit-held-back = Validiert wird an Häusern, die nicht zum Training verwendet werden. Die Testhäuser werden erst am Ende verwendet.
form-habit-test = Validiert wird nach jeder Epoche an den Testhäusern, wie im Tutorial. Trainiert wird mit ihnen nie; wer aber Epochen oder Einstellungen nach ihnen auswählt, erhält einen zu optimistischen Testfehler.
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
    [reference] Tutorial
   *[recipe] Vorgabe
}: { $value }
form-change = { $name }: { $value }

form-filters = Filter
form-tile = Kachelgröße
form-members = Teilmodelle (Ensemble)
form-feature-length = Norm der Fotomerkmale
form-epochs = Epochen
form-batch-size = Batchgröße
form-learning-rate = Lernrate
form-decay = Abnahme je Schritt
form-warm-up = Warm-up-Epochen
form-weight-decay = Weight Decay
form-level = Quantil
form-seed = Startwert (Seed)
form-crop = Zufallsausschnitt
form-brightness = Helligkeit variieren
form-colour = Farbe variieren
form-test-share = Testanteil
form-train-share = Genutzter Trainingsanteil
form-split-seed = Startwert der Aufteilung
form-split-by = Aufteilung
form-split-random = zufällig
form-split-date = jüngste Häuser als Test
form-split-area = ganze Postleitzahlen
form-split-copies = Kopien zusammen
form-validation-share = Validierungsanteil
form-patience = Geduld (Early Stopping)
form-empty = „{ $field }“ ist leer. Geben Sie { $kind ->
    [list] durch Kommas getrennte ganze Zahlen
    [whole] eine ganze Zahl
   *[number] eine Zahl
} ein, zum Beispiel { $example }.
form-unreadable = Unter „{ $field }“ steht „{ $text }“. Geben Sie { $kind ->
    [list] durch Kommas getrennte ganze Zahlen
    [whole] eine ganze Zahl
    [smaller] eine kleinere Zahl
   *[number] eine Zahl
} ein, zum Beispiel { $example }.

form-architecture = Architektur
form-fine-tune = Faltungen
form-frozen = eingefroren
form-fine-tuned = feinabgestimmt
form-encoding = Kodierung der Attribute
form-encoding-range = von 0 bis 1 skaliert
form-encoding-standard = standardisiert
form-encoding-crossed = standardisiert, auch je Postleitzahl
form-target = Zielgröße
form-target-share = Anteil am höchsten Preis
form-target-log = Logarithmus des Preises
form-loss = Verlustfunktion
form-loss-quantile = Quantil
form-schedule = Verlauf der Lernrate
form-schedule-decay = Abnahme
form-schedule-cosine = Kosinus
form-no = nein
form-flip = Fotos spiegeln
form-flip-yes = die Hälfte
form-keep = Endgültiges Modell
form-keep-last = letzte Epoche
form-keep-best = beste Epoche
form-shade = Faktor für MAPE
form-shade-yes = auch angeben

form-cnn = Tutorial-CNN
form-cnn-note = Das Netz des Tutorials: vier Fotos als ein Bild.
form-single = Jedes Foto für sich
form-single-note = Die erste Variante des Tutorials: jedes Foto mit dem Preis des Hauses.
form-branches = Ein Zweig je Foto
form-branches-note = Die zweite Variante des Tutorials: ein Zweig für jeden Raum, zusammengeführt.
form-mlp = Nur Attribute
form-mlp-note = Teil 1 der Tutorial-Reihe: keine Fotos, aber Schlafzimmer, Fläche, Postleitzahl.
form-mixed = Fotos und Attribute
form-mixed-note = Teil 3 der Tutorial-Reihe: Attribute und Fotos kombiniert.
form-tuned-photos = Abgestimmt, nur Fotos
form-tuned-photos-note = Von Facade: aus den Fotos gelernte Filter, als kreuzvalidiertes Ensemble.
form-tuned-mixed = Abgestimmt, Fotos und Attribute
form-tuned-mixed-note = Von Facade: Attribute und Postleitzahl, zusammen mit den Fotos.
form-backbone = Backbone
form-backbone-note = ResNet-18 oder EfficientNet-Lite0, mit anderen Fotos vortrainiert: Die Gewichte stellen Sie bereit.
form-pretrained-photos = Vortrainiert, nur Fotos
form-pretrained-photos-note = Fotomerkmale aus einem mit anderen Fotos trainierten Netz, Raum für Raum.
form-pretrained-set = Vortrainiert, beliebige Fotos
form-pretrained-set-note = Fotomerkmale aus einem mit anderen Fotos trainierten Netz, zusammengefasst über beliebig viele Fotos.
form-pretrained-mixed = Vortrainiert, Fotos und Attribute
form-pretrained-mixed-note = Attribute, Postleitzahl und Fotomerkmale aus einem mit anderen Fotos trainierten Netz.
form-pretrained-origin = Das vortrainierte Netz ist EfficientNet-Lite0. Seine Autoren haben es mit ImageNet trainiert, 1,3 Millionen Fotos von Dingen aller Art (Lizenz: Apache-2.0). Es läuft in diesem Tab; Ihre Fotos werden nicht hochgeladen. Die Merkmale jedes Fotos werden einmal berechnet und bei den Häusern gespeichert.

form-weights-choose = Gewichte wählen …
form-weights-label = Die Gewichte eines ResNet-18 oder EfficientNet-Lite0 wählen
form-weights-none = Eine .safetensors-Datei: ein ResNet-18 mit den Parameternamen von torchvision oder timm, oder ein EfficientNet-Lite0 mit denen von timm. Sie bleibt auf diesem Computer.
form-weights-used = Verwendet die Gewichte eines { $network } aus { $file }.
form-weights-how = So erhalten Sie die Gewichte
form-weights-download = Laden Sie eine dieser Dateien von Hugging Face herunter, und wählen Sie sie hier:
form-weights-file = { $network }, etwa { $megabytes }{"\u00A0"}MB, Lizenz { $licence }
form-weights-other = Beide wurden mit ImageNet trainiert. Gewichte, die Sie in timm oder torchvision weitertrainiert haben, funktionieren auch.

form-device = Gerät
form-device-auto = Automatisch
form-device-auto-note = das schnellere
form-device-cpu-note = immer verfügbar
form-device-raced = Jedes Gerät hat vor dem Lauf dieselben wenigen Trainingsschritte gerechnet. Ihre Wahl gilt für den nächsten Lauf.
form-device-step = { $time } je Schritt

config-out-of-range = { $name }: { $value } ist nicht möglich. Wählen Sie eine Zahl { $kind ->
    [above] über { $low } und höchstens { $high }
    [between] zwischen { $low } und { $high }
   *[from] von { $low } bis { $high }
}.
config-photos = Es gibt { $photos } Fotos je Haus. Wählen Sie eine Zahl von 1 bis { $most }.
config-too-deep = { $blocks } Faltungsblöcke halbieren { $side } Pixel { $blocks }-mal; davon bleibt nichts übrig. Verwenden Sie weniger Filter oder größere Kacheln.
config-filters = Jeder Faltungsblock braucht 1 bis 512 Filter, und es müssen 1 bis 6 Blöcke sein, wie in 16, 32, 64.
config-too-large = Das Netz hätte { $parameters } Parameter, erlaubt sind höchstens { $most }. Verwenden Sie kleinere Kacheln oder weniger Filter.
config-many-zip-codes = Die Häuser haben { $zip-codes } verschiedene Postleitzahlen, ein Netz kann aber höchstens { $most } verwenden. Laden Sie die Tabelle erneut, mit einer anderen Spalte als Postleitzahl oder mit keiner; oder wählen Sie ein Netz, das nur die Fotos sieht.
config-long-zip-codes = Die Postleitzahlen der Häuser sind { $bytes } Bytes Text, eine Modelldatei hat aber nur Platz für { $most }. Laden Sie die Tabelle erneut, mit einer anderen Spalte als Postleitzahl oder mit keiner; oder wählen Sie ein Netz, das nur die Fotos sieht.
config-many-inputs = { $encoding ->
    [crossed] Mit { $columns } Attributen, jedes für sich und je Postleitzahl ({ $zip-codes }), würde jedes der { $houses } Häuser zu { $inputs } Zahlen: mehr, als in einen Browser-Tab passt. Wählen Sie eine Kodierung der Attribute ohne Postleitzahl, oder laden Sie die Tabelle erneut, mit einer anderen Spalte als Postleitzahl oder mit weniger Attributen.
   *[plain] Mit { $columns } Attributen und { $zip-codes } Postleitzahlen würde jedes der { $houses } Häuser zu { $inputs } Zahlen: mehr, als in einen Browser-Tab passt. Laden Sie die Tabelle erneut, mit einer anderen Spalte als Postleitzahl, mit keiner oder mit weniger Attributen.
}
config-too-wide = Ein Batch von { $batch } Häusern bräuchte { $values } Werte zwischen zwei Schichten. Verwenden Sie einen kleineren Batch, kleinere Kacheln oder weniger Filter.
config-fold = Fold { $number } von { $of } gibt es nicht. Es gibt mindestens 2 Folds, und der erste ist 1.
config-warm-up = Das Warm-up dauert { $epochs } von { $all } Epochen. Wählen Sie weniger Warm-up-Epochen.
config-too-small = Die Kachelgröße ist { $pixels } Pixel, dieses Netz braucht aber mindestens { $least }.
config-one-layer = Dieses Netz hat eine einzige Faltungsschicht. Wählen Sie eine Anzahl von Filtern, zum Beispiel 20.
config-members = Die Anzahl der Teilmodelle ist { $members }. Wählen Sie 0, oder 2 bis 20 ohne Validierungsanteil; ein Netz, das jedes Foto für sich sieht, und ein feinabgestimmtes Backbone können kein Ensemble sein.
config-fine-tune = { $network } wird nur eingefroren verwendet. Wählen Sie eingefrorene Faltungen oder ein ResNet-18.
config-nothing-held-back = Das Kalibrieren der Preise braucht zurückgehaltene Häuser. Wählen Sie einen Validierungsanteil, zum Beispiel 0,2, oder Teilmodelle.
config-chosen-by-test = Die beste Epoche würde anhand der Testhäuser ausgewählt; der Testfehler wäre damit zu optimistisch. Halten Sie Häuser für die Validierung zurück: Wählen Sie einen Validierungsanteil, zum Beispiel 0,2.

## Was jede Einstellung bewirkt

net-title = Das Netz
net-sub = Von oben nach unten, jede Schicht mit der Form ihrer Ausgabe.{ $members ->
    [0] {""}
   *[other] {" "}{ $members }-mal trainiert, jedes Mal ohne einen Teil der Trainingshäuser.
}
net-table = Schichten
net-layer = Schicht
net-output = Ausgabe
net-changed = Geändert gegenüber dem Netz des Tutorials: { $changes }.
net-shape = { $shape }, { $parameters } Parameter
net-backbone = Backbone, { $layers } Schichten, eingefroren
net-montage = Alle Fotos in einem Bild
net-photo = Foto { $number }
net-each-photo = Jedes Foto
net-photo-features = Merkmale jedes Fotos
net-attributes = Attribute
net-features = Merkmale
net-block = Faltung, ReLU, Max-Pooling
net-conv = Faltung { $kernel } × { $kernel }
net-depthwise = Kanalweise { $kernel } × { $kernel }
net-flatten = Flatten
net-dense = Vollvernetzt
net-dense-relu = Vollvernetzt, ReLU
net-norm = Batch-Normalisierung
net-concat = Verkettung
net-pool = Max-Pooling
net-add = Summe
net-average = Globaler Mittelwert
net-normalise = Normalisierung
net-stack = Fotos nebeneinander
net-whole = Mittelwert des Fotos
net-mean = Mittelwert über Fotos
net-max = Maximum über Fotos
net-patches = Filter für Ausschnitte
net-standardise = Standardisierung
explain-setting-filters = Filter jeder Faltungsschicht: Mehr Filter erkennen mehr Muster, das Training dauert aber länger.
explain-setting-architecture = Welches Netz die Datei enthält. Es wird beim Lesen erkannt.
explain-setting-fine-tune = Ob auch die Filter des Backbones trainiert werden. Das ist langsam.
explain-setting-tile = Breite und Höhe jedes Fotos in dem Bild, das das Netz sieht, in Pixeln.
explain-setting-feature-length = Gewicht der Fotos gegenüber den Attributen: die Länge ihres Merkmalsvektors.
explain-setting-encoding = Wie Attribute zu Zahlen werden: auf 0 bis 1 skaliert, standardisiert, oder standardisiert mit eigenen Steigungen je Postleitzahl.
explain-setting-epochs = Wie oft das Netz jedes Trainingshaus sieht.
explain-setting-batch-size = Häuser in einem Schritt. Nach jedem Schritt ändern sich die Gewichte einmal.
explain-setting-learning-rate = Wie weit sich Gewichte in einem Schritt bewegen. Ist die Lernrate zu groß, konvergiert das Training nicht; ist sie zu klein, dauert es lange.
explain-setting-decay = Wie schnell die Lernrate sinkt: Nach 1 ÷ Abnahme Schritten ist sie halb so groß.
explain-setting-seed = Startwert der Zufallszahlen für Anfangsgewichte, Reihenfolge der Häuser und Dropout. Derselbe Startwert ergibt denselben Lauf.
explain-setting-target = Was das Netz schätzt: den Preis als Anteil am höchsten, oder seinen Logarithmus, der günstige und teure Häuser gleich behandelt.
explain-setting-loss = Was das Training minimiert. MAPE ist die mittlere absolute Abweichung in Prozent des Preises.
explain-setting-level = Welches Quantil der Preise geschätzt wird: 0,5 ist der Median.
explain-setting-schedule = Wie sich die Lernrate ändert: Sie sinkt mit jedem Schritt oder entlang eines Kosinus auf null.
explain-setting-warm-up = Epochen, in denen die Lernrate von null auf ihren vollen Wert steigt.
explain-setting-weight-decay = Zieht Gewichte in jedem Schritt gegen null, um Überanpassung zu verringern. 0 schaltet das ab.
explain-setting-flip = Spiegelt die Hälfte der Trainingsfotos, damit das Netz mehr Vielfalt sieht.
explain-setting-crop = Beschneidet Trainingsfotos um bis zu diesem Anteil.
explain-setting-brightness = Macht Trainingsfotos um bis zu diesem Anteil heller oder dunkler.
explain-setting-colour = Ändert Rot, Grün und Blau der Trainingsfotos jeweils um bis zu diesem Anteil.
explain-setting-split-by = Wie Testhäuser gewählt werden: zufällig, nach dem jüngsten Datum oder zufällig, wobei ganze Postleitzahlen oder Kopien zusammenbleiben.
explain-setting-test-share = Anteil der Häuser, die das Netz im Training nie sieht.
explain-setting-split-seed = Startwert der Zufallszahlen für die Aufteilung. Derselbe Startwert ergibt dieselben Testhäuser.
explain-setting-members = Zahl der Netze, die trainiert werden, jedes ohne einen Teil der Trainingshäuser; ihre Preise werden kombiniert. Bei 0 wird ein einziges Netz trainiert.
explain-setting-validation-share = Anteil der Trainingshäuser, an denen die Abweichung während des Trainings gemessen wird.
explain-setting-train-share = Anteil der Trainingshäuser, der verwendet wird. Kleinere Anteile zeigen, was zusätzliche Häuser brächten.
explain-setting-patience = Zahl der Epochen ohne kleineren Validierungsfehler, nach denen der Lauf endet. Bei 0 endet er nie vorzeitig.
explain-setting-keep-best = Welches Modell behalten wird: das der letzten Epoche oder das mit dem kleinsten Validierungsfehler.
explain-setting-shade = Ob die Seite auch die MAPE nennt, die sich ergibt, wenn alle Preise mit demselben Faktor multipliziert werden: dem, der bei zurückgehaltenen Trainingshäusern am besten ist. Die Preise selbst bleiben unverändert.
range-from-to = { $low } bis { $high }.
range-above = Mehr als { $low }, bis { $high }.
range-between = Zwischen { $low } und { $high }.

## Runs and series

train-blurb = Beginnen Sie mit den empfohlenen Einstellungen. Ändern Sie jeweils nur eine, und trainieren Sie mit mehr als einem Startwert.
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
panel-stopped-early = Vor dem Start gestoppt
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

offer-label = Unterbrochener Lauf
offer-replaced = Ein neuer Lauf ersetzt ihn nach seiner ersten Epoche.
offer-go-on = Fortsetzen
offer-discard = Verwerfen
offer-forget = Gespeicherte Daten löschen
aside-what = Diese gespeicherten Daten sind unbrauchbar. Sie wurden beiseitegelegt und bleiben, bis Sie sie löschen:
aside-one = { $what }, { $size }
aside-houses = die Häuser
aside-excluded = die Liste der ausgeschlossenen Häuser
aside-run = der unterbrochene Lauf
aside-checkpoint = der Checkpoint dieses Laufs
aside-model = das letzte Modell
aside-listed = Lauf oder Serie { $number } in der Liste
aside-shelf = die Namen der von Ihnen gespeicherten Einträge
aside-deleted = Gelöscht: { $what }.

curve-title = Abweichung je Epoche
curve-note = Mittlere absolute prozentuale Abweichung (MAPE). Unterhalb der gestrichelten Linie ist das Netz besser als ein fester Preis für alle Häuser.
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
curve-summary = Abweichung je Epoche, { $axis ->
    [log] logarithmische
   *[linear] lineare
} Achse.
curve-summary-run = Lauf { $run }
curve-summary-epochs = Lauf { $run } nach { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
}: Training { $training }, Validierung { $validation }.
curve-summary-lowest = Der niedrigste Wert war { $error } nach Epoche { $epoch }.
curve-summary-constant = Der beste feste Preis hat eine Abweichung von { $error }.

repeat-title = Training wiederholen
repeat-title-series = Training wiederholen: Serie { $number }
repeat-start = Serie { $number } starten
repeat-cancel = Abbrechen, fertige Läufe behalten
repeat-why = Das Ergebnis eines einzelnen Laufs ist zum Teil Zufall. Trainieren Sie mit denselben Einstellungen mehrmals, und vergleichen Sie die Mittelwerte mit ihren Intervallen.
repeat-reading = Fotos werden gelesen
repeat-preparing = Vorbereitung
repeat-running = Läuft
repeat-over-state = Fertig
repeat-cancelled = Abgebrochen
repeat-over = Wiederholen über
repeat-seeds = Startwerte des Trainings
repeat-splits = Aufteilungen
repeat-folds = Folds
repeat-sizes = Anzahl der Trainingshäuser
repeat-folds-count = Folds
repeat-runs-count = Läufe
repeat-no-seed = Eine Aufteilung nach Datum hängt von keinem Startwert ab; alle Aufteilungen wären gleich. Wiederholen Sie stattdessen über Startwerte oder Folds.
repeat-too-many-folds = Es gibt { $folds } Folds, aber nur { $houses ->
    [one] { $houses } Trainingshaus
   *[other] { $houses } Trainingshäuser
}. Wählen Sie weniger Folds als Häuser.
repeat-unreadable = Die Anzahl der { $what ->
    [folds] Folds
   *[runs] Läufe
} ist „{ $text }“. Geben Sie eine ganze Zahl von 2 bis { $most } ein, zum Beispiel { $example }.
repeat-plan-seeds = Startwerte { $first } bis { $last } mit einer Aufteilung: wie sehr das Ergebnis vom Zufall im Training abhängt.
repeat-plan-splits = Startwerte der Aufteilung { $first } bis { $last }: wie sehr das Ergebnis von der Auswahl der Testhäuser abhängt. Die Aufteilungen haben Trainingshäuser gemeinsam; das Intervall berücksichtigt das.
repeat-plan-folds = Kreuzvalidierung: Die Trainingshäuser werden in { $folds } Teile (Folds) geteilt, und jeder Teil wird von einem Netz geschätzt, das mit den anderen Teilen trainiert wurde. So ist jedes Trainingshaus einmal ein Testhaus. Die Testhäuser werden nicht verwendet.
repeat-plan-sizes = Eine Lernkurve: { $runs } Läufe, jeder mit doppelt so vielen Trainingshäusern wie der vorige, bis zu allen. Die Testhäuser bleiben dieselben.
repeat-run-houses = { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häuser
}
learning-curve-title = Lernkurve
learning-curve-sub = MAPE bei denselben Testhäusern. Kürzer ist besser.
learning-curve-houses = Trainingshäuser
learning-curve-last = Von { $before } auf { $now } Trainingshäuser änderte sich die mittlere Abweichung von { $before-error } auf { $error }. Noch einmal doppelt so viele Häuser ändern sie vielleicht ebenso stark, vielleicht weniger.
repeat-plan-one-gpu = Ein Lauf nach dem anderen auf der GPU, auf der sich parallele Läufe nur abwechseln würden.
repeat-plan-one = Ein Lauf nach dem anderen.
repeat-plan-several = { $workers } Läufe parallel auf der CPU.
repeat-plan-several-gpu = { $workers } Läufe parallel auf der CPU; auf einer GPU würden sie sich nur abwechseln. Wählen Sie unter „Gerät“ die GPU, um dort einen nach dem anderen laufen zu lassen.
repeat-run = { $over ->
    [seeds] Startwert
    [splits] Aufteilung
   *[folds] Fold
} { $number }
repeat-left = noch { $time }
repeat-reading-now = die Fotos werden in der gewählten Kachelgröße gelesen
repeat-preparing-now = die Häuser werden an die Hintergrundprozesse gesendet
repeat-scarce = Jeder Hintergrundprozess braucht Speicher für alle Häuser, deshalb { $workers ->
    [one] läuft nur { $workers }
   *[other] laufen nur { $workers } parallel
} und nicht einer je Kern.
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
repeat-on-the-list = In der Liste vergleichen.
repeat-cross-validated = Kreuzvalidiert auf den Trainingshäusern
repeat-mean-error = Mittlerer Testfehler
repeat-spread = Standardabweichung von Lauf zu Lauf: { $deviation }
repeat-interval = 95-%-Konfidenzintervall
repeat-needs-two = braucht mindestens zwei Läufe
repeat-the-network = Das Netz
repeat-ridge = die Ridge-Regression
repeat-constant = der beste feste Preis
repeat-table = Läufe der Serie
repeat-column-run = Lauf
repeat-column-error = Testfehler
repeat-column-r2 = R² log
repeat-column-ridge = Ridge
repeat-column-constant = Bester fester Preis

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
listed-caption = { $kept } Wählen Sie bis zu { $most } aus, um sie zu vergleichen.
listed-compare-column = Vergleichen
listed-run = Lauf
listed-network = Netz und Änderungen
listed-data = Daten und Gerät
listed-error = Testfehler
listed-r2 = R² log
listed-epoch-time = Je Epoche
listed-do = Aktionen
listed-compare = { $run } vergleichen
listed-delete-one = { $run } löschen
listed-delete = Löschen
listed-deleted = { $run } wurde gelöscht.
listed-no-room = Die Liste ist voll: Sie fasst höchstens { $most } Läufe und Serien. Löschen Sie zuerst etwas anderes.
listed-undo = Rückgängig
listed-show-one = Ergebnisse von Lauf { $number }
listed-show = Zeigen
listed-shown = Gezeigt
listed-interval = 95{"\u00A0"}%: { $interval }, über { $over ->
    [houses] Häuser
    [seeds] Startwerte
    [splits] Aufteilungen
   *[folds] Folds
}
listed-stopped = nach { $done } von { $all } Epochen gestoppt
listed-with-factor = Abweichung mit dem Faktor für die MAPE
listed-series = { $over ->
    [seeds] { $runs } Startwerte
    [splits] { $runs } Aufteilungen
    [sizes] Lernkurve mit { $runs } Stufen
   *[folds] kreuzvalidiert in { $runs } Folds
}
listed-series-some = { $over ->
    [seeds] { $done } von { $runs } Startwerten
    [splits] { $done } von { $runs } Aufteilungen
    [sizes] Lernkurve, { $done } von { $runs } Stufen
   *[folds] kreuzvalidiert in { $done } von { $runs } Folds
}

compare-none = keine
compare-curves-title = Validierungsfehler je Epoche
compare-curves-note = Die ausgewählten Läufe; eine Serie hat keine eigene Kurve.
compare-curves = Validierungsfehler je Epoche, logarithmische Achse. { $runs }.
compare-curve-end = { $run } nach { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
}: { $error }
compare-constant-line = Bester fester Preis, { $error }
compare-epoch = Epoche
compare-title = Vergleich
compare-note = Bei einer Serie die Mittelwerte über ihre Läufe.
compare-figure = Kennzahl
compare-figures = Kennzahlen
compare-guesses = Vergleichswerte ohne Fotos, bei denselben Testhäusern
compare-settings = Einstellungen, die sich unterscheiden
compare-data = Daten
compare-device = Gerät
compare-left-out = Ausgeschlossene Häuser
compare-network = Netz
compare-test-houses = Testhäuser
compare-mean-error = Mittlerer Testfehler
compare-calibrated = Dasselbe mit dem für die MAPE besten Faktor
compare-interval-name = 95-%-Konfidenzintervall
compare-range = { $low } bis { $high }
compare-interval = { $interval }, über { $over ->
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
compare-r2-log = R² des logarithmierten Preises
compare-absolute-error = Mittlere absolute Abweichung
compare-epochs = Epochen
compare-parameters = Parameter
compare-epoch-time = Zeit je Epoche
compare-ridge = Ridge-Regression
compare-ridge-slopes = Ridge-Regression mit Steigungen
compare-zip-code = Bester Preis je Postleitzahl
compare-constant = Bester fester Preis
compare-median = Immer der Median
compare-mean = Immer der Mittelwert
compare-difference = { $first } ist um { $by } { $points ->
    [one] Prozentpunkt
   *[other] Prozentpunkte
} { $way ->
    [farther] schlechter
   *[nearer] besser
} als { $second } (95-%-Konfidenzintervall { $interval }): { $chance ->
    [yes] Das kann Zufall sein
   *[no] Das ist wahrscheinlich kein Zufall
}.
compare-ends = { $way ->
    [farther] { $low } besser bis { $high } schlechter
   *[nearer] { $low } schlechter bis { $high } besser
}
compare-other-seeds = Das erfasst die Streuung zwischen Startwerten, nicht zwischen Häusern: Um auch diese zu erfassen, wiederholen Sie über Aufteilungen oder Folds.
compare-stopped = { $run } wurde nach { $done } von { $all } Epochen gestoppt: Bis zum Ende trainiert, kann er eine andere Abweichung haben.
compare-not-a-kind = { $first } und { $second } lassen sich nicht paarweise vergleichen: Eines ist ein Lauf, das andere eine Serie. Wählen Sie zwei Läufe oder zwei Serien.
compare-other-houses = { $first } und { $second } wurden an verschiedenen Häusern getestet ({ $why ->
    [data] trainiert mit „{ $a }“ und „{ $b }“
    [splits] ihre Startwerte der Aufteilung sind { $a } und { $b }
    [ways] ihre Aufteilungen unterscheiden sich: { $a } und { $b }
    [shares] ihre Testanteile sind { $a } und { $b }
   *[left-out] verschiedene Häuser wurden ausgeschlossen
}) und lassen sich deshalb nicht Haus für Haus vergleichen. { $why ->
    [data] Trainieren Sie stattdessen beide mit denselben Häusern
   *[same-data] Wiederholen Sie stattdessen beide über dieselben Aufteilungen
}.
compare-by-house = Bei denselben { $houses } Häusern: { $difference } Das erfasst die Streuung zwischen Häusern, nicht zwischen Startwerten: Um auch diese zu erfassen, wiederholen Sie beide.
compare-by-run = Mit denselben { $count } { $over ->
    [seeds] Startwerten
    [splits] Aufteilungen
    [sizes] Stufen der Lernkurve
   *[folds] Folds
}, paarweise verglichen: { $difference }
compare-too-few = { $first } und { $second } lassen sich nicht paarweise vergleichen: Weniger als zwei ihrer Läufe haben denselben Startwert, dieselbe Aufteilung und dieselben Testhäuser.

## Results

results-zip-code = Postleitzahl
results-where = Abweichung nach Postleitzahl
results-where-sub = MAPE je Postleitzahl, bei den Testhäusern
results-actual-price = Tatsächlicher Preis
results-at-prices = Abweichung nach tatsächlichem Preis
results-at-prices-sub = MAPE nach tatsächlichem Preis, bei den Testhäusern
results-blurb = Wie weit die Preise des Netzes bei Häusern abweichen, die es nie gesehen hat, gemessen an einfachen Vergleichswerten.
results-hide = Ausblenden
results-show-those = Die von Lauf { $run } zeigen
results-of-earlier = Das sind die Ergebnisse von Lauf { $run }.
results-none-yet = Wenn ein Lauf beendet oder gestoppt ist, steht hier seine Abweichung bei den Testhäusern, neben der Abweichung eines festen Preises für alle Häuser.
results-save-report = Bericht des Laufs speichern
results-report-how = Ein Dokument mit Einstellungen, Daten, Diagrammen und Tabellen dieses Laufs. Es lässt sich in jedem Browser öffnen und lädt nichts nach.
results-mean-error-over = Mittlere absolute prozentuale Abweichung (MAPE) bei { $houses ->
    [one] { $houses } Testhaus
   *[other] { $houses } Testhäusern
}
fold-where = Wo das Netz abweicht: größte und kleinste Abweichungen, Postleitzahlen, Preise
fold-metrics = Weitere Kennzahlen: Test- und Trainingsdaten, Preisverhältnisse
results-prices = Preise der { $houses } Häuser: Mittelwert { $mean }, Standardabweichung { $deviation }.
results-this-network = Dieses Netz
results-always = Immer { $price }
results-best-constant = der beste feste Preis für die Trainingshäuser
results-median = der Median der Trainingshäuser
results-mean = der Mittelwert der Trainingshäuser
results-by-zip-code = Der beste Preis je Postleitzahl
results-no-photo-no-attribute = keine Fotos, keine Attribute
results-ridge = Ridge-Regression
results-ridge-sees = Attribute und Postleitzahl, keine Fotos
results-ridge-slopes = Ridge-Regression mit Steigungen
results-ridge-slopes-sees = Attribute, mit eigenen Steigungen je Postleitzahl, keine Fotos
results-against = Vergleichswerte
results-against-sub = MAPE bei { $houses ->
    [one] demselben { $houses } Testhaus
   *[other] denselben { $houses } Testhäusern
}. Kürzer ist besser.
results-guess = Methode
results-drawn = Diagramm
results-mean-error = MAPE
results-mae = Mittlere absolute Abweichung
results-rmse = Quadratisches Mittel (RMSE)
results-r2-how = 0 ist der Mittelwert, 1 ist perfekt
results-bias = Verzerrung
results-houses-counted = { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häuser
}
results-half-within = Median der absoluten prozentualen Abweichung: { $percent }.
results-errors-label = Verteilung der Abweichungen. { $low ->
    [one] { $low } Haus wurde
   *[other] { $low } Häuser wurden
} zu niedrig geschätzt und { $high } zu hoch; { $far } um 200 Prozent oder mehr.
results-errors = Verteilung der Abweichungen
results-houses-by-error = Häuser nach Abweichung
results-error = Abweichung
results-houses = Häuser
results-save-csv = Als CSV speichern
results-beside = Test- und Trainingsdaten
results-beside-sub = Ein Testfehler weit über dem Trainingsfehler ist ein Zeichen von Überanpassung. Beide sind mit dem fertigen Netz gemessen; der Trainingsverlust oben wurde während des Trainings gemessen, mit Dropout.
results-figure = Kennzahl
results-test = Test
results-training = Training
figures-from-to = { $low } bis { $high }
figures-below = unter { $edge } %
figures-and-more = { $edge } % und mehr
figures-bin = { $low } bis { $high } %
figures-rare-zip-code = Postleitzahl mit zu wenigen Häusern
figures-zip-code-below = Postleitzahl mit weniger als { $least } Häusern
figures-missing-photo = Fehlendes Foto
figures-no-photos = Kein Foto
figures-unreadable-photo = Unlesbares Foto
figures-broken-line = Fehlerhafte Zeile der Preisliste
figures-other-reason = Ein anderer Grund
figures-zip-code-houses = { $code }: { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häuser
}
figures-house-reason = Haus { $house }: { $reason }
figures-and-others = Und { $more } weitere: Der CSV-Bericht nennt alle.
figures-more-rooms = { $rooms } weiteren
figures-incomplete = { $houses ->
    [one] Bei { $houses } Haus fehlen
   *[other] Bei { $houses } Häusern fehlen
} einige der Fotos. Netze, die jedes Foto brauchen, verwenden solche Häuser nicht.
figures-rooms-left-out = Eine Montage hat { $places } Plätze: Fotos von { $rooms } werden nicht verwendet.
figures-verdict = { $how ->
    [better] Besser als
    [equal] Etwa so gut wie
   *[worse] Schlechter als
} ein fester Preis für alle Häuser, der eine mittlere Abweichung von { $off } hat.
figures-verdict-ridge = { $how ->
    [better] Besser als
    [equal] Etwa so gut wie
   *[worse] Schlechter als
} die Ridge-Regression mit den Attributen{ $slopes ->
    [yes] {" "}und eigenen Steigungen je Postleitzahl
   *[no] {""}
} (ohne Fotos), die eine mittlere Abweichung von { $off } hat.
figures-photos-add = { $how ->
    [better] Mit den Fotos liegt das Netz um { $by } Prozentpunkte näher an den Preisen als diese Regression.
    [equal] Die Fotos bringen hier also wenig: weniger als einen Prozentpunkt.
   *[worse] Die Fotos bringen hier also nichts: Ohne sie liegt die Regression um { $by } Prozentpunkte näher an den Preisen.
}
figures-photos-only = Dieses Netz sieht nur die Fotos, nicht die Attribute.
figures-no-photos-used = Dieses Netz verwendet die Fotos nicht.
figures-no-home-costs-that = Dieser Preis ist unmöglich: Das Netz hat bei diesem Objekt versagt. Trainiert wurde es mit Preisen von { $span }.
figures-outside = Das liegt { $side ->
    [below] unter
   *[above] über
} allen Preisen, mit denen das Netz trainiert wurde ({ $span }): Verlassen Sie sich nicht darauf.
figures-also-said = Fehlalarme: Auch { $alarms } von { $houses ->
    [one] { $houses } Testhaus
   *[other] { $houses } Testhäusern
}, die den Trainingshäusern ähneln, erhalten diese Warnung.
figures-no-false-alarms = Keines der { $houses } Testhäuser erhält diese Warnung.
figures-unlike = Diese Fotos unterscheiden sich von den Trainingsfotos stärker als fast alle Trainingsfotos voneinander. Die Schätzung ist unzuverlässig.
figures-none = kein Wert
figures-calibration = Würden alle Preise mit { $factor } multipliziert, dem Faktor, der die Abweichung bei zurückgehaltenen Trainingshäusern am stärksten senkt, wäre die mittlere Abweichung hier { $off }. Die Preise werden nicht multipliziert.
figures-its-deviation = Standardabweichung des Fehlers
figures-r2-log = R² des logarithmierten Preises
figures-too-low = die Preise sind im Mittel zu niedrig
figures-too-high = die Preise sind im Mittel zu hoch
figures-neither = keine systematische Abweichung
ratios-title = Preisverhältnisse
ratios-sub = Das Verhältnis von geschätztem zu tatsächlichem Preis bei den Testhäusern, in Kennzahlen der Immobilienbewertung
ratios-value = Wert
ratios-usual = Übliche Grenzen
ratios-median-error = Median der Abweichungen
ratios-median-error-is = die Hälfte der Preise weicht weniger ab
ratios-within-10 = Innerhalb von 10{"\u00A0"}%
ratios-within-10-is = Anteil der Preise, die höchstens 10{"\u00A0"}% abweichen
ratios-within-20 = Innerhalb von 20{"\u00A0"}%
ratios-within-20-is = Anteil der Preise, die höchstens 20{"\u00A0"}% abweichen
ratios-median = Median der Verhältnisse
ratios-median-is = 1, wenn gleich viele Preise zu hoch wie zu niedrig sind
ratios-cod = Streuungskoeffizient (COD)
ratios-cod-is = mittlerer Abstand der Verhältnisse von ihrem Median, in Prozent davon
ratios-prd = Preisabhängiger Unterschied (PRD)
ratios-prd-is = über 1, wenn teure Häuser gegenüber günstigen zu niedrig geschätzt werden
ratios-prb = Preisabhängige Verzerrung (PRB)
ratios-prb-is = relative Änderung des Verhältnisses bei doppeltem Wert; unter 0, wenn teure Häuser zu niedrig geschätzt werden
ratios-source = Grenzwerte für die Bewertung von Einfamilienhäusern: International Association of Assessing Officers, Standard on Ratio Studies (2013). Sachverständige wissen mehr über ein Objekt, als ein Netz sieht.
importance-title = Was den Ausschlag gibt
importance-sub = Um wie viele Prozentpunkte die MAPE bei zurückgehaltenen Trainingshäusern steigt, wenn die Werte einer Eingabe unter den Häusern vertauscht werden (Permutationswichtigkeit). Das zeigt, worauf sich dieses Netz stützt. Enthalten zwei Eingaben dieselbe Information, kann jede für sich unwichtig scheinen.
importance-input = Eingabe
importance-rise = Anstieg
importance-room = { $room } (Foto)
chart-lowest = Minimum: { $error }, Epoche { $epoch }
chart-above = { $points ->
    [one] { $points } Punkt über dem Diagramm
   *[other] { $points } Punkte über dem Diagramm
}
chart-now = jetzt: Epoche { $epoch }
chart-always = immer { $price }: { $error }
chart-epoch = Epoche
chart-house = Haus { $house }: { $error }
chart-predicted = geschätzt
chart-actual = tatsächlich
chart-equal = gleich
chart-error = Abweichung, in{"\u00A0"}% des tatsächlichen Preises
chart-too-low = { $houses } zu niedrig
chart-too-high = { $houses } zu hoch
chart-houses = Häuser
chart-median = Median
houses-map-title = Ähnlichkeitskarte
houses-map-sub = Häuser, die das Netz ähnlich findet, liegen nah beieinander. Die Achsen haben keine Einheit. Nach Abweichung gefärbt, sind blaue Häuser zu niedrig geschätzt und rote zu hoch.
houses-map-colour = Farbe
houses-map-price = Preis
houses-map-error = Abweichung
houses-map-training = Trainingshaus
houses-map-test = Testhaus
houses-map-label = Karte von { $all } Häusern nach Ähnlichkeit, gefärbt nach { $by ->
    [price] Preis
   *[error] Abweichung
}: { $test } Testhäuser als Quadrate, { $training } Trainingshäuser als Kreise.
houses-map-keys = Häuser nach tatsächlichem Preis; die Eingabetaste zeigt eines
houses-map-house = Haus { $house }, { $set ->
    [test] Testhaus
   *[training] Trainingshaus
}: tatsächlich { $actual }
houses-map-house-predicted = Haus { $house }, { $set ->
    [test] Testhaus
   *[training] Trainingshaus
}: tatsächlich { $actual }, geschätzt { $predicted }, { $error }
houses-map-table-note = Bei Trainingshäusern stammt die Schätzung von Netzen, die nicht mit ihnen trainiert wurden, wenn es solche gibt. Die CSV-Datei enthält die Zahlen aller Häuser.
house-training-predicted = Geschätzt von Netzen, die nicht damit trainiert wurden
scatter-house = Haus { $house }: tatsächlich { $actual }, geschätzt { $predicted }, { $error }
scatter-label = Geschätzter und tatsächlicher Preis von { $all } Testhäusern, beide Achsen logarithmisch. { $near ->
    [one] { $near } liegt
   *[other] { $near } liegen
} innerhalb des Faktors zwei.
scatter-no-house = Kein Haus
house = Haus { $house }
scatter-actual = tatsächlich { $price }
scatter-predicted = geschätzt { $price }
scatter-keys = Testhäuser nach tatsächlichem Preis; die Eingabetaste zeigt eines
scatter-title = Geschätzter und tatsächlicher Preis
scatter-sub = { $near } von { $all ->
    [one] { $all } Haus
   *[other] { $all } Häusern
} innerhalb eines Faktors von zwei (das getönte Band). Blau: zu niedrig geschätzt. Rot: zu hoch geschätzt. Gefüllt: um mehr als den Faktor zwei.
scatter-point = Zeigen Sie auf ein Haus, oder gehen Sie mit den Pfeiltasten von einem zum nächsten.
scatter-tap = Tippen Sie auf ein Haus, um seine Fotos und Preise zu sehen.
scatter-table-before = Die
scatter-table-link = Tabelle der Testhäuser
scatter-table-after = unten enthält jeden Punkt dieses Diagramms.
ranked-worst = Größte Abweichungen
ranked-best = Kleinste Abweichungen

## Houses and why

house-no-model = Das Modell dieses Laufs ist nicht mehr vorhanden. Trainieren Sie es erneut.
house-other-model = Das verwendete Modell stammt nicht von Lauf { $run }. Trainieren Sie diesen Lauf erneut, oder zeigen Sie den neuesten Lauf.
house-no-data = Die Häuser dieses Laufs sind nicht mehr geladen. Wählen Sie ihren Ordner erneut.
house-close = Schließen
house-zip-code = Postleitzahl
house-actual = Tatsächlich
house-predicted = Geschätzt
house-error = Abweichung
house-why = Diesen Preis erklären
houses-caption = { $shown } von { $all }{ $order ->
    [error] , größte Abweichung zuerst
   *[other] {""}
}. Die Linie läuft vom tatsächlichen Preis zum geschätzten, auf logarithmischer Skala.
houses-title = Testhäuser
houses-montage = Montage
houses-house = Haus
houses-off = Differenz
houses-show-all = Alle { $houses } zeigen
houses-show-more = { $houses } weitere zeigen
houses-show = Dieses Haus zeigen
figure-save-as = „{ $title }“ als { $kind } speichern
figure-table = Als Tabelle zeigen
figure-save = Speichern als
guide-montage = Was ist eine Montage, und warum ist sie so klein?
guide-montage-1 = Die Fotos eines Hauses, jedes auf ein Quadrat skaliert, nebeneinander in einem Bild: So sieht das Netz alle Räume zugleich, jeden immer in derselben Ecke. Das ist die dritte Variante des Tutorials; die anderen sind ein Foto nach dem anderen oder ein Zweig je Raum.
guide-montage-2 = Kleine Bilder halten die Zahl der Gewichte so niedrig, dass einige hundert Häuser zum Lernen genügen. In dieser Größe lässt sich ein Raum noch vom anderen unterscheiden; ein Riss in der Wand ist nicht zu sehen.
guide-mape = Warum Prozent und kein Betrag?
guide-mape-1 = Die mittlere absolute prozentuale Abweichung (MAPE) ist der durchschnittliche Abstand zwischen geschätztem und tatsächlichem Preis, in Prozent des tatsächlichen. Eine Abweichung von 50.000 wiegt bei einem kleinen Haus mehr als bei einer Villa, und ein Prozentsatz zeigt das.
guide-mape-2 = Sie behandelt die beiden Richtungen nicht gleich: Ein zu niedriger Preis kann höchstens 100{"\u00A0"}% abweichen, ein zu hoher beliebig weit. Ein Netz, das sie minimiert, schätzt daher eher zu niedrig, und ein fester niedriger Preis für alle Häuser schneidet besser ab als der Durchschnittspreis. Bei Netzen, die den Medianpreis schätzen, nennt die Seite beim Vergleich auch die Abweichung, die sich ergäbe, wenn alle Preise mit einem Faktor multipliziert würden. Der Faktor wird an zurückgehaltenen Trainingshäusern bestimmt.
guide-overfitting = Wie sieht Überanpassung (Overfitting) hier aus?
guide-overfitting-1 = Die blaue Linie, das Training, fällt weiter; die rote, die Validierung, bleibt gleich oder steigt wieder. Von da an lernt das Netz seine Trainingshäuser auswendig und nichts über Häuser im Allgemeinen. Bei einigen hundert Häusern geschieht das früh: beim Netz des Tutorials nach einigen Dutzend Epochen. Ein Ensemble hat keine blaue Linie: Seine Abweichungen bei Test- und Trainingshäusern stehen unter „Ergebnisse“ nebeneinander.
guide-overfitting-2 = Der tiefste Punkt der roten Linie ist markiert, aber kein Ergebnis: Wer die beste von vielen Epochen anhand der Testhäuser aussucht, passt das Modell an diese Häuser an. Was zählt, ist die letzte Epoche oder eine, die an zurückgehaltenen Trainingshäusern ausgewählt wurde.
guide-baselines = Was bedeuten diese Vergleichswerte?
guide-baselines-1 = Eine Abweichung allein sagt wenig. Immer denselben Preis zu nennen braucht keine Fotos und kein Netz: Diese Abweichung gilt es zu unterbieten. Der beste feste Preis ist niedrig, weil eine prozentuale Abweichung zu hohe Preise am stärksten bestraft.
guide-baselines-2 = Der beste Preis je Postleitzahl nutzt die Lage, die Ridge-Regression auch Zimmer und Fläche. Ein Netz, das nur Fotos sieht und schlechter abschneidet, hat nicht versagt: Es weiß weniger. Ein Netz, das all das erfährt und schlechter abschneidet, hat aus den Fotos nichts Nützliches gelernt.
guide-figures = Was bedeuten diese Kennzahlen?
guide-figures-1 = Mittlere absolute Abweichung: die durchschnittliche Abweichung in Geld. Quadratisches Mittel der Abweichung (RMSE): dasselbe, aber ein Haus mit doppelt so großer Abweichung zählt vierfach. Verzerrung: ob die Preise im Mittel zu niedrig oder zu hoch sind.
guide-figures-2 = R² vergleicht damit, immer den Durchschnittspreis dieser Häuser zu schätzen: 1 ist perfekt, 0 nicht besser, unter 0 schlechter. Beim logarithmierten Preis misst es Verhältnisse, damit nicht einige Villen den Ausschlag geben.
guide-range = Woher kommt die Preisspanne?
guide-range-1 = Aus den Abweichungen bei Häusern, mit denen das Netz nicht trainiert wurde. Bei ähnlichen Objekten sind Abweichungen dieser Größe in der genannten Häufigkeit zu erwarten (konforme Vorhersage). An das einzelne Objekt passt sich die Spanne nicht an.
guide-range-2 = Ein Objekt, das allen Trainingshäusern unähnlich ist, gilt in diesem Sinn nicht als ähnlich: Dann sind weder Preis noch Spanne verlässlich, und die Seite zeigt eine Warnung.
why-looking = Das Netz schätzt den Preis, während jeweils ein Teil der Fotos verdeckt ist.
why-photos-of = Fotos von Haus { $house }
why-photos = Die Fotos des Objekts
why-regions-how = Wie viel jeder Bereich zum Preis beiträgt: Um diesen Betrag sinkt der Preis, wenn der Bereich mit der mittleren Farbe des Fotos übermalt ist. Rot erhöht den Preis, Blau senkt ihn.
why-regions-exact = Was jeder Bereich der Fotos zum Preis beiträgt. Die Bereiche{ $attributes ->
    [no] { "" }
   *[yes] , die Attribute
} und { $base }, der Preis eines Objekts, über das nichts bekannt ist, ergeben zusammen genau den Preis. Rot erhöht den Preis, Blau senkt ihn.
why-pixels-how = Wie stark jedes Pixel den Preis ändern könnte, nach oben oder unten: der Gradient des Preises nach der Farbe des Pixels. Er zeigt, wo das Netz empfindlich ist, nicht, was den Preis erhöht.
why-title = Wie die Fotos den Preis beeinflussen
why-map = Karte über den Fotos
why-regions = Bereiche
why-pixels = Pixel
why-none = Keine
why-point = Zeigen Sie auf einen Bereich, um zu sehen, was er beiträgt.
why-tap = Tippen Sie auf einen Bereich, um zu sehen, was er beiträgt.
why-words = Zusammenfassung
why-most = Bereiche mit dem größten Einfluss auf den Preis
why-region = Bereich
why-adds = Trägt bei
why-told = Attribute und Postleitzahl
why-told-how = Was jeder Wert beiträgt, verglichen mit einem unbekannten Wert. Die Werte beeinflussen einander: Ihre Summe ist nicht der Preis.
why-told-exact = Was jeder Wert zum Preis beiträgt.
why-told-table = Was jedes Attribut zum Preis beiträgt
why-attribute = Attribut
why-layers = Was die ersten Schichten sehen
why-layers-how = Filter: das Muster, nach dem jeder sucht; Grau hat keinen Einfluss. Aktivierungen: wie stark er es im ersten Foto findet, oder in allen Fotos, wo sie ein Bild sind; Weiß ist am stärksten. Jedes Bild hat seinen eigenen Maßstab.
why-filters = { $shown } von { $all } Filtern der ersten Schicht
why-activations = { $shown } von { $all } Aktivierungen der Schicht { $layer }
why-like = Vergleichbare Trainingshäuser
why-like-how = Am ähnlichsten nach allem, was von beiden Objekten bekannt ist (Fotos, Attribute, Postleitzahl), gemessen mit der Gower-Distanz: dem Mittelwert aller Unterschiede, jeder als Anteil seiner Spannweite.
explain-top-left = oben links
explain-top = oben Mitte
explain-top-right = oben rechts
explain-left = Mitte links
explain-middle = Mitte
explain-right = Mitte rechts
explain-bottom-left = unten links
explain-bottom = unten Mitte
explain-bottom-right = unten rechts
explain-increase = Erhöht den Preis am meisten: { $most } ({ $amount }).
explain-decrease = Senkt den Preis am meisten: { $least } ({ $taken }).
explain-parts = Ausgehend von { $base }, dem Preis eines Objekts, über das nichts bekannt ist, tragen die Fotos { $photos } und die Attribute { $attributes } bei.
explain-nothing = Kein Teil der Fotos ändert diesen Preis: Das Netz beachtet sie nicht.

## Predict

predict-blurb = Die Fotos eines Objekts, jeder Raum an seinem Platz.
predict-needs-all = Wählen Sie die Fotos eines Objekts. { $photos ->
    [one] Dieses Modell braucht ein Foto.
   *[other] Dieses Modell braucht alle { $photos } Fotos.
}
predict-needs-one = Wählen Sie Fotos eines Objekts. { $photos ->
    [one] Dieses Modell braucht ein Foto.
   *[other] Dieses Modell braucht mindestens ein Foto und verwendet bis zu { $photos }.
}
predict-zip-code = Postleitzahl
predict-category-unknown = nicht bekannt
predict-category-other = anderer Wert
predict-zip-code-unknown = andere oder unbekannt
predict-zip-code-type = Geben Sie eine Postleitzahl ein. Das Modell kennt { $codes } Postleitzahlen.
predict-zip-code-new = Mit dieser Postleitzahl wurde das Modell nicht trainiert. Sie gilt als unbekannt.
predict-about = Angaben zum Objekt
predict-about-how = Dieses Modell verwendet nicht nur Fotos. Leere Felder zählen als Mittelwert der Trainingshäuser.
predict-slider = { $name } verschieben und den Preis sehen
predict-moved = { $by } gegenüber { $before } vor dem Bewegen der Regler.
predict-montage = Die Fotos als Kacheln in einem Bild von { $width } mal { $height } Pixeln
predict-montage-size = { $width } × { $height } Pixel, jedes Foto { $tile } × { $tile }.
predict-montage-pretrained = Eine kleine Vorschau der Fotos. Das Netz sieht jedes mit 224 × 224 Pixeln.
predict-montage-reading = Die Fotos werden gelesen
predict-montage-to-come = Die Fotos als ein kleines Bild
predict-montage-all = Nur dieses Bild sieht das Netz.
predict-no-photos = Dieses Modell verwendet keine Fotos.
predict-montage-and-told = Das Netz verwendet dieses Bild und die Werte oben.
predict-untold = Leere Felder zählen als Mittelwert der Trainingshäuser. Die Abweichung und die Preisspanne wurden an Häusern ohne leere Felder gemessen und gelten daher nicht für dieses Objekt.
predict-seen = Was das Netz sieht
predict-range-holds = Eine so gebildete Spanne enthält den tatsächlichen Preis bei { $rate } der vergleichbaren Objekte.
predict-range-fewer = Dieses Objekt hat { $given } von { $photos } Fotos. Eine solche Spanne enthält den Preis von { $rate } der Trainingshäuser, wenn Netze, die nicht mit ihnen trainiert wurden, sie aus ebenso wenigen Fotos schätzen.
predict-range-tested = Bei den Testhäusern von Lauf { $run } waren es { $covered }.
predict-range-middle = Die Hälfte der Abweichungen von Lauf { $run } liegt in einer solchen Spanne, gemessen bei { $houses ->
    [one] { $houses } Testhaus
   *[other] { $houses } Testhäusern
}.
predict-off = Bei Objekten, die es nicht kannte, wich das Modell im Mittel um { $off } ab.
predict-line = Der geschätzte Preis { $price } auf einer logarithmischen Preisachse
predict-no-valuation = Ein Beispiel für eine Methode, keine Wertermittlung.
predict-estimate = Schätzung
predict-estimate-price = Preis schätzen
predict-why = Diesen Preis erklären
predict-no-model = Es gibt noch kein Modell.
predict-not-saved = Der Browser hat den Download des Modells blockiert. Erlauben Sie dieser Seite Downloads, und versuchen Sie es erneut.
predict-keep = Modelldatei
predict-keep-how = Eine Datei enthält die Gewichte und alles, was zum erneuten Schätzen nötig ist.
predict-save = Modell speichern
predict-save-onnx = Als ONNX speichern
predict-elsewhere = ONNX-Dateien laufen in anderen Programmen. Dieses Skript wandelt Modelle für Keras und PyTorch um, und wieder zurück:
predict-elsewhere-pretrained = Für dieses Modell braucht das Skript im selben Ordner die Gewichte des vortrainierten Netzes:
predict-load = Modell laden …
predict-load-file = Ein Modell aus einer Datei laden
predict-before = Vorheriges Modell: { $file }.
predict-take-back = Wiederherstellen
predict-load-how = Das ersetzt das aktuelle Modell; die Läufe bleiben.

photos-yours = Ihre Fotos
photos-clear = Alle entfernen
photos-recognised = Die Räume wurden auf den Fotos erkannt. Ist einer falsch, wählen Sie den richtigen in der Liste unter dem Foto.
photos-too-many = Die ersten { $used } von { $chosen } Fotos werden verwendet.
photos-in-order = Die Namen einiger Fotos nennen den Raum nicht: Sie wurden der Reihe nach zugeordnet. Bitte prüfen Sie die Räume.
photos-unsure = Bitte prüfen Sie diesen Raum.
photos-not-used = nicht verwendet
photos-spare = Nicht verwendet
homes-unsure-rooms = Bitte prüfen Sie, welches Foto welchen Raum zeigt.
photos-several = Mehrere auf einmal gewählte Fotos werden nach dem Raum in ihrem Namen zugeordnet, wie in { $example }. Die Räume der anderen werden erkannt, wenn das Modell es kann; sonst gilt diese Reihenfolge.
photos-drag = Ziehen Sie ein Foto auf einen anderen Platz, um Räume zu tauschen, oder fügen Sie eines aus der Zwischenablage ein.
photos-choose-room = Um zwei Räume zu tauschen, wählen Sie in der Liste unter einem Foto den anderen Raum.
photos-room = Raum
photos-drop = Foto „{ $room }“ hier ablegen oder auswählen
photos-broken = Diese Datei lässt sich nicht als Bild anzeigen
photos-alt = Foto „{ $room }“
photos-replace = Ersetzen
photos-choose = Auswählen …
photos-choose-one = Foto „{ $room }“ auswählen
photos-camera = Kamera
photos-take-one = Foto „{ $room }“ mit der Kamera aufnehmen

homes-no-photos = Unter diesen Dateien sind keine Fotos. Wählen Sie einen Ordner mit Fotos von Objekten.
homes-too-many = Das sind { $homes } Objekte, auf einmal schätzen lassen sich aber höchstens { $most }. Wählen Sie weniger.
homes-without-photos = Dieses Modell verwendet keine Fotos: Alle Objekte einer Liste hätten denselben Preis. Legen Sie eine Tabelle mit Attributen dazu oder trainieren Sie ein Modell, das Fotos verwendet.
homes-no-model = Es gibt noch kein Modell. Trainieren Sie eines oder laden Sie eines aus einer Datei.
homes-on-list = { $homes ->
    [one] { $homes } Objekt auf der Liste.
   *[other] { $homes } Objekte auf der Liste.
}
homes-priced = { $priced } von { $homes ->
    [one] { $homes } Objekt
   *[other] { $homes } Objekten
} geschätzt.
homes-no-attributes = Dieses Modell verwendet auch Attribute. Für diese Objekte sind sie nicht bekannt; sie zählen als Mittelwert seiner Trainingshäuser.
homes-table = Objekte und ihre Preise
homes-home = Objekt
homes-price = Preis
homes-range = Preisspanne
homes-note = Anmerkung
homes-look = Ansehen
homes-look-at = { $home } ansehen
homes-more = { $homes } weitere zeigen
homes-save = Als CSV speichern
homes-again = Erneut schätzen
homes-cleared = Die Liste wurde geleert.
homes-clear = Liste leeren
homes-many = Mehrere Objekte
homes-many-how = Wählen Sie einen Ordner mit den Fotos mehrerer Objekte, ohne Preise, oder ziehen Sie ihn hierher: jedes Objekt in einem eigenen Ordner oder die Dateien nach Objekt und Raum benannt, wie in 12_kitchen.jpg. Sie können eine Tabelle mit Attributen hinzufügen, mit einer Zeile je Objekt.
homes-choose = Objekte wählen …
homes-choose-folder = Einen Ordner mit Fotos mehrerer Objekte wählen
homes-of-model = Diese Preise stammen von { $model }. Lassen Sie sie mit dem aktuellen Modell erneut schätzen.
homes-waiting = wartet
homes-asked = wird geschätzt
homes-not-priced = noch nicht geschätzt
homes-guess = Anders als die Trainingshäuser: unzuverlässig.
homes-missing = Fehlende Fotos: { $rooms }.
homes-no-ranges = Dieses Modell gibt keine Preisspannen an: Beim Training wurden keine Häuser zurückgehalten, an denen sie gemessen werden.
homes-fewer-photos = Ohne diese Fotos geschätzt: { $rooms }. Die Preisspanne ist deshalb breiter.
homes-rows-differ = Mehrere Zeilen haben die Kennung { $home }, aber unterschiedliche Werte.
homes-columns = Verwendete Spalten: { $columns }.
homes-columns-missing = { $table } hat keine Spalte für { $attributes }: Verwendet wird der Mittelwert der Trainingshäuser.
homes-zip-missing = { $table } hat keine Spalte mit Postleitzahlen.
homes-no-value = Kein Wert für { $attributes }: Verwendet wird der Mittelwert der Trainingshäuser.
homes-zip-unknown = Das Modell kennt die Postleitzahl { $code } nicht.
homes-no-zip = Keine Postleitzahl.
homes-other-tables = Auch diese Tabellen könnten die Objekte enthalten: { $tables }.
homes-archive-unread = „{ $file }“ wird nicht verwendet. { $problem }
homes-table-unused = Nicht verwendet: { $tables }. Kein Foto passt zu einer Zeile, oder das Modell verwendet keine der Spalten.
homes-unclear = Es ist nicht sicher, dass die Fotos zu diesen Zeilen gehören. Vergleichen Sie einige Objekte mit der Tabelle, bevor Sie schätzen lassen.
homes-confirm = Die Fotos stimmen: schätzen
homes-ignore-table = Stattdessen die Fotonamen verwenden
homes-unconfirmed = wartet auf Ihre Antwort
homes-reading = Die Tabelle wird gelesen …
homes-save-excel = Als Excel speichern

## Keeping

keeping-other-tab = Ein anderer Tab dieser Seite ist offen, und nur ein Tab kann speichern. Läufe in diesem Tab werden erst gespeichert, wenn Sie den anderen schließen.
keeping-taken-over = Der andere Tab wurde geschlossen: Läufe in diesem Tab werden ab der nächsten Epoche gespeichert.
keeping-replaced = Dieser Browser hatte einen anderen unterbrochenen Lauf gespeichert. Er wurde mit seinen Häusern beiseitegelegt, weil dieser Tab einen eigenen Lauf hat: Speichern Sie ihn als Datei, oder löschen Sie ihn.
keeping-room-again = Das Speichern funktioniert wieder, und alles ist gespeichert.
keeping-full = Der Browser hat keinen Speicherplatz mehr für diese Seite, darum wird der Lauf nicht gespeichert: Beim Neuladen ginge er verloren. Der Lauf geht weiter. Geben Sie Speicherplatz frei; das Speichern wird erneut versucht.
keeping-full-by-hand = Der Browser hat keinen Speicherplatz mehr für diese Seite, darum wurde Ihre Änderung nicht gespeichert. Geben Sie Speicherplatz frei, und versuchen Sie es erneut.
keeping-denied-by-hand = Dieser Browser lässt die Seite keine Daten speichern, darum wurde Ihre Änderung nicht gespeichert. Erlauben Sie der Seite, Daten zu speichern, oder verlassen Sie das private Fenster, und laden Sie die Seite neu.
keeping-failed-by-hand = Der Browser konnte Ihre Änderung nicht speichern. Versuchen Sie es erneut.
keeping-denied = Dieser Browser lässt die Seite keine Daten speichern, darum wird der Lauf nicht gespeichert: Beim Neuladen ginge er verloren. Der Lauf geht weiter. Erlauben Sie der Seite, Daten zu speichern, oder verlassen Sie das private Fenster, und laden Sie die Seite neu.
keeping-failed = Der Browser konnte den Lauf nicht speichern: Beim Neuladen ginge er verloren. Der Lauf geht weiter, und das Speichern wird erneut versucht.
keeping-silent = Der Speicher des Browsers antwortet nicht, darum wird nichts gespeichert: Beim Neuladen ginge Ihre Arbeit verloren. Die Seite arbeitet weiter und speichert, sobald der Speicher antwortet. Tut er das nicht, schließen Sie andere Tabs dieser Seite, und starten Sie den Browser neu.
keeping-blocked = In einem anderen Tab ist eine ältere Version dieser Seite offen und blockiert die gespeicherten Daten, darum wird hier nichts gespeichert: Beim Neuladen ginge Ihre Arbeit verloren. Schließen Sie jenen Tab, oder laden Sie ihn neu; dann speichert dieser Tab Ihre Arbeit.
keeping-answers = Der Speicher des Browsers antwortet wieder: Ausstehende Daten werden gespeichert.
keeping-outdated = Eine neuere Version dieser Seite ist in einem anderen Tab offen und hat die gespeicherten Daten übernommen. Dieser Tab speichert nichts mehr: Speichern Sie die Sitzung als Datei, und laden Sie die Seite dann neu.
keeping-stuck = Einige gespeicherte Daten lassen sich nicht lesen und ließen sich nicht beiseitelegen. Damit sie unverändert bleiben, speichert dieser Tab keine Läufe, Häuser und Modelle, bis Sie „Gespeicherte Daten löschen“ wählen. Speichern Sie die Sitzung als Datei, bevor Sie den Tab schließen.
keeping-stuck-newer = Einige gespeicherte Daten stammen von einer neueren Version dieser Seite. Damit sie unverändert bleiben, speichert dieser Tab keine Läufe, Häuser und Modelle. Speichern Sie die Sitzung als Datei, bevor Sie den Tab schließen.
keeping-failed-model = Der Browser konnte das Modell des letzten Laufs nicht speichern: Beim Neuladen ginge es verloren. Speichern Sie das Modell als Datei. Das Speichern wird erneut versucht.
keeping-failed-listed = Der Browser konnte einige Läufe und Serien der Liste nicht speichern: Beim Neuladen gingen sie verloren. Speichern Sie die Sitzung als Datei. Das Speichern wird erneut versucht.
keeping-failed-forget = Der Browser konnte die gespeicherten Daten nicht löschen. Das Löschen wird erneut versucht.
keeping-old-form = Die in diesem Browser gespeicherten Daten stammen von einer frühen Version dieser Seite, in einem Format, das nicht mehr unterstützt wird. Sie wurden beiseitegelegt: Speichern Sie sie als Datei, löschen Sie sie, oder lassen Sie sie liegen.
keeping-newer = Die in diesem Browser gespeicherten Daten stammen von einer neueren Version dieser Seite. Aktualisieren Sie, sobald die Seite es anbietet; bis dahin bleibt alles, wie es ist.
keeping-damaged = Die in diesem Browser gespeicherten Daten sind beschädigt und unbrauchbar. Sie wurden beiseitegelegt: Speichern Sie sie als Datei, löschen Sie sie, oder lassen Sie sie liegen. Fangen Sie dann neu an.
keeping-list-old-form = Einige in der Liste gespeicherte Läufe stammen von einer frühen Version dieser Seite, in einem Format, das nicht mehr unterstützt wird. Sie wurden beiseitegelegt: Speichern Sie sie als Dateien, löschen Sie sie, oder lassen Sie sie liegen. Die übrigen Läufe sind nicht betroffen.
keeping-list-newer = Einige in der Liste gespeicherte Läufe stammen von einer neueren Version dieser Seite. Die übrigen Läufe sind nicht betroffen. Aktualisieren Sie, sobald die Seite es anbietet; bis dahin bleiben diese Läufe, wie sie sind.
keeping-list-damaged = Einige in der Liste gespeicherte Läufe sind beschädigt und lassen sich nicht anzeigen. Sie wurden beiseitegelegt: Speichern Sie sie als Dateien, löschen Sie sie, oder lassen Sie sie liegen. Die übrigen Läufe sind nicht betroffen.
keeping-not-read = Der gespeicherte Lauf ließ sich nicht lesen. Laden Sie die Seite neu, oder verwerfen Sie ihn.

saved-run = Lauf { $run } mit „{ $data }“ wurde nach Epoche { $epoch } von { $epochs } unterbrochen, gespeichert { $ago }.
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

recovery-not-started = Der Rechenprozess ließ sich nicht starten. Prüfen Sie die Verbindung, und laden Sie dann die Seite neu.
recovery-idle = Der Rechenprozess { $fault ->
    [memory] hatte keinen Speicher mehr
   *[broken] ist abgestürzt
} und wurde neu gestartet. Die Häuser und das Modell sind noch da.
recovery-idle-over = Der Rechenprozess { $fault ->
    [memory] hatte { $times }-mal keinen Speicher mehr
   *[broken] ist { $times }-mal abgestürzt
}. Er wird neu gestartet, wenn Sie das nächste Mal trainieren oder schätzen.
recovery-no-model = Der Rechenprozess { $fault ->
    [memory] hatte keinen Speicher mehr
   *[broken] ist abgestürzt
}, bevor die erste Epoche fertig war; der gestoppte Lauf hat darum kein Modell.
recovery-run-over = Der Rechenprozess { $fault ->
    [memory] hatte wiederholt keinen Speicher mehr
   *[broken] ist wiederholt abgestürzt
}, darum ist der Lauf zu Ende. Versuchen Sie es mit kleineren Kacheln, weniger Filtern oder einem kleineren Batch.
recovery-goes-on = Der Rechenprozess { $fault ->
    [memory] hatte keinen Speicher mehr
   *[broken] ist abgestürzt
} und wurde neu gestartet. Das Training geht { $device ->
    [cpu] auf der CPU nach Epoche { $epoch }
   *[same] nach Epoche { $epoch }
} weiter.
recovery-begins-again = Der Rechenprozess { $fault ->
    [memory] hatte keinen Speicher mehr
   *[broken] ist abgestürzt
} und wurde neu gestartet. Das Training beginnt { $device ->
    [cpu] auf der CPU von vorn
   *[same] von vorn
}.

table-reader-not-started = Der Tabellenimport ließ sich nicht starten. Prüfen Sie die Verbindung, und laden Sie dann die Seite neu.
table-reader-ended = Der Tabellenimport ist abgestürzt oder hatte keinen Speicher mehr. Versuchen Sie es erneut mit kleineren Dateien.
photo-reader-not-started = Der Fotoimport ließ sich nicht starten. Prüfen Sie die Verbindung, und laden Sie dann die Seite neu.
photo-reader-ended = Der Fotoimport ist abgestürzt oder hatte keinen Speicher mehr. Versuchen Sie es erneut mit kleineren Dateien.
photo-reader-not-compared = Die Fotos ließen sich nicht miteinander vergleichen; darum sind Kopien und Ausreißer nicht markiert. Alle Häuser sind geladen. Laden Sie den Ordner erneut, um ihre Fotos zu vergleichen.
photo-reader-no-room = Der Browser hat keinen Platz für die Bilder der Häuser. Schließen Sie andere Tabs oder wählen Sie weniger Häuser.
team-no-room = { $network ->
    [features] Die Häuser passen nicht in den Speicher dieses Tabs. Wählen Sie weniger Häuser.
   *[pixels] Die Häuser passen nicht in den Speicher dieses Tabs. Wählen Sie kleinere Kacheln oder weniger Häuser.
}
team-died = { $network ->
    [features] Sein Hintergrundprozess ist zweimal abgestürzt oder hatte keinen Speicher mehr. Versuchen Sie es mit weniger Teilmodellen oder weniger Häusern.
   *[pixels] Sein Hintergrundprozess ist zweimal abgestürzt oder hatte keinen Speicher mehr. Versuchen Sie es mit kleineren Kacheln, weniger Filtern oder einem kleineren Batch.
}
team-no-pictures = Der Browser hat die Bilder der Häuser verloren. Laden Sie die Häuser noch einmal.
team-not-a-number = Nach Epoche { $epoch } war der Verlust dieses Laufs keine Zahl mehr, darum wird der Lauf nicht gezählt. Versuchen Sie es mit einer kleineren Lernrate.

keeping-forgotten = Die gespeicherten Daten wurden gelöscht.
keeping-discarded = Der Lauf wurde verworfen.
shelf-heading = Von Ihnen gespeichert
shelf-how = Eine Sitzung enthält die Liste der Läufe, das Modell und die Einstellungen, ohne Fotos. Öffnen Sie sie später wieder oder in einem anderen Browser.
shelf-keep = Sitzung im Browser speichern
shelf-keep-model = Modell im Browser speichern
shelf-save = Sitzung als Datei speichern
shelf-open = Sitzung öffnen …
shelf-open-file = Eine Sitzung oder einen Lauf aus einer Datei öffnen
shelf-nothing = Es gibt noch keinen Lauf und kein Modell.
shelf-denied = Dieser Browser lässt die Seite keine Daten speichern. Speichern Sie stattdessen eine Datei.
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
shelf-what = Inhalt
shelf-when = Gespeichert
shelf-size = Größe
shelf-do = Aktionen
shelf-open-one = Öffnen
shelf-save-one = Speichern
shelf-delete = Löschen
shelf-open-named = { $name } öffnen
shelf-save-named = { $name } als Datei speichern
shelf-delete-named = { $name } löschen
shelf-deleted = { $name } wurde gelöscht.
shelf-undo = Rückgängig
shelf-unreadable = Die Liste „Von Ihnen gespeichert“ ist nicht lesbar: Sie stammt von einer frühen oder einer neueren Version dieser Seite, oder sie ist beschädigt. Ihre Einträge stehen hier mit Nummern statt mit Namen.
shelf-damaged = „{ $name }“ ist keine Sitzung oder beschädigt. Wählen Sie eine .facade-Datei, die von Facade gespeichert wurde.
shelf-old-form = „{ $name }“ wurde von einer frühen Version von Facade gespeichert, in einem Format, das nicht mehr unterstützt wird. Hier wurde nichts geändert.
shelf-newer = „{ $name }“ wurde von einer neueren Version von Facade gespeichert. Aktualisieren Sie, sobald die Seite es anbietet, und öffnen Sie die Datei dann erneut.
shelf-unsound = „{ $name }“ enthält unmögliche Zahlen, etwa einen unendlichen Preis. Nichts davon wurde geladen.
shelf-came = { $runs ->
    [one] { $runs } Lauf oder Serie wurde aus einer Sitzung zur Liste hinzugefügt.
   *[other] { $runs } Läufe und Serien wurden aus einer Sitzung zur Liste hinzugefügt.
}
shelf-no-room = { $runs ->
    [one] { $runs } Lauf oder Serie daraus passte nicht in die Liste
   *[other] { $runs } Läufe und Serien daraus passten nicht in die Liste
}, die höchstens { $most } fasst. Löschen Sie einige, und öffnen Sie die Sitzung dann erneut.
shelf-left-out = { $runs ->
    [one] { $runs } Lauf oder Serie daraus wurde übersprungen:
   *[other] { $runs } Läufe und Serien daraus wurden übersprungen:
}{ $why ->
    [newer] {" "}aus einer neueren Version von Facade. Laden Sie die Seite neu, um diese Version zu erhalten, und öffnen Sie die Sitzung dann erneut.
    [unsound] {" "}mit unmöglichen Zahlen, etwa einem unendlichen Preis.
   *[damaged] {" "}beschädigt. Speichern Sie die Sitzung erneut, und öffnen Sie die neue Datei.
}
shelf-unknown = ein Eintrag, den diese Version nicht lesen kann
shelf-found = Eintrag { $number }
shelf-model-moved = Das Modell „{ $name }“, das ein anderer Tab gespeichert hat, steht jetzt unter „Von Ihnen gespeichert“, weil dieser Tab ein eigenes Modell hat.
shelf-opened = „{ $name }“ wurde geöffnet: { $runs ->
    [none] Sie enthält keine Läufe
    [left-out] Keiner ihrer Läufe wurde zur Liste hinzugefügt
    [there] Ihre Läufe standen schon in der Liste
   *[some] { $added ->
    [one] { $added } Lauf oder Serie wurde zur Liste hinzugefügt
   *[other] { $added } Läufe und Serien wurden zur Liste hinzugefügt
}
}.
rename = Umbenennen
rename-named = { $name } umbenennen
rename-label = Neuer Name
list-save = Speichern
list-save-named = { $name } als Datei speichern

## Wie weit ein Ergebnis trägt

trust-off = Bei { $houses ->
    [one] { $houses } Testhaus betrug die Abweichung { $mae }.
   *[other] { $houses } Testhäusern betrug die mittlere Abweichung { $mae }; bei der Hälfte höchstens { $median }.
}{ $few ->
    [yes] {" "}Bei so wenigen Häusern kann beides Zufall sein.
   *[no] {""}
}
trust-interval = 95-%-Konfidenzintervall: { $interval }
trust-outside = { $name } ist { $value }, aber kein Trainingshaus hat { $side ->
    [above] mehr
   *[below] weniger
} als { $limit }: Prüfen Sie den Wert, und verlassen Sie sich nicht auf den Preis.
predict-no-range = Bei diesem Objekt kann die Abweichung größer sein als bei den Testhäusern. Deshalb wird keine Preisspanne angegeben.
predict-part-base = der Preis eines Objekts, über das nichts bekannt ist
predict-no-parts = Die Anteile dieses Netzes lassen sich nicht ausgeben. Die Seite zeigt, welche Stellen der Fotos seinen Preis ändern.

## Das Modell, das schätzt

model-of-file = Datei „{ $file }“
model-with-error = { $name }, mittlere Abweichung { $error }
model-other = Die Preise kommen von einem anderen Modell: { $model }.{ $kept ->
    [gone] {" "}Das Modell von Lauf { $run } ist nicht mehr vorhanden: Die Seite behält die neuesten Modelle, höchstens { $room }, und die von angehefteten Läufen länger.
   *[kept] {""}
}
model-use-run = Mit Lauf { $run } schätzen
model-unread = Das Modell von Lauf { $run } konnte nicht gelesen werden. Trainieren Sie es noch einmal, oder schätzen Sie mit einem anderen Lauf.
model-in-use = Modell: { $model }.
listed-pin = Anheften
listed-pinned = Angeheftet
listed-pin-one = das Modell von { $name } länger als andere aufbewahren
listed-no-model = kein Modell

## Reports and exports

report-title = { $run } mit { $data }
report-of-run = Facade: Bericht über einen Lauf
report-when = { $date }, gerechnet auf: { $device }
report-mean-error = MAPE bei { $houses ->
    [one] { $houses } Testhaus
   *[other] { $houses } Testhäusern
}; Standardabweichung von Haus zu Haus: { $spread }.
report-figures = Kennzahlen
report-value = Wert
report-figure = Kennzahl
report-guesses = Vergleichswerte
report-guesses-error = MAPE bei denselben Testhäusern
report-curve = Abweichung je Epoche
report-curve-how = Validierungsfehler in Prozent, auf logarithmischer Achse; die gestrichelte Linie ist der beste feste Preis.
report-scatter = Geschätzter und tatsächlicher Preis
report-scatter-near = { $near } von { $houses ->
    [one] { $houses } Haus
   *[other] { $houses } Häusern
} innerhalb des Faktors zwei (das getönte Band).
report-spread = Verteilung der Abweichungen
report-by-zip-code = Abweichung nach Postleitzahl
report-zip-code = Postleitzahl
report-by-price = Abweichung nach tatsächlichem Preis
report-actual-price = Tatsächlicher Preis
report-houses = Häuser
report-bias = Verzerrung
report-group-error = MAPE
report-beside = Test- und Trainingsdaten
report-test = Test
report-training = Training
report-prices = Verteilung der Preise
report-prices-half = { $houses ->
    [one] { $houses } Haus; die Hälfte kostet weniger als { $median }.
   *[other] { $houses } Häuser; die Hälfte davon kostet weniger als { $median }.
}
report-left-out = Ausgeschlossene Häuser
report-reason = Grund
report-trained = Trainingseinstellungen
report-setting = Einstellung
report-test-houses = Testhäuser
report-house = Haus
report-actual = Tatsächlich
report-predicted = Geschätzt
report-off = Differenz
report-error = Abweichung
report-whole = Insgesamt: { $bias }.
report-made-by = Erstellt mit Facade { $version }.

findings-prices = Verteilung der Preise
findings-prices-drawn = Verteilung der Preise, auf logarithmischer Skala, von { $lowest } bis { $highest }; der Median ist { $median }.
findings-prices-table = Häuser nach Preis
findings-price = Preis
findings-houses = Häuser
findings-half = Die Hälfte der Häuser kostet weniger als { $median }
findings-take-in = { $house } wieder aufnehmen
findings-leave-out = { $house } ausschließen
findings-leak = Datenleck: Ein Haus ist in den Trainings-, eines in den Testdaten; der Testfehler ist dadurch zu optimistisch.
findings-found = { $things ->
    [0] Keine Auffälligkeiten.
    [one] { $things } Auffälligkeit. Nichts wird automatisch ausgeschlossen.
   *[other] { $things } Auffälligkeiten. Nichts wird automatisch ausgeschlossen.
}
findings-leaks = { $pairs ->
    [one] { $pairs } Paar von Häusern mit gemeinsamem Foto ist auf Trainings- und Testdaten verteilt.
   *[other] { $pairs } Paare von Häusern mit gemeinsamen Fotos sind auf Trainings- und Testdaten verteilt.
}
findings-keep-together = Kopien zusammenhalten
findings-unlikely = { $houses ->
    [one] { $houses } Preis eines Trainingshauses sollte
   *[other] { $houses } Preise von Trainingshäusern sollten
} laut dem letzten Lauf geprüft werden: Vielleicht ist der Preis oder ein Foto falsch, oder das Haus ist ungewöhnlich. Testhäuser sind nicht aufgeführt, denn ohne die schwer zu schätzenden sähe die Abweichung zu klein aus.
findings-unlikely-table = Zu prüfende Preise
findings-heading = Datenprüfung
findings-table = Auffälligkeiten
findings-finding = Auffälligkeit
findings-to-do = Aktion
findings-more = { $more } weitere zeigen
findings-save = Bericht als CSV speichern
findings-house-out = Haus { $house } ist vom nächsten Lauf ausgeschlossen.
findings-houses-out = Die Häuser { $houses } sind vom nächsten Lauf ausgeschlossen.
findings-many-out = { $count } Häuser sind vom nächsten Lauf ausgeschlossen.
findings-all-in = Alle wieder aufnehmen

## Session and workers

session-no-houses = Es sind noch keine Häuser geladen. Wählen Sie einen Ordner, oder verwenden Sie die Beispielhäuser.
session-tile = Die Fotos wurden mit einer Kachelgröße von { $tiled } Pixeln geladen, eingestellt ist aber { $settings }. Laden Sie die Häuser erneut.
session-no-looker = Die GPU ist nicht für das vortrainierte Netz vorbereitet.
session-no-model = Es gibt noch kein Modell. Trainieren Sie eines, oder laden Sie eines aus einer Datei.
session-no-workbook = Die Arbeitsmappe konnte nicht geschrieben werden: { $why }
session-photos = { $photos ->
    [one] Die Häuser haben je ein Foto, die Einstellungen erwarten aber { $settings }. Laden Sie die Häuser erneut.
   *[other] Die Häuser haben je { $photos } Fotos, die Einstellungen erwarten aber { $settings }. Laden Sie die Häuser erneut.
}
session-not-a-number = Nach Epoche { $epoch } sind die Preise des Netzes keine endlichen Zahlen mehr; der Lauf hat darum keine Ergebnisse und kein Modell. Versuchen Sie es mit einer kleineren Lernrate.
session-montage = Das Bild passt nicht zum Modell, das { $width } mal { $height } Pixel braucht. Wählen Sie die Fotos noch einmal.

gpu-looking = Eine GPU wird gesucht
gpu-timing = Die Dauer einiger Trainingsschritte auf GPU und CPU wird gemessen
gpu-or-cpu = { $why } Wählen Sie „CPU“ oder „Automatisch“.
gpu-emulated = Das WebGPU des Browsers ({ $name }) wird auf der CPU emuliert.
gpu-no-steps = Kein Gerät konnte einen Trainingsschritt rechnen. Laden Sie die Seite neu.
gpu-not-built = Dieses Programm wurde ohne GPU-Unterstützung erstellt.
gpu-no-webgpu = Dieser Browser hat kein WebGPU.
gpu-no-adapter = Das WebGPU des Browsers hat keine GPU gefunden.
gpu-no-timestamps = Der GPU fehlt die WebGPU-Funktion timestamp-query, die zum Trainieren nötig ist.
gpu-no-answer = Das WebGPU des Browsers antwortet nicht. Um die GPU zu nutzen, starten Sie den Browser neu.
gpu-not-started = Die GPU ließ sich nicht starten: { $why }.
gpu-unnamed = ohne Namen

worker-file-unread = { $file } lässt sich nicht lesen und wird nicht verwendet: { $problem }
worker-photo-unread = Das Foto „{ $room }“ lässt sich nicht lesen: { $problem }
worker-houses-large = Die Bilder der Häuser brauchen { $megabytes }{"\u00A0"}MB, mehr Speicher, als vorhanden ist. Wählen Sie kleinere Kacheln oder weniger Häuser.
worker-houses-lost = Der Browser hat die Bilder der Häuser verloren. Laden Sie die Häuser noch einmal.
worker-file-refused = der Browser konnte die Datei nicht lesen
bitmap-no-size = die Größenangabe fehlt
bitmap-other-size = es hat eine andere Größe als angegeben

model-file-other = Das ist keine Modelldatei. Wählen Sie eine .safetensors-Datei, die von Facade gespeichert wurde.
model-file-large = Diese Datei ist größer als jedes Modell von Facade. Wählen Sie eine .safetensors-Datei, die von Facade gespeichert wurde.
model-file-foreign = Diese safetensors-Datei wurde nicht von Facade gespeichert: Sie beschreibt nicht, wie mit ihren Gewichten zu schätzen ist. Wählen Sie eine Datei, die von Facade gespeichert wurde.
model-file-unknown = Diese Seite kann diese Art von Modelldatei nicht lesen ({ $kind }). Laden Sie die Seite neu, um ihre neueste Version zu erhalten.
model-file-version = Version { $version }
model-file-order = andere Reihenfolge der Farbkanäle oder Fotos
model-file-network = Merkmale eines anderen vortrainierten Netzes
model-file-unpacked = Das Modell ließ sich nicht in eine Datei schreiben: { $why }.
model-file-beyond = Das Modell braucht { $size }{"\u00A0"}MB, öffnen lassen sich aber nur Dateien bis { $most }{"\u00A0"}MB. Wählen Sie weniger Filter, kleinere Fotos oder weniger Postleitzahlen, und trainieren Sie erneut.
model-file-no-parameter = Ein Parameter fehlt
# What follows is a clause each, which stands for what is wrong here.
model-file-damaged = Die Modelldatei ist beschädigt: { $what }. Speichern Sie das Modell erneut, und laden Sie die neue Datei.
model-file-length = Ihre Länge stimmt nicht mit ihrem Kopf überein
model-file-unreadable = Ihre Beschreibung lässt sich nicht lesen ({ $why })
model-file-long-name = Ein Name darin ist zu lang
model-file-rooms = Sie nennt nicht so viele Räume wie Fotos
model-file-scale = Ihr Preismaßstab ist keine positive Zahl
model-file-ranges = Ihre Preisspannen sind ungültig
model-file-asks = Ihre Attribute passen nicht zu ihrem Netz
model-file-prices = Ihre Spanne der Trainingspreise ist ungültig
model-file-parameters = Ihre Zahl der Parameter passt nicht zu ihrem Netz
model-file-epochs = Es sind mehr Epochen fertig, als vorgesehen waren
model-file-error = Ihre Abweichung ist negativ oder keine Zahl
model-file-few-weights = Sie enthält weniger Gewichte, als ihr Netz braucht
model-file-no-tensor = „{ $name }“ fehlt
model-file-tensor-shape = „{ $name }“ hat eine andere Form oder einen anderen Typ
model-file-below-zero = „{ $name }“ hat Werte unter null
model-file-no-numbers = Einige ihrer Gewichte sind keine Zahlen
model-file-neighbours = Ihre Angaben zu den Trainingshäusern sind widersprüchlich

backbone-other = Das ist keine safetensors-Datei. Wählen Sie die Gewichte eines ResNet-18 oder EfficientNet-Lite0, gespeichert als .safetensors.
backbone-large = Diese Datei ist größer als ein ResNet-18. Wählen Sie die Gewichte eines ResNet-18 oder EfficientNet-Lite0, gespeichert als .safetensors.
backbone-unknown = Die Datei enthält weder „conv1.weight“ wie ein ResNet-18 noch „conv_stem.weight“ wie ein EfficientNet-Lite0. Wählen Sie ein ResNet-18 mit den Parameternamen von torchvision oder timm, oder ein EfficientNet-Lite0 mit denen von timm.
backbone-missing = Die Datei scheint ein { $network } zu sein, enthält aber kein „{ $name }“. Wählen Sie ein ResNet-18 mit den Parameternamen von torchvision oder timm, oder ein EfficientNet-Lite0 mit denen von timm.
backbone-deeper = Die Datei enthält „{ $name }“, das ein { $network } nicht hat: Es ist ein anderes Netz. Wählen Sie ein ResNet-18 oder ein EfficientNet-Lite0.
backbone-shape = In der Datei hat „{ $name }“ die Form { $found }, in einem { $network } { $wanted }. Wählen Sie ein ResNet-18 oder ein EfficientNet-Lite0.
backbone-type = In der Datei ist „{ $name }“ vom Typ { $found }. Speichern Sie die Gewichte in einfacher Genauigkeit (F32), und wählen Sie diese Datei.
backbone-values = In der Datei hat „{ $name }“ Werte, die kein trainiertes Netz hat. Wählen Sie eine andere Datei.

checkpoint-unreadable = Der Checkpoint des Laufs lässt sich nicht lesen. Starten Sie den Lauf neu.
checkpoint-other-houses = Der gespeicherte Lauf wurde mit anderen Häusern trainiert. Verwerfen Sie ihn, und starten Sie einen neuen.
checkpoint-other-settings = Der gespeicherte Lauf hatte andere Einstellungen. Stellen Sie diese wieder her, oder starten Sie einen neuen Lauf.

encoder-nothing = Dieses Netz lernt aus Attributen, aber die Häuser unterscheiden sich in keinem Attribut der Tabelle. Wählen Sie ein Netz, das die Fotos sieht, oder eine Tabelle mit Spalten wie Schlafzimmer und Fläche.
encoder-untold = Kein Trainingshaus hat einen Wert für „{ $attribute }“: Das Netz verwendet dieses Attribut nicht.
encoder-same = Bei allen Trainingshäusern ist „{ $attribute }“ gleich: Das Netz verwendet dieses Attribut nicht.
encoder-same-zip-code = Alle Trainingshäuser haben dieselbe Postleitzahl: Das Netz verwendet sie nicht.

prepared-single-step = Die Batchgröße { $batch } ist größer als die Zahl der Trainingshäuser ({ $houses }), darum ist jede Epoche ein einziger Schritt. Wählen Sie eine kleinere Batchgröße.
prepared-looking = Fotomerkmale werden berechnet: { $done } von { $houses } Häusern
prepared-learning = Filter werden aus den Fotos gelernt

trainer-device = Das Gerät antwortet nicht mehr: { $why }.
trainer-not-finite = In Schritt { $step } der Epoche { $epoch } war der Verlust keine Zahl mehr. Versuchen Sie es mit einer kleineren Lernrate. Das Modell der vorherigen Epoche bleibt erhalten.
trainer-no-price = Das Modell liefert für diese Fotos keinen Preis: Seine Gewichte sind zu groß. Laden Sie ein anderes Modell, oder trainieren Sie eines.
trainer-too-few = { $houses ->
    [one] Von { $houses } Trainingshaus bliebe keines zum Trainieren übrig. Halten Sie weniger für die Validierung zurück, oder laden Sie mehr Häuser.
   *[other] Von { $houses } Trainingshäusern bliebe keines zum Trainieren übrig. Halten Sie weniger für die Validierung zurück, oder laden Sie mehr Häuser.
}
trainer-members = { $houses ->
    [one] Das Ensemble hat { $members } Teilmodelle, eines für jeden Teil eines einzigen Trainingshauses. Wählen Sie weniger Teilmodelle als Häuser.
   *[other] Das Ensemble hat { $members } Teilmodelle, eines für jeden Teil der { $houses } Trainingshäuser. Wählen Sie weniger Teilmodelle als Häuser.
}
trainer-no-backbone = Dieses Netz braucht die Gewichte eines Backbones. Wählen Sie deren .safetensors-Datei in den Einstellungen, und starten Sie dann erneut.
trainer-other-backbone = In den Einstellungen steht { $wanted }, die gewählte Datei ist aber ein { $found }. Wählen Sie die andere Architektur oder eine andere Datei.
trainer-no-features = Dieses Netz braucht Merkmale der Fotos, die noch nicht berechnet wurden. Laden Sie die Häuser erneut, und starten Sie dann den Lauf.

## Das vortrainierte Netz

extractor-damaged = Die Datei des vortrainierten Netzes ist beschädigt oder unvollständig. Laden Sie die Seite neu; hilft das nicht, erstellen Sie die Datei neu.
extractor-other-version = Die Datei des vortrainierten Netzes gehört zu einer anderen Version der Seite. Laden Sie die Seite neu.
extractor-missing = Die Datei des vortrainierten Netzes fehlt. Erstellen Sie die Seite mit ./run build, oder geben Sie den Pfad der Datei an.
