"""Which points of a graph lie on a circle together (thành phần liên thông mạnh): each once, without recursion."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Point = TypeVar("Point", bound=Hashable)


def circles(edges: Mapping[Point, Iterable[Point]]) -> dict[Point, int]:
    """The number of its circle for every point on one; points on none are left out. In time of points and edges.

    >>> sorted(circles({"a": ["b"], "b": ["a"], "c": ["a"]}))
    ['a', 'b']
    """
    order: list[Point] = []
    seen: set[Point] = set()
    for start in edges:
        stack = [(start, iter(edges.get(start, ())))] if start not in seen else []
        seen.add(start)
        while stack:
            point, rest = stack[-1]
            following = next((one for one in rest if one not in seen), None)
            if following is None:
                order.append(point)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(edges.get(following, ()))))
    back: dict[Point, list[Point]] = {}
    for one, others in edges.items():
        for other in others:
            back.setdefault(other, []).append(one)
    found: dict[Point, int] = {}
    done: set[Point] = set()
    for number, start in enumerate(reversed(order)):
        if start in done:
            continue
        done.add(start)
        group, open_points = [start], [start]
        while open_points:
            for one in back.get(open_points.pop(), ()):
                if one not in done:
                    done.add(one)
                    group.append(one)
                    open_points.append(one)
        if len(group) > 1:
            found |= dict.fromkeys(group, number)
    return found
