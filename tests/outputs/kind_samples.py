"""A paper of each kind of an incident, from answers as the queries would give. All invented."""

from commandcenter.outputs.papers.level_notice import level_notice
from commandcenter.queries.paper_levels import LevelNotice
from commandcenter.queries.paper_stamp import Stamp
from tests.outputs.paper_samples import JOURNAL, ORG, at, head

EVERYBODY = "应急指挥部各工作组，各县（市、区）市场监督管理局"
COPIES = ("市委市政府总值班室", "省市场监督管理局")


def stamp(**changed) -> Stamp:
    values = {"org": ORG, "head": head(), "at": at(10, 46), "journal": JOURNAL}
    return Stamp(**(values | changed))


def activation() -> LevelNotice:
    return LevelNotice(
        stamp(number="澄市监应急〔2026〕7号", signer="陈志远"),
        "关于启动Ⅲ级响应的通知",
        EVERYBODY,
        (
            "经研判，悦力工场健身3家门店停业引发群体投诉定为较大（Ⅲ级）事件。依据《消费领域群体性事件"
            "应急预案》4.1(2)，经应急指挥部研究决定，自签发之时起启动Ⅲ级响应。",
            "一、响应事项：悦力工场健身3家门店停业引发群体投诉应急响应。",
            "二、响应级别：Ⅲ级响应。澄州市应急指挥部负责处置。",
            "三、预计期限：7天。",
            "四、应急处置措施：一是现场一队、二队分赴城东店、城西店，设登记点，劝阻设备搬离；"
            "二是请公安机关到场维护秩序；三是调取三店登记信息、合同和收款记录。",
            "各单位接到通知后立即按任务清单办理，按时限报告。",
        ),
        at(9, 20),
        COPIES,
    )


def level_change() -> LevelNotice:
    return LevelNotice(
        stamp(signer="陈志远"),
        "关于降低响应级别的通知",
        EVERYBODY,
        (
            "依据《消费领域群体性事件应急预案》4.2，经应急指挥部研究决定，自签发之时起，悦力工场健身3家"
            "门店停业引发群体投诉的响应由Ⅲ级响应降低为Ⅳ级响应。",
            "一、调整理由：新增投诉连续下降，现场无聚集，转接和调解有序，公安已立案。",
            "二、牵头单位：城东区、城西区、临江区市场监督管理局负责处置。",
            "三、预计期限：自调整起3天。",
        ),
        at(10, 0, 28),
        COPIES,
    )


def ending() -> LevelNotice:
    return LevelNotice(
        stamp(number="澄市监应急〔2026〕9号", signer="陈志远"),
        "关于终止Ⅳ级响应的通知",
        EVERYBODY,
        (
            "参照突发事件应对法第86条，经应急指挥部研究决定，自签发之时起终止悦力工场健身3家门店停业"
            "引发群体投诉的Ⅳ级响应。",
            "一、终止理由：累计涉及648人、587.3万元，61%已转接，22%已退款，其余转入诉讼。",
            "二、签发时的情况：",
            "（1）近24小时新增投诉人低于峰值的10%：近24小时新增 2 人（已具备）。",
            "（2）现场无聚集：现场 0 人（城东区局，截至 16:30）（已具备）。",
            "终止后停止执行应急处置措施，转入后期处置。",
        ),
        at(17, 0, 30),
        COPIES,
    )


# Kind: what its page is made by, and a sample of what its query answers.
SAMPLES = {
    "activation": (level_notice, activation),
    "levelchange": (level_notice, level_change),
    "termination": (level_notice, ending),
}


def document(kind):
    page, sample = SAMPLES[kind]
    return page(sample())
