#include "driver/write_summary_json.h"

#include "base/dim.h"
#include "driver/json_text.h"

#include <cmath>

namespace netfig {
namespace {

constexpr std::int64_t json_version = 1;

void write_cost(JsonText& json, const Cost& cost, const DataType& type) {
    write(json.key("params"), cost.params);
    write(json.key("macs"), multiply_adds(cost));
    write(json.key("flops"), cost.flops);
    write(json.key("activations"), cost.activations);
    write(json.key("param_bytes"), bytes_of(cost.params, type));
    write(json.key("activation_bytes"), bytes_of(cost.activations, type));
}

void write_row(JsonText& json, const Summary& summary, const SummaryRow& row, const DataType& type) {
    json.line().open('{');
    json.key("path").value(row.path);
    json.key("name").value(row.name);
    json.key("type").value(row.type);
    json.key("block").value(row.block);
    json.key("depth").value(static_cast<std::int64_t>(row.depth));
    json.key("times").value(static_cast<std::int64_t>(row.times));
    json.key("shapes").open('[');
    for (const Shape& shape : row.shapes) write(json, shape);
    json.close(']');
    write_cost(json, row.cost, type);
    write(json.key("receptive"), row.field);
    json.key("share");
    if (const auto share = share_of(row.cost.params, summary.total.params)) {
        json.exact(std::round(*share * 1e6) / 1e6);
    } else {
        json.null();
    }
    json.close('}');
}

}  // namespace

std::string write_summary_json(const Summary& summary, const DataType& type) {
    JsonText json;
    json.open('{').key("version").value(json_version);
    json.key("dtype").value(type.name);
    json.line().key("total").open('{');
    write_cost(json, summary.total, type);
    write(json.key("receptive"), summary.field);
    json.close('}');
    json.line().key("uncounted").value(static_cast<std::int64_t>(summary.uncounted));
    json.line().key("rows").open('[');
    for (const SummaryRow& row : summary.rows) write_row(json, summary, row, type);
    json.line().close(']').close('}');
    return json.take() + "\n";
}

}  // namespace netfig
