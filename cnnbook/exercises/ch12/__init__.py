"""The exercises of chapter 12: computer-vision problems."""
