"""So many runs of a job whose sites go on publishing: does anything grow that should not? Prints a table.

    PYTHONPATH=tests/app python3 job_soak.py PROGRAM SOURCE_DIR [RUNS]

Of each run: peak memory, descriptors at its busiest, processor seconds. Of the folder: the state with its
log, pages, sidecars. Stories leave the feeds, so the state may grow by what it keeps of each page, no more.
"""
import os
import pathlib
import resource
import sqlite3
import sys
import time

from checks import Checks
from job import Job, scratch
from server import Host, page
from stories import Story

HOSTS, NAMED, NEW = 4, 20, 2
BYTES_A_PAGE = 2048      # of the state, for each page it knows
BYTES_OF_STATE = 512 << 10
LOG_BYTES = 8 << 20      # of the WAL while a run is at work; after it there is none to speak of
GROWTH = 1.15            # of the last runs over the first: what a busy machine makes of equal ones


def descriptors(process):
    try:
        return len(os.listdir(f"/proc/{process}/fd"))
    except OSError:
        return 0


def one_run(job):
    """Its exit code, peak memory in KiB, most descriptors, seconds of processor; and what it said."""
    told = job.folder / "told"
    with open(told, "wb") as err:
        process = job.start("--quiet", stdout=err, stderr=err)
        most = 0
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            most = max(most, descriptors(process.pid))
            time.sleep(0.01)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    return process.returncode, usage.ru_maxrss, most, seconds, told.read_text(errors="replace")


def sizes(job):
    """Bytes of the state, and of its log; numbers of pages and of sidecars."""
    def bytes_of(name):
        path = pathlib.Path(f"{job.state}{name}")
        return path.stat().st_size if path.exists() else 0
    files = [path.name for path in job.raw.rglob("*") if path.is_file()]
    sidecars = sum(name.endswith(".json") for name in files)
    return bytes_of(""), bytes_of("-wal"), len(files) - sidecars, sidecars


def mean(rows, column):
    return sum(row[column] for row in rows) / len(rows)


def soak(checks, job, hosts, runs):
    rows = []
    print("  run  pages sidecars state KiB  log KiB  peak KiB files  CPU s")
    for number in range(runs):
        for at, host in enumerate(hosts):
            told = [Story(10_000 * at + NEW * number + n) for n in range(NAMED)]
            if number % 3 == 0:
                told[0] = Story(told[0].number, 2)
            host.publish(told, "atom")
            for path in [path for path in host.answers if path.startswith("/news/")][:-3 * NAMED]:
                host.answers[path] = page(b"<p>gone</p>", status=410)
            host.forget()
        code, *spent, told = one_run(job)
        checks.equal((code, told), (0, ""), f"run {number}")
        rows.append((*sizes(job), *spent))
        if number % max(1, runs // 20) == 0 or number == runs - 1:
            state, log, *rest = rows[-1]
            print("{:5} {:6} {:8} {:9} {:8} {:9} {:5} {:6.2f}".format(number + 1, *rest[:2], state >> 10,
                                                                      log >> 10,
                                                                      *rest[2:]), flush=True)
        if checks.slips:
            break
    return rows


def check_growth(checks, job, rows):
    share = max(1, min(20, len(rows) // 4))
    first, last = rows[1:1 + share], rows[-share:]
    for column, what in ((4, "peak memory"), (5, "descriptors")):
        before, after = mean(first, column), mean(last, column)
        checks.that(after <= GROWTH * before, f"{what} grows", before, after)
    pages = rows[-1][2]
    checks.that(rows[-1][0] <= BYTES_OF_STATE + BYTES_A_PAGE * pages, "bytes of the state", rows[-1][0],
                pages)
    checks.that(max(row[1] for row in rows) <= LOG_BYTES, "bytes of its log", max(row[1] for row in rows))
    checks.that(all(row[2] == row[3] for row in rows), "a sidecar for each page", rows[-1])
    checks.equal(job.leftovers(), [], "leftovers")
    names = sorted(path.name for path in job.folder.iterdir())
    checks.that(set(names) <= {"job.toml", "rules", "raw", "clean", "told", "state.sqlite",
                               "state.sqlite-wal",
                               "state.sqlite-shm", "state.sqlite.lock"}, "files beside the state", names)
    checks.equal(len(job.clean_files()), pages, "a clean page for each")
    first, last = first[0], mean(last, 4)
    print(f"peak memory {first[4]} KiB at first, {last:.0f} KiB at last; the state has "
          f"{rows[-1][0] / max(1, pages):.0f} bytes for each of {pages} pages")


def check_forgetting(checks, job):
    """Whatever the state knows of pages is known of them alone: as many rows as there are pages."""
    with sqlite3.connect(job.state) as base:
        tables = [name for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            print(f"{table}: {base.execute(f'SELECT count(*) FROM {table}').fetchone()[0]} rows")
        checks.equal(base.execute("PRAGMA integrity_check").fetchone()[0], "ok", "the state is whole")


def main():
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    checks = Checks()
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))  # as few as any system grants
    hosts = [Host() for _ in range(HOSTS)]
    with scratch("soak") as folder:
        job = Job(folder, [host.url + "/feed" for host in hosts])
        rows = soak(checks, job, hosts, runs)
        check_growth(checks, job, rows)
        check_forgetting(checks, job)
    checks.leave("facts")


main()
