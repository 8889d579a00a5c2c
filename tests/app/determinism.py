"""The records do not depend on the number of workers, on the order of the pages or on shards.

    python3 determinism.py PROGRAM SOURCE_DIR

The project's own pages as JSONL: the same records, each once, from 1, 2 and 8 workers, from lines in
another order, and from 1, 7 and 100 shards; compressed, too.
"""
import gzip
import hashlib
import json
import pathlib
import random
import subprocess
import tempfile

from program import PROGRAM, SOURCE, clean, leave, make_rules

SHARDS = (1, 7, 100)


def lines_of_pages():
    for path in sorted((SOURCE / "raw").rglob("*")):
        if path.suffix not in (".html", ".txt"):
            continue
        below = path.relative_to(SOURCE / "raw")
        record = {"id": str(below), "url": f"http://{below}",
                  "html" if path.suffix == ".html" else "text": path.read_bytes().decode(errors="replace")}
        yield (json.dumps(record) + "\n").encode()


def digest(records):
    """Of the records in any order."""
    hashes = sorted(hashlib.sha256(record).hexdigest() for record in records.splitlines())
    return len(hashes), hashlib.sha256("".join(hashes).encode()).hexdigest()


def shard(folder, number, count):
    """The records of one shard; --rules without the sites' files, which take long to load a hundred times."""
    subprocess.run([PROGRAM, "clean", "p.jsonl", "-o", f"of-{count}/", "--to", "jsonl", "--compress", "gzip",
                    "--shard", f"{number}/{count}", "--rules", "rules", "--quiet"], cwd=folder, check=True)
    part = folder / f"of-{count}/part-{number:05}-of-{count:05}.jsonl.gz"
    return gzip.decompress(part.read_bytes())


def main():
    slips, checked = [], 0
    lines = list(lines_of_pages())
    wanted = digest(clean("-", "--from", "jsonl", "--to", "jsonl", "--jobs", "1", data=b"".join(lines)))
    if wanted[0] != len(lines):
        slips.append(f"{len(lines)} pages, {wanted[0]} records")
    shuffled = random.Random(20261122).sample(lines, len(lines))
    for what, data, jobs in (("2 workers", lines, 2), ("8 workers", lines, 8),
                             ("another order", shuffled, 2)):
        got = clean("-", "--from", "jsonl", "--to", "jsonl", "--jobs", str(jobs), data=b"".join(data))
        checked += 1
        if digest(got) != wanted:
            slips.append(f"{what}: other records than one worker gives")
    with tempfile.TemporaryDirectory(prefix="cleancopy-shards-") as folder:
        folder = pathlib.Path(folder)
        make_rules(folder)
        (folder / "p.jsonl").write_bytes(b"".join(lines))
        whole = subprocess.run([PROGRAM, "clean", "p.jsonl", "--to", "jsonl", "--rules", "rules", "--quiet"],
                               cwd=folder, check=True, stdout=subprocess.PIPE).stdout
        for count in SHARDS:
            parts = b"".join(shard(folder, number, count) for number in range(1, count + 1))
            checked += 1
            if digest(parts) != digest(whole):
                slips.append(f"{count} shards: other records than a whole run gives")
    leave(slips, checked, "ways")


main()
