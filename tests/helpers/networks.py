"""Networks made of windows alone: what a receptive field is about."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc import vocabulary
from convcalc.graph.builder import GraphBuilder
from convcalc.graph.tensor import Module
from convcalc.graph.tensor import Tensor
from convcalc.layers.core.layer import Layer

if TYPE_CHECKING:
    from convcalc.graph.graph import Graph


def module(vocabulary_name: str, name: str, *args: Any, **kwargs: Any) -> Module:
    maker = vocabulary.find(vocabulary_name, name)
    assert maker is not None, name
    return Module(maker.make(args, kwargs), spelled=name, call=f"{name}({args}, {kwargs})")


class Merge(Layer):
    """Any number of inputs that meet, whatever their sizes."""

    takes_many: ClassVar[bool] = True


class Net:
    """Applies windows and merges by name."""

    def __init__(self, shape: tuple[Any, ...]) -> None:
        self.builder = GraphBuilder("net")
        self.input = self.builder.input("input", shape)

    def put(self, module: Module, *tensors: Tensor, name: str = "") -> Tensor:
        name = name or f"{module.spelled}_{len(self.builder.nodes)}"
        return self.builder.apply(module, tensors, name=name)[0]

    def conv(self, x: Tensor, k: Any, s: Any = 1, p: Any = 0, name: str = "") -> Tensor:
        return self.put(module("native", "conv2d", 1, k=k, s=s, p=p), x, name=name)

    def pool(self, x: Tensor, k: int, s: int, p: int = 0, name: str = "") -> Tensor:
        return self.put(module("torch", "MaxPool2d", k, s, p), x, name=name)

    def merge(self, *tensors: Tensor, name: str = "") -> Tensor:
        return self.put(Module(Merge(), spelled="merge", call="merge"), *tensors, name=name)

    def graph(self) -> Graph:
        return self.builder.graph()


def alexnet() -> Graph:
    net = Net((1, 1, 512, 512))
    x = net.conv(net.input, 11, 4, 2, "features.0")
    x = net.pool(x, 3, 2, name="features.2")
    x = net.conv(x, 5, 1, 2, "features.3")
    x = net.pool(x, 3, 2, name="features.5")
    for index in (6, 8, 10):
        x = net.conv(x, 3, 1, 1, f"features.{index}")
    net.merge(net.pool(x, 3, 2, name="features.12"), name="features")
    return net.graph()


def vgg16() -> Graph:
    net = Net((1, 1, 512, 512))
    x, index = net.input, 0
    for convolutions in (2, 2, 3, 3, 3):
        for _ in range(convolutions):
            x = net.conv(x, 3, 1, 1, f"features.{index}")
            index += 2
        x = net.pool(x, 2, 2, name=f"features.{index}")
        index += 1
    net.merge(x, name="features")
    return net.graph()


def resnet(blocks: tuple[int, ...], *, bottleneck: bool) -> Graph:
    net = Net((1, 1, 512, 512))
    x = net.pool(net.conv(net.input, 7, 2, 3, "conv1"), 3, 2, 1, "maxpool")
    for stage, count in enumerate(blocks, 1):
        for block in range(count):
            stride = 2 if stage > 1 and block == 0 else 1
            x = residual(net, x, f"layer{stage}.{block}", stride, bottleneck, first=block == 0)
    net.merge(x, name="layer4")
    return net.graph()


def residual(
    net: Net, x: Tensor, name: str, stride: int, bottleneck: bool, *, first: bool
) -> Tensor:
    if bottleneck:
        y = net.conv(x, 1, 1, 0, f"{name}.conv1")
        y = net.conv(y, 3, stride, 1, f"{name}.conv2")
        y = net.conv(y, 1, 1, 0, f"{name}.conv3")
    else:
        y = net.conv(x, 3, stride, 1, f"{name}.conv1")
        y = net.conv(y, 3, 1, 1, f"{name}.conv2")
    if first and (bottleneck or stride == 2):
        x = net.conv(x, 1, stride, 0, f"{name}.downsample.0")
    return net.merge(y, x)


def squeezenet1_0() -> Graph:
    net = Net((1, 1, 512, 512))
    x = net.conv(net.input, 7, 2, 0, "features.0")
    x = net.pool(x, 3, 2, name="features.2")
    for index in range(3, 13):
        if index in (6, 11):
            x = net.pool(x, 3, 2, name=f"features.{index}")
            continue
        squeezed = net.conv(x, 1, 1, 0, f"features.{index}.squeeze")
        x = net.merge(
            net.conv(squeezed, 1, 1, 0, f"features.{index}.expand1x1"),
            net.conv(squeezed, 3, 1, 1, f"features.{index}.expand3x3"),
        )
    net.merge(x, name="features")
    return net.graph()


def googlenet() -> Graph:
    net = Net((1, 1, 512, 512))
    x = net.pool(net.conv(net.input, 7, 2, 3, "conv1.conv"), 3, 2, name="maxpool1")
    x = net.conv(net.conv(x, 1, 1, 0, "conv2.conv"), 3, 1, 1, "conv3.conv")
    x = net.pool(x, 3, 2, name="maxpool2")
    for name in ("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"):
        if name == "4a":
            x = net.pool(x, 3, 2, name="maxpool3")
        if name == "5a":
            x = net.pool(x, 2, 2, name="maxpool4")
        at = f"inception{name}"
        one = net.conv(x, 1, 1, 0, f"{at}.branch1.conv")
        two = net.conv(net.conv(x, 1, name=f"{at}.branch2.0.conv"), 3, 1, 1, f"{at}.branch2.1.conv")
        three = net.conv(x, 1, name=f"{at}.branch3.0.conv")
        three = net.conv(three, 3, 1, 1, f"{at}.branch3.1.conv")
        four = net.conv(net.pool(x, 3, 1, 1, f"{at}.branch4.0"), 1, name=f"{at}.branch4.1.conv")
        x = net.merge(one, two, three, four, name=at)
    return net.graph()


def densenet121() -> Graph:
    net = Net((1, 1, 3072, 3072))
    x = net.pool(net.conv(net.input, 7, 2, 3, "features.conv0"), 3, 2, 1, "features.pool0")
    for stage, layers in enumerate((6, 12, 24, 16), 1):
        seen = [x]
        for index in range(1, layers + 1):
            at = f"features.denseblock{stage}.denselayer{index}"
            y = net.conv(net.merge(*seen), 1, name=f"{at}.conv1")
            seen.append(net.conv(y, 3, 1, 1, f"{at}.conv2"))
        x = net.merge(*seen)
        if stage < 4:
            at = f"features.transition{stage}"
            x = net.pool(net.conv(x, 1, name=f"{at}.conv"), 2, 2, name=f"{at}.pool")
    net.merge(x, name="features")
    return net.graph()


EFFICIENTNET_B0 = (
    (1, 3, 1, 1),
    (2, 3, 2, 6),
    (2, 5, 2, 6),
    (3, 3, 2, 6),
    (3, 5, 1, 6),
    (4, 5, 2, 6),
    (1, 3, 1, 6),
)
"""Blocks, kernel size, stride of the first block, expansion."""


def efficientnet_b0(squeezed: bool = False) -> Graph:
    net = Net((1, 1, 1024, 1024))
    x = net.conv(net.input, 3, 2, 1, "features.0.0")
    for stage, (blocks, kernel, stride, expansion) in enumerate(EFFICIENTNET_B0, 1):
        for block in range(blocks):
            step = stride if block == 0 else 1
            at = f"features.{stage}.{block}.block"
            y, place = x, 0
            if expansion != 1:
                y, place = net.conv(x, 1, name=f"{at}.0.0"), 1
            y = net.conv(y, kernel, step, kernel // 2, f"{at}.{place}.0")
            if squeezed:
                y = net.merge(y, net.put(module("torch", "AdaptiveAvgPool2d", 1), y))
            y = net.conv(y, 1, name=f"{at}.{place + 2}.0")
            x = net.merge(y, x) if block else y
    x = net.conv(x, 1, name="features.8.0")
    net.merge(x, name="features")
    return net.graph()
