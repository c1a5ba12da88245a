"""Pinyin glosses: the authors' stay, the scrapers' go."""

import pytest

from cleaner.damage import glosses
from cleaner.stages.repair import repair

AUTHORS = [
    "甪(lù)直镇在苏州吴中区。",
    "黄陂(pí)区、亳(bó)州和歙(shè)县",
    "芍陂(què bēi)是古代的水利工程。",
    "六(lù)安瓜片是名茶。",
    "省长(zhǎng)在会上讲话，银行(háng)行长也来了。",
    "谜底：钟馗（kui）",
    "擤（xing）鼻涕",
    "〔注〕陂(bēi)田：山坡上的田。",
    "方法（method）和结果(result)",
    "床(chuáng)前(qián)明(míng)月(yuè)光(guāng)，疑(yí)是(shì)地(dì)上(shàng)霜(shuāng)",
    "多音字练习：萬(wàn)、會(huì)、長(cháng)，请写出读音。",
    "f(x) 与 g(x) 的函数图像(a)和(b)",
    "他给了五颗星(⭐)。",
    "擤(xing) 鼻涕，钟馗(kui) 捉鬼，甪(lu) 直古镇，亳(bo) 州药市，歙(she) 县",
    "社會(hui) 這個字",
    "小青(qing)和小山(shan)两个网名",
    "初到广东，先学几句普通话的说法：人(ren)、口(kou)、手(shou)、山(shan)、水(shui)、火(huo)",
    "东(dong)、西(xi)、上(shang)船、下(xia)船、南(nan)、北(bei)都是键名。",
    "钟馗(kui)、擤(xing)、甪(lu)、亳(bo)、歙(she)、郴(chen)、邛(qiong)、黟(yi)",
    "重(chóng)庆的朝(cháo)天门，六(lù)安的茶",
    "小(xiǎo)猫(māo)在(zài)家(jiā)里(lǐ)睡(shuì)觉(jiào)",
    "词典：【乐】(lè)快乐；【乐】(yuè)音乐。",
    "演员宋轶(yì)和彭昱(yù)畅，作家沈从文(Shen Congwen)",
    "“差”在“参差”里读(cī)，在“出差”里读(chāi)。",
    "王(Wang)先生、李(Li)先生和张(Zhang)女士到会。",
    "他姓仇(qiú)，她姓单(shàn)，老师姓解(xiè)。",
    "你问他是谁?(ta)说的",
    "加粗[b]文字[/b]，斜体[i]字[/i]，数组a[i]和表[e]里的值",
    "我选【a】，你选【b】，他在会[e]议上选〔c〕。",
    "今天【🔥】好看【🔥】，人【🔥】多，天【🔥】热，会【🔥】开",
    "人 人 [ren2] /man; person/\n大 大 [da4] /big/\n会 會 [hui4] /can; meeting/",
]


@pytest.mark.parametrize("text", AUTHORS)
def test_an_authors_gloss_stays(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize("brackets", ["[]", "【】", "〔〕", "{}", "［］"])
@pytest.mark.parametrize("text", AUTHORS)
def test_an_authors_gloss_stays_in_any_brackets(text: str, brackets: str) -> None:
    other = text.translate(dict(zip(map(ord, "()"), brackets, strict=True)))
    assert repair(other) == other


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("脫貧攻堅成績(jì)單，農村會(huì )議", "脫貧攻堅成績單，農村會議"),
        ("脫貧攻堅成績（jì）單，農村會（huì ）議", "脫貧攻堅成績單，農村會議"),
        ("来自金(jīn )牛(niú )区的代表", "来自金牛区的代表"),
        (
            "縣(xiàn)開會(huì)產(chǎn)業(yè)。擺脫彩票中獎?wù)叩某R幾龇ǎ\ue0e8顿Y興辦山莊",  # R was a wide letter
            "縣開會產業。擺脫彩票中獎者的常規做法，投資興辦山莊",
        ),
        ("脫貧攻堅成績[jì]單，農村會[huì ]議，產【chǎn】業〔yè〕", "脫貧攻堅成績單，農村會議，產業"),
        ("平均(jun1 )每个人(ren2 )都有", "平均每个人都有"),
        ("產(chǎn)業(yè)發(fā)展,,努力,。", "產業發展,努力。"),
        (
            "各縣(xian)人民政(zheng)(zheng)(zheng)府(fu)的網(wang)站由一(yi)個部(bu)門(men)管(guan)理(li)，結(jie)果公(gong)開(kai)，工(gong)作照舊。",
            "各縣人民政府的網站由一個部門管理，結果公開，工作照舊。",
        ),
        (
            "農(nong) 業(ye) 合作社的收成，傳(chuan) 到鎮上；風雲(yun) 、雨水，社會(hui) 。",
            "農業合作社的收成，傳到鎮上；風雲、雨水，社會。",
        ),
    ],
)
def test_a_scrapers_gloss_goes(damaged: str, text: str) -> None:
    assert repair(damaged) == text


@pytest.mark.parametrize(
    "damaged",
    ["計(jì)劃轉(zhuǎn)變?yōu)椤盀槲宜谩?，持續(xù)改進(jìn)"],  # a pair in the middle is gone: 為我所用
)
def test_what_stumbles_stays_with_a_warning(damaged: str) -> None:
    found = glosses.find(damaged)
    assert not [edit for edit in found.edits if edit.rule == glosses.ACROSS]
    assert [warning.note for warning in found.warnings] == [{"proof": "none"}]


def test_a_key_without_its_tone_is_undone_on_a_page_of_such() -> None:
    page = "農(nong)業(ye)學(xue)會(hui)與律師事?wen)账P(guan)係，統(tong)計(ji)結(jie)果綠(lv)色產(chan)業(ye)發(fa)展"
    assert glosses.find("律師事?wen)账").edits == []
    assert "綠色產業發展" in repair(page)


def test_a_rare_character_keeps_its_gloss_on_a_scrapers_page() -> None:
    page = "產(chǎn)業(yè)發(fā)展，經(jīng)濟進(jìn)步，甪(lù)直的業(yè)務(wù)開(kāi)展"
    assert repair(page) == "產業發展，經濟進步，甪(lù)直的業務開展"


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("人才力量?jì)A斜支持", "人才力量傾斜支持"),
        ("我們?cè)摲此嫉?", "我們該反思的"),
        ("力量\ufffdjì)A斜", "力量傾斜"),
        ("據(jù)《人民日?qǐng)?bào)》刊文", "據《人民日報》刊文"),
        ("人民日\ufffdqǐng)\ufffdbào)社", "人民日報社"),
        ("保障新聞?wù)鎸嵭浴⒙男休浾摫O(jiān)督", "保障新聞真實性、履行輿論監督"),
    ],
)
def test_a_key_hit_across_two_characters(damaged: str, text: str) -> None:
    found = glosses.find(damaged)
    assert repair(damaged) == text
    assert [warning.rule for warning in found.warnings] == [glosses.ACROSS]


def test_across_needs_a_dictionary_word() -> None:
    assert repair("他问：什么?(jì)A") == "他问：什么?(jì)A"


def test_a_key_cut_across_that_begins_no_character_stays() -> None:
    assert repair("“丂?jì)A斜") == "“丂?jì)A斜"
