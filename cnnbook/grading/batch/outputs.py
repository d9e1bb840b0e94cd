"""Leave out of a large notebook what is not code: outputs and pasted pictures."""

from __future__ import annotations

import re

TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
LEFT_OUT = {b'"outputs"', b'"attachments"', b'"widgets"'}
"""Keys whose values are not read; none of them holds code."""
OPENS_VALUE = re.compile(rb"\s*:\s*(?=[\[{])")


def without_outputs(content: bytes) -> bytes:
    """Return a notebook's JSON with every output left empty.

    Parameters
    ----------
    content : bytes
        The file's. What is no JSON comes back as something that is none either.

    Examples
    --------
    >>> without_outputs(b'{"source": "x", "outputs": [{"data": "a]b"}], "id": 1}')
    b'{"source": "x", "outputs": [], "id": 1}'
    """
    kept: list[bytes] = []
    place = 0
    tokens = TOKEN.finditer(content)
    for token in tokens:
        if token[0] not in LEFT_OUT:
            continue
        opens = OPENS_VALUE.match(content, token.end())
        if not opens:
            continue
        depth = 0
        for inner in tokens:
            depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(inner[0], 0)
            if not depth:
                break
        first = content[opens.end() : opens.end() + 1]
        kept += [content[place : opens.end()], first, {b"[": b"]"}.get(first, b"}")]
        place = inner.end()
    if not kept:
        return content
    kept.append(content[place:])
    return b"".join(kept)
