"""Rules for every notebook: its ids, its headings, its pictures and links, and what it was saved with."""

from __future__ import annotations

import functools
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from autograder.author.lint.finding import Book, Problem, Rule, text_of

NBVAL = re.compile(r"nbval[-_](skip|ignore[-_]output|check[-_]output|raises[-_]exception)", re.IGNORECASE)
LARGEST = 1_000_000  # characters of one cell's outputs; a page with many such is slow to open
NOISE = frozenset(
    {"ExecuteTime", "execution", "collapsed", "scrolled", "vscode", "colab", "papermill", "outputId", "pycharm"}
)
NOISE_OF_BOOK = frozenset({"widgets", "vscode", "colab", "papermill", "toc", "varInspector", "celltoolbar"})


def ids_are_there_once(book: Book) -> Iterator[Problem]:
    seen = Counter(str(cell.raw["id"]) for cell in book.cells if cell.raw.get("id"))
    for cell in book.cells:
        if not cell.raw.get("id") and book.minor >= 5:
            yield Problem(cell, "The cell has no id.", "Open the notebook in JupyterLab and save it.")
    for cell in book.cells:
        if (times := seen.pop(str(cell.raw.get("id")), 0)) > 1:
            yield Problem(cell, f"Its id {cell.raw['id']!r} stands on {times} cells.", "Give each an id of its own.")


def one_title(book: Book) -> Iterator[Problem]:
    titles = [cell for cell, level, _ in book.headings if level == 1]
    if len(titles) != 1:
        where = titles[1] if titles else None
        yield Problem(where, f"The notebook has {len(titles)} H1 headings.", "One line with a single # is its title.")


def no_level_is_skipped(book: Book) -> Iterator[Problem]:
    above = 0 if book.is_ours else min((level for _, level, _ in book.headings), default=1) - 1
    for cell, level, words in book.headings:
        if not words:
            yield Problem(cell, "A heading has no words.", "A screen reader announces it all the same: remove it.")
        if level > above + 1:
            after = f"stands under H{above}" if above else "opens the notebook"
            yield Problem(cell, f"The heading “{words}” is H{level} and {after}.", "Leave no level out.")
        above = level


def images_have_alt_text(book: Book) -> Iterator[Problem]:
    """An empty alt in HTML says that a picture is an ornament, and our notebooks have none."""
    for cell, text in book.prose:
        tags = re.findall(r"<img\b[^>]*>", text, re.IGNORECASE)
        alts = [re.search(r"\balt\s*=\s*[\"']?([^\"'>]*)", tag, re.IGNORECASE) for tag in tags]
        empty = any(alt is None or (book.is_ours and not alt[1].strip()) for alt in alts)
        if empty or re.search(r"!\[\s*\]\(", text):
            yield Problem(cell, "An image has no alternative text.", "Write what it shows: ![here](picture.png).")
        names = re.findall(r"!\[([^\]\s]+\.(?:png|jpe?g|gif|svg|webp))\]\(", text, re.IGNORECASE)
        if names:
            says = f"The alternative text of an image is a file's name, {names[0]}."
            yield Problem(cell, says, "Write what it shows: ![here](picture.png).")


def pictures_say_what_they_show(book: Book) -> Iterator[Problem]:
    for cell, output in book.outputs:
        for opening in re.findall(r"<svg[^>]*>", text_of(output, "text/html")):
            if 'role="img"' not in opening or not re.search(r'aria-label="[^"]{20,}', opening):
                yield Problem(cell, 'An SVG has no role="img" with a label.', "draw.figure gives it one.")
        if text_of(output, "image/png") or text_of(output, "image/jpeg"):
            yield Problem(cell, "JupyterLab drops a bitmap's alternative text.", "Show the figure with draw.figure.")


def links_lead_somewhere(book: Book) -> Iterator[Problem]:
    """Links to files, and to headings of this notebook and of others."""
    for cell, text in book.prose:
        found = re.findall(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)", text)
        found += re.findall(r"<(?:img|a)\b[^>]*?(?:src|href)\s*=\s*[\"']([^\"']+)", text, re.IGNORECASE)
        for target in map(html.unescape, found):
            if problem := _dead(book, target):
                yield Problem(cell, problem, "Mend the link, or put the file there.")


def _dead(book: Book, target: str) -> str:
    """What is wrong with a link, or nothing."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return f"The link {target} is no link."
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""  # of the net, an attachment, or a path (`paths` speaks of those)
    place = book.path.parent / unquote(parts.path) if parts.path else book.path
    if ".." in Path(parts.path).parts and not place.parent.exists():
        return ""  # a copy of the notebook alone, away from its course
    if not place.exists():
        return f"The link {target} leads nowhere: there is no such file."
    if parts.fragment and place.suffix == ".ipynb" and unquote(parts.fragment) not in _anchors(book, place):
        what = "cell" if parts.fragment.startswith("cell-id=") else "heading"
        return f"The link {target} leads to no {what} of {place.name}."
    return ""


def _anchors(book: Book, place: Path) -> set[str]:
    """JupyterLab's names of headings, which are their words, joined by dashes; and of cells."""
    return _anchors_of(book) if place == book.path else _read_anchors(place, place.stat().st_mtime_ns)


@functools.lru_cache(maxsize=64)
def _read_anchors(place: Path, _: int) -> set[str]:
    """Those of another notebook, read again when its time has changed: an index links to one a hundred times."""
    from autograder.author.lint.finding import Unreadable, read

    try:
        return _anchors_of(read(place))
    except Unreadable:
        return set()


def _anchors_of(there: Book) -> set[str]:
    cells = {f"cell-id={cell.raw['id']}" for cell in there.cells if cell.raw.get("id")}
    return cells | {words.replace(" ", "-") for _, _, words in there.headings}


def nothing_comes_from_the_net(book: Book) -> Iterator[Problem]:
    for cell, output in book.outputs:
        if re.search(r"<script|(?:src|href)=\"(?:https?:)?//(?!www\.w3\.org)", text_of(output, "text/html")):
            yield Problem(
                cell, "An output runs a script or loads something from the net.", "A reader may be offline: draw it."
            )


def outputs_are_small(book: Book) -> Iterator[Problem]:
    for cell in book.code:
        size = len(json.dumps(cell.outputs))
        if size > LARGEST:
            yield Problem(cell, f"Its outputs hold {size / 1e6:.1f} MB.", "Show less: a page with this opens slowly.")


def it_is_python(book: Book) -> Iterator[Problem]:
    from autograder.grade.code import parse

    for cell in book.code if book.is_python else ():
        try:
            parse(cell.source)
        except (SyntaxError, ValueError, RecursionError) as error:
            line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
            says = error.msg if isinstance(error, SyntaxError) else str(error)
            yield Problem(cell, f"This is not Python: {says}{line}.", "Run the cell in JupyterLab to see where.")


def the_kernel_is_named(book: Book) -> Iterator[Problem]:
    kernel = book.metadata.get("kernelspec")
    name = kernel.get("name") if isinstance(kernel, dict) else None
    if not name:
        yield Problem(None, "The notebook names no kernel.", "Open it in JupyterLab, choose Python 3 and save.")
    elif book.is_ours and name != "python3":
        yield Problem(
            None, f"The notebook asks for the kernel {name!r}.", "Students have python3: choose that, and save."
        )


def it_carries_no_noise(book: Book) -> Iterator[Problem]:
    extra = sorted(NOISE_OF_BOOK & set(book.metadata))
    language = book.metadata.get("language_info")
    if isinstance(language, dict) and "version" in language:
        extra.append("language_info.version")
    if extra:
        yield Problem(None, f"Its metadata holds {', '.join(extra)}: noise in every diff.", "Remove it.")
    for cell in book.cells:
        if found := sorted(NOISE & set(cell.metadata)):
            yield Problem(cell, f"Its metadata holds {', '.join(found)}: noise in every diff.", "Remove it.")


def nbval_tags_have_a_reason(book: Book) -> Iterator[Problem]:
    for cell in book.code:
        if any(NBVAL.fullmatch(tag) for tag in cell.tags):
            yield Problem(cell, "An NBVAL tag hides its reason.", "Write it as a comment: `# NBVAL_SKIP: why`.")
        for line in cell.source.splitlines():
            if (match := NBVAL.search(line)) and not re.match(r"\s*:\s*\w+", line[match.end() :]):
                yield Problem(cell, f"{match[0]} has no reason.", f"Say it on the same line: `# {match[0]}: why`.")


RULES = (
    Rule("ids", "a cell without an id, or an id that stands on two cells", ids_are_there_once),
    Rule("title", "not exactly one H1 heading", one_title, house=True),
    Rule("heading-order", "a level of headings left out, a heading without words", no_level_is_skipped),
    Rule("alt-text", "an image without alternative text", images_have_alt_text),
    Rule("picture-label", "a picture that a screen reader can't read out", pictures_say_what_they_show, house=True),
    Rule("links", "a link that leads to no file or no heading", links_lead_somewhere),
    Rule("offline", "an output that needs the net", nothing_comes_from_the_net, house=True),
    Rule("size", "outputs of more than a megabyte", outputs_are_small),
    Rule("python", "a code cell that is not Python", it_is_python),
    Rule("kernel", "no kernel, or one that students don't have", the_kernel_is_named),
    Rule("noise", "metadata that tools leave behind", it_carries_no_noise, house=True),
    Rule("nbval-reason", "an NBVAL tag without its reason", nbval_tags_have_a_reason),
)
