import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tremplin.core.fields
import tremplin.core.refs


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0001_initial"),
        ("content", "0009_bodies"),
        ("core", "0002_sender"),
        ("directory", "0002_doors"),
        ("people", "__first__"),
        ("programme", "0003_doors"),
        ("selection", "0001_initial"),
        ("support", "0005_saved_is_in_outcomes"),
    ]

    operations = [
        migrations.CreateModel(
            name="DatedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name_rules", "rules for using the name of the programme"),
                            ("republican", "republican commitment contract"),
                            ("charter", "duties of the charter"),
                            ("convention", "convention of a grant"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title_fr", models.CharField(max_length=200, verbose_name="title, in French")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title, in English")),
                ("words_fr", models.TextField(verbose_name="text, in French")),
                ("words_en", models.TextField(blank=True, verbose_name="text, in English")),
                ("valid_from", models.DateField(verbose_name="in force from")),
                ("sha256", models.CharField(max_length=64)),
                ("written_at", models.DateTimeField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dated_texts",
                        to="programme.programme",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "dated text",
                "verbose_name_plural": "dated texts",
                "ordering": ["programme", "kind", "-valid_from", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["name_rules", "republican", "charter", "convention"])),
                        name="datedtext_kind_known",
                    ),
                    models.UniqueConstraint(fields=("programme", "kind", "valid_from"), name="datedtext_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Convention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="reference of the decision")),
                ("object", models.CharField(max_length=300, verbose_name="what the grant is for")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount, in euros")),
                ("from_day", models.DateField(verbose_name="from")),
                ("until_day", models.DateField(verbose_name="until")),
                ("not_economic", models.TextField(blank=True, verbose_name="why it is not for an economic activity")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("proposed", "waiting for signatures"),
                            ("signed", "signed by both"),
                            ("ended", "ended"),
                            ("dropped", "given up"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed by both on")),
                ("published_on", models.DateField(blank=True, null=True)),
                ("ending", models.TextField(blank=True, verbose_name="how it ended")),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conventions",
                        to="support.accompaniment",
                    ),
                ),
                (
                    "bearer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conventions", to="calls.bearer"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conventions", to="support.datedtext"
                    ),
                ),
            ],
            options={
                "verbose_name": "convention",
                "verbose_name_plural": "conventions",
                "ordering": ["accompaniment", "-written_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "proposed", "signed", "ended", "dropped"])),
                        name="convention_state_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="convention_of_some_money"),
                    models.CheckConstraint(
                        condition=models.Q(("until_day__gte", models.F("from_day"))),
                        name="convention_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["signed", "ended"]), _negated=True),
                            ("signed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="convention_signed_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Advantage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("money", "money"), ("kind", "help in kind, valued")],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("programme", "given by this programme"),
                            ("declared", "given by somebody else, declared by the structure"),
                        ],
                        max_length=10,
                        verbose_name="given by",
                    ),
                ),
                ("giver", models.CharField(blank=True, max_length=200, verbose_name="name of the giver")),
                ("object", models.CharField(max_length=300, verbose_name="what it is")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="value, in euros")),
                ("valued", models.CharField(blank=True, max_length=300, verbose_name="how it was valued")),
                ("granted_on", models.DateField(verbose_name="granted on")),
                ("not_economic", models.TextField(blank=True, verbose_name="why it is not for an economic activity")),
                (
                    "register_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number in the national register"),
                ),
                ("written_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_why", models.TextField(blank=True, verbose_name="why it is withdrawn")),
                (
                    "bearer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="advantages", to="calls.bearer"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="advantages", to="programme.programme"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advantage",
                        to="support.booking",
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advantages",
                        to="support.convention",
                    ),
                ),
            ],
            options={
                "verbose_name": "advantage",
                "verbose_name_plural": "advantages",
                "ordering": ["bearer", "granted_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nature__in", ["money", "kind"])), name="advantage_nature_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["programme", "declared"])), name="advantage_source_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="advantage_of_some_value"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nature", "kind"), _negated=True),
                            models.Q(("valued", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="advantage_in_kind_says_how_valued",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None), models.Q(("withdrawn_why", ""), _negated=True), _connector="OR"
                        ),
                        name="advantage_withdrawn_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("partner", models.CharField(max_length=200, verbose_name="with whom")),
                ("object", models.CharField(max_length=300, verbose_name="about what")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being drafted"),
                            ("negotiated", "being negotiated"),
                            ("signed", "signed"),
                            ("ended", "ended"),
                            ("dropped", "given up"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("next_step", models.CharField(blank=True, max_length=300, verbose_name="next step")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="by")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("renewed", models.PositiveSmallIntegerField(default=0, verbose_name="times renewed")),
                ("reminded_for", models.DateField(blank=True, null=True)),
                ("words", models.TextField(blank=True, verbose_name="in a few words")),
                ("written_at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="support.accompaniment",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "relation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="agreements",
                        to="support.relation",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement with others",
                "verbose_name_plural": "agreements with others",
                "ordering": ["accompaniment", "-written_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "negotiated", "signed", "ended", "dropped"])),
                        name="agreement_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["signed", "ended"]), _negated=True),
                            ("signed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="agreement_signed_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("signed_on", None),
                            ("ends_on__gte", models.F("signed_on")),
                            _connector="OR",
                        ),
                        name="agreement_ends_after_it_is_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Budget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.DateField(verbose_name="first day of the quarter")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="needed, in euros")),
                ("said_at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="budgets", to="support.accompaniment"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "need of money of a quarter",
                "verbose_name_plural": "needs of money of quarters",
                "ordering": ["accompaniment", "quarter"],
                "constraints": [
                    models.UniqueConstraint(fields=("accompaniment", "quarter"), name="budget_once_a_quarter"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="budget_not_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.CharField(
                        choices=[
                            ("digital", "open code and data"),
                            ("natural", "natural resources"),
                            ("science", "open science"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("yes", "yes"), ("not_yet", "not yet"), ("not_concerned", "does not apply")],
                        max_length=14,
                    ),
                ),
                ("evidence", models.TextField(blank=True, verbose_name="evidence: an address, or a few words")),
                ("read", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="calls.initiative"
                    ),
                ),
            ],
            options={
                "verbose_name": "item of a check-list",
                "verbose_name_plural": "items of check-lists",
                "ordering": ["initiative", "list", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("initiative", "list", "key"), name="check_once"),
                    models.CheckConstraint(
                        condition=models.Q(("list__in", ["digital", "natural", "science"])), name="check_list_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["yes", "not_yet", "not_concerned"])), name="check_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="your question")),
                ("words", models.TextField(blank=True, verbose_name="more about it")),
                ("at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="class_questions",
                        to="programme.season",
                    ),
                ),
            ],
            options={
                "verbose_name": "question to a class",
                "verbose_name_plural": "questions to classes",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ClassAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("words", models.TextField(verbose_name="your answer")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="support.classquestion"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer in a class",
                "verbose_name_plural": "answers in classes",
                "ordering": ["question", "at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="classanswer_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("shown_name", models.CharField(max_length=160, verbose_name="the name you show")),
                ("words", models.TextField(blank=True, verbose_name="who you are, in a few words")),
                (
                    "helps_with",
                    models.CharField(blank=True, max_length=300, verbose_name="what you can help others with"),
                ),
                ("reach", models.CharField(blank=True, max_length=200, verbose_name="how to reach you")),
                (
                    "hears",
                    models.BooleanField(
                        default=False, verbose_name="write to me when somebody asks the class a question"
                    ),
                ),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accompaniment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="class_cards",
                        to="support.accompaniment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="class_cards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="class_cards", to="programme.season"
                    ),
                ),
            ],
            options={
                "verbose_name": "card in a class",
                "verbose_name_plural": "cards in classes",
                "ordering": ["season", "shown_name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("season", "person"), name="classcard_once")],
            },
        ),
        migrations.CreateModel(
            name="ClassDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("address", models.URLField(blank=True, verbose_name="address")),
                ("at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="class_documents",
                        to="programme.season",
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a class",
                "verbose_name_plural": "documents of classes",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), ("file__isnull", False)),
                            models.Q(("file", None), models.Q(("address", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="classdocument_a_file_or_an_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("words", models.TextField(verbose_name="comment")),
                ("private", models.BooleanField(default=False, verbose_name="for the programme only")),
                ("at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="support.accompaniment"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="support.action",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="support.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["accompaniment", "at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", None), ("need__isnull", False)),
                            models.Q(("action__isnull", False), ("need", None)),
                            _connector="OR",
                        ),
                        name="comment_on_a_need_or_an_action",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="comment_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("acceleration", "acceleration committee"), ("engagement", "engagement committee")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="place, or how to join")),
                ("words", models.TextField(blank=True, verbose_name="agenda, in a few words")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("held", "held, minutes to be signed"),
                            ("signed", "held, minutes signed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("quorum", models.PositiveSmallIntegerField(default=50, verbose_name="quorum, in per cent")),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("changed_why", models.TextField(blank=True, verbose_name="why it was moved")),
                ("pack_asked_at", models.DateTimeField(blank=True, null=True)),
                ("pack_done", models.PositiveSmallIntegerField(default=0)),
                ("pack_total", models.PositiveSmallIntegerField(default=0)),
                ("packed_at", models.DateTimeField(blank=True, null=True)),
                ("held_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_why", models.TextField(blank=True, verbose_name="why it is cancelled")),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="committees", to="programme.season"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "committee",
                "verbose_name_plural": "committees",
                "ordering": ["-starts_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["acceleration", "engagement"])), name="committee_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "held", "signed", "cancelled"])),
                        name="committee_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="committee_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quorum__gte", 1), ("quorum__lte", 100)), name="committee_quorum_is_a_share"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["held", "signed"]), _negated=True),
                            models.Q(("held_at__isnull", False), ("packed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="committee_held_after_its_pack",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancelled_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="committee_cancelled_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("quality", models.CharField(max_length=200, verbose_name="acting as")),
                (
                    "presence",
                    models.CharField(
                        choices=[("expected", "expected"), ("present", "present"), ("excused", "excused")],
                        default="expected",
                        max_length=10,
                        verbose_name="presence",
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.body",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="support.committee"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a committee",
                "verbose_name_plural": "members of committees",
                "ordering": ["committee", "person__folded", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("committee", "person"), name="committeemember_once"),
                    models.CheckConstraint(
                        condition=models.Q(("presence__in", ["expected", "present", "excused"])),
                        name="committeemember_presence_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("frozen", models.JSONField(blank=True, null=True)),
                ("officer_words", models.TextField(blank=True, verbose_name="what the officer proposes, and why")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "the support goes on"),
                            ("extend", "the support is extended"),
                            ("stop", "the support stops"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("extended_until", models.DateField(blank=True, null=True, verbose_name="extended until")),
                (
                    "granted",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="grant, in euros"
                    ),
                ),
                ("conditions", models.TextField(blank=True, verbose_name="conditions of the next tranche")),
                ("motive", models.TextField(blank=True, verbose_name="motive")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("present", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("needed", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_items",
                        to="support.accompaniment",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="support.committee"
                    ),
                ),
                (
                    "left_room",
                    models.ManyToManyField(blank=True, related_name="left_items", to="support.committeemember"),
                ),
            ],
            options={
                "verbose_name": "item of a committee",
                "verbose_name_plural": "items of committees",
                "ordering": ["committee", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("committee", "accompaniment"), name="committeeitem_once"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["", "continue", "extend", "stop"])),
                        name="committeeitem_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("outcome", "")),
                            models.Q(models.Q(("outcome", ""), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="committeeitem_decided_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "extend"), _negated=True),
                            ("extended_until__isnull", False),
                            _connector="OR",
                        ),
                        name="committeeitem_extended_until_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "stop"), _negated=True),
                            models.Q(("motive", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="committeeitem_stop_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("granted", None), ("granted__gte", 0), _connector="OR"),
                        name="committeeitem_grant_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommonsRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                (
                    "contributors",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="people who contributed in the last year"
                    ),
                ),
                ("regulars", models.PositiveIntegerField(blank=True, null=True, verbose_name="of whom every month")),
                ("decides", models.TextField(blank=True, verbose_name="who decides, and how one takes part")),
                ("maintains", models.TextField(blank=True, verbose_name="who maintains it")),
                ("pays", models.TextField(blank=True, verbose_name="who pays for it")),
                (
                    "one_person",
                    models.TextField(blank=True, verbose_name="what would stop if the most present person left"),
                ),
                (
                    "without_state",
                    models.TextField(blank=True, verbose_name="what would happen if the State stopped helping"),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commons_records",
                        to="calls.initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "record of the life of a common",
                "verbose_name_plural": "records of the life of commons",
                "ordering": ["initiative", "-on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contributors", None),
                            ("regulars", None),
                            ("regulars__lte", models.F("contributors")),
                            _connector="OR",
                        ),
                        name="commonsrecord_regulars_among_contributors",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConventionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("frozen", models.JSONField()),
                ("words", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("written_at", models.DateTimeField()),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="support.convention"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a convention",
                "verbose_name_plural": "versions of a convention",
                "ordering": ["convention", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("convention", "number"), name="conventionversion_number_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="ConventionSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("bearer", "the structure that carries the initiative"),
                            ("authority", "the authority"),
                        ],
                        max_length=10,
                        verbose_name="for",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="first name and last name")),
                ("quality", models.CharField(max_length=160, verbose_name="acting as")),
                ("signed_on", models.DateField(verbose_name="signed on")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="support.conventionversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature of a convention",
                "verbose_name_plural": "signatures of conventions",
                "ordering": ["version", "party"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "party"), name="conventionsignature_once_a_party"),
                    models.CheckConstraint(
                        condition=models.Q(("party__in", ["bearer", "authority"])),
                        name="conventionsignature_party_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="duty")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "kept"), ("partly", "partly kept"), ("not", "not kept")],
                        max_length=10,
                    ),
                ),
                ("evidence", models.TextField(blank=True, verbose_name="evidence: an address, or a few words")),
                ("at", models.DateTimeField(blank=True, null=True)),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="duties", to="support.accompaniment"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "duty of the charter",
                "verbose_name_plural": "duties of the charter",
                "ordering": ["accompaniment", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("accompaniment", "position"), name="duty_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["", "kept", "partly", "not"])), name="duty_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", ""),
                            models.Q(
                                models.Q(("evidence", ""), _negated=True), ("by__isnull", False), ("at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="duty_said_with_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expertise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("administration", "of an administration"),
                            ("partner", "of a partner"),
                            ("mentor", "mentor, unpaid"),
                            ("coach", "coach, paid"),
                        ],
                        max_length=14,
                        verbose_name="who they are",
                    ),
                ),
                ("words", models.TextField(verbose_name="what they can help with")),
                (
                    "hours_a_month",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="hours a month, at most"),
                ),
                ("from_day", models.DateField(verbose_name="from")),
                ("until_day", models.DateField(blank=True, null=True, verbose_name="until")),
                ("left_why", models.CharField(blank=True, max_length=200, verbose_name="why it ended")),
                ("written_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expertises",
                        to="directory.body",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expertises",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="expertises", to="programme.programme"
                    ),
                ),
                (
                    "territories",
                    models.ManyToManyField(
                        blank=True, related_name="expertises", to="directory.territory", verbose_name="where"
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, related_name="expertises", to="content.topic", verbose_name="themes"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "expertise",
                "verbose_name_plural": "expertises",
                "ordering": ["person__folded", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["administration", "partner", "mentor", "coach"])),
                        name="expertise_kind_known",
                    ),
                    models.UniqueConstraint(fields=("programme", "person"), name="expertise_once_a_programme"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_day", None), ("until_day__gte", models.F("from_day")), _connector="OR"
                        ),
                        name="expertise_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(choices=[("team", "the initiative"), ("officer", "the programme")], max_length=10),
                ),
                ("useful", models.TextField(verbose_name="what was it useful for?")),
                ("otherwise", models.TextField(blank=True, verbose_name="what would you do otherwise next time?")),
                ("at", models.DateTimeField()),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feedbacks", to="support.booking"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback on a session",
                "verbose_name_plural": "feedback on sessions",
                "ordering": ["booking", "side"],
                "constraints": [
                    models.UniqueConstraint(fields=("booking", "side"), name="feedback_once_a_side"),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["team", "officer"])), name="feedback_side_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tranche",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount, in euros")),
                ("due_on", models.DateField(verbose_name="expected on")),
                ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                ("needs_committee", models.BooleanField(default=False, verbose_name="waits for a committee")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("open", "its conditions are met"),
                            ("requested", "its payment is requested"),
                            ("paid", "paid"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("requested_on", models.DateField(blank=True, null=True)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("payment", models.CharField(blank=True, max_length=60, verbose_name="reference of the payment")),
                ("why", models.TextField(blank=True, verbose_name="why it is cancelled")),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tranches", to="support.convention"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tranches",
                        to="support.committeeitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "tranche",
                "verbose_name_plural": "tranches",
                "ordering": ["convention", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("convention", "number"), name="tranche_number_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "open", "requested", "paid", "cancelled"])),
                        name="tranche_state_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="tranche_of_some_money"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_committee", False),
                            ("state__in", ["planned", "cancelled"]),
                            ("decided_by__isnull", False),
                            _connector="OR",
                        ),
                        name="tranche_opens_after_its_committee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "paid"), _negated=True), ("paid_on__isnull", False), _connector="OR"
                        ),
                        name="tranche_paid_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FinancialReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "due"), ("received", "received, to be read"), ("accepted", "accepted")],
                        default="due",
                        max_length=10,
                    ),
                ),
                (
                    "spent",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="spent, in euros"
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="what it was spent on")),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("remark", models.TextField(blank=True, verbose_name="what is to be corrected")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "convention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="support.convention"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "gates",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report",
                        to="support.tranche",
                    ),
                ),
            ],
            options={
                "verbose_name": "financial report",
                "verbose_name_plural": "financial reports",
                "ordering": ["convention", "due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["due", "received", "accepted"])),
                        name="financialreport_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("spent", None), ("spent__gte", 0), _connector="OR"),
                        name="financialreport_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            ("accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="financialreport_accepted_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Funding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="source")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("meant", "to be asked"),
                            ("asked", "asked"),
                            ("got", "obtained"),
                            ("refused", "refused"),
                            ("dropped", "given up"),
                        ],
                        default="meant",
                        max_length=10,
                    ),
                ),
                ("asked", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount asked, in euros")),
                (
                    "got",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount obtained, in euros"
                    ),
                ),
                ("deadline", models.DateField(blank=True, null=True, verbose_name="to be asked by")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="asked on")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                ("covers_from", models.DateField(verbose_name="pays from")),
                ("covers_until", models.DateField(verbose_name="until")),
                ("words", models.TextField(blank=True, verbose_name="in a few words")),
                ("written_at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fundings", to="support.accompaniment"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fundings",
                        to="directory.body",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="funding",
                        to="support.resourcerequest",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "source of funding",
                "verbose_name_plural": "sources of funding",
                "ordering": ["accompaniment", "covers_from", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["meant", "asked", "got", "refused", "dropped"])),
                        name="funding_state_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("asked__gte", 0)), name="funding_asked_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(("got", None), ("got__gte", 0), _connector="OR"),
                        name="funding_got_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "got"), _negated=True), ("got__isnull", False), _connector="OR"
                        ),
                        name="funding_got_says_how_much",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("covers_until__gte", models.F("covers_from"))),
                        name="funding_covers_from_before_until",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.CharField(default="1234567", max_length=7, verbose_name="days")),
                ("from_time", models.TimeField(verbose_name="from")),
                ("until_time", models.TimeField(verbose_name="until")),
                ("ceiling", models.PositiveSmallIntegerField(default=3, verbose_name="open requests at once, at most")),
                ("said_at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="support.accompaniment"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "hours of an initiative",
                "verbose_name_plural": "hours of initiatives",
                "ordering": ["accompaniment"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("days", ""), _negated=True), name="hours_on_some_day"),
                    models.CheckConstraint(
                        condition=models.Q(("until_time__gt", models.F("from_time"))), name="hours_end_after_they_begin"
                    ),
                    models.CheckConstraint(condition=models.Q(("ceiling__gte", 1)), name="hours_at_least_one_request"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[("consolidate", "consolidate"), ("integrate", "integrate"), ("deploy", "deploy")],
                        default="deploy",
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="what is measured")),
                ("unit", models.CharField(max_length=60, verbose_name="unit")),
                ("source", models.CharField(max_length=200, verbose_name="where the figure comes from")),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("month", "every month"),
                            ("quarter", "every quarter"),
                            ("half", "twice a year"),
                            ("year", "once a year"),
                        ],
                        default="quarter",
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "initial",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="value at the start"
                    ),
                ),
                ("initial_on", models.DateField(blank=True, null=True, verbose_name="measured on")),
                (
                    "target",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="value aimed at"
                    ),
                ),
                ("target_on", models.DateField(blank=True, null=True, verbose_name="aimed at by")),
                (
                    "least",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="never under"
                    ),
                ),
                (
                    "most",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="never over"
                    ),
                ),
                ("carried", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is no longer measured"),
                ),
                ("reminded_for", models.DateField(blank=True, null=True)),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="support.accompaniment",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["accompaniment", "step", "written_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["consolidate", "integrate", "deploy"])),
                        name="indicator_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("frequency__in", ["month", "quarter", "half", "year"])),
                        name="indicator_frequency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("least", None), ("most", None), ("most__gte", models.F("least")), _connector="OR"
                        ),
                        name="indicator_bounds_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), models.Q(("closed_why", ""), _negated=True), _connector="OR"
                        ),
                        name="indicator_closed_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="question, as anybody could ask it")),
                ("words", models.TextField(verbose_name="answer")),
                ("written_at", models.DateTimeField()),
                ("check_on", models.DateField(blank=True, null=True, verbose_name="to be read again on")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_notes",
                        to="programme.programme",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.topic",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "reusable legal answer",
                "verbose_name_plural": "reusable legal answers",
                "ordering": ["title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LegalQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="your question")),
                ("words", models.TextField(blank=True, verbose_name="what one must know to answer")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked, no expert yet"),
                            ("with_expert", "with an expert"),
                            ("answered", "answered"),
                            ("dropped", "no longer asked"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("hoped_by", models.DateField(verbose_name="answer hoped for by")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why it is no longer asked")),
                ("asked_at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legal_questions",
                        to="support.accompaniment",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legal_questions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="questions",
                        to="support.legalnote",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal question",
                "verbose_name_plural": "legal questions",
                "ordering": ["accompaniment", "-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "with_expert", "answered", "dropped"])),
                        name="legalquestion_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="legalquestion_answered_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "with_expert"), _negated=True),
                            ("expert__isnull", False),
                            _connector="OR",
                        ),
                        name="legalquestion_with_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("support", "letter of support"), ("attestation", "attestation of support")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("addressed_to", models.CharField(blank=True, max_length=200, verbose_name="addressed to")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("words", models.TextField(verbose_name="text")),
                ("language", models.CharField(default="fr", max_length=5)),
                ("signed_as", models.CharField(max_length=160, verbose_name="acting as")),
                ("issued_at", models.DateTimeField()),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_why", models.TextField(blank=True, verbose_name="why it is withdrawn")),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="support.accompaniment"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["accompaniment", "-issued_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["support", "attestation"])), name="letter_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None), models.Q(("withdrawn_why", ""), _negated=True), _connector="OR"
                        ),
                        name="letter_withdrawn_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("on", models.DateField(verbose_name="measured on")),
                ("value", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="value")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="in a few words")),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="measures", to="support.indicator"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="support.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "measure",
                "verbose_name_plural": "measures",
                "ordering": ["indicator", "on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)), fields=("indicator", "on"), name="measure_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("sections", models.JSONField(default=dict)),
                ("written_at", models.DateTimeField()),
                ("signed_name", models.CharField(blank=True, max_length=160, verbose_name="first name and last name")),
                ("signed_as", models.CharField(blank=True, max_length=160, verbose_name="acting as")),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="support.committee"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes",
                "verbose_name_plural": "minutes",
                "ordering": ["committee", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("committee", "number"), name="minutes_number_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("signed_at__isnull", False)),
                        fields=("committee",),
                        name="minutes_signed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at", None),
                            models.Q(
                                ("signed_by__isnull", False),
                                models.Q(("signed_as", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_signed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="number of the order")),
                ("days", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="days bought")),
                (
                    "hours_a_day",
                    models.DecimalField(decimal_places=2, default=7, max_digits=4, verbose_name="hours in a day"),
                ),
                ("from_day", models.DateField(verbose_name="from")),
                ("until_day", models.DateField(verbose_name="until")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_why", models.CharField(blank=True, max_length=200, verbose_name="why it is closed")),
                ("written_at", models.DateTimeField()),
                (
                    "expertise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="support.expertise"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "order of coaching",
                "verbose_name_plural": "orders of coaching",
                "ordering": ["expertise", "from_day", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("expertise", "number"), name="order_number_unique"),
                    models.CheckConstraint(condition=models.Q(("days__gt", 0)), name="order_of_some_days"),
                    models.CheckConstraint(condition=models.Q(("hours_a_day__gt", 0)), name="order_day_of_some_hours"),
                    models.CheckConstraint(
                        condition=models.Q(("until_day__gte", models.F("from_day"))), name="order_ends_after_it_starts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("site", "site"), ("territory", "territory where it is in use")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="name of the site")),
                ("from_day", models.DateField(verbose_name="since")),
                ("until_day", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
                ("written_at", models.DateTimeField()),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="calls.initiative"
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.territory",
                        verbose_name="where",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["initiative", "from_day", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["site", "territory"])), name="place_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_day", None), ("until_day__gte", models.F("from_day")), _connector="OR"
                        ),
                        name="place_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PackDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="support.committee"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a committee",
                "verbose_name_plural": "documents of committees",
                "ordering": ["committee", "pk"],
                "constraints": [models.UniqueConstraint(fields=("committee", "key"), name="packdocument_once_a_set")],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("money", "money"),
                            ("skills", "skills"),
                            ("distribution", "distribution through a network"),
                            ("other", "something else"),
                        ],
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what is pledged")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="value, in euros"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pledged", "pledged"),
                            ("confirmed", "confirmed in writing"),
                            ("delivered", "delivered"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="pledged",
                        max_length=10,
                    ),
                ),
                ("pledged_on", models.DateField(verbose_name="pledged on")),
                ("proof", models.CharField(blank=True, max_length=300, verbose_name="how it was confirmed")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="confirmed on")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="delivered on")),
                ("result", models.TextField(blank=True, verbose_name="what came of it")),
                ("sponsor_agrees_at", models.DateTimeField(blank=True, null=True)),
                ("team_agrees_at", models.DateTimeField(blank=True, null=True)),
                ("written_at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pledges",
                        to="support.accompaniment",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="directory.body",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pledges",
                        to="support.committeeitem",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pledges", to="programme.programme"
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sponsor_agrees_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team_agrees_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "pledge",
                "verbose_name_plural": "pledges",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sponsor_agrees_at", None), ("sponsor_agrees_by", None)),
                            models.Q(("sponsor_agrees_at__isnull", False), ("sponsor_agrees_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="pledge_agreed_by_a_partner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("team_agrees_at", None), ("team_agrees_by", None)),
                            models.Q(("team_agrees_at__isnull", False), ("team_agrees_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="pledge_agreed_by_a_team",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sponsor_agrees_by", None),
                            ("team_agrees_by", None),
                            models.Q(("sponsor_agrees_by", models.F("team_agrees_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="pledge_agreed_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pledged", "confirmed", "delivered", "withdrawn"])),
                        name="pledge_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["money", "skills", "distribution", "other"])),
                        name="pledge_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("sponsor", None)),
                            models.Q(("body", None), ("sponsor__isnull", False)),
                            _connector="OR",
                        ),
                        name="pledge_of_a_body_or_a_sponsor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                        name="pledge_of_some_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "delivered"]), _negated=True),
                            models.Q(("confirmed_on__isnull", False), models.Q(("proof", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="pledge_confirmed_in_writing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "delivered"), _negated=True),
                            ("delivered_on__isnull", False),
                            _connector="OR",
                        ),
                        name="pledge_delivered_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reuser",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("use", models.CharField(max_length=300, verbose_name="what they use it for")),
                ("from_day", models.DateField(verbose_name="since")),
                ("until_day", models.DateField(blank=True, null=True, verbose_name="until")),
                ("public", models.BooleanField(default=False, verbose_name="it agrees to be named in public")),
                ("written_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reuses",
                        to="directory.body",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reusers", to="calls.initiative"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "public user",
                "verbose_name_plural": "public users",
                "ordering": ["initiative", "from_day", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_day", None), ("until_day__gte", models.F("from_day")), _connector="OR"
                        ),
                        name="reuser_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Workshop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("words", models.TextField(blank=True, verbose_name="what it is about")),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="place, or how to join")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="seats, empty for as many as come"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("held", "held"), ("cancelled", "cancelled")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("result", models.TextField(blank=True, verbose_name="what came of it")),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("written_at", models.DateTimeField()),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="workshops", to="programme.season"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "workshop",
                "verbose_name_plural": "workshops",
                "ordering": ["starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "held", "cancelled"])), name="workshop_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="workshop_ends_after_it_begins"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkshopSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("taken_at", models.DateTimeField()),
                ("given_back_at", models.DateTimeField(blank=True, null=True)),
                ("came", models.BooleanField(blank=True, null=True)),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="support.accompaniment"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taken", to="support.workshop"
                    ),
                ),
            ],
            options={
                "verbose_name": "seat in a workshop",
                "verbose_name_plural": "seats in workshops",
                "ordering": ["workshop", "taken_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("workshop", "accompaniment"), name="workshopseat_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "for both sides"),
                            ("mine", "for whoever wrote it"),
                            ("programme", "for the programme"),
                            ("team", "for the initiative"),
                        ],
                        max_length=10,
                        verbose_name="for whom",
                    ),
                ),
                ("words", models.TextField(verbose_name="note")),
                ("at", models.DateTimeField()),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="session_notes", to="support.booking"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "note of a session",
                "verbose_name_plural": "notes of sessions",
                "ordering": ["booking", "at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["shared", "mine", "programme", "team"])),
                        name="sessionnote_audience_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="sessionnote_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("words", models.TextField(verbose_name="what you would like to talk about")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked, no expert yet"),
                            ("proposed", "proposed to an expert"),
                            ("accepted", "accepted: a moment is to be chosen"),
                            ("booked", "booked"),
                            ("dropped", "no longer asked"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("asked_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("not_before", models.DateField(blank=True, null=True, verbose_name="not before")),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="session_requests",
                        to="support.accompaniment",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request",
                        to="support.booking",
                    ),
                ),
                (
                    "expertise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="session_requests",
                        to="support.expertise",
                    ),
                ),
                (
                    "given_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_back",
                        to="support.expertise",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="session_requests",
                        to="support.need",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "session asked for",
                "verbose_name_plural": "sessions asked for",
                "ordering": ["accompaniment", "-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "proposed", "accepted", "booked", "dropped"])),
                        name="sessionrequest_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "dropped"]),
                            models.Q(("expertise__isnull", False), ("proposed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="sessionrequest_proposed_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "booked"), _negated=True), ("booking__isnull", False), _connector="OR"
                        ),
                        name="sessionrequest_booked_has_a_session",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("diagnosis", "the shared diagnosis"),
                            ("roadmap", "the roadmap"),
                            ("sessions", "the sessions and their shared notes"),
                            ("ties", "introductions and relations"),
                            ("money", "money: funding plan, conventions, advantages"),
                            ("legal", "legal questions and agreements"),
                            ("results", "indicators, places and users"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("referents", "the referents named beside it"),
                            ("experts", "the experts it has a session with"),
                        ],
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="support.accompaniment"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "subject opened",
                "verbose_name_plural": "subjects opened",
                "ordering": ["accompaniment", "subject", "audience"],
                "constraints": [
                    models.UniqueConstraint(fields=("accompaniment", "subject", "audience"), name="share_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject__in", ["diagnosis", "roadmap", "sessions", "ties", "money", "legal", "results"])
                        ),
                        name="share_subject_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["referents", "experts"])), name="share_audience_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=160, verbose_name="first name and last name")),
                ("quality", models.CharField(max_length=160, verbose_name="acting as")),
                ("at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signings", to="support.accompaniment"
                    ),
                ),
                (
                    "bearer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signings",
                        to="calls.bearer",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signings", to="support.datedtext"
                    ),
                ),
            ],
            options={
                "verbose_name": "signature of a text",
                "verbose_name_plural": "signatures of texts",
                "ordering": ["accompaniment", "-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("text", "accompaniment", "bearer"), name="signing_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("bearer", None)),
                        fields=("text", "accompaniment"),
                        name="signing_once_without_a_bearer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Walk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("path", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("begun", "under way"), ("done", "reached its end"), ("dropped", "given up")],
                        default="begun",
                        max_length=10,
                    ),
                ),
                ("aim_on", models.DateField(blank=True, null=True, verbose_name="hoped to end by")),
                ("result", models.TextField(blank=True, verbose_name="what came of it")),
                ("begun_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="walks", to="support.accompaniment"
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "path followed",
                "verbose_name_plural": "paths followed",
                "ordering": ["accompaniment", "begun_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("accompaniment", "path"), name="walk_once_a_path"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["begun", "done", "dropped"])), name="walk_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("on", models.DateField(verbose_name="day")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="in a few words")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "walk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stages", to="support.walk"
                    ),
                ),
            ],
            options={
                "verbose_name": "stage reached",
                "verbose_name_plural": "stages reached",
                "ordering": ["walk", "on", "pk"],
                "constraints": [models.UniqueConstraint(fields=("walk", "key"), name="stage_once")],
            },
        ),
        migrations.CreateModel(
            name="TemplateAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[("consolidate", "consolidate"), ("integrate", "integrate"), ("deploy", "deploy")],
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                ("title_fr", models.CharField(max_length=200, verbose_name="what is to be done, in French")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=200, verbose_name="what is to be done, in English"),
                ),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("team", "the initiative"),
                            ("officer", "the programme"),
                            ("expert", "an expert"),
                            ("body", "an administration"),
                        ],
                        max_length=10,
                        verbose_name="who does it",
                    ),
                ),
                ("after_days", models.PositiveSmallIntegerField(verbose_name="days after the first day")),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="template_actions",
                        to="programme.season",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of the template roadmap",
                "verbose_name_plural": "lines of the template roadmap",
                "ordering": ["season", "after_days", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["consolidate", "integrate", "deploy"])),
                        name="templateaction_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner__in", ["team", "officer", "expert", "body"])),
                        name="templateaction_owner_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Working",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("rhythm", models.CharField(max_length=200, verbose_name="how often you talk")),
                ("channels", models.CharField(max_length=200, verbose_name="by which channels")),
                (
                    "hours_a_month",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="hours a month asked of the team"
                    ),
                ),
                (
                    "money_asked",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="money asked of the team (travel, fees…)"
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="anything else agreed")),
                ("written_at", models.DateTimeField()),
                ("team_at", models.DateTimeField(blank=True, null=True)),
                ("officer_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="workings", to="support.accompaniment"
                    ),
                ),
                (
                    "officer_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "conventions of working",
                "verbose_name_plural": "conventions of working",
                "ordering": ["accompaniment", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("accompaniment", "number"), name="working_number_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="YearReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "public"), ("internal", "internal")], max_length=10, verbose_name="for whom"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("facts", models.JSONField()),
                ("words", models.TextField(verbose_name="report")),
                ("written_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="support.accompaniment"
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "report of the year",
                "verbose_name_plural": "reports of the year",
                "ordering": ["accompaniment", "audience", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("accompaniment", "audience", "number"), name="yearreport_number_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "internal"])), name="yearreport_audience_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(("agreed_at__isnull", False), ("audience", "public")),
                            _connector="OR",
                        ),
                        name="yearreport_published_was_agreed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)),
                        fields=("accompaniment", "audience"),
                        name="yearreport_one_draft",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "verbose_name_plural": "calendar addresses",
                "ordering": ["person", "-opened_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("person",), name="calendarfeed_once_at_a_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Carried",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ref",
                    tremplin.core.fields.RefField(
                        default=tremplin.core.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("asked", models.CharField(max_length=300)),
                ("words", models.TextField()),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "to be confirmed"),
                            ("confirmed", "confirmed"),
                            ("corrected", "corrected"),
                            ("aside", "set aside"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="why it is set aside")),
                ("at", models.DateTimeField()),
                (
                    "accompaniment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carried", to="support.accompaniment"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "need",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carried_from",
                        to="support.need",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage carried from the application",
                "verbose_name_plural": "passages carried from the application",
                "ordering": ["accompaniment", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("accompaniment", "position"), name="carried_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "confirmed", "corrected", "aside"])),
                        name="carried_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "aside"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="carried_set_aside_says_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="accompaniment",
            name="ended_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("completed", "at its end"),
                    ("withdrawn", "the initiative withdrew"),
                    ("stopped", "stopped by a committee"),
                    ("renewed", "renewed"),
                ],
                max_length=10,
                verbose_name="how it ended",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="asked",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="action",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="directory.body",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="booking",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="actions",
                to="support.booking",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="door",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="directory.door",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="later_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="action",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="point",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="actions",
                to="support.point",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="position",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="action",
            name="resource",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="directory.resource",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="booking",
            name="hours",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="hours given"
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="sequence",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="point",
            name="next_on",
            field=models.DateField(blank=True, null=True, verbose_name="next call on"),
        ),
        migrations.AddField(
            model_name="point",
            name="next_words",
            field=models.CharField(blank=True, max_length=200, verbose_name="about what"),
        ),
        migrations.AddField(
            model_name="relation",
            name="alone",
            field=models.BooleanField(
                blank=True, null=True, verbose_name="the initiative reaches them without the programme"
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="alone_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="relation",
            name="handed_over_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="relation",
            name="keeper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relations_kept",
                to=settings.AUTH_USER_MODEL,
                verbose_name="keeper",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="told",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="accompaniment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_as__in", ["", "completed", "withdrawn", "stopped", "renewed"])),
                name="accompaniment_ended_as_known",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="commitments",
                to="support.committeeitem",
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bookings",
                to="support.order",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours", None), ("hours__gt", 0), _connector="OR"), name="booking_of_some_hours"
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="copies",
                to="support.templateaction",
            ),
        ),
    ]
