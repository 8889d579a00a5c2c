"""deploy/spark, and what engines that pipe lines through a program count on, with no Spark at hand.

    PYTHONPATH=tests/app python3 spark.py PROGRAM SOURCE_DIR

The class Lines plays Spark's part, as PySpark's RDD.pipe does it: an empty environment, a thread that
writes, lines read as they come, the exit code asked for after the last.
"""
import fcntl
import importlib.util
import json
import os
import pathlib
import shlex
import signal
import subprocess
import tempfile
import threading

import lake
from checks import Checks
from program import PROGRAM

LINES = ["clean", "-", "--from", "jsonl", "--to", "jsonl", "--rules"]
SECONDS = 60


def load_job():
    spec = importlib.util.spec_from_file_location("job", lake.DEPLOY / "spark/clean.py")
    job = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(job)
    return job


class Lines:
    """Partitions of lines, each made anew by a function, as Spark makes them."""

    def __init__(self, *partitions):
        self.partitions = partitions

    def mapPartitions(self, function):
        return Lines(*((lambda made=made: function(made())) for made in self.partitions))

    def pipe(self, command, checkCode=False):
        def through(lines):
            process = subprocess.Popen(shlex.split(command), env={}, stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE)

            def write():
                try:
                    for line in lines:
                        process.stdin.write((line.rstrip("\n") + "\n").encode())
                    process.stdin.close()
                except BrokenPipeError:
                    pass
            writer = threading.Thread(target=write, daemon=True)
            writer.start()
            for line in process.stdout:
                yield line.rstrip(b"\n").decode()
            if process.wait(SECONDS) and checkCode:
                raise RuntimeError(f"pipe: exit {process.returncode}")
        return self.mapPartitions(through)

    def collect(self):
        return [list(made()) for made in self.partitions]


def of(*partitions):
    return Lines(*((lambda lines=lines: iter(lines)) for lines in partitions))


def raised(what):
    try:
        what()
    except (RuntimeError, ValueError) as error:
        return str(error)
    return ""


def check_job(checks, job, pages, rules):
    os.environ["CLEANCOPY"] = PROGRAM
    whole = subprocess.run([PROGRAM, *LINES, rules, "--quiet"], input="".join(pages).encode(), check=True,
                           stdout=subprocess.PIPE).stdout.decode().splitlines()
    third = len(pages) // 3
    got = job.clean(of(pages[:third], [], pages[third:]), ["--rules", rules]).collect()
    checks.that(got == [whole[:third], [], whole[third:]], "records of three partitions", *map(len, got))
    mixed = job.clean(of(["{broken", "{"]), ["--rules", rules]).collect()
    checks.that([json.loads(line)["status"] for line in mixed[0]] == ["rejected"] * 2, "a bad partition",
                mixed)
    for arguments, code in ((["--no-such-option"], 64), (["--rules", "/no/such/folder"], 78)):
        told = raised(job.clean(of(pages[:2]), arguments).collect)
        checks.that(told == f"pipe: exit {code}", f"a job with {arguments}", told)


def check_trailers(checks, job, pages, rules):
    trailer = '{"trailer":{"pages":2,"cleaned":2,"no_article":0,"rejected":0}}'
    for lines, is_whole in ((["a", "b", trailer], True), (["a", "b"], False), ([], False),
                            (["a", trailer], False), (["a", "b", "c", trailer], False),
                            (["a", "b", trailer, "c"], False)):
        checks.that((raised(lambda seen=lines: list(job.whole(seen))) == "") == is_whole, "a trailer", lines)
    os.environ["CLEANCOPY"] = str(pathlib.Path(rules) / "dies")
    dies = pathlib.Path(os.environ["CLEANCOPY"])
    dies.write_text(f'#!/bin/sh\n"{PROGRAM}" "$@" | head -n 3\n')
    dies.chmod(0o755)
    told = raised(job.clean(of(pages), ["--rules", rules]).collect)
    checks.that("trailer is None" in told, "a program that dies without an exit code", told)
    dies.unlink()


def check_empty(checks, rules):
    for arguments, wanted in (([], b""), (["--trailer"], None)):
        done = subprocess.run([PROGRAM, *LINES, rules, "--quiet", *arguments], env={}, capture_output=True,
                              stdin=subprocess.DEVNULL, check=False)
        checks.that(done.returncode == 0 and done.stderr == b"", "an empty partition", done)
        if wanted is None:
            counts = json.loads(done.stdout)["trailer"]
            checks.that(set(counts.values()) == {0} and "pages" in counts, "its trailer", done.stdout)
        else:
            checks.that(done.stdout == wanted, "its output", done.stdout)


def check_reader_that_stops(checks, many, rules):
    """After some lines, or before the first; with SIGPIPE as the kernel has it, or ignored, as by Java."""
    for ignored in (signal.SIG_DFL, signal.SIG_IGN):
        for wanted in (0, 1, 50):
            process = subprocess.Popen(
                [PROGRAM, *LINES, rules, "--trailer", "--quiet"], env={}, restore_signals=False,
                preexec_fn=lambda how=ignored: signal.signal(signal.SIGPIPE, how),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            writer = threading.Thread(target=feed, args=(process.stdin, many), daemon=True)
            writer.start()
            for _ in range(wanted):
                process.stdout.readline()
            process.stdout.close()
            code = process.wait(SECONDS)
            told = process.stderr.read()
            writer.join(SECONDS)
            checks.that(code == 0 and told == b"", f"a reader of {wanted} lines", code, told)
            checks.that(not writer.is_alive(), f"the writer to a reader of {wanted} lines")


def feed(stream, lines):
    try:
        stream.write("".join(lines).encode())
        stream.close()
    except BrokenPipeError:
        pass


def check_half_closed(checks, pages, rules):
    command = shlex.join([PROGRAM, *LINES, rules, "--quiet"])
    whole = subprocess.run(command, shell=True, input="".join(pages).encode(), check=True,
                           stdout=subprocess.PIPE).stdout
    cut = subprocess.run(command, shell=True, input="".join(pages).rstrip("\n").encode(), check=True,
                         stdout=subprocess.PIPE).stdout
    checks.that(cut == whole, "a last line without its end")
    # The writer is done and gone long before the reader begins.
    late = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    threading.Thread(target=feed, args=(late.stdin, pages), daemon=True).start()
    threading.Event().wait(1)
    checks.that(late.stdout.read() == whole and late.wait(SECONDS) == 0, "a reader that begins late")
    # Closed from the start: as /dev/null, and no file that is opened takes the place.
    for stream, code, out in (("<&-", 0, b""), (">&-", 0, b""), ("2>&-", 0, whole)):
        done = subprocess.run(f"{command} {stream}", shell=True, input="".join(pages).encode(),
                              capture_output=True, timeout=SECONDS, check=False)
        checks.that((done.returncode, done.stdout, done.stderr) == (code, out, b""), f"closed: {stream}",
                    done)


def check_stderr(checks, rules):
    """Nobody reads standard error, and a pipe holds 64 KiB: 20,000 complaints must fit."""
    for arguments in ([], ["--quiet"]):
        with tempfile.TemporaryFile() as broken:
            broken.write(b"{broken\n" * 20000)
            broken.seek(0)
            process = subprocess.Popen([PROGRAM, *LINES, rules, "--max-error-rate", "1", *arguments],
                                       stdin=broken,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            fcntl.fcntl(process.stderr, fcntl.F_SETPIPE_SZ, 65536)
            try:
                code = process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                code = "none: it waits for a reader"
            checks.that(code == 0, "20,000 pages that are none", arguments, code)


def check_exit_codes(checks, pages, rules):
    bad = "".join([*pages[:1], "{broken\n"]).encode()
    for arguments, code in (([], 65), (["--max-error-rate", "1"], 0), (["--shard", "3/2"], 64)):
        done = subprocess.run([PROGRAM, *LINES, rules, "--quiet", *arguments], input=bad, capture_output=True,
                              check=False)
        checks.that(done.returncode == code, "exit code", arguments, done)
        # To Hadoop Streaming a tab ends the key.
        checks.that(b"\t" not in done.stdout, "a tab in a record", done.stdout)


def main():
    checks = Checks()
    job = load_job()
    with tempfile.TemporaryDirectory(prefix="cleancopy-spark-") as name:
        folder = pathlib.Path(name)
        lake.make_lake(folder, 1)
        with open(folder / "lake.jsonl", encoding="utf-8") as lines:
            pages = list(lines)
        rules = str(folder / "rules")
        check_job(checks, job, pages, rules)
        check_trailers(checks, job, pages, rules)
        check_empty(checks, rules)
        check_reader_that_stops(checks, pages * 5, rules)
        check_half_closed(checks, pages, rules)
        check_stderr(checks, rules)
        check_exit_codes(checks, pages, rules)
    checks.leave("facts")


main()
