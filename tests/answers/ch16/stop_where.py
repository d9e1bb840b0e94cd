"""Answers to `stop-where`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("stop-where")


@ANSWERS.right("best, kept and waited")
def _(losses, patience):
    best, kept, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, 1):
        if loss < best:
            best, kept, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                return kept, epoch
    return kept, len(losses)


@ANSWERS.right("the epochs since the best")
def _(losses, patience):
    best = 0
    for n in range(len(losses)):
        if losses[n] < losses[best]:
            best = n
        if n - best == patience:
            return [best + 1, n + 1]
    return [best + 1, len(losses)]


@ANSWERS.right("argmin of what has been seen")
def _(losses, patience):
    for last in range(1, len(losses) + 1):
        kept = np.argmin(losses[:last]) + 1
        if last - kept >= patience:
            break
    return np.array([kept, last])


@ANSWERS.right("running minimum")
def _(losses, patience):
    low = np.minimum.accumulate(losses)
    for n in range(patience, len(losses)):
        if low[n] == low[n - patience]:
            return int(np.argmin(losses[: n + 1])) + 1, n + 1
    return int(np.argmin(losses)) + 1, len(losses)


@ANSWERS.right("while, and floats")
def _(losses, patience):
    n, kept, left = 0, 0, patience
    while n < len(losses) and left:
        if n == 0 or losses[n] < losses[kept]:
            kept, left = n, patience
        else:
            left -= 1
        n += 1
    return [float(kept + 1), float(n)]


@ANSWERS.wrong("the minimum of all", ("best of all epochs",))
def _(losses, patience):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses, 1):  # noqa: B007  # it is returned
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            break
    return int(np.argmin(losses)) + 1, epoch


@ANSWERS.wrong("never stops", ("never stopped",))
def _(losses, patience):
    return int(np.argmin(losses)) + 1, len(losses)


def _first_way(losses, patience):
    best, kept, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, 1):
        if loss < best:
            best, kept, waited = loss, epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return kept, epoch


ANSWERS.wrong("counted from 0", ("counted from 0",))(
    lambda losses, patience: [n - 1 for n in _first_way(losses, patience)]
)
ANSWERS.wrong("the last one twice", ("last epoch kept",))(
    lambda losses, patience: [_first_way(losses, patience)[1]] * 2
)
ANSWERS.wrong("the other order", ("last epoch first",))(
    lambda losses, patience: _first_way(losses, patience)[::-1]
)
ANSWERS.wrong("only the epoch kept", ("one of the two alone",))(
    lambda losses, patience: _first_way(losses, patience)[0]
)
ANSWERS.wrong("one epoch more", ("one epoch too long",))(
    lambda losses, patience: _first_way(losses, patience + 1)
)
ANSWERS.wrong("the first rise", ("patience always 1",))(
    lambda losses, patience: _first_way(losses, 1)
)


@ANSWERS.wrong("compared with the one before", ("better than the epoch before",))
def _(losses, patience):
    kept, waited = 1, 0
    for epoch in range(2, len(losses) + 1):
        if losses[epoch - 1] < losses[epoch - 2]:
            kept, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return kept, epoch


@ANSWERS.wrong("as good is good enough", ("equal taken for better",))
def _(losses, patience):
    best, kept, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, 1):
        if loss <= best:
            best, kept, waited = loss, epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return kept, epoch


@ANSWERS.wrong("counts bad epochs in all", ("waiting not begun anew",))
def _(losses, patience):
    best, kept, bad = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, 1):
        if loss < best:
            best, kept = loss, epoch
        else:
            bad += 1
        if bad == patience:
            break
    return kept, epoch


@ANSWERS.wrong("the loss for its epoch", ("loss for epoch",))
def _(losses, patience):
    kept, last = _first_way(losses, patience)
    return losses[kept - 1], last


ANSWERS.wrong("always the same")(lambda losses, patience: (3, 5))


@ANSWERS.wrong("waits anew when a loss falls", ("waiting begun anew too early",))
def _(losses, patience):
    kept, waited = 0, 0
    for n, loss in enumerate(losses):
        if loss < losses[kept]:
            kept = n
        waited = 0 if n == 0 or loss < losses[n - 1] else waited + 1
        if waited == patience:
            break
    return kept + 1, n + 1


def _counting(
    losses, patience, forget=lambda waited: 0, below=lambda a, b: a < b, start=np.inf
):
    best, kept, waited = start, 0, 0
    for epoch, loss in enumerate(losses, start=1):
        if below(loss, best):
            best, kept, waited = loss, epoch, forget(waited)
        else:
            waited += 1
            if waited >= patience:
                break
    return kept, epoch


SHORTENED = ("waiting shortened by a new best",)
for words, forget in {
    "count one less at a new best": lambda waited: max(waited - 1, 0),
    "count one less at a new best, below 0 too": lambda waited: waited - 1,
    "count halved at a new best": lambda waited: waited // 2,
    "count 1 after a wait": lambda waited: min(waited, 1),
}.items():
    ANSWERS.wrong(words, SHORTENED)(
        lambda losses, patience, forget=forget: _counting(losses, patience, forget)
    )
for gap in (0.01, 0.005, 0.001, 0.0001):
    ANSWERS.wrong(f"better by more than {gap} only", ("a small gain left out",))(
        lambda losses, patience, gap=gap: _counting(
            losses, patience, below=lambda a, b: a < b - gap
        )
    )
for digits in (2, 3):
    ANSWERS.wrong(f"compared to {digits} digits", ("losses rounded",))(
        lambda losses, patience, digits=digits: _counting(
            losses, patience, below=lambda a, b: round(a, digits) < round(b, digits)
        )
    )
for start in (0.99, 1, 2, 10, 100):
    ANSWERS.wrong(
        f"a best of {start} to begin with", ("a best before the first epoch",)
    )(lambda losses, patience, start=start: _counting(losses, patience, start=start))
ANSWERS.wrong("waits for five epochs at most")(
    lambda losses, patience: _counting(losses, min(patience, 5))
)
ANSWERS.wrong("begins anew after a short wait only")(
    lambda losses, patience: _counting(
        losses, patience, lambda waited: 0 if waited < 2 else waited
    )
)


@ANSWERS.wrong("begins anew after a clear fall only")
def _(losses, patience):
    best, kept, waited = np.inf, 0, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            waited = 0 if loss < best - 0.05 else waited
            best, kept = loss, epoch
        else:
            waited += 1
            if waited >= patience:
                break
    return kept, epoch


@ANSWERS.right("several digits, and a long patience")
def _(losses, patience):
    records = [1]
    for epoch in range(2, len(losses) + 1):
        if losses[epoch - 1] < losses[records[-1] - 1]:
            records.append(epoch)
        if epoch - records[-1] >= patience:
            return records[-1], epoch
    return records[-1], len(losses)


@ANSWERS.wrong("a loss of 0 taken for none")
def _(losses, patience):
    best, kept, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, 1):
        if loss and loss < best:
            best, kept, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                break
    return kept, epoch


@ANSWERS.wrong("a best of 0 to begin with")
def _(losses, patience):
    best, kept, waited = 0, 0, 0
    for epoch, loss in enumerate(losses, 1):
        if loss < best:
            best, kept, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                break
    return kept, epoch
