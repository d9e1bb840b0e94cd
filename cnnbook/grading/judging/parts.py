"""Say of an answer in several parts that they only have to be joined."""

from __future__ import annotations

from collections.abc import Sequence

from cnnbook.grading.judging.compare import same
from cnnbook.grading.runtime.outcome import ArrayOutcome, Failure, Outcome

JOIN = (
    "The right numbers are there, in the right order, but in several parts. Join them "
    "into one array."
)


def to_be_joined(pairs: Sequence[tuple[Outcome, Outcome]]) -> bool:
    """Return whether nothing is wrong but that parts are not joined.

    Parameters
    ----------
    pairs : sequence of (Outcome, Outcome)
        What came out wherever it is wrong, and what should have.
    """
    in_parts = any(isinstance(got, Failure) for got, _ in pairs)
    return in_parts and all(_right_if_joined(got, want) for got, want in pairs)


def _right_if_joined(got: Outcome, want: Outcome) -> bool:
    if not isinstance(want, ArrayOutcome):
        return False
    if isinstance(got, Failure):
        numbers = got.joined
    else:
        numbers = got.value.ravel() if isinstance(got, ArrayOutcome) else None
    if numbers is None or numbers.size != want.value.size:
        return False
    return same(ArrayOutcome(numbers.reshape(want.value.shape)), want)
