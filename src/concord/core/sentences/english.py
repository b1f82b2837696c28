"""The sentences in English: refusals by code, cures by act, states and the words inside them."""

from __future__ import annotations

from typing import Final

LANG: Final = "en"
CLAUSE: Final = "Article {clause}"
AGREEMENT: Final = "the agreement"
MISSING: Final = "(not stated)"
NONE: Final = "none"
OR: Final = "or"
NOBODY_NAMED: Final = "the parties concerned"
DATE: Final = "{day} {month} {year}"
AT: Final = "{date}, {time} UTC"
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
BY: Final = "This must be done by the end of {by}."
OTHER_REFUSAL: Final = "{clause} does not allow what was asked (reason: {code})."
OTHER_CURE: Final = "{who} can lift this refusal ({act})."

REFUSALS: Final[dict[str, str]] = {
    # who asks, and when
    "open-first": "The fund has not been opened, so nothing can be recorded in it yet.",
    "open-already": "The fund is already open under the log {origin}.",
    "agreement-differs": (
        "The opening must name the agreement of this fund, whose SHA-256 is {sha256}, and no other."
    ),
    "rules-unknown": "Rules number {rules} is not one that this fund can adopt now.",
    "id-reused": "The identifier {id} already belongs to another command and cannot be used again.",
    "entry-too-long": (
        "What was asked takes more than the 65,535 bytes that one entry of the log may have."
    ),
    "not-entitled": "{clause} reserves this act to {who}; {party} cannot perform it.",
    "officer-of-another": "The officer {officer} acts for {party} and for no other party.",
    "unknown-id": "There is no {kind} with the name “{id}” in this fund; there is: {known}.",
    "time-goes-back": (
        "The act is dated {at}, before the last entry of the log, which is dated {last}."
    ),
    "no-such-day": "“{day}” is not a day of the calendar; the field is the {field}.",
    "day-to-come": "The {field} is {day}, a day that has not come yet.",
    "due-first": "What fell due on {day} has to be recorded first.",
    "nothing-due": "Nothing falls due by {to}.",
    "accession-closed": "The agreement is not open for accession, so {party} cannot accede to it.",
    "party-exists": "There already is a party with the name {party}.",
    "not-in-this-state": "Under {clause} this cannot be done: the state of {id} is “{status}”.",
    # milestones
    "no-verifier": "{clause} names nobody who verifies milestone {milestone}.",
    "verifier-is-reporter": (
        "Under {clause} the party that owes a milestone, here {party}, cannot verify it itself."
    ),
    "attestation-expired": (
        "Under {clause} an attestation of {on} no longer counted from {expired} on."
    ),
    "nothing-to-challenge": (
        "{clause} lets an attestation be challenged; the state of milestone {milestone} is"
        " “{status}”, so there is none to challenge."
    ),
    "dispute-window-over": (
        "The time in which {clause} lets the attestation of milestone {milestone} be challenged"
        " ended on {until}."
    ),
    "milestone-unverified": (
        "{clause} allows payments in phase {phase} only while milestone {milestone} (“{text}”) is"
        " verified; its state is “{status}”."
    ),
    # phases and what is held back
    "not-by-notice": "{clause} does not let phase {phase} be entered by notice.",
    "no-phase-in-force": (
        "No phase of the agreement is in force, so nothing can be paid or committed."
    ),
    "agreement-ended": "The agreement ended on {ended}.",
    "suspended": (
        "Under {clause} {scope} have been suspended since {since} in case {case}, whose stage is"
        " “{stage}”."
    ),
    "project-missing": (
        "An allegation under {clause} ({procedure}) has to name the project that it concerns."
    ),
    "already-alleged": (
        "The same is already alleged under {clause} in case {case}, whose stage is “{status}”."
    ),
    # relief, duties, schedules
    "already-granted": (
        "{party} has already granted its part of relief measure {relief} ({clause})."
    ),
    "not-granted": (
        "{party} has not granted relief measure {relief} ({clause}) and cannot take it back."
    ),
    "seen-elsewhere": (
        "The duty {duty} under {clause} (“{must}”) is performed by the fact itself and cannot be"
        " reported by hand."
    ),
    "step-blocked": (
        "Under {clause} instalment {n} of schedule {schedule} waits until these milestones are"
        " verified: {milestones}."
    ),
    # decisions
    "case-exists": "There already is a case with the name {case}; {clause} governs it.",
    "case-closed": "Case {case} under {clause} is closed; its outcome is “{status}”.",
    "rule-does-not-reach": (
        "A decision under {clause} cannot {act} “{ref}”; the rule that may is: {rule}."
    ),
    "no-steps": "To extend a schedule under {clause}, case {case} has to list the instalments.",
    "object-instead": (
        "Under {clause} silence adopts case {case}: no vote is taken, but a member may object."
    ),
    "recused": "{party} has stood aside in case {case} under {clause} and no longer votes in it.",
    "vote-suspended": (
        "{clause} suspends the vote of {party} until the instalment that it owes is paid."
    ),
    "decision-missing": (
        "{clause} requires a decision of the body before money is allocated to project {project}."
    ),
    "decision-differs": (
        "Case {case} under {clause} is not about this project; it concerns “{ref}”."
    ),
    "decision-not-adopted": (
        "Case {case} under {clause} has not been adopted; its state is “{status}”."
    ),
    "decision-used": "The decision in case {case} under {clause} has already been carried out.",
    "above-decision": (
        "The decision in case {case} under {clause} allocates {unit} {amount} and no more."
    ),
    # money in
    "not-a-donor": "{party} does not contribute to the fund under {clause}.",
    "currency-not-pinned": (
        "The agreement does not admit the currency {currency}; it admits: {known}."
    ),
    "equivalent-missing": (
        "An amount in {currency} has to come with what it was exchanged for in {holding}."
    ),
    "equivalent-differs": "An amount in {holding} is its own equivalent; another was given.",
    "amount-zero": "The amount has to be greater than zero.",
    "amount-too-large": "The amount is larger than the books of a fund can hold.",
    "reference-used": "The reference {ref} has already been used.",
    "own-money-only": "{party} may record its own pledges only, not those of {donor}.",
    "pledge-differs": "{pledge} is between the fund and {donor} and is in {currency}.",
    "pledge-replaced": (
        "The pledge {ref} of entry {seq} has been replaced by a contribution agreement, wholly or"
        " in part, and cannot be undone."
    ),
    "call-above-agreement": (
        "The contribution agreement is for {currency} {amount}; no more can be called."
    ),
    "deposit-twice": "A deposit with the bank reference {ref} has already been recorded.",
    "reversed-already": "Entry {seq} has already been reversed; an entry is reversed once only.",
    "not-reversible": "Entry {seq} records no money that could be reversed.",
    "money-gone": (
        "The receipt in entry {seq} cannot be reversed: of this donor's money only {unit} {cash} is"
        " left in cash."
    ),
    # projects and withdrawals
    "project-exists": "There already is a project with the name {project}.",
    "not-available-to-commit": (
        "The allocation of {unit} {amount} cannot be made: {unit} {available} is available to"
        " commit."
    ),
    "above-allocation": (
        "The grant of {unit} {amount} is above what is allocated to project {project} and not yet"
        " granted, which is {unit} {allocated}."
    ),
    "finding-exists": "There already is a finding with the name {finding}.",
    "above-disbursed": (
        "The amount has to be greater than zero and no more than the {unit} {left} that project"
        " {project} has left for it."
    ),
    "withdrawal-exists": "There already is a withdrawal application with the name {withdrawal}.",
    "invoice-twice": (
        "The invoice already belongs to withdrawal application {withdrawal}; an invoice is paid"
        " once."
    ),
    "above-grant": (
        "{unit} {amount} cannot be withdrawn: {unit} {left} of the grant of project {project} is"
        " neither paid nor asked for."
    ),
    "four-eyes": (
        "Officer {officer} has already acted on this application; the next step is for another."
    ),
    "above-payment": (
        "The amount has to be greater than zero and no more than the {unit} {left} of withdrawal"
        " {withdrawal} that is not yet documented."
    ),
    "cash-short": "The fund holds {unit} {available} in cash, which does not cover this payment.",
    "ceiling-exceeded": (
        "{clause} sets a ceiling of {unit} {ceiling} for phase {phase}; {unit} {used} of it is"
        " used and {unit} {left} is left, which is less than what was asked."
    ),
    "tranche-exceeded": (
        "{clause} pays phase {phase} in tranches of {unit} {tranche}; with {opened} opened so far,"
        " {unit} {left} is left, which is less than what was asked."
    ),
    "guardrail": "{clause} sets the condition “{rule}” ({guardrail}), which does not hold.",
    "guardrail:unknown": (
        "{clause} sets the condition “{rule}” ({guardrail}); a fact that it turns on is not known."
    ),
    # payees
    "payee-exists": "There already is a payee with the name {payee}.",
    "screened-later": "Payee {payee} was screened on {on}, after the day that was given.",
}

CURES: Final[dict[str, str]] = {
    "sent-by-entitled": "{who} can perform this act.",
    "other-officer": "Another officer of {who} can take this step.",
    "verify-milestone": "{who} can attest that milestone {milestone} is met.",
    "inspect-again": "{who} can inspect again and attest what was found.",
    "verify-cure": "{who} can verify that what is alleged in case {case} is cured.",
    "decide-to-continue": "{who} can decide under the rule “{rule}” to continue.",
    "enter-phase": "Phase {phase} can be entered by a decision under the rule “{rule}”.",
    "enter-phase:notice": "Phase {phase} can be entered by notice of the party entitled to it.",
    "enter-phase:effective": "Phase {phase} enters into force when the agreement takes effect.",
    "pay-in": "{who} can pay in what is due.",
    "pay-arrears": "{who} can pay the instalment in arrears.",
    "use-bank-reference": "Each deposit can be recorded under its own bank reference.",
    "propose-allocation": "{who} can propose that the body allocate the money.",
    "raise-objection": "{who} can object, with reasons, before the time is over.",
    "sign-grant": "{who} can sign a grant for a further amount that is allocated.",
    "document-expenditure": "{who} can document what has been spent.",
    "screen-payee": "{who} can screen payee {payee} anew and record the outcome.",
}

STATUS: Final[dict[str, str]] = {
    "not entered": "not entered",
    "in force": "in force",
    "suspended": "suspended",
    "returned": "returned from",
    "left": "left",
    "not granted": "not granted",
    "contingent": "contingent",
    "snapped back": "snapped back",
    "expired": "expired",
    "contested": "contested",
    "pending": "pending",
    "attested": "attested",
    "verified": "verified",
    "lapsed": "lapsed",
    "breached": "breached",
    "waived": "waived",
    "not due": "not due",
    "due": "due",
    "overdue": "overdue",
    "performed": "performed",
    "performed late": "performed late",
    "partly performed": "partly performed",
    "excused": "excused",
    "scheduled": "scheduled",
    "blocked": "blocked",
    "authorised": "authorised",
    "channel open": "channel open",
    "moved": "moved",
    "received": "received",
    "cancelled": "cancelled",
    "alleged": "alleged",
    "notice": "notice given",
    "cure": "cure period",
    "dispute": "in dispute",
    "cured": "cured",
    "continued": "continued",
    "lifted": "lifted",
    "open": "open",
    "adopted": "adopted",
    "rejected": "rejected",
    "requested": "requested",
    "held": "held",
    "approved": "approved",
    "paid": "paid",
    "documented": "documented",
    "released": "released",
    "reverted": "reverted",
    "refused": "refused",
    "met": "met",
    "not met": "not met",
    "access denied": "access denied",
    "inconclusive": "inconclusive",
    "overturned": "overturned",
}

PROJECT_SCOPE: Final = "payments and commitments of project {project}"

#: Facts that are words of the machine, by the name of the fact.
TABLES: Final[dict[str, dict[str, str]]] = {
    "status": STATUS,
    "stage": STATUS,
    "scope": {"payments": "payments", "commitments": "new commitments"},
    "kind": {},
    "field": {
        "at": "time of the act",
        "due": "day on which it is due",
        "on": "day given",
        "to": "day up to which time passes",
        "value_on": "value date",
    },
    "act": {
        "enter": "open phase",
        "allocate": "allocate money to",
        "continue": "continue case",
        "uphold": "uphold milestone",
        "overturn": "overturn milestone",
        "extend": "extend schedule",
        "resolve": "resolve",
    },
}
