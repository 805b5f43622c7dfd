"""Words that a form offers for the record; another may be written in their place."""

from collections.abc import Mapping

from commandcenter.domain.incident.incident import Category
from commandcenter.domain.phrase import word

# How the bureau hears of an incident, and the door of the plan that each makes likely (1.4.1).
BY_TELEPHONE, FROM_COUNTY = word("12315 电话"), word("县区局报告")
WAYS_TO_HEAR: Mapping[str, Category] = {
    BY_TELEPHONE: Category.CLUSTER,
    word("12345 转办"): Category.CLUSTER,
    FROM_COUNTY: Category.CLUSTER,
    word("现场发现"): Category.ILLEGALITY,
    word("媒体报道"): Category.MEDIA,
    word("医院、学校报告"): Category.SAFETY,
    word("上级交办"): Category.OTHER,
    word("部门通报"): Category.OTHER,
}
FOUND_BY_WATCH = word("监测提示")
# The bodies above that are asked, or decide by themselves.
BODIES_ABOVE = (
    word("省市场监督管理局"),
    word("省应急指挥部"),
    word("市人民政府"),
    word("市场监管总局"),
)
FACT_SOURCES = (
    word("卫健部门"),
    word("医院"),
    word("公安机关"),
    word("教育部门"),
    word("现场处置组"),
    word("舆情监测组"),
    FROM_COUNTY,
)
LIAISON_WAYS = (word("电话"), word("公函"), word("现场会商"), word("政务微信群"))
RECEIPT_WAYS = (word("电话"), word("回执"), word("政务内网"))
