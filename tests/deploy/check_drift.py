"""deploy/nagios/check_drift tells a monitor in its own codes what `cleancopy drift` tells in its.

    PYTHONPATH=tests/app:tests/fetch python3 check_drift.py PROGRAM SOURCE_DIR
"""
import pathlib
import subprocess

from checks import Checks
from job import Job, scratch
from program import PROGRAM, SOURCE
from server import Host
from stories import Story

PLUGIN = SOURCE / "deploy/nagios/check_drift"


def check(program, *arguments):
    """Runs the plugin where `cleancopy` is that program."""
    with scratch("path") as folder:
        (pathlib.Path(folder) / "cleancopy").symlink_to(program)
        return subprocess.run([PLUGIN, *map(str, arguments)], env={"PATH": f"{folder}:/usr/bin:/bin"},
                              text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)


def stand_in(folder, code, told):
    program = pathlib.Path(folder) / f"exits-{code}"
    program.write_text(f"#!/bin/sh\nprintf '{told}'\nexit {code}\n")
    program.chmod(0o755)
    return program


def main():
    checks = Checks()
    with scratch("drift") as folder, Host() as host:
        job = Job(folder, [host.publish([Story(n) for n in range(3)])])
        job.run("--quiet")
        well = check(PROGRAM, job.config)
        checks.equal((well.returncode, well.stdout), (0, "OK: no site has drifted\n"), "a job that is well")
        for code, told, wanted, first in ((3, "one\\ntwo\\n", 1, "WARNING: 2 findings"),
                                          (78, "bad config\\n", 3, "UNKNOWN: "), (127, "", 3, "UNKNOWN: ")):
            done = check(stand_in(folder, code, told), job.config)
            checks.equal(done.returncode, wanted, f"exit {code}", done.stdout)
            checks.that(done.stdout.startswith(first), f"exit {code}: its first line", done.stdout)
        checks.that("one\ntwo\n" in check(stand_in(folder, 3, "one\\ntwo\\n"), "x").stdout,
                    "the findings follow")
        missing = check(PROGRAM, job.folder / "no-such.toml")
        checks.equal(missing.returncode, 3, "a config that is not there", missing.stdout)
        checks.equal(check(PROGRAM).returncode, 3, "without a config")
    checks.leave("facts")


main()
