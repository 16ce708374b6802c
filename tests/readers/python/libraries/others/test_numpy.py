"""numpy as models use it: arithmetic on sizes and small arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from torch_expressions import evaluated


@pytest.mark.parametrize(
    "source",
    [
        "np.prod([2, 3, 4])",
        "np.prod((2,))",
        "np.any([0, 1])",
        "np.all([0, 1])",
        "np.power(2.0, [1, 2]).tolist()",
        "np.maximum(3, 5)",
        "np.minimum([1, 6], 5).tolist()",
        "np.floor_divide([7, 9], 2).tolist()",
        "np.unique([3, 1, 3]).tolist()",
        "np.atleast_1d(3).tolist()",
        "np.zeros((2,), dtype=np.float32).tolist()",
        "np.array([1.7, 2.2]).astype(int).tolist()",
        "min(4, np.array([8, 9])[0])",
        "[1, 2] * np.array([2, 3])[0]",
        "(np.array([1, 2]) * (3, 4)).tolist()",
        "np.ceil(5 / 2)",
        "np.floor(2.5)",
        "np.sqrt(16)",
        "np.log2(8)",
        "np.linspace(0, 1, 5).tolist()",
        "np.arange(4).tolist()",
        "np.cumsum([1, 2, 3]).tolist()",
        "np.array([1, 2]).tolist()",
        "np.array([[1.5, 2], [3, 4]]).shape",
        "np.zeros((2, 3)).shape",
        "np.ones(3).tolist()",
        "np.sum([1, 2, 3])",
        "np.max([3, 5])",
        "np.mean([1.0, 2.0])",
        "np.int64(3.7)",
        "np.float32(2)",
        "np.round(2.5)",
        "np.concatenate([np.arange(2), np.arange(3)]).tolist()",
        "np.repeat([1, 2], 2).tolist()",
        "[int(each) for each in np.linspace(8, 32, 4)]",
    ],
)
def test_agrees_with_numpy(source: str):
    result = evaluated(f"r = {source}", []).scope.variables["r"]
    wanted: Any = eval(source, {"np": np})  # noqa: S307 (the sources above)

    assert result == (wanted.item() if isinstance(wanted, np.generic) else wanted)
