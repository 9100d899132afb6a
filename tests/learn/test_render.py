"""Can a tired student read it? The same verdict as plain text, as a card and as JSON."""

from __future__ import annotations

import json
import re

import pytest
import torch

from autograder.learn import render, words
from autograder.learn.verdict import (
    Breach,
    CheckFailed,
    Diagnosis,
    Kind,
    Mismatch,
    Outcome,
    Pointer,
    Trouble,
    Verdict,
)

WRONG = Verdict(
    Outcome.WRONG,
    "gradient",
    mismatch=Mismatch(Kind.VALUE, torch.tensor(-0.6536), torch.tensor(-2.6146), "the gradient", (("x", 2.0),)),
    diagnosis=Diagnosis(
        ("inner_derivative_missing",),
        "Inner derivative left out",
        "One *link* is missing: `pow`.",
        Pointer("02_chain_rule", "Multiply the links"),
    ),
)


def test_does_the_headline_tell_input_expected_and_got() -> None:
    assert str(WRONG).splitlines()[0] == "Not yet. At x = 2, the gradient is −2.615; yours is −0.6536."


def test_does_it_say_what_happened_and_where_to_look() -> None:
    text = render.plain(WRONG)
    assert "What happened. One *link* is missing: `pow`." in text
    assert "Look at lesson 02, *Multiply the links*." in text


def test_is_the_card_escaped_and_labelled() -> None:
    nasty = Verdict(Outcome.COULD_NOT_RUN, "value", trouble=Trouble("ValueError", "<script>alert(1)</script>"))
    card = render.card(nasty)
    assert "<script>" not in card
    assert 'role="note"' in card
    assert 'aria-label="Check: could not run"' in card


def test_does_the_card_mark_code_and_emphasis() -> None:
    assert "One <em>link</em> is missing: <code>pow</code>." in render.card(WRONG)


def test_does_the_card_take_its_text_colour_from_the_theme() -> None:
    assert not re.search(r"(?<!border-left:.3em solid )(?:^|;)color:#(?:000|fff|111|222)", render.card(WRONG))
    assert "background" not in render.card(WRONG)


@pytest.mark.parametrize(("got", "expected"), [(1.0, None), (None, 1.0)])
def test_is_a_secret_none_never_shown(got: float | None, expected: float | None) -> None:
    secret = Mismatch(Kind.TYPE, got, expected, "your prediction 'unused'", secret=True)
    told = render.plain(Verdict(Outcome.WRONG, "prediction", mismatch=secret))
    assert "our prediction 'unused' is not" in told
    assert ("None" in told) is (got is None)


def test_is_a_secret_value_never_shown() -> None:
    secret = Mismatch(Kind.VALUE, 6.0, 12.0, "your prediction 'twice'", secret=True)
    told = Verdict(Outcome.WRONG, "prediction", mismatch=secret)
    assert "12" not in render.plain(told) + render.card(told)


def test_is_json_the_whole_verdict() -> None:
    found = json.loads(render.as_json(WRONG))
    assert found["outcome"] == "wrong"
    assert found["diagnosis"]["mistakes"] == ["inner_derivative_missing"]
    assert found["mismatch"]["expected"] == pytest.approx(-2.6146)


def test_is_the_traceback_of_a_failed_check_one_line() -> None:
    assert CheckFailed(WRONG)._render_traceback_() == [
        "Not yet. At x = 2, the gradient is −2.615; yours is −0.6536. (Inner derivative left out)"
    ]


def test_does_a_broken_rule_show_the_line() -> None:
    told = Verdict(Outcome.WRONG, "gradient", breach=Breach("No autograd here.", 3, "y.backward()"))
    assert "No autograd here. Line 3 of your function: `y.backward()`." in render.plain(told)


@pytest.mark.parametrize(
    ("value", "text"),
    [(9.0, "9"), (-2.6146, "−2.615"), (1.2e-5, "1.2e−5"), (float("nan"), "nan"), (2982.0, "2982"), (0.0, "0")],
)
def test_is_a_number_as_a_reader_writes_it(value: float, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("lesson 02, *Multiply the links*.", "lesson 02, <em>Multiply the links</em>."),
        ("each slope is the *other* factor", "each slope is the <em>other</em> factor"),
        ("At how = 'a * b + a', turns = 'b * a'", "At how = &#x27;a * b + a&#x27;, turns = &#x27;b * a&#x27;"),
        ("a*b and c*d", "a*b and c*d"),
        ("x**2 and y**2", "x**2 and y**2"),
    ],
)
def test_is_a_star_in_a_value_no_emphasis(text: str, html: str) -> None:
    assert render.marked(text) == html
