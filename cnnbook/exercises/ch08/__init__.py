"""The exercises of chapter 8: LeNet-5."""
