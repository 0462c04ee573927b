### Tous les textes que lit le visiteur, en français.

## Nombres

not-a-number = pas un nombre
under-a-second = moins de 1{"\u00A0"}s
bytes = { $n ->
   *[other] { $n }{"\u00A0"}octets
}
list-and = { $words } et { $last }
short-thousand = {"\u00A0"}k
short-million = {"\u00A0"}M
times = { $number } fois
number-word = { $n ->
    [0] aucune
    [1] une
    [2] deux
    [3] trois
    [4] quatre
    [5] cinq
    [6] six
    [7] sept
    [8] huit
    [9] neuf
   *[other] { $n }
}

## Page et réglages

skip-link = Aller aux données
promise = Estimez le prix d’un bien d’après ses photos, dans votre navigateur.
how-it-goes = Choisissez un dossier de photos de maisons avec leurs prix. Un petit réseau de neurones apprend à partir de ces photos, sur votre propre appareil. La page montre de combien ses prix s’écartent des prix réels, puis estime le prix d’un bien que le réseau n’a jamais vu. Les photos ne quittent jamais cet onglet.
how-it-writes = Langue et unités
language-choice = Langue
currency-choice = Monnaie
area-choice = Unité de surface
nothing-converted = La monnaie et l’unité de surface sont seulement affichées à côté des nombres ; rien n’est converti.
room-bathroom = salle de bains
room-bedroom = chambre
room-front = façade
room-kitchen = cuisine
room-photo = photo { $number }
step-reading = Lecture des photos :
step-see-progress = Voir la progression
step-table = Liste de prix trouvée :
step-name-columns = Vérifier ses colonnes
step-series-over = La série { $series } est terminée :
step-compare = Comparer les résultats
step-priced = Le bien est estimé :
step-next-home = Estimer un autre bien
step-few-tests = Seulement { $houses ->
    [one] { $houses } maison de test
   *[other] { $houses } maisons de test
} :
step-cross-validate = Tester sur davantage de maisons (validation croisée)
step-no-better = Pas mieux que les valeurs de référence :
step-improve = Chercher un meilleur réseau
step-check-data = Vérifier les données
step-open-last = Il faut recharger les photos :
step-over = L’essai est terminé :
step-see-results = Voir les résultats
step-model-ready = Le modèle est prêt :
step-price-home = Estimer un bien
step-start-here = Commencez ici :
step-choose-folder = Choisir un dossier…
step-photos-read = Les photos sont prêtes :
step-estimate = Estimer le prix
step-while = L’essai { $run } est en cours :
step-comparing = Entraînement du réseau { $at } sur { $all } :
step-paused = L’essai { $run } est en pause :
step-resume = Reprendre l’essai { $run }
step-read-results = Résultats de l’essai { $run }
step-watch = Voir la progression
step-cut-short = L’essai a été interrompu :
step-go-on = Reprendre l’essai { $run }
step-one-missing = Il manque une photo :
step-choose-photo = Choisir la photo « { $room } »
step-houses-ready = Les maisons sont prêtes :
step-start = Lancer l’essai { $run }
step-select = Chercher le meilleur réseau
why-locked-houses = Verrouillé tant que l’essai { $run } est en cours. Arrêtez-le pour choisir d’autres maisons.
why-table = L’attribution des colonnes est en cours. Annulez-la pour choisir d’autres maisons.
why-photos-read = Des photos sont en cours de lecture. Annulez pour en choisir d’autres.
why-locked-settings = Verrouillé tant que l’essai { $run } est en cours. Arrêtez-le pour changer les réglages.
why-one-at-a-time = L’essai { $next } pourra commencer quand l’essai { $now } sera terminé ou arrêté.
why-still-reading = Les maisons sont encore en cours de lecture.
why-no-houses = Aucune maison n’est encore chargée. Choisissez un dossier, ou utilisez les maisons d’exemple.
why-other-tile = Les maisons reprises de votre dernière visite ont des photos de { $kept } pixels, mais la taille des vignettes est réglée sur { $wanted }. Changez la taille des vignettes, ou chargez de nouveau le dossier ou l’exemple.
why-pretrained-missing = Cette page a été construite sans le réseau préentraîné. Construisez-la avec ./run build, ou choisissez un autre réseau.
why-pretrained-loading = Le réseau préentraîné est encore en cours de chargement.
why-pretrained-failed = Le réseau préentraîné n’a pas pu être chargé, ou son fichier est endommagé. Vérifiez la connexion et rechargez la page, ou choisissez un autre réseau.
why-pretrained-no-files = Les caractéristiques des photos manquent pour les maisons reprises de votre dernière visite. Chargez de nouveau le dossier ou l’exemple.
why-no-gpu = { $why } Choisissez « CPU » ou « Automatique ».
why-not-started = Le processus de calcul n’a pas encore démarré.
why-backbone-read = Le fichier du backbone est en cours de lecture.
why-backbone = Ce réseau a besoin des poids d’un { $network } : sous « Réseau », choisissez { $choose ->
    [file] le fichier des poids
   *[both] l’architecture et le fichier des poids
}.
why-series = La série { $series } est en cours. Annulez-la pour en lancer une autre.
why-run = L’essai { $run } est en cours. Lancez la série quand il sera terminé ou arrêté.
why-columns = Attribuez d’abord les colonnes sous « Données », ou annulez cette étape.
why-other-tab = Un autre onglet de cette page utilise les données enregistrées. Effacez-les dans cet autre onglet, ou fermez-le.
why-saving-series = La série { $series } est en cours, et la page l’enregistre. Annulez-la d’abord.
why-saving = L’essai { $run } est en cours, et la page l’enregistre. Arrêtez-le d’abord.
why-list-other-tab = Un autre onglet de cette page utilise la liste. Supprimez les essais dans cet autre onglet, ou fermez-le.
why-no-run = Aucun essai n’est en cours.
why-stopping = Arrêt après les pas en cours.
why-pausing = Pause après les pas en cours.
why-going-on = Reprise.
why-not-begun = L’essai n’a pas encore commencé.
why-not-paused = L’essai n’est pas en pause.
why-paused = L’essai est déjà en pause.
why-no-model = Il n’y a pas encore de modèle. Entraînez-en un, ou chargez-en un depuis un fichier.
why-reading = Les photos sont en cours de lecture.
why-unreadable = Une photo n’a pas pu être lue. Remplacez-la.
why-loading = Un modèle est en cours de chargement.
why-at-work = Le réseau est en train de calculer.
why-photo-missing = Il manque la photo « { $room } ». Ce réseau a besoin de toutes les photos d’un bien ; à un réseau préentraîné, une seule suffit.
why-choose-photos = Choisissez d’abord les { $count } photos d’un bien.
why-choose-photo = Choisissez d’abord au moins une photo d’un bien.
why-photos-missing = Photos manquantes : { $rooms }. Ce réseau a besoin de toutes les photos d’un bien ; à un réseau préentraîné, une seule suffit.
why-it = ce champ
why-no-number = La valeur de { $name } n’est pas un nombre. Saisissez un nombre, ou laissez le champ vide.
why-left-out = Le modèle n’utilise pas { $names } : aucune maison d’entraînement n’a de valeur, ou toutes ont la même.
why-locked-model = Verrouillé tant que l’essai { $run } est en cours : son modèle remplacerait celui qui est chargé.
run-setting-up = Préparation du processeur
run-looking-at-photos = Le réseau préentraîné regarde les photos
run-reading-again = Nouvelle lecture des photos, à { $pixels } pixels
run-going-on = Reprise après la dernière époque complète
run-preparing = en préparation
run-running = en cours
run-paused = en pause
run-finished = terminé
run-stopped = arrêté
run-failed = en échec
run-software-gpu = GPU logiciel
words-nothing-computing = Aucun calcul en cours
words-left = reste { $time }
words-step = pas { $done } sur { $all }
words-first-epoch = première époque
words-outcome = L’essai { $run } { $how ->
    [stopped] a été arrêté
   *[finished] est terminé
} : erreur de test de { $error } sur { $houses } maisons, après { $epochs ->
    [one] { $epochs } époque
   *[other] { $epochs } époques
} en { $time }.
words-reading-photos-of = Lecture des photos de { $name }.
words-run-said = { $state ->
    [preparing] L’essai { $run } est en préparation
    [running] L’essai { $run } est en cours
    [paused] L’essai { $run } est en pause
    [finished] L’essai { $run } est terminé
    [stopped] L’essai { $run } a été arrêté
   *[failed] L’essai { $run } a échoué
}.
words-run = { $state ->
    [preparing] L’essai { $run } est en préparation
    [running] L’essai { $run } est en cours
    [paused] L’essai { $run } est en pause
    [finished] L’essai { $run } est terminé
    [stopped] L’essai { $run } a été arrêté
   *[failed] L’essai { $run } a échoué
}
words-network = { $state ->
    [preparing] Le réseau { $at } sur { $all } est en préparation
    [running] Le réseau { $at } sur { $all } est en cours d’entraînement
   *[paused] Le réseau { $at } sur { $all } est en pause
}
words-series = { $state ->
    [preparing] La série { $series } est en préparation
    [running] La série { $series } est en cours
    [over] La série { $series } est terminée
   *[cancelled] La série { $series } a été annulée
}
words-loaded = { $houses ->
    [one] { $houses } maison est chargée
   *[other] { $houses } maisons sont chargées
}.
words-reading = Lecture des photos
words-kept-data = Reprises de votre dernière visite
words-loaded-in = Chargées en { $time }
words-is-loaded = Chargées
words-no-houses = Aucune maison pour l’instant
words-can-go-on = L’essai { $run } peut être repris
words-no-run = Aucun essai pour l’instant
words-of-list = Essai { $run } de la liste
words-no-results = Aucun résultat pour l’instant
words-results = Essai { $run }, graine { $seed }, { $epochs ->
    [one] { $epochs } époque
   *[other] { $epochs } époques
}, { $time }
words-other-houses = Essai { $run }, sur d’autres maisons
words-no-model = Aucun modèle pour l’instant
words-model-of-run = Modèle de l’essai { $run }, prêt
words-model-kept = Modèle de votre dernière visite, prêt
words-model-from = Modèle de { $file }, prêt
words-keeps-run = l’essai { $run } après l’époque { $epoch }
words-keeps-houses = les maisons
words-keeps-listed = { $runs ->
    [one] { $runs } essai ou série de la liste
   *[other] { $runs } essais et séries de la liste
}
words-keeps-shelf = { $items ->
    [one] { $items } élément enregistré par vous
   *[other] { $items } éléments enregistrés par vous
}
words-keeps-model = le dernier modèle
words-keeps-folder = le dernier dossier
words-keeps-unusable = Certaines données enregistrées dans ce navigateur sont inutilisables.
words-lasting = Le navigateur garde ces données jusqu’à ce que vous les supprimiez.
words-not-lasting = Le navigateur peut supprimer ces données si l’espace disque vient à manquer. Enregistrez les données importantes dans un fichier.
words-keeps = Ce navigateur garde pour votre prochaine visite, sans jamais rien envoyer : { $things }.
words-list-denied = Ce navigateur ne permet pas à la page d’enregistrer des données : la liste sera perdue quand vous fermerez la page.
words-list-silent = Le stockage du navigateur ne répond pas : la liste sera peut-être perdue quand vous fermerez la page.
words-list-other-tab = Un autre onglet de cette page utilise la liste : les essais de cet onglet-ci ne sont pas enregistrés tant que l’autre reste ouvert.
words-list-kept = Les { $most } plus récents sont enregistrés dans ce navigateur, et ne sont jamais envoyés ailleurs.
words-list-unsaved = Une partie de la liste n’est pas enregistrée dans ce navigateur : enregistrez la session dans un fichier avant de fermer l’onglet.
words-not-saved-tab = Non enregistré : un autre onglet de cette page est ouvert, et un seul onglet peut enregistrer.
words-not-saved = Non enregistré : ce navigateur ne permet pas à la page d’enregistrer des données.
words-not-saved-silent = Non enregistré : le stockage du navigateur ne répond pas.
words-saved = Enregistré dans ce navigateur après l’époque { $epoch }.
words-newer-interrupts = La mise à jour interrompt l’essai { $run }, qui peut être repris à partir de sa dernière époque enregistrée.
words-newer-ends-run = La mise à jour met fin à l’essai { $run }, qui n’est pas encore enregistré.
words-newer-ends-series = La mise à jour met fin à la série { $series }.
words-newer-kept = La nouvelle version peut lire les données enregistrées dans ce navigateur : { $things }.
words-newer-untold = La nouvelle version n’indique pas si elle peut lire les données enregistrées dans ce navigateur. Enregistrez d’abord la session dans un fichier : il contient les essais de la liste, le modèle et les réglages, mais pas les maisons.
words-newer-unread = La nouvelle version ne peut pas lire ces données enregistrées : { $things }. Un fichier de session ne les transférerait pas non plus. Avant la mise à jour, terminez les essais en cours, et enregistrez les modèles et les rapports dont vous avez besoin.
words-newer-not-kept = Certaines données de cet onglet ne sont pas enregistrées dans ce navigateur et seront perdues lors de la mise à jour. Enregistrez d’abord la session dans un fichier : il contient les essais de la liste, le modèle et les réglages, mais pas les maisons.
words-newer = Une nouvelle version de Facade est disponible.
words-device-later = pas encore choisi
words-device-loading = en chargement
header-places = Sections
header-running = , en cours, { $percent } pour cent :
header-done = terminé :
header-read = { $percent } % lus
header-no-houses = aucune maison
header-zip-codes = { $codes ->
    [one] { $codes } code postal
   *[other] { $codes } codes postaux
}
header-epoch = { $run }, époque { $epoch } sur { $epochs }
header-network = réseau { $at } sur { $all }
header-series-done = terminés : { $done } sur { $runs }
header-series = série { $series }
header-no-run = { $listed ->
    [0] aucun essai
   *[other] aucun, { $listed } dans la liste
}
header-status = État
header-device = Processeur
place-data = Données
header-run = Essai
header-theme = Thème
header-system = Système
header-light = Clair
header-dark = Sombre
title-data = { $name }, { $kept } maisons sur { $all }
title-none = encore rien
title-view = { $run } : { $filters ->
    [none] { "" }
   *[other] filtres : { $filters } ;{ " " }
}époques : { $epochs } ; lot : { $batch } ; taux : { $rate }
title-seeds = essai { $seed }, découpage { $split }
title-run = Essai affiché
title-seed = Graines
title-sent = Envoyé depuis cet onglet
title-nothing = rien
place-train = Entraînement
place-results = Résultats
place-predict = Estimation
page-no-workers = Les processus d’arrière-plan n’ont pas pu démarrer. Rechargez la page, ou utilisez un navigateur récent.
page-too-large = { $file } fait { $size } : c’est trop pour un modèle ou un backbone. Choisissez un autre fichier.
page-unreadable = { $file } n’a pas pu être lu. Choisissez-le de nouveau.
page-not-saved = Le navigateur a bloqué le téléchargement. Autorisez les téléchargements pour cette page et réessayez.
notice-error = Erreur :
notice-warning = Attention :
notice-dismiss = Fermer
parts-more = Afficher les { $rows } lignes suivantes (encore { $left })
gallery-sub = { $rooms }, assemblées en une image de { $width } × { $height } pixels. { $shown } maisons sur { $all }.
gallery-skip = Passer les images
gallery-title = Les maisons et leurs photos
gallery-search = Maison ou code postal
gallery-order = Ordre
gallery-by-table = Ordre d’origine
gallery-cheapest = Prix croissant
gallery-dearest = Prix décroissant
gallery-by-error = Erreur décroissante
gallery-filter = Afficher
gallery-all = Toutes les maisons
gallery-test = Maisons de test
gallery-training = Maisons d’entraînement
gallery-excluded = Maisons exclues
gallery-nothing = Aucune maison ne correspond à cette recherche.
house-enlarge = { $house } : agrandir
gallery-more = Afficher { $houses } de plus
newer-load = Mettre à jour maintenant
newer-save = Enregistrer la session
newer-not-now = Plus tard
currency-usd = Dollar américain
currency-eur = Euro
currency-gbp = Livre sterling
currency-chf = Franc suisse
currency-aud = Dollar australien
currency-cad = Dollar canadien
currency-nzd = Dollar néo-zélandais
currency-sgd = Dollar de Singapour
currency-brl = Réal brésilien
currency-inr = Roupie indienne
currency-cny = Yuan chinois
currency-jpy = Yen japonais
currency-sek = Couronne suédoise
currency-pln = Zloty polonais
currency-czk = Couronne tchèque
currency-none = Aucune monnaie

## Chargement des maisons

load-blurb = Choisissez une liste de prix et des photos de chaque maison. La page les lit et les nettoie.
load-what-then = Ce qui se passe ensuite
load-then-read = La liste de prix est lue. Les maisons des codes postaux trop peu représentés pour l’apprentissage sont exclues.
load-then-pictures = Les photos de chaque maison sont réunies en une petite image, le montage. Les réseaux préentraînés voient les photos elles-mêmes.
load-then-run = Vous entraînez un réseau et voyez de combien ses prix s’écartent des prix réels.
load-then-price = Vous estimez le prix de votre propre bien d’après ses photos.
load-zone = Choix des données
load-drop-here = Déposez ici un dossier de maisons
load-replaced = « { $name } » ({ $houses ->
    [one] { $houses } maison
   *[other] { $houses } maisons
}) a été remplacé par d’autres maisons.
load-drop-another = Déposez ici un autre dossier
load-choose-houses = Choisissez un dossier de maisons
load-choose-others = Choisissez un autre dossier
load-files = Fichiers de maisons
load-folder = Dossier de maisons
load-what-is-needed = Une liste de prix (CSV, Excel ou `HousesInfo.txt`) et de une à neuf photos de chaque maison, comme `12_bedroom.jpg` et `12_kitchen.jpg`. Sans liste de prix, vous pouvez saisir les prix. Un fichier .zip d’un tel dossier convient aussi.
load-choose-folder = Choisir un dossier…
load-choose-files = Choisir des fichiers ou un .zip…
load-use-sample = Utiliser l’exemple
load-open-again = Rouvrir « { $folder } »
load-sample-is-drawn = La page dessine elle-même les maisons d’exemple : un moyen rapide de voir comment tout fonctionne.
load-sample-name = Maisons d’exemple
load-your-files = vos fichiers
load-reading = Lecture de { $name }
load-features = Calcul des caractéristiques des photos de { $name }
load-looking = Recherche de la liste de prix
load-photos-done = Photos : { $done } sur { $total }
load-time-left = reste { $time }
load-photos-read = Photos lues
load-cancel = Annuler
load-cancel-keeps = Si vous annulez, vos maisons et vos essais restent tels quels.
load-picked-refused = Le dossier n’a pas pu être ouvert : le navigateur ne l’autorise pas. Choisissez-le de nouveau, et autorisez la page à le lire.
load-last-refused = « { $folder } » n’a pas pu être ouvert : le navigateur ne l’autorise pas. Choisissez-le de nouveau, et autorisez la page à le lire.
load-folder-gone = « { $folder } » est introuvable ; il a peut-être été déplacé ou supprimé. Choisissez-le à son emplacement actuel.
load-folder-unreadable = « { $folder } » n’a pas pu être lu. Vérifiez que vous avez le droit de l’ouvrir, et choisissez-le de nouveau.
load-one-of = L’un des fichiers { $photos }
load-reader-broke-down = Le lecteur de photos a planté ou a manqué de mémoire. Enregistrez de nouveau la photo, ou réduisez-la.
load-model-in-use = Le modèle utilisé est celui de { $file }. Il a été entraîné sur « { $data } ».{ $from ->
    [file] {" "}Il n’est pas enregistré : vous devrez le charger de nouveau à votre prochaine visite.
   *[visit] {""}
}
load-model-not-loaded = { $file } n’a pas été chargé, car le processus de calcul a planté. Chargez de nouveau le fichier.
load-home-not-asked = Le processus de calcul a planté avant l’estimation de ce bien. Estimez de nouveau la liste.
load-going-on = Reprise au dernier point enregistré
map-question = Que signifient les colonnes de { $file } ?
map-table = Le tableau
map-fixed = C’est le tableau du tutoriel : le sens de ses colonnes est fixé.
map-rows = { $rows ->
    [one] { $rows } ligne
   *[other] { $rows } lignes
} ; les premières sont affichées.
map-read = Charger les maisons
map-meaning-of = Signification de { $column }
map-price-list = Liste de prix
map-per-zip-code = Minimum par code postal
map-zero-keeps-all = 0 pour tout garder
map-rare-left-out = { $left ->
    [0] Aucune maison n’est exclue.
    [one] { $left } maison sur { $all } est exclue : son code postal en compte moins.
   *[other] { $left } maisons sur { $all } sont exclues : leurs codes postaux en comptent moins.
}
map-nothing = Inutilisée
map-price = Prix
map-number = Identifiant de la maison
map-zip-code = Code postal ou secteur
map-date = Date de vente ou d’annonce
map-attribute = Attribut
map-photo = Fichier photo
map-no-price = Aucune colonne de prix n’est choisie. Choisissez la colonne qui contient les prix.
map-too-many-photos = { $columns } colonnes contiennent des photos, mais une maison peut en avoir au plus { $most }. Choisissez-en moins.
map-room = Pièce de la photo
map-choose-pairing = Impossible de dire avec certitude quelles photos vont avec quels prix. Regardez les exemples, et choisissez l’option qui est juste.
map-pairing = Photos et maisons
map-pairing-several = Plusieurs associations sont possibles. Choisissez celle dont les exemples sont justes.
map-pairing-guess = C’est une supposition. Choisissez-la si les exemples sont justes, ou changez les colonnes.
map-pairing-houses = Photos trouvées pour { $with } sur { $houses ->
    [one] { $houses } maison
   *[other] { $houses } maisons
}.
map-pairing-used = { $photos ->
    [one] { $photos } photo est utilisée.
   *[other] { $photos } photos sont utilisées.
}
map-pairing-some-used = Sur { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}, { $used } sont utilisées, { $most } au plus par maison.
map-pairing-left = { $photos ->
    [one] { $photos } photo n’appartient à aucune maison.
   *[other] { $photos } photos n’appartiennent à aucune maison.
}
map-pairing-copies = { $photos ->
    [one] { $photos } photo est la copie d’une autre, d’après son nom ou son dossier, et n’est pas utilisée.
   *[other] { $photos } photos sont des copies d’autres photos, d’après leur nom ou leur dossier, et ne sont pas utilisées.
}
map-pairing-ambiguous = { $photos ->
    [one] { $photos } photo correspond à plusieurs maisons, et n’est pas utilisée.
   *[other] { $photos } photos correspondent à plusieurs maisons, et ne sont pas utilisées.
}
map-pairing-missing = { $names ->
    [one] { $names } fichier nommé dans le tableau est introuvable.
   *[other] { $names } fichiers nommés dans le tableau sont introuvables.
}
map-pairing-waits = Association des photos et des lignes…
map-photos-per-house = Photos par maison
map-photos-houses = { $photos } : { $houses ->
    [one] pour { $houses } maison
   *[other] pour { $houses } maisons
}
map-keep-incomplete = Garder { $houses ->
    [one] la maison qui a moins de photos
   *[other] les { $houses } maisons qui ont moins de photos
}. Les réseaux qui ont besoin de toutes les photos n’utilisent pas ces maisons ; pour les autres, une photo manquante compte comme la moyenne des maisons d’entraînement.
map-price-doubt = La colonne « { $other } » pourrait aussi être le prix. « { $price } » est utilisée.
map-broken-rows = { $rows ->
    [one] Une ligne est écartée :
   *[other] { $rows } lignes sont écartées. La première :
} { $problem }
map-odd-prices = Ces prix sont loin de tous les autres : { $prices }. Vérifiez s’ils sont dans une autre unité ou s’ils remplacent un prix manquant.
map-way-files = { $count ->
    [one] La colonne { $columns } nomme les photos
   *[other] Les colonnes { $columns } nomment les photos
}
map-way-id = Les noms des photos contiennent { $column }
map-way-folder = Chaque maison a un dossier, nommé d’après { $column }
map-way-row = Les noms des photos contiennent le numéro de la ligne, à partir de { $first }
map-way-example = { $way } : la maison { $house } a { $photo }
map-other-tables = D’autres prix des mêmes maisons se trouvent dans { $tables }.
map-way-none = Aucune photo ne correspond à une ligne
map-way-row-folder = Chaque maison a un dossier, nommé d’après le numéro de sa ligne, à partir de { $first }
map-example = Maison { $house }
map-example-photo = { $room } de la maison { $house }
map-no-thumbnail = Illisible
map-reading = Comment le tableau a été lu
map-header-line = Ligne d’en-tête
map-header-none = 0 : pas d’en-tête
map-encoding = Encodage
map-sheet = Feuille
map-other-sheets = D’autres feuilles contiennent aussi des prix : { $sheets }. Vérifiez que celle-ci est la bonne.
map-photo-list = { $file } énumère les photos de chaque maison : sa colonne { $key } correspond à la colonne { $id } des maisons.
map-skipped-line = Ligne { $line } : { $why }
map-left-out = Colonnes inutilisées : { $columns }.

## Rapport sur les données

data-left-out = écartées
data-in-order = aucune
data-left-out-zip-codes = écartées, { $zip-codes ->
    [one] { $zip-codes } code postal
   *[other] { $zip-codes } codes postaux
}
data-kept-zip-codes = gardées, { $zip-codes ->
    [one] { $zip-codes } code postal
   *[other] { $zip-codes } codes postaux
}
data-to-learn-from = jeu d’entraînement
data-to-test-on = jeu de test
data-in-price-list = maisons dans la liste de prix
data-split-drawn = Le découpage est aléatoire, avec la graine { $seed } : une part de { $share } forme le jeu de test, qui ne sert jamais à l’entraînement.
data-split-date = Le découpage se fait par date : les maisons les plus récentes, une part de { $share }, forment le jeu de test, qui ne sert jamais à l’entraînement.
data-split-area = Le découpage est aléatoire, avec la graine { $seed }, mais garde ensemble les maisons d’un même code postal : une part de { $share } des codes postaux forme le jeu de test, qui ne sert jamais à l’entraînement.
data-split-copies = Le découpage est aléatoire, avec la graine { $seed }, mais garde ensemble les maisons qui ont des photos en commun : une part de { $share } forme le jeu de test, qui ne sert jamais à l’entraînement.
data-split-by-hand = { $houses ->
    [one] { $houses } maison est exclue
   *[other] { $houses } maisons sont exclues
} à la main ; le découpage des autres reste le même.
data-from-folder-to-split = Jeu de données
data-name-and-photos = { $name }, { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}
data-before-after = Avant et après le nettoyage
data-figure = Statistique
data-in-the-folder = Dans le dossier
data-kept = Gardé
data-houses = Maisons
data-zip-codes = Codes postaux
data-photos = Photos
data-mean-price = Prix moyen
data-price-deviation = Écart-type
data-median-price = Prix médian
data-what-and-why = Maisons exclues
data-reason = Raison
data-then = Résultat
data-show-left-out = { $reason } : afficher { $houses ->
    [one] { $houses } maison
   *[other] { $houses } maisons
}
data-by-zip-code = Maisons par code postal
data-one-gable = Chaque toit représente une maison
data-gable-for = Chaque toit représente { $houses } maisons
data-zip-code = Code postal
data-drawn = Graphique
data-median = Médiane
data-prices = Prix
data-rare-zip-code = { $houses ->
    [one] Aucune autre maison n’a le code postal { $zip-code }.
   *[other] Seulement { $houses } maisons ont le code postal { $zip-code }.
}
data-no-photo = Il n’y a pas de photo « { $room } ».
data-no-photos = Aucune photo du dossier ne lui appartient.
data-no-photo-file = Il n’y a pas de photo « { $room } » : le fichier « { $file } » que nomme la liste de prix est introuvable.
data-unreadable-photo = { $file } ne peut pas être lu : { $problem }
data-other-reason = Elle a été exclue pour une raison que seule une version plus récente de Facade peut afficher.
data-by-hand = Exclue à la main.
data-same-photo = Maison { $house } : « { $a } » et « { $b } » sont la même photo ; l’une des deux est donc fausse.
data-shared = Les maisons { $a } et { $b } ont { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
} en commun, { $how ->
    [identical] à l’octet près
   *[similar] d’aspect semblable
} : { $rooms }.
data-other-room = Maison { $house } : la photo « { $room } » montre peut-être une autre pièce : { $looks-like }. Vérifiez-la : de tels indices peuvent être faux.
data-tiny-photo = Maison { $house } : la photo « { $room } » n’a que { $width } × { $height } pixels. Une photo plus grande montre mieux la maison.
data-dark-photo = Maison { $house } : la photo « { $room } » est sombre. Une photo plus claire montre mieux la maison.
data-blurred-photo = Maison { $house } : la photo « { $room } » est floue. Une photo plus nette montre mieux la maison.
data-many-poor-photos = { $photos } { $of ->
    [one] photo sur { $of }
   *[other] photos sur { $of }
} sont sombres, floues ou de moins de 224 pixels ; il y en a trop pour les énumérer. Des photos plus claires, plus nettes et plus grandes peuvent donner de meilleurs prix.
data-many-alike = { $photos } { $of ->
    [one] photo sur { $of }
   *[other] photos sur { $of }
} ressemblent à une autre. Ce sont peut-être des dessins ou une image de remplacement répétée ; les copies d’aspect semblable ne sont donc pas énumérées.
data-unlikely-price = Maison { $house } : vérifiez le prix { $price }. Les réseaux qui n’ont pas été entraînés sur elle prédisent environ { $expected }.
data-outlying-price = Maison { $house } : { $price } représente { $times } la médiane { $among ->
    [all] de toutes les maisons
   *[zip-code] du code postal { $zip-code }
}.

## Prix saisis, quand il n’y a pas de liste de prix

step-prices = Pas de liste de prix :
step-type-prices = Saisir les prix
why-prices = Des prix sont en cours de saisie. Annulez pour choisir d’autres maisons.
why-prices-first = Saisissez d’abord les prix sous « Données », ou annulez la saisie.
prices-title = Saisir les prix
prices-how = Vous pouvez aussi saisir ici le prix de chaque maison. Une maison sans prix n’est pas utilisée.
prices-enter = Appuyez sur Entrée pour passer à la prochaine maison sans prix.
prices-guessed = Les noms des photos contiennent des prix. Vérifiez-en quelques-uns avant de charger les maisons.
prices-house = Maison { $house }, { $number } sur { $houses }
prices-label = Prix de la maison { $house }
prices-previous = Maison précédente
prices-next = Maison suivante
prices-next-unpriced = Prochaine sans prix
prices-done = Avec un prix : { $priced } sur { $houses ->
    [one] { $houses } maison
   *[other] { $houses } maisons
}.
prices-save = Enregistrer en CSV
prices-file = prix
prices-no-number = Le prix de la maison { $house } n’est pas un nombre.
prices-wrong = { $houses ->
    [one] { $houses } prix n’est pas un nombre. Corrigez-le ou effacez-le.
   *[other] { $houses } prix ne sont pas des nombres. Corrigez-les ou effacez-les.
}
prices-few-found = Pour saisir les prix ici, choisissez un dossier avec les photos d’au moins { $houses } maisons.
prices-too-few = Au moins { $houses } maisons doivent avoir un prix.

## Erreurs des jeux de données et des images

dataset-empty-folder = Le dossier est vide. Choisissez le dossier qui contient la liste de prix (HousesInfo.txt, un fichier CSV ou un classeur) et les photos.
dataset-no-table = Il n’y a pas de liste de prix dans { $place ->
    [folder] « { $folder } »
   *[files] les fichiers choisis
} : ni HousesInfo.txt, ni fichier CSV, ni classeur. Choisissez le dossier qui contient la liste de prix et les photos.
dataset-other-spreadsheet = { $kind ->
    [shortcut] { $file } n’est qu’un raccourci vers Google Sheets. Ouvrez-le, téléchargez-le au format Excel ou CSV dans le même dossier, et choisissez de nouveau le dossier.
   *[numbers] { $file } est un document Apple Numbers, que Facade ne peut pas lire. Ouvrez-le, exportez-le au format Excel ou CSV dans le même dossier, et choisissez de nouveau le dossier.
}
dataset-not-text = { $kind ->
    [zip] { $file } est un classeur ou une autre archive zip, malgré son nom.
    [excel] { $file } est un classeur Excel, malgré son nom.
    [jpeg] { $file } est une image JPEG, malgré son nom.
    [png] { $file } est une image PNG, malgré son nom.
    [gif] { $file } est une image GIF, malgré son nom.
    [tiff] { $file } est une image TIFF, malgré son nom.
    [pdf] { $file } est un PDF, malgré son nom.
    [rtf] { $file } est un document RTF, malgré son nom.
    [gzip] { $file } est compressé avec gzip, malgré son nom.
    [parquet] { $file } est un fichier Parquet, malgré son nom.
    [database] { $file } est une base de données, malgré son nom.
    [web-page] { $file } est une page web, malgré son nom.
    [git-lfs] { $file } n’est qu’un pointeur vers un fichier que Git LFS conserve ailleurs.
    [utf-32] { $file } est encodé en UTF-32, que Facade ne peut pas lire.
    [unmarked-utf-16] { $file } a un octet nul une position sur deux (peut-être de l’UTF-16 sans indicateur d’ordre des octets).
    [cut-utf-16] { $file } est endommagé : il est marqué UTF-16 et se termine au milieu d’un caractère.
    [half-utf-16] { $file } est endommagé : il est marqué UTF-16 et contient une moitié de caractère.
    [cut-utf-8] { $file } n’est pas de l’UTF-8 valide : l’octet { $byte } à la ligne { $line } commence un caractère que le fichier ne termine pas.
    [not-utf-8] { $file } n’est pas de l’UTF-8 valide : l’octet { $byte } à la ligne { $line } est invalide. C’est peut-être du Windows-1252 ou du Latin-1.
   *[zero-byte] { $file } n’est pas du texte : il y a un octet nul à la ligne { $line }.
}
dataset-save-as-text = { $what ->
    [list] Enregistrez la liste en texte brut UTF-8 et choisissez de nouveau le dossier.
   *[table] Enregistrez le tableau au format « CSV UTF-8 » et choisissez de nouveau le dossier.
}
dataset-many-files = « { $name } » contient plus de { $most } fichiers. Choisissez le dossier qui contient la liste de prix et les photos.
dataset-table-too-large = { $of ->
    [bytes] { $file } fait { $found } octets, mais la limite est de { $most }. Supprimez ce qui n’est pas nécessaire.
    [columns] { $file } a { $found } colonnes, mais la limite est de { $most }. Gardez le prix, le code postal et ce qui décrit la maison.
    [rows] { $file } dépasse la limite de { $most } lignes. Divisez-le, ou supprimez ce qui n’est pas nécessaire.
   *[fields] { $file } dépasse la limite de { $most } champs. Divisez-le, ou supprimez ce qui n’est pas nécessaire.
}
dataset-open-quote = Le guillemet qui ouvre un champ à la ligne { $line } de { $file } n’est jamais fermé. Fermez-le ou supprimez-le, et choisissez de nouveau le dossier.
dataset-no-rows = { $file } a des noms de colonnes, mais aucune maison en dessous. Il faut une ligne par maison, avec son prix.
dataset-table-empty = { $file } est vide. Il faut une ligne par maison, avec son prix.
dataset-no-readable-line = Aucune ligne de { $file } n’a pu être lue comme une maison. { $first } Corrigez ces lignes, ou changez la signification des colonnes.
dataset-no-photos = Il n’y a pas de photos à côté de { $file }. Mettez-les dans le même dossier, sous les noms 1_bathroom.jpg, 1_bedroom.jpg, 1_frontal.jpg, 1_kitchen.jpg et ainsi de suite.
dataset-no-photos-paired = Il y a { $photos ->
    [one] une photo
   *[other] { $photos } photos
}, par exemple « { $example } », mais aucune n’a pu être associée à une ligne de { $file }. Ajoutez au tableau une colonne avec les noms des photos, ou nommez les photos d’après l’identifiant de la maison, comme 12_kitchen.jpg.
dataset-rounded-ids = Un tableur a arrondi les identifiants de la colonne « { $column } » de { $file } : « { $example } » n’identifie plus aucune maison. Importez le tableau d’origine dans le tableur avec cette colonne au format texte, et enregistrez-le de nouveau.
dataset-no-named-photos = Aucune des photos nommées dans { $file } n’a été trouvée ; la première est « { $example } » à la ligne { $line }. Mettez les photos dans le dossier de la liste de prix, ou dans un de ses sous-dossiers, et choisissez de nouveau le dossier.
dataset-no-room = Aucune pièce n’a de photos pour au moins la moitié des { $houses } maisons de la liste de prix ; { $with-photos } d’entre elles ont des photos. Nommez les photos d’après l’identifiant de la maison et la pièce, comme 12_kitchen.jpg.
dataset-every-zip-code-rare = Aucun code postal n’a { $needed } maisons ou plus ; le plus fréquent en a { $most }. Ajoutez des maisons à la liste de prix jusqu’à ce qu’au moins un code postal en ait { $needed }.
dataset-no-complete-house = Aucune maison n’a toutes ses { $photos } photos dans un format lisible. { $example }
dataset-house-problem = Maison { $house } : { $problem }
dataset-unfinished = Les photos de la maison { $house } n’ont pas été entièrement lues. Chargez de nouveau le dossier.
dataset-file-missing = Il n’y a pas de fichier « { $path } ». Vérifiez qu’il n’a pas été déplacé ou renommé.
dataset-file-unreadable = « { $path } » n’a pas pu être lu : { $why }. Vérifiez que vous avez le droit de l’ouvrir et qu’il n’a pas été déplacé.
dataset-spreadsheet = { $kind ->
    [password] { $file } est protégé par un mot de passe. Ouvrez-le, enregistrez-le sans mot de passe, et choisissez de nouveau le dossier.
    [too-large] { $file }, une fois décompressé, ne tient pas dans un onglet de navigateur. Enregistrez la feuille de la liste de prix au format « CSV UTF-8 » et choisissez de nouveau le dossier.
   *[damaged] { $file } est endommagé, ou n’est pas un classeur malgré son nom. Ouvrez-le, enregistrez-le au format Excel ou CSV, et choisissez de nouveau le dossier.
}
dataset-no-sheet = { $file } n’a pas de feuille « { $sheet } ». Ses feuilles sont : { $sheets }.
dataset-no-encoding = L’encodage « { $label } » n’existe pas. Encodages connus : utf-8, windows-1252, shift_jis, gb18030 et d’autres.
dataset-not-json = { $file } n’est pas du JSON valide : la première erreur est à la ligne { $line }. Corrigez-la, ou enregistrez le tableau au format « CSV UTF-8 », et choisissez de nouveau le dossier.
row-not-object = La ligne { $line } n’est pas un objet JSON.
table-skip-reason = { $why ->
    [title] Cette ligne est au-dessus du tableau.
    [upper-header] Cette ligne regroupe les colonnes.
    [units] Cette ligne donne des unités.
    [description] Cette ligne décrit les colonnes.
    [repeated-header] Cette ligne répète les noms des colonnes.
    [heading] Cette ligne est un titre.
    [total] Cette ligne est un total.
   *[note] Cette ligne est une note ou un autre tableau sous la liste de prix.
}

columns-no-column = { $meaning ->
    [price] Le prix
    [id] L’identifiant de la maison
    [room] La pièce
    [zip-code] Le code postal
    [date] La date
    [photo] La photo
   *[attribute] L’attribut
} correspond à la colonne { $column }, mais { $file } n’en a que { $columns }. Choisissez une autre colonne.
columns-no-name = { $file } n’a pas de colonne « { $name } ». Ses colonnes sont : { $columns }.
columns-both = La colonne « { $name } » ne peut pas être à la fois { $first ->
    [price] le prix
    [id] l’identifiant de la maison
    [room] la pièce
    [zip-code] le code postal
    [date] la date
    [photo] la photo
   *[attribute] l’attribut
} et { $second ->
    [price] le prix
    [id] l’identifiant de la maison
    [room] la pièce
    [zip-code] le code postal
    [date] la date
    [photo] la photo
   *[attribute] l’attribut
}. Choisissez une autre colonne pour l’un des deux.
columns-twice = La colonne « { $name } » est choisie deux fois comme { $meaning ->
    [photo] photo
   *[attribute] attribut
}. Choisissez-la une seule fois.
columns-many-photos = { $columns } colonnes contiennent des photos, mais une maison peut en avoir au plus { $most }. Choisissez { $most } d’entre elles ou moins.
columns-many-indicators = Les colonnes choisies donnent { $attributes } attributs, car chaque valeur d’une catégorie en est un, mais la limite est de { $most }. Choisissez moins de colonnes.
columns-many-attributes = { $columns } colonnes sont des attributs, mais { $most } au plus peuvent être utilisées. Choisissez { $most } d’entre elles ou moins.

row-value = « { $value } »
row-fields = La ligne { $line } a { $found ->
    [one] { $found } champ
   *[other] { $found } champs
}, mais le tableau a { $columns } colonnes.
row-five-fields = La ligne { $line } a { $found ->
    [one] { $found } champ
   *[other] { $found } champs
}, mais il en faut 5 : chambres, salles de bains, surface, code postal, prix.
row-same-number = Ligne { $line } : la maison { $house } figure déjà à la ligne { $first }, avec un autre prix. Donnez à chaque maison son propre identifiant.
row-cannot-be = Ligne { $line } : { $column ->
    [bedrooms] le nombre de chambres
    [bathrooms] le nombre de salles de bains
   *[other] la valeur de « { $column } »
} est { $value }, ce qui est impossible.
row-no-number = Ligne { $line } : { $column ->
    [bedrooms] le nombre de chambres
    [bathrooms] le nombre de salles de bains
   *[other] la valeur de « { $column } »
}, { $value }, n’est pas un nombre.
row-no-price = La ligne { $line } n’a pas de prix.
row-price-unlike = Ligne { $line } : le prix, { $value }, emploie les points ou les virgules autrement que les autres prix. Écrivez-le dans le même format.
row-price-too-low = Ligne { $line } : le prix est { $value } ; il doit être supérieur à 0.
row-price-too-high = Ligne { $line } : le prix est { $value } ; il doit être inférieur à mille milliards.
row-house-missing = La ligne { $line } n’a pas d’identifiant dans la colonne { $column }.
row-price-range = Ligne { $line } : le prix, { $value }, est une fourchette. Écrivez un seul montant.
row-price-other-unit = Ligne { $line } : le prix, { $value }, est dans une autre monnaie que la plupart des prix. Écrivez tous les prix dans une seule monnaie.

archive-not-one = L’archive n’est pas un fichier zip, ou elle est endommagée ou incomplète. Téléchargez-la ou copiez-la de nouveau, ou décompressez-la et choisissez le dossier.
archive-unreadable = L’archive n’a pas pu être lue : { $why }. Vérifiez que vous avez le droit de l’ouvrir et qu’elle n’a pas été déplacée.
archive-many-entries = L’archive contient { $entries } fichiers et dossiers, mais la limite est de { $most }. Décompressez-la et choisissez le dossier.
archive-empty = L’archive ne contient aucun fichier. Choisissez-en une qui contient la liste de prix et les photos.
archive-encrypted = Dans l’archive, « { $path } » est protégé par un mot de passe. Décompressez l’archive avec le mot de passe et choisissez le dossier.
archive-method = Dans l’archive, « { $path } » est compressé avec une méthode que Facade ne peut pas lire ({ $method }). Décompressez l’archive et choisissez le dossier, ou recréez-la avec la méthode habituelle, Deflate.
archive-method-aes = chiffrement AES
archive-method-number = méthode { $number }
archive-unpacks-to = Décompressés, les fichiers de l’archive prendraient { $megabytes } MB, plus de { $times } fois la taille de l’archive. Cela n’arrive pas avec des photos. Décompressez-la et choisissez le dossier. Décompressez-la et choisissez le dossier.
archive-too-large = Dans l’archive, « { $path } » fait { $megabytes } MB une fois décompressé, mais la limite est de { $most } MB. Réduisez le fichier.
archive-damaged = Dans l’archive, « { $path } » est endommagé : { $what ->
    [behind] il commence après la fin de l’archive
    [begin] il ne commence pas là où l’indique le répertoire de l’archive
    [end] sa fin manque
    [packed] il ne peut pas être décompressé
    [length] sa longueur diffère de celle du répertoire de l’archive
   *[sum] sa somme de contrôle est fausse
}. Téléchargez ou copiez de nouveau l’archive.

picture-empty = Le fichier est vide. Copiez de nouveau la photo.
picture-none = Le fichier n’est pas une image JPEG, PNG, WebP, GIF ou BMP. Enregistrez la photo en JPEG.
picture-foreign = Impossible de décoder cette photo : { $kind }. Enregistrez-la en JPEG.
picture-not-in-this-browser = Ce navigateur ne peut pas décoder cette photo : { $kind }. Enregistrez-la en JPEG.
picture-svg = un dessin SVG
picture-pdf = un document PDF
picture-psd = un fichier Photoshop
picture-raw = un fichier RAW d’appareil photo
picture-truncated = Le fichier s’arrête avant la fin de l’image. Copiez de nouveau la photo.
picture-file-too-large = Le fichier fait { $megabytes } MB, mais la limite est de { $most } MB. Enregistrez la photo en JPEG.
picture-too-large = L’image a { $megapixels } millions de pixels, mais la limite est de { $most } millions. Réduisez-la.
picture-too-long = Un côté de l’image mesure { $side } pixels, mais la limite est de { $most }. Réduisez-la.
picture-heavy = La lecture de l’image demande { $megabytes } MB de mémoire, mais la limite est de { $most } MB. Réduisez-la, ou enregistrez-la en JPEG ordinaire.
picture-damaged = L’image est endommagée ({ $what }). Copiez de nouveau la photo, ou enregistrez-la de nouveau.
picture-many-scans = elle a plus de { $most } balayages
picture-frame-size = une trame n’a pas la taille annoncée
picture-no-pixels = elle n’a pas de pixels
picture-check-sum = une somme de contrôle est fausse

splitting-share = La part de test est { $share }. Choisissez un nombre entre 0 et 1, par exemple 0,25.
splitting-none-to-train = Une part de test de { $share } sur { $houses ->
    [one] { $houses } maison
   *[other] { $houses } maisons
} ne laisse aucune maison d’entraînement. Choisissez une part plus petite, ou un dossier avec plus de maisons.
splitting-no-houses = Il n’y a pas de maisons à répartir. Chargez d’abord un dossier de maisons.
splitting-no-group-to-train = Une part de test de { $share } sur { $groups ->
    [one] { $groups } code postal ou groupe de copies
   *[other] { $groups } codes postaux ou groupes de copies
} n’en laisse aucun pour l’entraînement. Choisissez une part plus petite, ou un autre découpage.
splitting-no-dates = Aucune maison n’a de date ; un découpage par date est donc impossible. Choisissez la colonne des dates à l’ouverture du dossier, ou un autre découpage.
splitting-none-earlier = Aucune maison n’est antérieure aux maisons de test ; il n’en reste donc aucune pour l’entraînement. Choisissez une part de test plus petite, ou un autre découpage.
splitting-no-areas = Aucune maison n’a de code postal ; un découpage par code postal est donc impossible. Choisissez la colonne des codes postaux à l’ouverture du dossier, ou un autre découpage.
splitting-undated = { $houses ->
    [one] { $houses } maison n’a pas de date et n’entre pas
   *[other] { $houses } maisons n’ont pas de date et n’entrent pas
} dans le découpage.
splitting-group-folds = Il y a { $folds } plis, mais seulement { $groups ->
    [one] { $groups } code postal ou groupe de copies
   *[other] { $groups } codes postaux ou groupes de copies
} pour l’entraînement. Choisissez moins de plis, ou un autre découpage.
splitting-folds = Il y a { $folds } plis, mais seulement { $houses } maisons d’entraînement. Choisissez moins de plis qu’il n’y a de maisons.
splitting-all-left-out = { $side ->
    [train] Toutes les maisons d’entraînement sont exclues. Réintégrez-en sous « Données », ou changez le découpage.
   *[test] Toutes les maisons de test sont exclues. Réintégrez-en sous « Données », ou changez le découpage.
}

## Réglages de l’entraînement

form-settings = Réglages
form-is-reference = Ce sont les réglages du tutoriel.
form-undo-reset = Revenir aux réglages précédents
form-reset = Réglages du tutoriel
form-few-houses = Seulement { $train } maisons pour l’entraînement et { $test } pour le test : le résultat relèvera surtout du hasard.
form-missing-photos = Ce réseau a besoin de toutes les photos d’une maison : il utilise { $used } { $houses ->
    [one] maison sur { $houses }
   *[other] maisons sur { $houses }
}. Les réseaux optimisés, les réseaux préentraînés et le backbone gelé les utilisent toutes.
form-suggested = { $own ->
    [yes] Un bon premier choix pour vos maisons. « Chercher le meilleur réseau » le compare à d’autres.
   *[no] Ce réseau s’entraîne en quelques secondes.
} « { $reset } » passe au réseau du tutoriel.
form-time = L’entraînement dure environ { $time } sur deux cœurs, et davantage si d’autres programmes sont actifs.
form-reads-again = Avant l’entraînement, les photos sont relues{ $reading ->
    [unknown] .
   *[known] , ce qui prend jusqu’à { $time }.
}
select-title = Quel réseau convient à ces maisons ?
select-how = Entraîne { $networks } réseaux, l’un après l’autre, et retient celui dont l’erreur est la plus faible sur des maisons d’entraînement mises de côté (validation croisée). Les maisons de test n’interviennent pas dans ce choix.
select-start = Chercher le meilleur réseau
select-running = Entraînement du réseau { $at } sur { $all }.
select-chosen = { $network } a l’erreur la plus faible sur les maisons d’entraînement mises de côté, { $error }. Ses réglages ont été reportés dans le formulaire ; ses résultats sont sous « Résultats ».
select-ended = Arrêté. Les réglages du formulaire restent tels quels.
select-none = Aucun réseau n’a pu être entraîné. Les réglages du formulaire restent tels quels.
select-network = Réseau
select-error = Erreur de validation
select-run = Essai
select-waiting = en attente
select-training = en cours
select-failed = en échec
select-stopped = arrêté
form-network = Réseau
form-training = Entraînement
form-more-training = Autres réglages
form-split = Découpage
form-more-validation = Réglages de validation
form-error-before = Erreur :
form-habit-members = Chaque membre de l’ensemble est validé sur les maisons d’entraînement qui n’ont pas servi à l’entraîner. Les maisons de test ne servent qu’à la fin.
form-habit-held-back = La validation se fait sur des maisons mises de côté pendant l’entraînement. Les maisons de test ne servent qu’à la fin.
form-habit-test = La validation se fait sur les maisons de test après chaque époque, comme dans le tutoriel. Elles ne servent jamais à l’entraînement, mais choisir des époques ou des réglages d’après elles rend l’erreur de test trop optimiste.
form-unit-parameters = { $n ->
    [one] { $n } paramètre
   *[other] { $n } paramètres
}
form-unit-pixels = pixels
form-unit-steps = { $n ->
    [one] { $n } pas
   *[other] { $n } pas
}
form-unit-houses = { $n ->
    [one] { $n } maison
   *[other] { $n } maisons
}
form-unchanged = { $what ->
    [reference] tutoriel
   *[recipe] par défaut
} : { $value }
form-change = { $name } : { $value }

form-filters = Filtres
form-tile = Taille des vignettes
form-members = Membres de l’ensemble
form-feature-length = Norme des caractéristiques
form-epochs = Époques
form-batch-size = Taille de lot
form-learning-rate = Taux d’apprentissage
form-decay = Décroissance par pas
form-warm-up = Époques d’échauffement
form-weight-decay = Décroissance des poids
form-level = Quantile
form-seed = Graine
form-crop = Recadrage aléatoire
form-brightness = Variation de luminosité
form-colour = Variation de couleur
form-test-share = Part de test
form-train-share = Part des maisons d’entraînement utilisée
form-split-seed = Graine du découpage
form-split-by = Mode de découpage
form-split-random = au hasard
form-split-date = les plus récentes en test
form-split-area = codes postaux entiers
form-split-copies = copies gardées ensemble
form-validation-share = Part de validation
form-patience = Patience de l’arrêt précoce
form-empty = « { $field } » est vide. Saisissez { $kind ->
    [list] des nombres entiers séparés par des virgules
    [whole] un nombre entier
   *[number] un nombre
}, par exemple { $example }.
form-unreadable = « { $field } » contient « { $text } ». Saisissez { $kind ->
    [list] des nombres entiers séparés par des virgules
    [whole] un nombre entier
    [smaller] un nombre plus petit
   *[number] un nombre
}, par exemple { $example }.

form-architecture = Architecture
form-fine-tune = Convolutions
form-frozen = gelées
form-fine-tuned = affinées
form-encoding = Encodage des attributs
form-encoding-range = ramenés entre 0 et 1
form-encoding-standard = standardisés
form-encoding-crossed = standardisés, aussi par code postal
form-target = Cible
form-target-share = part du prix le plus élevé
form-target-log = logarithme du prix
form-loss = Fonction de perte
form-loss-quantile = quantile
form-schedule = Évolution du taux d’apprentissage
form-schedule-decay = décroissance
form-schedule-cosine = cosinus
form-no = non
form-flip = Symétrie horizontale
form-flip-yes = la moitié des photos
form-keep = Modèle final
form-keep-last = la dernière époque
form-keep-best = la meilleure époque
form-shade = Facteur pour la MAPE
form-shade-yes = affiché aussi

form-cnn = CNN du tutoriel
form-cnn-note = Le réseau du tutoriel « Keras, Regression, and CNNs » : quatre photos en une seule image.
form-single = Une photo à la fois
form-single-note = La première option du tutoriel : chaque photo avec le prix de la maison.
form-branches = Une branche par photo
form-branches-note = La deuxième option du tutoriel : une branche par pièce, réunies ensuite.
form-mlp = Attributs seuls
form-mlp-note = Partie 1 de la série de tutoriels : pas de photos, mais chambres, surface, code postal.
form-mixed = Photos et attributs
form-mixed-note = Partie 3 de la série de tutoriels : attributs et photos, combinés.
form-tuned-photos = Optimisé, photos seules
form-tuned-photos-note = Propre à Facade : des filtres appris sur les photos, dans un ensemble en validation croisée.
form-tuned-mixed = Optimisé, photos et attributs
form-tuned-mixed-note = Propre à Facade : attributs et code postal, avec les photos.
form-backbone = Backbone
form-backbone-note = ResNet-18 ou EfficientNet-Lite0, préentraîné sur d’autres photos : vous fournissez les poids.
form-pretrained-photos = Préentraîné, photos seules
form-pretrained-photos-note = Caractéristiques des photos, tirées d’un réseau entraîné sur d’autres photos, pièce par pièce.
form-pretrained-set = Préentraîné, photos au choix
form-pretrained-set-note = Caractéristiques des photos, tirées d’un réseau entraîné sur d’autres photos et regroupées quel que soit le nombre de photos.
form-pretrained-mixed = Préentraîné, photos et attributs
form-pretrained-mixed-note = Attributs, code postal et caractéristiques des photos, tirées d’un réseau entraîné sur d’autres photos.
form-pretrained-origin = Le réseau préentraîné est EfficientNet-Lite0. Ses auteurs l’ont entraîné sur ImageNet, 1,3 million de photos de toutes sortes (licence : Apache-2.0). Il fonctionne dans cet onglet ; vos photos ne sont envoyées nulle part. Les caractéristiques de chaque photo sont calculées une seule fois et gardées avec les maisons.

form-weights-choose = Choisir les poids…
form-weights-label = Choisir les poids d’un ResNet-18 ou d’un EfficientNet-Lite0
form-weights-none = Un fichier .safetensors : un ResNet-18 avec les noms de paramètres de torchvision ou de timm, ou un EfficientNet-Lite0 avec ceux de timm. Il reste sur cet ordinateur.
form-weights-used = Utilise les poids de { $network } dans { $file }.
form-weights-how = Comment les obtenir
form-weights-download = Téléchargez l’un de ces fichiers depuis Hugging Face, puis choisissez-le ici :
form-weights-file = { $network }, environ { $megabytes } MB, licence { $licence }
form-weights-other = Les deux ont été entraînés sur ImageNet. Des poids dont vous avez poursuivi l’entraînement dans timm ou torchvision conviennent aussi.

form-device = Processeur
form-device-auto = Automatique
form-device-auto-note = le plus rapide
form-device-cpu-note = toujours disponible
form-device-raced = Avant l’essai, chaque processeur a exécuté les mêmes quelques pas d’entraînement. Votre choix vaut pour le prochain essai.
form-device-step = { $time } par pas

config-out-of-range = { $name } : { $value } est hors limites. Choisissez un nombre { $kind ->
    [above] supérieur à { $low } et inférieur ou égal à { $high }
    [between] compris entre { $low } et { $high }, bornes exclues
   *[from] de { $low } à { $high }
}.
config-photos = Il y a { $photos } photos par maison. Choisissez-en de 1 à { $most }.
config-too-deep = { $blocks } blocs de convolution divisent { $side } pixels par deux { $blocks } fois, ce qui ne laisse rien. Choisissez moins de filtres ou des vignettes plus grandes.
config-filters = Chaque bloc de convolution a besoin de 1 à 512 filtres, et il faut de 1 à 6 blocs, par exemple 16, 32, 64.
config-too-large = Le réseau aurait { $parameters } paramètres, mais la limite est de { $most }. Choisissez des vignettes plus petites ou moins de filtres.
config-many-zip-codes = Les maisons ont { $zip-codes } codes postaux différents, mais un réseau peut en utiliser au plus { $most }. Chargez de nouveau le tableau avec une autre colonne comme code postal, ou sans code postal ; ou choisissez un réseau qui ne voit que les photos.
config-long-zip-codes = Les codes postaux des maisons font { $bytes } octets de texte, mais un fichier de modèle n’a de place que pour { $most }. Chargez de nouveau le tableau avec une autre colonne comme code postal, ou sans code postal ; ou choisissez un réseau qui ne voit que les photos.
config-many-inputs = { $encoding ->
    [crossed] Avec { $columns } attributs, chacun seul et dans chacun des { $zip-codes } codes postaux, chacune des { $houses } maisons deviendrait { $inputs } nombres, plus que n’en peut contenir un onglet de navigateur. Choisissez un encodage des attributs qui ne soit pas par code postal, ou chargez de nouveau le tableau avec une autre colonne comme code postal ou avec moins d’attributs.
   *[plain] Avec { $columns } attributs et { $zip-codes } codes postaux, chacune des { $houses } maisons deviendrait { $inputs } nombres, plus que n’en peut contenir un onglet de navigateur. Chargez de nouveau le tableau avec une autre colonne comme code postal, sans code postal, ou avec moins d’attributs.
}
config-too-wide = Un lot de { $batch } maisons demanderait { $values } valeurs entre deux couches. Choisissez un lot plus petit, des vignettes plus petites ou moins de filtres.
config-fold = Le pli { $number } sur { $of } n’existe pas. Il faut au moins 2 plis, numérotés à partir de 1.
config-warm-up = L’échauffement dure { $epochs } époques sur { $all }. Choisissez moins d’époques d’échauffement.
config-too-small = La taille des vignettes est de { $pixels } pixels, mais ce réseau en demande au moins { $least }.
config-one-layer = Ce réseau a une seule couche de convolution. Choisissez un seul nombre de filtres, par exemple 20.
config-members = Le nombre de membres de l’ensemble est { $members }. Choisissez 0, ou de 2 à 20 sans part de validation ; un réseau qui voit une photo à la fois et un backbone affiné ne peuvent pas former un ensemble.
config-fine-tune = { $network } ne s’utilise que gelé. Choisissez des convolutions gelées, ou un ResNet-18.
config-nothing-held-back = Pour calibrer les prix, il faut des maisons mises de côté. Choisissez une part de validation, par exemple 0,2, ou des membres de l’ensemble.
config-chosen-by-test = La meilleure époque serait choisie d’après les maisons de test, ce qui rend leur erreur trop optimiste. Mettez des maisons de côté pour la validation : choisissez une part de validation, par exemple 0,2.

## Ce que fait chaque réglage

net-title = Le réseau
net-sub = De haut en bas, chaque couche avec la forme de sa sortie.{ $members ->
    [0] {""}
   *[other] {" "}Entraîné { $members } fois, chaque fois sans une partie des maisons d’entraînement.
}
net-table = Couches
net-layer = Couche
net-output = Sortie
net-changed = Changements par rapport au réseau du tutoriel : { $changes }.
net-shape = { $shape }, { $parameters } paramètres
net-backbone = Backbone, { $layers } couches, gelé
net-montage = Toutes les photos en une image
net-photo = Photo { $number }
net-each-photo = Chaque photo
net-photo-features = Caractéristiques de chaque photo
net-attributes = Attributs
net-features = Caractéristiques
net-block = Convolution, ReLU, max pooling
net-conv = Convolution { $kernel } × { $kernel }
net-depthwise = Convolution par canal { $kernel } × { $kernel }
net-flatten = Aplatissement
net-dense = Couche dense
net-dense-relu = Couche dense, ReLU
net-norm = Normalisation par lots
net-concat = Concaténation
net-pool = Max pooling
net-add = Somme
net-average = Moyenne globale
net-normalise = Normalisation
net-stack = Photos côte à côte
net-whole = Moyenne de la photo
net-mean = Moyenne sur les photos
net-max = Maximum sur les photos
net-patches = Filtres de fragments
net-standardise = Standardisation
explain-setting-filters = Filtres de chaque couche de convolution. Plus il y en a, plus le réseau détecte de motifs, mais plus l’entraînement est long.
explain-setting-architecture = Le réseau que contient le fichier. Il est reconnu à la lecture du fichier.
explain-setting-fine-tune = Indique si les filtres du backbone sont entraînés eux aussi. C’est lent.
explain-setting-tile = Largeur et hauteur de chaque photo telle que la voit le réseau, en pixels.
explain-setting-feature-length = Poids des photos par rapport aux attributs : la longueur de leur vecteur de caractéristiques.
explain-setting-encoding = Comment les attributs deviennent des nombres : ramenés entre 0 et 1, standardisés, ou standardisés avec des pentes propres à chaque code postal.
explain-setting-epochs = Combien de fois le réseau voit chaque maison d’entraînement.
explain-setting-batch-size = Nombre de maisons par pas. Les poids changent une fois après chaque pas.
explain-setting-learning-rate = De combien les poids changent à chaque pas. Si le taux est trop grand, l’entraînement ne se stabilise pas ; s’il est trop petit, l’entraînement est long.
explain-setting-decay = À quelle vitesse le taux d’apprentissage baisse : après (1 ÷ décroissance) pas, il a diminué de moitié.
explain-setting-seed = Graine du générateur aléatoire : poids initiaux, ordre des maisons, dropout. La même graine donne le même essai.
explain-setting-target = Ce que prédit le réseau : le prix en part du plus élevé, ou son logarithme, qui traite de la même façon maisons chères et bon marché.
explain-setting-loss = Ce que l’entraînement minimise. La MAPE est l’écart absolu moyen en pourcentage du prix.
explain-setting-level = Le quantile des prix qui est prédit : 0,5 est la médiane.
explain-setting-schedule = Comment le taux d’apprentissage évolue : il baisse à chaque pas, ou suit un cosinus jusqu’à zéro.
explain-setting-warm-up = Nombre d’époques pendant lesquelles le taux d’apprentissage monte de zéro à sa pleine valeur.
explain-setting-weight-decay = Tire les poids vers zéro à chaque pas, pour réduire le surapprentissage. 0 : pas de décroissance.
explain-setting-flip = Inverse la gauche et la droite de la moitié des photos d’entraînement, pour que le réseau voie plus de variété.
explain-setting-crop = Rogne les photos d’entraînement de cette part au plus.
explain-setting-brightness = Éclaircit ou assombrit les photos d’entraînement de cette part au plus.
explain-setting-colour = Modifie le rouge, le vert et le bleu des photos d’entraînement, chacun de cette part au plus.
explain-setting-split-by = Comment les maisons de test sont choisies : au hasard, les plus récentes, ou au hasard en gardant ensemble celles d’un même code postal ou les copies.
explain-setting-test-share = Part des maisons que le réseau ne voit jamais à l’entraînement.
explain-setting-split-seed = Graine du découpage. La même graine donne les mêmes maisons de test.
explain-setting-members = Nombre de réseaux à entraîner, chacun sans une partie des maisons d’entraînement ; leurs prix sont combinés. 0 entraîne un seul réseau.
explain-setting-validation-share = Part des maisons d’entraînement sur laquelle l’erreur est mesurée pendant l’entraînement.
explain-setting-train-share = Part des maisons d’entraînement qui est utilisée. Des parts plus petites montrent ce que davantage de maisons apporteraient.
explain-setting-patience = L’essai se termine après ce nombre d’époques sans baisse de l’erreur de validation. 0 : pas d’arrêt précoce.
explain-setting-keep-best = Le modèle qui est gardé : celui de la dernière époque, ou celui dont l’erreur de validation est la plus faible.
explain-setting-shade = Indique si la page affiche aussi la MAPE obtenue en multipliant tous les prix par un même facteur, celui qui convient le mieux aux maisons d’entraînement mises de côté. Les prix ne sont pas multipliés.
range-from-to = De { $low } à { $high }.
range-above = Plus de { $low }, jusqu’à { $high }.
range-between = Entre { $low } et { $high }, bornes exclues.

## Essais et séries

train-blurb = Commencez par les réglages recommandés. Changez une chose à la fois, et entraînez le réseau avec plusieurs graines.
train-not-yet = pas encore

panel-run = Essai { $number }
panel-start = Lancer l’essai { $number }
panel-resume = Reprendre
panel-pause = Mettre en pause
panel-stop = Arrêter et garder le modèle
panel-stopping = Arrêt en cours
panel-not-started = Pas encore commencé
panel-preparing = En préparation
panel-running = En cours
panel-paused = En pause
panel-finished = Terminé
panel-stopped = Arrêté, modèle gardé
panel-stopped-early = Arrêté avant d’avoir commencé
panel-failed = En échec
panel-best-epoch = époque { $epoch }
panel-so-far = { $time } jusqu’ici
panel-took = en { $time }
panel-epoch-before = Époque
panel-of-epochs = sur { $epochs }
panel-epochs-done = Époques terminées
panel-training-loss = Perte d’entraînement
panel-validation-error = Erreur de validation
panel-best = Meilleure jusqu’ici
panel-epoch-time = Temps par époque
panel-see-results = Voir les résultats

offer-label = Essai interrompu
offer-replaced = Un nouvel essai le remplace après sa première époque.
offer-go-on = Reprendre
offer-discard = Abandonner
offer-forget = Effacer les données enregistrées
aside-what = Ces données enregistrées sont inutilisables. Elles ont été mises à part et resteront là jusqu’à ce que vous les supprimiez :
aside-one = { $what }, { $size }
aside-houses = les maisons
aside-excluded = la liste des maisons exclues
aside-run = l’essai interrompu
aside-checkpoint = le point de reprise de cet essai
aside-model = le dernier modèle
aside-listed = l’essai ou la série { $number } de la liste
aside-shelf = les noms des éléments enregistrés par vous
aside-deleted = Supprimé : { $what }.

curve-title = Erreur par époque
curve-note = Écart absolu moyen en pourcentage. Sous la ligne en tirets, le réseau fait mieux qu’un prix unique pour toutes les maisons.
curve-table = Perte d’entraînement et erreur de validation par époque
curve-epoch = Époque
curve-training-column = Entraînement
curve-validation-column = Validation
curve-axis-name = Axe vertical
curve-log = Log
curve-linear = Linéaire
curve-smooth = Lisser
curve-clip = Écrêter les pics
curve-earlier = Essais précédents
curve-training = Entraînement, essai { $run }
curve-validation = Validation, { $count ->
    [one] essai
   *[other] essais
} { $runs }
curve-summary = Erreur par époque, axe { $axis ->
    [log] logarithmique
   *[linear] linéaire
}.
curve-summary-run = Essai { $run }
curve-summary-epochs = Essai { $run }, époques terminées : { $epochs } ; entraînement { $training }, validation { $validation }.
curve-summary-lowest = La plus faible était { $error }, après l’époque { $epoch }.
curve-summary-constant = L’erreur du meilleur prix unique est de { $error }.

repeat-title = Répéter l’entraînement
repeat-title-series = Répéter l’entraînement : série { $number }
repeat-start = Lancer la série { $number }
repeat-cancel = Annuler et garder les essais terminés
repeat-why = Le résultat d’un seul essai tient en partie au hasard. Entraînez plusieurs fois avec les mêmes réglages, et comparez les moyennes avec leurs intervalles.
repeat-reading = Lecture des photos
repeat-preparing = En préparation
repeat-running = En cours
repeat-over-state = Terminée
repeat-cancelled = Annulée
repeat-over = Répéter sur
repeat-seeds = graines d’entraînement
repeat-splits = découpages
repeat-folds = plis
repeat-sizes = nombres de maisons d’entraînement
repeat-folds-count = Plis
repeat-runs-count = Essais
repeat-no-seed = Un découpage par date ne dépend pas d’une graine : ses découpages sont tous les mêmes. Répétez plutôt sur des graines ou des plis.
repeat-too-many-folds = Il y a { $folds } plis, mais seulement { $houses ->
    [one] { $houses } maison d’entraînement
   *[other] { $houses } maisons d’entraînement
}. Choisissez moins de plis qu’il n’y a de maisons.
repeat-unreadable = Le nombre { $what ->
    [folds] de plis
   *[runs] d’essais
} est « { $text } ». Saisissez un nombre entier de 2 à { $most }, par exemple { $example }.
repeat-plan-seeds = Graines { $first } à { $last } sur un seul découpage : à quel point le résultat dépend du hasard de l’entraînement.
repeat-plan-splits = Graines de découpage { $first } à { $last } : à quel point le résultat dépend du choix des maisons de test. Les découpages ont des maisons d’entraînement en commun, et l’intervalle en tient compte.
repeat-plan-folds = Validation croisée : les maisons d’entraînement sont réparties en { $folds } parties (plis), et chaque partie est estimée par un réseau entraîné sur les autres. Chaque maison d’entraînement sert ainsi une fois de maison de test. Les maisons de test ne sont pas utilisées.
repeat-plan-sizes = Une courbe d’apprentissage : { $runs } essais, chacun sur deux fois plus de maisons d’entraînement que le précédent, jusqu’à les prendre toutes. Les maisons de test restent les mêmes.
repeat-run-houses = { $houses ->
    [one] { $houses } maison
   *[other] { $houses } maisons
}
learning-curve-title = Courbe d’apprentissage
learning-curve-sub = MAPE sur les mêmes maisons de test. Plus c’est court, mieux c’est.
learning-curve-houses = Maisons d’entraînement
learning-curve-last = De { $before } à { $now } maisons d’entraînement, l’erreur est passée de { $before-error } à { $error }. Doubler encore le nombre de maisons peut la changer autant, ou moins.
repeat-plan-one-gpu = Un essai à la fois sur le GPU, où des essais parallèles ne feraient qu’alterner.
repeat-plan-one = Un essai à la fois.
repeat-plan-several = { $workers } essais en parallèle sur le CPU.
repeat-plan-several-gpu = { $workers } essais en parallèle sur le CPU ; sur un seul GPU, ils ne feraient qu’alterner. Pour en exécuter un à la fois sur le GPU, choisissez-le sous « Processeur ».
repeat-run = { $over ->
    [seeds] Graine
    [splits] Découpage
   *[folds] Pli
} { $number }
repeat-left = reste { $time }
repeat-reading-now = lecture des photos à la taille de vignettes choisie
repeat-preparing-now = envoi des maisons aux processus de calcul
repeat-scarce = Chaque processus de calcul a besoin de mémoire pour toutes les maisons ; il n’y en a donc que { $workers } en parallèle, au lieu d’un par cœur.
repeat-of-runs = sur { $runs } essais
repeat-done = Progression de la série
repeat-what = { $network }, { $runs } { $over ->
    [seeds] graines
    [splits] découpages
   *[folds] plis
}.
repeat-on-the-list = Comparez-la dans la liste.
repeat-cross-validated = Validation croisée sur les maisons d’entraînement
repeat-mean-error = Erreur de test moyenne
repeat-spread = écart-type d’un essai à l’autre : { $deviation }
repeat-interval = Intervalle de confiance à 95 %
repeat-needs-two = demande au moins deux essais
repeat-the-network = Le réseau
repeat-ridge = régression ridge
repeat-constant = le meilleur prix unique
repeat-table = Essais de la série
repeat-column-run = Essai
repeat-column-error = Erreur de test
repeat-column-r2 = R² log
repeat-column-ridge = Ridge
repeat-column-constant = Meilleur prix unique

listed-name = { $kind ->
    [series] Série
   *[run] Essai
} { $number }
listed-name-within = { $kind ->
    [series] la série
   *[run] l’essai
} { $number }
listed-faster-device = le processeur le plus rapide
listed-title = Essais et séries
listed-caption = { $kept } Sélectionnez-en jusqu’à { $most } pour les comparer.
listed-compare-column = Comparer
listed-run = Essai
listed-network = Réseau et changements
listed-data = Données et processeur
listed-error = Erreur de test
listed-r2 = R² log
listed-epoch-time = Par époque
listed-do = Actions
listed-compare = Comparer { $run }
listed-delete-one = Supprimer { $run }
listed-delete = Supprimer
listed-deleted = Supprimé : { $run }.
listed-no-room = La liste est pleine : elle contient au plus { $most } essais et séries. Supprimez-en d’abord un autre.
listed-undo = Annuler
listed-show-one = résultats de l’essai { $number }
listed-show = Afficher
listed-shown = Affiché
listed-interval = 95 % : { $interval }, sur { $over ->
    [houses] les maisons
    [seeds] les graines
    [splits] les découpages
   *[folds] les plis
}
listed-stopped = arrêté après { $done } époques sur { $all }
listed-with-factor = erreur avec le facteur pour la MAPE
listed-series = { $over ->
    [seeds] { $runs } graines
    [splits] { $runs } découpages
    [sizes] courbe d’apprentissage à { $runs } tailles
   *[folds] validation croisée à { $runs } plis
}
listed-series-some = { $over ->
    [seeds] graines : { $done } sur { $runs }
    [splits] découpages : { $done } sur { $runs }
    [sizes] courbe d’apprentissage, tailles : { $done } sur { $runs }
   *[folds] validation croisée, plis : { $done } sur { $runs }
}

compare-none = néant
compare-curves-title = Erreur de validation par époque
compare-curves-note = Les essais sélectionnés ; une série n’a pas de courbe propre.
compare-curves = Erreur de validation par époque, axe logarithmique. { $runs }.
compare-curve-end = { $run }, époques terminées : { $epochs } ; { $error }
compare-constant-line = Meilleur prix unique, { $error }
compare-epoch = Époque
compare-title = Comparaison
compare-note = Pour une série, les moyennes de ses essais.
compare-figure = Indicateur
compare-figures = Indicateurs
compare-guesses = Valeurs de référence sans photos, sur les mêmes maisons de test
compare-settings = Réglages qui diffèrent
compare-data = Données
compare-device = Processeur
compare-left-out = Maisons exclues
compare-network = Réseau
compare-test-houses = Maisons de test
compare-mean-error = Erreur de test moyenne
compare-calibrated = La même, en multipliant tous les prix par le meilleur facteur pour la MAPE
compare-interval-name = Intervalle de confiance à 95 %
compare-range = { $low } à { $high }
compare-interval = { $interval }, sur { $over ->
    [houses] les maisons
    [seeds] les graines
    [splits] les découpages
   *[folds] les plis
}
compare-deviation-name = Écart-type
compare-deviation = { $deviation } { $what ->
    [houses] d’une maison à l’autre
   *[runs] d’un essai à l’autre
}
compare-r2 = R²
compare-r2-log = R² sur le log du prix
compare-absolute-error = Écart absolu moyen
compare-epochs = Époques
compare-parameters = Paramètres
compare-epoch-time = Temps par époque
compare-ridge = Régression ridge
compare-ridge-slopes = Régression ridge avec pentes
compare-zip-code = Meilleur prix par code postal
compare-constant = Meilleur prix unique
compare-median = Toujours la médiane
compare-mean = Toujours la moyenne
compare-difference = { $first } se trompe de { $by } { $points ->
    [one] point
   *[other] points
} de pourcentage de { $way ->
    [farther] plus
   *[nearer] moins
} que { $second } (intervalle de confiance à 95 % : { $interval }) : { $chance ->
    [yes] c’est peut-être le hasard
   *[no] ce n’est probablement pas le hasard
}.
compare-ends = { $way ->
    [farther] { $low } de moins à { $high } de plus
   *[nearer] { $low } de plus à { $high } de moins
}
compare-other-seeds = Cela couvre la variation entre les graines, et non entre les maisons : pour couvrir les maisons, répétez sur des découpages ou des plis.
compare-stopped = { $run } a été arrêté après { $done } époques sur { $all } : entraîné jusqu’au bout, il aurait peut-être une autre erreur.
compare-not-a-kind = { $first } et { $second } ne peuvent pas être comparés par paires : l’un est un essai, l’autre une série. Choisissez deux essais ou deux séries.
compare-other-houses = { $first } et { $second } ont été testés sur des maisons différentes ({ $why ->
    [data] ils ont été entraînés sur « { $a } » et sur « { $b } »
    [splits] leurs graines de découpage sont { $a } et { $b }
    [ways] leurs découpages diffèrent : { $a } et { $b }
    [shares] leurs parts de test sont { $a } et { $b }
   *[left-out] des maisons différentes ont été exclues
}) ; ils ne peuvent donc pas être comparés maison par maison. { $why ->
    [data] Entraînez plutôt les deux sur les mêmes maisons
   *[same-data] Répétez plutôt les deux sur les mêmes découpages
}.
compare-by-house = Sur les mêmes { $houses } maisons, { $difference } Cela couvre la variation entre les maisons, et non entre les graines : pour couvrir les graines, répétez les deux.
compare-by-run = Sur les mêmes { $count } { $over ->
    [seeds] graines
    [splits] découpages
    [sizes] nombres de maisons
   *[folds] plis
}, en comparant par paires, { $difference }
compare-too-few = { $first } et { $second } ne peuvent pas être comparés par paires : moins de deux de leurs essais ont la même graine, le même découpage et les mêmes maisons de test.

## Résultats

results-zip-code = Code postal
results-where = Erreur par code postal
results-where-sub = MAPE par code postal, sur les maisons de test
results-actual-price = Prix réel
results-at-prices = Erreur selon le prix réel
results-at-prices-sub = MAPE selon le prix réel, sur les maisons de test
results-blurb = De combien les prix du réseau s’écartent des prix réels sur des maisons qu’il n’a jamais vues, en comparaison de valeurs de référence simples.
results-hide = Les masquer
results-show-those = Afficher ceux de l’essai { $run }
results-of-earlier = Ce sont les résultats de l’essai { $run }.
results-none-yet = Quand un essai est terminé ou arrêté, son erreur sur les maisons de test apparaît ici, à côté de celle que l’on fait en prédisant toujours le même prix.
results-save-report = Enregistrer le rapport de l’essai
results-report-how = Un seul document avec les réglages, les données, les graphiques et les tableaux de cet essai. Il s’ouvre dans n’importe quel navigateur et ne charge rien d’autre.
results-mean-error-over = Écart absolu moyen en pourcentage (MAPE) sur { $houses ->
    [one] { $houses } maison de test
   *[other] { $houses } maisons de test
}
fold-where = Où le réseau se trompe : plus grandes et plus petites erreurs, codes postaux, prix
fold-metrics = Autres indicateurs : jeux de test et d’entraînement, étude des ratios
results-prices = Prix des { $houses } maisons : moyenne { $mean }, écart-type { $deviation }.
results-this-network = Ce réseau
results-always = Toujours { $price }
results-best-constant = le meilleur prix unique pour les maisons d’entraînement
results-median = la médiane des maisons d’entraînement
results-mean = la moyenne des maisons d’entraînement
results-by-zip-code = Le meilleur prix par code postal
results-no-photo-no-attribute = ni photos, ni attributs
results-ridge = Régression ridge
results-ridge-sees = attributs et code postal, pas de photos
results-ridge-slopes = Régression ridge avec pentes
results-ridge-slopes-sees = attributs, avec des pentes propres à chaque code postal, pas de photos
results-against = Valeurs de référence
results-against-sub = MAPE sur { $houses ->
    [one] la même maison de test
   *[other] les mêmes { $houses } maisons de test
}. Plus c’est court, mieux c’est.
results-guess = Méthode
results-drawn = Graphique
results-mean-error = MAPE
results-mae = Écart absolu moyen
results-rmse = Écart quadratique moyen
results-r2-how = 0 équivaut à la moyenne, 1 est parfait
results-bias = Biais
results-houses-counted = { $houses ->
    [one] { $houses } maison
   *[other] { $houses } maisons
}
results-half-within = Écart absolu médian en pourcentage : { $percent }.
results-errors-label = Distribution des erreurs. { $low } maisons ont été estimées trop bas et { $high } trop haut ; { $far } de 200 pour cent ou plus.
results-errors = Distribution des erreurs
results-houses-by-error = Maisons par erreur
results-error = Erreur
results-houses = Maisons
results-save-csv = Enregistrer en CSV
results-beside = Jeux de test et d’entraînement
results-beside-sub = Une erreur de test bien plus grande que l’erreur d’entraînement est un signe de surapprentissage. Les deux sont mesurées avec le réseau final ; la perte d’entraînement ci-dessus a été mesurée pendant l’entraînement, avec dropout.
results-figure = Indicateur
results-test = Test
results-training = Entraînement
figures-from-to = { $low } à { $high }
figures-below = moins de { $edge } %
figures-and-more = { $edge } % et plus
figures-bin = { $low } à { $high } %
figures-rare-zip-code = Code postal avec trop peu de maisons
figures-zip-code-below = Code postal avec moins de { $least } maisons
figures-missing-photo = Photo manquante
figures-no-photos = Pas de photos
figures-unreadable-photo = Photo illisible
figures-broken-line = Ligne invalide dans la liste de prix
figures-other-reason = Une autre raison
figures-zip-code-houses = { $code } : { $houses ->
    [one] { $houses } maison
   *[other] { $houses } maisons
}
figures-house-reason = Maison { $house } : { $reason }
figures-and-others = Et { $more } de plus : le rapport CSV les énumère toutes.
figures-more-rooms = { $rooms } de plus
figures-incomplete = { $houses ->
    [one] Il manque à { $houses } maison
   *[other] Il manque à { $houses } maisons
} une partie des photos. Les réseaux qui ont besoin de toutes les photos n’utilisent pas ces maisons.
figures-rooms-left-out = Un montage a { $places } emplacements. Les photos de ces pièces ne sont pas utilisées : { $rooms }.
figures-verdict = { $how ->
    [better] Meilleur qu’un
    [equal] À peu près équivalent à un
   *[worse] Moins bon qu’un
} prix unique pour toutes les maisons, dont la MAPE est de { $off }.
figures-verdict-ridge = { $how ->
    [better] Meilleur que
    [equal] À peu près équivalent à
   *[worse] Moins bon que
} la régression ridge sur les attributs{ $slopes ->
    [yes] , avec des pentes par code postal,
   *[no] ,
} sans photos, dont la MAPE est de { $off }.
figures-photos-add = { $how ->
    [better] Avec les photos, le réseau est plus proche des prix que cette régression de { $by } points de pourcentage.
    [equal] Les photos apportent donc peu ici : moins d’un point de pourcentage.
   *[worse] Les photos n’apportent donc rien ici : sans elles, la régression est plus proche des prix de { $by } points de pourcentage.
}
figures-photos-only = Ce réseau ne voit que les photos, pas les attributs.
figures-no-photos-used = Ce réseau n’utilise pas les photos.
figures-no-home-costs-that = Ce prix est impossible : le réseau a échoué sur ce bien. Il a été entraîné sur des prix de { $span }.
figures-outside = C’est { $side ->
    [below] moins
   *[above] plus
} que tous les prix sur lesquels le réseau a été entraîné ({ $span }) : ne vous y fiez pas.
figures-also-said = Fausses alertes : { $alarms } sur { $houses ->
    [one] { $houses } maison de test
   *[other] { $houses } maisons de test
}, pourtant semblables aux maisons d’entraînement, reçoivent aussi cet avertissement.
figures-no-false-alarms = Aucune des { $houses } maisons de test ne reçoit cet avertissement.
figures-unlike = Ces photos ne ressemblent pas aux photos d’entraînement : elles en sont plus éloignées que presque toutes celles-ci ne le sont entre elles. L’estimation n’est pas fiable.
figures-none = néant
figures-calibration = Si tous les prix étaient multipliés par { $factor }, le facteur qui réduit le plus la MAPE sur les maisons d’entraînement mises de côté, la MAPE serait ici de { $off }. Les prix ne sont pas multipliés.
figures-its-deviation = Écart-type de l’erreur
figures-r2-log = R² sur le log du prix
figures-too-low = les prix sont trop bas en moyenne
figures-too-high = les prix sont trop élevés en moyenne
figures-neither = pas d’erreur systématique
ratios-title = Étude des ratios
ratios-sub = Le ratio du prix prédit au prix réel sur les maisons de test, selon les mesures des évaluateurs immobiliers
ratios-value = Valeur
ratios-usual = Limites usuelles
ratios-median-error = Erreur médiane
ratios-median-error-is = la moitié des prix s’écartent de moins que cela
ratios-within-10 = À 10 % près
ratios-within-10-is = part des prix qui s’écartent d’au plus 10 %
ratios-within-20 = À 20 % près
ratios-within-20-is = part des prix qui s’écartent d’au plus 20 %
ratios-median = Ratio médian
ratios-median-is = 1 s’il y a autant de prix trop hauts que trop bas
ratios-cod = Coefficient de dispersion (COD)
ratios-cod-is = distance moyenne des ratios à leur médiane, en pourcentage de celle-ci
ratios-prd = Différentiel lié au prix (PRD)
ratios-prd-is = supérieur à 1 si les maisons chères sont estimées trop bas par rapport aux moins chères
ratios-prb = Biais lié au prix (PRB)
ratios-prb-is = variation relative du ratio quand la valeur double ; inférieur à 0 si les maisons chères sont estimées trop bas
ratios-source = Limites pour l’évaluation de maisons individuelles : International Association of Assessing Officers, Standard on Ratio Studies (2013). Les évaluateurs en savent plus sur un bien que ce que voit un réseau.
importance-title = Importance des entrées
importance-sub = Hausse de la MAPE sur les maisons d’entraînement mises de côté, en points de pourcentage, quand les valeurs d’une entrée sont mélangées entre les maisons (importance par permutation). Elle montre sur quoi ce réseau s’appuie. Si deux entrées portent la même information, chacune peut sembler peu importante.
importance-input = Entrée
importance-rise = Hausse
importance-room = { $room } (photo)
chart-lowest = minimum : { $error }, époque { $epoch }
chart-above = { $points ->
    [one] { $points } point au-dessus du graphique
   *[other] { $points } points au-dessus du graphique
}
chart-now = maintenant : époque { $epoch }
chart-always = toujours { $price } : { $error }
chart-epoch = époque
chart-house = maison { $house } : { $error }
chart-predicted = prédit
chart-actual = réel
chart-equal = égal
chart-error = erreur, en % du prix réel
chart-too-low = { $houses } trop bas
chart-too-high = { $houses } trop haut
chart-houses = maisons
chart-median = médiane
houses-map-title = Carte de similarité
houses-map-sub = Les maisons que le réseau trouve semblables sont proches les unes des autres. Les axes n’ont pas d’unité. Colorées selon l’erreur, les maisons bleues sont estimées trop bas et les rouges trop haut.
houses-map-colour = Couleur
houses-map-price = Prix
houses-map-error = Erreur
houses-map-training = maison d’entraînement
houses-map-test = maison de test
houses-map-label = Carte de { $all } maisons selon leur similarité, colorées selon { $by ->
    [price] le prix
   *[error] l’erreur
} : { $test } maisons de test en carrés, { $training } maisons d’entraînement en cercles.
houses-map-keys = Maisons par prix réel ; appuyez sur Entrée pour en afficher une
houses-map-house = Maison { $house }, { $set ->
    [test] maison de test
   *[training] maison d’entraînement
} : réel { $actual }
houses-map-house-predicted = Maison { $house }, { $set ->
    [test] maison de test
   *[training] maison d’entraînement
} : réel { $actual }, prédit { $predicted }, { $error }
houses-map-table-note = Pour les maisons d’entraînement, la prédiction est celle des réseaux qui n’ont pas été entraînés sur elles, s’il y en a. Le fichier CSV contient les nombres de toutes les maisons.
house-training-predicted = Prédit par des réseaux qui n’ont pas été entraînés sur elle
scatter-house = Maison { $house } : réel { $actual }, prédit { $predicted }, { $error }
scatter-label = Prix prédit et prix réel de { $all } maisons de test, les deux axes logarithmiques. { $near } sont estimées à un facteur deux près.
scatter-no-house = Aucune maison
house = Maison { $house }
scatter-actual = réel { $price }
scatter-predicted = prédit { $price }
scatter-keys = Maisons de test par prix réel ; appuyez sur Entrée pour en afficher une
scatter-title = Prix prédit et prix réel
scatter-sub = { $near } sur { $all ->
    [one] { $all } maison
   *[other] { $all } maisons
} à un facteur deux près (la bande teintée). Bleu : prix trop bas. Rouge : prix trop haut. Plein : de plus d’un facteur deux.
scatter-point = Pointez une maison, ou passez de l’une à l’autre avec les touches fléchées.
scatter-tap = Touchez une maison pour voir ses photos et ses prix.
scatter-table-before = Le
scatter-table-link = tableau des maisons de test
scatter-table-after = ci-dessous contient tous les points de ce graphique.
ranked-worst = Plus grandes erreurs
ranked-best = Plus petites erreurs

## Les maisons, et pourquoi

house-no-model = Le modèle de cet essai n’est plus disponible. Entraînez-le de nouveau.
house-other-model = Le modèle utilisé n’est pas celui de l’essai { $run }. Entraînez de nouveau cet essai, ou affichez le dernier essai.
house-no-data = Les maisons de cet essai ne sont plus chargées. Choisissez de nouveau leur dossier.
house-close = Fermer
house-zip-code = Code postal
house-actual = Réel
house-predicted = Prédit
house-error = Erreur
house-why = Expliquer ce prix
houses-caption = { $shown } sur { $all }{ $order ->
    [error] , par erreur décroissante
   *[other] {""}
}. La ligne va du prix réel au prix prédit, sur une échelle logarithmique.
houses-title = Maisons de test
houses-montage = Montage
houses-house = Maison
houses-off = Écart
houses-show-all = Tout afficher ({ $houses })
houses-show-more = Afficher { $houses } de plus
houses-show = Afficher cette maison
figure-save-as = Enregistrer « { $title } » en { $kind }
figure-table = Afficher en tableau
figure-save = Enregistrer en
guide-montage = Qu’est-ce qu’un montage, et pourquoi est-il si petit ?
guide-montage-1 = Les photos d’une maison, chacune ramenée à un carré, côte à côte dans une seule image : le réseau voit toutes les pièces à la fois, chacune toujours dans le même coin. C’est la troisième option du tutoriel ; les autres sont une photo à la fois, ou une branche par pièce.
guide-montage-2 = Avec de petites images, les poids restent assez peu nombreux pour être appris à partir de quelques centaines de maisons. À cette taille, une pièce se distingue encore d’une autre ; une fissure dans un mur ne se voit pas.
guide-mape = Pourquoi un pourcentage et non un montant ?
guide-mape-1 = L’écart absolu moyen en pourcentage (MAPE) est la distance moyenne entre le prix prédit et le prix réel, en pourcentage du prix réel. Une erreur de 50 000 compte davantage pour une maisonnette que pour un manoir, et un pourcentage le montre.
guide-mape-2 = Il ne traite pas les deux sens de la même façon : un prix trop bas peut s’écarter de 100 % au plus, un prix trop haut n’a pas de limite. Un réseau qui le minimise tend donc à prédire des prix bas, et un prix unique et bas pour toutes les maisons obtient un meilleur score que le prix moyen. Pour les réseaux qui prédisent le prix médian, la page indique aussi, là où elle compare cette erreur, ce qu’elle serait si tous les prix étaient multipliés par un même facteur. Ce facteur est ajusté sur des maisons d’entraînement mises de côté.
guide-overfitting = À quoi ressemble ici le surapprentissage ?
guide-overfitting-1 = La ligne bleue, l’entraînement, continue de descendre ; la rouge, la validation, stagne ou remonte. À partir de là, le réseau apprend par cœur ses maisons d’entraînement et n’apprend plus rien sur les maisons en général. Avec quelques centaines de maisons, cela arrive tôt : après quelques dizaines d’époques pour le réseau du tutoriel. Un ensemble n’a pas de ligne bleue : « Résultats » montre côte à côte ses erreurs sur les maisons de test et d’entraînement.
guide-overfitting-2 = Le point le plus bas de la ligne rouge est marqué, mais ce n’est pas un résultat : choisir la meilleure de nombreuses époques d’après les maisons de test, c’est surapprendre ces maisons. Ce qui compte, c’est la dernière époque, ou une époque choisie sur des maisons mises de côté pendant l’entraînement.
guide-baselines = Que signifient ces valeurs de référence ?
guide-baselines-1 = Une erreur seule dit peu de chose. Prédire toujours le même prix ne demande ni photos ni réseau : c’est son erreur qu’il faut battre. Le meilleur prix unique est bas, car une erreur en pourcentage pénalise surtout les prix trop élevés.
guide-baselines-2 = Le meilleur prix par code postal utilise l’emplacement ; la régression ridge utilise aussi les pièces et la surface. Un réseau qui ne voit que les photos et fait moins bien n’a pas échoué : il en sait moins. Un réseau qui reçoit toutes ces informations et fait moins bien n’a rien tiré d’utile des photos.
guide-figures = Que signifient ces indicateurs ?
guide-figures-1 = Écart absolu moyen : l’erreur moyenne en argent. Écart quadratique moyen : de même, mais une maison dont l’écart est deux fois plus grand compte quatre fois. Biais : indique si les prix sont trop bas ou trop élevés en moyenne.
guide-figures-2 = R² compare le réseau à la prédiction constante du prix moyen de ces maisons : 1 est parfait, 0 n’est pas mieux, moins de 0 est pire. Sur le logarithme du prix, il mesure des rapports, pour que quelques manoirs ne dominent pas.
guide-range = D’où vient la fourchette ?
guide-range-1 = La fourchette vient des erreurs sur des maisons qui n’ont pas servi à entraîner le réseau. Pour des biens semblables, il faut s’attendre à des erreurs de cette taille, à la fréquence indiquée (prédiction conforme). La fourchette ne s’adapte pas à ce bien en particulier.
guide-range-2 = Un bien qui ne ressemble à aucune maison d’entraînement n’est pas semblable en ce sens : alors ni le prix ni la fourchette ne sont fiables, et la page affiche un avertissement.
why-looking = Le réseau prédit le prix en masquant tour à tour chaque partie des photos.
why-photos-of = Photos de la maison { $house }
why-photos = Les photos du bien
why-regions-how = De combien chaque zone augmente le prix : le prix baisse de ce montant quand la zone est recouverte de la couleur moyenne de la photo. Le rouge augmente le prix, le bleu le diminue.
why-regions-exact = Ce que chaque zone des photos ajoute au prix. La somme des zones{ $attributes ->
    [no] { "" }
   *[yes] , des attributs
} et de { $base }, le prix d’un bien dont on ne sait rien, est exactement le prix. Le rouge augmente le prix, le bleu le diminue.
why-pixels-how = À quel point chaque pixel pourrait changer le prix, vers le haut ou vers le bas : le gradient du prix par rapport à la couleur du pixel. Il montre où le réseau est sensible, et non ce qui augmente le prix.
why-title = Comment les photos influencent le prix
why-map = Carte sur les photos
why-regions = Zones
why-pixels = Pixels
why-none = Aucune
why-point = Pointez une zone pour voir ce qu’elle ajoute.
why-tap = Touchez une zone pour voir ce qu’elle ajoute.
why-words = Résumé
why-most = Zones qui influencent le plus le prix
why-region = Zone
why-adds = Ajoute
why-told = Attributs et code postal
why-told-how = Ce que chaque valeur ajoute, par rapport au cas où elle serait inconnue. Les valeurs interagissent : leur somme n’est pas le prix.
why-told-exact = Ce que chaque valeur ajoute au prix.
why-told-table = Ce que chaque attribut ajoute au prix
why-attribute = Attribut
why-layers = Ce que voient les premières couches
why-layers-how = Filtres : le motif que chacun cherche ; le gris n’a pas d’effet. Activations : la force avec laquelle il le trouve dans la première photo, ou dans toutes les photos si elles forment une image ; le blanc est le plus fort. Chaque image a sa propre échelle.
why-filters = { $shown } filtres sur { $all } de la première couche
why-activations = { $shown } activations sur { $all } de la couche { $layer }
why-like = Biens comparables du jeu d’entraînement
why-like-how = Les plus semblables d’après ce que l’on sait des deux biens (photos, attributs, code postal), selon la distance de Gower : la moyenne de toutes les différences, chacune rapportée à son étendue.
explain-top-left = en haut à gauche
explain-top = en haut au centre
explain-top-right = en haut à droite
explain-left = au milieu à gauche
explain-middle = au milieu
explain-right = au milieu à droite
explain-bottom-left = en bas à gauche
explain-bottom = en bas au centre
explain-bottom-right = en bas à droite
explain-increase = Plus forte hausse : { $most } ({ $amount }).
explain-decrease = Plus forte baisse : { $least } ({ $taken }).
explain-parts = À partir de { $base }, le prix d’un bien dont on ne sait rien, les photos ajoutent { $photos } et les attributs { $attributes }.
explain-nothing = Aucune partie des photos ne change ce prix : le réseau les ignore.

## Estimation

predict-blurb = Choisissez les photos d’un bien, une par pièce.
predict-needs-all = Choisissez les photos d’un bien. { $photos ->
    [one] Ce modèle a besoin d’une photo.
   *[other] Ce modèle a besoin des { $photos } photos.
}
predict-needs-one = Choisissez des photos d’un bien. { $photos ->
    [one] Ce modèle a besoin d’une photo.
   *[other] Ce modèle a besoin d’au moins une photo, et en utilise jusqu’à { $photos }.
}
predict-zip-code = Code postal
predict-category-unknown = inconnu
predict-category-other = autre
predict-zip-code-unknown = autre ou inconnu
predict-zip-code-type = Saisissez un code postal. Le modèle connaît { $codes } codes postaux.
predict-zip-code-new = Le modèle n’a pas été entraîné sur ce code postal. Il est traité comme inconnu.
predict-about = À propos du bien
predict-about-how = Ce modèle n’utilise pas que des photos. Les champs vides comptent comme la moyenne des maisons d’entraînement.
predict-slider = Faire varier { $name } et voir le prix
predict-moved = { $by } par rapport à { $before } avant le déplacement des curseurs.
predict-montage = Les photos assemblées en une image de { $width } sur { $height } pixels
predict-montage-size = { $width } × { $height } pixels, chaque photo à { $tile } × { $tile }.
predict-montage-pretrained = Un petit aperçu des photos. Le réseau voit chacune en 224 × 224 pixels.
predict-montage-reading = Lecture des photos
predict-montage-to-come = Les photos en une petite image
predict-montage-all = Cette image est tout ce que voit le réseau.
predict-no-photos = Ce modèle n’utilise pas de photos.
predict-montage-and-told = Le réseau utilise cette image et les valeurs ci-dessus.
predict-untold = Les champs vides comptent comme la moyenne des maisons d’entraînement. L’erreur et la fourchette de prix ont été mesurées sur des maisons sans champs vides ; elles ne valent donc pas pour ce bien.
predict-seen = Ce que voit le réseau
predict-range-holds = Une fourchette ainsi calculée contient le vrai prix de { $rate } des biens comparables.
predict-range-fewer = Ce bien a { $given } photos sur { $photos }. Une telle fourchette contient le prix de { $rate } des maisons d’entraînement quand elles sont estimées avec aussi peu de photos, par des réseaux qui n’ont pas été entraînés sur elles.
predict-range-tested = Sur les maisons de test de l’essai { $run }, la proportion était de { $covered }.
predict-range-middle = La moitié des erreurs de l’essai { $run } se trouvent dans une telle fourchette, mesurée sur { $houses ->
    [one] { $houses } maison de test
   *[other] { $houses } maisons de test
}.
predict-off = Sur des biens qu’il n’avait pas vus, le modèle s’est trompé de { $off } en moyenne.
predict-line = L’estimation { $price } sur une ligne logarithmique de prix
predict-no-valuation = L’illustration d’une méthode, pas une expertise immobilière.
predict-estimate = Estimation
predict-estimate-price = Estimer le prix
predict-why = Expliquer ce prix
predict-no-model = Il n’y a pas encore de modèle.
predict-not-saved = Le navigateur a bloqué le téléchargement du modèle. Autorisez les téléchargements pour cette page et réessayez.
predict-keep = Fichier du modèle
predict-keep-how = Un seul fichier contient les poids et tout ce qu’il faut pour estimer de nouveau.
predict-save = Enregistrer le modèle
predict-save-onnx = Enregistrer en ONNX
predict-elsewhere = Les fichiers ONNX fonctionnent dans d’autres programmes. Ce script convertit les modèles vers Keras et PyTorch, et inversement :
predict-elsewhere-pretrained = Pour ce modèle, le script a besoin des poids du réseau préentraîné dans le même dossier :
predict-load = Charger un modèle…
predict-load-file = Charger un modèle depuis un fichier
predict-before = Modèle précédent : { $file }.
predict-take-back = Restaurer
predict-load-how = Cela remplace le modèle actuel ; les essais restent.

photos-yours = Vos photos
photos-clear = Tout retirer
photos-several = Si vous choisissez plusieurs photos à la fois, elles sont attribuées selon la pièce indiquée dans leur nom, comme dans { $example }. Le modèle reconnaît les pièces des autres s’il le peut ; sinon, elles sont prises dans cet ordre.
photos-drag = Faites glisser une photo vers une autre place pour échanger les pièces, ou collez-en une depuis le presse-papiers.
photos-choose-room = Pour échanger deux pièces, choisissez l’autre pièce dans la liste sous une photo.
photos-recognised = Les pièces ont été reconnues sur les photos. Si l’une est fausse, choisissez la bonne dans la liste sous sa photo.
photos-too-many = Les { $used } premières photos sur { $chosen } sont utilisées.
photos-in-order = Les noms de certaines photos ne disent pas quelle pièce elles montrent : elles sont prises dans l’ordre. Veuillez vérifier leurs pièces.
photos-unsure = Veuillez vérifier cette pièce.
photos-not-used = inutilisée
photos-spare = Inutilisées
homes-unsure-rooms = Veuillez vérifier quelle photo montre quelle pièce.
photos-room = Pièce
photos-drop = Déposez ou choisissez une photo : { $room }
photos-broken = Ce fichier ne peut pas être affiché comme une image
photos-alt = Photo « { $room } »
photos-replace = Remplacer
photos-choose = Choisir…
photos-choose-one = Choisir la photo « { $room } »
photos-camera = Appareil photo
photos-take-one = Prendre la photo « { $room } » avec l’appareil photo

homes-no-photos = Il n’y a pas de photos parmi ces fichiers. Choisissez un dossier avec des photos de biens.
homes-too-many = Ce sont { $homes } biens, mais vous pouvez en estimer au plus { $most } à la fois. Choisissez-en moins.
homes-without-photos = Ce modèle n’utilise pas de photos ; tous les biens d’une liste auraient donc le même prix. Ajoutez un tableau avec des attributs, ou entraînez un modèle qui utilise des photos.
homes-no-model = Il n’y a pas encore de modèle. Entraînez-en un, ou chargez-en un depuis un fichier.
homes-on-list = { $homes ->
    [one] { $homes } bien dans la liste.
   *[other] { $homes } biens dans la liste.
}
homes-priced = Estimés : { $priced } sur { $homes ->
    [one] { $homes } bien
   *[other] { $homes } biens
}.
homes-no-attributes = Ce modèle utilise aussi des attributs. Ils ne sont pas connus pour ces biens ; ils comptent donc comme la moyenne de ses maisons d’entraînement.
homes-table = Les biens et leurs prix
homes-home = Bien
homes-price = Prix
homes-range = Fourchette de prix
homes-note = Remarque
homes-look = Voir
homes-look-at = Voir { $home }
homes-more = Afficher { $homes } de plus
homes-save = Enregistrer en CSV
homes-again = Estimer de nouveau
homes-cleared = La liste a été vidée.
homes-clear = Vider la liste
homes-many = Plusieurs biens
homes-many-how = Choisissez ou déposez un dossier avec les photos de plusieurs biens, sans prix : un dossier par bien, ou des fichiers nommés d’après le bien et la pièce, comme dans 12_kitchen.jpg. Vous pouvez y joindre un tableau d’attributs, avec une ligne par bien.
homes-choose = Choisir des biens…
homes-choose-folder = Choisir un dossier avec les photos de plusieurs biens
homes-of-model = Ces prix viennent de { $model }. Estimez de nouveau avec le modèle utilisé maintenant.
homes-waiting = en attente
homes-asked = estimation en cours
homes-not-priced = pas encore estimé
homes-guess = Ne ressemble pas aux maisons d’entraînement : peu fiable.
homes-missing = Photos manquantes : { $rooms }.
homes-no-ranges = Ce modèle ne donne pas de fourchettes de prix : aucune maison n’a été mise de côté pendant l’entraînement pour les mesurer.
homes-fewer-photos = Estimé sans ces photos : { $rooms }. La fourchette en est plus large.
homes-rows-differ = Plusieurs lignes ont l’identifiant { $home } mais des valeurs différentes.
homes-columns = Colonnes utilisées : { $columns }.
homes-columns-missing = { $table } n’a pas de colonne pour { $attributes } : la moyenne des maisons d’entraînement est utilisée.
homes-zip-missing = { $table } n’a pas de colonne de codes postaux.
homes-no-value = Pas de valeur pour { $attributes } : la moyenne des maisons d’entraînement est utilisée.
homes-zip-unknown = Le modèle ne connaît pas le code postal { $code }.
homes-no-zip = Pas de code postal.
homes-other-tables = Ces tableaux énumèrent peut-être aussi les biens : { $tables }.
homes-archive-unread = « { $file } » n’est pas utilisé. { $problem }
homes-table-unused = Non utilisé : { $tables }. Aucune photo ne correspond à une ligne, ou le modèle n’utilise aucune des colonnes.
homes-unclear = Il n’est pas certain que les photos appartiennent à ces lignes. Comparez quelques biens avec le tableau avant d’estimer.
homes-confirm = Les photos sont justes : estimer
homes-ignore-table = Suivre les noms des photos
homes-unconfirmed = attend votre réponse
homes-reading = Lecture du tableau…
homes-save-excel = Enregistrer en Excel

## Enregistrement

keeping-other-tab = Un autre onglet de cette page est ouvert, et un seul onglet peut enregistrer. Les essais de cet onglet ne sont pas enregistrés tant que l’autre reste ouvert.
keeping-taken-over = L’autre onglet a été fermé : les essais de cet onglet seront enregistrés à partir de la prochaine époque.
keeping-replaced = Ce navigateur avait enregistré un autre essai interrompu. Il a été mis à part avec ses maisons, car cet onglet a son propre essai : enregistrez-le dans un fichier, ou supprimez-le.
keeping-room-again = L’enregistrement fonctionne de nouveau, et tout est enregistré.
keeping-full = Le navigateur n’a plus d’espace de stockage pour cette page : l’essai n’est pas enregistré, et vous le perdriez en rechargeant la page. L’essai continue. Libérez de l’espace disque ; la page réessaiera de l’enregistrer.
keeping-full-by-hand = Le navigateur n’a plus d’espace de stockage pour cette page : votre modification n’a pas été enregistrée. Libérez de l’espace disque et réessayez.
keeping-denied-by-hand = Ce navigateur ne permet pas à la page d’enregistrer des données : votre modification n’a pas été enregistrée. Autorisez la page à stocker des données, ou quittez la navigation privée, et rechargez la page.
keeping-failed-by-hand = Le navigateur n’a pas pu enregistrer votre modification. Réessayez.
keeping-denied = Ce navigateur ne permet pas à la page d’enregistrer des données : l’essai n’est pas enregistré, et vous le perdriez en rechargeant la page. L’essai continue. Autorisez la page à stocker des données, ou quittez la navigation privée, et rechargez la page.
keeping-failed = Le navigateur n’a pas pu enregistrer l’essai : vous le perdriez en rechargeant la page. L’essai continue, et la page réessaiera de l’enregistrer.
keeping-silent = Le stockage du navigateur ne répond pas : rien n’est enregistré, et vous perdriez votre travail en rechargeant la page. La page continue de fonctionner, et enregistrera dès que le stockage répondra. S’il ne répond pas, fermez les autres onglets de cette page et redémarrez le navigateur.
keeping-blocked = Une version plus ancienne de cette page est ouverte dans un autre onglet et bloque les données enregistrées : rien n’est enregistré ici, et vous perdriez votre travail en rechargeant la page. Fermez ou rechargez l’autre onglet, et celui-ci enregistrera votre travail.
keeping-answers = Le stockage du navigateur répond de nouveau : les données en attente sont en cours d’enregistrement.
keeping-outdated = Une version plus récente de cette page est ouverte dans un autre onglet et a pris en charge les données enregistrées. Cet onglet n’enregistre plus rien : enregistrez la session dans un fichier, puis rechargez la page.
keeping-stuck = Certaines données enregistrées ne peuvent pas être lues et n’ont pas pu être mises à part. Pour les laisser intactes, cet onglet n’enregistre ni essais, ni maisons, ni modèles tant que vous ne choisissez pas « Effacer les données enregistrées ». Enregistrez la session dans un fichier avant de fermer l’onglet.
keeping-stuck-newer = Certaines données enregistrées viennent d’une version plus récente de cette page. Pour les laisser intactes, cet onglet n’enregistre ni essais, ni maisons, ni modèles. Enregistrez la session dans un fichier avant de fermer l’onglet.
keeping-failed-model = Le navigateur n’a pas pu enregistrer le modèle du dernier essai : vous le perdriez en rechargeant la page. Enregistrez le modèle dans un fichier. La page réessaiera de l’enregistrer.
keeping-failed-listed = Le navigateur n’a pas pu enregistrer certains essais et séries de la liste : vous les perdriez en rechargeant la page. Enregistrez la session dans un fichier. La page réessaiera de les enregistrer.
keeping-failed-forget = Le navigateur n’a pas pu effacer les données enregistrées. La page réessaiera.
keeping-old-form = Les données enregistrées dans ce navigateur viennent d’une ancienne version de cette page, dans un format qui n’est plus pris en charge. Elles ont été mises à part : enregistrez-les dans un fichier, supprimez-les, ou laissez-les.
keeping-newer = Les données enregistrées dans ce navigateur viennent d’une version plus récente de cette page. Faites la mise à jour dès que la page la propose ; d’ici là, tout reste tel quel.
keeping-damaged = Les données enregistrées dans ce navigateur sont endommagées et inutilisables. Elles ont été mises à part : enregistrez-les dans un fichier, supprimez-les, ou laissez-les. Puis recommencez.
keeping-list-old-form = Certains essais enregistrés dans la liste viennent d’une ancienne version de cette page, dans un format qui n’est plus pris en charge. Ils ont été mis à part : enregistrez-les dans des fichiers, supprimez-les, ou laissez-les. Les autres essais ne sont pas touchés.
keeping-list-newer = Certains essais enregistrés dans la liste viennent d’une version plus récente de cette page. Les autres essais ne sont pas touchés. Faites la mise à jour dès que la page la propose ; d’ici là, ces essais restent tels quels.
keeping-list-damaged = Certains essais enregistrés dans la liste sont endommagés et ne peuvent pas être affichés. Ils ont été mis à part : enregistrez-les dans des fichiers, supprimez-les, ou laissez-les. Les autres essais ne sont pas touchés.
keeping-not-read = L’essai enregistré n’a pas pu être lu. Rechargez la page, ou abandonnez l’essai.

saved-run = L’essai { $run } sur « { $data } » a été interrompu après l’époque { $epoch } sur { $epochs }, et enregistré { $ago }.
saved-just-now = il y a moins d’une minute
saved-minutes-ago = { $minutes ->
    [one] il y a { $minutes } minute
   *[other] il y a { $minutes } minutes
}
saved-hours-ago = { $hours ->
    [one] il y a { $hours } heure
   *[other] il y a { $hours } heures
}
saved-days-ago = { $days ->
    [one] il y a { $days } jour
   *[other] il y a { $days } jours
}

recovery-not-started = Le processus de calcul n’a pas pu démarrer. Vérifiez la connexion, puis rechargez la page.
recovery-idle = Le processus de calcul { $fault ->
    [memory] a manqué de mémoire
   *[broken] a planté
} et a été redémarré. Les maisons et le modèle sont toujours là.
recovery-idle-over = Le processus de calcul { $fault ->
    [memory] a manqué de mémoire
   *[broken] a planté
} { $times } fois. Il redémarrera à votre prochain entraînement ou à votre prochaine estimation.
recovery-no-model = Le processus de calcul { $fault ->
    [memory] a manqué de mémoire
   *[broken] a planté
} avant la fin de la première époque ; l’essai arrêté n’a donc pas de modèle.
recovery-run-over = Le processus de calcul { $fault ->
    [memory] a manqué de mémoire
   *[broken] a planté
} à plusieurs reprises ; l’essai s’est donc terminé. Essayez des vignettes plus petites, moins de filtres ou un lot plus petit.
recovery-goes-on = Le processus de calcul { $fault ->
    [memory] a manqué de mémoire
   *[broken] a planté
} et a été redémarré. L’entraînement { $device ->
    [cpu] continue sur le CPU
   *[same] continue
} après l’époque { $epoch }.
recovery-begins-again = Le processus de calcul { $fault ->
    [memory] a manqué de mémoire
   *[broken] a planté
} et a été redémarré. L’entraînement { $device ->
    [cpu] recommence sur le CPU
   *[same] recommence
}.

table-reader-not-started = Le lecteur de tableaux n’a pas pu démarrer. Vérifiez la connexion, puis rechargez la page.
table-reader-ended = Le lecteur de tableaux a planté ou a manqué de mémoire. Réessayez avec des fichiers plus petits.
photo-reader-not-started = Le lecteur de photos n’a pas pu démarrer. Vérifiez la connexion, puis rechargez la page.
photo-reader-ended = Le lecteur de photos a planté ou a manqué de mémoire. Réessayez avec des fichiers plus petits.
photo-reader-not-compared = Les photos n’ont pas pu être comparées entre elles ; les copies et les valeurs aberrantes ne sont donc pas signalées. Toutes les maisons sont chargées. Pour comparer leurs photos, chargez de nouveau le dossier.
photo-reader-no-room = Le navigateur n’a pas de place pour les images des maisons. Fermez d’autres onglets, ou choisissez moins de maisons.
team-no-room = { $network ->
    [features] Les maisons ne tiennent pas dans la mémoire de cet onglet. Choisissez moins de maisons.
   *[pixels] Les maisons ne tiennent pas dans la mémoire de cet onglet. Choisissez des vignettes plus petites ou moins de maisons.
}
team-died = { $network ->
    [features] Son processus de calcul a planté ou a manqué de mémoire deux fois. Réduisez le nombre de membres de l’ensemble ou de maisons.
   *[pixels] Son processus de calcul a planté ou a manqué de mémoire deux fois. Essayez des vignettes plus petites, moins de filtres ou un lot plus petit.
}
team-no-pictures = Le navigateur a perdu les images des maisons. Chargez de nouveau les maisons.
team-not-a-number = Après l’époque { $epoch }, la perte de cet essai n’était plus un nombre ; il n’est donc pas compté. Essayez un taux d’apprentissage plus faible.

keeping-forgotten = Les données enregistrées ont été effacées.
keeping-discarded = L’essai a été abandonné.
shelf-heading = Enregistrés par vous
shelf-how = Une session contient la liste des essais, le modèle et les réglages, sans photos. Rouvrez-la plus tard, ou dans un autre navigateur.
shelf-keep = Enregistrer la session dans le navigateur
shelf-keep-model = Enregistrer le modèle dans le navigateur
shelf-save = Enregistrer la session dans un fichier
shelf-open = Ouvrir une session…
shelf-open-file = Ouvrir une session ou un essai depuis un fichier
shelf-nothing = Il n’y a encore ni essai ni modèle.
shelf-denied = Ce navigateur ne permet pas à la page d’enregistrer des données. Enregistrez plutôt un fichier.
shelf-session-name = Session { $n }
shelf-content = { $runs ->
    [0] réglages{ $model ->
        [model] {" et modèle"}
       *[none] {""}
    }
    [one] { $runs } essai ou série{ $model ->
        [model] , modèle et réglages
       *[none] {" et réglages"}
    }
   *[other] { $runs } essais et séries{ $model ->
        [model] , modèle et réglages
       *[none] {" et réglages"}
    }
}
shelf-model = modèle
shelf-name = Nom
shelf-what = Contenu
shelf-when = Enregistré
shelf-size = Taille
shelf-do = Actions
shelf-open-one = Ouvrir
shelf-save-one = Enregistrer
shelf-delete = Supprimer
shelf-open-named = Ouvrir { $name }
shelf-save-named = Enregistrer { $name } dans un fichier
shelf-delete-named = Supprimer { $name }
shelf-deleted = Supprimé : { $name }.
shelf-undo = Annuler
shelf-unreadable = La liste « Enregistrés par vous » ne peut pas être lue : elle vient d’une ancienne version ou d’une version plus récente de cette page, ou elle est endommagée. Ses éléments portent des numéros au lieu de noms.
shelf-damaged = « { $name } » n’est pas une session, ou est endommagé. Choisissez un fichier .facade enregistré par Facade.
shelf-old-form = « { $name } » a été enregistré par une ancienne version de Facade, dans un format qui n’est plus pris en charge. Rien n’a été changé ici.
shelf-newer = « { $name } » a été enregistré par une version plus récente de Facade. Faites la mise à jour dès que la page la propose, puis ouvrez de nouveau le fichier.
shelf-unsound = « { $name } » contient des nombres impossibles, comme un prix infini. Rien n’en a été chargé.
shelf-came = { $runs ->
    [one] { $runs } essai ou série d’une session a été ajouté à la liste.
   *[other] { $runs } essais et séries d’une session ont été ajoutés à la liste.
}
shelf-no-room = { $runs ->
    [one] { $runs } de ses essais et séries n’a pas trouvé place dans la liste
   *[other] { $runs } de ses essais et séries n’ont pas trouvé place dans la liste
}, qui en contient au plus { $most }. Supprimez-en quelques-uns, puis ouvrez de nouveau la session.
shelf-left-out = { $runs ->
    [one] { $runs } de ses essais et séries a été ignoré :
   *[other] { $runs } de ses essais et séries ont été ignorés :
}{ $why ->
    [newer] {" "}version plus récente de Facade. Rechargez la page pour obtenir cette version, puis ouvrez de nouveau la session.
    [unsound] {" "}nombres impossibles, comme un prix infini.
   *[damaged] {" "}données endommagées. Enregistrez de nouveau la session, et ouvrez le nouveau fichier.
}
shelf-unknown = un élément que cette version ne peut pas lire
shelf-found = Élément { $number }
shelf-model-moved = Le modèle « { $name } », enregistré par un autre onglet, se trouve maintenant sous « Enregistrés par vous », car cet onglet a son propre modèle.
shelf-opened = « { $name } » a été ouvert : { $runs ->
    [none] il n’y a pas d’essais
    [left-out] aucun de ses essais n’a été ajouté à la liste
    [there] ses essais étaient déjà dans la liste
   *[some] { $added ->
    [one] { $added } essai ou série a été ajouté à la liste
   *[other] { $added } essais et séries ont été ajoutés à la liste
}
}.
rename = Renommer
rename-named = Renommer { $name }
rename-label = Nouveau nom
list-save = Enregistrer
list-save-named = Enregistrer { $name } dans un fichier

## Jusqu’où se fier à un résultat

trust-off = Sur { $houses ->
    [one] { $houses } maison de test, le modèle s’est trompé de { $mae }.
   *[other] { $houses } maisons de test, le modèle s’est trompé de { $mae } en moyenne ; pour la moitié d’entre elles, de { $median } ou moins.
}{ $few ->
    [yes] {" "}Avec si peu de maisons, les deux nombres peuvent relever du hasard.
   *[no] {""}
}
trust-interval = Intervalle de confiance à 95 % : { $interval }
trust-outside = { $name } vaut { $value }, mais aucune maison d’entraînement { $side ->
    [above] ne dépasse
   *[below] n’est en dessous de
} { $limit } : vérifiez la valeur, et ne vous fiez pas au prix.
predict-no-range = Pour ce bien, l’erreur peut dépasser celle des maisons de test : aucune fourchette de prix n’est donc affichée.
predict-part-base = le prix d’un bien dont on ne sait rien
predict-no-parts = Les parts de ce réseau ne peuvent pas être imprimées. La page montre quels endroits des photos changent son prix.

## Le modèle qui estime

model-of-file = Fichier « { $file } »
model-with-error = { $name }, écart moyen de { $error }
model-other = Les prix viennent d’un autre modèle : { $model }.{ $kept ->
    [gone] {" "}Le modèle de l’essai { $run } n’est plus là : la page garde les modèles les plus récents, jusqu’à { $room } en tout, et plus longtemps ceux des essais épinglés.
   *[kept] {""}
}
model-use-run = Estimer avec l’essai { $run }
model-unread = Le modèle de l’essai { $run } n’a pas pu être lu. Entraînez-le de nouveau, ou estimez avec un autre essai.
model-in-use = Modèle : { $model }.
listed-pin = Épingler
listed-pinned = Épinglé
listed-pin-one = garder le modèle de { $name } plus longtemps que les autres
listed-no-model = pas de modèle

## Rapports et exportations

report-title = { $run } sur { $data }
report-of-run = Facade, rapport d’un essai
report-when = { $date }, sur { $device }
report-mean-error = MAPE sur { $houses ->
    [one] { $houses } maison de test
   *[other] { $houses } maisons de test
} ; écart-type d’une maison à l’autre : { $spread }.
report-figures = Indicateurs
report-value = Valeur
report-figure = Indicateur
report-guesses = Valeurs de référence
report-guesses-error = MAPE sur les mêmes maisons de test
report-curve = Erreur par époque
report-curve-how = Erreur de validation en pourcentage, sur un axe logarithmique ; la ligne en tirets est le meilleur prix unique.
report-scatter = Prix prédit et prix réel
report-scatter-near = { $near } sur { $houses ->
    [one] { $houses } maison
   *[other] { $houses } maisons
} à un facteur deux près (la bande teintée).
report-spread = Distribution des erreurs
report-by-zip-code = Erreur par code postal
report-zip-code = Code postal
report-by-price = Erreur selon le prix réel
report-actual-price = Prix réel
report-houses = Maisons
report-bias = Biais
report-group-error = MAPE
report-beside = Jeux de test et d’entraînement
report-test = Test
report-training = Entraînement
report-prices = Distribution des prix
report-prices-half = { $houses ->
    [one] { $houses } maison ; la moitié coûte moins de { $median }.
   *[other] { $houses } maisons ; la moitié d’entre elles coûtent moins de { $median }.
}
report-left-out = Maisons exclues
report-reason = Raison
report-trained = Réglages de l’entraînement
report-setting = Réglage
report-test-houses = Maisons de test
report-house = Maison
report-actual = Réel
report-predicted = Prédit
report-off = Écart
report-error = Erreur
report-whole = Dans l’ensemble : { $bias }.
report-made-by = Produit par Facade { $version }.

findings-prices = Distribution des prix
findings-prices-drawn = Distribution des prix, sur une échelle logarithmique, de { $lowest } à { $highest } ; la médiane est { $median }.
findings-prices-table = Maisons par prix
findings-price = Prix
findings-houses = Maisons
findings-half = La moitié des maisons coûtent moins de { $median }
findings-take-in = Réintégrer { $house }
findings-leave-out = Exclure { $house }
findings-leak = Fuite de données : une maison est dans le jeu d’entraînement, une autre dans le jeu de test ; l’erreur de test est donc trop optimiste.
findings-found = { $things ->
    [0] Aucun problème trouvé.
    [one] { $things } problème possible. Rien n’est exclu automatiquement.
   *[other] { $things } problèmes possibles. Rien n’est exclu automatiquement.
}
findings-leaks = { $pairs ->
    [one] { $pairs } paire de maisons qui partagent une photo est répartie entre le jeu d’entraînement et le jeu de test.
   *[other] { $pairs } paires de maisons qui partagent des photos sont réparties entre le jeu d’entraînement et le jeu de test.
}
findings-keep-together = Garder les copies ensemble
findings-unlikely = { $houses ->
    [one] { $houses } prix de maison d’entraînement est à vérifier
   *[other] { $houses } prix de maisons d’entraînement sont à vérifier
} d’après le dernier essai : il y a peut-être une erreur dans le prix ou les photos, ou la maison sort de l’ordinaire. Les maisons de test ne sont pas énumérées, car exclure celles qui sont difficiles à estimer ferait paraître l’erreur trop faible.
findings-unlikely-table = Prix à vérifier
findings-heading = Contrôle des données
findings-table = Constats
findings-finding = Constat
findings-to-do = Action
findings-more = Afficher { $more } de plus
findings-save = Enregistrer le rapport en CSV
findings-house-out = La maison { $house } est exclue du prochain essai.
findings-houses-out = Les maisons { $houses } sont exclues du prochain essai.
findings-many-out = { $count } maisons sont exclues du prochain essai.
findings-all-in = Tout réintégrer

## Session et processus

session-no-houses = Aucune maison n’est encore chargée. Choisissez un dossier, ou utilisez les maisons d’exemple.
session-tile = Les photos ont été chargées avec des vignettes de { $tiled } pixels, mais la taille est réglée sur { $settings }. Chargez de nouveau les maisons.
session-no-looker = Le GPU n’est pas préparé pour le réseau préentraîné.
session-no-model = Il n’y a pas encore de modèle. Entraînez-en un, ou chargez-en un depuis un fichier.
session-no-workbook = Le classeur n’a pas pu être écrit : { $why }
session-photos = Les maisons ont { $photos } photos chacune, mais les réglages en attendent { $settings }. Chargez de nouveau les maisons.
session-not-a-number = Après l’époque { $epoch }, les prix du réseau ne sont plus des nombres finis ; l’essai n’a donc ni résultats ni modèle. Essayez un taux d’apprentissage plus faible.
session-montage = L’image ne convient pas au modèle, qui demande { $width } sur { $height } pixels. Choisissez de nouveau les photos.

gpu-looking = Recherche d’un GPU
gpu-timing = Chronométrage de quelques pas d’entraînement sur le GPU et sur le CPU
gpu-or-cpu = { $why } Choisissez « CPU » ou « Automatique ».
gpu-emulated = Le WebGPU du navigateur ({ $name }) est émulé sur le CPU.
gpu-no-steps = Aucun processeur n’a pu calculer un pas d’entraînement. Rechargez la page.
gpu-not-built = Ce programme a été compilé sans prise en charge du GPU.
gpu-no-webgpu = Ce navigateur n’a pas WebGPU.
gpu-no-adapter = Le WebGPU du navigateur n’a trouvé aucun GPU.
gpu-no-timestamps = Il manque au GPU la fonction timestamp-query de WebGPU, nécessaire à l’entraînement.
gpu-no-answer = Le WebGPU du navigateur ne répond pas. Pour utiliser le GPU, redémarrez le navigateur.
gpu-not-started = Le GPU n’a pas pu démarrer : { $why }.
gpu-unnamed = sans nom

worker-file-unread = { $file } ne peut pas être lu et n’est pas utilisé : { $problem }
worker-photo-unread = La photo « { $room } » ne peut pas être lue : { $problem }
worker-houses-large = Les images des maisons demandent { $megabytes } MB, plus que la mémoire disponible. Choisissez des vignettes plus petites ou moins de maisons.
worker-houses-lost = Le navigateur a perdu les images des maisons. Chargez de nouveau les maisons.
worker-file-refused = le navigateur n’a pas pu lire le fichier
bitmap-no-size = sa taille manque
bitmap-other-size = elle n’a pas la taille annoncée

model-file-other = Ce n’est pas un fichier de modèle. Choisissez un fichier .safetensors enregistré par Facade.
model-file-large = Ce fichier est plus grand que n’importe quel modèle de Facade. Choisissez un fichier .safetensors enregistré par Facade.
model-file-foreign = Ce fichier safetensors n’a pas été enregistré par Facade : il ne décrit pas comment estimer avec ses poids. Choisissez un fichier enregistré par Facade.
model-file-unknown = Cette page ne peut pas lire ce type de fichier de modèle ({ $kind }). Rechargez la page pour obtenir sa version la plus récente.
model-file-version = version { $version }
model-file-order = un autre ordre des canaux ou des photos
model-file-network = caractéristiques d’un autre réseau préentraîné
model-file-unpacked = Le modèle n’a pas pu être écrit dans un fichier : { $why }.
model-file-beyond = Le modèle fait { $size } MB, mais seuls des fichiers de { $most } MB au plus peuvent être ouverts. Choisissez moins de filtres, des photos plus petites ou moins de codes postaux, et relancez l’entraînement.
model-file-no-parameter = il manque un paramètre
# Ce qui suit est chaque fois une proposition, qui dit ici ce qui ne va pas.
model-file-damaged = Le fichier de modèle est endommagé : { $what }. Enregistrez de nouveau le modèle, et chargez le nouveau fichier.
model-file-length = sa longueur diffère de celle de son en-tête
model-file-unreadable = sa description ne peut pas être lue ({ $why })
model-file-long-name = un de ses noms est trop long
model-file-rooms = son nombre de pièces diffère de son nombre de photos
model-file-scale = son échelle de prix n’est pas un nombre positif
model-file-ranges = ses fourchettes de prix sont invalides
model-file-asks = ses attributs ne correspondent pas à son réseau
model-file-prices = son intervalle de prix d’entraînement est invalide
model-file-parameters = son nombre de paramètres ne correspond pas à son réseau
model-file-epochs = plus d’époques sont terminées qu’il n’était prévu
model-file-error = son erreur est négative ou n’est pas un nombre
model-file-few-weights = il contient moins de poids que n’en demande son réseau
model-file-no-tensor = il manque { $name }
model-file-tensor-shape = { $name } a une autre forme ou un autre type
model-file-below-zero = { $name } a des valeurs inférieures à zéro
model-file-no-numbers = certains de ses poids ne sont pas des nombres
model-file-neighbours = ses données sur les maisons d’entraînement sont incohérentes

backbone-other = Ce n’est pas un fichier safetensors. Choisissez les poids d’un ResNet-18 ou d’un EfficientNet-Lite0, enregistrés en .safetensors.
backbone-large = Ce fichier est plus grand qu’un ResNet-18. Choisissez les poids d’un ResNet-18 ou d’un EfficientNet-Lite0, enregistrés en .safetensors.
backbone-unknown = Le fichier ne contient ni « conv1.weight », comme un ResNet-18, ni « conv_stem.weight », comme un EfficientNet-Lite0. Choisissez un ResNet-18 avec les noms de paramètres de torchvision ou de timm, ou un EfficientNet-Lite0 avec ceux de timm.
backbone-missing = Le fichier ressemble à { $network }, mais il ne contient pas « { $name } ». Choisissez un ResNet-18 avec les noms de paramètres de torchvision ou de timm, ou un EfficientNet-Lite0 avec ceux de timm.
backbone-deeper = Le fichier contient « { $name } », que { $network } n’a pas : c’est un autre réseau. Choisissez un ResNet-18 ou un EfficientNet-Lite0.
backbone-shape = Dans le fichier, « { $name } » a la forme { $found }, mais { $wanted } dans { $network }. Choisissez un ResNet-18 ou un EfficientNet-Lite0.
backbone-type = Dans le fichier, « { $name } » est de type { $found }. Enregistrez les poids en simple précision (F32), et choisissez ce fichier.
backbone-values = Dans le fichier, « { $name } » a des valeurs que n’a aucun réseau entraîné. Choisissez un autre fichier.

checkpoint-unreadable = Le point de reprise de l’essai ne peut pas être lu. Relancez l’essai.
checkpoint-other-houses = L’essai enregistré a été entraîné sur d’autres maisons. Abandonnez-le, et lancez un nouvel essai.
checkpoint-other-settings = L’essai enregistré avait d’autres réglages. Rétablissez-les, ou lancez un nouvel essai.

encoder-nothing = Ce réseau apprend à partir d’attributs, mais aucun attribut du tableau ne diffère d’une maison à l’autre. Choisissez un réseau qui voit les photos, ou un tableau avec des colonnes comme le nombre de chambres et la surface.
encoder-untold = Aucune maison d’entraînement n’a de valeur pour { $attribute } : le réseau ne l’utilise pas.
encoder-same = Toutes les maisons d’entraînement ont la même valeur pour { $attribute } : le réseau ne l’utilise pas.
encoder-same-zip-code = Toutes les maisons d’entraînement ont le même code postal : le réseau ne l’utilise pas.

prepared-single-step = La taille de lot de { $batch } dépasse les { $houses } maisons d’entraînement ; chaque époque n’est donc qu’un seul pas. Choisissez une taille de lot plus petite.
prepared-looking = Calcul des caractéristiques des photos : { $done } maisons sur { $houses }
prepared-learning = Apprentissage de filtres à partir des photos

trainer-device = Le processeur ne répond plus : { $why }.
trainer-not-finite = Au pas { $step } de l’époque { $epoch }, la perte n’était plus un nombre. Essayez un taux d’apprentissage plus faible. Le modèle de l’époque précédente est gardé.
trainer-no-price = Le modèle ne prédit aucun prix pour ces photos : ses poids sont trop grands. Chargez un autre modèle, ou entraînez-en un.
trainer-too-few = { $houses ->
    [one] Sur { $houses } maison d’entraînement, il n’en resterait aucune pour l’entraînement. Mettez-en moins de côté pour la validation, ou chargez plus de maisons.
   *[other] Sur { $houses } maisons d’entraînement, il n’en resterait aucune pour l’entraînement. Mettez-en moins de côté pour la validation, ou chargez plus de maisons.
}
trainer-members = L’ensemble a { $members } membres, un pour chaque partie de { $houses } maisons d’entraînement. Choisissez moins de membres qu’il n’y a de maisons.
trainer-no-backbone = Ce réseau a besoin des poids d’un backbone. Choisissez leur fichier .safetensors dans les réglages, puis relancez.
trainer-other-backbone = Les réglages indiquent { $wanted }, mais le fichier que vous avez choisi est { $found }. Choisissez l’autre architecture ou un autre fichier.
trainer-no-features = Ce réseau a besoin des caractéristiques des photos, et elles n’ont pas été calculées. Chargez de nouveau les maisons, puis lancez l’essai.

## Le réseau préentraîné

extractor-damaged = Le fichier du réseau préentraîné est endommagé ou incomplet. Rechargez la page ; si cela ne suffit pas, construisez-le de nouveau.
extractor-other-version = Le fichier du réseau préentraîné appartient à une autre version de la page. Rechargez la page.
extractor-missing = Le fichier du réseau préentraîné est introuvable. Construisez la page avec ./run build, ou indiquez le chemin du fichier.
