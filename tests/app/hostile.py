"""Hostile pages under hard limits: a 256 KB stack, 512 MB of address space, 2 s of CPU.

    python3 hostile.py PROGRAM SOURCE_DIR [UNIT_TESTS]

Each page must give exactly one record and exit 0. With UNIT_TESTS, each of its cases whose name
begins with "pathological:" must pass under the same limits, but for CPU: a case holds many pages.
"""
import concurrent.futures
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

from program import PROGRAM, SOURCE, leave

MILLION = 1_000_000


def page(body):
    story = "<p>" + "The council met on Monday and talked about the harbour wall until dusk. " * 4 + "</p>"
    return b"<!doctype html><title>Harbour</title><h1>Harbour</h1>" + (story * 5).encode() + body


PAGES = {
    "a million nested div": page(b"<div>" * MILLION),
    "a million nested b": page(b"<b>" * MILLION),
    "a million nested span": page(b"<span>" * MILLION),
    "a million nested table": page(b"<table>" * MILLION),
    "a million nested table cells": page(b"<table><tr><td>" * (MILLION // 3)),
    "a million list items": page(b"<ul><li>" * (MILLION // 2)),
    "a million misnested a and b": page(b"<a><b>" * (MILLION // 2)),
    "a million svg": page(b"<svg>" * MILLION),
    "a million p": page(b"<p>" * MILLION),
    "a million br": page(b"<p>" + b"<br>" * MILLION),
    "a million end tags": page(b"</div>" * MILLION),
    "a million unclosed tags": page(b"<" * MILLION),
    "a million open comments": page(b"<!--" * MILLION),
    "a million ampersands": page(b"&" * MILLION),
    "50,000 attributes on one tag": page(b"<p " + b" ".join(b"a%d=b" % n for n in range(50_000)) + b">"),
    "an attribute of 10 MB": page(b'<p class="' + b"x" * 10_000_000 + b'">'),
    "10 MB without a tag": page(b"word " * 2_000_000),
    "one word of 10 MB": page(b"a" * 10_000_000),
    "10 MB of combining marks": page("a\u0301\u0323".encode() * 2_000_000),
    "a million NULs": page(b"\0" * MILLION),
    "NULs in every tag": page(b"<\0p\0 c\0=\0>a\0b" * 100_000),
    "10 MB of bytes that are no UTF-8": page(b"\xff\xfe\x80" * 3_000_000),
    "nothing": b"",
}


PAGE_SECONDS, CASE_SECONDS = 2, 30  # of CPU


def limit(seconds):
    resource.setrlimit(resource.RLIMIT_STACK, (256 << 10, 256 << 10))
    resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limited(seconds, *command):
    return subprocess.run(command, preexec_fn=lambda: limit(seconds), timeout=300, capture_output=True)


def slips(name, done):
    lines = done.stdout.decode(errors="replace").splitlines()
    if done.returncode != 0:
        yield f"{name}: exit {done.returncode}: {done.stderr.decode(errors='replace')[:500]}"
    elif len(lines) != 1:
        yield f"{name}: {len(lines)} records"
    elif json.loads(lines[0])["status"] not in ("cleaned", "no_article", "rejected"):
        yield f"{name}: no status in {lines[0][:500]}"


def case_slip(unit_tests, name):
    """What is wrong with a case of the unit tests; None when it passed."""
    pattern = name.replace(",", "\\,").replace("[", "\\[")
    done = limited(CASE_SECONDS, unit_tests, pattern, "--warn", "NoTests")
    if done.returncode == 0:
        return None
    return f"{name}: exit {done.returncode}\n{done.stdout.decode(errors='replace')}"


failures = []
with tempfile.TemporaryDirectory() as folder:
    for name, content in PAGES.items():
        file = pathlib.Path(folder) / "page.html"
        file.write_bytes(content)
        done = limited(PAGE_SECONDS, PROGRAM, "clean", file, "--to", "jsonl", "--jobs", "1",
                       "--max-error-rate", "1",
                       "--rules", SOURCE / "rules")
        failures += slips(name, done)

checked = len(PAGES)
for unit_tests in sys.argv[3:]:
    listed = subprocess.run([unit_tests, "--list-test-names-only", "pathological:*"], capture_output=True)
    names = listed.stdout.decode().splitlines()
    if not names:
        failures.append("unit_tests has no case whose name begins with pathological:")
    # Pages had the machine for themselves; these have time enough to share it.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        failures += [slip for slip in pool.map(lambda name: case_slip(unit_tests, name), names) if slip]
    checked += len(names)
leave(failures, checked, "hostile pages")
