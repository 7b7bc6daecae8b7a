// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandmodel.h"

#include "models/items/quantity.h"
#include "ui/shell/fuzzy.h"

#include <algorithm>
#include <utility>

namespace readyroom::shell {

namespace {

constexpr std::size_t most = 200;

} // namespace

CommandModel::CommandModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void CommandModel::setCommands(std::vector<page::Command> commands)
{
    beginResetModel();
    m_commands = std::move(commands);
    rank();
    endResetModel();
}

void CommandModel::setTyped(const QString &typed)
{
    // Another text is another list; there is no selection worth keeping.
    beginResetModel();
    m_typed = typed;
    rank();
    endResetModel();
}

void CommandModel::rank()
{
    std::vector<std::pair<int, std::size_t>> scored;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        const QString text = QString(m_commands[i].title + u' ' + m_commands[i].context);
        if (const std::optional<int> score = fuzzyScore(m_typed, text)) {
            scored.emplace_back(m_typed.isEmpty() ? 0 : -*score, i);
        }
    }
    std::sort(scored.begin(), scored.end());
    scored.resize(std::min(scored.size(), most));
    m_shown.clear();
    for (const auto &[score, i] : scored) {
        m_shown.push_back(i);
    }
}

const page::Command &CommandModel::at(int row) const
{
    return m_commands.at(m_shown.at(static_cast<std::size_t>(row)));
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const page::Command &command = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return command.title;
    case Qt::AccessibleTextRole:
        return QStringList{command.title, command.context}.join(u' ').trimmed();
    case Qt::ToolTipRole:
        return items::toolTip(command.title);
    case ContextRole:
        return command.context;
    case ShortcutRole:
        return command.shortcut.toString(QKeySequence::NativeText);
    default:
        return {};
    }
}

} // namespace readyroom::shell
