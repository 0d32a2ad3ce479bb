#include "pdf/file.h"

#include <algorithm>
#include <charconv>
#include <zlib.h>

namespace netfig::pdf {
namespace {

constexpr std::size_t most_objects = 1'000'000;
constexpr std::size_t largest_stream = 64U << 20U;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number before `end` and where it begins: "12" of "12 0 obj".
std::optional<std::pair<std::int64_t, std::size_t>> number_before(std::string_view text, std::size_t end) {
    while (end > 0 && is_space(text[end - 1])) --end;
    std::size_t begin = end;
    while (begin > 0 && end - begin < 10 && is_digit(text[begin - 1])) --begin;
    std::int64_t number = 0;
    if (begin == end) return std::nullopt;
    std::from_chars(text.data() + begin, text.data() + end, number);
    return std::pair(number, begin);
}

struct FileReader {
    File file;
    std::size_t budget = 2'000'000;  // values in all objects

    void find_objects();
    std::size_t read_object(std::int64_t number, std::size_t at);
    std::string_view stream_at(std::size_t at, const Value& value, std::size_t& end) const;
    void open_object_streams();
    void open(const Object& container);
    void find_root();
    void note_trailer(const Value& trailer);
};

std::size_t after_line_end(std::string_view text, std::size_t at) {
    if (at < text.size() && text[at] == '\r') ++at;
    if (at < text.size() && text[at] == '\n') ++at;
    return at;
}

/// Its length may be wrong, or stand in an object that comes later: then the word that ends it decides.
std::string_view FileReader::stream_at(std::size_t at, const Value& value, std::size_t& end) const {
    const std::string_view bytes = file.bytes;
    const Value& length = value["Length"];
    if (length.kind == Value::Kind::number && length.number >= 0 &&
        length.number <= static_cast<double>(bytes.size() - at)) {
        const std::size_t size = static_cast<std::size_t>(length.number);
        const std::size_t after = bytes.find("endstream", at + size);
        if (after != bytes.npos && after <= at + size + 4) {
            end = after + 9;
            return bytes.substr(at, size);
        }
    }
    const std::size_t after = bytes.find("endstream", at);
    end = after == bytes.npos ? bytes.size() : after + 9;
    return bytes.substr(at, (after == bytes.npos ? bytes.size() : after) - at);
}

std::size_t FileReader::read_object(std::int64_t number, std::size_t at) {
    Reader reader{file.bytes, at, true, budget};
    Object object{reader.next(), {}, false};
    budget = reader.budget;
    file.complete &= budget > 0;
    std::size_t end = reader.at;
    if (!reader.done() && file.bytes.substr(reader.at).starts_with("stream")) {
        object.stream = stream_at(after_line_end(file.bytes, reader.at + 6), object.value, end);
        object.has_stream = true;
    }
    if (object.value["Type"].is_name("XRef")) note_trailer(object.value);
    file.objects.insert_or_assign(number, std::move(object));  // a later one replaces an earlier one
    return end;
}

void FileReader::note_trailer(const Value& trailer) {
    file.encrypted |= trailer["Encrypt"].kind != Value::Kind::null;
    if (trailer["Root"].kind == Value::Kind::reference) file.root = static_cast<std::int64_t>(trailer["Root"].number);
}

void FileReader::find_objects() {
    const std::string_view bytes = file.bytes;
    std::size_t trailer = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t word = bytes.find("obj", at);
        if (trailer < at || at == 0) trailer = bytes.find("trailer", at);
        if (trailer < word) {
            Reader reader{bytes, trailer + 7};
            note_trailer(reader.next());
            at = std::max(reader.at, trailer + 7);
            continue;
        }
        if (word == bytes.npos) return;
        at = word + 3;
        const auto generation = number_before(bytes, word);
        const auto number = generation ? number_before(bytes, generation->second) : std::nullopt;
        if (!number) continue;
        if (file.objects.size() >= most_objects || budget == 0) {
            file.complete = false;
            return;
        }
        at = std::max(at, read_object(number->first, at));
    }
}

/// Objects within a stream: `12 0 13 57 …` says where each begins.
void FileReader::open(const Object& container) {
    const auto text = decoded(file, container);
    const Value& count = file.resolved(container.value["N"]);
    const Value& first = file.resolved(container.value["First"]);
    if (!text || first.number < 0) {
        file.complete = false;
        return;
    }
    Reader index{*text, 0, false};
    for (double i = 0; i < count.number && !index.done() && file.objects.size() < most_objects; ++i) {
        const Value number = index.next(), offset = index.next();
        const double begin = first.number + offset.number;
        if (number.kind != Value::Kind::number || !(begin >= 0 && begin < static_cast<double>(text->size()))) return;
        if (!(number.number >= 0 && number.number < 1e10)) return;
        Reader reader{*text, static_cast<std::size_t>(begin), true, budget};
        file.objects.try_emplace(static_cast<std::int64_t>(number.number), Object{reader.next(), {}, false});
        budget = reader.budget;
    }
}

void FileReader::open_object_streams() {
    std::vector<std::int64_t> containers;
    for (const auto& [number, object] : file.objects) {
        if (object.has_stream && object.value["Type"].is_name("ObjStm")) containers.push_back(number);
    }
    for (const std::int64_t number : containers) open(Object(file.objects[number]));
}

void FileReader::find_root() {
    const auto is_catalog = [&](std::int64_t number) {
        const auto found = file.objects.find(number);
        return found != file.objects.end() && found->second.value["Type"].is_name("Catalog");
    };
    if (is_catalog(file.root)) return;
    file.root = 0;
    for (const auto& [number, object] : file.objects) {
        if (object.value["Type"].is_name("Catalog")) file.root = number;
    }
}

}  // namespace

const Object* File::object(const Value& reference) const {
    if (reference.kind != Value::Kind::reference) return nullptr;
    const auto found = objects.find(static_cast<std::int64_t>(reference.number));
    return found == objects.end() ? nullptr : &found->second;
}

const Value& File::resolved(const Value& value) const {
    static const Value nothing;
    const Value* at = &value;
    for (int steps = 0; at->kind == Value::Kind::reference; ++steps) {
        const Object* found = object(*at);
        if (!found || steps > 16) return nothing;
        at = &found->value;
    }
    return *at;
}

std::optional<File> read_file(std::string_view bytes) {
    constexpr std::size_t header_within = 1024;
    const std::size_t header = bytes.substr(0, header_within).find("%PDF-");
    if (header == bytes.npos) return std::nullopt;
    FileReader reader;
    reader.file.bytes = bytes;
    const std::string_view version = bytes.substr(header + 5, 3);
    std::from_chars(version.data(), version.data() + version.size(), reader.file.version);
    reader.find_objects();
    reader.open_object_streams();
    reader.find_root();
    return std::move(reader.file);
}

namespace {

std::optional<std::string> inflated(std::string_view packed) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return std::nullopt;
    std::string bytes;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), largest_stream));
    int status = Z_OK;
    while (status == Z_OK && bytes.size() < largest_stream) {
        constexpr std::size_t piece = 65536;
        const std::size_t before = bytes.size();
        bytes.resize(before + piece);
        stream.next_out = reinterpret_cast<Bytef*>(bytes.data() + before);
        stream.avail_out = static_cast<uInt>(piece);
        status = inflate(&stream, Z_NO_FLUSH);
        bytes.resize(before + piece - stream.avail_out);
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace

std::optional<std::string> decoded(const File& file, const Object& object) {
    const Value& filter = file.resolved(object.value["Filter"]);
    const Value& only = filter.kind == Value::Kind::list && filter.items.size() == 1 ? filter.items[0] : filter;
    if (only.kind == Value::Kind::null || (only.kind == Value::Kind::list && only.items.empty())) {
        return std::string(object.stream);
    }
    if (file.resolved(only).is_name("FlateDecode")) return inflated(object.stream);
    return std::nullopt;
}

}  // namespace netfig::pdf
