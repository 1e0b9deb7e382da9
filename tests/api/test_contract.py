"""The API against its own description: whatever is sent, the answer is one that the description names."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import ignored_auth

from api.conftest import Scene, client_of
from thorough import examples
from thuongton.api.rest import api
from thuongton.config.wsgi import application
from thuongton.web.rooms import given
from thuongton.web.routes import ListRoute


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Requests through WSGI leave the connection of the test open, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.config.generation.allow_extra_parameters = False  # a parameter nobody knows is passed over, as on any page


def test_the_description_is_served_and_names_every_read_and_write(db: None) -> None:
    body = Client().get("/api/v1/openapi.json").json()
    assert set(body["paths"]) == {
        "/api/v1/units",
        "/api/v1/clock",
        "/api/v1/documents",
        "/api/v1/documents/{document_id}",
        "/api/v1/plans",
        "/api/v1/plans/{plan_id}/counts",
        "/api/v1/tasks",
        "/api/v1/tasks/{task_id}",
        "/api/v1/tasks/{task_id}/declarations",
        "/api/v1/tasks/{task_id}/proofs",
        "/api/v1/kinds",
        "/api/v1/kinds/{kind}",
        "/api/v1/kinds/{kind}/newer-version",
        "/api/v1/kinds/{kind}/moves",
        "/api/v1/cases",
        "/api/v1/cases/{case_id}",
        "/api/v1/cases/{case_id}/actions",
        "/api/v1/cases/{case_id}/papers/{paper}",
        "/api/v1/cases/{case_id}/transfers",
        "/api/v1/case-transfers",
        "/api/v1/case-transfers/{transfer_id}/answer",
        "/api/v1/queues",
        "/api/v1/forms/{form}",
        *(f"/api/v1{one.at}" for one in given(ListRoute)),
    }


@schema.parametrize()
@settings(
    max_examples=int(os.environ.get("THUONGTON_EXAMPLES", "0")) or examples(25),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_answers_are_those_of_the_description(case: schemathesis.Case, scene: Scene) -> None:
    """Anything that the description allows, and much that it does not, is answered as it says, and never with 500."""
    token = "a" * 32
    case.cookies = {"sessionid": client_of(scene.officer).cookies["sessionid"].value, "csrftoken": token}
    case.headers = {**(case.headers or {}), "X-CSRFToken": token, "Accept-Encoding": "identity"}
    answer = case.call(app=application)
    assert answer.status_code not in (401, 403) or case.method == "POST", "the person of the test is not let in"
    case.validate_response(answer, excluded_checks=[ignored_auth])  # it would ask over the network; others ask here
