"""Rules for normalisation with weights that are handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.layers.normalisation.batch_norm import BatchNorm
from convcalc.layers.normalisation.group_norm import GroupNorm
from convcalc.layers.normalisation.instance_norm import InstanceNorm
from convcalc.layers.normalisation.layer_norm import LayerNorm
from convcalc.layers.other.given_weights import Functional
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import sizes_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def _normalised(site: Site, spelled: str, layer: Layer, input: Any, weights: Any) -> TorchTensor:
    inputs = [tensor(input, "input", site)]
    inputs += [tensor(each, "weight", site) for each in weights if each is not None]
    return apply(site, spelled, Functional(layer=layer), inputs)[0]


def layer_norm(
    site: Site,
    spelled: str,
    input: Any,
    normalized_shape: Any,
    weight: Any = None,
    bias: Any = None,
    eps: Any = None,
) -> TorchTensor:
    """F.layer_norm, F.rms_norm."""
    layer = LayerNorm(normalized_shape=sizes_of((normalized_shape,), "normalized_shape", site))
    return _normalised(site, spelled, layer, input, (weight, bias))


def rms_norm(
    site: Site, spelled: str, input: Any, normalized_shape: Any, weight: Any = None, eps: Any = None
) -> TorchTensor:
    """F.rms_norm."""
    return layer_norm(site, spelled, input, normalized_shape, weight)


def batch_norm(
    site: Site,
    spelled: str,
    input: Any,
    running_mean: Any = None,
    running_var: Any = None,
    weight: Any = None,
    bias: Any = None,
    training: Any = False,
    momentum: Any = 0.1,
    eps: Any = 1e-5,
) -> TorchTensor:
    """F.batch_norm: by statistics that were gathered, or those of the batch."""
    tracked = not training
    handed = (running_mean, running_var, weight, bias)
    features = next((each.shape[0] for each in handed if each is not None), None)
    layer = BatchNorm(
        num_features=features, scale=weight is not None, shift=bias is not None, tracked=tracked
    )
    return _normalised(site, spelled, layer, input, handed)


def batch_norm_weights_first(
    site: Site,
    spelled: str,
    input: Any,
    weight: Any,
    bias: Any,
    running_mean: Any,
    running_var: Any,
    training: Any,
    momentum: Any,
    eps: Any,
    cudnn_enabled: Any,
) -> TorchTensor:
    """torch.batch_norm."""
    return batch_norm(site, spelled, input, running_mean, running_var, weight, bias, training)


def instance_norm_weights_first(
    site: Site,
    spelled: str,
    input: Any,
    weight: Any,
    bias: Any,
    running_mean: Any,
    running_var: Any,
    use_input_stats: Any,
    momentum: Any,
    eps: Any,
    cudnn_enabled: Any,
) -> TorchTensor:
    """torch.instance_norm."""
    return instance_norm(site, spelled, input, running_mean, running_var, weight, bias)


def instance_norm(
    site: Site,
    spelled: str,
    input: Any,
    running_mean: Any = None,
    running_var: Any = None,
    weight: Any = None,
    bias: Any = None,
    use_input_stats: Any = True,
    momentum: Any = 0.1,
    eps: Any = 1e-5,
) -> TorchTensor:
    """F.instance_norm."""
    layer = InstanceNorm(affine=weight is not None, shift=bias is not None)
    handed = (running_mean, running_var, weight, bias)
    return _normalised(site, spelled, layer, input, handed)


def group_norm(
    site: Site,
    spelled: str,
    input: Any,
    num_groups: Any,
    weight: Any = None,
    bias: Any = None,
    eps: Any = 1e-5,
) -> TorchTensor:
    """F.group_norm."""
    features = None if weight is None else tensor(weight, "weight", site).shape[0]
    layer = GroupNorm(groups=size_of(num_groups, "num_groups", site), num_channels=features)
    return _normalised(site, spelled, layer, input, (weight, bias))
