"""Why is it wrong? The door to the mistake bank: a task goes in, a diagnosis comes out, or remarks.

A check calls `explain` once, for an answer that is wrong or could not run, and puts what it gives on the
verdict. Evidence that can be seen (an error's words, a None, a shape) comes before evidence that is
computed (a wrong model that gives the same numbers).
"""

from __future__ import annotations

from typing import NamedTuple

from autograder.learn import words
from autograder.learn.describe import remarks
from autograder.learn.mistakes import bank, catalog, engine, evidence, passes
from autograder.learn.task import Task
from autograder.learn.verdict import Diagnosis, Kind, Mismatch, Trouble


class Explanation(NamedTuple):
    diagnosis: Diagnosis | None
    remarks: tuple[str, ...]


def explain(task: Task, mismatch: Mismatch | None, trouble: Trouble | None) -> Explanation:
    """What is known of a wrong answer. Never raises, and never claims more than the evidence shows."""
    try:
        return _explain(task, mismatch, trouble)
    except Exception:  # whatever a stranger's answer does to the search, the verdict stands without it
        return Explanation(None, ())


def _explain(task: Task, mismatch: Mismatch | None, trouble: Trouble | None) -> Explanation:
    if task.kind == "engine":
        return Explanation(_seen(engine.in_error(trouble, task)) if trouble else _computed(engine.search(task)), ())
    if trouble is not None:
        found = _seen(evidence.in_error(trouble, task))
        nothing = found is None and "NoneType" in trouble.message
        return Explanation(found, passes.why_none(task.source) if nothing else ())
    if mismatch is None:
        return Explanation(None, ())
    diagnosis = _seen(evidence.in_state(task, mismatch)) or _computed(bank.search(task))
    if diagnosis is None and mismatch.kind in (Kind.TYPE, Kind.RULE) and mismatch.got is None:
        return Explanation(None, passes.why_none(task.source))
    if diagnosis is not None or mismatch.secret or mismatch.kind is not Kind.VALUE:
        return Explanation(diagnosis, ())
    return Explanation(None, remarks(task))


def _seen(found: tuple[str, str] | None) -> Diagnosis | None:
    if found is None or found[0] not in catalog.every():
        return None
    return _one((found[0],), found[1])


def _computed(found: bank.Found | None) -> Diagnosis | None:
    if found is None:
        return None
    diagnoses = [_one(names, found.link) for names in found.candidates]
    if len(diagnoses) == 1:
        return diagnoses[0]
    return Diagnosis(
        mistakes=tuple(name for entry in diagnoses for name in entry.mistakes),
        title=" or ".join(entry.title for entry in diagnoses),
        explanation="Two mistakes would give exactly these numbers. "
        + " Or: ".join(entry.explanation for entry in diagnoses),
        look_at=diagnoses[0].look_at,
        sure=False,
    )


def _one(names: tuple[str, ...], link: str) -> Diagnosis:
    """One mistake, or two at once. A name that is not in the catalog is an exercise's own sentence."""
    entries = [catalog.every().get(name) for name in names]
    titles = [entry.title if entry else name for entry, name in zip(entries, names, strict=True)]
    told = [entry.explanation if entry else name for entry, name in zip(entries, names, strict=True)]
    together = "Two things at once. " if len(names) > 1 else ""
    return Diagnosis(
        mistakes=names,
        title=words.listed(titles),
        explanation=together + _linked(" ".join(told), link),
        look_at=next((entry.look_at for entry in entries if entry), None),
    )


def _linked(text: str, link: str) -> str:
    """The operation's name in its place; where none is known, the sentence does without."""
    return text.replace("{link}", link) if link else text.replace(" (`{link}`)", "").replace("`{link}`", "the name")
