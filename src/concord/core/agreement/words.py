"""The words of the prose in every language: terms, joins, lengths of time, facts, comparisons.

GLOSSARY fixes the term for each notion, so that one notion has one word in all sentences and on
all pages. Every entry has every language; a test holds it so.
"""

from __future__ import annotations

from typing import Final

LANGUAGES: Final = ("en", "ko")

GLOSSARY: Final[dict[str, dict[str, str]]] = {
    "agreement": {"en": "agreement", "ko": "협정"},
    "fund": {"en": "fund", "ko": "기금"},
    "phase": {"en": "phase", "ko": "단계"},
    "milestone": {"en": "milestone", "ko": "이정표"},
    "attestation": {"en": "attestation", "ko": "확인"},
    "relief": {"en": "relief measure", "ko": "제재 완화 조치"},
    "snapback": {"en": "snap-back", "ko": "스냅백(자동 복원)"},
    "breach": {"en": "breach", "ko": "위반"},
    "cure": {"en": "cure", "ko": "시정"},
    "notice": {"en": "notice", "ko": "통지"},
    "ceiling": {"en": "ceiling", "ko": "한도"},
    "tranche": {"en": "tranche", "ko": "분할금"},
    "instalment": {"en": "instalment", "ko": "할부금"},
    "decision": {"en": "decision", "ko": "결정"},
    "quorum": {"en": "quorum", "ko": "정족수"},
    "payment": {"en": "payment", "ko": "지급"},
    "withdrawal": {"en": "withdrawal application", "ko": "인출 신청"},
    "commitment": {"en": "commitment", "ko": "약정"},
    "allocation": {"en": "allocation", "ko": "배정"},
    "contract": {"en": "contract", "ko": "계약"},
    "donor": {"en": "donor", "ko": "공여국"},
    "recipient": {"en": "recipient", "ko": "수혜국"},
    "beneficiary": {"en": "beneficiary", "ko": "수익자"},
    "implementer": {"en": "implementer", "ko": "이행기관"},
    "trustee": {"en": "trustee", "ko": "수탁기관"},
    "verifier": {"en": "verifier", "ko": "검증기관"},
    "monitor": {"en": "monitor", "ko": "감시기관"},
    "observer": {"en": "observer", "ko": "참관자"},
    "co-financier": {"en": "co-financier", "ko": "공동융자기관"},
    "payee": {"en": "payee", "ko": "수취인"},
    "project": {"en": "project", "ko": "사업"},
}

LANGUAGE_NAMES: Final[dict[str, dict[str, str]]] = {
    "en": {"en": "English", "ko": "영어"},
    "ko": {"en": "Korean", "ko": "한국어"},
    "zh": {"en": "Chinese", "ko": "중국어"},
    "ja": {"en": "Japanese", "ko": "일본어"},
    "ru": {"en": "Russian", "ko": "러시아어"},
}

#: What the text calls a duty that the machine knows; any other is shown as it is written.
DUTIES: Final[dict[str, dict[str, str]]] = {
    "renew milestone": {
        "en": "have the milestone attested again",
        "ko": "이정표에 대한 확인의 갱신",
    },
    "refund ineligible": {"en": "refund ineligible expenditure", "ko": "부적격 지출의 환급"},
    "pay instalment": {"en": "pay the instalment", "ko": "할부금의 납부"},
    "offset next tranche": {
        "en": "set the amount off against the next tranche",
        "ko": "다음 분할금에서의 상계",
    },
    "admit special inspection": {"en": "admit a special inspection", "ko": "특별사찰의 수용"},
}

#: Why a part of the text is kept without effect; the keys are what compile.py gives.
REASONS: Final[dict[str, dict[str, str]]] = {
    "the growth of ceilings": {"en": "the growth of ceilings", "ko": "한도의 증액"},
    "the use of quotas": {"en": "the use of quotas", "ko": "할당량의 사용 관리"},
    "reparation in more than one step": {
        "en": "reparation in more than one step",
        "ko": "두 단계 이상의 이행 보완",
    },
    "what goes on during a snap-back": {
        "en": "what goes on during a snap-back",
        "ko": "스냅백(자동 복원) 중에도 계속되는 사항",
    },
    "the proof of promises": {"en": "the proof of promises", "ko": "약속의 증명"},
    "exchanges": {"en": "exchanges", "ko": "상호 교환"},
    "escrows": {"en": "escrows", "ko": "예치"},
    "bases": {"en": "legal bases", "ko": "법적 근거"},
    "tracks": {"en": "insulated tracks", "ko": "독립 계정"},
    "indicators": {"en": "indicators", "ko": "지표"},
    "instruments": {"en": "linked instruments", "ko": "연계 문서"},
    "powers": {"en": "powers", "ko": "권한"},
    "certifications": {"en": "certifications", "ko": "정기 인증"},
    "waivers": {"en": "waivers", "ko": "면제"},
    "remedies": {"en": "remedies", "ko": "구제 수단"},
    "perimeter": {"en": "the perimeter", "ko": "적용 범위"},
    "fees": {"en": "fees", "ko": "수수료"},
}

WORDS: Final[dict[str, dict[str, str]]] = {
    "and": {"en": "{first} and {last}", "ko": "{first} 및 {last}"},
    "or": {"en": "{first} or {last}", "ko": "{first} 또는 {last}"},
    "day": {"en": "{n} day", "ko": "{n}일"},
    "days": {"en": "{n} days", "ko": "{n}일"},
    "day's": {"en": "{n} day's", "ko": "{n}일"},
    "days'": {"en": "{n} days'", "ko": "{n}일"},
    "date": {"en": "{day} {month} {year}", "ko": "{year}년 {month}월 {day}일"},
    "the": {"en": "the {role}", "ko": "{role}"},
    "each": {"en": "each {role}", "ko": "각 {role}"},
    "any": {"en": "any {role}", "ko": "각 {role}"},
    "weight": {"en": "{party} {share}", "ko": "{party} {share}"},
    "phase": {"en": "phase {id}", "ko": "{id} 단계"},
    "milestone": {"en": "milestone {id}", "ko": "이정표 {id}"},
    # --- conditions ---
    "conditions.and": {"en": "{first} and {last}", "ko": "{first}, 그리고 {last}"},
    "conditions.or": {"en": "{first} or {last}", "ko": "{first} 또는 {last}"},
    "conditions.group": {"en": "({of})", "ko": "({of})"},
    "<=": {"en": "{left} is at most {right}", "ko": "{left:이} {right} 이하일 것"},
    ">=": {"en": "{left} is at least {right}", "ko": "{left:이} {right} 이상일 것"},
    "<": {"en": "{left} is less than {right}", "ko": "{left:이} {right} 미만일 것"},
    ">": {"en": "{left} is more than {right}", "ko": "{left:이} {right:을} 초과할 것"},
    "=": {"en": "{left} is equal to {right}", "ko": "{left:이} {right:과} 같을 것"},
    "!=": {"en": "{left} is other than {right}", "ko": "{left:이} {right:과} 다를 것"},
    "plus": {"en": "{left} plus {right}", "ko": "{left:과} {right}의 합계"},
    "total": {"en": "the total of {terms}", "ko": "{terms}의 합계"},
    "minus": {"en": "{left} less {right}", "ko": "{left}에서 {right:을} 뺀 금액"},
    "share of": {"en": "{share} of {of}", "ko": "{of}의 {share}"},
    "milestone is": {
        "en": "milestone {id} is {status}",
        "ko": "이정표 {id:이} {status} 상태일 것",
    },
    "milestone is not": {
        "en": "milestone {id} is not {status}",
        "ko": "이정표 {id:이} {status} 상태가 아닐 것",
    },
    "status.pending": {"en": "pending", "ko": "미확인"},
    "status.attested": {"en": "attested", "ko": "확인"},
    "status.verified": {"en": "verified", "ko": "검증"},
    "status.lapsed": {"en": "lapsed", "ko": "효력 상실"},
    "status.breached": {"en": "breached", "ko": "위반"},
    "status.contested": {"en": "contested", "ko": "이의 제기"},
    "fact.amount": {"en": "the amount", "ko": "해당 금액"},
    "fact.payee.screened": {
        "en": "the time since the payee was screened",
        "ko": "수취인 심사 후 경과 기간",
    },
    "fact.payee.listed": {
        "en": "the payee is on a sanctions list",
        "ko": "수취인이 제재 명단에 올라 있을 것",
    },
    "fact.payee.listed.not": {
        "en": "the payee is on no sanctions list",
        "ko": "수취인이 제재 명단에 올라 있지 아니할 것",
    },
    "fact.project.allocated": {
        "en": "the sum allocated to the project",
        "ko": "해당 사업의 배정액",
    },
    "fact.project.committed": {
        "en": "the sum committed to the project",
        "ko": "해당 사업의 약정액",
    },
    "fact.project.disbursed": {
        "en": "the sum disbursed to the project",
        "ko": "해당 사업의 지급액",
    },
    "fact.project.advance": {
        "en": "the sum advanced to the project",
        "ko": "해당 사업의 선지급액",
    },
    "fact.project.documented": {
        "en": "the sum documented by the project",
        "ko": "해당 사업의 증빙 완료액",
    },
    "fact.project.unaccounted": {
        "en": "the sum for which the project has not accounted",
        "ko": "해당 사업의 미증빙액",
    },
    "fact.project.suspended": {
        "en": "the project is suspended",
        "ko": "해당 사업이 정지되어 있을 것",
    },
    "fact.project.suspended.not": {
        "en": "the project is not suspended",
        "ko": "해당 사업이 정지되어 있지 아니할 것",
    },
    "fact.phase.ceiling": {"en": "the ceiling of the phase", "ko": "해당 단계의 한도"},
    "fact.phase.disbursed": {
        "en": "the sum disbursed in the phase",
        "ko": "해당 단계의 지급액",
    },
    "fact.phase.documented": {
        "en": "the sum documented in the phase",
        "ko": "해당 단계의 증빙 완료액",
    },
    "fact.fund.cash": {"en": "the cash of the fund", "ko": "기금의 현금"},
    "fact.fund.available_to_pay": {
        "en": "the sum that the fund has available to pay",
        "ko": "기금의 지급 가능액",
    },
    "fact.fund.available_to_commit": {
        "en": "the sum that the fund has available to commit",
        "ko": "기금의 약정 가능액",
    },
    "fact.fund.phases_in_force": {
        "en": "the number of phases in force",
        "ko": "시행 중인 단계의 수",
    },
}

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
