"""Sphinx extensions: transforms, roles and directives on the document tree."""
