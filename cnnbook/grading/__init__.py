"""Check answers and say in words what differs."""

from cnnbook.grading.checking import check
from cnnbook.grading.feedback import Feedback

__all__ = ["Feedback", "check"]
