"""The direction in which it gets brighter, read like a compass."""

from __future__ import annotations

import itertools
import math

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step

TURN = 2 * math.pi


def bearing_in_steps(
    v,
    h,
    *,
    right=lambda v: -v,
    up=lambda h: h,
    angle=lambda right, up: math.atan2(right, up),
    unit=math.degrees,
    whole=lambda angle: angle % 360,
):
    """Return the bearing in which it gets brighter, one step after another.

    Parameters
    ----------
    v, h : float
        Left minus right, and above minus below.
    right, up : callable
        Make of them how much brighter it gets to the right, and upwards.
    angle : callable
        Gives the angle of the arrow in radians.
    unit, whole : callable
        Make degrees of it, and bring it between 0 and 360.
    """
    return whole(unit(angle(right(v), up(h))))


def _quotient(right, up):
    """Divide as NumPy does: nothing by 0 is no number, anything else is infinite."""
    with np.errstate(all="ignore"):
        return float(np.arctan(np.float64(right) / np.float64(up)))


def _draw(random: np.random.Generator) -> Case:
    v, h = (int(n) for n in random.integers(-9, 10, 2))
    kind = random.integers(6)
    if kind == 0:
        v = 0
    if kind == 1:
        h = 0
    if kind == 2:
        part = random.choice([0.5, 0.25, 0.125])
        return Case((float(v + part), float(h - part)))
    if kind == 3:
        return Case((float(v or 1) / 16, float(h) / 16))  # both less than 1
    if kind == 4:
        return Case((v, 200 * h or 500))
    return Case((v, h if v or h else -4))


def _where(v, h):
    return {
        ("it gets brighter to the right", "it does not get brighter to the right"): v
        < 0,
        ("it gets brighter to the left", "it does not get brighter to the left"): v > 0,
        ("it gets brighter upwards", "it does not get brighter upwards"): h > 0,
        ("it gets brighter downwards", "it does not get brighter downwards"): h < 0,
        ("one of the two is 0", "neither is 0"): v == 0 or h == 0,
    }


EXERCISE = FunctionExercise(
    __name__,
    title="Which way is it brighter?",
    difficulty=2,
    points=2,
    place=45,
    look=(
        "Try the four windows that are bright on one side only: v = 4 and h = 0 is bright "
        "on the left, v = 0 and h = 4 above. Which bearing should each have, and which does "
        "yours have?"
    ),
    section="On a photograph",
    reference=bearing_in_steps,
    features=_where,
    cases=(
        Case((-4, 0)),
        Case((4, 0)),
        Case((0, -4)),
        Case((0, 4)),
        Case((-3, 3)),
        Case((3, 3)),
        Case((5, -5)),
        Case((-2, -7)),
        Case((-12, 6.5)),
        Case((-0.5, 0.25)),
        Case((-1, 1000)),
        Case((800, -3)),
        Case((4, 1)),
    ),
    draw=_draw,
    misconceptions=(
        wrong_step(
            "left and right exchanged",
            "Your bearings run the other way round: 90 where 270 is right. Is v more than "
            "0 where it is bright on the left, or on the right? A compass counts "
            "clockwise.",
            right=lambda v: v,
        ),
        wrong_step(
            "above and below exchanged",
            "You give 180 where 0 is right. Is h more than 0 where it is bright above, or "
            "below?",
            up=lambda h: -h,
        ),
        *each(
            "towards the darker side",
            "Every bearing is off by half a turn. The arrow points to where it gets "
            "brighter, and not darker.",
            whole=(
                lambda angle: (angle + 180) % 360,
                lambda angle: angle + 180,
            ),
        ),
        wrong_step(
            "counted from the right",
            "These are angles as the chapter counts them, from the right and "
            "counter-clockwise. A compass begins with 0 at the top.",
            angle=lambda right, up: math.atan2(up, right),
        ),
        *each(
            "negative angles left",
            "Some of your bearings are not from 0 up to 360. A whole turn "
            "more is the same direction.",
            whole=(
                lambda angle: angle,
                lambda angle: angle if angle >= -90 else angle + 360,
            ),
        ),
        *each(
            "radians",
            "Your angles are no degrees: half a turn is 3.14 for you. np.rad2deg and "
            "math.degrees make 180 of it.",
            unit=(lambda angle: angle, lambda angle: angle % TURN),
        ),
        wrong_step(
            "degrees made into radians",
            "You have turned radians into radians once more. What do np.deg2rad and "
            "np.rad2deg make, and of what?",
            unit=math.radians,
        ),
        wrong_step(
            "counted from the right, in radians",
            "These are the angles of the chapter, in radians. A compass begins with 0 at "
            "the top, and has 360 degrees.",
            angle=lambda right, up: math.atan2(up, right),
            unit=lambda angle: angle,
            whole=lambda angle: angle,
        ),
        *each(
            "the quotient alone",
            "Two opposite directions look alike to you. The angle of a quotient does that: "
            "it is the same when both of its numbers change their signs. atan2 takes the "
            "two numbers apart.",
            angle=(
                _quotient,
                lambda right, up: math.atan(right / up),
                lambda right, up: _quotient(up, right),
                lambda right, up: math.atan(up / right),
            ),
        ),
        *each(
            "signs of both lost",
            "All your bearings lie between two neighbouring points of the compass: you take "
            "v and h without their signs. They say where it is brighter.",
            angle=(
                lambda right, up: math.atan2(abs(right), abs(up)),
                lambda right, up: math.atan2(abs(up), abs(right)),
                lambda right, up: abs(_quotient(right, up)),
            ),
        ),
        Misconception(
            "v and h exchanged",
            "You take v for h, and h for v. v compares left with right.",
            lambda v, h: bearing_in_steps(h, v),
        ),
        *each(
            "counted counter-clockwise",
            "You subtract the bearing from a whole turn, or do not: your angles grow the "
            "other way round. A compass counts clockwise from the top, and its bearings "
            "end before 360.",
            whole=(
                lambda angle: 360 - angle % 360,
                lambda angle: 360 - angle,
            ),
        ),
        wrong_step(
            "subtracted from half a turn",
            "You subtract your angle from half a turn, so above and below are exchanged. "
            "The top is 0, and bearings lie from 0 up to 360.",
            whole=lambda angle: 180 - angle % 360,
        ),
        *(
            Misconception(
                "one quadrant wrong",
                "In one quarter of the compass your bearings are off, and right elsewhere. "
                "atan2 needs no quarters told apart.",
                lambda v, h, signs=signs, off=off: (
                    (bearing_in_steps(v, h) + off) % 360
                    if (v > 0, h > 0) == signs and v and h
                    else bearing_in_steps(v, h)
                ),
            )
            for signs in itertools.product((False, True), repeat=2)
            for off in (90, 180, 270)
        ),
        Misconception(
            "360 instead of 0",
            "You give 360 where it gets brighter straight upwards. Bearings begin with 0 and "
            "end before 360.",
            after=lambda bearing: bearing or 360,
        ),
        Misconception(
            "rounded",
            "Your bearings are rounded. Leave all their digits.",
            after=lambda bearing: round(bearing) % 360,
        ),
        Misconception(
            "fractions of v and h cut off",
            "You take only whole numbers of v and h. They may be fractions.",
            before=lambda v, h: {"v": int(v), "h": int(h)},
        ),
        Misconception(
            "π rounded",
            "Your half turn is 3.14 long, which is not quite π. math.degrees and "
            "np.rad2deg know it better.",
            lambda v, h: math.atan2(-v, h) * 180 / 3.14 % 360,
        ),
        *(
            Misconception(
                "rounded to points of the compass",
                "You give the nearest point of the compass. Leave the angle as it is.",
                after=lambda bearing, step=step: round(bearing / step) * step % 360,
            )
            for step in (45, 90)
        ),
        *(
            Misconception(
                "a quarter of a turn off",
                "Your bearings are off by a quarter of a turn. Either you give the way in "
                "which the edge runs, or your circle does not begin with 0 at the top.",
                after=lambda bearing, shift=shift: (bearing + shift) % 360,
            )
            for shift in (90, 270)
        ),
        Misconception(
            "half a turn for all",
            "You give opposite directions the same bearing, between 0 and 180. It matters "
            "which side is bright.",
            after=lambda bearing: bearing % 180,
        ),
        Misconception(
            "sign of the angle lost",
            "No bearing of yours is above 180: left and right look alike. An angle below 0 "
            "needs a whole turn more.",
            after=lambda bearing: min(bearing, 360 - bearing),
        ),
        Misconception(
            "half a turn added to negative angles",
            "Where the angle is below 0 you add half a turn. A whole turn is needed.",
            after=lambda bearing: bearing - 180 if bearing > 180 else bearing,
        ),
        *(
            Misconception(
                "rounded",
                "Your bearings are rounded. Leave all their digits.",
                after=lambda bearing, digits=digits: round(bearing, digits),
            )
            for digits in (0, 1, 2, 3)
        ),
        Misconception(
            "fractions cut off",
            "Your bearings have lost their fractions.",
            after=int,
        ),
        Misconception(
            "strength instead of direction",
            "This is how strong the edge is. Here you are asked which way it gets brighter.",
            math.hypot,
        ),
    ),
    alternatives=(
        Alternative(
            "the chapter's angle, turned into a bearing",
            lambda v, h: (90 - np.rad2deg(np.arctan2(h, -v))) % 360,
        ),
        Alternative(
            "the angle of a complex number",
            lambda v, h: np.angle(complex(h, -v), deg=True) % 360,
        ),
    ),
)
