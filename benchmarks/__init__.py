"""Speed, measured on its own and never in the tests."""
