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

session-no-houses = There are no houses to train on yet. Choose a folder, or use the sample houses.
session-tile = The photos were tiled at { $tiled } pixels, and the settings say { $settings }. Load the houses again at the new size.
session-no-model = There is no model yet. Train one, or load one from a file.
session-photos = The houses have { $photos } photos each, and the settings say { $settings }. Load the houses again.
session-montage = The picture does not fit the model, which takes { $width } by { $height } pixels. Choose the photos again.

gpu-looking = Looking for a GPU
gpu-timing = Timing a few training steps on the GPU and on the CPU
gpu-or-cpu = { $why } Choose the CPU, or automatic choice.
gpu-emulated = The browser's WebGPU ({ $name }) is emulated on the CPU.
gpu-no-steps = No device could do a training step. Load the page again.
gpu-not-built = This program was built without GPU support.
gpu-no-webgpu = This browser has no WebGPU.
gpu-no-adapter = The browser's WebGPU found no graphics processor.
gpu-no-timestamps = The graphics processor lacks WebGPU's timestamp-query, which training needs.
gpu-no-answer = The browser's WebGPU does not answer. To use the GPU, start the browser again.
gpu-not-started = The GPU could not be started: { $why }.
gpu-unnamed = unnamed

worker-photo-unread = The { $room } photo cannot be read: { $problem }
worker-houses-large = The houses' pictures need { $megabytes } MB, more than there is. Choose smaller tiles or fewer houses.
worker-houses-lost = The browser lost the houses' pictures. Load the houses again.
worker-file-refused = the browser could not read the file
bitmap-no-size = its size is missing
bitmap-other-size = it has another size than it says

model-file-other = This is not a model file. Choose a .safetensors file that was saved here.
model-file-large = This file is larger than any model that was saved here. Choose a .safetensors file that was saved here.
model-file-foreign = This safetensors file was not saved by Facade: it does not say how to predict with its weights. Choose a file that was saved here.
model-file-unknown = This model file is of a kind that this page cannot read ({ $kind }). Load the page again to get its newest version.
model-file-version = version { $version }
model-file-order = another order of channels or photos
model-file-unpacked = The model could not be packed into a file: { $why }.
model-file-no-parameter = a parameter is missing
# What follows is a clause each, which stands for what is wrong here.
model-file-damaged = The model file is damaged: { $what }. Save it again where it came from.
model-file-length = its length is not what its header says
model-file-unreadable = what it says about itself cannot be read ({ $why })
model-file-long-name = a name in it is too long
model-file-rooms = its rooms are not as many as its photos
model-file-scale = its price scale is not a positive number
model-file-ranges = its ranges are none
model-file-asks = what it asks about a home is not what its network takes
model-file-prices = its range of training prices is none
model-file-parameters = its number of parameters is not that of its network
model-file-epochs = it has done more epochs than it was to do
model-file-error = its error is below zero or no number
model-file-few-weights = it holds fewer weights than its network needs
model-file-no-tensor = { $name } is missing
model-file-tensor-shape = { $name } has another shape or type
model-file-below-zero = { $name } has values below zero
model-file-no-numbers = some of its weights are not numbers
model-file-neighbours = what it says of its training houses does not fit

resnet-other = This is not a safetensors file. Choose the weights of a ResNet-18, saved as .safetensors.
resnet-large = This file is larger than a ResNet-18. Choose the weights of a ResNet-18, saved as .safetensors.
resnet-missing = The file holds no “{ $name }”. Choose a ResNet-18 in the names of torchvision or timm, such as conv1.weight and layer1.0.bn1.running_mean.
resnet-deeper = The file holds “{ $name }”, which a ResNet-18 does not have: it is another network. Choose a ResNet-18.
resnet-shape = In the file “{ $name }” has the shape { $found }, and in a ResNet-18 { $wanted }. Choose a ResNet-18.
resnet-type = In the file “{ $name }” is of type { $found }. Save the weights in single precision (F32), and choose that file.
resnet-values = In the file “{ $name }” has values that no trained network has. Choose another file.

checkpoint-unreadable = The saved state of the run cannot be read. Start the run again.
checkpoint-other-houses = The saved run was trained on other houses. Discard it, and start a new run.
checkpoint-other-settings = The saved run had other settings. Put them back, or start a new run.

encoder-nothing = This network learns from attributes, and the table has none that differ between houses. Choose a network that sees the photos, or a table with columns such as bedrooms and area.
encoder-untold = No training house tells its { $attribute }: the network does without it.
encoder-same = All training houses have the same { $attribute }: the network does without it.
encoder-same-zip-code = All training houses have the same zip code: the network does without it.

prepared-single-step = A batch of { $batch } is more than the { $houses } training houses: each epoch is a single step. Choose a smaller batch.
prepared-looking = Looking at the photos: { $done } of { $houses } houses
prepared-learning = Learning filters from the photos

trainer-device = The device stopped answering: { $why }.
trainer-not-finite = At step { $step } of epoch { $epoch } the loss was no longer a number. Try a lower learning rate. The model of the epoch before is kept.
trainer-no-price = The model gives no price for these photos: its weights are too large. Load another model, or train one.
trainer-too-few = { $houses ->
    [one] Of { $houses } training house, none would be left to train on. Hold back fewer for validation, or load more houses.
   *[other] Of { $houses } training houses, none would be left to train on. Hold back fewer for validation, or load more houses.
}
trainer-members = The network has { $members } members, one for each part of { $houses } training houses. Choose fewer members than houses.
trainer-no-backbone = This network stands on a ResNet-18 of yours. Choose its .safetensors file in the settings, then start again.
