"""A detector whose number of boxes depends on the picture, not on its size."""

import torch
from torch import nn


class Choose(nn.Module):
    def forward(self, rows, scores):
        return rows[scores > 0.5]


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(nn.Conv2d(3, 16, 3, stride=4, padding=1), nn.ReLU())
        self.score = nn.Conv2d(16, 1, 1)
        self.choose = Choose()
        self.box = nn.Linear(16, 4)

    def forward(self, image):
        x = self.backbone(image)
        scores = torch.sigmoid(self.score(x)).flatten()
        rows = x.permute(0, 2, 3, 1).reshape(-1, 16)
        return self.box(self.choose(rows, scores))
