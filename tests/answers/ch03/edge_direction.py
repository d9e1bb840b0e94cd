"""Answers to `edge-direction`."""

import cmath
import math
from functools import partial

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("edge-direction")


@ANSWERS.right("atan2 of right and up")
def _(v, h):
    return np.rad2deg(np.arctan2(-v, h)) % 360


@ANSWERS.right("the chapter's direction, counted from the top")
def _(v, h):
    direction = math.degrees(math.atan2(h, -v))
    return (90 - direction) % 360


@ANSWERS.right("450 minus the direction")
def _(V, H):
    return (450 - math.atan2(H, -V) * 180 / math.pi) % 360


@ANSWERS.right("a whole turn is added if need be")
def _(v, h):
    bearing = math.degrees(math.atan2(-v, h))
    if bearing < 0:
        bearing += 360
    return bearing


@ANSWERS.right("a complex number")
def _(v, h):
    angle = cmath.phase(h - v * 1j)
    return (
        angle * 180 / math.pi if angle >= 0 else (angle + 2 * math.pi) * 180 / math.pi
    )


@ANSWERS.right("by cases, with atan of a quotient")
def _(v, h, **_options):
    right, up = -v, h
    if up == 0:
        return 90 if right > 0 else 270
    angle = math.degrees(math.atan(right / up))
    if up < 0:
        return angle + 180
    return angle if right >= 0 else angle + 360


@ANSWERS.right("the arc cosine, and the side")
def _(v, h):
    angle = math.degrees(math.acos(h / math.hypot(v, h)))
    return np.float64(angle if v <= 0 else 360 - angle)


ANSWERS.right("a partial function, in an array of one number's shape")(
    partial(lambda turn, v, h: np.asarray(np.degrees(np.arctan2(-v, h)) % turn), 360)
)


@ANSWERS.wrong("v taken for right minus left", names=("left and right exchanged",))
def _(v, h):
    return np.rad2deg(np.arctan2(v, h)) % 360


@ANSWERS.wrong("h taken for below minus above", names=("above and below exchanged",))
def _(v, h):
    return np.rad2deg(np.arctan2(-v, -h)) % 360


@ANSWERS.wrong(
    "both signs of another library: it points to the dark",
    names=("towards the darker side",),
)
def _(v, h):
    return np.rad2deg(np.arctan2(v, -h)) % 360


@ANSWERS.wrong(
    "180 added to be rid of what is below 0", names=("towards the darker side",)
)
def _(v, h):
    return math.degrees(math.atan2(-v, h)) + 180


@ANSWERS.wrong(
    "the direction as the chapter prints it",
    names=("counted from the right", "negative angles left"),
)
def _(v, h):
    return np.rad2deg(np.arctan2(h, -v))


@ANSWERS.wrong(
    "the chapter's direction between 0 and 360", names=("counted from the right",)
)
def _(v, h):
    return np.rad2deg(np.arctan2(h, -v)) % 360


@ANSWERS.wrong(
    "the chapter's angle of an edge, counter-clockwise from the right",
    names=("left and right exchanged", "negative angles left"),
)
def _(v, h):
    return np.rad2deg(np.arctan2(v, h))


@ANSWERS.wrong("below 0 on the left", names=("negative angles left",))
def _(v, h):
    return np.rad2deg(np.arctan2(-v, h))


@ANSWERS.wrong(
    "90 minus the direction, below 0 at the upper left",
    names=("negative angles left",),
)
def _(v, h):
    return 90 - np.rad2deg(np.arctan2(h, -v))


@ANSWERS.wrong("radians, and a turn of 2π", names=("radians",))
def _(v, h):
    return np.arctan2(-v, h) % (2 * np.pi)


@ANSWERS.wrong("radians, and a turn of 360", names=("radians",))
def _(v, h):
    return np.arctan2(-v, h) % 360


@ANSWERS.wrong(
    "radians, below 0 on the left", names=("radians", "negative angles left")
)
def _(v, h):
    return math.atan2(-v, h)


@ANSWERS.wrong("deg2rad for rad2deg", names=("degrees made into radians",))
def _(v, h):
    return np.deg2rad(np.arctan2(-v, h)) % 360


@ANSWERS.wrong("atan of the quotient, with NumPy", names=("the quotient alone",))
def _(v, h):
    with np.errstate(all="ignore"):
        return np.rad2deg(np.arctan(np.float64(-v) / np.float64(h))) % 360


@ANSWERS.wrong(
    "atan of the quotient, with an error at 0", names=("the quotient alone",)
)
def _(v, h):
    return math.degrees(math.atan(-v / h)) % 360


@ANSWERS.wrong("the quotient upside down, and no turn")
def _(v, h):
    return math.degrees(math.atan(h / -v)) if v else 90.0


@ANSWERS.wrong(
    "along the edge, with the bright side on the left",
    names=("a quarter of a turn off",),
)
def _(v, h):
    return (np.rad2deg(np.arctan2(-v, h)) + 90) % 360


@ANSWERS.wrong("along the edge, the other way", names=("a quarter of a turn off",))
def _(v, h):
    return (np.rad2deg(np.arctan2(-v, h)) - 90) % 360


@ANSWERS.wrong("modulo 180", names=("half a turn for all",))
def _(v, h):
    return np.rad2deg(np.arctan2(-v, h)) % 180


@ANSWERS.wrong("the absolute angle", names=("sign of the angle lost",))
def _(v, h):
    return abs(math.degrees(math.atan2(-v, h)))


@ANSWERS.wrong("rounded to whole degrees", names=("rounded",))
def _(v, h):
    return round(math.degrees(math.atan2(-v, h)) % 360)


@ANSWERS.wrong("the arrow itself")
def _(v, h):
    return -v, h


@ANSWERS.wrong("a word for the direction")
def _(v, h):
    return "right" if v < 0 else "left"


@ANSWERS.wrong(
    "one of four directions only", names=("rounded to points of the compass",)
)
def _(v, h):
    if abs(v) > abs(h):
        return 90 if v < 0 else 270
    return 0 if h > 0 else 180


@ANSWERS.wrong("the strength", names=("strength instead of direction",))
def _(v, h):
    return (v**2 + h**2) ** 0.5


@ANSWERS.wrong(
    "left and right exchanged, and below 0",
    names=("left and right exchanged", "negative angles left"),
)
def _(v, h):
    return math.degrees(math.atan2(v, h))


@ANSWERS.wrong("printed")
def _(v, h):
    print(math.degrees(math.atan2(-v, h)) % 360)


@ANSWERS.wrong("right in the upper half only, by the arc sine")
def _(v, h):
    return math.degrees(math.asin(-v / math.hypot(v, h))) % 360


@ANSWERS.wrong(
    "the chapter's arctan2, in radians", names=("counted from the right, in radians",)
)
def _(v, h):
    return np.arctan2(h, -v)


@ANSWERS.wrong("rounded to one digit", names=("rounded",))
def _(v, h):
    return round(math.degrees(math.atan2(-v, h)) % 360, 1)


@ANSWERS.wrong("turns instead of degrees")
def _(v, h):
    return math.atan2(-v, h) / (2 * math.pi) % 1


@ANSWERS.wrong("v without its sign", names=("sign of the angle lost",))
def _(v, h):
    return math.degrees(math.atan2(abs(v), h))


@ANSWERS.wrong("h without its sign")
def _(v, h):
    return math.degrees(math.atan2(-v, abs(h))) % 360


@ANSWERS.wrong("the two swapped", names=("a quarter of a turn off",))
def _(v, h):
    return math.degrees(math.atan2(h, v)) % 360


def _bearing(v, h):
    return math.degrees(math.atan2(-v, h)) % 360


@ANSWERS.wrong("rounded to three digits", names=("rounded",))
def _(v, h):
    return round(_bearing(v, h), 3)


@ANSWERS.wrong("h below 1 taken for 0")
def _(v, h):
    return _bearing(v, h if abs(h) >= 1 else 0)


@ANSWERS.wrong("arguments exchanged", names=("v and h exchanged",))
def _(v, h):
    return _bearing(h, v)


@ANSWERS.wrong("360 minus the bearing", names=("counted counter-clockwise",))
def _(v, h):
    return 360 - _bearing(v, h)


@ANSWERS.wrong("signs lost", names=("signs of both lost",))
def _(v, h):
    return math.degrees(math.atan2(abs(v), abs(h)))


@ANSWERS.wrong("360 where 0 is right", names=("360 instead of 0",))
def _(v, h):
    return _bearing(v, h) or 360


@ANSWERS.wrong("one quarter is wrong", names=("one quadrant wrong",))
def _(v, h):
    bearing = _bearing(v, h)
    return (bearing + 90) % 360 if v > 0 and h < 0 else bearing
