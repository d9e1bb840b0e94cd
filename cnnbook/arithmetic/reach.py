"""Which pixels of the image the values of a map depend on, along one axis."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple


class Reach(NamedTuple):
    """The first and the last pixel that each value of a map sees, along one axis.

    Attributes
    ----------
    first, last : tuple of int or None
        Pixels that value 0, 1, … sees, below 0 where that is padding; None for a value
        that sees nothing. One value stands for all, until a map is made larger: then
        neighbours see different numbers of pixels, which come again and again.
    advance : int or None
        How many pixels further those see that come after the ones above; None where
        there is no such number, because paths of different jumps were joined.

    Notes
    -----
    Araujo, Norris and Sim (2019): equations 1 to 4, and their section on arbitrary
    computation graphs.

    Examples
    --------
    >>> reach = Reach().window(3, 2, before=1).window(3)
    >>> reach.pixels, reach.jump
    (7, 2)
    >>> reach.transposed(4, 4).jump
    Fraction(1, 2)
    """

    first: tuple[int | None, ...] = (0,)
    last: tuple[int | None, ...] = (0,)
    advance: int | None = 1

    @property
    def pixels(self) -> int:
        """The receptive field: how many pixels a value sees, at most."""
        pairs = zip(self.first, self.last, strict=True)
        return max(b - a + 1 for a, b in pairs if a is not None and b is not None)

    @property
    def jump(self) -> int | Fraction | None:
        """Pixels from the start of a value to that of the next, on average."""
        if self.advance is None or len(self.first) == 1:
            return self.advance
        jump = Fraction(self.advance, len(self.first))
        return int(jump) if jump.denominator == 1 else jump

    def window(
        self, f: int, stride: int = 1, before: int = 0, dilation: int = 1
    ) -> Reach | None:
        """Slide a window of `f` values, after `before` values of padding.

        None, which is "not defined", if the window holds values without a jump.
        """
        if self.advance is None:
            return self if f == stride == 1 and not before else None
        if len(self.first) == 1 and self.first[0] is not None:
            start = self.first[0] - before * self.advance
            width = self.pixels - 1 + (f - 1) * dilation * self.advance
            return Reach((start,), (start + width,), self.advance * stride)
        period = len(self.first) // math.gcd(len(self.first), stride)
        return self._made(
            period,
            self.advance * stride * period // len(self.first),
            lambda o: (o * stride - before + u * dilation for u in range(f)),
        )

    def transposed(
        self, f: int, stride: int, before: int = 0, dilation: int = 1
    ) -> Reach | None:
        """Spread every value over `f` values: the window reversed."""

        def places(o: int) -> Iterable[int]:
            pasted = (o + before - u * dilation for u in range(f))
            return (place // stride for place in pasted if place % stride == 0)

        return self.enlarged(stride, places)

    def enlarged(
        self, times: int, places: Callable[[int], Iterable[int]]
    ) -> Reach | None:
        """Make a map larger: `places` says which old values the new value o takes."""
        if self.advance is None:
            return None
        return self._made(len(self.first) * times, self.advance, places)

    def joined(self, other: Reach) -> Reach:
        """Return what a value sees that is made of one of each map, at one place.

        It is the larger of both, and more where they are not centred on each other.
        """
        if self.jump != other.jump or self.advance is None or other.advance is None:
            return max(self, other, key=lambda one: one.pixels)._replace(advance=None)
        period = math.lcm(len(self.first), len(other.first))
        both = ((self._at(o), other._at(o)) for o in range(period))
        seen = [[pair for pair in two if pair] for two in both]
        return _reach(seen, self.advance * period // len(self.first))

    def _at(self, i: int) -> tuple[int, int] | None:
        """Return the first and the last pixel that value i sees."""
        turns, phase = divmod(i, len(self.first))
        first, last = self.first[phase], self.last[phase]
        if first is None or last is None or self.advance is None:
            return None
        return first + turns * self.advance, last + turns * self.advance

    def _made(
        self, period: int, advance: int, places: Callable[[int], Iterable[int]]
    ) -> Reach:
        """Return the reach of values that are made of the values at some places."""
        ends = ([self._at(i) for i in places(o)] for o in range(period))
        return _reach([[pair for pair in some if pair] for some in ends], advance)


def _reach(seen: list[list[tuple[int, int]]], advance: int) -> Reach:
    """Return the reach of values that see all from the least pixel to the largest."""
    return Reach(
        tuple(min(pair[0] for pair in some) if some else None for some in seen),
        tuple(max(pair[1] for pair in some) if some else None for some in seen),
        advance,
    )
