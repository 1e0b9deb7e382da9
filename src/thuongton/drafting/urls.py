"""Addresses of the drafting room: each module of ``views`` lists its own."""

from thuongton.drafting.views import assigned, beside, consultation, dossier, drafts, linked, policy, programme

app_name = "drafting"
urlpatterns = [
    *assigned.urls,
    *beside.urls,
    *drafts.urls,
    *programme.urls,
    *policy.urls,
    *consultation.urls,
    *dossier.urls,
    *linked.urls,
]
