"""A network annotated for TorchScript."""

from typing import Dict, List, Optional, Tuple

import torch
import torch.nn as nn
from torch import Tensor


@torch.jit.script
def channel_shuffle(x: Tensor, groups: int) -> Tensor:
    batchsize, num_channels, height, width = x.size()
    x = x.view(batchsize, groups, num_channels // groups, height, width)
    x = torch.transpose(x, 1, 2).contiguous()
    return x.view(batchsize, num_channels, height, width)


class Head(nn.Module):
    __constants__ = ["scales"]
    scales: List[int]

    def __init__(self, channels: int, scales: List[int]):
        super().__init__()
        self.scales = scales
        self.convs = nn.ModuleList([nn.Conv2d(channels, channels, 3, padding=1, groups=2) for _ in scales])

    def forward(self, x: Tensor) -> Tuple[Tensor, Optional[Tensor]]:
        results: List[Tensor] = []
        for scale, conv in zip(self.scales, self.convs):
            y = nn.functional.avg_pool2d(x, scale) if scale > 1 else x
            results.append(conv(channel_shuffle(y, 2)).flatten(2).mean(2))
        aux = torch.jit.annotate(Optional[Tensor], None)
        if self.training:
            aux = results[0]
        return torch.stack(results, 1), aux


class Scripted(nn.Module):
    def __init__(self, channels: int = 8):
        super().__init__()
        self.conv = nn.Conv2d(3, channels, 3, 2, 1)
        self.head = Head(channels, [1, 2, 4])
        self.register_buffer("scale", torch.ones(1, channels, 1, 1))

    @torch.jit.ignore
    def debug(self, x: Tensor) -> None:
        print(x.shape)

    @torch.jit.export
    def features(self, x: Tensor) -> Tensor:
        return torch.relu(self.conv(x)) * self.scale

    def forward(self, x: Tensor) -> Dict[str, Tensor]:
        torch._assert(x.dim() == 4, "a batch of images is wanted")
        x = self.features(x)
        if not torch.jit.is_scripting():
            self.debug(x)
        tokens, aux = self.head(x)
        out: Dict[str, Tensor] = {"tokens": tokens}
        if aux is not None:
            out["aux"] = aux
        return out
