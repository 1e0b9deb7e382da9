"""A row of Home offers the act that its reader may do."""

from __future__ import annotations

from django.test import Client

from plans.annex_world import Annex


def test_an_overdue_period_offers_to_record_its_result_and_to_ask_for_time(annex: Annex) -> None:
    client = Client()
    client.force_login(annex.monitor)
    page = client.get("/").content.decode()
    assert (
        page.count("Ghi kết quả kỳ") >= 7 and "Xin lùi hạn" in page and "Vì sao có hạn này?" in page and "Trễ " in page
    )
    client.force_login(annex.stranger)
    assert "Ghi kết quả kỳ" not in client.get("/").content.decode()
