"""PyTorch's tensor: its attributes, its operators, and the methods of its table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.dims import Expr
from convcalc.dims import product
from convcalc.errors import BadValue
from convcalc.operations.dtypes import BYTES
from convcalc.readers.python.libraries.rules import rule
from convcalc.readers.python.libraries.torch.dtypes import DTYPES
from convcalc.readers.python.objects.failures import NotKnown
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.graph.tensor import Tensor
    from convcalc.readers.python.objects.host import Site

BINARY: dict[str, str] = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "div",
    "//": "floor_divide",
    "%": "remainder",
    "**": "pow",
    "@": "matmul",
    "&": "bitwise_and",
    "|": "bitwise_or",
    "^": "bitwise_xor",
    "<<": "bitwise_left_shift",
    ">>": "bitwise_right_shift",
}
COMPARISONS: dict[str, str] = {
    "==": "eq",
    "!=": "ne",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
}
UNARY: dict[str, str] = {"-": "neg", "+": "positive", "~": "bitwise_not", "abs": "abs"}

NUMBERS = (int, float, complex, Expr)


class Storage:
    """The memory that views share: a change through one of them makes what the others know old."""

    __slots__ = ("version",)

    def __init__(self) -> None:
        self.version = 0


class TorchTensor(TensorValue):
    """
    A tensor of PyTorch.

    `layout` says how its elements lie, as `layouts` has it.
    `origin` is the tensor and the key that it is a part of, as `x[key]` gives it: what happens to
    the part in place happens there.
    """

    __slots__ = ("attributes", "layout", "origin", "storage", "version")

    def __init__(
        self,
        tensor: Tensor,
        dtype: str = "float32",
        data: Callable[[], Any] | None = None,
        storage: Storage | None = None,
    ) -> None:
        super().__init__(tensor, dtype, data)
        self.storage = storage or Storage()
        self.version = self.storage.version
        self.layout = ""
        self.attributes: dict[str, object] | None = None
        self.origin: tuple[TorchTensor, object] | None = None

    def values(self) -> Callable[[], Any] | None:
        """What gives its values, where they are known and nothing changed them through a view."""
        return self.data if self.version == self.storage.version else None

    def become(self, other: TensorValue) -> TorchTensor:
        """
        Become another tensor, as an operation in place makes it; views know it no more.

        What it is a part of is up to date as before: `put_back` changes it next.
        """
        owners = [each for each in self._owners() if each.version == each.storage.version]
        self.tensor = other.tensor
        self.layout = getattr(other, "layout", "")
        self.data = other.values()
        self.storage.version += 1
        self.version = self.storage.version
        for each in owners:
            each.version = each.storage.version
        return self

    def point_to(self, other: TorchTensor) -> TorchTensor:
        """Leave its memory to whoever else has it, and take that of another tensor."""
        self.tensor, self.dtype, self.data = other.tensor, other.dtype, other.values()
        self.storage, self.version, self.origin = other.storage, other.version, None
        self.layout = other.layout
        return self

    def _owners(self) -> Iterator[TorchTensor]:
        """The tensors that it is a part of, from the inside out."""
        part = self
        while part.origin is not None:
            part = part.origin[0]
            yield part

    def own_type(self) -> HostObject | None:
        """torch.Tensor."""
        tensor_class: HostObject = rule("torch.classes", "TENSOR")
        return tensor_class

    # attributes

    def attribute_names(self) -> Sequence[str]:
        """Its attributes and methods."""
        return (*ATTRIBUTES, *rule("torch.methods", "METHODS"))

    def attribute(self, name: str, site: Site) -> object:
        """A method, what follows from its shape, or what the source gave it."""
        found = ATTRIBUTES.get(name)
        if found is not None:
            return found(self, site)
        if self.attributes is not None and name in self.attributes:
            return self.attributes[name]
        bound: object = rule("torch.methods", "method")(self, name)
        if bound is None:
            raise no_attribute(self.type_name, name, self.attribute_names())
        return bound

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Take another tensor's data; keep what the source adds."""
        if name == "data" and isinstance(value, TensorValue):
            self.become(value)
            return
        if name in ATTRIBUTES:
            return
        site.evaluator.charge_items(1)
        self.attributes = {**(self.attributes or {}), name: value}

    # operators

    def _apply(self, entry: str, args: list[Any], site: Site) -> object:
        bound = None
        if isinstance(args[0], TorchTensor):
            bound = rule("torch.methods", "method")(args[0], entry)
        if bound is None:
            return rule("torch.methods", "function")(entry).call(args, {}, site)
        return bound.call(args[1:], {}, site)

    def binary(self, sign: str, other: object, site: Site, *, reflected: bool) -> object:
        """An operator with a number or another tensor."""
        entry = BINARY.get(sign)
        if type(other) in (list, tuple) and self.values() is not None:
            return self._with_elements(sign, other, site, reflected=reflected)
        if entry is None or not isinstance(other, (TensorValue, *NUMBERS)):
            return NotImplemented
        if isinstance(other, TensorValue) and other.outranks_arrays:
            return NotImplemented
        return self._apply(entry, [other, self] if reflected else [self, other], site)

    def _with_elements(self, sign: str, other: Any, site: Site, *, reflected: bool) -> object:
        """A list repeated a known number of times; else what NumPy makes of an array and a list."""
        if sign == "*" and not self.shape and "int" in self.dtype:
            count: Any = self.number(site)
            site.evaluator.charge_items(max(count, 0) * len(other))
            return other * count
        made = rule("torch.functions.factories", "from_data")(site, other, None)
        return self.binary(sign, made, site, reflected=reflected)

    def change(self, sign: str, other: object, site: Site) -> object:
        """An operator in place: whoever holds the tensor sees it."""
        if not isinstance(other, (TensorValue, *NUMBERS)):
            return NotImplemented
        return self._apply(f"{BINARY[sign]}_", [self, other], site)

    def unary(self, sign: str, site: Site) -> object:
        """`-x`, `+x`, `~x`."""
        return self._apply(UNARY[sign], [self], site)

    def compare(self, sign: str, other: object, site: Site) -> object:
        """A tensor of truths; a tensor is never equal to what is no number."""
        if not isinstance(other, (TensorValue, *NUMBERS)):
            return super().compare(sign, other, site)
        return self._apply(COMPARISONS[sign], [self, other], site)

    def subscript(self, key: object, site: Site) -> object:
        """`x[key]`."""
        return rule("torch.functions.indexing", "get_item")(site, self, key)

    def set_subscript(self, key: object, value: object, site: Site) -> None:
        """`x[key] = value`."""
        rule("torch.functions.indexing", "set_item")(site, self, key, value)

    # what Python asks of it

    def iterate(self, site: Site) -> Iterable[object]:
        """Its parts along the first axis."""
        if not self.shape:
            raise BadValue("a tensor without axes cannot be iterated over")
        parts: Iterable[object] = rule("torch.functions.joining", "unbind")(site, "unbind", self)
        return parts

    def length(self, site: Site) -> object:
        """The size of its first axis."""
        if not self.shape:
            raise BadValue("a tensor without axes has no length")
        return self.shape[0]

    def truth(self, site: Site) -> bool:
        """Whether its one value is not zero."""
        return bool(self.number(site))

    def contains(self, value: object, site: Site) -> bool:
        """Whether one of its values is this."""
        return bool((self.known(site) == value).any())

    def formatted(self, spec: str, site: Site) -> str | None:
        """What stands for a number that is not known."""
        return repr(self) if self.values() is None else None

    def as_number(self, site: Site) -> Any:
        """Its one value."""
        return self.number(site)

    @property
    def payload(self) -> Any:
        """Its one value, where it is known."""
        values = self.values()
        return values().item() if values is not None and product(self.shape) == 1 else None

    def known(self, site: Site) -> Any:
        """
        Its values as an array.

        Raises:
            NotKnown: If they are not known.
        """
        values = self.values()
        if values is None:
            raise NotKnown(
                f"the values of {self!r} are needed: {site.text()}",
                expected="what follows from shapes alone",
            )
        return values()

    def number(self, site: Site) -> Any:
        """
        Its one value as a number of Python's.

        Raises:
            BadValue: If it has several, or it is not known.
        """
        total = product(self.shape)
        if type(total) is not int or total != 1:
            raise BadValue(f"one value is needed of {self!r}: {site.text()}")
        return self.known(site).reshape(()).item()


def _method_of(name: str) -> Callable[[TorchTensor, Site], object]:
    """An attribute that is a method called without arguments."""

    def run(tensor: TorchTensor, site: Site) -> object:
        return tensor._apply(name, [tensor], site)  # noqa: SLF001 (of the same file)

    return run


def _device(tensor: TorchTensor, site: Site) -> object:
    return rule("torch.settings", "CPU")


ATTRIBUTES: dict[str, Callable[[TorchTensor, Site], object]] = {
    "shape": lambda tensor, _: tensor.shape,
    "ndim": lambda tensor, _: len(tensor.shape),
    "dtype": lambda tensor, _: DTYPES[tensor.dtype],
    "itemsize": lambda tensor, _: BYTES[tensor.dtype],
    "nbytes": lambda tensor, _: product(tensor.shape) * BYTES[tensor.dtype],
    "device": _device,
    "layout": lambda _, __: "torch.strided",
    "data": lambda tensor, _: tensor,
    "grad": lambda _, __: None,
    "grad_fn": lambda _, __: None,
    "names": lambda tensor, _: (None,) * len(tensor.shape),
    "requires_grad": lambda _, __: False,
    "is_leaf": lambda _, __: True,
    "is_cuda": lambda _, __: False,
    "is_cpu": lambda _, __: True,
    "is_mps": lambda _, __: False,
    "is_xpu": lambda _, __: False,
    "is_meta": lambda _, __: False,
    "is_quantized": lambda _, __: False,
    "is_sparse": lambda _, __: False,
    "is_nested": lambda _, __: False,
    "is_mkldnn": lambda _, __: False,
    "T": _method_of("numpy_T"),
    "mT": _method_of("matrix_T"),
    "H": _method_of("matrix_T"),
    "mH": _method_of("matrix_T"),
    "real": _method_of("real"),
    "imag": _method_of("imag"),
}
"""What a tensor tells of itself without being called."""
