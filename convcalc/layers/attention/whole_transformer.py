"""How PyTorch spells the whole transformer, and convcalc's own spellings of it and its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.attention.transformer import Transformer
from convcalc.layers.attention.transformer import TransformerLayer
from convcalc.layers.attention.transformer import TransformerStack
from convcalc.layers.attention.transformer import stack
from convcalc.layers.attention.transformer import torch_transformer_layer
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.normalisation.layer_norm import LayerNorm
from convcalc.layers.normalisation.layer_norm import torch_layer_norm

if TYPE_CHECKING:
    from convcalc.layers.core.signatures import Given


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
