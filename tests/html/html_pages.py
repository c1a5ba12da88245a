"""Pages in the manner of real CMS templates, written for these tests."""

GOVERNMENT = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>清河县公布今年绿化计划_清河县人民政府</title>
<meta name="SiteName" content="清河县人民政府"/><meta name="ColumnName" content="工作动态"/>
<meta name="ArticleTitle" content="清河县公布今年绿化计划"/><meta name="PubDate" content="2021-03-12 09:30"/>
<meta name="ContentSource" content="清河日报"/><meta name="Author" content="李建国"/>
<style type="text/css">.share{display:none} @media print{.content{display:none}}</style></head>
<body><div class="nav"><a href="/">首页</a><a href="/xw">新闻</a><a href="/gk">公开</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/dt">工作动态</a></div>
<div class="content"><h1>清河县公布今年绿化计划</h1>
<div class="info"><span class="date">2021-03-12</span><span class="from">来源：清河日报</span></div>
<div class="TRS_Editor"><p>　　三月的<b>清</b>河两岸，<a href="/t">植树</a>的人们排成一线。</p>
<p>&nbsp;&nbsp;&nbsp;&nbsp;全县计划栽树 12 万株。<br/>　　其中柳树三万株。</p>
<table border="1"><tr><td>乡镇</td><td>株数</td></tr><tr><td>东店</td><td>4,000</td></tr></table></div>
<div class="share">分享到：微信 微博</div></div>
<div class="foot">清河县人民政府主办&copy;2021</div></body></html>
"""

TABLES_2004 = """<html><body bgcolor=#ffffff><table width=760><tr><td width=160 valign=top>
<a href=1>本周热点</a><br><a href=2>图片新闻</a><br><a href=3>专题报道</a></td>
<td><table><tr><td><b>老码头的最后一班渡船</b></td></tr><tr><td>
<p>傍晚五点，最后一班渡船离开了老码头，岸上站满了送行的人，汽笛响了三遍，没有人先走。
<p>船长老周开了三十一年船，他说江上的雾从来没有今天这样轻，桥通车以后，这条航线就停了。</td></tr></table>
</td></tr></table></body></html>
"""

WECHAT = """<!DOCTYPE html><html><head><meta property="og:title" content="山里的邮路"/>
<meta property="og:url" content="https://example.org/s/1"/></head><body>
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; ">
<section style="font-size: 0px;">
<p style="font-size: 16px;"><span>邮递员每周进山两次，</span
><span>一次要走十九里。</span></p></section>
</div><p style="display:none">预览时标签不可点</p></body></html>
"""

EVERY_PAGE = (GOVERNMENT, TABLES_2004, WECHAT)
