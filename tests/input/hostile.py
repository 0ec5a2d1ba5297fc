"""What is typed and sent by mistake or on purpose: texts, numbers, times, files, headers, addresses."""

LONG = 100_000
ALIVE = "<script>alert(1)</script>"  # never to be found in a page as it is
ACTIVE = (ALIVE, "<img src=x onerror=alert(1)>", "<iframe src=//evil.example>", "<svg/onload=alert(1)>")

TEXTS = (
    "x" * LONG, "é" * (LONG // 2), "a " * (LONG // 2), "\n" * 5_000, "[" * 5_000, "> " * 4_000, "*" * 9_999, "`" * 5_001,
    "a\x00b", "\x07\x1b[31m", "a\r\nb", "\x85\u2028\u2029", "\ud800", "\udfff\ud83d", "\ufffe\uffff", "\ufeff",
    "\u202eabc", "\u200f\u200e\u2066", "👩‍👩‍👧‍👦🏳️‍🌈" * 50, "e\u0301" * 500, "Z\u0335\u0321\u0353" * 200, "中文字數", "ß" * 300, "İ", "ﬃ",
    *ACTIVE, f'">{ALIVE}', f"{{{{ 7*7 }}}}{ALIVE}", "{% load x %}", "${7*7}", "{0.__class__}", "%s%n%x", "%(x)s", "\\", "'; DROP TABLE people_user; --",
    "[x](javascript:alert(1))", "![x](data:text/html,x)", "&#106;avascript:", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1",
    "a\r\nBcc: evil@example.com", "a%0d%0aX: y", "../../etc/passwd", "C:\\CON", "file.pdf\r\n", "4111 1111 1111 1111",
    "https://evil.example/", "//evil.example", "javascript:alert(1)", "data:text/html,x", "http://[::1", "http://[", "https://github.com/a/b/pull/1",
    "https://github.com/a/b/commit/" + "f" * 40, "ssh://git@github.com", "https://github.com:99999/a/b", "http://xn--/", "mailto:a@b",
    "null", "None", "undefined", "true", "[]", "{}", '{"a":', "", " ", "\u00a0", "on", "yes", "no", "met", "other",
)  # fmt: skip
NUMBERS = (
    "1e999", "NaN", "Infinity", "-Infinity", "٣", "１２", "²", "½", "1 000,50", "1.000,50", "1,000.50", "1'000", "-1", "-0", "0", "+5", "0x10", "1_000",
    "1e3", "1e-999", "0.001", "99999999999.99", str(2**31), str(2**53), str(2**63), str(2**63 - 1), "9" * 40, "9" * 5_000, "1" + "0" * 400, "1 000,50 $", "$1,0",
    "0" * 300 + "1", "1.", ".5", ",", "%", "100%", "12.5", "1", "50", "6500",
)  # fmt: skip
TIMES = (
    "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13-01", "2026-00-00", "2027-03-14", "2026-11-01", "٢٠٢٦-١١-٣٠",
    "30/11/2026", "11/30/2026", "2026-W48-1", "2026-11-30T14:00", "1969-12-31", "2026-1-1", "26-11-30", "tomorrow", "2027-01-04",
    "02:30", "01:30", "24:00", "23:59:60", "14:00+05:00", "14:00Z", "14 h 30", "2:00 pm", "99:99", "14:00:00.0000001", "00:00", "16:30", "first", "second",
)  # fmt: skip
IDS = (
    "00000000-0000-0000-0000-000000000000", "not-a-uuid", "{00000000-0000-0000-0000-000000000000}", "urn:uuid:00000000000000000000000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff", "0" * 32, "0" * 64, "A-00000", "A-IIIII", "MA-2026-0001", "MA-0000-٣", "1:esdc", ":", "x:y:z", "-1:", f"{2**63}:esdc", "1", "0", str(2**64),
)  # fmt: skip
VALUES = {"text": TEXTS, "number": NUMBERS, "time": TIMES, "id": IDS}

FILE_NAMES = (
    "a.pdf", "", "../../x.pdf", "a\r\nX: y.pdf", 'a".pdf', "\x00.pdf", "é\u202efdp.exe", "x" * 4_000 + ".pdf", "CON", "a.pdf;b", ".", "a/b",
)  # fmt: skip
FILES = (
    b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"\x00" * 1_000, b"PK\x03\x04" + b"\xff" * 500, b"<html><script>alert(1)</script>", b"GIF89a" + b"\xff" * 90,
    "=1+1;\r\n@x".encode("utf-16"), b"%PDF-" + b"(" * 60_000, b"\xff\xd8\xff\xe0" + b"A" * 9_999,
)  # fmt: skip
KINDS = (
    "application/json", "text/plain", "application/xml", "", "x", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\u00e9",
    "multipart/form-data; boundary=" + "b" * 300, "multipart/mixed; boundary=x", "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nothing", "multipart/form-data; charset=utf-7; boundary=fuzz",
    "application/x-www-form-urlencoded;;;=", "application/octet-stream", *(f"{kind}; boundary=fuzz; charset={name}" for kind in (
        "multipart/form-data", "application/x-www-form-urlencoded") for name in ("rot13", "hex", "undefined", "idna", "utf-16", "unicode_escape")),
)  # fmt: skip
QUERIES = (
    "page=0", "page=-1", "page=100000000000000000000", "page=1e999", "page=%D9%A3", "page=", "page", "next=//evil.example", "next=javascript:alert(1)",
    "next=%0d%0aX:y", "next=http://[", "q=%00", "q=%ff%fe", "q=%ED%A0%80", "q=" + "x" * 8_000, "q=" + "%F0%9F%92%A9" * 900, "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "a=1&a=2&a=3", "&&&==&", "status[]=x", "status=%00", "status=open&status=open", "language=xx", "next=" + "a" * 9_000, "%", "%u0000", "q='%22%3E%3Csvg/onload=alert(1)%3E",
    "from=10000-01-01&to=0000-00-00", "sort=-id;drop", "code=1234567890", "token=%00", "demo=1", "sesame=x", "q=" + "%28" * 2_000, "&".join(f"a{n}=1" for n in range(1_200)),
)  # fmt: skip
# The names by which lists and links are asked.
ASKED_BY = (
    "q",
    "sort",
    "skill",
    "program",
    "department",
    "status",
    "from",
    "to",
    "remote",
    "page",
    "next",
    "back",
    "wait",
    "section",
)
# A web server refuses control characters in a header before anything of ours runs.
HEADERS = (
    {"HTTP_ACCEPT_LANGUAGE": "fr;q=x,*"}, {"HTTP_ACCEPT_LANGUAGE": "x" * 4_000}, {"HTTP_ACCEPT_LANGUAGE": "zh-Hans-CN,\xff,fr-CA;q=0.9"}, {"HTTP_ACCEPT_LANGUAGE": "-"},
    {"HTTP_REFERER": "http://[::1"}, {"HTTP_REFERER": "http://testserver/\xff\xfe"}, {"HTTP_REFERER": "javascript:alert(1)"}, {"HTTP_REFERER": "x" * 9_000}, {"HTTP_REFERER": "http://testserver/%00%0d%0a"},
    {"HTTP_X_FORWARDED_FOR": "1.2.3.4, evil, ::1%eth0"}, {"HTTP_X_FORWARDED_FOR": "9" * 3_000}, {"HTTP_X_FORWARDED_PROTO": "https"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}, {"HTTP_FORWARDED": "for=_x;host=evil"},
    {"HTTP_HOST": "evil.example"}, {"HTTP_HOST": "testserver:99999"}, {"HTTP_HOST": "[::1]:x"}, {"HTTP_HOST": "testserver:"}, {"HTTP_HOST": "\xe9.example"}, {"HTTP_HOST": ""},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://["}, {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 10000"}, {"HTTP_IF_NONE_MATCH": '"' * 999}, {"HTTP_IF_MODIFIED_SINCE": "Mon, 01 Jan 0000 00:00:00 GMT"},
    {"HTTP_RANGE": "bytes=9-1,-0"}, {"HTTP_ACCEPT": "*/*;q=nan, text/" + "x" * 3_000}, {"HTTP_ACCEPT_ENCODING": "gzip;q=1e9,br,zstd"}, {"HTTP_USER_AGENT": "\xff'\"><script>alert(1)</script>"}, {"HTTP_USER_AGENT": "x" * 9_000},
    {"HTTP_ORIGIN": "null"}, {"HTTP_ORIGIN": "http://["}, {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"}, {"HTTP_EXPECT": "100-continue"}, {"HTTP_TRANSFER_ENCODING": "chunked"}, {"HTTP_CONTENT_ENCODING": "gzip"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}, {"HTTP_AUTHORIZATION": "Basic \xff"}, {"HTTP_PAYPAL_TRANSMISSION_ID": "\xff", "HTTP_PAYPAL_CERT_URL": "https://evil.example"}, {"HTTP_X_CSRFTOKEN": "x"}, {"REMOTE_ADDR": ""}, {"REMOTE_ADDR": "::1%x"},
)  # fmt: skip
COOKIES = (
    "django_language=xx", "django_language=fr", "sessionid=\xff", "sessionid=" + "x" * 4_000, "csrftoken=\xff", "messages=x", 'messages="[[\\"__json_message\\"]]"', "a=b; a=c; =; ;;", "messages=" + "W1" * 900, '"', "x" * 5_000,
)  # fmt: skip
# In place of one part of an address.
PARTS = (
    "%00", "%ff%fe", "%ED%A0%80", "..", "%2e%2e%2f", "%2F", "x" * 3_000, "9" * 400, "-1", "%D9%A3", "00000000-0000-0000-0000-000000000000", "page-0", "page-99999999999999999999", "%0d%0aX:y", "é", "%20", "MA-2026-9999", "A-00000", "null", ";", "%F0%9F%92%A9", "a'b\"", "%3Cscript%3E",
)  # fmt: skip
LENGTHS = ("", "abc", "-5", "1", "99999999", "1e3", "٣", "9" * 400, "0x10")
