"""The keys of records, closed with a master key."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RecordKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="Số riêng")),
                ("purpose", models.CharField(max_length=40, verbose_name="Dùng cho")),
                ("master", models.CharField(max_length=12, verbose_name="Khoá chủ")),
                ("wrapped", models.BinaryField(null=True, verbose_name="Khoá đã bọc")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="Tạo lúc")),
                ("destroyed_at", models.DateTimeField(null=True, verbose_name="Huỷ lúc")),
            ],
            options={
                "verbose_name": "khoá của hồ sơ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wrapped__isnull", True), ("destroyed_at__isnull", False)),
                            models.Q(("wrapped__isnull", False), ("destroyed_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="keyring_destroyed_is_gone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("purpose", "index")), fields=("purpose",), name="keyring_one_index_key"
                    ),
                ],
            },
        ),
    ]
