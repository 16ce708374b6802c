from __future__ import annotations

import pytest

from convcalc.errors import BadValue
from convcalc.layers.core.torch_arguments import torch_sizes
from convcalc.layers.core.torch_arguments import torch_switch


@pytest.mark.parametrize("value", [2, (2,), [2], (2, 2)])
def test_one_size_or_one_an_axis(value: object):
    assert torch_sizes(value, 2, "stride") == (2, 2)


def test_another_count_is_refused():
    with pytest.raises(BadValue, match="one size or 2"):
        torch_sizes((1, 2, 3), 2, "stride")


@pytest.mark.parametrize(("value", "wanted"), [(None, False), (True, True), (0, False)])
def test_none_is_no(value: object, wanted: bool):
    assert torch_switch(value, "bias") is wanted
