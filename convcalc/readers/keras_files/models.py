"""From the configuration of a model to the model: its layers, and how they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from convcalc.errors import ConvcalcError
from convcalc.errors import ReadError
from convcalc.readers.keras_files.edges import Edge
from convcalc.readers.keras_files.edges import Reference
from convcalc.readers.keras_files.edges import ends_of
from convcalc.readers.keras_files.edges import nodes_of
from convcalc.readers.keras_files.edges import replaced
from convcalc.readers.keras_files.edges import told_in
from convcalc.readers.keras_files.functions import Function
from convcalc.readers.keras_files.functions import function_of
from convcalc.readers.keras_files.layers import is_model
from convcalc.readers.keras_files.older import joined_by_merge
from convcalc.readers.keras_files.unknown import UnknownInstance
from convcalc.readers.keras_files.unknown import is_unknown
from convcalc.readers.keras_files.unknown import tell
from convcalc.readers.keras_files.values import class_of
from convcalc.readers.keras_files.values import config_of
from convcalc.readers.keras_files.values import shape_of
from convcalc.readers.python.libraries.keras.inputs import is_input
from convcalc.readers.python.libraries.keras.inputs import symbolic_input
from convcalc.readers.python.libraries.keras.layer import LayerInstance
from convcalc.readers.python.libraries.keras.model_class import FUNCTIONAL
from convcalc.readers.python.libraries.keras.model_class import SEQUENTIAL
from convcalc.readers.python.libraries.keras.tensors import tensors_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from convcalc.readers.keras_files.layers import LayerMaker
    from convcalc.readers.keras_files.values import Record

MOST_LAYERS = 100_000
MOST_CALLS = 200_000


def model_of(maker: LayerMaker, record: Record, place: str, offset: int) -> Any:
    """
    The model of a configuration.

    Raises:
        ConvcalcError: If it is none, or a layer cannot take what it is given.
    """
    config = record.get("config")
    if isinstance(config, list):
        # A Sequential of Keras 1 and of early Keras 2.
        config = {"layers": config}
    if not isinstance(config, dict) or not isinstance(config.get("layers"), list):
        raise ReadError(
            f"{place} is a {class_of(record)} without layers: it is made by code of its own",
            expected="a functional or Sequential model",
            hint="read the model's source instead",
        )
    layers = config["layers"]
    if len(layers) > MOST_LAYERS:
        raise ReadError(f"{place} has {len(layers):,} layers", expected=f"at most {MOST_LAYERS:,}")
    given = {"trainable": config.get("trainable") is not False}
    if isinstance(config.get("name"), str):
        given["name"] = config["name"]
    if "output_layers" in config or "input_layers" in config:
        return Wiring(maker, config, place, offset).model(given)
    if joined_by_merge(layers):
        return _merged(maker, layers, place, offset, given)
    return _row(maker, record, layers, place, offset, given)


def _row(
    maker: LayerMaker,
    record: Record,
    layers: list[Any],
    place: str,
    offset: int,
    given: Record,
) -> Any:
    """A Sequential, whose layers are called one after the other."""
    site = maker.site(maker.world.places.at(offset, 6), class_of(record))
    model: Any = SEQUENTIAL.call([], given, site)
    config = record.get("config")
    told = config.get("build_input_shape") if isinstance(config, dict) else None
    build = record.get("build_config")
    begun = shape_of(told) or shape_of(
        build.get("input_shape") if isinstance(build, dict) else None
    )
    shapes = [_built_for(each) for each in layers]
    for index, each in enumerate(layers):
        where = f"{place}.config.layers[{index}]"
        layer = maker.layer(each, where, offset)
        if index and isinstance(layer, LayerInstance):
            # Only the first layer says what goes into the model.
            layer.attributes.pop("_declared", None)
        if is_unknown(layer) and index + 1 < len(layers) and shapes[index + 1] is not None:
            tell(layer, [shapes[index + 1]], [shapes[index]] if shapes[index] else [])
        try:
            _append(maker, model, layer, each, where)
        except ConvcalcError:
            maker.partial = model if model.beginning is not None else None
            raise
    if model.beginning is None and begun is not None:
        model.begin(begun, site)
    return model


def _append(maker: LayerMaker, model: Any, layer: Any, record: Any, place: str) -> None:
    _refuse_unknown(layer, place)
    site = maker.site(layer.source, layer.spelled_call or class_of(record))
    try:
        model.append(layer, site)
    except ConvcalcError as problem:
        raise problem.at(layer.source, layer.name) from None


def _built_for(record: Any) -> Any:
    build = record.get("build_config") if isinstance(record, dict) else None
    return shape_of(build.get("input_shape")) if isinstance(build, dict) else None


def _refuse_unknown(layer: Any, place: str) -> None:
    """
    Stop at a layer of which nobody knows what leaves it.

    Raises:
        ReadError: If it is one.
    """
    if is_unknown(layer):
        raise ReadError(
            f"nothing is known of {layer.cls.name} at {place}, and the file does not tell what "
            "leaves it",
            expected="a layer of Keras, or a file of Keras 3, which tells shapes between layers",
            hint="read the model's source instead",
        ).at(layer.source, layer.name)


def _merged(maker: LayerMaker, layers: list[Any], place: str, offset: int, given: Record) -> Any:
    """A Sequential of Keras 1 that begins with Merge: it has an input for each model inside."""
    first = config_of(layers[0], place)
    inputs, joined = [], []
    site = maker.site(maker.world.places.at(offset, 6), "Sequential")
    for index, each in enumerate(first["layers"]):
        where = f"{place}.config[0].config.layers[{index}]"
        model = maker.layer(each, where, offset)
        shape = model.known_shape() if is_model(each) else None
        if shape is None:
            raise ReadError(f"{where} does not say its input", expected="batch_input_shape")
        tensor = symbolic_input(shape, site)
        inputs.append(tensor)
        joined.append(model.invoke([tensor], {}, site, model.source))
    plain = {name: value for name, value in first.items() if name != "layers"}
    value: Any = joined
    for index, each in enumerate([{**layers[0], "config": plain}, *layers[1:]]):
        layer = maker.layer(each, f"{place}.config[{index}]", offset)
        _refuse_unknown(layer, f"{place}.config[{index}]")
        value = layer.invoke([value], {}, site, layer.source)
    return FUNCTIONAL.call([], {**given, "inputs": inputs, "outputs": value}, site)


class Wiring:
    """The layers of a functional model, and the tensors between them."""

    def __init__(self, maker: LayerMaker, config: Record, place: str, offset: int) -> None:
        self.maker = maker
        self.config = config
        self.place = place
        self.offset = offset
        self.layers: dict[str, Any] = {}
        self.edges: dict[tuple[str, int], Edge] = {}
        self.tensors: dict[tuple[str, int], list[Any]] = {}
        self.places: dict[str, str] = {}
        self.told: Mapping[tuple[str, int], dict[int, Any]] = {}

    def model(self, given: Record) -> Any:
        """The model."""
        try:
            self._read_layers()
            self._run()
        except ConvcalcError:
            self.maker.partial = self._partial(given)
            raise
        site = self.maker.site(self.maker.world.places.at(self.offset, 6), "Functional")
        inputs = self._ends("input_layers")
        outputs = self._ends("output_layers")
        return FUNCTIONAL.call([], {**given, "inputs": inputs, "outputs": outputs}, site)

    def _partial(self, given: Record) -> Any:
        """The part of the model that could be made, to be told with what stopped it; else None."""
        calls = [each for values in self.tensors.values() for each in tensors_of(values)]
        used = {
            id(each) for tensor in calls if tensor.operation for each in tensor.operation.inputs
        }
        inputs = [each for each in calls if each.operation and each.operation.is_input]
        ends = [each for each in calls if each not in inputs and id(each) not in used]
        if not inputs or not ends:
            return None
        site = self.maker.site(self.maker.world.places.at(self.offset, 6), "Functional")
        try:
            return FUNCTIONAL.call([], {**given, "inputs": inputs, "outputs": ends}, site)
        except ConvcalcError:
            return None

    def _read_layers(self) -> None:
        records = self.config["layers"]
        self.told = told_in(records)
        places = [f"{self.place}.config.layers[{index}]" for index in range(len(records))]
        names = [_name_of(*each) for each in zip(records, places, strict=True)]
        known = set(names)
        for record, name, place in zip(records, names, places, strict=True):
            if name in self.layers:
                raise ReadError(f"two layers are called {name!r}", expected="a name for each")
            operation = function_of(record, self.maker, self.offset)
            made = operation or self.maker.layer(record, place, self.offset)
            self.layers[name] = made
            self.places[name] = place
            if isinstance(made, LayerInstance) and is_input(made):
                self.tensors[name, 0] = made.inbound[0].outputs
                continue
            for number, edge in enumerate(nodes_of(record, known, place)):
                self.edges[name, number] = edge
        if len(self.edges) > MOST_CALLS:
            raise ReadError(
                f"{len(self.edges):,} calls of layers", expected=f"at most {MOST_CALLS:,}"
            )

    def _run(self) -> None:
        """Call every layer as soon as what it is called with is there."""
        waiting: dict[tuple[str, int], list[tuple[str, int]]] = {}
        missing: dict[tuple[str, int], int] = {}
        ready: list[tuple[str, int]] = []
        for key, edge in self.edges.items():
            needed = {self._key(each, key[0]) for each in edge.references()} - self.tensors.keys()
            missing[key] = len(needed)
            for each in needed:
                waiting.setdefault(each, []).append(key)
            if not needed:
                ready.append(key)
        ready.reverse()
        done = 0
        while ready:
            key = ready.pop()
            self._call(key)
            done += 1
            freed = []
            for each in waiting.pop(key, ()):
                missing[each] -= 1
                if not missing[each]:
                    freed.append(each)
            ready += reversed(freed)
        if done < len(self.edges):
            stuck = next(key for key in self.edges if missing[key])
            raise ReadError(
                f"the layers of {self.place} go in a circle: {stuck[0]!r} waits for itself",
                expected="layers that are called one after the other",
            )

    def _key(self, reference: Reference, layer: str) -> tuple[str, int]:
        """The call that a tensor comes from."""
        key = reference.name, reference.node
        if key in self.edges or key in self.tensors:
            return key
        # The first call of a model inside may be its own making.
        earlier = reference.name, reference.node - 1
        if earlier in self.edges or earlier in self.tensors:
            return earlier
        what = "call" if reference.name in self.layers else "layer"
        raise ReadError(
            f"{layer!r} is called with what leaves {reference.name!r} in call {reference.node}, "
            f"and there is no such {what}",
            expected="a layer of the same model",
        )

    def _call(self, key: tuple[str, int]) -> None:
        name, _ = key
        layer, edge = self.layers[name], self.edges[key]
        args, kwargs = edge.with_tensors(lambda each: self._tensor(each, name))
        place = self.places[name]
        found = layer.call(args, kwargs) if isinstance(layer, Function) else None
        if found is None:
            if isinstance(layer, Function):
                layer = layer.unknown()
            if isinstance(layer, UnknownInstance) and layer.core is None:
                self._tell(layer, key, args)
            _refuse_unknown(layer, place)
            site = self.maker.site(layer.source, layer.spelled_call)
            try:
                found = layer.invoke(args, kwargs, site, layer.source)
            except ConvcalcError as problem:
                raise problem.at(layer.source, name) from None
        self.tensors[key] = list(tensors_of(found)) or [found]

    def _tell(self, layer: UnknownInstance, key: tuple[str, int], args: list[Any]) -> None:
        told = self.told.get(key)
        if not told:
            return
        count = max(told) + 1
        if any(index not in told for index in range(count)):
            return
        takes = [each.keras_shape() for each in tensors_of(args)]
        tell(layer, [told[index] for index in range(count)], takes)

    def _tensor(self, reference: Reference, layer: str) -> Any:
        tensors = self.tensors[self._key(reference, layer)]
        if not 0 <= reference.tensor < len(tensors):
            raise ReadError(
                f"{layer!r} takes tensor {reference.tensor} of {reference.name!r}, which gives "
                f"{len(tensors)}",
                expected="one of them",
            )
        return tensors[reference.tensor]

    def _ends(self, which: str) -> Any:
        found = ends_of(self.config.get(which), f"{self.place}.config.{which}")
        return replaced(found, lambda each: self._tensor(each, which))


def _name_of(record: Any, place: str) -> str:
    if isinstance(record, dict):
        config = record.get("config")
        for holder in (record, config if isinstance(config, dict) else {}):
            if isinstance(holder.get("name"), str):
                return str(holder["name"])
    raise ReadError(f"{place} has no name", expected='{"name": ..., "class_name": ...}')
