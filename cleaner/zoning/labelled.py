"""Labels of a page whose value stands in the next row: 来源 above 青河日报, 标签: above 养蜂 and 蜂蜜.

The idea: markup that is lost puts a label and its value into rows of their own, and the rules know them only side by
side. So a row that is one of a page's own labels is read together with the short row below it, as `label: value`; what
the rules say of that line they say of both rows. The words of a tag list stand below their label one by one.

A record has such rows as well (作者 above 李白, amid 体裁 and 年代), and there they are the text's. It is told by what
stands around it: other short rows that no rule knows. The page's own stand between its title, its prose and its
furniture; of them only tags stand amid prose, which may be readers'. And below a label that a page left empty its title
may stand: above the prose a value is a figure, a short name or an outlet.

Invariant: a row is given hits, never text, and only those of rules that know the two rows as one line as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.match import Hit, Matcher, apart
from cleaner.patterns import pattern
from cleaner.zoning.fates import covers
from cleaner.zoning.lines import Row, whole

_CREDITS = (
    "作者 文章作者 原作者 撰文 撰稿 编辑 责任编辑 责编 小编 编审 审核 审稿 校对 初审 复审 终审 监制 记者 "
    "通讯员 摄影 摄影记者 供图 供稿 供稿单位 发布者 发布人 发布单位 发布机构 上传者 上传用户 提问者 来源 "
    "信息来源 稿源 稿件来源 文章来源 新闻来源 资料来源 内容来源 出处"
)
_FIGURES = (
    "发布时间 发布日期 发表时间 发表日期 更新时间 更新日期 最后更新 上传时间 提问时间 投稿日期 浏览次数 浏览量 "
    "浏览数 浏览 阅读 阅读量 阅读数 阅读次数 点击 点击数 点击量 点击次数 点击率 访问量 访问次数 人气 热度 评论 "
    "评论数 收藏 收藏数 点赞 字数 字号 字体 字体大小"
)
_PLACES = (
    "分类 文章分类 所属分类 栏目 所属栏目 频道 专题 所属专题 索引号 主题词 信息类别 信息分类 公开方式 文号 "
    "发文字号 本文链接 本文地址 原文链接"
)
_TAGS = "标签 文章标签 相关标签 本文标签 热门标签 tags tag 关键字"
_DATA = (
    "中文名 中文名称 外文名 外文名称 英文名 别名 别称 又名 本名 原名 译名 拼音 性别 民族 国籍 籍贯 出生地 "
    "出生日期 出生年月 逝世日期 去世时间 职业 职务 代表作 代表作品 主要成就 毕业院校 学历 政治面貌 身高 体重 "
    "血型 生肖 类型 类别 体裁 题材 年代 朝代 时代 所处时代 创作年代 作品名称 作品出处 文学体裁 导演 编剧 主演 "
    "制片人 片长 上映时间 出品公司 出版社 出版时间 页数 定价 开本 装帧 书名 译者 语言 界 门 纲 目 科 属 种 "
    "学名 拉丁学名 分布 分布区域 产地 主要原料 主料 辅料 口味 菜系 工艺 地理位置 所在地 所属地区 下辖地区 "
    "政府驻地 面积 人口 人口数量 电话区号 邮政编码 气候条件 方言 著名景点 机场 火车站 海拔 长度 高度 建成时间 "
    "主编 副主编 编委 顾问 社长 校训 创办时间 公司名称 成立时间 总部地点 经营范围 法定代表人 注册资本 专辑 "
    "演唱 歌手 作词 作曲 编曲 发行时间 时长"
)
_VOCABULARY = "source author editor comment comments date title tag tags 姓名 真实姓名 单位 工作单位 名称"  # no values
_LABELS = frozenset(f"{_CREDITS} {_FIGURES} {_PLACES} {_TAGS}".split())
_RECORD = frozenset(f"{_DATA} {_CREDITS}".split())
_OWN = frozenset(_DATA.split())
_LISTS = frozenset(_TAGS.split())
_SAME = frozenset(_VOCABULARY.split())
_PEOPLE = frozenset(_CREDITS.split())
_LONGEST = max(map(len, _LABELS)) + 4  # with its brackets and its colon
_AROUND = " :[]【】•·|*"  # what may stand around a label's word
_LEAST, _DISTINCT = 3, 2  # labels of the shortest record, and those of them that no byline has
_VALUE = 40  # characters of the longest value
_WORD = pattern(r"#? ?[^\W_][^\s:,。;!?、()\[\]【】《》|]{0,11}#?")
_WORDS = 10  # rows of the longest list of words
_STANDS = 12  # characters of a row that is no part of a record
# A value above the prose that is no title: figures, short words, an outlet or an office.
_NO_TITLE = pattern(
    r"[\d\s年月日时分秒:./,+次人个条万k-]+|[^\W\d_]{1,4}(?:[ /、·][^\W\d_]{1,4})*|[a-z0-9 .@_-]{1,24}"
    r"|[^\s,。:!?]{2,20}(?:报|网|台|社|刊|客户端|频道|公众号|发布|在线|新闻|日报|局|委|办|院|部|厅|处|站|府|室|中心|公司|集团|协会|大学|学校|医院)"
)


def read(page: list[Row], matcher: Matcher) -> list[Row]:
    """The rows, with what rules know of a label and the value below it on both."""
    places = [at for at, row in enumerate(page) if len(row.text) <= _LONGEST and _word(row) in _LABELS]
    if not places or _has_table(page, places):
        return page
    often = Counter(page[at].text for at in places)
    places = [
        at for at in places if often[page[at].text] == 1 or _word(page[at]) not in _PEOPLE
    ]  # who speaks, each time
    prose = [at for at, row in enumerate(page) if row.sentence and not whole(row)]
    first, last = (prose[0], prose[-1]) if prose else (len(page), len(page))
    titled = next((at for at, row in enumerate(page) if not row.hits), len(page))
    found: dict[int, tuple[range, tuple[Hit, ...]]] = {}
    for at in places:
        amid = first < at < last
        if not titled < at or (amid and _word(page[at]) not in _LISTS):
            continue
        rows = _values(page, at) if at > first else _short_value(page, at)
        if not rows or (amid and not (rows.stop < len(page) and whole(page[rows.stop]))):
            continue  # readers' words may stand below the tags, and what stands above those is known
        line = f"{_word(page[at])}: {' '.join([page[k].text for k in rows])}"
        hits = _known(matcher.scan([line])[0], line)
        if hits:
            found[at] = rows, hits
    if not found:
        return page
    out = list(page)
    for at in _own(page, found):
        rows, hits = found[at]
        out[at] = _with(page[at], hits, None)
        for k in rows:
            out[k] = _with(page[k], hits, len(_word(page[at])) + 2 if len(rows) == 1 else None)
    return out


def _has_table(page: Sequence[Row], places: Sequence[int]) -> bool:
    """Whether so many labels are those of a government's record that `boxes` reads its rows."""
    return sum(any("label" in hit.rule.traits for hit in page[at].hits) for at in places) >= _LEAST


def _word(row: Row) -> str:
    """The label without its colon and brackets; spaces that set it to a width are none of it."""
    word = row.text.strip(_AROUND)
    return word if word.isascii() else word.replace(" ", "")


def _values(page: Sequence[Row], at: int) -> range:
    """The rows that hold the value of the label in row `at`: one, or a list of words; none where none can."""
    if _word(page[at]) in _LISTS:
        end = at + 1
        while end < min(len(page), at + 1 + _WORDS) and not page[end].hits and _WORD.fullmatch(page[end].text):
            end += 1
        if end > at + 1:
            return range(at + 1, end)
    below = page[at + 1] if at + 1 < len(page) else None
    if (
        below is None
        or below.sentence
        or below.text in _SAME
        or len(below.text) > _VALUE
        or below.text[-1] == ":"
        or _word(below) in _LABELS
    ):
        return range(0)
    return range(at + 1, at + 2) if all(hit.rule.category == "credit" for hit in whole(below)) else range(0)


def _short_value(page: Sequence[Row], at: int) -> range:
    """The row below the label in row `at`, above the prose, if it is no title."""
    rows = _values(page, at)[:1]
    return rows if rows and _NO_TITLE.fullmatch(page[rows[0]].text) else range(0)


def _known(hits: Sequence[Hit], line: str) -> tuple[Hit, ...]:
    """The hits that make up the whole line: of one rule, or of several side by side."""
    acting = [hit for hit in hits if hit.rule.action in ("drop", "extract")]
    one = [hit for hit in acting if hit.rule.match == "line"]
    if one:
        return (next((hit for hit in one if hit.value is not None), one[0]),)
    spans = tuple(apart([hit for hit in acting if hit.rule.match == "regex" and hit.end > hit.start]))
    return spans if spans and covers(line, spans) else ()


def _with(row: Row, hits: Sequence[Hit], before: int | None) -> Row:
    """The row with the hits, over its whole length; what is read in its value, where `before` characters stood."""
    new = [Hit(hit.rule, 0, len(row.text), _moved(hit.value, before, len(row.text))) for hit in hits[:1]]
    return row._replace(hits=(*new, *row.hits))


def _moved(value: tuple[int, int] | None, before: int | None, size: int) -> tuple[int, int] | None:
    if value is None or before is None or value[0] < before or value[1] - before > size:
        return None
    return value[0] - before, value[1] - before


def _own(page: Sequence[Row], found: dict[int, tuple[range, tuple[Hit, ...]]]) -> Iterator[int]:
    """The labels of the page: those of a run of labels and values that no other short row stands beside."""
    run: list[int] = []
    for at in [*found, len(page) + 1]:
        if run and at != found[run[-1]][0].stop:
            if _is_border(page, run[0] - 1, -1) and _is_border(page, found[run[-1]][0].stop, 1):
                yield from run
            run = []
        run.append(at)


def _is_border(page: Sequence[Row], at: int, step: int) -> bool:
    """Whether the row is no part of a record: known, prose, long, or the one short row before something that is."""
    if not 0 <= at < len(page) or _stands(page[at]):
        return True
    beyond = at + step
    return step < 0 and (beyond < 0 or _stands(page[beyond]))


def _stands(row: Row) -> bool:
    return bool(row.hits) or row.sentence or len(row.text) >= _STANDS


def records(page: Sequence[Row]) -> set[int]:
    """The rows of the text's own records, labels and values in turn, with the row above that names what they are of."""
    out: set[int] = set()
    run: list[int] = []
    labels = [at for at, row in enumerate(page) if len(row.text) <= _LONGEST and _word(row) in _RECORD]
    for at in [*labels, len(page) + _LEAST]:
        if run and at - run[-1] > 2:
            if len(run) >= _LEAST and sum(_word(page[k]) in _OWN for k in run) >= _DISTINCT and _in_turn(page, run):
                out |= set(range(max(run[0] - 1, 0), min(run[-1] + 2, len(page))))
            run = []
        run.append(at)
    return {at for at in out if not page[at].sentence}


def _in_turn(page: Sequence[Row], run: Sequence[int]) -> bool:
    """Whether each label has its value below it; heads of a table's columns stand side by side."""
    return all(below - above == 2 for above, below in pairwise(run)) and run[-1] + 1 < len(page)
