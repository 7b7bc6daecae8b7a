// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/functions.h"
#include "models/promql/parser.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::promql;

class PromqlParserTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonicalText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char *name, const QString &text, const QString &canonical) {
            QTest::newRow(name) << text << canonical;
        };
        row("metric", u"  up "_s, u"up"_s);
        row("colons", u"service:up:rate5m"_s, u"service:up:rate5m"_s);
        row("matchers", u"up{ a=\"b\" , c!='d',e=~`f.*`,g!~\"h\", }"_s,
            u"up{a=\"b\", c!=\"d\", e=~\"f.*\", g!~\"h\"}"_s);
        row("name as label", u"{__name__=\"up\"}"_s, u"up"_s);
        row("name by regex", u"{__name__=~\"a|b\"}"_s, u"{__name__=~\"a|b\"}"_s);
        row("UTF-8 name", u"{\"my.metric\", x=\"y\"}"_s, u"{\"my.metric\", x=\"y\"}"_s);
        row("UTF-8 label", u"up{\"a.b\"=\"c\"}"_s, u"up{\"a.b\"=\"c\"}"_s);
        row("quoted legacy name", u"{\"up\"}"_s, u"up"_s);
        row("keyword as metric", u"sum + count"_s, u"sum + count"_s);
        row("keyword as label", u"up{by=\"1\", on=\"2\"}"_s, u"up{by=\"1\", on=\"2\"}"_s);
        row("escapes", u"up{a=\"\\\"\\\\\\n\\x41\\u00e9\"}"_s, u"up{a=\"\\\"\\\\\\nA\u00e9\"}"_s);
        row("raw string", u"up{a=`\\n`}"_s, u"up{a=\"\\\\n\"}"_s);
        row("comment", u"up # the rest\n+ 1"_s, u"up + 1"_s);
        row("range", u"up[90s]"_s, u"up[1m30s]"_s);
        row("compound duration", u"up[1h30m]"_s, u"up[1h30m]"_s);
        row("range in seconds", u"up[300]"_s, u"up[5m]"_s);
        row("days stay days", u"up[8d]"_s, u"up[8d]"_s);
        row("week", u"up[1w]"_s, u"up[1w]"_s);
        row("duration as number", u"up > 1m30s"_s, u"up > 90"_s);
        row("offset", u"up offset 5m"_s, u"up offset 5m"_s);
        row("negative offset", u"up[1m] offset -1h"_s, u"up[1m] offset -1h"_s);
        row("at", u"up @ 1.5 offset 1m"_s, u"up @ 1.5 offset 1m"_s);
        row("at start", u"up[5m] offset 1m @ start()"_s, u"up[5m] @ start() offset 1m"_s);
        row("at end", u"up @ end()"_s, u"up @ end()"_s);
        row("subquery", u"rate(up[1m])[30m:5m] offset 1m"_s, u"rate(up[1m])[30m:5m] offset 1m"_s);
        row("subquery with default step", u"up[30m:]"_s, u"up[30m:]"_s);
        row("subquery of a colon name", u"a:b[30m:1m]"_s, u"a:b[30m:1m]"_s);
        row("numbers", u"0x1F + 1e3 + .5 + 1_000 + 017"_s, u"31 + 1000 + 0.5 + 1000 + 15"_s);
        row("infinity", u"-iNf + Inf + nan"_s, u"-Inf + Inf + NaN"_s);
        row("power is right associative", u"2^3^2"_s, u"2 ^ 3 ^ 2"_s);
        row("power in parentheses", u"(2^3)^2"_s, u"(2 ^ 3) ^ 2"_s);
        row("sign and power", u"-a^2"_s, u"-a ^ 2"_s);
        row("sign in exponent", u"2^-1"_s, u"2 ^ -1"_s);
        row("double sign", u"--a"_s, u"--a"_s);
        row("set operators", u"a or b and c unless d"_s, u"a or b and c unless d"_s);
        row("atan2", u"a ATAN2 b"_s, u"a atan2 b"_s);
        row("bool", u"a > BOOL 1"_s, u"a > bool 1"_s);
        row("on", u"a * on(x,y) b"_s, u"a * on (x, y) b"_s);
        row("on nothing", u"a * on() b"_s, u"a * on () b"_s);
        row("ignoring nothing", u"a * ignoring() b"_s, u"a * b"_s);
        row("group_left", u"a / ignoring(x) group_left b"_s, u"a / ignoring (x) group_left () b"_s);
        row("group_right", u"a / on(x) group_right(y,z) b"_s, u"a / on (x) group_right (y, z) b"_s);
        row("aggregation", u"SUM(a)"_s, u"sum(a)"_s);
        row("by before", u"sum by (x) (a)"_s, u"sum by (x) (a)"_s);
        row("by after", u"sum(a) by (x,)"_s, u"sum by (x) (a)"_s);
        row("by UTF-8", u"sum by (\"x.y\") (a)"_s, u"sum by (\"x.y\") (a)"_s);
        row("without nothing", u"sum without () (a)"_s, u"sum without () (a)"_s);
        row("parameter", u"topk(3, a)"_s, u"topk(3, a)"_s);
        row("count_values", u"count_values(\"v\", a)"_s, u"count_values(\"v\", a)"_s);
        row("call", u"histogram_quantile( 0.9 , rate(a[5m]))"_s, u"histogram_quantile(0.9, rate(a[5m]))"_s);
        row("optional argument", u"round(a) + round(a, 5)"_s, u"round(a) + round(a, 5)"_s);
        row("string", u"\"a b\""_s, u"\"a b\""_s);
    }

    void canonicalText()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const Result<ExprPtr> expr = parse(text);
        QVERIFY2(expr, qPrintable(expr ? QString() : expr.error().message));
        QCOMPARE(toText(**expr), canonical);
        const Result<ExprPtr> again = parse(canonical);
        QVERIFY2(again, qPrintable(again ? QString() : again.error().message));
        QCOMPARE(toText(**again), canonical);
    }

    void errors_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        const auto row = [](const QString &text, int line, int column, const QString &message) {
            QTest::newRow(qPrintable(text.left(40))) << text << line << column << message;
        };
        row(u""_s, 1, 1, u"The expression is empty."_s);
        row(u"a +"_s, 1, 4,
            u"Expected a metric, a number, a function or a parenthesis, but the expression ends here."_s);
        row(u"a b"_s, 1, 3, u"Expected an operator or the end of the expression, but found b."_s);
        row(u"(a"_s, 1, 3, u"Expected a closing parenthesis, but the expression ends here."_s);
        row(u"a +\n  )"_s, 2, 3, u"Expected a metric, a number, a function or a parenthesis, but found )."_s);
        row(u"\"\U0001F600\" + $"_s, 1, 7, u"The character \"$\" has no meaning here."_s);
        row(u"a{b=\"c}"_s, 1, 5, u"The string that begins here has no closing quote."_s);
        row(u"a{b=\"\\q\"}"_s, 1, 6, u"This escape sequence is not one that a string may hold."_s);
        row(u"a{b}"_s, 1, 4, u"Expected one of = != =~ !~ after the label name, but found }."_s);
        row(u"a{b=c}"_s, 1, 5, u"Expected a string as the value of the label matcher, but found c."_s);
        row(u"a{b=\"c\" d=\"e\"}"_s, 1, 9, u"Expected a comma or } after the label matcher, but found d."_s);
        row(u"{}"_s, 1, 1,
            u"A vector selector must contain at least one matcher that does not match the empty string."_s);
        row(u"1 + {a=~\".*\"}"_s, 1, 5,
            u"A vector selector must contain at least one matcher that does not match the empty string."_s);
        row(u"a{__name__=\"b\"}"_s, 1, 3, u"The metric name must not be set twice: \"a\" and \"b\"."_s);
        row(u"a{\"b\"}"_s, 1, 3, u"The metric name must not be set twice: \"a\" and \"b\"."_s);
        row(u"5x"_s, 1, 1, u"\"5x\" is neither a number nor a duration such as 1h30m."_s);
        row(u"a[1m1h]"_s, 1, 3, u"\"1m1h\" is neither a number nor a duration such as 1h30m."_s);
        row(u"a[0s]"_s, 1, 3, u"The range must be greater than zero."_s);
        row(u"a[]"_s, 1, 3, u"Expected a duration such as 5m as the range, but found ]."_s);
        row(u"a[5m:0s]"_s, 1, 6, u"The step must be greater than zero."_s);
        row(u"(a + b)[5m]"_s, 1, 8,
            u"A range in brackets is only allowed after a vector selector; after any other expression write a subquery "
            u"such as "
            "[5m:]."_s);
        row(u"a offset 5m [5m]"_s, 1, 13, u"The range in brackets must come before offset and @."_s);
        row(u"(a) offset 5m"_s, 1, 5,
            u"An offset must follow a vector selector, a range vector selector or a subquery."_s);
        row(u"a offset 5m offset 5m"_s, 1, 13, u"The offset may not be set twice."_s);
        row(u"a @ 1 @ 2"_s, 1, 7, u"The @ modifier may not be set twice."_s);
        row(u"a @ b"_s, 1, 5, u"Expected a Unix time in seconds, start() or end() after @, but found b."_s);
        row(u"nope(a)"_s, 1, 1, u"There is no function called \"nope\"."_s);
        row(u"rate(a)"_s, 1, 6, u"Expected a range vector in the call of \"rate\", but got an instant vector."_s);
        row(u"rate()"_s, 1, 1, u"The function \"rate\" takes exactly 1 argument, but got 0."_s);
        row(u"round(a, 1, 2)"_s, 1, 1, u"The function \"round\" takes at most 2 arguments, but got 3."_s);
        row(u"label_join(a, \"b\")"_s, 1, 1, u"The function \"label_join\" takes at least 3 arguments, but got 2."_s);
        row(u"sum(1)"_s, 1, 5, u"Expected an instant vector in the aggregation \"sum\", but got a scalar."_s);
        row(u"sum(a, b)"_s, 1, 1, u"The aggregation \"sum\" takes exactly 1 argument, but got 2."_s);
        row(u"topk(a)"_s, 1, 1, u"The aggregation \"topk\" takes exactly 2 arguments, but got 1."_s);
        row(u"topk(\"x\", a)"_s, 1, 6,
            u"Expected a scalar in the parameter of the aggregation \"topk\", but got a string."_s);
        row(u"sum by (1) (a)"_s, 1, 9, u"Expected a label name, but found 1."_s);
        row(u"sum by (x) (a) by (y)"_s, 1, 16, u"Expected an operator or the end of the expression, but found by."_s);
        row(u"1 > 2"_s, 1, 3, u"Comparisons between scalars must use the bool modifier."_s);
        row(u"a + bool b"_s, 1, 3, u"The bool modifier can only be used on comparison operators."_s);
        row(u"a and 1"_s, 1, 3, u"The set operator \"and\" needs an instant vector on both sides."_s);
        row(u"a + on(x) 1"_s, 1, 3, u"Vector matching is only allowed between instant vectors."_s);
        row(u"a or on(x) group_left b"_s, 1, 3, u"No grouping is allowed for the set operator \"or\"."_s);
        row(u"a * on(x) group_left(x) b"_s, 1, 3,
            u"The label \"x\" must not occur in the on and the group clause at once."_s);
        row(u"a[5m] + 1"_s, 1, 1,
            u"The operator \"+\" works on scalars and instant vectors, but this is a range vector."_s);
        row(u"-a[5m]"_s, 1, 1,
            u"A sign is only allowed before a scalar or an instant vector, but this is a range vector."_s);
        row(u"1[5m:]"_s, 1, 1, u"Expected an instant vector in a subquery, but got a scalar."_s);
        row(u"and"_s, 1, 1, u"Expected a metric, a number, a function or a parenthesis, but found and."_s);
    }

    void errors()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, message);
        const Result<ExprPtr> expr = parse(text);
        QVERIFY(!expr);
        QCOMPARE(expr.error().message, message);
        QCOMPARE(expr.error().kind, Error::Kind::Parse);
        QCOMPARE(expr.error().where, (SourcePosition{{}, line, column}));
    }

    void badRegularExpressionIsPlaced()
    {
        const Result<ExprPtr> expr = parse(u"a{b=~\"(\"}");
        QVERIFY(!expr);
        QCOMPARE(expr.error().where, (SourcePosition{{}, 1, 6}));
        QVERIFY(expr.error().message.contains("regular expression"_L1));
    }

    void hostileNestingIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("parentheses") << QString(100'000, u'(');
        QTest::newRow("signs") << QString(100'000, u'-') + u'a';
        QTest::newRow("powers") << u"a^"_s.repeated(100'000) + u'a';
        QTest::newRow("sums") << u"a+"_s.repeated(100'000) + u'a';
        QTest::newRow("calls") << u"abs("_s.repeated(100'000);
        QTest::newRow("aggregations") << u"sum("_s.repeated(100'000);
        QTest::newRow("subqueries") << u"a"_s + u"[1m:]"_s.repeated(100'000);
    }

    void hostileNestingIsRefused()
    {
        QFETCH(QString, text);
        const Result<ExprPtr> expr = parse(text);
        QVERIFY(!expr);
        QVERIFY(!expr.error().message.isEmpty());
        QVERIFY(expr.error().where.isValid());
    }

    void deepButAllowedNestingParses()
    {
        const Result<ExprPtr> expr = parse(QString(QString(400, u'(') + u'a' + QString(400, u')')));
        QVERIFY(expr);
        QCOMPARE((*expr)->depth(), 401);
    }

    void programMadeTreesGetParentheses()
    {
        const ExprPtr one = Expr::make(NumberLiteral{1.0});
        const ExprPtr sum = Expr::make(Binary{.op = BinaryOperator::Add, .lhs = one, .rhs = one});
        const ExprPtr product = Expr::make(Binary{.op = BinaryOperator::Multiply, .lhs = sum, .rhs = sum});
        QCOMPARE(toText(*product), u"(1 + 1) * (1 + 1)"_s);
        const ExprPtr power =
            Expr::make(Binary{.op = BinaryOperator::Power, .lhs = Expr::make(NumberLiteral{-1.0}), .rhs = one});
        QCOMPARE(toText(*power), u"(-1) ^ 1"_s);
        const ExprPtr difference = Expr::make(Binary{.op = BinaryOperator::Subtract, .lhs = one, .rhs = sum});
        QCOMPARE(toText(*difference), u"1 - (1 + 1)"_s);
    }

    void matchersAreAddedEverywhere()
    {
        const Result<ExprPtr> expr =
            parse(u"sum(rate(a{x=\"1\"}[5m])) / on() b offset 1m > 2 or {job=\"c\"}[5m:] and vector(1)");
        QVERIFY(!expr); // the subquery is a range vector, so that the text is wrong on purpose
        const Result<ExprPtr> good =
            parse(u"sum(rate(a{x=\"1\"}[5m])) / on() b offset 1m > 2 or last_over_time({job=\"c\"}[5m:])");
        QVERIFY(good);
        const ExprPtr changed = withMatchers(*good, {series::Matcher::equal("job", "c")});
        QCOMPARE(toText(*changed),
                 u"sum(rate(a{x=\"1\", job=\"c\"}[5m])) / on () b{job=\"c\"} offset 1m > 2 or "
                 "last_over_time({job=\"c\"}[5m:])"_s);
        QCOMPARE(withMatchers(changed, {series::Matcher::equal("job", "c")}), changed);
    }

    void functionTableIsOrderedAndFindsItself()
    {
        for (const Function &f : functionTable()) {
            QCOMPARE(findFunction(f.name), &f);
            QVERIFY(f.required <= f.arguments.size());
        }
        QVERIFY(findFunction("rat") == nullptr);
        QVERIFY(functionTable().size() > 60);
    }
};

QTEST_APPLESS_MAIN(PromqlParserTest)
#include "tst_promqlparser.moc"
