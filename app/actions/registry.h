// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/provider.h"
#include "app/actions/world.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace readyroom::actions {

/// All providers, each once.
class Registry final {
public:
    explicit Registry(World &world);

    /// Null for an unknown name.
    [[nodiscard]] Provider *find(const QString &name) const;
    [[nodiscard]] QStringList names() const;
    /// Takes the place of the one with the same name.
    void add(std::unique_ptr<Provider> provider);

private:
    std::vector<std::unique_ptr<Provider>> m_providers;
};

} // namespace readyroom::actions
