"""References of the saliency methods: the same small networks, asked by captum, pytorch-grad-cam and plain numpy.

Writes, for the tests of server/saliency, what each library answers on networks whose weights are integer hashes, so
that the tests compute the same networks without Python. Needs torch, captum, grad-cam.

    python models/recipe/saliency_references.py server/saliency/golden/references.json
"""

import json
import sys

import numpy as np
import torch
from captum.attr import Occlusion, ShapleyValues
from pytorch_grad_cam import EigenCAM, ScoreCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from scipy.ndimage import gaussian_filter

SIDE, CHANNELS, FINDINGS = 28, 6, 2
torch.set_num_threads(1)


def murmur3(words, seed):
    """MurmurHash3_x86_32 of whole words."""
    turn = lambda w, by: ((w << by) | (w >> (32 - by))) & 0xFFFFFFFF
    h = seed & 0xFFFFFFFF
    for w in words:
        k = turn((w * 0xCC9E2D51) & 0xFFFFFFFF, 15) * 0x1B873593 & 0xFFFFFFFF
        h = (turn(h ^ k, 13) * 5 + 0xE6546B64) & 0xFFFFFFFF
    h ^= len(words) * 4
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
    return h ^ (h >> 16)


def numbers(seed, count):
    """Numbers in -1..1, multiples of 2^-16, exact in float32."""
    return np.array([(murmur3([i], seed) >> 15) / 65536 - 1 for i in range(count)], dtype=np.float32)


class Net(torch.nn.Module):
    """Convolution 3x3 of stride 4, ReLU, mean, linear: the feature map is 7 x 7."""

    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, CHANNELS, 3, stride=4, padding=1)
        self.relu = torch.nn.ReLU()
        self.head = torch.nn.Linear(CHANNELS, FINDINGS)
        with torch.no_grad():
            self.conv.weight.copy_(torch.from_numpy(numbers(1, CHANNELS * 9).reshape(CHANNELS, 1, 3, 3)))
            self.conv.bias.copy_(torch.from_numpy(numbers(2, CHANNELS)))
            self.head.weight.copy_(torch.from_numpy(3 * numbers(3, FINDINGS * CHANNELS).reshape(FINDINGS, CHANNELS)))
            self.head.bias.copy_(torch.from_numpy(numbers(4, FINDINGS)))

    def forward(self, x):
        return self.head(self.relu(self.conv(x)).mean((2, 3)))


def half_pixel(size):
    """pytorch-grad-cam enlarges with aligned corners, which moves cells; here as `align_corners=False`."""
    return torch.nn.Upsample(size=tuple(size), mode="bilinear", align_corners=False)


def rise(net, x, masks, grid, seed):
    """Masks as the authors make them; covariance form on the means of cells, in float64."""
    cell = -(-SIDE // grid)
    seen, answers = [], []
    for i in range(masks):
        coins = np.array([murmur3([i, c], seed) >> 31 for c in range(grid * grid)], dtype=np.float64)
        big = torch.nn.functional.interpolate(
            torch.from_numpy(coins.reshape(1, 1, grid, grid)),
            size=((grid + 1) * cell,) * 2, mode="bilinear", align_corners=False,
        )[0, 0]
        top = int(murmur3([i, 1_000_000], seed) / 2**32 * cell)
        left = int(murmur3([i, 1_000_001], seed) / 2**32 * cell)
        mask = big[top : top + SIDE, left : left + SIDE]
        fill = x.mean()
        masked = fill + mask.float()[None, None] * (x - fill)
        answers.append(net(masked)[0].numpy().astype(np.float64))
        seen.append(mask.numpy().reshape(grid, SIDE // grid, grid, SIDE // grid).mean((1, 3)).reshape(-1))
    m, z = np.array(seen), np.array(answers)
    m, z = m - m.mean(0), z - z.mean(0)
    return (z.T @ m) / (m**2).sum(0)


def rollout(layers):
    """Abnar and Zuidema's recursion, nothing dropped; the row of the class token."""
    product = None
    for attention in layers:
        mixed = attention.mean(0) + np.eye(attention.shape[1])
        mixed = mixed / mixed.sum(-1, keepdims=True)
        product = mixed if product is None else mixed @ product
    return product[0, 1:]


def rounded(value):
    """To eight digits, which is more than float32 holds."""
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [rounded(entry) for entry in value]
    return float(f"{value:.8g}") if isinstance(value, float) else value


@torch.no_grad()
def main(path):
    net = Net().eval()
    image = numbers(5, SIDE * SIDE).reshape(1, 1, SIDE, SIDE)
    x = torch.from_numpy(image)
    mean = float(image.astype(np.float64).mean())
    centred = x - np.float32(mean)
    out = {"side": SIDE, "channels": CHANNELS, "logits": net(x)[0].tolist()}
    for patch, stride, name in ((4, 4, "occlusion"), (4, 2, "occlusionFine")):
        maps = [Occlusion(net).attribute(x, sliding_window_shapes=(1, patch, patch), strides=(1, stride, stride),
                                         baselines=mean, target=t)[0, 0].numpy() for t in range(FINDINGS)]
        out[name] = [m[::stride, ::stride].reshape(-1).tolist() for m in maps]
    groups = torch.from_numpy(np.array([[0 if j < 14 else 1 if i < 10 else 2 if i < 20 else 4
                                         for j in range(SIDE)] for i in range(SIDE)]))
    order = {0: 0, 1: 1, 2: 2, 4: 3}
    dense = groups.clone().apply_(lambda g: order[g])
    out["shapley"] = []
    for t in range(FINDINGS):
        values = ShapleyValues(net).attribute(x, baselines=mean, target=t, feature_mask=dense[None, None])[0, 0]
        out["shapley"].append([float(values[groups == g][0]) if (groups == g).any() else 0.0 for g in range(5)])
    out["rise"] = rise(net, x, 128, 7, 3).tolist()
    torch.nn.UpsamplingBilinear2d = half_pixel
    # Of the image less its mean, so that the fill is 0 as in pytorch-grad-cam.
    # Its own get_cam_image sums without rescaling or cutting off.
    cam = ScoreCAM(net, [net.relu])
    features = net.relu(net.conv(centred)).numpy()
    out["scoreCam"] = []
    for t in range(FINDINGS):
        weights = cam.get_cam_weights(centred, net.relu, [ClassifierOutputTarget(t)], features, None)
        out["scoreCam"].append((weights[0][:, None, None] * features[0]).sum(0).reshape(-1).tolist())
    eigen = EigenCAM(net, [net.relu])
    out["eigenCam"] = eigen.get_cam_image(x, net.relu, None, net.relu(net.conv(x)).numpy(), None, False)[0].reshape(-1).tolist()
    raw = numbers(6, 3 * 2 * 10 * 10).reshape(3, 2, 10, 10).astype(np.float64) * 4
    layers = np.exp(raw) / np.exp(raw).sum(-1, keepdims=True)
    out["rollout"] = rollout(layers.astype(np.float32).astype(np.float64)).tolist()
    sigma = 0.05 * SIDE
    out["blurred"] = gaussian_filter(image[0, 0].astype(np.float64), sigma, mode="nearest", truncate=3).reshape(-1).tolist()
    json.dump(rounded(out), open(path, "w"))


main(sys.argv[1])
