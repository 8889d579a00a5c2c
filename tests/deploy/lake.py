"""A lake of pages for the tests of deploy/, what a single run makes of it, and how to compare the two.

The scripts here need tests/app on the path of modules, for program.py; ctest puts it there.
"""
import hashlib
import json
import subprocess

from program import PROGRAM, SOURCE, make_rules

SHARDS = 8
DEPLOY = SOURCE / "deploy"


def make_lake(folder, times):
    """lake.jsonl, the project's own pages so many times, and rules/ that load at once."""
    make_rules(folder)
    pages = [path for path in sorted((SOURCE / "raw").rglob("*")) if path.suffix in (".html", ".txt")]
    with open(folder / "lake.jsonl", "w", encoding="utf-8") as lines:
        for turn in range(times):
            for path in pages:
                text = path.read_bytes().decode(errors="replace")
                record = {"id": f"{turn}/{path.relative_to(SOURCE / 'raw')}",
                          "html" if path.suffix == ".html" else "text": text}
                lines.write(json.dumps(record) + "\n")


ARGUMENTS = ("lake.jsonl", "--rules", "rules")


def whole_run(folder):
    return subprocess.run([PROGRAM, "clean", *ARGUMENTS, "--to", "jsonl", "--quiet"], cwd=folder, check=True,
                          stdout=subprocess.PIPE).stdout


def digest(records):
    """Of all lines in the order of their bytes: a merge has the order of shards."""
    return hashlib.sha256(b"".join(sorted(records.splitlines(keepends=True)))).hexdigest()


def unpacked(file):
    """The records, read by the tool that everybody has for it."""
    tool = {".gz": ["gzip", "-dc"], ".zst": ["zstd", "-dcq"]}.get(file.suffix, ["cat"])
    return subprocess.run([*tool, file], check=True, stdout=subprocess.PIPE).stdout


def parts_of(file):
    return sorted((file.parent / f"{file.name}.parts").glob("part-*"))


def slips_of_merged(file, wanted):
    """Are all shards there, and are their records those of a single run?"""
    if len(parts_of(file)) != SHARDS:
        return [f"{len(parts_of(file))} of {SHARDS} parts"]
    return [] if digest(unpacked(file)) == wanted else ["other records than a single run gives"]
