"""A question of the register is decided by a person: ours stays, theirs is taken, or both are acts."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.law.by_hand import DAYS, WORDS, as_value
from thuongton.law.models import ActMention, ActOrder, ActQuestion, ActText, LegalAct
from thuongton.law.queries.windows import hanging_on
from thuongton.law.reading import read_act_text
from thuongton.law.rows import details_key, found_by, issuer_key
from thuongton.law.services.by_hand import record_fact
from thuongton.law.services.deriving import FEW, hold_register, touched
from thuongton.law.services.taking import keep_read
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand
from vanban.text import clean, join_lines

Answer = ActQuestion.Answer
TEXT = "text"


def answer_question(
    user: User | None,
    question: ActQuestion,
    answer: str,
    reason: str,
    *,
    issuer: str = "",
    issued_on: dt.date | None = None,
    agreed: str | None = None,
) -> LegalAct | None:
    """Decide a question. ``issuer`` and ``issued_on`` tell the second act from the first where both are acts.

    Returns the act that the answer is about. Raises ValidationError; ``NeedsAgreement`` where taking theirs changes
    what is in force or a text (``agreed`` as in ``by_hand.record_fact``).
    """
    demand(user, question, Right.CORRECT)
    why = join_lines(reason)[:400]
    if not why:
        raise ValidationError({"reason": _("Hãy ghi lý do; người sau cần biết vì sao quyết định như vậy.")})
    if answer not in Answer.values:
        raise ValidationError({"answer": _("Hãy chọn một cách giải quyết.")})
    with recording(user, "Quyết định một câu hỏi của sổ pháp luật", question, reason=why):
        row = ActQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if row.answer:
            raise ValidationError(_("Câu hỏi này đã được quyết định."))
        act = row.act
        if answer == Answer.THEIRS:
            _take_theirs(user, row, why, agreed)
        elif answer == Answer.BOTH:
            act = _both(row, issuer, issued_on)
        row.answer, row.reason, row.answered_by, row.answered_at = answer, why, user, timezone.now()
        row.save(update_fields=["answer", "reason", "answered_by", "answered_at", "theirs"])
    question.refresh_from_db()
    return act


def may_take(question: ActQuestion) -> bool:
    """Whether the other side can be taken: it says a fact or holds a text."""
    return question.act_id is not None and bool(question.theirs) and question.field in {*DAYS, *WORDS, TEXT}


def may_be_both(question: ActQuestion) -> bool:
    """Whether the two sides can be two acts."""
    return question.act_id is not None and question.field in {*DAYS, *WORDS, TEXT, "number"}


def _take_theirs(user: User | None, question: ActQuestion, why: str, agreed: str | None) -> None:
    act = question.act
    if act is None or not may_take(question):
        raise ValidationError(_("Nguồn mới không nêu điều gì lấy được; hãy giữ như sổ hoặc sửa tay."))
    if question.field != TEXT:
        value = as_value(question.field, question.theirs)
        record_fact(user, act, question.field, value, question.source, reason=why, agreed=agreed)
        return
    hold_register()
    before = hanging_on([act.pk], FEW)  # what its old words ordered is derived again too
    held, read = ActText.objects.select_for_update().get(act=act), read_act_text(question.theirs, act.number)
    question.theirs, held.text = held.text, read.text  # the text that was left stays readable beside the question
    held.save(update_fields=["text"])
    act.sha256 = hashlib.sha256(read.text.encode()).hexdigest()
    act.effective_words, act.source = read.effective_words, question.source
    act.save(update_fields=["sha256", "effective_words", "source"])
    ActOrder.objects.filter(act=act).delete()
    ActMention.objects.filter(act=act).delete()
    keep_read(act, read)
    touched({act.pk, *before})


def _both(question: ActQuestion, issuer: str, issued_on: dt.date | None) -> LegalAct:
    first = question.act
    if first is None or not may_be_both(question):
        raise ValidationError(_("Câu hỏi này không phải về hai văn bản."))
    given = clean(join_lines(issuer)).text.strip()[:300]
    other_issuer = given or first.issuer
    day = issued_on
    if day is None and question.field == "issued_on" and question.theirs:
        day = dt.date.fromisoformat(question.theirs)
    if day is None:
        raise ValidationError({"issued_on": _("Hãy ghi ngày ban hành của văn bản thứ hai.")})
    if day == first.issued_on and issuer_key(other_issuer) == first.issuer_key:
        raise ValidationError(
            {"issued_on": _("Hai văn bản phải khác cơ quan hoặc khác ngày; cùng số, cơ quan, ngày là một văn bản.")}
        )
    facts = {question.field: question.theirs} if question.field in WORDS and question.theirs else {}
    number = question.theirs if question.field == "number" else first.number
    title = facts.get("title", "")
    read = read_act_text(question.theirs) if question.field == TEXT and question.theirs else None
    try:
        with transaction.atomic():
            act = LegalAct.objects.create(
                number=number[:120],
                number_key=(number if question.field == "number" else first.number_key)[:120],
                issuer=other_issuer,
                issuer_key=issuer_key(other_issuer),
                kind=facts.get("kind", first.kind)[:80],
                title=title or (read.header.title or "" if read is not None else ""),
                name_key=found_by(title, facts.get("kind", first.kind)),
                details_key=details_key(title),
                issued_on=day,
                effective_on=read.effective_on if read is not None else None,
                effective_words=read.effective_words if read is not None else "",
                source=question.source,
                sha256=hashlib.sha256(read.text.encode()).hexdigest() if read is not None else "",
            )
    except IntegrityError as error:
        raise ValidationError(_("Sổ đã có văn bản cùng số, cơ quan và ngày này.")) from error
    if read is not None:
        ActText.objects.create(act=act, text=read.text)
        if act.title:
            act.name_key = found_by(act.title, act.kind)
            act.details_key = details_key(act.title)
            act.save(update_fields=["name_key", "details_key"])
        keep_read(act, read)
    touched([act.pk])
    return act
