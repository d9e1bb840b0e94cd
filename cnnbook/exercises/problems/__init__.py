"""How the exercises are drawn with other numbers: a module for each chapter."""
