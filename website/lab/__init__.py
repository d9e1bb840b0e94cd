"""JupyterLab in the browser: JupyterLite beside the book, from pinned packages.

`app` puts the application together, `contents` the notebooks that stand in it, `shell`
what a notebook's Python has more than a page's, and `pages` writes all of it into the
site. JupyterLite's own builder does the same in five times the time, and with a second
copy of Pyodide.
"""
