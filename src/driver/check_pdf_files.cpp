#include "base/strings.h"
#include "driver/commands.h"
#include "driver/disk.h"
#include "driver/json_text.h"
#include "driver/session.h"
#include "pdf/check_pdf.h"

#include <cstdio>
#include <fmt/format.h>

namespace netfig {
namespace {

constexpr std::size_t largest_pdf = 256U << 20U;
constexpr std::int64_t json_version = 1;

std::string text_of(const std::string& path, const PdfReport& report) {
    std::string text = path + ": ";
    if (report.pages > 0) {
        text += fmt::format("PDF {}, {} × {} pt, {} font{}\n", format_number(report.version, 1),
                            format_number(report.page.width, 2), format_number(report.page.height, 2),
                            report.fonts.size(), report.fonts.size() == 1 ? "" : "s");
    } else {
        text += "not read\n";
    }
    for (const PdfFinding& finding : report.findings) {
        text +=
            fmt::format("  {} [{}]: {}\n", finding.fault ? "fault" : "remark", name_of(finding.check), finding.message);
    }
    if (report.findings.empty()) text += "  nothing to complain about\n";
    return text;
}

std::string json_of(const std::string& path, const PdfReport& report) {
    JsonText json;
    json.open('{').key("version").value(json_version).key("file").value(path).key("passed").value(report.passed());
    json.key("pdf_version").value(format_number(report.version, 1));
    json.key("pages").value(static_cast<std::int64_t>(report.pages));
    json.key("width").value(report.page.width).key("height").value(report.page.height);
    json.key("fonts").open('[');
    for (const PdfFont& font : report.fonts) {
        json.open('{').key("name").value(font.name).key("type").value(font.type);
        json.key("embedded").value(font.embedded).key("subset").value(font.subset).close('}');
    }
    json.close(']').key("findings").open('[');
    for (const PdfFinding& finding : report.findings) {
        json.open('{').key("check").value(name_of(finding.check));
        json.key("severity")
            .value(finding.fault ? "error" : "warning")
            .key("message")
            .value(finding.message)
            .close('}');
    }
    json.close(']').close('}');
    return json.take() + "\n";
}

}  // namespace

ExitStatus check_pdf_files(const SourceOptions& options) {
    ExitStatus status = ExitStatus::ok;
    for (const std::string& path : options.inputs) {
        const auto bytes = path == "-" ? read_standard_input(largest_pdf) : DiskFileReader().read(path, largest_pdf);
        if (!bytes || bytes->size() > largest_pdf) {
            print_failure(options.print, bytes ? fmt::format("`{}` is larger than 256 MiB", path)
                                               : fmt::format("can't read `{}`", path));
            status = worse(status, ExitStatus::failure);
            continue;
        }
        const PdfReport report = check_pdf(*bytes);
        const bool json = options.print.format == MessageFormat::json;
        const std::string text = json ? json_of(path, report) : text_of(path, report);
        std::fwrite(text.data(), 1, text.size(), stdout);
        const bool failed = !report.passed() || (options.deny_warnings && !report.findings.empty());
        if (failed) status = worse(status, ExitStatus::errors);
    }
    return status;
}

}  // namespace netfig
