"""What the tests of the whole program share: running it, comparing texts, leaving with a verdict.

Every script here is `python3 SCRIPT PROGRAM SOURCE_DIR`; it prints what is wrong and exits 1, or
exits 77 (skipped, to ctest) when the pages it needs are not there.
"""
import difflib
import os
import pathlib
import subprocess
import sys

PROGRAM = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).absolute()
SHARED = SOURCE.parent / "shared"


def run(*arguments, data=b"", cwd=None):
    """Standard output of the program, which must succeed."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], input=data, cwd=cwd,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        command = " ".join(map(str, arguments))
        sys.exit(f"cleancopy {command}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def clean(*arguments, data=b""):
    return run("clean", *arguments, "--rules", SOURCE / "rules", "--quiet", data=data)


def make_rules(folder):
    """rules/ in the folder, of one rule: those of the house take seconds to load under a sanitizer."""
    rules = pathlib.Path(folder) / "rules"
    rules.mkdir()
    (rules / "generic.toml").write_text('[drop]\nnewsletter = ["~ ^Sign up to our newsletter"]\n')
    return rules


def difference(name, wanted, got):
    """A unified diff of two byte strings; nothing when they are equal."""
    if wanted == got:
        return []
    before, after = (text.decode(errors="backslashreplace").splitlines() for text in (wanted, got))
    lines = difflib.unified_diff(before, after, f"{name} (wanted)", f"{name} (got)", lineterm="")
    return ["\n".join(lines) or f"{name}: differs in its line ends"]


def skip_unless(folder):
    if not folder.is_dir():
        print(f"SKIPPED: {folder} is not here")
        sys.exit(77)


def leave(failures, checked, what):
    """The end of a test: a test that looked at nothing has failed."""
    if checked == 0:
        failures = [*failures, f"found no {what} to check"]
    for failure in failures:
        print(failure)
    print(f"{checked} {what} checked, {len(failures)} failures")
    sys.exit(1 if failures else 0)
