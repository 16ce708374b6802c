"""
What imported libraries mean here: one literal table a library, from name to rule.

Adding a library is a file with a `TABLE` and its line in OVERLAYS; adding a function is one row in
its table.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.host import HostObject
from convcalc.readers.python.host import nearest
from convcalc.readers.python.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.readers.python.host import Site

HERE = "convcalc.readers.python.overlays."

OVERLAYS: dict[str, str] = {
    "abc": "std_abc:ABC_TABLE",
    "argparse": "std_argparse:TABLE",
    "ast": "std_ast:TABLE",
    "bisect": "std_numeric:BISECT",
    "builtins": "std_builtins:TABLE",
    "collections": "std_collections:TABLE",
    "collections.abc": "std_abc:TABLE",
    "contextlib": "std_contextlib:TABLE",
    "copy": "std_copy:TABLE",
    "dataclasses": "std_dataclasses:TABLE",
    "distutils": "versions:PACKAGE",
    "distutils.version": "versions:DISTUTILS",
    "enum": "std_enum:TABLE",
    "fnmatch": "std_fnmatch:TABLE",
    "functools": "std_functools:TABLE",
    "heapq": "std_numeric:HEAPQ",
    "importlib": "std_system:IMPORTLIB",
    "importlib.util": "std_system:IMPORTLIB_UTIL",
    "inspect": "std_inspect:TABLE",
    "itertools": "std_itertools:TABLE",
    "json": "std_text:JSON",
    "keyword": "std_text:KEYWORD",
    "logging": "std_quiet:LOGGING",
    "math": "std_math:TABLE",
    "numbers": "std_numeric:NUMBERS",
    "operator": "std_operator:TABLE",
    "os": "std_system:OS",
    "os.path": "std_system:OS_PATH",
    "packaging": "versions:PACKAGE",
    "packaging.version": "versions:PACKAGING",
    "pkg_resources": "versions:PKG_RESOURCES",
    "platform": "std_system:PLATFORM",
    "pprint": "std_quiet:PPRINT",
    "random": "std_numeric:RANDOM",
    "re": "std_re:TABLE",
    "statistics": "std_numeric:STATISTICS",
    "string": "std_text:STRING",
    "sys": "std_system:SYS",
    "textwrap": "std_text:TEXTWRAP",
    "threading": "std_quiet:THREADING",
    "time": "std_quiet:TIME",
    "traceback": "std_quiet:TRACEBACK",
    "types": "std_types:TABLE",
    "typing": "std_typing:TABLE",
    "warnings": "std_quiet:WARNINGS",
    "weakref": "std_types:WEAKREF",
    "keras": "keras_modules:KERAS_ITSELF",
    "keras.activations": "keras_modules:ACTIVATIONS",
    "keras.backend": "keras_backend:BACKEND",
    "keras.callbacks": "keras_ignored:CALLBACKS",
    "keras.constraints": "keras_ignored:CONSTRAINTS",
    "keras.datasets": "keras_ignored:DATASETS",
    "keras.initializers": "keras_ignored:INITIALIZERS",
    "keras.layers": "keras_modules:LAYERS",
    "keras.losses": "keras_ignored:LOSSES",
    "keras.metrics": "keras_ignored:METRICS",
    "keras.mixed_precision": "keras_ignored:PRECISION",
    "keras.models": "keras_modules:MODELS",
    "keras.ops": "keras_ops:OPS",
    "keras.ops.image": "keras_ops:OPS_IMAGE",
    "keras.ops.nn": "keras_ops:OPS_NN",
    "keras.ops.numpy": "keras_ops:OPS_NUMPY",
    "keras.ops.operation_utils": "keras_backend:OPERATION_UTILS",
    "keras.optimizers": "keras_ignored:OPTIMIZERS",
    "keras.random": "keras_ops:RANDOM",
    "keras.regularizers": "keras_ignored:REGULARIZERS",
    "keras.saving": "keras_ignored:SAVING",
    "keras.src.api_export": "keras_ignored:EXPORT",
    "keras.utils": "keras_backend:UTILS",
    "tensorflow": "keras_tensorflow:TENSORFLOW",
    "tensorflow.image": "keras_tensorflow:TF_IMAGE",
    "tensorflow.linalg": "keras_tensorflow:TF_LINALG",
    "tensorflow.math": "keras_tensorflow:TF_MATH",
    "tensorflow.nn": "keras_tensorflow:TF_NN",
    "torch": "torch:TABLE",
    "torch.nn": "torch_nn:TABLE",
    "torch.nn.functional": "torch_functional:TABLE",
    "torch.nn.init": "torch_modules:INIT",
    "torch._C": "torch_modules:INNER",
    "torch.amp": "torch_modules:AMP",
    "torch.autograd": "torch_modules:AUTOGRAD",
    "torch.autograd.function": "torch_modules:AUTOGRAD",
    "torch.backends": "torch_modules:BACKENDS",
    "torch.cuda": "torch_modules:CUDA",
    "torch.cuda.amp": "torch_modules:AMP",
    "torch.distributed": "torch_modules:DISTRIBUTED",
    "torch.fx": "torch_modules:FX",
    "torch.jit": "torch_modules:JIT",
    "torch.fft": "torch_fft:TABLE",
    "torch.onnx": "torch_modules:ONNX",
    "torch.linalg": "torch_modules:LINALG",
    "torch.ops": "torchvision_ops:OPS",
    "torch.ops.torchvision": "torchvision_ops:TABLE",
    "torch.special": "torch_modules:SPECIAL",
    "torch.types": "torch_modules:TYPES",
    "torch.utils": "torch_modules:UTILS",
    "torch.utils.checkpoint": "torch_modules:CHECKPOINT",
    "einops": "einops:TABLE",
    "einops.layers.torch": "einops_layers:TABLE",
    "numpy": "numpy:TABLE",
    "numpy.random": "numpy:RANDOM",
    "torchvision.extension": "torchvision_ops:EXTENSION",
    "torch.ao": "torch_nn_quantized:PACKAGE",
    "torch.ao.nn": "torch_nn_quantized:PACKAGE",
    "torch.ao.nn.quantizable": "torch_nn_quantized:PACKAGE",
    "torch.ao.nn.quantized": "torch_nn_quantized:TABLE",
    "torch.ao.quantization": "torch_nn_quantized:QUANTIZATION",
    "torch.nn.modules": "torch_nn:TABLE",
    "torch.nn.modules.activation": "torch_nn:TABLE",
    "torch.nn.modules.adaptive": "torch_nn:TABLE",
    "torch.nn.modules.batchnorm": "torch_nn:TABLE",
    "torch.nn.modules.channelshuffle": "torch_nn:TABLE",
    "torch.nn.modules.container": "torch_nn:TABLE",
    "torch.nn.modules.conv": "torch_nn:TABLE",
    "torch.nn.modules.distance": "torch_nn:TABLE",
    "torch.nn.modules.dropout": "torch_nn:TABLE",
    "torch.nn.modules.flatten": "torch_nn:TABLE",
    "torch.nn.modules.fold": "torch_nn:TABLE",
    "torch.nn.modules.instancenorm": "torch_nn:TABLE",
    "torch.nn.modules.lazy": "torch_nn:TABLE",
    "torch.nn.modules.linear": "torch_nn:TABLE",
    "torch.nn.modules.loss": "torch_nn:TABLE",
    "torch.nn.modules.module": "torch_nn:TABLE",
    "torch.nn.modules.normalization": "torch_nn:TABLE",
    "torch.nn.modules.padding": "torch_nn:TABLE",
    "torch.nn.modules.pixelshuffle": "torch_nn:TABLE",
    "torch.nn.modules.pooling": "torch_nn:TABLE",
    "torch.nn.modules.rnn": "torch_nn:TABLE",
    "torch.nn.modules.sparse": "torch_nn:TABLE",
    "torch.nn.modules.transformer": "torch_nn:TABLE",
    "torch.nn.modules.upsampling": "torch_nn:TABLE",
    "torch.nn.modules.utils": "torch_nn_utils:TUPLES",
    "torch.nn.parallel": "torch_nn:TABLE",
    "torch.nn.parameter": "torch_nn:TABLE",
    "torch.nn.quantized": "torch_nn_quantized:TABLE",
    "torch.nn.utils": "torch_nn_utils:TABLE",
    "torch.nn.utils.parametrizations": "torch_nn_utils:PARAMETRIZATIONS",
    "torch.nn.utils.rnn": "torch_nn_packing:TABLE",
    "torch.nn.utils.parametrize": "torch_nn_utils:PARAMETRIZE",
    "torch.quantization": "torch_nn_quantized:QUANTIZATION",
    "huggingface_hub": "lightning:HUB",
    "lightning": "lightning:TABLE",
    "lightning.pytorch": "lightning:TABLE",
    "pytorch_lightning": "lightning:TABLE",
    "timm.models._builder": "registries:TIMM_BUILDING",
    "timm.models._registry": "registries:TIMM",
    "torchvision.models._api": "registries:TORCHVISION",
}
"""Dotted module -> file:table beside this file."""

ALIASES: dict[str, str] = {
    "keras.engine": "keras.models",
    "keras.layers.experimental.preprocessing": "keras.layers",
    "keras.src": "keras",
    "keras.src.activations": "keras.activations",
    "keras.src.backend": "keras.backend",
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
    "tensorflow.compat.v1": "tensorflow",
    "tensorflow.compat.v2": "tensorflow",
    "tensorflow.keras": "keras",
    "tensorflow.keras.activations": "keras.activations",
    "tensorflow.keras.applications": "keras.applications",
    "tensorflow.keras.backend": "keras.backend",
    "tensorflow.keras.callbacks": "keras.callbacks",
    "tensorflow.keras.constraints": "keras.constraints",
    "tensorflow.keras.datasets": "keras.datasets",
    "tensorflow.keras.initializers": "keras.initializers",
    "tensorflow.keras.layers": "keras.layers",
    "tensorflow.keras.layers.experimental": "keras.layers",
    "tensorflow.keras.layers.experimental.preprocessing": "keras.layers",
    "tensorflow.keras.losses": "keras.losses",
    "tensorflow.keras.metrics": "keras.metrics",
    "tensorflow.keras.mixed_precision": "keras.mixed_precision",
    "tensorflow.keras.models": "keras.models",
    "tensorflow.keras.ops": "keras.ops",
    "tensorflow.keras.optimizers": "keras.optimizers",
    "tensorflow.keras.random": "keras.random",
    "tensorflow.keras.regularizers": "keras.regularizers",
    "tensorflow.keras.saving": "keras.saving",
    "tensorflow.keras.utils": "keras.utils",
    "posixpath": "os.path",
    "tf_keras": "keras",
    "typing_extensions": "typing",
}
"""Dotted module -> the module it is another name of."""

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


class OverlayModule(HostObject):
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
        self.find = find or overlay
        self.members: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"<module {self.name}>"

    def attribute_names(self) -> Sequence[str]:
        """The rows of its table."""
        return tuple(self.table)

    def holds(self, name: str) -> bool:
        """Whether the table has a row of that name, or it is a module of its own."""
        return name in self.members or name in self.table or f"{self.name}.{name}" in OVERLAYS

    def attribute(self, name: str, site: Site) -> object:
        """A row, a module inside, or something that is not known."""
        if name in self.members:
            return self.members[name]
        if name in self.table:
            row = self.table[name]
            found = row.make(f"{self.name}.{name}") if isinstance(row, Deferred) else row
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


def overlay(
    name: str, find: Callable[[str], HostObject | None] | None = None
) -> OverlayModule | None:
    """
    The stand-in for a module, by its dotted name; None where there is none.

    Every call makes a new one: an evaluation keeps its own. `find` finds the modules inside.
    """
    name = ALIASES.get(name, name)
    home = OVERLAYS.get(name)
    if home is None:
        return None
    file, _, table = home.partition(":")
    return OverlayModule(name, getattr(import_module(HERE + file), table), find)
