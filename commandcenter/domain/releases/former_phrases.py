"""What earlier versions of this program put into releases, and no record proves.

A bureau's stored plan keeps the phrases that it was founded with, and only the bureau changes
them. These sentences were the program's and claim what nobody has shown (officers sent, other
departments at work), so they are not written into a release any more; what a bureau worded itself
stays as it is.
"""

from commandcenter.domain.phrase import phrases

FORMER = phrases(
    {
        "我局已关注到{title}的有关情况，第一时间派员处置。": (
            "我局已接到{title}的有关情况反映。{response}"
        ),
        "我局已接到{title}的有关情况反映，正在依法核查。": "我局已接到{title}的有关情况反映。",
        "我局接到消费者反映{title}有关情况，立即会同有关部门开展处置。": (
            "我局接到{title}的有关情况反映。{response}"
        ),
        "部分经营者出现上述情况，可能影响合同履行和退费。": (
            "消费者反映的上述情况，可能影响合同履行和退费。"
        ),
    }
)


def proved(phrase: str) -> str:
    """The phrase without those sentences."""
    for former, now in FORMER.items():
        phrase = phrase.replace(former, now)
    return phrase
