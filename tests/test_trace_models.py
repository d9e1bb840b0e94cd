"""`cb.trace` of Keras models: Keras' own counts, published ones, and changed pixels."""

import math

import numpy as np
import pytest

import cnnbook as cb

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")
L = keras.layers

PUBLISHED = [
    # name, multiply-adds in millions, their spread, receptive field; all jump 32.
    # Simonyan and Zisserman (2015); Howard et al. (2017), table 8; Sandler et al.
    # (2018), table 4; He et al. (2016), table 1; Zoph et al. (2018), table 2. Receptive
    # fields: Araujo, Norris and Sim (2019).
    ("VGG16", 15_470, 5, 212),
    ("MobileNet", 569, 0.5, 315),
    ("MobileNetV2", 300, 1, None),
    ("ResNet50", 3_800, 100, 483),
    ("ResNet101", 7_600, 100, 1027),
    ("InceptionV3", 5_700, 100, 1311),
    ("InceptionResNetV2", 13_200, 100, 3039),
    ("NASNetMobile", 564, 0.5, None),
]


def agrees_with_keras(model, traced):
    assert traced.parameters == model.count_params()
    train = sum(math.prod(w.shape) for w in model.trainable_weights)
    assert (traced.trainable, traced.frozen) == (train, traced.parameters - train)


@pytest.mark.parametrize(("name", "millions", "spread", "field"), PUBLISHED)
def test_published_networks(name, millions, spread, field):
    model = getattr(keras.applications, name)(weights=None)
    traced = cb.trace(model)
    agrees_with_keras(model, traced)
    assert abs(traced.multiply_adds / 1e6 - millions) <= spread
    assert traced.not_counted == ()
    assert [row.name for row in traced] == [layer.name for layer in model.layers]
    for row, layer in zip(traced, model.layers, strict=True):
        assert row.kind == type(layer).__name__
        assert row.shape == tuple(layer.output.shape[1:])
        assert row.parameters == layer.count_params()
        assert row.numbers == math.prod(row.shape)
        assert row.bytes == 4 * row.numbers
    last = [row for row in traced if row.receptive_field][-1]
    assert last.jump == (32, 32)
    if field:
        assert last.receptive_field == (field, field)


def test_on_paper_the_memory_is_that_of_the_model():
    on_paper = cb.explorers.NetworkTracer("LeNet-5").trace()
    traced = cb.trace(cb.models.lenet5())
    assert [r.bytes for r in traced] == [r.bytes for r in on_paper]
    assert traced.cells()[-1][-1] == on_paper.cells()[-1][-1] == "37.1 kB"


def test_alexnet_of_the_receptive_field_library():
    # TF-Slim's alexnet_v2: 195, as published; the paper's own has pools of 3×3, too.
    filters = [(64, 11, 4, "valid"), (192, 5, 1, "same"), (384, 3, 1, "same")]
    model = [keras.Input((224, 224, 3))]
    for number, (count, f, s, padding) in enumerate(filters):
        model.append(L.Conv2D(count, f, s, padding))
        model += [L.MaxPooling2D(3, 2)] * (number < 2)
    model += [L.Conv2D(384, 3, padding="same"), L.Conv2D(256, 3, padding="same")]
    traced = cb.trace(keras.Sequential([*model, L.MaxPooling2D(3, 2)]))
    assert traced[-1].receptive_field == (195, 195)
    assert traced[-1].jump == (32, 32)


def test_it_is_the_trace_on_paper():
    on_paper = cb.trace(
        (30, 26, 3),
        [
            cb.Conv(6, (5, 3), (2, 1), "same"),
            cb.DepthwiseConv(3, dilation=2),
            cb.SeparableConv(8, 3, padding="same", depth_multiplier=2),
            cb.Pool(3, 2, "same"),
            cb.Conv(4, 3, groups=4),
            cb.ConvTranspose(4, 3, 2, "same"),
            cb.Conv(4, 2),
            cb.GlobalPool(),
            cb.Dense(10),
        ],
    )
    model = keras.Sequential(
        [
            keras.Input((30, 26, 3)),
            L.Conv2D(6, (5, 3), (2, 1), "same"),
            L.DepthwiseConv2D(3, dilation_rate=2),
            L.SeparableConv2D(8, 3, padding="same", depth_multiplier=2),
            L.AveragePooling2D(3, 2, "same"),
            L.Conv2D(4, 3, groups=4),
            L.Conv2DTranspose(4, 3, 2, "same"),
            L.Conv2D(4, 2),
            L.GlobalMaxPooling2D(),
            L.Dense(10),
        ]
    )
    traced = cb.trace(model)
    agrees_with_keras(model, traced)
    for ours, row in zip(on_paper[1:], traced[1:], strict=True):
        assert (ours.shape, ours.parameters) == (row.shape, row.parameters)
        assert ours.multiply_adds == row.multiply_adds
        assert ours.receptive_field == row.receptive_field
        assert ours.jump == row.jump
        assert row.sees_whole == (row.receptive_field is None)


def seen(model, axis, shape):
    """Return how many pixels, at most, an output depends on: by changing them."""
    for weight in model.weights:
        weight.assign(np.full(weight.shape, 1 if "variance" in weight.path else 0.5))
    random, n = np.random.default_rng(1), shape[axis]
    images = np.repeat(random.uniform(1, 2, (1, *shape)), n + 1, axis=0)
    for place in range(n):  # every image but the last has one row that differs
        np.moveaxis(images[place], axis, 0)[place] += 1
    answers = np.asarray(model(images.astype("float32"))).sum(axis=-1)
    changed = (answers[:-1] != answers[-1]).reshape(n, -1)
    spans = [np.flatnonzero(places) for places in changed.T]
    return max(span[-1] - span[0] + 1 for span in spans if len(span))


def branches():
    image = keras.Input((24, 24, 1))
    x = L.Conv2D(2, 3, padding="same")(image)
    one = L.Conv2D(2, 1)(x)
    two = L.Conv2D(2, 3, padding="same", dilation_rate=2)(x)
    three = L.AveragePooling2D(3, 1, "same")(x)
    x = L.Concatenate()([one, two, three])
    return keras.Model(image, L.ReLU()(L.BatchNormalization()(x)))


def beside_each_other():
    image = keras.Input((24, 24, 1))
    left = L.Cropping2D(((0, 4), (2, 2)))(image)
    right = L.Conv2D(1, 5)(image)
    return keras.Model(image, L.Add()([left, right]))


def hourglass():
    image = keras.Input((24, 24, 1))
    down = L.Conv2D(2, 3, 2, "same")(image)
    deep = L.Conv2D(2, 3, 2, "same")(down)
    up = L.UpSampling2D(2)(deep)
    x = L.Concatenate()([L.Conv2D(2, 3, padding="same")(up), down])
    return keras.Model(image, L.Conv2DTranspose(1, 3, 2, "same")(x))


def bilinear():
    image = keras.Input((20, 20, 1))
    x = L.Conv2D(1, 2, 2)(image)
    x = L.UpSampling2D(3, interpolation="bilinear")(x)
    return keras.Model(image, L.Conv2D(1, 2)(x))


def even_kernel():
    image = keras.Input((20, 20, 1))
    shifted = L.Cropping2D(((0, 1), (1, 0)))(L.ZeroPadding2D(((1, 0), (0, 1)))(image))
    return keras.Model(image, L.Add()([L.Conv2D(1, 2, padding="same")(image), shifted]))


def two_ways_up():
    image = keras.Input((20, 20, 1))
    one = L.UpSampling2D(2, interpolation="bilinear")
    one, two = (
        one(L.Cropping2D(((0, 2), (2, 0)))(image)),
        L.Cropping2D(((2, 0), (0, 2))),
    )
    return keras.Model(image, L.Add()([one, L.UpSampling2D(2)(two(image))]))


def padded():
    image = keras.Input((20, 20, 1))
    x = L.ZeroPadding2D(((0, 1), (2, 1)))(image)
    x = L.DepthwiseConv2D(3, 2)(x)
    x = L.Conv2D(1, 1)(x) + L.SeparableConv2D(1, (3, 2), padding="same")(x)
    return keras.Model(image, keras.ops.relu(x))


@pytest.mark.parametrize(
    "build",
    [
        branches,
        beside_each_other,
        hourglass,
        bilinear,
        even_kernel,
        two_ways_up,
        padded,
    ],
)
def test_a_receptive_field_is_what_changes_a_value(build):
    model = build()
    row = cb.trace(model)[-1]
    for axis in (0, 1):
        assert row.receptive_field[axis] == seen(model, axis, model.input_shape[1:])


def test_paths_that_disagree_in_the_jump_are_told():
    image = keras.Input((5, 5, 1))
    slow, fast = L.Conv2D(1, 3, name="slow")(image), L.Conv2D(1, 1, 2)(image)
    both = L.Activation("relu", name="act")(L.Add(name="add")([slow, fast]))
    traced = cb.trace(keras.Model(image, L.Conv2D(1, 3, name="after")(both)))
    add, act, after = (traced.layer(name) for name in ("add", "act", "after"))
    assert (add.receptive_field, add.jump) == ((3, 3), None)
    assert add.note == "its paths disagree in the jump: 1×1 and 2×2"
    assert (act.receptive_field, act.jump, act.note) == ((3, 3), None, "")
    assert (after.receptive_field, after.sees_whole) == (None, False)
    assert "disagree" in str(traced)


def test_models_inside_models_and_shared_layers():
    inside = keras.Sequential(
        [keras.Input((None, None, 3)), L.Conv2D(4, 3, name="c"), L.ReLU(name="r")],
        name="inside",
    )
    first, second = keras.Input((9, 8, 3)), keras.Input((9, 8, 3))
    shared = L.Conv2D(5, 3, name="shared")
    x = L.Add()([shared(inside(first)), shared(inside(second))])
    outer = keras.Model([first, second], L.Dense(2)(L.Flatten()(x)), name="outer")
    traced = cb.trace(outer)
    agrees_with_keras(outer, traced)
    names = [row.name for row in traced]
    assert names.count("inside/c") == names.count("inside/r") == 2
    assert names.count("shared") == 2
    rows = [row for row in traced if row.name == "inside/c"]
    assert [row.parameters for row in rows] == [112, 0]
    assert [row.note for row in rows] == [
        "",
        "its parameters are shared, and counted above",
    ]
    assert [row.multiply_adds for row in rows] == [7 * 6 * 108] * 2
    assert [row.shape for row in rows] == [(7, 6, 4)] * 2  # though it leaves them open


def test_what_is_frozen():
    base = keras.applications.MobileNetV2(
        weights=None, include_top=False, input_shape=(96, 96, 3)
    )
    base.trainable = False
    model = keras.Sequential(
        [keras.Input((96, 96, 3)), base, L.GlobalAveragePooling2D(), L.Dense(5)]
    )
    traced = cb.trace(model)
    agrees_with_keras(model, traced)
    assert traced.trainable == 1280 * 5 + 5
    assert [row.sees_whole for row in traced[-2:]] == [True, True]
    base.trainable = True
    base.layers[1].trainable = False
    agrees_with_keras(model, cb.trace(model))
    model.trainable = False
    model.layers[-1].trainable = True  # inside what is frozen: Keras lists nothing
    agrees_with_keras(model, cb.trace(model))
    assert cb.trace(model).trainable == 0


def test_an_open_input_is_filled_in():
    model = keras.applications.MobileNetV3Small(weights=None)
    traced = cb.trace(model, input_shape=(224, 224, 3))
    agrees_with_keras(model, traced)
    assert round(traced.multiply_adds / 1e6) in (56, 57)  # Howard et al. (2019): 56
    assert traced.bytes > 0
    left_open = cb.trace(model)
    assert left_open.parameters == traced.parameters
    assert left_open.bytes is None
    assert "conv" in left_open.not_counted
    with pytest.raises(ValueError, match=r"one that the model takes.*got \(224, 224\)"):
        cb.trace(model, input_shape=(224, 224))


def nodes_of(model):
    """Return how often each layer was called on symbols, and how often its answer."""
    layers = model._flatten_layers()
    return [(len(one._inbound_nodes), len(one._outbound_nodes)) for one in layers]


class Twice(L.Layer):
    """A layer of one's own that says nothing of what it does."""

    def call(self, x):
        return tf.convert_to_tensor(x) * 2


class Block(L.Layer):
    """A layer of one's own that is made of Keras' layers and a weight."""

    def __init__(self):
        super().__init__()
        self.conv = L.Conv2D(3, 3, padding="same", name="conv")

    def build(self, shape):
        self.scale = self.add_weight(shape=(1,), name="scale")
        self.conv.build(shape)
        super().build(shape)

    def call(self, x):
        return x + self.conv(x) * self.scale


class Net(keras.Model):
    """A model of one's own."""

    def __init__(self):
        super().__init__()
        self.first, self.block = L.Conv2D(3, 3, name="first"), Block()
        self.last = L.Dense(2, name="last")

    def call(self, x, training=False):
        return self.last(keras.ops.mean(self.block(self.first(x)), axis=(1, 2)))


def test_what_is_not_known_is_not_counted():
    image = keras.Input((9, 9, 3))
    x = L.Conv2D(3, 3)(Twice(name="mine")(image))
    model = keras.Model(image, L.GlobalAveragePooling2D()(x))
    traced = cb.trace(model)
    agrees_with_keras(model, traced)
    mine = traced.layer("mine")
    assert (mine.multiply_adds, mine.receptive_field, mine.jump) == (None, None, None)
    assert not mine.sees_whole
    assert traced.not_counted == ("mine",)
    assert traced[2].receptive_field is None
    assert traced[2].multiply_adds == 49 * 81
    assert not traced[3].sees_whole  # for all that is known
    lines = str(traced).splitlines()
    assert "not counted" in lines[2]
    assert "at least 3,969" in lines[-3]
    assert "mine: not a layer of Keras' own" in lines[-1]


@pytest.mark.parametrize(
    "layer",
    [
        L.LSTM(4),
        L.MultiHeadAttention(2, 3),
        L.TimeDistributed(L.Dense(3)),
        L.Bidirectional(L.GRU(3)),
        L.EinsumDense("abc,cd->abd", output_shape=(None, 5)),
        L.Lambda(lambda x: x @ x),
    ],
)
def test_layers_that_are_not_counted(layer):
    sequence = keras.Input((6, 6))
    both = isinstance(layer, L.MultiHeadAttention)
    made = layer(sequence, sequence) if both else layer(sequence)
    model = keras.Model(sequence, made)
    traced = cb.trace(model)
    agrees_with_keras(model, traced)
    assert traced[1].multiply_adds is None
    assert traced[1].receptive_field is None


def test_models_and_layers_of_ones_own_are_looked_into():
    model = Net()
    with pytest.raises(ValueError, match=r"know its input shape.*input_shape="):
        cb.trace(model)
    traced = cb.trace(model, input_shape=(9, 8, 3))
    agrees_with_keras(model, traced)
    kinds = [row.kind for row in traced]
    inside = ["Conv2D", "Conv2D", "Multiply", "Add", "Mean", "Dense"]
    assert kinds == ["InputLayer", *inside, "Net"]
    assert traced[2].name.endswith("/conv")
    assert traced[4].receptive_field == (5, 5)
    assert [row.sees_whole for row in traced[5:7]] == [True, True]
    assert traced.multiply_adds == 42 * 81 * 2 + 6
    assert traced[-1].parameters == 1  # the scale
    before = nodes_of(model)
    cb.trace(model, input_shape=(9, 8, 3))
    assert nodes_of(model) == before
    image = keras.Input((9, 8, 3))
    agrees_with_keras(model, cb.trace(keras.Model(image, model(image))))


class Opaque(keras.Model):
    """A model of one's own that computes with TensorFlow."""

    def __init__(self):
        super().__init__()
        self.conv = L.Conv2D(3, 3)

    def call(self, x):
        return tf.nn.relu(self.conv(x))


def test_a_model_that_can_not_be_looked_into_is_one_row():
    model = Opaque()
    traced = cb.trace(model, input_shape=(9, 8, 3))
    agrees_with_keras(model, traced)
    assert [row.kind for row in traced] == ["InputLayer", "Opaque"]
    assert traced[1].shape == (7, 6, 3)
    assert traced[1].multiply_adds is None
    assert traced[1].receptive_field is None


def test_a_model_that_is_not_built():
    model = keras.Sequential([L.Conv2D(2, 3), L.Flatten(), L.Dense(3)])
    traced = cb.trace(model, input_shape=(6, 6, 1))
    agrees_with_keras(model, traced)
    assert [row.shape for row in traced] == [(6, 6, 1), (4, 4, 2), (32,), (3,)]


ONE_AXIS = [
    (L.Conv1D(4, 3, 2, padding="causal"), 3, (2,), 5 * 3 * 2 * 4),
    (L.DepthwiseConv1D(3, depth_multiplier=2), 3, (1,), 8 * 3 * 2 * 2),
    (L.SeparableConv1D(5, 3), 3, (1,), 8 * (3 * 2 + 2 * 5)),
    (L.MaxPooling1D(2), 2, (2,), 0),
    (L.ZeroPadding1D((1, 2)), 1, (1,), 0),
    (L.Cropping1D((1, 2)), 1, (1,), 0),
    (L.Dense(7), 1, (1,), 10 * 2 * 7),
    (L.LayerNormalization(), 1, (1,), 0),
    (L.Softmax(), 1, (1,), 0),
]


@pytest.mark.parametrize(("layer", "field", "jump", "work"), ONE_AXIS)
def test_sequences_have_one_axis(layer, field, jump, work):
    model = keras.Sequential([keras.Input((10, 2)), layer])
    traced = cb.trace(model)
    agrees_with_keras(model, traced)
    assert traced[1].receptive_field == (field,)
    assert traced[1].jump == jump
    assert traced[1].multiply_adds == work


def test_volumes_have_three_axes():
    model = keras.Sequential(
        [keras.Input((8, 9, 10, 2)), L.Conv3D(3, (1, 2, 3)), L.AveragePooling3D(2)]
    )
    traced = cb.trace(model)
    agrees_with_keras(model, traced)
    assert traced[2].receptive_field == (2, 3, 4)
    assert traced[1].multiply_adds == 8 * 8 * 8 * 6 * 2 * 3


def test_channels_may_come_first():
    given = {"data_format": "channels_first"}
    model = keras.Sequential(
        [
            keras.Input((3, 9, 8)),
            L.Conv2D(4, (3, 2), (2, 1), "same", **given),
            L.MaxPooling2D(2, **given),
            L.GlobalAveragePooling2D(**given),
        ]
    )
    traced = cb.trace(model)
    agrees_with_keras(model, traced)
    assert traced[1].multiply_adds == 5 * 8 * 6 * 3 * 4
    assert traced[2].receptive_field == (5, 3)
    assert traced[3].sees_whole


@pytest.mark.parametrize("shape", [(28, 28), (784,), (28, 28, 1)])
def test_a_picture_may_be_laid_out_anew_before_it_is_looked_at(shape):
    layers = [L.Rescaling(1 / 255), L.Reshape((28, 28, 1)), L.Conv2D(2, 3)]
    traced = cb.trace(keras.Sequential([keras.Input(shape), *layers]))
    assert traced[-1].receptive_field == (3, 3)
    layers = [L.Conv1D(28, 3, padding="same"), *layers[1:]]
    if len(shape) == 2:  # but not afterwards
        traced = cb.trace(keras.Sequential([keras.Input(shape), *layers]))
        assert traced[-1].receptive_field is None
        assert not traced[-1].sees_whole


WHOLE = [
    L.GroupNormalization(1),
    L.LayerNormalization(axis=(1, 2, 3)),
    L.Softmax(axis=1),
    L.GlobalAveragePooling2D(keepdims=True),
    L.Flatten(),
]


@pytest.mark.parametrize("layer", WHOLE)
def test_what_looks_at_the_whole_picture(layer):
    traced = cb.trace(keras.Sequential([keras.Input((4, 4, 2)), layer]))
    assert traced[1].sees_whole
    assert traced[1].multiply_adds == 0


def test_a_gate_makes_every_value_see_the_whole_picture():
    image = keras.Input((8, 8, 4))
    gate = L.Dense(4, "sigmoid")(L.GlobalAveragePooling2D(keepdims=True)(image))
    traced = cb.trace(keras.Model(image, L.Multiply()([image, gate])))
    assert traced[-1].sees_whole
    assert traced[-1].receptive_field is None


def test_memory_follows_the_type():
    layer = L.Conv2D(4, 3, dtype="mixed_float16")
    traced = cb.trace(keras.Sequential([keras.Input((6, 6, 1), dtype="uint8"), layer]))
    assert (traced[0].numbers, traced[0].bytes) == (36, 36)
    assert (traced[1].numbers, traced[1].bytes) == (64, 128)
    assert (traced.numbers, traced.bytes) == (100, 164)


def test_the_table_for_a_notebook():
    model = keras.Sequential(
        [keras.Input((6, 6, 1), name="<image>"), L.Conv2D(2, 3, name="conv")]
    )
    html = cb.trace(model)._repr_html_()
    assert html.count("<tr>") == 4
    assert "&lt;image&gt;" in html
    assert ">4×4×2</td>" in html
    assert "20 parameters train, 0 do not." in html
    with pytest.raises(KeyError, match="'dense'"):
        cb.trace(model).layer("dense")


def test_the_table_in_a_terminal_is_not_too_wide():
    base = cb.models.mobilenet(weights=None, size=96)
    base.trainable = False
    model = keras.Sequential([keras.Input((96, 96, 3)), base, L.Flatten(), L.Dense(5)])
    lines = str(cb.trace(model)).splitlines()
    assert max(map(len, lines)) <= 120
    assert lines[2].split()[0] == "mobilenetv2_1.00_96/Conv1"
    assert lines[6].startswith("…")
    total = [f"{model.count_params():,}", f"{9 * 1280 * 5 + 5:,}"]
    assert lines[-2].split()[:3] == ["total", *total]


def test_layers_on_paper_as_before():
    layers = [cb.Conv(2, 3), cb.Flatten(), cb.Dense(10)]
    expected = cb.arithmetic.trace((6, 6, 3), layers)
    assert cb.trace((6, 6, 3), layers) == expected
    assert cb.trace(input_shape=(6, 6, 3), layers=layers) == expected
    assert isinstance(cb.trace((6, 6, 3), layers), cb.arithmetic.Trace)
    with pytest.raises(TypeError, match=r"must be a Keras model.*got \(6, 6, 3\)"):
        cb.trace((6, 6, 3))
    with pytest.raises(TypeError, match="not for a Keras model"):
        cb.trace(cb.models.lenet5(), layers)
    with pytest.raises(TypeError, match="got 'VGG16'"):
        cb.trace("VGG16")
    with pytest.raises(ValueError, match="layer 1"):
        cb.trace((6, 6, 3), [cb.Dense(3)])
