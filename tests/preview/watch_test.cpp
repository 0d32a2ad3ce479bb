// Waiting for files: every way of saving is seen, nothing else is.
#include "preview/watch.h"

#include "examples.h"

#include <atomic>
#include <csignal>
#include <gtest/gtest.h>
#include <thread>

namespace netfig {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Watch : testing::Test {
    fs::path folder = fs::temp_directory_path() / ("netfig-watch-" + std::to_string(::getpid()));
    std::string path = (folder / "net.nn").string();

    void SetUp() override {
        fs::create_directories(folder / "sub");
        write(path, "first");
    }
    void TearDown() override { fs::remove_all(folder); }

    static void write(const std::string& file, const std::string& text) {
        std::ofstream(file, std::ios::binary) << text;
    }

    /// What `save` wakes, done while the wait is on; a wake-up call ends the wait if it does not.
    std::vector<std::string> woken_by(const std::function<void()>& save, std::chrono::milliseconds patience = 30s) {
        FileWatcher watcher;
        const FileStamps stamps{{path, stamp_of(path)}};
        std::atomic<bool> over = false;
        std::thread saver([&] {
            std::this_thread::sleep_for(60ms);
            save();
            const auto end = std::chrono::steady_clock::now() + patience;
            while (!over && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(10ms);
            watcher.wake();
        });
        const auto woken = watcher.wait(stamps);
        over = true;
        saver.join();
        return woken.changed;
    }
};

TEST_F(Watch, SeesAFileWrittenInPlace) {
    EXPECT_EQ(woken_by([&] { write(path, "second"); }), std::vector<std::string>{path});
}

TEST_F(Watch, SeesAFileRenamedOver) {
    EXPECT_EQ(woken_by([&] {
                  write(path + "~", "third");
                  fs::rename(path + "~", path);
              }),
              std::vector<std::string>{path});
}

TEST_F(Watch, SeesAFileMovedAwayAndWrittenAnew) {
    EXPECT_EQ(woken_by([&] {
                  fs::rename(path, path + "~");
                  write(path, "fourth");
              }),
              std::vector<std::string>{path});
}

TEST_F(Watch, SeesAFileDeletedAndAFileThatComes) {
    EXPECT_EQ(woken_by([&] { fs::remove(path); }), std::vector<std::string>{path});
    EXPECT_EQ(woken_by([&] { write(path, "fifth"); }), std::vector<std::string>{path});
}

TEST_F(Watch, SeesWhatALinkLeadsTo) {
    const std::string target = (folder / "sub" / "real.nn").string();
    write(target, "one");
    fs::remove(path);
    fs::create_symlink(target, path);
    EXPECT_EQ(woken_by([&] { write(target, "two"); }), std::vector<std::string>{path});
}

TEST_F(Watch, SeesNoOtherFile) {
    const auto save_others = [&] {
        write((folder / "net.pdf").string(), "drawn");
        write((folder / ".net.nn.swp").string(), "swap");
    };
    EXPECT_TRUE(woken_by(save_others, 1200ms).empty());
}

TEST_F(Watch, SeesWhatChangedBeforeTheWait) {
    const FileStamps stamps{{path, stamp_of(path)}};
    write(path, "longer than before");
    FileWatcher watcher;
    EXPECT_EQ(watcher.wait(stamps).changed, std::vector<std::string>{path});
}

TEST_F(Watch, SameBytesCountAsSaved) {
    EXPECT_EQ(woken_by([&] { write(path, "first"); }), std::vector<std::string>{path});
}

TEST_F(Watch, ASignalEndsIt) {
    for (const int signal : {SIGINT, SIGTERM}) {
        FileWatcher watcher;
        std::thread sender([&] {
            std::this_thread::sleep_for(50ms);
            ::kill(::getpid(), signal);
        });
        // The sender must not take the signal itself.
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, nullptr);
        EXPECT_TRUE(watcher.wait({{path, stamp_of(path)}}).stopped);
        sender.join();
    }
}

TEST_F(Watch, AReaderNotesWhatWasAskedForAlsoInVain) {
    const TestReader disk;
    NotingReader reader(disk);
    EXPECT_EQ(reader.read(path, 100), "first");
    EXPECT_FALSE(reader.read(path + "x", 100));
    EXPECT_TRUE(reader.canonical(path));
    const FileStamps stamps = reader.take_stamps();
    EXPECT_EQ(stamps.size(), 2U);
    EXPECT_TRUE(stamps.at(path).exists);
    EXPECT_FALSE(stamps.at(path + "x").exists);
    EXPECT_TRUE(reader.take_stamps().empty());
}

}  // namespace
}  // namespace netfig
