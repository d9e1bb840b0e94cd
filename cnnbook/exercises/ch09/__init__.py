"""The exercises of chapter 9: why convolutions work."""
