"""Records with hostile ids and URLs, cleaned into a folder: each has a file of its own below it, in
whatever order they come, and nothing appears anywhere else. The names themselves are tested in
tests/io/file_names_test.cpp."""
import json
import pathlib
import random
import tempfile

from program import clean, leave

PIECES = [
    "..", "../", "..%2f", "%2e%2e/", "..\\", "%00", "\0", "/", "//", "/etc/passwd", ".", " ", "%20", "\n",
    "\x1b[2J", "CON", "aux.txt", "nul.", "LPT1", "-rf", "~", "$(id)", "`id`", "|", "*", "?", "é", "e\u0301",
    "É", "\u202e", "\u200f", "\u200b", "港口", "😀", "abc", "ABC", "line-1", "-0123456789abcdef", ".git",
    "x" * 300, "." * 255,
]
STARTS = ["", "http://x.org/", "https://X.ORG/", "/", "../", "file:///"]
STORY = "".join(f"<p>On day {n} the ferry came back to the harbour, and the pier was as full of people as "
                "on the day before, the harbour master said.</p>" for n in range(3))


def hostile_names(count):
    chance, names = random.Random(20240611), set()
    while len(names) < count:
        names.add(chance.choice(STARTS) + "".join(chance.choices(PIECES, k=chance.randint(1, 5))))
    return sorted(names)


def files_of(folder):
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def cleaned(records, folder):
    """The files that come of the records, below OUT; and those that come anywhere else."""
    folder.mkdir()
    pages = folder / "in.jsonl"
    pages.write_text("".join(json.dumps(record) + "\n" for record in records))
    clean(pages, "-o", f"{folder}/a/b/out/")
    files = files_of(folder)
    del files["in.jsonl"]
    return ({name: text for name, text in files.items() if name.startswith("a/b/out/in/")},
            [name for name in files if not name.startswith("a/b/out/in/")])


failures = []
names = hostile_names(400)
records = [{"id" if n % 2 else "url": name,
            "html": f"<title>Story {n}</title><article><h1>Story {n}</h1>{STORY}"}
           for n, name in enumerate(names)]
with tempfile.TemporaryDirectory() as name:
    files, strays = cleaned(records, pathlib.Path(name) / "in order")
    failures += [f"outside of its folder: {stray!r}" for stray in strays]
    if len(files) != len(names) or len(set(files.values())) != len(names):
        different = len(set(files.values()))
        failures.append(f"{len(names)} records gave {len(files)} files, {different} of them different")
    random.Random(7).shuffle(records)
    shuffled, _ = cleaned(records, pathlib.Path(name) / "shuffled")
    failures += [f"another order gives another file: {file!r}"
                 for file in files if shuffled.get(file) != files[file]]
leave(failures, len(names), "names")
