"""Which pixels of the image one value of a map depends on, along one axis."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

Number = int | Fraction


class Reach(NamedTuple):
    """The pixels that the values of a map see, along one axis.

    Attributes
    ----------
    start : int or Fraction
        First pixel that value 0 sees; below 0 where that is padding.
    length : int or Fraction
        Pixels that a value sees. Where a map was made larger its values see different
        numbers of pixels: then no more than this, and one of them ⌊length⌋.
    jump : int, Fraction or None
        Pixels from the start of a value to that of the next; None if there is no such
        number, because paths of different jumps were joined.

    Notes
    -----
    Araujo, Norris and Sim (2019), equations 1 to 4.

    Examples
    --------
    >>> reach = Reach().window(3, 2, before=1).window(3, 1)
    >>> reach.pixels, reach.jump
    (7, 2)
    >>> reach.transposed(2, 4).jump
    Fraction(1, 2)
    """

    start: Number = 0
    length: Number = 1
    jump: Number | None = 1

    @property
    def pixels(self) -> int:
        """The receptive field: how many pixels a value sees, at most."""
        return int(self.length)

    def window(self, span: int, stride: int, before: int = 0) -> Reach | None:
        """Slide a window of `span` pixels, after `before` pixels of padding.

        None, which is "not defined", if the window holds values without a jump.
        """
        if self.jump is None:
            return self if span == stride == 1 and not before else None
        return Reach(
            self.start - before * self.jump,
            self.length + (span - 1) * self.jump,
            self.jump * stride,
        )

    def transposed(self, span: int, stride: int, before: int = 0) -> Reach | None:
        """Spread every value over `span` pixels, `stride` apart: the window reversed.

        Output o gets input i where i · stride ≤ o + before < i · stride + span.
        """
        if self.jump is None:
            return None
        shorter = Fraction(self.jump, stride)
        jump = int(shorter) if shorter.denominator == 1 else shorter
        return Reach(
            self.start + (before - (span - 1)) * jump,
            self.length + (span - 1) * jump,
            jump,
        )

    def joined(self, other: Reach) -> Reach:
        """Return what a value sees that is made of one of each map, at one place.

        It is the larger of both, and more where they are not centred on each other.
        """
        if self.jump != other.jump:
            longest = max(self.length, other.length)
            return Reach(min(self.start, other.start), longest, None)
        start = min(self.start, other.start)
        end = max(self.start + self.length, other.start + other.length)
        return Reach(start, end - start, self.jump)
