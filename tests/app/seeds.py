"""The seed documents: each comes out as its clean twin, each removed line is accounted for.

A removed line must stand in the record's `removed` with a kind that fits its label, once for each
time it is listed; and cleaning the clean twin gives the clean twin.
"""
import collections
import json

from program import SHARED, clean, difference, leave, skip_unless

FITTING = {
    "donation_appeal": {"donation"},
    "newsletter_prompt": {"newsletter"},
    "image_caption": {"caption"},
    "app_promo": {"app"},
    "social_prompt": {"social"},
    "comments_prompt": {"comments", "register"},
    "byline_date": {"byline", "date"},
}


def unaccounted(name, labelled, removed):
    """The labelled lines that are not among the removed ones under a fitting kind."""
    left = collections.Counter((block["kind"], block["text"]) for block in removed)
    for line in labelled:
        fits = [kind for kind in FITTING[line["kind"]] if left[kind, line["text"]] > 0]
        if fits:
            left[fits[0], line["text"]] -= 1
        else:
            kinds = sorted({kind for kind, text in left if text == line["text"]}) or "nothing"
            yield f"{name}: {line['kind']} {line['text']!r} was removed as {kinds}"


seeds = SHARED / "seeds"
skip_unless(seeds)
failures = []
pages = sorted(seeds.glob("*.raw.txt"))
for page in pages:
    name = page.name.removesuffix(".raw.txt")
    wanted = (seeds / f"{name}.clean.txt").read_bytes()
    labelled = [json.loads(line)
                for line in (seeds / f"{name}.removed.jsonl").read_text("utf-8").splitlines()]
    failures += difference(f"{name}.raw.txt", wanted, clean(page))
    failures += difference(f"{name}.clean.txt", wanted, clean(seeds / f"{name}.clean.txt"))
    record = json.loads(clean(page, "--to", "jsonl", "--removed"))
    failures += unaccounted(name, labelled, record["removed"])
leave(failures, len(pages), "seed documents")
