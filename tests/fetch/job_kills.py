"""Jobs that are killed at random moments, time and again, lose no story and fetch none twice.

    PYTHONPATH=tests/app python3 job_kills.py PROGRAM SOURCE_DIR [KILLS [SEED]]

Each kill is a SIGKILL (now and then a TERM) after a random part of the time that an unbroken run takes,
while sites go on publishing and changing stories. A page whose raw file was whole is not asked for again.
"""
import hashlib
import random
import signal
import subprocess
import sys
import time

from checks import Checks
from job import Job, Kept, scratch, stop
from program import PROGRAM
from server import Host, page
from stories import Story

HOSTS, AT_FIRST, NEW, CHANGED = 3, 8, 4, 2
LATEST = 30  # stories that a feed names
TERM_SECONDS = 5


class Site:
    """A host that publishes; every page takes its time."""

    def __init__(self, host, number, dice):
        self.host, self.number, self.dice, self.stories = host, number, dice, []
        self.publish(AT_FIRST)

    def publish(self, new):
        first = 10_000 * self.number + len(self.stories)
        self.stories += [Story(first + n) for n in range(new)]
        self.show()

    def change(self, count):
        for story in self.dice.sample(self.stories[-LATEST:], count):
            self.stories[self.stories.index(story)] = Story(story.number, story.version + 1)
        self.show()

    def show(self):
        self.host.publish(self.stories[-LATEST:], "atom")
        for story in self.stories[-LATEST:]:
            self.host.answers[story.path] = page(story.page(), seconds=self.dice.uniform(0, 0.03))


def digest(body):
    return hashlib.sha1(body).digest()


READ = {}  # by file, of the pages that were there before: its URL and digest


def kept_bytes(job):
    """How often each page's bytes are in raw/, by URL and digest."""
    counts = {}
    for path in job.raw.rglob("*.html"):
        status = path.stat()
        file = (path, status.st_ino, status.st_mtime_ns, status.st_size)
        if file not in READ:
            READ[file] = (Kept.beside(path).url, digest(path.read_bytes()))
        counts[READ[file]] = counts.get(READ[file], 0) + 1
    return counts


def slips_of_asked(sites, before):
    """Pages that were asked for though raw/ had them whole."""
    slips = []
    for host in (site.host for site in sites):
        for one in host.asked():
            body = getattr(host.answers.get(one.path), "body", b"")
            if one.path != "/feed" and (host.url + one.path, digest(body)) in before:
                slips.append(f"{host.url}{one.path} was asked for again ({one.status})")
    return slips


def broken(job, seconds, what):
    """Starts a run, breaks it after that time. Its exit code and what it said; None where it was killed."""
    process = job.start("--quiet")
    try:
        err = process.communicate(timeout=seconds)[1]
        return process.returncode, err.decode(errors="replace")
    except subprocess.TimeoutExpired:
        process.send_signal(what)
    began = time.monotonic()
    try:
        process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        stop(process)
        return None, f"{what.name} did not end it within a minute"
    if what == signal.SIGKILL:
        return None, ""
    left = time.monotonic() - began
    return process.returncode, f"{left:.1f} s after TERM it was still there" if left > TERM_SECONDS else ""


def check_whole(checks, job, sites, what):
    """What a run that came to its end has left."""
    counts = kept_bytes(job)
    twice = [url for (url, _), count in counts.items() if count > 1]
    checks.that(not twice, f"{what}: kept more than once", twice)
    missing = [site.host.url + story.path for site in sites for story in site.stories[-LATEST:]
               if (site.host.url + story.path, digest(story.page())) not in counts]
    checks.that(not missing, f"{what}: lost", missing)
    unclean = [str(page) for page in job.raw.rglob("*.html") if not job.clean_twin(page).is_file()]
    checks.that(not unclean, f"{what}: not cleaned", unclean)
    checks.equal(job.leftovers(), [], f"{what}: leftovers")
    if checks.slips:
        checks.leave("facts")  # the first of them is the one to look at


def torture(checks, job, sites, kills, dice):
    began = time.monotonic()
    done = job.run("--quiet")
    whole = time.monotonic() - began
    checks.equal(done.code, 0, "an unbroken run", done)
    check_whole(checks, job, sites, "an unbroken run")
    ended = left = since = 0
    for number in range(kills):
        before = kept_bytes(job)
        for site in sites:
            site.host.forget()
        what = signal.SIGTERM if dice.random() < 0.15 else signal.SIGKILL
        code, told = broken(job, dice.uniform(0, 1.1 * whole), what)
        slips = slips_of_asked(sites, before)
        checks.that(not slips, f"kill {number}", slips[:3])
        checks.that(code in (None, 0, 143, -signal.SIGTERM) and not told, f"kill {number}: exit {code}", told)
        since += 1
        left += code not in (None, 0)
        if code == 0:
            check_whole(checks, job, sites, f"after kill {number}")
            ended += 1
        if code == 0 or since > 6:
            since = 0
            for site in sites:
                site.publish(NEW)
                site.change(CHANGED)
    print(f"{kills} kills, {left} by TERM at work; {ended} runs came to their end; one takes {whole:.2f} s")


def check_end(checks, job, sites):
    for _ in range(2):  # the second has nothing to do
        before = kept_bytes(job)
        for site in sites:
            site.host.forget()
        done = job.run("--quiet")
        checks.equal(done.code, 0, "at last", done)
        checks.that(not done.out and not done.err, "at last it is quiet", done)
        slips = slips_of_asked(sites, before)
        checks.that(not slips, "at last", slips[:3])
        check_whole(checks, job, sites, "at last")
    for verb in ("state check", "drift"):
        done = job.run(verb=verb)
        checks.equal(done.code, 0, verb, done)
    other = job.folder / "other"
    subprocess.run([PROGRAM, "clean", job.raw, "-o", other, "--rules", job.folder / "rules", "--quiet"],
                   check=True)
    fresh = {str(path.relative_to(other)): path.read_bytes() for path in other.rglob("*.txt")}
    told = job.clean_files()
    checks.equal(fresh, told, "raw/ cleaned anew gives clean/")


def main():
    kills = int(sys.argv[3]) if len(sys.argv) > 3 else 25
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20261122
    print(f"seed {seed}")
    checks, dice = Checks(), random.Random(seed)
    hosts = [Host() for _ in range(HOSTS)]
    with scratch("kills") as folder:
        sites = [Site(host, number, dice) for number, host in enumerate(hosts)]
        job = Job(folder, [host.url + "/feed" for host in hosts])
        torture(checks, job, sites, kills, dice)
        check_end(checks, job, sites)
        print(f"{len(job.pages())} pages in raw/")
    checks.leave("facts")


main()
