"""Modules of PyTorch that are held: run only where PyTorch is installed, as `.ci/run` has it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

import convcalc

torch: Any = pytest.importorskip("torch")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
nn = torch.nn
functional = torch.nn.functional


class Net(nn.Module):  # type: ignore[misc, name-defined] # (PyTorch is not there for mypy)
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3)
        self.fc = nn.Linear(8, 10)
        self.scale = nn.Parameter(torch.ones(8))
        self.register_buffer("shift", torch.zeros(8))
        self.table = torch.ones(8)
        self.hot = False

    def forward(self, x: Any, mask: Any = None) -> Any:
        y = functional.relu(self.conv(x)).mean((2, 3)) * self.scale + self.shift + self.table
        if self.hot and y.sum().item() > 1e9:
            return y
        y[:, 0] = 3
        y += 1
        first, second = y.chunk(2, -1)
        if mask is not None:
            y = y * mask
        return self.fc(torch.cat([first, second], 1)), {"y": y}


def state_of(model: Any) -> Any:
    return (
        {
            name: (id(value), value.sum().item())
            for name, value in model.state_dict(keep_vars=True).items()
        },
        [each.training for each in model.modules()],
        torch.get_rng_state().tolist(),
        dict(vars(torch.nn.modules.module)["_global_forward_hooks"]),
        dict(vars(torch.nn.modules.module)["_global_forward_pre_hooks"]),
        {name: id(value) for name, value in vars(model).items()},
    )


@pytest.mark.parametrize("hot", [False, True], ids=["on shapes", "with numbers"])
def test_a_module_is_counted_and_left_as_it_was(hot: bool):
    model = Net()
    model.hot = hot
    model.fc.weight.requires_grad_(False)
    before = state_of(model)
    report = convcalc.summary(model, input_size=(2, 1, 28, 28))

    assert state_of(model) == before
    assert report.totals.params == sum(each.numel() for each in model.parameters())
    assert report.totals.trainable_params == report.totals.params - 80
    assert report.totals.buffers == 8
    assert report.totals.macs == 2 * (8 * 26 * 26 * 9 + 80)
    assert [shape for _, shape in report.outputs] == [(2, 10), (2, 8)]
    assert any("run with numbers" in each for each in report.assumed) is hot


def test_a_module_is_left_as_it_was_after_an_error():
    model = Net()
    before = state_of(model)
    with pytest.raises(convcalc.ConvcalcError, match="the model cannot be run: RuntimeError"):
        convcalc.summary(model, input_size=(1, 3, 28, 28))

    assert state_of(model) == before


def test_shared_modules_and_weights_are_counted_once():
    shared = nn.Linear(4, 4)
    other = nn.Linear(4, 4)
    other.weight = shared.weight
    model = nn.Sequential(shared, nn.ReLU(), shared, other)
    before = state_of(model)
    report = convcalc.summary(model, (1, 4))

    assert state_of(model) == before
    assert report.totals.params == report.totals.trainable_params == 24
    assert report.totals.macs == 48


def test_data_is_taken_in_place_of_shapes():
    report = convcalc.summary(Net(), input_data=[torch.rand(2, 1, 28, 28), torch.ones(8)])

    assert report.inputs == (("x", (2, 1, 28, 28)), ("mask", (8,)))
    assert report.outputs[0][1] == (2, 10)


def test_what_makes_a_module_is_taken():
    for make in (Net, lambda: nn.Sequential(Net())):
        assert convcalc.summary(make, (1, 1, 28, 28)).totals.params == 178


def test_wrapped_modules_are_read():
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten())
    wanted = convcalc.summary(model, (1, 1, 8, 8)).totals.macs
    exported = torch.export.export(model.eval(), (torch.rand(1, 1, 8, 8),))

    for other in (
        torch.fx.symbolic_trace(model),
        torch.compile(model),
        nn.DataParallel(model),
        exported,
    ):
        assert convcalc.summary(other, (1, 1, 8, 8)).totals.macs == wanted == 36 * 9 * 2


def test_one_layer_is_taken_as_an_object():
    row = convcalc.layer(nn.Conv2d(3, 8, 3, stride=2, bias=False), (1, 3, 32, 32))

    assert row.output_shapes == ((1, 8, 15, 15),)
    assert row.params == 216


@pytest.mark.parametrize(
    ("layer", "size"),
    [
        (nn.LSTM(8, 16, num_layers=2, bidirectional=True, batch_first=True), (1, 5, 8)),
        (nn.TransformerEncoderLayer(16, 2, 32, batch_first=True), (1, 5, 16)),
        (
            nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32, batch_first=True), 2),
            (1, 5, 16),
        ),
        (nn.ConvTranspose2d(3, 6, 3, 2, output_padding=1, bias=False), (1, 3, 7, 7)),
        (nn.GroupNorm(2, 6, affine=False), (1, 6, 4, 4)),
        (nn.utils.parametrizations.weight_norm(nn.Conv2d(1, 4, 3)), (1, 1, 8, 8)),
        (nn.LayerNorm([4, 4], bias=False), (1, 3, 4, 4)),
    ],
    ids=lambda each: type(each).__name__,
)
def test_parameters_are_those_of_the_object(layer: Any, size: tuple[int, ...]):
    report = convcalc.summary(layer, size)

    assert report.totals.params == sum(each.numel() for each in layer.parameters())


def test_what_no_rule_knows_is_a_row_with_its_shape_and_unknown_work():
    class Odd(nn.Module):  # type: ignore[misc, name-defined] # (the same)
        def forward(self, x: Any) -> Any:
            return torch.igamma(x, x).relu()

    report = convcalc.summary(Odd(), (2, 3))

    assert [row.kind for row in report] == ["igamma", "relu"]
    assert report.outputs[0][1] == (2, 3)


def test_what_is_no_model_is_refused():
    for source in (3, torch.ones(3)):
        with pytest.raises(convcalc.ConvcalcError, match="source="):
            convcalc.summary(source, (1, 3))
    with pytest.raises(convcalc.ConvcalcError, match="scripted"):
        convcalc.summary(torch.jit.script(nn.Sequential(nn.ReLU())), (1, 3))
    with pytest.raises(convcalc.ConvcalcError, match="takes no symbols"):
        convcalc.summary(nn.ReLU(), (1, convcalc.symbols("H")))
    with pytest.raises(convcalc.ConvcalcError, match="the shape of the input is not known"):
        convcalc.summary(nn.ReLU())


def test_the_words_of_torchinfo_are_known(capsys: pytest.CaptureFixture[str]):
    model = nn.Sequential(nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU()), nn.Flatten())
    report = convcalc.summary(
        model,
        (1, 1, 8, 8),
        col_names=("input_size", "num_params"),
        depth=1,
        dtypes=[torch.float32],
        verbose=1,
    )
    printed = capsys.readouterr().out

    assert printed == f"{report}\n"
    assert "2 layers" in printed
    assert "input" in printed


def test_convcalc_imports_no_framework():
    code = "import sys, convcalc\ntry: convcalc.summary(3)\nexcept convcalc.ConvcalcError: print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 (our own code)

    assert done.stdout.strip() == "False"
