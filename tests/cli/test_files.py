"""Files are written whole, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

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
