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

form-settings = Einstellungen
form-is-reference = Das sind die Einstellungen der Referenz.
form-reset = Zurück zur Referenz
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
form-weight-decay = Gewichtszerfall
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
config-too-wide = Ein Batch von { $batch } Häusern wären { $values } Zahlen zwischen zwei Schichten. Nehmen Sie einen kleineren Batch, kleinere Kacheln oder weniger Filter.
config-epochs = Die Anzahl der Epochen ist { $epochs }. Wählen Sie eine von 1 bis 100.000.
config-batch-size = Die Batchgröße ist { $houses }. Wählen Sie eine von 1 bis 4096.
config-learning-rate = Die Lernrate ist { $rate }. Wählen Sie eine Zahl über 0, höchstens 10.
config-decay = Die Abnahme ist { $decay }. Wählen Sie eine Zahl von 0 bis 10.
config-test-share = Der Testanteil ist { $share }. Wählen Sie eine Zahl zwischen 0 und 1, zum Beispiel 0.25.
config-fold = Verlangt ist Falte { $number } von { $of }. Es gibt mindestens 2 Falten, und die erste ist 1.
config-weight-decay = Der Gewichtszerfall ist { $decay }. Wählen Sie eine Zahl von 0 bis 10.
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
repeat-folds = Falten
repeat-folds-count = Falten
repeat-runs-count = Läufe
repeat-too-many-folds = Das wären { $folds } Falten bei { $houses ->
    [one] { $houses } Trainingshaus
   *[other] { $houses } Trainingshäusern
}. Wählen Sie weniger Falten als Häuser.
repeat-unreadable = Als Anzahl der { $what ->
    [folds] Falten
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
   *[folds] Falte
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
        [one] { $runs } Falte
       *[other] { $runs } Falten
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
listed-undo = Rückgängig
listed-show-one = Ergebnisse von Lauf { $number } zeigen
listed-show = Zeigen
listed-shown = Gezeigt
listed-interval = 95 %, über { $over ->
    [houses] Häuser
    [seeds] Startwerte
    [splits] Aufteilungen
   *[folds] Falten
}
listed-stopped = gestoppt nach Epoche { $epoch }
listed-series = { $over ->
    [seeds] { $runs } Startwerte
    [splits] { $runs } Aufteilungen
   *[folds] kreuzvalidiert in { $runs } Falten
}
listed-series-some = { $over ->
    [seeds] { $done } von { $runs } Startwerten
    [splits] { $done } von { $runs } Aufteilungen
   *[folds] kreuzvalidiert in { $done } von { $runs } Falten
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
   *[folds] Falten
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
compare-other-seeds = Das sagt etwas über andere Startwerte, nicht über andere Häuser: Um auch das zu wissen, wiederholen Sie über Aufteilungen oder Falten.
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
   *[folds] Falten
}, Paar für Paar: { $difference }
compare-too-few = { $first } und { $second } lassen sich nicht paaren: Sie haben weniger als zwei Läufe mit gleichem Startwert, gleicher Aufteilung und gleichen Testhäusern.

## Results

## Houses and why

## Predict

## Keeping

## Reports and exports

## Session and workers
