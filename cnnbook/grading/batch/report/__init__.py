"""What an instructor learns from a graded class."""
