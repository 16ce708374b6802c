from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from convcalc.ci import configuration
from convcalc.ci.selection import Selection
from convcalc.ci.settings import Settings
from convcalc.ci.settings import budget_of
from convcalc.errors import UsageError

if TYPE_CHECKING:
    from convcalc.ci.model import Model


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with definitions, which is the current folder."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "nets" / "more").mkdir(parents=True)
    for name in ("nets/b.layers", "nets/a.layers", "nets/more/c.layers", "model.py"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def selection(text: str, options: Settings | None = None) -> Selection:
    Path("convcalc.toml").write_text(text)
    found = configuration.find()
    return Selection(found, options or Settings(), found.folder)


def names(models: list[Model]) -> list[str]:
    return [model.name for model in models]


def test_a_glob_takes_its_files_sorted():
    models = selection('[[models]]\npath = "nets/**/*.layers"\n').configured()

    assert names(models) == ["nets/a.layers", "nets/b.layers", "nets/more/c.layers"]


def test_a_file_with_a_table_of_its_own_is_left_out_of_globs():
    text = (
        '[[models]]\npath = "nets/*.layers"\n[[models]]\npath = "nets/a.layers"\nmax_params = 5\n'
    )
    models = selection(text).configured()

    assert names(models) == ["nets/b.layers", "nets/a.layers"]
    assert [len(model.budgets) for model in models] == [0, 1]


def test_every_size_is_a_check_of_its_own():
    text = '[[models]]\npath = "nets/a.layers"\nsizes = ["3x8x8", "3,H,W"]\nbatch = "N"\n'
    models = selection(text).configured()

    assert names(models) == [
        "nets/a.layers -i 3x8x8 --batch N",
        "nets/a.layers -i 3,H,W --batch N",
    ]
    assert [model.inputs for model in models] == [("3x8x8",), ("3,H,W",)]


def test_a_target_is_what_the_reader_takes():
    text = '[[models]]\npath = "model.py"\ntarget = "Net"\nargs = "classes=5"\n'
    (model,) = selection(text).configured()

    assert (model.target, model.file) == ("model.py:Net", "model.py")
    assert model.key == "model.py:Net(classes=5)"


def test_a_module_needs_no_file():
    (model,) = selection('[[models]]\ntarget = "torchvision.models:resnet18()"\n').configured()

    assert model.target == model.key == "torchvision.models:resnet18()"


def test_the_command_line_wins_over_a_table_and_a_table_over_the_defaults():
    text = 'max_params = 1\nmax_macs = 2\n[[models]]\npath = "nets/a.layers"\nmax_params = 3\ndtype = "int8"\n'
    budget = budget_of("max_params", 9, "it", "it")
    options = Settings(budgets={"max_params": budget}, sizes=(("3x8x8",),))
    (model,) = selection(text, options).configured()

    assert {each.quantity: each.wanted for each in model.budgets} == {
        "max_macs": 2,
        "max_params": 9,
    }
    assert (model.dtype, model.inputs) == ("int8", ("3x8x8",))


def test_false_takes_a_budget_back():
    text = 'max_params = 1\n[[models]]\npath = "nets/a.layers"\nmax_params = false\n'
    (model,) = selection(text).configured()

    assert model.budgets == ()


def test_a_file_on_the_command_line_has_what_is_configured_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    text = 'max_macs = 2\n[[models]]\npath = "nets/*.layers"\nmax_params = 3\n'
    selection(text)
    monkeypatch.chdir(folder / "nets")
    found = configuration.find()
    models = Selection(found, Settings(), found.folder).named(["a.layers", "more/c.layers"])

    assert names(models) == ["a.layers", "more/c.layers"]
    assert [model.key for model in models] == ["nets/a.layers", "nets/more/c.layers"]
    assert [[each.quantity for each in model.budgets] for model in models] == [
        ["max_macs", "max_params"],
        ["max_macs"],
    ]


def test_a_python_file_stands_for_its_configured_targets():
    text = "".join(f'[[models]]\npath = "model.py"\ntarget = "{name}"\n' for name in ("A", "B"))
    chosen = selection(text)

    assert names(chosen.named(["model.py"])) == ["model.py:A", "model.py:B"]
    assert names(chosen.named(["model.py:B"])) == ["model.py:B"]
    assert names(chosen.named(["model.py:C"])) == ["model.py:C"]


def test_a_file_named_twice_is_checked_once():
    assert names(selection("").named(["nets/a.layers", "nets/a.layers"])) == ["nets/a.layers"]


def test_what_python_needs_by_default_is_not_asked_of_specs():
    text = 'roots = ["src"]\nassume = "H > 3"\n[[models]]\npath = "nets/a.layers"\n'
    (model,) = selection(text).configured()

    assert (model.roots, model.assumed) == ((), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "max_params = 3\n",
            "convcalc.toml names no models\n"
            "expected: FILE, or models in [tool.convcalc] of pyproject.toml or in convcalc.toml\n"
            'hint: for example [[models]] with path = "nets/*.layers"',
        ),
        (
            '[[models]]\npath = "nets/*.yaml"\n',
            "convcalc.toml:1:1: 'nets/*.yaml' matches no file that no other table names\n",
        ),
        (
            '[[models]]\npath = "nets/*.layers"\n[[models]]\npath = "**/a.layers"\n',
            "convcalc.toml:3:1: nets/a.layers is asked for twice\n"
            "    [[models]]\n    ^^^^^^^^^^\n"
            "expected: one table for each definition and input\n"
            "hint: the other one is convcalc.toml:1:1",
        ),
        ('[[models]]\npath = "nets/**a"\n', "convcalc.toml:1:1: 'nets/**a' is no glob: "),
    ],
    ids=["no models", "no files", "twice", "no glob"],
)
def test_a_selection_that_makes_no_sense_is_told(text: str, told: str):
    with pytest.raises(UsageError) as caught:
        selection(text).configured()

    assert str(caught.value).startswith(told)


def test_without_files_and_configuration_there_is_nothing_to_check():
    with pytest.raises(UsageError) as caught:
        Selection(configuration.find(), Settings(), ".").configured()

    assert caught.value.message == "there is nothing to check"
