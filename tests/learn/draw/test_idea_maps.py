"""Is the map of ideas whole and readable: every idea and need on it, no line through a box, no two lines as one?"""

from __future__ import annotations

import itertools
import random
import re

import pytest

from autograder.learn import draw, ideas
from autograder.learn.draw import lanes
from autograder.learn.draw.lanes import BOX_HEIGHT, BOX_WIDTH, Plan, Point

EVERY = list(ideas.every().values())
Segment = tuple[Point, Point]


def planned(chosen: list[ideas.Idea]) -> Plan:
    rows = [[idea.identity for idea in chosen if idea.look_at.lesson == name] for name in ideas.lessons()]
    return lanes.plan([row for row in rows if row], {idea.identity: idea.needs for idea in chosen})


def segments(line: list[Point]) -> list[Segment]:
    return list(itertools.pairwise(line))


def inside(segment: Segment, centre: Point) -> bool:
    """More than the touch of an edge."""
    (left, right), (top, bottom) = (sorted(pair) for pair in zip(*segment, strict=True))
    x, y = centre
    across = right > x - BOX_WIDTH / 2 + 1 and left < x + BOX_WIDTH / 2 - 1
    return across and bottom > y - BOX_HEIGHT / 2 + 1 and top < y + BOX_HEIGHT / 2 - 1


def on_each_other(one: Segment, other: Segment) -> bool:
    for axis in (0, 1):
        if one[0][axis] == one[1][axis] == other[0][axis] == other[1][axis]:
            (start, end), (begin, stop) = (sorted((a[1 - axis], b[1 - axis])) for a, b in (one, other))
            if min(end, stop) - max(start, begin) > 1:
                return True
    return False


def faults(made: Plan) -> list[str]:
    lines = {edge: segments(line) for edge, line in made.lines.items()}
    through = [
        f"{source} → {target} runs through {name}"
        for (source, target), parts in lines.items()
        for name, centre in made.centres.items()
        if any(inside(part, centre) for part in parts)
    ]
    together = [
        f"{one} and {other} lie on each other"
        for (one, first), (other, second) in itertools.combinations(lines.items(), 2)
        if one[0] != other[0] and any(on_each_other(a, b) for a, b in itertools.product(first, second))
    ]
    boxes = itertools.combinations(made.centres.items(), 2)
    overlaps = [
        f"{one} and {other} overlap"
        for (one, here), (other, there) in boxes
        if abs(here[0] - there[0]) < BOX_WIDTH and abs(here[1] - there[1]) < BOX_HEIGHT
    ]
    return through + together + overlaps


def test_does_no_line_of_the_map_cross_a_box_or_hide_another() -> None:
    assert faults(planned(EVERY)) == []


@pytest.mark.parametrize("idea", EVERY, ids=lambda idea: idea.identity)
def test_is_the_way_to_each_idea_as_clear(idea: ideas.Idea) -> None:
    assert faults(planned(ideas.behind(idea))) == []


@pytest.mark.parametrize("seed", range(12))
def test_is_any_map_of_lanes_clear(seed: int) -> None:
    """Ideas will be added: random maps of up to 40 boxes, with no more than three lines into a box."""
    drawn = random.Random(seed)
    rows = [[f"{lane}.{place}" for place in range(drawn.randint(1, 6))] for lane in range(drawn.randint(1, 7))]
    names = list(itertools.chain(*rows))
    needs = {name: drawn.sample(names[:place], min(place, drawn.randint(0, 2))) for place, name in enumerate(names)}
    made = lanes.plan(rows, needs)
    assert [fault for fault in faults(made) if "lie on" not in fault] == []
    assert made.lines.keys() == {(source, target) for target, found in needs.items() for source in found}


def test_is_every_idea_drawn_inside_the_picture() -> None:
    svg = draw.ideas().svg
    _, _, width, height = map(float, re.findall(r'viewBox="([^"]+)"', svg)[0].split())
    boxes = [tuple(map(float, found)) for found in re.findall(r'<rect x="(\S+)" y="(\S+)" width="106"', svg)]
    assert len(boxes) == len(EVERY)
    assert all(0 <= x <= width - BOX_WIDTH and 0 <= y <= height - BOX_HEIGHT for x, y in boxes)
    corners = [
        float(number)
        for path in re.findall(r' d="M([^"]+)" fill="none"', svg)
        for number in re.findall(r"[\d.]+", path)
    ]
    assert max(corners) <= max(width, height)
    assert svg.count("marker-end") == sum(len(idea.needs) for idea in EVERY)


def test_do_the_words_say_what_the_map_shows() -> None:
    says = draw.ideas().says
    assert f"{len(EVERY)} ideas in 8 lessons" in says
    assert all(idea.title in says for idea in EVERY)
    assert "Vector–Jacobian product (on Jacobian)" in says
    assert repr(draw.ideas()) == says


def test_is_only_what_leads_to_one_idea_drawn() -> None:
    picture = draw.ideas(to="Jacobian")
    assert picture.says.startswith("What Jacobian stands on: ")
    assert "Reduction to a scalar" in picture.says
    assert "Saturation" not in picture.says
    assert draw.ideas(to="slope").says.count("Slope of a curve") == 2


def test_is_an_idea_refused_by_name_that_is_not_there() -> None:
    with pytest.raises(ValueError, match=r"no idea 'phlogiston' on the map. draw.ideas\(\) shows"):
        draw.ideas(to="phlogiston")


def test_is_the_map_the_same_every_time() -> None:
    assert draw.ideas().svg == draw.ideas().svg
