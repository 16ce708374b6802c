"""
Weights without a network: what is stored, by the names that it is stored under.

Of a name, what stands before the last dot is the module, and the rest what it stores there. Which
kind of layer a module is, shapes and names only suggest: the row says so with a question mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from convcalc.errors import LimitError
from convcalc.readers.stored.definition import FileDefinition
from convcalc.readers.stored.network import StoredTensor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from convcalc.operations.operand import Operand
    from convcalc.readers.stored.network import Network

MOST_TENSORS = 1_000_000

BUFFERS = frozenset(
    {"running_mean", "running_var", "num_batches_tracked", "moving_mean", "moving_variance"}
)
"""Names of what norms store and do not learn."""


class Stored(NamedTuple):
    """A stored tensor; those of equal `memory` are one."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    memory: object


def definition_of(
    name: str, tensors: Sequence[Stored], told: str, assumed: Sequence[str] = ()
) -> FileDefinition:
    """
    A definition that says what is stored, and nothing of what is done with it.

    `told` is the format in words, `assumed` what else the header says.

    Raises:
        LimitError: If there are too many tensors.
    """
    if len(tensors) > MOST_TENSORS:
        raise LimitError(f"{len(tensors):,} tensors", expected=f"at most {MOST_TENSORS:,}")
    modules: dict[str, dict[str, Stored]] = {}
    for each in tensors:
        path, _, role = each.name.rpartition(".")
        modules.setdefault(path, {})[role] = each

    def drive(network: Network, inputs: Sequence[Operand]) -> list[Operand]:
        known: dict[object, StoredTensor] = {}
        for path, held in modules.items():
            stores = []
            for role, each in held.items():
                tensor = known.get(each.memory)
                if tensor is None:
                    tensor = known[each.memory] = StoredTensor(
                        each.name, each.shape, each.dtype, is_buffer=is_buffer(role, each)
                    )
                stores.append((role, tensor))
            network.keep(path or "(root)", kind_of(held), stores)
        return []

    notes = ["weights alone: the layers are guessed, and what is done with them is not known"]
    return FileDefinition(name, [], drive, format=told, assumed=[*notes, *assumed])


def is_buffer(role: str, stored: Stored) -> bool:
    """Whether what is stored is not learned: statistics, counters, whole numbers without axes."""
    return role in BUFFERS or (not stored.shape and "int" in stored.dtype)


def kind_of(held: Mapping[str, Stored]) -> str:
    """
    The kind of layer that names and shapes suggest.

    >>> kind_of({"weight": Stored("conv.weight", (8, 3, 3, 3), "float32", 0)})
    'Conv2d?'
    """
    if "running_mean" in held:
        return "BatchNorm?"
    if any(role.startswith("weight_ih") for role in held):
        return _recurrent(held)
    if "in_proj_weight" in held:
        return "MultiheadAttention?"
    if "qweight" in held:
        return "quantised?"
    weight = held.get("weight")
    if weight is None:
        return "parameters"
    rank = len(weight.shape)
    kinds = {1: "norm?", 2: "Linear?", 3: "Conv1d?", 4: "Conv2d?", 5: "Conv3d?"}
    if rank == 2 and "bias" not in held and "embed" in weight.name.lower():
        return "Embedding?"
    return kinds.get(rank, "parameters")


def _recurrent(held: Mapping[str, Stored]) -> str:
    """Which of the recurrent layers has so many gates."""
    one, other = held.get("weight_ih_l0"), held.get("weight_hh_l0")
    if one is None or other is None or len(other.shape) != 2 or not other.shape[1]:
        return "RNN?"
    return {1: "RNN?", 3: "GRU?", 4: "LSTM?"}.get(other.shape[0] // other.shape[1], "LSTM?")
