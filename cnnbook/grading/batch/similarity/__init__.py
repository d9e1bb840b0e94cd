"""Find submissions that are alike beyond what the book gives, as a reason to look."""
