// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/resumer.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

namespace readyroom::async {

namespace {

QEvent::Type resumeType()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

class ResumeEvent final : public QEvent {
public:
    explicit ResumeEvent(std::coroutine_handle<> handle)
        : QEvent(resumeType())
        , m_handle(handle)
    {
    }
    void resume() const { m_handle.resume(); }

private:
    std::coroutine_handle<> m_handle;
};

class Receiver final : public QObject {
public:
    bool event(QEvent *event) override
    {
        if (event->type() != resumeType()) {
            return QObject::event(event);
        }
        static_cast<ResumeEvent *>(event)->resume();
        return true;
    }
};

} // namespace

std::shared_ptr<const Resumer> Resumer::ofThisThread()
{
    thread_local const auto resumer = std::make_shared<const Resumer>();
    return resumer;
}

Resumer::Resumer()
    : m_receiver(std::make_unique<Receiver>())
{
}

Resumer::~Resumer() = default;

void Resumer::post(std::coroutine_handle<> handle) const
{
    QCoreApplication::postEvent(m_receiver.get(), new ResumeEvent(handle));
}

} // namespace readyroom::async
