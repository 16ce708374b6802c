"""What a printed module of PyTorch's holds: its layer, or what a print leaves open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import product
from convcalc.errors import ConvcalcError
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.other.own_parameters import Parameters
from convcalc.layers.other.unread_call import Stated
from convcalc.readers.printed.words import arguments_in
from convcalc.values import Value
from convcalc.vocabulary import TORCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.layers.core.layer import Layer
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.printed.tree import Printed

CHAINS = frozenset({"Sequential"})
"""Classes whose children run one after the other."""

TORCHVISION_CHAINS = frozenset(
    {"Conv2dNormActivation", "Conv3dNormActivation", "ConvBNActivation", "ConvBNReLU"}
)
"""Classes of torchvision's that are derived from Sequential and add nothing."""

WRAPPERS = frozenset({"DataParallel", "DistributedDataParallel", "OptimizedModule"})
"""Classes that hand what they are given to their one child."""

HOLDERS = frozenset(
    {
        *CHAINS,
        *TORCHVISION_CHAINS,
        *WRAPPERS,
        "AdaptiveLogSoftmaxWithLoss",
        "ModuleDict",
        "ModuleList",
        "None",
        "Parameter",
        "Transformer",
        "TransformerDecoder",
        "TransformerDecoderLayer",
        "TransformerEncoder",
        "TransformerEncoderLayer",
        "_Orthogonal",
        "_SpectralNorm",
        "_WeightNorm",
    }
)
"""Classes without parameters besides those of their children."""

ATTENTION_USERS = frozenset({"TransformerDecoderLayer", "TransformerEncoderLayer"})
"""Classes of PyTorch's whose attention has keys and values of the width of its queries."""

LEFT_OUT = {
    "LazyLinear": (0, ("in_features",)),
    "UpsamplingNearest2d": (0, ("mode",)),
    "UpsamplingBilinear2d": (0, ("mode",)),
}
"""What is printed besides the arguments: how many of those without a name, and which names."""

QUANTISED = re.compile(r"Quant(?!iz(?:able|er))|[48]bit|Int8|GPTQ|AWQ|Packed|Fp8|FP8")
"""Signs of classes whose weights are packed, so that their sizes do not say how many there are."""

NO_LAYER = "what it holds is not printed"


class Holding(Value):
    """
    What a module holds itself.

    `is_torch` where the class is PyTorch's own, so that it holds nothing besides; `is_layer` where
    what it does is known as well.
    """

    layer: Layer
    is_torch: bool = True
    is_layer: bool = False


def holding_of(module: Printed, above: Sequence[Printed]) -> Holding | None:
    """
    What a module holds itself; None where it holds nothing but other modules.

    `above` are the modules that it is in, the nearest one last.
    """
    cls = module.cls
    parent = above[-1] if above else None
    if cls in HOLDERS or is_loss(cls):
        return None
    if cls in {"ParameterList", "ParameterDict"}:
        listed = [each for each in module.children if each.cls == "Parameter"]
        return Holding(layer=_parameters({each.name: _sizes(each.extra) for each in listed}))
    if cls == "MultiheadAttention":
        return _attention(module, parent)
    if cls == "NonDynamicallyQuantizableLinear" and parent and parent.cls == "MultiheadAttention":
        return _named(module, "Linear")
    if cls == "ParametrizationList" and len(above) > 1:
        return _parametrised(module, above[-2])
    if cls.startswith("Parametrized"):
        return _without_parametrised(module, cls.removeprefix("Parametrized"))
    if cls in TORCH:
        return _named(module, cls)
    return _derived(module)


def is_loss(cls: str) -> bool:
    """Whether a class is one of PyTorch's losses, which hold nothing."""
    if not cls.endswith("Loss"):
        return False
    from convcalc.readers.python.libraries.torch.nn.loss_entries import LOSSES

    return cls in LOSSES


def weights_of(holding: Holding) -> tuple[Shape, ...]:
    """The shapes of its weights; none where they are not known."""
    try:
        return tuple(holding.layer.weights(()).values())
    except NeedsInput:
        return ()


def hidden(reason: str, *, is_torch: bool = True) -> Holding:
    """What holds parameters whose number is not known."""
    return Holding(layer=Stated(shapes=(), reason=reason, has_weights=True), is_torch=is_torch)


def _parameters(weights: dict[str, Shape], buffers: dict[str, Shape] | None = None) -> Parameters:
    return Parameters(
        weights_by_name=tuple(weights.items()), buffers_by_name=tuple((buffers or {}).items())
    )


def _sizes(text: str) -> Shape:
    return tuple(int(each[:18]) for each in text.split("x") if each)


def _made(module: Printed, cls: str) -> Layer:
    """
    The layer of a class with the arguments that are printed.

    Raises:
        ConvcalcError: If these are not what it takes.
    """
    args, kwargs = arguments_in(module.extra)
    count, names = LEFT_OUT.get(cls, (int(cls.startswith("Lazy")), ()))
    for name in names:
        kwargs.pop(name, None)
    maker = TORCH.find(cls)
    assert maker is not None  # noqa: S101 (whoever asks has looked)
    return maker.make(args[count:], kwargs)


def _named(module: Printed, cls: str) -> Holding:
    """What a layer of PyTorch's holds and does."""
    try:
        return Holding(layer=_made(module, cls), is_layer=True)
    except ConvcalcError as problem:
        if cls.startswith("FractionalMaxPool"):
            return Holding(layer=Stated(shapes=(), reason="its window is not printed"))
        return hidden(problem.message)


def _attention(module: Printed, parent: Printed | None) -> Holding:
    """The projections into the attention: the print shows only that which leads out of it."""
    projection = next((each for each in module.children if each.name == "out_proj"), None)
    try:
        weights = _made(projection, "Linear").weights(()) if projection else {}
    except ConvcalcError:
        weights = {}
    if "weight" not in weights:
        return hidden("its projections are not printed")
    width = weights["weight"][0]
    inner: dict[str, Shape] = {"in_proj_weight": (3 * width, width)}
    if "bias" in weights:
        inner["in_proj_bias"] = (3 * width,)
    if parent is not None and parent.cls in ATTENTION_USERS:
        return Holding(layer=_parameters(inner))
    count = sum(product(each) for each in inner.values())
    return hidden(
        f"{count:,} where its keys and values have {width:,} features, too: kdim and vdim are not "
        "printed"
    )


def _without_parametrised(module: Printed, cls: str) -> Holding:
    """What is left of a layer whose weights are made of others, which its child holds."""
    if cls not in TORCH:
        return hidden(NO_LAYER, is_torch=False)
    lists = next((each for each in module.children if each.name == "parametrizations"), None)
    made = {each.name for each in lists.children} if lists else set()
    try:
        layer = _made(module, cls)
        kept = {name: shape for name, shape in layer.weights(()).items() if name not in made}
        return Holding(layer=_parameters(kept, layer.buffers(())))
    except ConvcalcError as problem:
        return hidden(problem.message)
    except NeedsInput:
        return hidden(NO_LAYER)


def _parametrised(module: Printed, owner: Printed) -> Holding:
    """What a parametrised weight is made of."""
    ways = {each.cls for each in module.children}
    cls = owner.cls.removeprefix("Parametrized")
    try:
        shape = _made(owner, cls).weights(()).get(module.name) if cls in TORCH else None
    except (ConvcalcError, NeedsInput):
        shape = None
    if shape is None or not ways <= {"_SpectralNorm", "_WeightNorm", "_Orthogonal"}:
        return hidden(NO_LAYER, is_torch=False)
    if "_WeightNorm" not in ways:
        return Holding(layer=_parameters({"original": shape}))
    count = product(shape) + shape[0]
    return hidden(f"{count:,} where weight_norm has dim=0, which is not printed")


def with_ceiling(module: Printed) -> Layer | None:
    """The layer with ceil_mode=True of a pooling whose print does not say it; None for others."""
    if module.cls not in {"AvgPool1d", "AvgPool2d", "AvgPool3d"} or "ceil_mode" in module.extra:
        return None
    return _made(module.replace(extra=f"{module.extra}, ceil_mode=True"), module.cls)


def _derived(module: Printed) -> Holding | None:
    """What a class of someone's own holds that prints the arguments of a layer of PyTorch's."""
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    try:
        args, kwargs = arguments_in(module.extra)
        base = base_of(module.cls, args, kwargs)
        if base is not None:
            layer = _made(module, base)
            return Holding(layer=_parameters(layer.weights(()), layer.buffers(())), is_torch=False)
    except (ConvcalcError, NeedsInput):
        return hidden(NO_LAYER, is_torch=False)
    if module.cls == "FrozenBatchNorm2d" and args and isinstance(args[0], int):
        names = ("weight", "bias", "running_mean", "running_var")
        return Holding(layer=_parameters({}, dict.fromkeys(names, (args[0],))))
    if (module.cls, *kwargs) in {("StochasticDepth", "p", "mode"), ("DropPath", "drop_prob")}:
        return Holding(layer=_parameters({}))
    return None if module.children else hidden(NO_LAYER, is_torch=False)


def base_of(cls: str, args: Sequence[Any], kwargs: dict[str, Any]) -> str | None:
    """
    The class of PyTorch's that prints such arguments; None where there is none for sure.

    >>> base_of("Conv2dSame", [3, 8], {"kernel_size": (3, 3), "stride": (1, 1)})
    'Conv2d'
    """
    given = kwargs.keys()
    numbers = [each for each in args if type(each) is int]
    kernel = kwargs.get("kernel_size")
    if QUANTISED.search(cls) or given & {"scale", "zero_point", "qscheme"}:
        return None
    if len(numbers) < len(args):
        return _layer_norm(cls, args, kwargs)
    if len(numbers) == 2 and isinstance(kernel, tuple) and len(kernel) in (1, 2, 3):
        is_transposed = "output_padding" in given or "Transpose" in cls or "Deconv" in cls
        return f"Conv{'Transpose' if is_transposed else ''}{len(kernel)}d"
    if len(numbers) == 1 and given >= {"eps", "momentum", "affine", "track_running_stats"}:
        return "InstanceNorm2d" if "Instance" in cls else "BatchNorm2d"
    if len(numbers) == 2 and given >= {"eps", "affine"}:
        return "GroupNorm"
    if not args and given >= {"in_features", "out_features", "bias"}:
        return "Linear"
    if not args and given == {"num_parameters"}:
        return "PReLU"
    return None


def _layer_norm(cls: str, args: Sequence[Any], kwargs: dict[str, Any]) -> str | None:
    is_norm = kwargs.keys() >= {"eps", "elementwise_affine"}
    if not is_norm or len(args) != 1 or not isinstance(args[0], tuple):
        return None
    if "RMS" in cls:
        return "RMSNorm"
    return "LayerNorm" if "LayerNorm" in cls or "bias" in kwargs else None
