"""Reads the models that models.rs wrote with www/facade_model.py and with onnxruntime, and compares prices.

    python check.py onnx DIR      ONNX files, by onnxruntime
    python check.py keras DIR     model files, by Keras; then trains the tutorial's network and writes it for Facade
    python check.py torch DIR     model files, by PyTorch, and its TorchScript of one
    python check.py hostile DIR   files that would harm whoever opens them, by www/facade_model.py

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


def refused(words, *arguments):
    """What the command line says of a file that it does not read: one sentence with these words, free of control characters."""
    sys.argv = ["facade_model.py", *map(str, arguments)]
    try:
        facade_model.main()
    except SystemExit as end:
        if not isinstance(end.code, str) or words not in end.code or not end.code.isprintable():
            sys.exit(f"{sys.argv} ended with {end.code!r}, and not with {words!r}.")
        return
    sys.exit(f"{sys.argv} was done.")


def hostile(folder):
    hostile_keras(folder)
    hostile_safetensors(folder)
    print("hostile files: all refused in a sentence")


def hostile_keras(folder):
    """Files of Keras that run code, or that come in a form that could. Only where all is well is Keras asked for the file."""
    import shutil
    import zipfile

    import keras

    out, ran = folder / "hostile.safetensors", folder / "ran"
    end = [out, "--max-price", "1e6", "--lowest-price", "1e4"]
    network = create_cnn(keras, 8, 8, 3, filters=(2,))
    good = folder / "good.keras"
    network.save(good)
    legacy = folder / "legacy.h5"
    network.save(legacy)
    renamed = folder / "renamed.keras"
    shutil.copy(legacy, renamed)
    for path in (legacy, renamed, folder / "nothing.keras", folder):
        refused("is no .keras file", "import", path, *end)

    # A function that Keras would run as soon as the network is asked for a price.
    def run(x):
        pathlib.Path(ran).touch()
        return x

    inputs = keras.Input((4,))
    code = folder / "code.keras"
    keras.Model(inputs, keras.layers.Lambda(run)(inputs)).save(code)
    # To build the network has run it already.
    ran.unlink(missing_ok=True)
    refused("holds Lambda of keras.layers", "import", code, *end)

    # What turned the safe mode off in some versions of Keras, and other names of things that are no layers.
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    config = json.loads(parts["config.json"])
    tricks = [
        {"module": "keras.config", "class_name": "function", "config": "enable_unsafe_deserialization"},
        {"module": "keras.utils", "class_name": "get_file", "config": {}},
        {"module": "os", "class_name": "system", "config": "touch x", "registered_name": "system"},
        {"module": "keras.layers", "class_name": "Dense", "config": {}, "registered_name": "package>Dense"},
        {"class_name": "\x1b[2J\u202e", "config": {}},
    ]
    for trick in tricks:
        forged = folder / "forged.keras"
        with zipfile.ZipFile(forged, "w") as archive:
            for name, part in parts.items():
                if name == "config.json":
                    layers = [trick, *config["config"]["layers"]]
                    part = json.dumps({**config, "config": {**config["config"], "layers": layers}}).encode()
                archive.writestr(name, part)
        refused("is not in the tutorial's network", "import", forged, *end)
    # How a network within the network was trained, which Keras would look at.
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    inner.compile(loss="mape")
    nested = folder / "nested.keras"
    keras.Model(inputs, inner(inputs)).save(nested)
    with zipfile.ZipFile(nested) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    config = json.loads(parts["config.json"])
    within = next(layer for layer in config["config"]["layers"] if layer["class_name"] == "Sequential")
    within["compile_config"] = {"loss": {"module": "os", "class_name": "function", "config": "system"}}
    with zipfile.ZipFile(nested, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, json.dumps(config).encode() if name == "config.json" else part)
    refused("is not in the tutorial's network", "import", nested, *end)
    assert not ran.exists() and not out.exists(), "code of a hostile file ran, or its network was written"

    # The safe mode is asked for, and the good file is read.
    asked, load = {}, keras.models.load_model
    keras.models.load_model = lambda *given, **named: asked.update(named) or load(*given, **named)
    sys.argv = ["facade_model.py", "import", str(good), *map(str, end)]
    facade_model.main()
    keras.models.load_model = load
    assert asked.get("safe_mode") is True and out.exists(), asked


def hostile_safetensors(folder):
    """Model files that say of themselves what is not so."""
    path = folder / "forged.safetensors"

    def file(header, data=b"", length=None):
        text = header if isinstance(header, bytes) else json.dumps(header).encode()
        path.write_bytes((len(text) if length is None else length).to_bytes(8, "little") + text + data)

    def tensor(**parts):
        return {"t\x1b[2J": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], **parts}}

    path.write_bytes(b"short")
    refused("is too short", "show", path)
    for length in (3, 100_000_001, 2**40, 2**64 - 1):
        file(b"{}", length=length)
        refused("its header would take", "show", path)
    for header in (b"no", b"[]", b"[" * 100_000, {"t": 1}, {"t": {"dtype": "F32"}}, b"\xff\xfe"):
        file(header)
        refused("its header cannot be read", "show", path)
    wrong = [{"shape": [3]}, {"shape": [-1]}, {"shape": ["2"]}, {"shape": [2**63, 2**63]}, {"shape": 2}, {"dtype": "F16"}]
    wrong += [{"data_offsets": offsets} for offsets in ([0, 12], [-8, 8], [8, 0], [0, 7], ["0", "8"])]
    for parts in wrong:
        file(tensor(**parts), b"01234567")
        refused("is not as it says", "show", path)
    file(tensor(), b"01234567")
    refused("was not saved by Facade", "show", path)
    for told in ("", "[]", "{}", "[" * 100_000):
        file({"__metadata__": {"facade": told}})
        refused("what it tells of its network", "show", path)

    # Names of tensors reach the terminal without what it would obey.
    import contextlib
    import io

    told = {"summary": {"config": {"tile": 4}, "data": "\x1b[2J\u202e"}}
    file({"__metadata__": {"facade": json.dumps(told)}, **tensor()}, b"01234567")
    shown = io.StringIO()
    sys.argv = ["facade_model.py", "show", str(path)]
    with contextlib.redirect_stdout(shown):
        facade_model.main()
    lines = shown.getvalue().splitlines()
    assert lines[0].startswith("t\ufffd[2J") and all(line.isprintable() for line in lines), lines


if __name__ == "__main__":
    {"onnx": onnx, "keras": keras, "torch": torch, "hostile": hostile}[sys.argv[1]](pathlib.Path(sys.argv[2]))
