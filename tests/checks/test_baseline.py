from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest
from recorded import traced

from convcalc.checks.baseline import Baseline
from convcalc.checks.baseline import Kept
from convcalc.checks.baseline import NewerBaseline
from convcalc.checks.baseline import text_of
from convcalc.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

SMALL = "input(3, 32, 32)\nconv2d(8, k=3)\nrelu\n"


def lines_of(text: str, key: str) -> str:
    """The lines of a definition in the baseline."""
    records, report = traced(text)
    return Kept.of(report, records).text(key)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A baseline of two definitions."""
    path = tmp_path / "convcalc.lock"
    entries = {key: lines_of(SMALL, key) for key in ("b.layers", 'a "quoted".layers')}
    path.write_text(text_of(entries), encoding="utf-8")
    return path


def test_a_baseline_is_json_that_is_sorted_with_one_line_a_layer(lock: Path):
    text = lock.read_text(encoding="utf-8")
    document = json.loads(text)

    assert document["version"] == 1
    assert list(document["models"]) == ['a "quoted".layers', "b.layers"]
    assert document["models"]["b.layers"]["totals"] == {"params": 224, "macs": 194_400}
    assert sum('"name":' in line for line in text.splitlines()) == 4
    assert text.endswith("\n")


def test_it_says_what_it_holds_of_each_definition(lock: Path):
    baseline = Baseline(str(lock))
    entry = baseline.entry("b.layers")

    assert baseline.keys == {'a "quoted".layers', "b.layers"}
    assert entry is not None
    assert entry.text == lines_of(SMALL, "b.layers")
    assert lock.read_text().splitlines()[entry.line - 1].startswith('"b.layers"')
    assert baseline.entry("c.layers") is None


def test_an_empty_baseline_and_a_definition_without_layers_are_read(tmp_path: Path):
    path = tmp_path / "convcalc.lock"
    path.write_text(text_of({}))
    assert Baseline(str(path)).keys == set()
    path.write_text(text_of({"a": lines_of("input(3, 32, 32)", "a")}))
    entry = Baseline(str(path)).entry("a")

    assert json.loads(path.read_text())["models"]["a"]["layers"] == []
    assert entry is not None
    assert entry.text == lines_of("input(3, 32, 32)", "a")


@pytest.mark.parametrize(
    "reform",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: json.dumps(json.loads(text), indent=2),
        lambda text: json.dumps(json.loads(text)),
        lambda text: text.rstrip("\n"),
    ],
    ids=["other line ends", "indented", "on one line", "no last line end"],
)
def test_a_reformatted_baseline_holds_the_same(lock: Path, reform: Any):
    text = lock.read_text()
    lock.write_bytes(reform(text).encode())
    entry = Baseline(str(lock)).entry("b.layers")

    assert entry is not None
    assert entry.text == lines_of(SMALL, "b.layers")


def complaint(path: Path) -> tuple[str, str, int]:
    """What is said of a baseline: message, hint and line."""
    with pytest.raises(ReadError) as caught:
        Baseline(str(path))
    source = caught.value.source
    return (
        caught.value.message.replace(str(path), "LOCK"),
        caught.value.hint,
        source.line if source else 0,
    )


UPDATE = "convcalc check --update writes it anew"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("", "LOCK is broken: expecting value", 1),
        ("{", "LOCK is broken: expecting property name enclosed in double quotes", 1),
        ("[]", "LOCK is no baseline", 1),
        ("{}", "LOCK is no baseline", 1),
        ('{"version": "1", "models": {}}', "LOCK is no baseline", 1),
        ('{"version": 1, "models": []}', "LOCK is no baseline", 1),
        ('{"version": 0, "models": {}}', "LOCK is no baseline", 1),
        ('{"version": 1, "models": {"a": 1, "a": 2}}', "LOCK is broken: 'a' comes up twice", 1),
        (
            '{\n<<<<<<< HEAD\n"version": 1',
            "LOCK holds the marks of a merge conflict",
            2,
        ),
        ("[" * 100_000, "LOCK is broken: maximum recursion depth exceeded", 1),
    ],
)
def test_what_is_no_baseline_says_so_with_its_line(
    tmp_path: Path, text: str, message: str, line: int
):
    path = tmp_path / "convcalc.lock"
    path.write_text(text)
    told, hint, where = complaint(path)

    assert told.startswith(message)
    assert (hint, where) == (UPDATE, line)


def test_a_line_that_was_broken_by_hand_is_found(lock: Path):
    lines = lock.read_text().splitlines()
    lines[4] = lines[4].replace('"kind":', '"kind"')
    lines[-1] = "}}"
    lock.write_text("\n".join(lines))

    message, _, line = complaint(lock)

    assert message == "LOCK is broken: expecting ':' delimiter"
    assert line == 5


def test_bytes_that_are_no_text_are_told(tmp_path: Path):
    path = tmp_path / "convcalc.lock"
    path.write_bytes(b"\xff\xfe")

    assert complaint(path) == ("LOCK is not UTF-8", UPDATE, 0)


def test_a_newer_baseline_asks_for_a_newer_convcalc(tmp_path: Path):
    path = tmp_path / "convcalc.lock"
    path.write_text('{\n"version": 2,\n"models": {\n}\n}\n')

    with pytest.raises(NewerBaseline) as caught:
        Baseline(str(path))

    assert caught.value.message == f"{path} is of version 2, which is newer than 1"
    assert caught.value.hint == "upgrade convcalc to the release that your team uses"


def test_a_baseline_that_cannot_be_opened_is_told(tmp_path: Path):
    assert complaint(tmp_path) == ("'LOCK' cannot be read: is a directory", "", 0)
