"""Numbers that a paper states (số liệu): «1.127 văn bản», «100%», «05 vụ việc», the cells of statistics tables."""

from __future__ import annotations

from vanban.figures.cells import figures_of_tables
from vanban.figures.prose import figures_of_text
from vanban.model import Document, Figure
from vanban.viewing import by_view


@by_view
def read_figures(document: Document) -> tuple[Figure, ...]:
    """The figures of a paper in their order, each with its unit, what it counts, and of which time.

    >>> [(f.surface, f.value, f.subject) for f in read_figures("Qua rà soát có 05 văn bản được bãi bỏ.")]
    [('05 văn bản', 5, 'văn bản được bãi bỏ')]
    """
    cells = list(figures_of_tables(document))
    taken = {figure.start for figure in cells}
    stated = (figure for figure in figures_of_text(document) if figure.start not in taken)
    return tuple(sorted((*stated, *cells), key=lambda figure: (figure.start, figure.end)))


__all__ = ["read_figures"]
