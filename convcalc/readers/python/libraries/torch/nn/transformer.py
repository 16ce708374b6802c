"""The transformers of torch.nn: modules that hold the layers that PyTorch's own hold."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.torch.nn.classes import class_of
from convcalc.readers.python.libraries.torch.nn.losses import functional
from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.classes import HostStatic
from convcalc.readers.python.objects.host import HostObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from convcalc.readers.python.objects.host import Site

LAYER_ARGUMENTS: dict[str, Any] = {
    "d_model": None,
    "nhead": None,
    "dim_feedforward": 2048,
    "dropout": 0.1,
    "activation": "relu",
    "layer_norm_eps": 1e-5,
    "batch_first": False,
    "norm_first": False,
    "bias": True,
    "device": None,
    "dtype": None,
}
WHOLE_ARGUMENTS: dict[str, Any] = {
    "d_model": 512,
    "nhead": 8,
    "num_encoder_layers": 6,
    "num_decoder_layers": 6,
    "dim_feedforward": 2048,
    "dropout": 0.1,
    "activation": "relu",
    "custom_encoder": None,
    "custom_decoder": None,
    "layer_norm_eps": 1e-5,
    "batch_first": False,
    "norm_first": False,
    "bias": True,
    "device": None,
    "dtype": None,
}
MOST_LAYERS = 10_000
NO_WEIGHTS = {"need_weights": False}


def given_of(
    defaults: Mapping[str, Any], args: tuple[Any, ...], kwargs: Mapping[str, Any], what: str
) -> dict[str, Any]:
    """
    The arguments by name, defaults among them.

    Raises:
        BadValue: If one is unknown, missing or one too many.
    """
    unknown = [name for name in kwargs if name not in defaults]
    if unknown or len(args) > len(defaults):
        taken = repr(unknown[0]) if unknown else f"{len(args)} arguments"
        raise BadValue(f"{what}() does not take {taken}", expected=", ".join(defaults))
    given = {**defaults, **dict(zip(defaults, args, strict=False)), **kwargs}
    missing = [name for name in ("d_model", "nhead") if name in given and given[name] is None]
    if missing:
        raise BadValue(f"{what}() needs {' and '.join(map(repr, missing))}")
    return given


def make(name: str, site: Site, *args: Any, **kwargs: Any) -> ModuleInstance:
    """A module of torch.nn."""
    return class_of(name).call(list(args), kwargs, site)  # type: ignore[no-any-return]  # a module


def run(module: ModuleInstance, name: str, site: Site, *args: Any, **kwargs: Any) -> Any:
    """Call what a module holds under a name."""
    held: Any = module.attribute(name, site)
    return held.call(list(args), kwargs, site)


def plus(left: Any, right: Any, site: Site) -> Any:
    """The sum of two tensors, as an operation of the module that is called."""
    return left.binary("+", right, site, reflected=False)


# one layer


def _parts(*, is_decoder: bool) -> tuple[list[str], list[str]]:
    norms = ["norm1", "norm2", "norm3"] if is_decoder else ["norm1", "norm2"]
    return norms, [name.replace("norm", "dropout") for name in norms]


def _layer(site: Site, module: ModuleInstance, args: Any, kwargs: Any, *, is_decoder: bool) -> None:
    given = given_of(LAYER_ARGUMENTS, args, kwargs, module.cls.name)
    model, wide, rate = given["d_model"], given["dim_feedforward"], given["dropout"]
    bias = given["bias"]
    attention = {"dropout": rate, "bias": bias, "batch_first": given["batch_first"]}
    norms, dropouts = _parts(is_decoder=is_decoder)
    module.begin()
    held = {"self_attn": make("MultiheadAttention", site, model, given["nhead"], **attention)}
    if is_decoder:
        held["multihead_attn"] = make(
            "MultiheadAttention", site, model, given["nhead"], **attention
        )
    held["linear1"] = make("Linear", site, model, wide, bias=bias)
    held["dropout"] = make("Dropout", site, rate)
    held["linear2"] = make("Linear", site, wide, model, bias=bias)
    for name in norms:
        eps = given["layer_norm_eps"]
        held[name] = make("LayerNorm", site, model, eps=eps, bias=bias)
    for name in dropouts:
        held[name] = make("Dropout", site, rate)
    for name, each in held.items():
        module.register_module(name, each, site)
    module.put("norm_first", site.evaluator.decide(given["norm_first"], site), site)
    if not is_decoder:
        module.put("activation_relu_or_gelu", _known_activation(given["activation"]), site)
    module.assign("activation", _activation(given["activation"], site), site)


def _known_activation(wanted: Any) -> int:
    name = wanted.cls.name if isinstance(wanted, ModuleInstance) else wanted
    return {"relu": 1, "ReLU": 1, "gelu": 2, "GELU": 2}.get(name, 0) if type(name) is str else 0


def _activation(wanted: Any, site: Site) -> HostObject:
    if wanted in ("relu", "gelu"):
        return functional(wanted, site)  # type: ignore[no-any-return]  # a function
    if isinstance(wanted, HostObject):
        return wanted
    raise BadValue(f"activation={wanted!r}", expected="'relu', 'gelu' or a function")


def _encoder_layer(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> None:
    _layer(site, module, args, kwargs, is_decoder=False)


def _decoder_layer(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> None:
    _layer(site, module, args, kwargs, is_decoder=True)


def _look(module: ModuleInstance, attention: str, dropout: str, site: Site) -> Callable[..., Any]:
    """The attention of a layer, and the dropout behind it."""

    def look(x: Any, memory: Any = None) -> Any:
        other = x if memory is None else memory
        gathered = run(module, attention, site, x, other, other, **NO_WEIGHTS)
        return run(module, dropout, site, gathered[0])

    return look


def _feed(module: ModuleInstance, dropout: str, site: Site) -> Callable[..., Any]:
    """The two linear layers of a layer, and the dropout behind them."""

    def feed(x: Any) -> Any:
        x = run(module, "activation", site, run(module, "linear1", site, x))
        x = run(module, "linear2", site, run(module, "dropout", site, x))
        return run(module, dropout, site, x)

    return feed


def _residual(
    module: ModuleInstance, norm: str, inner: Callable[[Any], Any], x: Any, site: Site
) -> Any:
    """The sum with what an inner function makes, normalised before or behind it."""
    if module.attributes["norm_first"]:
        return plus(x, inner(run(module, norm, site, x)), site)
    return run(module, norm, site, plus(x, inner(x), site))


def _encode(site: Site, module: ModuleInstance, src: Any, *masks: Any, **named: Any) -> object:
    look = _look(module, "self_attn", "dropout1", site)
    x = _residual(module, "norm1", look, src, site)
    return _residual(module, "norm2", _feed(module, "dropout2", site), x, site)


def _decode(
    site: Site, module: ModuleInstance, tgt: Any, memory: Any, *masks: Any, **named: Any
) -> object:
    look = _look(module, "self_attn", "dropout1", site)
    other = _look(module, "multihead_attn", "dropout2", site)
    x = _residual(module, "norm1", look, tgt, site)
    x = _residual(module, "norm2", lambda given: other(given, memory), x, site)
    return _residual(module, "norm3", _feed(module, "dropout3", site), x, site)


# several layers


def _several(site: Site, module: ModuleInstance, layer: Any, count: Any, norm: Any) -> None:
    from convcalc.readers.python.libraries.std.copy import deep

    if type(count) is not int or not 0 <= count <= MOST_LAYERS:
        raise BadValue(f"num_layers={count!r}", expected=f"a whole number up to {MOST_LAYERS}")
    module.begin()
    layers = [deep(layer, {}, site) for _ in range(count)]
    module.register_module("layers", make("ModuleList", site, layers), site)
    module.put("num_layers", count, site)
    module.assign("norm", norm, site)


def _encoder(
    site: Site,
    module: ModuleInstance,
    encoder_layer: Any,
    num_layers: Any,
    norm: Any = None,
    enable_nested_tensor: Any = True,
    mask_check: Any = True,
) -> None:
    _several(site, module, encoder_layer, num_layers, norm)
    module.put("enable_nested_tensor", enable_nested_tensor, site)
    module.put("use_nested_tensor", False, site)
    module.put("mask_check", mask_check, site)


def _decoder(
    site: Site, module: ModuleInstance, decoder_layer: Any, num_layers: Any, norm: Any = None
) -> None:
    _several(site, module, decoder_layer, num_layers, norm)


def _through(site: Site, module: ModuleInstance, x: Any, *more: Any) -> object:
    layers: Any = module.attribute("layers", site)
    for _, each in layers.held():
        x = each.call([x, *more], {}, site)
    norm: Any = module.attribute("norm", site)
    return x if norm is None else norm.call([x], {}, site)


def _encode_all(site: Site, module: ModuleInstance, src: Any, *masks: Any, **named: Any) -> object:
    return _through(site, module, src)


def _decode_all(
    site: Site, module: ModuleInstance, tgt: Any, memory: Any, *masks: Any, **named: Any
) -> object:
    return _through(site, module, tgt, memory)


# the whole


def _transformer(site: Site, module: ModuleInstance, *args: Any, **kwargs: Any) -> None:
    given = given_of(WHOLE_ARGUMENTS, args, kwargs, module.cls.name)
    module.begin()
    common = {name: each for name, each in given.items() if name in LAYER_ARGUMENTS}
    for side, layer in (
        ("encoder", "TransformerEncoderLayer"),
        ("decoder", "TransformerDecoderLayer"),
    ):
        whole = given[f"custom_{side}"]
        if whole is None:
            norm = make(
                "LayerNorm", site, given["d_model"], eps=given["layer_norm_eps"], bias=given["bias"]
            )
            count = given[f"num_{side}_layers"]
            whole = make(
                f"Transformer{side.title()}", site, make(layer, site, **common), count, norm
            )
        module.assign(side, whole, site)
    for name in ("d_model", "nhead", "batch_first"):
        module.put(name, given[name], site)


def _transform(
    site: Site, module: ModuleInstance, src: Any, tgt: Any, *masks: Any, **named: Any
) -> object:
    memory = run(module, "encoder", site, src)
    return run(module, "decoder", site, tgt, memory)


def _square_mask(site: Site, sz: Any, device: Any = None, dtype: Any = None) -> object:
    from convcalc.readers.python.libraries.torch.nn.parameter import buffer_of

    return buffer_of((sz, sz))


def _class(name: str, initialise: Callable[..., Any], forward: Callable[..., Any]) -> HostClass:
    namespace = {
        "__init__": HostMethod("__init__", initialise),
        "forward": HostMethod("forward", forward),
    }
    return HostClass(name, (MODULE,), namespace, module="torch.nn.modules.transformer")


ENCODER_LAYER = _class("TransformerEncoderLayer", _encoder_layer, _encode)
DECODER_LAYER = _class("TransformerDecoderLayer", _decoder_layer, _decode)
ENCODER = _class("TransformerEncoder", _encoder, _encode_all)
DECODER = _class("TransformerDecoder", _decoder, _decode_all)
TRANSFORMER = _class("Transformer", _transformer, _transform)
TRANSFORMER.namespace["generate_square_subsequent_mask"] = HostStatic(
    "generate_square_subsequent_mask", _square_mask
)
