"""A scheduled job in a folder of its own: its config, its runs, and what they have left.

The program has nothing but PATH=/usr/bin:/bin, no HOME, no terminal and no standard input, as under
cron. The scripts here need tests/app on the path of modules, for program.py; ctest puts it there.
"""
import dataclasses
import itertools
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from program import PROGRAM, make_rules

BARE = {"PATH": "/usr/bin:/bin"}
CONTACT = "editor@gazette.example"
SECONDS = 120  # for a run that ends by itself
NOBODY = 65534


@dataclasses.dataclass(repr=False)
class Done:
    code: int
    out: str
    err: str
    seconds: float

    def __repr__(self):
        return f"exit {self.code} after {self.seconds:.1f} s\n{self.out}{self.err}"


@dataclasses.dataclass
class Kept:
    """A raw page: its path, and what its sidecar says."""
    path: pathlib.Path
    told: dict

    @property
    def url(self):
        return self.told["url"]

    @staticmethod
    def beside(path):
        return Kept(path, json.loads(path.with_name(path.name + ".json").read_text("utf-8")))


def source(url, **more):
    return {"url": url, "every": 0, **more}


def toml(value):
    """Of these few types, TOML is spelled as JSON."""
    return json.dumps(value, ensure_ascii=False)


class Job:
    """Asks as often as it is run, and without delay, unless it is told otherwise."""

    numbers = itertools.count(1)

    def __init__(self, folder, sources, limits=None, **top):
        self.folder = pathlib.Path(folder) / f"job{next(Job.numbers)}"
        self.folder.mkdir()
        self.program = PROGRAM
        make_rules(self.folder)
        self.config = self.folder / "job.toml"
        self.raw, self.clean = self.folder / "raw", self.folder / "clean"
        self.state = self.folder / "state.sqlite"
        self.write(sources, limits, **top)

    def write(self, sources, limits=None, **top):
        lines = [f"{key} = {toml(value)}" for key, value in
                 {"contact": CONTACT, "rules": ["rules"], **top}.items() if value is not None]
        limits = {"delay": 0, **(limits or {})}
        lines += ["[limits]", *(f"{key} = {toml(value)}" for key, value in limits.items())]
        for each in sources:
            each = source(each) if isinstance(each, str) else each
            lines += ["[[source]]", *(f"{key} = {toml(value)}" for key, value in each.items())]
        self.config.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def command(self, *arguments, verb="run"):
        words = verb.split()
        fetches = words[0] in ("run", "fetch")
        more = ["--allow-private"] if fetches and "--only-public" not in arguments else []
        given = [str(one) for one in arguments if one != "--only-public"]
        return [self.program, *words, str(self.config), *more, *given]

    def start(self, *arguments, verb="run", prefix=(), **options):
        return subprocess.Popen([*prefix, *self.command(*arguments, verb=verb)], **{
            "env": BARE, "cwd": "/", "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE, "start_new_session": True, **options})

    def run(self, *arguments, verb="run", seconds=SECONDS, **options):
        began = time.monotonic()
        process = self.start(*arguments, verb=verb, **options)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            err += f"(killed: it was not done after {seconds} s)\n".encode()
        out, err = (text.decode(errors="backslashreplace") for text in (out or b"", err or b""))
        return Done(process.returncode, out, err, time.monotonic() - began)

    def give_to(self, user):
        """The folder, with a copy of the program that anybody can reach, becomes that user's."""
        self.program = str(self.folder / "cleancopy")
        shutil.copy(PROGRAM, self.program)
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, user, user)

    def pages(self):
        """All raw pages, in the order of their paths."""
        return [Kept.beside(page) for page in sorted(self.raw.rglob("*.html"))]

    def clean_twin(self, page):
        return (self.clean / page.relative_to(self.raw)).with_suffix(".txt")

    def urls(self):
        return sorted(each.url for each in self.pages())

    def clean_files(self):
        """The bytes of each, by path."""
        return {str(path.relative_to(self.clean)): path.read_bytes()
                for path in sorted(self.clean.rglob("*")) if path.is_file()}

    def leftovers(self):
        """Files that no reader is meant to see."""
        return [str(path.relative_to(self.folder)) for folder in (self.raw, self.clean)
                for path in folder.rglob(".*") if path.is_file()]


def stop(process, seconds=30):
    """Ends a process of the test's own, whatever it is at."""
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    process.communicate(timeout=seconds)


def can_mount():
    """May this test have a mount namespace of its own?"""
    return os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "true"], capture_output=True,
                                                check=False).returncode == 0


def scratch(what):
    return tempfile.TemporaryDirectory(prefix=f"cleancopy-{what}-")
