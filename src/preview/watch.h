// Waiting for files to change, whichever way an editor saves: in place, or a new file renamed over the old one.
#pragma once

#include "netfig/file_reader.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace netfig {

/// Which file stood at a path, and in what state. Equal stamps: nothing was written in between, as far as one can tell.
struct FileStamp {
    bool exists = false;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t modified_ns = 0;

    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
using FileStamps = std::map<std::string, FileStamp>;

FileStamp stamp_of(const std::string& path);

/// Reads as another reader does, and notes every file that was asked for, also those that are missing: all that can
/// change the outcome. A stamp is of the moment before its file was first read.
class NotingReader : public FileReader {
public:
    explicit NotingReader(const FileReader& reader) : reader_(reader) {}
    std::optional<std::string> read(const std::string& path, std::size_t limit_bytes) const override;
    std::optional<std::string> canonical(const std::string& path) const override;

    void note(const std::string& path) const { stamps_.try_emplace(path, stamp_of(path)); }
    FileStamps take_stamps() { return std::exchange(stamps_, {}); }

private:
    const FileReader& reader_;
    mutable FileStamps stamps_;
};

/// Waits on the thread that made it; there, SIGINT, SIGTERM and SIGHUP end the wait instead of the program.
class FileWatcher {
public:
    FileWatcher();
    ~FileWatcher();
    FileWatcher(const FileWatcher&) = delete;
    FileWatcher& operator=(const FileWatcher&) = delete;

    struct Woken {
        bool stopped = false;              // by a signal
        std::vector<std::string> changed;  // sorted; empty after wake()
    };
    /// Until a file differs from its stamp and saving seems to be over, or until wake() or a signal.
    Woken wait(const FileStamps& files);

    /// Ends the wait, from any thread; or the next one, if none is on.
    void wake();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace netfig
