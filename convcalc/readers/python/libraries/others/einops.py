"""`einops`: rearrange, reduce, repeat, einsum, pack, unpack, and what they come with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.layers.shape.rearrange import parse_side
from convcalc.layers.shape.rearrange import rearrange_layer
from convcalc.layers.shape.rearrange import reduce_layer
from convcalc.layers.shape.rearrange import repeat_layer
from convcalc.readers.python.libraries.torch.arguments import size_of
from convcalc.readers.python.libraries.torch.arguments import tensor
from convcalc.readers.python.libraries.torch.arguments import tensor_list
from convcalc.readers.python.libraries.torch.calls import apply
from convcalc.readers.python.libraries.torch.functional import entries
from convcalc.readers.python.libraries.torch.functions.joining import cat
from convcalc.readers.python.libraries.torch.functions.joining import split
from convcalc.readers.python.libraries.torch.functions.joining import stack
from convcalc.readers.python.libraries.torch.functions.products import einsum as torch_einsum
from convcalc.readers.python.libraries.torch.functions.views import reshape

if TYPE_CHECKING:
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.python.libraries.torch.calls import RuleEntry
    from convcalc.readers.python.libraries.torch.tensor import TorchTensor
    from convcalc.readers.python.objects.host import Site


def _source(value: Any, site: Site) -> TorchTensor:
    """The tensor, or a list of tensors as one with a new first axis."""
    if type(value) in (list, tuple):
        return stack(site, "stack", value)
    return tensor(value, "tensor", site)


def _sizes(given: dict[str, Any], site: Site) -> dict[str, Any]:
    return {name: size_of(value, name, site) for name, value in given.items()}


def _applied(site: Site, spelled: str, layer: Layer, source: TorchTensor) -> TorchTensor:
    return apply(site, spelled, layer, [source])[0]


def rearrange(site: Site, spelled: str, tensor: Any, pattern: Any, **sizes: Any) -> TorchTensor:
    """einops.rearrange."""
    layer = rearrange_layer(pattern, **_sizes(sizes, site))
    return _applied(site, spelled, layer, _source(tensor, site))


def reduce(
    site: Site, spelled: str, tensor: Any, pattern: Any, reduction: Any, **sizes: Any
) -> TorchTensor:
    """einops.reduce."""
    layer = reduce_layer(pattern, reduction, **_sizes(sizes, site))
    return _applied(site, spelled, layer, _source(tensor, site))


def repeat(site: Site, spelled: str, tensor: Any, pattern: Any, **sizes: Any) -> TorchTensor:
    """einops.repeat."""
    layer = repeat_layer(pattern, **_sizes(sizes, site))
    return _applied(site, spelled, layer, _source(tensor, site))


def parse_shape(site: Site, spelled: str, x: Any, pattern: Any) -> dict[str, Any]:
    """einops.parse_shape: the sizes by name; `_` is left out."""
    shape = tensor(x, "x", site).shape
    groups = parse_side(pattern, pattern) if isinstance(pattern, str) else ()
    if len(groups) != len(shape):
        raise BadValue(f"{pattern!r} for {len(shape)} axes", argument="pattern")
    return {group[0]: each for group, each in zip(groups, shape, strict=True) if group[0] != "_"}


def einsum(site: Site, spelled: str, *given: Any) -> TorchTensor:
    """einops.einsum: tensors first, then a pattern of names."""
    pattern, tensors = given[-1], given[:-1]
    if not isinstance(pattern, str):
        raise BadValue("einsum() without a pattern", expected="a text behind the tensors")
    names: dict[str, str] = {}
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    left, _, right = pattern.partition("->")
    parts = []
    for side in (*left.split(","), right):
        words = [group[0] for group in parse_side(side, pattern) if group]
        for word in words:
            if word != "…" and word not in names and len(names) < len(letters):
                names[word] = letters[len(names)]
        parts.append("".join("..." if word == "…" else names[word] for word in words))
    return torch_einsum(site, spelled, f"{','.join(parts[:-1])}->{parts[-1]}", *tensors)


def _star(pattern: Any) -> tuple[int, int]:
    """How many names stand before and behind the star of a packing pattern."""
    words = pattern.split() if isinstance(pattern, str) else []
    if words.count("*") != 1:
        raise BadValue(f"the pattern {pattern!r}", expected="names and one *, for example 'b * c'")
    place = words.index("*")
    return place, len(words) - place - 1


def pack(site: Site, spelled: str, tensors: Any, pattern: Any) -> tuple[TorchTensor, list[Shape]]:
    """einops.pack: the axes of the star of every tensor merged, then joined along them."""
    before, behind = _star(pattern)
    flat, shapes = [], []
    for each in tensor_list(tensors, "tensors", site):
        shape = each.shape
        last = len(shape) - behind
        shapes.append(shape[before:last])
        merged = (*shape[:before], product(shape[before:last]), *shape[last:])
        flat.append(reshape(site, "reshape", each, merged))
    return cat(site, "cat", flat, before), shapes


def unpack(site: Site, spelled: str, tensor: Any, packed_shapes: Any, pattern: Any) -> list[Any]:
    """einops.unpack: the tensors that were packed."""
    from convcalc.readers.python.libraries.torch.arguments import tensor as checked

    before, _ = _star(pattern)
    source = checked(tensor, "tensor", site)
    shapes = [tuple(each) for each in site.evaluator.collect(packed_shapes, site)]
    lengths = [-1 if -1 in each else product(each) for each in shapes]
    if -1 in lengths:
        rest = source.shape[before] - sum(each for each in lengths if each != -1)
        lengths[lengths.index(-1)] = rest
    pieces = split(site, "split", source, lengths, before)
    return [
        reshape(
            site, "reshape", piece, (*source.shape[:before], *each, *source.shape[before + 1 :])
        )
        for piece, each in zip(pieces, shapes, strict=True)
    ]


ENTRIES: dict[str, RuleEntry] = {
    "einsum": ("others.einops", "einsum"),
    "pack": ("others.einops", "pack"),
    "parse_shape": ("others.einops", "parse_shape"),
    "rearrange": ("others.einops", "rearrange"),
    "reduce": ("others.einops", "reduce"),
    "repeat": ("others.einops", "repeat"),
    "unpack": ("others.einops", "unpack"),
}

TABLE: dict[str, Any] = {**entries(ENTRIES), "__version__": "0.8.1"}
