"""Trains the three phantom models and writes models/phantom-*/model.onnx with golden vectors. See README.md."""

import argparse
import base64
import hashlib
import json
import random
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional as F

SIDE = 112
FINDINGS = ["Pneumonia", "Cardiomegaly"]
ZONES = ["lung-left", "lung-right", "heart"]
MODELS = Path(__file__).resolve().parent.parent


class Classifier(nn.Module):
    """Five convolutions to a 7x7 map, global average pooling, one linear layer: its class activation maps are exact."""

    def __init__(self):
        super().__init__()
        widths = [16, 24, 48, 96, 96]
        blocks = [nn.Conv2d(1, 16, 5, stride=2, padding=2, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
        for level, (before, after) in enumerate(zip(widths, widths[1:])):
            blocks += [nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
            if level < 3:
                blocks.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*blocks)
        self.head = nn.Linear(widths[-1], len(FINDINGS))

    def forward(self, x):
        return self.head(F.adaptive_avg_pool2d(self.features(x), 1).flatten(1))


class Segmenter(nn.Module):
    """A small U-Net: three levels down, nearest up, skip connections, one sigmoid channel a zone."""

    def __init__(self):
        super().__init__()
        step = lambda a, b: nn.Sequential(  # noqa: E731
            nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(),
            nn.Conv2d(b, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(),
        )
        self.down1, self.down2, self.down3, self.deep = step(1, 8), step(8, 16), step(16, 32), step(32, 48)
        self.up3, self.up2, self.up1 = step(48 + 32, 32), step(32 + 16, 16), step(16 + 8, 8)
        self.head = nn.Conv2d(8, len(ZONES), 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        c = self.down3(F.max_pool2d(b, 2))
        d = self.deep(F.max_pool2d(c, 2))
        up = lambda t: F.interpolate(t, scale_factor=2.0, mode="nearest")  # noqa: E731
        y = self.up3(torch.cat([up(d), c], 1))
        y = self.up2(torch.cat([up(y), b], 1))
        return self.head(self.up1(torch.cat([up(y), a], 1)))


class WithSigmoid(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.sigmoid(self.net(x))


def load(folder, name):
    """Images uint8 [n, 112, 112] and one dict an image, as makePhantoms.ts wrote them."""
    rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]
    images = np.fromfile(folder / f"{name}.images.u8", np.uint8).reshape(len(rows), SIDE, SIDE)
    return torch.from_numpy(images), rows


def feed(images):
    return images.float().unsqueeze(1) / 255


def jitter(x, gamma):
    """Detectors differ within a site too: a little gain, offset, noise and a shift of a few pixels; and tone curves."""
    n = len(x)
    if gamma > 0:
        x = x ** torch.exp(gamma * torch.randn(n, 1, 1, 1))
    gain = 1 + 0.06 * torch.randn(n, 1, 1, 1)
    x = (x * gain + 0.03 * torch.randn(n, 1, 1, 1) + 0.01 * torch.randn_like(x)).clamp(0, 1)
    return torch.roll(x, (random.randint(-4, 4), random.randint(-4, 4)), (2, 3))


def gap(logits, truths, one, among):
    """Squared standardised gap between two groups' logits among patients without the finding, averaged over findings.

    Standardised, since a gap in logits would be made small by making all logits small.
    """
    total = 0.0
    for finding in range(logits.shape[1]):
        healthy = (truths[:, finding] == 0) & among
        a, b = logits[healthy & one, finding], logits[healthy & ~one, finding]
        if len(a) > 1 and len(b) > 1:
            total = total + (a.mean() - b.mean()) ** 2 / ((a.var() + b.var()) / 2 + 1e-3)
    return total / logits.shape[1]


def auc(scores, positive):
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    p = positive.sum()
    return (ranks[positive].sum() - p * (p + 1) / 2) / (p * (~positive).sum())


def truths_of(rows):
    return torch.tensor([[row["truths"][name] for name in FINDINGS] for row in rows], dtype=torch.float32)


def train_classifier(folder, name, epochs, gap_weight, machine_weight, gamma, seed):
    torch.manual_seed(seed)
    random.seed(seed)
    images, rows = load(folder, name)
    truths = truths_of(rows)
    at_a = torch.tensor([row["site"] == "A" for row in rows])
    portable = torch.tensor([row["portable"] for row in rows])
    net = Classifier().to(memory_format=torch.channels_last)
    best = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    steps = epochs * (len(images) // 64)
    schedule = torch.optim.lr_scheduler.OneCycleLR(best, 3e-3, total_steps=steps)
    for epoch in range(epochs):
        net.train()
        losses = []
        for batch in torch.randperm(len(images))[: len(images) // 64 * 64].split(64):
            logits = net(jitter(feed(images[batch]), gamma))
            loss = F.binary_cross_entropy_with_logits(logits, truths[batch])
            if gap_weight > 0:
                loss = loss + gap_weight * gap(logits, truths[batch], at_a[batch], torch.ones(len(batch), dtype=torch.bool))
            if machine_weight > 0:
                for among in (at_a[batch], ~at_a[batch]):
                    loss = loss + machine_weight / 2 * gap(logits, truths[batch], portable[batch], among)
            best.zero_grad()
            loss.backward()
            best.step()
            schedule.step()
            losses.append(loss.item())
        print(f"{name} epoch {epoch + 1}/{epochs} loss {np.mean(losses):.4f}", flush=True)
    return net.eval()


def predict(net, images):
    with torch.no_grad():
        return torch.cat([net(feed(part)) for part in images.split(256)])


def report(name, net, folder, check):
    """Figures on phantoms that were not trained on, for the log alone; the product's own test is what counts."""
    images, rows = load(folder, check)
    logits = predict(net, images).numpy()
    site = np.array([row["site"] for row in rows])
    portable = np.array([row["portable"] for row in rows])
    for finding, label in enumerate(FINDINGS):
        y = truths_of(rows).numpy()[:, finding] == 1
        z = logits[:, finding]
        seen = site != "C"
        healthy = seen & ~y
        within = {s: round(float(auc(z[site == s], y[site == s])), 3) for s in "ABC"}
        machine = {s: round(float(auc(z[(site == s) & ~y], portable[(site == s) & ~y])), 3) for s in "ABC"}
        print(f"{name} {label}: pooled {auc(z[seen], y[seen]):.3f} within {within} "
              f"site among negatives {auc(z[healthy], site[healthy] == 'A'):.3f} machine {machine}", flush=True)


def train_segmenter(folder, epochs, seed):
    torch.manual_seed(seed)
    random.seed(seed)
    images, rows = load(folder, "zones")
    masks = np.fromfile(folder / "zones.masks.u8", np.uint8).reshape(len(rows), len(ZONES), SIDE, SIDE)
    masks = torch.from_numpy(masks)
    held = len(rows) // 10
    net = Segmenter().to(memory_format=torch.channels_last)
    best = torch.optim.AdamW(net.parameters(), lr=4e-3)
    steps = epochs * ((len(rows) - held) // 32)
    schedule = torch.optim.lr_scheduler.OneCycleLR(best, 4e-3, total_steps=steps)
    for epoch in range(epochs):
        net.train()
        for batch in (torch.randperm(len(rows) - held) + held)[: (len(rows) - held) // 32 * 32].split(32):
            target = masks[batch].float() / 255
            logits = net((feed(images[batch]) * (1 + 0.1 * torch.randn(len(batch), 1, 1, 1))).clamp(0, 1))
            p = torch.sigmoid(logits)
            overlap = 2 * (p * target).sum((0, 2, 3)) / (p.sum((0, 2, 3)) + target.sum((0, 2, 3)))
            loss = F.binary_cross_entropy_with_logits(logits, target) + (1 - overlap).mean()
            best.zero_grad()
            loss.backward()
            best.step()
            schedule.step()
        print(f"zones epoch {epoch + 1}/{epochs} loss {loss.item():.4f}", flush=True)
    net.eval()
    p = predict(net, images[:held]) > 0
    t = masks[:held] > 127
    dice = 2 * (p & t).sum((2, 3)) / (p.sum((2, 3)) + t.sum((2, 3))).clamp(min=1)
    print("zones Dice", dict(zip(ZONES, dice.mean(0).tolist())), "least", dice.min().item(), flush=True)
    return net


def export(net, name, inner, outer):
    folder = MODELS / name
    folder.mkdir(exist_ok=True)
    path = folder / "model.onnx"
    torch.onnx.export(
        WithSigmoid(net).eval(), torch.zeros(1, 1, SIDE, SIDE), str(path), dynamo=False, opset_version=17,
        input_names=[inner], output_names=[outer], dynamic_axes={inner: {0: "N"}, outer: {0: "N"}},
    )
    onnx.checker.check_model(str(path))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "model.onnx.sha256").write_text(f"{sha256}  model.onnx\n")
    print(name, path.stat().st_size, sha256, flush=True)
    return sha256


def plane(image):
    return base64.b64encode(image.numpy().tobytes()).decode()


def golden(name, sha256, cases):
    text = json.dumps({"model": sha256, "madeBy": f"PyTorch {torch.__version__}", "side": SIDE, "cases": cases})
    (MODELS / name / "golden.json").write_text(text + "\n")


def golden_classifier(net, name, sha256, folder, check):
    """Logits, probabilities and class activation maps (no bias, no ReLU) of six held-out phantoms, by PyTorch."""
    images, rows = load(folder, check)
    cases = []
    for index in pick(rows):
        with torch.no_grad():
            x = feed(images[index : index + 1])
            logits = net(x)[0]
            cams = torch.einsum("fk,khw->fhw", net.head.weight, net.features(x)[0])
        cases.append({
            "pixels": plane(images[index]), "site": rows[index]["site"], "seed": rows[index]["seed"],
            "logits": logits.tolist(), "probabilities": torch.sigmoid(logits).tolist(),
            "cams": [[round(v, 7) for v in cam.flatten().tolist()] for cam in cams],
            "bias": net.head.bias.tolist(),
        })
    golden(name, sha256, cases)


def golden_segmenter(net, name, sha256, folder):
    """Probabilities averaged over the cells of a 14x14 grid, by PyTorch."""
    images, rows = load(folder, "check")
    cases = []
    for index in pick(rows):
        with torch.no_grad():
            p = F.avg_pool2d(torch.sigmoid(net(feed(images[index : index + 1]))), 8)[0]
        cases.append({
            "pixels": plane(images[index]), "site": rows[index]["site"], "seed": rows[index]["seed"],
            "probabilities": [[round(v, 7) for v in zone.flatten().tolist()] for zone in p],
        })
    golden(name, sha256, cases)


def pick(rows):
    """Two of each site, one with pneumonia and one without."""
    wanted = [(site, y) for site in "ABC" for y in (0, 1)]
    return [next(i for i, r in enumerate(rows) if (r["site"], r["truths"]["Pneumonia"]) == want) for want in wanted]


# Name of the model: training cohort, cohort of the log and the golden cases, epochs, weights of the penalties on the gap
# between the sites, and on that between portable and fixed machines within them, spread of the tone curves (ln gamma).
ARMS = {
    "phantom-shortcut": ("confounded", "check", 9, 0.0, 0.0, 0.0),
    "phantom-faithful": ("balanced", "check", 12, 0.02, 0.0, 0.0),
    "gate-global-shortcut": ("global-confounded", "global-check", 9, 0.0, 0.0, 0.0),
    "gate-global-faithful": ("global-balanced", "global-check", 16, 0.05, 0.08, 0.12),
    "gate-local-shortcut": ("local-confounded", "local-check", 9, 0.0, 0.0, 0.0),
    "gate-local-faithful": ("local-balanced", "local-check", 18, 0.05, 0.05, 0.0),
    "gate-diffuse-shortcut": ("diffuse-only-confounded", "diffuse-only-check", 9, 0.0, 0.0, 0.0),
    "gate-diffuse-faithful": ("diffuse-only-balanced", "diffuse-only-check", 20, 0.05, 0.05, 0.06),
    "gate-portable-shortcut": ("portable-confounded", "portable-check", 9, 0.0, 0.0, 0.0),
    "gate-case-mix-faithful": ("case-mix-balanced", "case-mix-check", 12, 0.0, 0.0, 0.0),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("phantoms", type=Path, help="folder that makePhantoms.ts wrote")
    parser.add_argument("--only", nargs="*", choices=[*ARMS, "phantom-segmenter"])
    args = parser.parse_args()
    for name, (data, check, epochs, *augmentation) in ARMS.items():
        if not args.only or name in args.only:
            net = train_classifier(args.phantoms, data, epochs, *augmentation, seed=1)
            report(name, net, args.phantoms, check)
            golden_classifier(net, name, export(net, name, "image", "probability"), args.phantoms, check)
    if not args.only or "phantom-segmenter" in args.only:
        net = train_segmenter(args.phantoms, 5, seed=2)
        golden_segmenter(net, "phantom-segmenter", export(net, "phantom-segmenter", "image", "zone_probability"), args.phantoms)


if __name__ == "__main__":
    main()
