"""Addresses of cases: each module of ``views`` lists its own. A kind («hoa_giai») has no hyphen, other words have."""

from thuongton.cases.views import (
    acting,
    book_print,
    books,
    built_in,
    case_page,
    discussing,
    entering,
    impact,
    importing,
    installing,
    kinds,
    lists,
    looking,
    official_forms,
    opening,
    papers,
    peek,
    retention,
)

app_name = "cases"
urlpatterns = [
    *case_page.urls,
    *acting.urls,
    *built_in.urls,
    *looking.urls,
    *discussing.urls,
    *opening.urls,
    *papers.urls,
    *official_forms.urls,
    *impact.urls,
    *book_print.urls,
    *entering.urls,
    *importing.urls,
    *installing.urls,
    *kinds.urls,
    *retention.urls,
    *books.urls,
    *peek.urls,
    *lists.urls,
]
