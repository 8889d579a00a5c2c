"""What bash offers when the user presses TAB after a beginning of a command line.

Each row is typed into a function that bash calls; one line is typed for real, on a pseudo-terminal.
"""
import os
import pathlib
import pty
import select
import subprocess
import tempfile
import time

from program import PROGRAM, SOURCE, leave

COMPLETION = SOURCE / "docs/cleancopy.bash"
ASK = """source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cleancopy; printf '%s\\n' "${COMPREPLY[@]}" """

ROWS = [  # words, the last one unfinished; what is offered
    ([""], {"clean", "explain", "rules", "fetch", "run", "state", "drift"}),
    (["ex"], {"explain"}),
    (["--v"], {"--version"}),
    (["clean", ""], {"in put.html", "in.jsonl", "raw"}),
    (["clean", "in."], {"in.jsonl"}),
    (["clean", "--max-page-"], {"--max-page-bytes", "--max-page-seconds"}),
    (["clean", "--out"], {"--out"}),
    (["clean", "-o", "r"], {"raw"}),
    (["clean", "--to", ""], {"text", "markdown", "jsonl"}),
    (["clean", "--to", "m"], {"markdown"}),
    (["clean", "--to", "="], {"text", "markdown", "jsonl"}),
    (["clean", "--to", "=", "j"], {"jsonl"}),
    (["clean", "--summary", ""], {"json"}),
    (["clean", "--jobs", ""], {""}),
    (["clean", "--rules", ""], {"raw"}),
    (["clean", "--removed", "--q"], {"--quiet"}),
    (["clean", "--removed", "in."], {"in.jsonl"}),
    (["clean", "raw", "--to", "jsonl", "--re"], {"--removed", "--rejects"}),
    (["explain", "--from", ""], {"html", "text"}),
    (["explain", "in "], {"in put.html"}),
    (["rules", ""], {"check", "test", "list", "which", "new"}),
    (["rules", "new", "--allow"], {"--allow-private"}),
    (["rules", "new", "in."], {"in.jsonl"}),
    (["rules", "which", ""], {""}),
    (["rules", "check", "--"], {"--help", "--rules"}),
    (["drift", "--j"], {"--json"}),
    (["drift", "in."], {"in.jsonl"}),
    (["state", ""], {"check", "forget", "rebuild"}),
    (["state", "check", "in."], {"in.jsonl"}),
    (["run", "in."], {"in.jsonl"}),
    (["run", "--ca", "in."], {"in.jsonl"}),
    (["fetch", "--summary", ""], {"json"}),
    (["nonsense", "x"], {""}),
]


def offered(words, folder):
    done = subprocess.run(["bash", "-uc", ASK, "bash", COMPLETION, PROGRAM, *words], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.stderr:
        failures.append(f"{words}: {done.stderr.decode()}")
    return set(done.stdout.decode().splitlines()) or {""}


def typed(keys, wanted, folder):
    """Types into an interactive bash, and waits until it shows `wanted`."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"],
                   {"PATH": f"{folder}:/usr/bin:/bin", "TERM": "dumb", "PS1": "$ ", "INPUTRC": "/dev/null"})
    os.write(terminal, f"source '{COMPLETION}'\n{keys}".encode())
    seen, until = "", time.monotonic() + 30
    while wanted not in seen and time.monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 4096).decode()
    os.close(terminal)  # hangs up
    os.waitpid(child, 0)
    return seen


failures, checked = [], 0
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for file in ("in put.html", "in.jsonl"):
        (folder / file).touch()
    (folder / "raw").mkdir()
    for words, wanted in ROWS:
        checked += 1
        got = offered(words, folder)
        if got != wanted:
            failures.append(f"{words}: offered {sorted(got)}, wanted {sorted(wanted)}")
    (folder / "cleancopy").symlink_to(PROGRAM)
    checked += 1
    seen = typed("cleancopy clean --to=ma\tin\\ \t", "cleancopy clean --to=markdown in\\ put.html", folder)
    if "cleancopy clean --to=markdown in\\ put.html" not in seen:
        failures.append(f"typed for real: {seen!r}")
leave(failures, checked, "lines")
