from __future__ import annotations

import os
from pathlib import Path

import pytest

from convcalc.checks.amounts import Tolerance
from convcalc.ci import configuration
from convcalc.errors import ReadError
from convcalc.errors import UsageError

HEAD = "[tool.convcalc]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a repository, which is the current one."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(text: str, name: str = "pyproject.toml") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def complaint(text: str, name: str = "pyproject.toml") -> str:
    with pytest.raises(UsageError) as caught:
        configuration.read(written(text, name))
    return str(caught.value)


def test_without_a_configuration_nothing_is_asked():
    found = configuration.find()

    assert (found.file, found.tables, found.lock) == ("", (), "")


def test_a_project_file_of_others_is_no_configuration():
    written("[project]\nname = 'x'\n[tool.other]\nwhat = '[tool.convcalc]'\n")

    assert configuration.find().file == ""


@pytest.mark.parametrize(
    ("name", "prefix"), [("pyproject.toml", "tool.convcalc"), ("convcalc.toml", "")]
)
def test_both_files_hold_the_same(name: str, prefix: str):
    head = f"[{prefix}]\n" if prefix else ""
    models = f"[[{prefix}.models]]" if prefix else "[[models]]"
    written(f'{head}lock = "nets.lock"\nmax-params = "5M"\n{models}\npath = "a.layers"\n', name)

    found = configuration.find()

    assert found.file == name
    assert Path(found.lock).name == "nets.lock"
    budget = found.defaults.budgets["max_params"]
    assert budget is not None
    assert (budget.wanted, budget.origin) == (
        5_000_000,
        f"max_params in {name}:{3 if prefix else 2}",
    )
    assert [table.path for table in found.tables] == ["a.layers"]


def test_the_nearest_configuration_above_is_taken(folder: Path, monkeypatch: pytest.MonkeyPatch):
    written(f"{HEAD}max_params = 5\n")
    (folder / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(folder / "deep" / "down")

    assert configuration.find().file == "../../pyproject.toml"


def test_nothing_is_taken_from_outside_the_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    written(f"{HEAD}max_params = 5\n")
    inner = folder / "inner"
    (inner / ".git").mkdir(parents=True)
    monkeypatch.chdir(inner)

    assert configuration.find().file == ""


def test_two_configurations_in_one_folder_are_one_too_many():
    written(HEAD)
    written("", "convcalc.toml")

    with pytest.raises(UsageError) as caught:
        configuration.find()

    assert str(caught.value) == (
        "convcalc.toml and pyproject.toml both configure convcalc\n"
        "expected: one of them\nhint: --config chooses one"
    )


def test_every_key_is_read():
    written(
        """\
[[models]]
path = "src/model.py"
target = "Net"
args = "classes=5"
roots = ["src"]
assume = "H % 32 == 0"
sizes = ["3x224x224", ["left=1,H,W", "right=(1, 28, 28)"], [1, 3, 8, 8]]
batch = 4
dtype = "float16"
output = [1000]
no-unknown = true
max_peak_bytes = "20MiB"
tolerance = { macs = "1%", receptive-field = 2 }
""",
        "convcalc.toml",
    )

    (table,) = configuration.find().tables
    settings = table.settings

    assert (table.path, table.target, table.source.line) == ("src/model.py", "Net", 1)
    assert settings.arguments == "classes=5"
    assert [Path(each).name for each in settings.roots or ()] == ["src"]
    assert settings.assumed == ("H % 32 == 0",)
    assert settings.sizes == (("3x224x224",), ("left=1,H,W", "right=1x28x28"), ("1x3x8x8",))
    assert (settings.batch, settings.dtype) == ("4", "float16")
    assert {each.quantity: each.wanted for each in settings.budgets.values() if each} == {
        "output": (1000,),
        "no_unknown": True,
        "max_peak_bytes": 20 * 1024 * 1024,
    }
    assert settings.tolerances["receptive_field"] == Tolerance(amount=2)


def test_the_header_of_the_project_file_is_told_where_it_does_not_belong():
    assert complaint(HEAD, "convcalc.toml").endswith(
        "\nhint: [tool.convcalc] is for pyproject.toml; here its keys stand at the top, and [[models]]"
    )


def test_a_configuration_above_is_called_as_from_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    written(f"{HEAD}max_params = 5\n")
    (folder / "nets").mkdir()
    monkeypatch.chdir(folder / "nets")
    found = configuration.find()

    assert found.file == "../pyproject.toml"
    budget = found.defaults.budgets["max_params"]
    assert budget is not None
    assert budget.origin == "max_params in ../pyproject.toml:2"


def test_one_tolerance_is_for_every_quantity():
    written("tolerance = 3\n", "convcalc.toml")

    assert configuration.find().defaults.tolerances == dict.fromkeys(
        ("params", "macs", "receptive_field"), Tolerance(amount=3)
    )


KEYS = (
    "args, roots, assume, inputs, sizes, batch, dtype, tolerance, max_params, max_macs, max_flops, "
    "max_weight_bytes, max_peak_bytes, min_receptive_field, output, no_unknown"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{HEAD}max_parms = 5\n",
            "pyproject.toml:2:1: there is no key 'max_parms'\n"
            "    max_parms = 5\n    ^^^^^^^^^^^^^\n"
            f"expected: lock, models, {KEYS}\nhint: did you mean 'max_params'?",
        ),
        (
            f'{HEAD}\n[[tool.convcalc.models]]\npath = "a"\n\n'
            '[[tool.convcalc.models]]\npath = "b"\nmax_macs = "5m"\n',
            "pyproject.toml:8:1: max_macs is '5m'\n"
            '    max_macs = "5m"\n    ^^^^^^^^^^^^^^^\n'
            "expected: a whole number, which may end in k, M, G (1000) or KiB, MiB, GiB (1024)\n"
            "hint: did you mean 5M?",
        ),
        (
            f"{HEAD}[[tool.convcalc.models]]\nmax_macs = 5\n",
            "pyproject.toml:2:1: a model without a path or target\n"
            "    [[tool.convcalc.models]]\n    ^^^^^^^^^^^^^^^^^^^^^^^^\n"
            'expected: for example path = "net.layers"',
        ),
        (
            f"{HEAD}max_params = many\n",
            "pyproject.toml:2:14: no TOML: invalid value\n"
            "    max_params = many\n                 ^",
        ),
        (
            f"{HEAD}max_params = 5M  # at most\n",
            "pyproject.toml:2:15: no TOML: expected newline or end of document after a statement\n"
            "    max_params = 5M  # at most\n                  ^\n"
            'hint: a number with a unit is a text: max_params = "5M"',
        ),
        (
            "[tool.other]\n",
            "pyproject.toml has no [tool.convcalc]\n"
            "expected: a table [tool.convcalc], or a file called convcalc.toml",
        ),
        (
            f"{HEAD}models = 3\n",
            "pyproject.toml:2:1: models is no list of tables\n"
            "    models = 3\n    ^^^^^^^^^^\n"
            "expected: [[tool.convcalc.models]] over each model's keys",
        ),
        (
            f"{HEAD}dtype = 'float31'\n",
            "pyproject.toml:2:1: dtype is 'float31'\n    dtype = 'float31'\n    ^^^^^^^^^^^^^^^^^",
        ),
        (
            f"{HEAD}tolerance = {{ flops = 3 }}\n",
            "pyproject.toml:2:1: tolerance has no quantity 'flops'\n"
            "    tolerance = { flops = 3 }\n    ^^^^^^^^^^^^^^^^^^^^^^^^^\n"
            "expected: params, macs, receptive_field",
        ),
    ],
    ids=[
        "an unknown key",
        "a bad number",
        "no path",
        "no TOML",
        "a number without its quotation marks",
        "no section",
        "no tables",
        "no dtype",
        "no quantity",
    ],
)
def test_mistakes_are_told_with_their_line(text: str, told: str):
    assert complaint(text).startswith(told)


def test_every_mistake_is_told():
    told = complaint(
        'max_params = "lots"\nlock = 3\n[[models]]\npath = 5\ninputs = "3x8x8"\nsizes = []\n'
        "no_unknown = 1\n",
        "convcalc.toml",
    )

    assert told.startswith("7 mistakes in convcalc.toml\n")
    for start in (
        "convcalc.toml:1:1: max_params is 'lots'",
        "convcalc.toml:2:1: lock is 3",
        "convcalc.toml:4:1: path is 5",
        "convcalc.toml:3:1: a model without a path or target",
        "convcalc.toml:6:1: inputs and sizes are both given",
        "convcalc.toml:6:1: sizes is []",
        "convcalc.toml:7:1: no_unknown is 1",
    ):
        assert start in told


def test_a_configuration_that_cannot_be_read_is_told():
    with pytest.raises(ReadError) as caught:
        configuration.read("nowhere.toml")

    assert caught.value.message.endswith("'nowhere.toml'")
    assert caught.value.exit_code == 3


def test_hostile_nesting_is_told():
    assert complaint(f"a = {'[' * 100_000}", "convcalc.toml") == "convcalc.toml is nested too deep"


@pytest.mark.parametrize(
    "line",
    [
        'path = "../../**/*.layers"',
        'path = "/etc/*.layers"',
        'path = "/net.layers"',
        'path = "nets/../../net.layers"',
        'target = "../net.py:Net"',
    ],
)
def test_a_configuration_stays_in_its_folder(line: str):
    assert "is outside the folder of convcalc.toml" in complaint(
        f"[[models]]\n{line}\n", "convcalc.toml"
    )


@pytest.mark.parametrize("lock", ["../convcalc.lock", "/srv/convcalc.lock"])
def test_a_baseline_stays_in_the_folder(lock: str):
    assert "is outside the folder" in complaint(f'lock = "{lock}"\n', "convcalc.toml")


def test_paths_below_the_folder_are_taken():
    written('[[models]]\npath = "nets/../net.layers"\n', "convcalc.toml")

    assert configuration.find().tables[0].path == "nets/../net.layers"


@pytest.mark.parametrize("kind", ["fifo", "endless"])
def test_what_is_no_regular_file_is_not_waited_for(kind: str):
    if kind == "fifo":
        os.mkfifo("odd.toml")
    else:
        Path("odd.toml").symlink_to("/dev/zero")

    with pytest.raises(ReadError, match="is a device, a pipe or a socket"):
        configuration.read("odd.toml")


def test_a_number_without_end_is_refused():
    assert "whole number of 20,000 bits" in complaint(
        f"max_params = 0x{'f' * 5000}", "convcalc.toml"
    )
    assert "number that is too long" in complaint(f"max_params = {'9' * 5000}", "convcalc.toml")
