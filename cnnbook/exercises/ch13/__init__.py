"""The exercises of chapter 13: deep networks."""
