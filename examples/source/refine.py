"""A loop in forward: one recurrent cell refines its estimate several times."""

import torch
from torch import nn


class ConvGRU(nn.Module):
    def __init__(self, hidden, inputs):
        super().__init__()
        self.convz = nn.Conv2d(hidden + inputs, hidden, 3, padding=1)
        self.convr = nn.Conv2d(hidden + inputs, hidden, 3, padding=1)
        self.convq = nn.Conv2d(hidden + inputs, hidden, 3, padding=1)

    def forward(self, h, x):
        hx = torch.cat([h, x], dim=1)
        z = torch.sigmoid(self.convz(hx))
        r = torch.sigmoid(self.convr(hx))
        q = torch.tanh(self.convq(torch.cat([r * h, x], dim=1)))
        return (1 - z) * h + z * q


class Refiner(nn.Module):
    def __init__(self, steps=4, hidden=32):
        super().__init__()
        self.steps = steps
        self.encode = nn.Conv2d(3, hidden * 2, 7, stride=4, padding=3)
        self.cell = ConvGRU(hidden, hidden)
        self.head = nn.Conv2d(hidden, 2, 3, padding=1)

    def forward(self, image):
        hidden, context = torch.split(self.encode(image), self.cell.convz.out_channels, dim=1)
        hidden, context = torch.tanh(hidden), torch.relu(context)
        estimate = torch.zeros_like(hidden[:, :2])
        estimates = []
        for _ in range(self.steps):
            hidden = self.cell(hidden, context)
            estimate = estimate + self.head(hidden)
            estimates.append(estimate)
        return estimates
