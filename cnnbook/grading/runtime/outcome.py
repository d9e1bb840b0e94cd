"""Run an answer on the cases of an exercise and keep what came of it, as plain data."""

from __future__ import annotations

import contextlib
import copy
import inspect
import numbers
import re
import sys
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from dis import get_instructions as instructions
from typing import Any, ClassVar, Protocol, TypeAlias

# By name, not as np.array: a notebook may put something else in the place of that.
from numpy import array as make_array
from numpy import concatenate, errstate, ndarray
from numpy.typing import NDArray

from cnnbook._checks import describe
from cnnbook.exercises.base import Case
from cnnbook.grading.runtime.imports import import_first
from cnnbook.grading.runtime.output import CapturedOutput
from cnnbook.grading.runtime.timeout import CallTimeout, time_limit
from cnnbook.models import ModelRecord


@dataclass(frozen=True)
class ArrayOutcome:
    """One call gave numbers.

    Attributes
    ----------
    value : ndarray
        The numbers.
    kind : str
        ``"value"``.
    """

    value: NDArray[Any]
    kind: ClassVar[str] = "value"


@dataclass(frozen=True)
class ModelOutcome:
    """One call gave a model.

    Attributes
    ----------
    value : ModelRecord
        What the model is, written down.
    kind : str
        ``"value"``.
    """

    value: ModelRecord
    kind: ClassVar[str] = "value"


@dataclass(frozen=True)
class Failure:
    """One call gave nothing that could be judged.

    Attributes
    ----------
    problem : str
        What happened, as a sentence about the answer.
    kind : str
        ``"blank"``, ``"nothing"``, ``"type"``, ``"raised"``, ``"slow"``,
        ``"missing"``, ``"not asked"``, ``"changed"`` or ``"died"``.
    joined : ndarray, optional
        The numbers of its parts, one after another, where it was several things that
        make no array.
    value : None
        There is none.
    """

    problem: str
    kind: str
    joined: NDArray[Any] | None = field(default=None, compare=False)
    value: ClassVar[None] = None


Outcome: TypeAlias = ArrayOutcome | ModelOutcome | Failure
"""What one call gave: numbers, a model on record, or the reason why not."""

TERMINAL_CODE = re.compile(r"\x1b\[[\d;]*m")
KERAS_FRAME = re.compile(r"^\s*Exception encountered when calling [^\n]*\n")
MAX_NUMBERS = 4_000_000
"""Of a result; none of the book's is nearly as large."""
MAX_PARTS, MAX_JOINED = 64, 10_000
"""Things that a result may be in, and numbers in them, to be tried as one array."""
MAX_CALLS = 4
"""So often may a call be made that is too slow and imports something each time."""
NOTHING_YET = Failure("There is nothing here yet.", "blank")
NOTHING_RETURNED = Failure(
    "Your function returned nothing. If it is written, is a return missing?", "nothing"
)
POSITIONAL = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
)
CHANGED = Failure(
    "Your function has changed what it was given. It should leave that as it was: work "
    "on a copy.",
    "changed",
)
_last: list[Any] = []
"""The function whose parameters were looked at last, and these."""
NOT_ASKED = Failure("Your function does not take this, and need not.", "not asked")
NOT_WRITTEN = Failure(NOTHING_RETURNED.problem, "blank")


class FunctionQuestion(Protocol):
    """What has to be known of an exercise to call a learner's function."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """The parameters that have a default, with it, in their order."""

    @property
    def optional(self) -> Sequence[str]:
        """Those that a function may lack."""

    @property
    def keeps_arguments(self) -> bool:
        """Whether it has to leave its arguments as they are."""


def run(
    function: Callable[..., Any],
    cases: tuple[Case, ...],
    limit: float,
    question: FunctionQuestion | None = None,
    watch: bool = False,
    again: Callable[[], None] = lambda: None,
) -> tuple[list[ArrayOutcome | Failure], str]:
    """Call `function` on every case; return the outcomes and what it printed.

    Parameters
    ----------
    function : callable
        The learner's.
    cases : tuple of Case
        The calls to make.
    limit : float
        Seconds that each call may compute, what it imports apart: a call that was too
        slow and has imported something is made again. After one that is too slow all
        the same the rest are not tried.
    question : FunctionQuestion, optional
        What has to be known of the exercise, such as a `FunctionExercise`. A function
        that has other names for the settings is called by position; one that lacks an
        optional one is not called with it.
    watch : bool
        A call in which an argument is changed has failed, whatever the exercise asks.
    again : callable
        Is called before a call is made again.
    """
    output = CapturedOutput()
    import_first(function)
    kept = watch or (question is not None and question.keeps_arguments)
    nothing = NOT_WRITTEN if not_written(function) else NOTHING_RETURNED
    outcomes: list[ArrayOutcome | Failure] = []
    for case in cases:
        call = _suited(case, function, question) if question else case
        if call is None:
            outcomes.append(NOT_ASKED)
            continue
        value: Any = None
        for number in range(MAX_CALLS):
            if number:
                again()
            known = len(sys.modules)
            with guarded(limit, output) as failures:
                value = call.call(_watched(function) if kept else function)
            imported = len(sys.modules) > known  # by a helper; it takes its time once
            if not (failures and failures[0].kind == "slow" and imported):
                break
        if not failures and value is CHANGED:
            outcomes.append(CHANGED)
        elif not failures and (value is None or value is Ellipsis):
            outcomes.append(nothing)
        else:
            outcomes.append(failures[0] if failures else as_outcome(value))
        if outcomes[-1].kind == "slow":
            break
    return outcomes, output.getvalue()


def _suited(
    case: Case, function: Callable[..., Any], question: FunctionQuestion
) -> Case | None:
    """Return a call as a function can take it; None if it lacks what it may lack."""
    try:
        parameters = _parameters(function)
    except (TypeError, ValueError):
        return case
    kinds = [p.kind for p in parameters.values()]
    named = {n for n, p in parameters.items() if p.kind is not p.POSITIONAL_ONLY}
    lacking = [name for name in case.kwargs if name not in named]
    all_named = (
        bool(question.settings) and case.kwargs.keys() == question.settings.keys()
    )
    if not lacking and not all_named:
        return case
    places = sum(kind in POSITIONAL for kind in kinds)
    enough = places >= len(case.args) + len(question.settings)
    if set(lacking) & set(question.optional) and not enough:
        return None  # what *args or **kwargs would swallow may go nowhere
    if inspect.Parameter.VAR_POSITIONAL in kinds:
        if inspect.Parameter.VAR_KEYWORD in kinds:
            return case
        enough = True
    if enough:
        return case.by_position(question.settings)  # before **ignored swallows them
    return case


def _parameters(function: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    """Return the parameters of a function, which is asked about many times in a row."""
    if not (_last and _last[0] is function):
        _last[:] = [function, inspect.signature(function).parameters]
    parameters: Mapping[str, inspect.Parameter] = _last[1]
    return parameters


def _watched(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function return `CHANGED` where it has changed an argument."""

    def watched(*args: Any, **kwargs: Any) -> Any:
        before = copy.deepcopy((args, kwargs))
        value = function(*args, **kwargs)
        return value if _alike(before, (args, kwargs)) else CHANGED

    return watched


def _alike(one: Any, other: Any) -> bool:
    """Return whether two arguments are the same to the last bit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, ndarray):
        kinds = (one.dtype, one.shape) == (other.dtype, other.shape)
        return kinds and one.tobytes() == other.tobytes()
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_alike(one[k], other[k]) for k in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    return one is other or bool(one == other)


def as_outcome(value: Any) -> ArrayOutcome | Failure:
    """Turn a value that a learner made into numbers, whatever it is."""
    if value is None or value is Ellipsis:
        return NOTHING_YET
    if isinstance(value, str | bytes):
        return Failure(f"This is text, {describe(value, 30)}, not a number.", "type")
    try:
        sparse = getattr(type(value), "toarray", None)  # a sparse matrix of SciPy
        # A copy: who keeps an array from call to call changes what was returned before.
        array = make_array(sparse(value) if sparse else value)
        if array.dtype == object:
            array = _exact_numbers(array)
    except ValueError:
        return Failure(_ragged(value), "type", _joined(value))
    except Exception as error:  # an object with an __array__ of its own
        return Failure(f"It can't be made an array: {describe_error(error)}.", "type")
    if array.size > MAX_NUMBERS:
        words = f"It holds {array.size:,} numbers, which is too much to be the answer."
        return Failure(words, "type")
    if array.dtype.kind not in "biuf":
        entries = f" with entries of type {array.dtype}." if array.ndim else "."
        if any(entry is None for entry in array.flat):
            return Failure("It should hold numbers, but there is a None in it.", "type")
        words = f"It should hold numbers, but is of type {type(value).__name__}"
        return Failure(words + entries, "type")
    if isinstance(value, ndarray):
        array = array.copy()  # the learner's own may change in the next call
    return ArrayOutcome(array)


def _exact_numbers(array: NDArray[Any]) -> NDArray[Any]:
    """Make fractions and decimals floats; leave what holds anything else."""
    if all(isinstance(entry, numbers.Real | Decimal) for entry in array.flat):
        whole = all(entry == int(entry) for entry in array.flat)
        return array.astype(int if whole else float)
    return array


def _ragged(value: Any) -> str:
    """Say why a value is no array: of a tuple, that it is several things."""
    if not isinstance(value, list | tuple):
        return f"This is of type {type(value).__name__}, which can't be made an array."
    if isinstance(value, list) and all(map(_is_row, value)):
        return "The rows differ in length, so it is no array."
    return (
        f"This is a {type(value).__name__} of {len(value)} things of different shapes, "
        "where one result is asked for. Give that alone or, if all of them belong to "
        "it, join them into one array."
    )


def _is_row(part: Any) -> bool:
    return isinstance(part, list | tuple) or (
        isinstance(part, ndarray) and part.ndim == 1
    )


def _joined(value: Any) -> NDArray[Any] | None:
    """Return the numbers of several things one after another, if they are few."""
    if not isinstance(value, list | tuple) or len(value) > MAX_PARTS:
        return None
    try:
        numbers = concatenate([make_array(part).ravel() for part in value])
    except Exception:  # a part that is no array either, or makes itself one in vain
        return None
    few = numbers.dtype.kind in "biuf" and numbers.size <= MAX_JOINED
    return numbers if few else None


def not_written(function: Any) -> bool:
    """Return whether a function has no body but a docstring and ``...``.

    Examples
    --------
    >>> not_written(lambda x: ...), not_written(lambda x: x)
    (True, False)
    """
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return False
    texts = all(c in (None, ...) or isinstance(c, str) for c in code.co_consts)
    return texts and not code.co_names and not _uses_variables(code)


def _uses_variables(code: types.CodeType) -> bool:
    return any(
        i.opname.startswith(("LOAD_FAST", "LOAD_DEREF")) for i in instructions(code)
    )


@contextlib.contextmanager
def guarded(
    limit: float, output: CapturedOutput, what: str = "Your function"
) -> Iterator[list[Failure]]:
    """Survive whatever the body does; list what went wrong, if anything did.

    Parameters
    ----------
    limit : float
        Seconds that it may compute.
    output : CapturedOutput
        Takes what it prints.
    what : str
        What the words about it begin with.
    """
    failures: list[Failure] = []
    try:
        with (
            time_limit(limit),
            contextlib.redirect_stdout(output),
            errstate(all="ignore"),
        ):
            yield failures
    except CallTimeout:
        words = (
            f"{what} had not come back after {limit:g} s. Is there a loop that "
            "never ends?"
        )
        failures.append(Failure(words, "slow"))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit too: check must survive it
        failures.append(Failure(f"{what} raised {describe_error(error)}.", "raised"))


def describe_error(error: BaseException) -> str:
    """Return the class of an exception and what it says, in one line or two.

    Examples
    --------
    >>> describe_error(ValueError("no"))
    'ValueError: no'
    """
    try:
        text = str(error)
    except Exception:
        text = ""
    text = TERMINAL_CODE.sub("", text)
    # Keras says first where it was and last with what, and in between what went wrong.
    text = KERAS_FRAME.sub("", text).partition("Arguments received by")[0]
    text = " ".join(text.split())
    text = text if len(text) <= 300 else text[:299] + "…"
    name = type(error).__name__
    return f"{name}: {text.rstrip('.')}" if text not in ("", "None") else name
