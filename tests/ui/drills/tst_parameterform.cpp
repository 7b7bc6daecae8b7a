// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakedrills.h"
#include "ui/drills/parameterform.h"
#include "ui/widgets/themesource.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace readyroom;
using namespace Qt::StringLiterals;
using drills::Parameter;
using drillsui::ParameterForm;

namespace {

struct Stage {
    widgets::ThemeSource themes;
    fakes::FakeDrills port;
    ParameterForm form{themes, port};

    explicit Stage(std::vector<Parameter> parameters, bool asksReason = false, bool holds = false)
    {
        if (holds) {
            port.hold();
        }
        set(std::move(parameters), asksReason);
    }
    void set(std::vector<Parameter> parameters, bool asksReason = false)
    {
        DrillEntry entry;
        entry.name = u"a"_s;
        entry.service = u"checkout"_s;
        entry.parameters = std::move(parameters);
        entry.asksReason = asksReason;
        form.setEntry(entry);
    }
    template<typename T> T *field(const QString &name) { return form.findChild<T *>(u"parameter-"_s + name); }
    QJsonValue given(const QString &name) { return form.request().parameters.value(name); }
};

} // namespace

class TestParameterForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingToChooseShowsNothing()
    {
        Stage stage({});
        QVERIFY(stage.form.isHidden());
        QCOMPARE(stage.form.request(), (DrillRequest{u"a"_s, u"checkout"_s}));
        QVERIFY(stage.form.problem().isEmpty());
    }

    void types_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, Parameter::Type type, const QString &typed, const QJsonValue &value,
                            const QString &problem = {}) {
            QTest::newRow(name) << static_cast<int>(type) << typed << value << problem;
        };
        row("text", Parameter::Type::Text, u" users "_s, u"users"_s);
        row("number", Parameter::Type::Number, u"12.5"_s, 12.5);
        row("not a number", Parameter::Type::Number, u"12,5"_s, u"12,5"_s, u"P is a number."_s);
        row("integer", Parameter::Type::Integer, u"12"_s, 12);
        row("not an integer", Parameter::Type::Integer, u"12.5"_s, 12.5, u"P is a whole number."_s);
        row("duration", Parameter::Type::Duration, u"30s"_s, u"30s"_s);
        row("below", Parameter::Type::Number, u"0"_s, 0, u"P is 1 to 100."_s);
        row("above", Parameter::Type::Number, u"101"_s, 101, u"P is 1 to 100."_s);
        row("nothing", Parameter::Type::Number, u"  "_s, QJsonValue(QJsonValue::Undefined), u"P is missing."_s);
    }

    void types()
    {
        QFETCH(int, type);
        QFETCH(QString, typed);
        Stage stage({{.name = u"p"_s,
                      .title = u"P"_s,
                      .type = static_cast<Parameter::Type>(type),
                      .least = 1.0,
                      .most = 100.0}});
        QSignalSpy spy(&stage.form, &ParameterForm::changed);
        stage.field<QLineEdit>(u"p"_s)->setText(typed);
        QCOMPARE(spy.size(), 1);
        QTEST(stage.given(u"p"_s), "value");
        QTEST(stage.form.problem(), "problem");
    }

    void initialValuesAndTicks()
    {
        Stage stage({{.name = u"hold"_s, .type = Parameter::Type::Duration, .initial = u"10s"_s},
                     {.name = u"soft"_s, .type = Parameter::Type::Boolean, .initial = true},
                     {.name = u"note"_s, .required = false}});
        QCOMPARE(stage.given(u"hold"_s), QJsonValue(u"10s"_s));
        QCOMPARE(stage.given(u"soft"_s), QJsonValue(true));
        QVERIFY(stage.given(u"note"_s).isUndefined());
        QVERIFY(stage.form.problem().isEmpty());
        stage.field<QCheckBox>(u"soft"_s)->click();
        QCOMPARE(stage.given(u"soft"_s), QJsonValue(false));
        QCOMPARE(stage.field<QCheckBox>(u"soft"_s)->accessibleName(), u"soft"_s);
    }

    void nothingIsChosenForAPerson()
    {
        Stage stage({{.name = u"cache"_s, .title = u"Cache"_s, .choices = {u"prices"_s, u"users"_s}}});
        QCOMPARE(stage.form.problem(), u"Cache is missing."_s);
        stage.field<QComboBox>(u"cache"_s)->setCurrentIndex(1);
        QCOMPARE(stage.given(u"cache"_s), QJsonValue(u"users"_s));
        Stage initial({{.name = u"cache"_s, .choices = {u"prices"_s, u"users"_s}, .initial = u"users"_s}});
        QCOMPARE(initial.given(u"cache"_s), QJsonValue(u"users"_s));
    }

    void liveChoicesComeLaterAndKeepWhatWasTyped()
    {
        Stage stage({{.name = u"tag"_s, .title = u"Tag"_s, .live = true}}, false, true);
        QCOMPARE(stage.port.asked.size(), std::size_t{1});
        QCOMPARE(stage.port.asked.front().second, u"tag"_s);
        auto *field = stage.field<QComboBox>(u"tag"_s);
        QCOMPARE(field->count(), 0);
        QTest::keyClicks(field->lineEdit(), u"eu"_s);
        stage.port.release();
        QCOMPARE(field->count(), 3);
        QCOMPARE(stage.given(u"tag"_s), QJsonValue(u"eu"_s));
        QCOMPARE(field->itemText(1), u"prices · 1,204 keys (now)"_s);
        QVERIFY(field->view()->minimumWidth() >= field->view()->sizeHintForColumn(0));
        field->setCurrentIndex(1);
        QCOMPARE(stage.given(u"tag"_s), QJsonValue(u"prices"_s));
        // Of one that is too long the beginning is seen.
        Q_EMIT field->activated(1);
        QCOMPARE(field->lineEdit()->cursorPosition(), 0);
        // What nobody offers may be asked for all the same: the target knows best.
        field->setEditText(u"something else"_s);
        QCOMPARE(stage.given(u"tag"_s), QJsonValue(u"something else"_s));
    }

    void choicesThatCannotBeReadAreTyped()
    {
        Stage stage({{.name = u"tag"_s, .live = true}}, false, true);
        stage.port.failWith(Error{Error::Kind::Connect, u"127.0.0.1:7101 cannot be reached."_s});
        stage.port.release();
        auto *field = stage.field<QComboBox>(u"tag"_s);
        QCOMPARE(field->toolTip(), u"127.0.0.1:7101 cannot be reached."_s);
        field->setEditText(u"users"_s);
        QCOMPARE(stage.given(u"tag"_s), QJsonValue(u"users"_s));
    }

    void theSameDrillKeepsWhatWasGiven()
    {
        Stage stage({{.name = u"p"_s}}, true);
        stage.field<QLineEdit>(u"p"_s)->setText(u"users"_s);
        QCOMPARE(stage.form.problem(), u"The reason is missing."_s);
        stage.form.findChild<QPlainTextEdit *>(u"drillReason"_s)->setPlainText(u" errors since 14:55 \n"_s);
        QVERIFY(stage.form.problem().isEmpty());
        stage.set({{.name = u"p"_s}}, true);
        QCOMPARE(stage.given(u"p"_s), QJsonValue(u"users"_s));
        QCOMPARE(stage.form.request().reason, u"errors since 14:55"_s);
        stage.set({{.name = u"q"_s}}, true);
        QVERIFY(stage.given(u"p"_s).isUndefined());
    }

    void goesWhileChoicesAreRead()
    {
        auto stage = std::make_unique<Stage>(std::vector<Parameter>{{.name = u"tag"_s, .live = true}}, false, true);
        stage->set({{.name = u"other"_s}});
        stage->port.release();
        QVERIFY(stage->field<QLineEdit>(u"other"_s) != nullptr);
    }
};

QTEST_MAIN(TestParameterForm)
#include "tst_parameterform.moc"
