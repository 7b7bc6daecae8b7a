// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/processstats.h"

#include "app/lab/metrics.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/resource.h>
#include <unistd.h>

namespace readyroom::lab {

namespace {

double entriesOf(const char *folder)
{
    std::error_code error;
    const std::filesystem::directory_iterator entries(folder, error);
    return error ? 0 : static_cast<double>(std::distance(begin(entries), end(entries)));
}

double unixSeconds()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace

std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return file ? resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

double cpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void observeProcess(MetricsRegistry &registry)
{
    using Type = MetricsRegistry::Type;
    registry.observe(Type::Counter, "process_cpu_seconds_total", "User and system CPU time spent.", {}, &cpuSeconds);
    registry.observe(Type::Gauge, "process_resident_memory_bytes", "Resident memory.", {},
                     [] { return double(residentBytes()); });
    registry.observe(Type::Gauge, "process_start_time_seconds", "Start of the process since the epoch.", {},
                     [start = unixSeconds()] { return start; });
    registry.observe(Type::Gauge, "process_open_fds", "Open file descriptors.", {},
                     [] { return entriesOf("/proc/self/fd"); });
    registry.observe(Type::Gauge, "process_threads", "Threads of the process.", {},
                     [] { return entriesOf("/proc/self/task"); });
}

} // namespace readyroom::lab
