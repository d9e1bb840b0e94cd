"""The exercises of chapter 1: why convolution."""
