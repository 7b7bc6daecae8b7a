// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/signofffolder.h"
#include "tests/models/readiness/someassessment.h"
#include "tests/support/sshkit.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <functional>
#include <optional>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using storage::SignOffFolder;
using test::SshKit;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The lines of the documentation that are a command or a line of a file, with what continues them.
QString documented(const QString &begin)
{
    const QString text = QString::fromUtf8(contentOf(QStringLiteral(READYROOM_SOURCE_DIR "/docs/sign-off.md")));
    const QRegularExpression line(u"^    ("_s + QRegularExpression::escape(begin) + u".*)$"_s,
                                  QRegularExpression::MultilineOption);
    return line.match(text).captured(1);
}

} // namespace

/// The program itself, with real keys, signatures and files.
class SignOffVerifyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_kit.emplace();
        const Assessment assessment = test::someAssessment();
        Document document = documentOf(assessment);
        document.reason = u"As agreed"_s;
        m_file =
            SignOffFolder(m_kit->path(u"sign-offs"_s)).write(document, storage::bundleOf(assessment).value()).value();
        for (const QString &name : {u"alice"_s, u"bob"_s, u"eve"_s}) {
            QVERIFY(!m_kit->makeKey(name).isEmpty());
        }
        m_allowed = m_kit->allow({u"alice@example.org namespaces=\"readyroom-security\" {alice}"_s,
                                  u"bob@example.org namespaces=\"readyroom-architecture\" {bob}"_s});
    }
    void cleanup() { m_kit.reset(); }

    void allIsWell()
    {
        QVERIFY(signAs(u"security"_s, u"alice"_s) && signAs(u"architecture"_s, u"bob"_s));
        const SshKit::Ran ran = verify();
        QVERIFY2(ran.exitCode == 0, qPrintable(ran.out + ran.error));
        const QStringList lines = ran.out.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[0], u"record        checkout of checkout in staging at 2026-11-21T02:00:00.007Z: NO-GO, 13.3"_s);
        QCOMPARE(lines[1],
                 u"content       as it was written, SHA-256 "_s + QString::fromLatin1(test::hexOf(contentOf(m_file))));
        QCOMPARE(lines[2], u"evidence      1 raw answer, as it was recorded"_s);
        QCOMPARE(lines[3], u"architecture  signed by bob@example.org"_s);
        QCOMPARE(lines[4], u"security      signed by alice@example.org"_s);
        QCOMPARE(lines[5], u"Verified."_s);
        QVERIFY(ran.error.isEmpty());
    }

    void jsonSaysTheSame()
    {
        QVERIFY(signAs(u"security"_s, u"alice"_s));
        const SshKit::Ran ran = verify({u"--output"_s, u"json"_s});
        QCOMPARE(ran.exitCode, 1);
        const QJsonObject found = QJsonDocument::fromJson(ran.out.toUtf8()).object();
        QCOMPARE(found["verified"_L1], QJsonValue(false));
        QCOMPARE(found["record"_L1]["verdict"_L1].toString(), u"NO-GO"_s);
        QCOMPARE(found["record"_L1]["score"_L1].toDouble(), *documentOf(test::someAssessment()).score);
        QCOMPARE(found["evidence"_L1].toString(), u"whole"_s);
        QCOMPARE(found["changed"_L1].toArray().size(), 0);
        QCOMPARE(found["roles"_L1][1]["signed_by"_L1].toString(), u"alice@example.org"_s);
        QVERIFY(found["roles"_L1][0]["signed_by"_L1].isNull());
        QVERIFY(found["roles"_L1][0]["problem"_L1].toString().contains(u".architecture.sig"_s));
    }

    void aMissingRoleIsNamed()
    {
        QVERIFY(signAs(u"security"_s, u"alice"_s));
        const SshKit::Ran ran = verify();
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.out.contains(u"architecture  not signed. There is no file "_s + QFileInfo(m_file).fileName()
                                  + u".architecture.sig."_s),
                 qPrintable(ran.out));
        QVERIFY(ran.out.contains(u"security      signed by alice@example.org"_s));
        QVERIFY(ran.out.endsWith(u"Not verified.\n"_s));
        // Whoever only wants to know of the one who has signed.
        QCOMPARE(verify({u"--role"_s, u"security"_s}).exitCode, 0);
        // A role that the record does not ask for may be insisted on.
        QCOMPARE(verify({u"--role"_s, u"security"_s, u"--role"_s, u"legal"_s}).exitCode, 1);
    }

    void aSignatureOfAnotherRoleDoesNotCount()
    {
        QVERIFY(signAs(u"security"_s, u"alice"_s));
        QVERIFY(QFile::copy(m_file + u".security.sig"_s, m_file + u".architecture.sig"_s));
        const SshKit::Ran ran = verify();
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.out.contains(u"architecture  not valid. The signature was made for \"readyroom-security\""_s),
                 qPrintable(ran.out));
    }

    void aStrangersSignatureDoesNotCount()
    {
        QVERIFY(signAs(u"security"_s, u"eve"_s) && signAs(u"architecture"_s, u"bob"_s));
        const SshKit::Ran ran = verify();
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.out.contains(u"security      not valid. The key SHA256:"_s), qPrintable(ran.out));
    }

    void whatWasChangedIsNamed()
    {
        QVERIFY(signAs(u"security"_s, u"alice"_s) && signAs(u"architecture"_s, u"bob"_s));
        QVERIFY(change(m_file, "\"result\":\"fail\"", "\"result\":\"pass\""));
        QVERIFY(change(m_file, "\"verdict\":\"NO-GO\"", "\"verdict\":\"GO\""));
        const SshKit::Ran ran = verify();
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.out.contains(u"content       changed: the verdict\n"_s), qPrintable(ran.out));
        QVERIFY(ran.out.contains(u"content       changed: the result of latency\n"_s));
        QVERIFY(ran.out.contains(u"security      not valid. The signature does not fit the file"_s));
        QVERIFY(!ran.out.contains(u"NO-GO"_s));
    }

    /// The digests can be made to fit, the signatures cannot.
    void aForgedRecordIsFound()
    {
        QVERIFY(signAs(u"security"_s, u"alice"_s) && signAs(u"architecture"_s, u"bob"_s));
        Document forged = SignOffFolder::read(m_file).value();
        forged.verdict = Verdict::Go;
        QVERIFY(put(m_file, documentBytes(forged).value()));
        const SshKit::Ran ran = verify();
        QCOMPARE(ran.exitCode, 1);
        QCOMPARE(ran.out.count(u"not valid. The signature does not fit the file"_s), 2);
        QVERIFY(ran.out.endsWith(u"Not verified.\n"_s));
    }

    void aChangedOrMissingBundleIsTold()
    {
        QVERIFY(signAs(u"security"_s, u"alice"_s) && signAs(u"architecture"_s, u"bob"_s));
        const QString bundle = SignOffFolder::bundleFile(m_file);
        QVERIFY(change(bundle, QByteArray("[0.412]").toBase64(), QByteArray("[0.112]").toBase64()));
        const SshKit::Ran changed = verify();
        QCOMPARE(changed.exitCode, 1);
        QVERIFY2(changed.out.contains(u"evidence      The answer of latency is not the one that was recorded.\n"_s),
                 qPrintable(changed.out));
        QVERIFY(QFile::remove(bundle));
        const SshKit::Ran missing = verify();
        QCOMPARE(missing.exitCode, 0);
        QVERIFY(missing.out.contains(u"evidence      the raw answers are not beside the record\n"_s));
    }

    void aRecordThatAsksForNobodyIsNotVerified()
    {
        Document document = SignOffFolder::read(m_file).value();
        document.roles.clear();
        QVERIFY(put(m_file, documentBytes(document).value()));
        const SshKit::Ran ran = verify();
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.out.contains(u"The record asks for no signature"_s), qPrintable(ran.out));
        QVERIFY(signAs(u"security"_s, u"alice"_s));
        QCOMPARE(verify({u"--role"_s, u"security"_s}).exitCode, 0);
    }

    void whatIsNoRecordIsNotVerified()
    {
        QVERIFY(signAs(u"security"_s, u"alice"_s) && signAs(u"architecture"_s, u"bob"_s));
        const QByteArray bytes = contentOf(m_file);
        for (const QByteArray &strange :
             {QByteArray("{}"), QByteArray(), QByteArray(bytes + ' '), QByteArray("\x1b[2J\x07")}) {
            QVERIFY(put(m_file, strange));
            const SshKit::Ran ran = verify();
            QCOMPARE(ran.exitCode, 1);
            QVERIFY2(ran.out.contains(u"content       This is not a record of an assessment"_s), qPrintable(ran.out));
            QVERIFY(!ran.out.contains(QChar(0x1b)));
        }
    }

    void whatCannotBeLookedAtIsNoVerdict_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("nothing") << QStringList{} << u"Say what to do"_s;
        QTest::newRow("no verb") << QStringList{u"sign"_s} << u"there is no \"sign\""_s;
        QTest::newRow("no file") << QStringList{u"verify"_s, u"--allowed-signers"_s, u"F"_s} << u"Name one file"_s;
        QTest::newRow("nobody allowed") << QStringList{u"verify"_s, u"FILE"_s} << u"--allowed-signers FILE"_s;
        QTest::newRow("missing file") << QStringList{u"verify"_s, u"/nonexistent.json"_s, u"--allowed-signers"_s,
                                                     u"ALLOWED"_s}
                                      << u"/nonexistent.json cannot be read"_s;
        QTest::newRow("missing allowed signers")
            << QStringList{u"verify"_s, u"FILE"_s, u"--allowed-signers"_s, u"/nonexistent"_s}
            << u"/nonexistent cannot be read"_s;
        QTest::newRow("a path as a role")
            << QStringList{u"verify"_s, u"FILE"_s, u"--allowed-signers"_s, u"ALLOWED"_s, u"--role"_s, u"../x"_s}
            << u"--role takes a role"_s;
    }

    void whatCannotBeLookedAtIsNoVerdict()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        arguments.replaceInStrings(u"FILE"_s, m_file).replaceInStrings(u"ALLOWED"_s, m_allowed);
        const SshKit::Ran ran = SshKit::run(program(), QStringList{u"sign-off"_s} + arguments);
        QCOMPARE(ran.exitCode, 2);
        QVERIFY2(ran.error.contains(sentence), qPrintable(ran.error));
        QVERIFY(ran.out.isEmpty());
    }

    void withoutOpenSshItCannotLook()
    {
        QVERIFY(signAs(u"security"_s, u"alice"_s));
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", m_kit->path(u"none"_s).toUtf8());
        const SshKit::Ran ran = verify();
        qputenv("PATH", path);
        QCOMPARE(ran.exitCode, 2);
        QVERIFY2(ran.error.contains(u"ssh-keygen is missing"_s), qPrintable(ran.error));
    }

    void theDocumentationIsTrue()
    {
        const QString folder = QFileInfo(m_file).absolutePath();
        QVERIFY(QFile::copy(m_file, folder + u"/X.json"_s));
        QVERIFY(QFile::copy(SignOffFolder::bundleFile(m_file), folder + u"/X.evidence.json"_s));
        QString line = documented(u"alice@example.org namespaces="_s);
        QVERIFY(line.endsWith(u" ssh-ed25519 AAAA..."_s));
        line = line.chopped(QStringLiteral("ssh-ed25519 AAAA...").size()) + m_kit->publicKey(u"alice"_s);
        QVERIFY(put(folder + u"/allowed_signers"_s, line.toUtf8() + '\n'));
        const auto shell = [&](const QString &command) { return SshKit::run(u"sh"_s, {u"-c"_s, command}, {}, folder); };
        const QString key = m_kit->path(u"alice"_s);
        const SshKit::Ran made = shell(documented(u"ssh-keygen -Y sign"_s).replace(u"~/.ssh/id_ed25519"_s, key));
        QVERIFY2(made.exitCode == 0, qPrintable(made.error));
        const SshKit::Ran byHand = shell(documented(u"ssh-keygen -Y verify"_s));
        QVERIFY2(byHand.exitCode == 0, qPrintable(byHand.error));
        QVERIFY(byHand.out.startsWith(u"Good \"readyroom-security\" signature for alice@example.org"_s));
        const QString ours = documented(u"readyroomctl sign-off verify"_s);
        QVERIFY(!ours.isEmpty());
        const SshKit::Ran byUs =
            SshKit::run(program(), ours.split(u' ').mid(1) + QStringList{u"--role"_s, u"security"_s}, {}, folder);
        QVERIFY2(byUs.exitCode == 0, qPrintable(byUs.out + byUs.error));
    }

private:
    [[nodiscard]] static QString program() { return QStringLiteral(READYROOM_BIN_DIR "/readyroomctl"); }

    [[nodiscard]] SshKit::Ran verify(const QStringList &more = {}) const
    {
        return SshKit::run(program(),
                           QStringList{u"sign-off"_s, u"verify"_s, m_file, u"--allowed-signers"_s, m_allowed} + more);
    }

    /// By plain ssh-keygen.
    [[nodiscard]] bool signAs(const QString &role, const QString &name) const
    {
        const SshKit::Ran ran = SshKit::run(
            u"ssh-keygen"_s, {u"-Y"_s, u"sign"_s, u"-n"_s, u"readyroom-"_s + role, u"-f"_s, m_kit->path(name)}, m_file);
        return ran.exitCode == 0 && put(SignOffFolder::signatureFile(m_file, role), ran.out.toUtf8());
    }

    [[nodiscard]] static bool put(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }

    [[nodiscard]] static bool change(const QString &path, const QByteArray &from, const QByteArray &to)
    {
        QByteArray bytes = contentOf(path);
        return bytes.count(from) == 1 && put(path, bytes.replace(from, to));
    }

    std::optional<SshKit> m_kit;
    QString m_file;
    QString m_allowed;
};

QTEST_GUILESS_MAIN(SignOffVerifyTest)
#include "tst_signoffverify.moc"
