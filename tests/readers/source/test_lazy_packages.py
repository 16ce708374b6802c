"""Large packages that declare their names to type checkers and give them through a lazy module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import python_says
from projects import reader_of
from projects import value_of

from convcalc.readers.source import importer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[dict[str, str]], Path]

LAZY = {
    "big/lazy.py": """
        import importlib
        from types import ModuleType
        class Lazy(ModuleType):
            def __init__(self, name, homes, spec=None):
                super().__init__(name)
                self._name = name
                self._homes = homes
                self.__spec__ = spec
                self.__path__ = spec.submodule_search_locations if spec else []
            def __getattr__(self, name):
                if name not in self._homes:
                    raise AttributeError(name)
                module = importlib.import_module("." + self._homes[name], self._name)
                return getattr(module, name)
        """,
    "big/__init__.py": """
        from typing import TYPE_CHECKING
        from .lazy import Lazy
        from .tools import has_fast
        homes = {"ResNet": "models.resnet", "Vit": "models.vit", "WIDTH": "sizes", "fast": "slow"}
        if TYPE_CHECKING:
            from .models import *
            from .sizes import WIDTH, DEPTH
            try:
                if not has_fast():
                    raise ImportError
            except ImportError:
                from .slow import fast, slow
            else:
                from .quick import fast, quick
        else:
            import sys
            sys.modules[__name__] = Lazy(__name__, homes, spec=__spec__)
        """,
    "big/models/__init__.py": """
        from typing import TYPE_CHECKING
        from ..lazy import Lazy
        if TYPE_CHECKING:
            from .resnet import *
            from .vit import *
        else:
            import sys
            sys.modules[__name__] = Lazy(__name__, {"ResNet": "resnet", "Vit": "vit"}, spec=__spec__)
        """,
    "big/models/resnet.py": "from ..sizes import WIDTH\nclass ResNet:\n    width = WIDTH\n__all__ = ['ResNet']",
    "big/models/vit.py": "from ..broken import NOTHING\nclass Vit:\n    width = 1\n__all__ = ['Vit']",
    "big/sizes.py": "WIDTH = 12\nDEPTH = 3",
    "big/tools.py": "def has_fast(): return False",
    "big/slow.py": "fast = 7\nslow = 1",
    "big/quick.py": "fast = 9\nquick = 1",
    "big/broken.py": "NOTHING = = 1",
}

USES = {
    "a class behind two lazy modules": ("from big import ResNet\nr = ResNet.width", "r"),
    "a name of a plain import": ("from big import WIDTH as w", "w"),
    "a name of an import that depends": ("from big import fast", "fast"),
    "a module inside": ("from big.models import resnet\nr = resnet.ResNet.width", "r"),
    "a module inside by its path": ("import big.models.resnet\nr = big.models.resnet.WIDTH", "r"),
    "a name through the package": ("import big\nr = big.ResNet.width", "r"),
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importer, "LARGE_PACKAGE", 3)


@pytest.mark.parametrize(("text", "name"), USES.values(), ids=USES)
def test_a_lazy_package_gives_what_python_gives(project: Project, text: str, name: str):
    file = project({**LAZY, "net.py": text}) / "net.py"

    assert str(value_of(file, name)) == python_says(file, name)


def test_only_the_module_of_the_name_is_opened(project: Project):
    reader, module = reader_of(project({**LAZY, "net.py": "from big import ResNet"}) / "net.py")
    module.find("ResNet")
    files = " ".join(reader.importer.files())

    assert "resnet.py" in files
    assert "vit.py" not in files
    assert "slow.py" not in files


DOCUMENTED = {
    **LAZY,
    "big/documents.py": """
        def auto_docstring(cls):
            raise RuntimeError("no documentation is written")
        """,
    "big/models/resnet.py": """
        from ..documents import auto_docstring
        @auto_docstring
        class ResNet:
            width = 5
            @auto_docstring
            def wide(self): return self.width * 2
        __all__ = ["ResNet"]
        """,
}


def test_a_package_writes_no_documentation(project: Project):
    file = (
        project({**DOCUMENTED, "net.py": "from big import ResNet\nr = ResNet().wide()"}) / "net.py"
    )

    assert value_of(file, "r") == 10


FILLED = {
    **LAZY,
    "big/models/resnet.py": """
        import torch
        class ResNet:
            width = 5
            def __init__(self):
                self.initialize_weights()
            @torch.no_grad()
            def initialize_weights(self):
                self.width = unread()
        __all__ = ["ResNet"]
        """,
}


def test_a_package_fills_no_weights(project: Project):
    file = project({**FILLED, "net.py": "from big import ResNet\nr = ResNet().width"}) / "net.py"

    assert value_of(file, "r") == 5
