"""The sentence at the head of «Hôm nay»: what is overdue, due soon and waiting, each as a link to its rows. Pure."""

from __future__ import annotations

from django.utils.translation import ngettext


def counted(late: int, soon: int, waiting: int) -> list[tuple[str, str]]:
    """The parts of the sentence that are not nought: the id of the section, and its words."""
    parts = (
        ("qua-han", late, ngettext("%(number)s việc quá hạn", "%(number)s việc quá hạn", late)),
        (
            "sap-den",
            soon,
            ngettext("%(number)s việc đến hạn trong 7 ngày", "%(number)s việc đến hạn trong 7 ngày", soon),
        ),
        ("cho-toi", waiting, ngettext("%(number)s việc chờ bạn", "%(number)s việc chờ bạn", waiting)),
    )
    return [(place, words % {"number": number}) for place, number, words in parts if number]
