"""The built book, served on this machine, and a browser to read it with."""

import functools
import http.server
import threading
from pathlib import Path

import pytest

HTML = Path(__file__).parents[2] / "_build" / "html"


def pages():
    """Return the pages that the contents name, relative to the site."""
    folders = ("book", "chapters", "exercises", "solutions")
    return [
        p.relative_to(HTML).as_posix()
        for f in folders
        for p in sorted((HTML / f).glob("*.html"))
    ]


@pytest.fixture(scope="session")
def site():
    """Serve the book and return its address."""
    if not (HTML / "index.html").exists():
        pytest.fail("the book is not built: run make book")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=HTML)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Visit:
    """A page open in the browser, with everything that it asked for and said.

    It stands for one page of a book after the other: opening the next one in the same
    tab takes a third of the time.
    """

    def __init__(self, page):
        self.page = page
        self.requests, self.complaints = [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda r: self.complaints.append(f"failed: {r.url}"))
        page.on(
            "response",
            lambda r: (
                r.status >= 400 and self.complaints.append(f"{r.status}: {r.url}")
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console", lambda m: m.type == "error" and self.complaints.append(m.text)
        )

    def reset(self, width, scheme):
        """Leave the page, and forget what was done to it and what it kept."""
        page, context = self.page, self.page.context
        for other in context.pages:
            if other is not page:
                other.close()
        page.unroute_all(behavior="ignoreErrors")
        page.mouse.up()
        if page.url.startswith("http"):
            page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.goto("about:blank")
        page.mouse.move(0, 0)
        page.emulate_media(
            media="null", color_scheme=scheme, reduced_motion="no-preference"
        )
        page.set_viewport_size({"width": width, "height": 900})
        context.clear_permissions()
        self.requests.clear()
        self.complaints.clear()
        return self

    def open(self, address):
        """Go to a page and wait until its letters stand."""
        self.page.goto(address)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        self.page.wait_for_timeout(150)  # late requests and complaints
        return self

    def outside(self, home):
        """Return the requests that left the site."""
        return [u for u in self.requests if not u.startswith((home, "data:", "blob:"))]


@pytest.fixture(scope="session")
def tab(browser):
    """Open the tab in which one page is read after the other."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page())
    context.close()


@pytest.fixture
def visit(tab):
    """Return a function that opens a page: visit(address, width=…, scheme=…).

    There is one page at a time: opening the next one closes it.
    """

    def open_page(address, width=1280, scheme="light"):
        return tab.reset(width, scheme).open(address)

    return open_page
