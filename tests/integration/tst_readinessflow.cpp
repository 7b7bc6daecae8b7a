// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopsession.h"
#include "app/monitor/timesource.h"
#include "models/items/checklistmodel.h"
#include "tests/integration/labserver.h"
#include "tests/integration/program.h"
#include "tests/support/sshkit.h"
#include "ui/page/lineview.h"
#include "ui/readiness/checklistview.h"
#include "ui/readiness/dial.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/themesource.h"
#include "ui/widgets/wrappedlabel.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <memory>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::test;
using readiness::ItemResult;

namespace {

const QString measuredItem = u"performance-validated"_s;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The whole way in the real window, over the real demo fleet: an item goes red when the service is made slow, it is
/// waived, two roles sign with keys of their own, anybody verifies that, drift shows, and all reports come out.
class ReadinessFlowTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("HOME", m_folder.path().toUtf8());
        qputenv("XDG_DATA_HOME", m_folder.filePath(u"data"_s).toUtf8());
        qputenv("XDG_STATE_HOME", m_folder.filePath(u"state"_s).toUtf8());
        qputenv("XDG_CONFIG_HOME", m_folder.filePath(u"config"_s).toUtf8());
        QVERIFY(QDir(m_folder.path()).mkpath(u".ssh"_s));
        for (const QString &role : {u"architecture"_s, u"operations"_s}) {
            const QString key = m_folder.filePath(u".ssh/id_"_s + role);
            QCOMPARE(SshKit::run(u"ssh-keygen"_s,
                                 {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, QString(), u"-C"_s, role, u"-f"_s, key})
                         .exitCode,
                     0);
        }
        const QString fleet = m_folder.filePath(u"lab.yaml"_s);
        QCOMPARE(m_lab.start(fleet), QString());

        m_window = std::make_unique<shell::MainWindow>(m_themes, m_clock);
        m_window->attachArming(m_gate);
        m_session = std::make_unique<desktop::DesktopSession>(*m_window, m_gate, security::Vault(), nullptr);
        m_window->resize(1440, 900);
        m_window->open({.kind = shell::PageAddress::Kind::Readiness, .service = {}, .profile = u"latency-optimizer"_s});
        m_window->show();
        m_session->openFleet(fleet);
        QTRY_VERIFY_WITH_TIMEOUT(find("checklist") != nullptr, 20'000);
    }

    void cleanupTestCase()
    {
        m_window.reset();
        m_session.reset();
        QVERIFY(m_lab.stop());
    }

    void startsWithAMeasuredVerdict()
    {
        QTRY_COMPARE_WITH_TIMEOUT(result(measuredItem), ItemResult::Pass, 40'000);
        QTRY_COMPARE_WITH_TIMEOUT(verdict(), u"CONDITIONAL"_s, 20'000);
        QCOMPARE(score(), u"67.7"_s);
    }

    void anItemGoesRedWhenTheServiceIsSlow()
    {
        QCOMPARE(httpPost(m_lab.faults(), "{\"latency_ms\": 300}"), 200);
        QTRY_COMPARE_WITH_TIMEOUT(result(measuredItem), ItemResult::Fail, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(score() != "67.7"_L1, 5'000);
    }

    void itIsWaived()
    {
        checklist()->showItem(measuredItem);
        QTest::keyClick(checklist(), Qt::Key_W);
        const QPointer<QDialog> dialog = find<QDialog>("waiverDialog");
        QVERIFY(dialog);
        find<QLineEdit>("waiverOwner")->setText(u"ada"_s);
        QTest::keyClicks(find<QPlainTextEdit>("waiverReason"), u"the origin is being moved"_s);
        find<QPushButton>("askAccept")->click();
        QTRY_VERIFY(!dialog);
        QTRY_COMPARE(result(measuredItem), ItemResult::Waived);
    }

    void recoversForSigning()
    {
        // A waiver never raises a score: the measured pass does.
        QCOMPARE(httpPost(m_lab.faults(), "{\"clear\": true}"), 200);
        QTRY_COMPARE_WITH_TIMEOUT(result(measuredItem), ItemResult::Pass, 100'000);
        QTRY_COMPARE(score(), u"67.7"_s);
    }

    void twoRolesSign_data()
    {
        QTest::addColumn<QString>("role");
        QTest::newRow("architecture") << u"architecture"_s;
        QTest::newRow("operations") << u"operations"_s;
    }

    void twoRolesSign()
    {
        QFETCH(QString, role);
        QTest::mouseClick(find("signOff"), Qt::LeftButton);
        const QPointer<QDialog> dialog = find<QDialog>("signDialog");
        QVERIFY(dialog);
        auto *roles = find<QComboBox>("signRole");
        auto *keys = find<QComboBox>("signKey");
        QTRY_VERIFY(keys->count() >= 2);
        roles->setCurrentIndex(roles->findText(role, Qt::MatchContains));
        keys->setCurrentIndex(keys->findText(role, Qt::MatchContains));
        QVERIFY(roles->currentIndex() >= 0 && keys->currentIndex() >= 0);
        QTest::keyClicks(find<QPlainTextEdit>("signReason"), u"measured, and the conditions are known"_s);
        QTRY_VERIFY(find<QPushButton>("askAccept")->isEnabled());
        find<QPushButton>("askAccept")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(!signature(role).isEmpty(), 10'000);
    }

    void anybodyCanVerify()
    {
        const QString allowed = m_folder.filePath(u"allowed_signers"_s);
        QFile file(allowed);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const QByteArray role : {"architecture", "operations"}) {
            file.write(role + "@example.org namespaces=\"readyroom-" + role + "\" "
                       + contentOf(m_folder.filePath(u".ssh/id_"_s + QString::fromLatin1(role) + u".pub"_s)));
        }
        file.close();
        for (const QString &role : {u"architecture"_s, u"operations"_s}) {
            const auto verify = [&](const QString &as) {
                return SshKit::run(u"ssh-keygen"_s,
                                   {u"-Y"_s, u"verify"_s, u"-f"_s, allowed, u"-I"_s, role + u"@example.org"_s, u"-n"_s,
                                    u"readyroom-"_s + as, u"-s"_s, signature(role)},
                                   record())
                    .exitCode;
            };
            QCOMPARE(verify(role), 0);
            QVERIFY(verify(role == "operations"_L1 ? u"architecture"_s : u"operations"_s) != 0);
        }
        const Outcome ours =
            test::run(u"readyroomctl"_s, {u"sign-off"_s, u"verify"_s, record(), u"--allowed-signers"_s, allowed});
        QVERIFY2(ours.exitCode == 0, QByteArray(ours.out + ours.err).constData());
    }

    void theJournalTellsIt()
    {
        const Outcome list = test::run(
            u"readyroomctl"_s,
            {u"journal"_s, u"list"_s, u"--kind"_s, u"sign_off,readiness_decision"_s, u"--output"_s, u"json"_s});
        QCOMPARE(list.exitCode, 0);
        QCOMPARE(list.out.count("\"sign_off\""), 2);
        QVERIFY(list.out.count("\"readiness_decision\"") >= 1);
    }

    void reportsAreExported_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("file");
        QTest::newRow("Markdown") << u"Markdown"_s << u"report.md"_s;
        QTest::newRow("HTML") << u"HTML"_s << u"report.html"_s;
        QTest::newRow("PDF") << u"PDF"_s << u"report.pdf"_s;
        QTest::newRow("JSON") << u"JSON"_s << u"report.json"_s;
        QTest::newRow("JUnit") << u"JUnit"_s << u"report.xml"_s;
    }

    void reportsAreExported()
    {
        QFETCH(QString, format);
        QFETCH(QString, file);
        const QString path = m_folder.filePath(file);
        QTest::mouseClick(find("exportReport"), Qt::LeftButton);
        auto *menu = find<QMenu>("reportMenu");
        QAction *action = nullptr;
        for (QAction *candidate : menu->actions()) {
            action = candidate->text().startsWith(format) ? candidate : action;
        }
        QVERIFY(action);
        menu->close();
        action->trigger();
        auto *dialog = find<QFileDialog>("reportDialog");
        QVERIFY(dialog);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(!contentOf(path).isEmpty(), 10'000);
        check(format, path);
    }

    void driftVoidsTheBanner()
    {
        QTRY_VERIFY(find("signBanner") && find("signBanner")->isVisible());
        QCOMPARE(httpPost(m_lab.faults(), "{\"down\": true}"), 200);
        QTRY_VERIFY_WITH_TIMEOUT(find<page::LineView>("drift") != nullptr
                                     && !find<page::LineView>("drift")->lines().lines().empty(),
                                 60'000);
        // The record is what it was.
        QVERIFY(QFile::exists(record()) && !signature(u"operations"_s).isEmpty());
        QCOMPARE(httpPost(m_lab.faults(), "{\"down\": false}"), 200);
    }

private:
    template<typename T = QWidget> T *find(const char *name)
    {
        return m_window->findChild<T *>(QLatin1StringView(name));
    }
    readinessui::ChecklistView *checklist() { return find<readinessui::ChecklistView>("checklist"); }
    QString verdict() { return find<readinessui::Dial>("dial")->face().verdict; }
    QString score() { return find<readinessui::Dial>("dial")->face().figure; }
    ItemResult result(const QString &id)
    {
        const QAbstractItemModel *model = checklist()->model();
        const QModelIndexList found = model->match(model->index(0, 0), items::ChecklistModel::IdRole, id, 1,
                                                   Qt::MatchRecursive | Qt::MatchExactly);
        return found.isEmpty() ? ItemResult::Unknown
                               : static_cast<ItemResult>(found.front().data(items::ChecklistModel::ResultRole).toInt());
    }
    [[nodiscard]] QString record() const
    {
        const QDir folder(m_folder.filePath(u"data/readyroom/sign-offs"_s));
        for (const QString &name : folder.entryList({u"*.json"_s})) {
            if (!name.endsWith(".evidence.json"_L1)) {
                return folder.filePath(name);
            }
        }
        return {};
    }
    [[nodiscard]] QString signature(const QString &role) const
    {
        const QString file = record() + u'.' + role + u".sig"_s;
        return QFile::exists(file) ? file : QString();
    }
    static void check(const QString &format, const QString &path)
    {
        const QByteArray content = contentOf(path);
        const QByteArray title = "Production configuration values are reviewed";
        if (format == "JSON"_L1) {
            QCOMPARE(QJsonDocument::fromJson(content).object().value("verdict"_L1).toString(), u"CONDITIONAL"_s);
        } else if (format == "JUnit"_L1) {
            QXmlStreamReader xml(content);
            while (!xml.atEnd()) {
                xml.readNext();
            }
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            QVERIFY(content.contains(title));
        } else if (format == "PDF"_L1) {
            const SshKit::Ran text = SshKit::run(u"pdftotext"_s, {u"-layout"_s, path, u"-"_s});
            QCOMPARE(text.exitCode, 0);
            for (const QString &word : {u"CONDITIONAL"_s, u"67.7"_s, u"latency-optimizer"_s,
                                        u"Production configuration"_s, u"93.69%"_s, u"PRODUCTION READY"_s}) {
                QVERIFY2(text.out.contains(word), qPrintable(word));
            }
            const QString picture = path + u".page"_s;
            QCOMPARE(SshKit::run(u"pdftoppm"_s,
                                 {u"-png"_s, u"-r"_s, u"50"_s, u"-f"_s, u"1"_s, u"-l"_s, u"1"_s, u"-singlefile"_s, path,
                                  picture})
                         .exitCode,
                     0);
            const QImage page(picture + u".png"_s);
            QVERIFY(!page.isNull() && page.height() > page.width());
        } else {
            QVERIFY(content.contains(title));
            QVERIFY(content.contains("CONDITIONAL"));
        }
    }

    QTemporaryDir m_folder;
    SshKit m_ssh; ///< no agent, no askpass of whoever runs the test
    LabServer m_lab;
    widgets::ThemeSource m_themes;
    monitor::SystemTime m_clock;
    security::ArmingGate m_gate{std::make_shared<const monitor::SystemTime>()};
    std::unique_ptr<shell::MainWindow> m_window;
    std::unique_ptr<desktop::DesktopSession> m_session; ///< the window goes first
};

QTEST_MAIN(ReadinessFlowTest)
#include "tst_readinessflow.moc"
