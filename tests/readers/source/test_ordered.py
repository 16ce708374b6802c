"""Files of the user run from the top to the bottom, and what is not read is never an old value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import python_says
from projects import value_of

from convcalc.errors import ConvcalcError
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

EFFECTS = {
    "a dict filled by a function": {
        "net.py": "cfg = {}\ndef put(k, v): cfg.setdefault(k, v)\nput('w', 16)\nput('w', 4)\nWIDTH = cfg['w']"
    },
    "an object changed through an alias": {
        "net.py": "class Cfg:\n    w = 4\n    def grow(self): self.w *= 2; return self\nc = Cfg()\nother = c\nother.grow().grow()\nWIDTH = c.w"
    },
    "a class changed by a function": {
        "net.py": "class Cfg:\n    w = 4\ndef widen(k): k.w = 12\nwiden(Cfg)\nWIDTH = Cfg.w"
    },
    "a list changed by a lambda": {
        "net.py": "box = [4]\n(lambda b: b.__setitem__(0, 10))(box)\nWIDTH = box[0]"
    },
    "a list filled by map": {
        "net.py": "seen = []\nlist(map(seen.append, range(7)))\nWIDTH = len(seen)"
    },
    "a list filled by a generator": {
        "net.py": "seen = []\nany(seen.append(i) for i in range(9))\nWIDTH = len(seen)"
    },
    "a default that grows": {
        "net.py": "def add(x, box=[]):\n    box.append(x)\n    return box\nadd(1); add(2); add(3)\nWIDTH = len(add(4))"
    },
    "a closure that counts": {
        "net.py": "def counter():\n    n = 0\n    def up():\n        nonlocal n\n        n += 5\n        return n\n    return up\nup = counter()\nup()\nup()\nWIDTH = up()"
    },
    "a name set through vars": {"net.py": "WIDTH = 4\nvars()['WIDTH'] = 11"},
    "a name set through globals": {
        "net.py": "WIDTH = 4\ndef set_(): globals().update(WIDTH=13)\nset_()"
    },
    "a name bound inside a call": {"net.py": "n = 3\nmax((n := n + 6), 0)\nWIDTH = n"},
    "a context that changes a list": {
        "net.py": "import contextlib\nbox=[4]\n@contextlib.contextmanager\ndef wider():\n    box[0] += 3\n    yield box\n    box[0] += 2\nwith wider() as b:\n    b[0] *= 2\nWIDTH = box[0]"
    },
    "what try, except and finally change": {
        "net.py": "w = 4\ntry:\n    w = 6\n    raise KeyError('x')\nexcept KeyError:\n    w += 1\nelse:\n    w = 50\nfinally:\n    w += 2\nWIDTH = w"
    },
    "the else of a loop": {
        "net.py": "for k in range(5):\n    if k == 9: break\nelse:\n    k = 8\nWIDTH = k"
    },
    "a key that is deleted": {
        "net.py": "WIDTH = 4\nd = {'a': 4, 'b': 9}\nkey = 'a'\ndel d[key]\nWIDTH = d.get('a', d['b'])"
    },
    "a registry filled twice": {
        "net.py": "REG = {}\nclass reg:\n    def __init__(self, n): self.n = n\n    def __call__(self, c):\n        REG[self.n] = c\n        return c\n@reg('a')\nclass A:\n    w = 5\n@reg('a')\nclass B:\n    w = 14\nWIDTH = REG['a'].w"
    },
    "names told to descriptors": {
        "net.py": "SEEN = []\nclass F:\n    def __set_name__(self, o, n): SEEN.append(n)\nclass A:\n    a = F(); b = F(); c = F()\nWIDTH = len(SEEN) + 2"
    },
    "an attribute of a module set by setattr": {
        "net.py": "import settings\nsetattr(settings, 'WIDTH', 9)\nfrom settings import WIDTH",
        "settings.py": "WIDTH = 4\n",
    },
    "a name imported before it changes": {
        "net.py": "from settings import WIDTH as OLD\nimport patch\nimport settings\nWIDTH = settings.WIDTH + OLD",
        "patch.py": "import settings\nsettings.WIDTH = 10\n",
        "settings.py": "WIDTH = 4\n",
    },
    "an import inside a function": {
        "net.py": "from settings import V\ndef go():\n    import patch\ngo()\nWIDTH = V['w']",
        "patch.py": "from settings import V\nV['w'] = 10\n",
        "settings.py": "V = {'w': 4}\n",
    },
    "an import by its name as a text": {
        "extra.py": "from reg import R\nR['w'] = 10\n",
        "net.py": "import importlib\nfrom reg import R\nfor n in ['extra']:\n    importlib.import_module(n)\nWIDTH = R.get('w', 4)",
        "reg.py": "R = {}\n",
    },
    "a package whose init imports for the effect": {
        "net.py": "from pkg.base import W\nWIDTH = W[0]",
        "pkg/__init__.py": "from . import base\nfrom .plug import *\n",
        "pkg/base.py": "W = [4]\n",
        "pkg/plug.py": "from .base import W\nW[0] = 15\n__all__ = []\n",
    },
    "siblings that share a dict of their package": {
        "net.py": "import pkg.a\nimport pkg.b\nWIDTH = pkg.b.W",
        "pkg/__init__.py": "OPTS = {}\n",
        "pkg/a.py": "from pkg import OPTS\nOPTS.update(w=6)\n",
        "pkg/b.py": "from pkg import OPTS\nW = OPTS.get('w', 2)\n",
    },
    "modules that import each other": {
        "a.py": "X = 3\nimport b\nX = 5\n",
        "b.py": "import a\nY = a.X\n",
        "net.py": "import a, b\nWIDTH = b.Y * 10 + a.X",
    },
    "the later of two stars": {
        "net.py": "from q import *\nfrom p import *",
        "p.py": "WIDTH = 4\n",
        "q.py": "WIDTH = 9\n",
    },
    "a star below an assignment": {
        "net.py": "WIDTH = 2\nfrom p import *\nWIDTH += 1",
        "p.py": "WIDTH = 4\n",
    },
    "a star that __all__ holds back": {
        "net.py": "WIDTH = 2\nfrom p import *",
        "p.py": "__all__ = ['A']\nA = 1\nWIDTH = 4\n",
    },
    "an __all__ that grows": {
        "net.py": "WIDTH = 2\nfrom p import *",
        "p.py": "__all__ = []\n__all__ += ['WIDTH']\nWIDTH = 4\n_W = 3\n",
    },
    "a star for type checkers only": {
        "net.py": "import typing\nWIDTH = 7\nif typing.TYPE_CHECKING:\n    from p import *",
        "p.py": "WIDTH = 4\n",
    },
    "a star in a branch not taken": {
        "net.py": "WIDTH = 7\nUSE = 0\nif USE:\n    from p import *",
        "p.py": "WIDTH = 4\n",
    },
    "a star of what cannot be imported": {
        "net.py": "try:\n    from p import *\nexcept ImportError:\n    from q import *",
        "p.py": "WIDTH = 4\nimport nothing_there_zz\n",
        "q.py": "WIDTH = 6\n",
    },
    "a star inside a loop": {
        "net.py": "for WIDTH in range(3):\n    pass\nwhile True:\n    from p import *\n    break",
        "p.py": "WIDTH = 4\n",
    },
}


LAZY = """
import importlib
import sys
from types import ModuleType
class Lazy(ModuleType):
    def __init__(self, name, homes, path, module_spec):
        super().__init__(name)
        self._homes = homes
        self.__spec__ = module_spec
        self.__path__ = path
    def __getattr__(self, name):
        if name not in self._homes:
            raise AttributeError(name)
        inner = importlib.import_module("." + self._homes[name], self.__name__)
        return getattr(inner, name)
"""

EFFECTS |= {
    "a lazy module in the place of a package": {
        "kit/lazy.py": LAZY,
        "kit/parts.py": "SIZE = 24",
        "kit/__init__.py": "import sys\nfrom .lazy import Lazy\n"
        "sys.modules[__name__] = Lazy(__name__, {'SIZE': 'parts'}, __path__, module_spec=__spec__)",
        "net.py": "from kit import SIZE\nimport kit\nWIDTH = SIZE + kit.SIZE",
    },
    "a module that gives names when asked": {
        "kit/__init__.py": "def __getattr__(name):\n    if name == 'SIZE':\n"
        "        from .parts import SIZE\n        return SIZE\n    raise AttributeError(name)",
        "kit/parts.py": "SIZE = 24",
        "net.py": "import kit\nfrom kit import SIZE\nWIDTH = (SIZE, hasattr(kit, 'OTHER'))",
    },
    "what was imported before": {
        "other.py": "",
        "net.py": "import sys\nimport other\nWIDTH = ('other' in sys.modules, 'none' in sys.modules)",
    },
}


@pytest.mark.parametrize("files", EFFECTS.values(), ids=EFFECTS)
def test_what_a_file_does_at_its_top_is_done(project: Project, files: dict[str, str]):
    file = project(files) / "net.py"

    assert str(value_of(file, "WIDTH")) == python_says(file, "WIDTH")


MODULES = "import zlib, struct, ctypes, platform\n"
"""Modules of the standard library whose values are not read."""

NOT_READ = {
    "aug": "WIDTH = 4\nWIDTH += zlib.MAX_WBITS - 13",
    "loop else": "WIDTH = 4\nfor i in range(zlib.MAX_WBITS):\n    WIDTH = i",
    "while": "WIDTH = 4\nwhile WIDTH < struct.calcsize('dd'):\n    WIDTH += 3",
    "if": "WIDTH = 4\nif zlib.crc32(b'a'):\n    WIDTH = 6",
    "try": "WIDTH = 4\ntry:\n    WIDTH = zlib.MAX_WBITS\nexcept Exception:\n    pass",
    "try2": "WIDTH = 4\ntry:\n    zlib.decompress(b'no')\nexcept zlib.error:\n    WIDTH = 6",
    "with": "WIDTH = 4\nbox = {'w': 4}\nstruct.pack_into('<i', bytearray(8), 0, 1)\nbox['w'] = struct.calcsize('i') * 3\nWIDTH = box['w']",
    "list arg": "box = [4, 5]\nimport random\nrandom.seed(3)\nrandom.shuffle(box)\nWIDTH = box[0]",
    "heap": "box = bytearray(b'\\x04\\x04')\nstruct.pack_into('<h', box, 0, 9)\nWIDTH = box[0]",
    "attr": "class C: pass\nc = C()\nc.w = 4\nc.w = zlib.MAX_WBITS\nWIDTH = c.w",
    "alias key": "d = {'k': 4}\ne = d\ne[f'k{zlib.MAX_WBITS}'[:1]] = 9\nWIDTH = d['k']",
    "default": "def f(w=zlib.MAX_WBITS): return w\nWIDTH = f()",
    "sorted": "WIDTH = sorted([4, zlib.MAX_WBITS, 7])[-1]",
    "max": "WIDTH = max(4, zlib.MAX_WBITS)",
    "or": "WIDTH = zlib.MAX_WBITS or 4",
    "none": "k = zlib.MAX_WBITS\nWIDTH = 4 if k is None else 6",
    "len": "k = [zlib.MAX_WBITS, 4]\nWIDTH = len(k) + k.index(4) + k.count(15)",
    "eq tuple": "WIDTH = 4 if (1, zlib.MAX_WBITS) == (1, 15) else 6",
    "dict build": "d = {zlib.MAX_WBITS: 9, 15: 4}\nWIDTH = len(d) + d[15]",
    "set": "WIDTH = len({15, zlib.MAX_WBITS, 3}) + 2",
    "join": "s = ','.join([str(zlib.MAX_WBITS), 'a'])\nWIDTH = len(s)",
    "startswith": "WIDTH = 4 if str(zlib.MAX_WBITS).startswith('1') else 6",
    "percent": "WIDTH = 4 if '%d' % zlib.MAX_WBITS == '15' else 6",
    "format": "WIDTH = 4 if '{}'.format(zlib.MAX_WBITS) == '15' else 6",
    "hasattr": "WIDTH = 4 if hasattr(zlib, 'MAX_WBITS') else 6",
    "hasattr2": "WIDTH = 4 if hasattr(zlib, 'NOT_THERE_AT_ALL') else 6",
    "getattr default": "WIDTH = getattr(zlib, 'MAX_WBITS', 4)",
    "callable": "WIDTH = 4 if callable(zlib.MAX_WBITS) else 6",
    "match": "match zlib.MAX_WBITS:\n    case 15: WIDTH = 4\n    case _: WIDTH = 6",
    "bool": "WIDTH = 4 + bool(zlib.MAX_WBITS)",
    "not": "WIDTH = 4 if not zlib.MAX_WBITS else 6",
    "decorator fn": "def twice(f):\n    return lambda: f() * struct.calcsize('h')\n@twice\ndef width(): return 4\nWIDTH = width()",
    "slice": "k = list(range(30))[:zlib.MAX_WBITS]\nWIDTH = len(k)",
    "zip": "k = dict(zip(['a', zlib.MAX_WBITS], [5, 6]))\nWIDTH = k.get(15, 4)",
    "platform": "WIDTH = 4 if platform.system() == 'Windows' else 6",
    "isinstance tuple": "WIDTH = 4 if isinstance(zlib.MAX_WBITS, (str, int)) else 6",
    "type name": "WIDTH = 4 if type(zlib.MAX_WBITS).__name__ == 'int' else 6",
    "inherit": "class C(ctypes.Structure):\n    _fields_ = [('a', ctypes.c_int)]\n    w = 5\nWIDTH = C.w + C().a",
}


@pytest.mark.parametrize("text", NOT_READ.values(), ids=NOT_READ)
def test_what_is_not_read_never_gives_another_value(project: Project, text: str):
    file = project({"net.py": MODULES + text}) / "net.py"

    try:
        found = value_of(file, "WIDTH")
    except ConvcalcError:
        return
    assert isinstance(found, Unread) or str(found) == python_says(file, "WIDTH")


HANDED = {
    "a method of a list": "box = [4]\nvendor.act(box.append)\nWIDTH = len(box)",
    "a method of an object": "c = Box()\nvendor.act(c.grow)\nWIDTH = c.w",
    "each of a list": "box = [4]\nlist(map(vendor.act, [box]))\nWIDTH = len(box)",
    "a list of lists in a branch": "box = [4]\nif vendor.act():\n    vendor.act([box])\nWIDTH = len(box)",
    "another name in a loop": "box, a = [4], [1]\nfor i in vendor.act():\n    a = box\n    a.append(2)\nWIDTH = len(box)",
    "another name, changed below": "box, a = [4], [1]\nif vendor.act():\n    a = box\na.append(2)\nWIDTH = len(box)",
    "a name set by text": "WIDTH = 4\nif vendor.act():\n    globals()['WIDTH'] = 6",
    "a copy of a dict": "d = {'w': 4}\nvendor.act(d)\nWIDTH = len(dict(d))",
    "a copy of a list": "d = [4]\nvendor.act(d)\nWIDTH = len(list(d)) + len(tuple(d))",
    "a flag beside what may raise": "WIDTH = 4\ntry:\n    vendor.act()\nexcept Exception:\n    WIDTH = 5",
    "what follows what may raise": "WIDTH = 4\ntry:\n    vendor.act()\n    WIDTH = 5\nexcept Exception:\n    pass",
    "a return beside what may raise": "def ask():\n    try:\n        vendor.act()\n        return 4\n    except Exception:\n        return 5\nWIDTH = ask()",
    "what may be suppressed": "import contextlib\nWIDTH = 4\nwith contextlib.suppress(Exception):\n    vendor.act()\n    WIDTH = 5",
    "a closure": "def counter(n):\n    def up():\n        nonlocal n\n        n += 1\n        return n\n    return up\nup = counter(3)\nvendor.act(up)\nWIDTH = up()",
    "a function that sets a name": "WIDTH = 4\ndef reset():\n    global WIDTH\n    WIDTH = 5\nvendor.act(reset)",
    "a lambda that fills a list": "box = [4]\nvendor.act(lambda: box.append(1))\nWIDTH = len(box)",
    "a function called later": "box = [4]\ndef more():\n    box.append(1)\nvendor.act(more)\nbox = [4]\nvendor.act()\nWIDTH = len(box)",
    "a generator": "box = [4]\ndef each(values):\n    values.append(5)\n    yield 6\nvendor.act(each(box))\nWIDTH = len(box)",
    "an iterator": "steps = iter([4, 5, 6])\nvendor.act(steps)\nWIDTH = next(steps)",
    "the class of an object": "class Wide(Box):\n    pass\nb = Wide()\nvendor.act(Box)\nWIDTH = b.w",
    "what an unknown object keeps": "box = [4]\nvendor.held.box = box\nWIDTH = len(box)",
    "what an unknown dict keeps": "box = [4]\nvendor.table['box'] = box\nWIDTH = len(box)",
    "what a changed object keeps": "box, b = [4], Box()\nvendor.act(b)\nb.box = box\nWIDTH = len(box)",
    "a star of what is nowhere": "WIDTH = 4\nfrom vendor import *",
    "an attribute that may be there": "WIDTH = 4 if hasattr(vendor, 'x') else 5",
    "the body of a class": "box = [4]\nclass Local(vendor.Base):\n    box.append(5)\nWIDTH = len(box)",
}
"""What a module that is nowhere may change, and what is worked out from that."""

BOX = "import vendor\nclass Box:\n    w = 4\n    def grow(self): self.w += 1\n"


@pytest.mark.parametrize("text", HANDED.values(), ids=HANDED)
def test_what_may_have_changed_is_not_known(project: Project, text: str):
    file = project({"net.py": BOX + text}) / "net.py"

    try:
        found = value_of(file, "WIDTH")
    except ConvcalcError:
        return
    assert isinstance(found, Unread)


def test_what_a_library_offers_stays_as_it_is(project: Project):
    text = "from torch import nn\ndef make():\n    return nn.Conv2d(3, 4, 1)\nvendor(make())\n"
    file = project({"net.py": text + "WIDTH = nn.Conv2d(3, 5, 1).out_channels\n"}) / "net.py"

    assert value_of(file, "WIDTH") == 5


def test_what_python_would_fail_without_stays_known(project: Project):
    text = "import vendor\ntry:\n    vendor.act()\n    WIDTH = 5\nexcept RuntimeError as fault:\n    print(fault)\n"
    file = project({"net.py": text}) / "net.py"

    assert value_of(file, "WIDTH") == 5


def test_handlers_that_raise_leave_all_known(project: Project):
    text = "import vendor\nWIDTH = 4\ntry:\n    vendor.act()\n    WIDTH = 5\nexcept RuntimeError:\n    WIDTH = 6\n    raise\n"
    file = project({"net.py": text}) / "net.py"

    assert value_of(file, "WIDTH") == 5


def test_what_a_module_uses_that_is_not_read_is_no_doubt_of_who_imports_it(project: Project):
    folder = project(
        {
            "net.py": "import importlib\nway = 1\ntry:\n    found = importlib.import_module('parts')\n    way = found.WIDTH\nexcept ValueError:\n    way = 2",
            "parts.py": "import nowhere_at_all\ntool = nowhere_at_all.make()\nWIDTH = 3",
        }
    )

    assert value_of(folder / "net.py", "way") == 3


def test_an_import_that_may_not_have_run_changes_what_it_changes(project: Project):
    shared = {
        "shared.py": "BOX = [4]\n",
        "more.py": "import shared\nshared.BOX.append(5)\nFIXED = 6\n",
    }
    text = "import vendor, shared\nif vendor.act():\n    import more\nimport more\nWIDTH = len(shared.BOX)\n"
    file = project({**shared, "net.py": text + "FIXED = more.FIXED\n"}) / "net.py"

    assert isinstance(value_of(file, "WIDTH"), Unread)
    assert value_of(file, "FIXED") == 6
