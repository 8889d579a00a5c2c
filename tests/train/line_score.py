"""Scores plain text: the real program, without an address, on the texts that texts.py makes of human gold.

usage: line_score.py EVIDENCE PROGRAM RULES CORPUS

Prints a row for each kind of text and corpus, learned third by held-out third: word F1 averaged over
texts, texts without a wrong line, the share of the story's lines that are lost, and how many labelled
leaks are kept and look-alikes of the story are lost (leaks.jsonl, traps.jsonl).
"""
import collections
import json
import subprocess
import sys
import threading

import gold
import texts
import train

PROMPTS = {"donation_appeal": "appeals", "newsletter_prompt": "newsletters", "image_caption": "captions"}


def cleaned(program, rules, made):
    command = [program, "clean", "-", "--from", "jsonl", "--to", "jsonl", "--rules", rules, "--quiet"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for number, text in enumerate(made):
            record = {"id": str(number), "url": "", "text": "\n".join(text.lines)}
            process.stdin.write((json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
        process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    return [[block["text"] for block in json.loads(line).get("body", ())] for line in process.stdout]


def kept_lines(text, body):
    """For each line, whether it is in the body, whose lines come in the text's order."""
    kept, left = [], collections.deque(tuple(gold.words(line)) for line in body)
    for line in text.lines:
        is_kept = bool(left) and tuple(gold.words(line)) == left[0]
        kept.append(is_kept)
        if is_kept:
            left.popleft()
    return kept


def labelled(corpus, name):
    found = collections.defaultdict(list)
    with open(f"{corpus}/{name}.jsonl", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            found[record["id"]].append((record["kind"], gold.words(record["text"])))
    return found


def holds(line, wanted):
    """Does the line say what is labelled, or most of it?"""
    wanted_runs = set(gold.runs(wanted))
    if not wanted_runs:
        return line == wanted
    return len(wanted_runs & set(gold.runs(line))) >= .6 * len(wanted_runs)


def tally(text, kept, leaks, traps):
    lines = [gold.words(line) for line in text.lines]
    sums = collections.Counter()
    for words, label, stays in zip(lines, text.labels, kept):
        sums[("right" if stays else "missed") if label == gold.STORY else "extra"] += \
            len(words) * (label == gold.STORY or (stays and label == gold.FURNITURE))
        sums["story"] += label == gold.STORY
        sums["lost"] += label == gold.STORY and not stays
        sums["wrong"] += label != gold.UNKNOWN and stays != (label == gold.STORY)
    for kind, wanted in leaks:
        at = next((i for i, words in enumerate(lines) if len(wanted) >= 3 and holds(words, wanted)), None)
        if at is not None:
            sums[PROMPTS.get(kind, "others")] += 1
            sums[PROMPTS.get(kind, "others") + " kept"] += kept[at]
    for _, wanted in traps:
        at = next((i for i, words in enumerate(lines) if holds(words, wanted)), None)
        if at is not None:
            sums["traps"] += 1
            sums["traps lost"] += not kept[at]
    sums["f1"] = 2 * sums["right"] / max(1, 2 * sums["right"] + sums["extra"] + sums["missed"])
    return sums


def row(tallies):
    total = sum(tallies, collections.Counter())
    leaks = ", ".join(f"{name} {total[name + ' kept']}/{total[name]}"
                      for name in (*PROMPTS.values(), "others"))
    return (f"{len(tallies)} texts, F1 {total['f1'] / len(tallies):.4f}, exact "
            f"{sum(t['wrong'] == 0 for t in tallies) / len(tallies):.3f}, "
            f"story lost {100 * total['lost'] / max(1, total['story']):.2f} %, kept {leaks}, "
            f"look-alikes lost {total['traps lost']}/{total['traps']}")


def main():
    evidence, program, rules, corpus = sys.argv[1:]
    clues = subprocess.run([evidence, "--clues"], capture_output=True, text=True, check=True).stdout.split()
    found = list(train.read_pages(corpus))
    blocks = train.evidence_of(evidence, rules, corpus, [page for _, page, _ in found])
    made = [(name, text) for name, page, paragraphs in found
            for text in texts.texts_of(page, paragraphs, texts.shown(blocks[page["id"]], clues))]
    leaks, traps = labelled(corpus, "leaks"), labelled(corpus, "traps")
    groups = collections.defaultdict(list)
    for (name, text), body in zip(made, cleaned(program, rules, [text for _, text in made])):
        held = train.part_of(train.domain_of(text.page.get("url")), "third", train.THIRDS) == train.HELD_OUT
        sums = tally(text, kept_lines(text, body), leaks[text.page["id"]], traps[text.page["id"]])
        for corpora in (name, "all"):
            groups[text.kind, "held out" if held else "learned", corpora].append(sums)
    for kind in texts.KINDS:
        for part in ("learned", "held out"):
            for name in (*train.CORPORA, "all"):
                print(f"{kind:<9} {part:<8} {name:<12} {row(groups[kind, part, name])}")


if __name__ == "__main__":
    main()
