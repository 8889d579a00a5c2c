"""Runs that are killed at random moments, time and again, end with the bytes of an unbroken one.

    python3 torture.py PROGRAM SOURCE_DIR [KILLS [SEED]]

Each kill is a SIGKILL, after a random part of the time that an unbroken run takes; then the same
command is given again. Every run that gets to its end is compared, and the next one begins anew.
"""
import pathlib
import random
import subprocess
import sys
import time

from breakable import make_inputs, scratch, ways
from program import leave

PAGES = 3000


def broken(way, seconds):
    """Did a kill end the run within that time?"""
    process = way.start()
    try:
        told = process.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    if process.returncode != 0:
        raise SystemExit(f"{way.name}: exit {process.returncode}\n{told.decode(errors='replace')}")
    return False


def torture(way, kills, dice):
    """Slips of a way that is broken so many times."""
    began = time.monotonic()
    way.settle()
    whole = time.monotonic() - began
    slips, ended = [], 0
    for _ in range(kills):
        while not broken(way, dice.uniform(0, whole)):
            ended += 1
            slips += way.slips_of_finished()
            way.clear()
        single = way.folder / way.out
        if single.is_file() and way.result() != way.wanted:
            slips.append(f"{way.name}: a file that is not complete has its name")
    code, told = way.run()
    if code != 0:
        slips.append(f"{way.name}: exit {code} at last\n{told}")
    print(f"{way.name}: {kills} kills, {ended + 1} runs to the end")
    return slips + way.slips_of_finished()


def main():
    kills = int(sys.argv[3]) if len(sys.argv) > 3 else 12
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20261122
    dice = random.Random(seed)
    print(f"seed {seed}")
    slips = []
    with scratch("torture") as folder:
        folder = pathlib.Path(folder)
        make_inputs(folder, PAGES)
        all_ways = ways(folder)
        for i, way in enumerate(all_ways):
            slips += torture(way, (kills + i) // len(all_ways), dice)
    leave(slips, kills, "kills")


main()
