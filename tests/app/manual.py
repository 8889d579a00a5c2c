"""The man page names what the program takes: each option of each command, with its values, and no other;
the exit codes of the README; and it is set without a warning. `python3 manual.py PROGRAM SOURCE PAGE`"""
import re
import subprocess
import sys

from checks import Checks
from program import SOURCE, run

SOURCE_TEXT = (SOURCE / "docs/cleancopy.1.scd").read_text("utf-8")
SECTIONS = {"": "OPTIONS OF THE PROGRAM", "clean": "CLEAN", "explain": "EXPLAIN", "rules": "RULES",
            "run": "RUN AND FETCH", "state": "STATE", "drift": "DRIFT"}
checks = Checks()


def section(title):
    return re.search(rf"^# {title}\n(.*?)(?=^# |\Z)", SOURCE_TEXT, re.M | re.S)[1]


def options_in_help(*command):
    """{"--from": "html|text", "--removed": ""}, from --help; -h is in the section of the program."""
    text = run(*command, "--help").decode()
    found = re.findall(r"^  (?:-[a-z],)?(--[a-z-]+)(?: (\S+))?(?: \.\.\.)?(?:  |$)", text, re.M)
    return {option: value for option, value in found if option != "--help" or not command}


def options_in_manual(title):
    heads = re.findall(r"^(?:\*-[a-z]\*(?: _[A-Z]+_)?, )?\*(--[a-z-]+)\*(?: (.+))?$", section(title), re.M)
    inline = re.findall(r"All take \*(--[a-z]+)\* (\S+);", section(title))
    return {option: re.sub(r"[*_]", "", value) for option, value in heads + inline}


for name, title in SECTIONS.items():
    told = options_in_manual(title)
    there = options_in_help(*name.split())
    if name:
        listed = run(name, "--help").decode().partition("Subcommands:")[2]
        for command in re.findall(r"^  ([a-z]+)  ", listed, re.M):
            there |= options_in_help(name, command)
            checks.that(f"*{command}*\n" in section(title), f"man page, {title}: {command} is not there")
    for option in sorted(told.keys() | there.keys()):
        checks.that(told.get(option) == there.get(option),
                    f"man page, {title}: {option} is {told.get(option)!r}, in --help {there.get(option)!r}")

table = re.search(r"^## Exit codes\n(.*?)^## ", (SOURCE / "README.md").read_text("utf-8"), re.M | re.S)[1]
wanted = {code for row in re.findall(r"^\| ([\d, ]+) \|", table, re.M) for code in row.split(", ")}
told = set(re.findall(r"\*(\d+)\*", section("EXIT STATUS")))
checks.that(told == wanted, f"man page: exit codes {sorted(told)}, in the README {sorted(wanted)}")

page = sys.argv[3]
done = subprocess.run(["groff", "-ww", "-z", "-man", "-Tutf8", page], stderr=subprocess.PIPE)
checks.that(done.returncode == 0 and not done.stderr, f"man page: {done.stderr.decode()}")
shown = subprocess.run(["groff", "-man", "-Tutf8", "-P-cbou", page], stdout=subprocess.PIPE,
                       check=True).stdout.decode()
checks.that(re.search(r"^SYNOPSIS\n +cleancopy clean \[OPTIONS\]", shown, re.M),
            "man page: it has no SYNOPSIS to read")
checks.leave("statements")
