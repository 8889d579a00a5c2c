"""Eight shards on a Slurm of one node, with accidents, give the records of a single run.

    PYTHONPATH=tests/app python3 slurm.py PROGRAM SOURCE_DIR

More shards than an array may have; a task is requeued while it runs; slurmctld is killed (-9) and
started again; then everything is submitted once more, and nothing is done again.
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import lake
from one_node import OneNode, wait_until, why_not
from program import leave

MAX_ARRAY_SIZE = 6
FILE = "clean copy.jsonl"
SOME_BYTES = 200_000  # of two million in each part


def submit(node, folder):
    """The ids of the arrays, and of the merge."""
    command = [lake.DEPLOY / "slurm/submit", str(lake.SHARDS), FILE, *lake.ARGUMENTS]
    done = subprocess.run(command, cwd=folder, env={**node.environment, "CLEANCOPY": lake.PROGRAM},
                          capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"submit: exit {done.returncode}\n{done.stderr.decode()}{node.logs()}")
    *arrays, merge = done.stdout.decode().split()
    return arrays, merge


def slips_of_merge(node, job):
    """Waits for its end."""
    states = ["unknown"]

    def has_ended():
        states.extend(re.findall(r"JobState=(\w+)", node.ask("scontrol", "show", "job", job)))
        return states[-1] not in ("unknown", "PENDING", "RUNNING", "COMPLETING")
    wait_until("the merge", has_ended)
    return [] if states[-1] == "COMPLETED" else [f"the merge: {states[-1]}"]


def tasks_at_work(folder):
    """The process of each shard that has written some of its records, and is this test's."""
    tasks = {}
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
            if command[0] != lake.PROGRAM or os.readlink(process / "cwd") != str(folder):
                continue
            written = int(re.search(r"wchar: (\d+)", (process / "io").read_text()).group(1))
        except OSError:
            continue  # it has ended meanwhile
        if written > SOME_BYTES:
            tasks[int(command[command.index("--shard") + 1].split("/")[0])] = int(process.name)
    return tasks


def requeue_one(node, folder, array):
    """Requeues a task of the first array that is at work; the number of its shard."""
    requeued = []

    def try_all():
        for shard in tasks_at_work(folder):
            done = subprocess.run(["scontrol", "requeue", f"{array}_{shard - 1}"], env=node.environment,
                                  capture_output=True, check=False)
            if done.returncode == 0:
                requeued.append(shard)
                return True
        return False
    wait_until("a task at work", try_all)
    return requeued[0]


def tell(process, what):
    """Sends the signal, unless the process has ended meanwhile. Is it halted now?"""
    try:
        os.kill(process, what)
        return ") T " in pathlib.Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def kill_controller(node, folder, merge):
    """While two tasks are at work, which go on without it. How many jobs were unfinished?

    They are halted until it is dead: what it has not saved it forgets, as that a task has ended, and
    finds out again only minutes later.
    """
    halted = set()

    def are_halted():
        halted.update(tasks_at_work(folder).values())
        return sum(tell(process, signal.SIGSTOP) for process in halted) == 2
    try:
        wait_until("two tasks at work", are_halted)
        now = time.time()
        node.ask("scontrol", "update", f"JobId={merge}", "Comment=saved")
        wait_until("slurmctld to save its jobs", lambda: node.saved_since(now))
        unfinished = node.ask("squeue", "-h", "-r", "-t", "PENDING,RUNNING,COMPLETING", "-o", "%i").split()
        node.stop("slurmctld", signal.SIGKILL)
    finally:
        for process in halted:
            tell(process, signal.SIGCONT)
    time.sleep(2)
    node.start_controller()
    return len(unfinished)


def with_accidents(node, folder):
    slips = []
    arrays, merge = submit(node, folder)
    if len(arrays) != 2:
        slips.append(f"{len(arrays)} arrays of {lake.SHARDS} shards, at most {MAX_ARRAY_SIZE} each")
    shard = requeue_one(node, folder, arrays[0])
    unfinished = kill_controller(node, folder, merge)
    slips += slips_of_merge(node, merge)
    log = (folder / f"{FILE}.parts/logs/{arrays[0]}_{shard - 1}.log").read_text()
    if "the same command goes on from here" not in log or "going on after" not in log:
        slips.append(f"shard {shard} was not stopped at work, or did not go on:\n{log}")
    print(f"shard {shard} was requeued, {unfinished} jobs unfinished when slurmctld was killed")
    return slips


def once_more(node, folder):
    before = [(part.name, part.stat().st_mtime_ns) for part in lake.parts_of(folder / FILE)]
    arrays, merge = submit(node, folder)
    slips = slips_of_merge(node, merge)
    logs = [(folder / f"{FILE}.parts/logs/{array}_{task}.log") for array, size in zip(arrays, (6, 2))
            for task in range(size)]
    idle = sum("is done already" in log.read_text() for log in logs if log.exists())
    if idle != lake.SHARDS:
        slips.append(f"again: {idle} of {lake.SHARDS} shards were done already")
    if [(part.name, part.stat().st_mtime_ns) for part in lake.parts_of(folder / FILE)] != before:
        slips.append("again: parts were written anew")
    return slips


def main():
    reason = why_not()
    if reason:
        print(f"SKIPPED: {reason}")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="cleancopy-slurm-") as name:
        folder = pathlib.Path(name)
        os.chmod(folder, 0o755)  # munged wants a way to its socket that all may go
        lake.make_lake(folder, 30)
        wanted = lake.digest(lake.whole_run(folder))
        with OneNode(folder / "slurm", MAX_ARRAY_SIZE) as node:
            slips = with_accidents(node, folder)
            slips += lake.slips_of_merged(folder / FILE, wanted)
            slips += once_more(node, folder)
            slips += lake.slips_of_merged(folder / FILE, wanted)
            if slips:
                slips.append(node.logs())
    leave(slips, lake.SHARDS, "shards")


main()
