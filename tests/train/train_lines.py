"""Learns the trees and phrase weights of src/blocks/line_forest_table.cpp from pages with human gold.

usage: train_lines.py EVIDENCE RULES CORPUS TABLE

The arguments, the third that is held out and the promises are train.py's; the texts are those of
texts.py. A line of story counts more than one of furniture: to lose it is the worse slip.
"""
import collections
import json
import math
import re
import subprocess
import sys
import threading

import numpy
import xgboost

import gold
import texts
import train

ROUNDS = 60
TREES = dict(train.TREES, max_depth=5, max_leaves=20, grow_policy="lossguide", eta=.15, min_child_weight=2,
             reg_lambda=2)
DRAFTS = 2                              # extracted texts of a page
STORY_WEIGHT = {"visible": 1.2, "extracted": 4, "clean": 4}
FEWEST_DOMAINS, WEAKEST_PHRASE, MOST_PHRASES = 8, 7, 1000
PHRASE_CLUES = ["phrase_least", "phrase_most", "phrase_sum", "phrase_mean"]
NEIGHBOURS = {"phrase_sum_1_before": -1, "phrase_sum_2_before": -2, "phrase_sum_1_after": 1,
              "phrase_sum_2_after": 2}


def evidence_of(program, rules, made):
    """The program's lines of each text, in order."""
    process = subprocess.Popen([program, rules], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for text in made:
            record = {"id": text.page["id"], "url": "", "text": "\n".join(text.lines)}
            process.stdin.write((json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
        process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    answers = [json.loads(line)["blocks"] for line in process.stdout]
    if process.wait() != 0:
        sys.exit("train_lines: the evidence program failed")
    return answers


class Lines:
    """One text with its labels and clues."""
    def __init__(self, corpus, text, blocks):
        self.corpus, self.kind, self.id = corpus, text.kind, text.page["id"]
        self.domain = train.domain_of(text.page.get("url"))
        self.third, self.fold = (train.part_of(self.domain, salt, n)
                                 for salt, n in (("third", train.THIRDS), ("fold", train.FOLDS)))
        self.is_open = numpy.array([block["open"] for block in blocks])
        self.clues = numpy.array([block["clues"] for block in blocks], numpy.int16)
        self.phrases = [block["phrases"] for block in blocks]
        self.labels = numpy.array(text.labels)
        self.words = numpy.array([len(block["text"].split()) for block in blocks], float)

    def weights(self):
        """Long lines weigh more, a text of many lines no more than one of a hundred, story more."""
        weights = numpy.minimum(30, 10 + self.words) / 20
        weights *= min(1, (100 if self.kind == "visible" else 200) / len(weights))
        return numpy.where(self.labels == gold.STORY, STORY_WEIGHT[self.kind], 1) * weights


# ---- phrases ----

def phrase_table(pages):
    """Eighths of the log-odds that a line with the phrase is story: the best told. A domain has a vote."""
    votes = collections.defaultdict(lambda: [0, 0, 0])
    by_domain = collections.defaultdict(list)
    for page in pages:
        if page.kind == "visible":
            by_domain[page.domain].append(page)
    for group in by_domain.values():
        seen = (collections.Counter(), collections.Counter())
        for page in group:
            for i in numpy.nonzero(page.labels != gold.UNKNOWN)[0]:
                if page.words[i] <= 60:
                    seen[page.labels[i]].update(set(page.phrases[i]))
        for phrase in seen[0] | seen[1]:
            share = seen[1][phrase] / (seen[0][phrase] + seen[1][phrase])
            vote = votes[phrase]
            vote[0] += 1 - share
            vote[1] += share
            vote[2] += 1
    weights = {phrase: (round(8 * math.log((story + .5) / (furniture + .5))), domains)
               for phrase, (furniture, story, domains) in votes.items()
               if domains >= FEWEST_DOMAINS and re.fullmatch(r"[\^$\w ]+", phrase)}
    told = sorted(((-abs(weight) * math.sqrt(domains), phrase)
                   for phrase, (weight, domains) in weights.items()
                   if abs(weight) >= WEAKEST_PHRASE))[:MOST_PHRASES]
    return {phrase: weights[phrase][0] for _, phrase in told}


def phrase_clues(table, phrases):
    """As LineEvidence has them (src/blocks/line_evidence.cpp, look_at_phrases)."""
    known = [table[phrase] for phrase in phrases if phrase in table]
    total = max(-999, min(999, sum(known)))
    return [min([0, *known]), max([0, *known]), total, int(sum(known) / len(known)) if known else 0]


def matrix(page, table, clues):
    filled = page.clues.copy()
    found = numpy.array([phrase_clues(table, phrases) for phrases in page.phrases], numpy.int16)
    filled[:, [clues.index(name) for name in PHRASE_CLUES]] = found
    padded = numpy.pad(found[:, PHRASE_CLUES.index("phrase_sum")], 2)
    for name, step in NEIGHBOURS.items():
        filled[:, clues.index(name)] = padded[2 + step:2 + step + len(found)]
    clipped = numpy.pad(numpy.clip(padded[2:-2], -60, 60).astype(int), 4)
    filled[:, clues.index("phrases_near")] = sum(clipped[4 + step:4 + step + len(found)]
                                                 for step in range(-4, 5) if step)
    return filled


# ---- trees ----

def learn(pages, clues):
    """A booster and the phrase table it goes with. Its own pages see tables that are not made from them."""
    part = lambda page: train.part_of(page.domain, "names", train.THIRDS)
    tables = [phrase_table([p for p in pages if part(p) != k]) for k in range(train.THIRDS)]
    rows = numpy.vstack([matrix(p, tables[part(p)], clues) for p in pages])
    labels = numpy.concatenate([p.labels for p in pages])
    weights = numpy.concatenate([p.weights() for p in pages])
    # Lines that rules take are learned from too: they teach what prompts say that no rule knows.
    used = labels != gold.UNKNOWN
    data = xgboost.DMatrix(rows[used], label=labels[used], weight=weights[used])
    return xgboost.train(TREES, data, ROUNDS), phrase_table(pages)


def scores(page, booster, table, clues):
    """Log-odds of each line; what rules took is far below."""
    odds = booster.predict(xgboost.DMatrix(matrix(page, table, clues)), output_margin=True)
    return numpy.where(page.is_open, odds, -99)


def figures(pages):
    """Word F1, and the share of open lines of story that are lost, by corpus."""
    found = collections.defaultdict(list)
    for page in pages:
        chosen, story, known = page.odds > 0, page.labels == gold.STORY, page.labels != gold.UNKNOWN
        right, extra, missed = ((page.words * part * known).sum()
                                for part in (chosen & story, chosen & ~story, ~chosen & story))
        lost = (~chosen & story & page.is_open).sum()
        found[page.corpus].append((2 * right / max(1, 2 * right + extra + missed), lost,
                                   (story & page.is_open).sum()))
    return {name: (numpy.mean([f for f, _, _ in rows]),
                   sum(x for _, x, _ in rows) / max(1, sum(n for _, _, n in rows)))
            for name, rows in found.items()}


def measure(pages, clues):
    learned = [p for p in pages if p.third != train.HELD_OUT]
    held = [p for p in pages if p.third == train.HELD_OUT]
    for fold in range(train.FOLDS):
        booster, table = learn([p for p in learned if p.fold != fold], clues)
        for page in learned:
            if page.fold == fold:
                page.odds = scores(page, booster, table, clues)
    booster, table = learn(learned, clues)
    for page in held:
        page.odds = scores(page, booster, table, clues)
    lines = [f"{'':24}{'learned from, crossed':>23}{'held out':>25}"]
    for kind in texts.KINDS:
        crossed, apart = (figures([p for p in part if p.kind == kind]) for part in (learned, held))
        for name in train.CORPORA:
            lines.append(f"{kind:<10} {name:<13}" + "".join(f"  F1 {f:.4f} lost {100 * lost:.2f} %"
                                                           for f, lost in (crossed[name], apart[name])))
    return booster, table, lines


def made_texts(program, rules, corpus):
    """(corpus, Text) of each text that can be made of the pages."""
    clues = subprocess.run([program, "--clues"], capture_output=True, text=True, check=True).stdout.split()
    found = list(train.read_pages(corpus))
    blocks = train.evidence_of(program, rules, corpus, [page for _, page, _ in found])
    return [(name, text) for name, page, paragraphs in found
            for text in texts.texts_of(page, paragraphs, texts.shown(blocks[page["id"]], clues), DRAFTS)]


def write_table(path, booster, table, lines):
    (rows, starts), phrases = train.split_rows(booster), train.weight_rows(table)
    head = "\n".join(f"//   {line}".rstrip() for line in lines)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""// Generated by `./dev train`; do not edit. {len(starts)} trees of {len(rows)} splits \
and {len(phrases)} phrases, learned with
// xgboost {xgboost.__version__} from texts made of two thirds of the pages of scrapinghub, fundus-eval, \
fundus-tests and
// wcxb-dev (by domain): all that a page shows, what an extractor leaves of it, and its story alone. Without
// the margins of blocks/line_judge.cpp, each text judged by trees that had not seen its domain: word F1,
// and the share of the story's lines that are lost.
//
{head}
#include "blocks/forest.h"

namespace cleancopy {{
namespace {{

constexpr Split kLineSplits[] = {{
{train.wrapped(rows)}
}};

constexpr std::uint32_t kLineTrees[] = {{
{train.wrapped(map(str, starts))}
}};

constexpr NameWeight kAllPhrases[] = {{
{train.wrapped(phrases)}
}};

}}  // namespace

const Forest kLineForest{{kLineSplits, kLineTrees}};
const std::span<const NameWeight> kPhraseWeights = kAllPhrases;

}}  // namespace cleancopy
""")


def main():
    program, rules, corpus, path = sys.argv[1:]
    clues = subprocess.run([program, "--line-clues"], capture_output=True, text=True,
                           check=True).stdout.split()
    made = made_texts(program, rules, corpus)
    answers = evidence_of(program, rules, [text for _, text in made])
    pages = [Lines(name, text, blocks) for (name, text), blocks in zip(made, answers)
             if len(blocks) == len(text.labels)]
    print(f"{len(made)} texts, {len(made) - len(pages)} left out")
    booster, table, lines = measure(pages, clues)
    print("\n".join(lines))
    write_table(path, booster, table, lines)


if __name__ == "__main__":
    main()
