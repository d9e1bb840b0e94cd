"""Formulas as MathML."""

from html import unescape

import pytest

from sphinxext.formulas import mathml


def test_an_unknown_formula_is_no_formula():
    assert "<mfrac>" in mathml(r"\frac{1}{2}")
    with pytest.raises(ValueError, match="unheard"):
        mathml(r"\unheard{1}")
    with pytest.raises(ValueError, match="a &"):
        mathml("a & b")


def test_formulas_of_several_rows_have_them():
    rows = mathml(r"\begin{aligned} a & = 1 \\[1ex] & = 2 \end{aligned}")
    assert rows.count("<mtr>") == 2
    assert "1ex" not in rows
    assert "&" not in unescape(rows)
    assert mathml(r"\begin{gathered} a \\ b \end{gathered}").count("<mtr>") == 2
    with pytest.raises(ValueError, match="no MathML"):
        mathml(r"a \\ b")


def test_a_sign_stands_close_to_its_number_and_a_function_to_what_it_is_of():
    assert mathml("a - 3 (-1) = -2").count('form="prefix"') == 2
    assert '<mo lspace="0" rspace="0.1em">max</mo>' in mathml(r"a = \max(b, c)")
    assert '<mi>log</mi><mspace width="0.17em"/><mi>p</mi>' in mathml(r"\log p")
    assert "mspace" not in mathml(r"\tanh(z)")
    assert '<mn>2</mn><mspace width="0.17em"/><mi>log</mi>' in mathml(r"2 \log p")


@pytest.mark.parametrize(
    ("tex", "made"),
    [
        ("C'", "<mrow><mi>C</mi><mo>′</mo></mrow>"),
        ("n_C'", "<msub><mrow><mi>n</mi><mo>′</mo></mrow><mi>C</mi></msub>"),
        ("F'^2", "<msup><mrow><mi>F</mi><mo>′</mo></mrow><mn>2</mn></msup>"),
        ("f^2", "<msup><mi>f</mi><mn>2</mn></msup>"),
    ],
)
def test_a_prime_is_not_raised_twice(tex, made):
    assert made in unescape(mathml(tex))
