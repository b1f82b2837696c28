"""The sentences of the prose in every language: data, whole sentences with named places.

A place may carry a Korean particle (``{party:은}``, see korean.py), which English does without.
Every key has every language; a test holds it so. Single words are in words.py.
"""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    # --- head ---
    "authentic": {
        "en": "This {language} text is authentic.",
        "ko": "이 {language} 문안이 정본이다.",
    },
    "rendering": {
        "en": "The {authentic} text is authentic; this rendering is for information.",
        "ko": "{authentic} 문안이 정본이며, 이 문안은 참고용이다.",
    },
    "illustrative": {
        "en": "This agreement is illustrative: no amount or date in it is a fact about a country.",
        "ko": "이 협정은 예시이며, 여기에 기재된 금액과 일자는 어느 국가에 관한 사실도 아니다.",
    },
    "term": {
        "en": "This agreement takes effect on {effective} and ends on {ends}.",
        "ko": "이 협정은 {effective}에 발효하고 {ends}에 종료한다.",
    },
    "term.open": {
        "en": "This agreement takes effect on {effective}; it has no end date.",
        "ko": "이 협정은 {effective}에 발효하며, 종료일을 두지 아니한다.",
    },
    "money": {
        "en": "The fund is held in {holding}. Its currencies are {currencies}.",
        "ko": "기금의 보유 통화는 {holding:으로} 한다. 사용 통화는 {currencies:으로} 한다.",
    },
    "units": {"en": "Quantities are counted in {units}.", "ko": "수량은 {units:으로} 계산한다."},
    "zone": {
        "en": "Days are those of the time zone {zone}.",
        "ko": "일자는 시간대 {zone:을} 기준으로 계산한다.",
    },
    "accession": {
        "en": "Further parties may accede by an act of the trustee.",
        "ko": "그 밖의 당사자는 수탁기관의 행위에 의하여 이 협정에 가입할 수 있다.",
    },
    "party": {
        "en": "{party} takes part as {a_role}.",
        "ko": "{party:은} {role:으로}서 이 협정의 당사자가 된다.",
    },
    "party.share": {
        "en": "{party} takes part as {a_role} with a share of {share} of the contributions.",
        "ko": "{party:은} {role:으로}서 이 협정의 당사자가 되며, 그 분담 비율은 {share:으로} 한다.",
    },
    # --- bodies and decisions ---
    "body": {
        "en": "The members of the body ‘{id}’ are {members}.",
        "ko": "‘{id}’ 기구는 {members:으로} 구성한다.",
    },
    "body.votes": {"en": "Its votes are {weights}.", "ko": "의결권의 비율은 {weights:으로} 한다."},
    "body.votes.since": {
        "en": "From {date} its votes are {weights}.",
        "ko": "{date}부터 의결권의 비율은 {weights:으로} 한다.",
    },
    "decision": {
        "en": "A decision ‘{id}’ is taken by the body ‘{body}’ and requires {conditions}.",
        "ko": "‘{id}’ 결정은 ‘{body}’ 기구가 내린다. 그 채택에는 {conditions:을} 요한다.",
    },
    "pass.votes": {"en": "at least {share} of the votes", "ko": "의결권 {share} 이상의 찬성"},
    "pass.heads": {
        "en": "the votes of at least {share} of the voting members",
        "ko": "의결권이 있는 구성원 {share} 이상의 찬성",
    },
    "pass.all": {
        "en": "the agreement of every voting member",
        "ko": "의결권이 있는 모든 구성원의 찬성",
    },
    "pass.all.role": {"en": "the agreement of every {role}", "ko": "모든 {role}의 찬성"},
    "pass.assent": {"en": "the assent of {party}", "ko": "{party}의 동의"},
    "pass.silence": {
        "en": "that nobody objects within the time allowed",
        "ko": "정하여진 기간 내의 이의 부존재",
    },
    "decision.quorum": {
        "en": "The quorum is {n} members.",
        "ko": "정족수는 구성원 {n}인으로 한다.",
    },
    "decision.refused": {
        "en": "If it is not adopted within {days}, it is refused.",
        "ko": "{days} 이내에 채택되지 아니하면 부결된 것으로 본다.",
    },
    "decision.adopted": {
        "en": "If it is not rejected within {days}, it is adopted.",
        "ko": "{days} 이내에 부결되지 아니하면 채택된 것으로 본다.",
    },
    "decision.lapses": {
        "en": "If it is not adopted within {days}, it lapses.",
        "ko": "{days} 이내에 채택되지 아니하면 그 효력을 잃는다.",
    },
    "decision.recipient consulted": {
        "en": "The recipient is consulted.",
        "ko": "수혜국과 협의한다.",
    },
    # --- phases ---
    "phase": {
        "en": "Phase {id}, {title}: no more than {ceiling} is disbursed in it.",
        "ko": "{id} 단계({title})의 지급 한도는 {ceiling:으로} 한다.",
    },
    "phase.tranche": {
        "en": (
            "Money is released in tranches of {tranche}; the next one opens when {share} of the"
            " last is documented, and no more than {n} may be outstanding at once."
        ),
        "ko": (
            "자금은 {tranche}의 분할금으로 제공한다. 다음 분할금은 직전 분할금의 {share}에 대한"
            " 증빙이 제출된 때에 개시하며, 정산되지 아니한 분할금은 동시에 {n}회분을 초과할"
            " 수 없다."
        ),
    },
    "phase.first": {
        "en": "The first tranche is released on entry.",
        "ko": "최초의 분할금은 단계 진입 시에 제공한다.",
    },
    "phase.needs": {
        "en": "Money is paid in this phase only while {milestones} is verified.",
        "ko": "이 단계의 자금은 {milestones:이} 검증된 상태로 유지되는 동안에만 지급한다.",
    },
    "phase.needs.many": {
        "en": "Money is paid in this phase only while {milestones} are verified.",
        "ko": "이 단계의 자금은 {milestones:이} 검증된 상태로 유지되는 동안에만 지급한다.",
    },
    "phase.effective": {
        "en": "It is in force from the effective date.",
        "ko": "이 단계는 발효일부터 시행한다.",
    },
    "phase.decision": {
        "en": "It is entered by a decision of the kind ‘{rule}’.",
        "ko": "이 단계에의 진입은 ‘{rule}’ 결정에 의한다.",
    },
    "phase.notice": {
        "en": "It is entered by notice of {who}.",
        "ko": "이 단계에의 진입은 {who}의 통지에 의한다.",
    },
    # --- milestones and verification ---
    "milestone": {
        "en": "Milestone {id}, owed by {party}: {text}.",
        "ko": "이정표 {id}: {party:은} 다음 사항을 이행한다. “{text}”.",
    },
    "milestone.due": {"en": "It is due {deadline}.", "ko": "이행 기한은 {deadline:으로} 한다."},
    "milestone.continuing": {
        "en": "It is a continuing milestone and lapses unless it is attested again in time.",
        "ko": "이 이정표는 계속적 이정표로서, 제때에 다시 확인되지 아니하면 효력을 잃는다.",
    },
    "milestone.since": {
        "en": "It holds from {start} on.",
        "ko": "그 의무는 {start}부터 계속된다.",
    },
    "milestone.since.after": {
        "en": "It holds from {days} after {trigger} on.",
        "ko": "그 의무는 {trigger}부터 {days}이 지난 날부터 계속된다.",
    },
    "verification": {
        "en": "Milestone {id} is verified on attestation by {attest} of: {verifiers}.",
        "ko": "이정표 {id:은} 검증기관({verifiers}) 중 {attest}곳 이상이 확인한 때에 검증된다.",
    },
    "verification.default": {
        "en": (
            "Unless another article says otherwise, a milestone is verified on attestation by"
            " {attest} of: {verifiers}."
        ),
        "ko": (
            "다른 조에 달리 정함이 없는 한, 이정표는 검증기관({verifiers}) 중 {attest}곳 이상이"
            " 확인한 때에 검증된다."
        ),
    },
    "verification.valid": {
        "en": "An attestation is valid for {days}.",
        "ko": "확인의 유효기간은 {days:으로} 한다.",
    },
    "verification.verified": {
        "en": (
            "It may be disputed within {days}; if nobody rules on the dispute in that time, the"
            " milestone counts as verified."
        ),
        "ko": (
            "확인에 대한 이의는 {days} 이내에 제기할 수 있으며, 그 기간 내에 판정이 없으면 이정표는"
            " 검증된 것으로 본다."
        ),
    },
    "verification.pending": {
        "en": (
            "It may be disputed within {days}; if nobody rules on the dispute in that time, the"
            " milestone counts as not verified."
        ),
        "ko": (
            "확인에 대한 이의는 {days} 이내에 제기할 수 있으며, 그 기간 내에 판정이 없으면 이정표는"
            " 검증되지 아니한 것으로 본다."
        ),
    },
    # --- relief ---
    "relief": {
        "en": "Relief measure {id}: {text}. It takes effect once granted by {grantors}.",
        "ko": "제재 완화 조치 {id}: “{text}”. 이 조치는 {grantors:이} 부여한 때에 효력이 발생한다.",
    },
    "relief.many": {
        "en": (
            "Relief measure {id}: {text}. It takes effect once granted by {grantors}, each for"
            " its part."
        ),
        "ko": (
            "제재 완화 조치 {id}: “{text}”. 이 조치는 {grantors:이} 각각 부여한 때에"
            " 효력이 발생한다."
        ),
    },
    "relief.phases": {
        "en": "It is in force only in {phases}.",
        "ko": "이 조치는 {phases}에서만 시행한다.",
    },
    "relief.while": {
        "en": "It is in force only while {milestones} is verified.",
        "ko": "이 조치는 {milestones:이} 검증된 상태로 유지되는 동안에만 효력을 가진다.",
    },
    "relief.while.many": {
        "en": "It is in force only while {milestones} are verified.",
        "ko": "이 조치는 {milestones:이} 검증된 상태로 유지되는 동안에만 효력을 가진다.",
    },
    "relief.quota": {
        "en": "It is limited to {amount} per {period}.",
        "ko": "그 한도는 {period} {amount:으로} 한다.",
    },
    "per.day": {"en": "day", "ko": "1일당"},
    "per.month": {"en": "month", "ko": "월간"},
    "per.year": {"en": "year (rolling 365 days)", "ko": "연간(최근 365일 기준)"},
    "per.calendar year": {"en": "calendar year", "ko": "역년당"},
    "per.anniversary year": {"en": "year from the effective date", "ko": "발효일 기준 연간"},
    # --- guardrails ---
    "guardrail.refuse": {
        "en": "{an_act} is refused unless {rule}.",
        "ko": "다음 요건을 갖추지 못한 {act:은} 거부한다: {rule}.",
    },
    "guardrail.hold": {
        "en": "{an_act} is held unless {rule}.",
        "ko": "다음 요건을 갖추지 못한 {act:은} 보류한다: {rule}.",
    },
    "guardrail.flag": {
        "en": "{an_act} is flagged unless {rule}.",
        "ko": "다음 요건을 갖추지 못한 {act:은} 그 사실을 표시한다: {rule}.",
    },
    "guardrail.unknown.refuse": {
        "en": "Where this is not known, it is refused.",
        "ko": "요건의 충족 여부를 알 수 없는 경우에는 거부한다.",
    },
    "guardrail.unknown.hold": {
        "en": "Where this is not known, it is held.",
        "ko": "요건의 충족 여부를 알 수 없는 경우에는 보류한다.",
    },
    "guardrail.unknown.flag": {
        "en": "Where this is not known, it is flagged.",
        "ko": "요건의 충족 여부를 알 수 없는 경우에는 그 사실을 표시한다.",
    },
    # --- obligations ---
    "obligation": {
        "en": "{who} must {duty} {deadline}.",
        "ko": "{who:은} {deadline} “{duty}” 의무를 이행하여야 한다.",
    },
    "obligation.amount": {
        "en": "{who} must {duty} ({amount}) {deadline}.",
        "ko": "{who:은} {deadline} “{duty}”({amount}) 의무를 이행하여야 한다.",
    },
    "obligation.open": {"en": "without a time limit", "ko": "기한의 정함이 없이"},
    "reparation": {
        "en": "If article {missed} is not complied with, {who} must {duty} {deadline}.",
        "ko": (
            "제{missed}조를 이행하지 아니한 경우, {who:은} {deadline} “{duty}” 의무를 이행하여야"
            " 한다."
        ),
    },
    "reparation.within": {"en": "within {days}", "ko": "{days} 이내에"},
    "default.breach": {
        "en": "Failure to do so is a breach.",
        "ko": "이를 이행하지 아니하면 위반으로 본다.",
    },
    "default.vote suspended": {
        "en": "Failure to do so suspends the vote of the party concerned.",
        "ko": "이를 이행하지 아니하면 해당 당사자의 의결권을 정지한다.",
    },
    "due.day": {"en": "by {date}", "ko": "{date}까지"},
    "due.within": {"en": "within {days} of {trigger}", "ko": "{trigger}부터 {days} 이내에"},
    "due.expiry": {
        "en": "before the attestation expires",
        "ko": "확인의 유효기간이 만료되기 전에",
    },
    "limit.day": {"en": "by {date}", "ko": "{date}"},
    "limit.within": {"en": "within {days} of {trigger}", "ko": "{trigger}부터 {days} 이내"},
    "trigger.effective": {"en": "the effective date", "ko": "발효일"},
    "trigger.call": {"en": "the call", "ko": "납부 요청일"},
    "trigger.finding": {"en": "the finding", "ko": "판정일"},
    "trigger.phase": {"en": "entry into phase {id}", "ko": "{id} 단계 진입일"},
    "trigger.milestone": {"en": "verification of milestone {id}", "ko": "이정표 {id} 검증일"},
    # --- snap-back ---
    "snapback.titled": {
        "en": "{title}: {who} may allege a breach.",
        "ko": "{title}: {who:은} 위반을 주장할 수 있다.",
    },
    "snapback": {
        "en": "{who} may allege a breach.",
        "ko": "{who:은} 위반을 주장할 수 있다.",
    },
    "snapback.at_once": {"en": "{effects} at once.", "ko": "위반이 주장된 때에는 즉시 {effects}."},
    "snapback.time": {
        "en": "The Recipient has {notice} notice and {cure} to cure.",
        "ko": "수혜국에는 {notice}의 통지기간과 {cure}의 시정기간을 부여한다.",
    },
    "snapback.time.party": {
        "en": "The party concerned has {notice} notice and {cure} to cure.",
        "ko": "해당 당사자에게는 {notice}의 통지기간과 {cure}의 시정기간을 부여한다.",
    },
    "snapback.then": {
        "en": "When that time is over, {effects}.",
        "ko": "그 기간이 지나면 {effects}.",
    },
    "snapback.then.cure": {
        "en": "Unless within that time the cure is verified, {effects}.",
        "ko": "그 기간 내에 시정이 검증되지 아니하면 {effects}.",
    },
    "snapback.then.continue": {
        "en": "Unless within that time {a_rule} decision to continue is taken, {effects}.",
        "ko": "그 기간 내에 계속하기로 하는 ‘{rule}’ 결정이 채택되지 아니하면 {effects}.",
    },
    "snapback.then.both": {
        "en": (
            "Unless within that time {a_rule} decision to continue is taken or the cure is"
            " verified, {effects}."
        ),
        "ko": (
            "그 기간 내에 계속하기로 하는 ‘{rule}’ 결정이 채택되거나 시정이 검증되지 아니하면"
            " {effects}."
        ),
    },
    "snapback.last_day": {
        "en": "This happens no later than day {day}.",
        "ko": "이는 위반이 주장된 날부터 늦어도 {day}일째 되는 날까지 이루어진다.",
    },
    "snapback.restore": {
        "en": "After a snap-back, once the cure is verified, {effects}.",
        "ko": "스냅백(자동 복원) 이후 시정이 검증되면 {effects}.",
    },
    "effect.suspend payments": {"en": "new payments are suspended", "ko": "신규 지급이 정지된다"},
    "effect.suspend commitments": {
        "en": "new commitments are suspended",
        "ko": "신규 약정이 정지된다",
    },
    "effect.suspend project": {
        "en": "the project concerned is suspended",
        "ko": "해당 사업이 정지된다",
    },
    "effect.freeze undisbursed": {
        "en": "undisbursed money is frozen",
        "ko": "미지급 자금이 동결된다",
    },
    "effect.phase back": {
        "en": "the fund returns to the previous phase",
        "ko": "기금은 이전 단계로 복귀한다",
    },
    "effect.phase as before": {
        "en": "the fund returns to the phase in which it was",
        "ko": "기금은 종전의 단계로 복귀한다",
    },
    "effect.suspend relief": {
        "en": "relief {refs} is suspended",
        "ko": "제재 완화 조치 {refs:이} 정지된다",
    },
    "effect.suspend relief.many": {
        "en": "relief {refs} are suspended",
        "ko": "제재 완화 조치 {refs:이} 정지된다",
    },
    "effect.restore relief": {
        "en": "relief {refs} is restored",
        "ko": "제재 완화 조치 {refs:이} 복원된다",
    },
    "effect.restore relief.many": {
        "en": "relief {refs} are restored",
        "ko": "제재 완화 조치 {refs:이} 복원된다",
    },
    "effect.restore relief.after": {
        "en": "relief {refs} is restored after {days}",
        "ko": "{days} 후에 제재 완화 조치 {refs:이} 복원된다",
    },
    "effect.restore relief.after.many": {
        "en": "relief {refs} are restored after {days}",
        "ko": "{days} 후에 제재 완화 조치 {refs:이} 복원된다",
    },
    # --- schedules ---
    "schedule": {
        "en": "{text}: {payer} pays {payee} {total} in {n} instalments.",
        "ko": "“{text}”: {payer:은} {payee}에 총 {total:을} {n}회의 할부금으로 나누어 지급한다.",
    },
    "schedule.step": {"en": "({n}) {amount} on {date}.", "ko": "({n}) {date} {amount}."},
    "schedule.step.needs": {
        "en": "({n}) {amount} on {date}, once {milestones} is verified.",
        "ko": "({n}) {date} {amount}. 다만, {milestones:이} 검증된 후에 지급한다.",
    },
    "schedule.step.needs.many": {
        "en": "({n}) {amount} on {date}, once {milestones} are verified.",
        "ko": "({n}) {date} {amount}. 다만, {milestones:이} 모두 검증된 후에 지급한다.",
    },
    "schedule.authorise": {
        "en": "An instalment that waits for no milestone needs an authorisation of its own.",
        "ko": "이정표를 조건으로 하지 아니하는 할부금은 별도의 승인을 받아야 한다.",
    },
    "schedule.extend": {
        "en": "Instalments may be added by a decision of the kind ‘{rule}’.",
        "ko": "할부금은 ‘{rule}’ 결정으로 추가할 수 있다.",
    },
    # --- what is not enforced yet ---
    "kept": {
        "en": "{path} is part of the text but is not enforced yet: {why}.",
        "ko": "{path}: 이 부분은 협정문에 포함되나 아직 시행되지 아니한다({why}).",
    },
}
