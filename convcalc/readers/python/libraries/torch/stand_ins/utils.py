"""`torch.nn.modules.utils`: one number for every axis, or one for each."""

from collections.abc import Iterable


def _ntuple(n, name="parse"):
    def parse(x):
        return tuple(x) if isinstance(x, Iterable) else (x,) * n

    parse.__name__ = name
    return parse


_single = _ntuple(1, "_single")
_pair = _ntuple(2, "_pair")
_triple = _ntuple(3, "_triple")
_quadruple = _ntuple(4, "_quadruple")


def _reverse_repeat_tuple(t, n):
    return tuple(each for each in reversed(t) for _ in range(n))


def _list_with_default(out_size, defaults):
    if not isinstance(out_size, Iterable):
        return out_size
    if len(defaults) <= len(out_size):
        raise ValueError(f"Input dimension should be at least {len(out_size) + 1}")
    usual = defaults[-len(out_size) :]
    return [own if own is not None else other for own, other in zip(out_size, usual, strict=True)]
