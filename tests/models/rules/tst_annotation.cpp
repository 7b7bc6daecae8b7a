// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/annotation.h"
#include "models/rules/humanize.h"

#include <QLocale>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace readyroom;

class TestAnnotation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(u"de_DE"_s)); }

    void expands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"no instance answers"_s << 1.0 << u"no instance answers"_s;
        QTest::newRow("empty") << QString() << 1.0 << QString();
        QTest::newRow("label and value")
            << u"breaker {{ $labels.breaker }} is open on {{$value}} of {{ $labels.instances }} instances"_s << 1.0
            << u"breaker payments is open on 1 of 2 instances"_s;
        QTest::newRow("absent label") << u"<{{ $labels.nothing }}>"_s << 1.0 << u"<>"_s;
        QTest::newRow("fraction") << u"{{ $value }}"_s << 0.25 << u"0.25"_s;
        QTest::newRow("large") << u"{{ $value }}"_s << 1234567.0 << u"1234567"_s;
        QTest::newRow("huge") << u"{{ $value }}"_s << 1e21 << u"1e+21"_s;
        QTest::newRow("tiny") << u"{{ $value }}"_s << 0.00001 << u"1e-05"_s;
        QTest::newRow("percentage") << u"{{ $value | humanizePercentage }} fail"_s << 0.1234 << u"12.34% fail"_s;
        QTest::newRow("function first") << u"{{ humanizePercentage $value }}"_s << 0.5 << u"50%"_s;
        QTest::newRow("printf") << u"{{ $value | printf \"%.1f\" }}"_s << 2.26 << u"2.3"_s;
        QTest::newRow("printf first") << u"{{ printf \"%.2f%%\" $value }}"_s << 3.14159 << u"3.14%"_s;
        QTest::newRow("printf with text") << u"{{ $value | humanize | printf \"<%6s>\" }}"_s << 1500.0 << u"<  1.5k>"_s;
        QTest::newRow("humanize a label") << u"{{ $labels.instances | humanizeDuration }}"_s << 0.0 << u"2s"_s;
        QTest::newRow("humanize a word") << u"{{ $labels.breaker | humanize }}"_s << 0.0 << u"payments"_s;
        QTest::newRow("hostile label stays text") << u"{{ $labels.evil }}"_s << 0.0 << u"<b>{{ $value }}</b>"_s;
        QTest::newRow("backquote") << u"{{ printf `%.0f` $value }}"_s << 41.6 << u"42"_s;
    }
    void expands()
    {
        QFETCH(const QString, text);
        QFETCH(const double, value);
        QFETCH(const QString, expected);
        const auto parsed = rules::Annotation::parse(text);
        QVERIFY2(parsed, parsed ? "" : qUtf8Printable(parsed.error().message));
        const series::Labels labels{{"breaker", "payments"}, {"instances", "2"}, {"evil", "<b>{{ $value }}</b>"}};
        QCOMPARE(parsed->expand(labels, value), expected);
        QCOMPARE(parsed->text(), text);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("open") << u"a {{ $value"_s << 1 << 12;
        QTest::newRow("nothing in it") << u"{{ }}"_s << 1 << 4;
        QTest::newRow("labels without a name") << u"{{ $labels }}"_s << 1 << 4;
        QTest::newRow("unknown function") << u"x\n{{ $value | humanise }}"_s << 2 << 13;
        QTest::newRow("go field") << u"{{ .Value }}"_s << 1 << 4;
        QTest::newRow("control flow") << u"{{ if eq $value 1 }}a{{ end }}"_s << 1 << 4;
        QTest::newRow("query") << u"{{ query \"up\" }}"_s << 1 << 4;
        QTest::newRow("integer verb") << u"{{ printf \"%d\" $value }}"_s << 1 << 11;
        QTest::newRow("two verbs") << u"{{ printf \"%f %f\" $value }}"_s << 1 << 11;
        QTest::newRow("star width") << u"{{ printf \"%*f\" $value }}"_s << 1 << 11;
        QTest::newRow("number verb for text") << u"{{ $labels.a | printf \"%.1f\" }}"_s << 1 << 1;
        QTest::newRow("text verb for number") << u"{{ $value | printf \"%s\" }}"_s << 1 << 1;
        QTest::newRow("unclosed string") << u"{{ printf \"%f $value }}"_s << 1 << 11;
        QTest::newRow("two values") << u"{{ $value $value }}"_s << 1 << 11;
        QTest::newRow("after a wide character") << u"\U0001F40E {{ $x }}"_s << 1 << 6;
    }
    void refuses()
    {
        QFETCH(const QString, text);
        QFETCH(const int, line);
        QFETCH(const int, column);
        const auto parsed = rules::Annotation::parse(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Parse);
        QCOMPARE(parsed.error().where.line, line);
        QCOMPARE(parsed.error().where.column, column);
        QVERIFY(parsed.error().message.endsWith(u'.'));
    }

    void words_data()
    {
        // Expected words are those of Prometheus' template_test.go and of its code run on these values.
        QTest::addColumn<QString>("actual");
        QTest::addColumn<QString>("expected");
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        constexpr double inf = std::numeric_limits<double>::infinity();
        QTest::newRow("humanize 0") << rules::humanize(0) << u"0"_s;
        QTest::newRow("humanize 1") << rules::humanize(1) << u"1"_s;
        QTest::newRow("humanize 1234567") << rules::humanize(1234567) << u"1.235M"_s;
        QTest::newRow("humanize .12") << rules::humanize(.12) << u"120m"_s;
        QTest::newRow("humanize nan") << rules::humanize(nan) << u"NaN"_s;
        QTest::newRow("humanize inf") << rules::humanize(inf) << u"+Inf"_s;
        QTest::newRow("humanize -1500") << rules::humanize(-1500) << u"-1.5k"_s;
        QTest::newRow("humanize1024 0") << rules::humanize1024(0) << u"0"_s;
        QTest::newRow("humanize1024 1048576") << rules::humanize1024(1048576) << u"1Mi"_s;
        QTest::newRow("humanize1024 .12") << rules::humanize1024(.12) << u"0.12"_s;
        QTest::newRow("duration 0") << rules::humanizeDuration(0) << u"0s"_s;
        QTest::newRow("duration 1") << rules::humanizeDuration(1) << u"1s"_s;
        QTest::newRow("duration 60") << rules::humanizeDuration(60) << u"1m 0s"_s;
        QTest::newRow("duration 3600") << rules::humanizeDuration(3600) << u"1h 0m 0s"_s;
        QTest::newRow("duration 86400") << rules::humanizeDuration(86400) << u"1d 0h 0m 0s"_s;
        QTest::newRow("duration 86400+3600") << rules::humanizeDuration(86400 + 3600) << u"1d 1h 0m 0s"_s;
        QTest::newRow("duration negative")
            << rules::humanizeDuration(-(86400 * 2 + 3600 * 3 + 60 * 4 + 5)) << u"-2d 3h 4m 5s"_s;
        QTest::newRow("duration 899.99") << rules::humanizeDuration(899.99) << u"14m 59s"_s;
        QTest::newRow("duration .1") << rules::humanizeDuration(.1) << u"100ms"_s;
        QTest::newRow("duration .0001") << rules::humanizeDuration(.0001) << u"100us"_s;
        QTest::newRow("duration .12345") << rules::humanizeDuration(.12345) << u"123.5ms"_s;
        QTest::newRow("duration 1.2345") << rules::humanizeDuration(1.2345) << u"1.234s"_s;
        QTest::newRow("duration nan") << rules::humanizeDuration(nan) << u"NaN"_s;
        QTest::newRow("percentage 1") << rules::humanizePercentage(1) << u"100%"_s;
        QTest::newRow("percentage .1234567") << rules::humanizePercentage(.1234567) << u"12.35%"_s;
        QTest::newRow("printf flags") << rules::printfNumber(u"[%+07.2f]"_s, 3.14159) << u"[+003.14]"_s;
        QTest::newRow("printf left") << rules::printfNumber(u"[%-7.1f]"_s, 3.14159) << u"[3.1    ]"_s;
        QTest::newRow("printf g") << rules::printfNumber(u"%g"_s, 0.1) << u"0.1"_s;
        QTest::newRow("printf f") << rules::printfNumber(u"%f"_s, 0.5) << u"0.500000"_s;
        QTest::newRow("printf nan") << rules::printfNumber(u"%.1f"_s, nan) << u"NaN"_s;
    }
    void words()
    {
        QFETCH(const QString, actual);
        QFETCH(const QString, expected);
        QCOMPARE(actual, expected);
    }
};

QTEST_APPLESS_MAIN(TestAnnotation)
#include "tst_annotation.moc"
