"""Run students' code shut in, and read what it sends; no right answer is here."""
