"""Python inside a page of the book: what runs a reader's code there, and checks it.

A notebook has a kernel and a shell; a page has only this. It runs in Pyodide, in a web
worker, and needs nothing but NumPy.
"""
