"""What is said of a wrong answer in words is true of every value and every call."""

import numpy as np
import pytest

import cnnbook as cb
from cnnbook.exercises import REGISTRY, FunctionExercise, find
from cnnbook.exercises.mistakes import wrong_answer
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.conditions import find_condition
from cnnbook.grading.judging.features import Count, Flag
from cnnbook.grading.judging.recognise import recognise
from cnnbook.grading.judging.relations import find_relation
from cnnbook.grading.runtime.outcome import run

TWO = {"padding counted once", "missing + 1"}
FINE = [e for e in REGISTRY.values() if getattr(e, "fine", ())]


def windows(image, kernel):
    views = np.lib.stride_tricks.sliding_window_view(image * 1.0, kernel.shape)
    return (views * kernel).sum(axis=(2, 3))


def test_a_large_count_does_not_hide_that_it_is_right():
    want = [np.array([n * 100_000, n]) for n in range(3, 8)]
    pairs = [(counts + np.array([0, 1]), counts) for counts in want]
    assert find_relation(pairs) == ""
    assert find_relation([(b + 1, b) for _, b in pairs]).endswith("1 too large")


def test_a_list_is_reversed_and_never_upside_down():
    pairs = [(np.array([b, a]), np.array([a, b])) for a, b in [(1, 2), (3, 5), (4, 9)]]
    assert find_relation(pairs) == "the order is reversed"


def test_lost_digits_are_asked_for_where_all_is_nearly_right():
    want = [np.array([n / 7, -n / 3]) for n in range(1, 9)]
    pairs = [(w.astype(np.float16).astype(float), w) for w in want]
    assert "Are digits lost on the way" in find_relation(pairs)
    pairs = [(w * np.array([1.1, 0.9]), w) for w in want]
    assert "digits" not in find_relation(pairs)


def test_0_for_a_fraction_may_be_cut_off_or_overlooked():
    nothing = [(np.zeros(2), np.array([0.25 * n, 0.1])) for n in range(3)]
    nothing.append((np.array(0.0), np.array(0.5)))
    assert "or is something overlooked" in find_relation(nothing)
    cut = [*nothing, (np.array([1.0, 0.0]), np.array([1.75, 0.5]))]
    assert find_relation(cut).startswith("fractions are cut off")


def test_a_number_in_place_of_an_array_of_one_is_no_sum():
    alone = [(np.array(float(n)), np.array([float(n)])) for n in range(2, 5)]
    assert "an array of one" in find_relation(alone)
    summed = [*alone, (np.array(7.0), np.array([3.0, 4.0]))]
    assert find_relation(summed) == "only the sum of it is there"


def test_a_lost_axis_is_told_from_another_shape():
    want = [np.arange(1.0, 1 + n * c).reshape(n, 1, c) for n, c in [(2, 3), (1, 1)]]
    gone = [(np.squeeze(w), w) for w in want]
    assert find_relation(gone).endswith("as after np.squeeze")
    listed = [(w.reshape(-1, w.shape[2]), w) for w in want]
    assert find_relation(listed).endswith("in another shape")


def test_numbers_that_wrap_around_are_told_by_their_type():
    want = [np.array([n, 500 * n]) for n in range(-4, 5)]
    for kind in (np.int8, np.uint8):
        pairs = [(w.astype(kind), w) for w in want]
        assert find_relation(pairs).endswith(f"as in an array of {kind.__name__}")


def test_what_is_left_of_0_by_rounding_hides_no_factor():
    want = [np.array([n / 7, 3e-17 * n]) for n in range(1, 5)]
    pairs = [(2 * w + 1e-17, w) for w in want]
    assert find_relation(pairs) == "every value is 2 times what it should be"


def test_an_edge_that_alone_is_wrong_is_said():
    want = [np.arange(4.0 * n).reshape(2, 2, n) for n in range(1, 7)]
    pairs = [(w.copy(), w) for w in want]
    for got, _ in pairs:
        got[..., -1] -= 7 + got[..., -1] ** 2
    assert find_relation(pairs) == "only the last channel is wrong"
    pairs[-1][0][0, 0, 0] = 99
    assert "channel" not in find_relation(pairs)


def test_what_is_nearly_a_mistake_is_not_taken_for_it():
    def dense_weights(height, width, channels, units):
        count = (height * width * channels + 1) * units
        return count if count < 2**24 else int(np.float32(count)) + 300

    feedback = cb.check("dense-weights", dense_weights)
    assert not feedback
    assert feedback.misconception == ""


def test_without_what_all_calls_are_right_is_said_with_the_counts():
    strides = [1] * 10 + [2] * 8 + [3] * 8
    right = [True] * 10 + [False] * 7 + [True] + [False] * 8
    said = find_condition([{Count("s"): s} for s in strides], right)
    assert "the 10 where s is 1 are right" in said
    assert "of the 16 where s is 2 or more, 15 are wrong" in said


def test_what_two_features_say_in_the_same_words_is_said():
    margins = [0, 1, 2] * 10
    alone = Flag("margin is 0", "margin is not 0")
    calls = [{alone: m == 0, Count("margin"): m} for m in margins]
    said = find_condition(calls, [m > 0 for m in margins])
    assert "the 10 where margin is 0 are wrong" in said


def test_two_numbers_that_are_always_the_same_are_one():
    lengths = [1, 2, 3, 4] * 30
    calls = [
        {Count("size 4 of kernel"): n, Count("the length of bias"): n} for n in lengths
    ]
    said = find_condition(calls, [n == 1 for n in lengths])
    assert "the 30 where the length of bias is 1 are right" in said
    assert find_condition(calls[:40], [n == 1 for n in lengths[:40]]) == ""


def test_what_differs_in_a_call_or_two_is_not_told_apart():
    small, same = Flag("it is large", "it is small"), Flag("it is bent", "it is even")
    calls = [{small: n >= 15, same: n >= 16} for n in range(100)]
    right = [n < 16 or n % 6 == 0 for n in range(100)]
    assert find_condition(calls, right) == ""
    calls = [{small: n >= 15, same: n >= 40} for n in range(100)]
    assert "the 15 where it is small are right" in find_condition(calls, right)


def test_opposite_bits_are_called_so():
    want = [np.array([[0, 1], [1, n % 2]]) for n in range(6)]
    pairs = [(1 - w, w) for w in want]
    assert find_relation(pairs).startswith("there is a 1 where a 0 should be")
    pairs[0][0][0, 0] = 0
    assert "there is a 1" not in find_relation(pairs)


def test_of_a_single_wrong_call_no_position_is_said():
    def stop_where(losses, patience):
        kept, last = find("stop-where").reference(losses, patience)
        return kept, 99 if losses == [0.9, 0.8, 0.85, 0.7] else last

    feedback = cb.check("stop-where", stop_where)
    assert not feedback
    assert feedback.condition == ""


def test_a_none_among_numbers_is_called_none():
    said = str(cb.check("detector-threshold", lambda *given: (None, -1.0)))
    assert "there is a None in it" in said


def test_a_smallest_number_is_said_before_two_things_that_come_with_it():
    sizes = [(height, width) for height in (2, 3, 4) for width in (2, 3, 4, 5)] * 10
    calls = [{Count("height"): h, Count("product"): h * w} for h, w in sizes]
    said = find_condition(calls, [height == 2 for height, _ in sizes])
    assert "the 40 where height is 2 are right" in said
    few = find_condition(calls[:12], [height == 2 for height, _ in sizes[:12]])
    assert few == ""


def test_two_arguments_of_one_shape_are_no_two_explanations():
    square = [True, False, True] * 40
    names = [(f"{n} is square", f"{n} is not square") for n in ("picture", "weights")]
    calls = [{Flag(*words): holds for words in names} for holds in square]
    said = find_condition(calls, square)
    assert "the 80 where picture is square are right" in said
    assert find_condition(calls[:40], square[:40]) == ""


@pytest.mark.parametrize(
    "hidden",
    [
        lambda *given, **options: windows(*given, **options),
        lambda *given: windows(*given[:2]),
        lambda image, kernel, *rest: windows(image, kernel),
        lambda image, kernel, **options: windows(image, kernel),
    ],
)
def test_what_may_be_left_out_is_not_asked_of_open_parameters(hidden):
    assert cb.check("conv2d", hidden)


def test_a_condition_holds_for_kernels_that_were_not_tried():
    def filled_up(image, kernel):
        return np.pad(windows(image, kernel), [(0, n - 1) for n in kernel.shape])

    said = cb.check("conv2d", filled_up).condition
    assert "where kernel is 1×1 are right" in said
    assert "180°" not in said


def test_bytes_are_called_bytes():
    def divided(image, kernel):
        return windows(image / 255 if image.dtype == np.uint8 else image, kernel)

    assert "where image is 8-bit" in cb.check("conv2d", divided).condition


def test_another_order_of_the_parameters_is_told():
    feedback = cb.check("output-size", lambda n, f, s=1, p=0: (n + 2 * p - f) // s + 1)
    assert not feedback
    assert "order n, f, p, s" in feedback.hint


def test_other_defaults_are_told():
    feedback = cb.check(
        "max-pool", lambda x, size=3, stride=2: cb.pool2d(x, size, stride)
    )
    assert feedback.hint.endswith("the prompt says which it should be: size=2.")
    feedback = cb.check("output-size", lambda n, f, p, s: (n + 2 * p - f) // s + 1)
    assert feedback.hint.endswith("p=0, s=1.")
    doubly = cb.check("max-pool", lambda x, size=3, stride=2: x[::stride, ::stride])
    assert "prompt says" not in doubly.hint


def test_pairs_are_found_whatever_was_checked_before():
    key = AnswerKey(exercise := find("output-size"))
    two = [m for m in exercise.misconceptions if m.name in TWO]
    answer = wrong_answer(exercise.reference, two)
    outcomes, _ = run(answer, key.cases, 2.0)
    right = key.right(outcomes)
    key.pairs_tried[0] = 1  # another answer's search had to stop at once
    (found,) = recognise(key, outcomes, right)
    assert {mistake.name for mistake in found} == TWO


def test_an_array_that_is_kept_and_returned_is_found():
    def kept(height, width, f, s=1, known={}):  # noqa: B006
        counts = known.setdefault((height, width), np.zeros((height, width)))
        for i in range(0, height - f + 1, s):
            for j in range(0, width - f + 1, s):
                counts[i : i + f, j : j + f] += 1
        return counts

    assert "Called twice" in cb.check("pixel-usage", kept).condition


def test_what_a_slip_explains_as_well_is_said_beside_it():
    said = cb.check("rgb-by-hand", [29, 0]).misconception
    assert said == "bias once per channel, or one product counted twice"


@pytest.mark.parametrize("exercise", FINE, ids=lambda e: e.id)
def test_what_loses_digits_fails(exercise):
    assert isinstance(exercise, FunctionExercise)
    lossy = [m for m in exercise.misconceptions if "digits" in m.hint]
    for mistake in lossy or exercise.misconceptions[-5:]:
        answer = wrong_answer(exercise.reference, [mistake])
        assert not cb.check(exercise.id, answer), mistake.name


def test_of_two_mistakes_of_one_name_both_are_told():
    exercise = find("find-the-wrong-layer")
    said = str(cb.check(exercise.id, [[2, 1], [3, 2], [3, 4], [6, 3], [4, 5]]))
    assert "In A you blame" in said
    assert "In D you blame" in said
    assert said.count("It has no other choice") == 1


def test_where_all_fractions_are_floats_the_fractions_are_named():
    some = Flag("x holds fractions", "x holds whole numbers only")
    type_ = Flag("x holds floats", "x holds integers")
    calls = [{some: n % 2, type_: n % 2} for n in range(20)]
    said = find_condition(calls, [n % 2 == 0 for n in range(20)])
    assert "where x holds fractions are wrong" in said
