// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTest>

/// Texts that a service or a person may choose, and that mean something in one of the formats.
inline void hostileTexts()
{
    using namespace Qt::StringLiterals;
    QTest::addColumn<QString>("text");
    QTest::newRow("markup") << u"<script>alert(1)</script><img src=x onerror=alert(1)>"_s;
    QTest::newRow("end of an attribute") << u"\" onload=\"x\" 'y"_s;
    QTest::newRow("entities") << u"&lt;b&gt; &amp; &#x41; &bogus;"_s;
    QTest::newRow("end of CDATA and comments") << u"]]> --> <![CDATA[ <!-- */ ?>"_s;
    QTest::newRow("terminal escapes") << u"\x1b[31m\x1b]0;title\x07 \x9b 2J"_s;
    QTest::newRow("null and control characters") << QString(u"a"_s + QChar(0) + u"b\x01\x08\x0b\x0c\x1f\x7f"_s);
    QTest::newRow("turned writing") << u"invoice\x202e gpj.exe\x2066\x200f"_s;
    QTest::newRow("lone surrogates") << QString(u"a"_s + QChar(0xd800) + u"b"_s + QChar(0xdc00));
    QTest::newRow("noncharacters") << u"\xfffe\xffff\xfdd0"_s;
    QTest::newRow("lines") << u"one\ntwo\r\nthree\ttab\x2028 four\x2029"_s;
    QTest::newRow("table and code of Markdown") << u"a | b || `c` ``d`` ~~e~~ **f** _g_ [h](http://i) ![j](k)"_s;
    QTest::newRow("blocks of Markdown") << u"# heading"_s;
    QTest::newRow("percent signs") << u"%1 %2 %n %%"_s;
    QTest::newRow("emoji and joiners") << u"👩\x200d🚒 می\x200cخواهم"_s;
}
