"""Trains anatomy-segmenter on phantoms alone and writes its ONNX file with golden vectors. See docs/segmenter.md."""

import argparse
import base64
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from PIL import Image, ImageDraw
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, IterableDataset

from segmenter_augment import randomise

SOURCE = 192
SIDE = 128
# Phantoms that are never trained on.
HELD = 64
ZONES = ["lung-left", "lung-right", "heart"]
FOLDER = Path(__file__).resolve().parent.parent / "anatomy-segmenter"


def step(before, after, stride=1):
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU(),
        nn.Conv2d(after, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU(),
    )


class Segmenter(nn.Module):
    """A U-Net that works at half its input's resolution and answers there; grey is made comparable inside the graph."""

    def __init__(self, widths=(12, 20, 32, 56, 72)):
        super().__init__()
        a, b, c, d, e = widths
        self.stem = nn.Sequential(nn.Conv2d(1, a, 5, stride=2, padding=2, bias=False), nn.BatchNorm2d(a), nn.ReLU())
        self.down1, self.down2, self.down3, self.down4 = step(a, a), step(a, b), step(b, c), step(c, d)
        self.deep = step(d, e)
        self.up4, self.up3, self.up2, self.up1 = step(e + d, d), step(d + c, c), step(c + b, b), step(b + a, a)
        self.head = nn.Conv2d(a, len(ZONES), 1)

    def forward(self, x):
        middle = x.mean((2, 3), keepdim=True)
        spread = ((x - middle) ** 2).mean((2, 3), keepdim=True)
        a = self.down1(self.stem((x - middle) / torch.sqrt(spread + 1e-3)))
        b = self.down2(F.max_pool2d(a, 2))
        c = self.down3(F.max_pool2d(b, 2))
        d = self.down4(F.max_pool2d(c, 2))
        y = self.deep(F.max_pool2d(d, 2))
        up = lambda t: F.interpolate(t, scale_factor=2.0, mode="nearest")  # noqa: E731
        y = self.up4(torch.cat([up(y), d], 1))
        y = self.up3(torch.cat([up(y), c], 1))
        y = self.up2(torch.cat([up(y), b], 1))
        return self.head(self.up1(torch.cat([up(y), a], 1)))


class WithSigmoid(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.sigmoid(self.net(x))


def load(folder):
    """Images and labels uint8 [n, 192, 192] of every part that segmenterPhantoms.ts wrote."""
    planes = {}
    for kind in ("images", "labels"):
        files = sorted(folder.glob(f"wide-*.{kind}.u8"))
        read = [np.fromfile(file, np.uint8) for file in files]
        planes[kind] = torch.from_numpy(np.concatenate(read).reshape(-1, SOURCE, SOURCE))
    return planes["images"], planes["labels"]


def overlays(count, seed):
    """Devices and letters as value and coverage, float [count, 2, side, side]."""
    draw = np.random.default_rng(seed)
    bank = np.zeros((count, 2, SIDE, SIDE), np.float32)
    for one in bank:
        big = 3 * SIDE
        cover, value = Image.new("L", (big, big)), Image.new("L", (big, big), 255)
        inks = [ImageDraw.Draw(cover), ImageDraw.Draw(value)]
        for _ in range(draw.integers(1, 8)):
            scribble(draw, inks, big)
        for plane, image in ((0, value), (1, cover)):
            one[plane] = np.asarray(image.resize((SIDE, SIDE), Image.BOX), np.float32) / 255
        one[1] *= draw.uniform(0.4, 1)
    return torch.from_numpy(bank)


def scribble(draw, inks, side):
    kind = draw.choice(["tube", "lead", "disc", "box", "text"], p=[0.35, 0.2, 0.15, 0.1, 0.2])
    grey = int(draw.choice([draw.integers(150, 256), draw.integers(0, 90)], p=[0.85, 0.15]))
    x, y = draw.uniform(0, side, 2)
    wide = int(draw.integers(2, 9))
    for ink, fill in zip(inks, (255, grey)):
        state = draw.bit_generator.state
        if kind in ("tube", "lead"):
            turns = np.cumsum(np.cumsum(draw.normal(0, 0.02, (60, 2)), 0) + draw.normal(0, 0.25, 2), 0)
            points = [tuple(p) for p in np.array([x, y]) + turns / 15 * side / 4]
            ink.line(points, fill=fill, width=wide if kind == "tube" else max(1, wide // 2), joint="curve")
        elif kind == "disc":
            r = draw.uniform(0.01, 0.05) * side
            ink.ellipse([x - r, y - r, x + r, y + r], fill=fill)
        elif kind == "box":
            w, h = draw.uniform(0.03, 0.12, 2) * side
            ink.rounded_rectangle([x, y, x + w, y + h], radius=min(w, h) / 3, fill=fill)
        else:
            words = draw.choice(["L", "R", "PORTABLE", "AP ERECT", "SUPINE", "06:41", "MOBILE 2", "PA"])
            ink.text((x, draw.choice([0.03, 0.9, y / side]) * side), str(words), fill=fill, font_size=int(draw.integers(18, 60)))
        if fill == 255 and ink is inks[0]:
            draw.bit_generator.state = state


class Randomised(IterableDataset):
    """Batches without end; made in a process of their own while the network learns from the one before."""

    def __init__(self, folder, batch, seed):
        super().__init__()
        self.planes, self.batch, self.seed = load(folder), batch, seed
        self.bank = overlays(300, seed)

    def __iter__(self):
        torch.manual_seed(self.seed)
        torch.set_num_threads(1)
        images, labels = self.planes
        while True:
            chosen = torch.randint(HELD, len(images), (self.batch,))
            yield randomise(images[chosen], labels[chosen], self.bank, SIDE)


def train(folder, steps, batch, seed, start=None, peak=3e-3):
    torch.manual_seed(seed)
    batches = iter(DataLoader(Randomised(folder, batch, seed), batch_size=None, num_workers=1, prefetch_factor=4))
    net = Segmenter().to(memory_format=torch.channels_last)
    if start:
        net.load_state_dict(torch.load(start))
    best = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(best, peak, total_steps=steps, pct_start=0.15)
    began, losses = time.time(), []
    for at in range(1, steps + 1):
        x, target = next(batches)
        target = F.avg_pool2d(target, 2)
        logits = net(x.contiguous(memory_format=torch.channels_last))
        p = torch.sigmoid(logits)
        overlap = (2 * (p * target).sum((2, 3)) + 20) / (p.sum((2, 3)) + target.sum((2, 3)) + 20)
        loss = F.binary_cross_entropy_with_logits(logits, target) + (1 - overlap).mean()
        best.zero_grad()
        loss.backward()
        best.step()
        schedule.step()
        losses.append(loss.item())
        if at % 50 == 0:
            print(f"step {at}/{steps} loss {np.mean(losses[-50:]):.4f} {time.time() - began:.0f} s", flush=True)
        if at % 200 == 0 or at == steps:
            torch.save(net.state_dict(), folder / f"net-{seed}.pt")
    return net.eval()


def reduced(images):
    """[n, 192, 192] to inputs [n, 1, side, side] by area, as the product does."""
    return F.adaptive_avg_pool2d(images.float()[:, None] / 255, SIDE)


def export(net):
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / "model.onnx"
    torch.onnx.export(
        WithSigmoid(net).eval(), torch.zeros(1, 1, SIDE, SIDE), str(path), dynamo=False, opset_version=17,
        input_names=["image"], output_names=["zone_probability"],
        dynamic_axes={"image": {0: "N"}, "zone_probability": {0: "N"}},
    )
    onnx.checker.check_model(str(path))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    (FOLDER / "model.onnx.sha256").write_text(f"{sha256}  model.onnx\n")
    print("anatomy-segmenter", path.stat().st_size, sha256, flush=True)
    return sha256


def golden(net, sha256, images):
    """Probabilities averaged over the cells of a 8x8 grid, by PyTorch, of phantoms that were not trained on."""
    cases = []
    for image in (reduced(images) * 255).round().to(torch.uint8):
        with torch.no_grad():
            p = F.avg_pool2d(torch.sigmoid(net(image[None].float() / 255)), 8)[0]
        cases.append({
            "pixels": base64.b64encode(image.numpy().tobytes()).decode(),
            "probabilities": [[round(v, 7) for v in zone.flatten().tolist()] for zone in p],
        })
    text = json.dumps({"model": sha256, "madeBy": f"PyTorch {torch.__version__}", "side": SIDE, "cases": cases})
    (FOLDER / "golden.json").write_text(text + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("phantoms", type=Path, help="folder that segmenterPhantoms.ts wrote")
    parser.add_argument("--steps", type=int, default=1600)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--peak", type=float, default=3e-3)
    parser.add_argument("--export", type=Path, help="weights to export without training")
    args = parser.parse_args()
    torch.set_num_threads(1)
    if args.export:
        net = Segmenter().to(memory_format=torch.channels_last)
        net.load_state_dict(torch.load(args.export))
        net.eval()
        golden(net, export(net), load(args.phantoms)[0][:4])
    else:
        train(args.phantoms, args.steps, args.batch, args.seed, args.start, args.peak)


if __name__ == "__main__":
    main()
