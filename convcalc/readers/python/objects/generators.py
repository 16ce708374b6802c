"""Functions with `yield`: their statements are executed as far as the next value."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from convcalc.errors import ConvcalcError
from convcalc.readers.python.objects.descriptors import HostMethod
from convcalc.readers.python.objects.exceptions import EXCEPTIONS
from convcalc.readers.python.objects.exceptions import matches
from convcalc.readers.python.objects.exceptions import throw
from convcalc.readers.python.objects.exceptions import thrown
from convcalc.readers.python.objects.failures import WrongType
from convcalc.readers.python.objects.functions import BoundMethod
from convcalc.readers.python.objects.host import MISSING
from convcalc.readers.python.objects.host import HostObject
from convcalc.readers.python.objects.host import no_attribute
from convcalc.readers.python.values.streams import step

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Generator as Steps
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from convcalc.readers.python.objects.functions import Function
    from convcalc.readers.python.objects.host import Site


class Generator(HostObject):
    """
    What a call of a function with `yield` gives; `steps` executes its body.

    `returned` is the value of its `return`, once it is at its end; `inner_objects` are what it was
    given, and its function: what goes on with it may change them.
    """

    __slots__ = ("inner_objects", "name", "returned", "steps", "text")
    type_name: ClassVar[str] = "a generator"

    def __init__(
        self, function: Function, steps: Steps[Any, Any, Any], given: Iterable[object] = ()
    ) -> None:
        self.inner_objects = (function, *given)
        self.name = function.name
        self.text = function.text
        self.steps = steps
        self.returned: Any = None

    def __repr__(self) -> str:
        return f"<generator object {self.name}>"

    def attribute_names(self) -> Sequence[str]:
        """What a generator can do."""
        return tuple(GENERATOR_METHODS)

    def attribute(self, name: str, site: Site) -> object:
        """A method of generators."""
        method = GENERATOR_METHODS.get(name)
        if method is None:
            raise no_attribute("'generator' object", name, self.attribute_names)
        return BoundMethod(HostMethod(name, method), self)

    def iterate(self, site: Site) -> Iterable[object]:
        """The rest of its values."""
        return self._rest(site)

    def _rest(self, site: Site) -> Iterator[object]:
        while (found := self.take(site)) is not MISSING:
            yield found

    def take(self, site: Site) -> Any:
        """Its next value, or MISSING at the end."""
        return self.resume(lambda: next(self.steps), site)

    def resume(self, go: Callable[[], Any], site: Site) -> Any:
        """
        Execute its statements as far as the next value; MISSING at the end.

        Raises:
            WrongType: If it is being executed already.
        """
        evaluator = site.evaluator
        evaluator.charge_steps(1)
        evaluator.enter_call()
        outer = evaluator.text
        evaluator.text = self.text.seen_from(outer, site.node)
        try:
            return go()
        except StopIteration as end:
            if end.value is not None:
                self.returned = end.value.value
            return MISSING
        except ValueError:
            raise WrongType("the generator is being executed already") from None
        finally:
            evaluator.text = outer
            evaluator.depth -= 1


def _send(site: Site, generator: Generator, value: Any) -> object:
    try:
        found = generator.resume(lambda: generator.steps.send(value), site)
    except TypeError:
        raise WrongType("a generator that has not begun takes nothing but None") from None
    return _required(found, site)


def _throw(site: Site, generator: Generator, problem: Any, *more: Any) -> object:
    error = thrown(problem, site)
    return _required(generator.resume(lambda: generator.steps.throw(error), site), site)


def _required(found: Any, site: Site) -> object:
    if found is MISSING:
        raise throw("StopIteration", "", site)
    return found


def _close(site: Site, generator: Generator) -> None:
    end = throw("GeneratorExit", "", site)
    try:
        generator.resume(lambda: generator.steps.throw(end), site)
    except ConvcalcError as error:
        ends = (EXCEPTIONS["GeneratorExit"], EXCEPTIONS["StopIteration"])
        if not matches(error, ends, site):
            raise


GENERATOR_METHODS: dict[str, Callable[..., Any]] = {
    "__iter__": lambda site, generator: generator,
    "__next__": step,
    "close": _close,
    "send": _send,
    "throw": _throw,
}
