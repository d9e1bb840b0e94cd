"""The exercises of chapter 5: volumes and filters."""
