"""The service and its timer are correct, are as hard as they say, and deny the program nothing that it needs.

    PYTHONPATH=tests/app:tests/fetch python3 systemd.py PROGRAM SOURCE_DIR

systemd itself is not started: `systemd-analyze` judges the units in a root of their own, and the program runs
as the service would have it: as a user who owns one folder, in a mount namespace that is read-only else, with
/proc of processes alone; by strace its system calls are seen to be of those that the filter allows.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

from checks import Checks
from job import NOBODY, Job, can_mount, scratch
from program import SOURCE
from server import Host
from stories import Story

UNITS = SOURCE / "deploy/systemd"
EXPOSURE = 15  # tenths, of 100: from 20 on systemd has a smile no more

# $1 is the one folder to write to, $2 the user, the rest the command.
AS_SERVED = """
set -e; folder=$1 user=$2; shift 2
mount --bind "$folder" "$folder"
for at in $(awk '{ print $2 }' /proc/self/mounts | grep -v -e "^/proc" -e "^/dev" -e "^/sys"); do
  [ "$at" = "$folder" ] || mount -o remount,bind,ro "$at" 2>/dev/null || true
done
mount -t proc -o subset=pid,hidepid=invisible proc /proc
exec setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs \\
  --bounding-set=-all --inh-caps=-all "$@"
"""


def make_root(folder):
    """Debian's units, ours, and the program where the package puts it."""
    units = folder / "usr/lib/systemd/system"
    shutil.copytree("/usr/lib/systemd/system", units, symlinks=True)
    for unit in ("cleancopy.service", "cleancopy.timer"):
        shutil.copy(UNITS / unit, units)
    (folder / "usr/bin").mkdir()
    shutil.copy("/bin/true", folder / "usr/bin/cleancopy")
    return folder


def analyze(root, *words):
    command = ["systemd-analyze", "--no-pager", f"--root={root}", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def check_units(checks, root):
    verified = analyze(root, "verify", "--man=no", "cleancopy.service", "cleancopy.timer")
    checks.that(verified.returncode == 0 and not verified.stderr, "systemd-analyze verify", verified.stderr)
    secure = ("security", "--offline=true", f"--threshold={EXPOSURE}", "cleancopy.service")
    judged = analyze(root, *secure)
    checks.that(judged.returncode == 0, "systemd-analyze security", judged.stdout[-3000:], judged.stderr)
    print("".join(judged.stdout.splitlines(keepends=True)[-1:]))
    more = root / "etc/systemd/system/cleancopy.service.d"
    more.mkdir(parents=True)
    shutil.copy(UNITS / "private-networks.conf", more)
    verified = analyze(root, "verify", "--man=no", "cleancopy.service")
    checks.that(verified.returncode == 0 and not verified.stderr, "with private-networks.conf",
                verified.stderr)
    # A slip would be told: the test of this test.
    (more / "slip.conf").write_text("[Service]\nProtectSytem=strict\n")
    told = analyze(root, "verify", "--man=no", "cleancopy.service").stderr
    checks.that("ProtectSytem" in told, "a slip is told", told)
    timer = (UNITS / "cleancopy.timer").read_text("utf-8")
    for words in ("OnCalendar=hourly", "RandomizedDelaySec=", "Persistent=yes", "WantedBy=timers.target"):
        checks.that(words in timer, f"the timer has {words}")


def allowed_calls():
    """What @system-service without @privileged and @resources allows."""
    def calls(group):
        command = ["systemd-analyze", "--no-pager", "syscall-filter", group]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = set()
        for word in re.findall(r"^ +([@\w-]+)$", told, re.M):
            found |= calls(word) if word.startswith("@") else {word}
        return found
    service = (UNITS / "cleancopy.service").read_text("utf-8")
    lines = re.findall(r"^SystemCallFilter=(~?)(.*)$", service, re.M)
    allowed = set()
    for negates, groups in lines:
        for group in groups.split():
            allowed = allowed - calls(group) if negates else allowed | calls(group)
    return allowed


def check_calls(checks, job):
    if not shutil.which("strace"):
        print("SKIPPED in part: strace is not installed (apt install strace)")
        return
    trace, user = job.folder / "trace", {}
    if os.geteuid() == 0:  # as root SQLite gives files to their owners
        job.give_to(NOBODY)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    done = job.run("--quiet", prefix=["/usr/bin/strace", "-f", "-qq", "-e", "signal=none", "-o", str(trace)],
                   **user)
    checks.equal(done.code, 0, "a run under strace", done)
    lines = re.findall(r"^\d+ +(\w+)\(", trace.read_text(errors="replace"), re.M)
    denied = set(lines) - allowed_calls()
    checks.that(len(set(lines)) > 20, "calls were seen", sorted(set(lines)))
    checks.equal(denied, set(), "system calls that the service denies")


def check_as_served(checks, folder, job):
    if not can_mount():
        print("SKIPPED in part: only root can have a mount namespace")
        return
    own = pathlib.Path(folder) / "var"
    own.mkdir()
    os.chown(own, NOBODY, NOBODY)
    job.give_to(NOBODY)
    text = job.config.read_text("utf-8")
    job.raw, job.clean, job.state = own / "raw", own / "clean", own / "state.sqlite"
    paths = "".join(f'{name} = "{own / file}"\n' for name, file in
                    (("raw", "raw"), ("clean", "clean"), ("state", "state.sqlite")))
    job.config.write_text(paths + text, encoding="utf-8")
    prefix = ["unshare", "--mount", "sh", "-c", AS_SERVED, "sh", str(own), str(NOBODY)]
    for _ in range(2):
        done = job.run("--quiet", prefix=prefix)
        checks.equal(done.code, 0, "a run as the service has it", done)
        checks.equal(done.err + done.out, "", "which prints nothing")
    checks.equal(len(job.clean_files()), 4, "and does its work")
    checks.equal({path.stat().st_uid for path in own.rglob("*")}, {NOBODY}, "as that user")


def main():
    if not shutil.which("systemd-analyze"):
        print("SKIPPED: systemd is not installed (apt install systemd)")
        sys.exit(77)
    checks = Checks()
    with scratch("systemd") as folder, Host() as host:
        os.chmod(folder, 0o755)
        root = pathlib.Path(folder) / "root"
        root.mkdir()
        check_units(checks, make_root(root))
        feed = host.publish([Story(n) for n in range(4)])
        check_calls(checks, Job(folder, [feed]))
        check_as_served(checks, folder, Job(folder, [feed]))
    checks.leave("facts")


main()
