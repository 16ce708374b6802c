"""Data files beside the source are read as Python reads them, and no others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from projects import python_says
from projects import value_of

from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

DATA = {
    "plan.yaml": "width: 16\nlayers:\n  - [3, conv, [8, 3]]\n  - [1, pool, [2]]\nbig: 1.5e-3\n",
    "plan.json": '{"width": 16, "names": ["a", "b"], "deep": {"x": null, "y": true}}',
    "plan.toml": 'width = 16\n[deep]\nname = "x"\n',
    "plan.cfg": "# a comment\n[net]\nwidth=16\n\n[conv]\nfilters=8\n",
}

HERE = (
    "import os, json\nfrom pathlib import Path\nhere = os.path.dirname(os.path.abspath(__file__))\n"
)

PROGRAMS = {
    "json of an open file": "with open(os.path.join(here, 'plan.json')) as f:\n    x = json.load(f)",
    "json of a text": "x = json.loads(open(here + '/plan.json').read())['names']",
    "json by a path": "x = json.loads((Path(__file__).parent / 'plan.json').read_text())['deep']",
    "toml": "import tomllib\nx = tomllib.load(open(here + '/plan.toml', 'rb'))",
    "lines": "x = [line.rstrip() for line in open(here + '/plan.cfg')]",
    "lines at once": "x = open(here + '/plan.cfg').readlines()[1:3]",
    "a line, then the rest": "f = open(here + '/plan.cfg')\nx = (f.readline(), f.read().split())",
    "parts of a path": "p = Path('plans/slim.v2.yaml')\nx = (p.stem, p.suffix, p.name, str(p.parent), p.parts)",
    "paths made of paths": "x = str((Path('a') / 'b' / '../c').with_suffix('.py'))",
    "names that fit a pattern": "x = sorted(each.name for each in Path(here).glob('plan.*'))",
    "what is there": "x = [os.path.exists(here + each) for each in ('/plan.json', '/none', '')]",
    "a file that is missing": "try:\n    open(here + '/none.json')\nexcept FileNotFoundError:\n    x = 5",
    "what a folder holds": "x = [each for each in sorted(os.listdir(here)) if each.startswith('plan')]",
}


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_files_are_read_as_python_reads_them(project: Project, text: str):
    file = project({**DATA, "net.py": HERE + text}) / "net.py"

    assert str(value_of(file, "x")) == python_says(file, "x")


def test_yaml_is_read(project: Project):
    text = "import yaml\nwith open(here + '/plan.yaml') as f:\n    x = yaml.safe_load(f)"
    file = project({**DATA, "net.py": HERE + text}) / "net.py"

    found = value_of(file, "x")

    assert found == {
        "width": 16,
        "layers": [[3, "conv", [8, 3]], [1, "pool", [2]]],
        "big": 1.5e-3,
    }


@pytest.mark.parametrize("path", ["/etc/hostname", "../../secret.txt", "~/x", "/dev/zero"])
def test_what_is_elsewhere_is_not_known(project: Project, path: str):
    file = project({"net.py": f"x = open({path!r})"}) / "net.py"

    assert isinstance(value_of(file, "x"), Unread)


def test_a_pipe_is_not_waited_for(project: Project):
    file = project({"net.py": HERE + "x = open(here + '/pipe').read()"}) / "net.py"
    os.mkfifo(file.parent / "pipe")

    assert isinstance(value_of(file, "x"), Unread)


def test_nothing_is_written(project: Project):
    file = (
        project({"net.py": HERE + "f = open(here + '/out.txt', 'w')\nx = f.write('abc')"})
        / "net.py"
    )

    assert value_of(file, "x") == 3
    assert not (file.parent / "out.txt").exists()
