"""The exercises of chapter 16: a task of your own."""
