"""Addresses of cases: each module of ``views`` lists its own. A kind («hoa_giai») has no hyphen, other words have."""

from thuongton.cases.views import (
    book_print,
    books,
    case_page,
    entering,
    impact,
    importing,
    installing,
    kinds,
    lists,
    official_forms,
    papers,
    peek,
    retention,
)

app_name = "cases"
urlpatterns = [
    *case_page.urls,
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
