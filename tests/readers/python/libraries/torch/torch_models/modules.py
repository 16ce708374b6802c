"""Networks that use modules in every way that people use them; read as text, never imported."""

from __future__ import annotations

import copy
import math
from collections import OrderedDict
from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor
from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.utils import _pair
from torch.nn.parameter import Parameter


class Same(nn.Conv2d):
    """A convolution that pads as TensorFlow does."""

    def forward(self, x):
        sizes = x.shape[-2:]
        pads = [
            max((math.ceil(i / s) - 1) * s + (k - 1) * d + 1 - i, 0)
            for i, k, s, d in zip(sizes, self.kernel_size, self.stride, self.dilation, strict=False)
        ]
        if any(pad > 0 for pad in pads):
            x = F.pad(
                x, [pads[1] // 2, pads[1] - pads[1] // 2, pads[0] // 2, pads[0] - pads[0] // 2]
            )
        return F.conv2d(x, self.weight, self.bias, self.stride, (0, 0), self.dilation, self.groups)


class LayerNorm2d(nn.LayerNorm):
    """A layer normalisation over the channels of images."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class DerivedLayers(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = Same(3, 8, 3, stride=2, bias=False)
        self.norm = LayerNorm2d(8, eps=1e-6)
        self.head = nn.Linear(8, 10)

    def forward(self, x):
        x = self.norm(self.stem(x))
        return self.head(x.mean([2, 3]))


class ConvBNReLU(nn.Sequential):
    """A Sequential with a constructor of its own."""

    def __init__(self, inside, outside, stride=1) -> None:
        super().__init__(
            nn.Conv2d(inside, outside, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outside),
            nn.ReLU6(inplace=True),
        )


class Residual(ConvBNReLU):
    """One that adds its input."""

    def forward(self, x):
        return x + super().forward(x)


class DerivedSequential(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            OrderedDict([("first", ConvBNReLU(3, 8, 2)), ("second", Residual(8, 8))])
        )
        self.features.add_module("third", Residual(8, 8))
        self.pool = nn.AdaptiveAvgPool2d(1)

    def forward(self, x):
        return torch.flatten(self.pool(self.features(x)), 1)


class Scale(nn.Module):
    """A leaf with a parameter and a buffer of its own."""

    def __init__(self, channels) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(channels, 1, 1))
        self.register_buffer("shift", torch.zeros(channels, 1, 1))
        self.register_buffer("step", torch.tensor(0), persistent=False)

    def forward(self, x):
        return x * self.gamma + self.shift


class OwnParameters(nn.Module):
    """A container that owns parameters beside its children."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = Scale(3)
        self.conv = nn.Conv2d(3, 4, 1)
        self.token = nn.Parameter(torch.zeros(1, 4, 1, 1))
        self.register_parameter("absent", None)

    def forward(self, x):
        return self.conv(self.scale(x)) + self.token


class Tied(nn.Module):
    """Weights that two layers share, and a layer that is held twice."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(20, 8)
        self.body = nn.Linear(8, 8)
        self.again = self.body
        self.decode = nn.Linear(8, 20, bias=False)
        self.decode.weight = self.embed.weight

    def forward(self, x):
        return self.decode(self.again(self.body(self.embed(x))))


class Listed(nn.Module):
    def __init__(self, depth=3) -> None:
        super().__init__()
        self.layers = nn.ModuleList()
        for index in range(depth):
            self.layers.append(nn.Conv2d(3 if index == 0 else 4, 4, 3, padding=1))
        self.layers += [nn.ReLU(), nn.Conv2d(4, 2, 1)]
        self.layers.insert(1, nn.BatchNorm2d(4))
        self.layers[2] = nn.Identity()
        self.acts = nn.ModuleDict({"relu": nn.ReLU(), "tanh": nn.Tanh()})
        self.acts["gelu"] = nn.GELU()

    def forward(self, x):
        for index, layer in enumerate(self.layers[:-1]):
            x = layer(x)
            if index % 2:
                x = self.acts["gelu"](x)
        for name, act in self.acts.items():
            if name != "tanh":
                x = act(x)
        return self.layers[-1](x)


class Named(nn.Module):
    """Layers under names that are made up, and found by them."""

    def __init__(self) -> None:
        super().__init__()
        for index in range(3):
            self.add_module(f"conv{index}", nn.Conv2d(3, 3, 1))
            setattr(self, "bn%d" % index, nn.BatchNorm2d(3))
        self.unused = nn.Linear(2, 2)

    def forward(self, x):
        for index in range(3):
            x = getattr(self, f"bn{index}")(self._modules[f"conv{index}"](x))
        return x


class Changed(nn.Module):
    """Layers that are replaced and changed after they were made."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2))
        self.fc = nn.Linear(8, 10)
        self.body[0] = nn.Conv2d(3, 8, 5, stride=2)
        self.body[0].stride = (1, 1)
        self.body[0].padding = (2, 2)
        self.body[0].bias = None
        self.fc = nn.Linear(8, 4)
        self.fc.weight = Parameter(torch.zeros(6, 8))
        self.fc.bias = Parameter(torch.zeros(6))
        self.extra = nn.Linear(3, 3)
        del self.extra
        for parameter in self.body.parameters():
            parameter.requires_grad = False

    def forward(self, x):
        return self.fc(self.body(x).mean((2, 3)))


def swapped(module):
    """Every batch normalisation replaced by a group normalisation."""
    for name, child in module.named_children():
        if isinstance(child, _BatchNorm):
            setattr(module, name, nn.GroupNorm(2, child.num_features))
        else:
            swapped(child)
    return module


class Swapped(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(ConvBNReLU(3, 8), ConvBNReLU(8, 4))
        swapped(self)
        self.tail = nn.Sequential(*list(self.body.children())[-1:], *[nn.Dropout(0.1)] * 2)
        self.tail[0][0] = nn.Conv2d(4, 4, 1)

    def forward(self, x):
        return self.tail(self.body[0](x)[:, :4])


class Copied(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        block = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), Scale(4))
        self.blocks = nn.Sequential(*[copy.deepcopy(block) for _ in range(2)])
        self.stem = nn.Conv2d(3, 4, 1)

    def forward(self, x):
        return self.blocks(self.stem(x))


class Looped(nn.Module):
    """One module called in a loop."""

    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.Sequential(nn.Conv2d(3, 3, 3, padding=1), nn.ReLU())

    def forward(self, x):
        for _ in range(3):
            x = self.cell(x)
        return x


class Hooked(nn.Module):
    """Features that a hook keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3)
        self.body = nn.Conv2d(4, 8, 3)
        self.side = nn.Conv2d(4, 2, 1)
        self.kept = {}
        self.stem.register_forward_hook(self.keep("stem"))

    def keep(self, name):
        def hook(module, given, result) -> None:
            self.kept[name] = result

        return hook

    def forward(self, x):
        x = self.body(self.stem(x))
        return x, self.side(self.kept["stem"])


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.MultiheadAttention(8, 2, batch_first=True)
        self.other = nn.MultiheadAttention(8, 2, kdim=8, vdim=4, add_bias_kv=True, batch_first=True)
        self.value = nn.Linear(8, 4)

    def forward(self, x):
        x, weights = self.first(x, x, x)
        x, none = self.other(x, x, self.value(x), need_weights=False)
        assert none is None
        return x, weights


class Transformers(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        layer = nn.TransformerEncoderLayer(8, 2, 16, activation=nn.GELU(), batch_first=True)
        self.encode = nn.TransformerEncoder(layer, 2, norm=nn.LayerNorm(8))
        self.whole = nn.Transformer(8, 2, 1, 1, 16, batch_first=True, norm_first=True)

    def forward(self, x):
        x = self.encode(x)
        return self.whole(x, x[:, :3])


class Recurrent(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(6, 8, 2, batch_first=True, bidirectional=True)
        self.gru = nn.GRU(16, 4, batch_first=True)
        self.cell = nn.LSTMCell(4, 5)

    def forward(self, x):
        x, (hidden, cell) = self.lstm(x)
        x, last = self.gru(x, None)
        state = None
        for step in range(2):
            state = self.cell(x[:, step], state)
        return x, hidden, cell, last, state[0]


class Lazy(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.LazyConv2d(4, 3), nn.LazyBatchNorm2d(), nn.LazyConvTranspose2d(2, 2, bias=False)
        )
        self.fc = nn.LazyLinear(5)

    def forward(self, x):
        return self.fc(self.body(x).flatten(1))


class WeightsWorkedOut(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a = nn.utils.weight_norm(nn.Conv2d(3, 4, 3))
        self.b = nn.utils.spectral_norm(nn.Conv2d(4, 4, 3))
        self.c = nn.utils.parametrizations.weight_norm(nn.Conv2d(4, 4, 1))
        self.d = nn.utils.parametrizations.spectral_norm(nn.ConvTranspose2d(4, 2, 3, bias=False))
        self.e = nn.utils.remove_weight_norm(nn.utils.weight_norm(nn.Conv2d(2, 2, 1)))

    def forward(self, x):
        return self.e(self.d(self.c(self.b(self.a(x)))))


class Wrapped(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.DataParallel(nn.Conv2d(3, 4, 3))
        self.add = torch.ao.nn.quantized.FloatFunctional()
        self.quant = torch.ao.quantization.QuantStub()

    def forward(self, x):
        x = self.inner(self.quant(x))
        return self.add.cat([self.add.add_relu(x, x), x], 1)


class Parameters(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.ParameterList([nn.Parameter(torch.randn(4, 3, 1, 1))])
        self.weights.append(nn.Parameter(torch.randn(2, 4, 3, 3)))
        self.scales = nn.ParameterDict({"a": nn.Parameter(torch.ones(1))})
        self.scales["b"] = nn.Parameter(torch.ones(2, 1, 1))

    def forward(self, x):
        for weight in self.weights:
            x = F.conv2d(x, weight)
        return x * self.scales["a"] * self.scales["b"]


class Several(nn.Module):
    """Layers of several inputs or outputs."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = nn.MaxPool2d(2, return_indices=True)
        self.unpool = nn.MaxUnpool2d(2)
        self.up = nn.ConvTranspose2d(3, 3, 3, stride=2, padding=1)
        self.bilinear = nn.Bilinear(4, 4, 5)
        self.near = nn.CosineSimilarity()
        self.far = nn.PairwiseDistance()

    def forward(self, x):
        small, indices = self.pool(x)
        x = self.unpool(small, indices, output_size=x.size())
        x = self.up(small, output_size=x.shape[-2:])
        a = x[..., :4]
        return self.bilinear(a, a), self.near(a, a), self.far(a, a)


class Stochastic(nn.Module):
    """A leaf that does nothing in eval mode."""

    def __init__(self, rate) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training or self.rate == 0.0:
            return x
        return x * torch.empty(x.shape[0], 1, 1, 1).bernoulli_(1 - self.rate)


class Losses(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.drop = Stochastic(0.2)
        self.fc = nn.Linear(4, 3)
        self.loss = nn.CrossEntropyLoss(label_smoothing=0.1)
        self.near = nn.MSELoss(reduction="none")
        self.empty = nn.Sequential()

    def forward(self, x):
        x = self.empty(self.fc(self.drop(x)))
        return self.loss(x, x.softmax(1)), self.near(x, x)


class Dense(nn.ModuleDict):
    """A dict of modules that is called."""

    def __init__(self, depth=2) -> None:
        super().__init__()
        for index in range(depth):
            self.add_module("layer%d" % (index + 1), nn.Conv2d(3 + 2 * index, 2, 3, padding=1))

    def forward(self, x):
        features = [x]
        for layer in self.values():
            features.append(layer(torch.cat(features, 1)))
        return torch.cat(features, 1)


class Densely(nn.Module):
    def __init__(self, norm=partial(nn.BatchNorm2d, eps=1e-3), act=nn.ReLU) -> None:
        super().__init__()
        self.block = Dense()
        self.norm = norm(7)
        self.act = act(inplace=True) if act is not nn.GELU else act()
        self.size: Tensor = _pair(3)
        self.tail = nn.Conv2d(7, 1, self.size)

    def forward(self, x):
        return self.tail(self.act(self.norm(self.block(x))))


class Wide(nn.Conv2d):
    """A convolution with a module inside."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.act = nn.SiLU()

    def forward(self, x):
        return self.act(super().forward(x))


class Inside(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a = Wide(3, 4, 3)
        self.b = Wide(4, 4, 3, bias=False)

    def forward(self, x):
        return self.b(self.a(x))


def with_spectral_norm(module):
    """Every convolution normalised by its spectrum."""
    if isinstance(module, nn.Conv2d):
        nn.utils.spectral_norm(module)


def quietly(module):
    """Weights filled with numbers, which changes no shape."""
    if hasattr(module, "weight") and module.weight is not None:
        nn.init.normal_(module.weight, 0.0, 0.02)
        module.weight.data.mul_(2)


class Applied(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Conv2d(4, 4, 1))
        self.apply(quietly)
        self.body.apply(with_spectral_norm)

    def forward(self, x):
        return self.body(x)


class Guarded(nn.Module):
    """Modules that are called while the model is made, and attributes found in other ways."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 4, 3, 2), nn.ReLU())
        with torch.no_grad():
            size = self.stem(torch.zeros(1, 3, 16, 16)).shape
        self.head = nn.Linear(size[1] * size[2] * size[3], 2)
        self.shadow = nn.Linear(2, 2)

    def __getattr__(self, name):
        if name == "tail":
            return super().__getattr__("head")
        return super().__getattr__(name)

    @property
    def first(self):
        return self.stem[0]

    def forward(self, x):
        x = self.stem[1](self.first(x))
        return self.tail(torch.flatten(x, 1))


class Mixin:
    """Something that is no module."""

    def scaled(self, x):
        return x * self.factor


class Mixed(Mixin, nn.Conv2d):
    factor = 2

    def __init__(self, channels, **kwargs) -> None:
        nn.Conv2d.__init__(self, channels, channels, 3, **kwargs)
        self.register_buffer("mask", torch.ones(self.weight.shape))

    def forward(self, x):
        return self.scaled(super().forward(x))


class Mixtures(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a = Mixed(3, padding=1, bias=False)
        self.again = Mixed(3, padding=1, bias=False)
        self.again.mask = self.a.mask
        self.again.weight = self.a.weight
        self.count = sum(p.numel() for p in self.parameters())
        self.tail = nn.Conv2d(3, self.count // 81, 1)

    def forward(self, x):
        return self.tail(self.again(self.a(x)))


class Synchronised(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4, affine=False))
        self.body = nn.SyncBatchNorm.convert_sync_batchnorm(self.body)

    def forward(self, x):
        return self.body[0](x)
