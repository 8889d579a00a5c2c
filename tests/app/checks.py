"""Facts that a test looks at: those that are none are told together at its end."""
import re

from program import leave


class Checks:
    """`that` and `equal` go on after a slip; `leave` ends the test with its verdict."""

    def __init__(self):
        self.slips, self.number = [], 0

    def that(self, is_so, what, *seen):
        self.number += 1
        if not is_so:
            told = " ".join(map(spelled, seen))
            self.slips.append(f"{what}: {told}"[:1500] if seen else what)

    def equal(self, got, wanted, what, *seen):
        """Of long collections only what is missing, and what is too much, is told."""
        if got == wanted:
            return self.that(True, what)
        told = f"{got!r} instead of {wanted!r}"
        if len(told) > 300 and hasattr(got, "__iter__") and hasattr(wanted, "__iter__"):
            told = (f"missing {[one for one in wanted if one not in got][:20]}, "
                    f"too much {[one for one in got if one not in wanted][:20]}")
        return self.that(False, f"{what}: {told[:700]}", *seen)

    def printable(self, done, what):
        self.that(is_printable(done.err) and is_printable(done.out), f"{what}: printable",
                  ascii(done.err)[:1500])

    def leave(self, what):
        leave(self.slips, self.number, what)


def spelled(one):
    """Text as it is, lines and all, unless the terminal would take it for more than text."""
    told = one if isinstance(one, str) else repr(one)
    return told if is_printable(told) else ascii(told)


def is_printable(text):
    """Nothing that moves a terminal's cursor or turns its writing round."""
    return not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
