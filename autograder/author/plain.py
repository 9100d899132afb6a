"""A notebook as plain text, for `git diff` (see .gitattributes): sources in full, of outputs their text."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def plain(text: str) -> str:
    """Cells under a line with their kind, id and grade id; a text that is no notebook comes back as it is."""
    try:
        cells = json.loads(text)["cells"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return text
    return "\n".join(_cell(cell) for cell in cells)


def _cell(cell: dict[str, Any]) -> str:
    metadata = {key: value for key, value in cell.get("metadata", {}).items() if value}
    lines = [f"── {cell['cell_type']} {cell.get('id', '')} {json.dumps(metadata) if metadata else ''}".rstrip()]
    lines.append(_joined(cell["source"]))
    for output in cell.get("outputs", []):
        lines.append(f"→ {output['output_type']}")
        lines.append(_joined(output.get("text") or output.get("data", {}).get("text/plain") or output.get("traceback")))
        lines += [f"  ({kind})" for kind in sorted(output.get("data", {})) if kind != "text/plain"]
    return "\n".join(lines) + "\n"


def _joined(text: str | list[str] | None) -> str:
    return text if isinstance(text, str) else "".join(text or [])


if __name__ == "__main__":
    sys.stdout.write(plain(Path(sys.argv[1]).read_text(encoding="utf-8")))
