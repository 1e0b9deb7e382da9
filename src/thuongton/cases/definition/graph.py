"""A kind as a drawing: states, acts between them, clocks that an act begins or stops; also as Mermaid text."""

from __future__ import annotations

from typing import Any

from thuongton.cases.definition.model import ANY, CaseKind


def graph_of(kind: CaseKind) -> dict[str, Any]:
    """Nodes and edges by name, with labels in both languages, and the same as Mermaid."""
    nodes = [
        {"state": one.name, "label": {"vi": one.label.vi, "en": one.label.en}, "final": one.final}
        for one in kind.states.values()
    ]
    edges = []
    for one in kind.transitions.values():
        sources: list[str | None] = [*kind.states] if ANY in one.sources else [*one.sources] or [None]
        edges += [
            {
                "act": one.name,
                "label": {"vi": one.label.vi, "en": one.label.en},
                "from": source,
                "to": one.to or source,
                "role": list(one.role),
                "begins": _touching(kind, one.name, "starts"),
                "stops": _touching(kind, one.name, "ends"),
            }
            for source in sources
        ]
    return {
        "kind": kind.kind,
        "version": kind.version,
        "nodes": nodes,
        "edges": edges,
        "mermaid": _mermaid(kind, edges),
    }


def _touching(kind: CaseKind, act: str, how: str) -> list[str]:
    return [
        name
        for name, clock in kind.clocks.items()
        if not clock.off and any(touch.act == act for touch in getattr(clock, how))
    ]


def _mermaid(kind: CaseKind, edges: list[dict[str, Any]]) -> str:
    lines = ["stateDiagram-v2"]
    lines += [f"  {one.name}: {_said(one.label.vi)}" for one in kind.states.values()]
    lines += [f"  {edge['from'] or '[*]'} --> {edge['to']}: {_said(edge['label']['vi'])}" for edge in edges]
    lines += [f"  {one.name} --> [*]" for one in kind.states.values() if one.final]
    return "\n".join(lines)


def _said(text: str) -> str:
    """A label without the signs that Mermaid reads as its own."""
    return text.replace(":", " –").replace(";", ",").replace("#", " ").replace("\n", " ")
