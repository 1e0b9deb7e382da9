"""The states of a kind drawn: boxes in layers, acts as arrows between them; pure, measured in pixels.

Acts that go back, and those that skip a layer, run through the free places of the layers between. An arrow bears the
numbers of its acts; their names stand in a table beside the drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from thuongton.cases.definition.model import ANY, CaseKind

BOX_WIDTH, BOX_HEIGHT, LINE = 168, 44, 16
ACROSS, DOWN, MARGIN = 28, 60, 16
SLOT = 20
LETTERS = 22
"""Letters of one line of a box."""
SWEEPS = 8
START = ""
"""The point from which acts open a case."""


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A state: its name, its place (left upper corner), the lines of its label and the kind of box.

    ``kind``: «state», «final», «start» (the point before everything) or «any» (whatever the state).
    """

    state: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]
    kind: str

    @property
    def middle(self) -> int:
        """The middle of the box, from left to right."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """An arrow: its path, where its numbers stand, and whether it leads back."""

    path: str
    numbers: str
    x: int
    y: int
    back: bool


@dataclass(frozen=True, slots=True)
class DrawnKind:
    """A whole drawing; ``numbers``: the number of each act by its name."""

    width: int
    height: int
    boxes: tuple[DrawnBox, ...]
    arrows: tuple[DrawnArrow, ...]
    numbers: Mapping[str, int]


@dataclass(slots=True)
class _Edge:
    """An arrow on its way down: ``route`` are the nodes from layer to layer; ``back`` ones are drawn upwards."""

    source: str
    target: str
    acts: list[int] = field(default_factory=list)
    back: bool = False
    route: list[str] = field(default_factory=list)


def draw(kind: CaseKind, labels: Mapping[str, str]) -> DrawnKind:
    """The drawing of a kind; ``labels`` by state, ANY among them."""
    numbers = {name: number for number, name in enumerate(kind.transitions, 1)}
    edges = _edges(kind, numbers)
    nodes = list(dict.fromkeys([START, *(end for one in edges for end in (one.source, one.target)), *kind.states]))
    layer = _layers(nodes, edges)
    layers = _routes(nodes, edges, layer)
    _untangle(layers, edges)
    middles, width = _places(layers, edges)
    tops = {node: MARGIN + row * (BOX_HEIGHT + DOWN) for row, line in enumerate(layers) for node in line}
    boxes = tuple(_box(kind, node, labels, middles[node], tops[node]) for node in nodes)
    height = MARGIN * 2 + len(layers) * (BOX_HEIGHT + DOWN) - DOWN
    arrows = tuple(_arrow(one, middles, tops) for one in edges)
    return DrawnKind(width, height, boxes, arrows, numbers)


def _edges(kind: CaseKind, numbers: Mapping[str, int]) -> list[_Edge]:
    """One arrow for each pair of states, with the acts that go that way; those that stay are not drawn."""
    found: dict[tuple[str, str], _Edge] = {}
    for act in kind.transitions.values():
        for source in act.sources or (START,):
            if act.to is not None and act.to != source:
                edge = found.setdefault((source, act.to), _Edge(source, act.to))
                edge.acts.append(numbers[act.name])
    return list(found.values())


def _layers(nodes: Sequence[str], edges: Sequence[_Edge]) -> dict[str, int]:
    """The layer of each node: below all that lead to it; arrows that close a circle are turned and marked."""
    leaving: dict[str, list[_Edge]] = {node: [] for node in nodes}
    for one in edges:
        leaving[one.source].append(one)
    order: list[str] = []
    under_way: set[str] = set()
    seen: set[str] = set()
    for root in nodes:
        todo = [(root, iter(leaving[root]))] if root not in seen else []
        seen.add(root)
        under_way |= {root} if todo else set()
        while todo:
            node, more = todo[-1]
            edge = next(more, None)
            if edge is None:
                todo.pop()
                under_way -= {node}
                order.append(node)
            elif edge.target in under_way:
                edge.back = True
            elif edge.target not in seen:
                seen.add(edge.target)
                under_way.add(edge.target)
                todo.append((edge.target, iter(leaving[edge.target])))
    layer = dict.fromkeys(nodes, 0)
    turned: dict[str, list[str]] = {node: [] for node in nodes}
    for one in edges:
        if one.back:
            turned[one.target].append(one.source)
        else:
            turned[one.source].append(one.target)
    for node in reversed(order):
        for below in turned[node]:
            layer[below] = max(layer[below], layer[node] + 1)
    for node in nodes:
        if node not in (START, ANY) and layer[node] == 0:  # reached by nothing
            layer[node] = 1
    return layer


def _routes(nodes: Sequence[str], edges: Sequence[_Edge], layer: Mapping[str, int]) -> list[list[str]]:
    """The nodes of each layer, with free places through which long arrows run."""
    layers: list[list[str]] = [[] for _row in range(max(layer.values()) + 1)]
    for node in nodes:
        layers[layer[node]].append(node)
    for number, one in enumerate(edges):
        upper, lower = (one.target, one.source) if one.back else (one.source, one.target)
        between = [f"{number}/{row}" for row in range(layer[upper] + 1, layer[lower])]
        for row, slot in enumerate(between, layer[upper] + 1):
            layers[row].append(slot)
        one.route = [upper, *between, lower]
    return layers


def _beside(edges: Sequence[_Edge]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for one in edges:
        for upper, lower in pairwise(one.route):
            below.setdefault(upper, []).append(lower)
            above.setdefault(lower, []).append(upper)
    return above, below


def _untangle(layers: list[list[str]], edges: Sequence[_Edge]) -> None:
    """Put each layer into the order of the middles of what it hangs on, down and up again."""
    above, below = _beside(edges)
    for sweep in range(SWEEPS):
        near, rows = (above, layers[1:]) if sweep % 2 == 0 else (below, layers[-2::-1])
        place = {node: number for line in layers for number, node in enumerate(line)}
        for line in rows:
            middles = {
                node: sum(place[one] for one in near[node]) / len(near[node]) if near.get(node) else place[node]
                for node in line
            }
            line.sort(key=lambda node: middles[node])
            place |= {node: number for number, node in enumerate(line)}


def _wide(node: str) -> int:
    return SLOT if "/" in node else BOX_WIDTH


def _places(layers: list[list[str]], edges: Sequence[_Edge]) -> tuple[dict[str, int], int]:
    """The middle of each node from left to right, and the width of the whole."""
    above, below = _beside(edges)
    middle: dict[str, float] = {}
    for line in layers:
        left = 0.0
        for node in line:
            middle[node] = left + _wide(node) / 2
            left += _wide(node) + ACROSS
    for sweep in range(SWEEPS):
        near = above if sweep % 2 == 0 else below
        for line in layers if sweep % 2 == 0 else reversed(layers):
            wanted = [
                sum(middle[one] for one in near[node]) / len(near[node]) if near.get(node) else middle[node]
                for node in line
            ]
            _set_apart(line, wanted, middle)
    least = min(middle[node] - _wide(node) / 2 for node in middle)
    shift = MARGIN - least
    width = max(middle[node] + _wide(node) / 2 for node in middle) + shift + MARGIN
    return {node: round(at + shift) for node, at in middle.items()}, round(width)


def _set_apart(line: Sequence[str], wanted: Sequence[float], middle: dict[str, float]) -> None:
    """Put the nodes of a layer near where they want to be, none over another, on the whole where they want it."""
    at: list[float] = []
    for node, wish in zip(line, wanted, strict=True):
        least = at[-1] + (_wide(line[len(at) - 1]) + _wide(node)) / 2 + ACROSS if at else wish
        at.append(max(wish, least))
    shift = sum(wish - here for wish, here in zip(wanted, at, strict=True)) / len(at) if at else 0
    for node, here in zip(line, at, strict=True):
        middle[node] = here + shift


def _box(kind: CaseKind, node: str, labels: Mapping[str, str], middle: int, top: int) -> DrawnBox:
    if node == START:
        return DrawnBox(START, middle - 6, top + BOX_HEIGHT - 12, 12, 12, (), "start")
    lines = _broken(labels.get(node, node))
    first = top + BOX_HEIGHT // 2 + 4 - (len(lines) - 1) * LINE // 2
    what = "any" if node == ANY else "final" if kind.states[node].final else "state"
    placed = tuple((first + number * LINE, line) for number, line in enumerate(lines))
    return DrawnBox(node, middle - BOX_WIDTH // 2, top, BOX_WIDTH, BOX_HEIGHT, placed, what)


def _broken(text: str) -> list[str]:
    """A label in at most two lines; what has no room is cut with a sign."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 <= LETTERS or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    shown = [line if len(line) <= LETTERS + 2 else f"{line[:LETTERS]}…" for line in lines[:2]]
    return [*shown[:-1], f"{shown[-1][: LETTERS - 1]}…"] if len(lines) > 2 else shown


def _arrow(edge: _Edge, middles: Mapping[str, int], tops: Mapping[str, int]) -> DrawnArrow:
    """The path from layer to layer; a box is left at its foot and met at its head, upwards the other way round."""
    points: list[tuple[int, int]] = []
    aside = 24 if edge.back else 0  # those that lead back keep away from those that go on
    for node in edge.route:
        top = tops[node]
        if "/" in node:
            points += [(middles[node], top), (middles[node], top + BOX_HEIGHT)]
        elif node == edge.route[0]:
            points.append((middles[node] + aside, top + BOX_HEIGHT))
        else:
            points.append((middles[node] + aside, top))
    label = len(points) // 2
    (x, y), (to_x, to_y) = points[label - 1], points[label]
    if edge.back:
        points.reverse()
    path = f"M{points[0][0]} {points[0][1]}"
    for (from_x, from_y), (next_x, next_y) in pairwise(points):
        half = (from_y + next_y) // 2
        path += f" C{from_x} {half} {next_x} {half} {next_x} {next_y}"
    return DrawnArrow(path, ", ".join(map(str, edge.acts)), (x + to_x) // 2, (y + to_y) // 2, edge.back)
