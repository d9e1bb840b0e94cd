"""Check answers and say in words what differs."""

import lazy_loader

# Checking needs every exercise and NumPy; the command line's help needs neither.
__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "check_answer": ["check"],
        "judging.feedback": ["Feedback"],
        "overview": ["Progress", "progress"],
        "practising.asking": ["practice"],
        "drilling": ["drill"],
    },
)
