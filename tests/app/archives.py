"""The same pages give the same records as JSONL, as a folder and as a WARC archive, packed or not.

    python3 archives.py PROGRAM SOURCE_DIR [STEP]     also every STEP-th page of the corpora, if they exist

Also: what is broken in an archive is told by its offset and costs nothing else, and the exit code tells.
"""
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib

from program import PROGRAM, SHARED, SOURCE, clean, leave

DAY = "2035-11-22T10:11:12Z"  # of the crawl: after any page, for a folder cannot tell it


def own_pages():
    for file in sorted((SOURCE / "raw").glob("*/*.html"))[::17][:10]:
        yield {"host": file.parent.name, "html": file.read_bytes()}


def corpus_pages(step):
    for corpus in sorted((SHARED / "corpus").glob("*.jsonl")):
        records = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
        for record in [record for record in records if "html" in record][::step]:
            host = re.match(r"https?://([^/:]+\.[a-z]+)/", record["url"] + "/")
            html = gzip.decompress((SHARED / "corpus" / record["html"]).read_bytes())
            # Names of folders are taken for hosts in lower case only.
            if host and html.decode("utf-8", "replace").encode() == html:
                yield {"host": host[1], "html": html}


def chunked(body):
    pieces = [body[at:at + 4000] for at in range(0, len(body), 4000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def response(number, html):
    """As servers send it: plain, packed, in chunks, over HTTP/1.1 and 2."""
    fields = b"Content-Type: text/html\r\n"
    body = html
    if number % 3 == 1:
        body, fields = gzip.compress(body), fields + b"Content-Encoding: gzip\r\n"
    if number % 3 == 2:
        body, fields = zlib.compress(body), fields + b"Content-Encoding: deflate\r\n"
    if number % 2:
        body, fields = chunked(body), fields + b"Transfer-Encoding: chunked\r\n"
    status = b"HTTP/2 200" if number % 5 == 0 else b"HTTP/1.1 200 OK"
    return status + b"\r\n" + fields + b"\r\n" + body


def record(kind, fields, block):
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\n{fields}Content-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def warc_records(pages):
    yield record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: none\r\n")
    for number, page in enumerate(pages):
        fields = f"WARC-Record-ID: <{page['id']}>\r\nWARC-Target-URI: {page['url']}\r\nWARC-Date: {DAY}\r\n"
        yield record("request", "Content-Type: application/http; msgtype=request\r\n",
                     b"GET / HTTP/1.1\r\n\r\n")
        yield record("response", fields + "Content-Type: application/http; msgtype=response\r\n",
                     response(number, page["html"]))
        yield record("metadata", "Content-Type: application/warc-fields\r\n", b"fetchTimeMs: 7\r\n")


def write_forms(folder, pages):
    """Each way to store the pages, by name."""
    lines = b"".join(json.dumps({"id": page["id"], "url": page["url"], "crawled": DAY,
                                 "html": page["html"].decode()}).encode() + b"\n" for page in pages)
    records = list(warc_records(pages))
    files = {"p.jsonl": lines, "p.jsonl.gz": gzip.compress(lines), "p.warc": b"".join(records),
             "p.warc.gz": b"".join(map(gzip.compress, records)),
             "one.warc.gz": gzip.compress(b"".join(records))}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for packed in ("", ".gz"):
        for page in pages:
            file = folder / f"pages{packed}" / page["place"] / page["host"] / f"page.html{packed}"
            file.parent.mkdir(parents=True)
            file.write_bytes(gzip.compress(page["html"]) if packed else page["html"])
    return [*files, "pages", "pages.gz"]


def told(output, without=()):
    records = [json.loads(line) for line in output.decode().splitlines()]
    return [{key: value for key, value in record.items() if key not in without} for record in records]


def slips(pages):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        forms = write_forms(folder, pages)
        wanted = clean(folder / "p.jsonl", "--to", "jsonl", "--removed")
        if len(told(wanted)) != len(pages):
            yield f"{len(pages)} pages gave {len(told(wanted))} records"
        for form in forms:
            data = (folder / form).read_bytes() if "pages" not in form else None
            got = clean(folder / form, "--to", "jsonl", "--removed")
            # A file has no address and no day of its crawl, and its path for an id.
            missing = ("id", "url") if data is None else ()
            different = [a["id"] for a, b, c in zip(told(wanted), told(wanted, missing), told(got, missing))
                         if b != c]
            if different or len(told(got)) != len(pages):
                yield f"{form}: {len(told(got))} records, other than those of JSONL: {different}"
            if data and got != clean("-", "--from", form.split(".")[1], "--to", "jsonl", "--removed",
                                     data=data):
                yield f"{form}: other records from standard input"


def broken_slips(pages):
    """One member of many is broken: it is told, the others come out, the exit code tells how bad it is."""
    members = list(map(gzip.compress, warc_records(pages)))
    victim = 2 + 3 * 4  # the fifth response
    member = bytearray(members[victim])
    member[len(member) // 2] ^= 0xFF
    offset = sum(map(len, members[:victim]))
    with tempfile.TemporaryDirectory() as name:
        file = pathlib.Path(name) / "x.warc.gz"
        file.write_bytes(b"".join(members[:victim]) + member + b"".join(members[victim + 1:]))
        for rate, code in (("0.1", 0), ("0.09", 65)):
            done = subprocess.run([PROGRAM, "clean", file, "--to", "jsonl", "--max-error-rate", rate,
                                   "--rules", SOURCE / "rules"], capture_output=True)
            ids = [record["id"] for record in told(done.stdout) if record["status"] != "rejected"]
            if done.returncode != code:
                yield f"one of ten records broken, --max-error-rate {rate}: exit {done.returncode}"
            if ids != [page["id"] for page in pages if page["id"] != pages[4]["id"]]:
                yield f"one record is broken, and these come out: {ids}"
            if f"{file}:@{offset}: its gzip member is broken\n" not in done.stderr.decode():
                yield f"the loss at @{offset} is not told: {done.stderr.decode()}"


def with_names(pages):
    for number, page in enumerate(pages):
        place = f"{number:05}"
        yield {**page, "place": place, "id": f"urn:page:{number}", "url": f"https://{page['host']}/{place}"}


own = list(with_names(own_pages()))
failures = [*slips(own), *broken_slips(own)]
step = int(sys.argv[3]) if len(sys.argv) > 3 else 0
corpus = list(with_names(corpus_pages(step))) if step and (SHARED / "corpus").is_dir() else []
if corpus:
    failures += slips(corpus)
leave(failures, len(own) + len(corpus), "pages in seven forms")
