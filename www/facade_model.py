#!/usr/bin/env python3
"""A model that Facade saved, in Keras or in PyTorch, and a network of the tutorial's script in Facade.

    python facade_model.py show MODEL.safetensors                       what is in it
    python facade_model.py keras MODEL.safetensors MODEL.keras          as a Keras model
    python facade_model.py torch MODEL.safetensors MODEL.pt             as a TorchScript module
    python facade_model.py price MODEL.safetensors PHOTO [PHOTO ...]    a price, by Keras; photos in the model's order
    python facade_model.py import TRAINED.keras MODEL.safetensors --max-price 5858000 --lowest-price 22000
                                                                        back: for "Open a model file" on the page

It needs numpy, and for what you ask of it Keras 3 (with any backend), PyTorch, or Pillow. As a module:

    model = facade_model.read("MODEL.safetensors")
    network = model.keras()                               # or model.torch()
    said = network.predict([montages])                    # Keras: [homes, height, width, 3], RGB, in 0 to 1
    said = network(torch.tensor(montages))                # PyTorch: [homes, 3, height, width]
    prices = model.prices(said)

A network that is told attributes takes them second: `model.encode([{"bedrooms": 3, "area": 1800}], ["92276"])`.

Three things differ between the sides, and are seen to here:

- Channels. Facade reads photos as RGB. The tutorial reads them by OpenCV, as BGR: in a network that was trained so, the first
  convolution's inputs are turned round.
- Images. Keras keeps `[height, width, channels]`, Facade and PyTorch `[channels, height, width]`. So kernels are
  `[height, width, inputs, outputs]` there and `[outputs, inputs, height, width]` here, and the first dense layer behind the
  convolutions counts its inputs in another order. Other dense layers are `[inputs, outputs]` on both sides.
- Normalisation. Keras adds 1e-3 to a variance, PyTorch 1e-5 unless told otherwise.

A Keras file can hold code that runs when it is opened: give it only files of your own. `import` reads nothing but `.keras` files, in
Keras's safe mode, and only such as hold no layers but the tutorial's.
"""

import argparse
import json
import os
import struct
import sys
import zipfile

import numpy as np

# What normalisation adds to a variance: Keras's default, which Facade has taken over.
EPSILON = 1e-3
# Of the layer that is learned from patches of photos: width of a patch, step, cells across, what is added to a variance and what
# a kernel must find at least.
WINDOW, STRIDE, GRID, FLAT, THRESHOLD = 6, 2, 6, 10 / 255**2, 0.5
# Of ImageNet's photos, which the backbone's weights expect to be taken out.
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
# Bytes of a safetensors file's header, at most: the format's own limit.
MOST_HEADER = 100_000_000
# What the tutorial's network is made of in a Keras file.
LAYERS = {"Functional", "InputLayer", "Conv2D", "Activation", "BatchNormalization", "MaxPooling2D", "Flatten", "Dense", "Dropout"}
# The tutorial's photos, in the order in which its montage has them.
ROOMS = ["bathroom", "bedroom", "frontal", "kitchen"]


# ---- the file -----------------------------------------------------------------------------------------------------------------


class Unreadable(ValueError):
    """A file that cannot be read, with the reason as a sentence."""


def printable(text):
    """Words of a file for a terminal, which would obey control characters in them."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text))


def read_safetensors(path):
    """The tensors of a file by their names, and what it tells of itself."""
    kinds = {"F32": "<f4", "F64": "<f8", "U32": "<u4"}
    with open(path, "rb") as file:
        left = os.fstat(file.fileno()).st_size - 8
        if left < 0:
            raise Unreadable(f"{printable(path)} is no safetensors file: it is too short.")
        (length,) = struct.unpack("<Q", file.read(8))
        if length > min(left, MOST_HEADER):
            raise Unreadable(
                f"{printable(path)} is no safetensors file, or not all of it: its header would take {length:,} bytes, "
                f"where {left:,} follow and {MOST_HEADER:,} are allowed."
            )
        try:
            header = json.loads(file.read(length))
            told = header.pop("__metadata__", {})
            entries = [(name, entry["dtype"], entry["shape"], *entry["data_offsets"]) for name, entry in header.items()]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
            raise Unreadable(f"{printable(path)} is no safetensors file: its header cannot be read.") from problem
        data = file.read()

    def tensor(name, kind, shape, begin, end):
        try:
            if not 0 <= begin <= end <= len(data) or any(side < 0 for side in shape):
                raise ValueError
            return np.frombuffer(data[begin:end], kinds[kind]).reshape(shape)
        except (ValueError, TypeError, KeyError) as problem:
            raise Unreadable(f"{printable(path)} is damaged: the tensor {printable(name)} is not as it says.") from problem

    return {entry[0]: tensor(*entry) for entry in entries}, told


def write_safetensors(path, tensors, told):
    """Tensors of single precision, and what the file tells of itself."""
    header, parts, at = {"__metadata__": told}, [], 0
    for name, values in tensors.items():
        part = np.ascontiguousarray(values, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [at, at + len(part)]}
        parts.append(part)
        at += len(part)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))


def read(path):
    """The model in a file that Facade saved."""
    tensors, told = read_safetensors(path)
    if "facade" not in told:
        raise Unreadable(f"{printable(path)} was not saved by Facade.")
    try:
        return Model(tensors, json.loads(told["facade"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise Unreadable(f"{printable(path)} is damaged: what it tells of its network cannot be read.") from problem


def resized(picture, size):
    """A picture `[height, width, 3]` as a square, as OpenCV's `resize` makes it by default: from the four pixels around each place, none
    smoothed before, in whole levels."""
    for axis, length in enumerate(picture.shape[:2]):
        at = np.clip((np.arange(size) + 0.5) * (length / size) - 0.5, 0, length - 1)
        first = np.floor(at).astype(int)
        share = (at - first).reshape([-1, 1, 1] if axis == 0 else [1, -1, 1])
        ends = [np.take(picture, np.minimum(first + step, length - 1), axis) for step in (0, 1)]
        picture = ends[0] * (1 - share) + ends[1] * share
    return np.round(picture).astype("f4")


class Model:
    """A model: its tensors under their names in the file, and what the file tells."""

    def __init__(self, tensors, told):
        self.tensors, self.told = tensors, told
        summary = told["summary"]
        self.config, self.rooms = summary["config"], (summary.get("rooms") or ROOMS)
        self.kind = self.config.get("model", "cnn").lower().replace("-", "_")
        self.tile, self.photos = self.config["tile"], self.config.get("photos", 4)

    # -- what goes in

    def grid(self):
        """Columns and rows of the montage."""
        n = self.photos
        if n == 4:
            return 2, 2
        if n <= 3:
            return max(n, 1), 1
        columns = 4 if n in (7, 8) else 3
        return columns, -(-n // columns)

    def corner(self, photo):
        """Column and row of a photo: four lie clockwise from the top left, others row by row."""
        columns, _ = self.grid()
        if self.photos == 4:
            return [(0, 0), (1, 0), (1, 1), (0, 1)][photo]
        return photo % columns, photo // columns

    def sees_photos(self):
        return self.kind != "mlp"

    def montage(self, paths):
        """The montage of a home's photo files, `[height, width, 3]` in 0 to 1."""
        from PIL import Image, ImageOps

        columns, rows = self.grid()
        montage = np.zeros((rows * self.tile, columns * self.tile, 3), "f4")
        for photo, path in enumerate(paths):
            column, row = self.corner(photo)
            picture = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
            place = montage[row * self.tile :, column * self.tile :]
            place[: self.tile, : self.tile] = resized(np.asarray(picture, "f4"), self.tile) / 255
        return montage

    def encode(self, homes, zip_codes=None):
        """Attributes, one dictionary a home, and zip codes as the network is told them."""
        encoder = self.told["encoder"]
        rows = []
        for place, home in enumerate(homes):
            columns = []
            for column in encoder["columns"]:
                value = home.get(column["name"])
                if value is not None and column["log"]:
                    value = np.log(value) if value > 0 else None
                known = value is not None and np.isfinite(value)
                columns.append((value - column["centre"]) / column["spread"] if known else column["middle"])
            code = zip_codes[place] if zip_codes else None
            codes = [float(each == code) for each in encoder["zip_codes"]]
            products = [c * v for c in codes for v in columns] if encoder.get("crossed") else []
            rows.append(columns + codes + products)
        return np.array(rows, "f4")

    # -- what comes out

    def prices(self, said):
        """What the network said, `[homes, members]`, as prices."""
        said = np.asarray(said, "f8").mean(axis=1)
        value = said * self.told["scale"] + self.told.get("centre", 0.0)
        if self.config.get("target", "share").lower() == "log":
            value = np.exp(value)
        return value * self.told.get("shade", 1.0)

    # -- the network

    def keras(self):
        """The network as a Keras model. Its inputs: montages `[homes, height, width, 3]`, RGB in 0 to 1, and encoded attributes,
        of these what it sees."""
        return in_keras(self)

    def torch(self):
        """The network as a PyTorch module, in evaluation mode. Montages are `[homes, 3, height, width]`."""
        return in_torch(self)

    def walk(self, net, montage, attributes):
        """The network, spelt in the operations of either framework."""
        prefixes = [""]
        if self.kind in ("cnn", "single", "branches", "mlp", "mixed") and self.config.get("members", 0):
            prefixes = [f"members.{member}." for member in range(self.config["members"])]
        photos = [net.photo(montage, self, photo) for photo in range(self.photos)] if self.sees_photos() else []
        said = []
        for prefix in prefixes:
            if self.kind == "cnn":
                said.append(net.dense(self.cnn(net, prefix, montage), prefix + "output"))
            elif self.kind == "single":
                # Each photo by itself through the same layers; a house is worth their mean.
                each = [net.dense(self.cnn(net, prefix, photo), prefix + "output") for photo in photos]
                said.append(net.average(each))
            elif self.kind == "branches":
                each = [self.cnn(net, f"{prefix}branches.{i}.", photo) for i, photo in enumerate(photos)]
                merged = net.dense(net.join(each), prefix + "merged", relu=True)
                said.append(net.dense(merged, prefix + "output"))
            elif self.kind == "mlp":
                said.append(net.dense(self.mlp(net, prefix, attributes), prefix + "output"))
            elif self.kind == "mixed":
                each = [self.mlp(net, prefix + "mlp.", attributes), self.cnn(net, prefix + "cnn.", montage)]
                merged = net.dense(net.join(each), prefix + "merged", relu=True)
                said.append(net.dense(merged, prefix + "output"))
            elif self.kind in ("tuned_photos", "tuned_mixed", "backbone"):
                name = "backbone" if self.kind == "backbone" else "patches"
                look = self.backbone if self.kind == "backbone" else self.patches
                features = net.join([look(net, photo) for photo in photos])
                if not self.config.get("fine_tune"):
                    centre, spread = self.tensors[name + ".centre"], self.tensors[name + ".spread"]
                    factor = self.config.get("feature_length", 10.0) / len(centre) ** 0.5 / spread
                    features = net.affine(features, name + ".scale", factor, -centre * factor)
                given = [features] if attributes is None else [features, attributes]
                said.append(net.dense(net.join(given), "output"))
            else:
                raise SystemExit(f"A network of the kind {printable(self.kind)} is not known here.")
        return net.join(said)

    def cnn(self, net, prefix, x):
        """The tutorial's `create_cnn(..., regress=False)`, without dropout."""
        for block in range(len(self.config["filters"])):
            x = net.conv(x, f"{prefix}blocks.{block}.conv", padding=1)
            x = net.pool(net.norm(net.relu(x), f"{prefix}blocks.{block}.norm"), 2, 2, 0)
        x = net.dense(net.flatten(x), prefix + "dense1", relu=True, flat=x)
        return net.dense(net.norm(x, prefix + "norm"), prefix + "dense2", relu=True)

    def mlp(self, net, prefix, x):
        return net.dense(net.dense(x, prefix + "dense1", relu=True), prefix + "dense2", relu=True)

    def patches(self, net, photo):
        """Patches, each brought to one brightness and contrast; what kernels find in them; the mean of that in each cell."""
        across, values = (self.tile - WINDOW) // STRIDE + 1, WINDOW * WINDOW * 3
        eye = np.eye(values, dtype="f4").reshape(values, 3, WINDOW, WINDOW)
        x = net.standard(net.conv_of(photo, "patches.cut", eye, None, STRIDE, 0))
        kernels = self.tensors["patches.kernels"].T.reshape(-1, values, 1, 1)
        x = net.conv_of(x, "patches", kernels, self.tensors["patches.bias"], 1, 0)
        cell = [row * GRID // across * GRID + column * GRID // across for row in range(across) for column in range(across)]
        shares = (np.arange(GRID * GRID)[:, None] == cell).astype("f4")
        return net.cells(net.both_sides(x), "patches.cells", shares / shares.sum(axis=1, keepdims=True))

    def backbone(self, net, photo):
        """ResNet-18 without its last layer, each normalisation folded into the convolution before it."""
        deviation = np.array(DEVIATION, "f4")
        kernel = np.diag(1 / deviation)[:, :, None, None]
        x = net.conv_of(photo, "backbone.light", kernel, -np.array(MEAN, "f4") / deviation, 1, 0)
        x = net.pool(net.relu(net.conv(x, "backbone.conv1", 2, 3)), 3, 2, 1)
        for stage in range(1, 5):
            for block in range(2):
                name, stride = f"backbone.layer{stage}.{block}.", 2 if stage > 1 and block == 0 else 1
                y = net.conv(net.relu(net.conv(x, name + "conv1", stride, 1)), name + "conv2", 1, 1)
                if name + "downsample.0.weight" in self.tensors:
                    x = net.conv(x, name + "downsample.0", stride, 0)
                x = net.relu(net.add(x, y))
        return net.mean_of_places(x)


# ---- Keras --------------------------------------------------------------------------------------------------------------------


class InKeras:
    """The operations as Keras's layers, with values. What is asked for again under a name is the same layer."""

    def __init__(self, tensors):
        import keras

        self.layers, self.ops = keras.layers, keras.ops
        self.tensors, self.known = tensors, {}

    def layer(self, name, make, values, x):
        if name not in self.known:
            layer = make(name.replace(".", "_"))
            layer.build(x.shape)
            layer.set_weights([np.asarray(value) for value in values])
            self.known[name] = layer
        return self.known[name](x)

    def photo(self, montage, model, photo):
        (columns, rows), (column, row), tile = model.grid(), model.corner(photo), model.tile
        if (columns, rows) == (1, 1):
            return montage
        crop = ((row * tile, (rows - row - 1) * tile), (column * tile, (columns - column - 1) * tile))
        return self.layers.Cropping2D(crop)(montage)

    def conv(self, x, name, stride=1, padding=0):
        return self.conv_of(x, name, self.tensors[name + ".weight"], self.tensors[name + ".bias"], stride, padding)

    def conv_of(self, x, name, weight, bias, stride, padding):
        if padding:
            x = self.layers.ZeroPadding2D(padding)(x)

        def make(name):
            return self.layers.Conv2D(weight.shape[0], weight.shape[2:], stride, use_bias=bias is not None, name=name)

        # [outputs, inputs, height, width] to [height, width, inputs, outputs]
        values = [weight.transpose(2, 3, 1, 0)] + ([] if bias is None else [bias])
        return self.layer(name, make, values, x)

    def dense(self, x, name, relu=False, flat=None):
        weight, bias = self.tensors[name + ".weight"], self.tensors[name + ".bias"]
        if flat is not None:
            # Its inputs are counted here by height, width, channel, there by channel, height, width.
            _, height, width, channels = flat.shape
            weight = weight.reshape(channels, height, width, -1).transpose(1, 2, 0, 3).reshape(weight.shape)

        def make(name):
            return self.layers.Dense(weight.shape[1], activation="relu" if relu else None, name=name)

        return self.layer(name, make, [weight, bias], x)

    def norm(self, x, name):
        values = [self.tensors[f"{name}.{part}"] for part in ("gamma", "beta", "moving_mean", "moving_variance")]
        return self.layer(name, lambda name: self.layers.BatchNormalization(epsilon=EPSILON, name=name), values, x)

    def affine(self, x, name, factor, shift):
        # A normalisation whose statistics are nought and one.
        def make(name):
            return self.layers.BatchNormalization(epsilon=0.0, name=name, trainable=False)

        return self.layer(name, make, [factor, shift, np.zeros_like(factor), np.ones_like(factor)], x)

    def relu(self, x):
        return self.layers.ReLU()(x)

    def pool(self, x, size, stride, padding):
        # Behind a ReLU, zeros around a picture are no more than what is in it.
        if padding:
            x = self.layers.ZeroPadding2D(padding)(x)
        return self.layers.MaxPooling2D(size, stride)(x)

    def flatten(self, x):
        return self.layers.Flatten()(x)

    def join(self, parts):
        return parts[0] if len(parts) == 1 else self.layers.Concatenate()(parts)

    def average(self, parts):
        return parts[0] if len(parts) == 1 else self.layers.Average()(parts)

    def add(self, a, b):
        return self.layers.Add()([a, b])

    def mean_of_places(self, x):
        return self.layers.GlobalAveragePooling2D()(x)

    def standard(self, x):
        apart = x - self.ops.mean(x, axis=-1, keepdims=True)
        return apart / self.ops.sqrt(self.ops.mean(apart * apart, axis=-1, keepdims=True) + FLAT)

    def both_sides(self, x):
        return self.ops.concatenate([self.ops.relu(x - THRESHOLD), self.ops.relu(-x - THRESHOLD)], axis=-1)

    def cells(self, x, name, shares):
        _, height, width, sums = x.shape
        x = self.layers.Permute((2, 1))(self.layers.Reshape((height * width, sums))(x))
        x = self.layer(name, lambda name: self.layers.Dense(len(shares), use_bias=False, name=name), [shares.T], x)
        return self.layers.Flatten()(self.ops.sqrt(self.layers.Permute((2, 1))(x)))


def in_keras(model):
    import keras

    keras.backend.set_image_data_format("channels_last")
    columns, rows = model.grid()
    montage = attributes = None
    if model.sees_photos():
        montage = keras.Input((rows * model.tile, columns * model.tile, 3), name="montage")
    if model.told.get("encoder"):
        attributes = keras.Input((len(model.encode([{}])[0]),), name="attributes")
    given = [x for x in (montage, attributes) if x is not None]
    return keras.Model(given, model.walk(InKeras(model.tensors), montage, attributes))


# ---- PyTorch ------------------------------------------------------------------------------------------------------------------


def in_torch(model):
    import torch
    from torch.nn import functional

    class InTorch(torch.nn.Module):
        """The operations as PyTorch's, with the model's tensors as parameters under their names."""

        def __init__(self):
            super().__init__()
            self.known = {}
            for name, values in model.tensors.items():
                if not name.startswith("neighbours."):
                    self.value(name, values)

        def value(self, name, values):
            if name not in self.known:
                tensor = torch.nn.Parameter(torch.tensor(np.array(values, "f4")), requires_grad=False)
                self.register_parameter(name.replace(".", "_"), tensor)
                self.known[name] = tensor
            return self.known[name]

        def forward(self, *given):
            montage = given[0] if model.sees_photos() else None
            attributes = given[-1] if model.told.get("encoder") else None
            return model.walk(self, montage, attributes)

        def photo(self, montage, model, photo):
            (column, row), tile = model.corner(photo), model.tile
            return montage[:, :, row * tile : (row + 1) * tile, column * tile : (column + 1) * tile]

        def conv(self, x, name, stride=1, padding=0):
            return functional.conv2d(x, self.known[name + ".weight"], self.known[name + ".bias"], stride, padding)

        def conv_of(self, x, name, weight, bias, stride, padding):
            bias = None if bias is None else self.value(name + ".own_bias", bias)
            return functional.conv2d(x, self.value(name + ".own_weight", weight), bias, stride, padding)

        def dense(self, x, name, relu=False, flat=None):
            x = x @ self.known[name + ".weight"] + self.known[name + ".bias"]
            return functional.relu(x) if relu else x

        def norm(self, x, name):
            mean, variance, gamma, beta = (
                self.known[f"{name}.{part}"] for part in ("moving_mean", "moving_variance", "gamma", "beta")
            )
            return functional.batch_norm(x, mean, variance, gamma, beta, eps=EPSILON)

        def affine(self, x, name, factor, shift):
            return x * self.value(name + ".factor", factor) + self.value(name + ".shift", shift)

        def relu(self, x):
            return functional.relu(x)

        def pool(self, x, size, stride, padding):
            return functional.max_pool2d(x, size, stride, padding)

        def flatten(self, x):
            return x.flatten(1)

        def join(self, parts):
            return torch.cat(parts, dim=1)

        def average(self, parts):
            return sum(parts) / len(parts)

        def add(self, a, b):
            return a + b

        def mean_of_places(self, x):
            return x.mean(dim=(2, 3))

        def standard(self, x):
            apart = x - x.mean(dim=1, keepdim=True)
            return apart / torch.sqrt((apart * apart).mean(dim=1, keepdim=True) + FLAT)

        def both_sides(self, x):
            return torch.cat([functional.relu(x - THRESHOLD), functional.relu(-x - THRESHOLD)], dim=1)

        def cells(self, x, name, shares):
            found = x.flatten(2) @ self.value(name, shares.T)
            return torch.sqrt(found).transpose(1, 2).flatten(1)

    module = InTorch().eval()
    # What is made under way gets its place among the parameters, too.
    with torch.no_grad():
        module(*example(model))
    return module


def example(model):
    """One black home, for PyTorch to trace."""
    import torch

    columns, rows = model.grid()
    given = []
    if model.sees_photos():
        given.append(torch.zeros(1, 3, rows * model.tile, columns * model.tile))
    if model.told.get("encoder"):
        given.append(torch.tensor(model.encode([{}])))
    return given


# ---- the way back -------------------------------------------------------------------------------------------------------------


def open_keras(path):
    """The network in a `.keras` file, of which no code runs: anything else is refused before Keras sees it."""
    only = "Only .keras files are read, as model.save(\"NAME.keras\") writes them: other formats of Keras can hold code."
    if not os.fspath(path).endswith(".keras") or not zipfile.is_zipfile(path):
        raise Unreadable(f"{printable(path)} is no .keras file. {only}")
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("config.json").file_size > MOST_HEADER:
                raise ValueError
            config = json.loads(archive.read("config.json"))
        # Of how it was trained nothing is read: Keras is told so below, for the network itself but not for one within it.
        config.pop("compile_config", None)
        foreign = unknown(config)
    except (AttributeError, ValueError, TypeError, KeyError, RecursionError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as problem:
        raise Unreadable(f"{printable(path)} is no .keras file, or damaged. {only}") from problem
    if foreign:
        raise Unreadable(f"{printable(path)} holds {printable(foreign)}, which is not in the tutorial's network. It was not opened.")
    import keras

    return keras.models.load_model(path, compile=False, safe_mode=True)


def unknown(config):
    """The first thing in a Keras file that the tutorial's network has not: what Keras makes of a name, it could run."""
    if isinstance(config, list):
        return next(filter(None, map(unknown, config)), None)
    if not isinstance(config, dict):
        return None
    if "class_name" in config:
        name, module = config["class_name"], config.get("module")
        layer = name in LAYERS and str(module) in ("None", "keras", "keras.layers", "keras.models", "keras.src.models.functional")
        values = (("keras", "DTypePolicy"), (None, "__keras_tensor__"), (None, "__tuple__"))
        value = module == "keras.initializers" or (module, name) in values
        if not (layer or value) or config.get("registered_name") not in (None, name):
            return f"{config.get('registered_name') or name} of {module or 'no module'}"
    return unknown(list(config.values()))


def from_keras(network, path, max_price, lowest_price, data="Keras", bgr=True, epochs=0):
    """Writes the tutorial's network, `create_cnn(width, height, 3, filters, regress=True)` as Keras trained it, as a model file.

    `max_price` is what the script divided its prices by; `lowest_price` the lowest of its training houses. `bgr`: whether it read
    its photos by OpenCV without turning their channels round, as the tutorial does."""
    kinds = ("Conv2D", "BatchNormalization", "Dense")
    layers = [layer for layer in network.layers if type(layer).__name__ in kinds]
    convs = [layer for layer in layers if type(layer).__name__ == "Conv2D"]
    wanted = ["Conv2D", "BatchNormalization"] * len(convs) + ["Dense", "BatchNormalization", "Dense", "Dense"]
    if not convs or [type(layer).__name__ for layer in layers] != wanted:
        raise Unreadable("This is not the tutorial's network: create_cnn(..., regress=True) of its second part.")
    height, width = network.input_shape[1:3]
    tensors = {}

    def put(name, layer, parts):
        for part, values in zip(parts, layer.get_weights()):
            tensors[f"{name}.{part}"] = values

    norm_parts = ("gamma", "beta", "moving_mean", "moving_variance")
    for block in range(len(convs)):
        kernel, bias = layers[2 * block].get_weights()
        if block == 0 and bgr:
            kernel = kernel[:, :, ::-1]
        tensors[f"blocks.{block}.conv.weight"] = kernel.transpose(3, 2, 0, 1)
        tensors[f"blocks.{block}.conv.bias"] = bias
        put(f"blocks.{block}.norm", layers[2 * block + 1], norm_parts)
    dense1, norm, dense2, output = layers[2 * len(convs) :]
    weight, bias = dense1.get_weights()
    shape = (height >> len(convs), width >> len(convs), convs[-1].filters)
    # Height, width, channel there; channel, height, width here.
    tensors["dense1.weight"] = weight.reshape(*shape, -1).transpose(2, 0, 1, 3).reshape(weight.shape)
    tensors["dense1.bias"] = bias
    put("norm", norm, norm_parts)
    put("dense2", dense2, ("weight", "bias"))
    put("output", output, ("weight", "bias"))
    config = {
        "tile": width // 2,
        "filters": [layer.filters for layer in convs],
        "epochs": max(epochs, 1),
        "batch_size": 8,
        "learning_rate": 1e-3,
        "decay": 1e-3 / 200,
        "seed": 0,
        "split_seed": 42,
        "test_share": 0.25,
    }
    trained = [values.size for name, values in tensors.items() if "moving" not in name]
    told = {
        "version": 1,
        "summary": {
            "config": config,
            "epochs_done": epochs,
            "parameters": int(sum(trained)),
            "test_mape": None,
            "data": data,
            "prices": [lowest_price, max_price],
        },
        "scale": max_price,
        "channel_order": "RGB, divided by 255",
        "montage": "bathroom top left, bedroom top right, frontal bottom right, kitchen bottom left",
        "flatten_order": "channel, height, width",
    }
    write_safetensors(path, tensors, {"facade": json.dumps(told)})


# ---- the command line ---------------------------------------------------------------------------------------------------------


def main():
    """What the command line asks for; a file that cannot be read ends in one sentence."""
    try:
        run(arguments())
    except (Unreadable, OSError) as problem:
        sys.exit(printable(problem))


def arguments():
    parser = argparse.ArgumentParser(
        description="A model of Facade in Keras or PyTorch, and back.",
        epilog="Files of Keras can hold code that runs when they are opened: import only files of your own.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in [("show", "what is in a model"), ("keras", "as a Keras model"), ("torch", "as a TorchScript module")]:
        command = commands.add_parser(name, help=words)
        command.add_argument("model")
        if name != "show":
            command.add_argument("out")
    command = commands.add_parser("price", help="the price of a home, by Keras")
    command.add_argument("model")
    command.add_argument("photos", nargs="+", help="in the model's order")
    command = commands.add_parser(
        "import",
        help="the tutorial's network, trained in Keras, as a model file",
        epilog="Only .keras files are read, in Keras's safe mode. Give it only files of your own.",
    )
    command.add_argument("network", help="a .keras file of your own, as model.save() wrote it")
    command.add_argument("out")
    command.add_argument("--max-price", type=float, required=True, help="what the script divided prices by")
    command.add_argument("--lowest-price", type=float, required=True, help="the lowest price of the training houses")
    command.add_argument("--data", default="Keras", help="what the data is called")
    command.add_argument("--rgb", action="store_true", help="it was trained on RGB, not on OpenCV's BGR as in the tutorial")
    return parser.parse_args()


def run(args):
    if args.command == "import":
        from_keras(open_keras(args.network), args.out, args.max_price, args.lowest_price, args.data, not args.rgb)
        return
    model = read(args.model)
    if args.command == "show":
        for name, values in model.tensors.items():
            print(f"{printable(name):42} {'x'.join(map(str, values.shape)) or 'one'}")
        print(json.dumps(model.told["summary"], indent=1))
    elif args.command == "keras":
        model.keras().save(args.out)
    elif args.command == "torch":
        import torch

        torch.jit.trace(model.torch(), tuple(example(model))).save(args.out)
    elif args.command == "price":
        if model.told.get("encoder"):
            sys.exit("This model is told attributes, too: load it as a module (see the top of this file).")
        if len(args.photos) != model.photos:
            sys.exit(f"This model wants {model.photos} photos: {', '.join(map(printable, model.rooms))}.")
        print(f"{model.prices(model.keras().predict(model.montage(args.photos)[None], verbose=0))[0]:,.0f}")


if __name__ == "__main__":
    main()
