"""The way between a settled text and the text as read: runs that kept their order, and where each stood before."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""A passage of a text, from and to, and what takes its place."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """Runs of a settled text in its order.

    Run ``i`` begins at ``starts[i]`` of the settled text and holds ``sources[i]`` to ``ends[i]`` of the text as read.
    A run of the same length on both sides goes character by character; of any other each character stands for all of
    the passage. What no run holds was left out. ``length`` is that of the settled text.
    """

    starts: array[int]
    sources: array[int]
    ends: array[int]
    length: int

    def _run(self, position: int) -> tuple[int, bool]:
        """The run of a settled position, and whether it goes character by character."""
        at = bisect_right(self.starts, position) - 1
        stop = self.starts[at + 1] if at + 1 < len(self.starts) else self.length
        return at, stop - self.starts[at] == self.ends[at] - self.sources[at]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as read that ``[start:end]`` of the settled text came from, marks of letters included.

        An empty span stays empty. Raises nothing: positions beyond the ends are those of the ends.
        """
        if not self.starts:
            return 0, 0
        if start >= self.length:
            return self.ends[-1], self.ends[-1]
        at, even = self._run(max(start, 0))
        first = self.sources[at] + (start - self.starts[at] if even else 0)
        if end <= start:
            return first, first
        last = min(end, self.length) - 1
        at, even = self._run(last)
        return first, self.sources[at] + last - self.starts[at] + 1 if even else self.ends[at]

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """The span of the settled text that ``[start:end]`` of the text as read became; empty when nothing is left."""
        first = self._forth(start)
        if end <= start:
            return first, first
        last = self._forth(end, upper=True)
        return first, max(first, last)

    def _forth(self, position: int, *, upper: bool = False) -> int:
        """Where the settled text goes on at a position of the text as read; ``upper`` for the end of a span."""
        at = bisect_right(self.sources, position - upper) - 1
        if at < 0:
            return 0
        start = self.starts[at]
        stop = self.starts[at + 1] if at + 1 < len(self.starts) else self.length
        if position >= self.ends[at]:
            return stop
        if stop - start == self.ends[at] - self.sources[at]:
            return start + position - self.sources[at]
        return stop if upper else start


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, Offsets | None]:
    """A text with passages replaced, in their order and apart from one another, and the way back (None: no edits)."""
    pieces: list[str] = []
    starts, sources, ends = array("q"), array("q"), array("q")
    length = position = 0
    for begin, stop, put in edits:
        if begin > position:
            starts.append(length)
            sources.append(position)
            ends.append(begin)
            pieces.append(text[position:begin])
            length += begin - position
        if put:
            starts.append(length)
            sources.append(begin)
            ends.append(stop)
            pieces.append(put)
            length += len(put)
        position = stop
    if not position and not length:
        return text, None
    if position < len(text):
        starts.append(length)
        sources.append(position)
        ends.append(len(text))
        pieces.append(text[position:])
        length += len(text) - position
    return "".join(pieces), Offsets(starts, sources, ends, length)


def chained(after: Offsets, before: Offsets) -> Offsets:
    """One way back for two: ``after`` leads into the text that ``before`` leads back from."""
    starts, sources, ends = array("q"), array("q"), array("q")
    inner = before.starts
    for at, start in enumerate(after.starts):
        stop = after.starts[at + 1] if at + 1 < len(after.starts) else after.length
        first, last = after.sources[at], after.ends[at]
        if stop - start != last - first:
            source, end = before.back(first, last)
            starts.append(start)
            sources.append(source)
            ends.append(end)
            continue
        run = max(bisect_right(inner, first) - 1, 0)
        while first < last:
            border = min(last, inner[run + 1] if run + 1 < len(inner) else before.length)
            source, end = before.back(first, border)
            starts.append(start)
            sources.append(source)
            ends.append(end)
            start += border - first
            first = border
            run += 1
    return Offsets(starts, sources, ends, after.length)
