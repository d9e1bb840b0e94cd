"""Compare what an answer gave with what it should have, and say what differs."""
