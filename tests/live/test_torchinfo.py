"""Forty models of torchvision, counted as torchinfo does by running them: only where both are there."""

from __future__ import annotations

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import convcalc

torch: Any = pytest.importorskip("torch")
torchinfo: Any = pytest.importorskip("torchinfo")
spec = find_spec("torchvision")
if spec is None or spec.origin is None:
    pytest.skip("torchvision is not there", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")

MODELS = [
    "alexnet",
    "convnext_small",
    "convnext_tiny",
    "densenet121",
    "densenet169",
    "densenet201",
    "efficientnet_b0",
    "efficientnet_b1",
    "efficientnet_b3",
    "efficientnet_v2_s",
    "googlenet",
    "inception_v3",
    "maxvit_t",
    "mnasnet0_5",
    "mnasnet1_3",
    "mobilenet_v2",
    "mobilenet_v3_large",
    "mobilenet_v3_small",
    "regnet_x_1_6gf",
    "regnet_x_400mf",
    "regnet_y_400mf",
    "regnet_y_800mf",
    "resnet101",
    "resnet18",
    "resnet34",
    "resnet50",
    "resnext50_32x4d",
    "shufflenet_v2_x0_5",
    "shufflenet_v2_x1_0",
    "squeezenet1_0",
    "squeezenet1_1",
    "swin_s",
    "swin_t",
    "swin_v2_t",
    "vgg11",
    "vgg11_bn",
    "vgg16",
    "vit_b_16",
    "vit_b_32",
    "wide_resnet50_2",
]


@pytest.fixture(scope="module")
def models() -> Any:
    """The models of torchvision, also where its operators are built for another PyTorch."""
    text = Path(spec.origin).with_name("_meta_registrations.py").read_text("utf-8")
    for name in sorted(set(re.findall(r'(?:register_meta\("|torchvision::)(\w+)', text))):
        try:
            torch.library.define(f"torchvision::{name}", "(Tensor a, Tensor b, float c) -> Tensor")
        except RuntimeError:
            break
    import torchvision

    return torchvision.models


@pytest.mark.parametrize("name", MODELS)
def test_every_layer_is_counted_as_torchinfo_does(name: str, models: Any):
    try:
        with torch.device("meta"):
            model = getattr(models, name)()
    except NotImplementedError:  # one that works out its widths with tensors
        model = getattr(models, name)()
    size = (1, 3, 299, 299) if name == "inception_v3" else (1, 3, 224, 224)
    report = convcalc.summary(model, input_size=size)
    theirs = torchinfo.summary(model, input_size=size, device="meta", verbose=0)
    run = Counter(
        (layer.class_name, tuple(layer.output_size))
        for layer in theirs.summary_list
        if layer.is_leaf_layer and layer.output_size
    )

    assert report.totals.params == theirs.total_params
    assert report.totals.trainable_params == theirs.trainable_params
    assert not report.unknown
    assert not run - Counter(
        (row.kind, row.output_shapes[0]) for row in report if row.output_shapes
    )
