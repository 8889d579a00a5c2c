"""Only one run of a job at a time, and one that is told to leave leaves.

    PYTHONPATH=tests/app python3 job_lock.py PROGRAM SOURCE_DIR
"""
import signal
import subprocess
import threading
import time

from checks import Checks
from job import Job, scratch, stop
from server import Host, page
from stories import Story

STARTS = 20
TERM_SECONDS = 5


class Gate:
    """An answer that is held back until the test opens it."""

    def __init__(self, reply):
        self.reply, self.asked, self.opened = reply, threading.Event(), threading.Event()

    def __call__(self, request):
        self.asked.set()
        self.opened.wait(60)
        return self.reply


def gated(host, number):
    feed = host.publish([Story(number), Story(number + 1)])
    host.answers["/feed"] = gate = Gate(host.answers["/feed"])
    return feed, gate


def wait_until(what, is_so, seconds=60):
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            raise SystemExit(f"waited {seconds} s in vain for {what}")
        time.sleep(0.02)


def check_twenty(checks, folder):
    with Host() as host:
        feed, gate = gated(host, 1)
        job = Job(folder, [feed])
        runs = [job.start() for _ in range(STARTS)]
        wait_until("19 to leave", lambda: sum(run.poll() is not None for run in runs) >= STARTS - 1)
        holders = [run for run in runs if run.poll() is None]
        checks.equal(len(holders), 1, "of twenty one works")
        for run in runs:
            if run in holders:
                continue
            err = run.communicate()[1].decode(errors="replace")
            checks.equal(run.returncode, 75, "the others leave", err)
            checks.that(holders and str(holders[0].pid) in err, "and name the holder", err)
            checks.equal(err.count("\n"), 1, "in one line", err)
        for verb in ("fetch", "run"):
            checks.equal(job.run("--quiet", verb=verb).code, 75, f"{verb} meanwhile")
        gate.opened.set()
        for run in holders:
            out, err = run.communicate(timeout=60)
            checks.equal(run.returncode, 0, "the one that works ends well", out, err)
        checks.equal(len(job.clean_files()), 2, "and has done its work")
        checks.equal(len(host.asked()), 3, "which nobody did twice")


def check_killed_holder(checks, folder):
    with Host() as host:
        feed, gate = gated(host, 3)
        job = Job(folder, [feed])
        holder = job.start()
        gate.asked.wait(60)
        checks.equal(job.run().code, 75, "while it is held")
        stop(holder)
        gate.opened.set()
        done = job.run()
        checks.equal(done.code, 0, "a holder that was killed holds nothing", done)
        checks.equal(len(job.clean_files()), 2, "the next one does its work", done)


def leave_on(checks, job, what, code, is_at_work):
    process = job.start()
    try:
        wait_until("the run to be at work", is_at_work)
        began = time.monotonic()
        process.send_signal(what)
        out, err = process.communicate(timeout=60)
        seconds = time.monotonic() - began
        checks.that(seconds <= TERM_SECONDS, f"{what.name}: it left after {seconds:.1f} s")
        checks.equal(process.returncode, code, f"{what.name}: exit code", out, err)
    except subprocess.TimeoutExpired:
        checks.that(False, f"{what.name} did not end it")
    finally:
        stop(process)


def check_signals(checks, folder):
    """While an answer drips, while a host is given its rest, while there is nothing but waiting."""
    for what, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        with Host() as host:
            feed, gate = gated(host, 5)
            leave_on(checks, Job(folder, [feed]), what, code, gate.asked.is_set)
            gate.opened.set()
        with Host() as host:
            told = [Story(10 + n) for n in range(5)]
            job = Job(folder, [host.publish(told)], {"delay": 30})
            leave_on(checks, job, what, code, lambda: host.seen)  # pylint: disable=cell-var-from-loop
            job.write([host.url + "/feed"])
            done = job.run()
            checks.equal(done.code, 0, "the next run", done)
            checks.equal(job.urls(), sorted(host.url + story.path for story in told), "which goes on", done)


def check_signal_while_pages_come(checks, folder):
    with Host() as host:
        told = [Story(200 + n) for n in range(60)]
        feed = host.publish(told)
        for story in told:
            host.answers[story.path] = page(story.page(), seconds=0.03)
        job = Job(folder, [feed])
        leave_on(checks, job, signal.SIGTERM, 143, lambda: len(host.asked()) > 10)
        checks.equal(job.leftovers(), [], "leftovers of a run that was told to leave")
        asked = len(host.asked())
        kept = len(job.pages())
        checks.that(9 <= kept < 60, "pages kept so far", kept)
        checks.that(asked - 1 - kept <= 1, "at most one page was asked for in vain", asked, kept)
        done = job.run()
        checks.equal(done.code, 0, "the next run", done)
        checks.equal(len(job.clean_files()), 60, "has all of them", done)


def main():
    checks = Checks()
    with scratch("lock") as folder:
        for check in (check_twenty, check_killed_holder, check_signals, check_signal_while_pages_come):
            check(checks, folder)
    checks.leave("facts")


main()
