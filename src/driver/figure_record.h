// What the figures of a source were drawn from: the file `net.nnx`, read again by netfig, netfig.sty and latexmk.
#pragma once

#include "netfig/file_reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace netfig {

struct RecordedInput {
    std::string path;
    std::string digest;  // md5; empty where the file was not there
};

struct RecordedFigure {
    std::string name;     // of the file, without its folder
    std::string options;  // their md5
    std::string version;  // of netfig
    std::vector<RecordedInput> inputs;
};

using FigureRecord = std::vector<RecordedFigure>;

/// Lines of another form are passed over: a damaged record only has its figures drawn again.
FigureRecord read_record(std::string_view text);
std::string write_record(const FigureRecord& record);

std::vector<RecordedInput> digests_of(const std::vector<std::string>& paths, const FileReader& files);
bool are_unchanged(const std::vector<RecordedInput>& inputs, const FileReader& files);

}  // namespace netfig
