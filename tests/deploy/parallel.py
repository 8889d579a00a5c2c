"""Eight shards by GNU parallel, one of which fails the first time, give the records of a single run.

    PYTHONPATH=tests/app python3 parallel.py PROGRAM SOURCE_DIR
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import lake
from program import PROGRAM, leave

# Shard 3 is killed in its first run, like by a machine that is out of memory; every run is noted.
ONCE_KILLED = """#!/bin/sh
echo "$*" | grep -o ' --shard [0-9]*' >>runs
case "$*" in *' --shard 3/'*) mkdir failed 2>/dev/null && kill -9 $$ ;; esac
exec '{}' "$@"
"""


def run(folder, name):
    """Exit code, the shards whose program was started, standard error."""
    done = subprocess.run([lake.DEPLOY / "parallel/clean", str(lake.SHARDS), name, *lake.ARGUMENTS],
                          cwd=folder,
                          env={**os.environ, "CLEANCOPY": str(folder / "once killed")}, capture_output=True,
                          check=False)
    runs = folder / "runs"
    shards = sorted(int(line.split()[1]) for line in runs.read_text().splitlines()) if runs.exists() else []
    runs.unlink(missing_ok=True)
    return done.returncode, shards, done.stderr.decode(errors="replace")


def slips_of(folder, name, wanted):
    every = list(range(1, lake.SHARDS + 1))
    file = folder / name
    slips = []
    code, shards, told = run(folder, name)
    if code != 1 or shards != every:
        slips.append(f"{name}: one of eight fails: exit {code} after shards {shards}\n{told}")
    if file.exists():
        slips.append(f"{name}: merged without a shard that failed")
    merge = subprocess.run([lake.DEPLOY / "merge", str(lake.SHARDS), file], capture_output=True, check=False)
    if merge.returncode != 75 or b"1 of 8 shards are not done: 3\n" not in merge.stderr:
        slips.append(f"{name}: merge of seven: exit {merge.returncode}\n{merge.stderr.decode()}")
    code, shards, told = run(folder, name)
    if code != 0 or shards != [3]:
        slips.append(f"{name}: again: exit {code} after shards {shards}\n{told}")
    if not file.exists():
        return [*slips, f"{name}: not merged"]
    slips += lake.slips_of_merged(file, wanted)
    merged = file.read_bytes()
    code, shards, told = run(folder, name)
    if code != 0 or shards != every or told.count("is done already") != lake.SHARDS:
        slips.append(f"{name}: all is done: exit {code} after shards {shards}\n{told}")
    if file.read_bytes() != merged:
        slips.append(f"{name}: other bytes after all was done")
    return slips


def slips_of_usage(folder):
    slips = []
    for command in ("parallel/clean", "parallel/clean 8 o.txt in", "parallel/clean 0 o.jsonl in",
                    "merge x o.jsonl",
                    "merge 8", "shard 1/2 o.jsonl", "shard 1/2 o.md in", "slurm/submit 8 o.jsonl",
                    "slurm/submit 8 o in"):
        script, *arguments = command.split()
        done = subprocess.run([lake.DEPLOY / script, *arguments], cwd=folder, capture_output=True,
                              check=False)
        if done.returncode != 64 or b"usage: " not in done.stderr:
            slips.append(f"{command}: exit {done.returncode}\n{done.stderr.decode()}")
    return slips


def main():
    version = subprocess.run(["parallel", "--version"], capture_output=True, check=False).stdout \
        if shutil.which("parallel") else b""
    if not version.startswith(b"GNU parallel"):
        print("SKIPPED: GNU parallel is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="cleancopy-parallel-") as name:
        folder = pathlib.Path(name)
        lake.make_lake(folder, 1)
        wrapper = folder / "once killed"
        wrapper.write_text(ONCE_KILLED.format(PROGRAM))
        wrapper.chmod(0o755)
        wanted = lake.digest(lake.whole_run(folder))
        slips = slips_of_usage(folder)
        for file in ("clean copy.jsonl", "b/c.jsonl.zst", "d.jsonl.gz"):
            (folder / file).parent.mkdir(exist_ok=True)
            shutil.rmtree(folder / "failed", ignore_errors=True)
            slips += slips_of(folder, file, wanted)
    leave(slips, lake.SHARDS, "shards")


main()
