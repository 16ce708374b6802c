"""What a source asks about the machine: answered as PyTorch without an accelerator does, or not at all."""

from __future__ import annotations

import pytest
from torch_expressions import evaluated

from convcalc.errors import ConvcalcError

ANSWERS = {
    "torch.xpu.is_available()": False,
    "torch.xpu.is_initialized()": False,
    "torch.xpu.device_count()": 0,
    "torch.xpu.is_current_stream_capturing()": False,
    "torch.cuda.is_current_stream_capturing()": False,
    "torch.compiler.is_compiling()": False,
    "torch.compiler.is_dynamo_compiling()": False,
    "torch.compiler.is_exporting()": False,
    "isinstance(x, torch.fx.Proxy)": False,
    "isinstance(x, torch._subclasses.FakeTensor)": False,
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


def test_a_function_with_a_gradient_of_its_own_keeps_what_it_notes():
    source = """
class Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, given, dim):
        ctx.dim = dim
        ctx.save_for_backward(given)
        return torch.softmax(given.flatten(1), ctx.dim)

r = Softmax.apply(x, -1).shape
"""
    assert tuple(evaluated(source, [[2, 3, 4]]).scope.variables["r"]) == (2, 12)


def test_no_tensor_is_a_mask_of_blocks():
    source = """
BlockMask = torch.nn.attention.flex_attention.BlockMask
r = isinstance(x, (torch.Tensor, BlockMask)), isinstance(x, BlockMask)
"""
    assert evaluated(source, [[2, 3]]).scope.variables["r"] == (True, False)


def test_what_is_compiled_is_the_same_function():
    source = """
@torch.compiler.disable
def double(t): return torch.cat([t, t])
@torch.compiler.disable(recursive=False)
def thrice(t): return torch.cat([t, t, t])
r = double(x).shape, thrice(x).shape, torch.compiler.compile(double)(x).shape
"""
    found = evaluated(source, [[1]]).scope.variables["r"]

    assert [tuple(each) for each in found] == [(2,), (3,), (2,)]
