"""`cleancopy rules new` with pages from the web: a server on loopback plays the sites.

Each row below is one run: the places it is given, its exit code, what standard error must say and
what the draft must hold. Without --allow-private nothing may reach the server.
"""
import contextlib
import gzip
import http.server
import os
import pathlib
import socket
import subprocess
import tempfile
import threading

from program import PROGRAM, leave, make_rules

MEBIBYTE = 1 << 20


def story(name):
    days = "".join(f"<p>{name} went on for a {n}th day, and the council said that it would meet again.</p>"
                   for n in range(2, 7))
    return (f"<!doctype html><title>{name}</title><body><nav><a href=/>Home</a></nav><h1>{name}</h1>"
            f"<div class=story-text>{days}<div class=signup-box><p>Sign up to our newsletter</p></div></div>")


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    agents = []

    def log_message(self, *_):
        pass

    def handle(self):
        with contextlib.suppress(OSError):  # the client may have had enough
            super().handle()

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.agents.append(self.headers["User-Agent"])
        match self.path:
            case "/flood":
                self.answer(story("The flood").encode())
            case "/gzip":
                self.answer(gzip.compress(story("The fair").encode()), Content_Encoding="gzip")
            case "/bomb":
                self.answer(gzip.compress(bytes(64 * MEBIBYTE)), Content_Encoding="gzip")
            case "/moved":
                self.answer(b"", 301, Location="/flood")
            case "/ftp":
                self.answer(b"", 302, Location="ftp://127.0.0.1/x")
            case "/file":
                self.answer(b"", 302, Location="file:///etc/passwd")
            case "/latin":
                self.answer(story("Die Fähre").encode("cp1252"),
                            Content_Type="text/html; charset=windows-1252")
            case "/escape":
                self.answer(story("The \x1b]0;title\x07 \x9b31m flood").encode())
            case "/hello":
                self.answer(b"<p>Hello</p>")
            case _:
                self.answer(b"<p>\x1b[31mgone</p>", 404)


@contextlib.contextmanager
def serving():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def closed_port():
    with socket.socket() as once:
        once.bind(("127.0.0.1", 0))
        return once.getsockname()[1]


def draft(folder, *arguments):
    """The run with cron's bare environment, in a folder that holds a stored page."""
    return subprocess.run([PROGRAM, "rules", "new", *arguments, "--rules", "rules"], cwd=folder,
                          env={"PATH": os.defpath}, capture_output=True, timeout=120)


def slips(run, wanted_code, said=(), held=()):
    arguments = " ".join(map(str, run.args[3:-2]))
    out, err = run.stdout.decode(errors="backslashreplace"), run.stderr.decode(errors="backslashreplace")
    if run.returncode != wanted_code:
        yield f"{arguments}: exit {run.returncode}, not {wanted_code}\n{err}"
    for text, parts in ((err, said), (out, held)):
        yield from (f"{arguments}: does not say {part!r} but\n{text}" for part in parts if part not in text)
    if bool(out) != (wanted_code == 0):
        yield f"{arguments}: exit {run.returncode} and {len(out)} characters of draft"
    if any(ord(c) < 32 and c != "\n" or 0x7F <= ord(c) < 0xA0 for c in out + err):
        yield f"{arguments}: sends control characters to the terminal: {out + err!r}"


def rows(site):
    """Arguments, exit code, what standard error says, what the draft holds."""
    yield ["/flood"], 0, [], ['body = ".story-text"', '".signup-box"', f"# Fetched from {site}/flood\n",
                              "# [[test]]\n", '# first  = "The flood went']
    yield ["/moved"], 0, [], [f"# Fetched from {site}/flood\n"]
    yield ["/gzip"], 0, [], ['# first  = "The fair went']
    yield ["/latin"], 0, [], ["Die Fähre went"]
    yield ["/escape"], 0, [], ['body = ".story-text"']
    told = ["from 3 page(s)", '\n[[test]]\npage   = "stored.html"\n']
    yield ["/flood", "stored.html", "/gzip"], 0, [], told
    yield ["/lost", "/flood"], 0, ["/lost: HTTP 404\n"], ["from 1 page(s)"]
    yield ["missing.html", "/flood"], 0, ["cleancopy: missing.html: No such file"], ["from 1 page(s)"]
    yield ["/lost"], 66, [f"cleancopy: {site}/lost: HTTP 404\n"], []
    yield ["/bomb"], 66, ["/bomb: larger than a page may be\n"], []
    yield ["/hello"], 66, ["/hello: no body was found to learn from\n"], []
    yield [f"http://127.0.0.1:{closed_port()}/"], 69, ["cleancopy: http://127.0.0.1:"], []
    yield ["http://nowhere.invalid/"], 69, ["nowhere.invalid"], []
    yield ["/ftp"], 77, ["/ftp: redirects to what is no web URL\n"], []
    yield ["/file"], 77, ["/file: redirects to what is no web URL\n"], []
    yield ["ftp://127.0.0.1/x"], 64, ["ftp://127.0.0.1/x: only http and https are fetched\n"], []
    yield ["http://a:b@127.0.0.1/"], 64, ["a URL with a user name is not fetched\n"], []
    yield ["/lost", "ftp://127.0.0.1/x"], 66, ["HTTP 404\n", "only http and https"], []
    yield ["/flood", "--contact", "a b"], 64, ["'a b' is no mail address or URL"], []
    yield ["/flood", "--contact", "a\r\nX: y"], 64, ["no mail address or URL"], []


failures, checked = [], 0
with tempfile.TemporaryDirectory() as name, serving() as site:
    folder = pathlib.Path(name)
    make_rules(folder)
    (folder / "stored.html").write_text(story("The drought"), "utf-8")
    for places, *wanted in rows(site):
        places = [site + place if place.startswith("/") else place for place in places]
        failures += slips(draft(folder, *places, "--allow-private"), *wanted)
        checked += 1

    Site.agents.clear()
    refused = "its address is not one of the public internet\n"
    failures += slips(draft(folder, f"{site}/flood"), 77, [f"{site}/flood: {refused}"])
    if Site.agents:
        failures.append("the server was asked without --allow-private")
    draft(folder, f"{site}/flood", "--allow-private")
    draft(folder, f"{site}/flood", "--allow-private", "--contact", "press@example.org")
    version = subprocess.run([PROGRAM, "--version"], capture_output=True).stdout.decode().split()[1]
    if Site.agents != [f"cleancopy/{version}", f"cleancopy/{version} (+press@example.org)"]:
        failures.append(f"the User-Agents were {Site.agents}")
    checked += 2
leave(failures, checked, "drafts")
