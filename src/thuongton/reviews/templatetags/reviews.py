"""What templates say of grounds, judgements and steps of the review desk."""

from __future__ import annotations

from django import template

from thuongton.reviews.models import Judgement, ReviewGround, ReviewStep
from thuongton.reviews.shown import ground_words, judgement_words, step_words

register = template.Library()


@register.filter
def ground(told: ReviewGround) -> str:
    """A ground in words."""
    return ground_words(told)


@register.filter
def judgement(told: Judgement) -> str:
    """A judgement in words."""
    return judgement_words(told)


@register.filter
def step(told: ReviewStep) -> str:
    """A step of handling in words."""
    return step_words(told.step)
