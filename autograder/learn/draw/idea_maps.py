"""The map of the course's ideas: a lane for each lesson, and a line from each idea to those that stand on it."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence

from autograder.learn import ideas as table
from autograder.learn import words
from autograder.learn.draw.lanes import BOX_HEIGHT, BOX_WIDTH, Plan, Point, plan
from autograder.learn.draw.svg import BLUE, GREEN, GREY, ORANGE, PURPLE, RED, Picture, inline

FONT = "font-family='DejaVu Sans, Verdana, sans-serif'"
LINES = (BLUE, ORANGE, GREEN, PURPLE, RED, GREY)
ROUND = 6  # pixels: the radius of a line's corners
LETTERS = 14  # that fit into a line of a box


def ideas(to: str = "") -> Picture:
    """The course's ideas and what each stands on, lesson by lesson; `to="Jacobian"`: only what leads to that one.

    Raises ValueError where no idea is called so.
    """
    chosen = list(table.every().values())
    aim = table.find(to) if to else None
    if to and aim is None:
        raise ValueError(f"There is no idea {to!r} on the map. draw.ideas() shows all of them.")
    if aim is not None:
        chosen = table.behind(aim)
    return _picture(chosen, aim)


def _picture(chosen: Sequence[table.Idea], aim: table.Idea | None) -> Picture:
    names = [name for name in table.lessons() if any(idea.look_at.lesson == name for idea in chosen)]
    lanes = [[idea.identity for idea in chosen if idea.look_at.lesson == name] for name in names]
    made = plan(lanes, {idea.identity: idea.needs for idea in chosen})
    says = _says(chosen, aim)
    drawn = [_band(made, lane) for lane in range(len(lanes))]
    drawn += [_name(names[lane], made.bands[lane]) for lane in range(len(lanes))]
    drawn += _lines(made)
    drawn += [_box(idea, made.centres[idea.identity], idea is aim) for idea in chosen]
    tips = "".join(_tip(place, colour) for place, colour in enumerate(LINES))
    body = f"<svg viewBox='0 0 {made.width:g} {made.bands[-1][1]:g}'><defs>{tips}</defs>{''.join(drawn)}</svg>"
    return Picture(inline(body.replace("'", '"'), says), says)


def _says(chosen: Sequence[table.Idea], aim: table.Idea | None) -> str:
    """The map in words: lesson by lesson, each idea and what it stands on."""
    head = f"What {aim.title} stands on" if aim else "Map of the course's ideas"
    lessons = list(dict.fromkeys(idea.look_at.lesson for idea in chosen))
    ideas_, notebooks = words.count(len(chosen), "idea"), words.count(len(lessons), "lesson")
    told = [f"{head}: {ideas_} in {notebooks}, each with what it stands on."]
    for name in lessons:
        own = [_with_needs(idea) for idea in chosen if idea.look_at.lesson == name]
        told.append(f"Lesson {name.partition('_')[0]}, {table.lessons()[name]}: {'; '.join(own)}.")
    return " ".join(told)


def _with_needs(idea: table.Idea) -> str:
    needs = [table.every()[need].title for need in idea.needs]
    return f"{idea.title} (on {words.listed(needs)})" if needs else idea.title


def _band(made: Plan, lane: int) -> str:
    top, bottom = made.bands[lane]
    shade = "" if lane % 2 else f"<rect x='0' y='{top:g}' width='{made.width:g}' height='{bottom - top:g}' "
    return shade and f"{shade}fill='{GREY}' fill-opacity='.09'/>"


def _name(lesson: str, band: tuple[float, float]) -> str:
    number, _, _ = lesson.partition("_")
    rows = [number, *textwrap.wrap(table.lessons()[lesson], LETTERS)]
    y = sum(band) / 2 + 4 - 8 * (len(rows) - 1)
    return "".join(_text(10, y + 16 * place, row, bold=not place, anchor="start") for place, row in enumerate(rows))


def _lines(made: Plan) -> list[str]:
    """A colour for each source, for the eye that follows a line; no two lines lie on each other."""
    order = {source: place for place, source in enumerate(dict.fromkeys(source for source, _ in made.lines))}
    drawn = []
    for (source, _), corners in made.lines.items():
        colour = order[source] % len(LINES)
        drawn.append(
            f"<path d='{_rounded(corners)}' fill='none' stroke='{LINES[colour]}' stroke-width='1.6' "
            f"marker-end='url(#tip{colour})'/>"
        )
    return drawn


def _rounded(corners: Sequence[Point]) -> str:
    path = [f"M{corners[0][0]:g} {corners[0][1]:g}"]
    for before, here, after in zip(corners, corners[1:], corners[2:], strict=False):
        enter, leave = _toward(here, before), _toward(here, after)
        path.append(f"L{enter[0]:g} {enter[1]:g}Q{here[0]:g} {here[1]:g} {leave[0]:g} {leave[1]:g}")
    return "".join([*path, f"L{corners[-1][0]:g} {corners[-1][1]:g}"])


def _toward(here: Point, there: Point) -> Point:
    """A point near a corner on the way to the next, at most half of that way."""
    far = max(abs(there[0] - here[0]), abs(there[1] - here[1]))
    part = min(ROUND, far / 2) / far if far else 0.0
    return here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])


def _tip(place: int, colour: str) -> str:
    return (
        f"<marker id='tip{place}' viewBox='0 0 8 8' refX='7.5' refY='4' markerWidth='7' markerHeight='7' "
        f"orient='auto' markerUnits='userSpaceOnUse'><path d='M0 0L8 4L0 8z' fill='{colour}'/></marker>"
    )


def _box(idea: table.Idea, centre: Point, aimed: bool) -> str:
    x, y = centre
    edge, width = (ORANGE, 2.6) if aimed else ("currentColor", 1.1)
    rows = textwrap.wrap(idea.title, LETTERS, break_long_words=False)
    start = y + 4 - 7 * (len(rows) - 1)
    text = "".join(_text(x, start + 14 * place, row) for place, row in enumerate(rows))
    return (
        f"<rect x='{x - BOX_WIDTH / 2:g}' y='{y - BOX_HEIGHT / 2:g}' width='{BOX_WIDTH}' height='{BOX_HEIGHT}' rx='7' "
        f"fill='{GREY}' fill-opacity='.14' stroke='{edge}' stroke-width='{width}'/>{text}"
    )


def _text(x: float, y: float, words_: str, *, bold: bool = False, anchor: str = "middle") -> str:
    weight = " font-weight='bold'" if bold else ""
    return (
        f"<text x='{x:g}' y='{y:g}' text-anchor='{anchor}' {FONT} font-size='11.5'{weight} fill='currentColor'>"
        f"{html.escape(words_, quote=True)}</text>"
    )
