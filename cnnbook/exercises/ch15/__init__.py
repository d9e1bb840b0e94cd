"""The exercises of chapter 15: what the network saw."""
