"""Domain randomisation for the anatomy segmenter: phantoms and their exact masks bent, lit and spoilt, on whole batches.

Images are float [n, 1, side, side] in 0 to 1; labels as segmenterPhantoms.ts writes them.
"""

import math

import torch
from torch.nn import functional as F

PARTS = 8
LUNG_LEFT, LUNG_RIGHT = 8, 16
HEART, MARKER = 3, 7


def between(n, least, most):
    return torch.empty(n, 1, 1, 1).uniform_(least, most)


def chance(n, p):
    return (torch.rand(n, 1, 1, 1) < p).float()


def mix(x, y, weight):
    return x + weight * (y - x)


def field(n, cells, side):
    """Smooth noise of about unit spread [n, 1, side, side]."""
    return F.interpolate(torch.randn(n, 1, cells, cells), size=(side, side), mode="bicubic", align_corners=False)


def blur(x, size):
    """Box blur twice along each axis, close to a bell; borders repeat."""
    half = size // 2
    for _ in range(2):
        x = F.avg_pool2d(F.pad(x, (half, half, 0, 0), mode="replicate"), (1, size), 1)
        x = F.avg_pool2d(F.pad(x, (0, 0, half, half), mode="replicate"), (size, 1), 1)
    return x


def wide_blur(x, factor, size):
    """The same on a coarser grid, for neighbourhoods that need no detail."""
    coarse = blur(F.avg_pool2d(x, factor), size)
    return F.interpolate(coarse, size=x.shape[2:], mode="bilinear", align_corners=False)


def sampling_grid(n, side):
    """Where each output pixel comes from: rotation, zoom, aspect, shear, shift and a smooth bend."""
    angle = torch.randn(n) * math.radians(6)
    zoom = torch.empty(n).uniform_(0.72, 1.12)
    aspect = torch.empty(n).uniform_(-0.16, 0.16).exp()
    shear = torch.randn(n) * 0.05
    shift = torch.stack([torch.randn(n) * 0.09, torch.randn(n) * 0.1], 1)
    c, s = angle.cos() * zoom, angle.sin() * zoom
    rows = torch.stack([torch.stack([c * aspect, -s + shear], 1), torch.stack([s, c / aspect], 1)], 1)
    grid = F.affine_grid(torch.cat([rows, shift[:, :, None]], 2), (n, 1, side, side), align_corners=False)
    strength = torch.rand(n, 1, 1, 1)
    for cells, amplitude in ((4, 0.05), (8, 0.018)):
        bend = torch.randn(n, 2, cells, cells) * amplitude
        bend = F.interpolate(bend, size=(side, side), mode="bicubic", align_corners=False)
        grid = grid + strength * bend.permute(0, 2, 3, 1)
    return grid


def bend(images, labels, side):
    """Images [n, 1, S, S] and labels [n, S, S] to one-hot parts [n, 8, side, side] and targets [n, 3, side, side]."""
    n = len(images)
    grid = sampling_grid(n, side)
    x = F.grid_sample(images, grid, mode="bilinear", padding_mode="border", align_corners=False)
    nearest = F.grid_sample(labels[:, None].float(), grid, mode="nearest", padding_mode="border", align_corners=False)
    codes = nearest[:, 0].long()
    parts = F.one_hot(codes & 7, PARTS).permute(0, 3, 1, 2).float()
    target = torch.stack([(codes & LUNG_LEFT) > 0, (codes & LUNG_RIGHT) > 0, (codes & 7) == HEART], 1).float()
    return x, parts, target


def recolour(x, parts):
    """Every part brighter or darker by its own amount, from a little to nearly flat or turned round."""
    n, _, side, _ = x.shape
    strength = torch.rand(n, 1, 1, 1) ** 1.5 * 0.3
    offsets = torch.randn(n, PARTS, 1, 1) * strength
    # Lungs together, and more often brighter than darker: shape and place must tell them, not grey.
    lungs = torch.empty(n, 1, 1, 1).uniform_(-0.08, 0.3) * chance(n, 0.6)
    offsets[:, 1:3] = 0.25 * offsets[:, 1:3] + lungs
    offsets[:, MARKER] = 0
    shade = blur((parts * offsets).sum(1, keepdim=True), 5)
    # Beside the patient black, grey or white.
    beside = blur(parts[:, :1], 3)
    x = x + shade
    return mix(x, torch.empty(n, 1, 1, 1).uniform_(0, 1) ** 3 + 0 * x, beside * chance(n, 0.35))


def opacities(x, target):
    """Consolidation, effusion and whole white lower fields, while the mask stays."""
    n, _, side, _ = x.shape
    lungs = blur(target[:, :2].amax(1, keepdim=True), 5)
    cloud = torch.sigmoid(4 * (field(n, 6, side) - between(n, 0.2, 1.6)))
    haze = cloud * between(n, 0.1, 0.6) * chance(n, 0.5)
    rows = torch.linspace(-1, 1, side).view(1, 1, side, 1)
    columns = torch.linspace(-1, 1, side).view(1, 1, 1, side)
    # A level that climbs towards the chest wall, on one side or on both.
    level = between(n, -0.3, 0.7) - between(n, 0, 0.3) * columns**2
    which = torch.where(torch.rand(n, 1, 1, 1) < 0.5, -1.0, 1.0)
    one = torch.sigmoid(20 * which * columns)
    one = torch.maximum(one, chance(n, 0.4) + 0 * one)
    fluid = torch.sigmoid(between(n, 8, 30) * (rows - level)) * one * chance(n, 0.35)
    white = between(n, 0.65, 1)
    x = x + lungs * haze
    return mix(x, white + 0.05 * field(n, 12, side), lungs * fluid * between(n, 0.4, 1))


def light(x):
    """Tone curves, uneven exposure, local contrast, equalisation, blur, sharpening and noise."""
    n, _, side, _ = x.shape
    x = x.clamp(0, 1)
    x = x ** torch.exp(between(n, math.log(0.5), math.log(2)))
    steep = between(n, 2, 9)
    curve = torch.sigmoid(steep * (x - between(n, 0.3, 0.7)))
    x = mix(x, curve, chance(n, 0.3) * between(n, 0.3, 1))
    x = x * torch.exp(0.18 * field(n, 3, side) * chance(n, 0.6)) + 0.12 * field(n, 4, side) * chance(n, 0.6)
    around = wide_blur(x, 4, 5)
    spread = (wide_blur((x - around) ** 2, 4, 5) + 2e-3).sqrt()
    x = mix(x, 0.5 + 0.22 * (x - around) / spread, chance(n, 0.35) * between(n, 0.2, 0.9))
    x = equalise(x, chance(n, 0.25))
    soft = blur(x, 5)
    x = mix(x, soft, between(n, -1.5, 1) * chance(n, 0.6))
    rows, columns = torch.linspace(-1, 1, side).view(1, 1, side, 1), torch.linspace(-1, 1, side).view(1, 1, 1, side)
    x = x * (1 - between(n, -0.25, 0.35) * chance(n, 0.4) * (rows**2 + columns**2) / 2)
    return x + torch.randn_like(x) * between(n, 0, 0.06)


def equalise(x, chosen):
    for i in chosen.flatten().nonzero().flatten().tolist():
        flat = x[i].flatten()
        ranks = torch.empty_like(flat)
        ranks[flat.argsort()] = torch.linspace(0, 1, flat.numel())
        x[i] = mix(flat, ranks, torch.rand(1)).view_as(x[i])
    return x


def overlay(x, bank):
    """Lines, tubes, electrodes, letters and implants from a bank [m, 2, side, side] of value and coverage."""
    n = len(x)
    chosen = bank[torch.randint(len(bank), (n,))]
    chosen = torch.where(torch.rand(n, 1, 1, 1) < 0.5, chosen.flip(3), chosen)
    return mix(x, chosen[:, :1], chosen[:, 1:] * chance(n, 0.6))


def collimate(x, target):
    """Borders of one grey on any side; what lies under them is seen by nobody."""
    n, _, side, _ = x.shape
    rows, columns = torch.arange(side).view(1, 1, side, 1) / side, torch.arange(side).view(1, 1, 1, side) / side
    edges = [torch.rand(n, 1, 1, 1) ** 3 * 0.14 * chance(n, 0.5) for _ in range(4)]
    # Some borders are slanted a little.
    slant = torch.randn(n, 1, 1, 1) * 0.03
    inside = (rows >= edges[0] + slant * columns) & (rows < 1 - edges[1] + slant * columns)
    inside = inside & (columns >= edges[2] - slant * rows) & (columns < 1 - edges[3] - slant * rows)
    inside = torch.where(chance(n, 0.4) > 0, inside, torch.ones_like(inside)).float()
    grey = torch.where(torch.rand(n, 1, 1, 1) < 0.7, between(n, 0, 0.08), between(n, 0.5, 1))
    return mix(grey + 0 * x, x, inside), target * inside


def randomise(images, labels, bank, side):
    """uint8 images and labels [n, S, S] to inputs [n, 1, side, side] in 0 to 1 and targets [n, 3, side, side]."""
    x, parts, target = bend(images.float()[:, None] / 255, labels, side)
    x = opacities(recolour(x, parts), target)
    x = overlay(light(x), bank)
    x, target = collimate(x, target)
    low, high = between(len(x), 0, 0.25), between(len(x), 0.6, 1)
    x = mix(x, low + (high - low) * x, chance(len(x), 0.4))
    return x.clamp(0, 1), target
