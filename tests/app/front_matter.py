"""The front matter of Markdown, read by a YAML parser, says what the JSON record of the same page says.

The parser is PyYAML, which reads YAML 1.1: the stricter case, for there `no` is false, 1:20 is a
number and U+0085 ends a line, unless a string is quoted and escaped as it should be.
"""
import json
import pathlib
import tempfile

import yaml

from program import clean, leave

TITLES = [
    "Ferry returns", "no", "~", "null", "2024-02-03", "1:20", "0x1F", "- item", "? key", "key: value",
    "a # b", 'He said "no"', "C:\\new\\table", "'single'", "{a: b}", "[a, b]", "&anchor", "*alias",
    "!tag", "%YAML 1.2", "@at", "`tick`", "---", "...", "| literal", "> folded",
    "é 港 😀 “quoted”", "عنوان الخبر", "x" * 2000,
]
# What normalisation leaves no trace of in titles reaches the front matter in addresses.
TAILS = ["", "?a=1&b=[2]#c", "\u0000\u001b[31m", "\u007f\u0085\u009f", "\u2028\u2029", "\ufeff\ufffe\uffff",
         "\t\n\r"]
STORY = "".join(f"<p>On day {n} the ferry came back to the harbour, and the pier was as full of people as "
                "on the day before, the harbour master said.</p>" for n in range(6))


def record(number, title):
    meta = json.dumps({"@type": "NewsArticle", "headline": title, "keywords": [title, "no"],
                       "datePublished": "2024-02-03T10:00:00Z", "dateModified": "2024-02-04T11:00:00Z",
                       "inLanguage": "en-GB", "author": [{"name": "Ann Lee"}, {"name": "Bo O'Low"}]})
    meta = meta.replace("<", "\\u003c")
    html = (f"<html lang=en-GB><head><script type=application/ld+json>{meta}</script></head>"
            f"<body><article><h1>{title}</h1>{STORY}</article></body></html>")
    url = f"https://news.example/{number}{TAILS[number % len(TAILS)]}"
    return {"id": f"p{number}", "url": url, "html": html}


def slips(wanted, markdown):
    head = markdown.decode().split("---\n")[1]
    front = yaml.safe_load(head)
    for key in ("title", "standfirst", "authors", "published", "modified", "language", "url", "site",
                "flags"):
        value = wanted[key] or None
        if front.get(key) != value:
            yield f"{wanted['id']}: {key} is {front.get(key)!r}, in the record {value!r}"
    unquoted = [key for key, value in front.items() if not isinstance(value, (str, list))]
    if unquoted:
        yield f"{wanted['id']}: {unquoted} are no strings"
    if "tags" not in front:
        yield f"{wanted['id']}: its tags are gone: {head}"


failures, checked = [], 0
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    pages = folder / "pages.jsonl"
    pages.write_text("".join(json.dumps(record(n, title)) + "\n" for n, title in enumerate(TITLES)))
    records = [json.loads(line) for line in clean(pages, "--to", "jsonl").splitlines()]
    clean(pages, "--to", "markdown", "-o", f"{folder}/out/")
    for wanted in records:
        failures += slips(wanted, (folder / "out/pages" / f"{wanted['id']}.md").read_bytes())
        checked += 1
leave(failures, checked, "front matters")
