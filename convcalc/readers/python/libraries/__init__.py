"""
What imported libraries mean here: one literal table a library, from name to rule.

Adding a library is a file with a `TABLE` and its line in LIBRARIES; adding a function is one row in
its table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.unread import Unread
from convcalc.suggestions import nearest
from convcalc.tables import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.readers.python.objects.host import Site

LIBRARIES: dict[str, str] = {
    "abc": "std.classes.abc:ABC_TABLE",
    "argparse": "std.argparse:TABLE",
    "ast": "std.ast:TABLE",
    "bisect": "std/stand_ins/bisect.py",
    "builtins": "std.builtins:TABLE",
    "collections": "std.collections:TABLE",
    "collections.abc": "std.classes.abc:TABLE",
    "contextlib": "std/stand_ins/contextlib.py",
    "copy": "std.copy:TABLE",
    "dataclasses": "std.classes.dataclasses:TABLE",
    "distutils": "others.versions:PACKAGE",
    "distutils.version": "others.versions:DISTUTILS",
    "enum": "std.classes.enum:TABLE",
    "fnmatch": "std.fnmatch:TABLE",
    "functools": "std.functools:TABLE",
    "heapq": "std/stand_ins/heapq.py",
    "importlib": "std.system:IMPORTLIB",
    "importlib.util": "std.system:IMPORTLIB_UTIL",
    "importlib.metadata": "std.system:IMPORTLIB_METADATA",
    "importlib_metadata": "std.system:IMPORTLIB_METADATA",
    "inspect": "std.inspect:TABLE",
    "itertools": "std/stand_ins/itertools.py",
    "json": "std.strings_and_json:JSON",
    "keyword": "std.strings_and_json:KEYWORD",
    "logging": "std/stand_ins/logging.py",
    "math": "std.math:TABLE",
    "numbers": "std.numeric:NUMBERS",
    "operator": "std.operator:TABLE",
    "os": "std.system:OS",
    "os.path": "std.system:OS_PATH",
    "io": "std.data_files:IO",
    "packaging": "others.versions:PACKAGE",
    "packaging.version": "others.versions:PACKAGING",
    "pathlib": "others/stand_ins/pathlib.py",
    "pkg_resources": "others.versions:PKG_RESOURCES",
    "platform": "std.system:PLATFORM",
    "pprint": "std/stand_ins/pprint.py",
    "random": "std.numeric:RANDOM",
    "re": "std.re:TABLE",
    "statistics": "std/stand_ins/statistics.py",
    "string": "std.strings_and_json:STRING",
    "sys": "std.system:SYS",
    "textwrap": "std.strings_and_json:TEXTWRAP",
    "threading": "std/stand_ins/threading.py",
    "time": "std/stand_ins/time.py",
    "tomllib": "std.data_files:TOMLLIB",
    "tomli": "std.data_files:TOMLLIB",
    "traceback": "std/stand_ins/traceback.py",
    "types": "std.types:TABLE",
    "typing": "std.typing:TABLE",
    "warnings": "std/stand_ins/warnings.py",
    "weakref": "std.types:WEAKREF",
    "yaml": "std.data_files:YAML",
    "keras": "keras.modules:KERAS_ITSELF",
    "keras.activations": "keras.modules:ACTIVATIONS",
    "keras.backend": "keras.backend:BACKEND",
    "keras.callbacks": "keras.without_effect:CALLBACKS",
    "keras.config": "keras.backend:CONFIG",
    "keras.engine": "keras.modules:ENGINE",
    "keras.constraints": "keras.without_effect:CONSTRAINTS",
    "keras.datasets": "keras.without_effect:DATASETS",
    "keras.initializers": "keras.without_effect:INITIALIZERS",
    "keras.layers": "keras.modules:LAYERS",
    "keras.losses": "keras.without_effect:LOSSES",
    "keras.metrics": "keras.without_effect:METRICS",
    "keras.mixed_precision": "keras.without_effect:PRECISION",
    "keras.models": "keras.modules:MODELS",
    "keras.ops": "keras.ops:OPS",
    "keras.ops.image": "keras.ops:OPS_IMAGE",
    "keras.ops.nn": "keras.ops:OPS_NN",
    "keras.ops.numpy": "keras.ops:OPS_NUMPY",
    "keras.ops.operation_utils": "keras.backend:OPERATION_UTILS",
    "keras.optimizers": "keras.without_effect:OPTIMIZERS",
    "keras.random": "keras.ops:RANDOM",
    "keras.regularizers": "keras.without_effect:REGULARIZERS",
    "keras.saving": "keras.without_effect:SAVING",
    "keras.src.api_export": "keras.without_effect:EXPORT",
    "keras.utils": "keras.backend:UTILS",
    "tensorflow": "keras.tensorflow:TENSORFLOW",
    "tensorflow.image": "keras.tensorflow:TF_IMAGE",
    "tensorflow.linalg": "keras.tensorflow:TF_LINALG",
    "tensorflow.math": "keras.tensorflow:TF_MATH",
    "tensorflow.nn": "keras.tensorflow:TF_NN",
    "torch": "torch.names:TABLE",
    "torch.nn": "torch.nn.classes:TABLE",
    "torch.nn.functional": "torch.functional:TABLE",
    "torch.nn.init": "torch.modules:INIT",
    "torch._C": "torch.modules:INNER",
    "torch.amp": "torch.modules:AMP",
    "torch.autograd": "torch.modules:AUTOGRAD",
    "torch.autograd.function": "torch.modules:AUTOGRAD",
    "torch.backends": "torch.modules:BACKENDS",
    **{f"torch.{on}": f"torch.modules:{on.upper()}" for on in ("cuda", "mps", "mtia", "xpu")},
    "torch.cuda.amp": "torch.modules:AMP",
    "torch.distributed": "torch.modules:DISTRIBUTED",
    "torch.fx": "torch.modules:FX",
    "torch.jit": "torch.modules:JIT",
    "torch.fft": "torch.functions.fft:TABLE",
    "torch.onnx": "torch.modules:ONNX",
    "torch.linalg": "torch.modules:LINALG",
    "torch.ops": "others.torchvision_ops:OPS",
    "torch.ops.torchvision": "others.torchvision_ops:TABLE",
    "torch.special": "torch.modules:SPECIAL",
    "torch.types": "torch.modules:TYPES",
    "torch.utils": "torch.modules:UTILS",
    "torch.utils.checkpoint": "torch.modules:CHECKPOINT",
    "einops": "others.einops:TABLE",
    "einops.layers.torch": "others.einops_layers:TABLE",
    "numpy": "others.numpy:TABLE",
    "numpy.random": "others.numpy:RANDOM",
    "torchvision.extension": "others.torchvision_ops:EXTENSION",
    "torch.ao": "torch.nn.quantized:PACKAGE",
    "torch.ao.nn": "torch.nn.quantized:PACKAGE",
    "torch.ao.nn.quantizable": "torch.nn.quantized:PACKAGE",
    "torch.ao.nn.quantized": "torch.nn.quantized:TABLE",
    "torch.ao.quantization": "torch/stand_ins/quantization.py",
    "torch.nn.modules": "torch.nn.classes:TABLE",
    "torch.nn.modules.activation": "torch.nn.classes:TABLE",
    "torch.nn.modules.adaptive": "torch.nn.classes:TABLE",
    "torch.nn.modules.batchnorm": "torch.nn.classes:TABLE",
    "torch.nn.modules.channelshuffle": "torch.nn.classes:TABLE",
    "torch.nn.modules.container": "torch.nn.classes:TABLE",
    "torch.nn.modules.conv": "torch.nn.classes:TABLE",
    "torch.nn.modules.distance": "torch.nn.classes:TABLE",
    "torch.nn.modules.dropout": "torch.nn.classes:TABLE",
    "torch.nn.modules.flatten": "torch.nn.classes:TABLE",
    "torch.nn.modules.fold": "torch.nn.classes:TABLE",
    "torch.nn.modules.instancenorm": "torch.nn.classes:TABLE",
    "torch.nn.modules.lazy": "torch.nn.classes:TABLE",
    "torch.nn.modules.linear": "torch.nn.classes:TABLE",
    "torch.nn.modules.loss": "torch.nn.classes:TABLE",
    "torch.nn.modules.module": "torch.nn.classes:TABLE",
    "torch.nn.modules.normalization": "torch.nn.classes:TABLE",
    "torch.nn.modules.padding": "torch.nn.classes:TABLE",
    "torch.nn.modules.pixelshuffle": "torch.nn.classes:TABLE",
    "torch.nn.modules.pooling": "torch.nn.classes:TABLE",
    "torch.nn.modules.rnn": "torch.nn.classes:TABLE",
    "torch.nn.modules.sparse": "torch.nn.classes:TABLE",
    "torch.nn.modules.transformer": "torch.nn.classes:TABLE",
    "torch.nn.modules.upsampling": "torch.nn.classes:TABLE",
    "torch.nn.modules.utils": "torch.nn.utils:TUPLES",
    "torch.nn.parallel": "torch.nn.classes:TABLE",
    "torch.nn.parameter": "torch.nn.classes:TABLE",
    "torch.nn.quantized": "torch.nn.quantized:TABLE",
    "torch.nn.utils": "torch.nn.utils:TABLE",
    "torch.nn.utils.parametrizations": "torch.nn.utils:PARAMETRIZATIONS",
    "torch.nn.utils.rnn": "torch.nn.packing:TABLE",
    "torch.nn.utils.parametrize": "torch.nn.utils:PARAMETRIZE",
    "easydict": "others/stand_ins/easydict.py",
    "huggingface_hub": "others/stand_ins/huggingface_hub.py",
    "lazy_loader": "others/stand_ins/lazy_loader.py",
    "lightning": "others.lightning:TABLE",
    "lightning.pytorch": "others.lightning:TABLE",
    "omegaconf": "others/stand_ins/omegaconf.py",
    "pytorch_lightning": "others.lightning:TABLE",
    "timm.models._builder": "others.registries:TIMM_BUILDING",
    "timm.models._registry": "others.registries:TIMM",
    "torchvision.models._api": "others.registries:TORCHVISION",
}
"""Dotted module -> file:table beside this file, or the text that stands in for it."""

ALIASES: dict[str, str] = {
    "keras.layers.experimental.preprocessing": "keras.layers",
    "keras.src": "keras",
    "keras.src.activations": "keras.activations",
    "keras.src.backend": "keras.backend",
    "keras.src.backend.config": "keras.config",
    "keras.src.callbacks": "keras.callbacks",
    "keras.src.constraints": "keras.constraints",
    "keras.src.datasets": "keras.datasets",
    "keras.src.initializers": "keras.initializers",
    "keras.src.layers": "keras.layers",
    "keras.src.layers.layer": "keras.layers",
    "keras.src.losses": "keras.losses",
    "keras.src.metrics": "keras.metrics",
    "keras.src.mixed_precision": "keras.mixed_precision",
    "keras.src.models": "keras.models",
    "keras.src.ops": "keras.ops",
    "keras.src.ops.operation_utils": "keras.ops.operation_utils",
    "keras.src.optimizers": "keras.optimizers",
    "keras.src.random": "keras.random",
    "keras.src.regularizers": "keras.regularizers",
    "keras.src.saving": "keras.saving",
    "keras.src.utils": "keras.utils",
    "posixpath": "os.path",
    "torch.quantization": "torch.ao.quantization",
    "typing_extensions": "typing",
}
"""Dotted module -> the module it is another name of."""

PACKAGES: dict[str, str] = {
    "keras._tf_keras.keras": "keras",
    "keras.api": "keras",
    "tensorflow.compat.v1": "tensorflow",
    "tensorflow.compat.v2": "tensorflow",
    "tensorflow.contrib.keras": "keras",
    "tensorflow.keras": "keras",
    "tensorflow.python.keras": "keras",
    "tf_keras": "keras",
}
"""Dotted package -> the package it is another name of, with all modules inside."""

FOLDERS: dict[str, tuple[str, ...]] = {
    "keras.engine": (
        "base_layer",
        "functional",
        "input_layer",
        "input_spec",
        "keras_tensor",
        "network",
        "sequential",
        "topology",
        "training",
    ),
    "keras.layers": (
        "activation",
        "advanced_activations",
        "attention",
        "convolutional",
        "convolutional_recurrent",
        "core",
        "cudnn_recurrent",
        "embeddings",
        "experimental",
        "local",
        "merge",
        "merging",
        "noise",
        "normalization",
        "pooling",
        "preprocessing",
        "recurrent",
        "regularization",
        "reshaping",
        "rnn",
        "wrappers",
    ),
}
"""Package -> the modules inside by their names in older versions, each with all that it has."""

CLOSED: dict[str, tuple[str, ...]] = {
    "jax": (),
    "lightning": (),
    "pytorch_lightning": (),
    "keras": ("keras.applications", "keras.src.applications"),
    "numpy": (),
    "cv2": (),
    "matplotlib": (),
    "pandas": (),
    "PIL": (),
    "requests": (),
    "sklearn": (),
    "yaml": (),
    "scipy": (),
    "tensorflow": (),
    "torch": (),
}
"""Packages whose files are never read, but for the modules named; nor are Python's own."""


def alias_of(name: str) -> str | None:
    """The module that a dotted module is another name of, if it is one."""
    found = ALIASES.get(name)
    if found is not None:
        return found
    top = name.partition(".")[0]
    if top not in ("keras", "tensorflow", "tf_keras"):
        return None
    for package, proper in PACKAGES.items():
        if name == package or name.startswith(f"{package}."):
            return proper + name[len(package) :]
    for package, inside in FOLDERS.items():
        if name.startswith(f"{package}.") and name[len(package) + 1 :].partition(".")[0] in inside:
            return package
    return "keras.utils" if name.startswith("keras.utils.") else None


def is_closed(name: str) -> bool:
    """Whether a module is told by its stand-in alone, and no file of that name is read."""
    import sys

    top = name.partition(".")[0]
    open_inside = CLOSED.get(top)
    if open_inside is None:
        return top in sys.stdlib_module_names
    return not any(name == each or name.startswith(f"{each}.") for each in open_inside)


class Deferred:
    """A row that is made when it is first asked for; `make` takes its dotted name."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[str], object]) -> None:
        self.make = make

    def made(self, name: str, site: Site) -> object:
        """The row's value, for a dotted name that is asked for."""
        return self.make(name)


class LibraryModule(HostObject):
    """A module that the host stands in for; what its table lacks is not known."""

    __slots__ = ("find", "members", "name", "table")
    type_name: ClassVar[str] = "a module"

    def __init__(
        self,
        name: str,
        table: Mapping[str, Any],
        find: Callable[[str], HostObject | None] | None = None,
    ) -> None:
        self.name = name
        self.table = table
        self.find = find or library
        self.members: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"<module {self.name}>"

    def attribute_names(self) -> Sequence[str]:
        """The rows of its table."""
        return tuple(self.table)

    def holds(self, name: str) -> bool:
        """Whether the table has a row of that name, or it is a module of its own."""
        return name in self.members or name in self.table or f"{self.name}.{name}" in LIBRARIES

    def attribute(self, name: str, site: Site) -> object:
        """A row, a module inside, or something that is not known."""
        if name in self.members:
            return self.members[name]
        if name in self.table:
            row = self.table[name]
            found = row.made(f"{self.name}.{name}", site) if isinstance(row, Deferred) else row
        else:
            found = self.find(f"{self.name}.{name}")
            if found is None:
                return self._unread(name, site)
        self.members[name] = found
        return found

    def _unread(self, name: str, site: Site) -> Unread:
        """What stands for a name that nothing is known of."""
        full = f"{self.name}.{name}"
        remedy = "" if is_closed(full) else "--root DIR adds a place to look for modules"
        hint = nearest(name, tuple(self.table)) or remedy
        return Unread(full, f"{full} is not read", site.source(), hint)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """For this evaluation only."""
        self.members[name] = value


def library(
    name: str, find: Callable[[str], HostObject | None] | None = None
) -> LibraryModule | None:
    """
    The stand-in for a module, by its dotted name; None where there is none.

    Every call makes a new one: an evaluation keeps its own. `find` finds the modules inside.
    """
    other = alias_of(name)
    while other is not None:
        name, other = other, alias_of(other)
    home = LIBRARIES.get(name)
    if home is None:
        return None
    if home.endswith(".py"):
        from convcalc.readers.python.libraries.stand_ins import stand_in

        return LibraryModule(name, stand_in(home, name), find)
    return LibraryModule(name, load(home, inside=__name__), find)
