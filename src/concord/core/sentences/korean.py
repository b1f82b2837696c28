"""The sentences in Korean: refusals by code, cures by act, states and the words inside them.

A place may carry a particle, as in ``{party:은}`` (agreement/korean.py).
"""

from __future__ import annotations

from typing import Final

LANG: Final = "ko"
CLAUSE: Final = "제{clause}조"
AGREEMENT: Final = "이 협정"
MISSING: Final = "(명시되지 않음)"
NONE: Final = "없음"
OR: Final = "또는"
NOBODY_NAMED: Final = "관련 당사자"
DATE: Final = "{year}년 {month} {day}일"
AT: Final = "{date} {time}(UTC)"
MONTHS: Final = (
    "1월",
    "2월",
    "3월",
    "4월",
    "5월",
    "6월",
    "7월",
    "8월",
    "9월",
    "10월",
    "11월",
    "12월",
)
BY: Final = "이 조치는 {by} 종료 시까지 이루어져야 합니다."
OTHER_REFUSAL: Final = "{clause:은} 요청하신 행위를 허용하지 않습니다(사유: {code})."
OTHER_CURE: Final = "{who:이} 이 거부 사유를 해소할 수 있습니다({act})."

REFUSALS: Final[dict[str, str]] = {
    # who asks, and when
    "open-first": "기금이 아직 개설되지 않아 어떠한 사항도 기록할 수 없습니다.",
    "open-already": "이 기금은 이미 {origin} 기록부로 개설되어 있습니다.",
    "agreement-differs": (
        "기금을 개설할 때에는 SHA-256 값이 {sha256}인 협정만을 지정하여야 합니다."
    ),
    "rules-unknown": "규칙 번호 {rules:은} 현재 이 기금이 채택할 수 있는 번호가 아닙니다.",
    "id-reused": "식별자 {id:은} 이미 다른 명령에 사용되어 다시 사용할 수 없습니다.",
    "entry-too-long": "요청하신 사항은 기록부의 항목 하나에 허용된 65,535바이트를 초과합니다.",
    "not-entitled": (
        "{clause:은} 이 행위의 권한을 다음 당사자에게만 부여합니다: {who}. {party:은} 이 행위를 할"
        " 수 없습니다."
    ),
    "officer-of-another": (
        "담당관 {officer:은} {party} 소속이며 다른 당사자를 위하여 행위할 수 없습니다."
    ),
    "unknown-id": "이 기금에는 ‘{id}’ {kind:이} 없습니다. 등록된 항목: {known}.",
    "time-goes-back": (
        "요청하신 행위의 시각({at})은 마지막 항목의 시각({last})보다 앞설 수 없습니다."
    ),
    "no-such-day": "{day:은} 달력에 없는 날짜입니다. 해당 항목: {field}.",
    "day-to-come": "{field:이} {day:으로} 되어 있으나, 이는 아직 도래하지 않은 날입니다.",
    "due-first": "{day}에 기한이 도래한 사항을 먼저 기록하여야 합니다.",
    "nothing-due": "{to}까지 기한이 도래하는 사항이 없습니다.",
    "accession-closed": (
        "이 협정은 가입을 위하여 개방되어 있지 않으므로 {party:은} 가입할 수 없습니다."
    ),
    "party-exists": "‘{party}’ 당사자는 이미 등록되어 있습니다.",
    "not-in-this-state": (
        "{clause}에 따라 이 행위를 할 수 없습니다. ‘{id}’의 현재 상태는 ‘{status}’입니다."
    ),
    # milestones
    "no-verifier": "{clause:은} 이정표 {milestone:을} 검증할 기관을 정하고 있지 않습니다.",
    "verifier-is-reporter": (
        "{clause}에 따라, 이정표를 이행하여야 하는 당사자인 {party:은} 이를 스스로 검증할 수"
        " 없습니다."
    ),
    "attestation-expired": (
        "{clause}에 따라 {on} 현재의 확인은 {expired}부터 더 이상 유효하지 않습니다."
    ),
    "nothing-to-challenge": (
        "{clause:은} 확인에 대한 이의를 허용하나, 이정표 {milestone}의 현재 상태가 ‘{status}’이므로"
        " 이의를 제기할 확인이 없습니다."
    ),
    "dispute-window-over": (
        "{clause}에 따라 이정표 {milestone}의 확인에 이의를 제기할 수 있는 기간은 {until}에"
        " 끝났습니다."
    ),
    "milestone-unverified": (
        "{clause:은} 이정표 {milestone}(“{text}”)이 검증된 동안에만 {phase} 단계의 지급을"
        " 허용합니다. 현재 상태는 ‘{status}’입니다."
    ),
    # phases and what is held back
    "not-by-notice": "{clause:은} 통지에 의한 {phase} 단계 진입을 허용하지 않습니다.",
    "no-phase-in-force": "시행 중인 단계가 없으므로 지급도 약정도 할 수 없습니다.",
    "agreement-ended": "이 협정은 {ended}에 종료되었습니다.",
    "suspended": (
        "{clause}에 따라 {scope:이} {since}부터 정지되어 있습니다. 해당 사건은 {case}이며, 현재"
        " 절차는 ‘{stage}’입니다."
    ),
    "project-missing": "{clause}({procedure})에 따른 주장은 해당 사업을 명시하여야 합니다.",
    "already-alleged": (
        "{clause}에 따라 같은 사항이 이미 {case} 사건에서 주장되었으며, 현재 절차는"
        " ‘{status}’입니다."
    ),
    # relief, duties, schedules
    "already-granted": "{party:은} 완화 조치 {relief}({clause})를 이미 부여하였습니다.",
    "not-granted": (
        "{party:은} 완화 조치 {relief}({clause})를 부여한 바 없으므로 이를 철회할 수 없습니다."
    ),
    "seen-elsewhere": (
        "{clause}에 따른 의무 {duty}(“{must}”)는 사실의 기록으로 이행이 확인되며, 별도로 신고할 수"
        " 없습니다."
    ),
    "step-blocked": (
        "{clause}에 따라 일정 {schedule}의 제{n}회 할부금은 다음 이정표가 검증될 때까지 보류됩니다:"
        " {milestones}."
    ),
    # decisions
    "case-exists": "{clause}에 따른 안건 가운데 ‘{case}’ 안건이 이미 있습니다.",
    "case-closed": "{clause}에 따른 {case} 안건은 종결되었습니다. 결과: ‘{status}’.",
    "rule-does-not-reach": (
        "{clause}에 따른 결정으로는 ‘{ref}’에 관한 다음 행위를 할 수 없습니다: {act}. 이에 적용되는"
        " 결정 규칙: {rule}."
    ),
    "no-steps": ("{clause}에 따라 일정을 연장하려면 {case} 안건에 할부금을 열거하여야 합니다."),
    "object-instead": (
        "{clause}에 따라 {case} 안건은 이의가 없으면 채택됩니다. 표결은 하지 않으며, 구성원은"
        " 이의를 제기할 수 있습니다."
    ),
    "recused": (
        "{party:은} {clause}에 따른 {case} 안건에서 회피하였으므로 더 이상 표결에 참여할 수"
        " 없습니다."
    ),
    "vote-suspended": (
        "{clause}에 따라 {party}의 의결권은 미납 할부금이 납부될 때까지 정지됩니다."
    ),
    "decision-missing": (
        "{clause}에 따라 {project} 사업에 자금을 배정하려면 먼저 해당 기구의 결정이 있어야 합니다."
    ),
    "decision-differs": (
        "{clause}에 따른 {case} 안건은 이 사업에 관한 것이 아닙니다. 그 대상은 ‘{ref}’입니다."
    ),
    "decision-not-adopted": (
        "{clause}에 따른 {case} 안건은 채택되지 않았습니다. 현재 상태는 ‘{status}’입니다."
    ),
    "decision-used": "{clause}에 따른 {case} 안건의 결정은 이미 집행되었습니다.",
    "above-decision": (
        "{clause}에 따른 {case} 안건의 결정은 {unit} {amount}까지만 배정하고 있습니다."
    ),
    # money in
    "not-a-donor": "{party:은} {clause}에 따라 이 기금에 출연하는 당사자가 아닙니다.",
    "currency-not-pinned": (
        "이 협정은 통화 {currency:을} 인정하지 않습니다. 인정되는 통화: {known}."
    ),
    "equivalent-missing": (
        "{currency} 금액에는 실제로 환전된 {holding} 금액을 함께 기재하여야 합니다."
    ),
    "equivalent-differs": (
        "{holding} 금액의 환산액은 그 금액 자체이므로 다른 금액을 기재할 수 없습니다."
    ),
    "amount-zero": "금액은 0보다 커야 합니다.",
    "amount-too-large": "금액이 기금의 장부가 기록할 수 있는 범위를 넘습니다.",
    "reference-used": "참조번호 {ref:은} 이미 사용되었습니다.",
    "own-money-only": (
        "{party:은} 자국의 공약만 기록할 수 있으며, {donor}의 공약은 기록할 수 없습니다."
    ),
    "pledge-differs": "{pledge:은} 기금과 {donor} 사이의 것이며, 통화는 {currency}입니다.",
    "pledge-replaced": (
        "제{seq}호 항목의 공약 {ref:은} 그 전부 또는 일부가 출연 협정으로 대체되어 취소할 수"
        " 없습니다."
    ),
    "call-above-agreement": (
        "출연 협정의 금액은 {currency} {amount}이며, 이를 넘는 금액은 납부를 요청할 수 없습니다."
    ),
    "deposit-twice": "은행 참조번호가 {ref}인 입금은 이미 기록되었습니다.",
    "reversed-already": (
        "제{seq}호 항목은 이미 취소되었습니다. 하나의 기록은 한 번만 취소할 수 있습니다."
    ),
    "not-reversible": "제{seq}호 항목에는 취소할 수 있는 금액이 없습니다.",
    "money-gone": (
        "제{seq}호 항목의 입금은 취소할 수 없습니다. 해당 공여국의 자금 중 현금으로 남은 금액은"
        " {unit} {cash}뿐입니다."
    ),
    # projects and withdrawals
    "project-exists": "‘{project}’ 사업은 이미 등록되어 있습니다.",
    "not-available-to-commit": (
        "{unit} {amount}의 배정은 할 수 없습니다. 약정할 수 있는 금액은 {unit} {available}입니다."
    ),
    "above-allocation": (
        "보조금 {unit} {amount:은} {project} 사업에 배정되고 아직 약정되지 않은 금액인 {unit}"
        " {allocated:을} 초과합니다."
    ),
    "finding-exists": "‘{finding}’ 판정은 이미 기록되어 있습니다.",
    "above-disbursed": (
        "금액은 0보다 커야 하며, {project} 사업에 해당하는 잔액인 {unit} {left:을} 초과할 수"
        " 없습니다."
    ),
    "withdrawal-exists": "‘{withdrawal}’ 인출 신청은 이미 등록되어 있습니다.",
    "invoice-twice": (
        "이 송장은 이미 {withdrawal} 인출 신청에 속해 있습니다. 하나의 송장은 한 번만 지급합니다."
    ),
    "above-grant": (
        "{unit} {amount:은} 인출할 수 없습니다. {project} 사업의 보조금 중 지급되지도 신청되지도"
        " 않은 금액은 {unit} {left}입니다."
    ),
    "four-eyes": (
        "담당관 {officer:은} 이미 이 신청을 처리하였으므로, 다음 절차는 다른 담당관이 맡아야"
        " 합니다."
    ),
    "above-payment": (
        "금액은 0보다 커야 하며, {withdrawal} 인출 중 아직 증빙되지 않은 금액인 {unit} {left:을}"
        " 초과할 수 없습니다."
    ),
    "cash-short": "기금의 현금은 {unit} {available}에 그쳐 이 지급액에 미치지 못합니다.",
    "ceiling-exceeded": (
        "{clause:은} {phase} 단계의 한도를 {unit} {ceiling:으로} 정하고 있습니다. 그중 {unit}"
        " {used:이} 사용되었고 남은 {unit} {left:은} 요청하신 금액에 미치지 못합니다."
    ),
    "tranche-exceeded": (
        "{clause:은} {phase} 단계의 자금을 {unit} {tranche}씩 분할금으로 지급하도록 정하고"
        " 있습니다. 지금까지 {opened}회분이 개방되어 남은 {unit} {left:은} 요청하신 금액에 미치지"
        " 못합니다."
    ),
    "guardrail": (
        "{clause:은} “{rule}”({guardrail})의 조건을 두고 있으나, 이 조건이 충족되지 않습니다."
    ),
    "guardrail:unknown": (
        "{clause:은} “{rule}”({guardrail})의 조건을 두고 있으나, 그 판단에 필요한 사실이 확인되지"
        " 않습니다."
    ),
    # payees
    "payee-exists": "‘{payee}’ 수취인은 이미 등록되어 있습니다.",
    "screened-later": "수취인 {payee:은} 기재하신 날보다 뒤인 {on}에 이미 심사를 받았습니다.",
}

CURES: Final[dict[str, str]] = {
    "sent-by-entitled": "{who:이} 이 행위를 할 수 있습니다.",
    "other-officer": "{who}의 다른 담당관이 이 절차를 밟을 수 있습니다.",
    "verify-milestone": "{who:이} 이정표 {milestone}의 이행을 확인할 수 있습니다.",
    "inspect-again": "{who:이} 다시 검사하고 그 결과를 확인할 수 있습니다.",
    "verify-cure": "{who:이} {case} 사건에서 주장된 사항의 시정을 확인할 수 있습니다.",
    "decide-to-continue": "{who:이} ‘{rule}’ 결정 규칙에 따라 계속하기로 결정할 수 있습니다.",
    "enter-phase": "‘{rule}’ 결정 규칙에 따른 결정으로 {phase} 단계에 진입할 수 있습니다.",
    "enter-phase:notice": "권한 있는 당사자의 통지로 {phase} 단계에 진입할 수 있습니다.",
    "enter-phase:effective": "{phase} 단계는 협정이 발효할 때 시행됩니다.",
    "pay-in": "{who:이} 납부할 금액을 납부할 수 있습니다.",
    "pay-arrears": "{who:이} 미납 할부금을 납부할 수 있습니다.",
    "use-bank-reference": "각 입금은 그 고유한 은행 참조번호로 기록할 수 있습니다.",
    "propose-allocation": "{who:이} 기구에 자금의 배정을 제안할 수 있습니다.",
    "raise-objection": "{who:이} 기간이 끝나기 전에 이유를 붙여 이의를 제기할 수 있습니다.",
    "sign-grant": "{who:이} 배정된 금액의 범위에서 추가 보조금 협정에 서명할 수 있습니다.",
    "document-expenditure": "{who:이} 이미 지출한 금액을 증빙할 수 있습니다.",
    "screen-payee": "{who:이} 수취인 {payee:을} 다시 심사하고 그 결과를 기록할 수 있습니다.",
}

STATUS: Final[dict[str, str]] = {
    "not entered": "미진입",
    "in force": "시행 중",
    "suspended": "정지",
    "returned": "되돌림",
    "left": "종료",
    "not granted": "미부여",
    "contingent": "조건부",
    "snapped back": "스냅백",
    "expired": "만료",
    "contested": "다툼 중",
    "pending": "대기",
    "attested": "확인됨",
    "verified": "검증됨",
    "lapsed": "실효",
    "breached": "위반",
    "waived": "면제",
    "not due": "기한 미도래",
    "due": "기한 도래",
    "overdue": "기한 경과",
    "performed": "이행",
    "performed late": "지연 이행",
    "partly performed": "일부 이행",
    "excused": "면책",
    "scheduled": "예정",
    "blocked": "보류",
    "authorised": "승인됨",
    "channel open": "경로 개통",
    "moved": "송금됨",
    "received": "수령됨",
    "cancelled": "취소",
    "alleged": "주장됨",
    "notice": "통지 기간",
    "cure": "시정 기간",
    "dispute": "분쟁 중",
    "cured": "시정됨",
    "continued": "계속 결정",
    "lifted": "해제",
    "open": "심의 중",
    "adopted": "채택",
    "rejected": "부결",
    "requested": "신청됨",
    "held": "유보",
    "approved": "승인",
    "paid": "지급됨",
    "documented": "증빙됨",
    "released": "방출됨",
    "reverted": "복귀됨",
    "refused": "거부됨",
    "met": "이행 확인",
    "not met": "불이행 확인",
    "access denied": "접근 거부",
    "inconclusive": "판단 불가",
    "overturned": "번복됨",
}

PROJECT_SCOPE: Final = "{project} 사업의 지급과 약정"

#: Facts that are words of the machine, by the name of the fact.
TABLES: Final[dict[str, dict[str, str]]] = {
    "status": STATUS,
    "stage": STATUS,
    "scope": {"payments": "지급", "commitments": "신규 약정"},
    "kind": {
        "case": "사건 또는 안건",
        "contribution agreement": "출연 협정",
        "decision rule": "결정 규칙",
        "donor": "공여국",
        "duty": "의무",
        "instalment": "할부금",
        "milestone": "이정표",
        "party": "당사자",
        "payee": "수취인",
        "phase": "단계",
        "pledge": "공약",
        "procedure": "절차",
        "project": "사업",
        "relief": "완화 조치",
        "schedule": "일정",
        "withdrawal application": "인출 신청",
    },
    "field": {
        "at": "행위의 시각",
        "due": "기한",
        "on": "기재된 날짜",
        "to": "시간의 경과를 기록할 날짜",
        "value_on": "기산일",
    },
    "act": {
        "enter": "단계의 개시",
        "allocate": "자금의 배정",
        "continue": "사건의 계속",
        "uphold": "이정표 확인의 유지",
        "overturn": "이정표 확인의 번복",
        "extend": "일정의 연장",
        "resolve": "결의",
    },
}
