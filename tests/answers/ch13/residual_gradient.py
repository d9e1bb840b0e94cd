"""Answers to `residual-gradient`, worked out from its numbers."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("residual-gradient")
X, MESSAGE = np.array([-4, 3]), np.array([-3, -2])
W1, W2 = np.array([[-2, 3], [-1, -3]]), np.array([[2, -2], [-1, 2]])
OPEN = W1 @ X > 0
THROUGH = W1.T @ (OPEN * (W2.T @ MESSAGE))

ANSWERS.right("as a list")([5, -14])
ANSWERS.right("as a tuple of floats")((5.0, -14.0))
ANSWERS.right("as an array")(MESSAGE + THROUGH)
ANSWERS.right("row vectors")(MESSAGE + (MESSAGE @ W2 * OPEN) @ W1)
ANSWERS.right("by the whole matrix")((np.eye(2) + W2 @ np.diag(OPEN) @ W1).T @ MESSAGE)
ANSWERS.right("in float32")(np.array([5, -14], dtype="float32"))

ANSWERS.wrong("no shortcut", ("shortcut forgotten",))(THROUGH)
ANSWERS.wrong("the message itself", ("only the shortcut",))(MESSAGE)
ANSWERS.wrong("multiplied", ("multiplied where it is added",))(MESSAGE * THROUGH)
ANSWERS.wrong("subtracted", ("subtracted where it is added",))(MESSAGE - THROUGH)
ANSWERS.wrong("no ReLU", ("ReLU ignored",))(MESSAGE + W1.T @ W2.T @ MESSAGE)
ANSWERS.wrong("ReLU of the message", ("ReLU open at the wrong value",))(
    MESSAGE + W1.T @ np.maximum(W2.T @ MESSAGE, 0)
)
ANSWERS.wrong("W2 as it is", ("second matrix not transposed",))(
    MESSAGE + W1.T @ (OPEN * (W2 @ MESSAGE))
)
ANSWERS.wrong("W1 as it is", ("first matrix not transposed",))(
    MESSAGE + W1 @ (OPEN * (W2.T @ MESSAGE))
)
ANSWERS.wrong("neither transposed", ("neither matrix transposed",))(
    MESSAGE + W1 @ (OPEN * (W2 @ MESSAGE))
)
ANSWERS.wrong("what comes out forward", ("forward instead of back",))(
    X + W2 @ np.maximum(W1 @ X, 0)
)
ANSWERS.wrong("the wrong order", ("order of the two numbers",))([-14, 5])
ANSWERS.wrong("their sum")(-9)
ANSWERS.wrong("F without the last layer")(MESSAGE + W1.T @ (OPEN * MESSAGE) * 2)
ANSWERS.wrong("gate by x", ("ReLU open at the wrong value",))(
    MESSAGE + W1.T @ ((W2.T @ MESSAGE) * (X > 0))
)
ANSWERS.wrong("gate the wrong way round", ("ReLU open at the wrong value",))(
    MESSAGE + W1.T @ ((W2.T @ MESSAGE) * ~OPEN)
)
ANSWERS.wrong("gate in the end", ("ReLU after both matrices",))(
    MESSAGE + (W1.T @ (W2.T @ MESSAGE)) * OPEN
)
ANSWERS.wrong("the message forward", ("message sent forward",))(
    MESSAGE + W2 @ np.maximum(W1 @ MESSAGE, 0)
)
ANSWERS.wrong("both signs", ("signs turned round",))([-5, 14])
ANSWERS.wrong("one sign")([5, 14])
ANSWERS.wrong("message taken away", ("message subtracted where it is added",))(
    THROUGH - MESSAGE
)
ANSWERS.wrong("x over the shortcut", ("x along the shortcut",))(X + THROUGH)
ANSWERS.wrong("sums of the columns", ("message left out",))(
    (np.eye(2) + W2 @ np.diag(OPEN) @ W1).sum(axis=0)
)
