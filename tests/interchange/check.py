"""Reads the models that models.rs wrote, with www/facade_model.py and with onnxruntime, and compares the prices.

    python check.py onnx DIR      ONNX files, in onnxruntime
    python check.py keras DIR     model files, in Keras; then trains the tutorial's network and writes it for Facade
    python check.py torch DIR     model files, in PyTorch, and one as TorchScript
    python check.py hostile DIR   malicious files, in www/facade_model.py

Each of these libraries can be in an environment of its own."""

import json
import pathlib
import sys

import numpy as np

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS.parent / "www"))
import facade_model  # noqa: E402

# The largest relative difference of two prices, and of those of models on the pretrained network, whose features Facade keeps in half
# precision: a feature is off by up to 1 / 2048 of its value, and they are thousands.
TOLERANCE, HALF_PRECISION = 1e-4, 1e-3
# The networks of the versions whose files do not have the layers.
WITHOUT_LAYERS = {"cnn", "single", "branches", "mlp", "mixed", "tuned-photos", "tuned-mixed", "backbone"}


def cases(folder, earlier=False):
    """For each case the name, model, photos, and Facade's inputs and prices. Photos are montages `[homes, height, width, 3]` in 0 to 1, or
    `[homes, photos, side, side, 3]` in 0 to 255. With `earlier` also models of earlier versions, whose files do not have the layers."""
    fixtures = sorted((TESTS / "fixtures/models").glob("*.safetensors")) if earlier else []
    for path in fixtures + sorted(folder.glob("*.onnx")):
        model = facade_model.read(path.with_suffix(".safetensors"))
        assert ("graph" in model.metadata) != (path in fixtures), path
        expected = json.loads(path.with_suffix(".json").read_text())
        # Earlier versions multiplied prices by a factor.
        expected["prices"] = [price / model.metadata.get("shade", 1) for price in expected["prices"]]
        *number, height, width, channels = model.photo_shape()
        homes = [len(expected["prices"]), -1] if number else [-1]
        photos = np.fromfile(path.with_suffix(".u8"), "u1").reshape(*homes, height, width, channels).astype("f4")
        if not model.is_pretrained():
            photos /= 255
        known = model.config.get("architecture", "resnet-18") == "resnet-18"
        if path not in fixtures and known and model.config["model"].lower().replace("_", "-") in WITHOUT_LAYERS:
            assert_described(path.stem, model)
        yield f"old {path.stem}" if path in fixtures else path.stem, model, photos, expected


def assert_described(name, model):
    """Asserts that the layers in the file are those which the script describes for files without them."""
    described = facade_model.describe(model.config, bool(model.metadata.get("encoder")))
    assert described["photos"] == model.graph["photos"] and described["members"] == model.graph["members"], name
    listed = [{key: value for key, value in layer.items() if key != "shape"} for layer in model.metadata["graph"]["layers"]]
    assert described["layers"] == listed, f"{name}: {described['layers']} differs from {listed}"


def encoded(model, expected):
    names = model.metadata["summary"]["asks"]["attributes"]
    return model.encode([dict(zip(names, values)) for values in expected["attributes"]], expected["zip_codes"])


def channels_first(photos):
    return np.ascontiguousarray(np.moveaxis(photos, -1, -3))


def compare(name, by, prices, expected):
    ours = np.array(expected["prices"])
    difference = np.abs(np.asarray(prices).reshape(-1) / ours - 1).max()
    print(f"{name:20} {by:>11} {difference:.1e} relative difference")
    if not difference < (HALF_PRECISION if name.startswith("pretrained") else TOLERANCE) or len(set(np.round(ours))) < len(ours):
        sys.exit(f"{name}: {by} estimates {prices}, Facade {ours}.")


def onnx(folder):
    import onnxruntime

    count = 0
    for name, model, photos, expected in cases(folder):
        session = onnxruntime.InferenceSession(str(folder / f"{name}.onnx"), providers=["CPUExecutionProvider"])
        metadata = session.get_modelmeta().custom_metadata_map
        inputs = {}
        for entry in session.get_inputs():
            if entry.name in ("montage", "photos"):
                assert model.rooms[0] in metadata["montage"], metadata
                inputs[entry.name] = channels_first(photos)
            elif entry.name == "attributes":
                assert json.loads(metadata["attributes"]) == model.metadata["summary"]["asks"]["attributes"], metadata
                inputs["attributes"] = np.array(expected["attributes"], "f4")
            elif entry.name == "zip_code":
                codes = json.loads(metadata["zip_codes"])
                inputs["zip_code"] = np.array([codes.index(c) if c in codes else -1 for c in expected["zip_codes"]])
        compare(name, "ONNX", session.run(None, inputs)[0], expected)
        count += 1
    assert count > 0


def keras(folder):
    import keras

    assert_squeezed(folder)
    for name, model, photos, expected in cases(folder, earlier=True):
        network = model.keras(folder / "pretrained.safetensors")
        inputs = [photos] if model.uses_photos() else []
        if model.metadata.get("encoder"):
            inputs.append(encoded(model, expected))
        compare(name, "Keras", model.prices(network.predict(inputs, verbose=0)), expected)
        if name in ("pretrained-set-fewer", "zip-codes"):
            saved = folder / "saved.keras"
            network.save(saved)
            again = keras.models.load_model(saved)
            compare(name, "reloaded", model.prices(again.predict(inputs, verbose=0)), expected)
    train_tutorial(folder, keras)


def assert_squeezed(folder):
    """Asserts that photos become what Facade makes of them. Interpolated levels are often halves, some of which single precision rounds to
    the next."""
    for path in folder.glob("squeeze-*.u8"):
        width, height = map(int, path.stem.removeprefix("squeeze-").split("x"))
        levels = np.fromfile(path, "u1")
        photo, expected = np.split(levels, [3 * width * height])
        squeezed = facade_model.squeezed(photo.reshape(height, width, 3).astype("f4"))
        difference = np.abs(squeezed - expected.reshape(squeezed.shape))
        assert difference.max() <= 1 and difference.mean() < 3e-3, (path, difference.max(), difference.mean())


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


def train_tutorial(folder, keras):
    """Trains the tutorial's network on random montages in BGR, as from OpenCV, and writes it and its prices for Facade."""
    keras.utils.set_random_seed(7)
    random = np.random.default_rng(7)
    prices = random.uniform(2e4, 9e5, 48)
    # Expensive houses are bluer and, in the frontal photo, redder, so that the channels matter.
    montages = random.integers(0, 160, (48, 64, 64, 3)).astype("f4")
    montages[..., 0] += 90 * (prices / prices.max())[:, None, None]
    montages[:, 32:, 32:, 2] += 90 * (prices / prices.max())[:, None, None]
    bgr = np.floor(montages).astype("u1")
    network = create_cnn(keras, 64, 64, 3)
    network.compile(loss="mean_absolute_percentage_error", optimizer=keras.optimizers.Adam(learning_rate=1e-3))
    network.fit(bgr / 255.0, prices / prices.max(), epochs=60, batch_size=8, verbose=0)
    saved = folder / "tutorial.keras"
    network.save(saved)
    expected = network.predict(bgr[:4].astype("f4") / 255, verbose=0)[:, 0] * prices.max()
    (folder / "keras.u8").write_bytes(bgr[:4, :, :, ::-1].tobytes())
    (folder / "keras.json").write_text(json.dumps({"prices": expected.tolist()}))
    sys.argv = ["facade_model.py", "import", str(saved), str(folder / "keras.safetensors")]
    sys.argv += ["--max-price", str(prices.max()), "--lowest-price", str(prices.min())]
    facade_model.main()
    # Back to Keras, with the same prices.
    model = facade_model.read(folder / "keras.safetensors")
    again = model.prices(model.keras().predict(bgr[:4, :, :, ::-1].astype("f4") / 255, verbose=0))
    compare("tutorial", "and back", again, {"prices": expected.tolist()})


def torch(folder):
    import torch

    for name, model, photos, expected in cases(folder, earlier=True):
        module = model.torch(folder / "pretrained.safetensors")
        inputs = [torch.tensor(channels_first(photos))] if model.uses_photos() else []
        if model.metadata.get("encoder"):
            inputs.append(torch.tensor(encoded(model, expected)))
        with torch.no_grad():
            compare(name, "PyTorch", model.prices(module(*inputs).numpy()), expected)
            # The last has another number of photos than the example that is traced.
            if name in ("tuned-mixed", "pretrained-set-fewer"):
                saved = folder / "saved.pt"
                sys.argv = ["facade_model.py", "torch", str(folder / f"{name}.safetensors"), str(saved)]
                sys.argv += ["--pretrained", str(folder / "pretrained.safetensors")]
                facade_model.main()
                compare(name, "TorchScript", model.prices(torch.jit.load(str(saved))(*inputs).numpy()), expected)


def assert_refused(text, *arguments):
    """Asserts that the command line refuses a file with one sentence that contains this text and no control characters."""
    sys.argv = ["facade_model.py", *map(str, arguments)]
    try:
        facade_model.main()
    except SystemExit as end:
        if not isinstance(end.code, str) or text not in end.code or not end.code.isprintable():
            sys.exit(f"{sys.argv} ended with {end.code!r} instead of {text!r}.")
        return
    sys.exit(f"{sys.argv} was accepted.")


def hostile(folder):
    hostile_keras(folder)
    hostile_safetensors(folder)
    print("malicious files: all refused")


def hostile_keras(folder):
    """Keras files that run code, or are in a format that can. Keras opens only a file that passes all checks."""
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
        assert_refused("is not a .keras file", "import", path, *end)

    # A function that Keras would run for a prediction.
    def run(x):
        pathlib.Path(ran).touch()
        return x

    inputs = keras.Input((4,))
    code = folder / "code.keras"
    keras.Model(inputs, keras.layers.Lambda(run)(inputs)).save(code)
    # Building the network has already run it.
    ran.unlink(missing_ok=True)
    assert_refused("contains Lambda of keras.layers", "import", code, *end)

    # A function that disabled the safe mode in some versions of Keras, and other classes that are not layers.
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
        assert_refused("is not in the tutorial's network", "import", forged, *end)
    # The training configuration of a nested network, which Keras would read.
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
    assert_refused("is not in the tutorial's network", "import", nested, *end)
    assert not ran.exists() and not out.exists(), "code of a malicious file ran, or its network was written"

    # A valid file is read, in safe mode.
    options, load = {}, keras.models.load_model
    keras.models.load_model = lambda *args, **named: options.update(named) or load(*args, **named)
    sys.argv = ["facade_model.py", "import", str(good), *map(str, end)]
    facade_model.main()
    keras.models.load_model = load
    assert options.get("safe_mode") is True and out.exists(), options


def hostile_safetensors(folder):
    """Model files with false headers and metadata."""
    path = folder / "forged.safetensors"

    def file(header, data=b"", length=None):
        text = header if isinstance(header, bytes) else json.dumps(header).encode()
        path.write_bytes((len(text) if length is None else length).to_bytes(8, "little") + text + data)

    def tensor(**parts):
        return {"t\x1b[2J": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], **parts}}

    path.write_bytes(b"short")
    assert_refused("is too short", "show", path)
    for length in (3, 100_000_001, 2**40, 2**64 - 1):
        file(b"{}", length=length)
        assert_refused("its header would take", "show", path)
    for header in (b"no", b"[]", b"[" * 100_000, {"t": 1}, {"t": {"dtype": "F32"}}, b"\xff\xfe"):
        file(header)
        assert_refused("its header cannot be read", "show", path)
    wrong = [{"shape": [3]}, {"shape": [-1]}, {"shape": ["2"]}, {"shape": [2**63, 2**63]}, {"shape": 2}, {"dtype": "BF16"}]
    wrong += [{"data_offsets": offsets} for offsets in ([0, 12], [-8, 8], [8, 0], [0, 7], ["0", "8"])]
    for parts in wrong:
        file(tensor(**parts), b"01234567")
        assert_refused("does not match the header", "show", path)
    file(tensor(), b"01234567")
    assert_refused("was not saved by Facade", "show", path)
    for metadata in ("", "[]", "{}", "[" * 100_000):
        file({"__metadata__": {"facade": metadata}})
        assert_refused("the description of its network", "show", path)

    # Layers of a later version, or in a wrong order.
    layers = [{"op": "input", "input": "montage"}, {"op": "\x1b[2Jwarp", "inputs": [0]}]
    for layer, text in [(layers[1], "is not known here"), ({"op": "relu", "inputs": [1]}, "is damaged"), ({}, "is damaged"), (3, "is damaged")]:
        metadata = {"summary": {"config": {"tile": 4}}, "graph": {"photos": 4, "layers": [layers[0], layer]}}
        file({"__metadata__": {"facade": json.dumps(metadata)}})
        assert_refused(text, "keras", path, folder / "hostile.keras")

    hostile_pretrained(folder, file)

    # Tensor names are printed without control characters.
    import contextlib
    import io

    metadata = {"summary": {"config": {"tile": 4}, "data": "\x1b[2J\u202e"}}
    file({"__metadata__": {"facade": json.dumps(metadata)}, **tensor()}, b"01234567")
    shown = io.StringIO()
    sys.argv = ["facade_model.py", "show", str(path)]
    with contextlib.redirect_stdout(shown):
        facade_model.main()
    lines = shown.getvalue().splitlines()
    assert lines[0].startswith("t\ufffd[2J") and all(line.isprintable() for line in lines), lines


def hostile_pretrained(folder, file):
    """Missing and false files of the pretrained network."""
    model, out, weights = folder / "forged.safetensors", folder / "hostile.keras", folder / "weights.safetensors"

    def refused(text, network="efficientnet-lite0, 1", *arguments):
        layers = [{"op": "input", "input": "photo-features"}, {"op": "max-photos", "inputs": [0]}]
        metadata = {"summary": {"config": {"tile": 4}, "network": network}, "graph": {"photos": 4, "layers": layers}}
        file({"__metadata__": {"facade": json.dumps(metadata)}})
        assert_refused(text, "keras", model, out, *arguments)

    def refused_weights(text, metadata, scale=2):
        header = {
            "__metadata__": metadata,
            "conv_stem.weight": {"dtype": "I8", "shape": [2, 1, 1, 1], "data_offsets": [0, 2]},
            "conv_stem.scale": {"dtype": "F32", "shape": [scale], "data_offsets": [2, 2 + 4 * scale]},
        }
        file(header, bytes(2 + 4 * scale))
        weights.write_bytes(model.read_bytes())
        refused(text, "efficientnet-lite0, 1", "--pretrained", weights)

    places, facade_model.PLACES = facade_model.PLACES, []
    refused("The weights of the pretrained network are missing")
    facade_model.PLACES = places
    refused("is not known here", "\x1b[2Jnetwork, 1")
    refused("No such file", "efficientnet-lite0, 1", "--pretrained", folder / "nothing.safetensors")
    refused("is not the file of the pretrained network", "efficientnet-lite0, 1", "--pretrained", model)
    name = {"network": "EfficientNet-Lite0"}
    refused_weights("but the model was trained with", {**name, "version": "2\x1b[2J"})
    refused_weights("its scales do not match its weights", {**name, "version": "1"}, scale=3)
    refused_weights("it has no tensor pretrained.conv_stem.bias", {**name, "version": "1"})


if __name__ == "__main__":
    {"onnx": onnx, "keras": keras, "torch": torch, "hostile": hostile}[sys.argv[1]](pathlib.Path(sys.argv[2]))
