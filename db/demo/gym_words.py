"""What members of the closed gym say, from the first unease to the aftermath; all invented.

Places to fill: {store}, {card} what was bought, {paid} the payment, {left} what is left of
it, {n} a small number, {home} where the person lives.
"""

CARDS = ("年卡", "两年卡", "家庭卡", "次卡", "瑜伽团课卡", "亲子游泳卡", "半年卡", "续费年卡")
COACHING = ("私教课30节", "私教课60节", "私教年包", "减脂私教课", "体态矫正私教课", "年卡加私教课")
LEFT = (
    "还剩{n}个月",
    "只去过{n}次",
    "还有一大半没用",
    "上个月刚续的费",
    "还没有开卡",
    "还剩{n}0多节课",
)

UNEASE_TITLES = ("私教离职课程无人上", "团课约不上", "退卡难", "健身房拖延退费", "教练更换要求退款")
UNEASE = (
    "我在{store}办了{card}，{paid}。上周起教练陆续离职，换了{n}个人，课一直排不上。",
    "{store}的团课连续{n}天约不上，前台说教练不够，{card}{left}。",
    "在{store}申请退{card}已经{n}周，店长先说走流程，后来不回信息。{paid}。",
    "{store}营业时间越来越短，淋浴没有热水，前台只剩一个人。{card}{paid}，{left}。",
    "{store}的私教说工资没有发，劝我尽快退课。{paid}，{left}。",
    "去{store}要求退{card}，要我签放弃余额的协议才给办，{paid}。",
)
LOCKED_TITLES = ("健身房关门失联", "门店锁门，设备在搬", "健身房突然闭店", "健身房疑似跑路")
LOCKED = (
    "今天早上到{store}，门锁了，里面有人在搬设备，问就说不知道。{card}{paid}，{left}。",
    "{store}贴了“内部升级”的纸，电话没人接，老板微信把会员都删了。{paid}。",
    "早上来{store}锻炼进不去，门口已经有很多会员，器械正往货车上装。请马上派人来。{paid}。",
    "{store}昨晚还在收钱办卡，今天就关门了，店长电话关机。{card}{paid}，{left}。",
    "物业说{store}昨天夜里开始搬东西，租金也欠着。我{card}{paid}，{left}。",
    "会员群里说{store}不开了，群主退群。我的{card}{paid}，{left}。",
)
FIRST_CALL = "门锁了，设备在搬"
FIRST_CALL_TEXT = (
    "我在{store}门口，门锁了，里面在往外搬设备，已经来了十几个会员。{paid}，{left}。请马上来人。"
)
DAY_TITLES = (
    "健身房闭店要求退费",
    "预付卡余额退还",
    "私教课未上完商家失联",
    "健身房卷款",
    "要求退还会员费",
)
DAY = (
    "看到消息才知道{store}关门，{card}{paid}，{left}，要求退还余额。",
    "我和家人在{store}都办了{card}，{paid}，{left}，现在没有人管。",
    "{store}上个月搞店庆充值，说多充多送，我{paid}。现在闭店，明显是骗钱。",
    "在{store}买的{card}是分期付的，{paid}，店关了每月还在扣款，要求停止扣款并退费。",
    "{store}让我把钱转到个人账户，{paid}，没有发票，只有收据。现在门店已关。",
    "已到现场登记点登记，再通过12315反映一次情况：{store}，{card}，{paid}，{left}。",
    "老人在{store}办的{card}，{paid}，{left}，不会用手机登记，由家人代为反映。",
    "{home}的会员，在{store}办卡，{paid}，{left}，离得远不能到现场，请帮忙登记。",
    "三家店都关了，我在{store}办的{card}可以通用，{paid}，{left}，请统一处理。",
)
AFTER_TITLES = ("咨询转店后又要求退费", "闭店退费登记", "健身卡余额核对", "健身房闭店补充登记")
AFTER = (
    "出差回来才知道{store}闭店，补充登记：{card}{paid}，{left}。",
    "不愿意转到别的健身房，要求退现金。{store}，{card}，{paid}，{left}。",
    "登记表上的余额和我的记录不一致，{store}，{card}，{paid}，请核对。",
    "看到通报后来登记，{store}，{card}，{paid}，{left}，合同和付款截图都有。",
    "转到附近的场馆要补差价，我不同意，要求退{store}的余额，{paid}。",
)
AGAIN = (
    "此前已反映过一次，还没有人联系我。",
    "换个渠道再反映一次，请尽快回复。",
    "之前登记过，问进展。",
)
REQUESTS = ("要求退还余额。", "请尽快处理。", "希望能统一登记、统一退费。", "请公安一起查。", "")
ANONYMOUS_REPORTS = (
    "知情人反映，{store}近期低价充值都是收到个人账户，老板已经换人。",
    "举报{store}明知要关门还在收费，员工都没有发工资。",
    "举报{store}组织人夜里搬设备，请赶快去看。",
)
PAID = ("付了{yuan}元", "交了{yuan}元", "一共{yuan}元", "刷卡{yuan}元")
UNSTATED = ("钱早就付清了", "金额记不清，有合同")
