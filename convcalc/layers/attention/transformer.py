"""PyTorch's transformer: encoder and decoder layers, stacks of them, and the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.dims import product
from convcalc.layers.attention.attention import MultiheadAttention
from convcalc.layers.attention.attention import check_heads
from convcalc.layers.core.arguments import choice
from convcalc.layers.core.arguments import fraction
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.core.arguments import torch_switch
from convcalc.layers.core.axes import needs_inputs
from convcalc.layers.core.axes import needs_rank
from convcalc.layers.core.layer import Layer
from convcalc.layers.core.layer import NeedsInput
from convcalc.layers.core.trails import WHOLE
from convcalc.layers.core.trails import Trail
from convcalc.layers.core.trails import mixing
from convcalc.layers.normalisation.layer_norm import LayerNorm
from convcalc.layers.normalisation.layer_norm import torch_layer_norm
from convcalc.unknown import Unknown

if TYPE_CHECKING:
    from convcalc.dims import Dim
    from convcalc.layers.core.needs import Needs
    from convcalc.layers.core.shapes import Shape
    from convcalc.layers.core.shapes import Shapes
    from convcalc.layers.core.signatures import Given

MOST_LAYERS = 10_000


class TransformerLayer(Layer):
    """
    One transformer layer: self-attention, in a decoder attention to the memory, two linear layers.

    Shapes:
        inputs: (L, N, E), or (N, L, E) with `batch_first`, or (L, E); a decoder's memory (S, N, E)
            is the second
        weights: those of the attentions, linear1 (F, E), linear2 (E, F), and a norm (E) behind each
            of these
        result: as the first input

    Units: macs = those of the attentions + 2 · N · L · E · F; one operation an element for each
    bias, activation and addition, two for each norm.

    Source: torch.nn.TransformerEncoderLayer, TransformerDecoderLayer; torch.utils.flop_counter for
    the work.
    """

    kind: ClassVar[str] = "transformerlayer"
    takes_many: ClassVar[bool] = True

    d_model: Dim | None
    nhead: Dim
    dim_feedforward: Dim
    batch_first: bool
    bias: bool
    decoder: bool

    def model(self, inputs: Shapes) -> Dim:
        """The features, as they were said or as the first input has them."""
        if self.d_model is not None:
            return self.d_model
        if not inputs:
            raise NeedsInput
        return inputs[0][-1]

    @property
    def attention(self) -> MultiheadAttention:
        """The attention inside; a decoder has two."""
        return MultiheadAttention(
            embed_dim=self.d_model,
            num_heads=self.nhead,
            bias=self.bias,
            batch_first=self.batch_first,
            need_weights=False,
        )

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the first input."""
        if self.decoder:
            needs_inputs(inputs, 2, 2, "the target and the memory")
        else:
            needs_inputs(inputs, 1, 1, "one input")
        attention = self.attention
        found = attention.outputs(inputs[:1], needs)
        if self.decoder:
            attention.outputs((inputs[0], inputs[1], inputs[1]), needs)
        return found

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Part by part, by PyTorch's names."""
        model, inner = self.model(inputs), self.dim_feedforward
        attentions = ("self_attn", "multihead_attn") if self.decoder else ("self_attn",)
        attention = self.attention.weights(inputs)
        found = {f"{part}.{name}": each for part in attentions for name, each in attention.items()}
        parts: dict[str, tuple[Shape, Shape]] = {
            "linear1": ((inner, model), (inner,)),
            "linear2": ((model, inner), (model,)),
        }
        parts |= {f"norm{index + 1}": ((model,), (model,)) for index in range(len(attentions) + 1)}
        for part, (weight, bias) in parts.items():
            found[f"{part}.weight"] = weight
            if self.bias:
                found[f"{part}.bias"] = bias
        return found

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The attentions and the two linear layers."""
        attention = self.attention
        total = attention.macs(inputs[:1], ())
        if self.decoder:
            total = total + attention.macs((inputs[0], inputs[1], inputs[1]), ())
        rows = product(inputs[0][:-1])
        return total + 2 * rows * self.model(inputs) * self.dim_feedforward

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Biases, activation, the additions around each part and the norms behind them."""
        attention = self.attention
        total = attention.elementwise(inputs[:1], ())
        if self.decoder:
            total = total + attention.elementwise((inputs[0], inputs[1], inputs[1]), ())
        rows = product(inputs[0][:-1])
        inner = rows * self.dim_feedforward * (1 + self.bias)
        norms = 3 if self.decoder else 2
        return total + inner + rows * self.model(inputs) * (3 * norms + self.bias)

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """All positions and all features of the own sequence, and of the memory."""
        return _all_of_the_sequence(inputs, outputs, batch_first=self.batch_first)

    def wanted_ranks(self) -> tuple[int, ...]:
        """Batched or not."""
        return (3, 2)


class TransformerStack(Layer):
    """
    Equal transformer layers one behind the other, and a norm behind them if there is one.

    Shapes:
        as the layer inside

    Source: torch.nn.TransformerEncoder, TransformerDecoder.
    """

    kind: ClassVar[str] = "transformer"
    takes_many: ClassVar[bool] = True

    layer: TransformerLayer
    num_layers: int
    norm: Layer | None = None

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the first input."""
        found = self.layer.outputs(inputs, needs)
        return found if self.norm is None else self.norm.outputs(found, needs)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """The layers' own, numbered, and the norm's."""
        one = self.layer.weights(inputs[:1])
        found = {
            f"layers.{index}.{name}": shape
            for index in range(self.num_layers)
            for name, shape in one.items()
        }
        norm = {} if self.norm is None else self.norm.weights(inputs[:1])
        return found | {f"norm.{name}": shape for name, shape in norm.items()}

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """The layers'."""
        return self.layer.macs(inputs, outputs) * self.num_layers

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """The layers', and the norm's."""
        layers = self.layer.elementwise(inputs, outputs) * self.num_layers
        norm: Dim | Unknown = 0
        if self.norm is not None:
            norm = self.norm.elementwise(outputs, outputs)
        return norm if isinstance(norm, Unknown) else layers + norm

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """As the layers."""
        return self.layer.trails(inputs, outputs)

    def wanted_ranks(self) -> tuple[int, ...]:
        """Batched or not."""
        return (3, 2)


class Transformer(Layer):
    """
    An encoder for the source and a decoder for the target.

    Shapes:
        inputs: source (S, N, E) and target (T, N, E), or batch first, or without N
        result: as the target

    Source: torch.nn.Transformer, "Shape".
    """

    kind: ClassVar[str] = "transformer"
    takes_many: ClassVar[bool] = True

    encoder: TransformerStack
    decoder: TransformerStack

    def outputs(self, inputs: Shapes, needs: Needs) -> Shapes:
        """As the target."""
        needs_inputs(inputs, 2, 2, "the source and the target")
        for shape in inputs:
            needs_rank(shape, (2, 3), "(L, N, E), batch first (N, L, E), or (L, E)")
        memory = self.encoder.outputs(inputs[:1], needs)
        return self.decoder.outputs((inputs[1], *memory), needs)

    def weights(self, inputs: Shapes) -> dict[str, Shape]:
        """Those of both stacks."""
        stacks = (("encoder", self.encoder), ("decoder", self.decoder))
        return {
            f"{part}.{name}": shape
            for part, stack in stacks
            for name, shape in stack.weights(inputs[:1]).items()
        }

    def macs(self, inputs: Shapes, outputs: Shapes) -> Dim:
        """Those of both stacks."""
        source, target = inputs
        return self.encoder.macs((source,), ()) + self.decoder.macs((target, source), ())

    def elementwise(self, inputs: Shapes, outputs: Shapes) -> Dim | Unknown:
        """Those of both stacks."""
        source, target = inputs
        first = self.encoder.elementwise((source,), (source,))
        second = self.decoder.elementwise((target, source), outputs)
        if isinstance(first, Unknown) or isinstance(second, Unknown):
            return first if isinstance(first, Unknown) else second
        return first + second

    def trails(self, inputs: Shapes, outputs: Shapes) -> tuple[Trail, ...]:
        """All of the source, and all of the target."""
        batch_first = self.decoder.layer.batch_first
        target, source = _all_of_the_sequence(inputs[::-1], outputs, batch_first=batch_first)
        return source, target

    def wanted_ranks(self) -> tuple[int, ...]:
        """Batched or not."""
        return (3, 2)


def _all_of_the_sequence(
    inputs: Shapes, outputs: Shapes, *, batch_first: bool
) -> tuple[Trail, ...]:
    """The first input is the sequence itself, the others are looked at from it."""
    rank = len(inputs[0])
    time = 1 if rank == 3 and batch_first else 0
    own = mixing(inputs[0], outputs[0], (time, rank - 1))
    other: Trail = own | {time: (None, WHOLE)}
    return (own, *(other for _ in inputs[1:]))


def torch_transformer_layer(given: Given, decoder: bool) -> TransformerLayer:
    """torch.nn.TransformerEncoderLayer, TransformerDecoderLayer."""
    fraction(given.dropout, "dropout")
    if isinstance(given.activation, str):
        choice(given.activation, "activation", ("relu", "gelu"))
    layer = TransformerLayer(
        d_model=size(given.d_model, "d_model"),
        nhead=size(given.nhead, "nhead"),
        dim_feedforward=size(given.dim_feedforward, "dim_feedforward"),
        batch_first=torch_switch(given.batch_first, "batch_first"),
        bias=torch_switch(given.bias, "bias"),
        decoder=decoder,
    )
    torch_switch(given.norm_first, "norm_first")
    if layer.d_model is not None:
        check_heads(layer.d_model, layer.nhead)
    return layer


def stack(name: str, layer: Any, num_layers: Any, norm: Any, *, decoder: bool) -> TransformerStack:
    """
    Layers one behind the other, and a norm.

    Raises:
        BadValue: If the layer is of another sort, or there are too many.
    """
    if not isinstance(layer, TransformerLayer) or layer.decoder is not decoder:
        refuse(name, layer, f"a Transformer{'De' if decoder else 'En'}coderLayer")
    if norm is not None and not isinstance(norm, Layer):
        refuse("norm", norm, "a layer, for example LayerNorm, or None")
    return TransformerStack(layer=layer, num_layers=_count(num_layers, "num_layers"), norm=norm)


def _count(value: Any, name: str) -> int:
    if type(value) is not int or not 0 <= value <= MOST_LAYERS:
        refuse(name, value, f"a whole number, at most {MOST_LAYERS}")
    return value


def torch_encoder(given: Given) -> TransformerStack:
    """torch.nn.TransformerEncoder."""
    return stack("encoder_layer", given.encoder_layer, given.num_layers, given.norm, decoder=False)


def torch_decoder(given: Given) -> TransformerStack:
    """torch.nn.TransformerDecoder."""
    return stack("decoder_layer", given.decoder_layer, given.num_layers, given.norm, decoder=True)


def torch_transformer(given: Given) -> Transformer:
    """torch.nn.Transformer; both stacks end in a norm."""
    norm = torch_layer_norm(given.but(normalized_shape=given.d_model, elementwise_affine=True))
    encoder, decoder = given.custom_encoder, given.custom_decoder
    if encoder is None:
        layer = torch_transformer_layer(given, False)
        encoder = stack("encoder_layer", layer, given.num_encoder_layers, norm, decoder=False)
    if decoder is None:
        layer = torch_transformer_layer(given, True)
        decoder = stack("decoder_layer", layer, given.num_decoder_layers, norm, decoder=True)
    for name, each in (("custom_encoder", encoder), ("custom_decoder", decoder)):
        if not isinstance(each, TransformerStack):
            refuse(name, each, "a TransformerEncoder or TransformerDecoder, or None")
    return Transformer(encoder=encoder, decoder=decoder)


def native_transformer_layer(given: Given, decoder: bool) -> TransformerLayer:
    """The native transformerencoderlayer and transformerdecoderlayer: batch first."""
    return TransformerLayer(
        d_model=None,
        nhead=size(given.num_heads, "num_heads"),
        dim_feedforward=size(given.dim_feedforward, "dim_feedforward"),
        batch_first=True,
        bias=switch(given.bias, "bias"),
        decoder=decoder,
    )


def native_transformer(given: Given) -> Transformer:
    """The native transformer: batch first; both stacks end in a norm."""
    norm = LayerNorm() if given.bias else LayerNorm(names=("weight",))
    first, second = (native_transformer_layer(given, decoder) for decoder in (False, True))
    return Transformer(
        encoder=stack("encoder_layer", first, given.num_encoder_layers, norm, decoder=False),
        decoder=stack("decoder_layer", second, given.num_decoder_layers, norm, decoder=True),
    )
