"""How the terms of the glossary stand in running text, and where they mean it."""

FORMS = {
    "depthwise convolution": r"depthwise(?!-)",
    "depthwise-separable convolution": r"depthwise-separable",
    "edge": (
        r"(?<!opposite )(?<!over the )(?<!right\s)(?<!left\s)edges?(?! of (?:the|a) )"
    ),
    "effective receptive field": r"effective(?: receptive fields?)?",
    "equivariant": r"equivarian(?:t|ce)",
    "flattening": r"flatten(?:s|ed|ing)",
    "functional model": r"functional(?: models?)?",
    "freeze": r"freeze|freezes|freezing|frozen",
    "gamma and beta": r"gamma|beta",
    "gradient (of an image)": r"gradients?",
    "intersection over union (IoU)": r"intersection over union|IoU",
    "invariant": r"invarian(?:t|ce)",
    "overlapping pooling": r"overlapping pooling|overlap(?:s|ping)?",
    "pointwise convolution": r"pointwise",
    "same padding": r"“same”|same padding|(?-i:Same)",
    "Scharr kernel": r"Scharr",
    "Sobel kernel": r"Sobel",
    "step": r"gradient steps?",
    "top": r"(?<!^)tops?(?! (?:left|right|row|of|corner))",
    "valid padding": r"“valid”|valid padding|(?-i:Valid)",
    "validation set": r"validation(?: sets?)?",
    "vanishing gradient": r"vanishing",
}
"""What stands for a term in running text, where that is not the term or its plural."""

ONLY = {
    "attention": "13",
    "background": "12",
    "base": "10 11 12 15",
    "box": "12",
    "confidence": "12",
    "gradient (of an image)": "03",
    "depth": "03 04 05 06 07",
    "edge": "02 03 04 05 06 09 10 11 12 15",
    "effective receptive field": "09",
    "functional model": "07",
    "head": "10 11 12 15",
    "hit": "12",
    "jump": "07 09",
    "loss": "03 07 08 10 11 15",
    "overlapping pooling": "06",
    "patience": "16",
    "precision": "12",
    "recall": "12",
    "same padding": "04",
    "slice": "05 07 10",
    "step": "03 07 11",
    "temperature": "16",
    "token": "13",
    "top": "10 11",
    "twin": "10 16",
    "valid padding": "04",
}
"""The chapters in which an everyday word has the sense of the glossary."""
