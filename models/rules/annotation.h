// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/series/labels.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace readyroom::rules {

/// The text of an annotation or label of an alerting rule, with the part of Go's templates that rule files use for one
/// value: `{{ $labels.x }}`, `{{ $value }}`, piped through `humanize`, `humanize1024`, `humanizePercentage`,
/// `humanizeDuration` or `printf "%.1f"`; `{{ printf "%.1f" $value }}` too. Labels are inserted as they are, so the
/// result is hostile plain text: never show it as rich text.
class Annotation final {
public:
    Annotation() = default;
    /// Fails with Kind::Parse for anything but the above; `where` is the line and column in `text`.
    [[nodiscard]] static Result<Annotation> parse(QStringView text);

    [[nodiscard]] const QString &text() const { return m_text; }
    /// An absent label is inserted as nothing, as Prometheus does.
    [[nodiscard]] QString expand(const series::Labels &labels, double value) const;

    bool operator==(const Annotation &o) const { return m_text == o.m_text; }

private:
    /// One function of a pipeline.
    struct Step {
        enum class Function { Humanize, Humanize1024, HumanizePercentage, HumanizeDuration, Printf };
        Function function = Function::Humanize;
        QString format = {}; ///< Printf only
    };
    struct Piece {
        enum class What { Text, Label, Value };
        What what = What::Text;
        QString text = {}; ///< the text, or the name of the label
        std::vector<Step> steps = {};
    };
    friend class AnnotationParser;

    QString m_text;
    std::vector<Piece> m_pieces;
};

} // namespace readyroom::rules
