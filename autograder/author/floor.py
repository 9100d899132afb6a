"""The floor of what grading can cost: the same cells by bare `exec` in a warm forked process, one after the other.

    python -m autograder.author.floor FOLDER    FOLDER/*.ipynb are sanitised notebooks, tests included

No shell, no confinement, no proxies, no scores. Prints a JSON list of CPU seconds, one for each notebook.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
from pathlib import Path


def main(folder: str) -> int:
    from autograder.grade import warm

    warm.settle()
    warm.import_all()
    spent = []
    for path in sorted(Path(folder).glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        spent.append(_forked(sources))
    print(json.dumps(spent))
    return 0


def _forked(sources: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    pid = os.fork()
    if not pid:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            _run(sources)
        os._exit(0)
    os.waitpid(pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(sources: list[str]) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for source in sources:
        with contextlib.suppress(BaseException):
            exec(compile(source, "<cell>", "exec"), names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
