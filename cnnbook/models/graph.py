"""The graph of a Keras model as a list of calls, models inside models included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cnnbook.models.reading import told

Shape = tuple[int | None, ...]


@dataclass(eq=False)
class Value:
    """An array on its way through the model, without the batch axis."""

    tensor: Any
    """What Keras knows of it: shape and type."""

    name: str = ""

    @property
    def shape(self) -> Shape:
        """Its sizes."""
        return tuple(self.tensor.shape[1:])


@dataclass(eq=False)
class Call:
    """One use of a layer, or of a function of `keras.ops`."""

    operation: Any
    name: str
    inputs: list[Value]
    outputs: list[Value]


@dataclass
class Graph:
    """The calls of a model, in an order in which they can be made."""

    inputs: list[Value]
    calls: list[Call] = field(default_factory=list)


def read_graph(model: Any, input_shape: Shape | None = None) -> Graph:
    """Return the calls that `model` makes for a picture.

    Parameters
    ----------
    model : keras.Model
        Sequential, functional, or a class of its own.
    input_shape : tuple of int, optional
        Sizes of the picture, where the model leaves them open.

    Raises
    ------
    ValueError
        If the model knows no input shape and none is given, or another one.
    """
    import keras

    inputs = _known_inputs(model)
    if inputs is None:
        if input_shape is None:
            raise ValueError(
                "the model does not know its input shape: begin it with keras.Input, "
                "or give input_shape=(H, W, C)"
            )
        inputs = [keras.Input(input_shape)]
        if not model.built:
            model(inputs[0])
        inputs = _known_inputs(model) or inputs
    names = [_maker(tensor).operation.name for tensor in inputs]
    if input_shape is not None and _known_inputs(model) is not None:
        inputs = [_filled(keras, inputs, input_shape)]
    graph = Graph([*map(Value, inputs, names)])
    if _unfold(model, graph.inputs, graph, "", ((inputs[0],), {})) is None:
        made = keras.tree.flatten(model.compute_output_spec(inputs[0]))
        graph.calls = [Call(model, model.name, graph.inputs, [*map(Value, made)])]
    return graph


def _known_inputs(model: Any) -> list[Any] | None:
    if not model.built or told(model, "inputs") is None:
        return None
    return list(model.inputs)


def _filled(keras: Any, inputs: list[Any], shape: Shape) -> Any:
    """Return the model's one input with the sizes that it leaves open."""
    known = tuple(inputs[0].shape[1:])
    fits = len(known) == len(shape) and all(
        k in (None, n) for k, n in zip(known, shape, strict=True)
    )
    if len(inputs) != 1 or not fits:
        raise ValueError(
            f"input_shape must be one that the model takes, {known}, got {shape}"
        )
    return keras.KerasTensor((None, *shape), inputs[0].dtype)


def _unfold(
    operation: Any, given: list[Value], graph: Graph, path: str, arguments: Any
) -> list[Value] | None:
    """Add the calls inside a model or a layer; None if it can't be looked into."""
    ends = _ends(operation, arguments)
    if ends is None or len(ends[0]) != len(given):
        return None
    inputs, outputs, forget = ends
    try:
        values = {id(t): value for t, value in zip(inputs, given, strict=True)}
        for node in _sorted_nodes(outputs, set(values)):
            made = _call(node, [values[id(t)] for t in node.input_tensors], graph, path)
            values |= {id(t): v for t, v in zip(node.outputs, made, strict=True)}
        return [values[id(tensor)] for tensor in outputs]
    finally:
        forget()


def _call(node: Any, given: list[Value], graph: Graph, path: str) -> list[Value]:
    operation = node.operation
    name = path + operation.name
    new = {id(t): v.tensor for t, v in zip(node.input_tensors, given, strict=True)}
    arguments = node.arguments.fill_in(new)
    if _has_parts(operation):
        inside = _unfold(operation, given, graph, name + "/", arguments)
        if inside is not None:
            return inside
    made = list(node.outputs)
    pairs = zip(given, node.input_tensors, strict=True)
    if any(value.tensor.shape != tensor.shape for value, tensor in pairs):
        import keras

        args, kwargs = arguments
        made = keras.tree.flatten(operation.compute_output_spec(*args, **kwargs))
    values = [Value(tensor) for tensor in made]
    graph.calls.append(Call(operation, name, given, values))
    return values


def _has_parts(operation: Any) -> bool:
    """Tell a model, and a layer of one's own that is made of layers."""
    if hasattr(operation, "layers"):
        return True
    own = not type(operation).__module__.startswith("keras.")
    return own and bool(getattr(operation, "_layers", ()))


def _ends(operation: Any, arguments: Any) -> tuple[list[Any], list[Any], Any] | None:
    """Return the tensors where the inside of a model begins and ends.

    What has no graph is called on symbols once; ``forget`` undoes what that leaves.
    """
    if _known_inputs(operation) is not None:
        return list(operation.inputs), list(operation.outputs), lambda: None
    import keras

    parts = operation._flatten_layers()
    nodes = [n for part in parts for n in (part._inbound_nodes, part._outbound_nodes)]
    before = [(one, len(one)) for one in nodes]

    def forget() -> None:
        for one, count in before:
            del one[count:]

    def symbol(argument: Any) -> Any:
        if not isinstance(argument, keras.KerasTensor):
            return argument
        return keras.Input(batch_shape=argument.shape, dtype=argument.dtype)

    args, kwargs = keras.tree.map_structure(symbol, arguments)
    try:
        outputs = keras.tree.flatten(operation.call(*args, **kwargs))
        if not all(isinstance(one, keras.KerasTensor) for one in outputs):
            raise TypeError("it does not return symbols")
    except Exception:  # it computes with something else than Keras
        forget()
        return None
    inputs = [
        one
        for one in keras.tree.flatten((args, kwargs))
        if isinstance(one, keras.KerasTensor)
    ]
    return inputs, outputs, forget


def _sorted_nodes(outputs: Sequence[Any], begin: set[int]) -> Iterator[Any]:
    """Yield the nodes between two cuts as Keras lists them: the farthest first."""
    depths: dict[Any, int] = {}
    order: list[Any] = []
    stack = [(_maker(t), False) for t in reversed(outputs) if id(t) not in begin]
    while stack:  # not by calls: a deep network would exceed their limit
        node, done = stack.pop()
        if done:
            order.append(node)
        elif node not in depths:
            depths[node] = 0
            stack.append((node, True))
            parents = [t for t in node.input_tensors if id(t) not in begin]
            stack += [(_maker(t), False) for t in reversed(parents)]
    for node in reversed(order):
        for tensor in node.input_tensors:
            if id(tensor) not in begin:
                parent = _maker(tensor)
                depths[parent] = max(depths[parent], depths[node] + 1)
    yield from sorted(order, key=lambda node: -depths[node])


def _maker(tensor: Any) -> Any:
    """Return the node that made a tensor."""
    history = tensor._keras_history
    return history.operation._inbound_nodes[history.node_index]
