"""Tasks typed one a line, as somebody copies them from a paper that is not at hand as a file."""

from __future__ import annotations

import re

from thuongton.plans.taking_in.read_task import ReadTask
from vanban.text import join_lines

MOST_LINES = 300
LONGEST_LINE = 2_000
_NUMBERED = re.compile(
    r"""
    (?P<code>
        (?: \d{1,3} | [IVXLC]{1,6} ) (?: \. \d{1,2} ){1,3}      # 2.4 · II.3, also before a blank
        (?= [.)] | \s | [a-zđ] \) )
      | (?: \d{1,3} | [IVXLC]{1,6} | [a-zđ] ) (?= [.)] \D )     # 3. · II. · a)
    )
    (?: \s? (?P<point> [a-zđ] ) (?= \) ) )?                      # the b) of 2.4 b)
    [.)]? \s*
    (?P<title> \S .* )
    """,
    re.VERBOSE,
)


def tasks_in(text: str) -> list[ReadTask]:
    """The tasks of a text, one a line; a number before the words is the code, blank lines and dashes say nothing.

    >>> [(task.code, task.title) for task in tasks_in("1. Tuyên truyền\\n\\n- Lập danh mục\\n2.4 b) Báo cáo")]
    [('1', 'Tuyên truyền'), ('', 'Lập danh mục'), ('2.4.b', 'Báo cáo')]
    """
    found: list[ReadTask] = []
    for line in text.splitlines():
        words = join_lines(line).lstrip("-–•+* ").strip()[:LONGEST_LINE]
        if not words:
            continue
        numbered = _NUMBERED.match(words)
        if numbered:
            code = ".".join(filter(None, numbered.group("code", "point")))
            found.append(ReadTask(numbered["title"], code))
        else:
            found.append(ReadTask(words))
    return found
