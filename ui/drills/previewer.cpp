// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/previewer.h"

#include "ui/page/whendone.h"

namespace readyroom::drillsui {

using namespace std::chrono_literals;

Previewer::Previewer(DrillsPort &port, QObject *parent)
    : QObject(parent)
    , m_port(port)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(250ms);
    connect(&m_soon, &QTimer::timeout, this, &Previewer::start);
}

Previewer::~Previewer()
{
    stop();
}

void Previewer::ask(const DrillRequest &request)
{
    if (m_request == request) {
        return;
    }
    const bool other = !m_request || m_request->name != request.name || m_request->service != request.service;
    m_request = request;
    stop();
    if (other) {
        m_answer.reset();
        start();
        return;
    }
    m_soon.start();
    Q_EMIT changed();
}

void Previewer::refresh()
{
    if (m_request) {
        stop();
        start();
    }
}

void Previewer::clear()
{
    stop();
    m_request.reset();
    m_answer.reset();
    Q_EMIT changed();
}

void Previewer::stop()
{
    m_soon.stop();
    ++m_generation;
    if (m_stop) {
        m_stop->request_stop();
        m_stop.reset();
    }
}

void Previewer::start()
{
    m_stop.emplace();
    const quint64 generation = m_generation;
    page::whenDone(m_port.preview(*m_request, m_stop->get_token()), this,
                   [this, generation](Result<DrillPreview> answer) {
                       if (generation == m_generation) {
                           m_stop.reset();
                           m_answer = std::move(answer);
                           m_answered = m_request;
                           Q_EMIT changed();
                       }
                   });
    if (isBusy()) {
        Q_EMIT changed();
    }
}

} // namespace readyroom::drillsui
