// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/htmlwriter.h"

namespace readyroom::report {

using namespace Qt::StringLiterals;

HtmlWriter::HtmlWriter(QByteArray *out)
    : m_xml(out)
{
    m_xml.writeDTD(u"<!DOCTYPE html>"_s);
}

void HtmlWriter::open(QLatin1StringView tag, Attributes attributes)
{
    m_xml.writeStartElement(tag);
    write(attributes);
}

void HtmlWriter::close()
{
    // Even no text ends the start tag, so that the writer cannot join it with the end tag.
    m_xml.writeCharacters(QString());
    m_xml.writeEndElement();
}

void HtmlWriter::text(const QString &text)
{
    m_xml.writeCharacters(text);
}

void HtmlWriter::element(QLatin1StringView tag, const QString &text, Attributes attributes)
{
    open(tag, attributes);
    m_xml.writeCharacters(text);
    close();
}

void HtmlWriter::leaf(QLatin1StringView tag, Attributes attributes)
{
    m_xml.writeEmptyElement(tag);
    write(attributes);
}

void HtmlWriter::write(Attributes attributes)
{
    for (const auto &[name, value] : attributes) {
        m_xml.writeAttribute(name, value);
    }
}

} // namespace readyroom::report
