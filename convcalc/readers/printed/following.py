"""One trace of a printed model: its chain as far as a print tells, its other modules besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.graph.tensor import Module
from convcalc.layers.core.needs import Needs
from convcalc.readers.layers_file.inputs import Inputs
from convcalc.readers.printed import notes
from convcalc.readers.printed.chains import is_alone
from convcalc.readers.printed.modules import with_ceiling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.graph.builder import GraphBuilder
    from convcalc.graph.tensor import Tensor
    from convcalc.layers.core.shapes import Shape
    from convcalc.readers.printed.known import Known
    from convcalc.readers.printed.tree import Printed

    Given = tuple[str | None, Shape]

FORMAT = "print(model) of PyTorch"


class Following:
    """One trace of a printed model, as far as it can be followed."""

    def __init__(
        self,
        known: Known,
        builder: GraphBuilder,
        given: Sequence[Given],
        batch: Dim | None,
        *,
        given_are_full: bool,
    ) -> None:
        self.root = known.found.root
        self.links = known.links
        self.given = given
        self.builder = builder
        self.builder.format = FORMAT
        self.builder.hides = known.hides
        self.builder.assumed += notes.of_print(known.found)
        self.inputs = Inputs(self.builder, given, batch, given_are_full=given_are_full)
        self._modules = {
            path: Module(
                holding.layer,
                spelled=each.cls,
                call=f"{each.cls}({each.extra})",
                name=path or each.cls,
                source=each.place,
            )
            for path, each, holding in known.held
        }
        self._layers = {path for path, _, each in known.held if each.is_layer}

    def run(self) -> None:
        """
        Apply the layers of the chain, one after the other.

        Raises:
            ConvcalcError: If one cannot take what the one before it gives.
            UsageError: If more than one input is given.
        """
        stopped = self._chain()
        if stopped is not None:
            path, module = stopped
            is_alone_in_it = stopped == ("", self.root) and self.builder.outputs
            self.builder.was_run = False
            self.builder.assumed.append(
                notes.of_alone(self.root) if is_alone_in_it else notes.of_order(module, path)
            )
            if self.given and not self.builder.inputs:
                self.builder.assumed.append("the given input is not used, since nothing is traced")
        for each in self._modules.values():
            self.builder.define(each)

    def _chain(self) -> tuple[str, Printed] | None:
        """Follow the chain; gives where it cannot be followed any further."""
        if not self.links or not self.given or self.links[0][0] not in self._layers:
            return self.links[0] if self.links else ("", self.root)
        name, shape = self.given[0]
        self.inputs.given_for(name or "")
        current = self.inputs.declare_given(name or "input", shape)
        self.inputs.check_all_taken()
        for path, module in self.links:
            if path not in self._layers:
                return path, module
            outputs = self._apply(path, module, current)
            if len(outputs) != 1:
                return path, module
            current = outputs[0]
        self.builder.outputs = (current,)
        return ("", self.root) if is_alone(self.root) else None

    def _apply(self, path: str, printed: Printed, tensor: Tensor) -> tuple[Tensor, ...]:
        """Apply the layer of a module, and say what its print leaves open."""
        module = self._modules[path]
        self.inputs.settle(tensor, module.layer)
        outputs = self.builder.apply(
            module,
            (tensor,),
            name=module.name,
            scope=module.name.rpartition(".")[0],
            source=printed.place,
        )
        other = with_ceiling(printed)
        shapes = tuple([each.shape for each in outputs])
        if other is not None and other.outputs((tensor.shape,), Needs()) != shapes:
            self.builder.assumed.append(
                f"{module.name} has ceil_mode=False, which a print does not show"
            )
        return outputs
