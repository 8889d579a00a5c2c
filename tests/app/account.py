"""What a run tells of itself while it goes on, and what a monitor reads of it afterwards.

A pseudo-terminal plays the terminal, and a few lines below what it would show: a run draws a bar
there, in nothing but printable characters, CR, LF and backspace. Elsewhere it writes a line now and
then. The file of --metrics is read as Prometheus's text format 0.0.4 demands.
"""
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import struct
import subprocess
import tempfile
import termios
import time

from checks import Checks
from program import PROGRAM, make_rules

STORY = "".join(f"<p>On day {n} the ferry came back to the harbour, and the pier was as full of people as "
                "on the day before, the harbour master said.</p>" for n in range(12))
PATIENCE = 60  # seconds, on a machine that is busy with other tests
checks = Checks()
HOME = tempfile.TemporaryDirectory()
RULES = make_rules(HOME.name)


def command(*arguments):
    return [PROGRAM, "clean", "--rules", RULES, *map(str, arguments)]


def open_terminal(columns):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    return ours, theirs


def read_some(descriptor, seconds):
    """What comes within the time; nothing when nothing does, or the other end is closed."""
    if not select.select([descriptor], [], [], seconds)[0]:
        return b""
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # Linux's way to say that the terminal's other end is closed
        return b""


def screen(stream):
    """The lines that a terminal shows after this stream, and the frames it has shown before."""
    lines, column, frames = [[]], 0, []
    for character in stream:
        if character == "\r":
            frames.append("".join(lines[-1]).rstrip())
            column = 0
        elif character == "\n":
            lines.append([])
        elif character == "\b":
            column -= 1
        else:
            lines[-1][column:column + 1] = character
            column += 1
    return ["".join(line).rstrip() for line in lines], frames


def run_on_terminal(pages, columns=100, extra=()):
    """Everything the terminal got: the run is held up, by a full pipe, until there is a bar to see."""
    ours, theirs = open_terminal(columns)
    out, into = os.pipe()
    run = subprocess.Popen(command(pages, "--to", "jsonl", "--jobs", "1", *extra), stdout=into, stderr=theirs)
    os.close(theirs), os.close(into)
    seen, until = b"", time.monotonic() + (1 if "--quiet" in extra else PATIENCE)
    while seen.count(b"\r") < 4 and time.monotonic() < until:
        seen += read_some(ours, 0.1)
    copy = b""
    while piece := os.read(out, 1 << 20):
        copy += piece
    run.wait(PATIENCE)
    while piece := read_some(ours, 0.2):
        seen += piece
    os.close(ours), os.close(out)
    return seen.decode(), copy


def test_bar(pages, count):
    seen, copy = run_on_terminal(pages)
    controls = set(re.findall(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", seen))
    checks.that(controls <= {"\r", "\n", "\b"}, "bar: only CR, LF and backspace reach the terminal", controls)
    lines, frames = screen(seen)
    shape = re.compile(r"cleancopy \[#*\.*\] \d+ pages?, [\d.]+/s, \d+ %, [\dhms]+ left")
    checks.that(any(map(shape.fullmatch, frames)), "bar: it tells pages, rate, part and time left",
                frames[-5:])
    account = f"cleancopy: {count} pages: {count - 1} cleaned, 0 without an article, 1 rejected"
    checks.that(lines[-2:] == [account, ""],
                "bar: nothing of it is left at the end", lines[-3:])
    checks.that(any(re.match(r"cleancopy: \S*pages\.jsonl:2: line 2", line) for line in lines),
                "bar: messages stand above it, on lines of their own", lines)
    checks.that(copy.count(b"\n") == count, "bar: each page has its record", copy[-200:])
    _, narrow = screen(run_on_terminal(pages, columns=30)[0])
    bars = [frame for frame in narrow if frame.startswith("cleancopy ")]
    checks.that(bars and max(map(len, bars)) < 30, "bar: it is cut to the terminal's width", bars[-3:])
    quiet = run_on_terminal(pages, extra=["--quiet"])[0]
    checks.that(re.fullmatch(r"cleancopy: [^\r\b]*pages\.jsonl:2: line 2[^\r\b]*\r\n", quiet),
                "bar: --quiet draws none, and errors are told", quiet)


def test_copy_on_terminal(pages):
    ours, theirs = open_terminal(100)
    run = subprocess.Popen(command(pages, "--to", "jsonl"), stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen, piece = b"", b"x"
    while piece or run.poll() is None:
        piece = read_some(ours, 0.2)
        seen += piece
    os.close(ours)
    checks.that(b"\b" not in seen and b"/s" not in seen, "a copy that goes to the terminal has no bar in it",
                seen[-300:])


def test_lines():
    """No terminal: standard input stays open for a second, and lines come by the clock."""
    for interval, least, most in ((0.1, 3, 10), (60, 0, 0)):
        run = subprocess.Popen(command("-", "--from", "jsonl", "--heartbeat", interval),
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        # Loading the rules takes its time, and the clock runs from the first page.
        head = run.stderr.readline().decode() if least else ""
        began = time.monotonic()
        time.sleep(1)
        passed = time.monotonic() - began
        rest = run.communicate(timeout=PATIENCE)[1].decode()
        lines = (head + rest).splitlines()
        beats = [line for line in lines if re.fullmatch(r"cleancopy: 0 pages, 0\.0/s", line)]
        checks.that(least <= len(beats) <= most * max(passed, 1) + 2,
                    f"heartbeat {interval}: at most one line a beat", lines)
        checks.that(lines[-1] == "cleancopy: 0 pages: 0 cleaned, 0 without an article, 0 rejected",
                    f"heartbeat {interval}: the account comes last", lines)
        checks.that(len(lines) == len(beats) + 1, f"heartbeat {interval}: nothing else is said", lines)
    quiet = subprocess.Popen(command("-", "--from", "jsonl", "--heartbeat", "0.05", "--quiet"),
                             stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(1)
    checks.that(quiet.communicate(timeout=PATIENCE)[1] == b"", "heartbeat: none under --quiet")


def metrics_slips(text):
    """What promtool would object to, and a little more: each family once, its HELP and TYPE first."""
    sample = re.compile(r'([a-z_]+)\{((?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)+)\} (-?\d+(?:\.\d+)?)')
    families, series, current = [], set(), None
    if not text.endswith("\n"):
        yield "the last line has no end"
    for line in text.splitlines():
        if line.startswith("# HELP "):
            current = line.split()[2]
            if current in families:
                yield f"{current} comes twice"
            families.append(current)
        elif line.startswith("# TYPE "):
            if line.split()[2:] != [current, "gauge"]:
                yield f"a TYPE out of place: {line}"
        elif not (match := sample.fullmatch(line)) or match[1] != current:
            yield f"no sample of {current}: {line}"
        elif (match[1], match[2]) in series:
            yield f"twice the same series: {line}"
        else:
            series.add((match[1], match[2]))
            if not re.search(r"_(pages|bytes|seconds|code|info)$", match[1]):
                yield f"no unit in a name: {line}"


def test_metrics(pages, folder, count):
    file = folder / 'night "run" \\ 1\x1b[31m.prom'
    before = time.time()
    done = subprocess.run(command(pages, "--to", "jsonl", "--metrics", file, "--summary", "json"),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    text = file.read_text("utf-8")
    checks.that(not list(metrics_slips(text)), "metrics: they are in the text format",
                list(metrics_slips(text)))
    summary = json.loads(done.stderr.decode().splitlines()[-1])
    for status in ("cleaned", "no_article", "rejected"):
        told = re.search(rf'^cleancopy_pages\{{.*status="{status}"\}} (\d+)$', text, re.M)
        checks.that(told and int(told[1]) == summary[status], f"metrics: {status} is that of --summary json",
                    text)
    checks.that(count == summary["pages"] == sum(summary.values()) - summary["pages"],
                "account: pages in are cleaned, without an article, or rejected", summary)

    def value(name):
        return float(re.search(rf"^{name}\{{.*\}} ([\d.]+)$", text, re.M)[1])

    checks.that(value("cleancopy_read_bytes") == pages.stat().st_size,
                "metrics: bytes read are those of the input", text)
    checks.that(value("cleancopy_written_bytes") == len(done.stdout),
                "metrics: bytes written are those of the output", text)
    started, ended, done_well = (value(f"cleancopy_{what}_timestamp_seconds")
                                 for what in ("start", "end", "last_success"))
    checks.that(before - 1 < started <= ended == done_well < time.time() + 1,
                "metrics: the run lies where it was", text)
    left = [name.name for name in folder.iterdir() if "partial" in name.name]
    checks.that(not left, "metrics: nothing is left beside them", left)


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    pages, count = folder / "pages.jsonl", 600
    lines = [json.dumps({"id": f"p{n}\u001b[31m", "url": f"https://news.example/{n}",
                         "html": f"<title>Ferry {n}</title><article><h1>Ferry {n}</h1>{STORY}</article>"})
             for n in range(count)]
    lines[1] = '{"id": "\x1b[31m\u202e'
    pages.write_text("\n".join(lines) + "\n", "utf-8")
    test_bar(pages, count)
    test_copy_on_terminal(pages)
    test_lines()
    test_metrics(pages, folder, count)
checks.leave("statements")
