"""What runs in the sandbox, beside students' code: it holds no right answer.

Of `cnnbook.grading` this folder goes into the sandbox as a whole, and nothing else:
`cnnbook.grading.sandbox.stripped_package` makes the copy.
"""
