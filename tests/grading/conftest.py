"""What the grader's tests share, and leave behind."""

import pytest

from . import warm


@pytest.fixture(scope="session", autouse=True)
def end_of_warm_sandboxes():
    """End what `grade_warm` has started."""
    yield
    warm.CLOSED_AT_THE_END.close()
