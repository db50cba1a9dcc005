"""PyTorch + Grad-CAM (Selvaraju et al., ICCV 2017) over 14 findings of a DenseNet-121: what an audit script does.

One backward pass per finding. Prints images per second over `sys.argv[1]` images, from ready tensors: no decoding.
"""

import sys
import time

import torch
from torch import nn


def conv(channels, out, side, stride=1):
    return nn.Conv2d(channels, out, side, stride, side // 2, bias=False)


class Layer(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.body = nn.Sequential(
            nn.BatchNorm2d(channels), nn.ReLU(), conv(channels, 128, 1), nn.BatchNorm2d(128), nn.ReLU(), conv(128, 32, 3)
        )

    def forward(self, x):
        return torch.cat([x, self.body(x)], 1)


class DenseNet121(nn.Module):
    def __init__(self, classes):
        super().__init__()
        parts, channels = [conv(3, 64, 7, 2), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
        for block, layers in enumerate([6, 12, 24, 16]):
            for _ in range(layers):
                parts.append(Layer(channels))
                channels += 32
            if block < 3:
                parts += [nn.BatchNorm2d(channels), nn.ReLU(), conv(channels, channels // 2, 1), nn.AvgPool2d(2)]
                channels //= 2
        self.features = nn.Sequential(*parts, nn.BatchNorm2d(channels), nn.ReLU())
        self.head = nn.Linear(channels, classes)

    def forward(self, x):
        features = self.features(x)
        return features, self.head(features.mean((2, 3)))


def grad_cams(model, image):
    """As pytorch-grad-cam works: a forward and a full backward pass for each finding, the last features' gradient kept."""
    maps = []
    for finding in range(14):
        model.zero_grad()
        features, logits = model(image)
        features.retain_grad()
        logits[0, finding].backward()
        weights = features.grad.mean((2, 3), keepdim=True)
        maps.append(torch.relu((weights * features).sum(1)).detach())
    return torch.stack(maps)


torch.manual_seed(1)
torch.set_num_threads(int(sys.argv[2]))
net = DenseNet121(14).eval()
picture = torch.rand(1, 3, 224, 224)
grad_cams(net, picture)
count = int(sys.argv[1])
started = time.perf_counter()
for _ in range(count):
    grad_cams(net, picture)
print(count / (time.perf_counter() - started))
