"""Files are written whole, or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from convcalc.checks.baseline import Baseline
from convcalc.cli.files import check_target
from convcalc.cli.files import write_file
from convcalc.errors import UsageError


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path):
    file = tmp_path / "report.json"
    file.write_text("old")
    file.chmod(0o640)

    write_file(str(file), "⌈H/2⌉\n")

    assert file.read_text(encoding="utf-8") == "⌈H/2⌉\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["report.json"]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path):
    (tmp_path / "usual").write_text("")

    write_file(str(tmp_path / "new"), "text")

    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")

    write_file(str(tmp_path / "link"), "new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_failed_write_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "report"
    file.write_text("old")

    def fail(_: Path, __: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UsageError) as caught:
        write_file(str(file), "new")

    assert str(caught.value) == f"cannot write to {str(file)!r}: no space left on device"
    assert file.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["report"]


def test_a_device_is_written_directly():
    write_file(os.devnull, "text")

    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("folder", "cannot write to 'folder': it is a directory\nexpected: a file"),
        ("none/file", "cannot write to 'none/file': there is no directory 'none'"),
        (
            "net.layers",
            "cannot write to 'net.layers': it is the file that is read\nexpected: another file",
        ),
    ],
)
def test_targets_that_cannot_be(
    name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "net.layers").touch()

    with pytest.raises(UsageError) as caught:
        check_target(name, "net.layers")

    assert str(caught.value) == message


def test_what_a_killed_run_left_is_swept_and_nothing_else(tmp_path: Path):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    names = [
        f"report.json.{ended.pid}.tmp",
        f"report.json.{os.getppid()}.tmp",
        f"other.json.{ended.pid}.tmp",
        "report.json.old.tmp",
    ]
    for name in names:
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (1, 1))
    write_file(str(tmp_path / "report.json"), "new")

    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([*names[1:], "report.json"])


def test_python_source_is_never_overwritten(tmp_path: Path):
    (tmp_path / "other.py").write_text("width = 3")

    with pytest.raises(UsageError, match="it is Python source"):
        check_target(str(tmp_path / "other.py"), "-")


def test_updates_at_once_lose_nothing(tmp_path: Path):
    names = [f"n{index}.layers" for index in range(4)]
    for name in names:
        (tmp_path / name).write_text("input(3, 8, 8)\nconv2d(4, k=3)\n")
    command = [sys.executable, "-m", "convcalc", "check", "--update", "-q"]
    runs = [subprocess.Popen([*command, name], cwd=tmp_path) for name in names]  # noqa: S603

    assert [each.wait() for each in runs] == [0, 0, 0, 0]
    assert sorted(Baseline(str(tmp_path / "convcalc.lock")).keys) == names
