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

session-no-houses = Es gibt noch keine Häuser zum Trainieren. Wählen Sie einen Ordner, oder nehmen Sie die Beispielhäuser.
session-tile = Die Fotos wurden zu Kacheln von { $tiled } Pixeln verkleinert, in den Einstellungen steht { $settings }. Laden Sie die Häuser in der neuen Größe noch einmal.
session-no-model = Es gibt noch kein Modell. Trainieren Sie eines, oder laden Sie eines aus einer Datei.
session-photos = { $photos ->
    [one] Die Häuser haben je ein Foto, in den Einstellungen steht { $settings }. Laden Sie die Häuser noch einmal.
   *[other] Die Häuser haben je { $photos } Fotos, in den Einstellungen steht { $settings }. Laden Sie die Häuser noch einmal.
}
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
