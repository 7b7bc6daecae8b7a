// SPDX-License-Identifier: GPL-3.0-or-later
// A first line that is read as a JSONPath, and the rest as the JSON that it is looked for in. A path is understood or
// refused with a sentence, and finding ends; without a wildcard, slice or ".." and with one selector in each segment
// there is at most one place.
#include "models/drills/jsonpath.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace readyroom;
using namespace readyroom::drills;

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t budget = 10'000;
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype line = bytes.indexOf('\n');
    const QString text = QString::fromUtf8(bytes.left(line));
    const Result<JsonPath> path = JsonPath::parse(text);
    if (!path) {
        require(path.error().kind == Error::Kind::Parse && path.error().message.endsWith(u'.'));
        return 0;
    }
    const QJsonDocument document = QJsonDocument::fromJson(line < 0 ? QByteArray() : bytes.sliced(line + 1));
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    const std::vector<QJsonValue> found = path->find(root, budget);
    require(found.size() <= budget);
    const bool isSingular = !text.contains(u'*') && !text.contains(u':') && !text.contains(u',') && !text.contains(u'?')
        && !text.contains(QLatin1StringView(".."));
    require(!isSingular || found.size() <= 1);
    for (const QJsonValue &value : found) {
        require(!value.isUndefined());
    }
    return 0;
}
