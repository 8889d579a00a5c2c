"""Servers that do what no server should: the run ends in time, tells it in one line, harms no other host.

    PYTHONPATH=tests/app python3 misbehaviour.py PROGRAM SOURCE_DIR

Each misbehaviour is played twice: by the feed of a host, and by one of the three pages of another.
"""
import concurrent.futures
import gzip
import socket
import struct
import time
import zlib

import stories as makers
from checks import Checks
from job import Job, scratch
from server import Host, Reply, moved, page
from stories import Story

BOUND = 75          # seconds a run may take: the deadline of an answer, and a busy machine
ENDLESS = 60        # seconds that a server goes on for
PAGE_BYTES = 1 << 20
TITLE = "\x1b[31mred\x1b[0m\x07 \u202eright to left\u202c \u2066\x9b31m \x7f" + "title " * 170_000  # 1 MB


# --- what is written to the socket ---

def feeding(head, piece, pause):
    """Writes `head`, then `piece` again and again, until the client or the patience of this test is gone."""
    def answer(request):
        request.connection.sendall(head)
        until = time.monotonic() + ENDLESS
        try:
            while time.monotonic() < until and not request.host.is_closing.wait(pause):
                request.connection.sendall(piece)
        except OSError:
            pass
    return answer


def cut(head, hard):
    """Writes `head` and is gone, by a reset or by a mere end."""
    def answer(request):
        request.connection.sendall(head)
        if hard:
            time.sleep(0.1)
            request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return answer


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def bomb():
    """A gigabyte of zeros in a megabyte: a piece of 16 MB, time and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    first, again = (packer.compress(bytes(16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return Reply(first + again * 63, fields={"Content-Type": "text/html", "Content-Encoding": "gzip"})


def elsewhere(make):
    """A redirect that depends on the host's own URL."""
    return lambda request: moved(make(request.host.url, request.path))


# name: an answer, as Host.answers has them
WIRE = {
    "slow drip": feeding(OK + b"Content-Length: 100000\r\n\r\n", b"x", 1),
    "slow drip of the header": feeding(b"HTTP/1.1 200 OK\r\nX: ", b"x", 1),
    "silence": feeding(b"", b"", 1),
    "endless body": feeding(OK + b"\r\n", b"<p>and on</p>" * 5000, 0),
    "endless header": feeding(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"y" * 2000 + b"\r\n", 0),
    "endless chunks": feeding(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 5000, 0),
    "endless 1xx": feeding(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 50, 0),
    "reset in the body": cut(OK + b"Content-Length: 100000\r\n\r\n<p>half", hard=True),
    "end in the body": cut(OK + b"Content-Length: 100000\r\n\r\n<p>half", hard=False),
    "end in a chunk": cut(OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\n<p>half", hard=False),
    "nothing at all": cut(b"", hard=False),
    "no HTTP": cut(b"220 mail.example ESMTP\r\n\x1b[2J", hard=False),
    "bad chunk": cut(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx", hard=False),
    "bomb": bomb(),
    "broken gzip": Reply(gzip.compress(b"x" * 50_000)[:-900] + b"\0" * 50,
                         fields={"Content-Type": "text/html", "Content-Encoding": "gzip"}),
    "unknown coding": Reply(b"\x1b\x1b\x1b",
                            fields={"Content-Type": "text/html", "Content-Encoding": "rot13"}),
    "too large by its header": Reply(b"x",
                                     fields={"Content-Type": "text/html", "Content-Length": str(1 << 40)}),
    "a redirect to itself": elsewhere(lambda base, path: base + path),
    "an endless chain": elsewhere(lambda base, path: base + path + "x"),
    "a redirect to ftp": Reply(status=302, fields={"Location": "ftp://127.0.0.1/secret"}),
    "a redirect to a file": Reply(status=302, fields={"Location": "file:///etc/passwd"}),
    "a redirect to nowhere": Reply(status=302, fields={}),
    "a redirect with ESC": Reply(status=302, fields={"Location": "/a\x1b[31mred\x07"}),
    "status 500": Reply(b"broken", 500),
    "status 999": Reply(b"odd", 999),
    "a picture": Reply(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, fields={"Content-Type": "image/png"}),
    "hostile status line": cut(b"HTTP/1.1 404 \x1b[31m\xe2\x80\xaered\r\nContent-Length: 0\r\n\r\n",
                               hard=False),
}
# What comes from these answers is bytes like any others: a page may be kept of it.
HARMLESS = {"a picture", "status 999"}


def hostile_feeds(host):
    """name: the bytes of a feed; all of them read well, or are refused."""
    item = f"<item><title>x</title><link>{host.url}{Story(1).path}</link></item>"
    links = ("javascript:alert(1)", "\x01http://[::", "file:///etc/passwd")
    bad = "".join(f"<item><link>{link}</link></item>" for link in links)
    lol = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    outer = '<!ENTITY e SYSTEM "file:///etc/passwd">'

    def rss(inside, entities=""):
        return f"<!DOCTYPE rss [{entities}]><rss><channel>{inside}{item}</channel></rss>".encode()
    return {
        "a hostile title": makers.rss([Story(1)], host.url, title=TITLE),
        "entities that grow": rss("<title>&l9;</title>", lol),
        "an entity from a file": rss("<title>&e;</title>", outer),
        "a million levels": b"<rss>" + b"<channel>" * 1_000_000,
        "links that are none": rss(bad),
        "NUL bytes": b"<rss>\0<channel>\0",
        "nothing": b"",
        "no feed": b"\x1b[2J\x1b[31mhello \xe2\x80\xae",
        "deep JSON": b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 500_000,
    }


def told_of(done, host):
    """What standard error says of a host, but for lines on all of the run."""
    return [line for line in done.err.splitlines() if host.name in line]


def check_lines(checks, name, done, host):
    checks.printable(done, name)
    lines = told_of(done, host)
    checks.equal(len(lines), 1, f"{name}: lines that tell it", done)
    checks.that(all(len(line) < 600 and line.startswith("cleancopy: ") for line in lines), f"{name}: clear",
                lines)


def play_as_feed(folder, name, answer):
    checks = Checks()
    with Host() as bad, Host() as good:
        bad.answers["*"], bad.answers["/robots.txt"] = answer, Reply(b"", 404)
        told = [Story(100 + n) for n in range(3)]
        job = Job(folder, [bad.url + "/feed", good.publish(told)], {"page_bytes": PAGE_BYTES, "seconds": 60})
        done = job.run(seconds=BOUND)
        checks.equal(done.code, 0, f"{name} of a feed", done)
        wanted = sorted(good.url + story.path for story in told)
        checks.equal(job.urls(), wanted, f"{name} of a feed: the other host")
        checks.equal(len(job.clean_files()), 3, f"{name} of a feed: its pages are clean")
        check_lines(checks, f"{name} of a feed", done, bad)
        checks.equal(job.leftovers(), [], f"{name}: leftovers")
        print(f"{done.seconds:5.1f} s  {name} of a feed: {told_of(done, bad)}")
    return checks


def play_as_page(folder, name, answer):
    checks = Checks()
    with Host() as bad:
        told = [Story(110 + n) for n in range(3)]
        feed = bad.publish(told)
        bad.answers["*"] = bad.answers[told[1].path] = answer
        bad.answers["/robots.txt"] = Reply(b"", 404)
        job = Job(folder, [feed], {"page_bytes": PAGE_BYTES, "seconds": 60})
        done = job.run(seconds=BOUND)
        checks.equal(done.code, 0, f"{name} of a page", done)
        rest = {bad.url + told[n].path for n in (0, 2)}
        checks.that(rest <= set(job.urls()), f"{name} of a page: the other pages", done)
        checks.that(name in HARMLESS or set(job.urls()) == rest, f"{name} of a page: it is not kept",
                    job.urls())
        checks.equal(len(job.clean_files()), 2, f"{name} of a page: the others are clean", done)
        checks.printable(done, f"{name} of a page")
        checks.that(len(done.err.splitlines()) <= 4, f"{name} of a page: few lines", done)
        checks.equal(job.leftovers(), [], f"{name}: leftovers")
        print(f"{done.seconds:5.1f} s  {name} of a page: {told_of(done, bad)}")
    return checks


def play_robots(folder, name, answer):
    """A robots.txt that cannot be read forbids all; one that is too large is read to its bound."""
    checks = Checks()
    with Host() as bad, Host() as good:
        feed = bad.publish([Story(120)])
        bad.answers["/robots.txt"] = answer
        done = Job(folder, [feed, good.publish([Story(121)])], {"seconds": 60}).run(seconds=BOUND)
        checks.printable(done, f"{name} of robots.txt")
        checks.equal([one.path for one in bad.asked() if one.path in ("/feed", Story(120).path)], [],
                     f"{name} of robots.txt forbids all", done)
        checks.equal(len(good.asked()), 2, f"{name} of robots.txt: the other host", done)
        checks.that(done.code == 0 and done.seconds < BOUND, f"{name} of robots.txt", done)
    return checks


def check_feeds(folder):
    checks = Checks()
    with Host() as good:
        feed = good.publish([Story(130)])
        for name in hostile_feeds(good):
            with Host() as bad:
                bad.answers[Story(1).path] = page(Story(1).page())
                bad.answers["/feed"] = Reply(hostile_feeds(bad)[name],
                                             fields={"Content-Type": "application/rss+xml"})
                done = Job(folder, [bad.url + "/feed", feed]).run(seconds=BOUND)
                checks.equal(done.code, 0, name, done)
                checks.that(done.seconds < 20, f"{name}: in time", done)
                checks.printable(done, name)
                checks.that(len(told_of(done, bad)) <= 1, f"{name}: a line", done)
                checks.that(len(done.err) < 4000, f"{name}: a short one", len(done.err))
    return checks


def check_page_titles(folder):
    """Titles: neither standard error nor `drift` nor `state` tells them to a terminal as they are."""
    checks = Checks()
    with Host() as host:
        story = Story(140)
        story.title = TITLE[:5000]
        feed = host.publish([story, Story(141)])
        host.answers["/feed"] = page(makers.sitemap([story, Story(141)], host.url), "application/xml")
        job = Job(folder, [feed])
        for verb in ("run", "drift", "state check"):
            done = job.run(verb=verb)
            checks.printable(done, verb)
        told = b"".join(job.clean_files().values())
        checks.that(b"\x1b" not in told and b"\x07" not in told, "no ESC in a clean page", told[:300])
    return checks


def main():
    checks = Checks()
    robots = {name: WIRE[name] for name in ("slow drip", "reset in the body", "status 500", "no HTTP",
                                            "broken gzip", "endless header")}
    with scratch("misbehaviour") as folder, concurrent.futures.ThreadPoolExecutor(12) as pool:
        plays = [pool.submit(play, folder, name, answer) for play, answers in
                 ((play_as_feed, WIRE), (play_as_page, WIRE), (play_robots, robots))
                 for name, answer in answers.items()]
        plays += [pool.submit(check, folder) for check in (check_feeds, check_page_titles)]
        for play in plays:
            done = play.result()
            checks.slips += done.slips
            checks.number += done.number
    checks.leave("facts")


main()
