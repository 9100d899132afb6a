"""What strangers' cells may put on a page: HTML and SVG by an allowlist, images that are what they say, plain text.

Student code has made these outputs, so they are hostile until shown otherwise. HTML goes through nh3 (the kept
sanitiser around Rust's ammonia), which parses as a browser does and gives back a closed fragment: an open comment or
a stray `</body>` swallows nothing. Every attribute then passes `_attribute`. What nests or refers in circles is
counted first, since parsing deep trees takes quadratic time and an SVG can refer to itself until a browser gives up.
"""

from __future__ import annotations

import base64
import binascii
import functools
import re
import struct
from collections.abc import Callable

import nh3
from markupsafe import Markup

from autograder.grade.feedback import text

MOST_CHARACTERS = 400_000  # of one HTML output: a figure with some thousand points
MOST_TAGS = 6_000
MOST_ENTITIES = 6_000
MOST_IMAGE = 3_000_000  # bytes
MOST_PIXELS = 25_000_000

_HTML = (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u "
    "ul var"
)
_SVG = (
    "svg g path use defs clipPath text tspan rect circle ellipse line polyline polygon marker pattern linearGradient "
    "radialGradient stop"
)
_MATHML = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd "
    "mstyle mpadded mphantom menclose mmultiscripts mprescripts none"
)
_DRAWN = (
    "x y x1 y1 x2 y2 cx cy r rx ry d dx dy fx fy points width height transform viewBox preserveAspectRatio offset "
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray "
    "stroke-dashoffset stroke-miterlimit opacity clip-path clip-rule marker-start marker-mid marker-end markerWidth "
    "markerHeight markerUnits refX refY orient patternUnits patternContentUnits patternTransform gradientUnits "
    "gradientTransform stop-color stop-opacity text-anchor dominant-baseline font-size font-family font-weight "
    "font-style letter-spacing textLength lengthAdjust paint-order vector-effect id style"
)
_EVERYWHERE = {"style", "role", "aria-label", "aria-hidden"}
_OF_TAGS = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "scope", "align"},
    "ol": {"start"},
    "div": {"tabindex"},
    "math": {"display"},
    "mo": {"stretchy", "fence", "form", "lspace", "rspace", "minsize", "maxsize", "separator", "accent"},
    "mi": {"mathvariant"},
    "mspace": {"width"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mfrac": {"linethickness"},
    "mtable": {"columnalign", "rowspacing", "columnspacing"},
    "mtd": {"columnalign"},
    "munder": {"accentunder"},
    "mover": {"accent"},
    "menclose": {"notation"},
}
_ROLES = {"img", "note", "group", "presentation", "region"}

# Of styles: what moves nothing out of its place, loads nothing and hides nothing.
_PROPERTIES = re.compile(
    r"(?:color|background|background-color|opacity|(?:max-|min-)?(?:width|height)|gap|line-height|overflow-wrap|vertical-align|"
    r"white-space|overflow-x|caption-side|border-collapse|border-spacing|border(?:-(?:top|right|bottom|left))?"
    r"(?:-(?:width|style|color))?|border-radius|padding(?:-\w+)?|margin(?:-\w+)?|font(?:-(?:size|family|weight|style|"
    r"variant))?|text-(?:align|anchor|decoration|indent|transform)|letter-spacing|display|justify-content|align-items|"
    r"flex(?:-(?:wrap|direction|grow|shrink|basis))?|list-style-type|fill(?:-opacity|-rule)?|stroke(?:-[a-z]+)?|"
    r"stop-(?:color|opacity)|clip-path|clip-rule|marker(?:-(?:start|mid|end))?|dominant-baseline|paint-order|"
    r"shape-rendering)"
)
_DISPLAYS = {"block", "inline", "inline-block", "flex", "inline-flex", "table", "table-row", "table-cell", "list-item"}
_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "var", "url", "calc", "translate", "rotate", "scale", "matrix", "skewx"}
_FUNCTIONS |= {"skewy"}
_REFERENCE = re.compile(r"url\(\s*[\"']?#([\w.-]{1,80})[\"']?\s*\)")
_NAME = re.compile(r"[\w.-]{1,80}")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]{1,2000}", re.IGNORECASE)
_NEARBY = re.compile(r"(?:\.\./)*[\w.-][\w./ -]{0,200}")
_PICTURE = re.compile(r"data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=\s]+)")
_KEPT = re.compile(r"<(pattern|marker|clipPath|defs)\b[^>]*>(.*?)</\1>", re.DOTALL)
_IMAGE = re.compile(r"<img\b([^>]*)>")
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")

# Only shapes and what is referred to may have a name. A <use> of a group of <use>s of groups … would draw 10¹⁰ shapes.
_NAMED = {"path", "rect", "circle", "ellipse", "line", "clipPath", "marker", "pattern", "linearGradient"}
_NAMED |= {"radialGradient"}


class TooMuch(ValueError):
    """HTML that is too long or too nested to look through; the words are for the student."""


def fragment(html: str, *, nearby: bool = False) -> Markup:
    """The part of `html` that may stand on a page, closed in itself; headings begin at the third level.

    `nearby` lets links go to other files of the course, as the lessons' and exercises' own text does.
    """
    if len(html) > MOST_CHARACTERS or html.count("<") > MOST_TAGS or html.count("&") > MOST_ENTITIES:
        raise TooMuch(f"A part that is too large for this page ({len(html):,} characters of HTML) is left out.")
    cleaned = _clean(html, nearby) if len(html) < 60_000 else _clean.__wrapped__(html, nearby)
    return Markup(cleaned)


@functools.lru_cache(maxsize=256)
def _clean(html: str, nearby: bool) -> str:
    """Kept for a while: a class has the same given cells, hence the same figures, in each notebook."""
    cleaned = text.prose(_cleaner(nearby).clean(text.prose(html)))  # again, since entities have become characters
    if any("url(" in inside or "<use" in inside for kind, inside in _KEPT.findall(cleaned) if kind != "defs"):
        raise TooMuch("A picture that refers to itself is left out.")
    return _headings(_IMAGE.sub(_image, cleaned))


@functools.cache
def _cleaner(nearby: bool) -> nh3.Cleaner:
    drawn = set(_DRAWN.split())
    attributes = {tag: _EVERYWHERE | _OF_TAGS.get(tag, set()) for tag in f"{_HTML} {_MATHML}".split()}
    attributes |= dict.fromkeys(_SVG.split(), _EVERYWHERE | drawn)
    attributes["use"] = attributes["use"] | {"href", "xlink:href"}
    return nh3.Cleaner(
        tags=set(f"{_HTML} {_SVG} {_MATHML}".split()),
        clean_content_tags={"script", "style", "title", "desc", "foreignObject", "metadata"},
        attributes=attributes,
        attribute_filter=functools.partial(_attribute, nearby),
        url_schemes={"http", "https", "mailto", "data"},  # `data` for <img> alone: see _attribute
        url_relative="pass_through",
        link_rel="noopener noreferrer nofollow",
    )


def _attribute(nearby: bool, tag: str, name: str, value: str) -> str | None:
    """The value as it may stay, or None."""
    if name == "href":
        return _link(value, nearby) if tag == "a" else _own(value)
    if name == "id":
        return f"u-{value}" if tag in _NAMED and _NAME.fullmatch(value) else None
    if name in _CHECKS:
        return _CHECKS[name](value)
    return value if "url" not in value.lower() and "\\" not in value else _refers(value)


def _own(value: str) -> str | None:
    return f"#u-{value[1:]}" if value.startswith("#") and _NAME.fullmatch(value[1:]) else None


def _refers(value: str) -> str | None:
    found = _REFERENCE.fullmatch(value.strip())
    return f"url(#u-{found.group(1)})" if found else None


def _small(value: str) -> str | None:
    return value if re.fullmatch(r"\d{1,2}", value) else None


def _link(value: str, nearby: bool) -> str | None:
    if _ADDRESS.fullmatch(value):
        return value
    if nearby and _NEARBY.fullmatch(value):
        # Written in ASSIGNMENT/NOTEBOOK.ipynb, read in feedback/STUDENT/ASSIGNMENT/NOTEBOOK.html: one folder deeper.
        return f"../{value}" if value.startswith("../../") else value
    return None


def _source(value: str) -> str | None:
    found = _PICTURE.fullmatch(value)
    return image(found.group(1), found.group(2)) if found else None


@functools.lru_cache(maxsize=4096)
def _style(value: str) -> str | None:
    kept = []
    for declaration in value.split(";"):
        name, colon, words = declaration.partition(":")
        name, words = name.strip().lower(), words.strip()
        if colon and _PROPERTIES.fullmatch(name) and _harmless(name, words.lower()):
            kept.append(f"{name}:" + _REFERENCE.sub(r"url(#u-\1)", words))
    return ";".join(kept) or None


def _harmless(name: str, words: str) -> bool:
    if len(words) > 300 or re.search(r"[\\@<>{}]|/\*|!", words):
        return False
    functions = set(re.findall(r"([\w-]*)\(", words)) - {""}
    if not functions <= _FUNCTIONS or len(re.findall(r"url\(", words)) != len(_REFERENCE.findall(words)):
        return False
    if name == "display":
        return words in _DISPLAYS
    return not (name.startswith(("margin", "text-indent", "letter-spacing")) and "-" in words)


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "style": _style,
    "src": _source,
    "role": lambda value: value if value in _ROLES else None,
    "tabindex": lambda value: value if value == "0" else None,
    "colspan": _small,
    "rowspan": _small,
    "start": _small,
}


def _image(found: re.Match[str]) -> str:
    """Without its source an image is nothing; without a description a reader is told that it is none."""
    if ' src="' not in found.group():
        return ""
    return found.group() if ' alt="' in found.group() else f'<img alt=""{found.group(1)}>'


def _headings(html: str) -> str:
    """Headings in the page's own order: h1 is the page's, h2 an exercise's; whatever comes here starts at h3."""
    levels = sorted({level for _, level in _HEADING.findall(html)})
    put = {level: min(3 + rank, 6) for rank, level in enumerate(levels)}
    return _HEADING.sub(lambda found: f"<{found.group(1)}h{put[found.group(2)]}", html)


def image(mime: str, data: str) -> str | None:
    """A data: address of a PNG or JPEG that is one, and not of a size that only serves to stop a browser."""
    if len(data) > MOST_IMAGE * 4 // 3 + 100_000:
        return None
    try:
        raw = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    size = {"image/png": _png_size, "image/jpeg": _jpeg_size}[mime](raw)
    if size is None or len(raw) > MOST_IMAGE or not 0 < size[0] * size[1] <= MOST_PIXELS:
        return None
    return f"data:{mime};base64,{base64.b64encode(raw).decode()}"


def _png_size(raw: bytes) -> tuple[int, int] | None:
    if not raw.startswith(b"\x89PNG\r\n\x1a\n") or raw[12:16] != b"IHDR" or len(raw) < 33:
        return None
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


def _jpeg_size(raw: bytes) -> tuple[int, int] | None:
    """From the first start-of-frame segment."""
    if not raw.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 < len(raw) and raw[at] == 0xFF:
        marker, length = raw[at + 1], struct.unpack(">H", raw[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", raw[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
