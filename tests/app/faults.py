"""A disk that fails: never exit 0 with missing data, and once it works again, the bytes of an unbroken run.

    python3 faults.py PROGRAM SOURCE_DIR SHIM [SEED]

SHIM (fault_shim.cpp) makes the n-th write, fsync, rename, ftruncate or unlink of a run fail, or the
process die there; of many n some are chosen by the seed. As root a small tmpfs is filled, too, and
mounted read-only.
"""
import os
import pathlib
import random
import subprocess
import sys

from breakable import make_inputs, scratch, ways
from program import PROGRAM, leave

PAGES = 900
CALLS = ("write", "fsync", "rename", "ftruncate", "unlink")
FIRST, MORE, FURTHEST = 4, 3, 400  # of the n: the first, and some up to the furthest


def faulty(shim, call, at, kind, hit):
    return {**os.environ, "LD_PRELOAD": shim, "FAULT_CALL": call, "FAULT_AT": str(at), "FAULT_KIND": kind,
            "FAULT_HIT": str(hit)}


def broken_once(way, call, at, kind, shim):
    """Slips of a run with one fault and of the run after it; nothing if it made fewer such calls."""
    way.clear()
    hit = way.folder / "hit"
    hit.unlink(missing_ok=True)
    code, told = way.run(env=faulty(shim, call, at, kind, hit))
    if not hit.exists():
        return None
    what = f"{way.name}: {kind} at {call} {at}"
    slips = []
    if code == 0 and way.result() != way.wanted:
        slips.append(f"{what}: exit 0, and data is missing\n{told}")
    if kind != "KILL" and code not in (0, 73, 74):
        slips.append(f"{what}: exit {code}\n{told}")
    code, told = way.run()
    if code != 0:
        slips.append(f"{what}: exit {code} once the disk works again\n{told}")
    return slips + [f"{what}: {slip}" for slip in way.slips_of_finished()]


def shim_faults(way, shim, dice):
    slips, checked = [], 0
    for call in CALLS:
        later = sorted(dice.sample(range(FIRST + 1, FURTHEST), MORE))
        for at in [*range(1, FIRST + 1), *later]:
            outcome = broken_once(way, call, at, dice.choice(("EIO", "ENOSPC", "KILL")), shim)
            if outcome is None:
                break
            checked += 1
            slips += outcome
    return slips, checked


# $1 is a folder to mount on, $2 the program's folder of inputs, the rest a command that writes below $1.
FULL_DISK = """
set -u; disk=$1; cd "$2"; shift 2
mount -t tmpfs -o size=300k tmpfs "$disk" 2>/dev/null || exit 77
"$@" 2>/dev/null; [ $? = 74 ] || exit 1
[ ! -e "$disk/out.jsonl" ] || exit 2
mount -o remount,ro,size=300k "$disk" || exit 77
"$@" 2>/dev/null; case $? in 73|74) ;; *) exit 3;; esac
mount -o remount,rw,size=64m "$disk"
"$@" || exit 4
cat "$disk/out.jsonl" && [ "$(ls -A "$disk")" = out.jsonl ]
"""


def full_disk(way):
    """A tmpfs that is full, then read-only, then large; nothing when none can be mounted."""
    disk = way.folder / "disk"
    disk.mkdir()
    command = [PROGRAM, "clean", *way.arguments, "-o", str(disk / "out.jsonl"), "--rules", "rules",
               "--max-error-rate", "1"]
    done = subprocess.run(["unshare", "-m", "sh", "-c", FULL_DISK, "sh", str(disk), str(way.folder),
                           *command],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode == 77 or b"unshare failed" in done.stderr:
        print("no tmpfs can be mounted here")
        return [], 0
    if done.returncode != 0 or [done.stdout] != list(way.wanted.values()):
        return [f"full disk: step {done.returncode}\n{done.stderr.decode(errors='replace')}"], 1
    return [], 1


def main():
    shim = str(pathlib.Path(sys.argv[3]).absolute())
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20261122
    dice = random.Random(seed)
    slips, checked = [], 0
    with scratch("faults") as folder:
        folder = pathlib.Path(folder)
        make_inputs(folder, PAGES)
        for i, way in enumerate(ways(folder)):
            way.settle()
            outcomes = [shim_faults(way, shim, dice)] + ([full_disk(way)] if i == 0 else [])
            for found, count in outcomes:
                slips += found
                checked += count
    leave(slips, checked, "faults")


main()
