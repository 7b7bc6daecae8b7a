// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/signofffolder.h"

#include "models/journal/sha256.h"
#include "tests/models/readiness/someassessment.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <thread>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace readyroom::storage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

bool put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

class SignOffFolderTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_home.emplace();
        m_path = m_home->filePath(u"data/readyroom/sign-offs"_s);
    }

    void isInTheDataFolder()
    {
        qputenv("XDG_DATA_HOME", "/home/ana/data");
        QCOMPARE(SignOffFolder::defaultPath(), u"/home/ana/data/readyroom/sign-offs"_s);
    }

    void writesDocumentAndBundle()
    {
        SignOffFolder folder(m_path);
        const Document document = documentOf(test::someAssessment());
        const QByteArray bundle = bundleOf(test::someAssessment()).value();
        const Result<QString> file = folder.write(document, bundle);
        QCOMPARE(file, QString(m_path + u"/checkout-checkout-20261121T020000Z.json"_s));
        QCOMPARE(contentOf(*file), documentBytes(document).value());
        QCOMPARE(SignOffFolder::bundleFile(*file), m_path + u"/checkout-checkout-20261121T020000Z.evidence.json"_s);
        QCOMPARE(contentOf(SignOffFolder::bundleFile(*file)), bundle);
        QCOMPARE(SignOffFolder::read(*file), document);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(m_path).permissions() & others));
    }

    void neverTakesTheNameOfAnother()
    {
        SignOffFolder folder(m_path);
        const Document document = test::someDocument();
        const QString first = folder.write(document, "b").value();
        const QString second = folder.write(document, "b").value();
        QVERIFY(second.endsWith(u"-20261121T020000Z-2.json"_s));
        // A signature that has lost its document must not fit another one.
        QVERIFY(QFile::remove(first) && QFile::remove(SignOffFolder::bundleFile(first)));
        QVERIFY(put(SignOffFolder::signatureFile(first, u"security"_s), "s"));
        QVERIFY(folder.write(document, "b").value().endsWith(u"-3.json"_s));
    }

    void severalMayWriteAtOnce()
    {
        constexpr std::size_t writers = 8;
        std::vector<QString> files(writers);
        {
            std::vector<std::jthread> threads;
            for (QString &file : files) {
                threads.emplace_back([this, &file] {
                    file = SignOffFolder(m_path).write(test::someDocument(), "b").value_or(QString());
                });
            }
        }
        QCOMPARE(QSet<QString>(files.begin(), files.end()).size(), qsizetype(writers));
        for (const QString &file : files) {
            QVERIFY(SignOffFolder::read(file));
        }
    }

    void namesAreSafe_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << u"check-out.v2"_s << u"learnify-api-check-out.v2-20261121T020000Z.json"_s;
        QTest::newRow("path") << u"../../etc/passwd"_s << u"learnify-api-_._.._etc_passwd-20261121T020000Z.json"_s;
        QTest::newRow("hidden") << u".ssh"_s << u"learnify-api-_ssh-20261121T020000Z.json"_s;
        QTest::newRow("spaces and scripts") << u"Kasse \u00fc\n"_s << u"learnify-api-Kasse___-20261121T020000Z.json"_s;
        QTest::newRow("long") << QString(1000, u'x') << u"learnify-api-xxxxxxxx"_s;
        QTest::newRow("none") << QString() << u"learnify-api--20261121T020000Z.json"_s;
    }

    void namesAreSafe()
    {
        QFETCH(QString, service);
        SignOffFolder folder(m_path);
        Document document = test::someDocument();
        document.service = service;
        const Result<QString> file = folder.write(document, "b");
        QVERIFY(file);
        QCOMPARE(QFileInfo(*file).absolutePath(), m_path);
        QVERIFY(QFileInfo(*file).isFile() && QFileInfo(*file).fileName().size() < 200);
        QFETCH(QString, name);
        QVERIFY2(QFileInfo(*file).fileName().startsWith(name), qPrintable(*file));
        QVERIFY(put(SignOffFolder::signatureFile(*file, u"security"_s), "s"));
        const auto records = folder.list(document.profile, service);
        QCOMPARE(records.size(), 1U);
        QCOMPARE(records[0].file, *file);
    }

    void listsTheNewestFirst()
    {
        SignOffFolder folder(m_path);
        QVERIFY(folder.list(u"learnify-api"_s, u"learnify-api"_s).empty());
        Document document = test::someDocument();
        const QString old = folder.write(document, "b").value();
        document.at += 500ms; // within the same second
        document.verdict = Verdict::Go;
        const QString recent = folder.write(document, "b").value();
        document.at += 24h;
        const QString unsignedOne = folder.write(document, "b").value();
        document.service = u"another"_s;
        const QString other = folder.write(document, "b").value();
        for (const QString &file : {old, recent, other}) {
            QVERIFY(put(SignOffFolder::signatureFile(file, u"security"_s), "s"));
        }
        QVERIFY(put(SignOffFolder::signatureFile(recent, u"operations"_s), "s"));
        QVERIFY(put(SignOffFolder::signatureFile(recent, u"legal"_s), "s"));

        const auto records = folder.list(u"learnify-api"_s, u"learnify-api"_s);
        QCOMPARE(records.size(), 2U);
        QCOMPARE(records[0].file, recent);
        QCOMPARE(records[0].verdict, Verdict::Go);
        QCOMPARE(records[0].at, test::someTime() + 500ms);
        QCOMPARE(records[0].score, document.score);
        QCOMPARE(records[0].sha256.toLatin1(), journal::sha256(contentOf(recent)).toHex());
        QCOMPARE(records[0].signedBy, (QStringList{u"legal"_s, u"operations"_s, u"security"_s}));
        QVERIFY(records[0].missing.isEmpty());
        QCOMPARE(records[1].file, old);
        QCOMPARE(records[1].missing, QStringList{u"operations"_s});
        QVERIFY(QFileInfo::exists(unsignedOne));
    }

    void leavesOutWhatIsNoneOfOurs()
    {
        SignOffFolder folder(m_path);
        const QString good = folder.write(test::someDocument(), "b").value();
        QVERIFY(put(SignOffFolder::signatureFile(good, u"security"_s), "s"));
        const QString stem = m_path + u"/learnify-api-learnify-api-"_s;
        const QByteArray bytes = contentOf(good);
        const QList<std::pair<QString, QByteArray>> strangers{
            {u"empty.json"_s, {}},
            {u"text.json"_s, "hello"},
            {u"changed.json"_s, QByteArray(bytes).replace("89.9", "99.9")},
            {u"cut.json"_s, bytes.first(1000)},
            {u"x.evidence.json"_s, bytes},
            {u"long.json"_s, QByteArray(maxDocumentBytes + 1, ' ')}};
        for (const auto &[name, content] : strangers) {
            QVERIFY(put(stem + name, content));
            QVERIFY(put(SignOffFolder::signatureFile(stem + name, u"security"_s), "s"));
        }
        QVERIFY(put(m_path + u"/renamed.json"_s, bytes));
        QVERIFY(QDir().mkdir(stem + u"folder.json"_s));
        const auto records = folder.list(u"learnify-api"_s, u"learnify-api"_s);
        QCOMPARE(records.size(), 1U);
        QCOMPARE(records[0].file, good);
    }

    void rolesAreThoseOfSignatures()
    {
        const QString file = m_home->filePath(u"X.json"_s);
        for (const QString &name :
             {u"X.json.security.sig"_s, u"X.json.a-1.sig"_s, u"X.json..sig"_s, u"X.json.sig"_s, u"X.json.Big.sig"_s,
              u"X.json.a.b.sig"_s, u"Y.json.legal.sig"_s, u"X.json.security.sig.bak"_s}) {
            QVERIFY(put(m_home->filePath(name), "s"));
        }
        QCOMPARE(SignOffFolder::roles(file), (QStringList{u"a-1"_s, u"security"_s}));
        QVERIFY(SignOffFolder::roles(m_home->filePath(u"none/X.json"_s)).isEmpty());
    }

    void onlyWhatNobodySignedIsDiscarded()
    {
        SignOffFolder folder(m_path);
        const QString file = folder.write(test::someDocument(), "b").value();
        const QString signature = SignOffFolder::signatureFile(file, u"security"_s);
        QVERIFY(put(signature, "s"));
        QCOMPARE(SignOffFolder::discard(file).error().kind, Error::Kind::Config);
        QVERIFY(SignOffFolder::read(file));
        QVERIFY(QFile::remove(signature));
        QVERIFY(SignOffFolder::discard(file));
        QVERIFY(!QFileInfo::exists(file) && !QFileInfo::exists(SignOffFolder::bundleFile(file)));
        QVERIFY(SignOffFolder::discard(file));
    }

    void faultsAreSentences()
    {
        QVERIFY(put(m_home->filePath(u"data"_s), "a file where a folder should be"));
        const Result<QString> written = SignOffFolder(m_path).write(test::someDocument(), "b");
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Io);
        QVERIFY2(written.error().message.contains(m_path) && written.error().message.endsWith(u'.'),
                 qPrintable(written.error().message));
        const Result<Document> read = SignOffFolder::read(m_path);
        QVERIFY(!read && read.error().kind == Error::Kind::Io && read.error().message.contains(m_path));
        QCOMPARE(SignOffFolder::read(m_home->path()).error().kind, Error::Kind::Io);
        Document document = test::someDocument();
        document.profile.clear();
        QCOMPARE(SignOffFolder(m_home->path()).write(document, "b").error().kind, Error::Kind::Parse);
        QVERIFY(QDir(m_home->path()).entryList(QDir::Files) == QStringList{u"data"_s});
    }

private:
    std::optional<QTemporaryDir> m_home;
    QString m_path;
};

QTEST_GUILESS_MAIN(SignOffFolderTest)
#include "tst_signofffolder.moc"
