"""Times the pretrained network in onnxruntime on one thread, on what `cargo run --example pretrained -- write` has written, and compares
features with ours. Prints one JSON object: `python onnxruntime_features.py FOLDER ROUNDS`.

    pip install numpy onnxruntime
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime

folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(str(folder / "pretrained.onnx"), options, providers=["CPUExecutionProvider"])
photos = np.fromfile(folder / "photos.u8", np.uint8).reshape(-1, 1, 224, 224, 3)
photos = np.ascontiguousarray(photos.transpose(0, 1, 4, 2, 3).astype(np.float32))
features = np.concatenate([session.run(None, {"photos": photo})[0] for photo in photos])
ours = np.fromfile(folder / "features.f32", np.float32).reshape(features.shape)
times = []
for _ in range(rounds):
    for photo in photos:
        start = time.perf_counter()
        session.run(None, {"photos": photo})
        times.append(1000 * (time.perf_counter() - start))
difference = float(np.linalg.norm(ours - features) / np.linalg.norm(features))
print(json.dumps({"onnxruntime": onnxruntime.__version__, "ms": times, "difference": difference}))
