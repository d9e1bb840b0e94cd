"""The rules of a course: deadlines, points, and marks changed by hand."""
