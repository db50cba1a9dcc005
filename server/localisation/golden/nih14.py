"""Writes nih14.json: figures of nih14's CAMs on the eight images of the assets whose findings have boxes.

python nih14.py ASSETS; with onnxruntime, onnx, torch, opencv-python-headless, numpy. Nothing of our own code is used.
"""

import csv
import json
import sys
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F

FEATURES = "features.final_relu6"
NAMES = {"Infiltrate": "Infiltration"}
assets = Path(sys.argv[1])
model = onnx.load(assets / "models/nih14_mobilenetv2_224.onnx")
gemm = next(node for node in model.graph.node if node.op_type == "Gemm")
weights = {one.name: onnx.numpy_helper.to_array(one) for one in model.graph.initializer}[gemm.input[1]]
if weights.shape[0] != 14:
    weights = weights.T
output = next(name for node in model.graph.node for name in node.output if FEATURES in name)
model.graph.output.append(onnx.helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, None))
session = onnxruntime.InferenceSession(model.SerializeToString())
labels = json.loads((assets / "golden/cam_golden.json").read_text())["conventions"]["labels"]


def figures(cam, lesion):
    positive = np.maximum(cam, 0)
    height, width = lesion.shape
    grid = cv2.resize(lesion.astype(np.float64), (cam.shape[1] * width, cam.shape[0] * height), interpolation=cv2.INTER_NEAREST)
    coverage = grid.reshape(cam.shape[0], height, cam.shape[1], width).mean((1, 3))
    picture = F.interpolate(torch.tensor(positive)[None, None], size=lesion.shape, mode="bilinear", align_corners=False)[0, 0]
    pixels = picture.numpy()
    inside = int(lesion.sum())
    scaled = picture - picture.min()
    scaled = np.uint8(255 * scaled.div(scaled.max()).numpy())
    found = cv2.threshold(scaled, 0, int(scaled.max()), cv2.THRESH_OTSU)[1] > 0
    top = np.argsort(-pixels.ravel(), kind="stable")[:inside]
    mass = float((positive * coverage).sum() / positive.sum())
    negative = float((np.maximum(-cam, 0) * coverage).sum())
    absolute = float((np.abs(cam) * coverage).sum())
    return {
        "hit": bool((lesion[pixels == pixels.max()] == 1).any()),
        "mass": mass,
        "rank": float(lesion.ravel()[top].mean()),
        "iou": float((found & (lesion == 1)).sum() / (found | (lesion == 1)).sum()),
        "enrichment": float(np.log2(mass / lesion.mean())) if mass > 0 else None,
        "area": float(lesion.mean()),
        "contribution": float((cam * coverage).mean()),
        "negativeShare": negative / absolute,
    }


written = []
for row in csv.DictReader((assets / "images/dev/metadata.csv").open()):
    for box in json.loads(row["bboxes_1024"] or "[]"):
        grey = cv2.imread(str(assets / "images/dev" / row["file"]), cv2.IMREAD_GRAYSCALE).astype(np.float32)
        plane = cv2.resize(grey, (224, 224), interpolation=cv2.INTER_AREA) / 127.5 - 1
        features = session.run([output], {"input": np.repeat(plane[None, None], 3, 1)})[0][0]
        finding = NAMES.get(box["label"], box["label"])
        cam = np.tensordot(weights[labels.index(finding)], features, 1).astype(np.float32)
        shares = {"x": box["x"] / 1024, "y": box["y"] / 1024, "width": box["w"] / 1024, "height": box["h"] / 1024}
        centres = (np.arange(512) + 0.5) / 512
        rows = (centres >= shares["y"]) & (centres < shares["y"] + shares["height"])
        columns = (centres >= shares["x"]) & (centres < shares["x"] + shares["width"])
        lesion = (rows[:, None] & columns[None]).astype(np.uint8)
        written.append({"image": row["file"], "finding": finding, "box": shares, "figures": figures(cam, lesion)})
source = f"onnxruntime {onnxruntime.__version__}, PyTorch {torch.__version__}, OpenCV {cv2.__version__}, numpy {np.__version__}"
Path(__file__).with_suffix(".json").write_text(json.dumps({"source": source, "lesions": written}, indent=1) + "\n")
