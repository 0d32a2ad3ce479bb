#include "layout/layered.h"

#include "layout/bands.h"
#include "layout/break_cycles.h"
#include "layout/channels.h"
#include "layout/layers.h"
#include "layout/main_lines.h"
#include "layout/order.h"
#include "layout/position.h"
#include "layout/rank.h"
#include "layout/route.h"
#include "layout/seat_inputs.h"
#include "layout/sort_elbows.h"
#include "layout/spread_pins.h"
#include "layout/tie_stacks.h"

namespace netfig::layered {

void lay_out(Level& level) {
    break_cycles(level);
    rank(level);
    find_main_lines(level);  // needs ranks: long links get a lane in each rank they pass
    arrange_bands(level);
    order(level);
    order_beside_stacks(level);
    seat_inputs(level);
    turn_into_sides(level);  // needs the order: which side a line comes from
    spread_pins(level);
    position(level);  // across the flow, before the tracks: only then is known which lines are straight
    if (open_boxes(level)) {
        make_turns(level);
        spread_pins(level);
        position(level);
    }
    Channels channels = assign_tracks(level);
    place_layers(level, channels);
    sort_elbows(level);
    route(level, channels);
}

}  // namespace netfig::layered
