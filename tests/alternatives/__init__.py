"""Right answers written in other ways than the references, by chapter."""
