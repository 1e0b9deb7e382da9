"""Who is named with @ in a text: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from thuongton.people.models import User
from vanban.text import fold

LONGEST = 5_000
"""Characters of a comment; a longer one is refused, never cut in silence."""
MENTION = re.compile(r"@(\w[\w.\-]*(?: \w+){0,6})")


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """The people named with @ in a text: by account name, or by full name with or without diacritics.

    Every name is folded once and looked up by its words, so the work grows with the text and not with the people.
    """
    accounts: dict[str, list[User]] = {}
    names: dict[str, list[User]] = {}
    for person in people:
        accounts.setdefault(fold(person.username), []).append(person)
        names.setdefault(fold(person.full_name), []).append(person)
    longest = max((name.count(" ") + 1 for name in names), default=0)
    found: dict[int, User] = {}
    for said in dict.fromkeys(match[1] for match in MENTION.finditer(text[:LONGEST])):
        words = fold(said).split(" ")
        for person in accounts.get(words[0].rstrip(".-"), ()):
            found[person.pk] = person
        for count in range(1, min(longest, len(words)) + 1):
            for person in names.get(" ".join(words[:count]), ()):
                found[person.pk] = person
    return list(found.values())
