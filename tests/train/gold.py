"""Which blocks of a page are in its human gold: the labels that the trainer learns from.

Blocks and gold are word lists. A block of four words or more matches where most of its 4-word
runs lie in one stretch of the gold; of all matches the heaviest chain that runs forward in both
is taken. Shorter blocks count where the gold between two such anchors has exactly their words.
"""
import collections
import re
import unicodedata

STORY, FURNITURE, UNKNOWN = 1, 0, -1
RUN = 4
LONG = 300
FOLDED = str.maketrans("‘’‚‛′´`ʼ", "''''''''", "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")


def words(text):
    folded = unicodedata.normalize("NFKC", text.translate(FOLDED)).lower()
    return re.findall(r"\w+", folded)


def runs(block):
    return [tuple(block[k:k + RUN]) for k in range(len(block) - RUN + 1)]


def anchors(blocks, gold):
    """(block, first word, past the last word in the gold, matching runs), by block."""
    places = collections.defaultdict(list)
    for place, run in enumerate(runs(gold)):
        places[run].append(place)
    found = []
    for number, block in enumerate(blocks):
        all_runs = runs(block)
        hits = [(k, places[run]) for k, run in enumerate(all_runs) if run in places]
        if not hits or len(hits) < .5 * len(all_runs):
            continue
        starts = collections.Counter(place - k for k, where in hits for place in where[:6])
        for start, count in starts.most_common(3):
            if count >= .4 * len(all_runs):
                # Some pages hold the story a second time, as one block that is hidden.
                weight = count * .8 if len(block) > LONG else count
                found.append((number, start, start + len(block), weight))
    return sorted(found)


def heaviest_chain(found):
    best, back = [], []
    for number, start, end, weight in found:
        slack = 3 + (end - start) // 8
        value, before = 0, -1
        for k, (other, _, other_end, _) in enumerate(found[:len(best)]):
            if other < number and other_end <= start + slack and best[k] > value:
                value, before = best[k], k
        best.append(value + weight)
        back.append(before)
    chain, at = [], max(range(len(best)), key=best.__getitem__, default=-1)
    while at >= 0:
        chain.append(found[at])
        at = back[at]
    return chain[::-1]


def label_short(blocks, gold, chain, labels):
    bounds = [(-1, 0, 0, 0), *chain, (len(blocks), len(gold), len(gold), 0)]
    for (before, _, end, _), (after, start, _, _) in zip(bounds, bounds[1:]):
        at, stop = max(0, end - 2), min(len(gold), start + 2)
        for number in range(before + 1, after):
            block = blocks[number]
            for place in range(at, stop - len(block) + 1) if block else ():
                if gold[place:place + len(block)] == block:
                    labels[number], at = STORY, place + len(block)
                    break


def labels_of(texts, gold, optional=()):
    """STORY, FURNITURE or UNKNOWN for each text of a page. `gold` is a list of paragraphs; those
    numbered in `optional` count neither way, nor does a block that only a part of matches."""
    blocks, gold_words = [words(text) for text in texts], words("\n".join(gold))
    labels = [FURNITURE] * len(blocks)
    chain = heaviest_chain(anchors(blocks, gold_words))
    for number, *_ in chain:
        labels[number] = STORY
    label_short(blocks, gold_words, chain, labels)
    known = set(runs(gold_words))
    for number, block in enumerate(blocks):
        shared = sum(run in known for run in runs(block))
        if labels[number] == FURNITURE and len(block) >= 8 and .25 < shared / (len(block) - RUN + 1) < .5:
            labels[number] = UNKNOWN
    if optional:
        either = labels_of(texts, [gold[k] for k in sorted(optional)])
        labels = [UNKNOWN if is_in == STORY == label else label for is_in, label in zip(either, labels)]
    return labels
