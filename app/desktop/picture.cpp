// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/picture.h"

#include <QFileInfo>
#include <QImageWriter>
#include <QPixmap>
#include <QWidget>

namespace readyroom::desktop {

using namespace Qt::StringLiterals;

Result<void> savePicture(QWidget &widget, const QString &file)
{
    QImageWriter writer(file);
    if (QFileInfo(file).suffix().isEmpty()) {
        writer.setFormat("png");
    }
    if (!writer.write(widget.grab().toImage())) {
        const QString why = writer.error() == QImageWriter::UnsupportedFormatError
            ? u"pictures of this kind cannot be written; use .png"_s
            : writer.errorString();
        return failure(Error::Kind::Io, u"The picture %1 could not be written: %2."_s.arg(file, why));
    }
    return {};
}

} // namespace readyroom::desktop
