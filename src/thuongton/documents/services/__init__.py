"""Every write of documents: each checks the right, changes the facts and leaves its trace, in one transaction."""

from thuongton.documents.services.files import attach, detach, store_file
from thuongton.documents.services.links import link, unlink
from thuongton.documents.services.numbers import issue_number, take_number
from thuongton.documents.services.register import (
    correct_document,
    delete_document,
    follow_up,
    register_document,
    register_stub,
)

__all__ = [
    "attach",
    "correct_document",
    "delete_document",
    "detach",
    "follow_up",
    "issue_number",
    "link",
    "register_document",
    "register_stub",
    "store_file",
    "take_number",
    "unlink",
]
