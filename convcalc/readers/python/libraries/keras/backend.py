"""keras.backend, keras.utils and their like: what is asked of the framework itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import BadValue
from convcalc.readers.python.libraries.keras.functions.shapes import int_shape
from convcalc.readers.python.libraries.keras.ops import batch_dot
from convcalc.readers.python.libraries.keras.ops import permute
from convcalc.readers.python.libraries.keras.ops import rules
from convcalc.readers.python.libraries.keras.ops import wrapped
from convcalc.readers.python.libraries.keras.session import session
from convcalc.readers.python.libraries.keras.tensors import KERAS_TENSOR
from convcalc.readers.python.libraries.keras.tensors import KerasTensor
from convcalc.readers.python.libraries.keras.tensors import tensors_of
from convcalc.readers.python.libraries.keras.without_effect import SCOPE
from convcalc.readers.python.libraries.keras.without_effect import AnyName
from convcalc.readers.python.libraries.keras.without_effect import Ignored
from convcalc.readers.python.objects.descriptors import HostStatic
from convcalc.readers.python.objects.host import Namespace
from convcalc.readers.python.objects.host import show
from convcalc.readers.python.objects.unread import Unread

if TYPE_CHECKING:
    from convcalc.readers.python.objects.host import Site


def _image_data_format(site: Site) -> str:
    return session(site).image_data_format


def _set_image_data_format(site: Site, data_format: Any) -> None:
    if isinstance(data_format, Unread):
        data_format.refuse(site)
    word = {"th": "channels_first", "tf": "channels_last"}.get(data_format, data_format)
    if word not in ("channels_first", "channels_last"):
        raise BadValue(
            f"the data format {show(data_format)}", expected="'channels_first' or 'channels_last'"
        )
    session(site).image_data_format = word


def _standardize_data_format(site: Site, data_format: Any = None) -> Any:
    return session(site).image_data_format if data_format is None else data_format


def _image_dim_ordering(site: Site) -> str:
    return "th" if session(site).image_data_format == "channels_first" else "tf"


def _is_keras_tensor(site: Site, x: Any) -> bool:
    return isinstance(x, KerasTensor) and x.is_symbolic


def _get_uid(site: Site, prefix: Any = "") -> int:
    return session(site).number(str(prefix))


def _clear(site: Site, *args: Any, **kwargs: Any) -> None:
    session(site).clear()


def _standard_type(site: Site, dtype: Any = None) -> str:
    return dtype if isinstance(dtype, str) else "float32"


def get_source_inputs(site: Site, tensor: Any) -> list[KerasTensor]:
    """The inputs that a tensor comes from."""
    found: dict[int, KerasTensor] = {}
    seen: set[int] = set()
    waiting = list(tensors_of(tensor))[::-1]
    while waiting:
        each = waiting.pop()
        if each.operation is None or id(each) in seen:
            continue
        seen.add(id(each))
        if each.operation.is_input:
            found[id(each)] = each
        waiting += reversed(each.operation.inputs)
    return list(found.values())


QUESTIONS: dict[str, Any] = {
    "backend": lambda *_: "tensorflow",
    "clear_session": _clear,
    "reset_uids": _clear,
    "epsilon": lambda *_: 1e-7,
    "floatx": lambda *_: "float32",
    "get_uid": _get_uid,
    "image_data_format": _image_data_format,
    "int_shape": int_shape,
    "is_keras_tensor": _is_keras_tensor,
    "is_tensor": lambda _, x: isinstance(x, KerasTensor),
    "learning_phase": lambda *_: 0,
    "set_epsilon": lambda *_: None,
    "set_floatx": lambda *_: None,
    "image_dim_ordering": _image_dim_ordering,
    "set_image_data_format": _set_image_data_format,
    "set_image_dim_ordering": _set_image_data_format,
    "standardize_data_format": _standardize_data_format,
    "standardize_dtype": _standard_type,
}

BACKEND: dict[str, Any] = {
    **rules(),
    **wrapped({"batch_dot": batch_dot, "permute_dimensions": permute}),
    **{name: HostStatic(name, function) for name, function in QUESTIONS.items()},
    "KerasTensor": KERAS_TENSOR,
    "name_scope": SCOPE,
}

CONFIG: dict[str, Any] = {
    **{name: BACKEND[name] for name in QUESTIONS if not name.startswith("is_")},
    **{
        name: HostStatic(name, lambda *_: None)
        for name in (
            "disable_flash_attention",
            "disable_interactive_logging",
            "disable_traceback_filtering",
            "enable_flash_attention",
            "enable_interactive_logging",
            "enable_traceback_filtering",
            "enable_unsafe_deserialization",
            "set_backend",
            "set_dtype_policy",
            "set_max_epochs",
            "set_max_steps_per_epoch",
        )
    },
    **{
        name: HostStatic(name, lambda *_: True)
        for name in ("is_interactive_logging_enabled", "is_traceback_filtering_enabled")
    },
    **{
        name: HostStatic(name, lambda *_: None)
        for name in ("is_flash_attention_enabled", "max_epochs", "max_steps_per_epoch")
    },
    "is_nnx_enabled": HostStatic("is_nnx_enabled", lambda *_: False),
}
"""keras.config: the settings; those that no shape depends on are taken and forgotten."""

UTILS = AnyName(
    "keras.utils",
    clear_session=BACKEND["clear_session"],
    file_utils=Namespace(
        "keras.utils.file_utils",
        {
            "exists": HostStatic("exists", lambda *_: True),
            "get_file": Ignored("keras.utils.get_file"),
        },
    ),
    get_source_inputs=HostStatic("get_source_inputs", get_source_inputs),
    is_keras_tensor=BACKEND["is_keras_tensor"],
)

OPERATION_UTILS = {"get_source_inputs": UTILS["get_source_inputs"]}
