"""A layer whose work is done by a compiled extension, of which there is no source to read."""

import fused_kernels
import torch
from torch import nn


class Warp(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(channels, channels))

    def forward(self, x):
        return fused_kernels.warp(x, self.weight)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, padding=1)
        self.warp = Warp(16)
        self.head = nn.Linear(16, 10)

    def forward(self, x):
        x = self.warp(self.conv(x))
        return self.head(x.mean(dim=(2, 3)))
