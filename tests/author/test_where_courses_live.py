"""Binder and the dev container, as far as that can be tried without Docker: the rules of repo2docker's Python buildpack
(its `buildpacks/python` and `buildpacks/base`), and the steps that it would take."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from fresh import Environment
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "autograder" / "author" / "publish" / "student" / "binder"
ABOUT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_does_binder_read_the_files_at_the_top() -> None:
    """A binder/ folder would hide requirements.txt and the package; these others would be chosen before it."""
    before = [
        "binder",
        ".binder",
        "Dockerfile",
        "environment.yml",
        "Pipfile",
        "default.nix",
        "Project.toml",
        "setup.py",
    ]
    assert [name for name in before if (ROOT / name).exists()] == []
    assert (ROOT / "requirements.txt").is_file()


def test_does_binder_install_the_package_itself() -> None:
    """`pip install .` is run where pyproject.toml has both tables."""
    assert {"project", "build-system"} <= ABOUT.keys()


@pytest.mark.parametrize("path", [ROOT / "runtime.txt", BUNDLED / "runtime.txt"], ids=["course", "bundle"])
def test_is_binder_s_python_one_that_the_package_runs_on(path: Path) -> None:
    """Without runtime.txt it would be 3.10, which is too old for the bundle, or the newest there is."""
    found = re.fullmatch(r"python-(3\.\d+)", path.read_text().strip())
    assert found
    assert found[1] in SpecifierSet(ABOUT["project"]["requires-python"])


def test_are_all_requirements_pinned_and_none_a_local_file() -> None:
    """Binder installs them before it copies the course in; `-e .` here would take the Makefile's way twice."""
    lines = [line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines()]
    assert [line for line in lines if line and not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    needed = {re.split(r"[<>= \[]", need)[0] for need in ABOUT["project"]["dependencies"]}
    assert needed <= {line.partition("==")[0] for line in lines}


def test_can_pip_install_the_requirements_together(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-index", "--dry-run"]
    done = subprocess.run([*pip, "-r", str(ROOT / "requirements.txt")], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout


def test_is_every_file_of_the_package_installed_with_it(tmp_path: Path) -> None:
    """As `pip install .` does it, which is not our editable way: what is missing in package-data is missing there."""
    for name in ("pyproject.toml", "README.md", "autograder"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, tmp_path / name)
    build = "from setuptools import build_meta; build_meta.build_wheel('.')"
    subprocess.run([sys.executable, "-c", build], cwd=tmp_path, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "autograder"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert {name for name in listed if (ROOT / name).is_file()} - packed == set()


@pytest.mark.parametrize("script", [ROOT / "postBuild", BUNDLED / "postBuild"], ids=["course", "bundle"])
def test_does_post_build_trust_the_notebooks_and_link_the_settings(script: Path, tmp_path: Path) -> None:
    """repo2docker makes it executable and runs it in the repository; an error in it has to stop the build."""
    environment = Environment(tmp_path / "env", "nbformat")
    place = tmp_path / "repository"
    for name in ("notebooks/00_start_here.ipynb", "release/02_chain_rule/02_chain_rule.ipynb"):
        (place / name).parent.mkdir(parents=True)
        shutil.copyfile(ROOT / name, place / name)
    shutil.copyfile(ROOT / "jupyter_lab_config.py", place / "jupyter_lab_config.py")
    known = {"PATH": f"{environment.bin}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    done = subprocess.run(["bash", str(script)], cwd=place, env=known, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Signing notebook") == 2
    link = tmp_path / "env" / "etc" / "jupyter" / "jupyter_lab_config.py"
    assert link.resolve() == place / "jupyter_lab_config.py"
    (place / "notebooks" / "00_start_here.ipynb").write_text("{")
    assert subprocess.run(["bash", str(script)], cwd=place, env=known, capture_output=True).returncode != 0


def test_does_the_bundle_s_binder_install_the_bundle_s_own_requirements() -> None:
    assert (BUNDLED / "requirements.txt").read_text() == "-r ../requirements.txt\n"


def test_is_the_dev_container_one_that_can_be_built() -> None:
    """The keys are those of the Dev Container metadata reference."""
    found = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    known = (
        "name build remoteUser runArgs postCreateCommand forwardPorts portsAttributes hostRequirements customizations"
    )
    assert found.keys() == set(known.split())
    dockerfile = (ROOT / ".devcontainer" / found["build"]["dockerfile"]).read_text()
    assert re.search(r"^FROM python:3\.\d+-\w+$", dockerfile, re.MULTILINE)
    assert f"useradd --create-home --shell /bin/bash {found['remoteUser']}" in dockerfile
    assert dockerfile.rstrip().endswith(f"USER {found['remoteUser']}")
    assert {str(port) for port in found["forwardPorts"]} == found["portsAttributes"].keys()


def test_has_the_dev_container_what_ci_installs() -> None:
    wanted = re.findall(r"missing\+=\(([\w-]+)\)", (ROOT / ".ci" / "run").read_text())
    dockerfile = (ROOT / ".devcontainer" / "Dockerfile").read_text()
    installed = re.findall(r"[\w-]+", dockerfile.partition("--no-install-recommends")[2].partition("&&")[0])
    assert set(wanted) - {"python3-venv"} <= set(installed)


def test_does_the_dev_container_call_a_target_that_the_makefile_has(tmp_path: Path) -> None:
    found = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    done = subprocess.run([*found["postCreateCommand"].split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
