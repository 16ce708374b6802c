"""Whole calls of PyTorch's functions, where the argument book does not do, and rows without any."""

from __future__ import annotations

from pathlib import Path

import calls

CONTEXTS = (
    "Generator",
    "autocast",
    "compile",
    "enable_grad",
    "inference_mode",
    "no_grad",
    "set_grad_enabled",
)
SETTINGS = (
    "manual_seed",
    "save",
    "seed",
    "set_default_device",
    "set_default_dtype",
    "set_default_tensor_type",
    "set_deterministic_debug_mode",
    "set_float32_matmul_precision",
    "set_num_interop_threads",
    "set_num_threads",
    "set_printoptions",
    "use_deterministic_algorithms",
)
LAYOUTS = ("channels_last", "channels_last_3d", "contiguous_format", "preserve_format", "strided")
MACHINE = (
    "device",
    "get_autocast_cpu_dtype",
    "get_autocast_dtype",
    "get_autocast_gpu_dtype",
    "get_default_device",
    "get_num_threads",
    "initial_seed",
    "__version__",
)
WITHOUT: dict[str, str] = {
    **{f"torch.{name}": "a context or a decorator, which gives no tensor" for name in CONTEXTS},
    **{f"torch.{name}": "called for its effect alone" for name in SETTINGS},
    **{f"torch.{name}": "told by the machine" for name in MACHINE},
    **{
        f"torch.{name}": "a word for the layout of memory, which changes nothing"
        for name in LAYOUTS
    },
    "torch.is_grad_enabled": "a network is read as it infers",
    "torch.Tensor.align_to": "of named axes, which PyTorch 2.13 no longer has",
    "torch.Tensor.refine_names": "of named axes, which PyTorch 2.13 no longer has",
    "torch.Tensor.rename": "of named axes, which PyTorch 2.13 no longer has",
    "torch.Tensor.__copy__": "what copy.copy asks for",
    "torch.dtype": "a class that nobody makes objects of",
    "torch.Tensor.register_hook": "called for its effect alone",
    "torch.Tensor.retain_grad": "called for its effect alone",
    "torch.Tensor.backward": "called for its effect alone",
    "torch.Tensor.record_stream": "needs another device",
    "torch.Tensor.cuda": "needs another device",
    "torch.Tensor.pin_memory": "needs another device",
    "torch.Tensor.xpu": "needs another device",
    "torch.Tensor.data_ptr": "an address, which is not known",
    "torch.Tensor.rsub": "what the operators ask for",
    "torch.Tensor.numpy_T": "the T of NumPy's arrays, an attribute",
    "torch.Tensor.matrix_T": "mT and mH, attributes",
    "torch.Tensor.astype": "NumPy's, see numpy_rows.jsonl",
    "torch.Tensor.copy": "NumPy's and, as copy_, PyTorch's: see the calls of copy_",
}
"""Rows without a golden call, and why."""


def _whole(row: str, words: str) -> str:
    """A call: a function's arguments behind its name, a method's as it stands."""
    if not words.startswith("("):
        return words
    return row.replace("torch.nn.functional.", "F.") + words


HAND = {
    row: tuple(_whole(row, each) for each in given)
    for row, given in calls.read(Path(__file__).parent / "torch_calls.txt").items()
}
"""Row -> its calls, and no others are made of it."""
