#include "text/fontconfig_library.h"

namespace netfig {

NETFIG_FONTCONFIG_FUNCTIONS(NETFIG_DEFINE_LOADED)

const std::optional<std::string>& load_fontconfig() {
    static const LoadedLibrary loaded = [] {
        LoadedLibrary library("libfontconfig.so.1", "libfontconfig1");
#define NETFIG_FIND(name) library.find(name, #name);
        NETFIG_FONTCONFIG_FUNCTIONS(NETFIG_FIND)
#undef NETFIG_FIND
        return library;
    }();
    return loaded.problem();
}

}  // namespace netfig
