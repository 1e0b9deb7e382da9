"""The index of search: which words stand in which articles of the register, as ``search.postings`` writes them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.law.models import LegalAct


class IndexedAct(models.Model):
    """An act whose articles are found. ``mark`` tells from which text and name it was made, and by which way."""

    act = models.OneToOneField(
        LegalAct, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("Văn bản")
    )
    name = models.CharField(_("Tên để tìm"), max_length=300, db_index=True)
    number = models.CharField(_("Số để tìm"), max_length=140, db_index=True)
    articles = models.PositiveIntegerField(_("Số điều"))
    mark = models.CharField(_("Dấu"), max_length=64)

    class Meta:
        verbose_name = _("văn bản tìm được")

    def __str__(self) -> str:
        return str(self.act_id)


class IndexedArticle(models.Model):
    """An article: its number (``postings.article_of``), where its words stand in those of the act, its heading."""

    article = models.BigIntegerField(_("Số trong chỉ mục"), primary_key=True)
    act = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="+", verbose_name=_("Văn bản"))
    label = models.CharField(_("Điều"), max_length=40, blank=True)
    heading = models.CharField(_("Tên điều"), max_length=300, blank=True)
    length = models.PositiveIntegerField(_("Độ dài"))
    start = models.PositiveIntegerField(_("Từ ký tự"))
    end = models.PositiveIntegerField(_("Đến ký tự"))

    class Meta:
        verbose_name = _("điều tìm được")

    def __str__(self) -> str:
        return str(self.article)


class SearchTerm(models.Model):
    """A syllable or a pair, and in how many articles it stands."""

    term = models.CharField(_("Từ"), max_length=60, unique=True)
    found = models.PositiveIntegerField(_("Số điều"))

    class Meta:
        verbose_name = _("từ tìm được")

    def __str__(self) -> str:
        return self.term


class TermPostings(models.Model):
    """The postings of a term in the articles of a block of acts (``postings.block_of``), packed, in order."""

    pk = models.CompositePrimaryKey("term", "block")
    term = models.ForeignKey(
        SearchTerm, on_delete=models.DO_NOTHING, db_index=False, db_constraint=False, related_name="+",
        verbose_name=_("Từ"),
    )  # fmt: skip
    block = models.PositiveIntegerField(_("Nhóm văn bản"))
    data = models.BinaryField(_("Chỗ có từ ấy"))

    class Meta:
        verbose_name = _("chỗ có từ")
        indexes = [models.Index(fields=["block"], name="search_postings_block")]

    def __str__(self) -> str:
        return f"{self.term_id} {self.block}"


class Indexing(models.Model):
    """One row: who changes the index holds it."""

    class Meta:
        verbose_name = _("việc lập chỉ mục")

    def __str__(self) -> str:
        return str(self.pk)
