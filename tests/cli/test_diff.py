"""`convcalc diff`: two files, and one at revisions of a real git repository."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING
from typing import Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

OLD = "input(3, 16, 16)\nstem = conv2d(8, k=3)\nhead = linear(10)\n"
NEW = OLD.replace("conv2d(8", "conv2d(12")
BLOCKS = """\
import torch.nn as nn

class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.act = nn.ReLU()

    def forward(self, x):
        return self.act(self.conv(x))
"""
NET = """\
import torch.nn as nn
from .blocks import Block

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3)
        self.block = Block(8)

    def forward(self, x):
        return self.block(self.stem(x))
"""


def git(folder: Path, *words: str) -> None:
    """Run git in a folder."""
    subprocess.run(  # noqa: S603
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(folder), *words],  # noqa: S607
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a spec, a document and a package of sources, changed after the tag v1."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    package = tmp_path / "models"
    package.mkdir()
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "net.layers").write_text(OLD, "utf-8")
    (tmp_path / "net.yaml").write_text('input: [3, 16, 16]\nlayers: ["conv2d(8, k=3)"]\n', "utf-8")
    (package / "__init__.py").write_text("", "utf-8")
    (package / "blocks.py").write_text(BLOCKS, "utf-8")
    (package / "net.py").write_text(NET, "utf-8")
    (tmp_path / "link.layers").symlink_to("net.layers")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "one")
    git(tmp_path, "tag", "v1")
    (tmp_path / "net.layers").write_text(NEW, "utf-8")
    (tmp_path / "net.yaml").write_text('input: [3, 16, 16]\nlayers: ["conv2d(9, k=3)"]\n', "utf-8")
    (package / "blocks.py").write_text(BLOCKS.replace("ReLU", "GELU"), "utf-8")
    return tmp_path


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two definitions in the folder that the command runs in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.layers").write_text(OLD, "utf-8")
    (tmp_path / "new.layers").write_text(NEW, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("files")
def test_two_files(run: Any):
    done = run("diff", "old.layers", "new.layers")

    assert "    type          conv2d(8, k=3) → conv2d(12, k=3)\n" in done.stdout
    assert (done.stderr, done.exit_code) == ("", 0)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["old.layers", "old.layers"], 0),
        (["old.layers", "new.layers"], 0),
        (["--exit-code", "old.layers", "old.layers"], 0),
        (["--exit-code", "old.layers", "new.layers"], 1),
        (["old.layers", "nowhere.layers"], 3),
        (["old.layers"], 2),
        (["-", "-"], 2),
        (["--base", "HEAD", "-"], 2),
        (["old.layers", "new.layers", "--format", "html"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(words: list[str], code: int, run: Any):
    assert run("diff", *words).exit_code == code


def test_one_network_alone(run: Any, files: Path):  # noqa: ARG001
    assert run("diff", "old.layers").stderr == (
        "error: one network, and nothing to compare it with\n"
        "expected: a second one, or a revision\n"
        "hint: convcalc diff --base HEAD old.layers\n"
    )


def test_a_network_that_stops(run: Any, files: Path):
    (files / "bad.layers").write_text(OLD.replace("k=3", "k=99"), "utf-8")
    done = run("diff", "old.layers", "bad.layers")

    assert done.exit_code == 1
    assert done.stderr.startswith("error: bad.layers:2:20: conv2d 'stem': the window (99 × 99)")
    assert "stopped       the window (99 × 99) is larger" in done.stdout


@pytest.mark.usefixtures("files")
def test_standard_input_and_symbols(run: Any):
    done = run("diff", "--exit-code", "old.layers", "-", "-i", "3,H,W", given=OLD)

    assert done.exit_code == 0
    assert "old.layers → stdin\nno difference, for every size: 2 layers" in done.stdout


def test_the_form_follows_the_file(run: Any, files: Path):
    assert run("diff", "old.layers", "new.layers", "-o", "out.json").exit_code == 0
    assert run("diff", "old.layers", "new.layers", "-o", "out.md").exit_code == 0

    assert json.loads((files / "out.json").read_text("utf-8"))["schema"] == "convcalc.diff/1"
    assert (files / "out.md").read_text("utf-8").startswith("### old.layers → new.layers\n")


@pytest.mark.parametrize("file", ["old.layers", "new.layers"])
def test_neither_network_is_overwritten(file: str, run: Any, files: Path):
    assert run("diff", "old.layers", "new.layers", "-o", file).exit_code == 2
    assert (files / "old.layers").read_text("utf-8") == OLD


@pytest.mark.usefixtures("files")
def test_colour_only_where_it_is_wanted(run: Any, monkeypatch: pytest.MonkeyPatch):
    assert "\x1b" not in run("diff", "old.layers", "new.layers").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[33m~ stem\x1b[0m" in run("diff", "old.layers", "new.layers").stdout


@pytest.mark.parametrize(
    ("network", "changed"),
    [
        ("net.layers", "conv2d(8, k=3) → conv2d(12, k=3)"),
        ("net.yaml", "conv2d(8, k=3) → conv2d(9, k=3)"),
        ("link.layers", "conv2d(8, k=3) → conv2d(12, k=3)"),
        ("models/net.py:Net", "ReLU() → GELU("),
        ("models.net:Net", "ReLU() → GELU("),
    ],
)
def test_since_a_revision(network: str, changed: str, run: Any, repository: Path):
    done = run("diff", "--base", "v1", network, "-i", "1x3x16x16")

    assert done.exit_code == 0
    assert done.stdout.startswith(f"{network} at v1 → {network}\n")
    assert changed in done.stdout
    assert (repository / "models" / "blocks.py").read_text("utf-8") != BLOCKS


@pytest.mark.parametrize("network", ["net.layers", "models/net.py:Net"])
def test_two_revisions(network: str, run: Any, repository: Path):
    git(repository, "commit", "-q", "-a", "-m", "two")
    words = ["diff", "--exit-code", network, "-i", "1x3x16x16"]

    assert run(*words, "--base", "v1", "--head", "HEAD").exit_code == 1
    assert run(*words, "--base", "HEAD", "--head", "main").exit_code == 0
    assert run(*words, "--base", "HEAD").exit_code == 0


def test_from_another_folder(run: Any, repository: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(repository / "models")
    assert run("diff", "--base", "v1", "../net.layers").exit_code == 0
    assert run("diff", "--base", "v1", "net.py:Net", "-i", "1x3x16x16").exit_code == 0
    monkeypatch.chdir("/")
    assert run("diff", "--base", "v1", str(repository / "net.layers")).exit_code == 0


def test_a_renamed_and_a_deleted_file(run: Any, repository: Path):
    (repository / "net.layers").rename(repository / "other.layers")
    done = run("diff", "--base", "v1", "net.layers", "other.layers")
    assert "conv2d(8, k=3) → conv2d(12, k=3)" in done.stdout

    done = run("diff", "--base", "v1", "other.layers")
    assert done.exit_code == 3
    assert done.stderr == (
        "error: there is no file 'other.layers' at 'v1'\n"
        "hint: it may be new, or have had another name: diff --base REV OLDNAME NEWNAME\n"
    )


@pytest.mark.parametrize("revision", ["v9", "--output=x", "", "v1:net.layers", "HEAD~9"])
def test_no_such_revision(revision: str, run: Any, repository: Path):
    done = run("diff", f"--base={revision}", "net.layers", "--head=v1")

    assert done.exit_code == (0 if revision == "" else 2)
    assert not (repository / "x").exists()


def test_no_repository(run: Any, files: Path):  # noqa: ARG001
    done = run("diff", "--base", "HEAD", "old.layers")

    assert done.exit_code == 2
    assert done.stderr.startswith("error: 'old.layers' is in no git repository\n")


def test_nothing_is_checked_out(run: Any, repository: Path):
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*") if path.is_file()}
    run("diff", "--base", "v1", "net.layers")

    assert before == {
        path: path.stat().st_mtime_ns for path in repository.rglob("*") if path.is_file()
    }


def test_without_git(run: Any, repository: Path, monkeypatch: pytest.MonkeyPatch):  # noqa: ARG001
    monkeypatch.setenv("PATH", "")
    done = run("diff", "--base", "v1", "net.layers")

    assert done.exit_code == 2
    assert done.stderr == "error: git is not installed\nexpected: git, which reads revisions\n"
