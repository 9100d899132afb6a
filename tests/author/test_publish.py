"""Does the bundle work by itself, hold nothing that students must not see, and harm nothing where it is written?"""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Callable
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
import small
from fresh import Environment

from autograder import cli
from autograder.author import release
from autograder.author.execute import settle
from autograder.author.publish import bundle, place, wheel
from autograder.commands import publish as command
from autograder.course import Course, CourseError
from autograder.grade import files as files_

OURS = Course(small.ROOT)
FILES = {"README.md": b"one", "notebooks/a.ipynb": b"two", "release/b/b.ipynb": b"three"}
LESSON, ASSIGNMENT = "00_start_here", "02_chain_rule"
COMMON = {  # said in a lesson, by what is lent, or in every program; some solution or hidden test says it as well
    "(h**2).backward()",
    "__radd__, __rmul__ = __add__, __mul__",
    "b -= lr * b.grad",
    "b.requires_grad_(False)",
    "by_hand=True,",
    "check.gradient(",
    "check.prediction(",
    "check.value(",
    "elif node not in seen:",
    "for _ in range(steps):",
    "for leaf in leaves:",
    "for node in order:",
    "for parent, slope in zip(node.parents, node.slopes):",
    "for value in values:",
    'if operation == "add":',
    "import functools",
    "leaf.grad = 0.0",
    "loss.backward()",
    "losses = []",
    "losses.append(loss.item())",
    "mistakes={",
    "node = node.next_functions[0][0]",
    "node.grad = 0.0",
    "order.append(node)",
    "p = torch.sigmoid(z)",
    "pair = torch.stack([x, 2 * x])",
    "return -(y * p.log() + (1 - y) * (1 - p).log())",
    "return -self + other",
    "return a * b, (b, a)",
    "return a + b, (1.0, 1.0)",
    "return order",
    "return path",
    "return self * -1",
    "return self + -other",
    "return self**-1 * other",
    "return torch.nn.functional.binary_cross_entropy_with_logits(X @ w + b, y)",
    "return x.grad",
    "seen.add(node)",
    "self.data, self.grad = data, 0.0",
    "self.parents, self.slopes, self.operation = parents, slopes, operation",
    "w -= lr * w.grad",
    "w.grad = None",
    "while waiting:",
    "with torch.no_grad():",
    "x = x.detach().clone().requires_grad_()",
}
NOT_OURS = re.compile(r"(^|/)(source|tests|grade|author|commands|submitted|corpus)(/|$)|cli\.py|gradebook")


@pytest.fixture(scope="module")
def gathered() -> bundle.Bundle:
    return bundle.gather(OURS, OURS.assignments())


@pytest.fixture(scope="module")
def wheel_files() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(wheel.pack().data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return small.course(tmp_path_factory.mktemp("pattern"), "01_small", "02_other")


@pytest.fixture
def course(pattern: Course, tmp_path: Path) -> Course:
    """A tiny course of two assignments and one lesson."""
    shutil.copytree(pattern.root, tmp_path / "course")
    write_lesson(Course(tmp_path / "course"), "01_small.ipynb", ran=True)
    return Course(tmp_path / "course")


def write_lesson(course: Course, name: str, source: str = "print(1)", *, ran: bool) -> None:
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "top", "metadata": {}, "source": "# 01 · Small [one]\n![a picture](cat.png)"},
        {"cell_type": "code", "id": "run", "metadata": {}, "outputs": [], "source": source, "execution_count": None},
    ]
    cells[1]["execution_count"] = 1 if ran else None
    (course.root / "notebooks").mkdir(exist_ok=True)
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (course.root / "notebooks" / name).write_text(text)


def publish(course: Course, folder: Path, *words: str) -> int:
    return cli.main(["publish", str(folder), "--course", str(course.root), "--quiet", *words])


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# What is in it


def lines(name: str, data: bytes) -> set[str]:
    """The lines of a file, and of each cell of a notebook; without the spaces around them."""
    text = data.decode()
    if not name.endswith(".ipynb"):
        return {line.strip() for line in text.splitlines()}
    return {line.strip() for cell in json.loads(text)["cells"] for line in "".join(cell["source"]).splitlines()}


def hidden_lines(name: str) -> set[str]:
    """What one master hides and its release does not show, line by line; without comments, and without common words."""
    master = json.loads(OURS.master(name).read_text(encoding="utf-8"))
    released = lines("release.ipynb", (OURS.release / name / f"{name}.ipynb").read_bytes())
    secret = {line for line in release.secrets(master) - released - COMMON if not line.startswith(("#", '"""'))}
    assert len(secret) > 20
    return secret


@pytest.mark.parametrize("name", OURS.assignments())
def test_is_no_hidden_line_of_a_master_in_the_bundle(
    name: str, gathered: bundle.Bundle, wheel_files: dict[str, bytes]
) -> None:
    """A line that is found here and gives nothing away, as one that a lesson shows on purpose, goes into COMMON."""
    secret = hidden_lines(name)
    text = {file: data for file, data in gathered.files.items() if not file.endswith(".whl")}
    found = {file: secret & lines(file, data) for file, data in {**text, **wheel_files}.items()}
    assert {file: hidden for file, hidden in found.items() if hidden} == {}


def test_is_nothing_of_the_instructor_s_in_the_bundle(gathered: bundle.Bundle, wheel_files: dict[str, bytes]) -> None:
    assert [name for name in [*gathered.files, *wheel_files] if NOT_OURS.search(name)] == []
    packed = b"".join([*gathered.files.values(), *wheel_files.values()])
    assert [mark for mark in release.MARKS if mark.encode() in packed] == []
    assert str(OURS.root).encode() not in packed


def test_is_all_of_the_course_in_it(gathered: bundle.Bundle) -> None:
    lessons = {f"notebooks/{path.name}": path.read_bytes() for path in OURS.lessons}
    released = {f"release/{name}/{name}.ipynb" for name in OURS.assignments()}
    assert lessons.items() <= gathered.files.items()
    assert released <= gathered.files.keys()
    others = gathered.files.keys() - lessons.keys() - released
    assert others == {
        ".binder/postBuild",
        ".binder/requirements.txt",
        ".binder/runtime.txt",
        "README.md",
        "jupyter_lab_config.py",
        "requirements.txt",
        "settings/overrides.json",
        "start.py",
        gathered.wheel,
    }


def test_does_the_readme_name_every_notebook_and_nothing_that_is_not_there(gathered: bundle.Bundle) -> None:
    links = re.findall(r"\]\(([^)]+)\)", gathered.files["README.md"].decode())
    assert {name for name in gathered.files if name.endswith(".ipynb")} == set(links)
    assert "$" not in gathered.files["README.md"].decode()


def test_are_two_bundles_the_same_bytes(gathered: bundle.Bundle) -> None:
    again = bundle.gather(OURS, OURS.assignments())
    assert again.files == gathered.files
    for packed in (True, False):
        with zipfile.ZipFile(io.BytesIO(wheel.archive(gathered.files, packed))) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.namelist() == list(gathered.files)


# The wheel


def test_does_the_wheel_hold_the_learn_wing_whole_and_nothing_else(wheel_files: dict[str, bytes]) -> None:
    ours = Path(release.__file__).parents[1]
    wing = [path for path in (ours / "learn").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    wanted = {
        f"autograder/{path.relative_to(ours).as_posix()}" for path in [*wing, ours / "__init__.py", ours / "py.typed"]
    }
    assert {name for name in wheel_files if ".dist-info/" not in name} == wanted


def test_does_the_record_of_the_wheel_fit_its_files(wheel_files: dict[str, bytes]) -> None:
    record = next(name for name in wheel_files if name.endswith("/RECORD"))
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(wheel_files[record].decode()))}
    assert rows.keys() == wheel_files.keys()
    for name, data in wheel_files.items():
        digest = urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        assert rows[name] == (["", ""] if name == record else [f"sha256={digest}", str(len(data))])


def test_does_the_wheel_say_what_it_is_and_needs(wheel_files: dict[str, bytes]) -> None:
    said = BytesParser().parsebytes(next(data for name, data in wheel_files.items() if name.endswith("/METADATA")))
    assert (said["Name"], said["Version"]) == ("autodiff-course-learn", wheel.pack().version)
    assert said["Version"].startswith(__import__("autograder").__version__)
    assert said.get_all("Requires-Dist") == ["torch", "matplotlib", "ipywidgets", "networkx"]
    assert said["Requires-Python"] == ">=3.11"
    assert not any(name.endswith("entry_points.txt") for name in wheel_files)


def test_has_a_changed_package_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pip leaves a package alone whose version is installed already."""
    for name in ("__init__.py", "py.typed", "learn/one.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(wheel, "PACKAGE", tmp_path)
    before = wheel.pack()
    (tmp_path / "learn" / "__pycache__").mkdir()
    (tmp_path / "learn" / "__pycache__" / "one.py").write_text("a cache")
    assert wheel.pack() == before
    (tmp_path / "learn" / "one.py").write_text("2")
    assert wheel.pack().version != before.version


# A student's machine


@pytest.fixture(scope="module")
def student(gathered: bundle.Bundle, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Environment]:
    """The bundle, set up as its README says, in an environment that has what requirements.txt names and no more."""
    place.write(place.plan(tmp_path_factory.mktemp("student") / "course", gathered.files))
    folder = tmp_path_factory.getbasetemp() / "student0" / "course"
    environment = Environment(folder / ".venv", *bundle.PINNED)
    environment.pip("install", "-r", "requirements.txt", cwd=folder)
    return folder, environment


RUN = """
import sys
from pathlib import Path
import nbformat
from nbclient import NotebookClient
for path in map(Path, sys.argv[1:]):
    book = nbformat.read(path, as_version=4)
    client = NotebookClient(
        book, timeout=600, kernel_name="python3", record_timing=False, store_widget_state=False, coalesce_streams=True,
        extra_arguments=["--IPKernelApp.log_level=40"], resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    nbformat.write(book, f"{path}.ran")
"""


@pytest.fixture(scope="module")
def ran(student: tuple[Path, Environment]) -> Callable[[str], Any]:
    """Both notebooks, run by the student's own kernel: gives one of them by its place."""
    folder, environment = student
    places = [f"notebooks/{LESSON}.ipynb", f"release/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"]
    environment.run("-c", RUN, *(str(folder / name) for name in places), cwd=folder)
    return lambda name: nbformat.read(folder / f"{name}.ran", as_version=4)


def test_can_nothing_of_the_grader_be_imported_there(student: tuple[Path, Environment]) -> None:
    folder, environment = student
    script = (
        "import sys\nfrom importlib.util import find_spec\nfrom autograder import check, draw, explore\n"
        "foreign = ('nbgrader', 'autograder.grade', 'autograder.author', 'autograder.cli', 'autograder.commands')\n"
        "print([name for name in foreign if find_spec(name)], [n for n in sys.modules if n.startswith('nbgrader')])\n"
        "print(check.__file__)"
    )
    said = environment.run("-c", script, cwd=folder).splitlines()
    assert said[0] == "[] []"
    assert Path(said[1]).is_relative_to(folder / ".venv")
    assert not (environment.bin / "autograder").exists()


def test_does_a_lesson_show_there_what_is_committed(ran: Callable[[str], Any]) -> None:
    found = settle(ran(f"notebooks/{LESSON}.ipynb"))
    kept = nbformat.read(OURS.root / "notebooks" / f"{LESSON}.ipynb", as_version=4)
    for there, here in zip(found.cells, kept.cells, strict=True):
        assert there.get("outputs") == here.get("outputs"), here.id


def test_is_every_exercise_of_an_assignment_not_attempted_there(ran: Callable[[str], Any]) -> None:
    book = ran(f"release/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    checks = [
        cell for cell in book.cells if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
    ]
    assert len(checks) == 7
    for cell in checks:
        shown = [output.data["text/plain"] for output in cell.outputs if "data" in output]
        assert shown[0].startswith("Not attempted yet"), (cell.id, shown)


def test_does_start_py_open_jupyterlab_with_the_notebooks_trusted(student: tuple[Path, Environment]) -> None:
    folder, environment = student
    assert (
        environment.run("start.py", "--version", cwd=folder).strip()
        == bundle.gather(OURS, [ASSIGNMENT])
        .files["requirements.txt"]
        .decode()
        .partition("jupyterlab==")[2]
        .partition("\n")[0]
    )
    script = (
        "import nbformat, pathlib\nfrom nbformat.sign import NotebookNotary\n"
        "books = [*pathlib.Path().glob('notebooks/*.ipynb'), *pathlib.Path().glob('release/*/*.ipynb')]\n"
        "notary = NotebookNotary()\nprint(len(books), {notary.check_signature(nbformat.read(b, 4)) for b in books})"
    )
    count = len(OURS.lessons) + len(OURS.assignments())
    assert environment.run("-c", script, cwd=folder).strip() == f"{count} {{True}}"


def test_do_the_settings_of_jupyterlab_load_and_point_into_the_folder(gathered: bundle.Bundle, tmp_path: Path) -> None:
    from traitlets.config.loader import PyFileConfigLoader

    place.write(place.plan(tmp_path / "out", gathered.files))
    config = PyFileConfigLoader("jupyter_lab_config.py", path=str(tmp_path / "out")).load_config()
    assert Path(config.ServerApp.root_dir) == tmp_path / "out"
    assert (tmp_path / "out" / config.LabApp.default_url.removeprefix("/lab/tree/")).is_dir()
    assert config.LabApp.news_url is None
    overrides = json.loads((Path(config.LabServerApp.app_settings_dir) / "overrides.json").read_text())
    assert overrides["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_does_start_py_without_its_packages_name_them_and_the_readme(gathered: bundle.Bundle, tmp_path: Path) -> None:
    (tmp_path / "start.py").write_bytes(gathered.files["start.py"])
    done = subprocess.run([sys.executable, "-I", "-S", "start.py"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "has no torch, jupyterlab, ipywidgets, autograder, autograder.learn. README.md in this folder" in done.stdout


def first_cells() -> set[str]:
    books = [*OURS.lessons, *(OURS.release / name / f"{name}.ipynb" for name in OURS.assignments())]
    cells = [cell for path in books for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    found = ["".join(cell["source"]) for cell in cells if cell.get("id") == "start"]
    assert len(found) == len(books)
    return set(found)


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ((), "No module named 'torch'"),
        (("torch",), "No module named 'autograder'"),
        (("torch", "autograder"), "cannot import name 'check' from 'autograder'"),
    ],
    ids=["nothing", "torch alone", "the stranger's autograder"],
)
def test_does_the_first_cell_name_what_is_missing_and_where_help_is(
    there: tuple[str, ...], missing: str, tmp_path: Path
) -> None:
    (cell,) = first_cells()  # one text, in all of them
    for name in there:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    python = [sys.executable, "-S", "-c", cell]
    done = subprocess.run(python, env={"PYTHONPATH": str(tmp_path)}, cwd=tmp_path, capture_output=True, text=True)
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"ImportError: {missing}")
    assert "as README.md in the course folder says" in last
    assert "another project" in last
    assert done.stderr.count("Traceback") == 1


# Where it is written


def test_is_a_folder_that_is_not_ours_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(CourseError, match=r"is not empty, and no earlier run wrote it: thesis\.tex"):
        place.plan(tmp_path, FILES, force=True)


def test_may_a_new_repository_be_written_into(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    place.write(place.plan(tmp_path, FILES))
    assert FILES.items() <= tree(tmp_path).items()


def test_does_a_second_run_replace_and_remove_what_it_wrote_and_nothing_else(tmp_path: Path) -> None:
    place.write(place.plan(tmp_path, FILES))
    (tmp_path / "release" / "b" / "notes.txt").write_text("mine")
    made = place.plan(tmp_path, {"README.md": b"newer", "notebooks/a.ipynb": b"two", "c.whl": b"four"})
    assert (made.new, made.replaced, made.unchanged) == (["c.whl"], ["README.md"], ["notebooks/a.ipynb"])
    assert made.removed == ["release/b/b.ipynb"]
    place.write(made)
    left = {name: data for name, data in tree(tmp_path).items() if name != place.MANIFEST}
    assert left == {
        "README.md": b"newer",
        "notebooks/a.ipynb": b"two",
        "c.whl": b"four",
        "release/b/notes.txt": b"mine",
    }


@pytest.mark.parametrize("files", [FILES | {"release/b/b.ipynb": b"newer"}, {"README.md": b"one"}], ids=["new", "gone"])
def test_are_a_student_s_answers_replaced_only_by_force(tmp_path: Path, files: dict[str, bytes]) -> None:
    place.write(place.plan(tmp_path, FILES))
    (tmp_path / "release/b/b.ipynb").write_bytes(b"answers")
    with pytest.raises(CourseError, match=r"changed since it was published: release/b/b\.ipynb\. .* --force"):
        place.plan(tmp_path, files)
    assert (tmp_path / "release/b/b.ipynb").read_bytes() == b"answers"
    place.write(place.plan(tmp_path, files, force=True))
    assert {name: data for name, data in tree(tmp_path).items() if name != place.MANIFEST} == files


def test_is_a_file_that_nobody_of_us_wrote_never_replaced(tmp_path: Path) -> None:
    place.write(place.plan(tmp_path, FILES))
    (tmp_path / "d.ipynb").write_bytes(b"mine")
    with pytest.raises(CourseError, match=r"d\.ipynb, which no earlier run wrote"):
        place.plan(tmp_path, FILES | {"d.ipynb": b"ours"}, force=True)


def test_does_a_run_that_was_killed_go_on_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = {name: data + b"!" for name, data in FILES.items()}
    for files in (FILES, newer):
        with monkeypatch.context() as patch:
            written: list[Path] = []
            keep = files_.write

            def stop(path: Path, data: bytes, written: list[Path] = written, keep: Any = keep) -> None:
                if len(written) == 3:
                    raise KeyboardInterrupt
                written.append(path)
                keep(path, data)

            patch.setattr(place, "write_whole", stop)
            with pytest.raises(KeyboardInterrupt):
                place.write(place.plan(tmp_path, files))
        place.write(place.plan(tmp_path, {**files, "README.md": b"a third text"}))
        place.write(place.plan(tmp_path, files))
        assert {name: data for name, data in tree(tmp_path).items() if name != place.MANIFEST} == files


def test_is_a_link_out_of_the_folder_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    place.write(place.plan(tmp_path / "out", {"README.md": b"one"}))
    (tmp_path / "out" / "notebooks").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CourseError, match="leads out of"):
        place.plan(tmp_path / "out", FILES)
    assert tree(tmp_path / "elsewhere") == {}


def test_does_a_forged_list_remove_nothing_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    place.write(place.plan(tmp_path / "out", FILES))
    forged = {"files": {"../precious": [hashlib.sha256(b"mine").hexdigest()]}}
    (tmp_path / "out" / place.MANIFEST).write_text(json.dumps(forged))
    place.write(place.plan(tmp_path / "out", FILES))
    assert (tmp_path / "precious").read_bytes() == b"mine"


@pytest.mark.parametrize("text", ["{", "[]", '{"files": 3}', '{"files": {"a": 3}}'])
def test_is_a_list_that_can_t_be_read_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / place.MANIFEST).write_text(text)
    with pytest.raises(CourseError, match="can't be read"):
        place.plan(tmp_path, FILES)


def test_is_a_full_disk_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(place, "write_whole", full)
    with pytest.raises(CourseError, match=r"autograder-bundle\.json: No space left on device\. Make room"):
        place.write(place.plan(tmp_path / "out", FILES))


def test_is_a_file_where_the_folder_should_be_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CourseError, match="is a file"):
        place.plan(tmp_path / "file", FILES)
    with pytest.raises(CourseError, match="publish again"):
        place.write(place.plan(tmp_path / "file" / "below", FILES))


# The command


def test_does_the_command_write_a_bundle_and_a_zip_of_the_same(course: Course, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert publish(course, out, "--zip") == cli.OK
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {name.removeprefix("out/"): archive.read(name) for name in archive.namelist()} == tree(out)
    before = tree(out), (tmp_path / "out.zip").read_bytes()
    assert publish(course, out, "--zip") == cli.OK
    assert (tree(out), (tmp_path / "out.zip").read_bytes()) == before


@pytest.mark.parametrize("name", ["release", "notebooks", "submitted", "autograded", "feedback", "reports/now", "."])
def test_is_a_folder_of_the_course_s_own_refused(name: str, course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(course.root)
    assert publish(course, course.root / name) == cli.TROUBLE
    assert "Name " in capsys.readouterr().err
    assert tree(course.root) == before


def test_is_a_zip_that_is_not_ours_kept(course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out.zip").write_bytes(b"precious")
    assert publish(course, tmp_path / "out", "--zip") == cli.TROUBLE
    assert "no bundle of ours" in capsys.readouterr().err
    assert (tmp_path / "out.zip").read_bytes() == b"precious"
    assert not (tmp_path / "out").exists()


def test_does_a_dry_run_list_and_write_nothing(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(course, tmp_path / "out", "--zip", "--dry-run", "--json") == cli.OK
    document = json.loads(capsys.readouterr().out)
    assert document["written"] is False
    size = len((course.root / "notebooks" / "01_small.ipynb").read_bytes())
    assert {"path": "notebooks/01_small.ipynb", "bytes": size, "what": "new"} in document["files"]
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "out.zip").exists()


def test_does_a_dry_run_show_the_fate_of_each_file(tmp_path: Path) -> None:
    place.write(place.plan(tmp_path, FILES))
    newer = {"README.md": b"newer", "notebooks/a.ipynb": b"two", "c.whl": b"four"}
    gathered = bundle.Bundle(newer, ["a"], ["b"], "c.whl", [])
    said = command._words(gathered, place.plan(tmp_path, newer), None, dry=True).splitlines()
    assert said[:4] == [
        "  replaced           5  README.md",
        "  new                4  c.whl",
        "  unchanged          3  notebooks/a.ipynb",
        "  removed            0  release/b/b.ipynb",
    ]
    assert said[4].endswith("1 lesson, 1 assignment, 3 files, 0.0 MB. Nothing was written.")


def test_do_the_options_choose(course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    place.write(place.plan(out, bundle.gather(course, course.assignments()).files))
    assert publish(course, out, "--assignment", "02_*", "--no-lessons") == cli.OK
    assert [name for name in tree(out) if name.endswith(".ipynb")] == ["release/02_other/02_other.ipynb"]
    assert "Open [release/02_other/02_other.ipynb]" in (out / "README.md").read_text()
    assert publish(course, tmp_path / "none", "--assignment", "9*") == cli.TROUBLE
    assert "No assignment is called 9*. There are: 01_small, 02_other." in capsys.readouterr().err


def test_is_a_release_that_is_older_than_its_master_refused(
    course: Course, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    master = course.master("02_other")
    master.write_text(master.read_text().replace("# Small", "# Not so small"))
    assert publish(course, tmp_path / "out") == cli.TROUBLE
    said = capsys.readouterr().err
    assert "release/02_other/02_other.ipynb is not what source/ gives. Run `autograder release`" in said
    assert not (tmp_path / "out").exists()
    assert publish(course, tmp_path / "out", "--assignment", "01_*") == cli.OK  # the other one is not finished yet


def test_is_a_lesson_that_was_not_run_refused(course: Course) -> None:
    write_lesson(course, "02_next.ipynb", ran=False)
    with pytest.raises(
        CourseError, match=r"02_next\.ipynb has cells that were not run\. Run `autograder lessons 02_next`"
    ):
        bundle.gather(course, ["01_small"])
    assert "release/01_small/01_small.ipynb" in bundle.gather(course, ["01_small"], lessons=False).files


def test_is_a_master_that_was_saved_among_the_lessons_refused(course: Course) -> None:
    write_lesson(course, "02_next.ipynb", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", ran=True)
    with pytest.raises(CourseError, match="'BEGIN SOLUTION': students would read"):
        bundle.gather(course, ["01_small"])


def test_does_a_file_that_a_lesson_names_come_along_and_no_other(course: Course) -> None:
    (course.root / "notebooks" / ".ipynb_checkpoints").mkdir()
    for name in ("cat.png", "marks.csv", ".ipynb_checkpoints/cat.png"):
        (course.root / "notebooks" / name).write_bytes(b"x")
    found = bundle.gather(course, ["01_small"]).files
    assert [name for name in found if name.startswith("notebooks/")] == [
        "notebooks/01_small.ipynb",
        "notebooks/cat.png",
    ]


def test_is_a_link_to_what_is_not_handed_out_told(course: Course) -> None:
    write_lesson(course, "02_next.ipynb", "# [assignment](../release/02_other/02_other.ipynb)", ran=True)
    assert bundle.gather(course, ["01_small", "02_other"]).notes == []
    assert bundle.gather(course, ["01_small"]).notes == [
        "The notebooks link to what is not in the bundle: release/02_other/02_other.ipynb."
    ]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("release/new", "lies in"),
        ("source", "lies in"),
        ("notebooks", "lies in"),
        (".", "holds the course itself"),
        ("..", "holds the course itself"),
    ],
)
def test_is_a_folder_of_the_course_itself_refused(
    course: Course, name: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(course.root)
    assert publish(course, course.root / name) == cli.TROUBLE
    assert why in capsys.readouterr().err
    assert tree(course.root) == before


def test_are_the_pins_those_of_the_course_and_none_of_nbgrader(gathered: bundle.Bundle, course: Course) -> None:
    pins = gathered.files["requirements.txt"].decode().splitlines()
    ours = (OURS.root / "requirements.txt").read_text().splitlines()
    assert [pin for pin in pins if "==" in pin and pin not in ours] == []
    assert not any(pin.startswith("nbgrader") for pin in pins)
    assert pins[-1] == f"./{gathered.wheel}"
    (course.root / "requirements.txt").write_text("torch==1.2.3  # an old one\n")
    assert b"torch==1.2.3\n" in bundle.gather(course, ["01_small"]).files["requirements.txt"]
