// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartexport.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

#include <cmath>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace readyroom::charts {

namespace {

QByteArray quoted(const QString &field)
{
    QByteArray text = field.toUtf8();
    // A spreadsheet takes a cell that begins so for a formula, and names may come from a hostile page.
    if (!text.isEmpty() && QByteArrayView("=+-@\t\r").contains(text.front())) {
        text.prepend('\'');
    }
    const bool plain =
        std::ranges::none_of(text, [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; });
    return plain ? text : '"' + text.replace('"', "\"\"") + '"';
}

} // namespace

QByteArray toCsv(const PlotModel &model)
{
    std::vector<std::size_t> shown;
    std::map<std::int64_t, std::vector<double>> rows;
    QByteArray out = "time";
    for (std::size_t i = 0; i < model.traces().size(); ++i) {
        if (model.isShown(model.traces()[i].name)) {
            shown.push_back(i);
            out += ',' + quoted(model.traces()[i].name);
        }
    }
    out += "\r\n";
    for (std::size_t column = 0; column < shown.size(); ++column) {
        for (const series::Sample &s : model.visible(shown[column])) {
            auto &row = rows.try_emplace(s.t, shown.size(), std::nan("")).first->second;
            row[column] = s.v;
        }
    }
    for (const auto &[t, values] : rows) {
        out += QDateTime::fromMSecsSinceEpoch(t, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
        for (const double v : values) {
            out += ',' + (std::isnan(v) ? QByteArray() : QByteArray::number(v, 'g', QLocale::FloatingPointShortest));
        }
        out += "\r\n";
    }
    return out;
}

void saveFile(const QString &path, const QByteArray &data, QObject *context, std::function<void(const QString &)> done)
{
    // The guard is only looked at on the thread that owns the object, inside the posted call.
    QThreadPool::globalInstance()->start(
        [path, data, guard = QPointer<QObject>(context), done = std::move(done)]() mutable {
            QSaveFile file(path);
            QString problem;
            if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size() || !file.commit()) {
                problem = QCoreApplication::translate("readyroom::charts::TimeChart", "%1 could not be written: %2.")
                              .arg(path, file.errorString());
            }
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [guard = std::move(guard), done = std::move(done), problem] {
                    if (guard) {
                        done(problem);
                    }
                },
                Qt::QueuedConnection);
        });
}

} // namespace readyroom::charts
