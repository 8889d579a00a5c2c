"""The README's commands work as shown: each ```console block is run, in order, in a copy of the project.

    $ cleancopy clean page.html        a command; it must succeed
    Harbour wall to be raised …        its output, if any is shown; … stands for anything,
    …                                  and alone on a line for any number of lines

`./dev` commands are not run (a test that runs the tests would never end) but must be commands that
`./dev help` lists; `git clone`, and `cd` and `sudo` lines are the reader's own affair. The rest finds
the program both as `cleancopy` and as `build/release/cleancopy`.
"""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from program import PROGRAM, SOURCE, leave

OWN_AFFAIR = ("git clone ", "cd ", "sudo ")


def commands(readme):
    """Each command of the console blocks with the lines shown below it."""
    for block in re.findall(r"^```console\n(.*?)^```", readme, re.M | re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            lines = part.rstrip("\n").split("\n")
            while len(lines) > 1 and lines[0].endswith("\\"):
                lines[:2] = [lines[0][:-1] + lines[1].lstrip()]
            yield lines[0], lines[1:]


def pattern(shown):
    """A regular expression for output as the README shows it."""
    lines = [".*\n" if line == "…" else re.escape(line).replace("…", "[^\n]*") + "\n" for line in shown]
    return re.compile("".join("(?:.*\n)*?" if line == ".*\n" else line for line in lines))


def copy_project(folder):
    for name in ("raw", "clean", "rules"):
        shutil.copytree(SOURCE / name, folder / name)
    for name in ("README.md", "CHANGELOG.md", "LICENSE"):
        shutil.copy(SOURCE / name, folder / name)
    program = folder / "build/release/cleancopy"
    program.parent.mkdir(parents=True)
    program.symlink_to(PROGRAM)
    (folder / ".gitignore").write_text("/build/\n")
    identity = ["-c", "user.name=reader", "-c", "user.email=reader@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "as published"]):
        subprocess.run(["git", *command], cwd=folder, env=environment(folder), check=True)


def environment(folder):
    path = f"{folder}/build/release:{os.environ.get('PATH', '/usr/bin:/bin')}"
    return {"PATH": path, "HOME": str(folder), "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_PAGER": "cat"}


def slips(command, shown, folder, dev_help):
    if command.startswith(OWN_AFFAIR):
        return
    if command.startswith("./dev"):
        if not re.search(rf"^  {re.escape((command.split() + ['help'])[1])} ", dev_help, re.M):
            yield f"$ {command}: ./dev help does not list it"
        return
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=folder, env=environment(folder),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    printed = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        yield f"$ {command}\nexit {done.returncode}\n{printed}"
    elif shown and not pattern(shown).fullmatch(printed if printed.endswith("\n") else printed + "\n"):
        yield f"$ {command}\nis shown to print\n" + "\n".join(shown) + f"\nbut prints\n{printed}"


failures, checked = [], 0
listed = subprocess.run([SOURCE / "dev", "help"], capture_output=True, check=True).stdout.decode()
with tempfile.TemporaryDirectory() as name:
    copy_project(pathlib.Path(name))
    for command, shown in commands((SOURCE / "README.md").read_text("utf-8")):
        failures += slips(command, shown, pathlib.Path(name), listed)
        checked += 1
leave(failures, checked, "commands")
