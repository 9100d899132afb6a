"""Packs `autograder.learn` as a wheel of its own: what a student's notebook imports, and no line of the grader.

A wheel is a zip with a METADATA and a RECORD (PyPA's binary distribution format), so it is written here: no build tool,
no network, and the same bytes every time. Its name is `autodiff-course-learn`. Its version carries a hash of what is in
it, because pip leaves a package alone whose version it has already: a bundle that was mended in the middle of the term
would never arrive.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from autograder.course import CourseError

WHOLE = "autodiff-course"  # the package with both wings, as pyproject.toml names it
NAME = f"{WHOLE}-learn"
PACKAGE = Path(__file__).resolve().parents[2]
KINDS = (".py", ".toml", ".typed")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier time; the true one would change the bytes
_ABOUT = """
What the notebooks of the course import: `from autograder import check, draw, explore`.

Install it from the course's bundle, in an environment of its own. The package with the grader has the same files: the
two don't belong into one environment. The package called autograder on PyPI is another project.
"""


class Wheel(NamedTuple):
    file: str
    data: bytes
    version: str


def pack() -> Wheel:
    files = {f"autograder/{name}": data for name, data in _sources().items()}
    head, needs = _about()
    version = f"{head['Version']}+h{_digest(files, needs)[:8]}"  # the h: digits alone would lose their leading zeros
    info = f"{_safe(NAME)}-{version}.dist-info"
    files[f"{info}/METADATA"] = _metadata(head, needs, version)
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: autograder publish\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    return Wheel(f"{_safe(NAME)}-{version}-py3-none-any.whl", archive(files), version)


def archive(files: dict[str, bytes], packed: bool = False) -> bytes:
    """A zip of these files in their order, without times. Not `packed`, its bytes depend on no version of zlib."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system = 3  # Unix, on Windows as well
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            into.writestr(entry, data)
    return made.getvalue()


def _sources() -> dict[str, bytes]:
    """The files of the wheel below autograder/: the package's own face, and the learn wing with its tables."""
    paths = [PACKAGE / "__init__.py", PACKAGE / "py.typed"]
    paths += [path for path in (PACKAGE / "learn").rglob("*") if path.suffix in KINDS and not _aside(path)]
    return {path.relative_to(PACKAGE).as_posix(): path.read_bytes() for path in sorted(paths)}


def _aside(path: Path) -> bool:
    """Caches and an editor's own files."""
    return any(part.startswith((".", "__pycache__")) for part in path.relative_to(PACKAGE).parts)


def _about() -> tuple[dict[str, str], list[str]]:
    """What the whole package says of itself, and what its learn wing needs."""
    try:
        known = metadata.metadata(WHOLE)
    except metadata.PackageNotFoundError:
        raise CourseError(
            f"The package {WHOLE} is not installed, so nothing is known of what students need. Run "
            "`pip install --no-deps --editable .` in the course folder, then publish again."
        ) from None
    head = {field: known[field] for field in ("Version", "Summary", "Requires-Python")}
    return head, [need for need in known.get_all("Requires-Dist") or [] if "extra ==" not in need]


def _metadata(head: dict[str, str], needs: list[str], version: str) -> bytes:
    lines = ["Metadata-Version: 2.1", f"Name: {NAME}", f"Version: {version}"]
    lines += [f"Summary: {head['Summary']}", f"Requires-Python: {head['Requires-Python']}"]
    lines += [f"Requires-Dist: {need}" for need in needs]
    lines += ["Description-Content-Type: text/markdown", _ABOUT]
    return "\n".join(lines).encode()


def _record(files: dict[str, bytes], itself: str) -> bytes:
    rows = []
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(data)}\n")
    return "".join([*rows, f"{itself},,\n"]).encode()


def _digest(files: dict[str, bytes], needs: list[str]) -> str:
    found = hashlib.sha256("\n".join(needs).encode())
    for name, data in files.items():
        found.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return found.hexdigest()


def _safe(name: str) -> str:
    """A distribution's name as it stands in the names of files."""
    return name.replace("-", "_")
