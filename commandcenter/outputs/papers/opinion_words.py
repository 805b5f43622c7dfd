"""What is written about an incident, in the sentences that two papers share."""

from commandcenter.domain.moments import Moments
from commandcenter.outputs.papers.briefing_first_page import reach_words
from commandcenter.outputs.papers.paper_phrases import tight
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_briefing import Judged
from commandcenter.queries.papers.paper_opinion import Opinions


def seen(found: Opinions) -> str:
    """登记网上信息12条（中央媒体1条、…），近24小时新增5条；传播量最大的在…，约2.6万次。"""
    if not found.total:
        return "没有登记网上信息。"
    kinds = "、".join(f"{words}{count}条" for words, count in found.media)
    lately = f"近24小时新增{found.lately}条" if found.lately else "近24小时没有新增"
    first = found.items[0]
    where = one_line(first.source)
    wide = f"；传播量最大的在{where}，约{reach_words(first.reach)}次" if first.reach else ""
    return f"登记网上信息{found.total}条（{kinds}），{lately}{wide}。"


def answered(found: Opinions) -> str:
    """Nothing is said of what there was none of."""
    if not found.total and not found.asked:
        return "没有需要回应的信息和媒体提问。"
    said = []
    if found.total:
        counts = (
            ("已回应", found.answered), ("移交有关部门", found.referred), ("待处理", found.waiting)
        )  # fmt: skip
        told = "，".join(f"{words}{count}条" for words, count in counts if count)
        said.append(f"其中{told}。" if told else "均在持续关注。")
    if found.false_claims:
        left = f"尚有{found.false_open}条没有回应" if found.false_open else "均已回应或者移交"
        said.append(f"不实信息{found.false_claims}条，{left}。")
    if found.asked:
        left = f"尚有{found.unanswered}个没有答复" if found.unanswered else "均已答复"
        said.append(f"媒体提问{found.asked}个，{left}。")
    return "".join(said)


def heated(found: Opinions) -> str:
    if not found.total:
        return ""
    if not found.heated:
        return "网上信息没有批评、激烈的倾向。"
    return f"批评、激烈的{found.heated}条，占{round(100 * found.heated / found.total)}%。"


def judged_words(judged: Judged | None, say: Moments) -> str:
    """By whom and when; nobody's judgement is made up."""
    if judged is None:
        return "尚无会商研判记录。"
    said = tight(one_line(judged.conclusion)).rstrip("。；")
    chaired = f"会商（{one_line(judged.chair)}主持）认为，{said}。"
    return say.say(judged.held_at) + say.quote(chaired)
