"""Saved pages in one file."""

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from cleaner.html.mht import is_mht, unpack


def archive(*pages: str) -> bytes:
    message = MIMEMultipart("related", type="text/html", start="<page-0>")
    for number, page in reversed(list(enumerate(pages))):
        part = MIMEText(page, "html", "utf-8")
        part["Content-ID"] = f"<page-{number}>"
        part["Content-Location"] = f"https://example.org/{number}"
        message.attach(part)
    return message.as_bytes()


def test_other_files_are_no_archives() -> None:
    for data in (b"", b"<html>multipart/related</html>", "来源: 晚报\n\n正文".encode(), b"Title: x\nDate: y\n\ntext"):
        assert not is_mht(data)


def test_the_root_page_comes_out() -> None:
    data = archive("<p>渡船</p>", "<p>一个长得多的框架页面</p>")
    assert is_mht(data)
    page = unpack(data)
    assert page is not None
    assert page.html.decode() == "<p>渡船</p>"
    assert (page.charset, page.url) == ("utf-8", "https://example.org/0")


def test_a_frameset_gives_way_to_its_longest_page() -> None:
    page = unpack(archive("<FRAMESET><frame src=1></FRAMESET>", "<p>短</p>", "<p>渡船离岸</p>"))
    assert page is not None
    assert page.html.decode() == "<p>渡船离岸</p>"


def test_an_archive_without_a_page() -> None:
    message = EmailMessage()
    message.set_content("只有文字")
    assert unpack(message.as_bytes()) is None


def test_cut_archives_do_not_raise() -> None:
    data = archive("<p>渡船</p>")
    for end in range(0, len(data), 40):
        unpack(data[:end])
