"""Trains the reference network in Keras on the tensors that `benches/make/tensors.rs` wrote. Prints one JSON object with the seconds of
each epoch after the first, in which the graph is built: `python keras_epoch.py FOLDER EPOCHS`.

    pip install tensorflow-cpu
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

folder, epochs = Path(sys.argv[1]), int(sys.argv[2])
sizes = json.loads((folder / "tensors.json").read_text())
shape = sizes["houses"], sizes["height"], sizes["width"], 3
images = np.fromfile(folder / "images.u8", np.uint8).reshape(shape).astype(np.float32) / 255
prices = np.array(sizes["prices"], np.float32)


def block(filters):
    return [
        keras.layers.Conv2D(filters, 3, padding="same"),
        keras.layers.Activation("relu"),
        keras.layers.BatchNormalization(),
        keras.layers.MaxPooling2D(),
    ]


network = keras.Sequential(
    [
        keras.Input(shape[1:]),
        *[layer for filters in (16, 32, 64) for layer in block(filters)],
        keras.layers.Flatten(),
        keras.layers.Dense(16),
        keras.layers.Activation("relu"),
        keras.layers.BatchNormalization(),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(4, activation="relu"),
        keras.layers.Dense(1),
    ]
)
# The tutorial's `decay`.
rate = keras.optimizers.schedules.InverseTimeDecay(1e-3, 1, 1e-3 / 200)
network.compile(keras.optimizers.Adam(rate), loss="mean_absolute_percentage_error")


class Clock(keras.callbacks.Callback):
    seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.start)


history = network.fit(images, prices, batch_size=8, epochs=1 + epochs, callbacks=[Clock()], verbose=0)
print(
    json.dumps(
        {
            "keras": keras.__version__,
            "tensorflow": tf.__version__,
            "parameters": sum(int(np.prod(weight.shape)) for weight in network.trainable_weights),
            "seconds": Clock.seconds[1:],
            "loss": history.history["loss"][-1],
        }
    )
)
