"""Reads, resizes and tiles the photos of the Houses dataset with OpenCV on one thread, as the tutorial does. Prints the seconds and the
number of photos, for comparison with reading in the tab: `python cv2_read.py FOLDER`.

    pip install numpy opencv-python-headless
"""

import sys
import time
from collections import Counter
from pathlib import Path

import cv2
import numpy as np

cv2.setNumThreads(1)
folder = next(Path(sys.argv[1]).rglob("HousesInfo.txt")).parent
rows = [line.split() for line in (folder / "HousesInfo.txt").read_text().splitlines() if line.strip()]
houses = Counter(row[3] for row in rows)
kept = [number for number, row in enumerate(rows, 1) if houses[row[3]] >= 25]

start = time.perf_counter()
for number in kept:
    photo = [cv2.imread(str(folder / f"{number}_{room}.jpg")) for room in ("bathroom", "bedroom", "frontal", "kitchen")]
    tiles = [cv2.resize(each, (32, 32)) for each in photo]
    montage = np.zeros((64, 64, 3), np.uint8)
    for tile, (top, left) in zip(tiles, [(0, 0), (0, 32), (32, 32), (32, 0)]):
        montage[top : top + 32, left : left + 32] = tile
print(time.perf_counter() - start, 4 * len(kept))
