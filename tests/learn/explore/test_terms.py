"""Does explore.glossary say a term in one sentence, with its place, in a notebook and in plain text?"""

from __future__ import annotations

import pytest

from autograder.learn import explore, glossary


def test_is_a_term_told_with_its_place() -> None:
    leaf = glossary.every()["leaf"]
    assert str(explore.glossary("leaf")) == f"leaf: {leaf.says} (lesson 01, Ask torch to keep a record)"
    shown = explore.glossary("leaf")._repr_mimebundle_()
    assert shown["text/plain"] == repr(explore.glossary("leaf"))
    assert "<dt><strong>leaf</strong></dt>" in shown["text/html"]
    assert "<em>Lesson 01, Ask torch to keep a record.</em>" in shown["text/html"]


def test_are_several_told_in_the_order_in_which_they_are_asked_for() -> None:
    assert [term.term for term in explore.glossary("root", "leaf").terms] == ["root", "leaf"]


def test_are_all_told_from_a_to_z() -> None:
    terms = [term.term for term in explore.glossary().terms]
    assert sorted(terms) == sorted(glossary.every())
    assert terms[0] == "accumulate"
    assert terms.index(".grad") < terms.index("grad_fn") < terms.index("Jacobian")


@pytest.mark.parametrize("term", glossary.every())
def test_is_plain_text_free_of_marks(term: str) -> None:
    plain = str(explore.glossary(term))
    assert not set("$`\\") & set(plain.replace("vᵀJ", ""))
    assert "<" not in plain


def test_is_a_formula_left_to_the_page() -> None:
    shown = explore.glossary("chain rule")._repr_mimebundle_()
    assert "\\frac" in shown["text/html"]
    assert "\\frac" not in shown["text/plain"]


def test_is_an_unknown_term_answered_with_what_is_near() -> None:
    told = explore.glossary("jacobean")
    assert repr(told) == "The glossary has no term 'jacobean'. Near it: explore.glossary('Jacobian')."
    assert "explore.glossary() shows all of them." in explore.glossary("<script>alert(1)</script>")
    assert "explore.glossary() shows all of them." in explore.glossary("")
    assert "explore.glossary() shows all of them." in explore.glossary(12)
