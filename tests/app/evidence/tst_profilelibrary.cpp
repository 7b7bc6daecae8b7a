// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/profilelibrary.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray profile(const QByteArray &name, const QByteArray &severity = "high")
{
    return "profile: " + name + "\ntitle: " + name.toUpper()
        + "\ncategories:\n  - name: All\n    items:\n      - {id: one, title: One, severity: " + severity + "}\n";
}

struct Stage {
    QTemporaryDir home;
    QThreadPool pool;
    async::AsyncScope tasks{u"test"_s};
    std::unique_ptr<ProfileLibrary> library;

    ~Stage()
    {
        library.reset();
        pool.waitForDone();
        tasks.waitUntilDrained(5s);
    }
    [[nodiscard]] QString path(const QString &name) const { return home.filePath(name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    void load(ProfileLibrary::Places places)
    {
        library = std::make_unique<ProfileLibrary>(std::move(places), pool, tasks);
        library->load();
        QTRY_VERIFY(library->isLoaded());
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (const ProfileEntry &entry : library->entries()) {
            names += entry.name;
        }
        return names;
    }
};

} // namespace

class TestProfileLibrary final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsBuiltInOnesThenOwnThenNamed()
    {
        Stage stage;
        QVERIFY(QDir(stage.home.path()).mkdir(u"own"_s));
        stage.write(u"own/b.yaml"_s, profile("b"));
        stage.write(u"own/a.yml"_s, profile("a"));
        stage.write(u"own/notes.txt"_s, "no profile");
        stage.write(u"named.yaml"_s, profile("named"));
        stage.load({.builtIn = {config::profilePath(u"service-default"_s)},
                    .folder = stage.path(u"own"_s),
                    .files = {stage.path(u"named.yaml"_s), stage.path(u"own/b.yaml"_s), stage.path(u"none.yaml"_s)}});
        QCOMPARE(stage.names(), QStringList({u"service-default"_s, u"a"_s, u"b"_s, u"named"_s, u"none"_s}));
        QVERIFY(stage.library->entries()[0].file.startsWith(u':'));
        QVERIFY(stage.library->entries()[1].problems.isEmpty());
        QCOMPARE(stage.library->entries()[1].title, u"A"_s);
        QCOMPARE(stage.library->entries()[4].problems.size(), 1);
        QVERIFY(!stage.library->find(u"none"_s));
        QCOMPARE(stage.library->problemsOf(u"none"_s).size(), 1);
        QVERIFY(stage.library->problemsOf(u"nobody"_s).isEmpty());
        QVERIFY(!stage.library->find(u"nobody"_s));
        QCOMPARE(stage.library->find(stage.path(u"named.yaml"_s)), stage.library->find(u"named"_s));
    }

    void ofOneNameTheFirstCounts()
    {
        Stage stage;
        stage.write(u"one.yaml"_s, profile("same", "low"));
        stage.write(u"two.yaml"_s, profile("same", "high"));
        stage.load({.builtIn = {}, .folder = stage.home.path(), .files = {}});
        QCOMPARE(stage.library->find(u"same"_s)->file, stage.path(u"one.yaml"_s));
        QCOMPARE(stage.library->find(stage.path(u"two.yaml"_s))->file, stage.path(u"two.yaml"_s));
    }

    void theSameTextStaysTheSameObject()
    {
        Stage stage;
        stage.write(u"a.yaml"_s, profile("a"));
        stage.load({.builtIn = {}, .folder = stage.home.path(), .files = {}});
        const auto before = stage.library->find(u"a"_s);
        QSignalSpy changes(stage.library.get(), &ProfileLibrary::changed);
        stage.library->load();
        QTRY_COMPARE(changes.count(), 1);
        QCOMPARE(stage.library->find(u"a"_s), before);
        stage.write(u"a.yaml"_s, profile("a", "low"));
        QTRY_VERIFY(stage.library->find(u"a"_s) != before);
        QCOMPARE(before->item(u"one"_s)->severity, readiness::Severity::High); // a value
    }

    void aBrokenEditKeepsTheLastGoodOne_data()
    {
        QTest::addColumn<bool>("replaces");
        QTest::newRow("an editor that writes into the file") << false;
        QTest::newRow("an editor that replaces the file") << true;
    }

    void aBrokenEditKeepsTheLastGoodOne()
    {
        QFETCH(bool, replaces);
        Stage stage;
        stage.write(u"a.yaml"_s, profile("a"));
        stage.load({.builtIn = {}, .folder = {}, .files = {stage.path(u"a.yaml"_s)}});
        const auto edit = [&](const QByteArray &text) {
            if (!replaces) {
                stage.write(u"a.yaml"_s, text);
                return;
            }
            stage.write(u"a.yaml.new"_s, text);
            QVERIFY(QFile::remove(stage.path(u"a.yaml"_s)));
            QVERIFY(QFile::rename(stage.path(u"a.yaml.new"_s), stage.path(u"a.yaml"_s)));
        };
        const auto good = stage.library->find(u"a"_s);
        for (const char *severity : {"terrible", "worse"}) { // also the second time
            edit(profile("a", severity));
            QTRY_VERIFY(!stage.library->entries()[0].problems.isEmpty()
                        && stage.library->entries()[0].problems[0].contains(QString::fromLatin1(severity)));
            QCOMPARE(stage.library->find(u"a"_s), good);
            QVERIFY(stage.library->entries()[0].problems[0].startsWith(stage.path(u"a.yaml"_s) + u":6:"_s));
        }
        edit(profile("a", "low"));
        QTRY_VERIFY(stage.library->entries()[0].problems.isEmpty());
        QCOMPARE(stage.library->find(u"a"_s)->item(u"one"_s)->severity, readiness::Severity::Low);
    }

    void waitsForAFolderThatIsNotThereYet()
    {
        Stage stage;
        const QString folder = stage.path(u"config/readyroom/profiles"_s);
        stage.load({.builtIn = {}, .folder = folder, .files = {}});
        QVERIFY(stage.library->entries().empty());
        QVERIFY(QDir().mkpath(folder));
        stage.write(u"config/readyroom/profiles/a.yaml"_s, profile("a"));
        QTRY_COMPARE(stage.names(), QStringList{u"a"_s});
        stage.write(u"config/readyroom/profiles/b.yaml"_s, profile("b"));
        QTRY_COMPARE(stage.names(), QStringList({u"a"_s, u"b"_s}));
        QVERIFY(QFile::remove(stage.path(u"config/readyroom/profiles/a.yaml"_s)));
        QTRY_COMPARE(stage.names(), QStringList{u"b"_s});
    }

    void mayGoWhileItReads()
    {
        Stage stage;
        stage.write(u"a.yaml"_s, profile("a"));
        stage.library = std::make_unique<ProfileLibrary>(
            ProfileLibrary::Places{.builtIn = {}, .folder = stage.home.path(), .files = {}}, stage.pool, stage.tasks);
        stage.library->load();
        stage.library->load();
        stage.library.reset();
        QTRY_COMPARE(stage.tasks.running(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestProfileLibrary)
#include "tst_profilelibrary.moc"
