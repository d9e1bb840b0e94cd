"""What runs in the sandbox, beside students' code: it holds no right answer.

Of the grading room only these modules, `limits`, `outcomes`, `models` and `wire` go
into the sandbox; `cnnbook.grading.room` leaves everything else out.
"""
