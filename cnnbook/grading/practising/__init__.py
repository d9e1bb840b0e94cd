"""Practise with other numbers: first what was got wrong, or not seen for a while."""
