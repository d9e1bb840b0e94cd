"""Cells of chapters that run in the page: which, what they need, where they stand.

`pieces` are the statements of cells, and `flow` says which of them a cell needs;
`reach`, `names` and `takes` say what these take, `cells` which run then. `drawing`
packs what draws, and `marks` tells the pages.
"""
