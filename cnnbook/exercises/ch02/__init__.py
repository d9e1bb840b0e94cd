"""The exercises of chapter 2: convolution by hand."""
