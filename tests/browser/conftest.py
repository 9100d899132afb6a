"""A headless Chromium, offline. Without one the tests are skipped, unless BROWSER_TESTS=required.

What these tests wait for, they wait for patiently, whichever of them runs and in whatever order: see `PATIENT`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from desk import PATIENT
from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail("No Chromium on this machine, and BROWSER_TESTS=required: install Debian's chromium.")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS, timeout=PATIENT)
        yield running
        running.close()
