"""The words of the illustrative fund, so that its pages can be read in every language.

Its agreement and its story are written in one language; a real fund would bring its own texts.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ILLUSTRATION: dict[str, Promise] = {
    "Foundations": _("Foundations"),
    "Food, health and water": _("Food, health and water"),
    "Farming and rural energy": _("Farming and rural energy"),
    "No nuclear test explosion": _("No nuclear test explosion"),
    "No launch that uses ballistic technology, satellites included": _(
        "No launch that uses ballistic technology, satellites included"
    ),
    "Modes of work agreed, and baseline statistics on food and health delivered": _(
        "Modes of work agreed, and baseline statistics on food and health delivered"
    ),
    "Inspectors admitted to the declared sites": _("Inspectors admitted to the declared sites"),
    "Production of plutonium halted": _("Production of plutonium halted"),
    "Monitors admitted wherever goods of the fund are stored or handed out": _(
        "Monitors admitted wherever goods of the fund are stored or handed out"
    ),
    "Exemption of goods of funded projects, line by line and in stated quantities": _(
        "Exemption of goods of funded projects, line by line and in stated quantities"
    ),
    "Waiver and licence for payments and goods of funded projects": _(
        "Waiver and licence for payments and goods of funded projects"
    ),
    "Passage of goods of funded projects by road and rail": _(
        "Passage of goods of funded projects by road and rail"
    ),
    "Entry into port of vessels that carry goods of funded projects": _(
        "Entry into port of vessels that carry goods of funded projects"
    ),
    "Transfer of funds for funded projects without prior authorisation": _(
        "Transfer of funds for funded projects without prior authorisation"
    ),
    "Import of refined petroleum for clinics and cold stores of funded projects": _(
        "Import of refined petroleum for clinics and cold stores of funded projects"
    ),
    "Export of textiles": _("Export of textiles"),
    "Nuclear test or launch": _("Nuclear test or launch"),
    "Access denied or attestation overdue, on a verifier's report": _(
        "Access denied or attestation overdue, on a verifier's report"
    ),
    "Misuse of money or goods of a project": _("Misuse of money or goods of a project"),
    "deliver the household survey": _("deliver the household survey"),
    "publish the audited accounts of 2027": _("publish the audited accounts of 2027"),
    # projects, and who carries them out
    "Baseline statistics on food and health": _("Baseline statistics on food and health"),
    "Public financial management and training": _("Public financial management and training"),
    "Third-party monitoring made ready": _("Third-party monitoring made ready"),
    "Fortified food for young children and mothers": _(
        "Fortified food for young children and mothers"
    ),
    "Medicines and diagnosis for resistant tuberculosis": _(
        "Medicines and diagnosis for resistant tuberculosis"
    ),
    "Care against preventable deaths of mothers and children": _(
        "Care against preventable deaths of mothers and children"
    ),
    "Safe drinking water restored after storms": _("Safe drinking water restored after storms"),
    "Less loss after the harvest, vegetables replanted": _(
        "Less loss after the harvest, vegetables replanted"
    ),
    "Water and hygiene in clinics": _("Water and hygiene in clinics"),
    "Treatment of severe acute malnutrition": _("Treatment of severe acute malnutrition"),
    "Supplies for safe births": _("Supplies for safe births"),
    "Food for children and women in the lean season": _(
        "Food for children and women in the lean season"
    ),
    "Essential medicines for newborn and sick children": _(
        "Essential medicines for newborn and sick children"
    ),
    "Ministry of Finance": _("Ministry of Finance"),
    "Ministry of Public Health with WHO": _("Ministry of Public Health with WHO"),
    "Ministry of Public Health with UNFPA": _("Ministry of Public Health with UNFPA"),
    "Ministry of Agriculture with FAO": _("Ministry of Agriculture with FAO"),
    # accounts to sign in with
    "Recipient: Ministry of Finance": _("Recipient: Ministry of Finance"),
    "Recipient: Ministry of Public Health": _("Recipient: Ministry of Public Health"),
    "Recipient: member of the oversight board": _("Recipient: member of the oversight board"),
    "Donor: Republic of Korea, oversight board": _("Donor: Republic of Korea, oversight board"),
    "Donor: United States, oversight board": _("Donor: United States, oversight board"),
    "Donor: Japan, oversight board": _("Donor: Japan, oversight board"),
    "Donor: China, oversight board": _("Donor: China, oversight board"),
    "Donor: European Union, oversight board": _("Donor: European Union, oversight board"),
    "Donor: Russian Federation, oversight board": _("Donor: Russian Federation, oversight board"),
    "Trustee: operations": _("Trustee: operations"),
    "Trustee: finance, second officer": _("Trustee: finance, second officer"),
    "Verifier: Agreed Technical Panel": _("Verifier: Agreed Technical Panel"),
    "Verifier: International Atomic Energy Agency": _(
        "Verifier: International Atomic Energy Agency"
    ),
    "Monitor in the field": _("Monitor in the field"),
    "Implementer: UNICEF": _("Implementer: UNICEF"),
    "Observer: auditor": _("Observer: auditor"),
}
