"""Grade a class: from a folder of submissions to grades, a report and feedback."""
