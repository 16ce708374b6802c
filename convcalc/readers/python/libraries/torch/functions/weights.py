"""Rules for layers that are handed their weights: linear, convolutions, attention."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import is_equal
from convcalc.errors import ShapeError
from convcalc.layers.core.shapes import show_shape
from convcalc.layers.other.function import Function
from convcalc.layers.other.given_weights import Functional
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.functions.products import matmul
from convcalc.vocabulary import made

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site

# ruff: noqa: A002 (PyTorch calls its first argument input)


def linear(site: Site, spelled: str, input: Any, weight: Any, bias: Any = None) -> TorchTensor:
    """F.linear."""
    source, matrix = tensor(input, "input", site), tensor(weight, "weight", site)
    if len(matrix.shape) == 1:
        return matmul(site, "matmul", source, matrix)
    if len(matrix.shape) != 2:
        raise ShapeError(f"a weight {show_shape(matrix.shape)}", expected="(out, in)")
    rows, columns = matrix.shape
    layer = made("torch", "Linear", columns, rows, bias is not None)
    return _with_weights(site, spelled, layer, source, (matrix, bias))


def _with_weights(
    site: Site, spelled: str, layer: Layer, source: TorchTensor, weights: tuple[Any, ...]
) -> TorchTensor:
    """A layer whose weights are inputs."""
    inputs = [source, *[tensor(each, "weight", site) for each in weights if each is not None]]
    return apply(site, spelled, Functional(layer=layer), inputs)[0]


def conv(
    site: Site,
    spelled: str,
    ndim: int,
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: Any = 1,
) -> TorchTensor:
    """F.conv1d, conv2d, conv3d."""
    source, kernel = tensor(input, "input", site), tensor(weight, "weight", site)
    _kernel_rank(kernel, ndim)
    count, inner, *window = kernel.shape
    layer = made(
        "torch",
        f"Conv{ndim}d",
        inner * groups,
        count,
        tuple(window),
        stride,
        padding,
        dilation,
        groups,
    )
    layer = layer.replace(bias=bias is not None)
    return _with_weights(site, spelled, layer, source, (kernel, bias))


def _kernel_rank(kernel: TorchTensor, ndim: int) -> None:
    if len(kernel.shape) != ndim + 2:
        raise ShapeError(
            f"a weight {show_shape(kernel.shape)}",
            expected=f"{ndim + 2} axes: (out, in / groups, *kernel_size)",
            argument="weight",
        )


def transposed_conv(
    site: Site,
    spelled: str,
    ndim: int,
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: Any = 1,
    dilation: Any = 1,
) -> TorchTensor:
    """F.conv_transpose1d, conv_transpose2d, conv_transpose3d."""
    source, kernel = tensor(input, "input", site), tensor(weight, "weight", site)
    _kernel_rank(kernel, ndim)
    inner, count, *window = kernel.shape
    layer = made(
        "torch",
        f"ConvTranspose{ndim}d",
        inner,
        count * groups,
        tuple(window),
        stride,
        padding,
        output_padding,
        groups,
        True,
        dilation,
    )
    layer = layer.replace(bias=bias is not None)
    return _with_weights(site, spelled, layer, source, (kernel, bias))


def bilinear(
    site: Site, spelled: str, input1: Any, input2: Any, weight: Any, bias: Any = None
) -> TorchTensor:
    """F.bilinear."""
    one, two = tensor(input1, "input1", site), tensor(input2, "input2", site)
    kernel = tensor(weight, "weight", site)
    count, first, second = kernel.shape
    layer = made("torch", "Bilinear", first, second, count, bias is not None)
    weights = [kernel, *([tensor(bias, "bias", site)] if bias is not None else [])]
    return apply(site, spelled, Functional(layer=layer, count=2), [one, two, *weights])[0]


def multi_head_attention(
    site: Site,
    spelled: str,
    query: Any,
    key: Any,
    value: Any,
    embed_dim_to_check: Any,
    num_heads: Any,
    *rest: Any,
    **options: Any,
) -> Any:
    """F.multi_head_attention_forward: sequence first, as the module calls it."""
    names = (
        "in_proj_weight",
        "in_proj_bias",
        "bias_k",
        "bias_v",
        "add_zero_attn",
        "dropout_p",
        "out_proj_weight",
        "out_proj_bias",
        "training",
        "key_padding_mask",
        "need_weights",
    )
    given = dict(zip(names, rest, strict=False)) | options
    sources = [tensor(each, "query", site) for each in (query, key, value)]
    layer = made(
        "torch",
        "MultiheadAttention",
        embed_dim_to_check,
        num_heads,
        bias=given.get("in_proj_bias") is not None,
        add_bias_kv=given.get("bias_k") is not None,
        add_zero_attn=bool(given.get("add_zero_attn")),
        kdim=sources[1].shape[-1],
        vdim=sources[2].shape[-1],
    )
    wanted = given.get("need_weights", True)
    layer = layer.replace(need_weights=bool(wanted), **_width_out(given, embed_dim_to_check, site))
    used = Functional(layer=layer, count=3)
    found = apply(site, "multi_head_attention", used, sources)
    result = (found[0], found[1] if len(found) > 1 else None)
    if result[1] is not None and given.get("average_attn_weights", True) is False:
        result = (found[0], _every_head(site, result[1], size_of(num_heads, "num_heads", site)))
    return result


def _width_out(given: dict[str, Any], embed: Any, site: Site) -> dict[str, Any]:
    """
    The width of the last projection, where it is one of its own.

    Raises:
        ShapeError: If its weight does not take what the heads give.
    """
    if given.get("out_proj_weight") is None:
        return {}
    matrix = tensor(given["out_proj_weight"], "out_proj_weight", site).shape
    if len(matrix) != 2 or is_equal(matrix[1], embed) is False:
        raise ShapeError(
            f"a weight {show_shape(matrix)}",
            expected=f"(out, {embed})",
            argument="out_proj_weight",
        )
    return {} if matrix[0] == embed else {"out_dim": matrix[0]}


def _every_head(site: Site, weights: TorchTensor, heads: Any) -> TorchTensor:
    """The weights of every head by itself, where they are not averaged."""
    shape = (*weights.shape[:-2], heads, *weights.shape[-2:])
    return apply(site, "heads", Function(function="heads", shapes=(shape,), work=0), [weights])[0]
