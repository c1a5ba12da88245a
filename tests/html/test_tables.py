"""Rows of data, and tables that are only layout."""

from cleaner.stages.markup import render


def lines(html: str) -> list[str]:
    return render(html).text.split("\n")


PROSE = (
    "傍晚五点，最后一班渡船离开了老码头，岸上站满了送行的人，汽笛响了三遍，没有人先走，"
    "江面上起了一层薄雾，对岸的灯一盏一盏地亮起来，谁也没有说话。老周把缆绳收好，朝岸上挥了挥手。"
)


def test_sidebar_and_body_never_share_a_line() -> None:
    first = f"<tr><td><a>热点</a><br><a>专题</a></td><td>{PROSE}</td></tr>"
    html = f"<table>{first}<tr><td>广告</td><td>{PROSE}</td></tr></table>"
    assert lines(html) == ["热点", "专题", PROSE, "广告", PROSE]


def test_a_table_around_tables_is_layout() -> None:
    inner = "<table><tr><td>年<td>产量<tr><td>2001<td>12</table>"
    assert lines(f"<table><tr><td>菜单<td>{inner}<tr><td>左<td>右</table>") == [
        "菜单",
        "年 产量",
        "2001 12",
        "左",
        "右",
    ]


def test_headings_lists_and_forms_in_cells_are_layout() -> None:
    assert lines("<table><tr><td><h2>甲</h2><td>乙<tr><td>丙<td>丁</table>") == ["甲", "乙", "丙", "丁"]
    assert lines("<table><tr><td><ul><li>甲</ul><td>乙<tr><td>丙<td>丁</table>") == ["甲", "乙", "丙", "丁"]


def test_columns_of_headlines_are_layout() -> None:
    cell = "<td><a>第一条消息</a><br><a>第二条消息</a></td>"
    assert len(lines(f"<table><tr>{cell}{cell}</tr><tr>{cell}{cell}</tr></table>")) == 8


def test_a_data_table_gives_rows() -> None:
    html = (
        "<table><caption>产量</caption><thead><tr><th>年<th>吨</thead><tr><td>2001<td><p>12</p><tr><td>2002<td></table>"
    )
    assert lines(html) == ["产量", "年 吨", "2001 12", "2002"]


def test_a_cell_of_two_short_lines_stays_in_its_row() -> None:
    assert lines("<table><tr><td>姓名<td>科目<tr><td>张三<td>语文<br>数学</table>") == ["姓名 科目", "张三 语文 数学"]


def test_a_marked_head_allows_longer_cells() -> None:
    html = f"<table><tr><th>条款<th>内容<tr><td>第一条<td>{PROSE}</table>"
    assert lines(html) == ["条款 内容", f"第一条 {PROSE}"]


def test_a_lone_row_of_short_cells_is_a_row() -> None:
    assert lines("<table><tr><td>来源：晚报</td><td>2001年3月2日</td></tr></table>") == ["来源：晚报 2001年3月2日"]


def test_hidden_cells_stay_beside_the_row() -> None:
    html = "<table><tr><td>甲<td style='display:none'>藏<td>乙<tr><td>丙<td>丁</table>"
    assert lines(html) == ["甲 乙", "藏", "丙 丁"]


def test_row_text_keeps_its_indents() -> None:
    assert lines("<table><tr><td>\u3000甲<td>1<tr><td>&nbsp;乙<td>2</table>") == ["\u3000甲 1", "\xa0乙 2"]


def facts(*pairs: tuple[str, str]) -> list[str]:
    inner = "".join(f"<div><dt>{term}</dt><dd>{value}</dd></div>" for term, value in pairs)
    return lines(f"<dl>{inner}</dl>")


def test_questions_and_answers_in_a_list_of_terms_stay_apart() -> None:
    asked = [("几点开门？", "早上八点，冬天晚半个钟头。"), ("要门票吗？", "不要，登记就可以进去。")]
    assert facts(*asked) == [line for pair in asked for line in pair]


def test_a_menu_in_a_list_of_terms_stays_apart() -> None:
    assert lines("<dl><dt>新手上路</dt><dd>成长任务</dd><dd>编辑入门</dd></dl>") == ["新手上路", "成长任务", "编辑入门"]


def test_a_box_of_facts_gives_rows() -> None:
    assert facts(("中文名", "鹿角桥"), ("桥长", "27.4米")) == ["中文名 鹿角桥", "桥长 27.4米"]
