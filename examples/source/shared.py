"""One module called again and again: the weights count once, the work every time."""

import torch.nn as nn


class Shared(nn.Module):
    def __init__(self, width=16, times=3):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 1)
        self.block = nn.Sequential(nn.Conv2d(width, width, 3, padding=1), nn.ReLU())
        self.alias = self.block
        self.times = times
        self.unused = nn.Linear(width, width)

    def forward(self, x):
        x = self.stem(x)
        for _ in range(self.times):
            x = self.block(x)
        return self.alias(x).mean((-2, -1))
