"""The exercises of chapter 11: fine-tuning."""
