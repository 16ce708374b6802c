"""The smaller modules of `torch`: linear algebra, special functions, and what changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.operations.spelling import spelled
from convcalc.readers.python.libraries import Deferred
from convcalc.readers.python.libraries.torch.autograd import FUNCTION
from convcalc.readers.python.libraries.torch.classes import TENSOR
from convcalc.readers.python.libraries.torch.functional import entries
from convcalc.readers.python.libraries.torch.settings import Argument
from convcalc.readers.python.libraries.torch.settings import Backend
from convcalc.readers.python.libraries.torch.settings import Fixed
from convcalc.readers.python.libraries.torch.settings import Silent
from convcalc.readers.python.libraries.torch.settings import Traced
from convcalc.readers.python.libraries.torch.settings import Transparent
from convcalc.readers.python.objects.classes import HostClass
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.values.object_builtins import PROGRAM_BUILTINS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.readers.python.libraries.torch.calls import RuleEntry

LINALG_ENTRIES: dict[str, RuleEntry] = {
    "norm": ("torch.functions.reducing", "vector_norm"),
    "vector_norm": ("torch.functions.reducing", "vector_norm"),
    "matrix_norm": ("torch.functions.reducing", "matrix_norm"),
    "matmul": ("torch.functions.products", "matmul"),
    "multi_dot": ("torch.functions.products", "chained_list"),
    "cross": ("torch.functions.products", "cross", -1),
    "diagonal": ("torch.functions.views", "matrices_diagonal"),
    "inv": ("torch.functions.products", "inverse"),
    "pinv": ("torch.functions.products", "inverse"),
}
SPECIAL_ENTRIES: dict[str, RuleEntry] = {
    **{
        name: ("torch.functions.elementwise", "unary", operation)
        for name, operation in spelled(
            "digamma erf erfc exp2 expit=sigmoid expm1 log1p sinc"
        ).items()
    },
    "round": ("torch.functions.elementwise", "rounded"),
    "softmax": ("torch.functions.along", "softmax"),
    "log_softmax": ("torch.functions.along", "softmax"),
    "logsumexp": ("torch.functions.reducing", "reduce_some"),
}

LINALG: dict[str, Any] = entries(LINALG_ENTRIES)
SPECIAL: dict[str, Any] = entries(SPECIAL_ENTRIES)


JIT: dict[str, Any] = {
    **{
        name: Transparent(f"torch.jit.{name}")
        for name in (
            "_overload_method",
            "_script_if_tracing",
            "export",
            "fork",
            "ignore",
            "interface",
            "optimized_execution",
            "script_if_tracing",
            "script_method",
            "unused",
        )
    },
    "annotate": Argument("torch.jit.annotate", 1),
    **{each: Traced(f"torch.jit.{each}") for each in ("freeze", "script", "trace", "trace_module")},
    "is_scripting": Fixed("torch.jit.is_scripting", False),
    "is_tracing": Fixed("torch.jit.is_tracing", False),
    "Final": Transparent("torch.jit.Final"),
    "isinstance": PROGRAM_BUILTINS["isinstance"],
    "ScriptModule": Deferred(lambda _: _module()),
}


def _module() -> object:
    """`nn.Module`, which compiled modules are to a table."""
    from convcalc.readers.python.libraries.torch.nn.module_methods import MODULE

    return MODULE


CUDA: dict[str, Any] = {
    **{
        name: Silent(f"torch.cuda.{name}")
        for name in (
            "empty_cache",
            "manual_seed",
            "manual_seed_all",
            "reset_peak_memory_stats",
            "set_device",
            "synchronize",
        )
    },
    **{
        name: Fixed(f"torch.cuda.{name}", False)
        for name in (
            "is_available",
            "is_bf16_supported",
            "is_current_stream_capturing",
            "is_initialized",
        )
    },
    **{
        name: Fixed(f"torch.cuda.{name}", 0)
        for name in (
            "current_device",
            "device_count",
            "max_memory_allocated",
            "memory_allocated",
        )
    },
    "amp": Transparent("torch.cuda.amp"),
}


EFFECTS = ("empty_cache", "manual_seed", "synchronize")
"""Functions of a device's module that are called for their effect."""


def _absent(device: str, questions: Sequence[str] = ()) -> dict[str, Any]:
    """A module of `torch` for a device that is not there: no memory, and nothing to wait for."""
    name = f"torch.{device}"
    return {
        **{
            each: Silent(f"{name}.{each}") for each in ("empty_cache", "manual_seed", "synchronize")
        },
        **{each: Fixed(f"{name}.{each}", False) for each in ("is_available", *questions)},
        "device_count": Fixed(f"{name}.device_count", 0),
    }


MPS: dict[str, Any] = _absent("mps")
MTIA: dict[str, Any] = _absent("mtia", ("is_bf16_supported", "is_initialized"))
XPU: dict[str, Any] = _absent(
    "xpu", ("is_bf16_supported", "is_current_stream_capturing", "is_initialized")
)

SPARSE: dict[str, Any] = entries({"mm": ("torch.functions.products", "matrix_times")})

ACCELERATOR: dict[str, Any] = {
    **_absent("accelerator"),
    "current_accelerator": Fixed("torch.accelerator.current_accelerator", None),
}

UTILS: dict[str, Any] = {
    "model_zoo": Transparent("torch.utils.model_zoo"),
}

CHECKPOINT: dict[str, Any] = entries(
    {
        "checkpoint": ("torch.functions.queries", "called"),
        "checkpoint_sequential": ("torch.functions.queries", "called_in_turn"),
    }
)

FX: dict[str, Any] = {
    "Proxy": HostClass("Proxy", (), {}, module="torch.fx"),
    "symbolic_trace": Traced("torch.fx.symbolic_trace"),
    "wrap": Argument("torch.fx.wrap"),
}

SUBCLASSES: dict[str, Any] = {
    "FakeTensor": HostClass("FakeTensor", (), {}, module="torch._subclasses")
}

COMPILER: dict[str, Any] = {
    **{
        name: Fixed(f"torch.compiler.{name}", False)
        for name in ("is_compiling", "is_dynamo_compiling", "is_exporting")
    },
    **{
        name: Transparent(f"torch.compiler.{name}")
        for name in ("allow_in_graph", "assume_constant_result", "compile", "disable")
    },
    **{
        name: Silent(f"torch.compiler.{name}")
        for name in ("cudagraph_mark_step_begin", "reset", "set_stance")
    },
}

AMP: dict[str, Any] = {
    "autocast": Transparent("torch.amp.autocast"),
    "custom_bwd": Transparent("torch.amp.custom_bwd"),
    "custom_fwd": Transparent("torch.amp.custom_fwd"),
    "GradScaler": Transparent("torch.amp.GradScaler"),
}

INIT: dict[str, Any] = {
    **{
        name: Argument(f"torch.nn.init.{name}")
        for name in (
            "constant",
            "constant_",
            "dirac_",
            "eye_",
            "kaiming_normal",
            "kaiming_normal_",
            "kaiming_uniform",
            "kaiming_uniform_",
            "normal",
            "normal_",
            "ones_",
            "orthogonal",
            "orthogonal_",
            "sparse_",
            "trunc_normal_",
            "uniform",
            "uniform_",
            "xavier_normal",
            "xavier_normal_",
            "xavier_uniform",
            "xavier_uniform_",
            "zeros_",
        )
    },
    "_calculate_fan_in_and_fan_out": Fixed("torch.nn.init.fan", (1, 1)),
    "_calculate_correct_fan": Fixed("torch.nn.init.fan", 1),
    "calculate_gain": Fixed("torch.nn.init.calculate_gain", 1.0),
    "_no_grad_trunc_normal_": Argument("torch.nn.init.trunc_normal_"),
}

AUTOGRAD: dict[str, Any] = {
    "Function": FUNCTION,
    "Variable": Argument("torch.autograd.Variable"),
    **{
        name: Transparent(f"torch.autograd.{name}")
        for name in (
            "enable_grad",
            "inference_mode",
            "no_grad",
            "profiler",
            "set_detect_anomaly",
            "set_grad_enabled",
        )
    },
}

INNER: dict[str, Any] = {
    "_get_tracing_state": Fixed("torch._C._get_tracing_state", None),
    "_is_tracing": Fixed("torch._C._is_tracing", False),
}

SERIALIZATION: dict[str, Any] = {
    **{
        name: Silent(f"torch.serialization.{name}")
        for name in ("add_safe_globals", "clear_safe_globals", "register_package")
    },
    "safe_globals": Transparent("torch.serialization.safe_globals"),
    **{
        name: Deferred(lambda name: Unread(name, "checkpoints are not read", None))
        for name in ("get_safe_globals", "get_unsafe_globals_in_checkpoint", "load")
    },
}

ONNX: dict[str, Any] = {"is_in_onnx_export": Fixed("torch.onnx.is_in_onnx_export", False)}

TYPES: dict[str, Any] = {"Tensor": TENSOR}

BACKENDS: dict[str, Any] = {
    name: Backend(f"torch.backends.{name}", dict.fromkeys(questions, False))
    for name, questions in {
        "cuda": ("is_built",),
        "cudnn": ("is_available",),
        "mkldnn": (),
        "mps": ("is_available", "is_built"),
        "opt_einsum": (),
    }.items()
}

DISTRIBUTED: dict[str, Any] = {
    **{
        name: Fixed(f"torch.distributed.{name}", False)
        for name in ("is_available", "is_initialized")
    },
    "get_rank": Fixed("torch.distributed.get_rank", 0),
    "get_world_size": Fixed("torch.distributed.get_world_size", 1),
    **{
        name: Silent(f"torch.distributed.{name}")
        for name in ("barrier", "destroy_process_group", "init_process_group")
    },
}
