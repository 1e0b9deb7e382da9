"""Small charts as numbers for SVG: a line, bars, a field of cells; each has its table of the same values. Pure.

A chart is drawn by an include of ``web/charts/``: colours are classes of ``charts.css``, places are attributes, and no
script or style is asked for. Only what is late (red) and soon (amber) carries colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360, 112
"""The drawing in units of its own; the page scales it."""
LEFT, TOP, RIGHT, BOTTOM = 16, 20, 16, 20


def nice_top(largest: float) -> int:
    """The value at the upper edge of a scale: the next of 1, 2, 5 × 10ⁿ, at least 2.

    >>> [nice_top(number) for number in (0, 3, 7, 12, 260)]
    [2, 5, 10, 20, 500]
    """
    step = 1
    while True:
        for part in (1, 2, 5):
            if part * step >= max(largest, 2):
                return part * step
        step *= 10


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a chart with its name; ``href`` opens its rows and ``tone`` is "red", "amber" or ""."""

    name: str
    number: int
    href: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A value in its place: ``x`` and ``y`` of a point or of the upper left corner of a bar, its size, its words."""

    value: Value
    x: float
    y: float
    width: float = 0
    height: float = 0
    named: bool = True  # whether its name stands under the axis
    told: bool = False  # whether its number stands at it

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to draw: what it says in words, its marks, the line through them and the lines of its scale."""

    label: str
    marks: Sequence[ChartMark]
    points: str
    scale: Sequence[tuple[float, int]]  # place and value
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def base(self) -> int:
        """The place of zero."""
        return self.height - BOTTOM

    @property
    def right(self) -> int:
        """The right end of the scale."""
        return self.width - RIGHT


def _place(number: float, top: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * number / top, 1)


def _scale(top: int) -> list[tuple[float, int]]:
    return [(_place(0, top), 0), (_place(top, top), top)]


def line(label: str, values: Iterable[Value], names: int = 5) -> Chart:
    """A line through the values, the last one with its number, about ``names`` of them named under the axis.

    >>> line("Quá hạn", [Value("10/26", 1), Value("11/26", 2)]).points
    '16.0,56.0 344.0,20.0'
    """
    values = list(values)
    top = nice_top(max((value.number for value in values), default=0))
    step = (WIDTH - LEFT - RIGHT) / max(1, len(values) - 1)
    each = max(1, round(len(values) / names))
    last = len(values) - 1
    marks = [
        ChartMark(
            value,
            round(LEFT + step * place, 1),
            _place(value.number, top),
            named=place == last or (place % each == 0 and last - place >= each),
            told=place == last,
        )
        for place, value in enumerate(values)
    ]
    return Chart(label, marks, " ".join(f"{mark.x},{mark.y}" for mark in marks), _scale(top))


def bars(label: str, values: Iterable[Value]) -> Chart:
    """A bar for each value, with its number over it.

    >>> [(mark.x, mark.width, mark.height) for mark in bars("Theo quý", [Value("I", 1), Value("II", 2)]).marks]
    [(48.8, 98.4, 36.0), (212.8, 98.4, 72.0)]
    """
    values = list(values)
    top = nice_top(max((value.number for value in values), default=0))
    step = (WIDTH - LEFT - RIGHT) / max(1, len(values))
    marks = [
        ChartMark(
            value,
            round(LEFT + step * (place + 0.2), 1),
            _place(value.number, top),
            round(step * 0.6, 1),
            round(HEIGHT - BOTTOM - _place(value.number, top), 1),
            told=True,
        )
        for place, value in enumerate(values)
    ]
    return Chart(label, marks, "", _scale(top))
