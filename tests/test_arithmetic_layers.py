"""Every layer on paper, alone and in a network, against Keras' layers and pixels."""

import re
from fractions import Fraction

import numpy as np
import pytest

import cnnbook as cb
from cnnbook.arithmetic.reach import Reach

keras = pytest.importorskip("keras")
L = keras.layers

PAIRS = [
    # (on paper, in Keras)
    (cb.Conv(6, (3, 2), groups=3), L.Conv2D(6, (3, 2), groups=3)),
    (cb.Conv(4, 3, dilation=(2, 3)), L.Conv2D(4, 3, dilation_rate=(2, 3))),
    (
        cb.Conv(4, (2, 5), padding="same", bias=False, dilation=2),
        L.Conv2D(4, (2, 5), padding="same", use_bias=False, dilation_rate=2),
    ),
    (cb.Conv(9, 4, (2, 3), "same"), L.Conv2D(9, 4, (2, 3), "same")),
    (
        cb.DepthwiseConv((3, 4), 2, "same", depth_multiplier=2),
        L.DepthwiseConv2D((3, 4), 2, "same", 2),
    ),
    (
        cb.DepthwiseConv(3, bias=False, dilation=3),
        L.DepthwiseConv2D(3, use_bias=False, dilation_rate=3),
    ),
    (
        cb.SeparableConv(8, (2, 3), 2, depth_multiplier=3),
        L.SeparableConv2D(8, (2, 3), 2, depth_multiplier=3),
    ),
    (
        cb.SeparableConv(5, 3, padding="same", bias=False, dilation=2),
        L.SeparableConv2D(5, 3, padding="same", use_bias=False, dilation_rate=2),
    ),
    (cb.ConvTranspose(4, (3, 2), 2, "same"), L.Conv2DTranspose(4, (3, 2), 2, "same")),
    (cb.ConvTranspose(4, (5, 3), (2, 3)), L.Conv2DTranspose(4, (5, 3), (2, 3))),
    (
        cb.ConvTranspose(4, 3, 2, bias=False, output_padding=1),
        L.Conv2DTranspose(4, 3, 2, output_padding=1, use_bias=False),
    ),
    (cb.Pool((3, 2), (1, 2), "same"), L.MaxPooling2D((3, 2), (1, 2), "same")),
]


@pytest.mark.parametrize(("paper", "layer"), PAIRS)
@pytest.mark.parametrize("shape", [(13, 10, 3), (8, 15, 6)])
def test_a_layer_makes_and_holds_what_keras_says(paper, layer, shape):
    more = {k: v for k, v in vars(layer).items() if k == "output_padding"}
    layer = layer.from_config(layer.get_config())
    vars(layer).update(more)  # which get_config left out before Keras 3.15
    layer.build((None, *shape))
    step = paper.step(shape)
    assert step.shape == tuple(layer.compute_output_shape((None, *shape)))[1:]
    assert step.parameters == layer.count_params()


def products(layer, shape):
    """Count the products of a window layer by sliding ones over ones."""
    layer.build((1, *shape))
    layer.set_weights([np.ones(w.shape) for w in layer.weights])
    return round(float(np.sum(layer(np.ones((1, *shape), "float32")))))


@pytest.mark.parametrize(("paper", "layer"), PAIRS)
def test_multiply_adds_are_the_products_that_are_summed_up(paper, layer):
    # Without padding the sum of all outputs counts the products, if all factors are 1.
    if "Separable" in type(layer).__name__ or paper.padding == "same":
        return
    if isinstance(paper, cb.Pool):
        return
    layer = type(layer).from_config({**layer.get_config(), "use_bias": False})
    shape = (13, 10, 3)
    assert paper.step(shape).multiply_adds == products(layer, shape)


def test_a_separable_layer_costs_its_two_parts():
    separable = cb.SeparableConv(8, 3, 2, "same", depth_multiplier=3)
    depthwise = cb.DepthwiseConv(3, 2, "same", bias=False, depth_multiplier=3)
    parts = cb.trace((9, 8, 4), [depthwise, cb.Conv(8, 1)])
    assert separable.step((9, 8, 4)).multiply_adds == parts.multiply_adds
    assert separable.step((9, 8, 4)).parameters == parts.parameters


def pixels_seen(layers, n):
    """Return how many input pixels each place depends on, along one axis."""
    reach = np.eye(n)[:, None, :]  # a map of n × 1 with a channel per input pixel
    for layer in layers:
        f = layer.kernel_size[0]
        settings = {"stride": layer.stride, "dilation": layer.dilation}
        if isinstance(layer, cb.ConvTranspose):
            each = np.eye(n)[None, None] * np.ones((f, 1, 1, 1))
            step = cb.conv_transpose(reach, each, None, layer.padding, **settings)
        else:
            each = np.ones((f, 1, n, 1))
            step = cb.depthwise_conv(reach, each, None, layer.padding, **settings)
        reach = (step > 0).astype(float)
    places = [np.flatnonzero(row) for row in reach[:, 0]]
    return [row[-1] - row[0] + 1 for row in places if len(row)]


NETWORKS = [
    [(3, 1, 1), (3, 2, 1), (5, 2, 1)],
    [(3, 1, 1), (3, 1, 2), (3, 1, 4)],
    [(3, 2, 3), (2, 3, 2), (4, 1, 2)],
    [(2, 2, 1), (2, 2, 1), (3, 1, 5)],
]


@pytest.mark.parametrize("network", NETWORKS)
def test_a_dilated_receptive_field_is_what_one_value_sees(network):
    layers = [cb.Conv(1, (f, 1), (s, 1), dilation=(d, 1)) for f, s, d in network]
    seen = set(pixels_seen(layers, 64))
    last = cb.trace((64, 1, 1), layers)[-1]
    assert seen == {last.receptive_field[0]} == {cb.receptive_field(network)}
    assert last.jump == (np.prod([s for _, s, _ in network]), 1)


UPWARDS = [
    [("up", 2, 2), ("conv", 3, 1)],
    [("up", 3, 2), ("conv", 3, 1)],
    [("up", 3, 2), ("conv", 2, 1), ("up", 4, 3)],
    [("conv", 3, 2), ("up", 2, 2), ("conv", 5, 1)],
    [("conv", 5, 2), ("conv", 3, 2), ("up", 4, 2), ("up", 4, 2), ("conv", 3, 1)],
    [("up", 5, 4), ("conv", 2, 1)],
    [("up", 2, 3), ("conv", 2, 1)],  # some values see nothing
    [("up", 2, 2), ("conv", 2, 2), ("conv", 3, 1)],  # up and down again
    [("up", 3, 3), ("conv", 4, 2), ("up", 3, 2), ("conv", 2, 3)],
    [("up", 3, 3, 2), ("conv", 2, 1), ("up", 2, 2, 3), ("conv", 3, 1, 2)],
    [("up", 3, 4, 2), ("conv", 2, 2, 3), ("conv", 2, 1, 2)],
]


@pytest.mark.parametrize("network", UPWARDS)
@pytest.mark.parametrize("padding", ["valid", ((1, 1), (0, 0)), "same"])
def test_after_a_transposed_layer_it_is_the_most_that_a_value_sees(network, padding):
    kinds = {"up": cb.ConvTranspose, "conv": cb.Conv}
    layers = [
        kinds[kind](1, (f, 1), (s, 1), padding, dilation=(d, 1))
        for kind, f, s, d in ((*layer, 1)[:4] for layer in network)
    ]
    last = cb.trace((40, 1, 1), layers)[-1]
    # Those near the ends are cut off by the edge of the image.
    assert last.receptive_field[0] == max(pixels_seen(layers, 40))
    jump = Fraction(1)
    for kind, _, s, *_ in network:
        jump = jump * s if kind == "conv" else jump / s
    assert last.jump[0] == jump


def test_a_jump_that_is_a_fraction_is_printed_as_one():
    table = str(cb.trace((4, 4, 1), [cb.ConvTranspose(1, 2, 2)]))
    assert table.splitlines()[2].endswith("1×1  1/2×1/2   256 B")


def test_maps_that_are_joined():
    narrow, wide = Reach().window(1, 1), Reach().window(5, 1, before=2)
    assert narrow.joined(wide).pixels == 5  # centred on each other
    beside = Reach().window(5, 1)  # not padded: from 0 to 4
    assert wide.joined(beside).pixels == 7  # from -2 to 4
    faster = Reach().window(3, 2)
    assert (narrow.joined(faster).pixels, narrow.joined(faster).jump) == (3, None)
    assert narrow.joined(faster).window(3, 1) is None
    assert narrow.joined(faster).transposed(3, 2) is None
    assert narrow.joined(faster).window(1, 1) == narrow.joined(faster)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: cb.Conv(5, 3, groups=2), "groups must divide the filters, 5, got 2"),
        (
            lambda: cb.trace((9, 9, 3), [cb.Conv(4, 3, groups=2)]),
            "layer 1 .Conv.: groups must divide.*3 and 4, got 2",
        ),
        (lambda: cb.Conv(5, 3, dilation=0), "dilation must be.*got 0"),
        (
            lambda: cb.trace((9, 9, 3), [cb.Conv(4, 5, dilation=3)]),
            r"f = 5, dilated to 13, does not fit into n = 9.*it must be at most 9",
        ),
        (lambda: cb.DepthwiseConv(3, depth_multiplier=0), "depth_multiplier.*got 0"),
        (lambda: cb.ConvTranspose(3, 3, output_padding=-1), "output_padding.*got -1"),
        (
            lambda: cb.trace((9, 9, 3), [cb.ConvTranspose(4, 3, output_padding=1)]),
            "smaller than the stride 1, got 1",
        ),
        (
            lambda: cb.trace((9, 9, 3), [cb.Flatten(), cb.ConvTranspose(4, 3)]),
            "layer 2 .ConvTranspose.*can't follow Flatten",
        ),
        (lambda: cb.receptive_field([(3, 1, 0)]), "dilation must be.*got 0"),
        (lambda: cb.conv_parameters(3, 4, 6, groups=4), "groups.*4 and 6, got 4"),
    ],
)
def test_bad_settings_are_named(call, words):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the words are below
        call()
    assert re.search(words, str(caught.value)), str(caught.value)


def test_the_explorer_refuses_what_it_can_not_show():
    from cnnbook.explorers import NetworkTracer

    for layer, words in [
        (cb.Conv(4, 3, groups=2), "layer 1: groups can't be shown"),
        (cb.Conv(4, 3, dilation=2), "layer 1: dilation can't be shown"),
        (cb.Pool(3, 2, ceil_mode=True), "layer 1: ceil_mode can't be shown"),
        (cb.Conv(4, 3, padding=(1, 2)), "layer 1: padding must be the same on all"),
        (cb.DepthwiseConv(3), "layer 1: it must be a Conv, Pool"),
    ]:
        with pytest.raises(ValueError, match=words):
            NetworkTracer([layer])
