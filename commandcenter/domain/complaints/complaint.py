"""A complaint or what else citizens bring, as it comes in; how people are masked, told apart."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from commandcenter.domain.phrase import phrases, word
from commandcenter.late_dataclass import dataclass


class ComplaintKind(StrEnum):
    """记录类型 of the 12315 and 12345 exports."""

    COMPLAINT = "complaint"
    REPORT = "report"
    ENQUIRY = "enquiry"
    HELP = "help"
    SUGGESTION = "suggestion"


KIND_WORDS: dict[ComplaintKind, str] = phrases(
    {
        ComplaintKind.COMPLAINT: "投诉",
        ComplaintKind.REPORT: "举报",
        ComplaintKind.ENQUIRY: "咨询",
        ComplaintKind.HELP: "求助",
        ComplaintKind.SUGGESTION: "建议",
    }
)
# Whoever it was passed to answers it; the law of complaints (令121) has no limit for it.
WITHOUT_LIMIT = frozenset({ComplaintKind.ENQUIRY, ComplaintKind.HELP, ComplaintKind.SUGGESTION})
NARROW = {sign + 0xFEE0: sign for sign in range(0x21, 0x7F)}  # of an input method that writes wide
# They tell of nobody's damage: rules that count people leave them out.
ASKING = frozenset({ComplaintKind.ENQUIRY, ComplaintKind.SUGGESTION})


class Source(StrEnum):
    """Which system a record was registered in; each has its own as-of time."""

    PLATFORM = "12315"
    HOTLINE = "12345"
    DESK = "desk"  # taken by telephone or at the counter, entered here


SOURCE_WORDS: dict[Source, str] = phrases(
    {
        Source.PLATFORM: "12315",
        Source.HOTLINE: "12345",
        Source.DESK: "话务登记",
    }
)


class Channel(StrEnum):
    """接收方式."""

    PHONE = "phone"
    MINI_PROGRAM = "mini"
    APP = "app"
    WEB = "web"
    HOTLINE = "hotline"
    LETTER = "letter"
    VISIT = "visit"
    OTHER = "other"


CHANNEL_WORDS: dict[Channel, str] = phrases(
    {
        Channel.PHONE: "12315 电话",
        Channel.MINI_PROGRAM: "小程序",
        Channel.APP: "APP",
        Channel.WEB: "网页",
        Channel.HOTLINE: "12345",
        Channel.LETTER: "来信",
        Channel.VISIT: "来人",
        Channel.OTHER: "其他",
    }
)


BLOCK = 64  # bytes of SHA-256
KEY_CHARACTERS = 24  # of a person: 96 bits, no two of ten million people share one
FOOD = word("食品安全")
# 涉及问题分类, in the words of the published statistics; other words are kept as they come.
PROBLEMS = (
    word("合同"), word("售后服务"), word("质量"), FOOD, word("虚假宣传"), word("价格"),
    word("不正当竞争"), word("计量"), word("广告"), word("安全"), word("商标"), word("人身权利"),
    word("其他"),
)  # fmt: skip


# 办理状态 and 调解结果 in the words that are counted; others are kept as a file has them.
CLOSED, DECLINED = str(word("已办结")), str(word("不予受理"))  # plain: kept of many rows
AGREED, NOT_AGREED = str(word("达成调解")), str(word("未达成调解"))
OVER = frozenset({CLOSED, DECLINED})


class Precision(StrEnum):
    """How exactly a place is known; county-level places are drawn as counts, not pins."""

    EXACT = "exact"
    TOWN = "town"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Complainant:
    """Personal data of who complained; stored apart from the complaint."""

    name: str = ""
    phone: str = ""
    id_type: str = ""
    id_number: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class NewComplaint:
    """One checked record, ready to be stored.

    `registered_at` aware UTC; `amount_cents` in 分, exact (None: not stated, or `amount_words`
    says it as it was written, see `vague_amount`); `unread`: see `unread_words`; `lat`/`lon`
    WGS-84 degrees or None. `category` is the goods or service class, `problem`
    the problem class, both in the words of the published statistics.
    """

    number: str  # 登记编号, unique over all sources
    source: Source
    kind: ComplaintKind
    channel: Channel
    registered_at: datetime
    complainant: Complainant
    title: str = ""
    text: str = ""
    category: str = ""
    problem: str = ""
    district: str | None = None  # GB/T 2260 code of the county unit
    subject_name: str = ""  # 涉及主体名称
    subject_code: str = ""  # 统一社会信用代码
    subject_address: str = ""
    brand: str = ""
    goods: str = ""
    amount_cents: int | None = None
    online: bool | None = None  # 是否网购
    special_group: str = ""  # 类别: 儿童/妇女/老人
    other_province: bool = False  # 异地: counted beside, not in
    urgency: str = ""  # 事件级别
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    town: str = ""  # 街道 or 镇, when the address names one
    # What became of it in the system that it comes from; "" and None: not told.
    status: str = ""  # 办理状态
    finished_at: datetime | None = None  # 办结时间
    outcome: str = ""  # 调解结果
    recovered_cents: int | None = None  # 挽回金额, in 分
    office: str = ""  # 承办单位
    amount_words: str = ""  # 涉及金额 as it was written, only where it is no exact number
    unread: str = ""


# Fields that a record has in any case; what stands for one that could not be read is a guess.
GUESSED = {"registered_at": "登记日期", "kind": "记录类型"}


def unread_words(field: str, cell: str) -> str:
    """登记日期“昨天下午”, 记录类型未填: a part of NewComplaint.unread, as the record keeps it."""
    return f"{field}“{cell}”" if cell else f"{field}未填"


def guessed(unread: str) -> frozenset[str]:
    """Which fields of GUESSED could not be read."""
    parts = unread.split("；")
    starts = {name: (f"{words}“", f"{words}未填") for name, words in GUESSED.items()}
    return frozenset(name for name, s in starts.items() if any(p.startswith(s) for p in parts))


def narrow(typed: str) -> str:
    """Full-width letters, digits and signs as ASCII, one for one: １３８－１２３４ is 138-1234."""
    return typed if typed.isascii() else typed.translate(NARROW)


def identity_of(complainant: Complainant) -> str:
    """The same text for the same phone (digits only), else for the same ID; "" if neither."""
    return identity_text(complainant.phone, complainant.id_number)


def identity_text(phone: str, id_number: str) -> str:
    if not phone.isdigit():
        phone = "".join(c for c in phone if c.isdigit())
    if phone:
        return f"p{phone}"
    number = id_number.strip().upper()
    return f"i{number}" if number else ""


def identity_digest(key: bytes, complainant: Complainant) -> bytes:
    """By which a server knows a person again (db/postgres/person_key.sql); empty for nobody."""
    identity = identity_of(complainant)
    return hmac.digest(key, identity.encode(), "sha256") if identity else b""


def person_key(key: bytes, complainant: Complainant) -> str:
    """The same text for the same person; "" for nobody."""
    return key_of(key, identity_of(complainant))


def key_of(key: bytes, identity: str) -> str:
    """Of an identity as `identity_of` gives it."""
    digest = hmac.digest(key, identity.encode(), "sha256") if identity else b""
    return digest.hex()[:KEY_CHARACTERS]


def teller(key: bytes) -> Callable[[str], str]:
    """`key_of` of many identities: HMAC as its two hashes (RFC 2104), a third of the time."""
    block = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block) for pad in (0x36, 0x5C))
    sha256 = hashlib.sha256

    def told(identity: str) -> str:
        if not identity:
            return ""
        return sha256(outer + sha256(inner + identity.encode()).digest()).hexdigest()[
            :KEY_CHARACTERS
        ]

    return told


def reporter_key(person: str) -> str:
    """Of the same person as who reports (举报): not to be found beside their complaints."""
    return (
        hashlib.sha256(f"reporter:{person}".encode()).hexdigest()[:KEY_CHARACTERS] if person else ""
    )


def mask_name(name: str) -> str:
    """张**: the first character only, whatever the length."""
    return f"{name[0]}**" if name else ""


def mask_phone(phone: str) -> str:
    """138****1234: three and four digits; shorter numbers keep the last two."""
    if len(phone) >= 11:
        return f"{phone[:3]}****{phone[-4:]}"
    return f"****{phone[-2:]}" if phone else ""


def mask_id(number: str) -> str:
    """5***************1X: first and last two."""
    if len(number) <= 3:
        return "*" * len(number)
    return f"{number[0]}{'*' * (len(number) - 3)}{number[-2:]}"
