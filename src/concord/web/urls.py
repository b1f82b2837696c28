"""The addresses of all pages."""

from django.urls import path

from concord.web.pages import (
    account,
    agreement,
    contributions,
    decisions,
    desk,
    files,
    front,
    ledger,
    log,
    overview,
    projects,
    verification,
)

FUND = "f/<str:fund>"
DATA = "data/<str:fund>"

urlpatterns = [
    path("", overview.home, name="home"),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path(f"{FUND}/", overview.overview, name="overview"),
    path(f"{FUND}/agreement/", agreement.agreement, name="agreement"),
    path(f"{FUND}/contributions/", contributions.contributions, name="contributions"),
    path(f"{FUND}/parties/<path:party>/", ledger.party, name="party"),
    path(f"{FUND}/projects/", projects.projects, name="projects"),
    path(f"{FUND}/projects/<path:project>/", projects.project, name="project"),
    path(f"{FUND}/verification/", verification.verification, name="verification"),
    path(f"{FUND}/decisions/", decisions.decisions, name="decisions"),
    path(f"{FUND}/decisions/<path:case>/", decisions.case, name="case"),
    path(f"{FUND}/ledger/", ledger.ledger, name="ledger"),
    path(f"{FUND}/ledger/all/<str:family>/", ledger.family, name="family"),
    path(f"{FUND}/ledger/<path:account>/", ledger.account, name="account"),
    path(f"{FUND}/log/", log.log, name="log"),
    path(f"{FUND}/log/check/", log.check, name="check"),
    path(f"{FUND}/log/<int:seq>/", log.entry, name="entry"),
    path(f"{FUND}/done/<int:seq>/", desk.done, name="done"),
    path(f"{FUND}/clock/", desk.clock, name="clock"),
    path(f"{FUND}/act/", desk.acts, name="acts"),
    path(f"{FUND}/act/<slug:slug>/", desk.act, name="act"),
    path(f"{FUND}/act/<slug:slug>/check/", desk.check, name="check-act"),
    path(f"{DATA}/checkpoint", files.checkpoint, name="checkpoint"),
    path(f"{DATA}/log.vkey", files.key, name="key"),
    path(f"{DATA}/agreement.yaml", files.source, name="source"),
    path(f"{DATA}/report.json", files.report, name="report"),
    path(f"{DATA}/entries/<int:seq>.json", files.entry_bytes, name="entry-bytes"),
    path(f"{DATA}/receipts/<int:seq>.tlog-proof", files.receipt, name="receipt"),
]

handler403 = front.forbidden
handler404 = front.not_found
handler500 = front.failed
