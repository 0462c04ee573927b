#!/usr/bin/env python3
"""Converts Facade's models to Keras and PyTorch, and the tutorial's network, trained in Keras, to Facade.

    python facade_model.py show MODEL.safetensors                       list the contents
    python facade_model.py keras MODEL.safetensors MODEL.keras          convert to a Keras model
    python facade_model.py torch MODEL.safetensors MODEL.pt             convert to a TorchScript module
    python facade_model.py price MODEL.safetensors PHOTO [PHOTO ...]    estimate a price with Keras; photos in the model's order
    python facade_model.py import TRAINED.keras MODEL.safetensors --max-price 5858000 --lowest-price 22000
                                                                        convert from Keras, for "Open a model file" on the page

Needs numpy and, depending on the command, Keras 3 (with any backend), PyTorch or Pillow. As a module:

    model = facade_model.read("MODEL.safetensors")
    network = model.keras()                               # or model.torch()
    outputs = network.predict([montages])                 # Keras: [homes, height, width, 3], RGB, in 0 to 1
    outputs = network(torch.tensor(montages))             # PyTorch: [homes, 3, height, width]
    prices = model.prices(outputs)

A network with attributes takes them as its second input: `model.encode([{"bedrooms": 3, "area": 1800}], ["92276"])`.

Models on features of the pretrained network are converted together with it, so that they take photos. Its weights are in a file of their
own, `pretrained.safetensors`, which the page links to and `./run` makes: put it beside this script, or name it with `--pretrained FILE`
(`model.keras(pretrained=FILE)`, `model.torch(pretrained=FILE)`). Instead of montages such a network takes
`[homes, photos, 224, 224, 3]` in Keras and `[homes, photos, 3, 224, 224]` in PyTorch: RGB from 0 to 255, squeezed to this size by area, as
`model.squeezed(paths)` does. `pretrained-set` takes any number of photos of a home, the others all rooms in the model's order.

Four differences between Facade and the frameworks are handled here:

- Channels. Facade reads photos as RGB. The tutorial reads them with OpenCV, as BGR: for a network trained that way, the input channels
  of the first convolution are reversed.
- Layout. Keras has `[height, width, channels]`, Facade and PyTorch `[channels, height, width]`. So kernels are
  `[height, width, inputs, outputs]` in Keras and `[outputs, inputs, height, width]` in Facade, and the first dense layer after the
  convolutions has its inputs in another order: a converted network permutes them. Dense layers are `[inputs, outputs]` in both.
- Normalisation. Keras adds 1e-3 to the variance, PyTorch 1e-5 by default.
- Padding. In the pretrained network it is TensorFlow's "same": with stride 2 there is more of it on the right and below, which PyTorch
  does not have.

A Keras file can contain code that runs when it is opened: use only files of your own. `import` reads only `.keras` files, in Keras's
safe mode, and only files with no other layers than the tutorial's.
"""

import argparse
import functools
import json
import os
import pathlib
import struct
import sys
import zipfile

import numpy as np

# Added to the variance by batch normalisation: Keras's default, which Facade uses.
EPSILON = 1e-3
# The layer that is learned from patches of photos: patch width, stride, cells per side, the value added to the variance, and the
# activation threshold.
WINDOW, STRIDE, GRID, FLAT, THRESHOLD = 6, 2, 6, 10 / 255**2, 0.5
# The pretrained network, EfficientNet-Lite0: the number of blocks of each stage, and the stride of its first block.
STAGES = [(1, 1), (2, 2), (2, 2), (3, 2), (3, 1)]
# Width and height of its photos, and the centre and scale of their levels.
SIDE, CENTRE, SPREAD = 224, 127, 128
# Its name in model files, which the version of its file follows, and the start of the names of its tensors.
LITE0, PRETRAINED = "efficientnet-lite0", "pretrained."
# Where its file is looked for: beside this script, and where ./run puts it.
PLACES = [pathlib.Path(__file__).resolve().parent / place / "pretrained.safetensors" for place in (".", "../target")]
# The largest header of a safetensors file, in bytes: the limit of the format.
MAX_HEADER = 100_000_000
# The layers of the tutorial's network in a Keras file.
LAYERS = {"Functional", "InputLayer", "Conv2D", "Activation", "BatchNormalization", "MaxPooling2D", "Flatten", "Dense", "Dropout"}
# The tutorial's photos, in the order of its montage.
ROOMS = ["bathroom", "bedroom", "frontal", "kitchen"]


# ---- the file -----------------------------------------------------------------------------------------------------------------


class Unreadable(ValueError):
    """A file cannot be read. The message is a sentence with the reason."""


def printable(text):
    """Replaces control characters in text from a file, which a terminal would interpret."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text))


class Tensors(dict):
    """Tensors by their names."""

    def __missing__(self, name):
        raise Unreadable(f"The file is damaged: it has no tensor {printable(name)}.")


def read_safetensors(path):
    """The tensors of a file by name, and its metadata."""
    dtypes = {"F16": "<f2", "F32": "<f4", "F64": "<f8", "I8": "i1", "U8": "u1", "U32": "<u4"}
    with open(path, "rb") as file:
        left = os.fstat(file.fileno()).st_size - 8
        if left < 0:
            raise Unreadable(f"{printable(path)} is not a safetensors file: it is too short.")
        (length,) = struct.unpack("<Q", file.read(8))
        if length > min(left, MAX_HEADER):
            raise Unreadable(
                f"{printable(path)} is not a safetensors file, or it is truncated: its header would take {length:,} bytes, "
                f"where {left:,} follow and {MAX_HEADER:,} are allowed."
            )
        try:
            header = json.loads(file.read(length))
            metadata = dict(header.pop("__metadata__", {}))
            entries = [(name, entry["dtype"], entry["shape"], *entry["data_offsets"]) for name, entry in header.items()]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
            raise Unreadable(f"{printable(path)} is not a safetensors file: its header cannot be read.") from problem
        data = file.read()

    def tensor(name, dtype, shape, begin, end):
        try:
            if not 0 <= begin <= end <= len(data) or any(side < 0 for side in shape):
                raise ValueError
            return np.frombuffer(data[begin:end], dtypes[dtype]).reshape(shape)
        except (ValueError, TypeError, KeyError) as problem:
            raise Unreadable(f"{printable(path)} is damaged: the tensor {printable(name)} does not match the header.") from problem

    return Tensors({entry[0]: tensor(*entry) for entry in entries}), metadata


def write_safetensors(path, tensors, metadata):
    """Writes tensors in single precision, and the metadata."""
    header, parts, at = {"__metadata__": metadata}, [], 0
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
    """Reads a model that Facade saved."""
    tensors, metadata = read_safetensors(path)
    if "facade" not in metadata:
        raise Unreadable(f"{printable(path)} was not saved by Facade.")
    try:
        return Model(tensors, json.loads(metadata["facade"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise Unreadable(f"{printable(path)} is damaged: the description of its network cannot be read.") from problem


def read_pretrained(network, path=None):
    """The tensors of the pretrained network that a model names. Most of its weights are 8-bit integers, with a scale for each output."""
    if not network.startswith(LITE0 + ","):
        raise Unreadable(f"The pretrained network {printable(network)} is not known here: it may be one of a later version.")
    path = path or next((place for place in PLACES if place.is_file()), None)
    if path is None:
        raise Unreadable(
            "The weights of the pretrained network are missing. Put pretrained.safetensors beside facade_model.py, or name it with "
            "--pretrained. The page links to it, and ./run build makes it."
        )
    tensors, metadata = read_safetensors(path)
    if not str(metadata.get("network")).lower().startswith(LITE0):
        raise Unreadable(f"{printable(path)} is not the file of the pretrained network.")
    version = f"{LITE0}, {metadata.get('version')}"
    if version != network:
        raise Unreadable(f"{printable(path)} is “{printable(version)}”, but the model was trained with “{printable(network)}”.")
    try:
        for name in [name for name in tensors if name.endswith(".scale")]:
            weight = name.removesuffix("scale") + "weight"
            tensors[weight] = tensors[weight] * tensors.pop(name).reshape(-1, 1, 1, 1)
    except ValueError as problem:
        raise Unreadable(f"{printable(path)} is damaged: its scales do not match its weights.") from problem
    return {PRETRAINED + name: values.astype("f4") for name, values in tensors.items()}


def resized(picture, size):
    """Resizes a picture `[height, width, 3]` to a square like OpenCV's `resize` by default: bilinear without antialiasing, in whole
    levels."""
    for axis, length in enumerate(picture.shape[:2]):
        at = np.clip((np.arange(size) + 0.5) * (length / size) - 0.5, 0, length - 1)
        first = np.floor(at).astype(int)
        share = (at - first).reshape([-1, 1, 1] if axis == 0 else [1, -1, 1])
        ends = [np.take(picture, np.minimum(first + step, length - 1), axis) for step in (0, 1)]
        picture = ends[0] * (1 - share) + ends[1] * share
    return np.round(picture).astype("f4")


def squeezed(picture):
    """Squeezes a picture `[height, width, 3]` to the pretrained network's size like OpenCV's `INTER_AREA`, in whole levels: each pixel is the
    mean of the area below it. Sides that are shorter are interpolated."""
    for axis, length in enumerate(picture.shape[:2]):
        pixels, scale = np.arange(length), length / SIDE
        if length < SIDE:
            at = np.clip((np.arange(SIDE) + 0.5) * scale - 0.5, 0, length - 1)
            shares = np.maximum(1 - np.abs(at[:, None] - pixels), 0)
        else:
            start = np.arange(SIDE)[:, None] * scale
            shares = np.maximum(np.minimum(pixels + 1, start + scale) - np.maximum(pixels, start), 0) / scale
        picture = np.moveaxis(np.tensordot(shares, picture, (1, axis)), 0, axis)
    return np.round(picture).astype("f4")


def opened(path):
    """The pixels of a photo file, `[height, width, 3]`."""
    from PIL import Image, ImageOps

    return np.asarray(ImageOps.exif_transpose(Image.open(path)).convert("RGB"), "f4")


class Model:
    """A model: its tensors by their names in the file, and its metadata."""

    def __init__(self, tensors, metadata):
        self.tensors, self.metadata = tensors, metadata
        summary = metadata["summary"]
        self.config, self.rooms = summary["config"], (summary.get("rooms") or ROOMS)
        self.tile, self.photos = self.config["tile"], self.config.get("photos", 4)

    # -- inputs

    def grid(self):
        """The columns and rows of the montage."""
        n = self.photos
        if n == 4:
            return 2, 2
        if n <= 3:
            return max(n, 1), 1
        columns = 4 if n in (7, 8) else 3
        return columns, -(-n // columns)

    def corner(self, photo):
        """The column and row of a photo: four are arranged clockwise from the top left, other numbers row by row."""
        columns, _ = self.grid()
        if self.photos == 4:
            return [(0, 0), (1, 0), (1, 1), (0, 1)][photo]
        return photo % columns, photo // columns

    def inputs(self):
        return [layer["input"] for layer in self.graph["layers"] if layer["op"] == "input"]

    def uses_photos(self):
        return any(each != "attributes" for each in self.inputs())

    def is_pretrained(self):
        """Whether it takes features of the pretrained network."""
        return "photo-features" in self.inputs()

    def takes_any_number(self):
        """Whether a home may have any number of photos."""
        return self.is_pretrained() and all(layer["op"] != "stack" for layer in self.graph["layers"])

    def photo_shape(self):
        """The shape of a home's photos `[height, width, 3]`: the montage, or with the number of photos before it, `None` for any."""
        if self.is_pretrained():
            return (None if self.takes_any_number() else self.photos), SIDE, SIDE, 3
        columns, rows = self.grid()
        return rows * self.tile, columns * self.tile, 3

    def montage(self, paths):
        """The montage of a home's photo files, `[height, width, 3]` in 0 to 1."""
        columns, rows = self.grid()
        montage = np.zeros((rows * self.tile, columns * self.tile, 3), "f4")
        for photo, path in enumerate(paths):
            column, row = self.corner(photo)
            place = montage[row * self.tile :, column * self.tile :]
            place[: self.tile, : self.tile] = resized(opened(path), self.tile) / 255
        return montage

    def squeezed(self, paths):
        """A home's photo files for a model on the pretrained network, `[photos, 224, 224, 3]` in 0 to 255."""
        return np.stack([squeezed(opened(path)) for path in paths])

    def encode(self, homes, zip_codes=None):
        """Encodes attributes (a dictionary per home) and zip codes as inputs of the network."""
        encoder = self.metadata["encoder"]
        rows = []
        for index, home in enumerate(homes):
            columns = []
            for column in encoder["columns"]:
                value = home.get(column["name"])
                if value is not None and column["log"]:
                    value = np.log(value) if value > 0 else None
                known = value is not None and np.isfinite(value)
                columns.append((value - column["centre"]) / column["spread"] if known else column["middle"])
            code = zip_codes[index] if zip_codes else None
            codes = [float(each == code) for each in encoder["zip_codes"]]
            products = [c * v for c in codes for v in columns] if encoder.get("crossed") else []
            rows.append(columns + codes + products)
        return np.array(rows, "f4")

    # -- outputs

    def prices(self, outputs):
        """Converts the outputs of the network, `[homes, members]`, to prices."""
        mean = np.asarray(outputs, "f8").mean(axis=1)
        value = mean * self.metadata["scale"] + self.metadata.get("centre", 0.0)
        if self.config.get("target", "share").lower() == "log":
            value = np.exp(value)
        return value

    # -- the network

    def keras(self, pretrained=None):
        """The network as a Keras model. Its inputs are, as far as it uses them, photos and encoded attributes. Photos are montages
        `[homes, height, width, 3]` (RGB in 0 to 1), or for the pretrained network, whose weights are in the file `pretrained`,
        `[homes, photos, 224, 224, 3]` (RGB in 0 to 255)."""
        return in_keras(self, self.all_tensors(pretrained))

    def torch(self, pretrained=None):
        """The network as a PyTorch module, in evaluation mode. Photos have their channels before height and width."""
        return in_torch(self, self.all_tensors(pretrained))

    def all_tensors(self, pretrained=None):
        """Its tensors, with those of the pretrained network if it takes its features."""
        if not self.is_pretrained():
            return self.tensors
        return Tensors({**self.tensors, **read_pretrained(self.metadata["summary"].get("network", ""), pretrained)})

    @functools.cached_property
    def graph(self):
        """The layers of the network, from the file; files of earlier versions do not have them."""
        try:
            graph = self.metadata.get("graph") or describe(self.config, bool(self.metadata.get("encoder")))
            for index, layer in enumerate(graph["layers"]):
                if layer["op"] not in OPERATIONS:
                    raise Unreadable(f"The layer {printable(layer['op'])} is not known here: it may be one of a later version.")
                if not all(0 <= each < index for each in layer.get("inputs", [])):
                    raise ValueError
            return graph
        except Unreadable:
            raise
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise Unreadable("The file is damaged: the layers of its network cannot be read.") from problem

    def build(self, net, photos, attributes):
        """Builds the network from the operations of either framework."""
        prefixes = [f"members.{member}." for member in range(self.graph.get("members", 0))] or [""]
        return net.concatenate([self.build_member(net, prefix, photos, attributes) for prefix in prefixes])

    def build_member(self, net, prefix, photos, attributes):
        """One member, layer by layer. A value is a list: with an entry per photo where photos are taken one at a time, else with one."""
        values = []
        for index, layer in enumerate(self.graph["layers"]):
            op, inputs = layer["op"], [values[each] for each in layer.get("inputs", [])]
            if op == "input":
                values.append(self.source(net, layer["input"], photos, attributes))
            elif op == "stack":
                values.append([net.stack(inputs[0])])
            else:
                operation = getattr(net, op.replace("-", "_"))
                name = prefix + layer.get("name", f"{op}.{index}")
                values.append([operation(layer, name, *each) for each in zip(*inputs)])
        return net.average(values[-1])

    def source(self, net, which, photos, attributes):
        """The values of an input."""
        if which in ("montage", "attributes"):
            return [photos if which == "montage" else attributes]
        if which == "photo-features":
            return [net.each_photo(photos)]
        numbers = range(self.photos) if which == "each-photo" else [which["photo"]]
        return [net.photo(photos, self, number) for number in numbers]


# ---- the network --------------------------------------------------------------------------------------------------------------


# The layers in a graph. All but the first and the last are methods of `Operations`.
OPERATIONS = {
    "input", "conv-block", "flatten", "dense", "batch-norm", "concat", "conv", "max-pool", "relu", "add", "global-average-pool",
    "normalise", "patches", "standardise", "stack", "depthwise-conv", "relu6", "whole-photo", "mean-photos", "max-photos",
}  # fmt: skip


def describe(config, has_attributes):
    """The graph of a network with these settings, for files without one. Shapes are left out: the tensors have them."""
    kind = config.get("model", "cnn").lower().replace("-", "_")
    members, layers = config.get("members", 0), []

    def add(op, *inputs, **entries):
        layers.append({"op": op, **({"inputs": list(inputs)} if inputs else {}), **entries})
        return len(layers) - 1

    def dense(x, name, units, relu=True):
        return add("dense", x, name=name, units=units, relu=relu)

    def concat(parts):
        return parts[0] if len(parts) == 1 else add("concat", *parts)

    def cnn(x, prefix=""):
        """The tutorial's `create_cnn(..., regress=False)`."""
        for block, filters in enumerate(config.get("filters", [16, 32, 64])):
            x = add("conv-block", x, name=f"{prefix}blocks.{block}", filters=filters)
        x = dense(add("flatten", x), prefix + "dense1", 16)
        return dense(add("batch-norm", x, name=prefix + "norm"), prefix + "dense2", 4)

    def mlp(prefix=""):
        return dense(dense(add("input", input="attributes"), prefix + "dense1", 8), prefix + "dense2", 4)

    def resnet(x, prefix):
        """ResNet-18 without its last layer, with each batch normalisation folded into the convolution before it."""

        def conv(x, name, filters, kernel, stride):
            return add("conv", x, name=prefix + name, filters=filters, kernel=kernel, stride=stride)

        x = add("normalise", x, mean=[0.485, 0.456, 0.406], deviation=[0.229, 0.224, 0.225])
        x = add("max-pool", add("relu", conv(x, "conv1", 64, 7, 2)), kernel=3, stride=2, padding=1)
        for stage, filters in enumerate([64, 128, 256, 512]):
            for block in range(2):
                name, stride = f"layer{stage + 1}.{block}.", 2 if stage and not block else 1
                y = conv(add("relu", conv(x, name + "conv1", filters, 3, stride)), name + "conv2", filters, 3, 1)
                x = conv(x, name + "downsample.0", filters, 1, stride) if stride > 1 else x
                x = add("relu", add("add", y, x))
        return add("global-average-pool", x)

    def standardised(x, name):
        return add("standardise", add("stack", x), name=name, length=config.get("feature_length", 10.0))

    heads = max(members, 1) if kind in ("tuned_photos", "tuned_mixed", "backbone") else 0
    if kind == "cnn":
        parts = [cnn(add("input", input="montage"))]
    elif kind == "single":
        parts = [cnn(add("input", input="each-photo"))]
    elif kind == "branches":
        parts = [cnn(add("input", input={"photo": i}), f"branches.{i}.") for i in range(config.get("photos", 4))]
    elif kind == "mlp":
        parts = [mlp()]
    elif kind == "mixed":
        parts = [mlp("mlp."), cnn(add("input", input="montage"), "cnn.")]
    elif kind in ("tuned_photos", "tuned_mixed"):
        x = add("patches", add("input", input="each-photo"), name="patches", filters=config["filters"][0])
        parts = [standardised(x, "patches")] + ([add("input", input="attributes")] if has_attributes else [])
    elif kind == "backbone":
        x = resnet(add("input", input="each-photo"), "backbone.")
        parts = [add("stack", x) if config.get("fine_tune") else standardised(x, "backbone")]
    else:
        raise Unreadable(f"The network {printable(kind)} is not known here: it may be one of a later version.")
    x = concat(parts)
    if len(parts) > 1 and not heads:
        x = dense(x, "merged", 4)
    dense(x, "output", heads or 1, relu=False)
    return {"photos": config.get("photos", 4), "members": 0 if heads else members, "layers": layers}


class Operations:
    """The layers of a graph, from the operations of a framework. Each method takes the layer's entry, the start of its tensors' names, and
    its inputs."""

    def conv_block(self, layer, name, x):
        x = self.convolve(x, name + ".conv", self.tensors[name + ".conv.weight"], self.tensors[name + ".conv.bias"], 1, 1)
        return self.pool(self.batch_norm(layer, name + ".norm", self.relu(layer, name, x)), 2, 2, 0)

    def conv(self, layer, name, x):
        weight, bias = self.tensors[name + ".weight"], self.tensors[name + ".bias"]
        padding = self.same_padding(layer, x) if layer.get("padding") == "same" else layer["kernel"] // 2
        return self.convolve(x, name, weight, bias, layer["stride"], padding)

    def depthwise_conv(self, layer, name, x):
        weight, bias = self.tensors[name + ".weight"], self.tensors[name + ".bias"]
        return self.convolve(x, name, weight, bias, layer["stride"], self.same_padding(layer, x), len(weight))

    def same_padding(self, layer, x):
        """TensorFlow's padding "same" of a square image, on both axes: an odd pixel lies behind."""
        side, kernel, stride = self.side(x), layer["kernel"], layer["stride"]
        total = max((-(-side // stride) - 1) * stride + kernel - side, 0)
        return ((total // 2, total - total // 2),) * 2

    def relu6(self, layer, name, x):
        return self.clipped(x)

    def max_pool(self, layer, name, x):
        return self.pool(x, layer["kernel"], layer["stride"], layer["padding"])

    def concat(self, layer, name, *parts):
        return self.concatenate(list(parts))

    def normalise(self, layer, name, x):
        mean, deviation = (np.array(layer[part], "f4") for part in ("mean", "deviation"))
        return self.convolve(x, name, np.diag(1 / deviation)[:, :, None, None], -mean / deviation, 1, 0)

    def standardise(self, layer, name, x):
        centre, spread = self.tensors[name + ".centre"], self.tensors[name + ".spread"]
        factor = layer["length"] / len(centre) ** 0.5 / spread
        return self.affine(x, name + ".scale", factor, -centre * factor)

    def patches(self, layer, name, photo):
        """Normalises the brightness and contrast of each patch, applies the kernels, and averages over the cells."""
        kernels, values = self.tensors[name + ".kernels"], WINDOW * WINDOW * 3
        eye = np.eye(values, dtype="f4").reshape(values, 3, WINDOW, WINDOW)
        x = self.contrast(self.convolve(photo, name + ".cut", eye, None, STRIDE, 0))
        x = self.convolve(x, name, kernels.T.reshape(-1, values, 1, 1), self.tensors[name + ".bias"], 1, 0)
        across = (self.tile - WINDOW) // STRIDE + 1
        cell = [row * GRID // across * GRID + column * GRID // across for row in range(across) for column in range(across)]
        shares = (np.arange(GRID * GRID)[:, None] == cell).astype("f4")
        return self.cells(self.two_sided(x), name + ".cells", shares / shares.sum(axis=1, keepdims=True))


    def photo_features(self, photo):
        """The pretrained network up to the expansion of its block 11: a photo in 0 to 255 to the means over its quarters,
        `[4, channels]`."""
        x = self.clipped(self.same(PRETRAINED + "conv_stem", (photo - CENTRE) / SPREAD, 2))
        for stage, (blocks, stride) in enumerate(STAGES):
            for block in range(blocks):
                name, y = f"{PRETRAINED}blocks.{stage}.{block}.", x
                if stage > 0:
                    y = self.clipped(self.same(name + "conv_pw", y))
                y = self.clipped(self.same(name + "conv_dw", y, stride if block == 0 else 1))
                y = self.same(name + ("conv_pwl" if stage > 0 else "conv_pw"), y)
                x = x + y if block > 0 else y
        return self.quarters(self.clipped(self.same(f"{PRETRAINED}blocks.{len(STAGES)}.0.conv_pw", x)))


# ---- Keras --------------------------------------------------------------------------------------------------------------------


class InKeras(Operations):
    """The operations as Keras layers with weights. A name that is used again gives the same layer."""

    def __init__(self, model, tensors):
        import keras

        self.model, self.layers, self.ops = keras.Model, keras.layers, keras.ops
        self.tensors, self.tile, self.cache = tensors, model.tile, {}

    def layer(self, name, make, values, x):
        if name not in self.cache:
            layer = make(name.replace(".", "_"))
            layer.build(x.shape)
            layer.set_weights([np.asarray(value) for value in values])
            self.cache[name] = layer
        return self.cache[name](x)

    def photo(self, montage, model, photo):
        (columns, rows), (column, row), tile = model.grid(), model.corner(photo), model.tile
        if (columns, rows) == (1, 1):
            return montage
        crop = ((row * tile, (rows - row - 1) * tile), (column * tile, (columns - column - 1) * tile))
        return self.layers.Cropping2D(crop)(montage)

    def side(self, x):
        return x.shape[1]

    def convolve(self, x, name, weight, bias, stride, padding, groups=1):
        if padding:
            x = self.layers.ZeroPadding2D(padding)(x)

        def make(name):
            if groups > 1:
                return self.layers.DepthwiseConv2D(weight.shape[2:], stride, name=name)
            return self.layers.Conv2D(weight.shape[0], weight.shape[2:], stride, use_bias=bias is not None, name=name)

        # [outputs, inputs, height, width] to [height, width, inputs, outputs], of each channel by itself [height, width, channels, 1]
        order = (2, 3, 0, 1) if groups > 1 else (2, 3, 1, 0)
        values = [weight.transpose(order)] + ([] if bias is None else [bias])
        return self.layer(name, make, values, x)

    def dense(self, layer, name, x):
        weight, bias = self.tensors[name + ".weight"], self.tensors[name + ".bias"]

        def make(name):
            return self.layers.Dense(weight.shape[1], activation="relu" if layer["relu"] else None, name=name)

        return self.layer(name, make, [weight, bias], x)

    def batch_norm(self, layer, name, x):
        values = [self.tensors[f"{name}.{part}"] for part in ("gamma", "beta", "moving_mean", "moving_variance")]
        return self.layer(name, lambda name: self.layers.BatchNormalization(epsilon=EPSILON, name=name), values, x)

    def affine(self, x, name, factor, shift):
        # A batch normalisation with mean zero and variance one.
        def make(name):
            return self.layers.BatchNormalization(epsilon=0.0, name=name, trainable=False)

        return self.layer(name, make, [factor, shift, np.zeros_like(factor), np.ones_like(factor)], x)

    def relu(self, layer, name, x):
        return self.layers.ReLU()(x)

    def pool(self, x, size, stride, padding):
        # After a ReLU, zero padding does not change a maximum.
        if padding:
            x = self.layers.ZeroPadding2D(padding)(x)
        return self.layers.MaxPooling2D(size, stride)(x)

    def flatten(self, layer, name, x):
        # Keras's order is height, width, channel; the file's is channel, height, width.
        return self.layers.Flatten()(self.layers.Permute((3, 1, 2))(x))

    def concatenate(self, parts):
        return parts[0] if len(parts) == 1 else self.layers.Concatenate()(parts)

    def average(self, parts):
        return parts[0] if len(parts) == 1 else self.layers.Average()(parts)

    def add(self, layer, name, a, b):
        return self.layers.Add()([a, b])

    def global_average_pool(self, layer, name, x):
        return self.layers.GlobalAveragePooling2D()(x)

    def contrast(self, x):
        centred = x - self.ops.mean(x, axis=-1, keepdims=True)
        return centred / self.ops.sqrt(self.ops.mean(centred * centred, axis=-1, keepdims=True) + FLAT)

    def two_sided(self, x):
        return self.ops.concatenate([self.ops.relu(x - THRESHOLD), self.ops.relu(-x - THRESHOLD)], axis=-1)

    def each_photo(self, photos):
        photo = self.layers.Input(photos.shape[2:])
        return self.layers.TimeDistributed(self.model(photo, self.photo_features(photo), name="pretrained"))(photos)

    def same(self, name, x, stride=1):
        weight, bias = self.tensors[name + ".weight"], self.tensors[name + ".bias"]
        kernel, options = weight.transpose(2, 3, 1, 0), {"strides": stride, "padding": "same"}

        def make(name):
            if weight.shape[1] < x.shape[-1]:
                return self.layers.DepthwiseConv2D(weight.shape[2:], **options, name=name)
            return self.layers.Conv2D(weight.shape[0], weight.shape[2:], **options, name=name)

        # For each channel by itself [height, width, inputs, 1].
        values = [kernel.transpose(0, 1, 3, 2) if weight.shape[1] < x.shape[-1] else kernel, bias]
        return self.layer(name, make, values, x)

    def clipped(self, x):
        return self.layers.ReLU(6.0)(x)

    def quarters(self, x):
        _, height, width, channels = x.shape
        return self.layers.Reshape((4, channels))(self.layers.AveragePooling2D((height // 2, width // 2))(x))

    def whole_photo(self, layer, name, x):
        return self.ops.mean(x, axis=2)

    def mean_photos(self, layer, name, x):
        return self.layers.Flatten()(self.ops.mean(x, axis=1))

    def max_photos(self, layer, name, x):
        return self.layers.Flatten()(self.ops.max(x, axis=1))

    def stack(self, photos):
        return self.layers.Flatten()(self.concatenate(photos))

    def cells(self, x, name, shares):
        _, height, width, sums = x.shape
        x = self.layers.Permute((2, 1))(self.layers.Reshape((height * width, sums))(x))
        x = self.layer(name, lambda name: self.layers.Dense(len(shares), use_bias=False, name=name), [shares.T], x)
        return self.layers.Flatten()(self.ops.sqrt(self.layers.Permute((2, 1))(x)))


def in_keras(model, tensors):
    import keras

    keras.backend.set_image_data_format("channels_last")
    photos = attributes = None
    if model.uses_photos():
        photos = keras.Input(model.photo_shape(), name="photos" if model.is_pretrained() else "montage")
    if model.metadata.get("encoder"):
        attributes = keras.Input((len(model.encode([{}])[0]),), name="attributes")
    inputs = [x for x in (photos, attributes) if x is not None]
    return keras.Model(inputs, model.build(InKeras(model, tensors), photos, attributes))


# ---- PyTorch ------------------------------------------------------------------------------------------------------------------


def in_torch(model, tensors):
    import torch
    from torch.nn import functional

    class InTorch(Operations, torch.nn.Module):
        """The operations in PyTorch, with the model's tensors as parameters by their names."""

        def __init__(self):
            super().__init__()
            self.tensors, self.tile, self.cache = tensors, model.tile, Tensors()
            for name, values in tensors.items():
                if not name.startswith("neighbours."):
                    self.value(name, values)

        def value(self, name, values):
            if name not in self.cache:
                tensor = torch.nn.Parameter(torch.tensor(np.array(values, "f4")), requires_grad=False)
                self.register_parameter(name.replace(".", "_"), tensor)
                self.cache[name] = tensor
            return self.cache[name]

        def forward(self, *inputs):
            photos = inputs[0] if model.uses_photos() else None
            attributes = inputs[-1] if model.metadata.get("encoder") else None
            return model.build(self, photos, attributes)

        def photo(self, montage, model, photo):
            (column, row), tile = model.corner(photo), model.tile
            return montage[:, :, row * tile : (row + 1) * tile, column * tile : (column + 1) * tile]

        def side(self, x):
            return int(x.shape[2])

        def convolve(self, x, name, weight, bias, stride, padding, groups=1):
            bias = None if bias is None else self.value(name + ".bias", bias)
            if isinstance(padding, tuple):
                (above, below), (before, behind) = padding
                x, padding = functional.pad(x, (before, behind, above, below)), 0
            return functional.conv2d(x, self.value(name + ".weight", weight), bias, stride, padding, groups=groups)

        def dense(self, layer, name, x):
            x = x @ self.cache[name + ".weight"] + self.cache[name + ".bias"]
            return functional.relu(x) if layer["relu"] else x

        def batch_norm(self, layer, name, x):
            mean, variance, gamma, beta = (
                self.cache[f"{name}.{part}"] for part in ("moving_mean", "moving_variance", "gamma", "beta")
            )
            return functional.batch_norm(x, mean, variance, gamma, beta, eps=EPSILON)

        def affine(self, x, name, factor, shift):
            return x * self.value(name + ".factor", factor) + self.value(name + ".shift", shift)

        def relu(self, layer, name, x):
            return functional.relu(x)

        def pool(self, x, size, stride, padding):
            return functional.max_pool2d(x, size, stride, padding)

        def flatten(self, layer, name, x):
            return x.flatten(1)

        def concatenate(self, parts):
            return torch.cat(parts, dim=1)

        def average(self, parts):
            return sum(parts) / len(parts)

        def add(self, layer, name, a, b):
            return a + b

        def global_average_pool(self, layer, name, x):
            return x.mean(dim=(2, 3))

        def contrast(self, x):
            centred = x - x.mean(dim=1, keepdim=True)
            return centred / torch.sqrt((centred * centred).mean(dim=1, keepdim=True) + FLAT)

        def two_sided(self, x):
            return torch.cat([functional.relu(x - THRESHOLD), functional.relu(-x - THRESHOLD)], dim=1)

        def each_photo(self, photos):
            features = self.photo_features(photos.flatten(0, 1))
            return features.reshape(photos.shape[0], -1, *features.shape[1:])

        def same(self, name, x, stride=1):
            weight = self.cache[name + ".weight"]
            # With stride 2 the sides are even.
            padding = weight.shape[-1] - stride
            before, after = padding // 2, padding - padding // 2
            groups = weight.shape[0] if name.endswith("conv_dw") else 1
            x = functional.pad(x, (before, after, before, after))
            return functional.conv2d(x, weight, self.cache[name + ".bias"], stride, groups=groups)

        def clipped(self, x):
            return functional.relu6(x)

        def quarters(self, x):
            return functional.adaptive_avg_pool2d(x, 2).flatten(2).transpose(1, 2)

        def whole_photo(self, layer, name, x):
            return x.mean(dim=2)

        def mean_photos(self, layer, name, x):
            return x.mean(dim=1).flatten(1)

        def max_photos(self, layer, name, x):
            return x.amax(dim=1).flatten(1)

        def stack(self, photos):
            return self.concatenate(photos).flatten(1)

        def cells(self, x, name, shares):
            found = x.flatten(2) @ self.value(name, shares.T)
            return torch.sqrt(found).transpose(1, 2).flatten(1)

    module = InTorch().eval()
    # Registers the parameters that are created on the first call.
    with torch.no_grad():
        module(*example(model))
    return module


def example(model):
    """Inputs for tracing with PyTorch: one black home."""
    import torch

    inputs = []
    if model.uses_photos():
        *photos, height, width, channels = [side or model.photos for side in model.photo_shape()]
        inputs.append(torch.zeros(1, *photos, channels, height, width))
    if model.metadata.get("encoder"):
        inputs.append(torch.tensor(model.encode([{}])))
    return inputs


# ---- from Keras ---------------------------------------------------------------------------------------------------------------


def open_keras(path):
    """Opens a `.keras` file without running code from it: anything but the tutorial's layers is refused before Keras reads it."""
    only = "Only .keras files are read, as model.save(\"NAME.keras\") writes them: other formats of Keras can contain code."
    if not os.fspath(path).endswith(".keras") or not zipfile.is_zipfile(path):
        raise Unreadable(f"{printable(path)} is not a .keras file. {only}")
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("config.json").file_size > MAX_HEADER:
                raise ValueError
            config = json.loads(archive.read("config.json"))
        # The training configuration is not read: compile=False below applies to the network itself, but not to nested ones.
        config.pop("compile_config", None)
        foreign = find_foreign(config)
    except (AttributeError, ValueError, TypeError, KeyError, RecursionError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as problem:
        raise Unreadable(f"{printable(path)} is not a .keras file, or it is damaged. {only}") from problem
    if foreign:
        raise Unreadable(f"{printable(path)} contains {printable(foreign)}, which is not in the tutorial's network. It was not opened.")
    import keras

    return keras.models.load_model(path, compile=False, safe_mode=True)


def find_foreign(config):
    """The first class in a Keras file that is not in the tutorial's network: Keras could run code when it creates one by name."""
    if isinstance(config, list):
        return next(filter(None, map(find_foreign, config)), None)
    if not isinstance(config, dict):
        return None
    if "class_name" in config:
        name, module = config["class_name"], config.get("module")
        layer = name in LAYERS and str(module) in ("None", "keras", "keras.layers", "keras.models", "keras.src.models.functional")
        values = (("keras", "DTypePolicy"), (None, "__keras_tensor__"), (None, "__tuple__"))
        value = module == "keras.initializers" or (module, name) in values
        if not (layer or value) or config.get("registered_name") not in (None, name):
            return f"{config.get('registered_name') or name} of {module or 'no module'}"
    return find_foreign(list(config.values()))


def from_keras(network, path, max_price, lowest_price, data="Keras", bgr=True, epochs=0):
    """Writes a model file from the tutorial's network, `create_cnn(width, height, 3, filters, regress=True)`, trained in Keras.

    `max_price` is the divisor of the prices in the script, `lowest_price` the lowest price of its training houses. `bgr`: the photos
    were read with OpenCV without reversing their channels, as in the tutorial."""
    kinds = ("Conv2D", "BatchNormalization", "Dense")
    layers = [layer for layer in network.layers if type(layer).__name__ in kinds]
    convs = [layer for layer in layers if type(layer).__name__ == "Conv2D"]
    expected = ["Conv2D", "BatchNormalization"] * len(convs) + ["Dense", "BatchNormalization", "Dense", "Dense"]
    if not convs or [type(layer).__name__ for layer in layers] != expected:
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
    # From (height, width, channel) to (channel, height, width).
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
    metadata = {
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
        "graph": describe(config, has_attributes=False),
    }
    write_safetensors(path, tensors, {"facade": json.dumps(metadata)})


# ---- the command line ---------------------------------------------------------------------------------------------------------


def main():
    """The command line. A file that cannot be read ends the program with one sentence."""
    try:
        run(arguments())
    except (Unreadable, OSError) as problem:
        sys.exit(printable(problem))


def arguments():
    parser = argparse.ArgumentParser(
        description="Converts Facade's models to Keras and PyTorch, and back.",
        epilog="Keras files can contain code that runs when they are opened: import only files of your own.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, description in [("show", "list the contents"), ("keras", "convert to Keras"), ("torch", "convert to TorchScript")]:
        command = commands.add_parser(name, help=description)
        command.add_argument("model")
        if name != "show":
            command.add_argument("out")
            add_pretrained(command)
    command = commands.add_parser("price", help="estimate the price of a home with Keras")
    command.add_argument("model")
    command.add_argument("photos", nargs="+", help="in the model's order")
    add_pretrained(command)
    command = commands.add_parser(
        "import",
        help="convert the tutorial's network, trained in Keras, to a model file",
        epilog="Only .keras files are read, in Keras's safe mode. Use only files of your own.",
    )
    command.add_argument("network", help="a .keras file of your own, as model.save() wrote it")
    command.add_argument("out")
    command.add_argument("--max-price", type=float, required=True, help="the divisor of the prices in the script")
    command.add_argument("--lowest-price", type=float, required=True, help="the lowest price of the training houses")
    command.add_argument("--data", default="Keras", help="the name of the data")
    command.add_argument("--rgb", action="store_true", help="the photos were RGB, not OpenCV's BGR as in the tutorial")
    return parser.parse_args()


def add_pretrained(command):
    command.add_argument(
        "--pretrained",
        metavar="FILE",
        help="the weights of the pretrained network, if the model needs it; by default pretrained.safetensors beside this script",
    )


def run(args):
    if args.command == "import":
        from_keras(open_keras(args.network), args.out, args.max_price, args.lowest_price, args.data, not args.rgb)
        return
    model = read(args.model)
    if args.command == "show":
        for name, values in model.tensors.items():
            print(f"{printable(name):42} {'x'.join(map(str, values.shape)) or 'one'}")
        print(json.dumps(model.metadata["summary"], indent=1))
    elif args.command == "keras":
        model.keras(args.pretrained).save(args.out)
    elif args.command == "torch":
        import torch

        torch.jit.trace(model.torch(args.pretrained), tuple(example(model))).save(args.out)
    elif args.command == "price":
        if model.metadata.get("encoder"):
            sys.exit("This model also needs attributes: load it as a module (see the top of this file).")
        if len(args.photos) != model.photos and not model.takes_any_number():
            sys.exit(f"This model needs {model.photos} photos: {', '.join(map(printable, model.rooms))}.")
        photos = model.squeezed(args.photos) if model.is_pretrained() else model.montage(args.photos)
        print(f"{model.prices(model.keras(args.pretrained).predict(photos[None], verbose=0))[0]:,.0f}")


if __name__ == "__main__":
    main()
