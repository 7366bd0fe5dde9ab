"""栖霞's alliances and agreements as published: numbers and kinds, names only where given."""

from partners.enums import AgreementKind, AllianceKind

from .city import City
from .published import QIXIA_SOURCE, agreement, alliance, join, sign_together

QIXIA = "320113"
_SOURCE = f"（资料来源：{QIXIA_SOURCE}）"


def make_qixia(city: City) -> int:
    """Seven 教育发展共同体, the campus alliance, co-operation with schools and a hospital."""
    government = city.real["qixia"]
    education = [
        alliance(
            city,
            QIXIA,
            f"栖霞区教育发展共同体（第{n}个）",
            AllianceKind.EDUCATION,
            f"栖霞区设教育发展共同体7个，公开资料未列各自名称。{_SOURCE}",
            in_programme=False,
        )
        for n in range(1, 8)
    ]
    campus = alliance(
        city,
        QIXIA,
        "栖霞区校地党建联盟",
        AllianceKind.CAMPUS,
        f"与12所高校组成校地党建联盟，公开资料未列高校名称。{_SOURCE}",
        in_programme=False,
    )
    city.books.file([*education, campus])
    city.cases |= {"campus": campus, "education": education[0]}
    for record in education:
        join(record, [government])
    universities = [city.real[f"university{n}"] for n in range(1, 13)]
    join(campus, [government, *universities])
    return len(education) + 1 + _agreements(city)


def _agreements(city: City) -> int:
    schools = [
        agreement(
            city,
            QIXIA,
            f"栖霞区合作办学协议（第{n}所名校）",
            AgreementKind.COOPERATION,
            f"与8所名校合作办学，公开资料未列学校名称。{_SOURCE}",
        )
        for n in range(1, 9)
    ]
    hospital = agreement(
        city,
        QIXIA,
        "“院府合作”协议",
        AgreementKind.COOPERATION,
        f"区政府与三级医院合作。{_SOURCE}",
    )
    city.books.file([*schools, hospital])
    city.cases["hospital"] = hospital
    for n, record in enumerate(schools, start=1):
        sign_together(record, city.real["qixia"], city.real[f"school{n}"])
    sign_together(hospital, city.real["qixia"], city.real["qixia_hospital"])
    return len(schools) + 1
