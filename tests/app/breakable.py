"""Runs that can be broken: pages to clean, ways to clean them, what an unbroken run gives.

What the tests share that break runs, by kill -9 (torture.py) and by a failing disk (faults.py).
"""
import gzip
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from program import PROGRAM

SENTENCE = "The harbour wall was raised by a metre on day {}, the council said, and nobody had asked for it."
RULES = '[[keep]]\nbody = "article"\ntitle = "h1"\n'


def scratch(what):
    """A folder for the while, in memory where there is one: these tests sync more than a disk likes."""
    memory = "/dev/shm"
    return tempfile.TemporaryDirectory(prefix=f"cleancopy-{what}-",
                                       dir=memory if os.access(memory, os.W_OK) else None)


def page(number):
    story = "".join(f"<p>{SENTENCE.format(number * 10 + i)}</p>" for i in range(3 + number % 5))
    return f"<html><title>Wall {number}</title><article><h1>Wall {number}</h1>{story}</article></html>"


def write_records(path, numbers):
    with open(path, "w", encoding="utf-8") as lines:
        for number in numbers:
            record = {"id": str(number), "url": f"http://www.example.org/{number}", "html": page(number)}
            # A few lines are no records, so that the account has more than one column.
            lines.write((json.dumps(record) if number % 50 else "{broken") + "\n")


def write_archive(path, numbers):
    """A gzip member a record; a few are broken, and cost only themselves."""
    with open(path, "wb") as archive:
        for number in numbers:
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(number).encode()
            head = (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://www.example.org/{number}\r\n"
                    f"WARC-Date: 2035-11-22T10:11:12Z\r\nContent-Length: {len(body)}\r\n\r\n")
            member = gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)
            archive.write(member if number % 50 else member[:-20] + b"?" * 20)


def make_inputs(folder, pages):
    """lake.jsonl and lake.warc.gz have all pages; in/ has single pages and two JSONL files between them."""
    (folder / "rules").mkdir(parents=True)
    (folder / "rules/generic.toml").write_text("")
    (folder / "rules/example.org.toml").write_text('hosts = ["*.example.org"]\n' + RULES)
    write_records(folder / "lake.jsonl", range(1, pages))
    write_archive(folder / "lake.warc.gz", range(1, pages))
    site = folder / "in/www.example.org"
    site.mkdir(parents=True)
    write_records(folder / "in/a.jsonl", range(1, pages // 3))
    write_records(folder / "in/x.jsonl", range(pages // 3, pages // 2))
    for number in range(1, pages // 20):
        (site / f"{number:06}.html").write_text(page(number))


class Way:
    """One command, and the bytes that it must give however often it is broken."""

    def __init__(self, folder, name, arguments, out):
        self.folder, self.name, self.arguments, self.out = folder, name, arguments, out
        self.wanted = None

    def command(self):
        return [PROGRAM, "clean", *self.arguments, "-o", self.out, "--rules", "rules",
                "--max-error-rate", "1"]

    def start(self, **how):
        return subprocess.Popen(self.command(), cwd=self.folder, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, **how)

    def run(self, **how):
        """Exit code and standard error of a run."""
        process = self.start(**how)
        told = process.communicate()[1].decode(errors="replace")
        return process.returncode, told

    def result(self):
        """What is there, by path: no hidden files, as nobody looks at them."""
        out = self.folder / self.out
        where = out if out.is_dir() else out.parent
        files = sorted(path for path in where.rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in files if not path.name.startswith(".")}

    def left_over(self):
        out = self.folder / self.out
        where = out if out.is_dir() else out.parent
        return sorted(path.name for path in where.rglob(".cleancopy-*"))

    def clear(self):
        out = self.folder / self.out
        shutil.rmtree(out if out.is_dir() else out.parent, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)

    def settle(self):
        """An unbroken run, which tells what is wanted."""
        self.clear()
        code, told = self.run()
        self.wanted = self.result()
        self.clear()
        if code != 0 or not self.wanted:
            raise SystemExit(f"{self.name}: an unbroken run gives exit {code} and {len(self.wanted)} "
                             f"files\n{told}")

    def slips_of_finished(self):
        slips = []
        if self.result() != self.wanted:
            slips.append(f"{self.name}: other bytes than an unbroken run")
        if self.left_over():
            slips.append(f"{self.name}: left {', '.join(self.left_over())}")
        return slips


def ways(folder: pathlib.Path):
    return [
        Way(folder, "records", ["lake.jsonl"], "o1/out.jsonl"),
        Way(folder, "records and rejects", ["lake.jsonl", "--rejects", "o7/rejects.jsonl"], "o7/out.jsonl"),
        Way(folder, "an archive", ["lake.warc.gz", "--rejects", "o8/rejects.jsonl"], "o8/out.jsonl"),
        Way(folder, "records, zstd", ["lake.jsonl", "--jobs", "2"], "o2/out.jsonl.zst"),
        Way(folder, "texts, gzip", ["lake.jsonl"], "o3/out.txt.gz"),
        Way(folder, "a folder of texts", ["in"], "o4/out/"),
        Way(folder, "a folder of records", ["in", "--to", "jsonl"], "o5/out/"),
        Way(folder, "a shard", ["in", "--to", "jsonl", "--shard", "1/2", "--trailer"], "o6/out/"),
    ]
