"""Cases, their acts, clocks, ties, marks of words and looks into sensitive fields."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("keyring", "0001_initial"),
        ("people", "0007_words_of_an_offer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="Mã hồ sơ")),
                ("kind", models.CharField(max_length=60, verbose_name="Loại hồ sơ")),
                ("version", models.PositiveIntegerField(verbose_name="Phiên bản khi tiếp nhận")),
                ("year", models.PositiveIntegerField(verbose_name="Năm")),
                ("number", models.PositiveIntegerField(verbose_name="Số trong sổ")),
                ("erased_on", models.DateField(null=True, verbose_name="Xoá dữ liệu cá nhân ngày")),
                ("acts", models.PositiveIntegerField(default=0, verbose_name="Số thao tác")),
                ("state", models.CharField(max_length=60, verbose_name="Trạng thái")),
                ("opened_on", models.DateField(verbose_name="Tiếp nhận ngày")),
                ("closed_on", models.DateField(null=True, verbose_name="Kết thúc ngày")),
                ("flags", models.JSONField(default=list, verbose_name="Cờ")),
                ("data", models.JSONField(default=dict, verbose_name="Các trường")),
                ("search", models.TextField(default="", editable=False)),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Người xử lý",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="keyring.recordkey",
                        verbose_name="Khoá",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ",
            },
        ),
        migrations.CreateModel(
            name="CaseEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField(verbose_name="Thứ tự")),
                ("tx", models.CharField(max_length=128, verbose_name="Dấu gửi")),
                ("do", models.CharField(max_length=60, verbose_name="Thao tác")),
                ("on", models.CharField(max_length=16, verbose_name="Xảy ra lúc")),
                ("at", models.DateTimeField(verbose_name="Ghi lúc")),
                ("role", models.CharField(max_length=20, verbose_name="Vai trò")),
                ("data", models.JSONField(default=dict, verbose_name="Nội dung")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="cases.case",
                        verbose_name="Hồ sơ",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Người ghi",
                    ),
                ),
            ],
            options={
                "verbose_name": "thao tác trên hồ sơ",
                "ordering": ["seq"],
            },
        ),
        migrations.CreateModel(
            name="CaseLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fields", models.JSONField(default=list, verbose_name="Các trường đã mở")),
                ("purpose", models.CharField(max_length=300, verbose_name="Mục đích")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="Lúc")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="cases.case",
                        verbose_name="Hồ sơ",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                        verbose_name="Đơn vị",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Người xem",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt xem trường nhạy cảm",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="CaseMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=16)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, verbose_name="Thời hạn")),
                ("followed", models.BooleanField(default=False, verbose_name="Thời hạn của cơ quan khác")),
                ("norm", models.BooleanField(default=False, verbose_name="Định mức phục vụ")),
                ("past", models.BooleanField(default=False, verbose_name="Trước khi mở lại")),
                ("provisional", models.BooleanField(default=False, verbose_name="Dự kiến")),
                ("by_moment", models.BooleanField(default=False, verbose_name="Tính theo giờ")),
                ("started_on", models.DateField(verbose_name="Bắt đầu ngày")),
                ("due", models.DateField(null=True, verbose_name="Hạn")),
                ("soon_from", models.DateField(null=True, verbose_name="Sắp đến hạn từ ngày")),
                ("stopped_on", models.DateField(null=True, verbose_name="Dừng ngày")),
                ("cancelled_on", models.DateField(null=True, verbose_name="Huỷ ngày")),
                ("replaced_on", models.DateField(null=True, verbose_name="Được thay ngày")),
                ("started_at", models.DateTimeField(verbose_name="Bắt đầu lúc")),
                ("due_at", models.DateTimeField(null=True, verbose_name="Hạn lúc")),
                ("soon_at", models.DateTimeField(null=True, verbose_name="Sắp đến hạn từ lúc")),
                ("stopped_at", models.DateTimeField(null=True, verbose_name="Dừng lúc")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="Huỷ lúc")),
                ("replaced_at", models.DateTimeField(null=True, verbose_name="Được thay lúc")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="cases.case",
                        verbose_name="Hồ sơ",
                    ),
                ),
            ],
            options={
                "verbose_name": "thời hạn của hồ sơ",
                "ordering": ["case", "id"],
            },
        ),
        migrations.CreateModel(
            name="CaseTie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=60, verbose_name="Trường")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="cases.case",
                        verbose_name="Hồ sơ",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tied",
                        to="cases.case",
                        verbose_name="Hồ sơ được nêu",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ liên quan",
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["unit", "kind", "opened_on"], name="cases_case_unit_id_6502c9_idx"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)), fields=["handler"], name="case_open_by_handler"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)), fields=["unit", "state"], name="case_open_by_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("unit", "kind", "year", "number"), name="case_number_once"),
        ),
        migrations.AddConstraint(
            model_name="caseentry",
            constraint=models.UniqueConstraint(fields=("case", "seq"), name="case_entry_in_order"),
        ),
        migrations.AddConstraint(
            model_name="caseentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tx", ""), _negated=True), fields=("case", "tx"), name="case_entry_sent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="casemark",
            constraint=models.UniqueConstraint(fields=("mark", "case"), name="case_mark_once"),
        ),
        migrations.AddIndex(
            model_name="caseterm",
            index=models.Index(
                condition=models.Q(("cancelled_on", None), ("replaced_on", None), ("stopped_on", None)),
                fields=["due"],
                name="case_term_running_due",
            ),
        ),
        migrations.AddIndex(
            model_name="caseterm",
            index=models.Index(fields=["started_on", "due"], name="case_term_span"),
        ),
        migrations.AddConstraint(
            model_name="casetie",
            constraint=models.UniqueConstraint(fields=("case", "field"), name="case_tie_once"),
        ),
    ]
