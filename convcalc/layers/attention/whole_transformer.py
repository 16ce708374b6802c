"""How PyTorch spells the whole transformer, and convcalc's own spellings of it and its parts."""

from __future__ import annotations

from typing import Any

from convcalc.layers.attention.transformer import Transformer
from convcalc.layers.attention.transformer import TransformerLayer
from convcalc.layers.attention.transformer import TransformerStack
from convcalc.layers.attention.transformer import torch_decoder
from convcalc.layers.attention.transformer import torch_encoder
from convcalc.layers.attention.transformer import torch_transformer_layer
from convcalc.layers.core.arguments import refuse
from convcalc.layers.core.arguments import size
from convcalc.layers.core.arguments import switch
from convcalc.layers.normalisation.layer_norm import LayerNorm
from convcalc.layers.normalisation.layer_norm import torch_layer_norm


def torch_transformer(
    d_model: Any = 512,
    nhead: Any = 8,
    num_encoder_layers: Any = 6,
    num_decoder_layers: Any = 6,
    dim_feedforward: Any = 2048,
    dropout: Any = 0.1,
    activation: Any = "relu",
    custom_encoder: Any = None,
    custom_decoder: Any = None,
    layer_norm_eps: Any = 1e-5,
    batch_first: Any = False,
    norm_first: Any = False,
    bias: Any = True,
    device: Any = None,
    dtype: Any = None,
) -> Transformer:
    """torch.nn.Transformer; both stacks end in a norm."""
    common = (
        d_model,
        nhead,
        dim_feedforward,
        dropout,
        activation,
        layer_norm_eps,
        batch_first,
        norm_first,
        bias,
    )
    norm = torch_layer_norm(d_model, layer_norm_eps, True, bias)
    encoder = custom_encoder
    if encoder is None:
        encoder = torch_encoder(torch_transformer_layer(False, *common), num_encoder_layers, norm)
    decoder = custom_decoder
    if decoder is None:
        decoder = torch_decoder(torch_transformer_layer(True, *common), num_decoder_layers, norm)
    for name, stack in (("custom_encoder", encoder), ("custom_decoder", decoder)):
        if not isinstance(stack, TransformerStack):
            refuse(name, stack, "a TransformerEncoder or TransformerDecoder, or None")
    return Transformer(encoder=encoder, decoder=decoder)


def native_transformer_layer(
    decoder: bool, num_heads: Any, dim_feedforward: Any = 2048, bias: Any = True
) -> TransformerLayer:
    """The native transformerencoderlayer and transformerdecoderlayer: batch first."""
    return TransformerLayer(
        d_model=None,
        nhead=size(num_heads, "num_heads"),
        dim_feedforward=size(dim_feedforward, "dim_feedforward"),
        batch_first=True,
        bias=switch(bias, "bias"),
        decoder=decoder,
    )


def native_transformer(
    num_heads: Any = 8,
    num_encoder_layers: Any = 6,
    num_decoder_layers: Any = 6,
    dim_feedforward: Any = 2048,
    bias: Any = True,
) -> Transformer:
    """The native transformer: batch first; both stacks end in a norm."""
    inside = (num_heads, dim_feedforward, bias)
    norm = LayerNorm() if bias else LayerNorm(names=("weight",))
    return Transformer(
        encoder=torch_encoder(native_transformer_layer(False, *inside), num_encoder_layers, norm),
        decoder=torch_decoder(native_transformer_layer(True, *inside), num_decoder_layers, norm),
    )
