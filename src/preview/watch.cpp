#include "preview/watch.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <set>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace netfig {
namespace {

constexpr int quiet_ms = 20;    // an editor's save is several events; this long after the last one it is over
constexpr int settle_ms = 300;  // but not longer than this in all
constexpr int look_ms = 1000;   // file systems of other machines tell nothing: look now and then

/// Not IN_MODIFY: a file that is being written is not read before it is closed.
constexpr std::uint32_t events_of_saving =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == path.npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }  // npos + 1 is 0

/// A descriptor of this process, closed with its owner.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

/// SIGHUP only where nobody chose to live on after the terminal is gone.
sigset_t signals_to_stop() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    struct sigaction hangup {};
    if (::sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) sigaddset(&signals, SIGHUP);
    return signals;
}

/// From now on the signals wait in a descriptor; as before again when this ends.
class SignalQueue {
public:
    SignalQueue() : signals_(signals_to_stop()), queue_(::signalfd(-1, &signals_, SFD_CLOEXEC | SFD_NONBLOCK)) {
        pthread_sigmask(SIG_BLOCK, &signals_, &before_);
    }
    ~SignalQueue() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalQueue(const SignalQueue&) = delete;
    SignalQueue& operator=(const SignalQueue&) = delete;

    int number() const { return queue_.number(); }
    bool take() const {
        signalfd_siginfo signal{};
        return ::read(queue_.number(), &signal, sizeof signal) == static_cast<ssize_t>(sizeof signal);
    }

private:
    sigset_t signals_{}, before_{};
    Descriptor queue_;
};

/// The folders of a path: the one it names, and where a link there leads.
std::set<std::string> folders_of(const std::string& path) {
    std::set<std::string> folders{folder_of(path)};
    std::array<char, PATH_MAX> resolved{};
    if (::realpath(path.c_str(), resolved.data())) folders.insert(folder_of(resolved.data()));
    return folders;
}

}  // namespace

FileStamp stamp_of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return {};
    return {true, status.st_dev, status.st_ino, status.st_size,
            std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

std::optional<std::string> NotingReader::read(const std::string& path, std::size_t limit_bytes) const {
    note(path);
    return reader_.read(path, limit_bytes);
}

std::optional<std::string> NotingReader::canonical(const std::string& path) const {
    note(path);
    return reader_.canonical(path);
}

struct FileWatcher::State {
    SignalQueue signals;
    Descriptor alarm{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    Descriptor notes{::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
    std::map<std::string, int> folders;  // those that inotify looks at, and its numbers for them
    std::set<std::string> saved;         // names, without folder, of files that were just written

    void look_at(const FileStamps& files) {
        std::set<std::string> wanted;
        for (const auto& [path, stamp] : files) wanted.merge(folders_of(path));
        std::erase_if(folders, [&](const auto& folder) {
            if (wanted.contains(folder.first)) return false;
            ::inotify_rm_watch(notes.number(), folder.second);
            return true;
        });
        // Adding a folder again is harmless, and needed where it was deleted and made anew.
        for (const std::string& folder : wanted) {
            const int number = ::inotify_add_watch(notes.number(), folder.c_str(), events_of_saving);
            if (number >= 0) folders[folder] = number;
        }
    }

    /// True where something was told.
    bool read_notes() {
        alignas(inotify_event) std::array<char, 16384> bytes;
        bool any = false;
        for (ssize_t got = 0; (got = ::read(notes.number(), bytes.data(), bytes.size())) > 0; any = true) {
            for (ssize_t at = 0; at < got;) {
                const auto* event = reinterpret_cast<const inotify_event*>(bytes.data() + at);
                const bool written = (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0;
                if (written && event->len > 0) saved.insert(event->name);
                at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
            }
        }
        return any;
    }

    bool sleep(int milliseconds) {
        std::array<pollfd, 3> sources{
            {{notes.number(), POLLIN, 0}, {alarm.number(), POLLIN, 0}, {signals.number(), POLLIN, 0}}};
        const int ready = ::poll(sources.data(), sources.size(), milliseconds);
        return ready > 0 && sources[0].revents != 0;
    }

    bool take_alarm() const {
        std::uint64_t count = 0;
        return ::read(alarm.number(), &count, sizeof count) == static_cast<ssize_t>(sizeof count);
    }

    /// Clocks of file systems are coarse, so what was just written has changed even if its stamp has not.
    std::vector<std::string> find_changed(const FileStamps& files) const {
        std::vector<std::string> changed;
        for (const auto& [path, stamp] : files) {
            if (saved.contains(name_of(path)) || stamp_of(path) != stamp) changed.push_back(path);
        }
        return changed;
    }

    void settle() {
        for (int waited = 0; waited < settle_ms && sleep(quiet_ms) && read_notes();) waited += quiet_ms;
    }
};

FileWatcher::FileWatcher() : state_(std::make_unique<State>()) {}
FileWatcher::~FileWatcher() = default;

FileWatcher::Woken FileWatcher::wait(const FileStamps& files) {
    State& state = *state_;
    state.look_at(files);
    while (true) {
        if (state.signals.take()) return {true, {}};
        state.read_notes();
        if (!state.find_changed(files).empty()) {
            state.settle();
            Woken woken{false, state.find_changed(files)};
            state.saved.clear();
            if (!woken.changed.empty()) return woken;
        }
        state.saved.clear();
        if (state.take_alarm()) return {};
        state.sleep(look_ms);
    }
}

void FileWatcher::wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(state_->alarm.number(), &one, sizeof one);
}

}  // namespace netfig
