"""Functions that are not read and change nothing that they are given, by what they are called."""

from __future__ import annotations

import ast
import re

from convcalc.readers.python.objects.classes import ClassObject
from convcalc.readers.python.objects.functions import Function
from convcalc.readers.python.tracing.models import Model

LIBRARIES = frozenset(
    {
        "PIL",
        "calflops",
        "fvcore",
        "hiddenlayer",
        "loguru",
        "lpips",
        "matplotlib",
        "mlflow",
        "ptflops",
        "plt",
        "pytest",
        "sklearn",
        "tensorboard",
        "tensorboardX",
        "thop",
        "torchprofile",
        "torchscan",
        "torchstat",
        "torchinfo",
        "torchmetrics",
        "torchsummary",
        "torchview",
        "torchviz",
        "tqdm",
        "wandb",
    }
)
"""What of these libraries is called looks at a model, draws, measures or keeps a record."""

LOOKING = re.compile(
    r"(?:^|_)(?:assert|draw|dump|export|info|log|logger|macs|flops|plot|print|profile|save|show"
    r"|size|summary|time|timer|visualize|warn|watch|write|writer)(?:_|$)"
)
"""Words of a function's name that say the same."""

FILLING = re.compile(
    r"(?:^|_)(?:add|add_graph|check|compute|count|cycle|eval|evaluate|fit|get|hash|init|initialize"
    r"|initialise|load|loss|measure|metric|metrics|num|optim|optimizer|register|report|scheduler|seed|test"
    r"|functional_call|trace|train|trainer|unittest|validate|weights)(?:_|$)"
)
"""Words of a function's name that, of a model, say that only its weights get other numbers."""

CLASSES = re.compile(r"(?:Loss|Optimizer|Scheduler|Trainer|Writer|Logger|Meter|Timer|Loader)$")
"""How the names of classes end whose objects train a model, or tell of it."""

DOCUMENTING = re.compile(r"doc_?strings?(?:_|$)")
"""What the name of a decorator ends with, or goes on from, that only writes documentation."""

WEIGHTS = re.compile(r"^_?(?:init|initiali[sz]e)_(?:all_)?weights$")
"""Methods that fill weights, where they are under `torch.no_grad` besides."""

CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def only_documents(decorator: ast.expr) -> bool:
    """Whether a decorator says that it writes documentation, and nothing else."""
    return DOCUMENTING.search(_name_of(decorator)) is not None


def only_fills(decorator: ast.expr, value: object) -> bool:
    """Whether a function fills weights, as its name says and the gradients it goes without."""
    name = value.attributes.get("__name__", value.name) if isinstance(value, Function) else ""
    return WEIGHTS.match(str(name)) is not None and _name_of(decorator) == "no_grad"


def _name_of(decorator: ast.expr) -> str:
    """The last word of a decorator's name."""
    if isinstance(decorator, ast.Call):
        decorator = decorator.func
    return getattr(decorator, "attr", "") or getattr(decorator, "id", "")


def only_looks(name: str, value: object) -> bool:
    """Whether what is called by a dotted name leaves a value alone that it is given."""
    words = BRACKETS.sub("", name).split(".")
    spelled = CAPITAL.sub("_", words[-1]).lower()
    if words[0] in LIBRARIES or LOOKING.search(spelled):
        return True
    if not isinstance(value, (Model, ClassObject)):
        return False
    return FILLING.search(spelled) is not None or CLASSES.search(words[-1]) is not None
