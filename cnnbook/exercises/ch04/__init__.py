"""The exercises of chapter 4: padding, stride and the output size."""
