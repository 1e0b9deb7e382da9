"""Addresses of cases: each module of ``views`` lists its own. A kind («hoa_giai») has no hyphen, other words have."""

from thuongton.cases.views import books, case_page, lists, peek

app_name = "cases"
urlpatterns = [
    *case_page.urls,
    *books.urls,
    *peek.urls,
    *lists.urls,
]
