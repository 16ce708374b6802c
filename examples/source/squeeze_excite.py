"""Factories that return functions that make blocks, each wrapped in squeeze-and-excitation."""

from collections import OrderedDict
from functools import partial

import torch.nn as nn


class SqueezeExcite(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(channels, max(1, channels // reduction), bias=False),
            nn.ReLU(inplace=True),
            nn.Linear(max(1, channels // reduction), channels, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x):
        b, c, *_ = x.size()
        y = self.avg_pool(x).view(b, c)
        y = self.fc(y).view(b, c, 1, 1)
        return x * y.expand_as(x)


class Residual(nn.Module):
    def __init__(self, body, shortcut=None):
        super().__init__()
        self.body = body
        self.shortcut = shortcut if shortcut is not None else nn.Identity()
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.relu(self.body(x) + self.shortcut(x))


def conv_bn(cin, cout, k=3, s=1, act=True):
    layers = [("conv", nn.Conv2d(cin, cout, k, s, k // 2, bias=False)), ("bn", nn.BatchNorm2d(cout))]
    if act:
        layers.append(("act", nn.ReLU(inplace=True)))
    return nn.Sequential(OrderedDict(layers))


def with_squeeze(make_block, reduction=16):
    """A function that makes the same block with squeeze-and-excitation behind it."""

    def make(cin, cout, **kwargs):
        block, out = make_block(cin, cout, **kwargs)
        return nn.Sequential(OrderedDict([("block", block), ("se", SqueezeExcite(out, reduction))])), out

    return make


def basic(cin, cout, stride=1, *, expansion=1):
    body = nn.Sequential(conv_bn(cin, cout, s=stride), conv_bn(cout, cout * expansion, act=False))
    shortcut = None
    if stride != 1 or cin != cout * expansion:
        shortcut = conv_bn(cin, cout * expansion, k=1, s=stride, act=False)
    return Residual(body, shortcut), cout * expansion


class Net(nn.Module):
    widths = (32, 64, 128)

    def __init__(self, block=with_squeeze(partial(basic, expansion=2), reduction=8), num_classes=10):
        super().__init__()
        self.stem = conv_bn(3, self.widths[0])
        channels = self.widths[0]
        for i, width in enumerate(self.widths):
            stage, channels = block(channels, width, stride=1 if i == 0 else 2)
            self.add_module(f"stage{i + 1}", stage)
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, num_classes))

    def forward(self, x):
        x = self.stem(x)
        for name, stage in self.named_children():
            if name.startswith("stage"):
                x = stage(x)
        return self.head(x)
