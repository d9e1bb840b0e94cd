"""The book as one PDF: from Sphinx's single page, by a headless Chromium."""
