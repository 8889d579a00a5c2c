"""raw/ cleaned with rules/ is clean/, byte for byte, and each has its twin in the other."""
import pathlib
import tempfile

from program import SOURCE, clean, difference, leave


def files_below(folder):
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


raw, wanted = files_below(SOURCE / "raw"), files_below(SOURCE / "clean")
twin_of = {page: page.with_suffix(".txt") for page in raw}
failures = [f"raw/{page} has no clean twin" for page in sorted(raw) if twin_of[page] not in wanted]
failures += [f"raw/{page} shares its clean twin with another page" for page in sorted(raw)
             if list(twin_of.values()).count(twin_of[page]) > 1]
failures += [f"clean/{text} has no raw page" for text in sorted(wanted - set(twin_of.values()))]

with tempfile.TemporaryDirectory() as folder:
    clean(SOURCE / "raw", "-o", folder)
    for text in sorted(wanted & set(twin_of.values())):
        got = pathlib.Path(folder) / text
        got = got.read_bytes() if got.exists() else b""
        failures += difference(f"clean/{text}", (SOURCE / "clean" / text).read_bytes(), got)
leave(failures, len(raw), "raw pages")
