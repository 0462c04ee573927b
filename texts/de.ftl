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

predict-blurb = Die Fotos eines Hauses. Die Reihenfolge zählt, darum hat jedes seinen eigenen Platz.
predict-zip-code = Postleitzahl
predict-zip-code-unknown = eine andere oder unbekannt
predict-about = Über das Haus
predict-about-how = Dieses Modell sieht sich nicht nur Fotos an. Was Sie leer lassen, zählt als Mittelwert der Häuser, aus denen es gelernt hat.
predict-montage = Die Fotos als Kacheln in einem Bild von { $width } mal { $height } Pixeln
predict-montage-size = { $width } × { $height } Pixel, jedes Foto { $tile } × { $tile }.
predict-montage-reading = Die Fotos werden gelesen
predict-montage-to-come = Die Fotos als ein kleines Bild
predict-montage-all = Mehr sieht es nicht.
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
homes-clear = Liste leeren
homes-many = Viele Häuser
homes-many-how = Ein Ordner mit den Fotos mehrerer Häuser, ohne Preise: jedes Haus in einem eigenen Ordner oder die Dateien nach Haus und Raum benannt, wie in 12_kitchen.jpg. Ziehen Sie ihn hierher oder wählen Sie ihn aus.
homes-choose = Ordner wählen …
homes-choose-folder = Einen Ordner mit Fotos mehrerer Häuser wählen
homes-waiting = in der Warteschlange
homes-asked = wird geschätzt
homes-not-priced = noch nicht geschätzt
homes-guess = Anders als die Trainingshäuser: bloß geraten.
homes-missing = Es fehlt ein Foto: { $rooms }.

## Keeping

keeping-other-tab = Ein anderer Tab dieser Seite ist offen und speichert seine Läufe. Läufe in diesem Tab werden erst gespeichert, wenn jener geschlossen ist.
keeping-taken-over = Der andere Tab wurde geschlossen: Läufe in diesem Tab werden ab der nächsten Epoche gespeichert.
keeping-replaced = Der Lauf des anderen Tabs wurde abgebrochen; der Lauf dieses Tabs tritt an seine Stelle.
keeping-room-again = Der Browser speichert wieder: Nach einem Neuladen geht es ab der letzten Epoche weiter.
keeping-full = Der Browser hat für diese Seite keinen Platz mehr, darum wird der Lauf nicht gespeichert: Beim Neuladen ginge er verloren. Er läuft inzwischen weiter. Schaffen Sie Platz auf dem Datenträger, dann wird das Speichern noch einmal versucht.
keeping-denied = Dieser Browser lässt die Seite nichts speichern, darum wird der Lauf nicht gespeichert: Beim Neuladen ginge er verloren. Er läuft inzwischen weiter. Erlauben Sie der Seite, Daten zu speichern, oder verlassen Sie das private Fenster, und laden Sie die Seite neu.
keeping-failed = Der Browser konnte den Lauf nicht speichern: Beim Neuladen ginge er verloren. Er läuft inzwischen weiter, und das Speichern wird noch einmal versucht.
keeping-other-version = Was dieser Browser gespeichert hat, stammt von einer anderen Version dieser Seite, mit der diese nicht weitermachen kann. Es bleibt, bis diese Seite etwas speichert oder Sie es löschen lassen.
keeping-damaged = Was dieser Browser gespeichert hat, ist beschädigt und unbrauchbar. Lassen Sie es löschen und fangen Sie neu an.
keeping-list-other-version = Einige der Läufe, die dieser Browser für die Liste gespeichert hat, stammen von einer anderen Version dieser Seite und lassen sich nicht anzeigen. Sie bleiben, bis Sie sie löschen lassen.
keeping-list-damaged = Einige der Läufe, die dieser Browser für die Liste gespeichert hat, sind beschädigt und lassen sich nicht anzeigen. Die übrigen sind da. Lassen Sie alles löschen, um sie loszuwerden.
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

keeping-forgotten = Dieser Browser hebt nun nichts mehr von dieser Seite auf.
keeping-discarded = Der Lauf ist verworfen.
shelf-heading = Von Hand aufgehoben
shelf-how = Eine Sitzung ist die ganze Liste mit dem Modell und den Einstellungen, ohne Fotos: um darauf zurückzukommen oder sie in einen anderen Browser mitzunehmen.
shelf-keep = Diese Sitzung aufheben
shelf-keep-model = Dieses Modell aufheben
shelf-save = Die Sitzung als Datei speichern
shelf-open = Eine Sitzung öffnen …
shelf-open-file = Eine Sitzung oder einen Lauf aus einer Datei öffnen
shelf-nothing = Es gibt noch keinen Lauf und kein Modell.
shelf-denied = Dieser Browser lässt die Seite nichts aufheben: Speichern Sie eine Datei.
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
shelf-when = Aufgehoben
shelf-size = Größe
shelf-do = Tun
shelf-open-one = Öffnen
shelf-save-one = Speichern
shelf-delete = Löschen
shelf-open-named = { $name } öffnen
shelf-save-named = { $name } als Datei speichern
shelf-delete-named = { $name } löschen
shelf-deleted = { $name } ist gelöscht.
shelf-undo = Rückgängig
shelf-damaged = „{ $name }“ ist keine Sitzung oder beschädigt. Wählen Sie eine .facade-Datei, die hier gespeichert wurde.
shelf-other-version = „{ $name }“ wurde von einer anderen Version dieser Seite gespeichert, die allein es lesen kann.
shelf-opened = „{ $name }“ ist geöffnet: { $added ->
    [0] die Läufe standen schon in der Liste
    [one] { $added } Lauf oder Serie kam zur Liste hinzu
   *[other] { $added } Läufe und Serien kamen zur Liste hinzu
}{ $model ->
    [model] , und das Modell ersetzt das bisherige
   *[none] {""}
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
