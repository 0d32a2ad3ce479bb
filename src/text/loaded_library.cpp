#include "text/loaded_library.h"

#include <dlfcn.h>

namespace netfig {

LoadedLibrary::LoadedLibrary(const char* file, const char* package) : handle_(dlopen(file, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_) return;
    const char* reason = dlerror();  // begins with the name of the file
    problem_ = "can't load the library " + std::string(reason ? reason : file) + "; on Debian: apt install " + package;
}

void* LoadedLibrary::address(const char* name) {
    void* found = handle_ ? dlsym(handle_, name) : nullptr;
    if (!found && !problem_) problem_ = "the library has no function `" + std::string(name) + "`; it is too old";
    return found;
}

}  // namespace netfig
