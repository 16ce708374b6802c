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
    "deep/inner.json": "{}",
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
    "parts, then lines": "f = open(here + '/plan.cfg')\nx = (f.read(4), f.readline(), f.read(3), f.readlines())",
    "back to the beginning": "f = open(here + '/plan.cfg')\nf.read(9)\nf.seek(0)\nx = (f.readline(), f.tell(), f.seek(2), f.read(3))",
    "back to a place": "f = open(here + '/plan.cfg')\nf.readline()\nat = f.tell()\na = f.readline()\nf.seek(at)\nx = a == f.readline()",
    "a closed file": "f = open(here + '/plan.cfg')\nf.close()\ntry:\n    f.read()\nexcept ValueError:\n    x = 'closed'",
    "a file for writing": "with open(here + '/out', 'w') as f:\n    try:\n        f.read()\n    except OSError:\n        x = 'no'",
    "bytes of json": "x = json.loads(open(here + '/plan.json', 'rb').read())['width']",
    "json as objects": 'from types import SimpleNamespace\nx = json.loads(\'{"a": {"b": 8}}\', object_hook=lambda d: SimpleNamespace(**d)).a.b',
    "json as pairs": 'x = json.loads(\'{"a": {"b": 8}, "a": 1}\', object_pairs_hook=list)',
    "bytes as text": "x = open(here + '/plan.cfg', 'rb').read().decode('utf-8').split()",
    "a folder's own name": "x = os.path.basename(os.path.dirname(os.path.abspath(__file__)))",
    "where the file is": "x = (os.path.isabs(__file__), os.path.dirname(__file__) == here, str(Path(__file__).resolve().parent) == os.path.realpath(here))",
    "another folder": "os.chdir(here + '/deep')\nx = (os.path.exists('inner.json'), os.path.exists('plan.json'), os.path.relpath(here), os.getcwd() == here + '/deep')",
    "paths between": "x = (os.path.relpath(here + '/a/b', here), os.path.commonpath([here + '/a', here]) == here)",
    "patterns through folders": "x = sorted(str(each.relative_to(here)) for each in Path(here).rglob('*.json'))",
    "patterns of folders": "x = sorted(each.name for each in Path(here).glob('*/*.json'))",
    "files by a pattern": "import glob\nx = [sorted(glob.glob(here + each)) for each in ('/plan.*', '/*/inner.json', '/none/*', '/plan.cfg', '/*.y?ml', '/[a-d]*')]",
    "files by a pattern through folders": "from glob import glob, iglob\nx = [sorted(glob(here + each, recursive=True)) for each in ('/**/*.json', '/**/inner.json', '/deep/**', '/**', '/*/')], sorted(iglob('*.json', root_dir=here))",
    "files by a relative pattern": "import glob\nos.chdir(here)\nx = sorted(glob.glob('plan.*')), sorted(glob.glob('**/*.json', recursive=True)), glob.glob('none'), glob.glob(glob.escape('plan.cfg')), glob.has_magic('a?')",
    "what the code sets": "os.environ['W'] = '32'\nx = (os.getenv('W', '8'), os.environ.get('W'), os.environ.pop('W'), os.getenv('W', '8'), 'W' in os.environ)",
    "what nobody sets": "try:\n    x = os.environ['CONVCALC_NOT_SET']\nexcept KeyError:\n    x = os.environ.setdefault('CONVCALC_NOT_SET', '4') + os.environ['CONVCALC_NOT_SET']",
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


NOT_KNOWN = {
    "written": "with open(here + '/plan.json', 'w') as f:\n    f.write('{}')\nx = json.load(open(here + '/plan.json'))",
    "written through pathlib": "Path(here, 'new.txt').write_text('8')\nx = os.path.exists(here + '/new.txt')",
    "removed": "os.remove(here + '/plan.json')\nx = os.path.isfile(here + '/plan.json')",
    "removed with its folder": "import shutil\nshutil.rmtree(here + '/deep')\nx = os.path.exists(here + '/deep/inner.json')",
    "renamed": "os.rename(here + '/plan.json', here + '/b.json')\nx = Path(here, 'b.json').exists()",
    "made": "os.makedirs(here + '/made')\nx = os.path.isdir(here + '/made')",
    "named in a folder": "os.mkdir(here + '/made')\nx = os.listdir(here)",
    "fetched by what is not read": "import fetcher\nfetcher.get('http://x', here + '/f.json')\nx = os.path.exists(here + '/f.json')",
    "fetched into a folder": "import fetcher\nfetcher.get('http://x', Path(here))\nx = os.path.exists(here + '/f.json')",
    "saved": "import torch\ntorch.save({}, here + '/w.pt')\nx = os.path.exists(here + '/w.pt')",
    "after a folder nobody knows": "import fetcher\nos.chdir(fetcher.folder())\nx = os.path.exists('plan.json')",
    "json with its own numbers": "x = json.loads('1', parse_int=float)",
    "bytes in parts": "x = open(here + '/plan.cfg', 'rb').read(3)",
    "other encodings": "x = open(here + '/plan.cfg', encoding='latin-1')",
    "a loader of texts": "import yaml\nx = yaml.load(open(here + '/plan.yaml'), Loader=yaml.BaseLoader)",
    "a loader that more is added to": "import yaml\nloader = yaml.SafeLoader\nloader.add_constructor('!x', print)\nx = yaml.load(open(here + '/plan.yaml'), Loader=loader)",
    "home": "x = os.environ.get('HOME')",
    "a path from home": "x = os.path.expanduser('~/x')",
}


@pytest.mark.parametrize("text", NOT_KNOWN.values(), ids=NOT_KNOWN)
def test_what_may_have_changed_is_not_known(project: Project, text: str):
    file = project({**DATA, "net.py": HERE + text}) / "net.py"

    assert isinstance(value_of(file, "x"), Unread)
    assert (file.parent / "plan.json").read_text() == DATA["plan.json"]


def test_a_full_folder_is_not_listed_in_part(project: Project):
    many = {f"many/{index}": "" for index in range(2_001)}
    file = project({"net.py": HERE + "x = os.listdir(here + '/many')", **many}) / "net.py"

    assert isinstance(value_of(file, "x"), Unread)


def test_what_a_folder_holds_stays_known_where_it_is_handed_on(project: Project):
    text = "import fetcher\nfetcher.log(here)\nx = json.load(open(here + '/plan.json'))['width']"
    file = project({**DATA, "net.py": HERE + text}) / "net.py"

    assert value_of(file, "x") == 16
