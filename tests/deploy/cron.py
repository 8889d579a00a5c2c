"""A real cron runs the job every minute, by one line, for as long as two runs take.

    PYTHONPATH=tests/app:tests/fetch python3 cron.py PROGRAM SOURCE_DIR

It is a daemon of the test's own in a mount namespace where /etc/crontab, /etc/cron.d, /run and the spool are
empty: no crontab of this machine runs twice, and none of the test's is left. A shell between cron and the
command notes what cron would mail, the exit code and the environment; it adds nothing to them.
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import time

from checks import Checks
from job import Job, can_mount, scratch
from program import PROGRAM, SOURCE
from server import Host
from stories import Story

SECONDS = 210  # for two runs that begin at full minutes

NOTING = """#!/bin/sh
exec 3>>"{folder}/noted"
env >"{folder}/environment"
/bin/sh "$@" >"{folder}/told.$$" 2>&1
echo "$? $(wc -c <"{folder}/told.$$")" >&3
"""

# $1 is a folder, the rest is cron.
ALONE = """
set -e; folder=$1; shift
for hidden in /etc/cron.d /var/spool/cron/crontabs /run; do
  [ ! -d "$hidden" ] || mount -t tmpfs -o mode=755 tmpfs "$hidden"
done
[ ! -e /etc/crontab ] || mount --bind /dev/null /etc/crontab
install -m 644 "$folder/cleancopy" /etc/cron.d/cleancopy
exec "$@"
"""


def daemon():
    return shutil.which("cron", path="/usr/sbin:/usr/bin")


def why_not():
    if not daemon():
        return "cron is not installed (apt install cron)"
    return "" if can_mount() else "only root can start cron in a mount namespace"


def line_of_deploy():
    """The line that deploy/cron/crontab has for the job."""
    lines = (SOURCE / "deploy/cron/crontab").read_text("utf-8").splitlines()
    return [line for line in lines if "cleancopy run" in line and not line.startswith("#")]


def write_crontab(job, folder):
    """That line, every minute, of this program, for this job."""
    line = line_of_deploy()[0].replace("17 * * * * cleancopy", f"* * * * * root {PROGRAM}")
    line = line.replace("/etc/cleancopy/job.toml", f"{job.config} --allow-private")
    noting = folder / "noting"
    noting.write_text(NOTING.format(folder=folder))
    noting.chmod(0o755)
    (folder / "cleancopy").write_text(f"SHELL={noting}\n{line}\n")


def wait_for_runs(cron, folder, count):
    noted, until = folder / "noted", time.monotonic() + SECONDS
    while time.monotonic() < until and cron.poll() is None:
        lines = noted.read_text().splitlines() if noted.exists() else []
        if len(lines) >= count:
            break
        time.sleep(0.5)
    return noted.read_text().splitlines() if noted.exists() else []


def check_runs(checks, job, host, folder):
    cron = subprocess.Popen(["unshare", "--mount", "sh", "-c", ALONE, "sh", folder, daemon(), "-f"],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        first = wait_for_runs(cron, folder, 1)
        fetched = len(host.asked())
        if not first:
            checks.that(False, "cron has run nothing", cron.stdout.read() if cron.poll() is not None else b"")
            return
        noted = wait_for_runs(cron, folder, 2)
    finally:
        cron.send_signal(signal.SIGTERM)
        cron.wait(30)
    checks.equal(noted[:2], ["0 0", "0 0"], "both end well and print nothing",
                 *(path.read_text("utf-8", "replace") for path in folder.glob("told.*")))
    later = host.asked()[fetched:]
    checks.that(later and {one.status for one in later} == {304},
                "the second asks only whether anything is new",
                [(one.path, one.status) for one in later])
    lines = (folder / "environment").read_text().splitlines()
    environment = dict(line.split("=", 1) for line in lines if "=" in line)
    checks.equal(environment.get("PATH"), "/usr/bin:/bin", "cron's own environment")
    checks.that("TERM" not in environment and "LC_ALL" not in environment, "without a terminal", environment)
    checks.equal(len(job.clean_files()), 5, "clean/ is there")


def main():
    lines = line_of_deploy()
    wanted = r"\d+ \* \* \* \* cleancopy run /etc/cleancopy/job\.toml --quiet"
    if len(lines) != 1 or not re.fullmatch(wanted, lines[0]):
        sys.exit(f"deploy/cron/crontab: one line is to be enough: {lines}")
    reason = why_not()
    if reason:
        print(f"SKIPPED: {reason}")
        sys.exit(77)
    checks = Checks()
    with scratch("cron") as folder, Host() as host:
        os.chmod(folder, 0o755)
        feed = host.publish([Story(n) for n in range(5)])
        job = Job(folder, [{"url": feed, "every": 1}])
        write_crontab(job, job.folder)
        check_runs(checks, job, host, job.folder)
    checks.leave("facts")


main()
