"""The tables of an installation: the log and what is signed of it, and the side stores.

``Log`` and ``Signed`` only grow: triggers refuse every change of a row, on both databases
(migration 0002). Everything true of a fund follows from its log and its agreement; the side
stores are listed in ``SIDE_STORES`` with what each is for, and a test knows no other table.
"""

from django.conf import settings
from django.db import models

#: Tables that are not the log, and why they may exist; by the name in the database.
SIDE_STORES = {
    "concord_fund": "which funds are here, under which agreement, and a demonstration's clock",
    "concord_agreement": "the signed texts, by the hash that entry 0 names",
    "concord_officer": "for which party a signed-in person acts",
    "auth_user": "sign-in accounts",
    "auth_group": "sign-in accounts",
    "auth_permission": "sign-in accounts",
    "auth_group_permissions": "sign-in accounts",
    "auth_user_groups": "sign-in accounts",
    "auth_user_user_permissions": "sign-in accounts",
    "django_session": "who is signed in now",
    "django_content_type": "Django's own list of tables",
    "django_migrations": "which migrations were run",
}
#: The log itself and the checkpoints signed over it.
LOG_TABLES = ("concord_log", "concord_checkpoint")


class Agreement(models.Model):
    """A signed text with its normal form, under the SHA-256 of the latter."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    normal = models.BinaryField()
    source = models.BinaryField()
    file = models.CharField(max_length=255)

    class Meta:
        """Its table."""

        db_table = "concord_agreement"

    def __str__(self) -> str:
        return f"{self.file} ({self.sha256[:8]})"


class Fund(models.Model):
    """A fund of this installation. ``pinned_at`` is its clock where time is told, not measured."""

    id = models.CharField(max_length=64, primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT)
    origin = models.CharField(max_length=200, unique=True)
    pinned_at = models.CharField(max_length=20, blank=True)

    class Meta:
        """Its table."""

        db_table = "concord_fund"

    def __str__(self) -> str:
        return self.id


class Log(models.Model):
    """One entry: its place, what lists are looked up by, its leaf hash and its bytes.

    ``day`` is the calendar day of ``at`` in the fund's zone. ``keys`` says what the entry is about,
    as ``|kind:vote|case:d1|`` (index.py). ``digest`` is that of the command as it was sent (LED-4).
    The bytes come last, so that a search for keys need not read them.
    """

    pk = models.CompositePrimaryKey("fund", "seq")
    fund = models.CharField(max_length=64)
    seq = models.BigIntegerField()
    at = models.CharField(max_length=20)
    day = models.IntegerField()
    party = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    act_id = models.CharField(max_length=64)
    keys = models.TextField()
    digest = models.BinaryField()
    leaf = models.BinaryField()
    data = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "concord_log"
        constraints = (
            models.UniqueConstraint(fields=("fund", "act_id"), name="concord_log_act_once"),
        )

    def __str__(self) -> str:
        return f"{self.fund} {self.seq}"


class Signed(models.Model):
    """A checkpoint as it was signed, whole (LOG-4, LOG-11). ``day`` is that of the fund's clock."""

    pk = models.CompositePrimaryKey("fund", "size")
    fund = models.CharField(max_length=64)
    size = models.BigIntegerField()
    day = models.IntegerField()
    note = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "concord_checkpoint"

    def __str__(self) -> str:
        return f"{self.fund} {self.size}"


class Officer(models.Model):
    """For which party a signed-in person acts; in one fund, or in every fund that knows the party.

    ``role`` is what the sign-in page of a demonstration calls the person.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, null=True, blank=True)
    party = models.CharField(max_length=64)
    officer = models.CharField(max_length=64)
    role = models.CharField(max_length=120, blank=True)

    class Meta:
        """Its table."""

        db_table = "concord_officer"

    def __str__(self) -> str:
        return f"{self.officer} ({self.party})"
