"""The exercises of chapter 3: kernels as feature detectors."""
