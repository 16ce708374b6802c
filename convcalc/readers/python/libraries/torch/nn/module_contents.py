"""What modules of PyTorch hold: parameters, buffers, other modules, and plain attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.readers.python.libraries.torch.nn.parameter import Buffer
from convcalc.readers.python.libraries.torch.nn.parameter import Parameter
from convcalc.readers.python.libraries.torch.nn.parameter import copy_of
from convcalc.readers.python.objects.classes import MISSING
from convcalc.readers.python.objects.classes import BoundMethod
from convcalc.readers.python.objects.classes import HostMethod
from convcalc.readers.python.objects.classes import Instance
from convcalc.readers.python.objects.failures import NoAttribute
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.host import describe
from convcalc.readers.python.objects.unread import Unread
from convcalc.readers.python.tracing.tensors import TensorValue

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.graph.tensor import Module
    from convcalc.readers.python.language.source_text import SourceText
    from convcalc.readers.python.objects.classes import ClassObject
    from convcalc.readers.python.objects.host import Site

SPECIAL: dict[str, Callable[[HeldModule], object]] = {
    "_parameters": lambda module: module.own_parameters(),
    "_buffers": lambda module: module.own_buffers(),
    "_modules": lambda module: module.children,
    "_non_persistent_buffers_set": lambda module: module.transient,
    "_forward_hooks": lambda _: {},
    "_forward_pre_hooks": lambda _: {},
    "_backward_hooks": lambda _: {},
}
"""What a module keeps besides its attributes, under PyTorch's names."""


class HeldModule(Instance):
    """
    What a module keeps, and how its attributes are looked up and set.

    `learned`, `lasting` and `children` (its parameters, buffers and modules) are None until
    `Module.__init__` has run. `path` is its name in the model, None where the model does not hold
    it. `is_training` is whether it is made to be trained, as PyTorch makes every module: what a
    constructor calls sees that; None once it is deleted. The network itself is read as it is used.
    """

    __slots__ = (
        "children",
        "hooks",
        "is_training",
        "lasting",
        "learned",
        "made_at",
        "node_module",
        "path",
        "transient",
    )
    type_name: ClassVar[str] = "a module"

    def __init__(self, cls: ClassObject) -> None:
        super().__init__(cls)
        self.learned: dict[str, Parameter | None] | None = None
        self.lasting: dict[str, TensorValue | None] | None = None
        self.children: dict[str, Any] | None = None
        self.transient: set[str] = set()
        self.hooks: list[Any] | None = None
        self.is_training: bool | None = True
        self.path: str | None = None
        self.node_module: Module | None = None
        self.made_at: tuple[SourceText, ast.expr] | None = None

    def __repr__(self) -> str:
        return f"{self.cls.name}({self.words()})"

    def made_by(self) -> str:
        """A call that makes it, as far as that can be said."""
        return repr(self)

    def notice(self, site: Site) -> None:
        """Where it was made, for rows and errors."""
        self.made_at = (site.evaluator.text, site.node)

    def inner_values(self) -> Iterable[Any]:
        """Its modules, and what else it holds."""
        return (*self.attributes.values(), *(self.children or {}).values())

    def begin(self) -> None:
        """What `Module.__init__` does."""
        self.learned = {}
        self.lasting = {}
        self.children = {}

    def copied(self, memo: dict[int, Any], site: Site) -> HeldModule:
        """A copy with copies of everything inside, as `copy.deepcopy` makes it."""
        from convcalc.readers.python.libraries.std.copy import deep

        made = type(self)(self.cls)
        memo[id(self)] = made
        made.made_at = self.made_at
        if self.children is not None:
            made.begin()
            made.copy_from(self, memo, site)
        for name, each in self.attributes.items():
            made.attributes[name] = deep(each, memo, site)
        return made

    def copy_from(self, other: HeldModule, memo: dict[int, Any], site: Site) -> None:
        """Take copies of what another module holds."""
        from convcalc.readers.python.libraries.std.copy import deep

        site.evaluator.charge_items(len(other.attributes) + 8)
        self.learned = deep(other.learned, memo, site)
        self.lasting = {
            name: each and memo.setdefault(id(each), copy_of(each))
            for name, each in (other.lasting or {}).items()
        }
        self.children = deep(other.children, memo, site)
        self.transient = set(other.transient)
        self.hooks = None if other.hooks is None else list(other.hooks)

    # what it holds

    def own_parameters(self) -> dict[str, Parameter | None]:
        """Its own parameters by name, None where one is registered and absent."""
        return self.learned if self.learned is not None else {}

    def own_buffers(self) -> dict[str, TensorValue | None]:
        """Its own buffers by name."""
        return self.lasting if self.lasting is not None else {}

    def held(self) -> Iterator[tuple[str, Any]]:
        """The modules inside, by name."""
        for name, child in (self.children or {}).items():
            if isinstance(child, HeldModule):
                yield name, child

    def is_leaf(self) -> bool:
        """Whether there are no modules inside."""
        return not self.children or next(self.held(), None) is None

    def words(self) -> str:
        """Its arguments as PyTorch shows them."""
        return ""

    # attributes

    def attribute_names(self) -> Sequence[str]:
        """Everything it answers to."""
        own = (*self.own_parameters(), *self.own_buffers(), *(self.children or ()))
        return [*own, *super().attribute_names()]

    def find(self, name: str, site: Site) -> Any:
        """An attribute, else a parameter, a buffer or a module inside."""
        found = super().find(name, site)
        if found is not MISSING:
            is_method = name == "forward" and type(found) is BoundMethod
            return WATCHED.get(self, self.cls, site) if is_method and _is_watched(site) else found
        if self.children is not None:
            if name in self.children:
                return self.children[name]
            parameters = self.own_parameters()
            if name in parameters:
                return parameters[name]
            buffers = self.own_buffers()
            if name in buffers:
                return buffers[name]
        special = SPECIAL.get(name)
        return MISSING if special is None else special(self)

    def set_attribute(self, name: str, value: object, site: Site) -> None:
        """Register parameters, buffers and modules; keep anything else."""
        setter = self.cls.lookup("__setattr__")
        if setter is SETTER:
            self.assign(name, value, site)
        else:
            setter.call([self, name, value], {}, site)

    def assign(self, name: str, value: object, site: Site) -> None:
        """
        What `Module.__setattr__` does.

        Raises:
            NoAttribute: If `Module.__init__` has not run.
            WrongType: If the name is that of a parameter, buffer or module, and the value is none.
        """
        if isinstance(value, Parameter):
            self.register_parameter(name, value, site)
        elif isinstance(value, HeldModule):
            self.register_module(name, value, site)
        elif isinstance(value, Buffer):
            self.register_buffer(name, value, site)
        elif name == "training":
            self.is_training = site.evaluator.decide(value, site)
        elif not self._replaced(name, value, site):
            self.set_own(name, value, site)

    def _replaced(self, name: str, value: object, site: Site) -> bool:
        """Whether the name is registered, and now stands for this value."""
        if self.children is None:
            return False
        kinds = (
            (Parameter, "a parameter"),
            (TensorValue, "a buffer"),
            (HeldModule, "a module"),
        )
        for held, (kind, what) in zip(self._registered(), kinds, strict=True):
            if name not in held:
                continue
            if isinstance(value, Unread):
                del held[name]
                return False
            if value is not None and not isinstance(value, kind):
                raise WrongType(
                    f"{describe(value)} cannot replace {what} {name!r}",
                    expected=f"{what}, or None",
                    hint="nn.Parameter(...) makes one" if kind is Parameter else "",
                )
            held[name] = value
            self.touch(name)
            return True
        return False

    def check_begun(self, what: str) -> None:
        """
        Insist that `Module.__init__` has run.

        Raises:
            NoAttribute: As PyTorch says it, if it has not.
        """
        if self.children is None:
            raise NoAttribute(
                f"cannot assign {what} before Module.__init__() call in {self.cls.name}",
                hint=f"super().__init__() comes first in {self.cls.name}.__init__",
            )

    def register_parameter(self, name: str, value: Parameter | None, site: Site) -> None:
        """Make it learned under this name."""
        self.check_begun("parameters")
        self._grow(self.own_parameters().get(name), value, site)
        self._forget(name, self.own_parameters())
        site.evaluator.charge_items(1)
        self.own_parameters()[name] = value
        self.touch(name)

    def register_module(self, name: str, value: HeldModule | Unread | None, site: Site) -> None:
        """Hold a module under this name, or one that is not known."""
        self.check_begun("module")
        children = self.children or {}
        self._grow(children.get(name), value, site)
        self._forget(name, self.children)
        site.evaluator.charge_items(1)
        self.children = children
        children[name] = value

    def register_buffer(
        self, name: str, value: TensorValue | None, site: Site, *, is_persistent: bool = True
    ) -> None:
        """Keep a tensor under this name."""
        self.check_begun("buffers")
        self._forget(name, self.own_buffers())
        site.evaluator.charge_items(1)
        self.own_buffers()[name] = value
        self.transient.discard(name)
        if not is_persistent or (isinstance(value, Buffer) and not value.is_persistent):
            self.transient.add(name)
        self.touch(name)

    def _grow(self, old: object, new: object, site: Site) -> None:
        """Notice that the model gets more, or other, parts while it runs."""
        if self.path is not None and new is not old and new is not None:
            site.evaluator.trace.has_grown = True  # type: ignore[attr-defined]  # a reader of source has it

    def _registered(self) -> tuple[dict[str, Any], ...]:
        """What is registered by name."""
        return (self.own_parameters(), self.own_buffers(), self.children or {})

    def _forget(self, name: str, kept: object) -> None:
        """Take the name out of whatever else it may stand for."""
        for each in (self.attributes, *self._registered()):
            if each is not kept:
                each.pop(name, None)

    def remove_own(self, name: str, site: Site) -> None:
        """`del self.name`, registered or not."""
        for each in self._registered():
            if name in each:
                del each[name]
                self.touch(name)
                return
        if name == "training" and self.is_training is not None:
            self.is_training = None
            return
        super().remove_own(name, site)

    def touch(self, name: str) -> None:
        """Notice that what the name stands for was changed after the module was made."""


def _is_watched(site: Site) -> bool:
    """Whether calls of models are taken note of."""
    return site.evaluator.trace.watcher is not None  # type: ignore[attr-defined]  # a reader of source has it


def _watched(site: Site, module: Any, *args: Any, **kwargs: Any) -> Any:
    return module.run_forward(list(args), kwargs, site)


WATCHED = HostMethod("forward", _watched)
"""The `forward` that is called by name, where calls of models are taken note of."""


def _assign(site: Site, module: HeldModule, name: str, value: object) -> None:
    module.assign(name, value, site)


SETTER = HostMethod("__setattr__", _assign)
"""`Module.__setattr__`."""
