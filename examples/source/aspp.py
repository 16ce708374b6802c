"""Atrous spatial pyramid pooling on a small dilated backbone, with an auxiliary head."""

import torch
from torch import nn
from torch.nn import functional as F


class ASPPConv(nn.Sequential):
    def __init__(self, in_channels: int, out_channels: int, dilation: int) -> None:
        super().__init__(
            nn.Conv2d(in_channels, out_channels, 3, padding=dilation, dilation=dilation, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
        )


class ASPPPooling(nn.Sequential):
    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(in_channels, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        size = x.shape[-2:]
        for mod in self:
            x = mod(x)
        return F.interpolate(x, size=size, mode="bilinear", align_corners=False)


class ASPP(nn.Module):
    def __init__(self, in_channels: int, rates: list[int], out_channels: int = 64) -> None:
        super().__init__()
        branches = [nn.Conv2d(in_channels, out_channels, 1, bias=False)]
        branches += [ASPPConv(in_channels, out_channels, rate) for rate in rates]
        branches.append(ASPPPooling(in_channels, out_channels))
        self.branches = nn.ModuleList(branches)
        self.project = nn.Conv2d(len(self.branches) * out_channels, out_channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        found = [branch(x) for branch in self.branches]
        return self.project(torch.cat(found, dim=1))


class DeepLab(nn.Module):
    def __init__(self, num_classes: int = 21, rates: tuple[int, ...] = (6, 12, 18)) -> None:
        super().__init__()
        self.backbone = nn.ModuleDict(
            {
                "low": nn.Sequential(nn.Conv2d(3, 32, 3, 2, 1), nn.ReLU(), nn.Conv2d(32, 64, 3, 2, 1)),
                "high": nn.Sequential(nn.ReLU(), nn.Conv2d(64, 128, 3, 2, 1), nn.ReLU()),
            }
        )
        self.aspp = ASPP(128, list(rates))
        self.classifier = nn.Conv2d(64, num_classes, 1)
        self.aux = nn.Conv2d(64, num_classes, 1)

    def forward(self, x):
        shape = x.shape[-2:]
        features = {}
        for name, stage in self.backbone.items():
            x = stage(x)
            features[name] = x
        result = {"out": self.classifier(self.aspp(features["high"])), "aux": self.aux(features["low"])}
        return {
            key: F.interpolate(value, size=shape, mode="bilinear", align_corners=False)
            for key, value in result.items()
        }
