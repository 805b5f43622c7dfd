"""Goods and services that people complain about, in the words of the published statistics.

The order of the classes follows the statistics of 遂宁, 台州 and 岳阳, which give no shares
by class; goods to services is 2 to 1, as in the whole country in 2024 (1221万 to 641万).
"""

from dataclasses import dataclass

from commandcenter.db.demo.random_streams import Weighted, listed


@dataclass(frozen=True, slots=True)
class Trade:
    """One class. `weight`: its share among problems other than 食品安全; `yuan`: median amount."""

    category: str
    weight: float
    yuan: float
    spread: float  # of the logarithm of the amount
    online: float  # share bought online
    traders: int  # how many of the city's traders
    shops: tuple[str, ...]  # how such a trader is called, after its own name
    goods: tuple[str, ...]
    service: bool = False


def _goods(
    category: str,
    weight: float,
    yuan: float,
    online: float,
    traders: int,
    shops: str,
    goods: str,
    spread: float = 0.9,
) -> Trade:
    return Trade(category, weight, yuan, spread, online, traders, listed(shops), listed(goods))


def _service(
    category: str,
    weight: float,
    yuan: float,
    online: float,
    traders: int,
    shops: str,
    goods: str,
    spread: float = 0.9,
) -> Trade:
    return Trade(
        category, weight, yuan, spread, online, traders, listed(shops), listed(goods), True
    )


TRADES: tuple[Trade, ...] = (
    _goods("一般食品", 7, 46, 0.3, 52,
           "生鲜超市 食品店 粮油店 便利店 水果店 炒货店 食品商行 糕点铺",
           "袋装饼干 鲜牛奶 卤牛肉 大米 水果礼盒 坚果礼盒 鸡蛋 冷冻水饺 酱油 蜂蜜 月饼 挂面"),
    _goods("服装鞋帽", 12, 268, 0.55, 34,
           "服饰店 鞋业 服装商行 童装店 羽绒服饰店 女装店",
           "羽绒服 运动鞋 连衣裙 皮鞋 牛仔裤 羊毛衫 冲锋衣 围巾 童鞋"),
    _goods("交通工具", 7, 3_900, 0.1, 20,
           "汽车销售服务有限公司 电动车行 二手车行 车业有限公司",
           "新能源汽车 二手轿车 电动自行车 电动车电池 行车记录仪 轮胎", 1.4),
    _goods("家居用品", 7, 980, 0.35, 20,
           "家居有限公司 家具店 床上用品店 灯饰店",
           "实木床 沙发 床垫 餐桌 窗帘 智能门锁 吊灯 四件套", 1.1),
    _goods("家用电器", 7, 1_680, 0.4, 20,
           "电器有限公司 家电商行 家电城 厨卫电器店",
           "洗衣机 冰箱 空调 燃气热水器 扫地机器人 电视机 油烟机 电饭煲"),
    _goods("烟酒饮料", 4, 320, 0.3, 14,
           "烟酒店 酒业商行 饮品商行", "白酒 红酒 啤酒 果汁饮料 桶装水 黄酒 功能饮料"),
    _goods("通讯产品", 4, 2_300, 0.4, 12,
           "通讯器材店 数码店 手机商行", "手机 手机屏幕 无线耳机 智能手表 充电宝"),
    _goods("装修建材", 4, 6_800, 0.15, 14,
           "建材有限公司 门窗厂 瓷砖店 地板经营部 橱柜店",
           "瓷砖 断桥铝门窗 木地板 定制橱柜 乳胶漆 卫浴洁具", 1.2),
    _goods("首饰", 2.5, 2_600, 0.25, 8, "珠宝店 金店 首饰行", "黄金手镯 金项链 玉镯 钻戒 银手链"),
    _goods("药品", 2.5, 78, 0.3, 12, "大药房 药店 医药商行", "感冒药 眼药水 中药饮片 退热贴 膏药"),
    _goods("儿童用品", 2.5, 340, 0.45, 9, "母婴用品店 玩具店 童车店",
           "婴儿推车 奶粉 儿童玩具 儿童安全座椅 纸尿裤"),
    _goods("保健食品", 2, 860, 0.5, 8, "健康用品店 营养品商行 保健品经营部",
           "蛋白粉 鱼油胶囊 维生素片 益生菌 阿胶糕", 1.1),
    _goods("卫生用品", 2, 66, 0.5, 7, "日化店 卫生用品商行", "纸巾 牙膏 洗衣液 湿厕纸 卫生巾"),
    _goods("计算机产品", 2, 2_900, 0.5, 7, "电脑商行 科技有限公司 数码维修店",
           "笔记本电脑 显示器 打印机 固态硬盘 显卡"),
    _goods("房屋", 1, 28_000, 0.0, 5, "置业有限公司 房产经纪店", "商品房 商铺 租房 车位", 1.1),
    _goods("文化运动用品", 1, 260, 0.5, 6, "文体用品店 书店 运动器材店",
           "跑步机 篮球 练习册 乒乓球拍 钢琴"),
    _goods("其他商品", 3, 210, 0.4, 12, "日用百货店 宠物用品店 五金店 花店",
           "猫粮 鲜花 工具箱 打火机 保温杯 雨伞"),
    _service("餐饮和住宿", 7, 138, 0.15, 40,
             "餐馆 火锅店 酒店 面馆 烧烤店 茶餐厅 民宿 小吃店",
             "婚宴套餐 团购双人餐 外卖盒饭 酒店客房 烤鱼 自助餐 酸菜鱼", ),
    _service("销售服务", 5, 190, 0.6, 18, "商贸有限公司 超市 购物中心 电子商务有限公司",
             "网购订单 会员卡 优惠券 送货上门 以旧换新"),
    _service("美容美发洗浴", 5, 2_200, 0.0, 20, "美容院 美发店 养生馆 浴场 美甲店",
             "美容年卡 烫染套餐 足疗卡 祛斑项目 洗浴储值卡"),
    _service("专业技术", 1.5, 1_500, 0.2, 5, "信息咨询有限公司 摄影工作室 检测技术有限公司",
             "婚纱摄影 证照代办 室内空气检测 翻译服务", 1.1),
    _service("制作保养和修理", 3, 520, 0.1, 14, "汽车维修厂 家电维修部 洗衣店 锁具店",
             "汽车保养 空调维修 羽绒服干洗 开锁服务 手机维修"),
    _service("教育培训", 4, 6_200, 0.2, 14, "教育培训学校 艺术培训中心 驾驶培训有限公司 早教中心",
             "美术课程 驾校培训 英语课程 舞蹈课程 职业技能培训", 0.8),
    _service("文化娱乐体育", 3, 1_700, 0.1, 12, "健身会所 游泳馆 影城 瑜伽馆 游乐园 球馆",
             "健身年卡 游泳次卡 电影票 瑜伽课程 游乐园门票"),
    _service("互联网", 3, 180, 1.0, 8, "网络科技有限公司 信息技术有限公司",
             "视频会员 网络游戏充值 直播打赏 云盘会员 在线课程"),
    _service("通讯", 2, 120, 0.5, 4, "通信服务部 宽带业务代理点",
             "手机套餐 家庭宽带 流量包 号码合约"),
    _service("其他服务", 3, 460, 0.2, 15,
             "家政服务部 物业服务有限公司 婚庆服务部 搬家服务部 停车场",
             "保洁服务 月嫂服务 搬家服务 停车收费 婚庆布置 快递服务"),
)  # fmt: skip
BY_CATEGORY = {trade.category: trade for trade in TRADES}

# What a problem is about; every other problem is about anything.
OTHER = Weighted({trade.category: trade.weight for trade in TRADES})
ABOUT = {
    "食品安全": Weighted({"一般食品": 55, "餐饮和住宿": 30, "烟酒饮料": 8, "保健食品": 7}),
    "计量": Weighted({"一般食品": 70, "餐饮和住宿": 30}),
    "安全": Weighted({"家用电器": 40, "交通工具": 30, "儿童用品": 20, "其他商品": 10}),
}


def category(problem: str, number: float) -> str:
    """What class a problem is about; `number` from [0, 1)."""
    return ABOUT.get(problem, OTHER).pick(number)
