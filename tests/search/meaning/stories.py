"""Stories, questions about them in other words, and which have their vectors."""

from search.models import Vector

CANTEEN = ("银龄食堂开张", "社区为八十岁以上独居长者送餐上门，行动不便的也能按时吃上热饭。")
CHARGING = ("新增充电车棚", "结对单位出资在楼栋外建起集中充电棚，电动自行车不再飞线进楼。")
DRAIN = ("排水管网改造", "雨污管道疏通更换后，汛期道路不再被淹，住户出行不再蹚水。")
COURT = ("法官工作站", "法院党支部每周派人到社区调解邻里纠纷，解答法律疑问。")
HUNGRY = "爷爷奶奶中午没人做饭怎么办"
FLOODED = "一下大雨小区就积水"
STARS = "木星和土星哪颗行星更大"


def computed():
    return set(Vector.objects.values_list("entry", flat=True))
