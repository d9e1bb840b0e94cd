"""A browser, for the pages of the site and for what is printed."""

import os

import pytest

from scripts.browser import CHROMIUM, launch


@pytest.fixture(scope="session")
def browser():
    """Start Chromium; without it skip on a reader's machine, and fail in CI."""
    if CHROMIUM is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("Chromium is not installed, so the pages were not tried in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
