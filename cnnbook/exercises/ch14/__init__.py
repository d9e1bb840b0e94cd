"""The exercises of chapter 14: segmentation."""
