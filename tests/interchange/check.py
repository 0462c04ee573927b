"""Reads the models that models.rs wrote with www/facade_model.py and with onnxruntime, and compares prices.

    python check.py onnx DIR      ONNX files, by onnxruntime
    python check.py keras DIR     model files, by Keras; then trains the tutorial's network and writes it for Facade
    python check.py torch DIR     model files, by PyTorch, and its TorchScript of one

Each of these may lie in an environment of its own."""

import json
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "www"))
import facade_model  # noqa: E402

# Apart by no more than this share of a price.
NEAR = 1e-4


def cases(folder):
    """Of each case its name, model, montages `[homes, height, width, 3]` in 0 to 1, and what Facade says."""
    for path in sorted(folder.glob("*.onnx")):
        model = facade_model.read(path.with_suffix(".safetensors"))
        told = json.loads(path.with_suffix(".json").read_text())
        columns, rows = model.grid()
        levels = np.fromfile(path.with_suffix(".u8"), "u1")
        montages = levels.reshape(-1, rows * model.tile, columns * model.tile, 3).astype("f4") / 255
        yield path.stem, model, montages, told


def encoded(model, told):
    names = model.told["summary"]["asks"]["attributes"]
    return model.encode([dict(zip(names, values)) for values in told["attributes"]], told["zip_codes"])


def compare(name, by, prices, told):
    ours = np.array(told["prices"])
    apart = np.abs(np.asarray(prices).reshape(-1) / ours - 1).max()
    print(f"{name:16} {by:>9} {apart:.1e} apart")
    if not apart < NEAR or len(set(np.round(ours))) < len(ours):
        sys.exit(f"{by} says {prices} of {name}, and Facade {ours}.")


def onnx(folder):
    import onnxruntime

    count = 0
    for name, model, montages, told in cases(folder):
        session = onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), providers=["CPUExecutionProvider"])
        metadata = session.get_modelmeta().custom_metadata_map
        given = {}
        for taken in session.get_inputs():
            if taken.name == "montage":
                assert model.rooms[0] in metadata["montage"], metadata
                given["montage"] = montages.transpose(0, 3, 1, 2)
            elif taken.name == "attributes":
                assert json.loads(metadata["attributes"]) == model.told["summary"]["asks"]["attributes"], metadata
                given["attributes"] = np.array(told["attributes"], "f4")
            elif taken.name == "zip_code":
                codes = json.loads(metadata["zip_codes"])
                given["zip_code"] = np.array([codes.index(c) if c in codes else -1 for c in told["zip_codes"]])
        compare(name, "ONNX", session.run(None, given)[0], told)
        count += 1
    assert count > 0


def keras(folder):
    import keras

    for name, model, montages, told in cases(folder):
        network = model.keras()
        given = [montages] if model.sees_photos() else []
        if model.told.get("encoder"):
            given.append(encoded(model, told))
        compare(name, "Keras", model.prices(network.predict(given, verbose=0)), told)
    saved = folder / "saved.keras"
    network.save(saved)
    again = keras.models.load_model(saved)
    compare(name, "reloaded", model.prices(again.predict(given, verbose=0)), told)
    back(folder, keras)


def create_cnn(keras, width, height, depth, filters=(16, 32, 64)):
    """The tutorial's network with `regress=True`, layer by layer."""
    layers = keras.layers
    inputs = x = keras.Input((height, width, depth))
    for f in filters:
        x = layers.Conv2D(f, (3, 3), padding="same")(x)
        x = layers.Activation("relu")(x)
        x = layers.BatchNormalization(axis=-1)(x)
        x = layers.MaxPooling2D(pool_size=(2, 2))(x)
    x = layers.Flatten()(x)
    x = layers.Dense(16)(x)
    x = layers.Activation("relu")(x)
    x = layers.BatchNormalization(axis=-1)(x)
    x = layers.Dropout(0.5)(x)
    x = layers.Dense(4)(x)
    x = layers.Activation("relu")(x)
    return keras.Model(inputs, layers.Dense(1, activation="linear")(x))


def back(folder, keras):
    """The tutorial's training, on montages of chance as OpenCV would give them; then what Keras says, for Facade to say too."""
    keras.utils.set_random_seed(7)
    chance = np.random.default_rng(7)
    prices = chance.uniform(2e4, 9e5, 48)
    # The dearer the lighter, bluer and, in the frontal photo, redder: there is something to learn in each channel.
    montages = chance.integers(0, 160, (48, 64, 64, 3)).astype("f4")
    montages[..., 0] += 90 * (prices / prices.max())[:, None, None]
    montages[:, 32:, 32:, 2] += 90 * (prices / prices.max())[:, None, None]
    bgr = np.floor(montages).astype("u1")
    network = create_cnn(keras, 64, 64, 3)
    network.compile(loss="mean_absolute_percentage_error", optimizer=keras.optimizers.Adam(learning_rate=1e-3))
    network.fit(bgr / 255.0, prices / prices.max(), epochs=60, batch_size=8, verbose=0)
    saved = folder / "tutorial.keras"
    network.save(saved)
    said = network.predict(bgr[:4].astype("f4") / 255, verbose=0)[:, 0] * prices.max()
    (folder / "keras.u8").write_bytes(bgr[:4, :, :, ::-1].tobytes())
    (folder / "keras.json").write_text(json.dumps({"prices": said.tolist()}))
    sys.argv = ["facade_model.py", "import", str(saved), str(folder / "keras.safetensors")]
    sys.argv += ["--max-price", str(prices.max()), "--lowest-price", str(prices.min())]
    facade_model.main()
    # And once more to Keras, which is back where it began.
    model = facade_model.read(folder / "keras.safetensors")
    again = model.prices(model.keras().predict(bgr[:4, :, :, ::-1].astype("f4") / 255, verbose=0))
    compare("tutorial", "and back", again, {"prices": said.tolist()})


def torch(folder):
    import torch

    for name, model, montages, told in cases(folder):
        module = model.torch()
        given = [torch.tensor(montages.transpose(0, 3, 1, 2).copy())] if model.sees_photos() else []
        if model.told.get("encoder"):
            given.append(torch.tensor(encoded(model, told)))
        with torch.no_grad():
            compare(name, "PyTorch", model.prices(module(*given).numpy()), told)
            if name == "tuned-mixed":
                saved = folder / "saved.pt"
                sys.argv = ["facade_model.py", "torch", str(folder / f"{name}.safetensors"), str(saved)]
                facade_model.main()
                compare(name, "TorchScript", model.prices(torch.jit.load(str(saved))(*given).numpy()), told)


if __name__ == "__main__":
    {"onnx": onnx, "keras": keras, "torch": torch}[sys.argv[1]](pathlib.Path(sys.argv[2]))
