"""Learns the trees and name weights of src/blocks/forest_table.cpp from pages with human gold.

usage: train.py EVIDENCE RULES CORPUS TABLE

EVIDENCE is the program of tests/train/evidence.cpp, RULES a folder with the generic rules alone,
CORPUS the folder of score.py's pages, TABLE the file to write. A third of the pages, by domain,
is held out: it is never learned from, and both figures are printed. Deterministic: fixed seeds, one thread.
"""
import collections
import gzip
import hashlib
import json
import math
import re
import subprocess
import sys
import threading

import numpy
import xgboost

import gold

CORPORA = ["scrapinghub", "fundus-eval", "fundus-tests", "wcxb-dev"]
THIRDS, FOLDS = 3, 5
HELD_OUT = 0                  # this third
ROUNDS = 150                  # deeper trees, more rounds or other weights change no figure beyond its noise
TREES = dict(max_depth=5, eta=.12, subsample=.8, colsample_bytree=.5, min_child_weight=5, reg_lambda=5,
             objective="binary:logistic", base_score=.5, tree_method="hist", nthread=1, seed=7, verbosity=0)
FEWEST_DOMAINS, WEAKEST_NAME = 5, 4   # a name's weight counts from so many domains, from so many eighths on
NAME_CLUES = ["name_least", "name_most", "name_nearest_least", "name_nearest_most", "name_sum", "name_own"]


# ---- pages ----

def domain_of(url):
    host = re.sub(r"^\w+://", "", url or "").split("/")[0].split(":")[0].lower().removeprefix("www.")
    parts = host.split(".")
    second_levels = ("co", "com", "org", "gov", "ac", "net")
    two_level = len(parts) > 2 and parts[-2] in second_levels and len(parts[-1]) == 2
    return ".".join(parts[-3 if two_level else -2:])


def part_of(domain, salt, parts):
    return int(hashlib.md5(f"{salt} {domain}".encode()).hexdigest()[:8], 16) % parts


def read_pages(corpus):
    for name in CORPORA:
        with open(f"{corpus}/{name}.jsonl", encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                paragraphs = page.get("gold") or page.get("gold_text", "").split("\n")
                if any(p.strip() for p in paragraphs):
                    yield name, page, paragraphs


def decode(raw):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        named = re.search(rb"charset\s*=\s*[\"']?\s*([\w\-]+)", raw[:8192], re.I)
        label = named.group(1).decode() if named else "cp1252"
        return raw.decode("cp1252" if label.lower() in ("iso-8859-1", "latin1") else label, "replace")


def evidence_of(program, rules, corpus, pages):
    """The program's answer for each page, in order."""
    process = subprocess.Popen([program, rules], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for page in pages:
            with gzip.open(f"{corpus}/{page['html']}") as file:
                record = {"id": page["id"], "url": page.get("url") or "", "html": decode(file.read())}
            process.stdin.write((json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
        process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    answers = {}
    for line in process.stdout:
        answer = json.loads(line)
        answers[answer["id"]] = answer["blocks"]
    if process.wait() != 0:
        sys.exit("train: the evidence program failed")
    return answers


class Page:
    def __init__(self, corpus, page, paragraphs, blocks):
        self.corpus, self.id, self.domain = corpus, page["id"], domain_of(page.get("url"))
        self.third, self.fold = part_of(self.domain, "third", THIRDS), part_of(self.domain, "fold", FOLDS)
        self.is_open = numpy.array([block["open"] for block in blocks])
        self.clues = numpy.array([block["clues"] for block in blocks], numpy.int16)
        self.names = [block["names"] for block in blocks]
        texts = [b["text"] for b in blocks]
        self.labels = numpy.array(gold.labels_of(texts, paragraphs, page.get("optional") or ()))
        self.words = numpy.array([len(block["text"].split()) for block in blocks], float)
        self.texts = [block["text"].lower() for block in blocks]

    def weights(self):
        """Long blocks weigh more, and a page of long stories no more than one of short ones."""
        weights = numpy.minimum(60, 5 + self.words)
        return numpy.clip(20 * weights / max(60, weights[self.labels == gold.STORY].sum()), 0, 3)


# ---- names ----

def name_table(pages):
    """Eighths of the log-odds that what has the name is story; each domain has one vote."""
    story, furniture, domains = collections.Counter(), collections.Counter(), collections.Counter()
    by_domain = collections.defaultdict(list)
    for page in pages:
        by_domain[page.domain].append(page)
    for group in by_domain.values():
        seen = (collections.Counter(), collections.Counter())
        for page in group:
            for i in numpy.nonzero(page.is_open & (page.labels != gold.UNKNOWN))[0]:
                seen[page.labels[i]].update({word for level in page.names[i] for word in level})
        for word in seen[0] | seen[1]:
            share = seen[1][word] / (seen[0][word] + seen[1][word])
            story[word] += share
            furniture[word] += 1 - share
            domains[word] += 1
    weights = {w: round(8 * math.log((story[w] + .5) / (furniture[w] + .5))) for w in domains
               if domains[w] >= FEWEST_DOMAINS}
    return {word: weight for word, weight in weights.items() if abs(weight) >= WEAKEST_NAME}


def name_clues(table, levels):
    """As Evidence has them (src/blocks/evidence.cpp, look_at_names)."""
    spans = [(min(known), max(known)) if known else None
             for known in ([table[word] for word in level if word in table] for level in levels)]
    known = [span for span in spans if span]
    if not known:
        return [0] * len(NAME_CLUES)
    return [min(s[0] for s in known), max(s[1] for s in known), *known[0],
            sum(s[0] if -s[0] > s[1] else s[1] for s in known), spans[0][0] if spans[0] else 0]


def matrix(page, table, columns):
    filled = page.clues.copy()
    filled[:, columns] = [name_clues(table, levels) for levels in page.names]
    return filled


# ---- trees ----

def learn(pages, columns):
    """A booster and the name table it goes with. Its own pages see tables that are not made from them."""
    parts = [name_table([p for p in pages if part_of(p.domain, "names", THIRDS) != k]) for k in range(THIRDS)]
    rows = numpy.vstack([matrix(p, parts[part_of(p.domain, "names", THIRDS)], columns) for p in pages])
    labels = numpy.concatenate([p.labels for p in pages])
    weights = numpy.concatenate([p.weights() for p in pages])
    used = numpy.concatenate([p.is_open for p in pages]) & (labels != gold.UNKNOWN)
    data = xgboost.DMatrix(rows[used], label=labels[used], weight=weights[used])
    return xgboost.train(TREES, data, ROUNDS), name_table(pages)


def kept(page, booster, table, columns):
    chosen = page.is_open & (booster.predict(xgboost.DMatrix(matrix(page, table, columns))) > .5)
    seen = set()
    for i in numpy.nonzero(chosen & (page.words >= 10))[0]:
        chosen[i] = page.texts[i] not in seen
        seen.add(page.texts[i])
    return chosen


def figures(pages, answers):
    """Word F1 and the share of pages without a wrong block, by corpus."""
    rows = collections.defaultdict(list)
    for page in pages:
        chosen, story = answers[page.id], page.labels == gold.STORY
        judged = page.words * (page.labels != gold.UNKNOWN)
        right, extra, missed = ((judged * part).sum()
                                for part in (chosen & story, chosen & ~story, ~chosen & story))
        rows[page.corpus].append((2 * right / max(1, 2 * right + extra + missed), extra + missed == 0))
    return {name: tuple(numpy.mean(rows[name], axis=0)) for name in CORPORA if rows[name]}


def measure(pages, columns):
    tuned = [p for p in pages if p.third != HELD_OUT]
    held = [p for p in pages if p.third == HELD_OUT]
    answers = {}
    for fold in range(FOLDS):
        booster, table = learn([p for p in tuned if p.fold != fold], columns)
        answers.update({p.id: kept(p, booster, table, columns) for p in tuned if p.fold == fold})
    booster, table = learn(tuned, columns)
    answers.update({p.id: kept(p, booster, table, columns) for p in held})
    crossed, apart = figures(tuned, answers), figures(held, answers)
    lines = [f"{'':13}{'learned from, crossed':>24}{'held out':>20}"]
    for name in CORPORA:
        lines.append(f"{name:<13}" + "".join(f"  {p} pages F1 {f:.4f} exact {e:.3f}" for p, (f, e) in (
            (sum(x.corpus == name for x in tuned), crossed[name]),
            (sum(x.corpus == name for x in held), apart[name]))))
    return booster, table, lines


# ---- the table ----

def preorder(tree):
    """(clue or None, below, otherwise, value) of each node, smaller first."""
    left, right = tree["left_children"], tree["right_children"]
    split, condition, weight = tree["split_indices"], tree["split_conditions"], tree["base_weights"]
    out, todo = [], [(0, None)]
    while todo:
        node, parent = todo.pop()
        if parent is not None:
            out[parent][2] = len(out)
        if left[node] < 0:
            out.append([None, 0, 0, condition[node]])
            continue
        # The weights of leaves have it already.
        out.append([split[node], math.ceil(condition[node]), 0, TREES["eta"] * weight[node]])
        todo.append((right[node], len(out) - 1))
        todo.append((left[node], None))
    return out


def split_rows(booster):
    """The splits of all trees as C++, and where each tree begins."""
    trees = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"]
    splits, starts = [], []
    for tree in trees:
        starts.append(len(splits))
        splits += preorder(tree)
    thousandths = lambda value: max(-32768, min(32767, round(1000 * value)))
    rows = [f"{{kLeaf,0,0,{thousandths(v)}}}" if clue is None
            else f"{{{clue},{below},{other},{thousandths(v)}}}"
            for clue, below, other, v in splits]
    return rows, starts


def wrapped(items):
    out, line = [], "   "
    for item in items:
        if len(line) + len(item) + 2 > 108:
            out.append(line)
            line = "   "
        line += f" {item},"
    return "\n".join([*out, line])


def weight_rows(table):
    return [f'{{"{word}",{max(-127, min(127, weight))}}}' for word, weight in
            sorted(table.items(), key=lambda item: item[0].encode())]


def write_table(path, booster, table, lines, clues):
    (rows, starts), names = split_rows(booster), weight_rows(table)
    head = "\n".join(f"//   {line}".rstrip() for line in lines)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""// Generated by `./dev train`; do not edit. {len(starts)} trees of {len(rows)} splits \
and {len(names)} names, learned with
// xgboost {xgboost.__version__} from two thirds of the pages of scrapinghub, fundus-eval, fundus-tests and \
wcxb-dev
// (by domain). By labelled blocks, each page judged by trees that had not seen its domain:
//
{head}
#include "blocks/forest.h"

namespace cleancopy {{
namespace {{

constexpr Split kAllSplits[] = {{
{wrapped(rows)}
}};

constexpr std::uint32_t kAllTrees[] = {{
{wrapped(map(str, starts))}
}};

constexpr NameWeight kAllNames[] = {{
{wrapped(names)}
}};

}}  // namespace

const std::span<const Split> kSplits = kAllSplits;
const std::span<const std::uint32_t> kTrees = kAllTrees;
const std::span<const NameWeight> kNameWeights = kAllNames;

}}  // namespace cleancopy
""")


def main():
    program, rules, corpus, path = sys.argv[1:]
    clues = subprocess.run([program, "--clues"], capture_output=True, text=True, check=True).stdout.split()
    columns = [clues.index(name) for name in NAME_CLUES]
    found = list(read_pages(corpus))
    blocks = evidence_of(program, rules, corpus, [page for _, page, _ in found])
    pages = [Page(name, page, paragraphs, blocks[page["id"]]) for name, page, paragraphs in found
             if blocks[page["id"]]]
    booster, table, lines = measure(pages, columns)
    print("\n".join(lines))
    write_table(path, booster, table, lines, clues)


if __name__ == "__main__":
    main()
