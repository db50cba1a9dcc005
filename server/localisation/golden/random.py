"""Writes random.json: what CheXlocalize's recipe and Quantus say of random maps and lesions.

python random.py; with torch, opencv-python-headless, scikit-image, quantus, numpy.
"""

import json
from pathlib import Path

import cv2
import numpy as np
import quantus
import skimage
import torch
import torch.nn.functional as F
from quantus.metrics.localisation import PointingGame, RelevanceMassAccuracy, RelevanceRankAccuracy
from skimage.filters import threshold_otsu

GRIDS = [(7, 7), (10, 10), (14, 14), (7, 9)]
SIZES = [(64, 64), (96, 80), (56, 56), (63, 72)]


def quantus_says(metric, attribution, lesion):
    scores = metric(abs=False, normalise=False, disable_warnings=True).evaluate_batch(
        a_batch=attribution[None, None].astype(np.float64), s_batch=lesion[None, None].astype(bool)
    )
    return float(np.asarray(scores).ravel()[0])


def recipe(picture, lesion):
    """heatmap_to_segmentation.py and eval.py of CheXlocalize."""
    scaled = picture - picture.min()
    scaled = np.uint8(255 * scaled.div(scaled.max()).numpy())
    threshold, segmentation = cv2.threshold(scaled, 0, int(scaled.max()), cv2.THRESH_OTSU)
    assert threshold_otsu(scaled) == threshold
    found = segmentation > 0
    if found.sum() == 0 or lesion.sum() == 0:
        return threshold, None
    return threshold, float(np.logical_and(found, lesion).sum() / np.logical_or(found, lesion).sum())


def case(rng, i):
    height, width = GRIDS[i % 4]
    size = SIZES[(i // 2) % 4]
    box_width, box_height = rng.uniform(0.08, 0.5, 2)
    x, y = rng.uniform(0, 1 - box_width), rng.uniform(0, 1 - box_height)
    rows, columns = (np.arange(height) + 0.5) / height, (np.arange(width) + 0.5) / width
    far = ((rows[:, None] - y - box_height / 2) ** 2 + (columns[None] - x - box_width / 2) ** 2) / 0.02
    strength = [0, 2, 4, -3][i % 4]
    values = (rng.normal(0, 1, (height, width)) + strength * np.exp(-far)).round(3).astype(np.float32)
    if i == 22:
        values = -np.abs(values)
        values[2, 3] = 1
    ys, xs = (np.arange(size[0]) + 0.5) / size[0], (np.arange(size[1]) + 0.5) / size[1]
    lesion = ((ys[:, None] >= y) & (ys[:, None] < y + box_height) & (xs >= x) & (xs < x + box_width)).astype(np.uint8)
    positive = np.maximum(values, 0)
    picture = F.interpolate(torch.tensor(positive)[None, None], size=size, mode="bilinear", align_corners=False)[0, 0]
    threshold, iou = recipe(picture, lesion)
    # On a grid that both divide, so that a cell's share of the lesion is exact.
    fine = positive.repeat(size[0], 0).repeat(size[1], 1)
    fine_lesion = lesion.repeat(height, 0).repeat(width, 1)
    return {
        "height": height,
        "width": width,
        "values": [round(float(v), 3) for v in values.ravel()],
        "box": [x, y, box_width, box_height],
        "size": size,
        "hit": quantus_says(PointingGame, picture.numpy(), lesion) == 1,
        "mass": quantus_says(RelevanceMassAccuracy, fine, fine_lesion),
        "rank": quantus_says(RelevanceRankAccuracy, picture.numpy(), lesion),
        "otsu": threshold,
        "iou": iou,
        "area": float(lesion.mean()),
    }


rng = np.random.default_rng(20261123)
source = (
    f"CheXlocalize's recipe with OpenCV {cv2.__version__} and PyTorch {torch.__version__}, "
    f"scikit-image {skimage.__version__}, Quantus {quantus.__version__}, numpy {np.__version__}"
)
written = {"source": source, "cases": [case(rng, i) for i in range(24)]}
Path(__file__).with_suffix(".json").write_text(json.dumps(written, separators=(",", ":")) + "\n")
