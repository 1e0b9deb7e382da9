"""Whether the text layer that a scanner laid behind the picture of a page can be trusted.

Machines without Vietnamese data leave such layers: «CQNG HOA XA HQI CHU NGHiA VIET NAM», «Dieu 1. Quyet dinh nay».
"""

from __future__ import annotations

from vanban.files.syllables import Kind, kinds

FEWEST = 30  # words below which nothing can be said
MOST_BAD = 0.3  # of the words; pages of official papers have 0.1 at most, other languages of Europe 0.25
FEWEST_MARKED = 0.5  # of the words of a page in Vietnamese; pages of official papers have 0.75 and more
MOST_UNMARKED = 0.5  # of the other words, those that are Vietnamese without their marks; English pages have a third


def is_poor(text: str) -> bool:
    """Whether the words of a page are such as bad recognition leaves: broken, alone, or Vietnamese without marks.

    Numbers, symbols of papers, abbreviations and labels of lists say nothing; a page with few other words is not
    judged. Vietnamese, English and tables of figures are not poor.
    """
    counts = dict.fromkeys(Kind, 0)
    for kind in kinds(text):
        counts[kind] += 1
    words = sum(counts.values())
    if words < FEWEST:
        return False
    if counts[Kind.BAD] > MOST_BAD * words:
        return True
    marked = counts[Kind.MARKED]
    return marked < FEWEST_MARKED * words and counts[Kind.UNMARKED] > MOST_UNMARKED * (words - marked)
