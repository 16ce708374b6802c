"""What every reader gives: a definition, which can be traced with its own inputs or with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from convcalc.dims import Dim
    from convcalc.dims.assumptions import Assumptions
    from convcalc.graph.graph import Graph
    from convcalc.layers.core.shapes import Shape

    Given = tuple[str | None, Shape]


class Definition:
    """A network that is read and not yet traced; it may be traced again, with other inputs."""

    name: str
    assumptions: Assumptions | None = None
    """What is taken for granted of the sizes."""

    def trace(
        self,
        inputs: Sequence[Given] | None = None,
        batch: Dim | None = None,
        *,
        given_are_full: bool = False,
    ) -> Graph:
        """
        The graph of the network; what stops the trace is its `error`, behind the layers so far.

        Args:
            inputs: (name, shape) in place of the declared ones; in order where the name is None.
            batch: What the batch axis is, where it is missing and where it is there.
            given_are_full: The shapes in `inputs` have a batch axis, unless a layer says otherwise.

        Raises:
            UsageError: If the given inputs are not the network's.
        """
        raise NotImplementedError
