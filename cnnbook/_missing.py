"""Say what to install where NumPy alone came along with the package.

``pip install --no-deps cnnbook numpy lazy-loader`` is enough for checks, `ops`,
`trace` and the data; figures, explorers and the grader need what comes along else.
"""

from __future__ import annotations

COMES_ALONG = frozenset(
    {
        *("IPython", "anywidget", "ipywidgets", "jinja2", "matplotlib"),
        *("matplotlib_inline", "packaging", "PIL", "rich", "traitlets", "yaml"),
    }
)
"""What is imported of the packages that ``pip install cnnbook`` brings."""


def comes_along(error: ModuleNotFoundError) -> str:
    """Return what to install for something that is missing; "" if it never comes along.

    Examples
    --------
    >>> comes_along(ModuleNotFoundError("No module named 'rich'", name="rich"))
    'rich is not installed here. Run pip install cnnbook'
    >>> comes_along(ModuleNotFoundError("No module named 'jax'", name="jax"))
    ''
    """
    name = (error.name or "").partition(".")[0]
    if type(error) is not ModuleNotFoundError or name not in COMES_ALONG:
        return ""
    return f"{name} is not installed here. Run pip install cnnbook"
