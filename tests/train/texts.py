"""Plain text of pages with human gold, its lines labelled: what the line judge learns from and is scored on.

Three kinds of each page: "visible", all that it shows, a block a line; "extracted", what an
extractor leaves: the title, the story and much of what lies in and just around it; "clean", title
and story alone. What of the rest an extracted text keeps is drawn by lot; the lots are fixed.
"""
import itertools
import random

import gold

KINDS = ["visible", "extracted", "clean"]
LIST_ITEM = 2  # Role of src/cleancopy.h


class Text:
    def __init__(self, kind, page, lines, labels):
        self.kind, self.page, self.lines, self.labels = kind, page, lines, labels


def shown(blocks, clues):
    """The blocks of a page that can be seen, as (text, is list item, is title)."""
    hidden, role, title = (clues.index(name) for name in ("in_hidden", "role", "is_title"))
    return [(b["text"], b["clues"][role] == LIST_ITEM, b["clues"][title] == 1)
            for b in blocks if not b["clues"][hidden]]


def marked(lots, blocks):
    """The lines of the blocks; half of the texts mark the items of lists."""
    mark = lots.choice(["", "\u2022 "])
    return [mark + text if is_item else text for text, is_item, _ in blocks]


def title_of(page, blocks):
    return page.get("title") or next((text for text, _, is_title in blocks if is_title), None) or "Untitled"


def survivors(lots, labels):
    """Numbers of the blocks that an extractor leaves of a page."""
    story = [i for i, label in enumerate(labels) if label == gold.STORY]
    begin, end = story[0] - lots.randint(0, 4), story[-1] + lots.randint(0, 10)
    between, outside = lots.choice([.15, .4, .8, 1]), lots.choice([0, 0, .02, .1])
    kept = []
    for label, run in itertools.groupby(range(len(labels)), key=labels.__getitem__):
        stays = lots.random() < between
        for i in run:
            lot = lots.random()
            if label == gold.STORY or (stays and lot < .85 if begin <= i <= end else lot < outside):
                kept.append(i)
    return kept


def texts_of(page, paragraphs, blocks, drafts=1):
    """The texts of one page: a visible one, `drafts` extracted ones, a clean one; none if it has no story."""
    labels = gold.labels_of([text for text, _, _ in blocks], paragraphs, page.get("optional") or ())
    if gold.STORY not in labels:
        return []
    texts = [Text("visible", page, [text for text, _, _ in blocks], labels)]
    chosen = [("extracted", draft) for draft in range(drafts)] + [("clean", 0)]
    title = title_of(page, blocks)
    for kind, draft in chosen:
        lots = random.Random(f"{page['id']} {kind} {draft}")
        numbers = survivors(lots, labels) if kind == "extracted" else range(len(blocks))
        numbers = [i for i in numbers if (labels[i] == gold.STORY if kind == "clean" else not blocks[i][2])]
        lines = marked(lots, [blocks[i] for i in numbers])
        texts.append(Text(kind, page, [title, *lines], [gold.UNKNOWN, *(labels[i] for i in numbers)]))
    return texts
