"""Addresses of cases: each module of ``views`` lists its own. A kind («hoa_giai») has no hyphen, other words have."""

from thuongton.cases.views import books, case_page, entering, lists, peek

app_name = "cases"
urlpatterns = [
    *case_page.urls,
    *entering.urls,
    *books.urls,
    *peek.urls,
    *lists.urls,
]
