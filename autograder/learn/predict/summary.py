"""How the predictions went, and what to look at again: the last cell of a lesson."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.learn.predict import cards, sections
from autograder.learn.predict.cards import Card, Outcome
from autograder.learn.predict.desk import Desk
from autograder.learn.predict.prediction import Prediction

NOTHING = "No guesses yet. Guess before you run a cell, and this line sums up how it went."


def of(desk: Desk | None) -> Card:
    """The counts, then a line for each mistake, or section, to look at again."""
    settled = [entry.counted for entry in desk.predictions if not entry.counted.open] if desk else []
    guessed = [entry for entry in settled if entry.finding]
    if not guessed:
        return cards.listing(NOTHING, [])
    return cards.listing(_counted(settled, guessed), _lines([entry for entry in guessed if _missed(entry)]))


def _missed(prediction: Prediction) -> bool:
    return prediction.finding is not None and not prediction.finding.correct


def _counted(settled: Sequence[Prediction], guessed: Sequence[Prediction]) -> str:
    outcomes = [entry.finding.outcome for entry in guessed if entry.finding]
    late = outcomes.count(Outcome.LATE)
    total = len(guessed) - late
    noun = "guess" if total == 1 else "guesses"
    said = [f"{outcomes.count(Outcome.RIGHT)} of {total} {noun} right" if total else "No guess in time"]
    said += [f"{late} came late"] if late else []
    said += [f"{len(settled) - len(guessed)} not guessed"] if len(settled) > len(guessed) else []
    return ", ".join(said) + "."


def _lines(wrong: Sequence[Prediction]) -> list[str]:
    """One line for each mistake, and one for each section where none is known."""
    groups: dict[str, list[Prediction]] = {}
    for entry in wrong:
        diagnosis = entry.finding.diagnosis if entry.finding else None
        groups.setdefault((diagnosis.title if diagnosis else "") or f"# {_section(entry)}", []).append(entry)
    return [_line(title, entries) for title, entries in groups.items()]


def _line(title: str, entries: Sequence[Prediction]) -> str:
    places: dict[str, list[str]] = {}
    for entry in entries:
        places.setdefault(_section(entry), []).append(_one(entry))
    said = "; ".join(f"{place}: {', '.join(told)}" if place else ", ".join(told) for place, told in places.items())
    diagnosis = entries[0].finding.diagnosis if entries[0].finding else None
    if title.startswith("# ") or diagnosis is None:
        return f"{said}."
    more = f" Look at {cards.pointer(diagnosis.look_at)}." if diagnosis.look_at else ""
    return f"*{title}*. {said}.{more}"


def _one(prediction: Prediction) -> str:
    """In brackets: what was asked may be one thing or several, and no verb fits both."""
    finding = prediction.finding
    assert finding is not None  # only what was guessed is listed
    return f"{finding.about} ({finding.truth}; you guessed {finding.guess})"


def _section(prediction: Prediction) -> str:
    heading = prediction.heading or sections.of(prediction.cell, prediction.run)[1]
    return cards.section("", heading) if heading else ""
