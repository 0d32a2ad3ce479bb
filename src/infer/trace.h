// How a shape came about: the operations that led to it, for the notes of an error.
#pragma once

#include "netfig/diagnostic.h"
#include "netfig/shapes.h"

#include <string>
#include <vector>

namespace netfig {

/// What one walk over all links finds.
struct LinkSurvey {
    Table<PortId, LinkId> feeding;  // of input ports the first link, and one that is not feedback before one that is
    Table<PortId, PortId> sources;  // where that link comes from
    bool in_order = true;           // nodes stand behind all that feed them, feedback aside
    bool feedback = false;          // there is some
    bool stated = false;            // some link says a shape
};

LinkSurvey survey_links(const Network& network);

/// What a trace looks at while inference is still going on.
struct ShapeFlow {
    const Network& network;
    LinkSurvey links;
    SharedTable<PortId, Shape> ports;
};

const Link* feeding_link(const ShapeFlow& flow, PortId input);

/// "`conv1`", with the path of the groups around it.
std::string quoted(const Network& network, NodeId node);

/// Notes from the source (or six steps before) to the operation that gives the shape at `input`. Steps that are told
/// already are not told again: of two traces the second starts where it leaves the first.
void append_trace(const ShapeFlow& flow, PortId input, std::vector<Note>& notes);

}  // namespace netfig
