"""What documents tell the floors above, which documents may not import."""

from __future__ import annotations

from django.dispatch import Signal

reading_ready = Signal()
"""Sent with ``intake=`` once the file of an intake was read; may be sent again for the same intake."""

paper_changed = Signal()
"""Sent with ``document=``, ``user=``, ``agreed=`` inside the transaction that numbered or corrected a paper.

A receiver that would change more than a person has seen raises ``web.forms.agreeing.NeedsAgreement``, unless ``agreed``
is the mark of it or None (nobody is asked).
"""

document_registered = Signal()
"""Sent with ``document=`` and ``intake=`` when a confirmed intake becomes a paper in the register."""
