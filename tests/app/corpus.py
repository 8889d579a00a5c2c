"""Laws on real pages: one record a page, in order; tidy text; the same bytes from any number of workers.

    python3 corpus.py PROGRAM SOURCE_DIR [STEP]      every STEP-th page of each corpus
"""
import gzip
import json
import re
import sys
import unicodedata

from program import SHARED, clean, leave, skip_unless

STEP = int(sys.argv[3]) if len(sys.argv) > 3 else 1
# Soft hyphen, zero-width characters, byte-order mark, controls; any space but one plain one.
UNTIDY = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x1f\x7f]|  |^ | $|[^\\S ]")


def pages():
    for corpus in sorted((SHARED / "corpus").glob("*.jsonl")):
        records = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
        for record in [record for record in records if "html" in record][::STEP]:
            html = gzip.decompress((SHARED / "corpus" / record["html"]).read_bytes())
            yield {"id": record["id"], "url": record["url"], "html": html.decode("utf-8", "replace")}


def slips(page_id, record):
    if record["id"] != page_id:
        yield f"{page_id}: its place holds the record of {record['id']}"
    if record["status"] not in ("cleaned", "no_article"):
        yield f"{page_id}: {record['status']}: {record.get('reason')}"
    for block in record["body"]:
        text = block["text"]
        if UNTIDY.search(text) or not unicodedata.is_normalized("NFC", text) or not text:
            yield f"{page_id}: untidy text {text[:200]!r}"


skip_unless(SHARED / "corpus")
ids, lines = [], []
for page in pages():
    ids.append(page["id"])
    lines.append(json.dumps(page).encode() + b"\n")
data = b"".join(lines)
alone, together = (clean("-", "--from", "jsonl", "--to", "jsonl", "--jobs", jobs, data=data)
                   for jobs in (1, 3))
failures = [] if alone == together else ["three workers write other bytes than one"]
records = [json.loads(line) for line in alone.decode().split("\n") if line]
if len(records) != len(ids):
    failures.append(f"{len(ids)} pages gave {len(records)} records")
for page_id, record in zip(ids, records):
    failures += slips(page_id, record)
leave(failures, len(ids), "pages")
