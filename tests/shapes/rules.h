// How each operation of PyTorch is said in netfig: its name, its arguments, and what becomes of the batch.
#pragma once

#include "shapes/cases.h"

#include <map>

namespace netfig::test {

enum class Batch {
    sample,     // netfig's shapes are per sample: the first size of every shape is left out
    whole,      // to the operation the batch is a size like others, and its axes count it: shapes are said in full
    sequence,   // `batch_first` says where the batch is; states of recurrent layers have it in the middle
    attention,  // likewise; the weights have it first
};

struct Rule {
    std::string type;  // in netfig; empty where nothing is said of the operation
    Batch batch = Batch::whole;
    // Arguments; those with the same name in netfig are not listed, those that netfig does not have are "".
    std::map<std::string, std::string> renamed;
};

Rule rule_of(const std::string& operation);

/// Arguments that say how values are computed, not what shape they have; netfig has none of them.
bool is_numeric_detail(const std::string& argument);

}  // namespace netfig::test
