"""`nn.MultiheadAttention`: one layer, with a projection inside that is a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.torch.nn.layer import LayerClass
from convcalc.readers.python.libraries.torch.nn.layer import LayerInstance
from convcalc.readers.python.libraries.torch.nn.layer_entries import entry_of
from convcalc.readers.python.libraries.torch.nn.layer_inputs import tensors_of
from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE
from convcalc.readers.python.libraries.torch.tensor import TorchTensor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.graph.tensor import Module
    from convcalc.layers.core.layer import Layer
    from convcalc.layers.other.own_parameters import Parameters
    from convcalc.readers.python.objects.host import Site
    from convcalc.readers.python.tracing.tensors import TensorValue
    from convcalc.readers.python.tracing.trace import Trace

ENTRY = entry_of("MultiheadAttention")
APART = ("q_proj_weight", "k_proj_weight", "v_proj_weight")
INSIDE = "out_proj."
DEFAULTS = {"need_weights": True, "average_attn_weights": True}


class AttentionInstance(LayerInstance):
    """An attention; what is called is the whole, never the projection inside."""

    __slots__ = ()

    def set_up(
        self, layer_class: LayerClass, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Make the projection inside as well."""
        super().set_up(layer_class, args, kwargs)
        given = layer_class.maker.bound(args, kwargs)
        embed = given["embed_dim"]
        assert self.children is not None  # noqa: S101 (begun above)
        projection = LayerInstance(PROJECTION)
        projection.made_at = self.made_at
        projection.set_up(PROJECTION, (embed, embed), {"bias": given["bias"]})
        self.children["out_proj"] = projection
        same = self.attributes["kdim"] == embed and self.attributes["vdim"] == embed
        self.attributes["_qkv_same_embed_dim"] = same
        if "bias_k" not in self.layer.weights(()):
            self.attributes.update({"bias_k": None, "bias_v": None})

    def owned_names(self) -> tuple[str, ...]:
        """The projections that are there before those that are None."""
        if self.attributes["_qkv_same_embed_dim"]:
            return ("in_proj_weight", *APART, "in_proj_bias")
        return (*APART, "in_proj_weight", "in_proj_bias")

    def own_weights(self) -> dict[str, Any]:
        """Without those of the projection inside."""
        weights = super().own_weights()
        return {name: each for name, each in weights.items() if not name.startswith(INSIDE)}

    def is_leaf(self) -> bool:
        """Never: the projection is inside."""
        return False

    def stored(self) -> Parameters | None:
        """What it owns without the projection inside."""
        from convcalc.readers.python.libraries.torch.nn.module_paths import stored_by

        return stored_by(self)

    def takes(self) -> tuple[str, ...]:
        """All three."""
        return ("query", "key", "value")

    def words(self) -> str:
        """PyTorch shows nothing."""
        return ""

    def apply(
        self,
        trace: Trace,
        module: Module,
        path: str,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        site: Site,
    ) -> object:
        """The output, and the attention weights or None."""
        result = super().apply(trace, module, path, args, kwargs, site)
        if not isinstance(result, tuple):
            return result, None
        given = DEFAULTS | dict(zip(ENTRY.takes, args, strict=False)) | dict(kwargs)
        gathered, weights = result
        weights.dtype = gathered.dtype
        if not site.evaluator.decide(given["average_attn_weights"], site):
            heads = self.attributes["num_heads"]
            shape = (*weights.shape[:-2], heads, *weights.shape[-2:])
            weights = TorchTensor(trace.constant(shape), gathered.dtype)
        return gathered, weights

    def inputs(
        self, args: Sequence[Any], kwargs: Mapping[str, Any], site: Site
    ) -> tuple[list[TensorValue], Layer]:
        """
        Query, key and value.

        Raises:
            BadValue: If one is missing.
        """
        given = DEFAULTS | dict(zip(ENTRY.takes, args, strict=False)) | dict(kwargs)
        missing = [name for name in ENTRY.takes[:3] if given.get(name) is None]
        if missing:
            needed = " and ".join(map(repr, missing))
            raise BadValue(f"{self.cls.name}: forward() needs {needed}")
        found = [each for name in ENTRY.takes[:3] for each in tensors_of(given[name], site)]
        wanted = site.evaluator.decide(given["need_weights"], site)
        layer = self.own_layer()
        return found, layer if wanted else layer.replace(need_weights=False)


class AttentionClass(LayerClass):
    """`nn.MultiheadAttention`."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("MultiheadAttention", (MODULE,), ENTRY)
        self.instance_type = AttentionInstance

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """The arguments by name, with what PyTorch works out of them."""
        embed = given["embed_dim"]
        sides = {name: given[name] for name in ("kdim", "vdim") if given[name] is not None}
        heads = {"head_dim": embed // given["num_heads"]}
        return given | {"kdim": embed, "vdim": embed} | sides | heads


def _projection() -> LayerClass:
    from convcalc.readers.python.libraries.torch.nn.classes import class_of

    linear = class_of("Linear")
    return LayerClass("NonDynamicallyQuantizableLinear", (linear,), entry_of("Linear"), "Linear")


PROJECTION = _projection()
ATTENTION = AttentionClass()
