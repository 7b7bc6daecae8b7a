// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/annotation.h"

#include "models/rules/annotationparser.h"
#include "models/rules/humanize.h"

#include <optional>

namespace readyroom::rules {

Result<Annotation> Annotation::parse(QStringView text)
{
    return AnnotationParser(text).parse();
}

QString Annotation::expand(const series::Labels &labels, double value) const
{
    QString result;
    for (const Piece &piece : m_pieces) {
        if (piece.what == Piece::What::Text) {
            result += piece.text;
            continue;
        }
        const bool isValue = piece.what == Piece::What::Value;
        QString text = isValue ? plainNumber(value) : QString::fromUtf8(labels.value(piece.text.toUtf8()));
        std::optional<double> number = isValue ? std::optional(value) : std::nullopt;
        for (const Step &step : piece.steps) {
            if (step.function == Step::Function::Printf) {
                text = number ? printfNumber(step.format, *number) : printfText(step.format, text);
                number.reset();
                continue;
            }
            if (!number) {
                // Prometheus lets humanize read a label that holds a number.
                bool ok = false;
                const double parsed = text.toDouble(&ok);
                if (!ok) {
                    continue;
                }
                number = parsed;
            }
            switch (step.function) {
            case Step::Function::Humanize:
                text = humanize(*number);
                break;
            case Step::Function::Humanize1024:
                text = humanize1024(*number);
                break;
            case Step::Function::HumanizePercentage:
                text = humanizePercentage(*number);
                break;
            case Step::Function::HumanizeDuration:
                text = humanizeDuration(*number);
                break;
            case Step::Function::Printf:
                break;
            }
            number.reset();
        }
        result += text;
    }
    return result;
}

} // namespace readyroom::rules
