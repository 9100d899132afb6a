"""The results as a table in the terminal, and as the table of docs/security.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.author.attacks.read import Attack
from autograder.author.attacks.run import Fate, Report

DOCUMENT = Path("docs/security.md")
BEGIN, END = "<!-- attacks: begin -->", "<!-- attacks: end -->"
ENDS = {"graded": "graded", "refused": "refused", "either": "graded or refused"}


def table(report: Report) -> str:
    """Attack, what it wants, how it ended, what it gained and harmed, seconds; then what needs a person."""
    wide = max((len(fate.attack.name) for fate in report.fates), default=6)
    lines = [f"{'attack':{wide}}  wants   ended    gained  harmed  seconds"]
    for fate in report.fates:
        harmed, flag = "yes" if fate.harm else "no", "" if fate.as_expected else f"  (expected: {fate.attack.expects})"
        row = f"{fate.attack.wants:6}  {fate.ended:7}  {fate.gained:6g}  {harmed:6}  {fate.seconds:7.1f}{flag}"
        lines.append(f"{fate.attack.name:{wide}}  {row}")
    return "\n".join([*lines, "", *_trouble(report)]).rstrip() + "\n"


def _trouble(report: Report) -> Iterator[str]:
    for fate in report.fates:
        yield from (f"{fate.attack.name}: {words}" for words in fate.harm)
        if fate.gained:
            yield f"{fate.attack.name}: gained {fate.gained:g} points"
        if fate.stopped:
            yield f"{fate.attack.name}: {fate.ended} after {fate.seconds:.1f} s. {fate.reason}"
    yield from (f"by nobody that can be named: {words}" for words in report.harm)
    yield from report.changed


def figures(report: Report) -> list[str]:
    """The last lines, `name: figure`."""
    fates = report.fates
    harmed = sum(bool(fate.harm) for fate in fates) + bool(report.harm)
    return [
        f"attacks: {len(fates)}",
        f"honest submissions beside them: {report.honest}",
        f"attacks that gained: {sum(bool(fate.gained) for fate in fates)}",
        f"attacks that harmed: {harmed}",
        f"attacks that stopped the batch: {sum(fate.stopped for fate in fates)}",
        f"honest submissions that changed: {len(report.changed)}",
    ]


def section(attacks: Sequence[Attack], fates: Sequence[Fate] = ()) -> str:
    """The table of docs/security.md. Without fates: as it is after a clean run, the only one that is written."""
    by_name = {fate.attack.name: fate for fate in fates}
    rows = [_row(attack, by_name.get(attack.name)) for attack in attacks]
    head = ["| Attack | What it tries | Wants | Ends as | Gained | Harmed |", "| --- | --- | --- | --- | --- | --- |"]
    return "\n".join([f"{len(attacks)} attacks:", "", *head, *rows])


def _row(attack: Attack, fate: Fate | None) -> str:
    gained, harmed = (f"{fate.gained:g}", "yes" if fate.harm else "nothing") if fate else ("0", "nothing")
    tries = attack.tries.replace("|", "\\|").replace("<", "&lt;")
    return f"| `{attack.name}` | {tries} | {attack.wants} | {ENDS[attack.expects]} | {gained} | {harmed} |"


def put(text: str, made: str) -> str:
    """A document with the table in its place, between the two marks."""
    before, found, rest = text.partition(BEGIN)
    _, also, after = rest.partition(END)
    if not found or not also:
        raise ValueError(f"{DOCUMENT} has no {BEGIN} and {END}: the table goes between them")
    return f"{before}{BEGIN}\n{made}\n{END}{after}"
