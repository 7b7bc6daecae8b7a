// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/command.h"

#include <QAbstractListModel>

#include <vector>

namespace readyroom::shell {

/// The commands that fit what was typed, best first.
class CommandModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ContextRole = Qt::UserRole + 1, ShortcutRole };

    explicit CommandModel(QObject *parent = nullptr);

    void setCommands(std::vector<page::Command> commands);
    void setTyped(const QString &typed);
    [[nodiscard]] const page::Command &at(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void rank();

    std::vector<page::Command> m_commands;
    std::vector<std::size_t> m_shown;
    QString m_typed;
};

} // namespace readyroom::shell
