"""Cleaning clean text changes nothing, whether the site is known from its folder or not at all."""
import pathlib
import tempfile

from program import SOURCE, clean, difference, leave

failures = []
texts = sorted((SOURCE / "clean").rglob("*.txt"))
with tempfile.TemporaryDirectory() as folder:
    clean(SOURCE / "clean", "-o", folder)
    for text in texts:
        name, wanted = text.relative_to(SOURCE), text.read_bytes()
        again = pathlib.Path(folder) / text.relative_to(SOURCE / "clean")
        failures += difference(f"{name}, site known", wanted, again.read_bytes() if again.exists() else b"")
        failures += difference(f"{name}, site unknown", wanted, clean("-", "--from", "text", data=wanted))
leave(failures, len(texts), "clean texts")
