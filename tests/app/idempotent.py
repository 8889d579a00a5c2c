"""Cleaning clean text changes nothing, whether the site is known from its folder or not at all.

    python3 idempotent.py PROGRAM SOURCE_DIR [STEP]      every STEP-th text where the site is not known
"""
import pathlib
import sys
import tempfile

from program import SOURCE, clean, difference, leave

STEP = int(sys.argv[3]) if len(sys.argv) > 3 else 1
failures = []
texts = sorted((SOURCE / "clean").rglob("*.txt"))
with tempfile.TemporaryDirectory() as folder:
    clean(SOURCE / "clean", "-o", folder)
    for number, text in enumerate(texts):
        name, wanted = text.relative_to(SOURCE), text.read_bytes()
        again = pathlib.Path(folder) / text.relative_to(SOURCE / "clean")
        failures += difference(f"{name}, site known", wanted, again.read_bytes() if again.exists() else b"")
        if number % STEP == 0:
            failures += difference(f"{name}, site unknown", wanted, clean("-", "--from", "text", data=wanted))
leave(failures, len(texts), "clean texts")
