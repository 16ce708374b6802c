"""What a source asks about the machine: answered as PyTorch without an accelerator does, or not at all."""

from __future__ import annotations

import pytest
from torch_expressions import evaluated

from convcalc.errors import ConvcalcError

ANSWERS = {
    "torch.xpu.is_available()": False,
    "torch.xpu.is_initialized()": False,
    "torch.xpu.device_count()": 0,
    "torch.mps.is_available()": False,
    "torch.mps.device_count()": 0,
    "torch.mtia.is_available()": False,
    "torch.backends.mps.is_available()": False,
    "torch.backends.mps.is_built()": False,
    "torch.backends.cudnn.is_available()": False,
    "torch.backends.cuda.is_built()": False,
}
"""As PyTorch 2.13 for CPUs says."""


@pytest.mark.parametrize("asked", ANSWERS)
def test_what_is_not_there_is_not_available(asked: str):
    variables = evaluated(f"r = {asked}\nway = 1 if {asked} else 2", [[1]]).scope.variables

    assert (variables["r"], variables["way"]) == (ANSWERS[asked], 2)


@pytest.mark.parametrize(
    "name", ["cudnn.benchmark", "mkldnn.is_available()", "cuda.matmul.allow_tf32"]
)
def test_what_the_machine_decides_takes_no_branch(name: str):
    with pytest.raises(ConvcalcError) as caught:
        evaluated(f"way = 1 if torch.backends.{name} else 2", [[1]])

    assert "is up to the machine" in caught.value.message


def test_a_setting_may_be_set():
    found = evaluated("torch.backends.cudnn.benchmark = True\nr = 3", [[1]])

    assert found.scope.variables["r"] == 3
