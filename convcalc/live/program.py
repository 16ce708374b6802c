"""A run as a text of Python, straight from top to bottom, for the reader of sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.live.run import Frame
    from convcalc.live.run import Run
    from convcalc.live.run import Step

HEAD = """\
import convcalc_live
import torch
import torch.nn.functional as F
from torch import nn
MODULES = {}
"""
RESERVED = frozenset({"F", "MODULES", "convcalc_live", "model", "nn", "torch"})
OWN = re.compile(r"M\d+|t\d+|given_\d+|g_\w+")
"""Names that the text itself gives."""


MOST_VALUES = 10_000
"""Elements of a buffer of whole numbers that are written out."""


def _made(buffer: Any) -> str:
    """A buffer: with its values where they may be positions, which decide what is known."""
    sizes, dtype = tuple(buffer.shape), buffer.dtype
    if buffer.is_floating_point() or buffer.is_complex():
        return f"torch.zeros({sizes}, dtype={dtype})"
    if buffer.is_meta or buffer.numel() > MOST_VALUES:
        return f"torch.empty({sizes}, dtype={dtype})"
    return f"torch.tensor({buffer.tolist()}, dtype={dtype})"


class Program:
    """
    The text, and which step a line of it is.

    Args:
        run: What happened.
        inputs: The names of the input's tensors, and what the model is called with.
        stated: The names of functions of which only the shapes are taken.
    """

    def __init__(self, run: Run, inputs: Sequence[str], call: str, stated: frozenset[str]) -> None:
        self.run = run
        self.stated = stated
        self.lines: list[str] = HEAD.splitlines()
        self.steps: dict[int, Step] = {}
        for name, shape, dtype in run.foreign:
            self.lines.append(f"{name} = torch.empty({shape}, dtype={dtype})")
        modules = list(run.model.modules())
        for number, module in reversed(list(enumerate(modules))):
            if run.leaves[id(module)] is None:
                self._class(number, module, inputs, call)
        leaf = run.leaves[id(run.model)]
        self.lines.append(f"model = MODULES[0] = {leaf or 'M0()'}")
        self._tie()

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines) + "\n"

    def _class(self, number: int, module: Any, inputs: Sequence[str], call: str) -> None:
        run = self.run
        name = re.sub(r"\W", "_", type(module).__name__)
        if name in RESERVED or OWN.fullmatch(name):
            name += "_"
        self.lines += [f"class {name}(nn.Module):", "    def __init__(self):"]
        self.lines += ["        super().__init__()", f"        MODULES[{number}] = self"]
        for own, parameter in module._parameters.items():  # noqa: SLF001 (in order, None among them)
            if parameter is not None:
                made = f"nn.Parameter(torch.zeros({tuple(parameter.shape)}))"
                self.lines.append(f"        self.register_parameter({own!r}, {made})")
        for own, buffer in module._buffers.items():  # noqa: SLF001 (the same)
            if buffer is not None:
                self.lines.append(f"        self.register_buffer({own!r}, {_made(buffer)})")
        for own, child in module._modules.items():  # noqa: SLF001 (the same)
            if child is not None:
                self._child(own, child)
        self.lines.append("        self.calls_so_far = 0")
        frames = run.runs.get(number, [])
        for index, frame in enumerate(frames):
            self.lines.append(f"    def call_{index}(self, *args, **kwargs):")
            self._body(frame)
        if number == 0:
            self.lines.append(f"    def forward(self, {', '.join(inputs)}):")
            for position, each in enumerate(inputs):
                self.lines.append(f"        global given_{position}")
                self.lines.append(f"        given_{position} = {each}")
            self.lines.append(f"        return self.call_0({call})")
        elif frames:
            self.lines.append("    def forward(self, *args, **kwargs):")
            self.lines.append("        self.calls_so_far += 1")
            methods = ", ".join([f"self.call_{index}" for index in range(len(frames))])
            self.lines.append(f"        return [{methods}][self.calls_so_far - 1](*args, **kwargs)")
        self.lines.append(f"M{number} = {name}")

    def _child(self, own: str, child: Any) -> None:
        number = self.run.numbers[id(child)]
        leaf = self.run.leaves[id(child)]
        made = f"M{number}()" if leaf is None else leaf
        self.lines.append(f"        if {number} not in MODULES: MODULES[{number}] = {made}")
        self.lines.append(f"        self.add_module({own!r}, MODULES[{number}])")

    def _body(self, frame: Frame) -> None:
        names = sorted({name for step in frame.steps for name in step.results})
        if names:
            self.lines.append(f"        global {', '.join(names)}")
        for step in frame.steps:
            self._step(step)
        self.lines.append(f"        return {frame.gives}")

    def _step(self, step: Step) -> None:
        is_module = step.text is not None and step.text.startswith("MODULES[")
        text = step.text
        if text is None or (step.name in self.stated and (not is_module or step.pattern)):
            given = "".join([f", {each}" for each in step.given])
            text = f"convcalc_live.stated({step.name!r}, {step.shapes}{given})"
            target = ", ".join(step.results)
        else:
            target = step.pattern
        if is_module and not step.pattern:
            self._line(f"        {text}", step)
        elif step.results:
            self._line(f"        {target} = {text}", step)
        else:
            self._line(f"        {text}", step)
        for name, shape in zip(step.results, step.shapes, strict=True):
            self._line(f"        convcalc_live.same({name}, {shape})", step)

    def _line(self, text: str, step: Step) -> None:
        self.lines.append(text)
        self.steps[len(self.lines)] = step

    def _tie(self) -> None:
        """Weights that are one tensor under several names, and those that are frozen."""
        first: dict[int, str] = {}
        for number, module in enumerate(self.run.model.modules()):
            for own, parameter in module._parameters.items():  # noqa: SLF001 (the same)
                if parameter is None:
                    continue
                path = f"MODULES[{number}].{own}"
                if id(parameter) in first:
                    self.lines.append(f"{path} = {first[id(parameter)]}")
                else:
                    first[id(parameter)] = path
                    if not parameter.requires_grad:
                        self.lines.append(f"{path}.requires_grad = False")
