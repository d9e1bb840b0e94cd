"""The exercises of chapter 7: from NumPy to Keras."""
